/*
 * poolrewind.h - takes one call of pool.h back, the last that was not taken back: the twin of
 * poolwalk.h, and the only file besides pool.c that writes the fields of a pool. The simulator
 * needs it for undo; a program has no use for it.
 *
 * Rule: afterwards the pool is as it was before the call, to the byte, where the bytes of its
 * blocks are what they were right after it. One thing differs that nobody sees: a block table that
 * had doubled keeps its memory, of which half the slots are used again.
 */
#ifndef MODEL_POOLREWIND_H
#define MODEL_POOLREWIND_H

#include <stdint.h>

#include "pool.h"
#include "view/event.h"

/* poolMalloc, which was served along `path` with the chunk at address `chunk`. */
void poolRewindMalloc(pool *p, enum path path, uint64_t chunk);

/* poolFree, before which the head of the free list was at `oldHead`, 0 for NULL. */
void poolRewindFree(pool *p, uint64_t oldHead);

/* poolFreeAll; `fields` are those from before. */
void poolRewindFreeAll(pool *p, const struct fields *fields);

/*
 * Any number of calls, or as many done again: the fields become *fields, and the table has `blocks`
 * blocks, which lie `stride` bytes apart from `base` on. False, and nothing changed, without memory
 * for the table.
 */
bool poolRewindTo(pool *p, const struct fields *fields, uint64_t blocks, uint8_t *base,
                  uint64_t stride);

#endif
