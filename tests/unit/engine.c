/*
 * engine.c - handles and what is remembered of them; the session where poolsim itself has no memory.
 */
#include "engine/session.h"

#include "engine/explain.h"
#include "lang/expect.h"
#include "lang/parse.h"
#include "unit.h"

/* --- memory that fails on demand -------------------------------------------------------------- */

static size_t requests, refuseFrom; /* requests are counted; from the refuseFrom-th on they fail */

static bool isRefused(void)
{
    requests++;
    return refuseFrom > 0 && requests >= refuseFrom;
}

void *__real_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__real_realloc(void *memory, size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);

void *__wrap_malloc(size_t bytes)
{
    return isRefused() ? NULL : __real_malloc(bytes);
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    return isRefused() ? NULL : __real_calloc(count, bytes);
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    return isRefused() ? NULL : __real_realloc(memory, bytes);
}

/* --- handles ---------------------------------------------------------------------------------- */

static struct span numbered(char *text, size_t bytes, unsigned number)
{
    return (struct span){text, (size_t)snprintf(text, bytes, "handle%u", number)};
}

static uint32_t take(struct handles *h, const char *name, uint32_t slot)
{
    assert_true(handlesPrepare(h, spanOf(name), slot + 1));
    return handlesTake(h, handlesFind(h, spanOf(name)), spanOf(name), slot, 8, h->resetStep + 1);
}

/* What no handle is. */
#define FORGOTTEN ((enum handleState)3)

static enum handleState stateOf(const struct handles *h, const char *name)
{
    const uint32_t handle = handlesFind(h, spanOf(name));
    return handle == HANDLE_NONE ? FORGOTTEN : handlesState(h, handle);
}

static void handlesHaveALife(void **state)
{
    (void)state;
    struct handles h;
    handlesInit(&h, 10, false);
    assert_int_equal(handlesFind(&h, spanOf("a")), HANDLE_NONE);
    uint32_t a = take(&h, "a", 0);
    take(&h, "b", 1);
    assert_int_equal(stateOf(&h, "a"), HANDLE_LIVE);
    handlesGive(&h, a, 7);
    assert_int_equal(stateOf(&h, "a"), HANDLE_FREED);
    a = handlesFind(&h, spanOf("a"));
    assert_int_equal(handlesAt(&h, a).step, 7);
    handlesReset(&h, 8);
    assert_int_equal(stateOf(&h, "a"), HANDLE_FREED);
    assert_int_equal(stateOf(&h, "b"), HANDLE_STALE);
    const uint32_t b = take(&h, "b", 0);
    assert_int_equal(b, handlesFind(&h, spanOf("b")));
    assert_int_equal(stateOf(&h, "b"), HANDLE_LIVE);
    assert_int_equal(handlesLive(&h, 0), handlesFind(&h, spanOf("b")));
    assert_int_equal(handlesLive(&h, handlesLive(&h, 0) + 1), HANDLE_NONE);
    handlesRelease(&h);
}

static void oldestEndedNamesAreForgotten(void **state)
{
    (void)state;
    struct handles h;
    char text[32];
    handlesInit(&h, 100, false);
    for (unsigned i = 0; i < 5000; i++) {
        struct span name = numbered(text, sizeof text, i);
        assert_true(handlesPrepare(&h, name, 1));
        handlesGive(&h, handlesTake(&h, HANDLE_NONE, name, 0, 8, i), i);
    }
    for (unsigned i = 0; i < 5000; i++) {
        numbered(text, sizeof text, i);
        assert_int_equal(stateOf(&h, text), i < 4900 ? FORGOTTEN : HANDLE_FREED);
    }
    /* memory follows what is remembered, not the steps */
    assert_in_range(h.lives.logCapacity, 100, 128);
    assert_int_equal(h.lives.index.bucketCount, 4);
    assert_int_equal(h.lives.known, 1);
    handlesRelease(&h);
}

static void staleNamesAreForgottenToo(void **state)
{
    (void)state;
    struct handles h;
    char text[32];
    handlesInit(&h, 100, false);
    for (unsigned i = 0; i < 5000; i++) {
        struct span name = numbered(text, sizeof text, i);
        assert_true(handlesPrepare(&h, name, 50));
        handlesTake(&h, HANDLE_NONE, name, i % 50, 8, i + 1);
        if (i % 50 == 49)
            handlesReset(&h, i + 1);
    }
    assert_in_range(h.lives.logCapacity, 100, 128);
    assert_in_range(h.lives.index.bucketCount, 7, 12);
    assert_in_range(h.lives.capacity, 50, 100);
    assert_int_equal(stateOf(&h, "handle4999"), HANDLE_STALE);
    assert_int_equal(stateOf(&h, "handle4000"), FORGOTTEN);
    handlesRelease(&h);
}

static void manyEndedAtOnceAreForgotten(void **state)
{
    (void)state;
    struct handles h;
    char text[32];
    handlesInit(&h, 100, false);
    for (unsigned i = 0; i < 3000; i++)
        take(&h, numbered(text, sizeof text, i).text, i);
    handlesReset(&h, 1); /* 3000 have ended at once */
    unsigned stale = 0;
    for (unsigned i = 0; i < 3000; i++)
        stale += stateOf(&h, numbered(text, sizeof text, i).text) == HANDLE_STALE;
    assert_int_equal(stale, 100);
    assert_int_equal(h.lives.next - h.lives.first, 100);
    handlesRelease(&h);
}

static void forgottenNamesAreNobodys(void **state)
{
    (void)state;
    struct handles h;
    char text[32];
    handlesInit(&h, 1, false);
    handlesGive(&h, take(&h, "first", 0), 1);
    for (unsigned i = 0; i < 100; i++) {
        struct span name = numbered(text, sizeof text, i);
        assert_true(handlesPrepare(&h, name, 2));
        handlesGive(&h, handlesTake(&h, HANDLE_NONE, name, 1, 8, i), i);
    }
    assert_int_equal(stateOf(&h, "first"), FORGOTTEN);
    assert_int_equal(handlesOwner(&h, 0), HANDLE_NONE);
    take(&h, "second", 0);
    assert_true(spanIs(handlesName(&h, handlesOwner(&h, 0)), "second"));
    handlesRelease(&h);
}

static void ownerIsTheLastHolder(void **state)
{
    (void)state;
    struct handles h;
    handlesInit(&h, 10, false);
    handlesGive(&h, take(&h, "a", 0), 1);
    take(&h, "a", 1); /* a has two chunks behind it, one of them freed */
    assert_true(spanIs(handlesName(&h, handlesOwner(&h, 0)), "a"));
    assert_true(spanIs(handlesName(&h, handlesOwner(&h, 1)), "a"));
    assert_int_equal(handlesOwner(&h, 2), HANDLE_NONE);
    handlesRelease(&h);
}

static void namesOfEveryLength(void **state)
{
    (void)state;
    struct handles h;
    char text[HANDLE_BYTES_MAX + 1];
    handlesInit(&h, 10, false);
    for (size_t bytes = 1; bytes <= HANDLE_BYTES_MAX; bytes++) {
        memset(text, 'x', bytes);
        text[bytes] = '\0';
        take(&h, text, (uint32_t)bytes);
        assert_true(spanIs(handlesName(&h, handlesOwner(&h, (uint32_t)bytes)), text));
    }
    handlesRelease(&h);
}

static void manyNamesComeAndGo(void **state)
{
    (void)state;
    struct handles h;
    char text[32];
    enum { LIVE = 3000 };
    handlesInit(&h, 500, false);
    for (unsigned i = 0; i < LIVE; i++) {
        numbered(text, sizeof text, i);
        take(&h, text, i);
    }
    for (unsigned i = 0; i < LIVE; i += 2) {
        numbered(text, sizeof text, i);
        handlesGive(&h, handlesFind(&h, spanOf(text)), i);
    }
    for (unsigned i = 0; i < LIVE; i++) {
        numbered(text, sizeof text, i);
        enum handleState expected = i % 2 == 1        ? HANDLE_LIVE
                                    : i < LIVE - 1000 ? FORGOTTEN
                                                      : HANDLE_FREED;
        assert_int_equal(stateOf(&h, text), expected);
    }
    handlesRelease(&h);
}

/* --- the session without memory --------------------------------------------------------------- */

static const struct sessionOptions options = {
    .recipe = {.kind = &poolModel, .chunkSize = 32, .blockSize = 2},
    .base = ARENA_BASE_DEFAULT,
    .memory = 1 << 20,
    .undoable = true};

static enum outcome runLine(struct session *s, const char *text)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    struct event event = {0};
    parserInit(&parser, spanOf(text), 1);
    while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
        sessionStep(s, &command, &event);
    return event.outcome;
}

/* All that a refused step must leave as it was: fields, figures but `failed`, table, chain, owners. */
static void pictureOf(const struct session *s, struct view *view)
{
    const struct window whole = {.parts = VIEW_ALL,
                                 .rowChunks = UINT32_MAX,
                                 .rowsFirst = UINT64_MAX,
                                 .linksFirst = UINT64_MAX};
    viewInit(view);
    assert_true(sessionView(s, &whole, view));
}

static void assertSamePicture(const struct view *a, const struct view *b)
{
    assert_int_equal(a->fields.chunkSize, b->fields.chunkSize);
    assert_int_equal(a->fields.used, b->fields.used);
    assert_int_equal(a->fields.block, b->fields.block);
    assert_int_equal(a->fields.freed, b->fields.freed);
    assert_int_equal(a->fields.blocksUsed, b->fields.blocksUsed);
    assert_int_equal(a->stats.live, b->stats.live);
    assert_int_equal(a->stats.allocs, b->stats.allocs);
    assert_int_equal(a->stats.frees, b->stats.frees);
    assert_int_equal(a->stats.requestedBytes, b->stats.requestedBytes);
    assert_int_equal(a->chunkCount, b->chunkCount);
    for (size_t i = 0; i < a->chunkCount; i++) {
        assert_int_equal(a->chunks[i].address, b->chunks[i].address);
        assert_int_equal(a->chunks[i].state, b->chunks[i].state);
        assert_int_equal(a->chunks[i].next, b->chunks[i].next);
        assert_int_equal(a->chunks[i].handle.bytes, b->chunks[i].handle.bytes);
    }
    assert_int_equal(a->chainLength, b->chainLength);
    assert_int_equal(a->end, b->end);
}

/* Runs `text` with every request from the n-th on refused, for every n; true where one was. */
static bool refusedAt(size_t n, const char *before, const char *text)
{
    struct session s;
    struct view was, is;
    refuseFrom = 0;
    assert_true(sessionInit(&s, &options));
    runLine(&s, before);
    pictureOf(&s, &was);
    const uint64_t failed = s.stats.failed, steps = s.stepCount;
    requests = 0;
    refuseFrom = n;
    const enum outcome outcome = runLine(&s, text);
    const bool refused = outcome == OUTCOME_OUT_OF_MEMORY;
    refuseFrom = 0;
    assert_int_equal(s.stepCount, steps + 1);
    if (refused) {
        pictureOf(&s, &is);
        assertSamePicture(&was, &is);
        assert_int_equal(s.stats.failed, failed + 1);
        assert_int_equal(runLine(&s, text), OUTCOME_OK); /* and afterwards it works */
        viewRelease(&is);
    } else {
        assert_int_equal(outcome, OUTCOME_OK);
    }
    viewRelease(&was);
    sessionRelease(&s);
    return refused;
}

static void refusedMemoryChangesNothing(void **state)
{
    (void)state;
    static const struct {
        const char *before, *text;
        size_t points; /* where it can be refused, at least */
    } cases[] = {
        {"", "alloc a", 4},
        {"alloc a b", "alloc a_name_that_is_longer_than_a_record", 2},
        {"alloc a b c; free b", "alloc d", 0},
        {"alloc a b c", "pool 8 8", 2},
        {"alloc a b; freeall", "alloc c", 0},
        {"alloc a b; free a", "write a \"over its link\"", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t n = 1;
        while (refusedAt(n, cases[i].before, cases[i].text))
            n++;
        assert_true(n - 1 >= cases[i].points);
    }
}

static void sessionWithoutMemory(void **state)
{
    (void)state;
    struct session s;
    size_t n = 1;
    for (requests = 0, refuseFrom = n; !sessionInit(&s, &options); requests = 0, refuseFrom = ++n)
        sessionRelease(&s); /* of what there isn't */
    assert_true(n > 2);
    refuseFrom = 0;
    sessionRelease(&s);
}

static void eachOutcomeIsExplained(void **state)
{
    (void)state;
    static const struct {
        const char *before, *text;
        enum outcome outcome;
        const char *why;
    } cases[] = {
        {"", "free a", OUTCOME_UNKNOWN_HANDLE, "unknown handle 'a' (no handle is live)"},
        {"alloc a b c d e f g h", "free x", OUTCOME_UNKNOWN_HANDLE,
         "unknown handle 'x' (live: a, b, c, d, e, f, ...)"},
        {"alloc a", "alloc a", OUTCOME_LIVE_HANDLE,
         "live handle 'a': it is at 0:0 (free it first, or take another name)"},
        {"alloc a; freeall; alloc b", "free a", OUTCOME_STALE_FREE,
         "stale free of 'a': it is from before the freeall of step 2; its chunk 0:0 was handed out "
         "again, as 'b'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct session s;
        struct parser parser;
        struct command command;
        struct parseError error = {0};
        struct event event;
        struct buffer why;
        bufferInit(&why);
        assert_true(sessionInit(&s, &options));
        runLine(&s, cases[i].before);
        parserInit(&parser, spanOf(cases[i].text), 1);
        assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
        sessionStep(&s, &command, &event);
        assert_int_equal(event.outcome, cases[i].outcome);
        explainStep(&s, &command, &event, &why);
        assert_int_equal(why.bytes, strlen(cases[i].why));
        assert_memory_equal(why.text, cases[i].why, why.bytes);
        bufferRelease(&why);
        sessionRelease(&s);
    }
}

/* --- expectations ----------------------------------------------------------------------------- */

static void everyCountCanBeExpected(void **state)
{
    (void)state;
    size_t counts = 0, forms = 0;
    for (size_t i = 0; i < STATS_ROWS; i++) {
        size_t row = 0;
        if (statsTable[i].ratio != NULL)
            continue;
        counts++;
        while (row < EXPECT_ROWS && strcmp(expectName(row), statsTable[i].name) != 0)
            row++;
        assert_true(row < EXPECT_ROWS);
        assert_int_equal(expectTable[row].form, EXPECT_COUNT);
    }
    for (size_t row = 0; row < EXPECT_ROWS; row++)
        forms += expectTable[row].form == EXPECT_COUNT;
    assert_int_equal(forms, counts);
}

/* --- where the range of addresses is taken ---------------------------------------------------- */

static void addressesAreShownWhereTheyAreFixed(void **state)
{
    (void)state;
    struct session first, second;
    struct view view;
    assert_true(sessionInit(&first, &options));
    assert_true(sessionInit(&second, &options)); /* the same range: it gets another */
    assert_true(sessionShowsAddresses(&first));
    assert_false(sessionShowsAddresses(&second));
    assert_int_equal(runLine(&second, "alloc a"), OUTCOME_OK);
    pictureOf(&second, &view);
    assert_true(view.placesOnly);
    viewRelease(&view);
    runLine(&second, "allocator heap base=1000"); /* numbers of its own: they are no addresses */
    assert_true(sessionShowsAddresses(&second));
    sessionRelease(&second);
    sessionRelease(&first);
}

/* --- pool.h, as messages cite it -------------------------------------------------------------- */

/* Does line `number` of pool.h contain `text`? */
static bool lineHas(int number, const char *text)
{
    char line[256];
    bool has = false;
    FILE *file = fopen("include/pool.h", "r");
    assert_non_null(file);
    for (int i = 1; fgets(line, sizeof line, file) != NULL; i++)
        has = has || (i == number && strstr(line, text) != NULL);
    fclose(file);
    return has;
}

static void citedLinesAreRight(void **state)
{
    (void)state;
    assert_true(lineHas(EXPLAIN_READS_LINK, "POOL_COPY(&p->freed, chunk,"));
    assert_true(lineHas(EXPLAIN_WRITES_LINK, "POOL_COPY(ptr, &p->freed,"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a handle is live, then freed or stale, and may be taken again", handlesHaveALife, NULL,
         NULL, NULL},
        {"beyond the bound the oldest freed names are forgotten", oldestEndedNamesAreForgotten,
         NULL, NULL, NULL},
        {"beyond the bound the oldest stale names are forgotten", staleNamesAreForgottenToo, NULL,
         NULL, NULL},
        {"names that a freeall ended by the thousand are forgotten", manyEndedAtOnceAreForgotten,
         NULL, NULL, NULL},
        {"a chunk whose owner is forgotten is nobody's", forgottenNamesAreNobodys, NULL, NULL,
         NULL},
        {"a chunk's owner is its last holder", ownerIsTheLastHolder, NULL, NULL, NULL},
        {"names of every length are kept", namesOfEveryLength, NULL, NULL, NULL},
        {"thousands of names come and go", manyNamesComeAndGo, NULL, NULL, NULL},
        {"a step without memory is refused and changes nothing", refusedMemoryChangesNothing, NULL,
         NULL, NULL},
        {"a session without memory is none", sessionWithoutMemory, NULL, NULL, NULL},
        {"every count of stats can be expected", everyCountCanBeExpected, NULL, NULL, NULL},
        {"addresses are shown where they are the same in every run",
         addressesAreShownWhereTheyAreFixed, NULL, NULL, NULL},
        {"messages cite the right lines of pool.h", citedLinesAreRight, NULL, NULL, NULL},
        {"each refused step says why", eachOutcomeIsExplained, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
