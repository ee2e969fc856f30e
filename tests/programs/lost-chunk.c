/*
 * lost-chunk.c - ends with a chunk that is live and that nothing points to any more, in a pool that
 * does. Valgrind takes chunks for the unit of its search for leaks.
 *
 * AddressSanitizer: nothing
 * Valgrind: 32 bytes in 1 blocks are definitely lost
 */
#include "program.h"

static pool kept;
static char *first, *second;

int main(void)
{
    first = firstChunk(&kept);
    second = poolMalloc(&kept); /* reported */
    poolFree(&kept, poolMalloc(&kept));
    second = NULL;
    return 0;
}
