/*
 * magazinemodel.c - an unrolled list of the free chunks: their addresses go into a magazine, an
 * array beside the blocks. When it is full and one more chunk comes, all that it holds is written
 * into that chunk, behind a link, and that chunk heads the list of full magazines. When it is
 * empty, the head of that list is read into it, and is handed out itself.
 *
 *      a chunk that holds one   | link | address | address | ...      as many as fit, MOST at most
 *
 * So chunks serve last in, first out, but only one of so many is touched. Where a chunk has room
 * for the link alone, it is the plain list. An allocator that frees and takes in turn at the very
 * edge writes and reads a whole magazine each time; those in use keep a second one for that
 * (Bonwick and Adams, "Magazines and Vmem", USENIX 2001).
 *
 * Rule: the top `loaded` chunks of the stack are in the magazine; below them comes, again and
 * again, one chunk that holds a magazine, and those in it.
 */
#include <stdlib.h>

#include "model/stackmodel.h"

#define MOST 255

struct magazineModel {
    struct stackModel stack;
    uint32_t capacity;        /* addresses that a magazine has room for        */
    uint64_t addresses[MOST]; /* of the current one, of which `loaded` are good */
};

enum { REGION_MAGAZINE = REGION_STACK_END };

static struct magazineModel *modelOf(struct chunkModel *m)
{
    return (struct magazineModel *)(void *)m;
}

static const struct magazineModel *constModelOf(const struct chunkModel *m)
{
    return (const struct magazineModel *)(const void *)m;
}

/* How far behind the top a position is, counted from the chunk with the magazine that it is in. */
static uint64_t behindHolder(const struct chunkModel *m, uint64_t position)
{
    return (position - m->now.loaded - 1) % (constModelOf(m)->capacity + 1u);
}

/* Does the free chunk hold a magazine? */
static bool isHolder(const struct chunkModel *m, uint32_t slot)
{
    const uint64_t position = stackPosition(m, slot);
    return position > m->now.loaded && behindHolder(m, position) == 0;
}

/* The chunk that holds the full magazine at the stack's position `position` or behind; or none. */
static uint32_t holderAt(const struct chunkModel *m, uint64_t position)
{
    return position <= stackOf(m)->count ? freesetAt(stackOf(m), position) : SLOT_NONE;
}

/* Is what a chunk holds what was written into it? */
static bool isSound(const struct chunkModel *m, uint32_t holder)
{
    const uint32_t capacity = constModelOf(m)->capacity;
    const uint64_t position = stackPosition(m, holder);
    if (chunkWord(m, holder, 0) != chunkAddress(m, holderAt(m, position + capacity + 1)))
        return false;
    for (uint32_t i = 1; i <= capacity; i++) /* the last one of it lies next to its chunk */
        if (chunkWord(m, holder, (capacity + 1 - i) * LINK_BYTES) !=
            chunkAddress(m, freesetAt(stackOf(m), position + i)))
            return false;
    return true;
}

static enum outcome take(struct chunkModel *m, struct grant *grant)
{
    struct magazineModel *g = modelOf(m);
    if (m->now.loaded > 0) {
        m->now.loaded--;
        return stackTake(m, grant);
    }
    const uint32_t holder = stackFirst(m);
    if (!isSound(m, holder))
        return OUTCOME_CORRUPT_LIST;
    /*
     * what it held has no meaning; and what it held before a freeall was kept as it was filled
     * again
     */
    memcpy(g->addresses, chunkMemory(m, holder) + LINK_BYTES, g->capacity * sizeof *g->addresses);
    m->now.loaded = g->capacity;
    return stackTake(m, grant);
}

static enum outcome put(struct chunkModel *m, struct grant *grant)
{
    struct magazineModel *g = modelOf(m);
    if (m->now.loaded < g->capacity) {
        uint64_t *address = &g->addresses[m->now.loaded++];
        journalKeep(&m->journal, REGION_MAGAZINE, address, sizeof *address);
        *address = chunkAddress(m, grant->slot);
        return stackPut(m, grant);
    }
    uint8_t *memory = chunkMemory(m, grant->slot);
    const size_t bytes = g->capacity * sizeof *g->addresses;
    chunkSetWord(m, grant->slot, 0, chunkAddress(m, holderAt(m, m->now.loaded + 1)));
    journalKeep(&m->journal, REGION_MEMORY, memory + LINK_BYTES, bytes);
    memcpy(memory + LINK_BYTES, g->addresses, bytes);
    m->now.loaded = 0;
    return stackPut(m, grant);
}

/* --- what memory says ------------------------------------------------------------------------- */

static uint32_t keptBytes(const struct chunkModel *m, uint32_t slot)
{
    return isHolder(m, slot) ? (uint32_t)((constModelOf(m)->capacity + 1u) * LINK_BYTES) : 0;
}

/* In the magazine, what was read from it or put there; in a chunk, what lies there. */
static uint64_t follow(const struct chunkModel *m, uint32_t slot)
{
    const uint32_t capacity = constModelOf(m)->capacity;
    const uint64_t position = stackPosition(m, slot);
    if (position < m->now.loaded)
        return constModelOf(m)->addresses[m->now.loaded - position - 1];
    if (position == m->now.loaded)
        return chunkAddress(m, holderAt(m, position + 1));
    const uint64_t behind = behindHolder(m, position);
    const uint32_t holder = freesetAt(stackOf(m), position - behind);
    return chunkWord(m, holder, behind == capacity ? 0 : (size_t)(capacity - behind) * LINK_BYTES);
}

/* --- the kind --------------------------------------------------------------------------------- */

/* The magazine, and a bit for the state of each chunk. */
static uint64_t besideBytes(const struct chunkModel *m)
{
    return constModelOf(m)->capacity * sizeof(uint64_t) + (m->now.blocks * m->blockSize + 7) / 8;
}

static void appendCount(uint64_t count, struct buffer *out)
{
    bufferAppendFormat(out, "%llu address%s", (unsigned long long)count, count == 1 ? "" : "es");
}

static void explainTake(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    const uint64_t capacity = constModelOf(m)->capacity;
    if (m->now.loaded == capacity) {
        bufferAppendText(out,
                         "the magazine is empty, so the head of the full ones is read into it: ");
        appendCount(capacity, out);
        bufferAppendText(out, "; ");
        placeAppend(&event->place, out);
        bufferAppendText(out, ", which held them, is handed out");
        return;
    }
    bufferAppendText(out, "the last one in the magazine, ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", is handed out; ");
    if (m->now.loaded == 0) {
        bufferAppendText(out, "it is empty now");
        return;
    }
    appendCount(m->now.loaded, out);
    bufferAppendText(out, m->now.loaded == 1 ? " is left in it" : " are left in it");
}

static bool explain(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    const uint64_t capacity = constModelOf(m)->capacity;
    if (capacity == 0)
        return false; /* the plain list, link for link */
    if (event->path == PATH_RECYCLE) {
        explainTake(m, event, out);
        return true;
    }
    if (m->now.loaded > 0) {
        placeAppend(&event->place, out);
        bufferAppendFormat(out,
                           " goes into the magazine, as number %llu of %llu; its own bytes are "
                           "not touched",
                           (unsigned long long)m->now.loaded, (unsigned long long)capacity);
        return true;
    }
    bufferAppendText(out, "the magazine is full, so what it holds, ");
    appendCount(capacity, out);
    bufferAppendText(out, ", is written into ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", which heads the full ones");
    return true;
}

static const struct freeOrder magazineOrder = {
    STACK_ORDER,
    .reserve = stackReserve,
    .release = stackRelease,
    .restored = stackRestored,
    .take = take,
    .put = put,
    .follow = follow,
    .keptBytes = keptBytes,
    .besideBytes = besideBytes,
    .nothing = "no magazine holds a chunk",
    .kept = "its address is in a magazine",
    .explain = explain,
};

static struct model *magazineMake(struct arena *arena, const struct recipe *recipe)
{
    struct chunkModel *m =
        chunkModelNew(sizeof(struct magazineModel), &magazineModel, &magazineOrder, arena, recipe);
    if (m == NULL)
        return NULL;
    const uint64_t fit = (m->chunkSize - LINK_BYTES) / sizeof(uint64_t);
    modelOf(m)->capacity = (uint32_t)(fit < MOST ? fit : MOST);
    m->journal.regions[REGION_MAGAZINE] = modelOf(m)->addresses;
    return &m->model;
}

const struct modelKind magazineModel = {
    .name = "magazine",
    .summary = "addresses of free chunks in a magazine; a full one is written into a free chunk",
    .make = magazineMake,
    CHUNK_MODEL_CALLS,
};
