#include "study/hint.h"

#include "model/arena.h"

#define FACTS_MAX 4

typedef void fact(const struct question *q, struct buffer *out);

static void factList(const struct question *q, struct buffer *out)
{
    if (q->before.linkCount == 0) {
        bufferAppendText(out, "The free list is empty.");
        return;
    }
    bufferAppendText(out, "The free list is now: head");
    for (size_t i = 0; i < q->before.linkCount && i < ANSWER_CHUNKS_MAX; i++) {
        bufferAppendText(out, " -> ");
        if (q->hasChunks)
            placeAppend(&q->before.links[i], out);
        else
            bufferAppendHex(out, q->before.links[i].address);
    }
    bufferAppendText(out, q->before.linkCount > ANSWER_CHUNKS_MAX ? " -> ..." : " -> NULL.");
}

static void factFresh(const struct question *q, struct buffer *out)
{
    const struct fields *fields = &q->before.fields;
    if (!q->hasFresh)
        bufferAppendText(out, "Here all chunks of a block come onto the list when it is obtained.");
    else if (fields->block < 0)
        bufferAppendText(out, "No block is in use yet.");
    else
        bufferAppendFormat(out, "Fresh chunks that are left in block %d: %u.", (int)fields->block,
                           fields->blockSize - 1 - fields->used);
}

static void factServed(const struct question *q, struct buffer *out)
{
    if (!q->hasChunks)
        bufferAppendText(out, "The allocator looks along its free regions for one that fits.");
    else
        bufferAppendText(out,
                         "The head of the list is handed out. Only where the list is empty, the "
                         "next fresh chunk of the block.");
}

static void factNextBlock(const struct question *q, struct buffer *out)
{
    if (q->hasChunks)
        bufferAppendFormat(out, "A block begins at a multiple of %u (0x%x); a chunk has %u bytes.",
                           ARENA_STEP, ARENA_STEP, q->before.fields.chunkSize);
    else
        bufferAppendFormat(out, "Before each region stands a header of %u bytes.",
                           q->before.headerBytes);
}

static void factOrder(const struct question *q, struct buffer *out)
{
    static const char *const texts[] = {
        [ORDER_LIFO] = "What is freed goes in front of the head; what is handed out leaves there.",
        [ORDER_FIFO] = "What is freed goes behind the last; what is handed out is the head.",
        [ORDER_ADDRESS] = "The list is kept in the order of the addresses.",
        [ORDER_OTHER] = "Where a freed chunk goes, this allocator's order says ('help allocator').",
    };
    bufferAppendText(out, texts[q->order]);
}

static void factLink(const struct question *q, struct buffer *out)
{
    (void)q;
    bufferAppendText(out, "The link to the next free chunk lies inside the free chunk.");
}

static void factTable(const struct question *q, struct buffer *out)
{
    bufferAppendFormat(out, "The block table has %u slot%s; taken: %llu.",
                       q->before.fields.blocksUsed, q->before.fields.blocksUsed == 1 ? "" : "s",
                       (unsigned long long)q->before.stats.blocks);
}

static void factDoubles(const struct question *q, struct buffer *out)
{
    (void)q;
    bufferAppendText(out, "When a block is obtained and the table is full, the table doubles.");
}

static void factUsed(const struct question *q, struct buffer *out)
{
    const struct fields *fields = &q->before.fields;
    bufferAppendFormat(out, "used is %u now; it is the index of the last fresh chunk that %s.",
                       fields->used,
                       fields->block < 0 ? "will be handed out" : "was handed out in its block");
}

static void factHandle(const struct question *q, struct buffer *out)
{
    if (q->handleIs.bytes == 0) {
        bufferAppendText(out, "Is there a live chunk at this address?");
        return;
    }
    bufferAppendSpan(out, bufferSpan(&q->handleIs));
    bufferAppendByte(out, '.');
}

static void factMisuse(const struct question *q, struct buffer *out)
{
    bufferAppendText(out, q->verb == VERB_ALLOC
                              ? "A name that is live can't be taken again: live-handle."
                              : "Freed before: double-free. From before a freeall: stale-free. "
                                "Never a handle: unknown-handle. Live: ok.");
}

static void factReset(const struct question *q, struct buffer *out)
{
    (void)q;
    bufferAppendText(out, "freeall takes as long with a million chunks as with one: it can't touch "
                          "each chunk or block.");
}

static fact *const facts[QUESTION_KINDS][FACTS_MAX] = {
    [QUESTION_PLACE] = {factList, factFresh, factServed},
    [QUESTION_LIST] = {factList, factOrder},
    [QUESTION_HEAD] = {factList, factOrder},
    [QUESTION_BLOCK] = {factList, factFresh, factServed},
    [QUESTION_LINK] = {factLink, factList, factOrder},
    [QUESTION_ADDRESS] = {factList, factServed, factNextBlock},
    [QUESTION_BLOCKS] = {factTable, factList, factFresh},
    [QUESTION_TABLE] = {factTable, factFresh, factDoubles},
    [QUESTION_USED] = {factUsed, factList, factFresh},
    [QUESTION_OUTCOME] = {factHandle, factMisuse},
};

bool hintAppend(const struct question *q, unsigned index, struct buffer *out)
{
    if (q->verb == VERB_FREEALL) {
        if (index == 0)
            factReset(q, out);
        return index == 0;
    }
    if (index >= FACTS_MAX || facts[q->kind][index] == NULL)
        return false;
    facts[q->kind][index](q, out);
    return true;
}
