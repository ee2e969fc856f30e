/*
 * condition.c - conditions: how they are read, what is said of those that can't be, whether they
 * hold; and breakpoints, which wait for one.
 */
#include "engine/conditionread.h"

#include "engine/breaks.h"
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
void *__real_realloc(void *memory, size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);
char *__real_strndup(const char *text, size_t bytes);
char *__wrap_strndup(const char *text, size_t bytes);

void *__wrap_malloc(size_t bytes)
{
    return isRefused() ? NULL : __real_malloc(bytes);
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    return isRefused() ? NULL : __real_realloc(memory, bytes);
}

char *__wrap_strndup(const char *text, size_t bytes)
{
    return isRefused() ? NULL : __real_strndup(text, bytes);
}

/* --- a session, and conditions asked of it ---------------------------------------------------- */

static const struct sessionOptions options = {
    .recipe = {.kind = &poolModel, .chunkSize = 32, .blockSize = 4},
    .base = ARENA_BASE_DEFAULT,
    .memory = 1 << 20};

static struct session session;
static struct event event; /* of its last step */

static void run(const char *text, uint64_t line)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    parserInit(&parser, spanOf(text), line);
    while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
        sessionStep(&session, &command, &event);
    assert_int_equal(error.message.bytes, 0);
}

/* The text behind the last step; what it points to must live as long as the event. */
static void begin(const char *text)
{
    assert_true(sessionInit(&session, &options));
    event = (struct event){.op = "pool", .after = session.fields};
    run(text, 1);
}

static void end(void)
{
    sessionRelease(&session);
}

/* Reads it out of memory of its own, so that a sanitizer sees whoever reads behind its end. */
static bool parse(const char *text, struct condition *condition, struct conditionFault *fault)
{
    const size_t bytes = strlen(text);
    char *copy = __real_malloc(bytes > 0 ? bytes : 1);
    assert_non_null(copy);
    memcpy(copy, text, bytes);
    const bool isRead = conditionParse(condition, (struct span){copy, bytes}, fault);
    memset(copy, '?', bytes);
    free(copy);
    return isRead;
}

static struct condition parsed(const char *text)
{
    struct condition condition;
    struct conditionFault fault = {0};
    if (!parse(text, &condition, &fault))
        fail_msg("%s: %zu: %.*s", text, fault.at, (int)fault.message.bytes, fault.message.text);
    assert_null(fault.message.text);
    return condition;
}

static bool holds(const char *text)
{
    const struct condition condition = parsed(text);
    return conditionHolds(&condition, &session, &event);
}

struct answer {
    const char *text;
    bool holds;
};

static void assertAnswers(const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (holds(answers[i].text) != answers[i].holds)
            fail_msg("%s: should be %s", answers[i].text, answers[i].holds ? "true" : "false");
}

#define ASSERT_ANSWERS(answers) assertAnswers(answers, COUNT(answers))

static void assertFault(const char *text, size_t at, size_t bytes, const char *message)
{
    struct condition condition;
    struct conditionFault fault = {0};
    bufferInit(&fault.message);
    if (parse(text, &condition, &fault))
        fail_msg("%s: should be a fault", text);
    bufferAppendByte(&fault.message, '\0');
    if (strcmp(fault.message.text, message) != 0)
        fail_msg("%s:\n  is        %s\n  should be %s", text, fault.message.text, message);
    if (fault.at != at || fault.bytes != bytes)
        fail_msg("%s: marks %zu bytes at %zu, not %zu at %zu", text, fault.bytes, fault.at, bytes,
                 at);
    bufferRelease(&fault.message);
}

struct fault {
    const char *text;
    size_t at, bytes;
    const char *message;
};

static void assertFaults(const struct fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assertFault(faults[i].text, faults[i].at, faults[i].bytes, faults[i].message);
}

#define ASSERT_FAULTS(faults) assertFaults(faults, COUNT(faults))

/* --- what holds ------------------------------------------------------------------------------- */

static void operatorsCompare(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"live == 2", true},      {"live == 3", false},     {"live != 2", false},
        {"live != 3", true},      {"live < 2", false},      {"live < 3", true},
        {"live <= 1", false},     {"live <= 2", true},      {"live > 2", false},
        {"live > 1", true},       {"live >= 3", false},     {"live >= 2", true},
        {"2 == live", true},      {"3 > live", true},       {"1 > live", false},
        {"live == live", true},   {"live < live", false},   {"live == peakLive", true},
        {"live < allocs", false}, {"frees < allocs", true}, {"3 > 2", true},
    };
    begin("alloc a b");
    ASSERT_ANSWERS(answers);
    end();
}

static void blanksAreOptional(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"live>=2", true},      {"  live\t>=   2  \r", true}, {"(live==2)and(live==2)", true},
        {"not(live==3)", true}, {"((live==2))", true},        {"2==live or(1==2)", true},
    };
    begin("alloc a b");
    ASSERT_ANSWERS(answers);
    end();
}

static void precedence(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"1 == 1 or 1 == 2 and 1 == 2", true},
        {"(1 == 1 or 1 == 2) and 1 == 2", false},
        {"1 == 2 and 1 == 2 or 1 == 1", true},
        {"1 == 2 and (1 == 2 or 1 == 1)", false},
        {"not 1 == 2 and 1 == 2", false},
        {"not (1 == 2 and 1 == 2)", true},
        {"not 1 == 1 or 1 == 1", true},
        {"not (1 == 1 or 1 == 1)", false},
        {"not not 1 == 1", true},
        {"not not not 1 == 1", false},
        {"1 == 1 and 1 == 1 and 1 == 2", false},
        {"1 == 1 and 1 == 1 and 1 == 1", true},
        {"1 == 2 or 1 == 2 or 1 == 1", true},
        {"1 == 2 or 1 == 2 or 1 == 2", false},
        {"1 == 1 and not 1 == 2 and not (1 == 2 or not 1 == 1)", true},
    };
    begin("");
    ASSERT_ANSWERS(answers);
    end();
}

/* A naive evaluation of the same tree, drawn from a fixed sequence of numbers. */
static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static bool grow(struct buffer *text, uint32_t *seed, unsigned depth)
{
    const unsigned kind = depth == 0 ? 0 : draw(seed) % 4;
    if (kind == 0) {
        const bool is = draw(seed) % 2 == 0;
        bufferAppendText(text, is ? "1 == 1" : "1 == 2");
        return is;
    }
    bufferAppendText(text, kind == 1 ? "not (" : "(");
    const bool left = grow(text, seed, depth - 1);
    bufferAppendText(text, kind == 1 ? ")" : kind == 2 ? ") and (" : ") or (");
    if (kind == 1)
        return !left;
    const bool right = grow(text, seed, depth - 1);
    bufferAppendByte(text, ')');
    return kind == 2 ? left && right : left || right;
}

static void randomTrees(void **state)
{
    (void)state;
    uint32_t seed = 1;
    struct buffer text;
    bufferInit(&text);
    begin("");
    for (unsigned i = 0; i < 3000; i++) {
        bufferClear(&text);
        const bool is = grow(&text, &seed, 5);
        struct condition condition;
        struct conditionFault fault = {0};
        if (conditionParse(&condition, bufferSpan(&text), &fault))
            assert_int_equal(conditionHolds(&condition, &session, &event), is);
        else
            assert_memory_equal(fault.message.text, "the condition is too long", 25);
        bufferRelease(&fault.message);
    }
    bufferRelease(&text);
    end();
}

static void everyFigureIsComparable(void **state)
{
    (void)state;
    begin("alloc a b 20 c; free b; alloc d; free a; alloc x 99");
    for (size_t i = 0; i < figureCount(); i++) {
        const struct figureValue value = figureValueOf(i, sessionStats(&session), &event.after);
        struct buffer shown;
        bufferInit(&shown);
        bufferAppendFormat(&shown, "%s == ", figureName(i));
        if (value.form == FIGURE_RATIO)
            bufferAppendText(&shown, figureName(i));
        else
            figureAppend(&value, &shown);
        bufferAppendByte(&shown, '\0');
        if (!holds(shown.text))
            fail_msg("%s: should be true", shown.text);
        bufferRelease(&shown);
    }
    end();
}

static void everyRowOfStatsIsAFigure(void **state)
{
    (void)state;
    static const char *const fields[] = {"chunkSize", "blockSize", "used",
                                         "block",     "freed",     "blocksUsed"};
    size_t figure;
    for (size_t i = 0; i < STATS_ROWS; i++)
        assert_true(figureFind(spanOf(statsTable[i].name), &figure));
    for (size_t i = 0; i < COUNT(fields); i++)
        assert_true(figureFind(spanOf(fields[i]), &figure));
    assert_int_equal(figureCount(), STATS_ROWS + COUNT(fields));
    assert_false(figureFind(spanOf("liv"), &figure));
    assert_false(figureFind(spanOf("step"), &figure));
    assert_false(figureFind(spanOf("op"), &figure));
    assert_false(figureFind((struct span){NULL, 0}, &figure));
}

static void fieldsOfThePool(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"chunkSize == 32", true}, {"blockSize == 4", true},
        {"used == 0", true},       {"block == 1", true},
        {"blocksUsed == 2", true}, {"freed == NULL", true},
        {"freed == 0", true},      {"tableCapacity == blocksUsed", true},
    };
    begin("alloc a b c d e");
    ASSERT_ANSWERS(answers);
    end();
}

static void stepAndLine(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"step == 4", true},  {"step > 4", false},   {"line == 17", true},
        {"line < 17", false}, {"line > step", true},
    };
    begin("alloc a b c");
    run("free b", 17);
    ASSERT_ANSWERS(answers);
    end();
}

static void blockIsMinusOne(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"block == -1", true},
        {"block < 0", true},
        {"block <= -1", true},
        {"block > -2", true},
        {"block > -1", false},
        {"block != -1", false},
        {"-1 == block", true},
        {"-2 < -1", true},
        {"-1 < -2", false},
        {"-0 == 0", true},
        {"block < 18446744073709551615", true},
        {"block == -1.0", true},
        {"block < -0.5", true},
        {"block == -0x1", true},
        {"block>=-1", true},
        {"-0.5 < -0.25", true},
    };
    begin("alloc a; freeall");
    ASSERT_ANSWERS(answers);
    end();
}

static void numbersAreReadAsSizes(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"0x10 == 16", true},
        {"1K == 1024", true},
        {"2M == 2097152", true},
        {"1G == 1073741824", true},
        {"1k == 0x400", true},
        {"0x1K == 1024", true},
        {"0.5 < 1", true},
        {"1.5K == 1536", true},
        {"0.25M == 256K", true},
        {"2.0 == 2", true},
        {"0.1 == 0.10", true},
        {"00.5 == 0.5", true},
        {"123456789012.345 > 123456789012", true},
    };
    begin("");
    ASSERT_ANSWERS(answers);
    end();
}

static void largeIntegersAreExact(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"9007199254740993 == 9007199254740992", false},
        {"9007199254740993 > 9007199254740992", true},
        {"18446744073709551615 > 18446744073709551614", true},
        {"0xffffffffffffffff == 18446744073709551615", true},
        {"-18446744073709551615 < -18446744073709551614", true},
        {"-18446744073709551615 == -18446744073709551614", false},
        {"-18446744073709551615 < 18446744073709551615", true},
        {"allocs == 9007199254740993", true},
        {"allocs == 9007199254740992", false},
        {"allocs < frees", true},
        {"line == 18446744073709551615", true},
        {"line == -1", false},
    };
    begin("alloc a");
    session.stats.allocs = 9007199254740993;
    session.stats.frees = 9007199254740994;
    event.line = UINT64_MAX;
    ASSERT_ANSWERS(answers);
    end();
}

static void ratiosAreFractions(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"recycleRate == 0.1", true},  {"recycleRate > 0.1", false},
        {"recycleRate < 0.1", false},  {"recycleRate >= 0.1", true},
        {"recycleRate != 0.1", false}, {"recycleRate < 1", true},
        {"recycleRate > 0", true},     {"utilization > 0.5", true},
        {"utilization < 1", true},     {"recycleRate < utilization", true},
    };
    begin("alloc a; free a; alloc a b c d e f g h i");
    ASSERT_ANSWERS(answers);
    end();
}

static void undefinedRatiosAreNothing(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"recycleRate == 0", false},  {"recycleRate != 0", false},
        {"recycleRate < 0", false},   {"recycleRate >= 0", false},
        {"recycleRate > -2", false},  {"recycleRate == recycleRate", false},
        {"0 != recycleRate", false},  {"not recycleRate == 0", true},
        {"recycleRate == -1", false},
    };
    begin("freeall");
    ASSERT_ANSWERS(answers);
    end();
}

static void wordsOfAStep(void **state)
{
    (void)state;
    static const struct {
        const char *text, *holds, *holdsToo;
    } cases[] = {
        {"pool 16 2", "op == pool", "path != new-block"},
        {"alloc a", "op == alloc and outcome == ok", "path == new-block and handle == a"},
        {"alloc a b", "path == bump", "handle == b and handle != a"},
        {"alloc a b c d e", "path == grow-table", "path != new-block"},
        {"alloc a; free a; alloc b", "path == recycle", "outcome == ok"},
        {"alloc a; freeall", "op == freeall", "path == reset and handle != a"},
        {"alloc a; freeall; alloc b", "path == kept-block", "op != freeall"},
        {"alloc a; free a", "op == free and path == push", "handle == a"},
        {"alloc a; write a hello", "op == write", "handle == a"},
        {"alloc a; free a a", "outcome == double-free", "op == free and path != push"},
        {"free a", "outcome == unknown-handle", "handle == a"},
        {"alloc a; freeall; free a", "outcome == stale-free", "failed == 1"},
        {"alloc a 33", "outcome == oversize", "outcome != ok"},
        {"alloc", "handle == p1", "handle != p2"},
        {"free 0x7", "outcome == foreign-free", "handle != a"},
        {"alloc a; free 0x10000000", "handle == a", "outcome == ok"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin(cases[i].text);
        if (!holds(cases[i].holds) || !holds(cases[i].holdsToo))
            fail_msg("%s: %s; %s", cases[i].text, cases[i].holds, cases[i].holdsToo);
        end();
    }
}

static void everyWordIsAccepted(void **state)
{
    (void)state;
    char text[100];
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        snprintf(text, sizeof text, "outcome == %s", outcomeName((enum outcome)i));
        if (i != OUTCOME_UNEXPECTED)
            parsed(text);
    }
    for (size_t i = 1; i < PATH_COUNT; i++) {
        snprintf(text, sizeof text, "path == %s", pathName((enum path)i));
        parsed(text);
    }
    for (size_t i = 0; i < VERB_COUNT; i++) {
        snprintf(text, sizeof text, "op == %s", verbTable[i].name);
        if (verbTable[i].isStep)
            parsed(text);
    }
}

static void headOfTheList(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"freed == 0:1", true},           {"freed != 0:1", false},
        {"freed == 0:0", false},          {"freed != 0:0", true},
        {"0:1 == freed", true},           {"freed == 7:1", false},
        {"freed == 0x0:0x1", true},       {"freed == NULL", false},
        {"NULL != freed", true},          {"freed == 0x10000020", true},
        {"freed == 0x10000000", false},   {"freed > 0x10000000", true},
        {"freed == 4294967295:0", false},
    };
    begin("alloc a b; free b");
    ASSERT_ANSWERS(answers);
    run("alloc c", 1);
    assert_true(holds("freed == NULL"));
    assert_true(holds("freed != 0:1"));
    assert_false(holds("freed == 0:1"));
    end();
}

/* Without checks a write over a link can make anything the head. */
static void headThatIsNoChunk(void **state)
{
    (void)state;
    begin("alloc a b c");
    sessionSetChecks(&session, false);
    run("free 0x10000028", 1);
    assert_int_equal(event.outcome, OUTCOME_OK);
    assert_true(holds("freed == 0x10000028"));
    assert_true(holds("freed != 0:1"));
    assert_false(holds("freed == 0:1"));
    end();
}

static void touchesChunks(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"touches 0:1", true},
        {"touches 0:0", false},
        {"touches 1:1", false},
        {"touches b", true},
        {"touches a", false},
        {"touches bb", false},
        {"touches 0x10000020", true},
        {"touches 0x1000003f", true},
        {"touches 0x10000040", false},
        {"touches 0x1000001f", false},
        {"touches 268435488", true},
        {"touches 0", false},
        {"not touches a", true},
        {"touches a or touches b", true},
        {"(touches b)and(touches 0:1)", true},
        {"touches 18446744073709551615", false},
    };
    begin("alloc a b");
    ASSERT_ANSWERS(answers);
    run("free b", 1);
    ASSERT_ANSWERS(answers);
    run("free b", 1);
    ASSERT_ANSWERS(answers);
    run("write b hi at 8", 1);
    ASSERT_ANSWERS(answers);
    run("freeall", 1);
    assert_false(holds("touches 0:0 or touches b or touches 0x10000020 or touches 0"));
    end();
}

static void longHandlesAreCopied(void **state)
{
    (void)state;
    char name[HANDLE_BYTES_MAX + 1], text[200];
    memset(name, 'x', HANDLE_BYTES_MAX);
    name[HANDLE_BYTES_MAX] = '\0';
    snprintf(text, sizeof text, "alloc %s", name);
    begin(text);
    snprintf(text, sizeof text, "handle == %s and touches %s", name, name);
    assert_true(holds(text));
    snprintf(text, sizeof text, "handle == %.62s", name);
    assert_false(holds(text));
    end();
}

static void copyIsACondition(void **state)
{
    (void)state;
    begin("alloc abc");
    struct condition *first = __real_malloc(sizeof *first);
    *first = parsed("handle == abc and live >= 1");
    const struct condition second = *first;
    free(first);
    assert_true(conditionHolds(&second, &session, &event));
    const struct condition none = {.nodeCount = 0};
    assert_false(conditionHolds(&none, &session, &event));
    end();
}

static void wordsForCompletion(void **state)
{
    (void)state;
    static const char *const some[] = {"live", "utilization", "blocksUsed", "step",   "line",
                                       "op",   "path",        "outcome",    "handle", "touches",
                                       "and",  "or",          "not",        "freed"};
    assert_int_equal(conditionWordCount(), figureCount() + 2 + 4 + 4);
    for (size_t i = 0; i < COUNT(some); i++) {
        size_t found = 0;
        for (size_t j = 0; j < conditionWordCount(); j++)
            found += strcmp(conditionWord(j), some[i]) == 0;
        assert_int_equal(found, 1);
    }
}

/* --- what is no condition --------------------------------------------------------------------- */

static void partsThatAreMissing(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"", 0, 0, "a condition is missing (such as live >= 100, path == new-block, touches a)"},
        {"  ", 2, 0, "a condition is missing (such as live >= 100, path == new-block, touches a)"},
        {"live >=", 7, 0, "a value is missing"},
        {"live >= ", 8, 0, "a value is missing"},
        {"live > > 3", 7, 1, "a value is missing before '>'"},
        {"live > and live < 3", 7, 3, "a value is missing before 'and'"},
        {"(live > )", 8, 1, "a value is missing before ')'"},
        {"> 3", 0, 1, "a comparison is missing before '>'"},
        {"live > 3 and", 12, 0, "a comparison is missing"},
        {"live > 3 or or live > 4", 12, 2, "a comparison is missing before 'or'"},
        {"and live > 3", 0, 3, "a comparison is missing before 'and'"},
        {"not", 3, 0, "a comparison is missing"},
        {"()", 1, 1, "a comparison is missing before ')'"},
        {"live", 4, 0, "an operator is missing (one of == != < <= > >=)"},
        {"live 3", 5, 1, "an operator is missing before '3' (one of == != < <= > >=)"},
        {"live and block > 1", 5, 3,
         "an operator is missing before 'and' (one of == != < <= > >=)"},
        {"3", 1, 0, "an operator is missing (one of == != < <= > >=)"},
        {"live && x", 5, 2, "an operator is missing before '&&' (one of == != < <= > >=)"},
        {"touches", 7, 0, "a chunk is missing (BLOCK:CHUNK, a handle or an address)"},
        {"touches and live > 3", 8, 3,
         "a chunk is missing before 'and' (BLOCK:CHUNK, a handle or an address)"},
        {"op ==", 5, 0, "a value is missing (alloc, free, freeall, pool, allocator, trim, write)"},
        {"op == or live > 3", 6, 2,
         "a value is missing before 'or' (alloc, free, freeall, pool, allocator, trim, write)"},
        {"handle ==", 9, 0, "a value is missing (a letter or _, then letters, digits and _)"},
    };
    ASSERT_FAULTS(faults);
}

static void operatorsOfOtherLanguages(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"live = 3", 5, 1, "unknown operator '=' (did you mean '=='?)"},
        {"op=alloc", 2, 1, "unknown operator '=' (did you mean '=='?)"},
        {"live => 3", 5, 2, "unknown operator '=>' (did you mean '>='?)"},
        {"live =< 3", 5, 2, "unknown operator '=<' (did you mean '<='?)"},
        {"live <> 3", 5, 2, "unknown operator '<>' (did you mean '!='?)"},
        {"live === 3", 5, 3, "unknown operator '===' (did you mean '=='?)"},
        {"live ! 3", 5, 1, "unknown operator '!' (one of == != < <= > >=)"},
        {"live >>= 3", 5, 3, "unknown operator '>>=' (one of == != < <= > >=)"},
        {"live > 3 && live < 5", 9, 2, "unknown operator '&&' (write 'and')"},
        {"live > 3&&live < 5", 8, 2, "unknown operator '&&' (write 'and')"},
        {"live > 3 || live < 5", 9, 2, "unknown operator '||' (write 'or')"},
        {"live > 3 & live < 5", 9, 1, "unknown operator '&' (write 'and')"},
        {"live > 3 | live < 5", 9, 1, "unknown operator '|' (write 'or')"},
        {"live > 3 AND live < 5", 9, 3, "unknown operator 'AND' (write 'and')"},
        {"!(live > 3)", 0, 1, "unknown operator '!' (write 'not')"},
        {"live > 3 and !touches a", 13, 1, "unknown operator '!' (write 'not')"},
        {"live > 3 adn block > 1", 9, 3, "unknown operator 'adn' (did you mean 'and'?)"},
        {"live > 3 &&& live < 5", 9, 3,
         "one word too many: '&&&' (comparisons are joined with and, or)"},
        {"1 < live < 5", 9, 1, "'<' goes on from a comparison (join two of them with and)"},
    };
    ASSERT_FAULTS(faults);
}

static void parenthesesAndTrailingWords(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"(live > 3", 0, 1, "'(' without ')'"},
        {"not (live > 3 or (live < 2)", 4, 1, "'(' without ')'"},
        {"live > 3)", 8, 1, "')' without '('"},
        {"(live > 3))", 10, 1, "')' without '('"},
        {"live > 3 4", 9, 1, "one word too many: '4' (comparisons are joined with and, or)"},
        {"(live > 3 4)", 10, 1, "one word too many: '4' (comparisons are joined with and, or)"},
        {"touches a b", 10, 1, "one word too many: 'b' (comparisons are joined with and, or)"},
        {"live > 3 (live < 5)", 9, 1,
         "one word too many: '(' (comparisons are joined with and, or)"},
        {"live > 3 not live < 5", 9, 3,
         "one word too many: 'not' (comparisons are joined with and, or)"},
        {"(live) > 3", 5, 1, "an operator is missing before ')' (one of == != < <= > >=)"},
    };
    ASSERT_FAULTS(faults);
}

static void unknownNames(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"liv > 3", 0, 3, "unknown name 'liv' (did you mean 'live'?)"},
        {"peaklive > 3", 0, 8, "unknown name 'peaklive' (did you mean 'peakLive'?)"},
        {"live > peeklive", 7, 8, "unknown name 'peeklive' (did you mean 'peakLive'?)"},
        {"live > 3 and pth == bump", 13, 3, "unknown name 'pth' (did you mean 'path'?)"},
        {"-live > 3", 0, 5, "unknown name '-live' (did you mean 'live'?)"},
        {"tuches a", 0, 6, "unknown name 'tuches' (did you mean 'touches'?)"},
        {"alloc", 0, 5, "unknown name 'alloc' (did you mean 'op == alloc'?)"},
        {"new-block", 0, 9, "unknown name 'new-block' (did you mean 'path == new-block'?)"},
        {"double-free == outcome", 0, 11,
         "unknown name 'double-free' (did you mean 'outcome == double-free'?)"},
        {"a", 0, 1,
         "unknown name 'a' (live, block, freed, path and others; for a handle: touches NAME)"},
        {"freed == a", 9, 1,
         "unknown name 'a' (live, block, freed, path and others; for a handle: touches NAME)"},
        {"a\x1b[7m > 3", 0, 5,
         "unknown name 'a\\x1b[7m' (live, block, freed, path and others; for a handle: touches "
         "NAME)"},
        {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg", 0, 70,
         "unknown name 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg...' (live, "
         "block, freed, path and others; for a handle: touches NAME)"},
    };
    ASSERT_FAULTS(faults);
}

static void unknownValues(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"op == aloc", 6, 4, "unknown op 'aloc' (did you mean 'alloc'?)"},
        {"op == stats", 6, 5,
         "unknown op 'stats' (alloc, free, freeall, pool, allocator, trim, write)"},
        {"op != set", 6, 3,
         "unknown op 'set' (alloc, free, freeall, pool, allocator, trim, write)"},
        {"op == ALLOCATION", 6, 10,
         "unknown op 'ALLOCATION' (alloc, free, freeall, pool, allocator, trim, write)"},
        {"path == newblock", 8, 8, "unknown path 'newblock' (did you mean 'new-block'?)"},
        {"path == none", 8, 4,
         "unknown path 'none' (recycle, bump, new-block, kept-block, grow-table, push, reset)"},
        {"outcome == doublefree", 11, 10,
         "unknown outcome 'doublefree' (did you mean 'double-free'?)"},
        {"outcome == unexpected", 11, 10,
         "unknown outcome 'unexpected' (such as ok, double-free, out-of-memory)"},
        {"handle == a-b", 10, 3, "bad handle 'a-b' (a letter or _, then letters, digits and _)"},
        {"op == 3", 6, 1, "'op' is no number (alloc, free, freeall, pool, allocator, trim, write)"},
        {"handle == 0x10", 10, 4, "bad handle '0x10' (a letter or _, then letters, digits and _)"},
        {"outcome == -1", 11, 2, "'outcome' is no number (such as ok, double-free, out-of-memory)"},
        {"3 == op", 5, 2, "'op' is no number (alloc, free, freeall, pool, allocator, trim, write)"},
        {"live == op", 8, 2,
         "'op' is no number (alloc, free, freeall, pool, allocator, trim, write)"},
        {"0:1 == path", 7, 4,
         "'path' is no number (recycle, bump, new-block, kept-block, grow-table, push, reset)"},
        {"op < alloc", 3, 1, "'<' does not go with 'op' (only == and !=)"},
        {"handle >= a", 7, 2, "'>=' does not go with 'handle' (only == and !=)"},
    };
    ASSERT_FAULTS(faults);
}

static void badNumbersAndChunks(void **state)
{
    (void)state;
#define HINT " (decimal or 0x hexadecimal, then K, M, G or nothing; or a fraction as 0.5)"
    static const struct fault faults[] = {
        {"live==2and live!=3", 6, 4, "bad number '2and'" HINT},
        {"live > 3x", 7, 2, "bad number '3x'" HINT},
        {"live > 50%", 7, 3, "bad number '50%'" HINT},
        {"live > 0x", 7, 2, "bad number '0x'" HINT},
        {"live > 1.", 7, 2, "bad number '1.'" HINT},
        {"live > 1.2.3", 7, 5, "bad number '1.2.3'" HINT},
        {"live > 1.5X", 7, 4, "bad number '1.5X'" HINT},
        {"live > 0x1.8", 7, 5, "bad number '0x1.8'" HINT},
        {"live > 1.K", 7, 3, "bad number '1.K'" HINT},
        {"live > -0x", 7, 3, "bad number '-0x'" HINT},
        {"live > 1e3", 7, 3, "bad number '1e3'" HINT},
        {"live > 18446744073709551616", 7, 20,
         "number out of range '18446744073709551616' (64 bits, or 15 digits with a point)"},
        {"live > 0.1234567890123456", 7, 18,
         "number out of range '0.1234567890123456' (64 bits, or 15 digits with a point)"},
        {"freed == 0:", 9, 2, "bad place '0:' (BLOCK:CHUNK)"},
        {"freed == 0:x", 9, 3, "bad place '0:x' (BLOCK:CHUNK)"},
        {"freed == 4294967296:0", 9, 12, "bad place '4294967296:0' (BLOCK:CHUNK)"},
        {"live == 0:1", 8, 3, "'0:1' goes with 'freed' alone"},
        {"live == NULL", 8, 4, "'NULL' goes with 'freed' alone"},
        {"0:1 == 0:1", 0, 3, "'0:1' goes with 'freed' alone"},
        {"NULL == 0", 0, 4, "'NULL' goes with 'freed' alone"},
        {"freed < 0:1", 6, 1, "'<' does not go with '0:1' (only == and !=)"},
        {"NULL >= freed", 5, 2, "'>=' does not go with 'NULL' (only == and !=)"},
        {"touches 0:x", 8, 3, "bad chunk '0:x' (BLOCK:CHUNK, a handle or an address)"},
        {"touches -1", 8, 2, "bad chunk '-1' (BLOCK:CHUNK, a handle or an address)"},
        {"touches a-b", 8, 3, "bad chunk 'a-b' (BLOCK:CHUNK, a handle or an address)"},
    };
#undef HINT
    ASSERT_FAULTS(faults);
}

/* "1 == 1 and 1 == 1 and ...": `count` comparisons. */
static char *chained(char *text, size_t bytes, size_t count)
{
    size_t at = (size_t)snprintf(text, bytes, "1 == 1");
    for (size_t i = 1; i < count; i++)
        at += (size_t)snprintf(text + at, bytes - at, " and 1 == 1");
    return text;
}

static void lengthIsBounded(void **state)
{
    (void)state;
    char text[1000];
    begin("");
    assert_true(holds(chained(text, sizeof text, 32)));
    assertFault(chained(text, sizeof text, 33), 7 + 11 * 31, 3,
                "the condition is too long (at most 64 comparisons, not, and, or)");
    end();
}

static void wordsAreBounded(void **state)
{
    (void)state;
    char text[1000], name[HANDLE_BYTES_MAX + 1];
    size_t at = 0;
    memset(name, 'x', HANDLE_BYTES_MAX);
    name[HANDLE_BYTES_MAX] = '\0';
    begin("");
    for (size_t i = 0; i < 9; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%shandle != %s", i == 0 ? "" : " and ",
                               name);
    assertFault(text, at - HANDLE_BYTES_MAX, HANDLE_BYTES_MAX,
                "the words of the condition are too long (at most 512 bytes together)");
    text[at - HANDLE_BYTES_MAX + 8] = '\0'; /* 8 * 63 + 8 = 512 */
    assert_true(holds(text));
    end();
}

static void nestingIsBounded(void **state)
{
    (void)state;
    char text[1000], nots[17 * 4 + 1] = "";
    begin("");
    snprintf(text, sizeof text, "%.16s1 == 1%.16s", "((((((((((((((((", "))))))))))))))))");
    assert_true(holds(text));
    snprintf(text, sizeof text, "%.17s1 == 1%.17s", "(((((((((((((((((", ")))))))))))))))))");
    assertFault(text, 16, 1, "nested too deeply (at most 16 parentheses and nots)");
    for (size_t i = 0; i < 17; i++)
        snprintf(nots + 4 * i, sizeof nots - 4 * i, "not ");
    snprintf(text, sizeof text, "%s1 == 1", nots);
    assertFault(text, 64, 3, "nested too deeply (at most 16 parentheses and nots)");
    assert_true(holds(text + 4)); /* 16 of them */
    end();
}

/* Whatever the bytes are, it ends, and a fault lies in the text. */
static void anyBytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {"live", "op", "and", "or",      "not",   "(",    ")",
                                         "==",   "=",  "!",   "<=",      "0:1",   "-",    "NULL",
                                         "0.5",  "5.", " ",   "touches", "freed", "\n",   "\xff",
                                         "&",    "a",  "9",   "path",    "\t",    "alloc"};
    uint32_t seed = 7;
    struct buffer text;
    bufferInit(&text);
    begin("alloc a");
    for (unsigned i = 0; i < 20000; i++) {
        struct condition condition;
        struct conditionFault fault = {0};
        bufferClear(&text);
        for (unsigned left = draw(&seed) % 12; left > 0; left--) {
            bufferAppendText(&text, pieces[draw(&seed) % COUNT(pieces)]);
            bufferAppendText(&text, draw(&seed) % 3 == 0 ? " " : "");
        }
        if (conditionParse(&condition, bufferSpan(&text), &fault)) {
            (void)conditionHolds(&condition, &session, &event);
            assert_int_equal(fault.message.bytes, 0);
        } else {
            assert_true(fault.message.bytes > 0);
            assert_true(fault.at <= text.bytes && fault.bytes <= text.bytes - fault.at);
        }
        bufferRelease(&fault.message);
    }
    bufferRelease(&text);
    end();
}

/* --- printing --------------------------------------------------------------------------------- */

static void figuresArePrinted(void **state)
{
    (void)state;
    static const struct {
        struct figureValue value;
        const char *shown;
    } cases[] = {
        {{.form = FIGURE_COUNT, .is.magnitude = 0}, "0"},
        {{.form = FIGURE_COUNT, .is.magnitude = UINT64_MAX}, "18446744073709551615"},
        {{.form = FIGURE_COUNT, .negative = true, .is.magnitude = 1}, "-1"},
        {{.form = FIGURE_ADDRESS, .is.magnitude = 0}, "NULL"},
        {{.form = FIGURE_ADDRESS, .is.magnitude = 0x10000040}, "0x10000040"},
        {{.form = FIGURE_RATIO, .is.ratio = 1.0 / 3}, "0.333"},
        {{.form = FIGURE_RATIO, .is.ratio = 0}, "0.000"},
        {{.form = FIGURE_UNDEFINED}, "undefined"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer shown;
        bufferInit(&shown);
        figureAppend(&cases[i].value, &shown);
        bufferAppendByte(&shown, '\0');
        assert_string_equal(shown.text, cases[i].shown);
        bufferRelease(&shown);
    }
}

/* --- breakpoints ------------------------------------------------------------------------------ */

static uint64_t addBreak(struct breaks *b, enum breakKind kind, const char *text)
{
    const struct condition condition = parsed(text);
    return breaksAdd(b, kind, spanOf(text), &condition);
}

static uint64_t addWatch(struct breaks *b, const char *name)
{
    size_t figure;
    assert_true(figureFind(spanOf(name), &figure));
    return breaksWatch(b, &session, spanOf(name), figure);
}

/* Runs one step; what is met by it must be these lines. */
static void assertMeets(struct breaks *b, const char *text, const char *lines)
{
    struct buffer out;
    bufferInit(&out);
    run(text, 1);
    const bool met = breaksMeet(b, &session, &event, &out);
    assert_int_equal(met, lines[0] != '\0');
    bufferAppendByte(&out, '\0');
    if (strcmp(out.text, lines) != 0)
        fail_msg("%s:\n%sshould be\n%s", text, out.text, lines);
    bufferRelease(&out);
}

static void breakpointsAreHit(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    assert_int_equal(b.count, 0);
    assertMeets(&b, "alloc a", "");
    assert_int_equal(addBreak(&b, BREAK_ALWAYS, "op == alloc"), 1);
    assert_int_equal(addBreak(&b, BREAK_ALWAYS, "live>=3"), 2);
    assert_int_equal(b.count, 2);
    assertMeets(&b, "alloc b", "break 1: op == alloc\n");
    assertMeets(&b, "alloc c", "break 1: op == alloc\nbreak 2: live>=3\n");
    assertMeets(&b, "free a", "");
    assertMeets(&b, "alloc d", "break 1: op == alloc\nbreak 2: live>=3\n");
    assert_int_equal(b.points[0].hits, 3);
    assert_int_equal(b.points[1].hits, 2);
    breaksRelease(&b);
    end();
}

static void temporaryOnesGo(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    addBreak(&b, BREAK_ONCE, "op == alloc");
    addBreak(&b, BREAK_ONCE, "op == alloc");
    addBreak(&b, BREAK_ALWAYS, "op == alloc");
    addBreak(&b, BREAK_ONCE, "op == freeall");
    assertMeets(&b, "alloc a",
                "tbreak 1: op == alloc\ntbreak 2: op == alloc\nbreak 3: op == alloc\n");
    assert_int_equal(b.count, 2);
    assertMeets(&b, "alloc b", "break 3: op == alloc\n");
    assertMeets(&b, "freeall", "tbreak 4: op == freeall\n");
    assert_int_equal(b.count, 1);
    assert_int_equal(addBreak(&b, BREAK_ONCE, "step > 0"), 5); /* numbers are not given twice */
    breaksRelease(&b);
    end();
}

static void watchesShowChanges(void **state)
{
    (void)state;
    struct breaks b;
    begin("alloc a b c");
    breaksInit(&b);
    assert_int_equal(addWatch(&b, "freed"), 1);
    assert_int_equal(addWatch(&b, "block"), 2);
    assertMeets(&b, "free c", "watch 1: freed NULL -> 0x10000040\n");
    assertMeets(&b, "free a", "watch 1: freed 0x10000040 -> 0x10000000\n");
    assertMeets(&b, "free a", ""); /* refused */
    assertMeets(&b, "freeall", "watch 1: freed 0x10000000 -> NULL\nwatch 2: block 0 -> -1\n");
    assertMeets(&b, "freeall", "");
    assert_int_equal(b.points[0].hits, 3);
    assert_int_equal(b.points[1].hits, 1);
    breaksRelease(&b);
    end();
}

static void watchesOfRatios(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    addWatch(&b, "recycleRate");
    assertMeets(&b, "freeall", ""); /* undefined as before */
    assertMeets(&b, "alloc a", "watch 1: recycleRate undefined -> 0.000\n");
    assertMeets(&b, "free a", "");
    assertMeets(&b, "alloc a", "watch 1: recycleRate 0.000 -> 0.500\n");
    assertMeets(&b, "pool 16 2", "watch 1: recycleRate 0.500 -> undefined\n");
    breaksRelease(&b);
    end();
}

static void watchesAfterAJump(void **state)
{
    (void)state;
    struct breaks b;
    begin("alloc a");
    breaksInit(&b);
    addWatch(&b, "live");
    addBreak(&b, BREAK_ALWAYS, "live > 100");
    run("alloc b; alloc c", 1); /* as if to go to step 3 at once */
    breaksRefresh(&b, &session);
    assertMeets(&b, "free x", "");
    assertMeets(&b, "free a", "watch 1: live 3 -> 2\n");
    breaksRelease(&b);
    end();
}

static void breakpointsAreDeleted(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    for (uint64_t i = 1; i <= 5; i++)
        assert_int_equal(i % 2 == 0 ? addWatch(&b, "live") : addBreak(&b, BREAK_ALWAYS, "live > 0"),
                         i);
    assert_true(breaksDelete(&b, 3));
    assert_false(breaksDelete(&b, 3));
    assert_false(breaksDelete(&b, 0));
    assert_false(breaksDelete(&b, 6));
    assert_true(breaksDelete(&b, 1));
    assert_true(breaksDelete(&b, 5));
    assert_int_equal(b.count, 2);
    assert_int_equal(b.points[0].number, 2);
    assert_int_equal(b.points[1].number, 4);
    breaksDeleteAll(&b);
    assert_int_equal(b.count, 0);
    assert_int_equal(addWatch(&b, "live"), 6);
    breaksRelease(&b);
    end();
}

static void breakpointsAreListed(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    addBreak(&b, BREAK_ALWAYS, "live > 100");
    addBreak(&b, BREAK_ONCE, "op == alloc and live > 1");
    addWatch(&b, "utilization");
    addBreak(&b, BREAK_ALWAYS, "outcome == double-free");
    static const char *const kinds[] = {"break", "tbreak", "watch", "break"};
    static const char *const texts[] = {"live > 100", "op == alloc and live > 1", "utilization",
                                        "outcome == double-free"};
    assert_int_equal(b.count, COUNT(kinds));
    for (size_t i = 0; i < b.count; i++) {
        assert_string_equal(breakKindName(b.points[i].kind), kinds[i]);
        assert_string_equal(b.points[i].text, texts[i]);
        assert_int_equal(b.points[i].hits, 0);
    }
    breaksRelease(&b);
    end();
}

static void thoseNeverHitStayAtNone(void **state)
{
    (void)state;
    static const uint64_t hits[] = {0, 1, 0, 1};
    struct breaks b;
    begin("");
    breaksInit(&b);
    addBreak(&b, BREAK_ALWAYS, "live > 100");
    addBreak(&b, BREAK_ALWAYS, "live > 0");
    addWatch(&b, "frees");
    addWatch(&b, "live");
    assertMeets(&b, "alloc a", "break 2: live > 0\nwatch 4: live 0 -> 1\n");
    for (size_t i = 0; i < COUNT(hits); i++)
        assert_int_equal(b.points[i].hits, hits[i]);
    breaksRelease(&b);
    end();
}

/* The text given need not end where its line does, nor live any longer. */
static void textIsCopied(void **state)
{
    (void)state;
    struct breaks b;
    char line[] = "live > 0; alloc a";
    begin("");
    breaksInit(&b);
    const struct condition condition = parsed("live > 0");
    breaksAdd(&b, BREAK_ALWAYS, (struct span){line, 8}, &condition);
    memset(line, '?', sizeof line);
    assertMeets(&b, "alloc a", "break 1: live > 0\n");
    breaksRelease(&b);
    end();
}

/* A carriage return is a blank of a condition; at a terminal it would hide what was before it. */
static void textIsEscaped(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    breaksInit(&b);
    addBreak(&b, BREAK_ALWAYS, "live\r>=\t1\r");
    assertMeets(&b, "alloc a", "break 1: live\\x0d>=\\t1\\x0d\n");
    breaksRelease(&b);
    end();
}

static void refusedMemoryAddsNothing(void **state)
{
    (void)state;
    struct breaks b;
    begin("");
    const struct condition condition = parsed("live > 0");
    size_t figure, refusals = 0;
    assert_true(figureFind(spanOf("live"), &figure));
    for (size_t n = 1; n <= 3; n++) {
        breaksInit(&b);
        requests = 0;
        refuseFrom = n;
        const uint64_t number = breaksAdd(&b, BREAK_ALWAYS, spanOf("live > 0"), &condition);
        const uint64_t watch = breaksWatch(&b, &session, spanOf("live"), figure);
        refuseFrom = 0;
        assert_int_equal(number, n > 2 ? 1 : 0);
        assert_int_equal(watch, 0);
        refusals += number == 0;
        assert_int_equal(b.count, number);
        assert_int_equal(addWatch(&b, "live"), number + 1); /* no number is lost */
        breaksRelease(&b);
    }
    assert_int_equal(refusals, 2);
    end();
}

/* Without memory for the message there is none; what is wrong is still known, and where. */
static void refusedMemoryForAMessage(void **state)
{
    (void)state;
    struct condition condition;
    for (size_t n = 1; n < 4; n++) {
        struct conditionFault fault = {0};
        requests = 0;
        refuseFrom = n;
        assert_false(conditionParse(&condition, spanOf("live > 3 and liv > 2"), &fault));
        refuseFrom = 0;
        assert_int_equal(fault.at, 13);
        assert_int_equal(fault.bytes, 3);
        bufferRelease(&fault.message);
    }
    struct breaks b;
    struct buffer out;
    begin("");
    breaksInit(&b);
    bufferInit(&out);
    addBreak(&b, BREAK_ONCE, "step > 0");
    run("alloc a", 1);
    requests = 0;
    refuseFrom = 1;
    assert_true(breaksMeet(&b, &session, &event, &out));
    refuseFrom = 0;
    assert_true(out.failed);
    assert_int_equal(b.count, 0);
    bufferRelease(&out);
    breaksRelease(&b);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("operators compare figures and numbers, either way round", operatorsCompare),
        TEST("blanks are optional around operators and parentheses", blanksAreOptional),
        TEST("not binds closer than and, and closer than or", precedence),
        TEST("random conditions are as true as the trees they were made from", randomTrees),
        TEST("every figure can be compared with the value that it is shown with",
             everyFigureIsComparable),
        TEST("every row of stats and every field is a figure, and nothing else",
             everyRowOfStatsIsAFigure),
        TEST("fields are those of the pool after the step", fieldsOfThePool),
        TEST("step and line are the step's", stepAndLine),
        TEST("a block can be -1, and negative numbers compare as such", blockIsMinusOne),
        TEST("numbers are decimal, hexadecimal, with a suffix, with a point",
             numbersAreReadAsSizes),
        TEST("integers of 64 bits compare exactly", largeIntegersAreExact),
        TEST("ratios compare with fractions; 1 of 10 is 0.1", ratiosAreFractions),
        TEST("no comparison with an undefined ratio holds", undefinedRatiosAreNothing),
        TEST("op, outcome, path and handle are the step's", wordsOfAStep),
        TEST("every op, outcome and path of a step is a value", everyWordIsAccepted),
        TEST("freed compares with a place, NULL, an address", headOfTheList),
        TEST("a head that is no chunk is at no place", headThatIsNoChunk),
        TEST("touches finds a chunk by place, handle, and any address in it", touchesChunks),
        TEST("handles of every length can be asked for", longHandlesAreCopied),
        TEST("a condition may be copied; one of zeros never holds", copyIsACondition),
        TEST("every name and keyword is offered for completion", wordsForCompletion),
        TEST("what is missing is said, and where", partsThatAreMissing),
        TEST("operators of other languages are told by name", operatorsOfOtherLanguages),
        TEST("parentheses without their other and trailing words are faults",
             parenthesesAndTrailingWords),
        TEST("of an unknown name the nearest is offered, or what it is a value of", unknownNames),
        TEST("of an unknown value the nearest is offered, or all", unknownValues),
        TEST("bad numbers, places and chunks are faults", badNumbersAndChunks),
        TEST("a condition has at most 64 parts", lengthIsBounded),
        TEST("the words of a condition have at most 512 bytes", wordsAreBounded),
        TEST("at most 16 parentheses and nots are nested", nestingIsBounded),
        TEST("any bytes are a condition or a fault inside of them", anyBytes),
        TEST("figures are printed as counts, addresses, ratios", figuresArePrinted),
        TEST("breakpoints are hit in the order of their numbers, and count", breakpointsAreHit),
        TEST("a temporary breakpoint goes with its first hit", temporaryOnesGo),
        TEST("a watch shows how its figure changed", watchesShowChanges),
        TEST("a watch shows when a ratio becomes defined, and when it no longer is",
             watchesOfRatios),
        TEST("after a jump a watch compares with what is there", watchesAfterAJump),
        TEST("deleted breakpoints are gone, and their numbers too", breakpointsAreDeleted),
        TEST("breakpoints are listed with kind, text and hits", breakpointsAreListed),
        TEST("those that were never hit have no hits", thoseNeverHitStayAtNone),
        TEST("the text of a breakpoint is its own copy", textIsCopied),
        TEST("the text of a breakpoint is printed without control characters", textIsEscaped),
        TEST("without memory nothing is added, and no number lost", refusedMemoryAddsNothing),
        TEST("without memory for its message a fault is still one", refusedMemoryForAMessage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
