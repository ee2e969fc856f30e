/*
 * sheet.c - worksheets: which steps come of a seed, for good; that a sheet reads back what it wrote,
 * for every allocator; that its key is right and what is changed in it is not.
 */
#include "study/sheet.h"

#include "unit.h"

static struct recipe recipeOf(const char *text)
{
    struct recipe recipe;
    struct recipeFault fault = {0};
    assert_true(recipeRead(&recipe, spanOf(text), &fault));
    bufferRelease(&fault.message);
    return recipe;
}

static void solve(struct sheet *sheet)
{
    const struct sessionOptions options = {
        .recipe = sheet->recipe, .base = ARENA_BASE_DEFAULT, .memory = 1 << 20};
    struct session s;
    assert_true(sessionInit(&s, &options));
    assert_true(sheetSolve(sheet, &s));
    sessionRelease(&s);
}

static void assertText(struct buffer *text, const char *expected)
{
    bufferAppendByte(text, '\0');
    assert_false(text->failed);
    assert_string_equal(text->text, expected);
}

/* --- what comes of a seed ---------------------------------------------------------------------- */

struct seeded {
    const char *recipe;
    uint64_t seed;
    size_t stepCount;
    bool misuse;
    const char *steps;
};

static const struct seeded seeded[] = {
    {"pool 32 4", 7, 12, false,
     "alloc a; free a; alloc b; alloc c; alloc d; free b; free d; free c; alloc e; "
     "free e; alloc f; free f"},
    {"pool 32 4", 7, 16, true,
     "alloc a; free a; alloc b; alloc c; free a; alloc d; free b; free d; freeall; "
     "alloc e; alloc f; alloc g; alloc h; free c; free c; alloc i"},
    {"pool 32 4", 1, 30, true,
     "alloc a; free a; free a; alloc b; free b; alloc c; free b; free a; alloc d; "
     "alloc e; free a; alloc f; alloc g; free a; alloc h; freeall; free g; alloc i; "
     "free h; alloc j; alloc k; free c; alloc l; free c; alloc m; alloc n; alloc o; "
     "alloc p; free d; alloc q"},
    {"heap", 7, 6, false, "alloc a 31; free a; alloc b 8; alloc c 14; alloc d 27; free b"},
};

static void keepsItsSteps(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(seeded); i++) {
        static struct sheet sheet;
        const struct recipe recipe = recipeOf(seeded[i].recipe);
        struct buffer steps;
        bufferInit(&steps);
        sheetInit(&sheet, &recipe);
        assert_true(sheetMake(&sheet, seeded[i].seed, seeded[i].stepCount, seeded[i].misuse));
        assert_int_equal(sheet.rowCount, seeded[i].stepCount);
        for (size_t row = 0; row < sheet.rowCount; row++) {
            bufferAppendText(&steps, row > 0 ? "; " : "");
            bufferAppendSpan(&steps, bufferSpan(&sheet.rows[row].command));
        }
        assertText(&steps, seeded[i].steps);
        bufferRelease(&steps);
        sheetRelease(&sheet);
    }
}

/* --- there and back ---------------------------------------------------------------------------- */

static const char *const recipes[] = {"pool 32 4",
                                      "pool 12 3 order=fifo",
                                      "pool 32 4 order=address",
                                      "pool 32 4 order=fullest",
                                      "eager 16 3",
                                      "stack 32 4",
                                      "bitmap 32 4",
                                      "magazine 32 4",
                                      "heap",
                                      "heap list=implicit",
                                      "heap list=segregated"};

/* Counts the cells with a verdict. */
static unsigned count(const struct sheet *sheet, enum verdict verdict)
{
    unsigned cells = 0;
    for (size_t row = 0; row < sheet->rowCount; row++)
        for (size_t column = 0; sheetNext(sheet, &column); column++)
            cells += sheet->rows[row].cells[column].isAsked &&
                     sheet->rows[row].cells[column].verdict == verdict;
    return cells;
}

/* Writes a sheet, reads it into another and solves that. */
static void copySheet(const struct sheet *sheet, bool answers, struct sheet *copy)
{
    struct buffer text;
    struct sheetFault fault = {.line = 0};
    bufferInit(&text);
    sheetWrite(sheet, spanOf("a test"), answers, &text);
    assert_false(text.failed);
    const struct recipe none = recipeOf("pool 8 1");
    sheetInit(copy, &none);
    if (!sheetRead(copy, bufferSpan(&text), &fault))
        fail_msg("%d:%d: %.*s", (int)fault.line, (int)fault.column, (int)fault.message.bytes,
                 fault.message.text);
    bufferRelease(&fault.message);
    bufferRelease(&text);
    solve(copy);
}

static void marksItsKeyRight(void **state)
{
    (void)state;
    static struct sheet sheet, copy;
    for (size_t i = 0; i < COUNT(recipes); i++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            const struct recipe recipe = recipeOf(recipes[i]);
            sheetInit(&sheet, &recipe);
            assert_true(sheetMake(&sheet, seed, 10 + seed, seed % 2 == 0));
            solve(&sheet);
            const unsigned asked = count(&sheet, VERDICT_SKIPPED);
            assert_true(asked >= sheet.rowCount / 2);
            copySheet(&sheet, true, &copy);
            assert_int_equal(count(&copy, VERDICT_RIGHT), asked);
            assert_int_equal(count(&copy, VERDICT_SKIPPED), 0);
            sheetRelease(&copy);
            copySheet(&sheet, false, &copy);
            assert_int_equal(count(&copy, VERDICT_SKIPPED), asked);
            sheetRelease(&copy);
            sheetRelease(&sheet);
        }
}

/* A key with one cell taken from the next row is never wholly right, unless the two agree. */
static void marksWhatIsWrong(void **state)
{
    (void)state;
    static struct sheet sheet;
    const struct recipe recipe = recipeOf("pool 32 4");
    unsigned wrong = 0;
    sheetInit(&sheet, &recipe);
    assert_true(sheetMake(&sheet, 3, 20, false));
    solve(&sheet);
    for (size_t row = 0; row < sheet.rowCount; row++)
        for (size_t column = 0; sheetNext(&sheet, &column); column++) {
            struct sheetCell *cell = &sheet.rows[row].cells[column];
            const struct sheetCell *other = &sheet.rows[(row + 1) % sheet.rowCount].cells[column];
            bufferAppendSpan(&cell->given, bufferSpan(&other->truth));
            cell->isBlank = cell->given.bytes == 0;
            wrong += cell->isAsked && !cell->isBlank &&
                     !spanEqual(bufferSpan(&cell->truth), bufferSpan(&other->truth));
        }
    for (size_t row = 0; row < sheet.rowCount; row++)
        for (size_t column = 0; sheetNext(&sheet, &column); column++)
            bufferClear(&sheet.rows[row].cells[column].truth);
    solve(&sheet);
    assert_true(wrong > 10);
    assert_int_equal(count(&sheet, VERDICT_WRONG), wrong);
    sheetRelease(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a seed makes the same steps for good", keepsItsSteps, NULL, NULL, NULL},
        {"for every allocator, the key is marked right, and the empty sheet as empty",
         marksItsKeyRight, NULL, NULL, NULL},
        {"what is not so is marked wrong", marksWhatIsWrong, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
