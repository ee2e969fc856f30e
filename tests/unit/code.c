/*
 * code.c - the lines that a step shows of pool.h and pool.c. Whether they are those that ran is
 * tests/codepaths' to say.
 */
#include "engine/code.h"
#include "engine/codetext.h"
#include "lang/parse.h"

#include "unit.h"

static void everyLineIsThere(void **state)
{
    (void)state;
    const char *line;
    if (!codeIsWhole(&line))
        fail_msg("engine/code.c tells of a line that is not in the pool's source: %s", line);
}

static void textIsThatOfTheFiles(void **state)
{
    (void)state;
    assert_int_equal(codeTextCount, 5);
    for (size_t i = 0; i < codeTextCount; i++) {
        const struct codeText *text = &codeTexts[i];
        char line[256];
        FILE *file = fopen(text->file, "r");
        if (file == NULL) /* not run from the top */
            skip();
        for (uint32_t at = 1; fgets(line, sizeof line, file) != NULL; at++) {
            line[strcspn(line, "\n")] = '\0';
            if (at >= text->firstLine && at < text->firstLine + text->lineCount)
                assert_string_equal(line, text->lines[at - text->firstLine]);
        }
        fclose(file);
    }
}

/* What codeTell says beside the last step of `text`: notes with a / between. */
static void assertNotes(const char *text, const char *expected)
{
    struct sessionOptions options = {
        .recipe = recipePool(16, 2, 0), .base = ARENA_BASE_DEFAULT, .memory = ARENA_BYTES_DEFAULT};
    struct session s;
    struct parser parser;
    struct command command;
    struct event event;
    struct codeView code;
    struct buffer notes;
    struct parseError error = {0};
    assert_true(sessionInit(&s, &options));
    parserInit(&parser, spanOf(text), 1);
    while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
        sessionStep(&s, &command, &event);
    codeInit(&code);
    bufferInit(&notes);
    codeTell(&s, &event, &code);
    for (size_t i = 0; i < code.markCount; i++) {
        bufferAppendText(&notes, i > 0 ? "/" : "");
        bufferAppendSpan(&notes, codeNote(&code, &code.marks[i]));
    }
    if (code.functionCount == 0)
        bufferAppendText(&notes, code.none);
    bufferAppendByte(&notes, '\0');
    assert_string_equal(notes.text, expected);
    bufferRelease(&notes);
    codeRelease(&code);
    sessionRelease(&s);
}

static void valuesStandBesideLines(void **state)
{
    (void)state;
    assertNotes("alloc a b", "no: freed is NULL/yes: 0 + 1 < 2/p->used: 0 -> 1/0x10000010");
    assertNotes("alloc a b; free a b; alloc c", "yes: freed is 0x10000010/chunk = 0x10000010/"
                                                "p->freed: 0x10000010 -> 0x10000000/0x10000010");
    assertNotes("alloc a; freeall", "p->used: 0 -> 1/p->block: 0 -> -1/p->freed: NULL -> NULL");
}

static void whereNothingRanItSaysWhy(void **state)
{
    (void)state;
    assertNotes("free a", "no code: the step was refused before a call of pool.c");
    assertNotes("alloc a; write a x", "no code: nothing of pool.c was called");
    assertNotes("allocator heap; alloc a", "no code: this allocator is not the one of pool.c");
    assertNotes("allocator pool 16 2 order=fifo; alloc a",
                "no code: this allocator is not the one of pool.c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("every line that is told of is in the pool's source", everyLineIsThere),
        TEST("the text is that of the files", textIsThatOfTheFiles),
        TEST("values stand beside the lines", valuesStandBesideLines),
        TEST("where nothing ran it says why", whereNothingRanItSaysWhy),
    };
    return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
