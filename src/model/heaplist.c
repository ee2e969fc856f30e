/*
 * heaplist.c - free lists: their orders, what is searched, and the links in memory. An implicit
 * heap has no list: a search goes from region to region, live ones too.
 */
#include "model/heap.h"

#include <string.h>

static bool isImplicit(const struct heap *h)
{
    return h->values[VALUE_LIST] == HEAP_IMPLICIT;
}

unsigned heapListOf(const struct heap *h, uint64_t bytes)
{
    const uint64_t inside = bytes > h->headerBytes ? bytes - h->headerBytes : 0;
    unsigned list = 0;
    if (h->values[VALUE_LIST] != HEAP_SEGREGATED)
        return 0;
    while (list < HEAP_LISTS - 1 && inside > heapListMost(list))
        list++;
    return list;
}

uint64_t heapListMost(unsigned list)
{
    return list < HEAP_LISTS - 1 ? (uint64_t)8 << list : 0;
}

static struct heapList *listOf(struct heap *h, uint32_t region)
{
    return &h->state.lists[heapListOf(h, h->records[region].bytes)];
}

/* --- links ------------------------------------------------------------------------------------ */

bool heapHasLink(const struct heap *h, uint32_t region)
{
    return h->headerBytes >= HEAP_WORD_BYTES && !isImplicit(h) &&
           h->records[region].bytes >= h->headerBytes + HEAP_LINK_BYTES;
}

static uint64_t rightLink(const struct heap *h, uint32_t region)
{
    const uint32_t next = h->records[region].next;
    return next == HEAP_NONE ? 0 : heapInside(h, next);
}

static void writeLink(struct heap *h, uint32_t region)
{
    const uint64_t link = rightLink(h, region);
    if (heapHasLink(h, region))
        heapPoke(h, (uint64_t)h->records[region].offset + h->headerBytes, &link, sizeof link);
}

/* An element is looked at: for whoever keeps the way of a search. */
static inline void keepLook(const struct heap *h, uint32_t region)
{
    if (h->model.trail != NULL)
        trailAdd(h->model.trail, heapPlace(h, region), !h->records[region].isFree);
}

/* --- putting in and taking out ---------------------------------------------------------------- */

static void linkBehind(struct heap *h, struct heapList *list, uint32_t previous, uint32_t region)
{
    struct region *record = heapTouch(h, region);
    record->previous = previous;
    record->next = previous == HEAP_NONE ? list->head : h->records[previous].next;
    *(previous == HEAP_NONE ? &list->head : &heapTouch(h, previous)->next) = region;
    *(record->next == HEAP_NONE ? &list->tail : &heapTouch(h, record->next)->previous) = region;
    list->length++;
    writeLink(h, region);
    if (previous != HEAP_NONE)
        writeLink(h, previous);
}

static void unlink(struct heap *h, struct heapList *list, uint32_t region)
{
    const uint32_t previous = h->records[region].previous, next = h->records[region].next;
    *(previous == HEAP_NONE ? &list->head : &heapTouch(h, previous)->next) = next;
    *(next == HEAP_NONE ? &list->tail : &heapTouch(h, next)->previous) = previous;
    list->length--;
    if (previous != HEAP_NONE)
        writeLink(h, previous);
}

/* Does `a` belong before `b`, whichever came first? */
static bool goesBefore(const struct heap *h, uint32_t a, uint32_t b)
{
    if (h->values[VALUE_ORDER] == HEAP_SIZE_UP)
        return h->records[a].bytes < h->records[b].bytes;
    return h->records[a].bytes > h->records[b].bytes;
}

/*
 * A list by size is put in order as a whole: what was left of a split has kept its place, and may
 * be too small for it. Elements of the same size stay in their order.
 */
static uint64_t sortList(struct heap *h, struct heapList *list)
{
    uint64_t looked = 0;
    uint32_t next = HEAP_NONE;
    for (uint32_t at = list->head; at != HEAP_NONE; at = next) {
        uint32_t previous = h->records[at].previous;
        next = h->records[at].next;
        keepLook(h, at);
        looked++;
        if (previous == HEAP_NONE || !goesBefore(h, at, previous))
            continue;
        unlink(h, list, at);
        for (; previous != HEAP_NONE && goesBefore(h, at, previous); looked++) {
            keepLook(h, previous);
            previous = h->records[previous].previous;
        }
        linkBehind(h, list, previous, at);
    }
    return looked;
}

static uint64_t addByAddress(struct heap *h, struct heapList *list, uint32_t region)
{
    uint64_t looked = 0;
    uint32_t previous = HEAP_NONE, at = list->head;
    for (; at != HEAP_NONE; at = h->records[at].next) {
        keepLook(h, at);
        looked++;
        if (h->records[at].offset > h->records[region].offset)
            break;
        previous = at;
    }
    linkBehind(h, list, previous, region);
    return looked;
}

uint64_t heapListAdd(struct heap *h, uint32_t region)
{
    struct heapList *list = listOf(h, region);
    if (isImplicit(h))
        return 0;
    switch ((enum heapOrder)h->values[VALUE_ORDER]) {
    case HEAP_LIFO:
        linkBehind(h, list, HEAP_NONE, region);
        return 0;
    case HEAP_FIFO:
        linkBehind(h, list, list->tail, region);
        return 0;
    case HEAP_ADDRESS:
        return addByAddress(h, list, region);
    default:
        linkBehind(h, list, list->tail, region);
        return sortList(h, list);
    }
}

void heapListRemove(struct heap *h, uint32_t region)
{
    struct heapList *list = listOf(h, region);
    if (isImplicit(h))
        return;
    if (list->rover == region)
        list->rover = h->records[region].next;
    unlink(h, list, region);
}

void heapListReplace(struct heap *h, uint32_t region, uint32_t by)
{
    struct heapList *list = listOf(h, region);
    const uint32_t previous = h->records[region].previous, next = h->records[region].next;
    if (isImplicit(h))
        return;
    struct region *record = heapTouch(h, by);
    record->previous = previous;
    record->next = next;
    *(previous == HEAP_NONE ? &list->head : &heapTouch(h, previous)->next) = by;
    *(next == HEAP_NONE ? &list->tail : &heapTouch(h, next)->previous) = by;
    if (list->rover == region)
        list->rover = by;
    writeLink(h, by);
    if (previous != HEAP_NONE)
        writeLink(h, previous);
}

/* --- merging along the lists ------------------------------------------------------------------ */

/* The region that a list's element was merged with is on another list now, or may be. */
static void moveToItsList(struct heap *h, struct heapList *list, uint32_t region)
{
    if (listOf(h, region) == list)
        return;
    if (list->rover == region)
        list->rover = h->records[region].next;
    unlink(h, list, region);
    (void)heapListAdd(h, region);
}

/* One pass over a list: an element and the next, as long as they are neighbours in memory too. */
static uint32_t mergeAlong(struct heap *h, struct heapList *list)
{
    uint32_t merged = 0, after = HEAP_NONE;
    for (uint32_t at = list->head; at != HEAP_NONE; at = after) {
        uint32_t next = h->records[at].next;
        const uint32_t before = merged;
        for (; next != HEAP_NONE && h->records[at].behind == next; next = h->records[at].next) {
            heapListRemove(h, next);
            heapCountGone(h, h->records[at].bytes);
            heapCountGone(h, h->records[next].bytes);
            heapAbsorb(h, at);
            heapCountFree(h, h->records[at].bytes);
            merged++;
        }
        after = next;
        if (merged == before)
            continue;
        heapWriteHeader(h, at);
        writeLink(h, at);
        moveToItsList(h, list, at);
    }
    return merged;
}

uint32_t heapListMerge(struct heap *h)
{
    uint32_t merged = 0;
    if (!isImplicit(h))
        for (unsigned i = 0; i < HEAP_LISTS; i++)
            merged += mergeAlong(h, &h->state.lists[i]);
    return merged;
}

/* --- searching -------------------------------------------------------------------------------- */

uint32_t heapNextFree(const struct heap *h, uint32_t region)
{
    if (isImplicit(h)) {
        uint32_t at = region == HEAP_NONE ? h->state.first : h->records[region].behind;
        while (at != HEAP_NONE && !h->records[at].isFree)
            at = h->records[at].behind;
        return at;
    }
    unsigned list = 0;
    if (region != HEAP_NONE) {
        if (h->records[region].next != HEAP_NONE)
            return h->records[region].next;
        list = heapListOf(h, h->records[region].bytes) + 1;
    }
    for (; list < HEAP_LISTS; list++)
        if (h->state.lists[list].head != HEAP_NONE)
            return h->state.lists[list].head;
    return HEAP_NONE;
}

/* A row of regions that is searched: a list, or all of them. */
struct row {
    const struct heap *h;
    uint64_t bytes; /* that are wanted */
    uint32_t head, rover;
    uint64_t looked;
};

static uint32_t nextOf(const struct row *row, uint32_t at)
{
    return isImplicit(row->h) ? row->h->records[at].behind : row->h->records[at].next;
}

static bool serves(const struct row *row, uint32_t at)
{
    return row->h->records[at].isFree && row->h->records[at].bytes >= row->bytes;
}

/* The first that serves, from `from` up to `end`. */
static uint32_t searchFirst(struct row *row, uint32_t from, uint32_t end)
{
    for (uint32_t at = from; at != end; at = nextOf(row, at)) {
        keepLook(row->h, at);
        row->looked++;
        if (serves(row, at))
            return at;
    }
    return HEAP_NONE;
}

/* The least of those that serve, or the largest; of several alike, the first. All are looked at. */
static uint32_t searchAll(struct row *row, bool largest)
{
    uint32_t found = HEAP_NONE;
    for (uint32_t at = row->head; at != HEAP_NONE; at = nextOf(row, at)) {
        const uint32_t bytes = row->h->records[at].bytes;
        keepLook(row->h, at);
        row->looked++;
        if (!serves(row, at))
            continue;
        if (found == HEAP_NONE ||
            (largest ? bytes > row->h->records[found].bytes : bytes < row->h->records[found].bytes))
            found = at;
    }
    return found;
}

static uint32_t searchRow(struct row *row)
{
    uint32_t found;
    switch ((enum heapFit)row->h->values[VALUE_FIT]) {
    case HEAP_FIRST:
        return searchFirst(row, row->head, HEAP_NONE);
    case HEAP_NEXT: /* from where the last search stopped, and on at the head */
        found = row->rover != HEAP_NONE ? searchFirst(row, row->rover, HEAP_NONE) : HEAP_NONE;
        return found != HEAP_NONE ? found : searchFirst(row, row->head, row->rover);
    default:
        return searchAll(row, row->h->values[VALUE_FIT] == HEAP_WORST);
    }
}

uint32_t heapSearch(const struct heap *h, uint64_t bytes, uint64_t *looked)
{
    uint32_t found = HEAP_NONE;
    struct row row = {.h = h, .bytes = bytes};
    for (unsigned i = heapListOf(h, bytes); i < HEAP_LISTS && found == HEAP_NONE; i++) {
        row.head = isImplicit(h) ? h->state.first : h->state.lists[i].head;
        row.rover = isImplicit(h) ? h->state.implicitRover : h->state.lists[i].rover;
        found = searchRow(&row);
        if (h->values[VALUE_LIST] != HEAP_SEGREGATED)
            break;
    }
    *looked = row.looked;
    return found;
}

/* --- the largest ------------------------------------------------------------------------------ */

void heapSettleLargest(struct heap *h)
{
    struct heapState *s = &h->state;
    if (!s->largestUnknown)
        return;
    s->largest = s->second = 0;
    for (uint32_t at = heapNextFree(h, HEAP_NONE); at != HEAP_NONE; at = heapNextFree(h, at)) {
        const uint32_t bytes = h->records[at].bytes;
        if (bytes > s->largest) {
            s->second = s->largest;
            s->largest = bytes;
        } else if (bytes > s->second) {
            s->second = bytes;
        }
    }
    s->largestUnknown = false;
}

/* --- the links in memory ---------------------------------------------------------------------- */

/* Where the link of a region on a list leads; HEAP_NONE, and what is there, where to no other. */
static uint32_t follow(const struct heap *h, uint32_t region, struct chain *chain)
{
    const uint32_t right = heapNextFree(h, region);
    uint64_t link;
    if (!heapHasLink(h, region))
        return right;
    memcpy(&link, h->arena->base + h->records[region].offset + h->headerBytes, sizeof link);
    if (!h->state.attached || link == rightLink(h, region))
        return right;
    chain->endAddress = link;
    if (link == 0) /* what was behind it is lost */
        return HEAP_NONE;
    const uint32_t there = heapFindAddress(h, link);
    if (there == HEAP_NONE)
        chain->end = CHAIN_FOREIGN;
    else if (link != heapInside(h, there))
        chain->end = CHAIN_MISALIGNED;
    else if (!h->records[there].isFree)
        chain->end = CHAIN_LIVE;
    else
        chain->end = CHAIN_CYCLE; /* or past others: an element is met twice, or lost */
    return HEAP_NONE;
}

struct chain heapChain(const struct heap *h)
{
    struct chain chain = {.length = h->state.freeCount, .end = CHAIN_NULL};
    if (!h->state.wild)
        return chain;
    chain.length = 0;
    for (uint32_t at = heapNextFree(h, HEAP_NONE); at != HEAP_NONE; at = follow(h, at, &chain))
        chain.length++;
    return chain;
}

bool heapIsSound(const struct heap *h)
{
    if (!h->state.wild)
        return true;
    const struct chain chain = heapChain(h);
    return chain.end == CHAIN_NULL && chain.length == h->state.freeCount;
}
