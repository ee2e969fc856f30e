/*
 * poolsave.c - the model of pool.h in few bytes, and out of them again, and forth from there. A
 * pool that only its own calls wrote to is told by the slots on its free list, in their order, and
 * by the link of old that each other chunk holds: mostly none.
 */
#include "model/poolmodel.h"

#include <string.h>

#include "model/poolquick.h"
#include "model/poolrewind.h"

static uint64_t slotsOf(const struct poolModel *m)
{
    return m->blocks * poolwalkFields(&m->p).blockSize;
}

/* --- what chunks hold that are on no list: 0, or 1 more than the slot that they link to ------- */

static void pushContents(const struct poolModel *m, struct tape *image)
{
    const struct poolwalk walk = poolModelWalk(m);
    const struct fields fields = poolwalkFields(&m->p);
    uint32_t slot = 0;
    for (uint64_t block = 0; block < m->blocks; block++)
        for (uint64_t chunk = 0; chunk < fields.blockSize; chunk++, slot++) {
            const uint64_t at = poolwalkBlock(&m->p, block) + chunk * fields.chunkSize;
            struct place place;
            if (freesetHas(&m->freed, slot))
                continue;
            const uint64_t link = poolwalkLink(&walk, at);
            if (link != 0)
                (void)poolwalkLocate(&walk, link, &place);
            tapePush(image, link == 0 ? 0 : poolwalkSlot(&m->p, &place) + 1);
        }
}

static void writeLink(const struct poolModel *m, uint64_t at, uint64_t slotAndOne)
{
    const uint64_t link = slotAndOne == 0 ? 0 : poolModelAddress(m, (uint32_t)(slotAndOne - 1));
    memcpy(poolModelBytes(at), &link, sizeof link);
}

static void popContents(struct poolModel *m, struct tape *image)
{
    const struct fields fields = poolwalkFields(&m->p);
    uint32_t slot = (uint32_t)slotsOf(m);
    for (uint64_t block = m->blocks; block-- > 0;)
        for (uint64_t chunk = fields.blockSize; chunk-- > 0;)
            if (!freesetHas(&m->freed, --slot))
                writeLink(m, poolwalkBlock(&m->p, block) + chunk * fields.chunkSize,
                          tapePop(image));
}

/* --- the free list ---------------------------------------------------------------------------- */

static void pushList(const struct poolModel *m, struct tape *image)
{
    for (uint32_t i = 0; i < m->freed.count; i++)
        tapePush(image, m->freed.stack[i]);
    tapePush(image, m->freed.count);
}

static void popList(struct poolModel *m, struct tape *image)
{
    m->freed.count = (uint32_t)tapePop(image);
    for (uint32_t i = m->freed.count; i-- > 0;) {
        const uint32_t slot = (uint32_t)tapePop(image);
        m->freed.stack[i] = slot;
        m->freed.indexOf[slot] = i;
    }
}

static void writeList(struct poolModel *m)
{
    uint64_t behind = 0;
    for (uint32_t i = 0; i < m->freed.count; i++) {
        const uint64_t at = poolModelAddress(m, m->freed.stack[i]);
        memcpy(poolModelBytes(at), &behind, sizeof behind);
        behind = at;
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

void poolModelSave(const struct model *model, struct tape *image)
{
    const struct poolModel *m = constPoolModelOf(model);
    const struct fields fields = poolwalkFields(&m->p);
    pushContents(m, image);
    pushList(m, image);
    tapePush(image, fields.freed);
    tapePushSigned(image, fields.block);
    tapePush(image, fields.used);
    tapePush(image, fields.blocksUsed);
    tapePush(image, m->doublings);
    tapePush(image, m->blocks);
}

bool poolModelLoad(struct model *model, struct tape *image)
{
    struct poolModel *m = poolModelOf(model);
    struct fields fields = poolwalkFields(&m->p);
    const uint64_t blocks = tapePop(image), doublings = tapePop(image);
    fields.blocksUsed = (uint32_t)tapePop(image);
    fields.used = (uint32_t)tapePop(image);
    fields.block = (int32_t)tapePopSigned(image);
    fields.freed = tapePop(image);
    const uint64_t slots = blocks * fields.blockSize;
    if (!freesetReserve(&m->freed, slots + 1) || !poolModelReserveUse(m, slots + 1) ||
        !poolRewindTo(&m->p, &fields, blocks, m->arena->base, m->stride))
        return false;
    arenaRewind(m->arena, blocks * m->stride);
    m->blocks = blocks;
    m->doublings = doublings;
    popList(m, image);
    writeList(m);
    popContents(m, image);
    poolModelRecountLive(m);
    return true;
}

/* --- forth over steps that are known to be well ----------------------------------------------- */

bool poolModelAllocAgain(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    uint32_t slots;
    if (m->freed.count == 0)
        return model->kind->prepare(model, &slots) &&
               model->kind->alloc(model, 0, grant) == OUTCOME_OK;
    (void)poolMalloc(&m->p); /* the head */
    grant->slot = freesetPop(&m->freed);
    grant->path = PATH_RECYCLE;
    poolModelCountLive(m, grant->slot, true);
    return true;
}

void poolModelGiveAgain(struct model *model, uint32_t slot)
{
    poolQuickGive(poolModelOf(model), slot);
}

void poolModelForesee(const struct model *model, uint32_t allocs, const uint32_t *slots,
                      size_t count)
{
    const struct poolModel *m = constPoolModelOf(model);
    for (size_t i = 0; i < count; i++)
        poolQuickFetch(m, slots[i]); /* or its block is still to come */
    for (uint32_t i = 1; i <= allocs && i <= m->freed.count; i++)
        poolQuickFetch(m, freesetAt(&m->freed, i));
}
