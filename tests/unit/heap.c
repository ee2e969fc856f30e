/*
 * heap.c - the general heap: each parameter by an example, and random calls under all parameters
 * with its rules held against it after each, and taken back to the byte.
 */
#include "model/heap.h"

#include "unit.h"

#define MEMORY (1 << 16)

struct bench {
    struct arena arena;
    struct tape tape;
    struct model *model;
    struct grant last; /* of the last call */
};

static void begin(struct bench *b, const char *recipeText, uint64_t memory)
{
    struct recipe recipe;
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    assert_true(recipeRead(&recipe, spanOf(recipeText), &fault));
    bufferRelease(&fault.message);
    assert_true(arenaInit(&b->arena, ARENA_BASE_DEFAULT, memory));
    tapeInit(&b->tape);
    b->model = recipe.kind->make(&b->arena, &recipe);
    assert_non_null(b->model);
    b->model->tape = &b->tape;
}

static void end(struct bench *b)
{
    b->model->kind->discard(b->model);
    tapeRelease(&b->tape);
    arenaRelease(&b->arena);
}

/* Where it is, from the heap's start; -1 for no memory. */
static int64_t take(struct bench *b, uint64_t bytes)
{
    uint32_t slots = 0;
    const size_t from = b->tape.bytes;
    b->last = (struct grant){0};
    assert_true(b->model->kind->prepare(b->model, &slots));
    if (b->model->kind->alloc(b->model, bytes, &b->last) != OUTCOME_OK) {
        b->tape.bytes = from;
        return -1;
    }
    assert_true(b->last.slot < slots);
    assert_int_equal(b->last.place.address, ARENA_BASE_DEFAULT + b->last.place.chunk);
    return b->last.place.chunk;
}

static void give(struct bench *b, int64_t at)
{
    b->last = (struct grant){0};
    assert_int_equal(
        b->model->kind->classify(b->model, ARENA_BASE_DEFAULT + (uint64_t)at, &b->last),
        CLAIM_LIVE);
    assert_int_equal(b->model->kind->give(b->model, &b->last), OUTCOME_OK);
}

static struct stats statsOf(const struct bench *b)
{
    struct stats stats = {0};
    b->model->kind->measure(b->model, &stats);
    return stats;
}

/* The free regions in the order of the lists, as `where:bytes`, the bytes with the header. */
static void assertFree(const struct bench *b, const char *expected)
{
    const struct heap *h = constHeapOf(b->model);
    char text[256] = "";
    size_t bytes = 0;
    for (uint32_t at = heapNextFree(h, HEAP_NONE); at != HEAP_NONE; at = heapNextFree(h, at))
        bytes +=
            (size_t)snprintf(text + bytes, sizeof text - bytes, "%s%u:%u", bytes > 0 ? " " : "",
                             heapPlace(h, at).chunk, h->records[at].bytes);
    assert_string_equal(text, expected);
}

static uint32_t wordAt(const struct bench *b, int64_t at)
{
    uint32_t word;
    memcpy(&word, b->arena.base + at, sizeof word);
    return word;
}

static uint64_t linkAt(const struct bench *b, int64_t at)
{
    uint64_t link;
    memcpy(&link, b->arena.base + at, sizeof link);
    return link;
}

/* --- what is intended ------------------------------------------------------------------------- */

static void threeBytesTakeEight(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap", MEMORY);
    assert_int_equal(take(&b, 3), 8);
    assert_int_equal(take(&b, 8), 24); /* 8 and a header of 8 further */
    assert_int_equal(statsOf(&b).chunkBytes, 16);
    assert_int_equal(statsOf(&b).overheadBytes, 16);
    end(&b);
}

static void sameSizeIsReused(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap coalesce=off", MEMORY);
    const int64_t a = take(&b, 8);
    take(&b, 8);
    give(&b, a);
    assert_int_equal(take(&b, 8), a);
    assert_int_equal(b.last.path, PATH_RECYCLE);
    assert_int_equal(statsOf(&b).reservedBytes, 32);
    end(&b);
}

static void neighboursServeMore(void **state)
{
    static const char *const recipes[] = {"heap coalesce=both", "heap coalesce=next",
                                          "heap coalesce=list order=address", "heap list=implicit",
                                          "heap list=segregated"};
    struct bench b;
    (void)state;
    for (size_t i = 0; i < COUNT(recipes); i++) {
        begin(&b, recipes[i], MEMORY);
        const int64_t a = take(&b, 8), c = take(&b, 8);
        take(&b, 8);
        give(&b, c);
        give(&b, a);
        assertFree(&b, "8:32");
        assert_int_equal(take(&b, 24), a); /* 8 + 8 and the header between them */
        end(&b);
    }
}

static void nextMergesOneSideOnly(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap coalesce=next", MEMORY);
    const int64_t a = take(&b, 8), c = take(&b, 8);
    give(&b, a);
    give(&b, c);
    assertFree(&b, "24:16 8:16");
    end(&b);
    begin(&b, "heap coalesce=off", MEMORY);
    take(&b, 8);
    take(&b, 8);
    give(&b, 24);
    give(&b, 8);
    assertFree(&b, "8:16 24:16");
    end(&b);
}

static void nextFitGoesOn(void **state)
{
    static const char *const recipes[] = {"heap fit=next coalesce=off order=address",
                                          "heap fit=next coalesce=off list=implicit"};
    struct bench b;
    (void)state;
    for (size_t i = 0; i < COUNT(recipes); i++) {
        int64_t at[6];
        begin(&b, recipes[i], MEMORY);
        for (size_t k = 0; k < COUNT(at); k++)
            at[k] = take(&b, 8);
        give(&b, at[0]);
        give(&b, at[2]);
        give(&b, at[4]);
        assert_int_equal(take(&b, 8), at[0]);
        give(&b, at[0]);
        assert_int_equal(take(&b, 8), at[2]); /* not the first one again */
        assert_int_equal(take(&b, 8), at[4]);
        assert_int_equal(take(&b, 8), at[0]); /* round from the end */
        end(&b);
    }
}

static void bestFitTakesTheLeast(void **state)
{
    static const char *const recipes[] = {"heap fit=best", "heap fit=best list=implicit",
                                          "heap fit=best list=segregated"};
    struct bench b;
    (void)state;
    for (size_t i = 0; i < COUNT(recipes); i++) {
        begin(&b, recipes[i], MEMORY);
        take(&b, 8);
        const int64_t large = take(&b, 64);
        take(&b, 8);
        const int64_t small = take(&b, 16);
        take(&b, 8);
        give(&b, small);
        give(&b, large);
        assert_int_equal(take(&b, 16), small);
        assert_int_equal(take(&b, 16), large); /* split: 16 and a header, 40 and a header */
        assert_int_equal(statsOf(&b).freeBytes, 48);
        assert_int_equal(take(&b, 40), large + 24);
        end(&b);
    }
}

static void worstAndFirstFit(void **state)
{
    struct bench b;
    (void)state;
    for (int worst = 0; worst < 2; worst++) {
        begin(&b, worst ? "heap fit=worst order=address" : "heap fit=first order=address", MEMORY);
        const int64_t small = take(&b, 16);
        take(&b, 8);
        const int64_t large = take(&b, 64);
        take(&b, 8);
        give(&b, small);
        give(&b, large);
        assert_int_equal(take(&b, 16), worst ? large : small);
        assert_int_equal(b.last.searched, worst ? 2 : 1);
        end(&b);
    }
}

static void classesBySize(void **state)
{
    static const uint64_t sizes[] = {8, 16, 32, 64, 128, 200};
    int64_t at[COUNT(sizes)];
    struct bench b;
    (void)state;
    begin(&b, "heap list=segregated", MEMORY);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        at[i] = take(&b, sizes[i]);
        take(&b, 8);
    }
    for (size_t i = 0; i < COUNT(sizes); i++)
        give(&b, at[i]);
    for (size_t i = 0; i < COUNT(sizes); i++)
        assert_int_equal(constHeapOf(b.model)->state.lists[i].length, 1);
    assert_int_equal(take(&b, 64), at[3]);
    assert_int_equal(b.last.searched, 1);
    assert_int_equal(take(&b, 65), at[4]); /* 72, and a rest of 48 for the class up to 64 */
    assert_int_equal(b.last.searched, 1);
    assert_int_equal(constHeapOf(b.model)->state.lists[3].length, 1);
    assert_int_equal(take(&b, 1), at[0]);
    assert_int_equal(take(&b, 100), at[5]);
    end(&b);
}

/* --- orders, splits, sizes -------------------------------------------------------------------- */

static void orders(void **state)
{
    static const struct {
        const char *recipe, *list;
    } rows[] = {
        {"heap coalesce=off order=lifo", "40:32 104:24 8:16"},
        {"heap coalesce=off order=fifo", "8:16 104:24 40:32"},
        {"heap coalesce=off order=address", "8:16 40:32 104:24"},
        {"heap coalesce=off order=size-up", "8:16 104:24 40:32"},
        {"heap coalesce=off order=size-down", "40:32 104:24 8:16"},
    };
    struct bench b;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&b, rows[i].recipe, MEMORY);
        const int64_t a = take(&b, 8);
        take(&b, 8);
        const int64_t c = take(&b, 24);
        take(&b, 24);
        const int64_t e = take(&b, 16);
        take(&b, 8);
        give(&b, a);
        give(&b, e);
        give(&b, c);
        assertFree(&b, rows[i].list);
        end(&b);
    }
}

/* What is left of a split keeps the region's place until the next free puts the list in order. */
static void sizesAreSortedAtAFree(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap size=100 header=0 align=1 coalesce=off order=size-down fit=worst", MEMORY);
    assertFree(&b, "0:100");
    const int64_t a = take(&b, 30), c = take(&b, 40);
    give(&b, c);
    assertFree(&b, "30:40 70:30");
    take(&b, 15);
    assertFree(&b, "45:25 70:30");
    give(&b, a);
    assertFree(&b, "70:30 0:30 45:25");
    end(&b);
}

static void splits(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap split=off", MEMORY);
    give(&b, take(&b, 100));
    assert_int_equal(take(&b, 8), 8);
    assert_int_equal(statsOf(&b).freeBytes, 0);
    assert_int_equal(statsOf(&b).chunkBytes, 104);
    end(&b);
    begin(&b, "heap remainder=64 coalesce=off", MEMORY);
    const int64_t a = take(&b, 80);
    give(&b, a);
    take(&b, 24); /* 88 - 32 = 56 is too little to split off */
    assertFree(&b, "");
    give(&b, a);
    take(&b, 16);
    assertFree(&b, "32:64");
    end(&b);
    begin(&b, "heap", MEMORY);
    give(&b, take(&b, 24));
    take(&b, 16); /* 8 bytes could hold a header, and nothing else */
    assertFree(&b, "");
    end(&b);
}

static void addressesAreAligned(void **state)
{
    static const unsigned headers[] = {0, 4, 8, 12, 16, 40},
                          aligns[] = {1, 2, 4, 8, 16, 32, 64, 256};
    char recipe[64];
    struct bench b;
    (void)state;
    for (size_t i = 0; i < COUNT(headers); i++)
        for (size_t k = 0; k < COUNT(aligns); k++) {
            snprintf(recipe, sizeof recipe, "heap header=%u align=%u", headers[i], aligns[k]);
            begin(&b, recipe, MEMORY);
            int64_t at[8];
            for (unsigned n = 0; n < COUNT(at); n++)
                assert_int_equal((at[n] = take(&b, n * 7)) % aligns[k], 0);
            for (unsigned n = 0; n < COUNT(at); n += 2)
                give(&b, at[n]);
            for (unsigned n = 0; n < COUNT(at); n++)
                assert_int_equal(take(&b, n * 3) % aligns[k], 0);
            end(&b);
        }
}

/* As in the book: sizes are rounded before the header comes, and every rest is split off. */
static void asInTheBook(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap size=100 header=4 align=8 coalesce=off fit=best order=address", MEMORY);
    assert_int_equal(take(&b, 3), 4);
    assert_int_equal(take(&b, 9), 16);
    assertFree(&b, "36:68");
    assert_int_equal(take(&b, 60), 36); /* 64 and 4: none is left */
    assertFree(&b, "");
    give(&b, 16);
    assert_int_equal(take(&b, 8), 16);
    assertFree(&b, "28:8");
    assert_int_equal(take(&b, 500), -1);
    assert_int_equal(b.last.searched, 1);
    end(&b);
}

/* --- growing and failing ---------------------------------------------------------------------- */

static void grows(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap", MEMORY);
    assert_int_equal(statsOf(&b).blocks, 0);
    assert_int_equal(b.model->kind->fields(b.model).block, -1);
    take(&b, 8);
    assert_int_equal(b.last.path, PATH_NEW_BLOCK);
    const int64_t c = take(&b, 40);
    assert_int_equal(statsOf(&b).reservedBytes, 64);
    give(&b, c);
    assert_int_equal(take(&b, 100), c); /* the free end is part of it */
    assert_int_equal(statsOf(&b).reservedBytes, 16 + 112);
    end(&b);
    begin(&b, "heap coalesce=next", MEMORY);
    give(&b, take(&b, 40));
    assert_int_equal(take(&b, 100), 56); /* what is before the end is not known */
    end(&b);
}

static void failsAndChangesNothing(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap", 256);
    const int64_t a = take(&b, 100);
    take(&b, 100);
    give(&b, a);
    const struct heapState before = constHeapOf(b.model)->state;
    assert_int_equal(take(&b, 150), -1);
    assert_int_equal(take(&b, UINT32_MAX), -1);
    assert_memory_equal(&before, &constHeapOf(b.model)->state, sizeof before);
    assert_int_equal(take(&b, 16), 8);
    end(&b);
    struct recipe recipe;
    struct recipeFault fault = {0};
    struct arena arena;
    bufferInit(&fault.message);
    assert_true(recipeRead(&recipe, spanOf("heap size=5000"), &fault));
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 4096));
    assert_null(recipe.kind->make(&arena, &recipe));
    arenaRelease(&arena);
}

static void trims(void **state)
{
    struct bench b;
    struct grant grant = {0};
    (void)state;
    begin(&b, "heap", MEMORY);
    take(&b, 8);
    const int64_t c = take(&b, 8);
    give(&b, c);
    assert_int_equal(b.model->kind->trim(b.model, &grant), OUTCOME_OK);
    assert_int_equal(statsOf(&b).reservedBytes, 16);
    assert_int_equal(wordAt(&b, c - 8), 0);
    assert_int_equal(b.model->kind->trim(b.model, &grant), OUTCOME_OK);
    assert_int_equal(statsOf(&b).reservedBytes, 16);
    give(&b, 8);
    assert_int_equal(b.model->kind->trim(b.model, &grant), OUTCOME_OK);
    assert_int_equal(statsOf(&b).blocks, 0);
    assert_int_equal(take(&b, 8), 8);
    end(&b);
}

static void resets(void **state)
{
    struct bench b;
    struct grant grant = {0};
    (void)state;
    begin(&b, "heap", MEMORY);
    for (int i = 0; i < 5; i++)
        take(&b, 24);
    b.model->kind->reset(b.model, &grant);
    assert_int_equal(grant.path, PATH_RESET);
    assertFree(&b, "8:160");
    assert_int_equal(b.model->kind->classify(b.model, ARENA_BASE_DEFAULT + 8, &grant), CLAIM_FRESH);
    assert_int_equal(take(&b, 1), 8);
    end(&b);
}

/* --- memory ----------------------------------------------------------------------------------- */

static void headersAndTags(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap", MEMORY);
    const int64_t a = take(&b, 8), c = take(&b, 16), e = take(&b, 8);
    assert_int_equal(wordAt(&b, a - 8), UINT32_C(0x80000010));
    assert_int_equal(wordAt(&b, c - 8), UINT32_C(0x80000018));
    assert_int_equal(wordAt(&b, e - 4), 0);
    give(&b, c);
    assert_int_equal(wordAt(&b, c - 8), 0x18);
    assert_int_equal(wordAt(&b, e - 4), 0x18); /* the boundary tag */
    give(&b, a);
    assert_int_equal(wordAt(&b, a - 8), 0x28);
    assert_int_equal(wordAt(&b, e - 4), 0x28);
    end(&b);
}

static void linksAreInTheMemory(void **state)
{
    struct bench b;
    struct grant grant = {0};
    (void)state;
    begin(&b, "heap coalesce=off", MEMORY);
    const int64_t a = take(&b, 8), c = take(&b, 8);
    give(&b, a);
    give(&b, c);
    assert_int_equal(linkAt(&b, c), ARENA_BASE_DEFAULT + (uint64_t)a);
    assert_int_equal(linkAt(&b, a), 0);
    const uint64_t right = linkAt(&b, c), wrong = 0x123;
    const uint64_t at = ARENA_BASE_DEFAULT + (uint64_t)c;
    const uint8_t *bytes = (const uint8_t *)&wrong;
    assert_true(b.model->kind->write(b.model, at, bytes, 8));
    assert_int_equal(b.model->kind->chain(b.model).end, CHAIN_FOREIGN);
    assert_int_equal(b.model->kind->alloc(b.model, 8, &grant), OUTCOME_CORRUPT_LIST);
    assert_true(b.model->kind->write(b.model, at, (const uint8_t *)&right, 8));
    assert_int_equal(take(&b, 8), c); /* mended, it goes on */
    end(&b);
}

/* What is told of a link that leads elsewhere; and the list can't be used, until it is mended. */
static void linksLeadSomewhere(void **state)
{
    struct bench b;
    struct grant grant;
    (void)state;
    static const char *const recipes[] = {"heap coalesce=off", "heap coalesce=off list=segregated"};
    for (size_t i = 0; i < COUNT(recipes); i++) {
        begin(&b, recipes[i], MEMORY);
        const struct modelKind *kind = b.model->kind;
        const int64_t a = take(&b, 8), c = take(&b, 8), d = take(&b, 8), e = take(&b, 8);
        give(&b, a);
        give(&b, c);
        give(&b, e);
        const uint64_t base = ARENA_BASE_DEFAULT, right = linkAt(&b, e);
        const struct {
            uint64_t link;
            enum chainEnd end;
        } wrong[] = {{0, CHAIN_NULL},
                     {base + MEMORY, CHAIN_FOREIGN},
                     {base + (uint64_t)a + 1, CHAIN_MISALIGNED},
                     {base + (uint64_t)d, CHAIN_LIVE},
                     {base + (uint64_t)e, CHAIN_CYCLE}};
        const uint64_t at = base + (uint64_t)e;
        assert_int_equal(right, base + (uint64_t)c);
        for (size_t k = 0; k < COUNT(wrong); k++) {
            assert_true(kind->write(b.model, at, (const uint8_t *)&wrong[k].link, 8));
            const struct chain chain = kind->chain(b.model);
            assert_int_equal(chain.end, wrong[k].end);
            assert_int_equal(chain.endAddress, wrong[k].link);
            assert_int_equal(chain.length, 1);
            assert_int_equal(kind->alloc(b.model, 8, &grant), OUTCOME_CORRUPT_LIST);
        }
        assert_true(kind->write(b.model, at, (const uint8_t *)&right, 8));
        assert_int_equal(kind->chain(b.model).length, 3);
        assert_int_equal(take(&b, 8), e);
        end(&b);
    }
}

static void writesStayInside(void **state)
{
    struct bench b;
    const uint8_t bytes[16] = {0};
    (void)state;
    begin(&b, "heap", MEMORY);
    const uint64_t at = ARENA_BASE_DEFAULT + (uint64_t)take(&b, 8);
    take(&b, 8);
    assert_true(b.model->kind->write(b.model, at, bytes, 8));
    assert_false(b.model->kind->write(b.model, at, bytes, 9));
    assert_false(b.model->kind->write(b.model, at - 1, bytes, 1));
    assert_false(b.model->kind->write(b.model, at + 8, bytes, 1));
    assert_false(b.model->kind->write(b.model, at + MEMORY, bytes, 1));
    assert_false(b.model->kind->write(b.model, at, bytes, 0));
    end(&b);
}

static void bytesAreThoseOfTheHeap(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "heap size=64", MEMORY);
    const struct modelKind *kind = b.model->kind;
    const uint64_t base = ARENA_BASE_DEFAULT;
    assert_true(kind->bytesAt(b.model, base, 64) == b.arena.base);
    assert_true(kind->bytesAt(b.model, base + 63, 1) == b.arena.base + 63);
    assert_null(kind->bytesAt(b.model, base, 65));
    assert_null(kind->bytesAt(b.model, base + 63, 2));
    assert_null(kind->bytesAt(b.model, base + 65, 1));
    assert_null(kind->bytesAt(b.model, base - 1, 1));
    end(&b);
}

static void everyAddressIsClassified(void **state)
{
    struct bench b;
    struct grant grant;
    (void)state;
    begin(&b, "heap size=64 coalesce=off", MEMORY);
    const uint64_t a = ARENA_BASE_DEFAULT + (uint64_t)take(&b, 8);
    take(&b, 8);
    give(&b, 8);
    const struct modelKind *kind = b.model->kind;
    assert_int_equal(kind->classify(b.model, a - 9, &grant), CLAIM_FOREIGN);
    assert_int_equal(kind->classify(b.model, a - 1, &grant), CLAIM_MISALIGNED);
    assert_int_equal(kind->classify(b.model, a, &grant), CLAIM_FREED);
    assert_int_equal(kind->classify(b.model, a + 1, &grant), CLAIM_MISALIGNED);
    assert_int_equal(kind->classify(b.model, a + 16, &grant), CLAIM_LIVE);
    assert_int_equal(kind->classify(b.model, a + 32, &grant), CLAIM_FRESH);
    assert_int_equal(kind->classify(b.model, a + 56, &grant), CLAIM_FOREIGN);
    assert_null(kind->push); /* it stays checked */
    end(&b);
}

/* --- rules, and undo -------------------------------------------------------------------------- */

static uint64_t nextRandom(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Regions lie one behind the other; the tree finds each; figures are what a count finds. */
static void checkRegions(const struct heap *h)
{
    uint32_t count = 0, free = 0, before = HEAP_NONE, largest = 0;
    uint64_t offset = h->state.bytes > 0 ? h->padBytes : 0, freeBytes = 0;
    for (uint32_t at = h->state.first; at != HEAP_NONE; at = h->records[at].behind) {
        const struct region *r = &h->records[at];
        assert_int_equal(r->offset, offset);
        assert_int_equal(r->before, before);
        assert_int_equal(heapFindAt(h, offset), at);
        assert_int_equal(heapFindAround(h, offset + r->bytes - 1), at);
        assert_int_equal((r->offset - h->padBytes) % h->granule, 0);
        offset += r->bytes;
        before = at;
        count++;
        free += r->isFree;
        freeBytes += r->isFree ? r->bytes : 0;
        largest = r->isFree && r->bytes > largest ? r->bytes : largest;
    }
    assert_int_equal(offset, h->state.bytes);
    assert_int_equal(h->state.last, before);
    assert_int_equal(count, h->state.regionCount);
    assert_int_equal(free, h->state.freeCount);
    assert_int_equal(freeBytes, h->state.freeBytes);
    assert_int_equal(largest, h->state.largest);
    assert_false(h->state.largestUnknown);
}

/* Each free region is on the list of its size, once; links and headers in memory say so too. */
static void checkLists(const struct heap *h)
{
    uint32_t listed = 0;
    for (unsigned i = 0; i < HEAP_LISTS && h->values[VALUE_LIST] != HEAP_IMPLICIT; i++) {
        uint32_t previous = HEAP_NONE, length = 0;
        for (uint32_t at = h->state.lists[i].head; at != HEAP_NONE; at = h->records[at].next) {
            const uint32_t next = h->records[at].next;
            const uint64_t right = next == HEAP_NONE ? 0 : heapInside(h, next);
            assert_true(h->records[at].isFree);
            assert_int_equal(h->records[at].previous, previous);
            assert_int_equal(heapListOf(h, h->records[at].bytes), i);
            if (heapHasLink(h, at) && h->state.attached)
                assert_memory_equal(h->arena->base + h->records[at].offset + h->headerBytes, &right,
                                    sizeof right);
            previous = at;
            length++;
        }
        assert_int_equal(h->state.lists[i].tail, previous);
        assert_int_equal(h->state.lists[i].length, length);
        listed += length;
    }
    if (h->values[VALUE_LIST] != HEAP_IMPLICIT)
        assert_int_equal(listed, h->state.freeCount);
}

static void checkHeaders(const struct heap *h)
{
    const bool tagged = h->values[VALUE_COALESCE] == HEAP_MERGE_BOTH;
    if (h->headerBytes < 8 || !h->state.attached)
        return;
    for (uint32_t at = h->state.first; at != HEAP_NONE; at = h->records[at].behind) {
        const struct region *r = &h->records[at];
        const bool tag = tagged && r->before != HEAP_NONE && h->records[r->before].isFree;
        const uint32_t words[2] = {r->bytes | (r->isFree ? 0 : UINT32_C(0x80000000)),
                                   tag ? h->records[r->before].bytes : 0};
        if (r->bytes >= 8)
            assert_memory_equal(h->arena->base + r->offset, words, sizeof words);
        if (tagged) /* no two free ones side by side */
            assert_false(r->isFree && tag);
    }
}

/* A sum over all that a call can change. */
static uint64_t sumOf(const struct heap *h)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    const uint8_t *pieces[] = {h->arena->base, (const uint8_t *)h->records};
    const size_t counts[] = {4096 + h->state.bytes, h->state.recordCount * sizeof *h->records};
    struct heapState state = h->state;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < counts[k]; i++)
            sum = (sum ^ pieces[k][i]) * UINT64_C(1099511628211);
    for (size_t i = 0; i < sizeof state; i++)
        sum = (sum ^ ((const uint8_t *)&state)[i]) * UINT64_C(1099511628211);
    return sum ^ h->arena->taken;
}

enum { STEPS = 120 };

struct walk {
    struct bench b;
    uint64_t seed;
    int64_t live[STEPS];
    uint32_t liveCount;
    struct grant grants[STEPS];
    enum undoing kinds[STEPS];
    uint64_t sums[STEPS];
    size_t steps;
};

static bool walkAlloc(struct walk *w)
{
    const uint64_t bytes = nextRandom(&w->seed) % (nextRandom(&w->seed) % 8 == 0 ? 400 : 60);
    const int64_t at = take(&w->b, bytes);
    if (at < 0)
        return false;
    w->live[w->liveCount++] = at;
    return true;
}

static bool walkFree(struct walk *w)
{
    if (w->liveCount == 0)
        return false;
    const size_t i = nextRandom(&w->seed) % w->liveCount;
    give(&w->b, w->live[i]);
    w->live[i] = w->live[--w->liveCount];
    return true;
}

static bool walkWrite(struct walk *w)
{
    uint8_t bytes[64];
    struct grant grant = {0};
    if (w->liveCount == 0)
        return false;
    const uint64_t at = ARENA_BASE_DEFAULT + (uint64_t)w->live[nextRandom(&w->seed) % w->liveCount];
    (void)w->b.model->kind->classify(w->b.model, at, &grant);
    const uint64_t room = grant.place.bytes - grant.headerBytes;
    memset(bytes, (int)(nextRandom(&w->seed) & 255), sizeof bytes);
    return w->b.model->kind->write(w->b.model, at, bytes,
                                   room < sizeof bytes ? room : sizeof bytes);
}

/* One call, of a kind at random; false where there was none. */
static bool walkStep(struct walk *w)
{
    const uint64_t dice = nextRandom(&w->seed) % 100;
    const enum undoing kind = dice < 50   ? UNDO_ALLOC
                              : dice < 85 ? UNDO_FREE
                              : dice < 95 ? UNDO_WRITE
                              : dice < 98 ? UNDO_TRIM
                                          : UNDO_RESET;
    w->sums[w->steps] = sumOf(constHeapOf(w->b.model));
    w->b.last = (struct grant){0};
    bool done = true;
    if (kind == UNDO_ALLOC)
        done = walkAlloc(w);
    else if (kind == UNDO_FREE)
        done = walkFree(w);
    else if (kind == UNDO_WRITE)
        done = walkWrite(w);
    else if (kind == UNDO_TRIM)
        assert_int_equal(w->b.model->kind->trim(w->b.model, &w->b.last), OUTCOME_OK);
    else
        w->b.model->kind->reset(w->b.model, &w->b.last);
    if (kind == UNDO_RESET)
        w->liveCount = 0;
    w->grants[w->steps] = w->b.last;
    w->kinds[w->steps] = kind;
    w->steps += done;
    return done;
}

static void walkBack(struct walk *w)
{
    while (w->steps > 0) {
        struct grant grant = w->grants[--w->steps];
        const uint32_t slot = grant.slot;
        w->b.model->kind->undo(w->b.model, w->kinds[w->steps], &grant);
        if (w->kinds[w->steps] == UNDO_FREE)
            assert_int_equal(grant.slot, slot);
        assert_int_equal(sumOf(constHeapOf(w->b.model)), w->sums[w->steps]);
    }
    assert_int_equal(w->b.tape.bytes, 0);
}

/* The parameters that number `n` stands for. */
static void recipeFor(unsigned n, uint64_t *seed, char *text, size_t bytes)
{
    static const char *const fits[] = {"first", "next", "best", "worst"};
    static const char *const lists[] = {"implicit", "explicit", "segregated"};
    static const char *const listOrders[] = {"lifo", "fifo", "address", "size-up", "size-down"};
    static const char *const merges[] = {"off", "next", "both", "list"};
    static const unsigned headers[] = {0, 4, 8, 8, 16}, aligns[] = {1, 4, 8, 8, 16};
    snprintf(text, bytes,
             "heap fit=%s list=%s order=%s coalesce=%s split=%s header=%u align=%u size=%u",
             fits[n % 4], lists[n / 4 % 3], listOrders[n / 12 % 5], merges[n / 60 % 4],
             nextRandom(seed) % 8 == 0 ? "off" : "on", headers[nextRandom(seed) % 5],
             aligns[nextRandom(seed) % 5], nextRandom(seed) % 2 == 0 ? 0 : 1500);
}

static void randomCallsKeepTheRules(void **state)
{
    enum { RECIPES = 4 * 3 * 5 * 4 };
    static struct walk w;
    (void)state;
    for (unsigned n = 0; n < RECIPES * 2; n++) {
        char recipe[160];
        w = (struct walk){.seed = n * UINT64_C(2654435761) + 88172645463325252u};
        recipeFor(n, &w.seed, recipe, sizeof recipe);
        begin(&w.b, recipe, 8192);
        for (int i = 0; i < STEPS && w.steps < STEPS; i++) {
            (void)walkStep(&w);
            checkRegions(constHeapOf(w.b.model));
            checkLists(constHeapOf(w.b.model));
            checkHeaders(constHeapOf(w.b.model));
        }
        walkBack(&w);
        end(&w.b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"3 bytes take 8", threeBytesTakeEight, NULL, NULL, NULL},
        {"a freed region of the same size is reused", sameSizeIsReused, NULL, NULL, NULL},
        {"two freed neighbours of 8 serve one of more than 16", neighboursServeMore, NULL, NULL,
         NULL},
        {"coalesce=next merges one side, off none", nextMergesOneSideOnly, NULL, NULL, NULL},
        {"next fit goes on where it stopped", nextFitGoesOn, NULL, NULL, NULL},
        {"best fit takes the 16 and not the 64, then splits the 64", bestFitTakesTheLeast, NULL,
         NULL, NULL},
        {"worst fit takes the largest, first fit the first", worstAndFirstFit, NULL, NULL, NULL},
        {"classes are 8, 16, 32, 64, 128, larger", classesBySize, NULL, NULL, NULL},
        {"orders of the list", orders, NULL, NULL, NULL},
        {"a list by size is sorted when a region is freed", sizesAreSortedAtAFree, NULL, NULL,
         NULL},
        {"regions are split where the rest is large enough", splits, NULL, NULL, NULL},
        {"addresses are aligned", addressesAreAligned, NULL, NULL, NULL},
        {"a fixed heap rounds and splits as in the book", asInTheBook, NULL, NULL, NULL},
        {"it grows as by sbrk", grows, NULL, NULL, NULL},
        {"an alloc that fails changes nothing", failsAndChangesNothing, NULL, NULL, NULL},
        {"trim gives back what is free at the end", trims, NULL, NULL, NULL},
        {"freeall makes one free region", resets, NULL, NULL, NULL},
        {"headers and boundary tags are real bytes", headersAndTags, NULL, NULL, NULL},
        {"links are in the free regions, and a wrong one is found", linksAreInTheMemory, NULL, NULL,
         NULL},
        {"where a link leads that was written over", linksLeadSomewhere, NULL, NULL, NULL},
        {"writes stay inside of their region", writesStayInside, NULL, NULL, NULL},
        {"bytes are those of the heap", bytesAreThoseOfTheHeap, NULL, NULL, NULL},
        {"every address is classified", everyAddressIsClassified, NULL, NULL, NULL},
        {"random calls keep the rules and are taken back to the byte", randomCallsKeepTheRules,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
