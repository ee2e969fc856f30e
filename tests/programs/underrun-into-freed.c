/*
 * underrun-into-freed.c - reads one byte before a live chunk, out of a freed one.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid read of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p), *second = poolMalloc(&p);
    memset(chunk, 0, CHUNK_BYTES);
    poolFree(&p, chunk);
    sink = second[-1]; /* reported */
    poolFreePool(&p);
    return 0;
}
