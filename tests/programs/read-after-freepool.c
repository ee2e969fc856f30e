/*
 * read-after-freepool.c - reads a chunk whose pool was released: libc has its memory back.
 *
 * AddressSanitizer: heap-use-after-free
 * Valgrind: Invalid read of size 1
 */
#include "program.h"

int main(void)
{
    pool p;
    char *chunk = firstChunk(&p);
    chunk[0] = 'a';
    poolFreePool(&p);
    sink = chunk[0]; /* reported */
    return 0;
}
