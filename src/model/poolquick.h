/*
 * poolquick.h - the calls of pool.c of which only their success is told: those of a tame pool
 * without guards, of which nothing is recorded. For engine/quick.c, which has them built in, and
 * poolsave.c.
 *
 * Rule: each link is checked once, when it is about to become the head: it leads where the free set
 * says. The head itself needs no other look, as it was such a link, or a chunk that was given back.
 */
#ifndef MODEL_POOLQUICK_H
#define MODEL_POOLQUICK_H

#include <string.h>

#include "base/soon.h"
#include "model/poolmodel.h"

/* The pool of a model that is such a one; else NULL. Quick calls leave it one. */
static inline struct poolModel *poolQuickOf(struct model *model)
{
    struct poolModel *m = poolModelOf(model);
    if (model->kind != &poolModel || m->wild || m->unchecked || m->guard.kinds != GUARD_OFF ||
        model->tape != NULL)
        return NULL;
    return m;
}

/* Takes the head off the list, which has one; false, and nothing changed, if its link is wrong. */
static inline bool poolQuickRecycle(struct poolModel *m, uint32_t *slot)
{
    const struct freeset *freed = &m->freed;
    const uint64_t next = freed->count > 1 ? poolModelAddress(m, freesetAt(freed, 2)) : 0;
    uintptr_t link;
    memcpy(&link, poolModelBytes(poolwalkHead(&m->p)), sizeof link);
    if (link != next)
        return false;
    *slot = freesetPop(&m->freed);
    (void)poolMalloc(&m->p);
    poolModelCountLive(m, *slot, true);
    return true;
}

/* With an empty list: the next fresh chunk, of which the model has made room to keep account. */
static inline bool poolQuickBump(struct poolModel *m, uint32_t *slot)
{
    const struct poolwalk walk = poolModelWalk(m);
    struct place place;
    const enum path path = poolwalkNext(&walk, &place);
    if (poolMalloc(&m->p) == NULL)
        return false;
    *slot = (uint32_t)poolwalkBumped(&m->p) - 1;
    poolModelCountAlloc(m, *slot, path);
    return true;
}

/* The live chunk in `slot` is given back. */
static inline void poolQuickGive(struct poolModel *m, uint32_t slot)
{
    const uint32_t block = slot / m->blockSize;
    poolFree(&m->p, poolModelBytes(poolModelAddressIn(m, block, slot)));
    freesetPush(&m->freed, slot);
    poolModelCountLiveIn(m, block, false);
}

/* Begins to fetch what a call for `slot`, whatever that is, will touch. */
static inline void poolQuickFetch(const struct poolModel *m, uint32_t slot)
{
    if (slot >= m->freed.capacity)
        return;
    soonNeeded(poolModelBytes(poolModelAddress(m, slot)));
    soonNeeded(&m->freed.indexOf[slot]);
}

#endif
