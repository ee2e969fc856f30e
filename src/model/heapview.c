/*
 * heapview.c - snapshots of the heap: windows of its regions, in the order of their addresses, and
 * of its lists.
 */
#include "model/heap.h"

#include <stdlib.h>
#include <string.h>

void heapMeasure(const struct model *model, struct stats *stats)
{
    const struct heap *h = constHeapOf(model);
    const struct heapState *s = &h->state;
    const uint64_t live = s->regionCount - s->freeCount;
    const uint64_t pad = s->bytes < h->padBytes ? s->bytes : h->padBytes;
    stats->freeListLength = s->freeCount;
    stats->blocks = s->bytes > 0;
    stats->freeBlocks = s->bytes > 0 && live == 0;
    stats->tableCapacity = stats->tableDoublings = stats->tableBytes = stats->guardBytes = 0;
    stats->reservedBytes = s->bytes;
    stats->overheadBytes = live * h->headerBytes + pad;
    stats->freeBytes = s->freeBytes;
    stats->largestFree = s->largest;
    stats->chunkBytes = stats->reservedBytes - stats->overheadBytes - stats->freeBytes;
    stats->searched = s->searched;
}

/* One picture being made. */
struct painting {
    const struct heap *h;
    const struct window *window;
    const struct owners *owners;
    struct view *view;
};

/* --- lists ------------------------------------------------------------------------------------ */

static bool addLink(const struct painting *p, uint32_t region)
{
    struct place *link = viewAddLink(p->view);
    if (link == NULL)
        return false;
    *link = heapPlace(p->h, region);
    return true;
}

/* One list, of `length` elements from `at` on: its front and its back. */
static bool addList(const struct painting *p, uint32_t at, uint64_t length, struct listView *list)
{
    const uint64_t first = p->window->linksFirst, last = p->window->linksLast;
    const bool cut = first < length && last < length - first;
    list->length = length;
    list->firstIndex = p->view->linkCount;
    list->before = (size_t)(cut ? first : length);
    list->hidden = cut ? length - first - last : 0;
    for (uint64_t i = 0; i < length; i++, at = heapNextFree(p->h, at))
        if ((i < list->before || i >= list->before + list->hidden) && !addLink(p, at))
            return false;
    list->linkCount = p->view->linkCount - list->firstIndex;
    return true;
}

static bool addSegregated(const struct painting *p)
{
    struct view *view = p->view;
    view->listCount = HEAP_LISTS;
    for (unsigned i = 0; i < HEAP_LISTS; i++) {
        const struct heapList *list = &p->h->state.lists[i];
        if (!addList(p, list->head, list->length, &view->lists[i]))
            return false;
        view->lists[i].most = heapListMost(i);
        view->linksHidden += view->lists[i].hidden;
    }
    return true;
}

static bool addLists(const struct painting *p)
{
    const struct heap *h = p->h;
    struct view *view = p->view;
    const struct chain chain = heapChain(h);
    struct listView whole = {0};
    struct grant grant = {0};
    view->chainLength = chain.length;
    view->end = chain.end;
    view->endAddress = chain.endAddress;
    if (chain.end != CHAIN_NULL && chain.endAddress != 0 &&
        h->model.kind->classify(&h->model, chain.endAddress, &grant) != CLAIM_FOREIGN)
        view->endPlace = grant.place;
    if (h->values[VALUE_LIST] == HEAP_SEGREGATED && heapIsSound(h))
        return addSegregated(p);
    const bool added = addList(p, heapNextFree(h, HEAP_NONE), chain.length, &whole);
    view->linksBefore = whole.before;
    view->linksHidden = whole.hidden;
    return added;
}

/* --- regions ---------------------------------------------------------------------------------- */

/* Where the link of a free region leads: as it is in memory, if it is there. */
static void addNext(const struct heap *h, uint32_t region, struct chunkView *chunk)
{
    const struct region *record = &h->records[region];
    chunk->next = record->next != HEAP_NONE ? heapInside(h, record->next) : 0;
    if (!heapHasLink(h, region))
        chunk->kept = "its link is kept beside the heap";
    else if (h->state.attached)
        memcpy(&chunk->next, h->arena->base + record->offset + h->headerBytes, sizeof chunk->next);
    const uint32_t next = heapFindAddress(h, chunk->next);
    if (next != HEAP_NONE && heapInside(h, next) == chunk->next)
        chunk->nextPlace = heapPlace(h, next);
}

static bool addRegion(const struct painting *p, uint32_t region, uint64_t position)
{
    const struct heap *h = p->h;
    const struct region *record = &h->records[region];
    struct chunkView *chunk = viewAddChunks(p->view, 1);
    if (chunk == NULL)
        return false;
    *chunk = (struct chunkView){.address = heapInside(h, region),
                                .state = record->isFree ? CHUNK_FREED : CHUNK_LIVE,
                                .holders = !record->isFree,
                                .position = position,
                                .bytes = record->bytes};
    if (!record->isFree || record->wasGiven) {
        const struct place place = heapPlace(h, region);
        const uint32_t slot = h->model.kind->slotOf(&h->model, &place);
        p->owners->name(p->owners->context, slot, chunk, 1);
    }
    if (record->isFree && h->values[VALUE_LIST] != HEAP_IMPLICIT)
        addNext(h, region, chunk);
    else if (record->isFree)
        chunk->kept = "on no list";
    return true;
}

/* The position of each free region on its list, by record; NULL without memory. */
static uint64_t *positions(const struct heap *h)
{
    uint64_t *positionOf = calloc(h->state.recordCount + 1u, sizeof *positionOf);
    uint64_t position = 0;
    uint32_t list = HEAP_LISTS;
    if (positionOf == NULL)
        return NULL;
    for (uint32_t at = heapNextFree(h, HEAP_NONE); at != HEAP_NONE; at = heapNextFree(h, at)) {
        const uint32_t its = heapListOf(h, h->records[at].bytes);
        position = its == list ? position + 1 : 1;
        list = its;
        positionOf[at] = position;
    }
    return positionOf;
}

static struct rowView *addRow(const struct painting *p, uint64_t index, uint64_t hidden)
{
    struct rowView *row = viewAddRow(p->view);
    if (row != NULL)
        *row = (struct rowView){.hiddenBefore = hidden,
                                .firstChunk = (uint32_t)index,
                                .firstIndex = p->view->chunkCount,
                                .blockAddress = heapAddress(p->h, 0)};
    return row;
}

/* Rows from the front, the focused one, and rows from the back. */
static bool addRows(const struct painting *p, const uint64_t *positionOf)
{
    const struct heap *h = p->h;
    const struct window *window = p->window;
    const uint64_t rows =
        (h->state.regionCount + (uint64_t)window->rowChunks - 1) / window->rowChunks;
    const uint32_t focus = window->focus != 0 ? heapFindAddress(h, window->focus) : HEAP_NONE;
    uint64_t index = 0, hidden = 0;
    struct rowView *row = NULL;
    for (uint32_t at = h->state.first; at != HEAP_NONE; at = h->records[at].behind, index++) {
        const uint64_t number = index / window->rowChunks;
        const bool shown = number < window->rowsFirst || window->rowsLast >= rows - number ||
                           (at == focus && window->rowChunks == 1);
        if (!shown) {
            hidden += index % window->rowChunks == 0;
            continue;
        }
        if (index % window->rowChunks == 0 && (row = addRow(p, index, hidden)) == NULL)
            return false;
        hidden = 0;
        row->chunkCount++;
        if (!addRegion(p, at, positionOf[at]))
            return false;
    }
    p->view->rowsHiddenAfter = hidden;
    return true;
}

bool heapSnapshot(const struct model *model, const struct window *window,
                  const struct owners *owners, struct view *view)
{
    const struct heap *h = constHeapOf(model);
    const struct painting painting = {h, window, owners, view};
    view->fields = model->kind->fields(model);
    view->hasRegions = true;
    view->headerBytes = h->headerBytes;
    view->heapStart = heapAddress(h, 0);
    view->grows = h->values[VALUE_SIZE] == 0;
    if ((window->parts & (VIEW_BLOCKS | VIEW_CHUNKS)) != 0) {
        uint64_t *positionOf = positions(h);
        const bool added = positionOf != NULL && addRows(&painting, positionOf);
        free(positionOf);
        if (!added)
            return false;
    }
    return (window->parts & VIEW_LIST) == 0 || addLists(&painting);
}
