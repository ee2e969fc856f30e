/*
 * free-twice.c - frees a chunk twice: poolFree writes the link into a chunk that is no longer live.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid free\(\)
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    poolFree(&p, chunk);
    poolFree(&p, chunk); /* reported */
    poolFreePool(&p);
    return 0;
}
