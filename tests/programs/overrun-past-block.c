/*
 * overrun-past-block.c - writes one byte past the last chunk of a block, which libc's malloc guards.
 *
 * AddressSanitizer: heap-buffer-overflow
 * Valgrind: Invalid write of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    for (int i = 1; i < BLOCK_CHUNKS; i++)
        chunk = poolMalloc(&p);
    chunk[CHUNK_BYTES] = sink; /* reported */
    poolFreePool(&p);
    return 0;
}
