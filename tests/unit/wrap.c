/*
 * wrap.c - text for 80 columns on narrower screens: which lines go on in which.
 */
#include "render/wrap.h"

#include "unit.h"

/* What becomes of the text on a screen of so many columns. */
static void expectWrapped(unsigned columns, const char *text, const char *expected)
{
    const struct style style = {.columns = columns};
    struct buffer out = {0};
    wrapText(&style, spanOf(text), &out);
    bufferAppendByte(&out, '\0');
    assert_string_equal(out.text, expected);
    bufferRelease(&out);
}

static void fittingStays(void **state)
{
    (void)state;
    const char *const text = "name      what it is\n\n  a drawing   with   blanks\nOne.\nTwo.\n";
    expectWrapped(80, text, text);
    expectWrapped(80, "no newline", "no newline\n");
    expectWrapped(80, "", "");
    expectWrapped(20, "12345678901234567890\nnext\n", "12345678901234567890\nnext\n");
}

static void sentencesJoin(void **state)
{
    (void)state;
    expectWrapped(20, "Words that are on one line\nand then another.\n\nAnd a paragraph.\n",
                  "Words that are on\none line and then\nanother.\n\nAnd a paragraph.\n");
    expectWrapped(20, "usage: quiz [on [KIND] ... | off]\nWords.\nExample: quiz\n",
                  "usage: quiz [on\n[KIND] ... | off]\nWords.\nExample: quiz\n");
    expectWrapped(20, "A sentence that is too long\nExample: quiz on\n",
                  "A sentence that is\ntoo long\nExample: quiz on\n");
}

static void rowsKeepTheirColumn(void **state)
{
    (void)state;
    expectWrapped(24, "place  where a chunk is, or\n       where it was\nhead   the first\n",
                  "place  where a chunk is,\n       or where it was\nhead   the first\n");
    expectWrapped(24, "place NAME     where a chunk is\nhead           the first\nSo.\n",
                  "place NAME\n    where a chunk is\nhead\n    the first\nSo.\n");
    expectWrapped(24, "place NAME BLOCK:CHUNK\n               where a chunk is\n",
                  "place NAME BLOCK:CHUNK\n    where a chunk is\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"what fits stays as it is", fittingStays, NULL, NULL, NULL},
        {"sentences go on in the next line's, and nothing else does", sentencesJoin, NULL, NULL,
         NULL},
        {"explanations keep their column, or stand below where it is far", rowsKeepTheirColumn,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
