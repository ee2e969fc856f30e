/*
 * program.h - what the programs share that are run under AddressSanitizer and Valgrind. Each is a
 * program as users write them, and says in its first comment what either tool must report: a regular
 * expression that the report matches, or "nothing"; the line at fault ends with the comment
 * "reported".
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdlib.h>
#include <string.h>

#include "pool.h"

#define CHUNK_BYTES  32
#define BLOCK_CHUNKS 4

/* Where what was read goes, and what is written comes from, so that no compiler leaves it out. */
static volatile char sink;

/* Makes *p a pool of CHUNK_BYTES and BLOCK_CHUNKS. Returns its first chunk. */
static inline char *firstChunk(pool *p)
{
    if (!poolInitialize(p, CHUNK_BYTES, BLOCK_CHUNKS))
        exit(3);
    char *chunk = poolMalloc(p);
    if (chunk == NULL)
        exit(3);
    return chunk;
}

/* Ends the program with a status of its own where what must hold does not. */
static inline void must(bool holds)
{
    if (!holds)
        exit(4);
}

#endif
