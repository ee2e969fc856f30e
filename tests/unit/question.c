/*
 * question.c - questions about steps: that the truth is what happened, that answers are read
 * leniently, that each wrong answer that a misconception leads to is met by its reply.
 */
#include "study/question.h"

#include "lang/parse.h"
#include "study/misconception.h"
#include "unit.h"

/* --- a session that is asked ------------------------------------------------------------------ */

static void begin(struct session *s, const char *recipe)
{
    struct sessionOptions options = {.base = ARENA_BASE_DEFAULT, .memory = 1 << 20};
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    assert_true(recipeRead(&options.recipe, spanOf(recipe), &fault));
    bufferRelease(&fault.message);
    assert_true(sessionInit(s, &options));
}

/* The next command of a line; false at its end. */
static bool nextCommand(struct parser *parser, struct command *command)
{
    struct parseError fault = {0};
    bufferInit(&fault.message);
    const enum parsed parsed = parserNext(parser, command, &fault);
    assert_int_not_equal(parsed, PARSED_ERROR);
    bufferRelease(&fault.message);
    return parsed == PARSED_COMMAND;
}

static void runLine(struct session *s, const char *line)
{
    struct parser parser;
    struct command command;
    struct event event;
    parserInit(&parser, spanOf(line), 1);
    while (nextCommand(&parser, &command))
        sessionStep(s, &command, &event);
}

static enum questionKind kindOf(const char *name)
{
    size_t kind = 0;
    while (kind < QUESTION_KINDS && strcmp(questionKindName(kind), name) != 0)
        kind++;
    assert_int_not_equal(kind, QUESTION_KINDS);
    return (enum questionKind)kind;
}

static const char *textOf(struct buffer *b)
{
    bufferAppendByte(b, '\0');
    assert_false(b->failed);
    return b->text;
}

/* The table's first row with this id that predicts the answer has to be the one that is told. */
struct asked {
    const char *recipe, *before, *command, *kind, *answer;
    const char *verdict; /* right, wrong, a misconception's id; or "? ..." for no answer */
    const char *truth;
};

static const char *verdictOf(struct question *q, struct session *s, const struct command *command,
                             const char *text, struct buffer *why)
{
    struct answer answer;
    struct event event;
    if (!questionRead(q, s, spanOf(text), &answer, why)) {
        bufferInsert(why, 0, "? ");
        return textOf(why);
    }
    sessionStep(s, command, &event);
    assert_true(questionResolve(q, s, &event));
    const struct grade grade = questionGrade(q, &answer);
    if (grade.isRight)
        return "right";
    return grade.misconception != NULL ? grade.misconception->id : "wrong";
}

static void ask(const struct asked *asked)
{
    struct session s;
    struct question q;
    struct parser parser;
    struct command command;
    struct buffer text, why, truth;
    begin(&s, asked->recipe);
    runLine(&s, asked->before);
    questionInit(&q);
    bufferInit(&text);
    bufferInit(&why);
    bufferInit(&truth);
    parserInit(&parser, spanOf(asked->command), 1);
    assert_true(nextCommand(&parser, &command));
    const enum questionKind kind = kindOf(asked->kind);
    if (!questionFits(&s, &command, kind))
        fail_msg("%s does not fit '%s' after '%s'", asked->kind, asked->command, asked->before);
    assert_true(questionPose(&q, &s, &command, kind, &text));
    const char *verdict = verdictOf(&q, &s, &command, asked->answer, &why);
    if (strcmp(verdict, asked->verdict) != 0)
        print_error("'%s', %s: '%s'\n", asked->command, asked->kind, asked->answer);
    assert_string_equal(verdict, asked->verdict);
    if (asked->truth != NULL) {
        questionTellTruth(&q, &truth);
        assert_string_equal(textOf(&truth), asked->truth);
    }
    bufferRelease(&text);
    bufferRelease(&why);
    bufferRelease(&truth);
    questionRelease(&q);
    sessionRelease(&s);
}

#define P     "pool 32 4"
#define FREE  "alloc a b c d; free a c" /* head -> 0:2 -> 0:0; block 0 is full */
#define ABOVE "alloc a b c; free b a"   /* head -> 0:0 -> 0:1; 0:3 is fresh    */

#define SIXTY_X "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define TOO_LONG SIXTY_X "xxxxxxxxxx"
#define MANY "0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 "

/* clang-format off */
static const struct asked cases[] = {
    /* the truth of each kind, and the ways to say it */
    {P, FREE, "alloc e", "place", "0:2", "right", "0:2"},
    {P, FREE, "alloc e", "place", " 0x10000040 ", "right", NULL},
    {P, FREE, "alloc e", "place", "c", "right", NULL},
    {P, FREE, "alloc e", "place", "C's chunk", "right", NULL},
    {P, FREE, "alloc e", "place", "where c was", "right", NULL},
    {P, FREE, "alloc e", "place", "It is 0:2, the head.", "right", NULL},
    {P, FREE, "alloc e", "place", "2", "right", NULL},
    {P, FREE, "alloc a", "place", "0:1", "wrong", NULL},
    {P, FREE, "alloc a", "place", "what?", "? no chunk is known as 'what'", NULL},
    {P, FREE, "alloc a", "place", "0:1 0:2", "? one chunk, please", NULL},
    {P, FREE, "alloc a", "place", "the", "? say a place such as 0:2, an address, or a handle that "
        "had the chunk", NULL},
    {P, "alloc a b c d e", "free a", "head", "1", "? say the block too, as in 1:1", NULL},
    {P, FREE, "alloc e", "address", "0x10000040", "right", "0x10000040"},
    {P, FREE, "alloc e", "address", "0:2", "? say an address, such as 0x10000020", NULL},
    {P, FREE, "free b", "head", "b", "right", "0:1"},
    {P, "alloc a; free a", "alloc b", "head", "null", "right", "NULL"},
    {P, FREE, "free b", "list", "1 2 0", "right", "0:1 0:2 0:0"},
    {P, FREE, "free b", "list", "head -> 0:1 -> 0:2 -> 0:0 -> NULL", "right", NULL},
    {P, FREE, "free b", "list", "b, c, a", "right", NULL},
    {P, FREE, "free b", "list", "(0:1) (0:2)", "wrong", NULL},
    {P, FREE, "freeall", "list", "empty", "right", "empty"},
    {P, FREE, "freeall", "list", "-", "right", NULL},
    {P, FREE, "freeall", "list", "", "? say places from the head on, as in 0:2 0:0, or empty", NULL},
    {P, FREE, "alloc e", "block", "No", "right", "no"},
    {P, "alloc a b c d", "alloc e", "block", "yes!", "right", "yes"},
    {P, "alloc a", "alloc e", "block", "perhaps", "? say yes or no", NULL},
    {P, FREE, "free b", "link", "0:2", "right", "0:2"},
    {P, "alloc a", "free a", "link", "NULL", "right", "NULL"},
    {P, "alloc a b c d", "alloc e", "blocks", "2", "right", "2"},
    {P, "alloc a b c d e f g h", "alloc i", "table", "4", "right", "4"},
    {P, "alloc a", "alloc b", "used", "used is 1", "right", "1"},
    {P, "alloc a", "alloc b", "used", "many", "? say a number", NULL},
    {P, "alloc a", "free a", "outcome", "ok", "right", "ok"},
    {P, FREE, "free a", "outcome", "double free", "right", "double-free"},
    {P, FREE, "free z", "outcome", "unknown", "right", "unknown-handle"},
    {P, FREE, "free z", "outcome", "bad", "? say ok, or why it is refused: double-free, stale-free, "
        "unknown-handle, ...", NULL},
    {P, FREE, "alloc b", "outcome", "live-handle", "right", NULL},
    {P, FREE, "free a", "list", "c a", "right", "0:2 0:0"},
    {P, FREE, "free 0x10000020", "head", "b", "right", "0:1"},
    {P, FREE, "alloc e", "place", "'c'", "right", NULL},
    {P, FREE, "alloc e", "place", "c: ''", "right", NULL},
    {P, FREE, "alloc e", "place", "{0:2}, [0x10000040]", "right", NULL},
    {P, FREE, "alloc e", "place", "refused", "wrong", NULL},
    {P, "alloc _a b; free _a", "alloc c", "place", "_a", "right", "0:0"},
    {P, FREE, "alloc e", "place", TOO_LONG, "? no chunk is known as '" SIXTY_X "xxx...'", NULL},
    {P, FREE, "alloc e", "address", "0x10000040, 0x10000040", "right", NULL},
    {P, FREE, "alloc e", "address", "0x10000041", "wrong", NULL},
    {P, FREE, "alloc e", "address", "NULL", "wrong", NULL},
    {P, FREE, "alloc e", "address", "refused", "wrong", NULL},
    {P, "alloc a; free a", "alloc b", "head", "0x20000000", "wrong", "NULL"},
    {P, FREE, "free b", "link", "an error", "wrong", NULL},
    {P, FREE, "free b", "link", "what?", "? no chunk is known as 'what'", NULL},
    {P, FREE, "free b", "link", "the", "? say a place such as 0:2, an address, NULL, or unchanged",
        NULL},
    {P, FREE, "free b", "list", MANY MANY MANY, "? more chunks than the pool has", NULL},
    {P, "alloc a", "free a", "outcome", "!", "? say ok, or why it is refused: double-free, "
        "stale-free, unknown-handle, ...", NULL},
    /* what is believed and is not so */
    {P, FREE, "alloc e", "place", "0:0", "fifo", NULL},
    {P, FREE, "alloc e", "address", "0x10000000", "fifo", NULL},
    {P, FREE, "free b", "head", "0:2", "fifo", NULL},
    {P, FREE, "free b", "list", "0:2 0:0 0:1", "fifo", NULL},
    {P, FREE, "free b", "list", "0:0 0:2 0:1", "fifo", NULL},
    {P, FREE, "alloc e", "list", "0:2", "fifo", "0:0"},
    {P, FREE, "free b", "link", "NULL", "fifo", NULL},
    {P, "alloc a b c; free a c b", "alloc e", "place", "0:0", "fifo", NULL},
    {P, "alloc a b c d; free b c a d", "alloc e", "place", "0:0", "lowest-address", NULL},
    {P, "alloc a b c d; free a b c", "free d", "head", "0:0", "lowest-address", NULL},
    {P, "alloc a b c d; free b c a", "free d", "list", "0 1 2 3", "lowest-address", NULL},
    {P, "alloc a b c d; free b a c d", "alloc e", "list", "1 2 3", "lowest-address", NULL},
    {P, "alloc a b c d; free b a c d", "alloc e", "list", "0 1 2", "lowest-address", NULL},
    {P, ABOVE, "alloc e", "place", "0:3", "fresh-first", NULL},
    {P, ABOVE, "alloc e", "address", "0x10000060", "fresh-first", NULL},
    {P, ABOVE, "alloc e", "list", "0:0 0:1", "fresh-first", "0:1"},
    {P, ABOVE, "alloc e", "used", "3", "fresh-first", "2"},
    {P, FREE, "alloc e", "place", "1:0", "fresh-first", NULL},
    {P, FREE, "alloc e", "used", "0", "fresh-first", "3"},
    {P, FREE, "alloc e", "block", "yes", "fresh-first", NULL},
    {P, FREE, "alloc e", "blocks", "2", "fresh-first", "1"},
    {P, "alloc a", "alloc b", "list", "0:2 0:3", "fresh-on-list", "empty"},
    {P, "alloc a b; free a", "alloc c", "head", "0:2", "fresh-on-list", "NULL"},
    {P, FREE, "freeall", "blocks", "0", "freeall-returns", "1"},
    {P, "alloc a b c d e; freeall", "alloc f", "block", "yes", "freeall-returns", NULL},
    {P, "alloc a b c d e", "freeall", "table", "0", "freeall-returns", "2"},
    {P, "alloc a b c d e", "freeall", "table", "1", "freeall-returns", NULL},
    {P, FREE, "free b", "link", "its contents", "keeps-contents", NULL},
    {P, "alloc a b c d", "alloc e", "address", "0x10000080", "blocks-follow", "0x10001000"},
    {P, "alloc a b c d e f g h", "alloc i", "table", "3", "blocksUsed-counts", NULL},
    {P, "alloc a b c d e f g h", "alloc i", "blocks", "4", "blocksUsed-counts", "3"},
    {P, "alloc a b; free a", "alloc c", "used", "0", "wrong", "1"},
    {P, "alloc a b c; free a; free b", "alloc d", "used", "2", "right", "2"},
    {P, "alloc a b c d", "alloc e", "used", "5", "used-counts-live", "0"},
    {P, "alloc a b c d e", "alloc f", "used", "2", "used-counts-fresh", "1"},
    {P, FREE, "free a", "outcome", "ok", "double-free-is-fine", NULL},
    {P, "alloc a; freeall", "free a", "outcome", "ok", "stale-is-live", "stale-free"},
    /* what nobody is known to believe */
    {P, FREE, "freeall", "list", "0:0", "wrong", "empty"},
    {P, FREE, "alloc e", "address", "0x10000020", "wrong", NULL},
    {P, ABOVE, "alloc e", "table", "3", "wrong", "1"},
    {P, "", "alloc a", "address", "0x10000040", "wrong", "0x10000000"},
    {P, "alloc a b c d e f g h i j k l", "alloc m", "address", "0x10002080", "blocks-follow",
        "0x10003000"},
    {P, "alloc a b", "alloc b", "outcome", "ok", "wrong", "live-handle"},
    /* other allocators: no reply that is not true of them */
    {"pool 32 4 order=fifo", FREE, "alloc e", "place", "0:2", "lifo", "0:0"},
    {"pool 32 4 order=fifo", FREE, "free b", "list", "b c a", "wrong", "0:0 0:2 0:1"},
    {"pool 32 4 order=fifo", FREE, "free b", "list", "b a c", "lifo", NULL},
    {"pool 32 4 order=fifo", FREE, "free b", "head", "b", "lifo", "0:0"},
    {"pool 32 4 order=fifo", FREE, "alloc e", "list", "0:3", "wrong", "0:2"},
    {"pool 32 4 order=fifo", FREE, "alloc e", "head", "0:3", "wrong", "0:2"},
    {"pool 32 4 order=fifo", FREE, "alloc e", "block", "yes", "fresh-first", "no"},
    {"pool 32 4 order=fifo", FREE, "free b", "link", "0:0", "lifo", "NULL"},
    {"pool 32 4 order=fifo", "alloc a", "alloc b", "place", "0:3", "wrong", "0:1"},
    {"pool 32 4 order=address", FREE, "alloc e", "place", "0:2", "wrong", "0:0"},
    {"pool 32 4 order=address", FREE, "free b", "list", "0:3", "wrong", "0:0 0:1 0:2"},
    {"bitmap 32 4", FREE, "alloc e", "place", "0:0", "right", "0:0"},
    {"stack 32 4", FREE, "alloc e", "place", "0:0", "fifo", "0:2"},
    {"eager 32 4", "alloc a", "alloc b", "list", "2 3", "right", "0:2 0:3"},
    {"heap", "alloc a 8 b 8; free a", "alloc c 8", "address", "0x10000008", "right", "0x10000008"},
    {"heap", "alloc a 8 b 8; free a", "alloc c 8", "address", "a", "right", NULL},
    {"heap", "alloc a 8 b 8", "free a", "list", "a", "right", "0x10000008"},
    {"heap", "alloc a 8 b 8; free a", "alloc c 8", "address", "5", "? 5 is no address here", NULL},
    {"heap", "alloc a 8 b 8; free a", "alloc c 8", "address", "0", "wrong", NULL},
    {"heap", "alloc a 8 b 8; free a", "alloc c 8", "address", "b", "wrong", NULL},
    {"eager 32 4", "alloc a", "alloc b", "list", "3 1", "wrong", "0:2 0:3"},
    {"eager 32 4", "alloc a", "alloc b", "place", "2", "wrong", "0:1"},
};
/* clang-format on */

static void gradesAnswers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        ask(&cases[i]);
}

static void meetsEveryMisconception(void **state)
{
    (void)state;
    for (size_t row = 0; row < MISCONCEPTIONS; row++) {
        bool met = false;
        for (size_t i = 0; i < COUNT(cases); i++)
            met = met || strcmp(cases[i].verdict, misconceptionTable[row].id) == 0;
        if (!met)
            fail_msg("no case for '%s'", misconceptionTable[row].id);
    }
}

/* --- what makes no sense is not asked --------------------------------------------------------- */

static bool fits(const char *recipe, const char *before, const char *line, const char *kind)
{
    struct session s;
    struct parser parser;
    struct command command;
    begin(&s, recipe);
    runLine(&s, before);
    parserInit(&parser, spanOf(line), 1);
    assert_true(nextCommand(&parser, &command));
    const bool is = questionFits(&s, &command, kindOf(kind));
    sessionRelease(&s);
    return is;
}

/* The same where misuse goes through. */
static bool fitsUnchecked(const char *before, const char *line, const char *kind)
{
    struct session s;
    struct parser parser;
    struct command command;
    begin(&s, P);
    sessionSetChecks(&s, false);
    runLine(&s, before);
    parserInit(&parser, spanOf(line), 1);
    assert_true(nextCommand(&parser, &command));
    const bool is = questionFits(&s, &command, kindOf(kind));
    sessionRelease(&s);
    return is;
}

static void asksWhatMakesSense(void **state)
{
    (void)state;
    assert_true(fits(P, FREE, "free b", "link"));
    assert_false(fits("stack 32 4", FREE, "free b", "link"));
    assert_false(fits("bitmap 32 4", FREE, "free b", "link"));
    assert_false(fits("magazine 32 4", FREE, "free b", "link"));
    assert_false(fits("heap", "alloc a", "alloc b", "place"));
    assert_false(fits("heap", "alloc a", "alloc b", "blocks"));
    assert_true(fits("heap", "alloc a", "free a", "list"));
    assert_false(fits("heap list=segregated", "alloc a", "free a", "list"));
    assert_false(fits("eager 32 4", "alloc a", "alloc b", "used"));
    assert_false(fits("eager 32 9", "alloc a", "alloc b", "list")); /* too long to say */
    assert_false(fits(P, FREE, "free a", "link"));                  /* a double free */
    assert_false(fits(P, FREE, "stats", "list"));
    assert_false(fits(P, FREE, "write b x", "blocks"));
    assert_false(fits("eager 32 4 order=address", FREE, "write b x", "table"));
    assert_true(fitsUnchecked(FREE, "free b", "list"));
    assert_false(fitsUnchecked(FREE, "free b", "link")); /* it may be written over by then */
    assert_false(fitsUnchecked(FREE, "free b", "outcome"));
    assert_false(fitsUnchecked("alloc a; free a a", "alloc b", "list")); /* a ring has no end */
}

/* --- the truth, said in words, is right ------------------------------------------------------- */

static const char *const recipes[] = {
    P,
    "pool 12 3 order=fifo",
    "pool 32 4 order=address",
    "pool 32 4 order=fullest",
    "eager 16 3",
    "eager 32 4 order=address",
    "stack 32 4",
    "bitmap 32 4",
    "magazine 32 4",
    "heap",
    "heap list=implicit coalesce=both",
    "heap fit=best list=segregated",
};

/* Every question that fits is asked, and answered with what will prove to be true. */
static unsigned askAll(struct session *s, const struct command *command, struct question *questions)
{
    struct buffer text;
    struct event event;
    unsigned count = 0;
    bool asked[QUESTION_KINDS];
    bufferInit(&text);
    for (size_t kind = 0; kind < QUESTION_KINDS; kind++) {
        const uint64_t step = s->stepCount;
        asked[kind] = questionFits(s, command, (enum questionKind)kind);
        if (asked[kind])
            assert_true(questionPose(&questions[kind], s, command, (enum questionKind)kind, &text));
        while (asked[kind] && questionHint(&questions[kind], &text))
            assert_true(questions[kind].hintCount < 10);
        assert_int_equal(s->stepCount, step);
    }
    sessionStep(s, command, &event);
    for (size_t kind = 0; kind < QUESTION_KINDS; kind++) {
        struct answer answer;
        if (!asked[kind])
            continue;
        count++;
        assert_true(questionResolve(&questions[kind], s, &event));
        assert_true(questionGrade(&questions[kind], &questions[kind].truth).isRight);
        bufferClear(&text);
        questionTellTruth(&questions[kind], &text);
        const struct span said = bufferSpan(&text);
        struct buffer why;
        bufferInit(&why);
        if (!questionRead(&questions[kind], s, said, &answer, &why))
            fail_msg("%s: '%.*s' is not read back", questionKindName(kind), (int)said.bytes,
                     said.text);
        bufferRelease(&why);
        if (!questionGrade(&questions[kind], &answer).isRight)
            fail_msg("%s: '%.*s' is not right", questionKindName(kind), (int)said.bytes, said.text);
    }
    bufferRelease(&text);
    return count;
}

static void readsBackWhatItTells(void **state)
{
    (void)state;
    static struct question questions[QUESTION_KINDS];
    static const char line[] =
        "alloc a b 8 c d e; free b d; alloc f; free a a; alloc b a; free c e; "
        "alloc x; freeall; free x; alloc x y z; free y x; alloc x x u v; trim";
    for (size_t kind = 0; kind < QUESTION_KINDS; kind++)
        questionInit(&questions[kind]);
    for (size_t i = 0; i < COUNT(recipes); i++) {
        struct session s;
        struct parser parser;
        struct command command;
        unsigned count = 0;
        begin(&s, recipes[i]);
        parserInit(&parser, spanOf(line), 1);
        while (nextCommand(&parser, &command))
            count += askAll(&s, &command, questions);
        assert_true(count > (s.recipe.kind->hasChunks ? 40 : 15));
        sessionRelease(&s);
    }
    for (size_t kind = 0; kind < QUESTION_KINDS; kind++)
        questionRelease(&questions[kind]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"answers are read leniently and graded by what happened", gradesAnswers, NULL, NULL, NULL},
        {"every misconception has a case", meetsEveryMisconception, NULL, NULL, NULL},
        {"what makes no sense is not asked", asksWhatMakesSense, NULL, NULL, NULL},
        {"for every allocator, the truth in words is the right answer", readsBackWhatItTells, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
