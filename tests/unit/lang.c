/*
 * lang.c - the command language: lines to commands and back, and what is said of malformed ones.
 */
#include "lang/command.h"
#include "lang/format.h"
#include "lang/parse.h"
#include "lang/verbs.h"

#include "unit.h"

/* ---- a line as the text of its commands, `LINE:COLUMN text` with " | " between, or its error */

static void appendCommand(struct buffer *out, const struct command *command)
{
    bufferAppendText(out, out->bytes > 0 ? " | " : "");
    bufferAppendFormat(out, "%u ", command->column);
    commandFormat(command, out);
}

static void readLine(struct span line, struct buffer *out)
{
    struct parser parser;
    struct parseError error = {0};
    struct command command;
    enum parsed parsed;
    bufferInit(&error.message);
    parserInit(&parser, line, 7);
    while ((parsed = parserNext(&parser, &command, &error)) == PARSED_COMMAND) {
        assert_int_equal(command.line, 7);
        appendCommand(out, &command);
    }
    if (parsed == PARSED_ERROR) {
        bufferAppendText(out, out->bytes > 0 ? " | " : "");
        bufferAppendFormat(out, "%zu+%zu ", error.at, error.bytes);
        bufferAppendSpan(out, bufferSpan(&error.message));
        assert_int_equal(error.line, 7);
    }
    bufferRelease(&error.message);
}

static void assertLine(const char *line, const char *expected)
{
    struct buffer out;
    bufferInit(&out);
    readLine(spanOf(line), &out);
    bufferAppendByte(&out, '\0');
    assert_string_equal(out.text, expected);
    bufferRelease(&out);
}

/* The only command of a line. */
static struct command only(const char *line)
{
    struct parser parser;
    struct parseError error = {0};
    struct command command, more;
    bufferInit(&error.message);
    parserInit(&parser, spanOf(line), 1);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    assert_int_equal(parserNext(&parser, &more, &error), PARSED_END);
    bufferRelease(&error.message);
    return command;
}

/* ---- statements */

static void emptyLines(void **state)
{
    (void)state;
    assertLine("", "");
    assertLine(" \t\r", "");
    assertLine("# alloc a", "");
    assertLine("   # alloc a; free a", "");
    assertLine(";;; ; ", "");
    struct buffer out;
    bufferInit(&out);
    readLine((struct span){NULL, 0}, &out);
    assert_int_equal(out.bytes, 0);
    bufferRelease(&out);
}

static void statements(void **state)
{
    (void)state;
    assertLine("freeall", "1 freeall");
    assertLine("alloc a; free a", "7 alloc a | 15 free a");
    assertLine("alloc a;free a;", "7 alloc a | 14 free a");
    assertLine(";; alloc a ;; free a # done", "10 alloc a | 20 free a");
    assertLine("alloc\ta\r", "7 alloc a");
    assertLine("stats#now", "1 stats");
    assertLine("alloc a#b", "7 alloc a");
}

static void operandsMakeCommands(void **state)
{
    (void)state;
    assertLine("alloc a b c", "7 alloc a | 9 alloc b | 11 alloc c");
    assertLine("free a 0x10 b", "6 free a | 8 free 0x10 | 13 free b");
    assertLine("alloc a 20 b 1K c; stats", "7 alloc a 20 | 12 alloc b 1024 | 17 alloc c | 20 stats");
    assertLine("alloc", "1 alloc");
    assertLine("alloc; alloc", "1 alloc | 8 alloc");
}

static void fieldsOfCommands(void **state)
{
    (void)state;
    struct command c = only("pool 32 4");
    assert_int_equal(c.verb, VERB_POOL);
    assert_int_equal(c.size, 32);
    assert_int_equal(c.chunks, 4);
    assert_int_equal(c.column, 1);
    c = only("alloc");
    assert_int_equal(c.verb, VERB_ALLOC);
    assert_null(c.word.text);
    assert_false(c.hasSize);
    c = only("  alloc a 0");
    assert_true(spanIs(c.word, "a"));
    assert_true(c.hasSize);
    assert_int_equal(c.size, 0);
    assert_int_equal(c.column, 9);
    c = only("free 0x10000020");
    assert_int_equal(c.verb, VERB_FREE);
    assert_true(c.hasAddress);
    assert_int_equal(c.address, 0x10000020);
    assert_null(c.word.text);
    c = only("free 0");
    assert_true(c.hasAddress);
    c = only("show");
    assert_int_equal(c.parts, PARTS_NONE);
    c = only("show list blocks list");
    assert_int_equal(c.parts, PARTS_LIST | PARTS_BLOCKS);
    assert_int_equal(only("show all").parts, PARTS_ALL);
    c = only("help freea");
    assert_int_equal(c.verb, VERB_HELP);
    assert_true(spanIs(c.word, "freeall")); /* whole */
}

/* ---- names */

static void exactNameWins(void **state)
{
    (void)state;
    assert_int_equal(only("free a").verb, VERB_FREE);
    assert_int_equal(only("freeall").verb, VERB_FREEALL);
    for (size_t i = 0; i < VERB_COUNT; i++) {
        size_t found = VERB_COUNT;
        assert_int_equal(lookupWord(spanOf(verbName(i)), verbName, VERB_COUNT, &found),
                         LOOKUP_FOUND);
        assert_int_equal(found, i);
    }
}

static void uniquePrefix(void **state)
{
    (void)state;
    assert_int_equal(only("po 8 1").verb, VERB_POOL);
    assert_int_equal(only("tri").verb, VERB_TRIM);
    assert_int_equal(only("freea").verb, VERB_FREEALL);
    assert_int_equal(only("sta").verb, VERB_STATS);
    assert_int_equal(only("show b f").parts, PARTS_BLOCKS | PARTS_FIELDS);
    /* each verb by its shortest prefix that no other begins with */
    for (size_t i = 0; i < VERB_COUNT; i++) {
        struct span name = spanOf(verbName(i));
        for (size_t bytes = 1; bytes <= name.bytes; bytes++) {
            size_t others = 0, found = VERB_COUNT;
            struct span word = {name.text, bytes};
            for (size_t j = 0; j < VERB_COUNT; j++)
                others += j != i && spanStartsWith(spanOf(verbName(j)), word);
            enum lookupResult result = lookupWord(word, verbName, VERB_COUNT, &found);
            if (others == 0 || bytes == name.bytes) {
                assert_int_equal(result, LOOKUP_FOUND);
                assert_int_equal(found, i);
            }
        }
    }
}

static void ambiguousPrefix(void **state)
{
    (void)state;
    assertLine("fre a", "0+3 ambiguous command 'fre' (free, freeall)");
    assertLine("stats; fr", "1 stats | 7+2 ambiguous command 'fr' (free, freeall)");
    assertLine("help fr", "5+2 ambiguous command 'fr' (free, freeall)");
}

static void didYouMean(void **state)
{
    (void)state;
    assertLine("aloc a", "0+4 unknown command 'aloc' (did you mean 'alloc'?)");
    assertLine("fere a", "0+4 unknown command 'fere' (did you mean 'free'?)");
    assertLine("show lsit", "5+4 unknown part 'lsit' (did you mean 'list'?)");
    assertLine("help shwo", "5+4 unknown command 'shwo' (did you mean 'show'?)");
    assertLine("xyzzy", "0+5 unknown command 'xyzzy' (try 'help')");
    assertLine("FREE a", "0+4 unknown command 'FREE' (try 'help')");
}

static void tableOfVerbs(void **state)
{
    (void)state;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        const struct verbRow *row = &verbTable[i];
        assert_non_null(row->name);
        assert_non_null(row->arguments);
        assert_true(strlen(row->summary) > 0);
        assert_true(row->summary[strlen(row->summary) - 1] != '.');
        size_t help = strlen(row->help);
        assert_true(help == 0 || row->help[help - 1] == '\n');
        for (const char *line = row->help; *line != '\0'; line = strchr(line, '\n') + 1)
            assert_true(strchr(line, '\n') - line <= 80);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->name, verbTable[j].name);
    }
}

static void usageOfVerbs(void **state)
{
    (void)state;
    struct buffer out;
    bufferInit(&out);
    verbUsage(&verbTable[VERB_POOL], &out);
    bufferAppendByte(&out, '|');
    verbUsage(&verbTable[VERB_FREEALL], &out);
    assert_true(spanIs(bufferSpan(&out), "usage: pool CHUNK_SIZE BLOCK_SIZE|usage: freeall"));
    bufferRelease(&out);
}

/* ---- numbers and handles */

static void assertNumber(const char *text, uint64_t expected)
{
    uint64_t value = 99;
    assert_int_equal(numberRead(spanOf(text), &value), NUMBER_OK);
    assert_true(value == expected);
}

static void assertNoNumber(const char *text, enum number verdict)
{
    uint64_t value = 99;
    assert_int_equal(numberRead(spanOf(text), &value), verdict);
    assert_int_equal(value, 99);
}

static void numbers(void **state)
{
    (void)state;
    assertNumber("0", 0);
    assertNumber("32", 32);
    assertNumber("007", 7); /* not octal */
    assertNumber("0x20", 32);
    assertNumber("0XfF", 255);
    assertNumber("18446744073709551615", UINT64_MAX);
    assertNumber("0xffffffffffffffff", UINT64_MAX);
    assertNumber("000000000000000000000000000000001", 1);
}

static void numbersWithSuffix(void **state)
{
    (void)state;
    assertNumber("1K", 1024);
    assertNumber("4k", 4096);
    assertNumber("1M", 1u << 20);
    assertNumber("3G", (uint64_t)3 << 30);
    assertNumber("0G", 0);
    assertNumber("0x10K", 16384);
    assertNumber("17179869183G", (uint64_t)17179869183 << 30);
}

static void numbersTooLarge(void **state)
{
    (void)state;
    assertNoNumber("18446744073709551616", NUMBER_TOO_LARGE);
    assertNoNumber("18446744073709551619", NUMBER_TOO_LARGE);
    assertNoNumber("18446744073709551620", NUMBER_TOO_LARGE);
    assertNoNumber("99999999999999999999999999", NUMBER_TOO_LARGE);
    assertNoNumber("0x10000000000000000", NUMBER_TOO_LARGE);
    assertNoNumber("17179869184G", NUMBER_TOO_LARGE);
    assertNoNumber("18446744073709551615K", NUMBER_TOO_LARGE);
    assertNoNumber("18014398509481984K", NUMBER_TOO_LARGE);
}

static void numbersMalformed(void **state)
{
    (void)state;
    static const char *const texts[] = {"",   "x",  "0x",  "0xK", "K",  "1KK", "1K2", "1T",
                                        "-1", "+1", "1.5", "1,0", "1e3", "0xg", " 1",  "1 ",
                                        "99999999999999999999x"};
    for (size_t i = 0; i < COUNT(texts); i++)
        assertNoNumber(texts[i], NUMBER_MALFORMED);
}

static void numbersInCommands(void **state)
{
    (void)state;
    assertLine("pool 0x20 1K", "1 pool 32 1024");
    assertLine("pool 32x 4", "5+3 bad number '32x' (decimal or 0x hexadecimal, then K, M, G "
                             "or nothing)");
    assertLine("pool 32 0", "8+1 number out of range '0' (1 to 4294967295)");
    assertLine("pool 32 4G", "8+2 number out of range '4G' (1 to 4294967295)");
    assertLine("pool 4294967288 1", "1 pool 4294967288 1");
    assertLine("pool 4294967289 1", "5+10 number out of range '4294967289' (0 to 4294967288)");
    assertLine("pool -1 1", "5+2 bad number '-1' (decimal or 0x hexadecimal, then K, M, G "
                            "or nothing)");
    assertLine("alloc a 99999999999999999999",
               "8+20 number out of range '99999999999999999999' (0 to 18446744073709551615)");
    assertLine("free 12z", "5+3 bad number '12z' (decimal or 0x hexadecimal, then K, M, G "
                           "or nothing)");
}

#define TEN "aaaaaaaaaa"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void handles(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "_", "Z9", "p1", "_0", "a_b_C", "free", SIXTY "aaa"};
    static const char *const bad[] = {"", "1", "9a", "a-b", "a.b", "\xc3\xa9", "a b", SIXTY "aaaa"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(wordIsHandle(spanOf(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(wordIsHandle(spanOf(bad[i])));
    assert_false(wordIsHandle((struct span){"a\0", 2}));
    assertLine("alloc " SIXTY "aaa", "7 alloc " SIXTY "aaa");
    assertLine("alloc " SIXTY "aaaa",
               "6+64 bad handle '" SIXTY "aaa...' (64 bytes, at most 63)");
    assertLine("alloc a-b", "6+3 bad handle 'a-b' (a letter or _, then letters, digits and _)");
    assertLine("alloc 20", "6+2 bad handle '20' (a size goes after its name: alloc NAME SIZE)");
    assertLine("alloc a 1 2",
               "7 alloc a 1 | 10+1 bad handle '2' (a size goes after its name: alloc NAME SIZE)");
    assertLine("free a \x1b[2J", "6 free a | 7+4 bad handle '\\x1b[2J' "
                                 "(a letter or _, then letters, digits and _)");
}

/* ---- faults */

static void missingOperands(void **state)
{
    (void)state;
    assertLine("pool", "4+0 'pool' needs a chunk size (usage: pool CHUNK_SIZE BLOCK_SIZE)");
    assertLine("pool 32", "7+0 'pool' needs a block size (usage: pool CHUNK_SIZE BLOCK_SIZE)");
    assertLine("pool 32 ; stats",
               "8+0 'pool' needs a block size (usage: pool CHUNK_SIZE BLOCK_SIZE)");
    assertLine("free", "4+0 a handle or an address is missing (usage: free NAME|ADDRESS ...)");
    assertLine("source", "6+0 a file's name is missing (usage: source FILE)");
    assertLine("save --force", "12+0 a file's name is missing (usage: save FILE [--force])");
}

static void surplusOperands(void **state)
{
    (void)state;
    assertLine("freeall now", "8+3 one word too many (usage: freeall)");
    assertLine("pool 32 4 5", "10+1 one word too many (usage: pool CHUNK_SIZE BLOCK_SIZE)");
    assertLine("help free alloc", "10+5 one word too many (usage: help [VERB|all])");
    assertLine("source a b", "9+1 one word too many (usage: source FILE)");
    assertLine("stats 1; freeall", "6+1 one word too many (usage: stats)");
}

static void fileNames(void **state)
{
    (void)state;
    assert_true(spanIs(only("source a/b.trace").word, "a/b.trace"));
    assert_true(spanIs(only("source \"a b;#c\"").word, "a b;#c"));
    assertLine("source \"a b\"; stats", "1 source \"a b\" | 15 stats");
    assertLine("source \"\"", "7+0 a file's name is empty (usage: source FILE)");
    assertLine("source \"a", "7+0 missing \" (usage: source FILE)");
    assertLine("lesson \"a", "7+0 missing \" (usage: lesson [NAME|FILE [SCREEN]])");
    assert_false(only("save f").force);
    assert_true(only("save f --force").force);
    assert_true(only("save --force f").force);
    assert_true(only("save \"a b\" --force").force);
    assert_true(spanIs(only("save --force \"a b\"").word, "a b"));
}

static void allOrNothing(void **state)
{
    (void)state;
    struct parser parser, before;
    struct parseError error = {0};
    struct command command;
    bufferInit(&error.message);
    parserInit(&parser, spanOf("alloc a b; free a; pool 32"), 3);
    before = parser;
    assert_false(parserCheckRest(&parser, &error));
    assert_int_equal(parser.at, before.at); /* stays where it is */
    assert_ptr_equal(parser.row, before.row);
    assert_int_equal(parser.verb, before.verb);
    assert_ptr_equal(parser.line.text, before.line.text);
    assert_int_equal(parser.line.bytes, before.line.bytes);
    assert_int_equal(parser.number, before.number);
    assert_int_equal(error.line, 3);
    assert_int_equal(error.at, 26);
    bufferClear(&error.message);

    parserInit(&parser, spanOf("alloc a b; free a"), 3);
    assert_true(parserCheckRest(&parser, &error));
    assert_int_equal(error.message.bytes, 0);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    assert_true(spanIs(command.word, "a"));
    assert_true(parserCheckRest(&parser, &error)); /* from the middle of a statement */
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    assert_true(spanIs(command.word, "b"));
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_COMMAND);
    assert_int_equal(command.verb, VERB_FREE);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_END);
    assert_int_equal(parserNext(&parser, &command, &error), PARSED_END);
    assert_true(parserCheckRest(&parser, &error));
    bufferRelease(&error.message);
}

static void assertReport(const char *line, const char *expected)
{
    struct parser parser;
    struct parseError error = {0};
    struct buffer out;
    bufferInit(&error.message);
    bufferInit(&out);
    parserInit(&parser, spanOf(line), 12);
    assert_false(parserCheckRest(&parser, &error));
    parseErrorFormat(&error, spanOf("t.trace"), spanOf(line), &out);
    bufferAppendByte(&out, '\0');
    assert_string_equal(out.text, expected);
    bufferRelease(&error.message);
    bufferRelease(&out);
}

static void reportsPointAtTheFault(void **state)
{
    (void)state;
    assertReport("fere a", "t.trace:12:1: unknown command 'fere' (did you mean 'free'?)\n"
                           "    fere a\n"
                           "    ^~~~\n");
    assertReport("alloc a; freeall b # c", "t.trace:12:18: one word too many (usage: freeall)\n"
                                           "    alloc a; freeall b # c\n"
                                           "                     ^\n");
    assertReport("pool 32", "t.trace:12:8: 'pool' needs a block size (usage: pool CHUNK_SIZE "
                            "BLOCK_SIZE)\n"
                            "    pool 32\n"
                            "           ^\n");
}

static void reportsStayAligned(void **state)
{
    (void)state;
    assertReport("\talloc\t\x01;", "t.trace:12:8: bad handle '\\x01' "
                                   "(a letter or _, then letters, digits and _)\n"
                                   "    \\talloc\\t\\x01;\n"
                                   "             ^~~~\n");
}

#define ALLOCS "alloc a; alloc a; alloc a; alloc a; alloc a; alloc a; "

/*
 * Of a line of that many x, in which the fault is at byte `at`: what stands before the excerpt, how
 * many x there are before the caret, and what stands behind.
 */
static void assertExcerpt(size_t bytes, size_t at, const char *before, size_t caret,
                          const char *behind)
{
    struct buffer line, out, expected;
    struct parseError error = {.line = 1, .at = at, .bytes = 1};
    bufferInit(&line);
    bufferInit(&out);
    bufferInit(&expected);
    bufferAppendRepeated(&line, 'x', bytes);
    parseErrorFormat(&error, spanOf("t"), bufferSpan(&line), &out);
    bufferAppendFormat(&expected, "t:1:%zu: \n    %s", at + 1, before);
    const size_t left = bytes - (at - caret);
    bufferAppendRepeated(&expected, 'x', left < 72 ? left : 72);
    bufferAppendFormat(&expected, "%s\n    ", behind);
    bufferAppendRepeated(&expected, ' ', strlen(before) + caret);
    bufferAppendText(&expected, "^\n");
    bufferAppendByte(&expected, '\0');
    bufferAppendByte(&out, '\0');
    assert_string_equal(out.text, expected.text);
    bufferRelease(&line);
    bufferRelease(&out);
    bufferRelease(&expected);
}

static void reportsOfLongLines(void **state)
{
    (void)state;
    assertReport(ALLOCS ALLOCS "fere a; " ALLOCS,
                 "t.trace:12:109: unknown command 'fere' (did you mean 'free'?)\n"
                 "    ...alloc a; alloc a; alloc a; alloc a; fere a; alloc a; alloc a; alloc a; a"
                 "...\n"
                 "                                           ^~~~\n");
    assertReport(ALLOCS ALLOCS "pool 1",
                 "t.trace:12:115: 'pool' needs a block size (usage: pool CHUNK_SIZE BLOCK_SIZE)\n"
                 "    ...a; alloc a; alloc a; alloc a; pool 1\n"
                 "                                           ^\n");
    assertReport("fere; " ALLOCS ALLOCS,
                 "t.trace:12:1: unknown command 'fere' (did you mean 'free'?)\n"
                 "    fere; " ALLOCS "alloc a; all...\n"
                 "    ^~~~\n");
    /* 72 bytes are shown whole; of one more, the end or the beginning is left out */
    assertExcerpt(72, 60, "", 60, "");
    assertExcerpt(72, 0, "", 0, "");
    assertExcerpt(73, 36, "", 36, "...");
    assertExcerpt(73, 37, "...", 36, "");
    assertExcerpt(73, 38, "...", 36, "");
    assertExcerpt(108, 36, "", 36, "...");
    assertExcerpt(108, 30, "", 30, "...");
    assertExcerpt(109, 37, "...", 36, "...");
    assertExcerpt(200, 50, "...", 36, "...");
    struct buffer line, out;
    struct parser parser;
    struct parseError error = {0};
    bufferInit(&line);
    bufferInit(&out);
    bufferInit(&error.message);
    bufferAppendRepeated(&line, '\x02', 100000); /* one word of control bytes */
    parserInit(&parser, bufferSpan(&line), 1);
    assert_false(parserCheckRest(&parser, &error));
    parseErrorFormat(&error, spanOf("-"), bufferSpan(&line), &out);
    assert_true(out.bytes < 2000);
    bufferRelease(&line);
    bufferRelease(&out);
    bufferRelease(&error.message);
}

/* Any bytes at all: commands, an end or an error inside the line; never past it (a sanitizer would say). */
static void anyBytes(void **state)
{
    (void)state;
    static const char bytes[] = "alocfrepshwhtuv 129xKG;;# \t\"_-\n\0\xff";
    uint32_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        size_t length = (seed >> 16) % 40;
        char *line = malloc(length + 1); /* of just this size */
        assert_non_null(line);
        for (size_t j = 0; j < length; j++) {
            seed = seed * 1664525u + 1013904223u;
            line[j] = bytes[(seed >> 8) % (sizeof bytes - 1)];
        }
        seed = seed * 1664525u + 1013904223u;
        line = realloc(line, length > 0 ? length : 1);
        struct parser parser;
        struct parseError error = {0};
        struct buffer out;
        bufferInit(&error.message);
        bufferInit(&out);
        parserInit(&parser, (struct span){line, length}, 1);
        if (!parserCheckRest(&parser, &error)) {
            assert_true(error.at <= length && error.bytes <= length - error.at);
            assert_true(error.message.bytes > 0);
            parseErrorFormat(&error, spanOf("f"), parser.line, &out);
            assert_int_equal(out.text[out.bytes - 1], '\n');
        }
        (void)parseExpect((struct span){line, length}, length);
        bufferRelease(&error.message);
        bufferRelease(&out);
        free(line);
    }
}

static void places(void **state)
{
    (void)state;
    static const char *const none[] = {"", ":", "1:", ":2", "1:2:3", "1:4294967296", "4294967296:0"};
    uint64_t block = 0, chunk = 0;
    assert_true(wordIsPlace(spanOf("4294967295:0x7"), &block, &chunk));
    assert_int_equal(block, UINT32_MAX);
    assert_int_equal(chunk, 7);
    assert_true(wordIsPlace(spanOf("0:4294967295"), &block, &chunk));
    assert_int_equal(block, 0);
    assert_int_equal(chunk, UINT32_MAX);
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(wordIsPlace(spanOf(none[i]), &block, &chunk));
    assert_false(wordIsPlace((struct span){NULL, 0}, &block, &chunk));
    static const char digits[] = {'1', '2'}; /* nothing behind them is read */
    assert_false(wordIsPlace((struct span){digits, sizeof digits}, &block, &chunk));
}

static void bytesOfHandles(void **state)
{
    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        const char text[] = {'a', 'b', (char)byte, 'c'};
        const bool isDigit = strchr("0123456789", byte) != NULL;
        const bool isLetter =
            strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", byte) != NULL;
        assert_int_equal(wordIsDigit((char)byte), isDigit);
        assert_int_equal(wordIsHandle((struct span){text, 4}), isLetter || isDigit);
        assert_int_equal(wordIsHandle((struct span){text + 2, 2}), isLetter);
        assert_int_equal(wordIsHandle((struct span){text + 2, 1}), isLetter);
        assert_int_equal(wordIsBlank((char)byte), strchr(" \t\r", byte) != NULL);
    }
    assert_false(wordIsHandle((struct span){NULL, 0}));
}

static void wordsOfText(void **state)
{
    (void)state;
    struct span rest = spanOf(" \ta  bc\r");
    assert_true(spanIs(wordTrim(rest), "a  bc"));
    assert_true(spanIs(wordNext(&rest), "a"));
    assert_true(spanIs(wordNext(&rest), "bc"));
    assert_int_equal(wordNext(&rest).bytes, 0);
    assert_int_equal(rest.bytes, 0);
    assert_int_equal(wordTrim(spanOf(" \t\r")).bytes, 0);
    assert_int_equal(wordTrim((struct span){NULL, 0}).bytes, 0);
}

/* The byte behind a line ends no file name that was begun in it. */
static void quoteBehindTheLine(void **state)
{
    (void)state;
    static const char text[] = "load \"ab\" c";
    struct buffer out;
    bufferInit(&out);
    readLine((struct span){text, 8}, &out);
    bufferAppendByte(&out, '\0');
    assert_non_null(strstr(out.text, "missing \""));
    bufferRelease(&out);
    const struct expectation inside = parseExpect((struct span){text, 8}, 8);
    const struct expectation alone = parseExpect(spanOf("load \"ab"), 8);
    assert_int_equal(inside.verb, alone.verb);
    assert_int_equal(inside.operands, alone.operands);
}

/* ---- back to text */

static bool commandEqual(const struct command *a, const struct command *b)
{
    return a->verb == b->verb && spanEqual(a->word, b->word) && a->hasAddress == b->hasAddress &&
           a->hasSize == b->hasSize && a->force == b->force && a->parts == b->parts &&
           a->address == b->address && a->size == b->size && a->chunks == b->chunks;
}

static void assertRoundTrip(const char *line)
{
    struct command first = only(line);
    struct buffer out;
    bufferInit(&out);
    commandFormat(&first, &out);
    bufferAppendByte(&out, '\0');
    struct command second = only(out.text);
    assert_true(commandEqual(&first, &second));
    bufferRelease(&out);
}

static void roundTrip(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "pool 32 4", "pool 0 1", "pool 0xfffffff8 4294967295", "alloc", "alloc a", "alloc _b 0",
        "alloc a 18446744073709551615", "free a", "free 0", "free 0xffffffffffffffff", "freeall",
        "stats", "show", "show list", "show chunks fields", "show all", "help", "help freeall",
        "source a.trace", "source \"a b\"", "source \"a;b\"", "source \"a#b\"", "save f",
        "save f --force", "save \"f g\" --force", "source a\"b", "quit", "exit",
        "lesson", "lesson chunks", "lesson chunks 3", "lesson \"a b\" 3", "lesson \"0x1\"",
    };
    for (size_t i = 0; i < COUNT(lines); i++)
        assertRoundTrip(lines[i]);
}

/* ---- completion */

static void assertExpected(const char *line, bool verb, enum operands operands)
{
    struct expectation expected = parseExpect(spanOf(line), strlen(line));
    assert_int_equal(expected.verb, verb);
    if (!verb)
        assert_int_equal(expected.operands, operands);
}

static void expectations(void **state)
{
    (void)state;
    assertExpected("", true, OPERANDS_NONE);
    assertExpected("   ", true, OPERANDS_NONE);
    assertExpected("alloc a; ", true, OPERANDS_NONE);
    assertExpected("alloc a;", true, OPERANDS_NONE);
    assertExpected("alloc ", false, OPERANDS_ALLOC);
    assertExpected("alloc a b ", false, OPERANDS_ALLOC);
    assertExpected("stats; free a ", false, OPERANDS_FREE);
    assertExpected("free ", false, OPERANDS_FREE);
    assertExpected("allo ", false, OPERANDS_NONE); /* allocator or alloc */
    assertExpected("show list ", false, OPERANDS_PARTS);
    assertExpected("help ", false, OPERANDS_VERB);
    assertExpected("source ", false, OPERANDS_FILE);
    assertExpected("save ", false, OPERANDS_SAVE);
    assertExpected("source \"my trace", false, OPERANDS_FILE); /* the quote is open */
    assertExpected("source \"my trace\" ", false, OPERANDS_FILE);
    assertExpected("source \"a;fr", false, OPERANDS_FILE);
    assertExpected("source \"a;\" b", false, OPERANDS_FILE);
    assertExpected("source \"a\";free x", false, OPERANDS_FREE);
    assertExpected("source \"a\" ; free x", false, OPERANDS_FREE);
    assertExpected("source a;free x", false, OPERANDS_FREE);
    assertExpected("alloc \"a;free x", false, OPERANDS_FREE); /* a quote is no file's here */
    assertExpected("lesson \"a;free", false, OPERANDS_LESSON);
    assertExpected("save \"a;free", false, OPERANDS_SAVE);
    assertExpected("alloc a # fr", false, OPERANDS_NONE);
    assertExpected("# fr", false, OPERANDS_NONE);
    assertExpected("pool ", false, OPERANDS_POOL);
    assertExpected("stats ", false, OPERANDS_NONE);
    assertExpected("fre ", false, OPERANDS_NONE);
    assertExpected("nothing ", false, OPERANDS_NONE);
    struct expectation early = parseExpect(spanOf("alloc a; free b"), 0);
    assert_true(early.verb); /* what stands behind does not count */
    early = parseExpect(spanOf("alloc a; free b"), 6);
    assert_false(early.verb);
    assert_int_equal(early.operands, OPERANDS_ALLOC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("blank lines, comments and stray semicolons are no commands", emptyLines),
        TEST("statements end at a semicolon, a comment or the line's end", statements),
        TEST("each operand makes a command with its own column", operandsMakeCommands),
        TEST("a place is two numbers below 2^32", places),
        TEST("letters, digits and _ make a handle, and no other byte", bytesOfHandles),
        TEST("words are what stands between blanks", wordsOfText),
        TEST("a command's fields are what the line says", fieldsOfCommands),
        TEST("an exact name wins over a longer one", exactNameWins),
        TEST("a unique prefix is accepted", uniquePrefix),
        TEST("an ambiguous prefix names its candidates", ambiguousPrefix),
        TEST("an unknown word names its neighbour", didYouMean),
        TEST("every verb has a name of its own, a summary and help", tableOfVerbs),
        TEST("usage is the name and its arguments", usageOfVerbs),
        TEST("numbers are decimal or hexadecimal", numbers),
        TEST("K, M and G are binary", numbersWithSuffix),
        TEST("numbers past 64 bits are too large", numbersTooLarge),
        TEST("what is no number is malformed", numbersMalformed),
        TEST("numbers out of a command's range name the range", numbersInCommands),
        TEST("handles have up to 63 letters, digits and _", handles),
        TEST("a missing operand is pointed at, with the usage", missingOperands),
        TEST("a surplus operand is pointed at, with the usage", surplusOperands),
        TEST("files' names can be quoted", fileNames),
        TEST("a line is checked whole without being walked", allOrNothing),
        TEST("an error shows the line and a caret under the fault", reportsPointAtTheFault),
        TEST("the caret stays under the fault behind tabs and control bytes", reportsStayAligned),
        TEST("of a long line an excerpt is shown", reportsOfLongLines),
        TEST("any bytes at all are read within the line", anyBytes),
        TEST("a quote behind the line is not the line's", quoteBehindTheLine),
        TEST("a command's text reads as the same command", roundTrip),
        TEST("completion knows what is expected", expectations),
    };
    return cmocka_run_group_tests_name("lang", tests, NULL, NULL);
}
