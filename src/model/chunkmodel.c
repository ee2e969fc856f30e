#include "model/chunkmodel.h"

#include <assert.h>
#include <stdlib.h>

#include "base/checked.h"

struct chunkModel *chunkModelNew(size_t bytes, const struct modelKind *kind,
                                 const struct freeOrder *order, struct arena *arena,
                                 const struct recipe *recipe)
{
    const uint64_t chunkSize =
        recipe->chunkSize < LINK_BYTES ? LINK_BYTES : ((uint64_t)recipe->chunkSize + 7) / 8 * 8;
    if (chunkSize > UINT32_MAX || recipe->blockSize == 0 ||
        chunkSize * recipe->blockSize > PTRDIFF_MAX)
        return NULL;
    struct chunkModel *m = calloc(1, bytes);
    if (m == NULL)
        return NULL;
    m->model.kind = kind;
    m->order = order;
    m->arena = arena;
    m->chunkSize = (uint32_t)chunkSize;
    m->blockSize = recipe->blockSize;
    m->base = (uintptr_t)arena->base;
    m->blockBytes = chunkSize * recipe->blockSize;
    m->stride = arenaStride(m->blockBytes);
    m->now.capacity = POOL_BLOCKS_INITIAL;
    m->journal.regions[REGION_MEMORY] = arena->base;
    return m;
}

void chunkModelDiscard(struct model *model)
{
    struct chunkModel *m = chunkModelOf(model);
    m->order->release(m);
    free(m->free);
    free(m->handed);
    free(m->use);
    free(m);
}

/* --- slots and places ------------------------------------------------------------------------- */

struct place chunkPlace(const struct chunkModel *m, uint32_t slot)
{
    if (slot == SLOT_NONE)
        return (struct place){.known = false};
    const uint32_t block = slot / m->blockSize;
    return (struct place){.known = true,
                          .block = block,
                          .chunk = slot % m->blockSize,
                          .address = block < m->now.blocks ? chunkAddress(m, slot) : 0};
}

/* The slot of the chunk that an address lies in, and how far; SLOT_NONE where it lies in none. */
static uint32_t slotAt(const struct chunkModel *m, uint64_t address, uint64_t *inside)
{
    if (address < m->base || (address - m->base) / m->stride >= m->now.blocks)
        return SLOT_NONE;
    const uint64_t block = (address - m->base) / m->stride;
    const uint64_t offset = (address - m->base) % m->stride;
    if (offset >= m->blockBytes) /* between two blocks */
        return SLOT_NONE;
    *inside = offset % m->chunkSize;
    return (uint32_t)(block * m->blockSize + offset / m->chunkSize);
}

uint32_t chunkFreeAt(const struct chunkModel *m, uint64_t address)
{
    uint64_t inside;
    const uint32_t slot = slotAt(m, address, &inside);
    return slot != SLOT_NONE && inside == 0 && chunkIsFree(m, slot) ? slot : SLOT_NONE;
}

enum claim chunkModelClassify(const struct model *model, uint64_t address, struct grant *grant)
{
    const struct chunkModel *m = constChunkModelOf(model);
    uint64_t inside = 0;
    const uint32_t slot = slotAt(m, address, &inside);
    grant->place = chunkPlace(m, slot);
    if (slot == SLOT_NONE)
        return CLAIM_FOREIGN;
    if (inside != 0)
        return CLAIM_MISALIGNED;
    if (slot >= m->now.bumped)
        return CLAIM_FRESH;
    grant->slot = slot;
    if (!bitOf(m->free, slot))
        return CLAIM_LIVE;
    return m->eager && !bitOf(m->handed, slot) ? CLAIM_FRESH : CLAIM_FREED;
}

struct place chunkModelPlaceOf(const struct model *model, uint32_t slot)
{
    return chunkPlace(constChunkModelOf(model), slot);
}

uint32_t chunkModelSlotOf(const struct model *model, const struct place *place)
{
    return place->block * constChunkModelOf(model)->blockSize + place->chunk;
}

uint32_t chunkModelRoom(const struct model *model)
{
    return constChunkModelOf(model)->chunkSize;
}

uint32_t chunkKeptBytes(const struct chunkModel *m, uint32_t slot)
{
    return chunkIsFree(m, slot) && m->order->keptBytes != NULL ? m->order->keptBytes(m, slot) : 0;
}

/* --- the map of free chunks, see chunkbits.c -------------------------------------------------- */

static void keepBit(struct chunkModel *m, unsigned region, uint64_t *bits, uint64_t slot)
{
    journalKeep(&m->journal, region, &bits[slot / 64], sizeof *bits);
}

static void turnBit(struct chunkModel *m, uint32_t slot, bool isFree)
{
    const uint64_t mask = UINT64_C(1) << slot % 64;
    keepBit(m, REGION_FREE, m->free, slot);
    m->free[slot / 64] = isFree ? m->free[slot / 64] | mask : m->free[slot / 64] & ~mask;
    if (m->order->turned != NULL)
        m->order->turned(m, slot);
}

void chunkSetWord(struct chunkModel *m, uint32_t slot, size_t at, uint64_t word)
{
    uint8_t *memory = chunkMemory(m, slot) + at;
    journalKeep(&m->journal, REGION_MEMORY, memory, sizeof word);
    memcpy(memory, &word, sizeof word);
}

/* A block has a live chunk more, or one less. */
static void countLive(struct chunkModel *m, uint32_t slot, bool isMore)
{
    struct blockUse *use = &m->use[slot / m->blockSize];
    const uint32_t live = chunkLiveIn(m, slot / m->blockSize);
    journalKeep(&m->journal, REGION_USE, use, sizeof *use);
    *use = (struct blockUse){(uint32_t)m->now.era, isMore ? live + 1 : live - 1};
    m->now.busy += isMore && live == 0;
    m->now.busy -= !isMore && live == 1;
}

/* --- room ------------------------------------------------------------------------------------- */

bool chunkCanObtain(const struct chunkModel *m)
{
    const struct arena *arena = m->arena;
    return arena->taken <= arena->bytes && m->blockBytes <= arena->bytes - arena->taken;
}

enum path chunkNextPath(const struct chunkModel *m)
{
    if (m->now.free > 0)
        return PATH_RECYCLE;
    if (m->now.bumped % m->blockSize != 0)
        return PATH_BUMP;
    const uint64_t block = m->now.bumped / m->blockSize;
    if (block < m->now.blocks)
        return PATH_KEPT_BLOCK;
    return block < m->now.capacity ? PATH_NEW_BLOCK : PATH_GROW_TABLE;
}

static bool obtains(enum path path)
{
    return path == PATH_NEW_BLOCK || path == PATH_GROW_TABLE;
}

/* The slots that are in use after the next allocation. */
static uint64_t slotsWanted(const struct chunkModel *m)
{
    const enum path path = chunkNextPath(m);
    if (path == PATH_RECYCLE || (obtains(path) && !chunkCanObtain(m)))
        return m->now.bumped;
    return m->now.bumped + (m->eager ? m->blockSize : 1);
}

static bool reserveBits(uint64_t **bits, size_t *capacity, uint64_t slots)
{
    uint64_t *grown = checkedGrowFilled(*bits, capacity, (slots + 63) / 64, sizeof *grown, 0);
    if (grown != NULL)
        *bits = grown;
    return grown != NULL;
}

bool chunkModelPrepare(struct model *model, uint32_t *slots)
{
    struct chunkModel *m = chunkModelOf(model);
    const uint64_t wanted = slotsWanted(m), blocks = (wanted + m->blockSize - 1) / m->blockSize;
    if (wanted >= UINT32_MAX || !reserveBits(&m->free, &m->freeCapacity, wanted) ||
        (m->eager && !reserveBits(&m->handed, &m->handedCapacity, wanted)))
        return false;
    struct blockUse *use = checkedGrowFilled(m->use, &m->useCapacity, blocks, sizeof *use, 0);
    if (use == NULL)
        return false;
    m->use = use;
    m->journal.regions[REGION_FREE] = m->free;
    m->journal.regions[REGION_HANDED] = m->handed;
    m->journal.regions[REGION_USE] = m->use;
    *slots = (uint32_t)wanted;
    return m->order->reserve(m, wanted, blocks);
}

/* --- alloc ------------------------------------------------------------------------------------ */

/* The block behind those in use is there, kept or obtained as `path` says; false without memory. */
static bool enterBlock(struct chunkModel *m, enum path path)
{
    if (!obtains(path))
        return true;
    if (!chunkCanObtain(m))
        return false;
    const void *block = m->arena->source.obtain(m->arena, (size_t)m->blockBytes, POOL_BLOCK);
    assert((uintptr_t)block == m->base + m->now.blocks * m->stride);
    (void)block;
    m->now.blocks++;
    m->now.doublings += path == PATH_GROW_TABLE;
    m->now.capacity *= path == PATH_GROW_TABLE ? 2 : 1;
    return true;
}

/* All chunks of the block behind those in use become free, and none of them was handed out. */
static void putBlock(struct chunkModel *m, bool isNew)
{
    const uint64_t first = m->now.bumped, end = first + m->blockSize;
    const size_t word = (size_t)(first / 64), words = (size_t)((end + 63) / 64) - word;
    journalKeep(&m->journal, REGION_FREE, m->free + word, words * sizeof *m->free);
    journalKeep(&m->journal, REGION_HANDED, m->handed + word, words * sizeof *m->handed);
    for (uint64_t slot = first; slot < end; slot++) {
        m->free[slot / 64] |= UINT64_C(1) << slot % 64;
        m->handed[slot / 64] &= ~(UINT64_C(1) << slot % 64);
    }
    m->now.bumped = end;
    m->order->putBlock(m, (uint32_t)(first / m->blockSize), isNew);
    m->now.free += m->blockSize;
}

/* A fresh chunk for grant->slot, or where eager, a block's chunks for the list: false without. */
static bool bump(struct chunkModel *m, enum path path, struct grant *grant)
{
    if (path != PATH_BUMP && !enterBlock(m, path))
        return false;
    if (m->eager) {
        putBlock(m, obtains(path));
        return true;
    }
    grant->slot = (uint32_t)m->now.bumped++;
    if (bitOf(m->free, grant->slot)) /* it was, before freeall */
        turnBit(m, grant->slot, false);
    if (m->order->bumped != NULL)
        m->order->bumped(m, grant->slot);
    return true;
}

static void handOut(struct chunkModel *m, struct grant *grant)
{
    countLive(m, grant->slot, true);
    if (m->eager && !bitOf(m->handed, grant->slot)) {
        keepBit(m, REGION_HANDED, m->handed, grant->slot);
        m->handed[grant->slot / 64] |= UINT64_C(1) << grant->slot % 64;
    }
    grant->place = chunkPlace(m, grant->slot);
    if (grant->path == PATH_RECYCLE)
        grant->oldHead = chunkPlace(m, m->now.free > 0 ? m->order->first(m) : SLOT_NONE);
}

enum outcome chunkModelAlloc(struct model *model, uint64_t bytes, struct grant *grant)
{
    (void)bytes; /* one chunk, whatever was asked for */
    struct chunkModel *m = chunkModelOf(model);
    const enum path path = chunkNextPath(m);
    chunkBegin(m);
    if (path != PATH_RECYCLE && !bump(m, path, grant))
        return OUTCOME_OUT_OF_MEMORY;
    if (m->now.free > 0) {
        const enum outcome outcome = m->order->take(m, grant);
        if (outcome != OUTCOME_OK) {
            grant->place = chunkPlace(m, m->order->first(m));
            return outcome;
        }
        m->now.free--;
        turnBit(m, grant->slot, false);
    }
    grant->path = path;
    m->now.searched += grant->searched;
    handOut(m, grant);
    chunkDone(m);
    return OUTCOME_OK;
}

/* --- free ------------------------------------------------------------------------------------- */

enum outcome chunkModelGive(struct model *model, struct grant *grant)
{
    struct chunkModel *m = chunkModelOf(model);
    grant->path = PATH_PUSH;
    chunkBegin(m);
    if (!chunkIsLive(m, grant->slot)) /* freed by another name of it, without checks */
        return OUTCOME_DOUBLE_FREE;
    const enum outcome outcome = m->order->put(m, grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    turnBit(m, grant->slot, true);
    m->now.free++;
    m->now.searched += grant->searched;
    countLive(m, grant->slot, false);
    chunkDone(m);
    if (m->model.tape != NULL)
        tapePush(m->model.tape, grant->slot);
    return OUTCOME_OK;
}

/* Frees are checked without checks too: the bits are the allocator's own. */
void chunkModelSetChecks(struct model *model, bool checked)
{
    (void)model, (void)checked;
}

/* --- bytes ------------------------------------------------------------------------------------ */

const uint8_t *chunkModelBytesAt(const struct model *model, uint64_t address, uint64_t byteCount)
{
    const struct chunkModel *m = constChunkModelOf(model);
    uint64_t inside;
    const uint32_t slot = slotAt(m, address, &inside);
    if (slot == SLOT_NONE)
        return NULL;
    const uint64_t offset = (uint64_t)(slot % m->blockSize) * m->chunkSize + inside;
    return byteCount <= m->blockBytes - offset ? chunkMemory(m, slot) + inside : NULL;
}

/* Does a write from `address` on meet something that the order keeps in a free chunk? */
static bool writesOverOrder(const struct chunkModel *m, uint64_t address, uint64_t byteCount)
{
    uint64_t inside = 0;
    const uint32_t first = slotAt(m, address, &inside);
    const uint64_t chunks = (inside + byteCount - 1) / m->chunkSize + 1;
    for (uint32_t slot = first; slot - first < chunks; slot++) {
        const uint64_t from = slot == first ? inside : 0;
        if (from < chunkKeptBytes(m, slot))
            return true;
    }
    return false;
}

bool chunkModelWrite(struct model *model, uint64_t address, const uint8_t *bytes,
                     uint64_t byteCount)
{
    struct chunkModel *m = chunkModelOf(model);
    if (byteCount == 0 || chunkModelBytesAt(model, address, byteCount) == NULL)
        return false;
    uint8_t *memory = m->arena->base + (address - m->base);
    chunkBegin(m);
    journalKeep(&m->journal, REGION_MEMORY, memory, (size_t)byteCount);
    memcpy(memory, bytes, (size_t)byteCount);
    if (writesOverOrder(m, address, byteCount))
        m->now.tainted = 1;
    chunkDone(m);
    return true;
}

/* --- all at once ------------------------------------------------------------------------------ */

void chunkModelReset(struct model *model, struct grant *grant)
{
    struct chunkModel *m = chunkModelOf(model);
    grant->path = PATH_RESET;
    chunkBegin(m);
    m->now.era++;
    m->now.bumped = m->now.free = m->now.busy = m->now.tainted = 0;
    m->now.turn = m->now.lowest = m->now.highest = m->now.loaded = 0;
    m->now.head = m->now.tail = 0;
    if (m->order->restored != NULL)
        m->order->restored(m);
    chunkDone(m);
}

/*
 * Words that are not 0 go on the tape, each with how far it is behind the one before, and become 0.
 */
static void layBlockAside(struct chunkModel *m, uint64_t block)
{
    uint64_t *words = (uint64_t *)(void *)chunkMemory(m, (uint32_t)(block * m->blockSize));
    uint64_t count = 0, last = 0;
    for (uint64_t i = 0; i < m->blockBytes / sizeof *words; i++) {
        if (words[i] == 0)
            continue;
        if (m->model.tape != NULL) {
            tapePushBytes(m->model.tape, &words[i], sizeof words[i]);
            tapePush(m->model.tape, i - last);
        }
        last = i;
        count++;
        words[i] = 0;
    }
    if (m->model.tape != NULL) {
        tapePush(m->model.tape, last);
        tapePush(m->model.tape, count);
    }
}

/*
 * How many blocks stay: behind them none holds a live chunk, or where the order forbids, a used
 * one.
 */
static uint64_t blocksToKeep(const struct chunkModel *m)
{
    const uint64_t entered = (m->now.bumped + m->blockSize - 1) / m->blockSize;
    uint64_t kept = m->now.blocks < entered ? m->now.blocks : entered;
    while (m->order->cut != NULL && kept > 0 && chunkLiveIn(m, kept - 1) == 0)
        kept--;
    return kept;
}

enum outcome chunkModelTrim(struct model *model, struct grant *grant)
{
    struct chunkModel *m = chunkModelOf(model);
    const uint64_t kept = blocksToKeep(m), given = m->now.blocks - kept;
    const uint64_t slots = kept * m->blockSize;
    chunkBegin(m);
    if (slots < m->now.bumped) {
        const enum outcome outcome = m->order->cut(m, (uint32_t)slots, grant);
        if (outcome != OUTCOME_OK)
            return outcome;
        m->now.free -= m->now.bumped - slots;
        m->now.bumped = slots;
    }
    m->now.searched += grant->searched;
    m->now.blocks = kept;
    chunkDone(m);
    for (uint64_t block = kept; block < kept + given; block++) {
        layBlockAside(m, block);
        arenaTakeBack(m->arena, m->blockBytes);
    }
    if (m->model.tape != NULL)
        tapePush(m->model.tape, given);
    m->given = given;
    return OUTCOME_OK;
}

/* --- figures ---------------------------------------------------------------------------------- */

struct fields chunkModelFields(const struct model *model)
{
    const struct chunkModel *m = constChunkModelOf(model);
    const uint64_t last = m->now.bumped + m->blockSize - 1; /* one block on: before any, none is */
    return (struct fields){
        .chunkSize = m->chunkSize,
        .blockSize = m->blockSize,
        .used = (uint32_t)(last % m->blockSize),
        .block = (int32_t)((int64_t)(last / m->blockSize) - 1),
        .freed = chunkAddress(m, m->now.free > 0 ? m->order->first(m) : SLOT_NONE),
        .blocksUsed = (uint32_t)m->now.capacity,
    };
}

void chunkModelMeasure(const struct model *model, struct stats *stats)
{
    const struct chunkModel *m = constChunkModelOf(model);
    const uint64_t live = m->now.bumped - m->now.free;
    stats->freeListLength = m->now.free;
    stats->blocks = m->now.blocks;
    stats->tableCapacity = m->now.capacity;
    stats->tableDoublings = m->now.doublings;
    stats->reservedBytes = m->now.blocks * m->blockBytes;
    stats->guardBytes = 0;
    stats->tableBytes = m->now.capacity * sizeof(uint8_t *) +
                        (m->order->besideBytes != NULL ? m->order->besideBytes(m) : 0);
    stats->searched = m->now.searched;
    stats->freeBlocks = m->now.blocks - m->now.busy;
    stats->overheadBytes = 0;
    stats->freeBytes = stats->reservedBytes - live * m->chunkSize;
    stats->largestFree = stats->freeBytes > 0 ? m->chunkSize : 0;
}
