/*
 * chunks.c - the allocators of equal chunks that are not the pool of pool.h: which chunk serves, what
 * lies in the free ones, what is refused, what undo brings back.
 */
#include "engine/session.h"
#include "engine/travel.h"
#include "lang/parse.h"
#include "model/chunkmodel.h"
#include "unit.h"

#define MEMORY (64 * ARENA_STEP)

static const char *const kinds[] = {"pool 32 4 order=fifo",
                                    "pool 32 4 order=address",
                                    "pool 32 4 order=fullest",
                                    "eager 32 4",
                                    "eager 32 4 order=fifo",
                                    "eager 32 4 order=address",
                                    "eager 32 4 order=fullest",
                                    "stack 32 4",
                                    "bitmap 32 4",
                                    "magazine 32 4"};

/* --- memory that fails on demand -------------------------------------------------------------- */

static size_t requests, refuseFrom; /* requests are counted; from the refuseFrom-th on they fail */

static bool isRefused(void)
{
    requests++;
    return refuseFrom > 0 && requests >= refuseFrom;
}

void *__real_realloc(void *memory, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);

void *__wrap_realloc(void *memory, size_t bytes)
{
    return isRefused() ? NULL : __real_realloc(memory, bytes);
}

/* --- sessions --------------------------------------------------------------------------------- */

static struct session *begin(const char *text, uint64_t memory)
{
    static struct session s;
    struct sessionOptions options = {
        .base = ARENA_BASE_DEFAULT, .memory = memory, .undoable = true};
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    if (!recipeRead(&options.recipe, spanOf(text), &fault))
        fail_msg("%s: no recipe", text);
    bufferRelease(&fault.message);
    assert_true(sessionInit(&s, &options));
    assert_true(s.arena.fixed);
    return &s;
}

static void end(struct session *s)
{
    refuseFrom = 0;
    sessionRelease(s);
}

/* Runs the statements; the event of the last one. */
static struct event run(struct session *s, const char *text)
{
    struct parser parser;
    struct command command;
    struct parseError error;
    struct event event = {0};
    parserInit(&parser, spanOf(text), 1);
    while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
        if (command.verb == VERB_SET)
            sessionSetChecks(s, command.checks);
        else
            sessionStep(s, &command, &event);
    return event;
}

static void runs(struct session *s, const char *text, enum outcome outcome)
{
    const struct event event = run(s, text);
    if (event.outcome != outcome)
        fail_msg("%s: %s, not %s", text, outcomeName(event.outcome), outcomeName(outcome));
}

static uint64_t addressOf(const struct session *s, const char *name)
{
    struct place place;
    assert_true(sessionPlaceOf(s, spanOf(name), &place));
    return place.address;
}

static uint64_t wordAt(uint64_t address)
{
    uint64_t word;
    memcpy(&word, (const void *)(uintptr_t)address, sizeof word); /* NOLINT */
    return word;
}

/* The places that serve next, in their order, as one text: "0:1 0:0". */
static const char *serving(const struct session *s)
{
    static char text[1024];
    const struct window window = {VIEW_ALL, 4, UINT64_MAX, 0, UINT64_MAX, 0, 0, true};
    const bool isTainted =
        s->model->kind != &poolModel && constChunkModelOf(s->model)->now.tainted != 0;
    struct view view;
    size_t bytes = 0;
    viewInit(&view);
    assert_true(sessionView(s, &window, &view));
    text[0] = '\0';
    for (size_t i = 0; i < view.linkCount; i++)
        bytes += (size_t)snprintf(text + bytes, sizeof text - bytes, "%s%u:%u", i > 0 ? " " : "",
                                  view.links[i].block, view.links[i].chunk);
    for (size_t i = 0; i < view.chunkCount; i++) {
        const struct chunkView *chunk = &view.chunks[i];
        if (chunk->state == CHUNK_FREED && !isTainted)
            assert_int_equal(view.links[chunk->position - 1].address, chunk->address);
    }
    viewRelease(&view);
    return text;
}

/* --- bytes, and pictures ---------------------------------------------------------------------- */

/* Those of the pool itself too. */
static const char *kindAt(size_t i)
{
    return i < COUNT(kinds) ? kinds[i] : "pool 32 4";
}

static void bytesAreThoseOfOneBlock(void **state)
{
    (void)state;
    static const uint8_t bytes[256] = {1, 2, 3};
    for (size_t i = 0; i <= COUNT(kinds); i++) {
        struct session *s = begin(kindAt(i), MEMORY);
        struct model *model = s->model;
        run(s, "alloc a b c d e"); /* two blocks of 128 bytes, 4096 apart */
        const uint64_t base = ARENA_BASE_DEFAULT;
        assert_true(model->kind->bytesAt(model, base, 128) == s->arena.base);
        assert_true(model->kind->bytesAt(model, base + 127, 1) == s->arena.base + 127);
        assert_true(model->kind->bytesAt(model, base + 4096, 128) == s->arena.base + 4096);
        static const struct {
            uint64_t at, byteCount;
        } none[] = {{0, 129}, {8, 121}, {127, 2}, {128, 1}, {8192, 1}, {UINT64_MAX, 1}};
        uint8_t before[2 * ARENA_STEP];
        memcpy(before, s->arena.base, sizeof before);
        for (size_t k = 0; k < COUNT(none); k++) {
            const uint64_t at = base + none[k].at, byteCount = none[k].byteCount;
            assert_null(model->kind->bytesAt(model, at, byteCount));
            assert_false(model->kind->write(model, at, bytes, byteCount));
        }
        assert_false(model->kind->write(model, base, bytes, 0));
        assert_memory_equal(s->arena.base, before, sizeof before);
        assert_true(model->kind->write(model, base + 64, bytes, 64));
        assert_memory_equal(s->arena.base + 64, bytes, 64);
        end(s);
    }
}

/* The same list, whole and with its middle left out. */
static void assertEndsOf(const struct session *s, const struct view *whole, uint64_t first,
                         uint64_t last)
{
    const struct window window = {VIEW_LIST, 4, UINT64_MAX, 0, first, last, 0, true};
    const uint64_t length = whole->chainLength;
    const bool isCut = first + last < length;
    struct view cut;
    viewInit(&cut);
    assert_true(sessionView(s, &window, &cut));
    assert_int_equal(cut.chainLength, length);
    assert_int_equal(cut.end, whole->end);
    assert_int_equal(cut.linksHidden, isCut ? length - first - last : 0);
    assert_int_equal(cut.linkCount, length - cut.linksHidden);
    assert_int_equal(cut.linksBefore, isCut ? first : length);
    for (size_t i = 0; i < cut.linkCount; i++) {
        const uint64_t at = i < cut.linksBefore ? i : i + cut.linksHidden;
        assert_int_equal(cut.links[i].address, whole->links[at].address);
    }
    viewRelease(&cut);
}

static void longListsHaveTwoEnds(void **state)
{
    (void)state;
    static const char *const then[] = {"alloc", "set checks off; free c", /* goes wild, in a pool */
                                       "write c 0x2000001000000000"};     /* next is b */
    const struct window window = {VIEW_LIST, 4, UINT64_MAX, 0, UINT64_MAX, 0, 0, true};
    for (size_t i = 0; i < (COUNT(kinds) + 1) * COUNT(then); i++) {
        struct session *s = begin(kindAt(i / COUNT(then)), MEMORY);
        struct view whole;
        run(s, "alloc a b c d e f g h i j k l m; free b f a l e k i j c");
        run(s, then[i % COUNT(then)]);
        viewInit(&whole);
        assert_true(sessionView(s, &window, &whole));
        assert_int_equal(whole.linkCount, whole.chainLength);
        for (uint64_t k = 0; k < 12 * 12; k++)
            assertEndsOf(s, &whole, k / 12, k % 12);
        viewRelease(&whole);
        end(s);
    }
}

/* --- orders ----------------------------------------------------------------------------------- */

static void eagerListsABlock(void **state)
{
    (void)state;
    struct session *s = begin("eager 16 8", MEMORY);
    run(s, "alloc a");
    assert_string_equal(serving(s), "0:1 0:2 0:3 0:4 0:5 0:6 0:7");
    run(s, "alloc b c d e f g h i j; free j i h g f e d c b a");
    assert_int_equal(s->stats.freeListLength, 16);
    const struct event event = run(s, "alloc n");
    assert_int_equal(event.address, ARENA_BASE_DEFAULT);
    assert_int_equal(s->stats.freeListLength, 15);
    assert_int_equal(s->stats.freeBlocks, 1);
    end(s);
}

static void ordersServe(void **state)
{
    static const struct {
        const char *kind, *order;
    } rows[] = {
        {"pool 32 4", "0:0 1:1 0:3 0:1"},
        {"pool 32 4 order=fifo", "0:1 0:3 1:1 0:0"},
        {"pool 32 4 order=address", "0:0 0:1 0:3 1:1"},
        {"pool 32 4 order=fullest", "1:1 0:0 0:3 0:1"},
        {"eager 32 4", "0:0 1:1 0:3 0:1 1:2 1:3"},
        {"eager 32 4 order=fifo", "1:2 1:3 0:1 0:3 1:1 0:0"},
        {"eager 32 4 order=address", "0:0 0:1 0:3 1:1 1:2 1:3"},
        {"eager 32 4 order=fullest", "0:0 0:3 0:1 1:1 1:2 1:3"},
        {"stack 32 4", "0:0 1:1 0:3 0:1"},
        {"bitmap 32 4", "0:0 0:1 0:3 1:1"},
        {"magazine 32 4", "0:0 1:1 0:3 0:1"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *s = begin(rows[i].kind, MEMORY);
        run(s, "alloc a b c d e f; free b d f a");
        assert_string_equal(serving(s), rows[i].order);
        const struct event event = run(s, "alloc x");
        assert_int_equal(event.path, PATH_RECYCLE);
        char first[8];
        snprintf(first, sizeof first, "%u:%u", event.place.block, event.place.chunk);
        assert_memory_equal(first, rows[i].order, 3);
        end(s);
    }
}

static void searchesAreCounted(void **state)
{
    (void)state;
    struct session *s = begin("pool 32 8 order=address", MEMORY);
    run(s, "alloc a b c d e f");
    assert_int_equal(run(s, "free c").searched, 0); /* the list is empty */
    assert_int_equal(run(s, "free a").searched, 1); /* before c */
    assert_int_equal(run(s, "free f").searched, 2); /* behind both */
    assert_int_equal(run(s, "free d").searched, 3); /* a, c, and f lies behind */
    assert_int_equal(s->stats.searched, 6);
    assert_int_equal(run(s, "alloc x").searched, 0);
    assert_true(travelBack(s) && travelBack(s));
    assert_int_equal(s->stats.searched, 3);
    end(s);
}

static void fullestLeavesBlocksEmpty(void **state)
{
    (void)state;
    struct session *s = begin("pool 32 4 order=fullest", MEMORY);
    run(s, "alloc a0 a1 a2 a3 b0 b1 b2 b3 c0 c1 c2 c3; free b0 b1 b2 b3; free a0 a1; free c0");
    assert_string_equal(serving(s), "2:0 0:1 0:0 1:3 1:2 1:1 1:0");
    assert_int_equal(run(s, "alloc x").searched, 1); /* bucket 1, empty now */
    run(s, "alloc y z");
    assert_int_equal(s->stats.freeBlocks, 1);
    assert_string_equal(serving(s), "1:3 1:2 1:1 1:0");
    end(s);
}

static void bitmapServesTheLowest(void **state)
{
    (void)state;
    struct session *s = begin("bitmap 8 5000", MEMORY);
    for (int i = 0; i < 5000; i++)
        run(s, "alloc");
    runs(s, "free p4999 p4500 p130 p5000", OUTCOME_OK);
    assert_int_equal(run(s, "alloc").place.chunk, 129);
    assert_int_equal(run(s, "alloc").place.chunk, 4499);
    assert_int_equal(run(s, "alloc").place.chunk, 4998);
    run(s, "freeall; alloc a b; free a"); /* bits of chunks that are fresh again do not count */
    assert_int_equal(run(s, "alloc c").place.chunk, 0);
    assert_int_equal(run(s, "alloc d").path, PATH_BUMP);
    end(s);
}

static void magazineIsWrittenAndRead(void **state)
{
    (void)state;
    struct session *s = begin("magazine 32 8", MEMORY); /* 3 addresses behind a link */
    run(s, "alloc a b c d e f g h; free a b c");
    assert_int_equal(wordAt(addressOf(s, "a")), 0); /* not touched */
    run(s, "free d");
    const uint64_t d = addressOf(s, "d");
    assert_int_equal(wordAt(d), 0);
    assert_int_equal(wordAt(d + 8), addressOf(s, "a"));
    assert_int_equal(wordAt(d + 24), addressOf(s, "c"));
    run(s, "free e f g h");
    assert_int_equal(wordAt(addressOf(s, "h")), d);
    assert_string_equal(serving(s), "0:7 0:6 0:5 0:4 0:3 0:2 0:1 0:0");
    assert_int_equal(run(s, "alloc x").place.chunk, 7); /* the chunk that held them */
    assert_int_equal(run(s, "alloc y").place.chunk, 6);
    assert_int_equal(run(s, "alloc z w v").place.chunk, 3);
    end(s);
}

static void magazineOfALinkIsAList(void **state)
{
    (void)state;
    struct session *s = begin("magazine 8 4", MEMORY);
    run(s, "alloc a b c; free a b c");
    assert_int_equal(wordAt(addressOf(s, "c")), addressOf(s, "b"));
    assert_int_equal(wordAt(addressOf(s, "b")), addressOf(s, "a"));
    assert_string_equal(serving(s), "0:2 0:1 0:0");
    end(s);
}

static void stackTouchesNothing(void **state)
{
    (void)state;
    struct session *s = begin("stack 32 4", MEMORY);
    run(s, "alloc a b c; free b a");
    assert_int_equal(wordAt(addressOf(s, "a")), 0);
    assert_string_equal(serving(s), "0:0 0:1");
    assert_int_equal(s->stats.tableBytes, 8 + 4 * (4 + 1));
    runs(s, "write a 0xffffffffffffffff; alloc x", OUTCOME_OK);
    end(s);
}

/* --- refusals --------------------------------------------------------------------------------- */

static void freesAreChecked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (int checks = 0; checks < 2; checks++) {
            struct session *s = begin(kinds[i], MEMORY);
            run(s, checks ? "set checks on" : "set checks off");
            run(s, "alloc a b; free a");
            const struct stats before = s->stats;
            runs(s, "free 0x10000000", OUTCOME_DOUBLE_FREE);
            runs(s, "free a", OUTCOME_DOUBLE_FREE);
            runs(s, "free 0x10000028", OUTCOME_MISALIGNED_FREE);
            runs(s, "free 0x10000060", OUTCOME_FRESH_FREE);
            runs(s, "free 0x10000080", OUTCOME_FOREIGN_FREE);
            runs(s, "free 0x10001000", OUTCOME_FOREIGN_FREE);
            runs(s, "free 0x10", OUTCOME_FOREIGN_FREE);
            runs(s, "free 0xffffffffffffffff", OUTCOME_FOREIGN_FREE);
            runs(s, "alloc c; free c a", OUTCOME_DOUBLE_FREE);
            assert_int_equal(s->stats.failed, before.failed + 9);
            assert_int_equal(s->stats.freeListLength, before.freeListLength);
            runs(s, "freeall; free 0x10000000", OUTCOME_FRESH_FREE);
            runs(s, "free b", OUTCOME_STALE_FREE);
            end(s);
        }
}

static void memoryRunsOut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct session *s = begin(kinds[i], 2 * ARENA_STEP);
        run(s, "alloc a b c d e f g h");
        const struct stats before = s->stats;
        runs(s, "alloc i", OUTCOME_OUT_OF_MEMORY);
        assert_int_equal(s->stats.blocks, before.blocks);
        assert_int_equal(s->stats.tableCapacity, 2);
        runs(s, "free c; alloc i", OUTCOME_OK);
        end(s);
    }
}

static void blocksOfAnySizeFindNoMemory(void **state)
{
    static const char *const huge[] = {"eager 8 4000000000", "stack 8 4294967295",
                                       "bitmap 4096 4294967295", "magazine 4294967288 1",
                                       "pool 8 4294967295 order=fullest"};
    (void)state;
    for (size_t i = 0; i < COUNT(huge); i++) {
        struct session *s = begin(huge[i], MEMORY);
        runs(s, "alloc a", OUTCOME_OUT_OF_MEMORY);
        runs(s, "freeall; trim", OUTCOME_OK);
        end(s);
    }
}

static void sizesBeyondAllBoundsAreNoPool(void **state)
{
    (void)state;
    static const struct {
        uint32_t chunkSize, blockSize;
    } beyond[] = {{UINT32_MAX, 1}, {32, 0}, {UINT32_MAX - 7, UINT32_MAX}};
    struct arena arena;
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, MEMORY));
    for (size_t i = 0; i <= COUNT(kinds); i++) {
        struct recipe recipe;
        struct recipeFault fault = {0};
        assert_true(recipeRead(&recipe, spanOf(kindAt(i)), &fault));
        for (size_t k = 0; k < COUNT(beyond); k++) {
            recipe.chunkSize = beyond[k].chunkSize;
            recipe.blockSize = beyond[k].blockSize;
            assert_null(recipe.kind->make(&arena, &recipe));
        }
    }
    arenaRelease(&arena);
}

static void withoutMemoryNothingChanges(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (size_t n = 1; n < 40; n++) {
            struct session *s = begin(kinds[i], MEMORY);
            requests = 0;
            refuseFrom = n;
            const struct event event = run(s, "alloc a");
            refuseFrom = 0;
            if (event.outcome != OUTCOME_OK) {
                assert_int_equal(event.outcome, OUTCOME_OUT_OF_MEMORY);
                assert_int_equal(s->stats.blocks, 0);
                assert_int_equal(s->arena.taken, 0);
            }
            runs(s, "alloc b; free b", OUTCOME_OK);
            end(s);
        }
}

/* --- links that are written over -------------------------------------------------------------- */

static struct chain chainOf(const struct session *s)
{
    return s->model->kind->chain(s->model);
}

static void linksAreCheckedBeforeTheyAreFollowed(void **state)
{
    static const char *const values[] = {"0x0000000000000000", "0x0000001000000000",
                                         "0x2000001000000000", "0xffffffffffffffff",
                                         "0x4100001000000000"};
    static const char *const lists[] = {"eager 32 8",
                                        "eager 32 8 order=fifo",
                                        "pool 32 8 order=fifo",
                                        "pool 32 8 order=address",
                                        "pool 32 8 order=fullest",
                                        "magazine 8 8"};
    (void)state;
    for (size_t i = 0; i < COUNT(lists); i++)
        for (size_t v = 0; v < COUNT(values); v++) {
            struct session *s = begin(lists[i], MEMORY);
            char text[64];
            run(s, "alloc a b c d e f g h; free c d e");
            const char *before = strdup(serving(s));
            const uint64_t head = s->fields.freed, word = wordAt(head);
            snprintf(text, sizeof text, "write 0x%llx %s", (unsigned long long)head, values[v]);
            runs(s, text, OUTCOME_OK);
            if (wordAt(head) != word) {
                const struct stats stats = s->stats;
                runs(s, "alloc x", OUTCOME_CORRUPT_LIST);
                assert_int_equal(s->stats.live, stats.live);
                assert_int_equal(s->fields.freed, head);
                (void)chainOf(s);
                (void)serving(s);
                assert_true(travelBack(s));
            }
            assert_true(travelBack(s));
            assert_string_equal(serving(s), before);
            runs(s, "alloc x", OUTCOME_OK);
            free((void *)before);
            end(s);
        }
}

static void chainsAreToldApart(void **state)
{
    static const struct {
        const char *write;
        enum chainEnd end;
        uint64_t length, address;
    } rows[] = {
        {"write b 0x0000000000000000", CHAIN_NULL, 1, 0},
        {"write b 0x2000001000000000", CHAIN_CYCLE, 1, 0x10000020},
        {"write d 0x2000001000000000", CHAIN_CYCLE, 2, 0x10000020},
        {"write d 0x0000001000000000", CHAIN_LIVE, 2, 0x10000000},
        {"write d 0x0000000001000000", CHAIN_FOREIGN, 2, 0x100000000},
        {"write d 0x2400001000000000", CHAIN_MISALIGNED, 2, 0x10000024},
        {"write d 0xc000001000000000", CHAIN_FRESH, 2, 0x100000c0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *s = begin("pool 32 8 order=fifo", MEMORY);
        run(s, "alloc a b c d e f; free b d f");
        runs(s, rows[i].write, OUTCOME_OK);
        const struct chain chain = chainOf(s);
        assert_int_equal(chain.end, rows[i].end);
        assert_int_equal(chain.length, rows[i].length);
        assert_int_equal(chain.endAddress, rows[i].address);
        run(s, "freeall");
        assert_int_equal(chainOf(s).end, CHAIN_NULL);
        end(s);
    }
}

static void walksStopAtAWrittenLink(void **state)
{
    (void)state;
    struct session *s = begin("pool 32 8 order=address", MEMORY);
    run(s, "alloc a b c d; free a c; write a 0xff");
    runs(s, "free d", OUTCOME_CORRUPT_LIST); /* it would follow the link in a */
    assert_int_equal(s->stats.searched, 1);  /* by the free of c */
    assert_int_equal(s->stats.live, 2);
    end(s);
}

static void magazinesAreCheckedBeforeTheyAreRead(void **state)
{
    (void)state;
    struct session *s = begin("magazine 32 8", MEMORY);
    run(s, "alloc a b c d; free a b c d; write d 0xff at 16");
    runs(s, "alloc x", OUTCOME_CORRUPT_LIST);
    assert_int_equal(s->stats.freeListLength, 4);
    run(s, "freeall; alloc a b; free a; write a 0xffffffffffffffff"); /* it holds none */
    runs(s, "alloc x", OUTCOME_OK);
    end(s);
}

/* --- trim ------------------------------------------------------------------------------------- */

static void trimGivesBackTheEnd(void **state)
{
    static const struct {
        const char *kind;
        uint64_t left;
    } rows[] = {{"pool 32 4", 4},
                {"pool 32 4 order=fifo", 4},
                {"pool 32 4 order=address", 2},
                {"pool 32 4 order=fullest", 2},
                {"eager 32 4", 4},
                {"eager 32 4 order=address", 2},
                {"eager 32 4 order=fullest", 2},
                {"stack 32 4", 4},
                {"bitmap 32 4", 2},
                {"magazine 32 4", 4}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *s = begin(rows[i].kind, MEMORY);
        run(s, "alloc a b c d e f g h i j k l m n; free a b c d i j k l m n; write m hello");
        runs(s, "trim", OUTCOME_OK);
        assert_int_equal(s->stats.blocks, rows[i].left);
        assert_int_equal(s->arena.taken, rows[i].left * ARENA_STEP);
        assert_int_equal(s->stats.tableCapacity, 4);
        const struct event event = run(s, "alloc x1 x2 x3 x4 x5");
        assert_int_equal(event.path == PATH_NEW_BLOCK, rows[i].left == 2);
        end(s);
    }
}

static void trimGivesBackWhatFreeallKept(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct session *s = begin(kinds[i], MEMORY);
        run(s, "alloc a b c d e f g h i; freeall; alloc a");
        assert_int_equal(s->stats.blocks, 3);
        assert_int_equal(s->stats.freeBlocks, 2);
        runs(s, "trim", OUTCOME_OK);
        assert_int_equal(s->stats.blocks, 1);
        runs(s, "alloc b c d e; free b c d e", OUTCOME_OK);
        end(s);
    }
}

/* --- undo ------------------------------------------------------------------------------------- */

struct picture {
    struct stats stats;
    uint64_t fields[4];
    char serving[256];
    uint8_t bytes[6 * ARENA_STEP];
};

static void take(const struct session *s, struct picture *picture)
{
    memset(picture, 0, sizeof *picture);
    picture->stats = s->stats;
    picture->fields[0] = s->fields.used;
    picture->fields[1] = (uint64_t)s->fields.block;
    picture->fields[2] = s->fields.freed;
    picture->fields[3] = s->fields.blocksUsed;
    snprintf(picture->serving, sizeof picture->serving, "%s", serving(s));
    memcpy(picture->bytes, s->arena.base, sizeof picture->bytes);
}

static void undoTakesEachStepBack(void **state)
{
    static const char *const steps[] = {"alloc x", "free a",  "free h",        "free e",
                                        "freeall", "trim",    "write b hello", "write h there",
                                        "alloc y", "freeall", "alloc z",       "alloc v",
                                        "trim",    "alloc u", "free z",        "free u"};
    static struct picture pictures[COUNT(steps) + 1], now;
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct session *s = begin(kinds[i], MEMORY);
        run(s, "alloc a b c d e f g h i j k; free d f g b i j k");
        for (size_t step = 0; step < COUNT(steps); step++) {
            take(s, &pictures[step]);
            run(s, steps[step]);
        }
        for (size_t step = COUNT(steps); step-- > 0;) {
            assert_true(travelBack(s));
            take(s, &now);
            if (memcmp(&now, &pictures[step], sizeof now) != 0)
                fail_msg("%s: undo of '%s'", kinds[i], steps[step]);
        }
        end(s);
    }
}

/* What was in the magazine comes back, where others took its place since. */
static void undoFillsTheMagazineAgain(void **state)
{
    static const char *const detours[] = {"alloc x; free c", "freeall; alloc u v w; free w v u",
                                          "freeall; alloc q r s t u v w; free w v u t; alloc z"};
    (void)state;
    for (size_t i = 0; i < COUNT(detours); i++) {
        struct session *s = begin("magazine 32 8", MEMORY);
        run(s, "alloc a b c d e; free a b");
        const uint64_t steps = s->stepCount;
        run(s, detours[i]);
        while (s->stepCount > steps)
            assert_true(travelBack(s));
        run(s, "free d e"); /* the one that is written holds a, b, d */
        assert_int_equal(wordAt(addressOf(s, "e") + 8), addressOf(s, "a"));
        assert_int_equal(wordAt(addressOf(s, "e") + 16), addressOf(s, "b"));
        assert_int_equal(wordAt(addressOf(s, "e") + 24), addressOf(s, "d"));
        end(s);
    }
}

/* --- the plain pool --------------------------------------------------------------------------- */

static void poolCountsFreeBlocks(void **state)
{
    (void)state;
    struct session *s = begin("pool 32 2", MEMORY);
    run(s, "alloc a b c d e");
    assert_int_equal(s->stats.freeBlocks, 0);
    run(s, "free a c");
    assert_int_equal(s->stats.freeBlocks, 0);
    run(s, "free b");
    assert_int_equal(s->stats.freeBlocks, 1);
    run(s, "freeall");
    assert_int_equal(s->stats.freeBlocks, 3);
    run(s, "alloc x");
    assert_int_equal(s->stats.freeBlocks, 2);
    assert_true(travelBack(s) && travelBack(s));
    assert_int_equal(s->stats.freeBlocks, 1);
    run(s, "set checks off; free d d"); /* wild: who owns what is not known */
    assert_int_equal(s->stats.freeBlocks, 0);
    assert_true(travelBack(s));
    assert_int_equal(s->stats.freeBlocks, 2);
    end(s);
}

static void lifoIsThePoolItself(void **state)
{
    (void)state;
    struct session *s = begin("pool 32 4 order=lifo", MEMORY);
    assert_ptr_equal(s->model->kind, &poolModel);
    end(s);
    s = begin("pool 32 4 order=fifo", MEMORY);
    assert_ptr_not_equal(s->model->kind, &poolModel);
    assert_string_equal(s->model->kind->name, "pool");
    end(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("bytes are those of one block, and so are writes", bytesAreThoseOfOneBlock),
        TEST("a list that is cut has both its ends", longListsHaveTwoEnds),
        TEST("eager: a block is listed when it is obtained", eagerListsABlock),
        TEST("each order serves in its own", ordersServe),
        TEST("the order of addresses is searched, and that is counted", searchesAreCounted),
        TEST("the fullest block serves, so that others empty", fullestLeavesBlocksEmpty),
        TEST("bitmap: the lowest free chunk serves", bitmapServesTheLowest),
        TEST("magazine: a full one is written into a chunk, and read again",
             magazineIsWrittenAndRead),
        TEST("magazine: in chunks of 8 bytes it is a list", magazineOfALinkIsAList),
        TEST("stack: no byte of a chunk is touched", stackTouchesNothing),
        TEST("every free is checked, with checks off too", freesAreChecked),
        TEST("past the memory an allocation is refused", memoryRunsOut),
        TEST("huge blocks find no memory, and nothing else happens", blocksOfAnySizeFindNoMemory),
        TEST("sizes beyond all bounds are no pool", sizesBeyondAllBoundsAreNoPool),
        TEST("without memory beside the blocks nothing changes", withoutMemoryNothingChanges),
        TEST("a link that was written over is not followed", linksAreCheckedBeforeTheyAreFollowed),
        TEST("where a chain leads that was written over", chainsAreToldApart),
        TEST("a walk stops where a link was written over", walksStopAtAWrittenLink),
        TEST("a magazine that was written over is not read", magazinesAreCheckedBeforeTheyAreRead),
        TEST("trim gives back free blocks at the end, where the order allows it",
             trimGivesBackTheEnd),
        TEST("trim gives back what freeall kept, in any order", trimGivesBackWhatFreeallKept),
        TEST("undo takes each step back to the byte", undoTakesEachStepBack),
        TEST("undo fills a magazine as it was", undoFillsTheMagazineAgain),
        TEST("pool: free blocks are counted, and undone", poolCountsFreeBlocks),
        TEST("pool: order=lifo is the pool of pool.h", lifoIsThePoolItself),
    };
    return cmocka_run_group_tests_name("chunks", tests, NULL, NULL);
}
