/*
 * poolview.c - snapshots of the pool: the windows of its blocks and of its chain.
 */
#include "model/blockrows.h"
#include "model/poolmodel.h"

/* One picture being made. */
struct painting {
    const struct poolModel *m;
    struct poolwalk walk;
    const struct fields *fields;
    const struct window *window;
    const struct owners *owners;
    struct view *view;
};

static uint64_t blockAddress(const void *context, uint32_t block)
{
    const struct painting *painting = context;
    return poolwalkBlock(&painting->m->p, block);
}

/* A chunk that is free again; `isOnList`: where the free set has it. */
static void fillFreed(const struct painting *painting, uint32_t slot, bool isOnList,
                      struct chunkView *view)
{
    view->state = CHUNK_FREED;
    if (isOnList)
        view->position = freesetPosition(&painting->m->freed, slot);
    view->next = poolwalkLink(&painting->walk, view->address);
    if (painting->window->tellsNext &&
        poolwalkClassify(&painting->walk, view->next, &view->nextPlace) == CLAIM_MISALIGNED)
        view->nextPlace.known = false;
}

/* Chunks from `slot` on that were handed out: what the free set does not have is live. */
static void fillTame(const struct painting *painting, uint32_t slot, uint32_t count,
                     struct chunkView *chunks)
{
    const struct freeset freed = painting->m->freed;
    for (struct chunkView *chunk = chunks; chunk < chunks + count; chunk++, slot++)
        if (freesetHas(&freed, slot)) {
            fillFreed(painting, slot, true, chunk);
        } else {
            chunk->state = CHUNK_LIVE;
            chunk->holders = 1;
        }
}

/* Of a pool that was misused any chunk may have owners. */
static void fillWild(const struct painting *painting, uint32_t slot, uint32_t count,
                     struct chunkView *chunks)
{
    for (uint32_t i = 0; i < count; i++) {
        const enum claim claim = poolwalkClaim(&painting->walk, slot + i);
        if (claim == CLAIM_FREED) {
            fillFreed(painting, slot + i, freesetHas(&painting->m->freed, slot + i), &chunks[i]);
        } else if (claim == CLAIM_LIVE) {
            chunks[i].state = CHUNK_LIVE;
            chunks[i].holders = poolwalkHolders(&painting->walk, slot + i);
        }
    }
}

static void fillRow(void *context, const struct rowView *row, struct chunkView *chunks)
{
    const struct painting *painting = context;
    const struct fields fields = *painting->fields;
    const struct owners *owners = painting->owners;
    const uint64_t slot = (uint64_t)row->block * fields.blockSize + row->firstChunk;
    const uint64_t bumped = poolwalkBumped(&painting->m->p);
    const uint32_t count = row->chunkCount;
    uint64_t address = row->blockAddress + (uint64_t)row->firstChunk * fields.chunkSize;
    for (struct chunkView *chunk = chunks; chunk < chunks + count; chunk++) {
        chunk->address = address;
        address += fields.chunkSize;
    }
    if (!painting->m->wild) {
        const uint64_t used = bumped <= slot ? 0 : bumped - slot;
        const uint32_t shown = used < count ? (uint32_t)used : count;
        fillTame(painting, (uint32_t)slot, shown, chunks);
        owners->name(owners->context, (uint32_t)slot, chunks, shown);
        return;
    }
    fillWild(painting, (uint32_t)slot, count, chunks);
    owners->name(owners->context, (uint32_t)slot, chunks, count);
    for (uint32_t i = 0; i < count; i++)
        if (chunks[i].state == CHUNK_FRESH) /* what it was before a freeall is nothing now */
            chunks[i].handle = (struct span){NULL, 0};
}

static bool addRows(struct painting *painting)
{
    struct blockRows rows = {.blocks = painting->m->blocks,
                             .blockSize = painting->fields->blockSize,
                             .window = painting->window,
                             .view = painting->view,
                             .context = painting,
                             .blockAddress = blockAddress,
                             .fillRow = fillRow};
    (void)poolwalkClassify(&painting->walk, painting->window->focus, &rows.focus);
    return blockRowsAdd(&rows);
}

static bool addLink(struct painting *painting, uint64_t address)
{
    struct place *link = viewAddLink(painting->view);
    if (link == NULL)
        return false;
    poolwalkClassify(&painting->walk, address, link);
    return true;
}

/* Follows the links from the head, `chain.length` of them, and keeps those in the window. */
static bool addLinksByWalking(struct painting *painting, uint64_t count)
{
    const uint64_t first = painting->view->linksBefore;
    const uint64_t hidden = painting->view->linksHidden;
    uint64_t at = painting->fields->freed;
    for (uint64_t i = 0; i < count; i++) {
        if ((i < first || i >= first + hidden) && !addLink(painting, at))
            return false;
        at = poolwalkLink(&painting->walk, at);
    }
    return true;
}

/* The far end of a long chain, in constant time: the free set knows the places, the links are read.
 */
static bool addLastLinks(struct painting *painting, uint64_t last)
{
    for (uint64_t position = painting->m->freed.count - last + 1;
         position <= painting->m->freed.count; position++) {
        uint32_t slot = freesetAt(&painting->m->freed, position);
        if (!addLink(painting, poolwalkPlace(&painting->walk, slot).address))
            return false;
    }
    return true;
}

/* The chain's front and back; whole, or where something is wrong with it, it is walked to its end.
 */
static bool addLinks(struct painting *painting)
{
    struct view *view = painting->view;
    const struct window *window = painting->window;
    const uint64_t count = painting->m->freed.count;
    const bool cut = window->linksFirst < count && window->linksLast < count - window->linksFirst;
    struct chain chain = {.length = count, .end = CHAIN_NULL};
    /* what the head's soundness shows of one chunk is all that there is to see */
    const bool trusted =
        (cut || count <= 1) && !painting->m->wild && poolwalkHeadIsSound(&painting->walk);
    if (!trusted)
        chain = poolwalkChain(&painting->walk);
    view->chainLength = chain.length;
    view->end = chain.end;
    view->endAddress = chain.endAddress;
    (void)poolwalkClassify(&painting->walk, chain.endAddress, &view->endPlace);
    view->linksBefore = (size_t)chain.length;
    if (window->linksFirst < chain.length &&
        window->linksLast < chain.length - window->linksFirst) {
        view->linksBefore = (size_t)window->linksFirst;
        view->linksHidden = chain.length - window->linksFirst - window->linksLast;
    }
    if (view->linksHidden == 0 || !trusted)
        return addLinksByWalking(painting, chain.length);
    return addLinksByWalking(painting, view->linksBefore) &&
           addLastLinks(painting, window->linksLast);
}

bool poolModelSnapshot(const struct model *model, const struct window *window,
                       const struct owners *owners, struct view *view)
{
    const struct poolModel *m = constPoolModelOf(model);
    struct painting painting = {.m = m,
                                .walk = poolModelWalk(m),
                                .fields = &view->fields,
                                .window = window,
                                .owners = owners,
                                .view = view};
    poolwalkReadFields(&m->p, &view->fields);
    view->nextPath = poolwalkNext(&painting.walk, &view->next);
    if ((window->parts & (VIEW_BLOCKS | VIEW_CHUNKS)) != 0 && !addRows(&painting))
        return false;
    return (window->parts & VIEW_LIST) == 0 || addLinks(&painting);
}
