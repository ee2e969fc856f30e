/*
 * fullest.c - each block has its own list of free chunks, and an alloc takes the head of the list
 * of the block with the fewest free chunks that has one: so full blocks stay full, and others
 * empty. Blocks are kept in buckets by how many of their chunks are free, to find that one without
 * a search: PostgreSQL, src/backend/utils/mmgr/slab.c, which has fewer buckets than that.
 *
 * Of blocks with as many free chunks, the one that came to that number last serves first.
 *
 * Rule: bucket i is a list of the blocks with i free chunks, i from 1 on; `lowest` and `highest`
 * are the first and the last bucket with a block, where any chunk is free. What is of an era before
 * is empty.
 */
#include "model/listorder.h"

#include <stdlib.h>

#include "base/checked.h"

#define BLOCK_NONE UINT32_MAX

/* The free chunks of a block; `prev` and `next` are blocks of the same bucket. */
struct shelf {
    uint32_t era, free;
    uint32_t top, bottom; /* slots */
    uint32_t prev, next;
};

struct bucket {
    uint32_t era, first, last; /* blocks */
};

struct fullestModel {
    struct listModel list;
    struct shelf *shelves;
    struct bucket *buckets;
    size_t shelfCapacity, bucketCapacity;
};

enum { REGION_SHELVES = REGION_LISTED + 1, REGION_BUCKETS };

static struct fullestModel *modelOf(struct chunkModel *m)
{
    return (struct fullestModel *)(void *)m;
}

static bool reserve(struct chunkModel *m, uint64_t slots, uint64_t blocks)
{
    struct fullestModel *f = modelOf(m);
    const uint64_t buckets = (slots < m->blockSize ? slots : m->blockSize) + 1;
    if (!listReserve(m, slots, blocks))
        return false;
    struct shelf *shelves =
        checkedGrowFilled(f->shelves, &f->shelfCapacity, blocks, sizeof *shelves, UINT8_MAX);
    if (shelves == NULL)
        return false;
    f->shelves = shelves;
    m->journal.regions[REGION_SHELVES] = shelves;
    struct bucket *grown =
        checkedGrowFilled(f->buckets, &f->bucketCapacity, buckets, sizeof *grown, UINT8_MAX);
    if (grown == NULL)
        return false;
    f->buckets = grown;
    m->journal.regions[REGION_BUCKETS] = grown;
    return true;
}

static void release(struct chunkModel *m)
{
    free(modelOf(m)->shelves);
    free(modelOf(m)->buckets);
    listRelease(m);
}

/* --- shelves and buckets ---------------------------------------------------------------------- */

static struct shelf shelfAt(const struct chunkModel *m, uint32_t block)
{
    const struct fullestModel *f = (const struct fullestModel *)(const void *)m;
    const uint32_t era = (uint32_t)m->now.era;
    return f->shelves[block].era == era
               ? f->shelves[block]
               : (struct shelf){era, 0, SLOT_NONE, SLOT_NONE, BLOCK_NONE, BLOCK_NONE};
}

static struct shelf *touchShelf(struct chunkModel *m, uint32_t block)
{
    struct shelf *shelf = &modelOf(m)->shelves[block];
    journalKeep(&m->journal, REGION_SHELVES, shelf, sizeof *shelf);
    *shelf = shelfAt(m, block);
    return shelf;
}

static struct bucket bucketAt(const struct chunkModel *m, uint64_t free)
{
    const struct fullestModel *f = (const struct fullestModel *)(const void *)m;
    const uint32_t era = (uint32_t)m->now.era;
    return f->buckets[free].era == era ? f->buckets[free]
                                       : (struct bucket){era, BLOCK_NONE, BLOCK_NONE};
}

static struct bucket *touchBucket(struct chunkModel *m, uint64_t free)
{
    struct bucket *bucket = &modelOf(m)->buckets[free];
    journalKeep(&m->journal, REGION_BUCKETS, bucket, sizeof *bucket);
    *bucket = bucketAt(m, free);
    return bucket;
}

static bool isEmpty(const struct chunkModel *m, uint64_t free)
{
    return bucketAt(m, free).first == BLOCK_NONE;
}

/* A block leaves the bucket that it is in, if it is in one. */
static void leaveBucket(struct chunkModel *m, uint32_t block)
{
    const struct shelf shelf = shelfAt(m, block);
    if (shelf.free == 0)
        return;
    if (shelf.prev != BLOCK_NONE)
        touchShelf(m, shelf.prev)->next = shelf.next;
    else
        touchBucket(m, shelf.free)->first = shelf.next;
    if (shelf.next != BLOCK_NONE)
        touchShelf(m, shelf.next)->prev = shelf.prev;
    else
        touchBucket(m, shelf.free)->last = shelf.prev;
}

/* It has `free` free chunks now, and heads that bucket, if that is more than none. */
static void enterBucket(struct chunkModel *m, uint32_t block, uint32_t free)
{
    struct shelf *shelf = touchShelf(m, block);
    shelf->free = free;
    shelf->prev = BLOCK_NONE;
    if (free == 0)
        return;
    struct bucket *bucket = touchBucket(m, free);
    shelf->next = bucket->first;
    if (shelf->next != BLOCK_NONE)
        touchShelf(m, shelf->next)->prev = block;
    else
        bucket->last = block;
    bucket->first = block;
}

/* --- take and put ----------------------------------------------------------------------------- */

static enum outcome take(struct chunkModel *m, struct grant *grant)
{
    const uint32_t block = bucketAt(m, m->now.lowest).first;
    const struct shelf shelf = shelfAt(m, block);
    grant->slot = shelf.top;
    if (!listLinkIsSound(m, shelf.top))
        return OUTCOME_CORRUPT_LIST;
    leaveBucket(m, block);
    enterBucket(m, block, shelf.free - 1);
    touchShelf(m, block)->top = listedAt(m, shelf.top)->next;
    if (m->now.highest == m->now.lowest && isEmpty(m, m->now.highest))
        m->now.highest--; /* it was alone */
    if (m->now.lowest > 1) {
        m->now.lowest--;
        return OUTCOME_OK;
    }
    while (m->now.lowest < m->now.highest && isEmpty(m, m->now.lowest)) {
        m->now.lowest++;
        grant->searched++;
    }
    return OUTCOME_OK;
}

static enum outcome put(struct chunkModel *m, struct grant *grant)
{
    const uint32_t block = grant->slot / m->blockSize;
    const struct shelf shelf = shelfAt(m, block);
    const uint32_t top = shelf.free > 0 ? shelf.top : SLOT_NONE;
    grant->oldHead = chunkPlace(m, top);
    listLink(m, grant->slot, top);
    listTouch(m, grant->slot)->rank = shelf.free;
    if (top != SLOT_NONE)
        listTouch(m, top)->prev = grant->slot;
    else
        touchShelf(m, block)->bottom = grant->slot;
    leaveBucket(m, block);
    enterBucket(m, block, shelf.free + 1);
    touchShelf(m, block)->top = grant->slot;
    if (m->now.free == 0 || shelf.free + 1 > m->now.highest)
        m->now.highest = shelf.free + 1;
    if (m->now.free == 0 || shelf.free == 0)
        m->now.lowest = 1;
    else if (m->now.lowest == shelf.free && isEmpty(m, shelf.free))
        m->now.lowest++;
    return OUTCOME_OK;
}

static void putBlock(struct chunkModel *m, uint32_t block, bool isNew)
{
    listLinkBlock(m, block, isNew);
    enterBucket(m, block, m->blockSize);
    struct shelf *shelf = touchShelf(m, block);
    shelf->top = block * m->blockSize;
    shelf->bottom = shelf->top + m->blockSize - 1;
    m->now.lowest = m->now.highest = m->blockSize;
}

static enum outcome cut(struct chunkModel *m, uint32_t from, struct grant *grant)
{
    const uint64_t blocks = (m->now.bumped + m->blockSize - 1) / m->blockSize;
    for (uint32_t block = from / m->blockSize; block < blocks; block++) {
        leaveBucket(m, block);
        enterBucket(m, block, 0);
    }
    if (chunkFreeBelow(m, from) == SLOT_NONE)
        return OUTCOME_OK; /* none is left: of no meaning */
    for (; isEmpty(m, m->now.lowest); grant->searched++)
        m->now.lowest++;
    for (; isEmpty(m, m->now.highest); grant->searched++)
        m->now.highest--;
    return OUTCOME_OK;
}

/* --- the order -------------------------------------------------------------------------------- */

/* The block that serves behind `block`, of `free` free chunks; and before it. */
static uint32_t blockAfter(const struct chunkModel *m, uint32_t block)
{
    const struct shelf shelf = shelfAt(m, block);
    if (shelf.next != BLOCK_NONE)
        return shelf.next;
    for (uint64_t free = shelf.free + 1; free <= m->now.highest; free++)
        if (!isEmpty(m, free))
            return bucketAt(m, free).first;
    return BLOCK_NONE;
}

static uint32_t blockBefore(const struct chunkModel *m, uint32_t block)
{
    const struct shelf shelf = shelfAt(m, block);
    if (shelf.prev != BLOCK_NONE)
        return shelf.prev;
    for (uint64_t free = shelf.free; free-- > m->now.lowest;)
        if (!isEmpty(m, free))
            return bucketAt(m, free).last;
    return BLOCK_NONE;
}

static uint32_t first(const struct chunkModel *m)
{
    return shelfAt(m, bucketAt(m, m->now.lowest).first).top;
}

static uint32_t last(const struct chunkModel *m)
{
    return shelfAt(m, bucketAt(m, m->now.highest).last).bottom;
}

/* Behind the end of a block's list: the head of the next one's. */
static uint32_t firstBehind(const struct chunkModel *m, uint32_t slot)
{
    const uint32_t block = blockAfter(m, slot / m->blockSize);
    return block != BLOCK_NONE ? shelfAt(m, block).top : SLOT_NONE;
}

static uint32_t after(const struct chunkModel *m, uint32_t slot)
{
    const uint32_t next = listedAt(m, slot)->next;
    return next != SLOT_NONE ? next : firstBehind(m, slot);
}

static uint32_t before(const struct chunkModel *m, uint32_t slot)
{
    const uint32_t block = slot / m->blockSize;
    if (slot != shelfAt(m, block).top)
        return listedAt(m, slot)->prev;
    const uint32_t previous = blockBefore(m, block);
    return previous != BLOCK_NONE ? shelfAt(m, previous).bottom : SLOT_NONE;
}

static uint64_t position(const struct chunkModel *m, uint32_t slot)
{
    return shelfAt(m, slot / m->blockSize).free - listedAt(m, slot)->rank;
}

static uint64_t *servedBefore(const struct chunkModel *m)
{
    uint64_t *served = calloc(m->now.blocks + 1, sizeof *served), ahead = 0;
    if (served == NULL || m->now.free == 0)
        return served;
    for (uint32_t at = bucketAt(m, m->now.lowest).first; at != BLOCK_NONE; at = blockAfter(m, at)) {
        served[at] = ahead;
        ahead += shelfAt(m, at).free;
    }
    return served;
}

static uint64_t follow(const struct chunkModel *m, uint32_t slot)
{
    const uint64_t link = listFollow(m, slot);
    return link != 0 ? link : chunkAddress(m, firstBehind(m, slot));
}

/* For each block how many are free, the head, and two neighbours; and the buckets' heads. */
static uint64_t besideBytes(const struct chunkModel *m)
{
    return m->now.blocks * 4 * sizeof(uint32_t) + (uint64_t)m->blockSize * sizeof(uint32_t);
}

static bool explain(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    const uint32_t free = shelfAt(m, event->place.block).free;
    if (event->path == PATH_RECYCLE) {
        bufferAppendFormat(out,
                           "block %u has the fewest free chunks, %u, so the head of its list, ",
                           event->place.block, free + 1);
        placeAppend(&event->place, out);
        bufferAppendText(out, ", is handed out");
        return true;
    }
    placeAppend(&event->place, out);
    bufferAppendFormat(out, " heads the list of block %u, of which %u chunk%s now free",
                       event->place.block, free, free == 1 ? " is" : "s are");
    return true;
}

const struct freeOrder fullestOrder = {
    .reserve = reserve,
    .release = release,
    .take = take,
    .put = put,
    .putBlock = putBlock,
    .cut = cut,
    .first = first,
    .after = after,
    .last = last,
    .before = before,
    .position = position,
    .servedBefore = servedBefore,
    .follow = follow,
    .keptBytes = listKeptBytes,
    .besideBytes = besideBytes,
    .nothing = "all lists are empty",
    .explain = explain,
};

struct model *fullestMake(const struct modelKind *kind, struct arena *arena,
                          const struct recipe *recipe)
{
    struct chunkModel *m =
        chunkModelNew(sizeof(struct fullestModel), kind, &fullestOrder, arena, recipe);
    return m != NULL ? &m->model : NULL;
}
