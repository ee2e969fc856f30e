/*
 * heapserve.c - what an alloc, a free and a trim do to the heap: search, split, grow; merge, list.
 */
#include "model/heap.h"

#include <assert.h>

/* --- alloc ------------------------------------------------------------------------------------ */

/* The bytes of a region for so many of the program. */
static uint64_t needOf(const struct heap *h, uint64_t bytes)
{
    const uint64_t inside = bytes > h->leastInside ? bytes : h->leastInside;
    return h->asBook ? heapRoundUp(inside, h->align) + h->headerBytes
                     : heapRoundUp(inside + h->headerBytes, h->align);
}

static void setRover(struct heap *h, uint32_t found, uint32_t next)
{
    if (h->values[VALUE_FIT] != HEAP_NEXT)
        return;
    if (h->values[VALUE_LIST] == HEAP_IMPLICIT)
        h->state.implicitRover = next;
    else
        h->state.lists[heapListOf(h, h->records[found].bytes)].rover = next;
}

/* What is left of `found` behind its first `need` bytes, as a region; on which list, if another. */
static uint32_t splitOff(struct heap *h, uint32_t found, uint32_t need)
{
    const struct region region = h->records[found];
    const uint32_t rest = heapAddRegion(h, found, region.offset + need, region.bytes - need);
    if (heapListOf(h, region.bytes) == heapListOf(h, region.bytes - need)) {
        heapListReplace(h, found, rest);
        setRover(h, found, rest);
    } else {
        setRover(h, found, region.next);
        heapListRemove(h, found);
        h->deed.relisted = heapListAdd(h, rest);
    }
    heapTouch(h, found)->bytes = need;
    h->deed.remainder = region.bytes - need;
    heapCountFree(h, h->deed.remainder);
    return rest;
}

/* A free region is handed out, or its first `need` bytes. */
static void takeRegion(struct heap *h, uint32_t found, uint32_t need)
{
    const uint32_t bytes = h->records[found].bytes;
    heapCountGone(h, bytes);
    h->deed.found = bytes;
    if (h->values[VALUE_SPLIT] != 0 && bytes - need >= h->leastSplit) {
        heapWriteHeader(h, splitOff(h, found, need));
    } else {
        setRover(h, found,
                 h->values[VALUE_LIST] == HEAP_IMPLICIT ? h->records[found].behind
                                                        : h->records[found].next);
        heapListRemove(h, found);
    }
    heapTouch(h, found)->isFree = false;
    heapWriteHeader(h, found);
}

/* By how much the heap must grow; 0 where it can't. */
static uint64_t growthFor(const struct heap *h, uint64_t need, bool *extends)
{
    const uint32_t last = h->state.last;
    const uint64_t end = heapLarger(h->state.bytes, h->padBytes);
    const uint64_t most = h->arena->bytes < HEAP_BYTES_MAX ? h->arena->bytes : HEAP_BYTES_MAX;
    *extends = h->values[VALUE_COALESCE] == HEAP_MERGE_BOTH && last != HEAP_NONE &&
               h->records[last].isFree;
    const uint64_t growth = need - (*extends ? h->records[last].bytes : 0);
    return h->values[VALUE_SIZE] != 0 || end > most || growth > most - end ? 0 : growth;
}

/* The heap's end moves as by sbrk: a new last region, or more of the free one that is there. */
static uint32_t grow(struct heap *h, uint32_t need, uint32_t growth, bool extends)
{
    const uint32_t end = heapLarger(h->state.bytes, h->padBytes);
    uint32_t region = h->state.last;
    h->state.bytes = end + growth;
    arenaSetEnd(h->arena, h->state.bytes);
    h->deed.grown = growth;
    if (extends) {
        h->deed.extended = h->records[region].bytes;
        heapCountGone(h, h->deed.extended);
        heapListRemove(h, region);
        heapTouch(h, region)->bytes = need;
    } else {
        region = heapAddRegion(h, region, end, need);
    }
    heapTouch(h, region)->isFree = false;
    heapWriteHeader(h, region);
    return region;
}

/* The free region that serves, or HEAP_NONE; and what is to be told of the search. */
static uint32_t search(struct heap *h, uint64_t bytes, struct grant *grant)
{
    const uint64_t need = needOf(h, bytes);
    const uint32_t region = heapSearch(h, need, &grant->searched);
    h->deed = (struct heapDeed){.asked = bytes, .need = need, .looked = grant->searched};
    return region;
}

void heapRetell(struct model *model, uint64_t bytes, struct grant *grant)
{
    (void)search(heapOf(model), bytes, grant);
}

enum outcome heapAlloc(struct model *model, uint64_t bytes, struct grant *grant)
{
    struct heap *h = heapOf(model);
    bool extends = false;
    if (!heapIsSound(h))
        return OUTCOME_CORRUPT_LIST;
    heapBegin(h);
    uint32_t region = search(h, bytes, grant);
    const uint64_t need = h->deed.need;
    const uint64_t growth = region == HEAP_NONE ? growthFor(h, need, &extends) : 0;
    if (region == HEAP_NONE && growth == 0)
        return OUTCOME_OUT_OF_MEMORY;
    heapAttach(h);
    grant->path = region != HEAP_NONE ? PATH_RECYCLE : PATH_NEW_BLOCK;
    if (region != HEAP_NONE)
        takeRegion(h, region, (uint32_t)need);
    else
        region = grow(h, (uint32_t)need, (uint32_t)growth, extends);
    grant->searched += h->deed.relisted;
    h->state.searched += grant->searched;
    heapDescribe(h, region, grant);
    grant->oldHead = heapPlace(h, heapNextFree(h, HEAP_NONE));
    heapEnd(h);
    return OUTCOME_OK;
}

/* --- free ------------------------------------------------------------------------------------- */

/* A free region comes off its list, to become part of another. */
static uint32_t takeOff(struct heap *h, uint32_t region)
{
    heapCountGone(h, h->records[region].bytes);
    heapListRemove(h, region);
    return h->records[region].bytes;
}

/* What a region that comes back is after it was merged with its neighbours in memory. */
static uint32_t mergeNeighbours(struct heap *h, uint32_t region)
{
    const enum heapMerge merge = (enum heapMerge)h->values[VALUE_COALESCE];
    const uint32_t behind = h->records[region].behind, before = h->records[region].before;
    /* the list of an implicit heap is that of the addresses */
    const bool both = merge == HEAP_MERGE_BOTH ||
                      (merge == HEAP_MERGE_LIST && h->values[VALUE_LIST] == HEAP_IMPLICIT);
    if ((both || merge == HEAP_MERGE_NEXT) && behind != HEAP_NONE && h->records[behind].isFree) {
        h->deed.mergedNext = takeOff(h, behind);
        heapAbsorb(h, region);
    }
    if (both && before != HEAP_NONE && h->records[before].isFree) {
        h->deed.mergedBefore = takeOff(h, before);
        heapAbsorb(h, before);
        return before;
    }
    return region;
}

enum outcome heapGive(struct model *model, struct grant *grant)
{
    struct heap *h = heapOf(model);
    const uint32_t given = heapFindAt(h, grant->place.chunk - h->headerBytes);
    assert(given != HEAP_NONE && !h->records[given].isFree);
    if (!heapIsSound(h))
        return OUTCOME_CORRUPT_LIST;
    const uint32_t offset = h->records[given].offset;
    heapBegin(h);
    heapDescribe(h, given, grant);
    grant->path = PATH_PUSH;
    grant->oldHead = heapPlace(h, heapNextFree(h, HEAP_NONE));
    heapTouch(h, given)->isFree = true;
    h->records[given].wasGiven = true;
    uint32_t free = mergeNeighbours(h, given);
    heapCountFree(h, h->records[free].bytes);
    grant->searched = heapListAdd(h, free);
    heapWriteHeader(h, free);
    if (h->values[VALUE_COALESCE] == HEAP_MERGE_LIST)
        h->deed.mergedOnList = heapListMerge(h);
    free = heapFindAround(h, offset);
    h->deed.looked = grant->searched;
    h->deed.result = h->records[free].bytes;
    h->deed.place = heapPlace(h, free);
    h->deed.previous = heapPlace(h, h->records[free].previous);
    h->state.searched += grant->searched;
    heapEnd(h);
    if (model->tape != NULL)
        tapePush(model->tape, grant->slot);
    return OUTCOME_OK;
}

/* --- trim ------------------------------------------------------------------------------------- */

enum outcome heapTrim(struct model *model, struct grant *grant)
{
    static const uint8_t zeros[4096];
    struct heap *h = heapOf(model);
    const uint32_t last = h->state.last;
    (void)grant;
    if (!heapIsSound(h))
        return OUTCOME_CORRUPT_LIST;
    heapBegin(h);
    if (h->values[VALUE_SIZE] == 0 && last != HEAP_NONE && h->records[last].isFree) {
        const uint32_t offset = h->records[last].offset, end = h->state.bytes;
        h->deed.grown = takeOff(h, last);
        /* memory that comes again reads as zeros */
        for (uint32_t at = offset; at < end; at += sizeof zeros)
            heapPoke(h, at, zeros, end - at < sizeof zeros ? end - at : sizeof zeros);
        heapDropLast(h);
        h->state.bytes = h->state.last == HEAP_NONE ? 0 : offset;
        arenaSetEnd(h->arena, h->state.bytes);
    }
    heapEnd(h);
    return OUTCOME_OK;
}
