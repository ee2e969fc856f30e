/*
 * overrun-into-freed.c - writes one byte past a live chunk, into the link of a freed one.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid write of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    poolFree(&p, poolMalloc(&p));
    chunk[CHUNK_BYTES] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
