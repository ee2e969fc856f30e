/*
 * write-link.c - overwrites the link in a chunk that it has freed.
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
    poolFree(&p, chunk);
    chunk[0] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
