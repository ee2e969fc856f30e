/*
 * write-after-free.c - writes into a chunk that it has freed, behind the link.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid write of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    poolFree(&p, chunk);
    chunk[31] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
