/*
 * session.c - what a session is when it begins, what a new pool makes of it, and what one that could
 * not be made leaves behind. Of the memory that it must give back, LeakSanitizer tells.
 */
#include "engine/session.h"

#include "engine/travel.h"
#include "lang/parse.h"
#include "scarce.h"
#include "unit.h"

/* --- sessions --------------------------------------------------------------------------------- */

static struct sessionOptions optionsOf(const char *recipe)
{
    struct sessionOptions options = {.base = ARENA_BASE_DEFAULT, .memory = 1 << 20};
    struct recipeFault fault = {0};
    assert_true(recipeRead(&options.recipe, spanOf(recipe), &fault));
    return options;
}

static void begin(struct session *s, const char *recipe)
{
    const struct sessionOptions options = optionsOf(recipe);
    assert_true(sessionInit(s, &options));
}

/* The outcome of the last command of the line, whose event that is. */
static enum outcome runLine(struct session *s, const char *line, struct event *event)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    parserInit(&parser, spanOf(line), 1);
    while (parserNext(&parser, &command, &error) == PARSED_COMMAND) {
        sessionCompleteGuards(s, &command);
        sessionStep(s, &command, event);
    }
    assert_int_equal(error.message.bytes, 0);
    return event->outcome;
}

static void beginsWithNothing(void **state)
{
    (void)state;
    struct session s;
    begin(&s, "pool 32 4");
    assert_int_equal(s.stepCount, 0);
    assert_int_equal(s.past.count, 0);
    assert_int_equal(pastMissing(&s.past), 0);
    assert_int_equal(s.repeated, HANDLE_NONE);
    assert_int_equal(s.lastOutcome, OUTCOME_OK);
    sessionRelease(&s);
}

static void newPoolKnowsNothing(void **state)
{
    (void)state;
    static const char *const lines[] = {"pool 16 2", "allocator heap", "allocator stack 32 4"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        runLine(&s, "alloc a b; alloc; free a; alloc a", &event);
        assert_int_equal(runLine(&s, lines[i], &event), OUTCOME_OK);
        assert_int_equal(s.past.count, 0);
        assert_int_equal(sessionStats(&s)->live, 0);
        assert_int_equal(sessionStats(&s)->allocs, 0);
        assert_int_equal(runLine(&s, "free a", &event), OUTCOME_UNKNOWN_HANDLE);
        assert_int_equal(runLine(&s, "alloc", &event), OUTCOME_OK);
        assert_true(spanIs(event.handle, "p1")); /* automatic names begin anew */
        sessionRelease(&s);
    }
}

static void automaticNames(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    runLine(&s, "alloc p2 p3; alloc", &event);
    assert_true(spanIs(event.handle, "p1"));
    runLine(&s, "free p2; alloc", &event);
    assert_true(spanIs(event.handle, "p2")); /* known, but not live */
    runLine(&s, "alloc", &event);
    assert_true(spanIs(event.handle, "p4"));
    runLine(&s, "free p1; alloc", &event);
    assert_true(spanIs(event.handle, "p5")); /* the numbers go on */
    s.autoNumber = UINT64_MAX - 1;           /* the longest there is */
    runLine(&s, "alloc", &event);
    assert_true(spanIs(event.handle, "p18446744073709551615"));
    sessionRelease(&s);
}

/* Guards go on in a new pool that can have them, and are off where there are none. */
static void guardsGoOn(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    runLine(&s, "set guard redzone; allocator pool 32 4 order=fifo", &event);
    assert_int_equal(s.recipe.guards, GUARD_REDZONE);
    assert_int_equal(s.roomBytes, 32);
    runLine(&s, "allocator heap", &event);
    assert_int_equal(s.recipe.guards, GUARD_OFF);
    sessionRelease(&s);
}

/* --- what an event tells ---------------------------------------------------------------------- */

static void tellsWhereALiveHandleIs(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    assert_int_equal(runLine(&s, "alloc a b; alloc b", &event), OUTCOME_LIVE_HANDLE);
    assert_int_equal(event.place.chunk, 1);
    assert_int_equal(event.address, ARENA_BASE_DEFAULT + 32);
    sessionRelease(&s);
}

static void tellsWhichGuardFoundIt(void **state)
{
    (void)state;
    static const struct {
        const char *line, *guard;
        uint32_t chunk;
    } cases[] = {
        {"set guard poison; alloc a b; free b; write b \"x\" at 16; alloc c", "poison", 1},
        {"set guard redzone; alloc a b; write b \"x\" at 32; free b", "redzone", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        sessionSetChecks(&s, false);
        runLine(&s, cases[i].line, &event);
        assert_int_not_equal(event.outcome, OUTCOME_OK);
        assert_non_null(event.guard);
        assert_string_equal(event.guard, cases[i].guard);
        assert_int_equal(event.place.chunk, cases[i].chunk);
        sessionRelease(&s);
    }
}

static void tellsHowLongItSearched(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    struct sessionOptions options = optionsOf("heap");
    options.memory = 4096;
    assert_true(sessionInit(&s, &options));
    const enum outcome refused =
        runLine(&s, "alloc a 8 b 8 c 8 d 8; free a c; alloc e 8000", &event);
    assert_int_equal(refused, OUTCOME_OUT_OF_MEMORY);
    assert_int_equal(event.searched, 2);
    sessionRelease(&s);
    begin(&s, "pool 32 4 order=address");
    runLine(&s, "alloc a b c; free a b; free c", &event);
    assert_int_equal(event.outcome, OUTCOME_OK);
    assert_true(event.searched > 0);
    sessionRelease(&s);
    begin(&s, "eager 32 4 order=address");
    assert_int_equal(runLine(&s, "alloc a b c d e; free e b; trim", &event), OUTCOME_OK);
    assert_true(event.searched > 0);
    sessionRelease(&s);
}

/* A step that was refused for want of memory tells the same when it is done again. */
static void tellsTheSameAgain(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    struct command command;
    struct sessionOptions options = optionsOf("heap");
    options.memory = 4096;
    options.undoable = true;
    assert_true(sessionInit(&s, &options));
    runLine(&s, "alloc a 8 b 8 c 8 d 8; free a c; alloc e 8000; alloc x; alloc y 8000", &event);
    assert_true(travelBack(&s) && travelBack(&s) && travelBack(&s));
    for (size_t i = 0; i < 3; i++) {
        assert_true(travelForth(&s, &command, &event));
        assert_int_equal(event.step, 7 + i);
        assert_int_equal(event.outcome, i == 1 ? OUTCOME_OK : OUTCOME_OUT_OF_MEMORY);
        assert_int_equal(event.searched, i == 0 ? 2 : 1);
    }
    assert_int_equal(s.repeated, HANDLE_NONE);
    sessionRelease(&s);
}

/* --- the picture ------------------------------------------------------------------------------ */

static void pictureNamesTheOwners(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    struct view view;
    const struct window whole = {.parts = VIEW_ALL,
                                 .rowChunks = UINT32_MAX,
                                 .rowsFirst = UINT64_MAX,
                                 .linksFirst = UINT64_MAX};
    begin(&s, "pool 32 4");
    runLine(&s, "alloc a b c; free b", &event);
    viewInit(&view);
    assert_true(sessionView(&s, &whole, &view));
    assert_int_equal(view.step, 4);
    assert_int_equal(view.lastStep, 4);
    assert_false(view.placesOnly);
    assert_int_equal(view.chunkCount, 4);
    static const char *const names[] = {"a", "b", "c", ""};
    for (size_t i = 0; i < COUNT(names); i++)
        assert_true(spanIs(view.chunks[i].handle, names[i]));
    assert_null(view.chunks[3].handle.text);
    viewRelease(&view);
    sessionRelease(&s);
}

/* What was freed, also by its address, also without checks, is noted of the right chunk. */
static void remembersWhatWasFreed(void **state)
{
    (void)state;
    static const char *const lines[] = {"free b", "free 0x10000020"};
    for (size_t i = 0; i < 2 * COUNT(lines); i++) {
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        runLine(&s, "alloc a b c", &event);
        sessionSetChecks(&s, i >= COUNT(lines));
        assert_int_equal(runLine(&s, lines[i % COUNT(lines)], &event), OUTCOME_OK);
        assert_true(spanIs(event.handle, "b"));
        assert_int_equal(event.place.chunk, 1);
        const struct pastEvent *last = &s.past.events[s.past.count - 1];
        assert_int_equal(stampKind(last->stamp), PAST_FREE);
        assert_int_equal(last->slot, 1);
        assert_int_equal(stampStep(last->stamp), 4);
        assert_int_equal(sessionStats(&s)->live, 2);
        sessionRelease(&s);
    }
}

/* A chunk whose owner's name was forgotten is known to be free all the same, as nobody's. */
static void forgottenNamesAreNotTold(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    handlesRelease(&s.handles);
    handlesInit(&s.handles, 1, false); /* one ended name is remembered */
    runLine(&s, "alloc a b; free a b", &event);
    assert_int_equal(runLine(&s, "free 0x10000020", &event), OUTCOME_DOUBLE_FREE);
    assert_true(spanIs(event.handle, "b"));
    assert_int_equal(runLine(&s, "free 0x10000000", &event), OUTCOME_DOUBLE_FREE);
    assert_null(event.handle.text);
    assert_int_equal(event.place.chunk, 0);
    sessionSetChecks(&s, false); /* it goes through, and is nobody's end */
    assert_int_equal(runLine(&s, "free 0x10000000", &event), OUTCOME_OK);
    assert_null(event.handle.text);
    assert_int_equal(sessionStats(&s)->frees, 3);
    assert_int_equal(sessionStats(&s)->freeListLength, 2);
    assert_int_equal(handlesFind(&s.handles, spanOf("a")), HANDLE_NONE);
    sessionRelease(&s);
}

/* What is no chunk has no place, whoever is asked. */
static void foreignAddressesHaveNoPlace(void **state)
{
    (void)state;
    static const char *const recipes[] = {"pool 32 4", "eager 32 4", "stack 32 4", "bitmap 32 4",
                                          "heap"};
    for (size_t i = 0; i < COUNT(recipes); i++) {
        struct session s;
        struct event event;
        begin(&s, recipes[i]);
        assert_int_equal(runLine(&s, "alloc a; free 0x5", &event), OUTCOME_FOREIGN_FREE);
        assert_int_equal(event.address, 5);
        assert_false(event.place.known);
        sessionRelease(&s);
    }
}

/* Of two that a chunk was handed out to, without checks, the second one owns it. */
static void lastOfTwoOwnersOwns(void **state)
{
    (void)state;
    static const char *const lines[] = {"alloc a; free a a; alloc b c",
                                        "alloc a; free a a; alloc c b"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        sessionSetChecks(&s, false);
        runLine(&s, lines[i], &event);
        assert_int_equal(event.address, ARENA_BASE_DEFAULT);
        assert_int_equal(runLine(&s, "free 0x10000000", &event), OUTCOME_OK);
        assert_true(spanIs(event.handle, i == 0 ? "c" : "b"));
        sessionRelease(&s);
    }
}

/* --- writes and dumps ------------------------------------------------------------------------- */

static void writesStayInTheirRoom(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool checked, unchecked; /* does it go through? */
    } rows[] = {{"write a \"x\" at 31", true, true},
                {"write a \"x\" at 32", false, true}, /* into the next chunk */
                {"write a \"xy\" at 31", false, true},
                {"write 0x10000010 0x00112233445566778899aabbccddeeff", true, true},
                {"write 0x10000010 0x00112233445566778899aabbccddeeff00", false, true},
                {"write 0x10000010 \"x\" at 15", true, true},
                {"write 0x10000010 \"x\" at 16", false, true},
                {"write c \"xy\" at 62", false, true}, /* the end of the block */
                {"write c \"xy\" at 63", false, false},
                {"write d \"x\" at 31", true, true},
                {"write d \"xy\" at 31", false, false},
                {"write 0x1000007f \"x\"", true, true},
                {"write 0x1000007f \"xy\"", false, false}};
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        const bool checked = i % 2 == 0;
        const bool goes = checked ? rows[i / 2].checked : rows[i / 2].unchecked;
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        runLine(&s, "alloc a b c d", &event);
        sessionSetChecks(&s, checked);
        const enum outcome outcome = runLine(&s, rows[i / 2].line, &event);
        if (outcome != (goes ? OUTCOME_OK : OUTCOME_OVERSIZE))
            fail_msg("%s: %s", rows[i / 2].line, outcomeName(outcome));
        sessionRelease(&s);
    }
}

/* Without checks what stands around a chunk can be written over, by its name and by its address. */
static void redzonesCanBeWrittenOver(void **state)
{
    (void)state;
    static const char *const lines[] = {"write a \"x\" at 32", "write 0x10000020 \"x\"",
                                        "write a \"x\" at 33", "write 0x10000021 \"x\"",
                                        "write 0x10000027 \"x\""};
    for (size_t i = 0; i < 2 * COUNT(lines); i++) {
        const bool checked = i % 2 == 0;
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        runLine(&s, "set guard redzone; alloc a b", &event);
        sessionSetChecks(&s, checked);
        assert_int_equal(runLine(&s, lines[i / 2], &event),
                         checked ? OUTCOME_OVERSIZE : OUTCOME_OK);
        assert_int_equal(event.place.chunk, 0);
        sessionRelease(&s);
    }
}

static void bytesAreWrittenAsTheyAreNamed(void **state)
{
    (void)state;
    static const uint8_t bytes[] = {0xff, 0x00, 0x0a, 'h', 'i'};
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    runLine(&s, "alloc a; write a 0xff000A; write a \"hi\" at 3", &event);
    assert_int_equal(event.byteCount, 2);
    assert_int_equal(event.address, ARENA_BASE_DEFAULT + 3);
    assert_memory_equal(s.arena.base, bytes, sizeof bytes);
    assert_int_equal(s.arena.base[sizeof bytes], 0);
    static const char written[] = {'w', 'r', 'i', 't', 'e', ' ', 'a', ' ', '0', 'x', '0', '7'};
    char *line = malloc(sizeof written); /* nothing behind it is read */
    assert_non_null(line);
    memcpy(line, written, sizeof written);
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    parserInit(&parser, (struct span){line, sizeof written}, 1);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    sessionStep(&s, &command, &event);
    assert_int_equal(event.byteCount, 1);
    assert_int_equal(s.arena.base[0], 7);
    assert_int_equal(s.arena.base[1], 0);
    sessionRelease(&s);
    free(line);
}

/* A write over a link makes the model keep account of more; where it can't, nothing is written. */
static void writesNeedMemory(void **state)
{
    (void)state;
    size_t served = 0;
    enum outcome outcome = OUTCOME_OUT_OF_MEMORY;
    for (; outcome != OUTCOME_OK; served++) {
        struct session s;
        struct event event;
        begin(&s, "pool 32 4");
        runLine(&s, "alloc a b; free a b", &event);
        requests = served;
        outcome = runLine(&s, "write b \"x\"", &event);
        requests = SIZE_MAX;
        assert_true(outcome == OUTCOME_OK || outcome == OUTCOME_OUT_OF_MEMORY);
        assert_int_equal(s.arena.base[32], outcome == OUTCOME_OK ? 'x' : 0);
        sessionRelease(&s);
    }
    assert_true(served > 2); /* for the bytes, and for the model */
}

static void assertDumped(const struct session *s, const char *line, uint64_t offset,
                         uint64_t byteCount)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    struct bytesView bytes;
    struct window window;
    struct buffer why;
    bufferInit(&why);
    parserInit(&parser, spanOf(line), 1);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    assert_true(sessionBytes(s, &command, &bytes, &window, &why));
    assert_int_equal(bytes.address, ARENA_BASE_DEFAULT + offset);
    assert_int_equal(bytes.byteCount, byteCount);
    assert_true(bytes.bytes == s->arena.base + offset);
    bufferRelease(&why);
}

/* A chunk, or a whole block; of a heap with its header at an odd place, all from there on. */
static void dumpsHaveTheirBytes(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "heap align=16");
    runLine(&s, "alloc a 20; alloc b 8", &event);
    assertDumped(&s, "dump 0", 8, 48);
    assertDumped(&s, "dump a", 8, 32);
    assertDumped(&s, "dump b", 40, 16);
    assertDumped(&s, "dump 0x10000030", 40, 16);
    sessionRelease(&s);
    begin(&s, "pool 32 4");
    runLine(&s, "alloc a b c d", &event);
    assertDumped(&s, "dump 0", 0, 128);
    assertDumped(&s, "dump d", 96, 32);
    assertDumped(&s, "dump 0x10000044", 64, 32);
    sessionRelease(&s);
}

/* --- what goes on ----------------------------------------------------------------------------- */

/* Does the session keep a trail, and the model that it has now write to it? */
static void assertTrail(struct session *s, bool kept)
{
    struct event event;
    runLine(s, "freeall; alloc a b; free a; alloc c", &event);
    assert_true(event.trail == (kept ? &s->trail : NULL));
    assert_true(s->model->trail == (kept ? &s->trail : NULL));
    assert_int_equal(s->trail.count > 0, kept);
    runLine(s, "freeall", &event);
    assert_int_equal(s->trail.count, 0); /* it is of the last step alone */
}

static void trailIsKeptOnceAskedFor(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "heap");
    assertTrail(&s, false);
    sessionKeepTrail(&s);
    assertTrail(&s, true);
    runLine(&s, "allocator heap fit=best", &event);
    assertTrail(&s, true);
    sessionRelease(&s);
}

static void checksGoOn(void **state)
{
    (void)state;
    struct session s;
    struct event event;
    begin(&s, "pool 32 4");
    sessionSetChecks(&s, false);
    assert_int_equal(runLine(&s, "pool 16 2; alloc a; free a a", &event), OUTCOME_OK);
    sessionSetChecks(&s, true);
    assert_int_equal(runLine(&s, "pool 16 2; alloc a; free a a", &event), OUTCOME_DOUBLE_FREE);
    sessionRelease(&s);
}

/* Its range of addresses is free again for the next one. */
static void noneLeavesNothing(void **state)
{
    (void)state;
    struct session s;
    struct sessionOptions options = optionsOf("pool 32 4");
    options.memory = UINT64_MAX;
    assert_false(sessionInit(&s, &options));
    options.memory = 0;
    assert_false(sessionInit(&s, &options));
    begin(&s, "pool 32 4");
    assert_true(sessionShowsAddresses(&s));
    sessionRelease(&s);
}

/* Whichever request for memory is refused: the range is free again, and nothing else is kept. */
static void noMemoryLeavesNothing(void **state)
{
    (void)state;
    struct session s;
    const struct sessionOptions options = optionsOf("pool 32 4");
    size_t served = 0;
    for (;; served++) {
        requests = served;
        const bool made = sessionInit(&s, &options);
        requests = SIZE_MAX;
        if (made)
            break;
        begin(&s, "pool 32 4");
        assert_true(sessionShowsAddresses(&s));
        sessionRelease(&s);
    }
    assert_true(served >= 2); /* for the model, and for what has happened */
    sessionRelease(&s);
}

/* That a search is told of is asked for as the session begins, or later. */
static void tellsOfSearchesWhereAsked(void **state)
{
    (void)state;
    for (int asked = 0; asked < 2; asked++) {
        struct session s;
        struct event event;
        struct sessionOptions options = optionsOf("heap");
        options.keepsTrail = asked != 0;
        assert_true(sessionInit(&s, &options));
        runLine(&s, "alloc a 100; alloc b 100; free a; alloc c 50", &event);
        assert_int_equal(event.trail != NULL, asked);
        assert_true(event.trail == NULL || event.trail->count > 0);
        sessionKeepTrail(&s);
        runLine(&s, "free c; alloc d 50", &event);
        assert_non_null(event.trail);
        assert_true(event.trail->count > 0);
        sessionRelease(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("a session begins with nothing that has happened", beginsWithNothing),
        TEST("a new pool in place of the old one knows nothing of it", newPoolKnowsNothing),
        TEST("automatic names are the next ones that are not live", automaticNames),
        TEST("guards go on in a new pool, where it can have them", guardsGoOn),
        TEST("a live handle's place is told", tellsWhereALiveHandleIs),
        TEST("the guard that found a misuse is told, and where", tellsWhichGuardFoundIt),
        TEST("a search is told, of steps that are refused too", tellsHowLongItSearched),
        TEST("a search is told of where that was asked for", tellsOfSearchesWhereAsked),
        TEST("what was refused tells the same when it is done again", tellsTheSameAgain),
        TEST("a picture names the owners of its chunks", pictureNamesTheOwners),
        TEST("what was freed is remembered of its chunk", remembersWhatWasFreed),
        TEST("a forgotten name is not told of its chunk", forgottenNamesAreNotTold),
        TEST("what is no chunk has no place", foreignAddressesHaveNoPlace),
        TEST("of two owners of a chunk the last one is told", lastOfTwoOwnersOwns),
        TEST("writes end with their chunk, without checks with the block", writesStayInTheirRoom),
        TEST("without checks red zones can be written over", redzonesCanBeWrittenOver),
        TEST("bytes are written as they are named", bytesAreWrittenAsTheyAreNamed),
        TEST("without memory nothing is written", writesNeedMemory),
        TEST("a chunk is dumped, or a block, with headers", dumpsHaveTheirBytes),
        TEST("a trail is kept once it is asked for, by later models too", trailIsKeptOnceAskedFor),
        TEST("checks stay on or off in a new pool", checksGoOn),
        TEST("a session that can't be made leaves nothing behind", noneLeavesNothing),
        TEST("a session without memory leaves nothing behind", noMemoryLeavesNothing),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
