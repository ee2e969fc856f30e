/*
 * free-foreign.c - frees memory that is of no pool. AddressSanitizer sees only later uses of it.
 *
 * AddressSanitizer: nothing
 * Valgrind: Invalid free\(\)
 */
#include "program.h"

static char memory[CHUNK_BYTES];

int main(void)
{
    pool p;
    (void)firstChunk(&p);
    poolFree(&p, memory); /* reported */
    poolFreePool(&p);
    return 0;
}
