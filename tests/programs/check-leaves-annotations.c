/*
 * check-leaves-annotations.c - reads a freed chunk after an audit that has read its link.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid read of size 1
 */
#include "poolcheck.h"
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    poolFree(&p, chunk);
    must(poolCheck(&p, 0).verdict == POOL_SOUND);
    sink = chunk[0]; /* reported */
    poolFreePool(&p);
    return 0;
}
