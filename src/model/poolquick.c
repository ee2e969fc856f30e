/*
 * poolquick.c - the calls of pool.c of which only their success is told: those of a tame pool
 * without guards, of which nothing is recorded.
 *
 * Each link is checked once, when it is about to become the head: it leads where the free set says.
 * The head itself needs no other look, as it was such a link, or a chunk that was given back.
 */
#include "model/poolmodel.h"

static bool isPlain(const struct poolModel *m)
{
    return !m->wild && !m->unchecked && m->guard.kinds == GUARD_OFF && m->model.tape == NULL;
}

/* Takes the head off the list, which has one; false, and nothing changed, if its link is wrong. */
static bool recycle(struct poolModel *m, uint32_t *slot)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t next = m->freed.count > 1 ? poolModelAddress(m, freesetAt(&m->freed, 2)) : 0;
    *slot = freesetAt(&m->freed, 1);
    return poolwalkLink(&walk, poolwalkHead(&m->p)) == next && poolMalloc(&m->p) != NULL;
}

bool poolModelQuickAlloc(struct model *model, uint32_t *slot, enum path *path)
{
    struct poolModel *m = poolModelOf(model);
    if (!isPlain(m))
        return false;
    if (m->freed.count > 0) {
        *path = PATH_RECYCLE;
        if (!recycle(m, slot))
            return false;
    } else {
        const struct poolwalk walk = poolModelWalk(m);
        struct place place;
        *path = poolwalkNext(&walk, &place);
        *slot = (uint32_t)poolwalkBumped(&m->p);
        if (poolMalloc(&m->p) == NULL)
            return false;
    }
    poolModelCountAlloc(m, *slot, *path);
    return true;
}

bool poolModelQuickGive(struct model *model, uint32_t slot)
{
    struct poolModel *m = poolModelOf(model);
    if (!isPlain(m))
        return false;
    poolFree(&m->p, poolModelBytes(poolModelAddress(m, slot)));
    freesetPush(&m->freed, slot);
    poolModelCountLive(m, slot, false);
    return true;
}

void poolModelFetch(const struct model *model, uint32_t slot)
{
    const struct poolModel *m = constPoolModelOf(model);
    if (slot >= m->freed.capacity)
        return;
    __builtin_prefetch(poolModelBytes(poolModelAddress(m, slot)), 1);
    __builtin_prefetch(&m->freed.indexOf[slot], 1);
    __builtin_prefetch(&m->use[slot / m->blockSize], 1);
}
