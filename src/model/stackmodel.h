/*
 * stackmodel.h - free chunks as a stack of their slots, numbers of 32 bits in an array beside the
 * blocks: last in, first out, as the list of pool.h, but no byte of a chunk is touched. The
 * magazine's chunks serve in the same order, and what is known of them is this stack too.
 */
#ifndef MODEL_STACKMODEL_H
#define MODEL_STACKMODEL_H

#include "model/chunkmodel.h"
#include "model/freeset.h"

struct stackModel {
    struct chunkModel chunks;
    struct freeset set; /* its count is chunks.now.free, but for the time of a call */
};

enum { REGION_STACK = REGION_OWN, REGION_INDEX, REGION_STACK_END };

static inline struct stackModel *stackModelOf(struct chunkModel *m)
{
    return (struct stackModel *)(void *)m;
}

static inline const struct freeset *stackOf(const struct chunkModel *m)
{
    return &((const struct stackModel *)(const void *)m)->set;
}

bool stackReserve(struct chunkModel *m, uint64_t slots, uint64_t blocks);
void stackRelease(struct chunkModel *m);
enum outcome stackTake(struct chunkModel *m, struct grant *grant);
enum outcome stackPut(struct chunkModel *m, struct grant *grant);
void stackRestored(struct chunkModel *m);
uint32_t stackFirst(const struct chunkModel *m);
uint32_t stackAfter(const struct chunkModel *m, uint32_t slot);
uint32_t stackLast(const struct chunkModel *m);
uint32_t stackBefore(const struct chunkModel *m, uint32_t slot);
uint64_t stackPosition(const struct chunkModel *m, uint32_t slot);

/* What the orders of such chunks have in common. */
#define STACK_ORDER                                                                                \
    .first = stackFirst, .after = stackAfter, .last = stackLast, .before = stackBefore,            \
    .position = stackPosition

#endif
