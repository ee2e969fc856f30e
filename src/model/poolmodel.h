/*
 * poolmodel.h - the model of pool.h from inside: what poolmodel.c changes and poolview.c draws.
 */
#ifndef MODEL_POOLMODEL_H
#define MODEL_POOLMODEL_H

#include "model/freeset.h"
#include "model/guard.h"
#include "model/model.h"
#include "model/poolwalk.h"
#include "pool.h"

struct poolModel {
    struct model model;
    pool p;
    const struct arena *arena;
    struct guard guard;
    struct freeset freed;
    uint64_t blocks; /* that hold memory                            */
    uint64_t blockBytes;
    uint64_t stride;    /* from block to block, as the arena lays them */
    uint64_t doublings; /* of the block table                          */

    /*
     * From the first misuse that went through (a free without checks, a write over a link) until
     * the next freeall, the model is wild: `freed` is what a walk along the real links meets, read
     * anew after each step, and `holders` counts for each slot how many owners think that it is
     * theirs.
     */
    bool unchecked;
    bool wild;
    uint32_t *holders;
    size_t holderCapacity;
};

static inline struct poolModel *poolModelOf(struct model *model)
{
    return (struct poolModel *)(void *)model;
}

static inline const struct poolModel *constPoolModelOf(const struct model *model)
{
    return (const struct poolModel *)(const void *)model;
}

static inline struct poolwalk poolModelWalk(const struct poolModel *m)
{
    return (struct poolwalk){.p = &m->p,
                             .freed = &m->freed,
                             .blocks = m->blocks,
                             .stride = m->stride,
                             .holders = m->wild ? m->holders : NULL,
                             .holderCount = m->holderCapacity,
                             .guards = m->guard.kinds};
}

bool poolModelSnapshot(const struct model *model, const struct window *window,
                       const struct owners *owners, struct view *view);

#endif
