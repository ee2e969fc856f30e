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

struct poolUse {
    uint32_t era; /* of `live`: it is 0 in any other */
    uint32_t live;
};

struct poolModel {
    struct model model;
    pool p;
    struct arena *arena;
    struct guard guard;
    struct freeset freed;
    uint32_t chunkSize, blockSize; /* those of `p`                  */
    uint64_t blocks;               /* that hold memory                            */
    uint64_t blockBytes;
    uint64_t stride;    /* from block to block, as the arena lays them */
    uint64_t doublings; /* of the block table                          */

    /* Of a tame pool: how many live chunks each block has, and how many blocks have one. */
    struct poolUse *use;
    size_t useCapacity;
    uint32_t era; /* freealls */
    uint64_t busy;

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

static inline uint8_t *poolModelBytes(uint64_t address)
{
    return (uint8_t *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr) */
}

/*
 * The chunk in a slot that was handed out: blocks lie in a row, `stride` bytes apart. Who needs the
 * slot's block as well divides but once.
 */
static inline uint64_t poolModelAddressIn(const struct poolModel *m, uint32_t block, uint32_t slot)
{
    return (uintptr_t)m->arena->base + block * m->stride +
           (uint64_t)(slot - block * m->blockSize) * m->chunkSize;
}

static inline uint64_t poolModelAddress(const struct poolModel *m, uint32_t slot)
{
    return poolModelAddressIn(m, slot / m->blockSize, slot);
}

/* --- poolwild.c: without checks */

/* Room for the holders of slots 0 to `slots` - 1; false, and nothing changed, without memory. */
bool poolModelReserveHolders(struct poolModel *m, uint64_t slots);

/* Fills the free set with what a walk along the links meets: all slots there were reserved once. */
void poolModelReadChain(struct poolModel *m);

/* Room to count the live chunks of slots 0 to `slots` - 1; false without memory. */
bool poolModelReserveUse(struct poolModel *m, uint64_t slots);

/*
 * Makes a tame pool wild, from what is known of it: each chunk that was handed out has one holder
 * or none. False, and nothing changed, without memory.
 */
bool poolModelGoWild(struct poolModel *m);

/* Makes it tame and empty. */
void poolModelGrowTame(struct poolModel *m);

/*
 * May the head of a wild list be popped? With checks, only off a list that ends as it should;
 * without, wherever it is a chunk of the pool, so that its link can be read.
 */
enum outcome poolModelCheckWildHead(const struct poolModel *m);

/* --- poolmodel.c */

/* A tame pool has a live chunk more in a block, or in that of a slot; or one less. */
static inline void poolModelCountLiveIn(struct poolModel *m, uint32_t block, bool isMore)
{
    struct poolUse *use = &m->use[block];
    if (use->era != m->era)
        *use = (struct poolUse){m->era, 0};
    m->busy += isMore && use->live == 0;
    use->live += isMore ? 1 : UINT32_MAX;
    m->busy -= !isMore && use->live == 0;
}

static inline void poolModelCountLive(struct poolModel *m, uint32_t slot, bool isMore)
{
    poolModelCountLiveIn(m, slot / m->blockSize, isMore);
}

/* All these counts anew, of any tame pool. */
void poolModelRecountLive(struct poolModel *m);

/* A chunk was handed out along this path: what is kept of a tame pool, and of its blocks. */
void poolModelCountAlloc(struct poolModel *m, uint32_t slot, enum path path);

/* --- poolundo.c: what each call records before it changes a byte, and how it is taken back */

/* Before the chunk at `address`, known to be one, is handed out by a model with guards. */
void poolModelNoteAlloc(struct poolModel *m, uint64_t address);

/* Before poolFree of `address`. */
void poolModelNoteFree(struct poolModel *m, uint64_t address);

/* Behind it: was the model tame before it, and does its chunk have an owner less? */
void poolModelNoteFreeDone(struct poolModel *m, bool wasTame, bool hadOwner);

/* Before a write. */
void poolModelNoteWrite(struct poolModel *m, uint64_t address, uint64_t byteCount, bool wasTame);

/* Before poolFreeAll. */
void poolModelNoteReset(struct poolModel *m);

void poolModelUndo(struct model *model, enum undoing what, struct grant *grant);

/* poolsave.c */
void poolModelSave(const struct model *model, struct tape *image);
bool poolModelLoad(struct model *model, struct tape *image);
bool poolModelAllocAgain(struct model *model, struct grant *grant);
void poolModelGiveAgain(struct model *model, uint32_t slot);
void poolModelForesee(const struct model *model, uint32_t allocs, const uint32_t *slots,
                      size_t count);

bool poolModelSnapshot(const struct model *model, const struct window *window,
                       const struct owners *owners, struct view *view);

#endif
