#include "model/heap.h"

#include <string.h>

/* Regions of the journal. */
enum { KEPT_MEMORY, KEPT_STATE, KEPT_RECORDS };

#define USED_BIT UINT32_C(0x80000000)

/* --- the journal ------------------------------------------------------------------------------ */

static void setRegions(struct heap *h)
{
    h->journal.regions[KEPT_MEMORY] = h->arena->base;
    h->journal.regions[KEPT_STATE] = &h->state;
    h->journal.regions[KEPT_RECORDS] = h->records;
}

void heapBegin(struct heap *h)
{
    h->deed = (struct heapDeed){0};
    setRegions(h);
    journalBegin(&h->journal, h->model.tape);
    journalKeep(&h->journal, KEPT_STATE, &h->state, sizeof h->state);
}

void heapUndo(struct heap *h)
{
    setRegions(h);
    journalUndo(&h->journal, h->model.tape);
    arenaSetEnd(h->arena, h->state.attached ? h->state.bytes : 0);
}

void heapEnd(struct heap *h)
{
    heapSettleLargest(h);
    journalEnd(&h->journal);
}

struct region *heapTouch(struct heap *h, uint32_t region)
{
    struct region *record = &h->records[region];
    journalKeep(&h->journal, KEPT_RECORDS, record, sizeof *record);
    return record;
}

void heapPoke(struct heap *h, uint64_t offset, const void *bytes, size_t byteCount)
{
    uint8_t *at = h->arena->base + offset;
    if (!h->state.attached || memcmp(at, bytes, byteCount) == 0)
        return;
    journalKeep(&h->journal, KEPT_MEMORY, at, byteCount);
    memcpy(at, bytes, byteCount);
}

void heapAttach(struct heap *h)
{
    if (h->state.attached)
        return;
    h->state.attached = true;
    arenaSetEnd(h->arena, h->state.bytes);
    if (h->state.first != HEAP_NONE)
        heapWriteHeader(h, h->state.first);
}

/* --- places ----------------------------------------------------------------------------------- */

uint64_t heapInside(const struct heap *h, uint32_t region)
{
    return heapAddress(h, (uint64_t)h->records[region].offset + h->headerBytes);
}

uint32_t heapInsideBytes(const struct heap *h, uint32_t region)
{
    const uint32_t bytes = h->records[region].bytes;
    return bytes > h->headerBytes ? bytes - h->headerBytes : 0;
}

struct place heapPlace(const struct heap *h, uint32_t region)
{
    if (region == HEAP_NONE)
        return (struct place){.known = false};
    return (struct place){.known = true,
                          .chunk = h->records[region].offset + h->headerBytes,
                          .address = heapInside(h, region),
                          .bytes = h->records[region].bytes};
}

/* --- the tree: a treap, whose priorities come of the numbers of the records ------------------- */

static uint32_t priority(uint32_t region)
{
    uint32_t hash = (region + 1) * UINT32_C(0x9e3779b1);
    hash = (hash ^ hash >> 15) * UINT32_C(0x85ebca77);
    return hash ^ hash >> 13;
}

/* The last region that begins at or before an offset. */
static uint32_t findUpTo(const struct heap *h, uint64_t offset)
{
    uint32_t found = HEAP_NONE, at = h->state.root;
    while (at != HEAP_NONE) {
        const struct region *region = &h->records[at];
        if (region->offset <= offset)
            found = at;
        at = region->offset <= offset ? region->right : region->left;
    }
    return found;
}

uint32_t heapFindAt(const struct heap *h, uint64_t offset)
{
    const uint32_t found = findUpTo(h, offset);
    return found != HEAP_NONE && h->records[found].offset == offset ? found : HEAP_NONE;
}

uint32_t heapFindAround(const struct heap *h, uint64_t offset)
{
    const uint32_t found = findUpTo(h, offset);
    if (found == HEAP_NONE)
        return HEAP_NONE;
    return offset - h->records[found].offset < h->records[found].bytes ? found : HEAP_NONE;
}

uint32_t heapFindAddress(const struct heap *h, uint64_t address)
{
    const uint64_t start = heapAddress(h, 0);
    if (address < start || address - start > h->state.bytes)
        return HEAP_NONE;
    const uint64_t offset = address - start;
    const uint32_t exact =
        offset >= h->headerBytes ? heapFindAt(h, offset - h->headerBytes) : HEAP_NONE;
    return exact != HEAP_NONE ? exact : heapFindAround(h, offset);
}

/* The tree at `at` in two, left and right of an offset; into the links given, which were kept. */
static void treeSplit(struct heap *h, uint32_t at, uint32_t offset, uint32_t *left, uint32_t *right)
{
    while (at != HEAP_NONE) {
        struct region *region = heapTouch(h, at);
        uint32_t **side = region->offset < offset ? &left : &right;
        uint32_t *link = region->offset < offset ? &region->right : &region->left;
        **side = at;
        *side = link;
        at = *link;
    }
    *left = *right = HEAP_NONE;
}

static void treeInsert(struct heap *h, uint32_t added)
{
    struct region *region = &h->records[added]; /* it was touched as it was made */
    uint32_t *link = &h->state.root;
    while (*link != HEAP_NONE && priority(*link) > priority(added)) {
        struct region *above = heapTouch(h, *link);
        link = region->offset < above->offset ? &above->left : &above->right;
    }
    const uint32_t below = *link;
    *link = added;
    treeSplit(h, below, region->offset, &region->left, &region->right);
}

static void treeRemove(struct heap *h, uint32_t removed)
{
    const struct region *region = &h->records[removed];
    uint32_t *link = &h->state.root;
    while (*link != removed) {
        struct region *above = heapTouch(h, *link);
        link = region->offset < above->offset ? &above->left : &above->right;
    }
    uint32_t left = region->left, right = region->right;
    while (left != HEAP_NONE && right != HEAP_NONE) {
        const bool isLeft = priority(left) > priority(right);
        uint32_t *side = isLeft ? &left : &right;
        struct region *above = heapTouch(h, *side);
        *link = *side;
        link = isLeft ? &above->right : &above->left;
        *side = *link;
    }
    *link = left != HEAP_NONE ? left : right;
}

/* --- regions ---------------------------------------------------------------------------------- */

static uint32_t takeRecord(struct heap *h)
{
    const uint32_t taken = h->state.spare;
    if (taken == HEAP_NONE)
        return h->state.recordCount++;
    h->state.spare = h->records[taken].next;
    return taken;
}

uint32_t heapAddRegion(struct heap *h, uint32_t before, uint32_t offset, uint32_t bytes)
{
    const uint32_t added = takeRecord(h);
    const uint32_t behind = before == HEAP_NONE ? h->state.first : h->records[before].behind;
    *heapTouch(h, added) = (struct region){.offset = offset,
                                           .bytes = bytes,
                                           .before = before,
                                           .behind = behind,
                                           .previous = HEAP_NONE,
                                           .next = HEAP_NONE,
                                           .isFree = true};
    *(before == HEAP_NONE ? &h->state.first : &heapTouch(h, before)->behind) = added;
    *(behind == HEAP_NONE ? &h->state.last : &heapTouch(h, behind)->before) = added;
    treeInsert(h, added);
    h->state.regionCount++;
    return added;
}

static void dropRegion(struct heap *h, uint32_t region, uint32_t rover)
{
    if (h->state.implicitRover == region)
        h->state.implicitRover = rover;
    treeRemove(h, region);
    heapTouch(h, region)->next = h->state.spare;
    h->state.spare = region;
    h->state.regionCount--;
}

void heapDropLast(struct heap *h)
{
    const uint32_t last = h->state.last, before = h->records[last].before;
    h->state.last = before;
    *(before == HEAP_NONE ? &h->state.first : &heapTouch(h, before)->behind) = HEAP_NONE;
    dropRegion(h, last, HEAP_NONE);
}

void heapAbsorb(struct heap *h, uint32_t region)
{
    const uint32_t absorbed = h->records[region].behind;
    const uint32_t behind = h->records[absorbed].behind;
    dropRegion(h, absorbed, region);
    struct region *record = heapTouch(h, region);
    record->bytes += h->records[absorbed].bytes;
    record->behind = behind;
    *(behind == HEAP_NONE ? &h->state.last : &heapTouch(h, behind)->before) = region;
}

void heapMakeWhole(struct heap *h)
{
    const struct heapList none = {HEAP_NONE, HEAP_NONE, HEAP_NONE, 0};
    struct heapState *s = &h->state;
    journalKeep(&h->journal, KEPT_RECORDS, h->records, s->recordCount * sizeof *h->records);
    *s = (struct heapState){.bytes = s->bytes,
                            .first = HEAP_NONE,
                            .last = HEAP_NONE,
                            .root = HEAP_NONE,
                            .spare = HEAP_NONE,
                            .implicitRover = HEAP_NONE,
                            .attached = s->attached,
                            .searched = s->searched};
    for (unsigned i = 0; i < HEAP_LISTS; i++)
        s->lists[i] = none;
    if (s->bytes <= h->padBytes)
        return;
    const uint32_t whole = heapAddRegion(h, HEAP_NONE, h->padBytes, s->bytes - h->padBytes);
    heapCountFree(h, h->records[whole].bytes);
    (void)heapListAdd(h, whole);
    heapWriteHeader(h, whole);
}

/* --- headers ---------------------------------------------------------------------------------- */

static void writeWords(struct heap *h, uint32_t at)
{
    const struct region *region = &h->records[at];
    uint32_t words[2] = {region->bytes | (region->isFree ? 0 : USED_BIT), 0};
    if (h->headerBytes < HEAP_WORD_BYTES || region->bytes < HEAP_WORD_BYTES)
        return;
    if (h->values[VALUE_COALESCE] == HEAP_MERGE_BOTH && region->before != HEAP_NONE &&
        h->records[region->before].isFree)
        words[1] = h->records[region->before].bytes;
    heapPoke(h, region->offset, words, sizeof words);
}

void heapWriteHeader(struct heap *h, uint32_t region)
{
    writeWords(h, region);
    if (h->records[region].behind != HEAP_NONE)
        writeWords(h, h->records[region].behind);
}

/* --- figures ---------------------------------------------------------------------------------- */

void heapCountFree(struct heap *h, uint32_t bytes)
{
    struct heapState *s = &h->state;
    s->freeCount++;
    s->freeBytes += bytes;
    if (s->largestUnknown) {
        if (bytes < s->second) /* the others may have more */
            return;
        s->largest = bytes;
        s->largestUnknown = false;
    } else if (bytes > s->largest) {
        s->second = s->largest;
        s->largest = bytes;
    } else if (bytes > s->second) {
        s->second = bytes;
    }
}

void heapCountGone(struct heap *h, uint32_t bytes)
{
    struct heapState *s = &h->state;
    s->freeCount--;
    s->freeBytes -= bytes;
    if (s->freeCount == 0) {
        s->largest = s->second = 0;
        s->largestUnknown = false;
    } else if (bytes == s->largest) {
        s->largestUnknown = true;
    }
}
