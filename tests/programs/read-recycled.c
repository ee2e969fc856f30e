/*
 * read-recycled.c - relies on what a recycled chunk held before it was freed, though the content of a
 * new chunk is not defined. This is Valgrind's alone.
 *
 * AddressSanitizer: nothing
 * Valgrind: depends on uninitialised value
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    memset(chunk, 'a', CHUNK_BYTES);
    poolFree(&p, chunk);
    chunk = poolMalloc(&p);
    if (((volatile char *)chunk)[20] == 'a') /* reported */
        sink = 'b';
    poolFreePool(&p);
    return 0;
}
