#include "study/misconception.h"

/* --- helpers: places, and what somebody would do with them ------------------------------------ */

static bool asksForChunk(const struct question *q)
{
    return q->kind == QUESTION_PLACE || q->kind == QUESTION_ADDRESS;
}

/* This chunk, as one that is handed out or is the head; returns true. */
static bool answerChunk(const struct question *q, const struct place *chunk, struct answer *answer)
{
    *answer = answerOfChunk(q->truth.form, chunk);
    return true;
}

static struct answer answerOfCount(const struct question *q, uint64_t count)
{
    return (struct answer){.form = q->truth.form, .count = count};
}

static struct answer emptyList(void)
{
    return (struct answer){.form = ANSWER_CHUNKS};
}

static void addChunk(struct answer *answer, const struct place *chunk)
{
    if (answer->chunkCount < ANSWER_CHUNKS_MAX)
        answer->chunks[answer->chunkCount++] = *chunk;
}

/* Places `from` to `to` - 1 of the list before the step. */
static void addBefore(struct answer *answer, const struct question *q, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        addChunk(answer, &q->before.links[i]);
}

/* The index of the lowest of some chunks, of which there is one at least. */
static size_t lowestOf(const struct place *chunks, size_t count)
{
    size_t lowest = 0;
    for (size_t i = 1; i < count; i++)
        if (chunks[i].address < chunks[lowest].address)
            lowest = i;
    return lowest;
}

static void sortByAddress(struct answer *answer)
{
    for (size_t i = 0; i < answer->chunkCount; i++) {
        const size_t lowest = i + lowestOf(answer->chunks + i, answer->chunkCount - i);
        const struct place chunk = answer->chunks[lowest];
        answer->chunks[lowest] = answer->chunks[i];
        answer->chunks[i] = chunk;
    }
}

/* The row of the whole view that is block `block`; NULL where the pool has none. */
static const struct rowView *rowOf(const struct question *q, uint32_t block)
{
    for (size_t i = 0; i < q->before.rowCount; i++)
        if (q->before.rows[i].block == block)
            return &q->before.rows[i];
    return NULL;
}

static bool isFull(const struct question *q)
{
    const struct fields *fields = &q->before.fields;
    return fields->block < 0 || fields->used + 1 >= fields->blockSize;
}

/* The next fresh chunk; its address is 0 where its block is yet to be obtained. */
static struct place nextFresh(const struct question *q)
{
    const struct fields *fields = &q->before.fields;
    struct place chunk = {.known = true};
    chunk.block = (uint32_t)(isFull(q) ? fields->block + 1 : fields->block);
    chunk.chunk = isFull(q) ? 0 : fields->used + 1;
    const struct rowView *row = rowOf(q, chunk.block);
    if (row != NULL)
        chunk.address = row->blockAddress + (uint64_t)chunk.chunk * fields->chunkSize;
    return chunk;
}

/* --- the list is a queue ---------------------------------------------------------------------- */

static bool fifo(const struct question *q, struct answer *answer)
{
    const size_t count = q->before.linkCount;
    if (q->order != ORDER_LIFO || count == 0)
        return false;
    if (asksForChunk(q))
        return answerChunk(q, &q->before.links[count - 1], answer);
    if (q->kind == QUESTION_HEAD) { /* stays, unless it is the only one */
        *answer = answerOfChunk(q->truth.form, &q->before.links[0]);
        return q->verb == VERB_FREE || count > 1;
    }
    if (q->kind == QUESTION_LINK)
        return answerChunk(q, &(struct place){.known = false}, answer);
    if (q->kind != QUESTION_LIST || q->verb == VERB_FREEALL)
        return false;
    *answer = emptyList();
    addBefore(answer, q, 0, q->verb == VERB_FREE ? count : count - 1);
    if (q->verb == VERB_FREE)
        addChunk(answer, &q->subject);
    return true;
}

/* The same of somebody who has thought so from the beginning: the list the other way round. */
static bool fifoFromStart(const struct question *q, struct answer *answer)
{
    if (q->order != ORDER_LIFO || q->kind != QUESTION_LIST)
        return false;
    *answer = emptyList();
    for (size_t i = q->truth.chunkCount; i-- > 0;)
        addChunk(answer, &q->truth.chunks[i]);
    return true;
}

/* The opposite, where the list is a queue. */
static bool lifo(const struct question *q, struct answer *answer)
{
    const size_t count = q->before.linkCount;
    if (q->order != ORDER_FIFO || count == 0)
        return false;
    if (asksForChunk(q))
        return answerChunk(q, &q->before.links[count - 1], answer);
    if (q->kind == QUESTION_HEAD && q->verb == VERB_FREE)
        return answerChunk(q, &q->subject, answer);
    if (q->kind == QUESTION_LINK)
        return answerChunk(q, &q->before.links[0], answer);
    if (q->kind != QUESTION_LIST || q->verb != VERB_FREE)
        return false;
    *answer = emptyList();
    addChunk(answer, &q->subject);
    addBefore(answer, q, 0, count);
    return true;
}

/* --- the lowest address first ----------------------------------------------------------------- */

static bool lowestAddress(const struct question *q, struct answer *answer)
{
    if (q->before.linkCount == 0 || (q->order != ORDER_LIFO && q->order != ORDER_FIFO))
        return false;
    const size_t lowest = lowestOf(q->before.links, q->before.linkCount);
    if (asksForChunk(q))
        return answerChunk(q, &q->before.links[lowest], answer);
    if (q->kind != QUESTION_LIST && q->kind != QUESTION_HEAD)
        return false;
    *answer = emptyList();
    for (size_t i = 0; i < q->before.linkCount; i++)
        if (q->verb != VERB_ALLOC || i != lowest)
            addChunk(answer, &q->before.links[i]);
    if (q->verb == VERB_FREE)
        addChunk(answer, &q->subject);
    sortByAddress(answer);
    if (q->kind == QUESTION_LIST)
        return true;
    const struct place head = answer->chunkCount > 0 ? answer->chunks[0] : (struct place){0};
    return answerChunk(q, &head, answer);
}

/* The chunks that are on the list, in the order of their addresses. */
static bool listByAddress(const struct question *q, struct answer *answer)
{
    if (q->kind != QUESTION_LIST || (q->order != ORDER_LIFO && q->order != ORDER_FIFO))
        return false;
    *answer = q->truth;
    sortByAddress(answer);
    return true;
}

/* --- the fresh chunk before the freed one ----------------------------------------------------- */

static bool freshFirst(const struct question *q, struct answer *answer)
{
    if (!q->hasChunks || !q->hasFresh || q->before.linkCount == 0 || q->verb != VERB_ALLOC)
        return false;
    const struct place fresh = nextFresh(q);
    switch (q->kind) {
    case QUESTION_PLACE:
    case QUESTION_ADDRESS:
        return answerChunk(q, &fresh, answer);
    case QUESTION_HEAD:
        return answerChunk(q, &q->before.links[0], answer);
    case QUESTION_LIST:
        *answer = emptyList();
        addBefore(answer, q, 0, q->before.linkCount);
        return true;
    case QUESTION_BLOCK:
        *answer = (struct answer){.form = ANSWER_YES_NO, .yes = true};
        return isFull(q);
    case QUESTION_BLOCKS:
        *answer = answerOfCount(q, q->before.stats.blocks + 1);
        return isFull(q);
    case QUESTION_USED:
        *answer = answerOfCount(q, isFull(q) ? 0 : q->before.fields.used + 1);
        return true;
    default:
        return false;
    }
}

/* --- fresh chunks are on the list ------------------------------------------------------------- */

/* The first `most` fresh chunks of the current block, after the step. */
static void addFresh(const struct question *q, size_t most, struct answer *answer)
{
    const struct fields *fields = &q->after.fields;
    for (uint32_t i = fields->used + 1; fields->block >= 0 && i < fields->blockSize; i++)
        if (answer->chunkCount < most)
            addChunk(answer,
                     &(struct place){.known = true, .block = (uint32_t)fields->block, .chunk = i});
}

static bool freshOnList(const struct question *q, struct answer *answer)
{
    if (!q->hasChunks || !q->hasFresh || (q->kind != QUESTION_LIST && q->kind != QUESTION_HEAD))
        return false;
    *answer = (struct answer){.form = q->truth.form};
    addFresh(q, q->kind == QUESTION_LIST ? ANSWER_CHUNKS_MAX : 1, answer);
    return q->verb != VERB_FREEALL && answer->chunkCount > 0;
}

/* --- freeall ---------------------------------------------------------------------------------- */

static bool freeallReturns(const struct question *q, struct answer *answer)
{
    if (q->verb == VERB_ALLOC && q->kind == QUESTION_BLOCK) {
        *answer = (struct answer){.form = ANSWER_YES_NO, .yes = true};
        return q->path == PATH_KEPT_BLOCK;
    }
    *answer = answerOfCount(q, 0);
    return q->verb == VERB_FREEALL && q->kind == QUESTION_BLOCKS;
}

static bool freeallShrinks(const struct question *q, struct answer *answer)
{
    *answer = answerOfCount(q, 0);
    return q->verb == VERB_FREEALL && q->kind == QUESTION_TABLE;
}

static bool freeallRestarts(const struct question *q, struct answer *answer)
{
    *answer = answerOfCount(q, 1);
    return q->verb == VERB_FREEALL && q->kind == QUESTION_TABLE;
}

/* --- bytes and addresses ---------------------------------------------------------------------- */

static bool keepsContents(const struct question *q, struct answer *answer)
{
    *answer = (struct answer){.form = ANSWER_LINK, .isUnchanged = true};
    return q->kind == QUESTION_LINK;
}

static bool blocksFollow(const struct question *q, struct answer *answer)
{
    const struct fields *fields = &q->before.fields;
    if (q->kind != QUESTION_ADDRESS || !q->hasChunks || q->before.rowCount == 0 ||
        (q->path != PATH_NEW_BLOCK && q->path != PATH_GROW_TABLE))
        return false;
    const struct rowView *last = &q->before.rows[q->before.rowCount - 1];
    const struct place end = {.address = last->blockAddress +
                                         (uint64_t)fields->blockSize * fields->chunkSize};
    return answerChunk(q, &end, answer);
}

/* --- fields whose names mislead --------------------------------------------------------------- */

static bool blocksUsedCounts(const struct question *q, struct answer *answer)
{
    const bool asksBlocks = q->kind == QUESTION_BLOCKS;
    *answer = answerOfCount(q, asksBlocks ? q->after.stats.tableCapacity : q->after.stats.blocks);
    return asksBlocks || q->kind == QUESTION_TABLE;
}

static bool usedCountsLive(const struct question *q, struct answer *answer)
{
    *answer = answerOfCount(q, q->after.stats.live);
    return q->kind == QUESTION_USED;
}

static bool usedCountsFresh(const struct question *q, struct answer *answer)
{
    *answer = answerOfCount(q, q->truth.count + 1);
    return q->kind == QUESTION_USED;
}

/* --- misuse ----------------------------------------------------------------------------------- */

static bool expectsOutcome(const struct question *q, enum outcome truth, enum outcome expected,
                           struct answer *answer)
{
    *answer = (struct answer){.form = ANSWER_OUTCOME, .outcome = expected};
    return q->kind == QUESTION_OUTCOME && q->truth.outcome == truth;
}

/* The chunk that is freed for a second time has an owner again. */
static bool isTakenAgain(const struct question *q)
{
    for (size_t i = 0; i < q->before.chunkCount; i++)
        if (q->before.chunks[i].address == q->subject.address)
            return q->before.chunks[i].state == CHUNK_LIVE;
    return false;
}

static bool freesAnothers(const struct question *q, struct answer *answer)
{
    return isTakenAgain(q) && expectsOutcome(q, OUTCOME_DOUBLE_FREE, OUTCOME_OK, answer);
}

static bool doubleFreeIsFine(const struct question *q, struct answer *answer)
{
    return expectsOutcome(q, OUTCOME_DOUBLE_FREE, OUTCOME_OK, answer);
}

static bool staleFreeIsFine(const struct question *q, struct answer *answer)
{
    return expectsOutcome(q, OUTCOME_STALE_FREE, OUTCOME_OK, answer);
}

/* clang-format off */
const struct misconception misconceptionTable[MISCONCEPTIONS] = {
    {"fifo", "the list is a queue: what was freed first is handed out first",
        "You took the list for a queue. It is last in, first out: what was freed last is its head, "
        "and the head is handed out first.", fifo},
    {"fifo", "the list is a queue: what was freed first is its head",
        "That is the list from its end. It is last in, first out: what was freed last is its head, "
        "and the head comes first.", fifoFromStart},
    {"lifo", "every free list is last in, first out",
        "This list is not last in, first out, as pool.h's is: here what was freed first is handed "
        "out first.", lifo},
    {"lowest-address", "the free chunk with the lowest address is handed out first",
        "The addresses play no part. The list has an order of its own, that of its links, and its "
        "head need not be the lowest.", lowestAddress},
    {"lowest-address", "the list is in the order of the addresses",
        "Those are the right chunks, in the order of their addresses. The list has an order of its "
        "own, that of its links.", listByAddress},
    {"fresh-first", "fresh chunks are handed out before freed ones",
        "Fresh chunks wait. As long as the free list has a chunk, its head is handed out, and no "
        "fresh one is touched.", freshFirst},
    {"fresh-on-list", "fresh chunks are on the free list",
        "Fresh chunks are not on the list. Only what was freed is on it; fresh chunks are counted "
        "off one after the other.", freshOnList},
    {"freeall-returns", "freeall gives memory back",
        "freeall gives no memory back. It keeps the blocks, and hands them out again from block 0 "
        "on.", freeallReturns},
    {"freeall-returns", "freeall gives the block table back",
        "freeall gives no memory back. It keeps the block table as it is, with its blocks.",
        freeallShrinks},
    {"freeall-returns", "freeall makes the block table small again",
        "freeall gives no memory back. It keeps the block table as it is, with its blocks.",
        freeallRestarts},
    {"keeps-contents", "a freed chunk keeps its contents",
        "A freed chunk does not keep its contents. The link to the next free chunk is written into "
        "it, over its first bytes.", keepsContents},
    {"blocks-follow", "blocks follow each other in memory",
        "That is where the last block ends. A block is obtained on its own, and can be anywhere; "
        "here it begins at a multiple of 4096.", blocksFollow},
    {"blocksUsed-counts", "blocksUsed counts blocks",
        "The name misleads. blocksUsed is how many slots the block table has, and not how many of "
        "them hold a block.", blocksUsedCounts},
    {"used-counts-live", "used counts the live chunks",
        "used does not count live chunks. It is the index of the last fresh chunk that was handed "
        "out in its block.", usedCountsLive},
    {"used-counts-fresh", "used counts the chunks that were handed out of a block",
        "used is an index and no count: the first chunk of a block has the index 0.",
        usedCountsFresh},
    {"double-free-is-fine", "an old handle stands for whoever has its chunk now",
        "Its chunk has another owner by now. A second free would take it from that owner; so it is "
        "refused here.", freesAnothers},
    {"double-free-is-fine", "a second free does no harm",
        "A second free is not harmless. The chunk would be on the list twice, and two owners would "
        "get it; so it is refused here.", doubleFreeIsFine},
    {"stale-is-live", "a handle from before a freeall can still be freed",
        "freeall took that chunk back already, with all others: its handle is stale, and there is "
        "nothing to free.", staleFreeIsFine},
};
/* clang-format on */

const struct misconception *misconceptionFind(const struct question *q, const struct answer *answer)
{
    struct answer predicted;
    for (size_t i = 0; i < MISCONCEPTIONS; i++)
        if (misconceptionTable[i].predict(q, &predicted) && answerAgrees(answer, &predicted) &&
            !answerAgrees(&predicted, &q->truth))
            return &misconceptionTable[i];
    return NULL;
}
