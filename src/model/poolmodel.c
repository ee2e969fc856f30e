/*
 * poolmodel.c - the allocator of pool.h as a model: calls it, and keeps beside it what it can't
 * tell by itself, namely which chunks are on the free list.
 *
 * Rule: on a pool that only this file changes, the free set holds the slots of the free list in
 * the list's order, and blocks 0 to blocks - 1 of the table hold memory.
 */
#include "model/model.h"

#include <stdlib.h>

#include "model/freeset.h"
#include "model/poolwalk.h"
#include "pool.h"

struct poolModel {
    struct model model;
    pool p;
    struct freeset freed;
    uint64_t blocks; /* that hold memory                                         */
    uint64_t blockBytes;
    uint64_t stride;    /* from block to block, as the arena lays them              */
    uint64_t doublings; /* of the block table                                       */
};

static struct poolModel *poolModelOf(struct model *model)
{
    return (struct poolModel *)(void *)model;
}

static const struct poolModel *constPoolModelOf(const struct model *model)
{
    return (const struct poolModel *)(const void *)model;
}

static struct poolwalk walkOf(const struct poolModel *m)
{
    return (struct poolwalk){&m->p, &m->freed, m->blocks, m->stride};
}

static struct model *poolModelMake(struct arena *arena, uint32_t chunkSize, uint32_t blockSize)
{
    struct poolModel *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    if (!poolInitializeFrom(&m->p, chunkSize, blockSize, &arena->source)) {
        free(m);
        return NULL;
    }
    struct fields fields = poolwalkFields(&m->p);
    m->model.kind = &poolModel;
    m->blockBytes = (uint64_t)fields.chunkSize * fields.blockSize;
    m->stride = arenaStride(m->blockBytes);
    return &m->model;
}

static void poolModelDiscard(struct model *model)
{
    struct poolModel *m = poolModelOf(model);
    poolFreePool(&m->p);
    freesetRelease(&m->freed);
    free(m);
}

static bool poolModelPrepare(struct model *model, uint32_t *slots)
{
    struct poolModel *m = poolModelOf(model);
    uint64_t wanted = poolwalkBumped(&m->p) + 1;
    if (wanted >= UINT32_MAX || !freesetReserve(&m->freed, wanted))
        return false;
    *slots = (uint32_t)wanted;
    return true;
}

static struct place placeOfHead(const struct poolModel *m)
{
    struct poolwalk walk = walkOf(m);
    if (m->freed.count == 0)
        return (struct place){.known = false};
    return poolwalkPlace(&walk, freesetAt(&m->freed, 1));
}

static enum outcome poolModelAlloc(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    struct poolwalk walk = walkOf(m);
    if (!poolwalkHeadIsSound(&walk))
        return OUTCOME_CORRUPT_LIST;
    enum path path = poolwalkNext(&walk, &grant->place);
    const void *chunk = poolMalloc(&m->p);
    if (chunk == NULL)
        return OUTCOME_OUT_OF_MEMORY;
    grant->place.address = (uintptr_t)chunk;
    grant->path = path;
    grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    if (path == PATH_RECYCLE) {
        (void)freesetPop(&m->freed);
        grant->oldHead = placeOfHead(m);
    }
    m->blocks += path == PATH_NEW_BLOCK || path == PATH_GROW_TABLE;
    m->doublings += path == PATH_GROW_TABLE;
    return OUTCOME_OK;
}

static enum outcome poolModelGive(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    struct poolwalk walk = walkOf(m);
    if (!poolwalkHeadIsSound(&walk))
        return OUTCOME_CORRUPT_LIST;
    grant->path = PATH_PUSH;
    grant->oldHead = placeOfHead(m);
    void *chunk = (void *)(uintptr_t)grant->place.address; /* NOLINT(performance-no-int-to-ptr) */
    poolFree(&m->p, chunk);
    freesetPush(&m->freed, grant->slot);
    return OUTCOME_OK;
}

static void poolModelReset(struct model *model, struct grant *grant)
{
    struct poolModel *m = poolModelOf(model);
    grant->path = PATH_RESET;
    poolFreeAll(&m->p);
    m->freed.count = 0;
}

static enum claim poolModelClassify(const struct model *model, uint64_t address,
                                    struct grant *grant)
{
    const struct poolModel *m = constPoolModelOf(model);
    struct poolwalk walk = walkOf(m);
    enum claim claim = poolwalkClassify(&walk, address, &grant->place);
    if (claim == CLAIM_FREED || claim == CLAIM_LIVE)
        grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    return claim;
}

static struct place poolModelPlaceOf(const struct model *model, uint32_t slot)
{
    struct poolwalk walk = walkOf(constPoolModelOf(model));
    return poolwalkPlace(&walk, slot);
}

static struct fields poolModelFields(const struct model *model)
{
    return poolwalkFields(&constPoolModelOf(model)->p);
}

static void poolModelMeasure(const struct model *model, struct stats *stats)
{
    const struct poolModel *m = constPoolModelOf(model);
    stats->freeListLength = m->freed.count;
    stats->blocks = m->blocks;
    stats->tableCapacity = poolwalkFields(&m->p).blocksUsed;
    stats->tableDoublings = m->doublings;
    stats->reservedBytes = m->blocks * m->blockBytes;
    stats->tableBytes = stats->tableCapacity * sizeof(uint8_t *);
}

/* --- the picture ------------------------------------------------------------------------------ */

/* One picture being made. */
struct painting {
    const struct poolModel *m;
    struct poolwalk walk;
    struct fields fields;
    uint64_t bumped;
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
    if (slot >= painting->bumped)
        return true;
    view->state = CHUNK_LIVE;
    view->handle = painting->owners->nameOf(painting->owners->context, (uint32_t)slot);
    if (freesetHas(&painting->m->freed, (uint32_t)slot)) {
        view->state = CHUNK_FREED;
        view->position = freesetPosition(&painting->m->freed, (uint32_t)slot);
        view->next = poolwalkLink(view->address);
    }
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
        at = poolwalkLink(at);
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
    const bool trusted = cut && poolwalkHeadIsSound(&painting->walk);
    if (!trusted)
        chain = poolwalkChain(&painting->walk);
    view->chainLength = chain.length;
    view->end = chain.end;
    view->endAddress = chain.endAddress;
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

static bool poolModelSnapshot(const struct model *model, const struct window *window,
                              const struct owners *owners, struct view *view)
{
    const struct poolModel *m = constPoolModelOf(model);
    struct painting painting = {.m = m,
                                .walk = walkOf(m),
                                .fields = poolwalkFields(&m->p),
                                .bumped = poolwalkBumped(&m->p),
                                .window = window,
                                .owners = owners,
                                .view = view};
    view->fields = painting.fields;
    view->nextPath = poolwalkNext(&painting.walk, &view->next);
    if ((window->parts & (VIEW_BLOCKS | VIEW_CHUNKS)) != 0 && !addRows(&painting))
        return false;
    return (window->parts & VIEW_LIST) == 0 || addLinks(&painting);
}

const struct modelKind poolModel = {
    .name = "pool",
    .make = poolModelMake,
    .discard = poolModelDiscard,
    .prepare = poolModelPrepare,
    .alloc = poolModelAlloc,
    .give = poolModelGive,
    .reset = poolModelReset,
    .classify = poolModelClassify,
    .placeOf = poolModelPlaceOf,
    .fields = poolModelFields,
    .measure = poolModelMeasure,
    .snapshot = poolModelSnapshot,
};
