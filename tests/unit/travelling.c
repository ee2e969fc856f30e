/*
 * travelling.c - back and forth over steps where memory ends, and where somebody stops it: wherever
 * that leaves the session, its state is the one that was there after that step.
 */
#include "base/random.h"
#include "engine/account.h"
#include "engine/session.h"
#include "engine/travel.h"
#include "lang/parse.h"
#include "scarce.h"
#include "unit.h"

/* --- memory that ends, and a reader who loses patience ---------------------------------------- */

/* --- sessions --------------------------------------------------------------------------------- */

enum { STEPS = 600, NAMES = 40 };

/* What a step left behind: its figures, and a sum over the memory and the picture. */
struct state {
    struct stats stats;
    uint64_t sum;
};

struct walk {
    struct session s;
    uint64_t seed; /* of which `after` is */
    struct state after[STEPS + 1];
};

static uint64_t mix(uint64_t sum, const void *bytes, size_t count)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < count; i++)
        sum = (sum ^ at[i]) * UINT64_C(0x100000001b3);
    return sum;
}

static struct state stateOf(const struct session *s)
{
    const struct window whole = {.parts = VIEW_ALL,
                                 .rowChunks = UINT32_MAX,
                                 .rowsFirst = UINT64_MAX,
                                 .linksFirst = UINT64_MAX};
    struct state state = {.stats = *sessionStats(s), .sum = mix(1, s->arena.base, s->arena.taken)};
    struct view view;
    viewInit(&view);
    assert_true(sessionView(s, &whole, &view));
    for (size_t i = 0; i < view.linkCount; i++)
        state.sum = mix(state.sum, &view.links[i].address, sizeof view.links[i].address);
    for (size_t i = 0; i < view.chunkCount; i++) {
        state.sum = mix(state.sum, &view.chunks[i].address, sizeof view.chunks[i].address);
        state.sum = mix(state.sum, view.chunks[i].handle.text, view.chunks[i].handle.bytes);
    }
    viewRelease(&view);
    return state;
}

/* Is the session as it was after the step that it is at? */
static void assertWhole(const struct walk *w)
{
    const struct state now = stateOf(&w->s), *then = &w->after[w->s.stepCount];
    assert_true(w->s.stepCount <= STEPS);
    assert_int_equal(travelLast(&w->s), STEPS);
    if (now.stats.live != then->stats.live)
        fail_msg("step %llu: %llu live, not %llu", (unsigned long long)w->s.stepCount,
                 (unsigned long long)now.stats.live, (unsigned long long)then->stats.live);
    assert_int_equal(now.stats.allocs, then->stats.allocs);
    assert_int_equal(now.stats.freeListLength, then->stats.freeListLength);
    assert_int_equal(now.stats.reservedBytes, then->stats.reservedBytes);
    assert_int_equal(now.stats.failed, then->stats.failed);
    assert_int_equal(now.sum, then->sum);
}

/* A step; more of some kind than of others. What is refused is a step as well. */
static void makeLine(struct random *random, size_t bytes, char *line)
{
    const unsigned name = (unsigned)randomBelow(random, NAMES);
    const char *verb = randomBelow(random, 2) == 0 ? "alloc" : "free";
    if (randomBelow(random, 60) == 0)
        snprintf(line, bytes, "freeall");
    else if (randomBelow(random, 90) == 0)
        snprintf(line, bytes, "pool 16 %u", 2 + name % 4);
    else if (randomBelow(random, 90) == 0)
        snprintf(line, bytes, "write x%u \"a\"", name);
    else
        snprintf(line, bytes, "%s x%u%s", verb, name, name % 7 == 0 ? "_a_long_name" : "");
}

static void begin(struct walk *w, const char *recipe, uint64_t seed)
{
    struct sessionOptions options = {
        .base = ARENA_BASE_DEFAULT, .memory = 1 << 20, .undoable = true};
    struct recipeFault fault = {0};
    struct random random = randomOf(seed);
    assert_true(recipeRead(&options.recipe, spanOf(recipe), &fault));
    assert_true(sessionInit(&w->s, &options));
    w->s.timeline.points.apart = 1 + seed % 50; /* many checkpoints, and few steps on the tape */
    w->s.timeline.points.pairBytes = 2000;
    w->s.timeline.window = seed % 20;
    if (w->seed != seed)
        w->after[0] = stateOf(&w->s);
    while (w->s.stepCount < STEPS) {
        char line[64];
        struct parser parser;
        struct command command;
        struct parseError error = {0};
        struct event event;
        makeLine(&random, sizeof line, line);
        parserInit(&parser, spanOf(line), 1);
        assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
        sessionStep(&w->s, &command, &event);
        if (w->seed != seed)
            w->after[w->s.stepCount] = stateOf(&w->s);
    }
    w->seed = seed;
}

/* Back at the start; where steps were forgotten for want of memory, in a session like it. */
static void beginAgain(struct walk *w, const char *recipe, uint64_t start)
{
    if (travelFirst(&w->s) > 0) {
        sessionRelease(&w->s);
        begin(w, recipe, w->seed);
    }
    assert_true(travelTo(&w->s, start));
}

static const char *const recipes[] = {"pool 32 4", "eager 32 4", "stack 32 4", "heap"};

/* There and back, each time with one request more that is served, until it goes well. */
static void memoryEndsOnTheWay(void **state)
{
    static const uint64_t goals[] = {STEPS, 0, 590, 300, 301, 250, STEPS, 7, 599, 0, STEPS};
    (void)state;
    static struct walk w;
    for (uint64_t seed = 1; seed <= 16; seed++) {
        const char *recipe = recipes[seed % COUNT(recipes)];
        begin(&w, recipe, seed);
        for (size_t i = 1; i < COUNT(goals); i++) {
            bool gone = false;
            for (size_t most = 0; !gone; most++) {
                beginAgain(&w, recipe, goals[i - 1]);
                requests = most;
                gone = travelTo(&w.s, goals[i]);
                requests = SIZE_MAX;
                assert_true(!gone || w.s.stepCount == goals[i]);
                assertWhole(&w);
            }
        }
        sessionRelease(&w.s);
    }
}

/* The same, a step at a time. */
static void memoryEndsAtAStep(void **state)
{
    (void)state;
    static struct walk w;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        const char *recipe = recipes[seed % COUNT(recipes)];
        begin(&w, recipe, seed);
        for (uint64_t i = 0; i < 2 * STEPS; i++) {
            struct command command;
            struct event event;
            const uint64_t from = i < STEPS ? STEPS - i : i - STEPS;
            bool gone = false;
            for (size_t most = 0; !gone; most++) {
                beginAgain(&w, recipe, from);
                requests = most;
                gone = i < STEPS ? travelBack(&w.s) : travelForth(&w.s, &command, &event);
                requests = SIZE_MAX;
                assert_true(!gone || w.s.stepCount == (i < STEPS ? from - 1 : from + 1));
                assertWhole(&w);
            }
        }
        sessionRelease(&w.s);
    }
}

/*
 * To tell a step at length it is undone and done again; afterwards the session is where it was, or
 * where there is no memory to do it again, at a step before.
 */
static void memoryEndsInAnAccount(void **state)
{
    (void)state;
    static struct walk w;
    static struct account account;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        const char *recipe = recipes[seed % COUNT(recipes)];
        begin(&w, recipe, seed);
        for (uint64_t at = STEPS; at > STEPS - 200; at--) {
            struct command command;
            bool told = false;
            for (size_t most = 0; !told; most++) {
                struct buffer why;
                beginAgain(&w, recipe, at);
                bufferInit(&why);
                accountInit(&account);
                requests = most;
                told = accountTake(&w.s, &account, &command, &why);
                requests = SIZE_MAX;
                accountRelease(&account);
                bufferRelease(&why);
                assert_true(told ? w.s.stepCount == at : w.s.stepCount <= at);
                assertWhole(&w);
            }
        }
        sessionRelease(&w.s);
    }
}

static void stopsWhereItIs(void **state)
{
    (void)state;
    static struct walk w;
    volatile int stop = 1;
    begin(&w, "pool 32 4", 3);
    assert_false(travelTowards(&w.s, 10, &stop));
    assertWhole(&w);
    assert_int_equal(w.s.stepCount, STEPS);
    assert_true(travelTowards(&w.s, STEPS, &stop)); /* it is there */
    stop = 0;
    assert_true(travelTowards(&w.s, 10, &stop));
    assertWhole(&w);
    sessionRelease(&w.s);
}

static void allocate(struct session *s, const char *name, unsigned number)
{
    char text[32];
    struct event event;
    const struct command command = {
        .verb = VERB_ALLOC,
        .word = {text, (size_t)snprintf(text, sizeof text, "%s%u", name, number)}};
    sessionStep(s, &command, &event);
    assert_int_equal(event.outcome, OUTCOME_OK);
}

/* A new step drops those that are undone, with the names that they were the first to take. */
static void droppedNamesAreUnknown(void **state)
{
    enum { ALL = 3000, KEPT = 700 };
    (void)state;
    struct session s;
    struct place place;
    char text[32];
    struct sessionOptions options = {
        .base = ARENA_BASE_DEFAULT, .memory = 1 << 20, .undoable = true};
    struct recipeFault fault = {0};
    assert_true(recipeRead(&options.recipe, spanOf("pool 8 1000"), &fault));
    assert_true(sessionInit(&s, &options));
    for (unsigned i = 0; i < ALL; i++)
        allocate(&s, i % 3 == 0 ? "a_name_as_long_as_this_" : "x", i);
    assert_true(travelTo(&s, KEPT));
    allocate(&s, "another", 0);
    assert_int_equal(travelLast(&s), KEPT + 1);
    for (unsigned i = 0; i < ALL; i++) {
        snprintf(text, sizeof text, "%s%u", i % 3 == 0 ? "a_name_as_long_as_this_" : "x", i);
        assert_int_equal(sessionPlaceOf(&s, spanOf(text), &place), i < KEPT);
    }
    for (unsigned i = KEPT; i < ALL; i++)
        allocate(&s, i % 3 == 0 ? "a_name_as_long_as_this_" : "x", i);
    assert_true(sessionPlaceOf(&s, spanOf("x2999"), &place) == (2999 % 3 != 0));
    assert_int_equal(sessionStats(&s)->live, ALL + 1);
    sessionRelease(&s);
}

/* Where steps are not kept there is nowhere to go. */
static void nowhereToGo(void **state)
{
    (void)state;
    struct session s;
    struct command command;
    struct event event;
    struct sessionOptions options = {.base = ARENA_BASE_DEFAULT, .memory = 1 << 20};
    struct recipeFault fault = {0};
    assert_true(recipeRead(&options.recipe, spanOf("pool 32 4"), &fault));
    assert_true(sessionInit(&s, &options));
    command = (struct command){.verb = VERB_ALLOC};
    sessionStep(&s, &command, &event);
    assert_int_equal(travelFirst(&s), 1);
    assert_int_equal(travelLast(&s), 1);
    assert_false(travelBack(&s));
    assert_int_equal(s.stepCount, 1);
    sessionRelease(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("where memory ends on the way, all is as it was there", memoryEndsOnTheWay),
        TEST("where memory ends at a step, it can be taken later", memoryEndsAtAStep),
        TEST("where memory ends in an account, all is as it was", memoryEndsInAnAccount),
        TEST("who is stopped stays where that was", stopsWhereItIs),
        TEST("names of steps that are dropped are unknown again", droppedNamesAreUnknown),
        TEST("where no steps are kept there is nowhere to go", nowhereToGo),
    };
    return cmocka_run_group_tests_name("travelling", tests, NULL, NULL);
}
