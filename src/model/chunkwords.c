/*
 * chunkwords.c - why a call of an allocator of equal chunks went as it did, where the sentences for
 * the pool of pool.h do not fit.
 */
#include "model/chunkmodel.h"

static void appendCount(uint64_t count, const char *thing, struct buffer *out)
{
    bufferAppendFormat(out, "%llu %s%s", (unsigned long long)count, thing, count == 1 ? "" : "s");
}

/* A block serves that did not before: why it, and what was done with it. */
static void explainBlock(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    const bool isKept = event->path == PATH_KEPT_BLOCK;
    bufferAppendFormat(out, "%s and ", m->order->nothing);
    if (event->before.block >= 0)
        bufferAppendFormat(out, "block %d has no %schunk left", (int)event->before.block,
                           m->eager ? "" : "fresh ");
    else
        bufferAppendText(out,
                         isKept ? "no block is current since freeall" : "there is no block yet");
    bufferAppendFormat(out, ", so block %u", event->place.block);
    bufferAppendText(out, isKept ? ", kept by freeall, serves again" : " is obtained");
    if (m->eager) {
        bufferAppendFormat(out,
                           ": all its %u chunks are linked in the order of their addresses, and ",
                           m->blockSize);
        placeAppend(&event->place, out);
        bufferAppendText(out, " is handed out");
    }
    if (event->path == PATH_GROW_TABLE)
        bufferAppendFormat(out, "; the table was full, so it doubles to %u slots",
                           event->after.blocksUsed);
    else if (event->path == PATH_NEW_BLOCK && event->place.block > 0)
        bufferAppendText(out, "; the table had a slot for it");
}

static void explainBump(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    bufferAppendFormat(out, "%s and block %u has ", m->order->nothing, event->place.block);
    appendCount(m->blockSize - 1 - event->before.used, "fresh chunk", out);
    bufferAppendText(out, " left: ");
    placeAppend(&event->place, out);
    bufferAppendText(out, " is the next");
}

static void explainTrim(const struct chunkModel *m, struct buffer *out)
{
    if (m->given > 0) {
        appendCount(m->given, "block", out);
        bufferAppendText(out, " at the end of the table, without a live chunk, ");
        bufferAppendText(out, m->given == 1 ? "is given back" : "are given back");
        return;
    }
    bufferAppendText(out, "nothing is given back: ");
    if (m->now.blocks == 0)
        bufferAppendText(out, "there is no block");
    else if (chunkLiveIn(m, m->now.blocks - 1) > 0)
        bufferAppendText(out, "the last block of the table holds a live chunk");
    else
        bufferAppendText(out,
                         "in this order, what is free in the last block can't be told from the "
                         "rest without a search");
}

/* Into a free chunk; others are as in the pool of pool.h. */
static bool explainWrite(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    const uint32_t slot = chunkModelSlotOf(&m->model, &event->place);
    const uint64_t at = event->address - event->place.address;
    const uint32_t kept = chunkKeptBytes(m, slot);
    if (!chunkIsFree(m, slot))
        return false;
    appendCount(event->byteCount, "byte", out);
    bufferAppendText(out, " written into ");
    placeAppend(&event->place, out);
    bufferAppendFormat(out, ", from its byte %llu on; it is free: ", (unsigned long long)at);
    if (at >= kept)
        bufferAppendText(out, kept > 0
                                  ? "a use after free, behind the link"
                                  : "a use after free, but nothing of the allocator's is there");
    else
        bufferAppendText(out, kept > LINK_BYTES ? "the magazine in it is written over"
                                                : "the link to the next one is written over");
    return true;
}

/*
 * The first chunk, in the order in which they serve, that leads elsewhere than it should; in a
 * magazine, a chunk before it says where it leads.
 */
static void explainCorrupt(const struct chunkModel *m, struct buffer *out)
{
    uint32_t at = m->order->first(m), magazine = SLOT_NONE;
    for (uint32_t next; (next = m->order->after(m, at)) != SLOT_NONE; at = next) {
        if (chunkKeptBytes(m, at) > LINK_BYTES)
            magazine = at;
        if (m->order->follow(m, at) != chunkAddress(m, next))
            break;
    }
    const struct place place = chunkPlace(m, at), holder = chunkPlace(m, magazine);
    bufferAppendText(out, "corrupt list: ");
    if (magazine != SLOT_NONE) {
        bufferAppendText(out, "the magazine in ");
        placeAppend(&holder, out);
        bufferAppendText(out, " was written over; behind ");
    } else {
        bufferAppendText(out, "what leads on from ");
    }
    placeAppend(&place, out);
    bufferAppendText(out,
                     magazine != SLOT_NONE ? " it leads to " : " was written over; it leads to ");
    bufferAppendHex(out, m->order->follow(m, at));
}

static bool explainRefused(const struct chunkModel *m, const struct event *event,
                           struct buffer *out)
{
    if (event->outcome == OUTCOME_CORRUPT_LIST) {
        explainCorrupt(m, out);
        return true;
    }
    if (event->outcome != OUTCOME_FOREIGN_FREE || strcmp(event->op, "free") != 0)
        return false;
    bufferAppendText(out, "foreign free of "); /* without checks too */
    bufferAppendHex(out, event->address);
    bufferAppendText(out, ": it lies in no block of this pool");
    return true;
}

static bool explainOther(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    if (strcmp(event->op, "write") == 0)
        return explainWrite(m, event, out);
    if (strcmp(event->op, "trim") != 0)
        return false;
    explainTrim(m, out);
    return true;
}

bool chunkModelExplain(const struct model *model, const struct event *event, struct buffer *out)
{
    const struct chunkModel *m = constChunkModelOf(model);
    if (event->outcome != OUTCOME_OK)
        return explainRefused(m, event, out);
    switch (event->path) {
    case PATH_BUMP:
        explainBump(m, event, out);
        return true;
    case PATH_NEW_BLOCK:
    case PATH_KEPT_BLOCK:
    case PATH_GROW_TABLE:
        explainBlock(m, event, out);
        return true;
    case PATH_RECYCLE:
    case PATH_PUSH:
        return m->order->explain != NULL && m->order->explain(m, event, out);
    default:
        return explainOther(m, event, out);
    }
}
