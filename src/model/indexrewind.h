/*
 * indexrewind.h - takes calls of indexpool.h back, the last ones that were not taken back; the only
 * file besides indexpool.c that touches the fields of an index pool. The simulator needs it for
 * undo; a program has no use for it.
 *
 * Rule: afterwards each call does what it would have done before those that were taken back. Blocks
 * that they obtained stay known to the pool, and what is beside them stays as large.
 */
#ifndef MODEL_INDEXREWIND_H
#define MODEL_INDEXREWIND_H

#include "indexpool.h"

/*
 * Since the pool was made or emptied, `bumped` chunks were handed out, and `freeCount` of them are
 * on the stack: in `slots`, in the order in which they came, as numbers that are counted on from
 * block to block.
 */
void indexRewind(indexPool *p, uint32_t bumped, const uint32_t *slots, uint32_t freeCount);

#endif
