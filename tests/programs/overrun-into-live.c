/*
 * overrun-into-live.c - writes one byte past a live chunk, into another live one. No tool can know:
 * nothing lies between them.
 *
 * AddressSanitizer: nothing
 * Valgrind: nothing
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    (void)poolMalloc(&p);
    chunk[CHUNK_BYTES] = sink;
    poolFreePool(&p);
    return 0;
}
