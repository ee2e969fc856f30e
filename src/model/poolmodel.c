/*
 * poolmodel.c - the allocator of pool.h as a model: calls it, and keeps beside it what it can't
 * tell by itself, namely which chunks are on the free list.
 *
 * Rule: on a pool that only this file changes, the free set holds the slots of the free list in
 * the list's order, and blocks 0 to blocks - 1 of the table hold memory.
 */
#include "model/poolmodel.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "model/listorder.h"

static struct model *poolModelMake(struct arena *arena, const struct recipe *recipe)
{
    const uint32_t chunkSize = recipe->chunkSize;
    const unsigned guards = recipe->guards;
    if (recipe->values[0] != 0) /* an order that the pool of pool.h has not */
        return lazyPoolMake(arena, recipe);
    const uint32_t zoneBytes = (guards & GUARD_REDZONE) != 0 ? GUARD_ZONE_BYTES : 0;
    struct poolModel *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    /* the program's part holds a link, and ends where a zone is aligned */
    const uint64_t room = chunkSize < 8 ? 8 : ((uint64_t)chunkSize + 7) / 8 * 8;
    if (room + zoneBytes > UINT32_MAX ||
        !poolInitializeFrom(&m->p, (uint32_t)room + zoneBytes, recipe->blockSize, &arena->source)) {
        free(m);
        return NULL;
    }
    struct fields fields = poolwalkFields(&m->p);
    m->model.kind = &poolModel;
    m->arena = arena;
    m->guard = (struct guard){guards, fields.chunkSize - zoneBytes};
    m->chunkSize = fields.chunkSize;
    m->blockSize = fields.blockSize;
    m->blockBytes = (uint64_t)fields.chunkSize * fields.blockSize;
    m->stride = arenaStride(m->blockBytes);
    return &m->model;
}

static void poolModelDiscard(struct model *model)
{
    struct poolModel *m = poolModelOf(model);
    poolFreePool(&m->p);
    freesetRelease(&m->freed);
    free(m->holders);
    free(m->use);
    free(m);
}

/* --- live chunks of each block --------------------------------------------------------------- */

bool poolModelReserveUse(struct poolModel *m, uint64_t slots)
{
    const uint64_t blocks = slots / poolwalkFields(&m->p).blockSize + 1;
    struct poolUse *use = checkedGrowFilled(m->use, &m->useCapacity, blocks, sizeof *use, 0);
    if (use != NULL)
        m->use = use;
    return use != NULL;
}

void poolModelRecountLive(struct poolModel *m)
{
    const uint64_t bumped = poolwalkBumped(&m->p), blockSize = poolwalkFields(&m->p).blockSize;
    m->era++;
    m->busy = 0;
    for (uint64_t block = 0; block * blockSize < bumped; block++) {
        const uint64_t left = bumped - block * blockSize;
        m->use[block] = (struct poolUse){m->era, (uint32_t)(left < blockSize ? left : blockSize)};
        m->busy++;
    }
    for (uint64_t position = 1; position <= m->freed.count; position++)
        poolModelCountLive(m, freesetAt(&m->freed, position), false);
}

/* --- without checks: see poolwild.c ----------------------------------------------------------- */

static enum outcome checkHead(const struct poolModel *m)
{
    const struct poolwalk walk = poolModelWalk(m);
    if (m->wild)
        return poolModelCheckWildHead(m);
    return poolwalkHeadIsSound(&walk) ? OUTCOME_OK : OUTCOME_CORRUPT_LIST;
}

static void poolModelSetChecks(struct model *model, bool checked)
{
    poolModelOf(model)->unchecked = !checked;
}

/* --- with checks ------------------------------------------------------------------------------ */

/* One more than the slot that the next allocation takes. */
static uint64_t slotsWanted(const struct poolModel *m)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t head = poolwalkHead(&m->p), bumped = poolwalkBumped(&m->p);
    struct place place;
    if (!m->wild || head == 0 || poolwalkClassify(&walk, head, &place) == CLAIM_FOREIGN)
        return bumped + 1;
    const uint64_t slot = poolwalkSlot(&m->p, &place);
    return slot > bumped ? slot + 1 : bumped + 1;
}

static bool poolModelPrepare(struct model *model, uint32_t *slots)
{
    struct poolModel *m = poolModelOf(model);
    if (!m->wild && m->freed.count > 0) { /* a slot that had an allocation already */
        *slots = (uint32_t)m->freed.capacity;
        return true;
    }
    const uint64_t wanted = slotsWanted(m);
    if (wanted >= UINT32_MAX || !freesetReserve(&m->freed, wanted) ||
        !poolModelReserveUse(m, wanted))
        return false;
    if (m->wild && !poolModelReserveHolders(m, wanted))
        return false;
    *slots = (uint32_t)wanted;
    return true;
}

static struct place placeOfHead(const struct poolModel *m)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t head = poolwalkHead(&m->p);
    struct place place = {.known = false};
    if (head != 0)
        (void)poolwalkLocate(&walk, head, &place);
    return place;
}

/* A link as it lies at `address` turned from plain to stored, or back: pool.c knows plain ones
 * only. */
static void turnLink(const struct poolModel *m, uint64_t address)
{
    uint64_t link = 0;
    if ((m->guard.kinds & GUARD_ENCODE) == 0)
        return;
    memcpy(&link, poolModelBytes(address), sizeof(poolFreed));
    link = guardLink(m->guard.kinds, address, link);
    memcpy(poolModelBytes(address), &link, sizeof(poolFreed));
}

/* What the guards say of the chunk that poolMalloc would take off the list. */
static enum outcome checkGuardsOfHead(const struct poolModel *m, struct grant *grant)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t head = poolwalkHead(&m->p);
    struct place place;
    if (head == 0 || m->guard.kinds == GUARD_OFF)
        return OUTCOME_OK;
    const uint64_t link = poolwalkLink(&walk, head);
    const enum claim claim = link == 0 ? CLAIM_FREED : poolwalkClassify(&walk, link, &place);
    if ((m->guard.kinds & GUARD_ENCODE) != 0 &&
        (claim == CLAIM_FOREIGN || claim == CLAIM_MISALIGNED)) {
        grant->guard = "encode";
        return OUTCOME_CORRUPT_LIST;
    }
    (void)poolwalkClassify(&walk, head, &grant->place);
    if (guardCheckFreed(&m->guard, poolModelBytes(head), &grant->guard) == FOUND_NOTHING)
        return OUTCOME_OK;
    return OUTCOME_CORRUPT_LIST;
}

/* What they say of a pointer that comes back. */
static enum outcome checkGuardsOf(const struct poolModel *m, uint64_t address, enum claim claim,
                                  struct grant *grant)
{
    const uint64_t chunkBytes = poolwalkFields(&m->p).chunkSize;
    if (m->guard.kinds == GUARD_OFF || !arenaHolds(m->arena, address, chunkBytes))
        return OUTCOME_OK;
    switch (guardCheckLive(&m->guard, poolModelBytes(address), &grant->guard)) {
    case FOUND_FREED:
        return OUTCOME_DOUBLE_FREE;
    case FOUND_OVERRUN:
        return claim == CLAIM_FREED || claim == CLAIM_LIVE ? OUTCOME_OVERSIZE : claimOutcome(claim);
    default:
        return OUTCOME_OK;
    }
}

void poolModelCountAlloc(struct poolModel *m, uint32_t slot, enum path path)
{
    m->blocks += path == PATH_NEW_BLOCK || path == PATH_GROW_TABLE;
    m->doublings += path == PATH_GROW_TABLE;
    if (m->wild)
        return;
    if (path == PATH_RECYCLE)
        (void)freesetPop(&m->freed);
    poolModelCountLive(m, slot, true);
}

/* A chunk was handed out along grant->path: what the model keeps beside the pool. */
static void countAlloc(struct poolModel *m, struct grant *grant)
{
    poolModelCountAlloc(m, grant->slot, grant->path);
    if (m->wild) {
        m->holders[grant->slot]++;
        poolModelReadChain(m);
    }
    if (grant->path == PATH_RECYCLE)
        grant->oldHead = placeOfHead(m);
}

static enum outcome poolModelAlloc(struct model *model, uint64_t bytes, struct grant *grant)
{
    (void)bytes; /* one chunk, whatever was asked for */
    struct poolModel *m = poolModelOf(model);
    const uint64_t head = poolwalkHead(&m->p);
    enum outcome outcome = checkHead(m);
    if (outcome == OUTCOME_OK)
        outcome = checkGuardsOfHead(m, grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    const struct poolwalk walk = poolModelWalk(m);
    const enum path path = poolwalkNext(&walk, &grant->place);
    if (head != 0) {
        poolModelNoteAlloc(m, head);
        turnLink(m, head);
    }
    const void *chunk = poolMalloc(&m->p);
    if (chunk == NULL)
        return OUTCOME_OUT_OF_MEMORY;
    if (head == 0)
        poolModelNoteAlloc(m, (uintptr_t)chunk);
    guardOnAlloc(&m->guard, poolModelBytes((uintptr_t)chunk));
    grant->place.address = (uintptr_t)chunk;
    grant->path = path;
    grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    countAlloc(m, grant);
    return OUTCOME_OK;
}

/* Calls poolFree, whatever `address` is. */
static void pushAnything(struct poolModel *m, uint64_t address)
{
    const uint64_t chunkBytes = poolwalkFields(&m->p).chunkSize;
    const bool wholeChunk = arenaHolds(m->arena, address, chunkBytes);
    poolModelNoteFree(m, address);
    arenaTouch(m->arena, address, wholeChunk ? chunkBytes : sizeof(poolFreed));
    poolFree(&m->p, poolModelBytes(address));
    turnLink(m, address);
    if (wholeChunk)
        guardOnFree(&m->guard, poolModelBytes(address));
}

static enum outcome poolModelGive(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    enum outcome outcome = checkHead(m);
    if (outcome == OUTCOME_OK)
        outcome = checkGuardsOf(m, grant->place.address, CLAIM_LIVE, grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    grant->path = PATH_PUSH;
    grant->oldHead = placeOfHead(m);
    pushAnything(m, grant->place.address);
    if (m->wild) {
        m->holders[grant->slot]--;
        poolModelReadChain(m);
    } else {
        freesetPush(&m->freed, grant->slot);
        poolModelCountLive(m, grant->slot, false);
    }
    poolModelNoteFreeDone(m, !m->wild, true);
    return OUTCOME_OK;
}

/* A free that nobody checks. Only where poolFree could not even write its link is it stopped. */
static enum outcome poolModelPush(struct model *model, uint64_t address, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    struct poolwalk walk = poolModelWalk(m);
    const enum claim claim = poolwalkClassify(&walk, address, &grant->place);
    if (!arenaHolds(m->arena, address, sizeof(poolFreed)))
        return OUTCOME_FOREIGN_FREE;
    if (claim != CLAIM_FOREIGN)
        grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    if (claim == CLAIM_LIVE && !m->wild && checkHead(m) == OUTCOME_OK)
        return poolModelGive(model, grant);
    const enum outcome outcome = checkGuardsOf(m, address, claim, grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    const bool wasTame = !m->wild;
    /* a model that has gone wild must not refuse any more */
    if ((claim != CLAIM_FOREIGN && !poolModelReserveHolders(m, (uint64_t)grant->slot + 1)) ||
        !poolModelGoWild(m))
        return OUTCOME_OUT_OF_MEMORY;
    grant->path = PATH_PUSH;
    grant->oldHead = placeOfHead(m);
    pushAnything(m, address);
    if (claim == CLAIM_LIVE)
        m->holders[grant->slot]--;
    poolModelReadChain(m);
    poolModelNoteFreeDone(m, wasTame, claim == CLAIM_LIVE);
    return OUTCOME_OK;
}

static void poolModelReset(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    grant->path = PATH_RESET;
    poolModelNoteReset(m);
    poolFreeAll(&m->p);
    poolModelGrowTame(m);
}

static enum claim poolModelClassify(const struct model *model, uint64_t address,
                                    struct grant *grant)
{
    const struct poolModel *m = constPoolModelOf(model);
    struct poolwalk walk = poolModelWalk(m);
    enum claim claim = poolwalkClassify(&walk, address, &grant->place);
    if (claim == CLAIM_FREED || claim == CLAIM_LIVE)
        grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    return claim;
}

static const uint8_t *poolModelBytesAt(const struct model *model, uint64_t address,
                                       uint64_t byteCount)
{
    const struct poolModel *m = constPoolModelOf(model);
    struct poolwalk walk = poolModelWalk(m);
    struct place place;
    if (poolwalkClassify(&walk, address, &place) == CLAIM_FOREIGN)
        return NULL;
    const uint64_t offset = address - poolwalkBlock(&m->p, place.block);
    if (byteCount > m->blockBytes - offset)
        return NULL;
    return poolModelBytes(address);
}

static bool poolModelWrite(struct model *model, uint64_t address, const uint8_t *bytes,
                           uint64_t byteCount)
{
    struct poolModel *m = poolModelOf(model);
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t chunkBytes = poolwalkFields(&m->p).chunkSize;
    struct place place;
    if (byteCount == 0 || poolModelBytesAt(model, address, byteCount) == NULL)
        return false;
    bool overLink = false;
    for (uint64_t at = address; at < address + byteCount; at = place.address + chunkBytes) {
        (void)poolwalkClassify(&walk, at, &place);
        overLink = overLink || (at < place.address + sizeof(poolFreed) &&
                                poolwalkClassify(&walk, place.address, &place) == CLAIM_FREED);
    }
    const bool wasTame = !m->wild;
    if (overLink && !poolModelGoWild(m)) /* from now on a link may lead anywhere */
        return false;
    poolModelNoteWrite(m, address, byteCount, wasTame);
    memcpy(poolModelBytes(address), bytes, byteCount);
    if (m->wild)
        poolModelReadChain(m);
    return true;
}

static struct place poolModelPlaceOf(const struct model *model, uint32_t slot)
{
    struct poolwalk walk = poolModelWalk(constPoolModelOf(model));
    return poolwalkPlace(&walk, slot);
}

static uint32_t poolModelRoom(const struct model *model)
{
    return constPoolModelOf(model)->guard.roomBytes;
}

static uint32_t poolModelSlotOf(const struct model *model, const struct place *place)
{
    return (uint32_t)poolwalkSlot(&constPoolModelOf(model)->p, place);
}

static struct chain poolModelChain(const struct model *model)
{
    const struct poolwalk walk = poolModelWalk(constPoolModelOf(model));
    return poolwalkChain(&walk);
}

static struct fields poolModelFields(const struct model *model)
{
    return poolwalkFields(&constPoolModelOf(model)->p);
}

/* What changes with the blocks, or the table. */
static void measureBlocks(const struct poolModel *m, struct stats *stats)
{
    stats->blocks = m->blocks;
    stats->tableCapacity = poolwalkFields(&m->p).blocksUsed;
    stats->tableDoublings = m->doublings;
    stats->reservedBytes = m->blocks * m->blockBytes;
    stats->guardBytes = m->blocks * m->blockSize * (m->chunkSize - m->guard.roomBytes);
    stats->tableBytes = stats->tableCapacity * sizeof(uint8_t *);
}

static void poolModelMeasure(const struct model *model, struct stats *stats)
{
    const struct poolModel *m = constPoolModelOf(model);
    if (stats->blocks != m->blocks || stats->tableCapacity != poolwalkFields(&m->p).blocksUsed)
        measureBlocks(m, stats);
    const uint64_t freeChunks = m->blocks * m->blockSize - (poolwalkBumped(&m->p) - m->freed.count);
    stats->freeListLength = m->freed.count;
    stats->freeBytes = freeChunks * m->chunkSize;
    stats->freeBlocks = m->wild ? 0 : m->blocks - m->busy;
    stats->largestFree = freeChunks > 0 ? m->chunkSize : 0;
}

const struct modelKind poolModel = {
    .name = "pool",
    .summary = "pool.h: fresh chunks one by one, freed ones last in, first out",
    .hasChunks = true,
    .hasGuards = true,
    .parameters = listParameters,
    .parameterCount = 1,
    .make = poolModelMake,
    .discard = poolModelDiscard,
    .prepare = poolModelPrepare,
    .alloc = poolModelAlloc,
    .give = poolModelGive,
    .push = poolModelPush,
    .setChecks = poolModelSetChecks,
    .chain = poolModelChain,
    .bytesAt = poolModelBytesAt,
    .write = poolModelWrite,
    .reset = poolModelReset,
    .undo = poolModelUndo,
    .save = poolModelSave,
    .load = poolModelLoad,
    .allocAgain = poolModelAllocAgain,
    .giveAgain = poolModelGiveAgain,
    .foresee = poolModelForesee,
    .classify = poolModelClassify,
    .placeOf = poolModelPlaceOf,
    .slotOf = poolModelSlotOf,
    .room = poolModelRoom,
    .fields = poolModelFields,
    .measure = poolModelMeasure,
    .snapshot = poolModelSnapshot,
};
