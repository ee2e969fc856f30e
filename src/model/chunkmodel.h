/*
 * chunkmodel.h - what allocators of equal chunks have in common that are not the pool of pool.h:
 * blocks and chunks of the same sizes, at the same addresses; a state for each chunk, by which
 * every free is checked; undo; snapshots. They differ in a struct freeOrder: how free chunks are
 * kept, and which one serves next.
 *
 * Rule: slots 0 to `bumped` - 1 are in use, free or live, and a bit says which; what lies behind is
 * fresh. What an order reads in a chunk it holds against what it knows of it beside the chunk,
 * before it follows it: a link that a program wrote over makes OUTCOME_CORRUPT_LIST, and nothing
 * changes.
 *
 * There is no array of the blocks' addresses: the arena lays them at one distance. The figures of a
 * block table, which doubles from 1 slot, are kept as if there was one.
 */
#ifndef MODEL_CHUNKMODEL_H
#define MODEL_CHUNKMODEL_H

#include <stddef.h>
#include <string.h>

#include "model/journal.h"
#include "model/model.h"

#define SLOT_NONE  UINT32_MAX
#define LINK_BYTES sizeof(uint64_t)

struct chunkModel;

/* How free chunks are kept, and in which order they serve. */
struct freeOrder {
    /* Room for slots 0 to `slots` - 1 in blocks 0 to `blocks` - 1; false without memory. */
    bool (*reserve)(struct chunkModel *m, uint64_t slots, uint64_t blocks);
    void (*release)(struct chunkModel *m);

    /*
     * The chunk that serves next leaves: its slot in grant->slot; called where one is free. And one
     * comes: grant->slot, and in grant->oldHead what it was linked behind or before, if something.
     * OUTCOME_CORRUPT_LIST, with nothing changed and nothing kept on the journal, where a link that
     * they follow is not what was written there. They add to grant->searched.
     */
    enum outcome (*take)(struct chunkModel *m, struct grant *grant);
    enum outcome (*put)(struct chunkModel *m, struct grant *grant);

    /* All chunks of a block come at once, in the order of their addresses; none is free before. */
    void (*putBlock)(struct chunkModel *m, uint32_t block, bool isNew);

    /*
     * The chunks from slot `from` on go, all of them free; NULL where the order does not allow it.
     * As take and put otherwise.
     */
    enum outcome (*cut)(struct chunkModel *m, uint32_t from, struct grant *grant);

    /* The bit of a slot has changed; `now` is as it was. Both may be NULL. */
    void (*turned)(struct chunkModel *m, uint32_t slot);
    void (*restored)(struct chunkModel *m);
    /* A fresh chunk is handed out: its slot; room for it was reserved. May be NULL. */
    void (*bumped)(struct chunkModel *m, uint32_t slot);

    /* The order in which they serve, as known beside the chunks: SLOT_NONE at its ends. */
    uint32_t (*first)(const struct chunkModel *m);
    uint32_t (*after)(const struct chunkModel *m, uint32_t slot);
    uint32_t (*last)(const struct chunkModel *m);
    uint32_t (*before)(const struct chunkModel *m, uint32_t slot);
    uint64_t (*position)(const struct chunkModel *m, uint32_t slot); /* the first is 1 */
    /*
     * Where only a walk over all blocks tells: for each block how many chunks serve before its own,
     * in memory that the caller frees; NULL without memory. A position then counts in its block.
     */
    uint64_t *(*servedBefore)(const struct chunkModel *m);
    bool byAddress; /* that order is the one of the addresses */

    /* What memory says of it: where the chunk is that serves after a free one. NULL: nothing. */
    uint64_t (*follow)(const struct chunkModel *m, uint32_t slot);
    /* The bytes of a free chunk, from its first on, in which something of the order's is kept. */
    uint32_t (*keptBytes)(const struct chunkModel *m, uint32_t slot);

    /* What it needs beside the blocks and their table, in bytes. */
    uint64_t (*besideBytes)(const struct chunkModel *m);

    const char *nothing; /* free: "the list is empty" */
    const char *kept;    /* how a free chunk is known in which it keeps nothing */
    /*
     * The reason of a free, and of an alloc that was served by recycling; false for that of pool.c.
     */
    bool (*explain)(const struct chunkModel *m, const struct event *event, struct buffer *out);
};

/* All that a call changes and that is in no array: numbers, of which undo keeps the differences. */
struct chunkNow {
    uint64_t bumped;              /* slots that are free or live                           */
    uint64_t blocks;              /* that hold memory                                      */
    uint64_t capacity, doublings; /* of the block table                       */
    uint64_t free;                /* slots                                    */
    uint64_t busy;                /* blocks with a live chunk                 */
    uint64_t era;                 /* freealls                                 */
    uint64_t searched;
    uint64_t tainted; /* something that an order keeps in a chunk was written over since freeall */
    uint64_t head, tail;      /* of a list: slots                             */
    uint64_t turn;            /* of a queue: how many have come               */
    uint64_t lowest, highest; /* of fullest: its least and greatest bucket    */
    uint64_t loaded;          /* addresses in the magazine                    */
};
#define CHUNK_NUMBERS (sizeof(struct chunkNow) / sizeof(uint64_t))

struct blockUse {
    uint32_t era; /* of `live`: it is 0 in any other */
    uint32_t live;
};

/* Arrays of which pieces are kept for undo; each order has its own from REGION_OWN on. */
enum { REGION_MEMORY, REGION_FREE, REGION_HANDED, REGION_USE, REGION_OWN };

struct chunkModel {
    struct model model;
    const struct freeOrder *order;
    bool eager; /* all chunks of a block become free when it is entered */
    struct arena *arena;
    uint32_t chunkSize, blockSize;
    uint64_t base, blockBytes, stride;
    struct chunkNow now, before; /* the last call, where there is a tape */
    uint64_t *free;              /* a bit a slot: good below `bumped`    */
    uint64_t *handed;            /* the same, where eager: it was handed out since it came */
    struct blockUse *use;
    size_t freeCapacity, handedCapacity, useCapacity;
    struct journal journal;
    uint64_t given; /* blocks, by the last trim */
};

/* --- for the calls of a kind ------------------------------------------------------------------ */

/*
 * A new model in a struct of `bytes` bytes that begins with a struct chunkModel; NULL without
 * memory, or where blocks would be beyond all bounds.
 */
struct chunkModel *chunkModelNew(size_t bytes, const struct modelKind *kind,
                                 const struct freeOrder *order, struct arena *arena,
                                 const struct recipe *recipe);

void chunkModelDiscard(struct model *model);
bool chunkModelPrepare(struct model *model, uint32_t *slots);
enum outcome chunkModelAlloc(struct model *model, uint64_t bytes, struct grant *grant);
enum outcome chunkModelGive(struct model *model, struct grant *grant);
void chunkModelSetChecks(struct model *model, bool checked);
const uint8_t *chunkModelBytesAt(const struct model *model, uint64_t address, uint64_t byteCount);
bool chunkModelWrite(struct model *model, uint64_t address, const uint8_t *bytes,
                     uint64_t byteCount);
enum outcome chunkModelTrim(struct model *model, struct grant *grant);
void chunkModelReset(struct model *model, struct grant *grant);
enum claim chunkModelClassify(const struct model *model, uint64_t address, struct grant *grant);
struct place chunkModelPlaceOf(const struct model *model, uint32_t slot);
uint32_t chunkModelSlotOf(const struct model *model, const struct place *place);
uint32_t chunkModelRoom(const struct model *model);
struct fields chunkModelFields(const struct model *model);
void chunkModelMeasure(const struct model *model, struct stats *stats);

/* chunkundo.c */
void chunkModelUndo(struct model *model, enum undoing what, struct grant *grant);

/* chunkview.c */
struct chain chunkModelChain(const struct model *model);
bool chunkModelSnapshot(const struct model *model, const struct window *window,
                        const struct owners *owners, struct view *view);

/* chunkwords.c */
bool chunkModelExplain(const struct model *model, const struct event *event, struct buffer *out);

/* What all kinds have in common, but for their names, parameters and `make`. */
#define CHUNK_MODEL_CALLS                                                                          \
    .hasChunks = true, .discard = chunkModelDiscard, .prepare = chunkModelPrepare,                 \
    .alloc = chunkModelAlloc, .give = chunkModelGive, .setChecks = chunkModelSetChecks,            \
    .chain = chunkModelChain, .bytesAt = chunkModelBytesAt, .write = chunkModelWrite,              \
    .trim = chunkModelTrim, .reset = chunkModelReset, .undo = chunkModelUndo,                      \
    .classify = chunkModelClassify, .placeOf = chunkModelPlaceOf, .slotOf = chunkModelSlotOf,      \
    .room = chunkModelRoom, .fields = chunkModelFields, .measure = chunkModelMeasure,              \
    .snapshot = chunkModelSnapshot, .explain = chunkModelExplain

/* --- for orders, and the files above ---------------------------------------------------------- */

static inline struct chunkModel *chunkModelOf(struct model *model)
{
    return (struct chunkModel *)(void *)model;
}

static inline const struct chunkModel *constChunkModelOf(const struct model *model)
{
    return (const struct chunkModel *)(const void *)model;
}

/* Of a slot, or of SLOT_NONE: NULL. */
static inline uint64_t chunkAddress(const struct chunkModel *m, uint32_t slot)
{
    if (slot == SLOT_NONE)
        return 0;
    return m->base + slot / m->blockSize * m->stride +
           (uint64_t)(slot % m->blockSize) * m->chunkSize;
}

/* The bytes of a chunk that holds memory. */
static inline uint8_t *chunkMemory(const struct chunkModel *m, uint32_t slot)
{
    return (uint8_t *)(uintptr_t)chunkAddress(m, slot); /* NOLINT(performance-no-int-to-ptr) */
}

/* The word that begins `at` bytes inside of it. */
static inline uint64_t chunkWord(const struct chunkModel *m, uint32_t slot, size_t at)
{
    uint64_t word;
    memcpy(&word, chunkMemory(m, slot) + at, sizeof word);
    return word;
}

static inline bool bitOf(const uint64_t *bits, uint64_t slot)
{
    return (bits[slot / 64] >> slot % 64 & 1) != 0;
}

/* Is it free, that is, kept by the order? */
static inline bool chunkIsFree(const struct chunkModel *m, uint64_t slot)
{
    return slot < m->now.bumped && bitOf(m->free, slot);
}

/* Is it in use, and live? */
static inline bool chunkIsLive(const struct chunkModel *m, uint64_t slot)
{
    return slot < m->now.bumped && !bitOf(m->free, slot);
}

/* The free chunk that begins at `address`; SLOT_NONE where none does. */
uint32_t chunkFreeAt(const struct chunkModel *m, uint64_t address);

/* The place of a slot; known is false for SLOT_NONE, its address 0 where there is no memory. */
struct place chunkPlace(const struct chunkModel *m, uint32_t slot);

/* How many live chunks a block has. */
static inline uint32_t chunkLiveIn(const struct chunkModel *m, uint64_t block)
{
    if (block >= m->useCapacity || m->use[block].era != (uint32_t)m->now.era)
        return 0;
    return m->use[block].live;
}

/* How many slots below `to`, from `from` on, are free. */
uint64_t chunkFreeBetween(const struct chunkModel *m, uint64_t from, uint64_t to);

/* The bytes of a chunk in which its order keeps something now, from its first on. */
uint32_t chunkKeptBytes(const struct chunkModel *m, uint32_t slot);

/* The next free slot from `slot` on, and the last one below `slot`; SLOT_NONE where none is. */
uint32_t chunkFreeFrom(const struct chunkModel *m, uint64_t slot);
uint32_t chunkFreeBelow(const struct chunkModel *m, uint64_t slot);

/* A word in a chunk is kept for undo and written. */
void chunkSetWord(struct chunkModel *m, uint32_t slot, size_t at, uint64_t word);

/* How the next allocation is served, and could a block be had for it? */
enum path chunkNextPath(const struct chunkModel *m);
bool chunkCanObtain(const struct chunkModel *m);

/* chunkundo.c: a call begins that may change something; it was honoured. */
void chunkBegin(struct chunkModel *m);
void chunkDone(struct chunkModel *m);

#endif
