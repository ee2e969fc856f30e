/*
 * poolview.c - snapshots of the pool: the windows of its blocks and of its chain.
 */
#include "model/poolmodel.h"

/* One picture being made. */
struct painting {
    const struct poolModel *m;
    struct poolwalk walk;
    struct fields fields;
    const struct window *window;
    const struct owners *owners;
    struct view *view;
};

static bool addChunk(struct painting *painting, uint32_t block, uint32_t chunk)
{
    struct chunkView *view = viewAddChunk(painting->view);
    if (view == NULL)
        return false;
    const uint64_t slot = (uint64_t)block * painting->fields.blockSize + chunk;
    *view = (struct chunkView){.address = poolwalkPlace(&painting->walk, slot).address,
                               .state = CHUNK_FRESH};
    struct place place;
    const enum claim claim = poolwalkClassify(&painting->walk, view->address, &place);
    if (claim == CLAIM_FRESH)
        return true;
    view->state = claim == CLAIM_FREED ? CHUNK_FREED : CHUNK_LIVE;
    view->holders = claim == CLAIM_FREED ? 0 : 1;
    if (claim == CLAIM_LIVE && painting->m->wild)
        view->holders = poolwalkHolders(&painting->walk, slot);
    view->handle = painting->owners->nameOf(painting->owners->context, (uint32_t)slot);
    if (claim == CLAIM_LIVE)
        return true;
    if (freesetHas(&painting->m->freed, (uint32_t)slot))
        view->position = freesetPosition(&painting->m->freed, (uint32_t)slot);
    view->next = poolwalkLink(&painting->walk, view->address);
    if (poolwalkClassify(&painting->walk, view->next, &view->nextPlace) == CLAIM_MISALIGNED)
        view->nextPlace.known = false;
    return true;
}

static uint64_t rowsInBlock(const struct painting *painting)
{
    const uint64_t rowChunks = painting->window->rowChunks;
    return (painting->fields.blockSize + rowChunks - 1) / rowChunks;
}

static bool addRow(struct painting *painting, uint64_t row, uint64_t hiddenBefore)
{
    struct rowView *view = viewAddRow(painting->view);
    if (view == NULL)
        return false;
    const uint32_t rowChunks = painting->window->rowChunks;
    const uint32_t block = (uint32_t)(row / rowsInBlock(painting));
    const uint32_t first = (uint32_t)(row % rowsInBlock(painting)) * rowChunks;
    const uint32_t left = painting->fields.blockSize - first;
    *view = (struct rowView){.hiddenBefore = hiddenBefore,
                             .block = block,
                             .firstChunk = first,
                             .chunkCount = left < rowChunks ? left : rowChunks,
                             .firstIndex = painting->view->chunkCount,
                             .blockAddress = poolwalkBlock(&painting->m->p, block)};
    for (uint32_t i = 0; i < view->chunkCount; i++)
        if (!addChunk(painting, block, first + i))
            return false;
    return true;
}

/* The row of the chunk at `window->focus`; `rows` where there is none. */
static uint64_t focusRow(const struct painting *painting, uint64_t rows)
{
    struct place place;
    if (painting->window->focus == 0 ||
        poolwalkClassify(&painting->walk, painting->window->focus, &place) == CLAIM_FOREIGN)
        return rows;
    return place.block * rowsInBlock(painting) + place.chunk / painting->window->rowChunks;
}

/* Rows from the front, the focused one, and rows from the back. */
static bool addRows(struct painting *painting)
{
    const uint64_t rows = painting->m->blocks * rowsInBlock(painting);
    const uint64_t first = painting->window->rowsFirst, last = painting->window->rowsLast;
    const bool whole = first >= rows || last >= rows - first;
    const uint64_t focus = focusRow(painting, rows);
    uint64_t hidden = 0;
    for (uint64_t row = 0; row < rows; row++) {
        if (!whole && row >= first && row < rows - last && row != focus) {
            /* on to the next row that is shown */
            uint64_t next = row < focus && focus < rows - last ? focus : rows - last;
            hidden = next - row;
            row = next - 1;
            continue;
        }
        if (!addRow(painting, row, hidden))
            return false;
        hidden = 0;
    }
    painting->view->rowsHiddenAfter = hidden;
    return true;
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
    uint64_t at = painting->fields.freed;
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
    const bool trusted = cut && !painting->m->wild && poolwalkHeadIsSound(&painting->walk);
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
    if (!trusted)
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
                                .fields = poolwalkFields(&m->p),
                                .window = window,
                                .owners = owners,
                                .view = view};
    view->fields = painting.fields;
    view->nextPath = poolwalkNext(&painting.walk, &view->next);
    if ((window->parts & (VIEW_BLOCKS | VIEW_CHUNKS)) != 0 && !addRows(&painting))
        return false;
    return (window->parts & VIEW_LIST) == 0 || addLinks(&painting);
}
