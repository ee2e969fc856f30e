/*
 * importbatch.c - lines of recorded traces many at once: whatever they are, and wherever the steps
 * that they make can't be carried out, they mean what they mean one after the other.
 *
 * Links with -lcmocka, src/import/ and src/base/; with -Wl,--wrap=calloc memory runs out as well.
 */
#include "unit.h"

#include "base/buffer.h"
#include "import/format.h"
#include "import/import.h"

void *__real_calloc(size_t count, size_t bytes) __attribute__((weak));
void *__wrap_calloc(size_t count, size_t bytes);

static bool memoryFails;

void *__wrap_calloc(size_t count, size_t bytes)
{
    return memoryFails ? NULL : __real_calloc(count, bytes);
}

/* A sequence that is the same everywhere (xorshift; Marsaglia, 2003). */
static uint64_t nextRandom(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

/* --- the same text read in both ways --------------------------------------------------------- */

/* What a pool would say to a step: some are refused, some can't be done in bulk though they are. */
struct rules {
    uint64_t refuseEach; /* the number of steps from one that is refused to the next; 0: none */
    uint64_t stopEach;   /* the same of one that ends a batch                                 */
};

struct run {
    struct import *import;
    struct rules rules;
    struct buffer commands; /* LINE NAME SIZE or LINE NAME, and what became of it; a line each */
    uint64_t steps;
    uint64_t batches; /* that could not be carried out to their end */
};

static bool isEach(uint64_t step, uint64_t each)
{
    return each > 0 && step % each == each - 1;
}

static void runInit(struct run *run, const char *format, struct rules rules)
{
    *run = (struct run){.rules = rules};
    run->import = importNew(importFind(spanOf(format)), 8, 64);
    assert_non_null(run->import);
    bufferInit(&run->commands);
}

static void runRelease(struct run *run)
{
    importFree(run->import);
    bufferRelease(&run->commands);
}

static void write(struct run *run, struct span name, bool isFree, uint64_t size, bool refused)
{
    bufferAppendFormat(&run->commands, "%s %.*s %llu%s\n", isFree ? "free" : "alloc",
                       (int)name.bytes, name.text, (unsigned long long)size,
                       refused ? " refused" : "");
    run->steps++;
}

/* The commands of the last line, from `next` on. */
static void runCommands(struct run *run, size_t next)
{
    const struct command *command;
    for (; (command = importCommand(run->import, next)) != NULL; next++) {
        const bool refused = isEach(run->steps, run->rules.refuseEach);
        write(run, command->word, command->verb == VERB_FREE, command->size, refused);
        if (refused)
            importRefused(run->import, next);
    }
}

/* One line by itself; false where there is none. */
static bool runLine(struct run *run, struct span *text, uint64_t number)
{
    if (text->bytes == 0)
        return false;
    const char *newline = memchr(text->text, '\n', text->bytes);
    const size_t bytes = newline != NULL ? (size_t)(newline - text->text) : text->bytes;
    const size_t taken = bytes + (newline != NULL);
    assert_true(
        importLine(run->import, (struct span){text->text, bytes}, number, newline != NULL) >= 0);
    *text = (struct span){text->text + taken, text->bytes - taken};
    runCommands(run, 0);
    return true;
}

/* As many lines as there can be; how many there were. */
static uint64_t runBatch(struct run *run, struct span *text, uint64_t number)
{
    struct importBatch batch;
    size_t done = 0;
    importLines(run->import, *text, number, &batch);
    assert_true(batch.lineCount <= IMPORT_LINES_MAX);
    for (; done < batch.stepCount && !isEach(run->steps, run->rules.refuseEach) &&
           !isEach(run->steps, run->rules.stopEach);
         done++)
        write(run, batch.steps[done].name.text, batch.steps[done].isFree, batch.steps[done].size, false);
    if (done < batch.stepCount) {
        const size_t next = importUnread(run->import, done, *text, &batch);
        assert_true(batch.lineCount > 0 && next < IMPORT_COMMANDS_MAX);
        runCommands(run, next);
        run->batches++;
    }
    *text = (struct span){text->text + batch.textBytes, text->bytes - batch.textBytes};
    return batch.lineCount;
}

static void assertSameRows(const struct run *one, const struct run *many)
{
    struct importRow a, b;
    for (size_t i = 0; importRowAt(one->import, i, &a); i++) {
        assert_true(importRowAt(many->import, i, &b));
        if (a.count != b.count || a.bytes != b.bytes || a.firstLine != b.firstLine)
            fail_msg("row %s: %llu, %llu bytes, from line %llu; at once %llu, %llu, %llu", a.name,
                     (unsigned long long)a.count, (unsigned long long)a.bytes,
                     (unsigned long long)a.firstLine, (unsigned long long)b.count,
                     (unsigned long long)b.bytes, (unsigned long long)b.firstLine);
    }
}

/* How many batches were broken off. */
static uint64_t assertSame(const char *format, struct span text, struct rules rules)
{
    struct run one, many;
    struct span rest = text;
    runInit(&one, format, rules);
    runInit(&many, format, rules);
    for (uint64_t number = 1; runLine(&one, &rest, number); number++)
        ;
    rest = text;
    uint64_t number = 0;
    do
        number += runBatch(&many, &rest, number + 1);
    while (runLine(&many, &rest, ++number));
    assert_int_equal(one.steps, many.steps);
    assert_true(spanEqual(bufferSpan(&one.commands), bufferSpan(&many.commands)));
    assertSameRows(&one, &many);
    const uint64_t batches = many.batches;
    runRelease(&one);
    runRelease(&many);
    return batches;
}

/* --- texts ----------------------------------------------------------------------------------- */

/* What stands for an id, bytes, and anything else; few ids, so that all that can happen does. */
static void appendWord(struct buffer *text, uint64_t *seed, char what, bool isHex)
{
    static const char *const odd[] = {
        "",   "x",      "-1",  "(nil)",  "0",    "18446744073709551615", "18446744073709551616",
        "0x", "0x0",    "007", "0x1g",   "12-3", "123456789012345",      "1234567890123456",
        "  ", "0x00ff", "\t7", "0x1000", "64\r", "0x123456789abcdef",    "0x123456789abcdef0"};
    if (nextRandom(seed) % 40 == 0) {
        bufferAppendText(text, odd[nextRandom(seed) % COUNT(odd)]);
        return;
    }
    const unsigned value = (unsigned)(nextRandom(seed) % (what == 'i' ? 24 : 90));
    bufferAppendFormat(text, isHex ? "%#x" : "%u", what == 'i' && isHex ? value << 4 | 1 : value);
}

static void appendRepLine(struct buffer *text, uint64_t *seed)
{
    static const char letters[] = "aaaaaafffffrrw5 ";
    static const char *const blanks[] = {"  ", "\t"};
    const char letter = letters[nextRandom(seed) % (sizeof letters - 1)];
    bufferAppendByte(text, letter);
    if (letter == '5')
        return;
    bufferAppendText(text, nextRandom(seed) % 50 == 0 ? blanks[nextRandom(seed) % 2] : " ");
    appendWord(text, seed, 'i', false);
    if (letter != 'f') {
        bufferAppendByte(text, ' ');
        appendWord(text, seed, 's', false);
    }
}

static void appendMtraceLine(struct buffer *text, uint64_t *seed)
{
    static const char signs[] = "++++++-----<<>>>!=";
    const char sign = signs[nextRandom(seed) % (sizeof signs - 1)];
    if (nextRandom(seed) % 4 == 0)
        bufferAppendText(text, "@ ./a:[0x1] ");
    bufferAppendByte(text, sign);
    bufferAppendByte(text, ' ');
    appendWord(text, seed, 'i', true);
    if (sign != '-' && sign != '<') {
        bufferAppendByte(text, ' ');
        appendWord(text, seed, 's', true);
    }
}

static void appendLines(struct buffer *text, uint64_t *seed, bool isRep, size_t lines)
{
    static const char header[] = "1\n9\n9\n1\n"; /* of which some files lack lines */
    bufferAppendText(text, isRep ? header + 2 * (nextRandom(seed) % 4) : "= Start\n");
    for (size_t i = 0; i < lines; i++) {
        if (isRep)
            appendRepLine(text, seed);
        else
            appendMtraceLine(text, seed);
        bufferAppendText(text, nextRandom(seed) % 60 == 0 ? "\r\n\n" : "\n");
    }
}

/* --- tests ----------------------------------------------------------------------------------- */

static void manyAreAsOneByOne(const char *format)
{
    uint64_t seed = 5, batches = 0;
    struct buffer text;
    bufferInit(&text);
    for (unsigned round = 0; round < 600; round++) {
        bufferClear(&text);
        appendLines(&text, &seed, format[0] == 'r', nextRandom(&seed) % 300);
        if (round % 5 == 0) /* cut anywhere */
            text.bytes -= nextRandom(&seed) % text.bytes;
        const struct rules rules = {.refuseEach = round % 3 == 0 ? 1 + nextRandom(&seed) % 30 : 0,
                                    .stopEach = round % 2 == 0 ? 1 + nextRandom(&seed) % 50 : 0};
        batches += assertSame(format, bufferSpan(&text), rules);
    }
    bufferRelease(&text);
    assert_true(batches > 1000);
}

static void repLinesMeanTheSameAtOnce(void **state)
{
    (void)state;
    manyAreAsOneByOne("rep");
}

static void mtraceLinesMeanTheSameAtOnce(void **state)
{
    (void)state;
    manyAreAsOneByOne("mtrace");
}

/* A resize whose lines stand in two batches, and one whose second line is unread again. */
static void aResizeInTwoLinesIsReadAcrossBatches(void **state)
{
    (void)state;
    struct buffer text;
    bufferInit(&text);
    for (size_t ahead = 0; ahead < 2 * IMPORT_LINES_MAX; ahead++) {
        bufferClear(&text);
        bufferAppendText(&text, "= Start\n+ 0x10 0x20\n");
        for (size_t i = 0; i < ahead; i++)
            bufferAppendText(&text, "- (nil)\n");
        bufferAppendText(&text, "< 0x10\n> 0x20 0x100\n+ 0x10 0x8\n< 0x20\n> 0x30 0x10\n< 0x30\n");
        for (uint64_t stop = 0; stop < 5; stop++)
            (void)assertSame("mtrace", bufferSpan(&text), (struct rules){0, stop});
    }
    bufferRelease(&text);
}

/* Its free is made up first: the two are steps of one line, and either can fail. */
static void aLineOfTwoStepsIsUnreadBetweenThem(void **state)
{
    (void)state;
    const struct span text = spanOf("1\n2\n3\n4\na 0 8\na 0 9\na 0 10\na 1 11\na 1 65\nf 0\n");
    for (uint64_t stop = 0; stop < 9; stop++)
        for (uint64_t refuse = 0; refuse < 9; refuse++)
            (void)assertSame("rep", text, (struct rules){refuse, stop});
}

static void plainLinesAreReadOnlyWhereTheyStandWhole(void **state)
{
    (void)state;
    char text[FORMAT_PLAIN_BYTES + 16];
    struct run run;
    struct importBatch batch;
    runInit(&run, "rep", (struct rules){0});
    struct span rest = spanOf("1\n2\n3\n4\na 9 8\n");
    for (uint64_t number = 1; runLine(&run, &rest, number); number++)
        ;
    memset(text, '7', sizeof text);
    memcpy(text, "a 1 ", 4); /* a number that does not end, at the end of what there is */
    importLines(run.import, (struct span){text, sizeof text}, 6, &batch);
    assert_int_equal(batch.lineCount, 0);
    memset(text, ' ', sizeof text);
    memcpy(text, "a 1 8", 5);
    importLines(run.import, (struct span){text, sizeof text}, 6, &batch);
    assert_int_equal(batch.lineCount, 0);
    text[sizeof text - 1] = '\n';
    importLines(run.import, (struct span){text, sizeof text}, 6, &batch);
    assert_int_equal(batch.lineCount, 1);
    assert_int_equal(batch.stepCount, 1);
    assert_int_equal(batch.textBytes, sizeof text);
    runRelease(&run);
}

static void aListOfManyToALineIsNotForHere(void **state)
{
    (void)state;
    struct run run;
    struct importBatch batch;
    runInit(&run, "ostep", (struct rules){0});
    struct span first = spanOf("+8\n");
    assert_true(runLine(&run, &first, 1));
    importLines(run.import, spanOf("+8\n-0\n"), 2, &batch);
    assert_int_equal(batch.lineCount + batch.stepCount + batch.textBytes, 0);
    runRelease(&run);
}

static void withoutMemoryNoLineIsRead(void **state)
{
    (void)state;
    if (__real_calloc == NULL)
        skip();
    struct run run;
    struct importBatch batch;
    struct importRow row;
    runInit(&run, "rep", (struct rules){0});
    struct span header = spanOf("1\n2\n3\n4\n");
    for (uint64_t number = 1; runLine(&run, &header, number); number++)
        ;
    char text[64 * 16];
    size_t bytes = 0;
    for (int i = 0; i < 64; i++)
        bytes += (size_t)snprintf(text + bytes, sizeof text - bytes, "a %d 8\n", i);
    const struct span all = {text, bytes};
    importLines(run.import, all, 5, &batch);
    assert_int_equal(batch.lineCount, IMPORT_LINES_MAX);
    memoryFails = true;
    importLines(run.import, (struct span){all.text + batch.textBytes, all.bytes - batch.textBytes},
                5 + IMPORT_LINES_MAX, &batch);
    memoryFails = false;
    assert_int_equal(batch.lineCount, 0);
    assert_true(importRowAt(run.import, 0, &row));
    assert_int_equal(row.count, 4 + IMPORT_LINES_MAX);
    runRelease(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {".rep lines mean the same at once and one by one", repLinesMeanTheSameAtOnce, NULL, NULL,
         NULL},
        {"mtrace lines mean the same at once and one by one", mtraceLinesMeanTheSameAtOnce, NULL,
         NULL, NULL},
        {"a resize in two lines is read across batches", aResizeInTwoLinesIsReadAcrossBatches, NULL,
         NULL, NULL},
        {"a line of two steps is unread between them", aLineOfTwoStepsIsUnreadBetweenThem, NULL,
         NULL, NULL},
        {"plain lines are read only where they stand whole",
         plainLinesAreReadOnlyWhereTheyStandWhole, NULL, NULL, NULL},
        {"a list of many to a line is not for here", aListOfManyToALineIsNotForHere, NULL, NULL,
         NULL},
        {"without memory no line is read", withoutMemoryNoLineIsRead, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
