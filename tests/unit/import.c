/*
 * import.c - the importers of recorded traces, line by line: which commands they make for the pool,
 * and where each request and line is counted.
 *
 * Links with -lcmocka, src/import/ and src/base/. With -Wl,--wrap=calloc also the tests run in
 * which memory runs out; without it they are skipped.
 */
#include "import/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "import/livemap.h"

/* --- memory that fails, where the linker wraps it -----------------------------------------------
 */

void *__real_calloc(size_t count, size_t bytes) __attribute__((weak));
void *__wrap_calloc(size_t count, size_t bytes);

/* Volatile, as a program that is optimized as a whole takes calloc to read no variable. */
static volatile bool memoryFails;
static size_t memoryBytes; /* asked for in all */

void *__wrap_calloc(size_t count, size_t bytes)
{
    if (memoryFails)
        return NULL;
    memoryBytes += count * bytes;
    return __real_calloc(count, bytes);
}

static void needWrap(void)
{
    if (__real_calloc == NULL)
        skip();
}

/* --- a trace as text, and its commands as text --------------------------------------------------
 */

struct run {
    struct import *import;
    struct buffer commands; /* LINE alloc NAME SIZE, or LINE free NAME; a line each */
    uint64_t line;
    uint64_t more;   /* pieces of lines, beyond one a line */
    uint64_t refuse; /* the allocation, from 1, that the pool refuses; 0 for none */
    uint64_t allocs;
    uint32_t column; /* where the last command stands */
    bool isList;     /* several may stand on a line   */
};

static void runCommand(struct run *run, size_t index)
{
    const struct command *command = importCommand(run->import, index);
    assert_non_null(command);
    assert_true(run->isList || command->column == 1);
    run->column = command->column;
    assert_false(command->hasAddress);
    bufferAppendFormat(&run->commands, "%u %s %.*s", (unsigned)command->line,
                       command->verb == VERB_ALLOC ? "alloc" : "free", (int)command->word.bytes,
                       command->word.text);
    assert_int_equal(command->hasSize, command->verb == VERB_ALLOC);
    if (command->hasSize)
        bufferAppendFormat(&run->commands, " %llu", (unsigned long long)command->size);
    bufferAppendText(&run->commands, "\n");
    if (command->verb == VERB_ALLOC && ++run->allocs == run->refuse)
        importRefused(run->import, index);
}

static void runText(struct run *run, struct span text)
{
    while (text.bytes > 0) {
        const char *newline = memchr(text.text, '\n', text.bytes);
        size_t bytes = newline != NULL ? (size_t)(newline - text.text) : text.bytes;
        struct span line = {text.text, bytes};
        struct span piece;
        bool isFirst = true;
        run->line++;
        run->more--;
        while (importPiece(run->import, &line, &isFirst, &piece)) {
            int count = importLine(run->import, piece, run->line, newline != NULL);
            run->more++;
            assert_in_range(count, 0, IMPORT_COMMANDS_MAX);
            for (int i = 0; i < count; i++)
                runCommand(run, (size_t)i);
            assert_null(importCommand(run->import, (size_t)count));
        }
        size_t taken = newline != NULL ? bytes + 1 : bytes;
        text = (struct span){text.text + taken, text.bytes - taken};
    }
}

static void runInit(struct run *run, const char *format, uint64_t bytesMin, uint64_t bytesMax)
{
    *run = (struct run){.isList = importFind(spanOf(format))->separator != 0};
    bufferInit(&run->commands);
    run->import = importNew(importFind(spanOf(format)), bytesMin, bytesMax);
    assert_non_null(run->import);
}

static void runStart(struct run *run, const char *format, uint64_t bytesMax, const char *text)
{
    runInit(run, format, 0, bytesMax);
    runText(run, spanOf(text));
}

static void assertCommands(const struct run *run, const char *expected)
{
    char text[4096];
    assert_in_range(run->commands.bytes, 0, sizeof text - 1);
    if (run->commands.bytes > 0)
        memcpy(text, run->commands.text, run->commands.bytes);
    text[run->commands.bytes] = '\0';
    assert_string_equal(text, expected);
}

static struct importRow rowNamed(const struct run *run, const char *name)
{
    struct importRow row;
    for (size_t i = 0; importRowAt(run->import, i, &row); i++)
        if (strcmp(row.name, name) == 0)
            return row;
    fail_msg("no row '%s'", name);
    return row;
}

static void assertRow(const struct run *run, const char *name, uint64_t count, uint64_t bytes,
                      uint64_t firstLine)
{
    struct importRow row = rowNamed(run, name);
    if (row.count != count || row.bytes != bytes || row.firstLine != firstLine)
        fail_msg("row '%s' is %llu, %llu bytes, first on line %llu", name,
                 (unsigned long long)row.count, (unsigned long long)row.bytes,
                 (unsigned long long)row.firstLine);
}

/* Is each request in one row, and each line too? */
static void assertSums(const struct run *run)
{
    struct importRow row;
    uint64_t requests = 0, bytes = 0, lines = 0;
    for (size_t i = 0; importRowAt(run->import, i, &row); i++) {
        assert_true(row.name[0] != '\0' && row.meaning[0] != '\0');
        assert_int_equal(row.count == 0, row.firstLine == 0);
        if (row.kind == IMPORT_REQUEST) {
            requests += row.count;
            bytes += row.bytes;
        } else if (row.kind == IMPORT_LINE || row.kind == IMPORT_SKIPPED) {
            lines += row.count;
        }
    }
    assert_int_equal(rowNamed(run, "requests").count, requests);
    assert_int_equal(rowNamed(run, "requests").bytes, bytes);
    assert_int_equal(rowNamed(run, "lines").count, requests + lines);
    assert_int_equal(rowNamed(run, "lines").count, run->line + run->more);
}

static void runRelease(struct run *run)
{
    assertSums(run);
    importFree(run->import);
    bufferRelease(&run->commands);
}

/* The whole of a short test: these commands come from this text, with chunks of 64 bytes. */
static void assertMakes(const char *format, const char *text, const char *commands)
{
    struct run run;
    runStart(&run, format, 64, text);
    assertCommands(&run, commands);
    runRelease(&run);
}

#define REP "20000\n3\n8\n1\n"

/* --- which format -------------------------------------------------------------------------------
 */

static void assertRecognised(const char *head, const char *name)
{
    const struct importFormat *format = importRecognise(spanOf(head));
    const bool right =
        name == NULL ? format == NULL : format != NULL && strcmp(format->name, name) == 0;
    if (!right)
        fail_msg("'%s' is taken for %s", head, format != NULL ? format->name : "none");
}

static void formatsAreFoundByName(void **state)
{
    (void)state;
    assert_string_equal(importFind(spanOf("rep"))->name, "rep");
    assert_string_equal(importFind(spanOf("mtrace"))->name, "mtrace");
    assert_null(importFind(spanOf("")));
    assert_null(importFind(spanOf("re")));
    assert_null(importFind(spanOf("reps")));
}

static void formatsAreListed(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct importFormat *f; (f = importFormatAt(count)) != NULL; count++) {
        assert_ptr_equal(importFind(spanOf(f->name)), f);
        assert_true(f->summary[0] != '\0');
    }
    assert_int_equal(count, 3);
    assert_null(importFormatAt(count + 1));
}

/* How much of a file has to be there before it can be told what it is. */
static void headIsEnoughWhereItTells(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool enough;
    } heads[] = {
        {"", false},
        {" \t\n\r\n  ", false},             /* not a word yet                   */
        {"\n\n= Start", false},             /* its line may go on               */
        {"\n  = Start\n", true},            /* one line tells of mtrace, ostep  */
        {"100\n2\n3\n4\n", false},          /* numbers: .rep has a fifth line   */
        {"\n 100\n2\n3\n4\na 0 8\n", true}, /* blank lines are no lines of it   */
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        assert_int_equal(importHeadIsEnough(spanOf(heads[i].text)), heads[i].enough);
}

static void repIsRecognisedByItsFourNumbers(void **state)
{
    (void)state;
    assertRecognised("20000\n3\n8\n1\na 0 512\n", "rep");
    assertRecognised("1\n3\n8\n0\nr 0 512\n", "rep");
    assertRecognised("1\n3\n8\n40960\nf -1\n", "rep");
    assertRecognised("1\n3\n8\n40960\nw 0 5\n", "rep");
    assertRecognised("0\n0\n0\n0\n", "rep");
    assertRecognised("0\n0\n0\n0", "rep");
    assertRecognised("0\n0\n0\n0\n\n\n", "rep");
}

static void repIsRecognisedThroughMarksBlanksAndCarriageReturns(void **state)
{
    (void)state;
    assertRecognised("\xEF\xBB\xBF"
                     "20000\r\n3\r\n8\r\n1\r\na 0 512\r\n",
                     "rep");
    assertRecognised("\n \n\t\n20000\n\n3 \n 8\n1\n\n a 0 512\n", "rep");
}

static void repIsRecognisedInAHeadCutInMidLine(void **state)
{
    (void)state;
    assertRecognised("20000\n3\n8\n1\na", "rep");
    assertRecognised("20000\n3\n8\n1\na ", "rep");
    assertRecognised("20000\n3\n8\n1\na 1\nf", "rep");
    assertRecognised("20000\n3\n8\n1\nr 12", "rep");
}

static void numbersAloneAreNotRep(void **state)
{
    (void)state;
    assertRecognised("1\n2\n3\n", NULL);
    assertRecognised("1 2 3 4\na 0 1\n", NULL);
    assertRecognised("1\n2\n3\n4\n5\n", NULL);
    assertRecognised("1\n2\n3\n4\nalloc a\n", NULL);
    assertRecognised("1\n2\n3\n4\na\n", NULL);
    assertRecognised("1\n2\n3\n-4\na 0 1\n", NULL);
    assertRecognised("1\n2\n3\n4x\na 0 1\n", NULL);
}

static void mtraceIsRecognisedByItsFirstLine(void **state)
{
    (void)state;
    assertRecognised("= Start\n", "mtrace");
    assertRecognised("= Start\r\n@ a:[0x1] + 0x10 0x8\r\n", "mtrace");
    assertRecognised("\xEF\xBB\xBF\n\n= Start\n", "mtrace");
    assertRecognised("@ /bin/a b:(main+0x1f)[0x113f] + 0x10 0x8\n", "mtrace");
    assertRecognised("@ [0x113f] - 0x10\n", "mtrace");
    assertRecognised("+ 0x10 0x8\n", "mtrace");
    assertRecognised("- 0x10\n", "mtrace");
    assertRecognised("< 0x10\n> 0x20 0x30\n", "mtrace");
    assertRecognised("! 0x10 0x8\n", "mtrace");
    assertRecognised("+ (nil) 0x8\n", "mtrace");
}

static void mtraceIsRecognisedInAHeadCutInMidLine(void **state)
{
    (void)state;
    assertRecognised("= Start", "mtrace");
    assertRecognised("@ /a/very/long/pa", "mtrace");
    assertRecognised("= Start\n@ /bin/a:[0x", "mtrace");
}

static void ostepIsRecognisedByItsFirstOperation(void **state)
{
    (void)state;
    assertRecognised("+10,-0,+20", "ostep");
    assertRecognised("+10\n-0\n", "ostep");
    assertRecognised("\n  +10 , +3\n", "ostep");
    assertRecognised("+10-3", NULL);
    assertRecognised("+x", NULL);
    assertRecognised("-0,+10", NULL);
}

static void poolsimsOwnLanguageIsNeitherFormat(void **state)
{
    (void)state;
    assertRecognised("", NULL);
    assertRecognised("\n\n", NULL);
    assertRecognised("pool 32 4\nalloc a b\nfree a\n", NULL);
    assertRecognised("# a comment\n20000\n3\n8\n1\n", NULL);
    assertRecognised("a a0 512\n", NULL);
    assertRecognised("alloc", NULL);
    assertRecognised("free 0x10000000\n", NULL);
    assertRecognised("free", NULL);
    assertRecognised("f", NULL);
    assertRecognised("stats\n; ;\nshow all\n", NULL);
    assertRecognised("\xEF\xBB\xBFpool 32 4\n", NULL);
}

static void textThatOnlyResemblesALogIsNotMtrace(void **state)
{
    (void)state;
    assertRecognised("= Begin\n", NULL);
    assertRecognised("- a point of a list\n", NULL);
    assertRecognised("+ 0x10\n", NULL);
    assertRecognised("-", NULL);
    assertRecognised("@ home\n", NULL);
}

/* --- .rep ---------------------------------------------------------------------------------------
 */

static void repRequestsBecomeCommands(void **state)
{
    (void)state;
    assertMakes("rep", REP "a 0 12\na 5 64\nf 0\nf 5\n",
                "5 alloc i0 12\n6 alloc i5 64\n7 free i0\n8 free i5\n");
}

static void repHandlesAreTheIds(void **state)
{
    (void)state;
    assertMakes("rep", "a 18446744073709551615 8\nf 18446744073709551615\na 0 0\n",
                "1 alloc i18446744073709551615 8\n2 free i18446744073709551615\n3 alloc i0 0\n");
}

static void repIdsAreFreedAndUsedAgain(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "a 1 10\nf 1\na 1 20\nf 1\n");
    assertCommands(&run, "5 alloc i1 10\n6 free i1\n7 alloc i1 20\n8 free i1\n");
    assertRow(&run, "liveAgain", 0, 0, 0);
    assertRow(&run, "freeUnknown", 0, 0, 0);
    runRelease(&run);
}

static void assertHeader(const char *text, uint64_t lines, const char *year)
{
    struct run run;
    runStart(&run, "rep", 64, text);
    assertRow(&run, "header", lines, 0, 1);
    assert_non_null(strstr(rowNamed(&run, "header").meaning, year));
    assertRow(&run, "notUnderstood", 0, 0, 0);
    runRelease(&run);
}

static void repHeadersOfThreeGenerationsAreTold(void **state)
{
    (void)state;
    assertHeader("20000\n6\n12\n1\na 0 8\n", 4, "2002");
    assertHeader("4\n6\n12\n1\na 0 8\n", 4, "2002");
    assertHeader("3\n6\n12\n1\na 0 8\n", 4, "2004");
    assertHeader("1\n6\n12\n0\na 0 8\n", 4, "2004");
    assertHeader("1\n6\n12\n2\na 0 8\n", 4, "2016");
    assertHeader("0\n6\n12\n9000000000\na 0 8\n", 4, "2016");
    assertHeader("1\n6\na 0 8\n", 2, "not whole");
}

static void repHeadersWithWrongCountsDoNoHarm(void **state)
{
    (void)state;
    assertMakes("rep", "1\n1\n1\n0\na 0 1\na 900 2\nf 0\nf 900\n",
                "5 alloc i0 1\n6 alloc i900 2\n7 free i0\n8 free i900\n");
    assertMakes("rep", "1\n1000000000000\n1000000000000\n0\na 0 1\n", "5 alloc i0 1\n");
}

static void repHeaderThatIsTooLongIsNotUnderstood(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "1\n2\n3\n4\n5\na 0 8\n6\n");
    assertRow(&run, "header", 4, 0, 1);
    assertRow(&run, "notUnderstood", 2, 0, 5);
    assertCommands(&run, "6 alloc i0 8\n");
    runRelease(&run);
}

static void repNumbersBehindAShortHeaderAreNotUnderstood(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "1\n2\na 0 8\n3\n");
    assertRow(&run, "notUnderstood", 1, 0, 4);
    runRelease(&run);
}

static void repCarriageReturnsBlanksAndMarksAreNoFault(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64,
             "\xEF\xBB\xBF"
             "20000\r\n1\r\n2\r\n1\r\n\r\n  a\t0   12 \r\n \t\nf 0\r\n");
    assertCommands(&run, "6 alloc i0 12\n8 free i0\n");
    assertRow(&run, "blank", 2, 0, 5);
    assertRow(&run, "header", 4, 0, 1);
    runRelease(&run);
}

static void repSizesOver4GiBAreTooLargeAndCountedExactly(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "a 0 4294967304\na 1 5000000000\nf 0\n");
    assertCommands(&run, "");
    assertRow(&run, "tooLarge", 2, 9294967304u, 5);
    assertRow(&run, "freedOutside", 1, 0, 7);
    runRelease(&run);
}

static void repAllocationWithoutSizeIsCountedAndLives(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "a 7\nf 7\nf 7\n");
    assertCommands(&run, "");
    assertRow(&run, "sizeMissing", 1, 0, 5);
    assertRow(&run, "freedOutside", 1, 0, 6);
    assertRow(&run, "freeUnknown", 1, 0, 7);
    runRelease(&run);
}

static void repResizeWithoutSizeLeavesTheChunkWhereItIs(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "a 7 8\nr 7\nf 7\n");
    assertCommands(&run, "5 alloc i7 8\n7 free i7\n");
    assertRow(&run, "sizeMissing", 1, 0, 6);
    runRelease(&run);
}

static void repFreeOfMinusOneIsFreeOfNull(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "f -1\nf -1\nf -2\n");
    assertCommands(&run, "");
    assertRow(&run, "freeNull", 2, 0, 5);
    assertRow(&run, "notUnderstood", 1, 0, 7);
    runRelease(&run);
}

static void repWritesAreCountedAndLeftOut(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, REP "a 0 8\nw 0 8\nw 9 1\nf 0\n");
    assertCommands(&run, "5 alloc i0 8\n8 free i0\n");
    assertRow(&run, "write", 2, 0, 6);
    runRelease(&run);
}

static void repLinesWithAnyFaultAreCountedWithTheFirst(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64,
             REP "a\na x 5\na 1 5x\na 1 5 5\na1 5\nb 1 5\na 1 -5\na -1 5\nf\nf 1 5\n"
                 "a 1 99999999999999999999\na 99999999999999999999 1\nA 1 5\nalloc a\n"
                 "a 18446744073709551619 8\n");
    assertCommands(&run, "");
    assertRow(&run, "notUnderstood", 15, 0, 5);
    runRelease(&run);
}

static void repLastLineNeedsNoNewline(void **state)
{
    (void)state;
    assertMakes("rep", REP "a 0 8\nf 0", "5 alloc i0 8\n6 free i0\n");
    assertMakes("rep", REP "a 0 8", "5 alloc i0 8\n");
}

static void repLastLineCutShortIsCounted(void **state)
{
    (void)state;
    static const char *const texts[] = {REP "a 3", REP "a", REP "a ", REP "r 3"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct run run;
        runStart(&run, "rep", 64, texts[i]);
        assertCommands(&run, "");
        assertRow(&run, "cutShort", 1, 0, 5);
        assertRow(&run, "notUnderstood", 0, 0, 0);
        assertRow(&run, "sizeMissing", 0, 0, 0);
        runRelease(&run);
    }
}

/* --- what is the pool's -------------------------------------------------------------------------
 */

static void requestsBetweenTheBoundsAreServed(void **state)
{
    (void)state;
    struct run run;
    runInit(&run, "rep", 16, 32);
    runText(&run, spanOf("a 0 15\na 1 16\na 2 32\na 3 33\na 4 0\n"));
    assertCommands(&run, "2 alloc i1 16\n3 alloc i2 32\n");
    assertRow(&run, "served", 2, 48, 2);
    assertRow(&run, "tooSmall", 2, 15, 1);
    assertRow(&run, "tooLarge", 1, 33, 4);
    assertRow(&run, "requests", 5, 96, 1);
    runRelease(&run);
}

static void freesOfWhatIsNotThePoolsMakeNoCommand(void **state)
{
    (void)state;
    struct run run;
    runInit(&run, "rep", 16, 32);
    runText(&run, spanOf("a 0 15\na 1 20\na 3 33\nf 0\nf 1\nf 3\nf 1\nf 9\n"));
    assertCommands(&run, "2 alloc i1 20\n5 free i1\n");
    assertRow(&run, "freed", 1, 0, 5);
    assertRow(&run, "freedOutside", 2, 0, 4);
    assertRow(&run, "freeUnknown", 2, 0, 7);
    runRelease(&run);
}

static void resizeInsideThePoolKeepsItsChunk(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\nr 0 64\nr 0 1\nf 0\n");
    assertCommands(&run, "1 alloc i0 8\n4 free i0\n");
    assertRow(&run, "resizeKept", 2, 65, 2);
    runRelease(&run);
}

static void resizeLeavesThePoolAndEntersIt(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\nr 0 65\nr 0 100\nr 0 64\nf 0\n");
    assertCommands(&run, "1 alloc i0 8\n2 free i0\n4 alloc i0 64\n5 free i0\n");
    assertRow(&run, "resizeLeft", 1, 65, 2);
    assertRow(&run, "resizeOutside", 1, 100, 3);
    assertRow(&run, "resizeEntered", 1, 64, 4);
    assertRow(&run, "served", 1, 8, 1);
    assertRow(&run, "freed", 1, 0, 5);
    runRelease(&run);
}

static void resizeUnderTheSmallestSizeLeavesToo(void **state)
{
    (void)state;
    struct run run;
    runInit(&run, "rep", 16, 64);
    runText(&run, spanOf("a 0 20\nr 0 15\nr 0 16\n"));
    assertCommands(&run, "1 alloc i0 20\n2 free i0\n3 alloc i0 16\n");
    assertRow(&run, "resizeLeft", 1, 15, 2);
    runRelease(&run);
}

static void resizeOfSomethingUnknownIsAnAllocation(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "r 0 8\nf 0\nr 1 100\nf 1\n");
    assertCommands(&run, "1 alloc i0 8\n2 free i0\n");
    assertRow(&run, "resizeUnknown", 2, 0, 1);
    assertRow(&run, "served", 1, 8, 1);
    assertRow(&run, "tooLarge", 1, 100, 3);
    runRelease(&run);
}

static void resizeToNothingIsAFree(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\nr 0 0\nf 0\na 1 100\nr 1 0\nr 5 0\n");
    assertCommands(&run, "1 alloc i0 8\n2 free i0\n");
    assertRow(&run, "resizeToNothing", 3, 0, 2);
    assertRow(&run, "freed", 1, 0, 2);
    assertRow(&run, "freedOutside", 1, 0, 5);
    assertRow(&run, "freeUnknown", 2, 0, 3);
    runRelease(&run);
}

static void allocationOfALiveIdFreesItFirst(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\na 0 9\na 0 100\na 0 10\na 0\n");
    assertCommands(&run, "1 alloc i0 8\n2 free i0\n2 alloc i0 9\n3 free i0\n4 alloc i0 10\n"
                         "5 free i0\n");
    assertRow(&run, "liveAgain", 4, 0, 2);
    assertRow(&run, "served", 3, 27, 1);
    assertRow(&run, "freed", 0, 0, 0);
    runRelease(&run);
}

static void sumOfBytesThatOverflowsStaysAtItsMost(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 18446744073709551000\na 1 1000\na 2 70\n");
    assertRow(&run, "tooLarge", 3, UINT64_MAX, 1);
    runRelease(&run);
}

static void sumOfBytesThatOverflowedIsNotTakenDownAgain(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", UINT64_MAX, "a 0 18446744073709551000\na 1 1000\n");
    importRefused(run.import, 0);
    assertRow(&run, "served", 1, UINT64_MAX, 1);
    assertRow(&run, "refused", 1, 1000, 2);
    importFree(run.import);
    bufferRelease(&run.commands);
}

/* --- what the pool refuses ----------------------------------------------------------------------
 */

static void runRefusing(struct run *run, uint64_t refuse, const char *format, const char *text)
{
    runInit(run, format, 0, 64);
    run->refuse = refuse;
    runText(run, spanOf(text));
}

static void refusedAllocationIsNotServedNorFreed(void **state)
{
    (void)state;
    struct run run;
    runRefusing(&run, 2, "rep", "a 0 8\na 1 9\nf 1\nf 0\na 1 10\nf 1\n");
    assertCommands(&run, "1 alloc i0 8\n2 alloc i1 9\n4 free i0\n5 alloc i1 10\n6 free i1\n");
    assertRow(&run, "served", 2, 18, 1);
    assertRow(&run, "refused", 1, 9, 2);
    assertRow(&run, "freedRefused", 1, 0, 3);
    assertRow(&run, "freed", 2, 0, 4);
    runRelease(&run);
}

static void refusedFirstAllocationLeavesNoFirstLine(void **state)
{
    (void)state;
    struct run run;
    runRefusing(&run, 1, "rep", "a 0 8\na 1 9\n");
    assertRow(&run, "refused", 1, 8, 1);
    assertRow(&run, "served", 1, 9, 2);
    runRelease(&run);
}

static void refusedResizeIsOutsideUntilItIsTriedAgain(void **state)
{
    (void)state;
    struct run run;
    runRefusing(&run, 1, "rep", "a 0 100\nr 0 8\nr 0 9\nf 0\n");
    assertCommands(&run, "2 alloc i0 8\n3 alloc i0 9\n4 free i0\n");
    assertRow(&run, "resizeRefused", 1, 8, 2);
    assertRow(&run, "resizeEntered", 1, 9, 3);
    runRelease(&run);
}

static void refusedAllocationBehindAnImpliedFreeIsTheSecondCommand(void **state)
{
    (void)state;
    struct run run;
    runRefusing(&run, 2, "rep", "a 0 8\na 0 9\nf 0\n");
    assertCommands(&run, "1 alloc i0 8\n2 free i0\n2 alloc i0 9\n");
    assertRow(&run, "refused", 1, 9, 2);
    assertRow(&run, "liveAgain", 1, 0, 2);
    assertRow(&run, "freedRefused", 1, 0, 3);
    runRelease(&run);
}

static void refusedFreeIsCountedApart(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\nf 0\n");
    importRefused(run.import, 0);
    importRefused(run.import, 0);
    importRefused(run.import, 1);
    assertRow(&run, "freed", 0, 0, 0);
    assertRow(&run, "freeRejected", 1, 0, 2);
    runRelease(&run);
}

static void refusingTwiceCountsOnce(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "rep", 64, "a 0 8\n");
    importRefused(run.import, 0);
    importRefused(run.import, 0);
    assertRow(&run, "refused", 1, 8, 1);
    assertRow(&run, "served", 0, 0, 0);
    runRelease(&run);
}

/* --- mtrace -------------------------------------------------------------------------------------
 */

static void mtraceRequestsBecomeCommands(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64,
             "= Start\n@ ./a:[0x1139] + 0x5581a2b0 0x20\n@ ./a:[0x1149] - 0x5581a2b0\n= End\n");
    assertCommands(&run, "2 alloc m1 32\n3 free m1\n");
    assertRow(&run, "header", 2, 0, 1);
    runRelease(&run);
}

static void mtracePointersComeAgainUnderNewHandles(void **state)
{
    (void)state;
    assertMakes("mtrace", "+ 0x10 0x8\n- 0x10\n+ 0x20 0x100\n+ 0x10 0x9\n- 0x10\n+ 0x30 0x1\n",
                "1 alloc m1 8\n2 free m1\n4 alloc m2 9\n5 free m2\n6 alloc m3 1\n");
}

static void mtraceWhereHasThreeFormsOrIsAbsent(void **state)
{
    (void)state;
    assertMakes("mtrace",
                "@ ./a:(main+0x1f)[0x1139] + 0x10 0x1\n"
                "@ /usr/bin/a:[0x1139] + 0x20 0x2\n"
                "@ [0x7f001139] + 0x30 0x3\n"
                "+ 0x40 0x4\n",
                "1 alloc m1 1\n2 alloc m2 2\n3 alloc m3 3\n4 alloc m4 4\n");
}

static void mtraceBinariesMayHoldBlanksSignsAndBrackets(void **state)
{
    (void)state;
    assertMakes("mtrace",
                "@ /my programs/a - b:(main+0x1f)[0x1139] + 0x10 0x1\n"
                "@ /odd] + 0x99 0x9/a:[0x1139] + 0x20 0x2\n"
                "@ /a:[0x1] - 0x10:[0x2] - 0x20\n",
                "1 alloc m1 1\n2 alloc m2 2\n3 free m2\n");
}

static void mtraceResizeInTwoLinesKeepsChunkAndHandle(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64,
             "+ 0x10 0x8\n@ ./a:[0x1] < 0x10\n@ ./a:[0x1] > 0x20 0x40\n- 0x10\n- 0x20\n");
    assertCommands(&run, "1 alloc m1 8\n5 free m1\n");
    assertRow(&run, "resizeKept", 1, 64, 3);
    assertRow(&run, "resizeFirst", 1, 0, 2);
    assertRow(&run, "freeUnknown", 1, 0, 4);
    runRelease(&run);
}

static void mtraceResizeInPlaceKeepsChunkAndHandle(void **state)
{
    (void)state;
    assertMakes("mtrace", "+ 0x10 0x8\n< 0x10\n> 0x10 0x9\n- 0x10\n", "1 alloc m1 8\n4 free m1\n");
}

static void mtraceResizeLeavesAndEnters(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "+ 0x10 0x8\n< 0x10\n> 0x20 0x80\n< 0x20\n> 0x30 0x10\n- 0x30\n");
    assertCommands(&run, "1 alloc m1 8\n3 free m1\n5 alloc m2 16\n6 free m2\n");
    assertRow(&run, "resizeLeft", 1, 128, 3);
    assertRow(&run, "resizeEntered", 1, 16, 5);
    runRelease(&run);
}

static void mtraceResizeToALivePointerFreesThatFirst(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "+ 0x10 0x8\n+ 0x20 0x9\n< 0x10\n> 0x20 0x80\n- 0x20\n");
    assertCommands(&run, "1 alloc m1 8\n2 alloc m2 9\n4 free m2\n4 free m1\n");
    assertRow(&run, "liveAgain", 1, 0, 4);
    runRelease(&run);
}

static void mtraceResizeOfSomethingUnknownIsAnAllocation(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "< 0x10\n> 0x20 0x8\n- 0x20\n> 0x30 0x9\n< (nil)\n> 0x40 0x7\n");
    assertCommands(&run, "2 alloc m1 8\n3 free m1\n4 alloc m2 9\n6 alloc m3 7\n");
    assertRow(&run, "resizeUnknown", 3, 0, 2);
    assertRow(&run, "resizeFirst", 2, 0, 1);
    runRelease(&run);
}

static void mtraceResizeWithoutItsSecondLineIsCounted(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "+ 0x10 0x8\n< 0x10\n+ 0x20 0x9\n> 0x10 0x7\n- 0x10\n< 0x20\n");
    assertCommands(&run, "1 alloc m1 8\n3 alloc m2 9\n4 free m1\n4 alloc m3 7\n5 free m3\n");
    assertRow(&run, "resizeHalf", 2, 0, 2);
    assertRow(&run, "resizeFirst", 0, 0, 0);
    runRelease(&run);
}

static void mtraceLinesOfOthersBetweenTheTwoOfAResizeDoNoHarm(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "+ 0x10 0x8\n< 0x10\n\nhello\n> 0x20 0x9\n- 0x20\n");
    assertCommands(&run, "1 alloc m1 8\n6 free m1\n");
    assertRow(&run, "notUnderstood", 1, 0, 4);
    runRelease(&run);
}

static void mtraceFailuresInTheProgramAreCounted(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64,
             "+ (nil) 0x10\n+ 0x10 0x8\n! 0x10 0x20\n- 0x10\n! (nil) 0x5\n- (nil)\n");
    assertCommands(&run, "2 alloc m1 8\n4 free m1\n");
    assertRow(&run, "failed", 1, 16, 1);
    assertRow(&run, "resizeFailed", 2, 37, 3);
    assertRow(&run, "freeNull", 1, 0, 6);
    runRelease(&run);
}

static void mtraceResizeToNullIsAFailureOrAFree(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64,
             "+ 0x10 0x8\n< 0x10\n> (nil) 0x20\n< 0x10\n> (nil) 0\n- 0x10\n"
             "< (nil)\n> (nil) 0\n");
    assertCommands(&run, "1 alloc m1 8\n5 free m1\n");
    assertRow(&run, "resizeFailed", 2, 32, 3);
    assertRow(&run, "resizeToNothing", 1, 0, 5);
    assertRow(&run, "freeUnknown", 1, 0, 6);
    runRelease(&run);
}

static void mtraceSizeOfNothingHasNoPrefix(void **state)
{
    (void)state;
    assertMakes("mtrace", "+ 0x10 0\n< 0x10\n> 0x20 0\n- 0x20\n", "1 alloc m1 0\n4 free m1\n");
}

static void mtracePointerThatIsStillLiveIsFreedFirst(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "+ 0x10 0x8\n+ 0x10 0x9\n- 0x10\n");
    assertCommands(&run, "1 alloc m1 8\n2 free m1\n2 alloc m2 9\n3 free m2\n");
    assertRow(&run, "liveAgain", 1, 0, 2);
    runRelease(&run);
}

static void mtraceLastLineCutShortIsNotUsed(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "+ 0x10 0x8\n+ 0x20 0x1", "+ 0x10 0x8\n- 0x10", "+ 0x10 0x8\n@ /a:[0x11",
        "+ 0x10 0x8\n@",          "+ 0x10 0x8\n+ 0x",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct run run;
        runStart(&run, "mtrace", 64, texts[i]);
        assertCommands(&run, "1 alloc m1 8\n");
        assertRow(&run, "cutShort", 1, 0, 2);
        assertRow(&run, "notUnderstood", 0, 0, 0);
        runRelease(&run);
    }
}

static void mtraceEndNeedsNoNewline(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64, "= Start\n= End");
    assertRow(&run, "header", 2, 0, 1);
    assertRow(&run, "cutShort", 0, 0, 0);
    runRelease(&run);
}

static void mtraceLinesWithAnyFaultAreCountedWithTheFirst(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "mtrace", 64,
             "= Start\n= Middle\n+ 0x10\n+ 0x10 8\n+ 10 0x8\n+0x10 0x8\n+ 0x10 0x8 0x8\n"
             "- 0x10 0x8\n? 0x10\n@ ./a:[0x1]\n@ ./a:[0x1]+ 0x10 0x8\n@ ./a + 0x10 0x8\n"
             "+ 0x12345678901234567 0x8\n+ 0x10 0x12345678901234560\n+ 0x10 0x\n+ 0xg 0x8\n"
             "- nil\n+\n");
    assertCommands(&run, "");
    assertRow(&run, "notUnderstood", 17, 0, 2);
    runRelease(&run);
}

static void mtraceCarriageReturnsAndMarksAreNoFault(void **state)
{
    (void)state;
    assertMakes("mtrace", "\xEF\xBB\xBF= Start\r\n@ ./a:[0x1] + 0xAb 0x8\r\n- 0xaB\r\n= End\r\n",
                "2 alloc m1 8\n3 free m1\n");
}

static void mtraceRefusedHandlesAreNotUsedAgain(void **state)
{
    (void)state;
    struct run run;
    runRefusing(&run, 1, "mtrace", "+ 0x10 0x8\n- 0x10\n+ 0x10 0x9\n- 0x10\n");
    assertCommands(&run, "1 alloc m1 8\n3 alloc m2 9\n4 free m2\n");
    assertRow(&run, "freedRefused", 1, 0, 2);
    runRelease(&run);
}

/* --- any input, and any amount ------------------------------------------------------------------
 */

/* A sequence that is the same everywhere (xorshift; Marsaglia, 2003). */
static uint64_t nextRandom(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static void anyBytesAreCountedAndDoNoHarm(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789abfrwxinl +-<>!@=[]():.\r\t\n\n\xEF";
    uint64_t seed = 2;
    for (int round = 0; round < 2000; round++) {
        char text[200];
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = alphabet[nextRandom(&seed) % sizeof alphabet];
        struct run run;
        runInit(&run, round % 2 == 0 ? "rep" : "mtrace", 2, 40);
        runText(&run, (struct span){text, sizeof text});
        importRecognise((struct span){text, sizeof text});
        runRelease(&run);
    }
}

static void wellFormedRequestsInAnyOrderBalance(void **state)
{
    (void)state;
    struct run run;
    runInit(&run, "rep", 8, 64);
    bool live[32] = {false}; /* as the pool sees it: a handle is never allocated or freed twice */
    uint64_t seed = 3;
    for (int i = 0; i < 100000; i++) {
        char text[64];
        unsigned id = (unsigned)(nextRandom(&seed) % 32), size = (unsigned)(nextRandom(&seed) % 80);
        char letter = "aarff"[nextRandom(&seed) % 5];
        int bytes = letter == 'f' ? snprintf(text, sizeof text, "f %u", id)
                                  : snprintf(text, sizeof text, "%c %u %u", letter, id, size);
        int count = importLine(run.import, (struct span){text, (size_t)bytes}, ++run.line, true);
        for (int k = 0; k < count; k++) {
            const struct command *command = importCommand(run.import, (size_t)k);
            assert_int_equal(live[id], command->verb == VERB_FREE);
            live[id] = !live[id];
        }
    }
    runRelease(&run);
}

static void ostepOperationsBecomeCommands(void **state)
{
    (void)state;
    struct run run;
    runStart(&run, "ostep", UINT32_MAX, "+10,+3,-0,\n-1\n\n+7,x,-9,- 1\n+5");
    assertCommands(&run, "1 alloc p0 10\n1 alloc p1 3\n1 free p0\n2 free p1\n4 alloc p2 7\n"
                         "5 alloc p3 5\n");
    assertRow(&run, "served", 4, 25, 1);
    assertRow(&run, "freed", 2, 0, 1);
    assertRow(&run, "freeUnknown", 1, 0, 4);
    assertRow(&run, "blank", 1, 0, 3);
    assertRow(&run, "notUnderstood", 2, 0, 4);
    assertSums(&run);
    runRelease(&run);
}

/* As the book's program: a number that is not below the allocations that succeeded is skipped. */
static void ostepFreesAreCountedAgainstSuccesses(void **state)
{
    (void)state;
    struct run run;
    runInit(&run, "ostep", 0, UINT32_MAX);
    run.refuse = 2;
    runText(&run, spanOf("+10,+1000,-1,-0,+5,-2"));
    assertCommands(&run, "1 alloc p0 10\n1 alloc p1 1000\n1 free p0\n1 alloc p2 5\n");
    assertRow(&run, "refused", 1, 1000, 1);
    runRelease(&run);
}

/* Behind blanks too, and line by line. */
static void ostepOperationsHaveTheirColumns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t column; /* of the last operation */
    } rows[] = {{"+10", 1}, {"+10,+3", 5}, {" +10,  -0", 8}, {"+10,+3\n-1", 1}, {"+1,,x, +2", 8}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct run run;
        runStart(&run, "ostep", UINT32_MAX, rows[i].text);
        assert_int_equal(run.column, rows[i].column);
        runRelease(&run);
    }
}

static void mapAgreesWithAnArray(void **state)
{
    (void)state;
    enum { KEYS = 3000 };
    static uint64_t expected[KEYS];
    struct livemap map;
    livemapInit(&map);
    uint64_t seed = 1;
    for (int i = 0; i < 300000; i++) {
        livemapMark(&map);
        size_t index = nextRandom(&seed) % KEYS;
        uint64_t key = (uint64_t)index * 16 + UINT64_C(0x555500000000);
        if (expected[index] == 0 && nextRandom(&seed) % 3 != 0) {
            expected[index] = nextRandom(&seed) % 1000000 + 1;
            assert_true(livemapReserve(&map, 1));
            const struct liveEntry before =
                livemapPut(&map, (struct liveEntry){.key = key,
                                                    .ordinal = expected[index] & LIVE_ORDINAL_MAX,
                                                    .state = LIVE_SERVED});
            assert_int_equal(before.state, LIVE_NONE);
            continue;
        }
        struct liveEntry *found = livemapFind(&map, key);
        assert_int_equal(found != NULL ? found->ordinal : 0, expected[index]);
        struct liveEntry taken = livemapTake(&map, key);
        assert_int_equal(taken.state, expected[index] != 0 ? LIVE_SERVED : LIVE_NONE);
        assert_int_equal(taken.ordinal, expected[index]);
        assert_null(livemapFind(&map, key));
        expected[index] = 0;
    }
    for (size_t i = 0; i < KEYS; i++)
        assert_int_equal(expected[i] != 0,
                         livemapFind(&map, (uint64_t)i * 16 + UINT64_C(0x555500000000)) != NULL);
    livemapRelease(&map);
}

static void memoryFollowsWhatIsLiveAndNotTheLines(void **state)
{
    (void)state;
    needWrap();
    memoryBytes = 0;
    struct run run;
    runInit(&run, "rep", 0, 64);
    for (unsigned i = 0; i < 200000; i++) {
        char text[64];
        int bytes = snprintf(text, sizeof text, "a %u %u", i, i % 100);
        importLine(run.import, (struct span){text, (size_t)bytes}, ++run.line, true);
        bytes = snprintf(text, sizeof text, "f %u", i);
        importLine(run.import, (struct span){text, (size_t)bytes}, ++run.line, true);
    }
    assert_in_range(memoryBytes, 1, 32768);
    runRelease(&run);
}

static void withoutMemoryThereIsNoImport(void **state)
{
    (void)state;
    needWrap();
    memoryFails = true;
    struct import *import = importNew(importFind(spanOf("rep")), 0, 64);
    memoryFails = false;
    assert_null(import);
    importFree(NULL);
}

static void withoutMemoryALineChangesNothing(void **state)
{
    (void)state;
    needWrap();
    struct run run;
    runInit(&run, "rep", 0, 64);
    char text[64];
    int count = 0;
    struct span line = {text, 0};
    for (uint64_t id = 0; count >= 0; id++) {
        line.bytes = (size_t)snprintf(text, sizeof text, "a %llu 8", (unsigned long long)id);
        memoryFails = id > 0;
        count = importLine(run.import, line, run.line + 1, true);
        memoryFails = false;
        if (count >= 0)
            run.line++;
    }
    assertRow(&run, "served", run.line, run.line * 8, 1);
    assertSums(&run);
    runText(&run, line);
    assertRow(&run, "served", run.line, run.line * 8, 1);
    runRelease(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formatsAreFoundByName),
        cmocka_unit_test(formatsAreListed),
        cmocka_unit_test(headIsEnoughWhereItTells),
        cmocka_unit_test(repIsRecognisedByItsFourNumbers),
        cmocka_unit_test(repIsRecognisedThroughMarksBlanksAndCarriageReturns),
        cmocka_unit_test(repIsRecognisedInAHeadCutInMidLine),
        cmocka_unit_test(numbersAloneAreNotRep),
        cmocka_unit_test(mtraceIsRecognisedByItsFirstLine),
        cmocka_unit_test(mtraceIsRecognisedInAHeadCutInMidLine),
        cmocka_unit_test(ostepIsRecognisedByItsFirstOperation),
        cmocka_unit_test(ostepOperationsBecomeCommands),
        cmocka_unit_test(ostepFreesAreCountedAgainstSuccesses),
        cmocka_unit_test(ostepOperationsHaveTheirColumns),
        cmocka_unit_test(poolsimsOwnLanguageIsNeitherFormat),
        cmocka_unit_test(textThatOnlyResemblesALogIsNotMtrace),
        cmocka_unit_test(repRequestsBecomeCommands),
        cmocka_unit_test(repHandlesAreTheIds),
        cmocka_unit_test(repIdsAreFreedAndUsedAgain),
        cmocka_unit_test(repHeadersOfThreeGenerationsAreTold),
        cmocka_unit_test(repHeadersWithWrongCountsDoNoHarm),
        cmocka_unit_test(repHeaderThatIsTooLongIsNotUnderstood),
        cmocka_unit_test(repNumbersBehindAShortHeaderAreNotUnderstood),
        cmocka_unit_test(repCarriageReturnsBlanksAndMarksAreNoFault),
        cmocka_unit_test(repSizesOver4GiBAreTooLargeAndCountedExactly),
        cmocka_unit_test(repAllocationWithoutSizeIsCountedAndLives),
        cmocka_unit_test(repResizeWithoutSizeLeavesTheChunkWhereItIs),
        cmocka_unit_test(repFreeOfMinusOneIsFreeOfNull),
        cmocka_unit_test(repWritesAreCountedAndLeftOut),
        cmocka_unit_test(repLinesWithAnyFaultAreCountedWithTheFirst),
        cmocka_unit_test(repLastLineNeedsNoNewline),
        cmocka_unit_test(repLastLineCutShortIsCounted),
        cmocka_unit_test(requestsBetweenTheBoundsAreServed),
        cmocka_unit_test(freesOfWhatIsNotThePoolsMakeNoCommand),
        cmocka_unit_test(resizeInsideThePoolKeepsItsChunk),
        cmocka_unit_test(resizeLeavesThePoolAndEntersIt),
        cmocka_unit_test(resizeUnderTheSmallestSizeLeavesToo),
        cmocka_unit_test(resizeOfSomethingUnknownIsAnAllocation),
        cmocka_unit_test(resizeToNothingIsAFree),
        cmocka_unit_test(allocationOfALiveIdFreesItFirst),
        cmocka_unit_test(sumOfBytesThatOverflowsStaysAtItsMost),
        cmocka_unit_test(sumOfBytesThatOverflowedIsNotTakenDownAgain),
        cmocka_unit_test(refusedAllocationIsNotServedNorFreed),
        cmocka_unit_test(refusedFirstAllocationLeavesNoFirstLine),
        cmocka_unit_test(refusedResizeIsOutsideUntilItIsTriedAgain),
        cmocka_unit_test(refusedAllocationBehindAnImpliedFreeIsTheSecondCommand),
        cmocka_unit_test(refusedFreeIsCountedApart),
        cmocka_unit_test(refusingTwiceCountsOnce),
        cmocka_unit_test(mtraceRequestsBecomeCommands),
        cmocka_unit_test(mtracePointersComeAgainUnderNewHandles),
        cmocka_unit_test(mtraceWhereHasThreeFormsOrIsAbsent),
        cmocka_unit_test(mtraceBinariesMayHoldBlanksSignsAndBrackets),
        cmocka_unit_test(mtraceResizeInTwoLinesKeepsChunkAndHandle),
        cmocka_unit_test(mtraceResizeInPlaceKeepsChunkAndHandle),
        cmocka_unit_test(mtraceResizeLeavesAndEnters),
        cmocka_unit_test(mtraceResizeToALivePointerFreesThatFirst),
        cmocka_unit_test(mtraceResizeOfSomethingUnknownIsAnAllocation),
        cmocka_unit_test(mtraceResizeWithoutItsSecondLineIsCounted),
        cmocka_unit_test(mtraceLinesOfOthersBetweenTheTwoOfAResizeDoNoHarm),
        cmocka_unit_test(mtraceFailuresInTheProgramAreCounted),
        cmocka_unit_test(mtraceResizeToNullIsAFailureOrAFree),
        cmocka_unit_test(mtraceSizeOfNothingHasNoPrefix),
        cmocka_unit_test(mtracePointerThatIsStillLiveIsFreedFirst),
        cmocka_unit_test(mtraceLastLineCutShortIsNotUsed),
        cmocka_unit_test(mtraceEndNeedsNoNewline),
        cmocka_unit_test(mtraceLinesWithAnyFaultAreCountedWithTheFirst),
        cmocka_unit_test(mtraceCarriageReturnsAndMarksAreNoFault),
        cmocka_unit_test(mtraceRefusedHandlesAreNotUsedAgain),
        cmocka_unit_test(anyBytesAreCountedAndDoNoHarm),
        cmocka_unit_test(wellFormedRequestsInAnyOrderBalance),
        cmocka_unit_test(mapAgreesWithAnArray),
        cmocka_unit_test(memoryFollowsWhatIsLiveAndNotTheLines),
        cmocka_unit_test(withoutMemoryThereIsNoImport),
        cmocka_unit_test(withoutMemoryALineChangesNothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
