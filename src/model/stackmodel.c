#include "model/stackmodel.h"

#include <assert.h>

#include "indexpool.h"
#include "model/indexrewind.h"

bool stackReserve(struct chunkModel *m, uint64_t slots, uint64_t blocks)
{
    (void)blocks;
    struct freeset *set = &stackModelOf(m)->set;
    if (!freesetReserve(set, slots))
        return false;
    m->journal.regions[REGION_STACK] = set->stack;
    m->journal.regions[REGION_INDEX] = set->indexOf;
    return true;
}

void stackRelease(struct chunkModel *m)
{
    freesetRelease(&stackModelOf(m)->set);
}

enum outcome stackTake(struct chunkModel *m, struct grant *grant)
{
    grant->slot = freesetPop(&stackModelOf(m)->set);
    return OUTCOME_OK;
}

enum outcome stackPut(struct chunkModel *m, struct grant *grant)
{
    struct freeset *set = &stackModelOf(m)->set;
    if (set->count > 0)
        grant->oldHead = chunkPlace(m, freesetAt(set, 1));
    journalKeep(&m->journal, REGION_STACK, &set->stack[set->count], sizeof *set->stack);
    journalKeep(&m->journal, REGION_INDEX, &set->indexOf[grant->slot], sizeof *set->indexOf);
    freesetPush(set, grant->slot);
    return OUTCOME_OK;
}

void stackRestored(struct chunkModel *m)
{
    stackModelOf(m)->set.count = (uint32_t)m->now.free;
}

/* --- the order -------------------------------------------------------------------------------- */

uint32_t stackFirst(const struct chunkModel *m)
{
    return freesetAt(stackOf(m), 1);
}

uint32_t stackAfter(const struct chunkModel *m, uint32_t slot)
{
    const uint64_t position = freesetPosition(stackOf(m), slot);
    return position < stackOf(m)->count ? freesetAt(stackOf(m), position + 1) : SLOT_NONE;
}

uint32_t stackLast(const struct chunkModel *m)
{
    return freesetAt(stackOf(m), stackOf(m)->count);
}

uint32_t stackBefore(const struct chunkModel *m, uint32_t slot)
{
    const uint64_t position = freesetPosition(stackOf(m), slot);
    return position > 1 ? freesetAt(stackOf(m), position - 1) : SLOT_NONE;
}

uint64_t stackPosition(const struct chunkModel *m, uint32_t slot)
{
    return freesetPosition(stackOf(m), slot);
}

/* --- the kind: an index pool ------------------------------------------------------------------ */

/*
 * Each call is one of indexpool.c, with chunks in the arena. What is known of it beside, the stack
 * with places on it, is for pictures and undo, and is held against what it does.
 */
struct indexModel {
    struct stackModel stack;
    indexPool pool; /* of zeros until there is a block to be had */
    poolSource source;
};

static struct indexModel *indexModelOf(struct chunkModel *m)
{
    return (struct indexModel *)(void *)m;
}

/* Blocks were obtained from the arena already, or were before they were taken back. */
static void *obtain(void *context, size_t bytes, poolPurpose purpose)
{
    struct indexModel *model = context;
    struct chunkModel *m = &model->stack.chunks;
    if (purpose == POOL_TABLE)
        return m->arena->source.obtain(m->arena, bytes, purpose);
    return m->arena->base + model->pool.blockCount * m->stride;
}

static void giveBack(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    struct indexModel *model = context;
    struct arena *arena = model->stack.chunks.arena;
    if (purpose == POOL_TABLE)
        arena->source.release(arena, memory, bytes, purpose);
}

static bool reserve(struct chunkModel *m, uint64_t slots, uint64_t blocks)
{
    struct indexModel *model = indexModelOf(m);
    indexPool *p = &model->pool;
    model->source = (poolSource){obtain, giveBack, model};
    if (blocks > 0 && p->blocks == NULL &&
        !indexPoolInitializeFrom(p, m->chunkSize, m->blockSize, &model->source))
        return false;
    return (blocks == 0 || indexPoolReserve(p, (uint32_t)blocks)) && stackReserve(m, slots, blocks);
}

static void discard(struct chunkModel *m)
{
    indexPoolFreePool(&indexModelOf(m)->pool);
    stackRelease(m);
}

static void bumped(struct chunkModel *m, uint32_t slot)
{
    const void *chunk = indexPoolMalloc(&indexModelOf(m)->pool);
    assert(chunk == chunkMemory(m, slot));
    (void)chunk, (void)slot;
}

static enum outcome take(struct chunkModel *m, struct grant *grant)
{
    (void)stackTake(m, grant);
    bumped(m, grant->slot);
    return OUTCOME_OK;
}

static enum outcome put(struct chunkModel *m, struct grant *grant)
{
    const indexPoolVerdict verdict =
        indexPoolFree(&indexModelOf(m)->pool, chunkMemory(m, grant->slot));
    assert(verdict == INDEX_POOL_FREED);
    (void)verdict;
    return stackPut(m, grant);
}

static void restored(struct chunkModel *m)
{
    struct indexModel *model = indexModelOf(m);
    stackRestored(m);
    if (model->pool.blocks == NULL)
        return;
    if (m->now.bumped == 0)
        indexPoolFreeAll(&model->pool);
    else
        indexRewind(&model->pool, (uint32_t)m->now.bumped, model->stack.set.stack,
                    model->stack.set.count);
}

/* A number for each chunk, and a byte for its state. */
static uint64_t besideBytes(const struct chunkModel *m)
{
    return m->now.blocks * m->blockSize * (sizeof(uint32_t) + sizeof(bool));
}

static bool explain(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    (void)m;
    if (event->path == PATH_PUSH) {
        placeAppend(&event->place, out);
        bufferAppendText(out, " goes on the top of the stack, which is beside the blocks; its own "
                              "bytes are not touched");
        return true;
    }
    bufferAppendText(out, "the stack is not empty, so its top, ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", is handed out; ");
    if (!event->oldHead.known) {
        bufferAppendText(out, "it was the only one on it");
        return true;
    }
    bufferAppendText(out, "below it is ");
    placeAppend(&event->oldHead, out);
    return true;
}

static const struct freeOrder stackOrder = {
    STACK_ORDER,
    .reserve = reserve,
    .release = discard,
    .restored = restored,
    .bumped = bumped,
    .take = take,
    .put = put,
    .besideBytes = besideBytes,
    .nothing = "the stack is empty",
    .kept = "its number is on the stack, beside the blocks",
    .explain = explain,
};

static struct model *stackMake(struct arena *arena, const struct recipe *recipe)
{
    struct chunkModel *m =
        chunkModelNew(sizeof(struct indexModel), &stackModel, &stackOrder, arena, recipe);
    return m != NULL ? &m->model : NULL;
}

const struct modelKind stackModel = {
    .name = "stack",
    .summary = "free chunks as a stack of 32-bit numbers beside the blocks: last in, first out",
    .make = stackMake,
    CHUNK_MODEL_CALLS,
};
