/*
 * write-kept-block.c - writes into a chunk from before poolFreeAll, whose block was not entered again,
 * while block 0 is in use again.
 *
 * AddressSanitizer: use-after-poison
 * Valgrind: Invalid write of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    for (int i = 0; i < BLOCK_CHUNKS; i++)
        chunk = poolMalloc(&p);
    poolFreeAll(&p);
    char *again = poolMalloc(&p);
    again[CHUNK_BYTES - 1] = 'a';
    chunk[CHUNK_BYTES - 1] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
