#include "model/stackmodel.h"

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

/* --- the kind --------------------------------------------------------------------------------- */

/* A number for each chunk, and a bit for its state. */
static uint64_t besideBytes(const struct chunkModel *m)
{
    const uint64_t chunks = m->now.blocks * m->blockSize;
    return chunks * sizeof(uint32_t) + (chunks + 7) / 8;
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
    .take = stackTake,
    .put = stackPut,
    .besideBytes = besideBytes,
    .nothing = "the stack is empty",
    .kept = "its number is on the stack, beside the blocks",
    .explain = explain,
};

static struct model *stackMake(struct arena *arena, const struct recipe *recipe)
{
    struct chunkModel *m =
        chunkModelNew(sizeof(struct stackModel), &stackModel, &stackOrder, arena, recipe);
    return m != NULL ? &m->model : NULL;
}

const struct modelKind stackModel = {
    .name = "stack",
    .summary = "free chunks as a stack of 32-bit numbers beside the blocks: last in, first out",
    .make = stackMake,
    CHUNK_MODEL_CALLS,
};
