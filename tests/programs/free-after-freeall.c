/*
 * free-after-freeall.c - frees a chunk from before poolFreeAll.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid write of size \d
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    poolFreeAll(&p);
    poolFree(&p, chunk); /* reported */
    poolFreePool(&p);
    return 0;
}
