/*
 * chunkview.c - snapshots of allocators of equal chunks: the windows of their blocks, and of their
 * free chunks in the order in which they serve.
 */
#include "model/chunkmodel.h"

#include <stdlib.h>

#include "model/blockrows.h"

/* --- the chain -------------------------------------------------------------------------------- */

/*
 * The free chunk that memory says serves behind a free one; SLOT_NONE, and *address what is there.
 */
static uint32_t step(const struct chunkModel *m, uint32_t slot, uint64_t *address)
{
    *address = m->order->follow(m, slot);
    return chunkFreeAt(m, *address);
}

static enum chainEnd endAt(const struct chunkModel *m, uint64_t address)
{
    struct grant grant = {0};
    return address == 0 ? CHAIN_NULL
                        : claimChainEnd(chunkModelClassify(&m->model, address, &grant));
}

/* A chain with a ring, of which `inside` is a chunk. */
static struct chain ringOf(const struct chunkModel *m, uint32_t inside)
{
    uint64_t address, ring = 1;
    uint32_t ahead = m->order->first(m), behind = ahead;
    for (uint32_t at = step(m, inside, &address); at != inside; at = step(m, at, &address))
        ring++;
    for (uint64_t i = 0; i < ring; i++)
        ahead = step(m, ahead, &address);
    struct chain chain = {.length = ring, .end = CHAIN_CYCLE};
    for (; ahead != behind; chain.length++) {
        ahead = step(m, ahead, &address);
        behind = step(m, behind, &address);
    }
    chain.endAddress = chunkAddress(m, behind);
    return chain;
}

struct chain chunkModelChain(const struct model *model)
{
    const struct chunkModel *m = constChunkModelOf(model);
    if (m->now.tainted == 0 || m->order->follow == NULL || m->now.free == 0)
        return (struct chain){.length = m->now.free, .end = CHAIN_NULL};
    struct chain chain = {0};
    uint32_t at = m->order->first(m);
    for (; at != SLOT_NONE; at = step(m, at, &chain.endAddress))
        if (chain.length++ == m->now.free) /* more than there are: one was met twice */
            return ringOf(m, at);
    chain.end = endAt(m, chain.endAddress);
    return chain;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* One picture being made. */
struct painting {
    const struct chunkModel *m;
    const struct window *window;
    const struct owners *owners;
    struct view *view;
    uint32_t counted; /* where positions follow addresses: the last chunk whose position is known */
    uint64_t position;
    uint64_t *servedBefore; /* of an order that has them */
};

static uint64_t blockAddress(const void *context, uint32_t block)
{
    const struct painting *painting = context;
    return chunkAddress(painting->m, block * painting->m->blockSize);
}

static uint64_t positionOf(struct painting *painting, uint32_t slot)
{
    const struct chunkModel *m = painting->m;
    if (painting->servedBefore != NULL)
        return painting->servedBefore[slot / m->blockSize] + m->order->position(m, slot);
    if (!m->order->byAddress)
        return m->order->position(m, slot);
    const bool isOn = painting->counted != SLOT_NONE && painting->counted < slot;
    const uint64_t from = isOn ? (uint64_t)painting->counted + 1 : 0;
    painting->position =
        (isOn ? painting->position : 0) + chunkFreeBetween(m, from, (uint64_t)slot + 1);
    painting->counted = slot;
    return painting->position;
}

static void fillChunk(struct painting *painting, uint32_t block, uint32_t chunk,
                      struct chunkView *view)
{
    const struct chunkModel *m = painting->m;
    const uint32_t slot = block * m->blockSize + chunk;
    view->address = chunkAddress(m, slot);
    if (slot >= m->now.bumped)
        return;
    view->state = chunkIsFree(m, slot) ? CHUNK_FREED : CHUNK_LIVE;
    painting->owners->name(painting->owners->context, slot, view, 1);
    view->holders = view->state == CHUNK_LIVE;
    if (view->state == CHUNK_LIVE)
        return;
    if (m->eager && !bitOf(m->handed, slot))
        view->handle = (struct span){NULL, 0};
    view->position = positionOf(painting, slot);
    if (chunkKeptBytes(m, slot) == 0) {
        view->kept = m->order->kept;
        return;
    }
    struct grant grant = {0};
    view->next = chunkWord(m, slot, 0);
    if (chunkModelClassify(&m->model, view->next, &grant) != CLAIM_MISALIGNED)
        view->nextPlace = grant.place;
}

static void fillRow(void *context, const struct rowView *row, struct chunkView *chunks)
{
    for (uint32_t i = 0; i < row->chunkCount; i++)
        fillChunk(context, row->block, row->firstChunk + i, &chunks[i]);
}

static bool addRows(struct painting *painting)
{
    const struct chunkModel *m = painting->m;
    if (m->order->servedBefore != NULL) {
        painting->servedBefore = m->order->servedBefore(m);
        if (painting->servedBefore == NULL)
            return false;
    }
    struct grant grant = {0};
    (void)chunkModelClassify(&m->model, painting->window->focus, &grant);
    const struct blockRows rows = {.blocks = m->now.blocks,
                                   .blockSize = m->blockSize,
                                   .focus = grant.place,
                                   .window = painting->window,
                                   .view = painting->view,
                                   .context = painting,
                                   .blockAddress = blockAddress,
                                   .fillRow = fillRow};
    const bool added = blockRowsAdd(&rows);
    free(painting->servedBefore);
    return added;
}

/* --- links ------------------------------------------------------------------------------------ */

static bool addLink(struct painting *painting, uint32_t slot)
{
    struct place *link = viewAddLink(painting->view);
    if (link != NULL)
        *link = chunkPlace(painting->m, slot);
    return link != NULL;
}

/* `count` chunks from `slot` on, in the order in which they serve. */
static bool addLinksFrom(struct painting *painting, uint32_t slot, uint64_t count)
{
    const struct chunkModel *m = painting->m;
    for (; count > 0; slot = m->order->after(m, slot), count--)
        if (!addLink(painting, slot))
            return false;
    return true;
}

/* All of a chain that was written over, as memory says, but those in the middle. */
static bool addTaintedLinks(struct painting *painting)
{
    const struct view *view = painting->view;
    uint32_t at = painting->m->order->first(painting->m);
    uint64_t address;
    for (uint64_t i = 0; i < view->chainLength; i++, at = step(painting->m, at, &address))
        if ((i < view->linksBefore || i >= view->linksBefore + view->linksHidden) &&
            !addLink(painting, at))
            return false;
    return true;
}

static bool addLastLinks(struct painting *painting, uint64_t count)
{
    const struct chunkModel *m = painting->m;
    if (count == 0)
        return true;
    uint32_t from = m->order->last(m);
    for (uint64_t i = 1; i < count; i++)
        from = m->order->before(m, from);
    return addLinksFrom(painting, from, count);
}

static bool addLinks(struct painting *painting)
{
    const struct chunkModel *m = painting->m;
    const struct window *window = painting->window;
    struct view *view = painting->view;
    struct grant grant = {0};
    const struct chain chain = chunkModelChain(&m->model);
    (void)chunkModelClassify(&m->model, chain.endAddress, &grant);
    view->chainLength = chain.length;
    view->end = chain.end;
    view->endAddress = chain.endAddress;
    view->endPlace = grant.place;
    view->linksBefore = (size_t)chain.length;
    uint64_t last = 0;
    if (window->linksFirst < chain.length &&
        window->linksLast < chain.length - window->linksFirst) {
        view->linksBefore = (size_t)window->linksFirst;
        view->linksHidden = chain.length - window->linksFirst - window->linksLast;
        last = window->linksLast;
    }
    if (chain.length == 0)
        return true;
    if (m->now.tainted != 0 && m->order->follow != NULL)
        return addTaintedLinks(painting);
    return addLinksFrom(painting, m->order->first(m), view->linksBefore) &&
           addLastLinks(painting, last);
}

bool chunkModelSnapshot(const struct model *model, const struct window *window,
                        const struct owners *owners, struct view *view)
{
    const struct chunkModel *m = constChunkModelOf(model);
    struct painting painting = {
        .m = m, .window = window, .owners = owners, .view = view, .counted = SLOT_NONE};
    view->fields = chunkModelFields(model);
    view->nextPath = chunkNextPath(m);
    view->next = chunkPlace(m, m->now.free > 0 ? m->order->first(m) : (uint32_t)m->now.bumped);
    if ((window->parts & (VIEW_BLOCKS | VIEW_CHUNKS)) != 0 && !addRows(&painting))
        return false;
    return (window->parts & VIEW_LIST) == 0 || addLinks(&painting);
}
