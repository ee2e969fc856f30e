/*
 * heapmodel.c - the general heap as a model.
 *
 * The free-space homework of the book "Operating Systems: Three Easy Pieces" (its program
 * malloc.py) is this heap with a fixed size and coalescing off or along the list. Its options are
 *
 *     -S BYTES                    size=BYTES
 *     -b ADDRESS                  base=ADDRESS; the program's is 1000 where it is left out
 *     -H BYTES                    header=BYTES
 *     -a BYTES, -1                align=BYTES, 1
 *     -p FIRST, BEST, WORST       fit=first, best, worst
 *     -l ADDRSORT                 order=address
 *     -l SIZESORT+, SIZESORT-     order=size-up, size-down
 *     -l INSERT-FRONT             order=lifo
 *     -l INSERT-BACK              order=fifo
 *     -C, and without it          coalesce=list, off
 *     -A OPERATIONS               --from ostep
 *
 * with list=explicit and split=on, as they are by themselves. In such a heap (`asBook`) things are
 * as in the book where a real one would do otherwise: what is asked for is rounded up before the
 * header is added, so that addresses are multiples of `align` only where the header is too; and
 * whatever is more than a region needs is split off, also where no header fits into it. In every
 * other heap regions are rounded as a whole and begin so that addresses are aligned, and what is
 * split off can hold a header and an allocation.
 *
 * base= is the first address that a program can get, in all that is shown and asked; the memory
 * stays in the arena, as no system would map a page at 1000. In the book it is where the heap
 * begins: its addresses are those of regions, whatever their headers take. Without base= the
 * addresses are the memory's own.
 */
#include "model/heap.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

static uint32_t divisorOf(uint32_t a, uint32_t b)
{
    while (b != 0) {
        const uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* --- making ----------------------------------------------------------------------------------- */

static const char *const fitWords[] = {"first", "next", "best", "worst", NULL};
static const char *const listWords[] = {"implicit", "explicit", "segregated", NULL};
static const char *const orderWords[] = {"lifo", "fifo", "address", "size-up", "size-down", NULL};
static const char *const splitWords[] = {"off", "on", NULL};
static const char *const mergeWords[] = {"off", "next", "both", "list", NULL};

static const struct parameter parameters[VALUE_COUNT] = {
    [VALUE_FIT] = {"fit", "which free region serves, of those that are large enough", fitWords, 0,
                   0, HEAP_FIRST},
    [VALUE_LIST] = {"list", "what is searched: all regions, one list, lists by size", listWords, 0,
                    0, HEAP_EXPLICIT},
    [VALUE_ORDER] = {"order", "where a freed region goes on its list", orderWords, 0, 0, HEAP_LIFO},
    [VALUE_SPLIT] = {"split", "whether what is left of a region becomes one of its own", splitWords,
                     0, 0, 1},
    [VALUE_REMAINDER] = {"remainder", "the least bytes, header included, that are split off", NULL,
                         0, HEAP_BYTES_MAX, 0},
    [VALUE_COALESCE] = {"coalesce",
                        "what a freed region is merged with: the region behind it in memory, both "
                        "neighbours, neighbours that are next to each other on the list",
                        mergeWords, 0, 0, HEAP_MERGE_BOTH},
    [VALUE_HEADER] = {"header", "bytes of a region's header, real ones from 8 on", NULL, 0, 4096,
                      8},
    [VALUE_ALIGN] = {"align", "bytes of which sizes are multiples, and addresses", NULL, 1, 4096,
                     8},
    [VALUE_SIZE] = {"size", "bytes of the heap; 0: it grows as it must", NULL, 0, HEAP_BYTES_MAX,
                    0},
    [VALUE_BASE] = {"base",
                    "the address that an empty heap hands out first; 0: where its memory is", NULL,
                    0, HEAP_BASE_MAX, 0},
};

/* The first header lies before the address that base= names, or as far as it can. */
static uint64_t startOf(const struct heap *h)
{
    const uint64_t base = h->values[VALUE_BASE];
    if (base == 0)
        return (uintptr_t)h->arena->base;
    return base > h->headerBytes ? base - h->headerBytes : 1;
}

/* What follows from the parameters. */
static void setSizes(struct heap *h)
{
    const uint64_t *values = h->values;
    const bool isReal = values[VALUE_HEADER] >= HEAP_WORD_BYTES;
    h->headerBytes = (uint32_t)values[VALUE_HEADER];
    h->start = startOf(h);
    h->align = (uint32_t)values[VALUE_ALIGN];
    h->asBook = values[VALUE_SIZE] != 0 && (values[VALUE_COALESCE] == HEAP_MERGE_OFF ||
                                            values[VALUE_COALESCE] == HEAP_MERGE_LIST);
    if (h->asBook) {
        h->granule = divisorOf(h->align, h->headerBytes);
        h->leastInside = h->headerBytes == 0;
        h->leastSplit = heapLarger(values[VALUE_REMAINDER], 1);
        return;
    }
    const uint64_t least = h->start + h->headerBytes;
    h->granule = h->align;
    h->padBytes = (uint32_t)(heapRoundUp(least, h->align) - least);
    h->leastInside = isReal && values[VALUE_LIST] != HEAP_IMPLICIT ? HEAP_LINK_BYTES : 1;
    h->leastSplit = heapLarger(values[VALUE_REMAINDER],
                               heapRoundUp((uint64_t)h->headerBytes + h->leastInside, h->align));
}

/* Room for the two records that a call can need. */
static bool reserve(struct heap *h)
{
    struct region *records = checkedGrowFilled(
        h->records, &h->recordCapacity, (uint64_t)h->state.recordCount + 2, sizeof *records, 0);
    if (records != NULL)
        h->records = records;
    return records != NULL;
}

static struct model *heapMake(struct arena *arena, const struct recipe *recipe)
{
    if (recipe->values[VALUE_SIZE] > arena->bytes)
        return NULL;
    struct heap *h = calloc(1, sizeof *h);
    if (h == NULL)
        return NULL;
    h->model.kind = &heapModel;
    h->arena = arena;
    memcpy(h->values, recipe->values, sizeof h->values);
    setSizes(h);
    h->state.bytes = (uint32_t)h->values[VALUE_SIZE];
    if (!reserve(h)) {
        free(h);
        return NULL;
    }
    heapMakeWhole(h); /* in the records only: the arena may still be another's */
    return &h->model;
}

static void heapDiscard(struct model *model)
{
    struct heap *h = heapOf(model);
    free(h->records);
    free(h);
}

/* --- slots: the addresses that can be handed out, counted from the first one ------------------ */

static uint32_t slotAt(const struct heap *h, uint64_t offset)
{
    return (uint32_t)((offset - h->padBytes - h->headerBytes) / h->granule);
}

static bool heapPrepare(struct model *model, uint32_t *slots)
{
    struct heap *h = heapOf(model);
    uint64_t furthest = heapLarger(h->state.bytes, h->padBytes);
    if (h->values[VALUE_SIZE] != 0 && h->state.last != HEAP_NONE)
        furthest = h->records[h->state.last].offset;
    *slots = slotAt(h, furthest + h->headerBytes) + 1;
    return reserve(h);
}

static struct place heapPlaceOf(const struct model *model, uint32_t slot)
{
    const struct heap *h = constHeapOf(model);
    const uint64_t offset = (uint64_t)h->padBytes + h->headerBytes + (uint64_t)slot * h->granule;
    const uint32_t region = heapFindAt(h, offset - h->headerBytes);
    if (region != HEAP_NONE)
        return heapPlace(h, region);
    return (struct place){
        .known = true, .chunk = (uint32_t)offset, .address = heapAddress(h, offset)};
}

static uint32_t heapSlotOf(const struct model *model, const struct place *place)
{
    return slotAt(constHeapOf(model), place->chunk);
}

void heapDescribe(const struct heap *h, uint32_t region, struct grant *grant)
{
    grant->place = heapPlace(h, region);
    grant->slot = slotAt(h, grant->place.chunk);
    grant->headerBytes = h->headerBytes;
}

/* --- addresses -------------------------------------------------------------------------------- */

static enum claim heapClassify(const struct model *model, uint64_t address, struct grant *grant)
{
    const struct heap *h = constHeapOf(model);
    const uint32_t region = heapFindAddress(h, address);
    if (region == HEAP_NONE)
        return CLAIM_FOREIGN;
    heapDescribe(h, region, grant);
    if (address != grant->place.address)
        return CLAIM_MISALIGNED;
    if (!h->records[region].isFree)
        return CLAIM_LIVE;
    return h->records[region].wasGiven ? CLAIM_FREED : CLAIM_FRESH;
}

/* A heap without checks would take the bytes before any address for a header: it stays checked. */
static void heapSetChecks(struct model *model, bool checked)
{
    (void)model, (void)checked;
}

/* --- memory ----------------------------------------------------------------------------------- */

static const uint8_t *heapBytesAt(const struct model *model, uint64_t address, uint64_t byteCount)
{
    const struct heap *h = constHeapOf(model);
    const uint64_t offset = address - heapAddress(h, 0);
    if (address < heapAddress(h, 0) || offset > h->state.bytes ||
        byteCount > h->state.bytes - offset)
        return NULL;
    return h->arena->base + offset;
}

/* Inside of one region: no header is ever written over. */
static bool heapWrite(struct model *model, uint64_t address, const uint8_t *bytes,
                      uint64_t byteCount)
{
    struct heap *h = heapOf(model);
    const uint32_t region = heapFindAddress(h, address);
    if (region == HEAP_NONE || byteCount == 0 || address < heapInside(h, region))
        return false;
    const uint64_t inside = address - heapInside(h, region);
    const uint32_t room = heapInsideBytes(h, region);
    if (inside > room || byteCount > room - inside)
        return false;
    heapBegin(h);
    heapAttach(h);
    h->state.wild = h->state.wild || (h->records[region].isFree && heapHasLink(h, region) &&
                                      inside < HEAP_LINK_BYTES);
    h->deed.place = heapPlace(h, region);
    heapPoke(h, address - heapAddress(h, 0), bytes, (size_t)byteCount);
    heapEnd(h);
    return true;
}

static void heapReset(struct model *model, struct grant *grant)
{
    struct heap *h = heapOf(model);
    grant->path = PATH_RESET;
    heapBegin(h);
    heapMakeWhole(h);
    heapEnd(h);
}

static void heapUndoCall(struct model *model, enum undoing what, struct grant *grant)
{
    struct heap *h = heapOf(model);
    if (what == UNDO_FREE)
        grant->slot = (uint32_t)tapePop(model->tape);
    heapUndo(h);
    if (what == UNDO_FREE)
        grant->place = heapPlaceOf(model, grant->slot);
}

/* --- what is asked of it ---------------------------------------------------------------------- */

static struct chain heapModelChain(const struct model *model)
{
    return heapChain(constHeapOf(model));
}

/* Whatever a program asks for: what is too much is searched for as well. */
static uint32_t heapRoom(const struct model *model)
{
    (void)model;
    return UINT32_MAX;
}

static uint32_t heapUsualBytes(const struct model *model)
{
    return heapLarger(constHeapOf(model)->align, 8);
}

static struct fields heapFields(const struct model *model)
{
    const struct heap *h = constHeapOf(model);
    const bool isImplicit = h->values[VALUE_LIST] == HEAP_IMPLICIT;
    const uint32_t head = isImplicit ? HEAP_NONE : heapNextFree(h, HEAP_NONE);
    return (struct fields){.chunkSize = h->align,
                           .block = h->state.bytes > 0 ? 0 : -1,
                           .freed = head != HEAP_NONE ? heapInside(h, head) : 0,
                           .blocksUsed = 1,
                           .decimal = h->values[VALUE_BASE] != 0};
}

const struct modelKind heapModel = {
    .name = "heap",
    .summary = "sizes of any kind in one piece of memory, with headers and a search",
    .parameters = parameters,
    .parameterCount = VALUE_COUNT,
    .make = heapMake,
    .discard = heapDiscard,
    .prepare = heapPrepare,
    .alloc = heapAlloc,
    .retell = heapRetell,
    .give = heapGive,
    .setChecks = heapSetChecks,
    .chain = heapModelChain,
    .bytesAt = heapBytesAt,
    .write = heapWrite,
    .trim = heapTrim,
    .reset = heapReset,
    .undo = heapUndoCall,
    .classify = heapClassify,
    .placeOf = heapPlaceOf,
    .room = heapRoom,
    .usualBytes = heapUsualBytes,
    .slotOf = heapSlotOf,
    .explain = heapExplain,
    .fields = heapFields,
    .measure = heapMeasure,
    .snapshot = heapSnapshot,
};
