/*
 * read-after-free.c - reads a chunk that it has freed.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid read of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    chunk[20] = 'a';
    poolFree(&p, chunk);
    sink = chunk[20]; /* reported */
    poolFreePool(&p);
    return 0;
}
