/*
 * overrun-into-fresh.c - writes one byte past a live chunk, into one that was never handed out.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid write of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    chunk[CHUNK_BYTES] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
