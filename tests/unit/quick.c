/*
 * quick.c - quick steps beside the same steps one by one: which of them are quick, what becomes of
 * the session, and what a step that can't be quick leaves behind.
 */
#include "engine/quick.h"

#include "lang/parse.h"
#include "scarce.h"
#include "unit.h"

/* --- sessions --------------------------------------------------------------------------------- */

static void begin(struct session *s, const char *recipe)
{
    struct sessionOptions options = {.base = ARENA_BASE_DEFAULT, .memory = 1 << 20};
    struct recipeFault fault = {0};
    assert_true(recipeRead(&options.recipe, spanOf(recipe), &fault));
    assert_true(sessionInit(s, &options));
}

/* Lines one by one; the last outcome. */
static enum outcome stepByStep(struct session *s, const char *lines)
{
    struct event event = {.outcome = OUTCOME_OK};
    for (struct span text = spanOf(lines); text.bytes > 0;) {
        const char *end = memchr(text.text, '\n', text.bytes);
        struct parser parser;
        struct command command;
        struct parseError error = {0};
        assert_non_null(end);
        parserInit(&parser, (struct span){text.text, (size_t)(end - text.text)}, 1);
        assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
        sessionStep(s, &command, &event);
        text = (struct span){end + 1, text.bytes - (size_t)(end + 1 - text.text)};
    }
    return event.outcome;
}

/* The same at once; how many lines were quick. */
static size_t atOnce(struct session *s, const char *lines)
{
    struct plain steps[PLAIN_LINES];
    const size_t count = plainRead(spanOf(lines), steps, PLAIN_LINES);
    size_t written = 0;
    for (const char *at = lines; *at != '\0'; at++)
        written += *at == '\n';
    assert_int_equal(count, written);
    return quickRun(s, steps, count);
}

static bool isLive(const struct session *s, const char *name)
{
    const uint32_t handle = handlesFind(&s->handles, spanOf(name));
    return handle != HANDLE_NONE && handlesState(&s->handles, handle) == HANDLE_LIVE;
}

/* As both have memory of their own: how far behind its beginning, or -1 for none. */
static int64_t headOf(const struct session *s)
{
    return s->fields.freed != 0 ? (int64_t)(s->fields.freed - (uintptr_t)s->arena.base) : -1;
}

static void assertSame(struct session *quick, const struct session *slow)
{
    quickSettle(quick);
    assert_int_equal(quick->stepCount, slow->stepCount);
    assert_int_equal(quick->lastOutcome, slow->lastOutcome);
    assert_memory_equal(&quick->stats, &slow->stats, sizeof slow->stats);
    assert_int_equal(quick->fields.used, slow->fields.used);
    assert_int_equal(quick->fields.block, slow->fields.block);
    assert_int_equal(headOf(quick), headOf(slow));
    assert_int_equal(quick->fields.blocksUsed, slow->fields.blocksUsed);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void quickStepsAreSteps(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "alloc a\n",
        "alloc b 5\nalloc c 32\nalloc d\nalloc e\nalloc f\n", /* over the end of a block */
        "free b\nfree d\nfree a\n",
        "alloc a\nalloc a_name_that_no_record_has_room_for 7\n",
        "free a_name_that_no_record_has_room_for\nfree c\nfree e\nfree f\nfree a\n",
        "alloc a 0\nalloc b\nalloc c\nalloc d\nalloc e\nalloc f\nalloc g\nalloc h\n",
    };
    struct session quick, slow;
    begin(&quick, "pool 32 4");
    begin(&slow, "pool 32 4");
    assert_true(quickIsPossible(&quick));
    for (size_t i = 0; i < COUNT(parts); i++) {
        const uint64_t before = slow.stepCount;
        assert_int_equal(stepByStep(&slow, parts[i]), OUTCOME_OK);
        assert_int_equal(atOnce(&quick, parts[i]), slow.stepCount - before);
        assertSame(&quick, &slow);
    }
    sessionRelease(&quick);
    sessionRelease(&slow);
}

/* What is more to tell of than that it went well. */
static void othersAreLeft(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "alloc a\n",    /* live      */
        "free b\n",     /* freed     */
        "free c\n",     /* unknown   */
        "alloc c 33\n", /* too large */
        "alloc c 4294967296\n",
    };
    struct session s;
    begin(&s, "pool 32 4");
    assert_int_equal(atOnce(&s, "alloc a\nalloc b\nfree b\n"), 3);
    quickSettle(&s);
    const struct stats stats = s.stats;
    for (size_t i = 0; i < COUNT(lines); i++) {
        char text[64];
        assert_int_equal(atOnce(&s, lines[i]), 0);
        snprintf(text, sizeof text, "free a\n%salloc d\n", lines[i]);
        if (i > 0) { /* up to it, and no further */
            assert_int_equal(atOnce(&s, text), 1);
            assert_int_equal(atOnce(&s, "alloc a\n"), 1);
        }
        assert_false(isLive(&s, "d"));
        assert_false(isLive(&s, "c"));
        assert_int_equal(s.stats.live, stats.live);
        assert_int_equal(s.stats.failed, 0);
    }
    assert_int_equal(s.stepCount, 3 + 2 * (COUNT(lines) - 1));
    sessionRelease(&s);
}

/* `expect outcome` asks for that. */
static void lastOutcomeIsTheirs(void **state)
{
    (void)state;
    struct session s;
    begin(&s, "pool 32 4");
    assert_int_equal(stepByStep(&s, "free a\n"), OUTCOME_UNKNOWN_HANDLE);
    assert_int_equal(atOnce(&s, "free a\n"), 0); /* no step was done */
    assert_int_equal(s.lastOutcome, OUTCOME_UNKNOWN_HANDLE);
    assert_int_equal(atOnce(&s, "alloc a\n"), 1);
    assert_int_equal(s.lastOutcome, OUTCOME_OK);
    sessionRelease(&s);
}

/* Then the step is none for here, and nothing has changed. */
static void memoryMayEnd(void **state)
{
    (void)state;
    static const char *const name = "a_name_that_no_record_has_room_for";
    char text[64];
    struct session s;
    begin(&s, "pool 32 4");
    assert_int_equal(atOnce(&s, "alloc a\nalloc b\nfree a\n"), 3);
    snprintf(text, sizeof text, "alloc %s\n", name);
    requests = 0;
    const size_t done = atOnce(&s, text);
    requests = SIZE_MAX;
    assert_int_equal(done, 0);
    assert_false(isLive(&s, name));
    assert_int_equal(s.stepCount, 3);
    assert_int_equal(s.stats.live, 1);
    assert_int_equal(atOnce(&s, text), 1);
    assert_true(isLive(&s, name));
    sessionRelease(&s);
}

/* Where someone may look at each step, or go back, or misuse goes through. */
static void notAllSessionsAreQuick(void **state)
{
    (void)state;
    static const char *const recipes[] = {"heap", "stack 32 4", "eager 32 4"};
    struct session s;
    for (size_t i = 0; i < COUNT(recipes); i++) {
        begin(&s, recipes[i]);
        assert_false(quickIsPossible(&s));
        sessionRelease(&s);
    }
    begin(&s, "pool 32 4");
    sessionSetChecks(&s, false);
    assert_false(quickIsPossible(&s));
    sessionSetChecks(&s, true);
    assert_true(quickIsPossible(&s));
    sessionRelease(&s);
}

/* Where the records are that frees will need, as far as they are known; of no other steps. */
static void recordsAreFoundAhead(void **state)
{
    (void)state;
    static const char *const lines = "alloc c\nfree a\nalloc d 5\nfree b\n";
    static const char *const before[] = {"alloc a\nalloc b\n", "free a\n", "free b\n"};
    struct plain steps[4];
    struct quickAhead ahead;
    struct session s;
    begin(&s, "pool 32 4");
    assert_int_equal(plainRead(spanOf(lines), steps, COUNT(steps)), COUNT(steps));
    for (size_t i = 0; i < COUNT(before); i++) {
        (void)atOnce(&s, before[i]);
        memset(&ahead, 0xff, sizeof ahead);
        quickForesee(&s, steps, COUNT(steps), &ahead);
        quickSeek(&s, &ahead);
        assert_int_equal(ahead.frees, 2);
        assert_int_equal(ahead.of[0].hash, steps[1].name.hash);
        assert_int_equal(ahead.of[1].hash, steps[3].name.hash);
        assert_int_equal(ahead.of[1].life, i < 2 ? 1 : 0); /* the second record, while b is live */
        assert_int_equal(ahead.of[2].life, UINT32_MAX);
    }
    sessionRelease(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("quick steps do what steps do", quickStepsAreSteps),
        TEST("of which there is more to tell is left alone, and all behind it", othersAreLeft),
        TEST("the last outcome is that of the last quick step, if there was one",
             lastOutcomeIsTheirs),
        TEST("without memory a step is not quick, and nothing has changed", memoryMayEnd),
        TEST("records are found ahead, of these steps and no others", recordsAreFoundAhead),
        TEST("other allocators, and pools without checks, have no quick steps",
             notAllSessionsAreQuick),
    };
    return cmocka_run_group_tests_name("quick", tests, NULL, NULL);
}
