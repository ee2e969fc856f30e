/*
 * operands.c - each kind of operands: all that is read of a line; what is said of a faulty one, with
 * the bytes that it points at. A table of lines, and of what becomes of them.
 */
#include "lang/format.h"
#include "lang/parse.h"
#include "lang/verbs.h"
#include "unit.h"

static void appendWord(struct buffer *out, const char *name, struct span word)
{
    if (word.text == NULL)
        return;
    bufferAppendFormat(out, " %s=", name);
    bufferAppendQuoted(out, word);
}

static void appendNumber(struct buffer *out, const char *name, uint64_t number)
{
    if (number != 0)
        bufferAppendFormat(out, " %s=%llu", name, (unsigned long long)number);
}

static void appendFlag(struct buffer *out, const char *name, bool flag)
{
    bufferAppendText(out, flag ? " " : "");
    bufferAppendText(out, flag ? name : "");
}

/* Every field that is not 0. */
static void appendFields(struct buffer *out, const struct command *c)
{
    bufferAppendFormat(out, "%s at %u", verbName(c->verb), c->column);
    appendWord(out, "word", c->word);
    appendWord(out, "operands", c->operands);
    appendFlag(out, "hasAddress", c->hasAddress);
    appendNumber(out, "address", c->address);
    appendFlag(out, "hasSize", c->hasSize);
    appendNumber(out, "size", c->size);
    appendNumber(out, "chunks", c->chunks);
    appendFlag(out, "hasOffset", c->hasOffset);
    appendNumber(out, "offset", c->offset);
    appendFlag(out, "isHex", c->isHex);
    appendFlag(out, "setsGuards", c->setsGuards);
    appendNumber(out, "guards", c->guards);
    appendFlag(out, "setsCode", c->setsCode);
    appendFlag(out, "checks", c->checks);
    appendFlag(out, "force", c->force);
    appendNumber(out, "parts", c->parts);
    appendNumber(out, "row", c->expectRow);
}

/* The fields of the commands with " | " between, or at the end AT+BYTES and what is wrong. */
static void readLine(const char *line, struct buffer *out)
{
    struct parser parser;
    struct parseError error = {0};
    struct command command;
    enum parsed parsed;
    bufferInit(&error.message);
    parserInit(&parser, spanOf(line), 7);
    while ((parsed = parserNext(&parser, &command, &error)) == PARSED_COMMAND) {
        bufferAppendText(out, out->bytes > 0 ? " | " : "");
        appendFields(out, &command);
        assert_false(command.isDecimal);
    }
    if (parsed == PARSED_ERROR) {
        bufferAppendText(out, out->bytes > 0 ? " | " : "");
        bufferAppendFormat(out, "%zu+%zu ", error.at, error.bytes);
        bufferAppendSpan(out, bufferSpan(&error.message));
    }
    bufferAppendByte(out, '\0');
    bufferRelease(&error.message);
}

#define LONGEST "a23456789012345678901234567890123456789012345678901234567890123"
#define SLIP    "a2345678901234567890123456789012345678901234567890123456789012-"

/* clang-format off */
static const char *const cases[][2] = {
    {"stats", "stats at 1"},
    {"stats now", "6+3 one word too many (usage: stats)"},
    {"pool 32 4", "pool at 1 size=32 chunks=4"},
    {"pool", "4+0 'pool' needs a chunk size (usage: pool CHUNK_SIZE BLOCK_SIZE)"},
    {"pool 32", "7+0 'pool' needs a block size (usage: pool CHUNK_SIZE BLOCK_SIZE)"},
    {"pool 32 0", "8+1 number out of range '0' (1 to 4294967295)"},
    {"pool 4294967289 1", "5+10 number out of range '4294967289' (0 to 4294967288)"},
    {"pool 4294967288 4294967295", "pool at 1 size=4294967288 chunks=4294967295"},
    {"pool 4294967288 4294967296", "16+10 number out of range '4294967296' (1 to 4294967295)"},
    {"pool 18446744073709551616 1",
     "5+20 number out of range '18446744073709551616' (0 to 4294967288)"},
    {"pool 3x 1", "5+2 bad number '3x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"pool 0x 1", "5+2 bad number '0x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"pool 32 4 5", "10+1 one word too many (usage: pool CHUNK_SIZE BLOCK_SIZE)"},
    {"alloc", "alloc at 1"},
    {"alloc a", "alloc at 7 word='a'"},
    {"alloc a 20 b c 0x10",
     "alloc at 7 word='a' hasSize size=20 | alloc at 12 word='b' | alloc at 14 word='c' "
     "hasSize size=16"},
    {"alloc 5", "6+1 bad handle '5' (a size goes after its name: alloc NAME SIZE)"},
    {"alloc a-b", "6+3 bad handle 'a-b' (a letter or _, then letters, digits and _)"},
    {"alloc " LONGEST,
     "alloc at 7 word='" LONGEST "'"},
    {"alloc " SLIP,
     "6+63 bad handle '" SLIP "' (a "
     "letter or _, then letters, digits and _)"},
    {"alloc " LONGEST "x",
     "6+64 bad handle '" LONGEST "...' "
     "(64 bytes, at most 63)"},
    {"alloc a 18446744073709551615", "alloc at 7 word='a' hasSize size=18446744073709551615"},
    {"alloc a 18446744073709551616",
     "8+20 number out of range '18446744073709551616' (0 to 18446744073709551615)"},
    {"alloc a 5x", "8+2 bad number '5x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"alloc a#b", "alloc at 7 word='a'"},
    {"free", "4+0 a handle or an address is missing (usage: free NAME|ADDRESS ...)"},
    {"free a 0 0x10000020",
     "free at 6 word='a' | free at 8 hasAddress | free at 10 hasAddress address=268435488"},
    {"free 0:2", "5+3 '0:2' is a place (say the chunk's handle, or its address)"},
    {"dump 0x1:0", "5+5 '0x1:0' is a place (say the chunk's handle, or its address)"},
    {"free 0:x", "5+3 bad number '0:x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"free 0xg", "5+3 bad number '0xg' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"free -1", "5+2 bad handle '-1' (a letter or _, then letters, digits and _)"},
    {"freeall", "freeall at 1"},
    {"freeall a", "8+1 one word too many (usage: freeall)"},
    {"set",
     "3+0 a setting is missing (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set guard",
     "9+0 a guard is missing (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set guard off", "set at 1 setsGuards"},
    {"set guard off poison",
     "14+6 one word too many (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set guard p", "set at 1 setsGuards guards=1"},
    {"set guard r", "set at 1 setsGuards guards=2"},
    {"set guard poison redzone encode", "set at 1 setsGuards guards=7"},
    {"set guard poison poison", "set at 1 setsGuards guards=1"},
    {"set guard poison zone", "17+4 unknown guard 'zone' (try 'help set')"},
    {"set guard zone", "10+4 unknown guard 'zone' (try 'help set')"},
    {"set checks on", "set at 1 checks"},
    {"set checks off", "set at 1"},
    {"set checks",
     "10+0 neither on nor off (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set checks maybe",
     "11+5 neither on nor off (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set checks on on",
     "14+2 one word too many (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set code on", "set at 1 setsCode checks"},
    {"set code off", "set at 1 setsCode"},
    {"set code",
     "8+0 neither on nor off (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set c on",
     "4+1 unknown setting (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set x on",
     "4+1 unknown setting (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"set x",
     "4+1 unknown setting (usage: set checks on|off | code on|off | guard "
     "off|poison|redzone|encode ...)"},
    {"expect", "6+0 'expect' needs to know what (usage: expect WHAT VALUE ...)"},
    {"expect x", "7+1 unknown expectation 'x' (try 'help expect')"},
    {"expect h a", "expect at 1 word='head' operands='a'"},
    {"expect head", "11+0 a word is missing (usage: expect WHAT VALUE ...)"},
    {"expect head a", "expect at 1 word='head' operands='a'"},
    {"expect head 0:1", "expect at 1 word='head' operands='0:1'"},
    {"expect head 0x10", "expect at 1 word='head' operands='0x10'"},
    {"expect head a b", "14+1 one word too many (usage: expect WHAT VALUE ...)"},
    {"expect head a-b",
     "12+3 not a chunk (a handle, BLOCK:CHUNK, an address, or NULL) (usage: expect WHAT "
     "VALUE ...)"},
    {"expect list", "expect at 1 word='list' operands='' row=1"},
    {"expect list a 0:1 NULL", "expect at 1 word='list' operands='a 0:1 NULL' row=1"},
    {"expect next a ; stats", "expect at 1 word='next' operands='a ' row=2 | stats at 17"},
    {"expect place a 0:1", "expect at 1 word='place' operands='a 0:1' row=3"},
    {"expect place a", "14+0 a word is missing (usage: expect WHAT VALUE ...)"},
    {"expect place 1 2", "13+1 not a handle (usage: expect WHAT VALUE ...)"},
    {"expect place a b",
     "15+1 not a place (BLOCK:CHUNK) or an address (usage: expect WHAT VALUE ...)"},
    {"expect outcome double-free", "expect at 1 word='outcome' operands='double-free' row=4"},
    {"expect outcome a", "expect at 1 word='outcome' operands='a' row=4"},
    {"expect outcome Az", "15+2 not an outcome (usage: expect WHAT VALUE ...)"},
    {"expect outcome z-", "expect at 1 word='outcome' operands='z-' row=4"},
    {"expect outcome `", "15+1 not an outcome (usage: expect WHAT VALUE ...)"},
    {"expect outcome {", "15+1 not an outcome (usage: expect WHAT VALUE ...)"},
    {"expect live 5", "expect at 1 word='live' operands='5' row=9"},
    {"expect live x", "12+1 not a number (usage: expect WHAT VALUE ...)"},
    {"expect live", "11+0 a word is missing (usage: expect WHAT VALUE ...)"},
    {"expect liv 5", "expect at 1 word='live' operands='5' row=9"},
    {"expect allocs 5 # so", "expect at 1 word='allocs' operands='5 ' row=5"},
    {"expect live 5 6", "14+1 one word too many (usage: expect WHAT VALUE ...)"},
    {"show", "show at 1"},
    {"show blocks list", "show at 1 parts=3"},
    {"show all", "show at 1 parts=15"},
    {"show b f", "show at 1 parts=9"},
    {"show x", "5+1 unknown part 'x' (try 'help show')"},
    {"show blocks x", "12+1 unknown part 'x' (try 'help show')"},
    {"help", "help at 1"},
    {"help all", "help at 1 word='all'"},
    {"help freea", "help at 1 word='freeall'"},
    {"help x", "5+1 unknown command 'x' (try 'help')"},
    {"help al", "5+2 ambiguous command 'al' (alloc, allocator)"},
    {"help stats now", "11+3 one word too many (usage: help [VERB|all])"},
    {"load f", "load at 1 word='f'"},
    {"load \"a b\"", "load at 1 word='a b'"},
    {"load \"\"", "5+0 a file's name is empty (usage: load FILE)"},
    {"load \"a", "5+0 missing \" (usage: load FILE)"},
    {"load", "4+0 a file's name is missing (usage: load FILE)"},
    {"load \"f\" g", "9+1 one word too many (usage: load FILE)"},
    {"load f\"g\"", "load at 1 word='f\"g\"'"},
    {"save f", "save at 1 word='f'"},
    {"save --force f", "save at 1 word='f' force"},
    {"save f --force", "save at 1 word='f' force"},
    {"save \"f g\" --force", "save at 1 word='f g' force"},
    {"save --force", "12+0 a file's name is missing (usage: save FILE [--force])"},
    {"save --force f --force", "save at 1 word='f' force"},
    {"save f g", "7+1 one word too many (usage: save FILE [--force])"},
    {"write a 0x00ff", "write at 7 word='a' operands='0x00ff' isHex"},
    {"write a 0x0", "8+3 not bytes '0x0' (0x, then pairs of hexadecimal digits)"},
    {"write a 0x", "8+2 not bytes '0x' (0x, then pairs of hexadecimal digits)"},
    {"write a 0x0g", "8+4 not bytes '0x0g' (0x, then pairs of hexadecimal digits)"},
    {"write a 0xg0",
     "8+4 not bytes '0xg0' (0x, then pairs of hexadecimal digits)"},
    {"write a 0xx0", "8+4 not bytes '0xx0' (0x, then pairs of hexadecimal digits)"},
    {"write a 0x0x", "8+4 not bytes '0x0x' (0x, then pairs of hexadecimal digits)"},
    {"write a 0x123", "8+5 not bytes '0x123' (0x, then pairs of hexadecimal digits)"},
    {"write a 0xF", "8+3 not bytes '0xF' (0x, then pairs of hexadecimal digits)"},
    {"write a text", "write at 7 word='a' operands='text'"},
    {"write a \"0x00\"", "write at 7 word='a' operands='0x00'"},
    {"write a \"some text\" at 5", "write at 7 word='a' operands='some text' hasOffset offset=5"},
    {"write 0x10000000 x at 0", "write at 7 operands='x' hasAddress address=268435456 hasOffset"},
    {"write a x at",
     "12+0 an offset is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a x at 5 6",
     "15+1 one word too many (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a x to 5", "10+2 'at' is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a x 5", "10+1 'at' is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a",
     "7+0 what to write is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write",
     "5+0 a handle or an address is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at "
     "OFFSET])"},
    {"write a-b x", "6+3 bad handle 'a-b' (a letter or _, then letters, digits and _)"},
    {"write a \"\"",
     "8+0 what to write is empty (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a \"x", "8+0 missing \" (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"write a \"x\"y", "11+1 'at' is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])"},
    {"dump a", "dump at 6 word='a'"},
    {"dump 0", "dump at 6 hasAddress"},
    {"dump 0x10000000", "dump at 6 hasAddress address=268435456"},
    {"dump", "4+0 a handle or an address is missing (usage: dump NAME|ADDRESS|BLOCK)"},
    {"dump a b", "7+1 one word too many (usage: dump NAME|ADDRESS|BLOCK)"},
    {"why a", "why at 5 word='a'"},
    {"undo", "undo at 1"},
    {"undo 3", "undo at 1 hasSize size=3"},
    {"undo 0", "5+1 number out of range '0' (1 to 18446744073709551615)"},
    {"undo 1", "undo at 1 hasSize size=1"},
    {"undo x", "5+1 bad number 'x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"undo 1 2", "7+1 one word too many (usage: undo [N])"},
    {"goto", "4+0 a step is missing (usage: goto STEP)"},
    {"goto 0", "goto at 1 hasSize"},
    {"goto 18446744073709551615", "goto at 1 hasSize size=18446744073709551615"},
    {"goto x", "5+1 bad number 'x' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"goto 1 2", "7+1 one word too many (usage: goto STEP)"},
    {"history 5", "history at 1 hasSize size=5"},
    {"step 2", "step at 1 hasSize size=2"},
    {"back 2", "back at 1 hasSize size=2"},
    {"back until live == 2", "back at 1 operands='live == 2'"},
    {"back until", "10+0 a condition is missing (usage: back [N] | until CONDITION)"},
    {"back unti", "5+4 bad number 'unti' (decimal or 0x hexadecimal, then K, M, G or nothing)"},
    {"back 0", "5+1 number out of range '0' (1 to 18446744073709551615)"},
    {"until live == 2", "until at 1 operands='live == 2'"},
    {"until live == 2 ; stats", "until at 1 operands='live == 2' | stats at 19"},
    {"until", "5+0 a condition is missing (usage: until CONDITION)"},
    {"break path == recycle # so", "break at 1 operands='path == recycle'"},
    {"break", "5+0 a condition is missing (usage: break CONDITION)"},
    {"tbreak live > 1", "tbreak at 1 operands='live > 1'"},
    {"watch head", "watch at 1 word='head'"},
    {"watch", "5+0 a figure is missing (usage: watch FIGURE)"},
    {"watch a b", "8+1 one word too many (usage: watch FIGURE)"},
    {"delete", "delete at 1"},
    {"delete 1", "delete at 1 hasSize size=1"},
    {"delete 0", "7+1 number out of range '0' (1 to 18446744073709551615)"},
    {"info", "info at 1"},
    {"info breaks", "info at 1"},
    {"info b", "info at 1"},
    {"info x", "5+1 unknown topic (usage: info [breaks])"},
    {"info breaks now", "12+3 one word too many (usage: info [breaks])"},
    {"allocator",
     "9+0 an allocator is missing (usage: allocator KIND [CHUNK_SIZE BLOCK_SIZE] "
     "[NAME=VALUE] ...)"},
    {"allocator pool 32 4", "allocator at 1 operands='pool 32 4'"},
    {"allocator pool 32 4 ; stats", "allocator at 1 operands='pool 32 4' | stats at 23"},
    {"allocator heap # what", "allocator at 1 operands='heap'"},
    {"random 5", "random at 1 operands='5'"},
    {"random 5 seed=3", "random at 1 operands='5 seed=3'"},
    {"random", "6+0 a number of steps is missing (usage: random N [NAME=VALUE] ...)"},
    {"random x", "7+1 not a number of steps (usage: random N [NAME=VALUE] ...)"},
    {"random 5 x=1",
     "9+3 none of seed=, alloc=, pattern=, size= (usage: random N [NAME=VALUE] ...)"},
    {"random 5 seed=3 ; stats", "random at 1 operands='5 seed=3' | stats at 19"},
    {"compare", "compare at 1"},
    {"compare heap \"pool 32 4\"", "compare at 1 operands='heap \"pool 32 4\"'"},
    {"compare ; stats", "compare at 1 | stats at 11"},
    {"quiz", "quiz at 1"},
    {"quiz off", "quiz at 1 operands='off'"},
    {"quiz place list", "quiz at 1 operands='place list'"},
    {"lesson", "lesson at 1"},
    {"lesson chunks", "lesson at 1 word='chunks'"},
    {"lesson chunks 3", "lesson at 1 word='chunks' hasSize size=3"},
    {"lesson \"a b\" 3", "lesson at 1 word='a b' hasSize size=3"},
    {"lesson chunks 0", "14+1 number out of range '0' (1 to 18446744073709551615)"},
    {"lesson \"\"", "7+0 a lesson's name is empty (usage: lesson [NAME|FILE [SCREEN]])"},
    {"lesson chunks 3 4", "16+1 one word too many (usage: lesson [NAME|FILE [SCREEN]])"},
    {"explain", "explain at 1"},
    {"explain 3", "8+1 one word too many (usage: explain)"},
    {"trim", "trim at 1"},
    {"trim 1", "5+1 one word too many (usage: trim)"},
    {"quit", "quit at 1"},
    {"exit 1", "5+1 one word too many (usage: exit)"},
    {"list 0", "5+1 number out of range '0' (1 to 18446744073709551615)"},
    {"run 1", "4+1 one word too many (usage: run)"},
    {"restart", "restart at 1"},
    {"redo 2", "redo at 1 hasSize size=2"},
    {"source f", "source at 1 word='f'"},
    {"source", "6+0 a file's name is missing (usage: source FILE)"},
};
/* clang-format on */

static void everyKind(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer out;
        bufferInit(&out);
        readLine(cases[i][0], &out);
        if (strcmp(out.text, cases[i][1]) != 0)
            print_error("'%s'\n", cases[i][0]);
        assert_string_equal(out.text, cases[i][1]);
        bufferRelease(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"of each kind of operands all is read, and each fault is pointed at", everyKind, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests_name("operands", tests, NULL, NULL);
}
