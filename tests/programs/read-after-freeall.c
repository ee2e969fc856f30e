/*
 * read-after-freeall.c - reads a chunk from before poolFreeAll.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid read of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    chunk[0] = 'a';
    poolFreeAll(&p);
    sink = chunk[0]; /* reported */
    poolFreePool(&p);
    return 0;
}
