/*
 * heapwords.c - why the last call of a heap ended as it did: one line, for the step's reason.
 */
#include "model/heap.h"

#include <string.h>

static void appendBytes(struct buffer *out, uint64_t bytes)
{
    bufferAppendUnsigned(out, bytes);
    bufferAppendText(out, bytes == 1 ? " byte" : " bytes");
}

static const char *wordOf(const struct heap *h, enum heapValue value)
{
    return h->model.kind->parameters[value].words[h->values[value]];
}

static const char *elements(const struct heap *h, uint64_t count)
{
    if (h->values[VALUE_LIST] == HEAP_IMPLICIT)
        return count == 1 ? " region" : " regions";
    return count == 1 ? " element" : " elements";
}

/* 16 bytes and a header of 8 make 24 bytes. */
static void appendNeed(const struct heap *h, struct buffer *out)
{
    const struct heapDeed *deed = &h->deed;
    appendBytes(out, deed->asked);
    if (deed->need == deed->asked)
        return;
    const uint64_t inside = deed->need - h->headerBytes;
    if (inside != deed->asked)
        bufferAppendFormat(out, ", rounded up to %llu,", (unsigned long long)inside);
    if (h->headerBytes > 0)
        bufferAppendFormat(out, " and a header of %u", h->headerBytes);
    bufferAppendText(out, " take ");
    appendBytes(out, deed->need);
}

static void appendLooked(const struct heap *h, struct buffer *out)
{
    bufferAppendFormat(out, "%llu%s", (unsigned long long)h->deed.looked,
                       elements(h, h->deed.looked));
}

static void explainRecycled(const struct heap *h, const struct event *event, struct buffer *out)
{
    const struct heapDeed *deed = &h->deed;
    appendNeed(h, out);
    bufferAppendFormat(out, "; %s fit looked at ", wordOf(h, VALUE_FIT));
    appendLooked(h, out);
    bufferAppendText(out, " and took ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", which had ");
    appendBytes(out, deed->found);
    if (deed->remainder > 0) {
        bufferAppendText(out, ": it is split, and ");
        appendBytes(out, deed->remainder);
        bufferAppendText(out, " stay free");
        if (deed->relisted > 0)
            bufferAppendFormat(out, ", listed after a look at %llu more",
                               (unsigned long long)deed->relisted);
    } else if (deed->found == deed->need) {
        bufferAppendText(out, ", as many as it takes");
    } else {
        bufferAppendText(out, h->values[VALUE_SPLIT] != 0
                                  ? ": too few to split, so it is handed out whole"
                                  : ": it is handed out whole");
    }
}

static void explainGrown(const struct heap *h, struct buffer *out)
{
    const struct heapDeed *deed = &h->deed;
    appendNeed(h, out);
    if (deed->looked > 0) {
        bufferAppendText(out, "; looked at ");
        appendLooked(h, out);
        bufferAppendText(out, ", none has as many");
    } else {
        bufferAppendText(out, "; nothing is free");
    }
    bufferAppendText(out, ", so the heap grows by ");
    appendBytes(out, deed->grown);
    if (deed->extended > 0) {
        bufferAppendText(out, " behind the ");
        appendBytes(out, deed->extended);
        bufferAppendText(out, " that are free at its end,");
    }
    bufferAppendText(out, " to ");
    appendBytes(out, h->state.bytes);
}

static void explainNoMemory(const struct heap *h, struct buffer *out)
{
    bufferAppendText(out, "out of memory: ");
    appendNeed(h, out);
    if (h->deed.looked > 0) {
        bufferAppendText(out, "; looked at ");
        appendLooked(h, out);
        bufferAppendText(out, ", none has as many");
    } else {
        bufferAppendText(out, "; nothing is free");
    }
    if (h->values[VALUE_SIZE] != 0) {
        bufferAppendText(out, ", and the heap has a fixed size of ");
        appendBytes(out, h->state.bytes);
    } else {
        bufferAppendText(out, ", and the heap can't grow so far in the ");
        appendBytes(out, h->arena->bytes);
        bufferAppendText(out, " of --memory");
    }
    if (h->state.freeBytes >= h->deed.need) {
        bufferAppendText(out, "; ");
        appendBytes(out, h->state.freeBytes);
        bufferAppendText(out, " are free, but at most ");
        bufferAppendUnsigned(out, h->state.largest);
        bufferAppendText(out, " in one piece");
    }
}

/* What a region that came back was merged with in memory, and on its list. */
static void appendMerged(const struct heap *h, const struct event *event, struct buffer *out)
{
    const struct heapDeed *deed = &h->deed;
    const char *between = " is merged with the ";
    if (deed->mergedNext + deed->mergedBefore + deed->mergedOnList == 0)
        return;
    placeAppend(&event->place, out);
    if (deed->mergedNext > 0) {
        bufferAppendText(out, between);
        appendBytes(out, deed->mergedNext);
        bufferAppendText(out, " behind it");
        between = " and the ";
    }
    if (deed->mergedBefore > 0) {
        bufferAppendText(out, between);
        appendBytes(out, deed->mergedBefore);
        bufferAppendText(out, " before it");
    }
    if (deed->mergedOnList > 0)
        bufferAppendFormat(out,
                           " goes on the list; neighbours there that lie side by side are "
                           "merged, %u time%s",
                           deed->mergedOnList, deed->mergedOnList == 1 ? "" : "s");
    bufferAppendText(out, "; ");
}

/* Which list it is on now, behind what. */
static void appendOnList(const struct heap *h, struct buffer *out)
{
    const struct heapDeed *deed = &h->deed;
    bufferAppendText(out, deed->previous.known ? " is on the list" : " is the head of the list");
    if (h->values[VALUE_LIST] == HEAP_SEGREGATED) {
        const uint64_t most = heapListMost(heapListOf(h, deed->result));
        bufferAppendText(out, most > 0 ? " for up to " : " for more than ");
        appendBytes(out, most > 0 ? most : heapListMost(HEAP_LISTS - 2));
    }
    if (deed->previous.known) {
        bufferAppendText(out, " behind ");
        placeAppend(&deed->previous, out);
    }
}

static void explainFreed(const struct heap *h, const struct event *event, struct buffer *out)
{
    static const char *const because[] = {
        [HEAP_LIFO] = "last in, first out", [HEAP_FIFO] = "first in, first out",
        [HEAP_ADDRESS] = "by address",      [HEAP_SIZE_UP] = "smallest first",
        [HEAP_SIZE_DOWN] = "largest first",
    };
    const struct heapDeed *deed = &h->deed;
    appendMerged(h, event, out);
    placeAppend(&deed->place, out);
    bufferAppendText(out, ", ");
    appendBytes(out, deed->result);
    if (h->values[VALUE_LIST] == HEAP_IMPLICIT) {
        bufferAppendText(out, ", is free");
        return;
    }
    bufferAppendByte(out, ',');
    appendOnList(h, out);
    bufferAppendFormat(out, ", %s", because[h->values[VALUE_ORDER]]);
    if (deed->looked > 0) {
        bufferAppendText(out, ", after a look at ");
        appendLooked(h, out);
    }
}

static void explainReset(const struct heap *h, struct buffer *out)
{
    if (h->state.bytes == 0) {
        bufferAppendText(out, "the heap has no memory yet");
        return;
    }
    bufferAppendText(out, "all of the heap is one free region again, of ");
    appendBytes(out, h->state.freeBytes);
}

static void explainTrimmed(const struct heap *h, struct buffer *out)
{
    if (h->deed.grown > 0) {
        appendBytes(out, h->deed.grown);
        bufferAppendText(out, " behind the last live region are given back");
    } else {
        bufferAppendText(out, h->values[VALUE_SIZE] != 0
                                  ? "nothing is given back: the heap has a fixed size"
                                  : "nothing is given back: no memory is free at its end");
    }
}

static void explainWritten(const struct heap *h, const struct event *event, struct buffer *out)
{
    const struct place *place = &h->deed.place;
    const uint32_t region = heapFindAround(h, place->chunk - h->headerBytes);
    const uint64_t first = event->address - place->address;
    appendBytes(out, event->byteCount);
    bufferAppendText(out, " written into ");
    placeAppend(place, out);
    bufferAppendFormat(out, ", from its byte %llu on", (unsigned long long)first);
    if (!h->records[region].isFree)
        return;
    bufferAppendText(out, heapHasLink(h, region) && first < HEAP_LINK_BYTES
                              ? "; it is on the free list: the link to the next one is written over"
                              : "; it is free");
}

static void explainNew(const struct heap *h, struct buffer *out)
{
    bufferAppendFormat(out, "an empty heap: %s fit, ", wordOf(h, VALUE_FIT));
    if (h->values[VALUE_LIST] == HEAP_IMPLICIT)
        bufferAppendText(out, "no list");
    else
        bufferAppendFormat(
            out, "%s in the order %s",
            h->values[VALUE_LIST] == HEAP_EXPLICIT ? "one list" : "a list for each class of sizes",
            wordOf(h, VALUE_ORDER));
    bufferAppendFormat(out, ", headers of %u bytes; ", h->headerBytes);
    if (h->values[VALUE_SIZE] == 0) {
        bufferAppendText(out, "it grows as it must");
    } else {
        bufferAppendText(out, "it has ");
        appendBytes(out, h->values[VALUE_SIZE]);
    }
}

/* Which link is not as it should be. */
static void explainCorrupt(const struct heap *h, struct buffer *out)
{
    const struct chain chain = heapChain(h);
    uint32_t region = HEAP_NONE;
    for (uint64_t i = 0; i < chain.length; i++)
        region = heapNextFree(h, region);
    const struct place place = heapPlace(h, region);
    bufferAppendText(out, "corrupt list: the link in ");
    placeAppend(&place, out);
    bufferAppendText(out, " was written over; it leads to ");
    bufferAppendAddress(out, chain.endAddress, h->values[VALUE_BASE] != 0);
}

bool heapExplain(const struct model *model, const struct event *event, struct buffer *out)
{
    const struct heap *h = constHeapOf(model);
    if (event->outcome == OUTCOME_CORRUPT_LIST)
        explainCorrupt(h, out);
    else if (event->outcome == OUTCOME_OUT_OF_MEMORY && strcmp(event->op, "alloc") == 0)
        explainNoMemory(h, out);
    else if (event->outcome != OUTCOME_OK)
        return false;
    else if (event->path == PATH_RECYCLE)
        explainRecycled(h, event, out);
    else if (event->path == PATH_NEW_BLOCK)
        explainGrown(h, out);
    else if (event->path == PATH_PUSH)
        explainFreed(h, event, out);
    else if (event->path == PATH_RESET)
        explainReset(h, out);
    else if (strcmp(event->op, "trim") == 0)
        explainTrimmed(h, out);
    else if (strcmp(event->op, "write") == 0)
        explainWritten(h, event, out);
    else
        explainNew(h, out);
    return true;
}
