/*
 * base.c - spans, buffers, checked arithmetic and "did you mean".
 */
#include "base/buffer.h"
#include "base/checked.h"
#include "base/glyph.h"
#include "base/nearest.h"
#include "base/span.h"

#include <locale.h>

#include "unit.h"

/* ---- memory that fails on demand, and is counted */

void *__real_realloc(void *old, size_t bytes);
void *__wrap_realloc(void *old, size_t bytes);

static bool memoryFails;
static size_t reallocCount;

void *__wrap_realloc(void *old, size_t bytes)
{
    reallocCount++;
    return memoryFails ? NULL : __real_realloc(old, bytes);
}

static int setUp(void **state)
{
    (void)state;
    memoryFails = false;
    reallocCount = 0;
    return 0;
}

static void assertText(const struct buffer *b, const char *text)
{
    assert_int_equal(b->bytes, strlen(text));
    assert_memory_equal(b->text, text, b->bytes);
    assert_false(b->failed);
}

/* ---- span */

static void spansCompare(void **state)
{
    (void)state;
    const struct span none = {NULL, 0};
    assert_true(spanEqual(none, spanOf("")));
    assert_true(spanEqual(none, none));
    assert_true(spanIs(spanOf("free"), "free"));
    assert_false(spanIs(spanOf("free"), "freeall"));
    assert_false(spanIs(spanOf("Free"), "free"));
    assert_true(spanEqual((struct span){"a\0b", 3}, (struct span){"a\0b", 3}));
    assert_false(spanEqual((struct span){"a\0b", 3}, (struct span){"a\0c", 3}));
}

static void spansBegin(void **state)
{
    (void)state;
    assert_true(spanStartsWith(spanOf("freeall"), spanOf("free")));
    assert_true(spanStartsWith(spanOf("free"), spanOf("free")));
    assert_true(spanStartsWith(spanOf("free"), (struct span){NULL, 0}));
    assert_false(spanStartsWith(spanOf("free"), spanOf("freeall")));
    assert_false(spanStartsWith(spanOf("free"), spanOf("r")));
}

/* ---- checked */

static void sumsAreChecked(void **state)
{
    (void)state;
    uint64_t sum = 5;
    assert_true(checkedAdd(UINT64_MAX - 1, 1, &sum));
    assert_true(sum == UINT64_MAX);
    assert_false(checkedAdd(UINT64_MAX, 1, &sum));
    assert_true(sum == UINT64_MAX); /* left alone */
    assert_true(checkedAdd(sum, 0, &sum));
}

static void productsAreChecked(void **state)
{
    (void)state;
    uint64_t product = 5;
    assert_true(checkedMultiply(UINT32_MAX, UINT32_MAX, &product));
    assert_true(product == 18446744065119617025u);
    assert_false(checkedMultiply((uint64_t)1 << 32, (uint64_t)1 << 32, &product));
    assert_true(product == 18446744065119617025u);
    assert_true(checkedMultiply(UINT64_MAX, 0, &product));
    assert_int_equal(product, 0);
}

static void growDoubles(void **state)
{
    (void)state;
    size_t capacity = 0;
    int *items = checkedGrow(NULL, &capacity, 1, sizeof *items);
    assert_non_null(items);
    assert_true(capacity >= 1);
    for (size_t i = 0; i < 1000; i++) {
        size_t before = capacity;
        items = checkedGrow(items, &capacity, i + 1, sizeof *items);
        assert_non_null(items);
        assert_true(capacity == before || capacity >= 2 * before);
        items[i] = (int)i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_true(reallocCount < 10);
    items = checkedGrow(items, &capacity, 5000, sizeof *items); /* more than twice as many */
    assert_true(capacity >= 5000);
    items[4999] = 1;
    free(items);
}

static void growRefused(void **state)
{
    (void)state;
    size_t capacity = 0;
    char *items = checkedGrow(NULL, &capacity, 4, 1);
    size_t before = capacity;
    items[0] = 'x';
    memoryFails = true;
    assert_null(checkedGrow(items, &capacity, before + 1, 1));
    assert_int_equal(capacity, before);
    assert_int_equal(items[0], 'x');
    assert_ptr_equal(checkedGrow(items, &capacity, before, 1), items); /* there is room for these */
    memoryFails = false;
    reallocCount = 0;
    assert_null(checkedGrow(items, &capacity, UINT64_MAX / 2, 4)); /* the product does not fit */
    assert_null(checkedGrow(items, &capacity, (uint64_t)PTRDIFF_MAX + 1, 1));
    assert_int_equal(reallocCount, 0);
    assert_int_equal(capacity, before);
    free(items);
}

/* ---- buffer */

static void bufferTakesText(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    assertText(&b, "");
    bufferAppendText(&b, "");
    bufferAppend(&b, NULL, 0);
    bufferAppendSpan(&b, (struct span){NULL, 0});
    bufferAppendRepeated(&b, 'x', 0);
    assertText(&b, "");
    bufferAppendText(&b, "one ");
    bufferAppendSpan(&b, (struct span){"two three", 3});
    bufferAppendByte(&b, ' ');
    bufferAppend(&b, "\0", 1);
    bufferAppendRepeated(&b, '-', 3);
    assert_int_equal(b.bytes, 12);
    assert_memory_equal(b.text, "one two \0---", 12);
    assert_true(spanEqual(bufferSpan(&b), (struct span){"one two \0---", 12}));
    bufferClear(&b);
    assertText(&b, "");
    bufferRelease(&b);
    assert_null(b.text);
    bufferRelease(&b);
}

static void bufferTakesNumbers(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    bufferAppendUnsigned(&b, 0);
    bufferAppendByte(&b, ' ');
    bufferAppendUnsigned(&b, UINT64_MAX);
    bufferAppendByte(&b, ' ');
    bufferAppendHex(&b, 0);
    bufferAppendByte(&b, ' ');
    bufferAppendHex(&b, 0x10000a20);
    bufferAppendByte(&b, ' ');
    bufferAppendHex(&b, UINT64_MAX);
    assertText(&b, "0 18446744073709551615 0x0 0x10000a20 0xffffffffffffffff");
    bufferClear(&b);
    bufferAppendFormat(&b, "%5.1f|%-3s|", 2.25, "a");
    assertText(&b, "  2.2|a  |");
    bufferRelease(&b);
}

static void bufferEscapes(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    bufferAppendEscaped(&b, (struct span){"a ~\n\t\0\x1b[31m\x7f\xc3\xa9", 14});
    assertText(&b, "a ~\\n\\t\\x00\\x1b[31m\\x7f\\xc3\\xa9");
    bufferRelease(&b);
}

static void bufferPads(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    bufferPadTo(&b, 0, 0);
    bufferAppendText(&b, "first\n");
    size_t start = b.bytes;
    bufferAppendText(&b, "ab");
    bufferPadTo(&b, start, 5);
    bufferPadTo(&b, start, 5);
    bufferPadTo(&b, start, 3); /* is longer already */
    bufferAppendText(&b, "|");
    assertText(&b, "first\nab   |");
    bufferRelease(&b);
}

static void bufferInsertsAndRemoves(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    bufferInsert(&b, 0, "bd");
    bufferInsert(&b, 0, "a");
    bufferInsert(&b, 2, "ccc");
    bufferInsert(&b, 6, "e");
    bufferInsert(&b, 3, "");
    assertText(&b, "abcccde");
    bufferRemove(&b, 3, 2);
    assertText(&b, "abcde");
    bufferRemove(&b, 4, 1);
    bufferRemove(&b, 0, 1);
    bufferRemove(&b, 1, 0);
    assertText(&b, "bcd");
    bufferRemove(&b, 0, 3);
    assertText(&b, "");
    bufferRelease(&b);
}

static void bufferGrows(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    for (int i = 0; i < 100000; i++)
        bufferAppendByte(&b, (char)('a' + i % 26));
    assert_int_equal(b.bytes, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.text[i], 'a' + i % 26);
    assert_true(reallocCount < 20);
    size_t before = reallocCount;
    bufferClear(&b);
    bufferAppendRepeated(&b, 'x', 100000);
    assert_int_equal(reallocCount, before); /* cleared, it keeps its memory */
    bufferRelease(&b);
}

static void bufferFailsOnce(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    bufferAppendText(&b, "kept");
    memoryFails = true;
    bufferAppendRepeated(&b, 'x', 10000);
    assert_true(b.failed);
    memoryFails = false;
    bufferAppendText(&b, "not taken"); /* a sentence is never missing its middle */
    bufferAppendFormat(&b, "%d", 5);
    bufferPadTo(&b, 0, 50);
    assert_true(b.failed);
    assert_int_equal(b.bytes, 4);
    assert_memory_equal(b.text, "kept", 4);
    bufferClear(&b);
    assert_false(b.failed);
    bufferAppendText(&b, "again");
    assertText(&b, "again");
    bufferRelease(&b);
}

static void bufferFailsEmpty(void **state)
{
    (void)state;
    struct buffer b;
    bufferInit(&b);
    memoryFails = true;
    bufferAppendText(&b, "a");
    assert_true(b.failed);
    assert_int_equal(b.bytes, 0);
    bufferRelease(&b);
}

static void bufferCeiling(void **state)
{
    (void)state;
    char few[4] = "abc";
    struct buffer b = {few, BUFFER_CEILING - 2, BUFFER_CEILING - 2, false}; /* as if it were full */
    bufferAppend(&b, "xyz", 3);
    assert_true(b.failed);
    assert_true(b.bytes == BUFFER_CEILING - 2);
    assert_int_equal(reallocCount, 0);
    bufferClear(&b);
    bufferAppendRepeated(&b, 'x', BUFFER_CEILING + 1);
    assert_true(b.failed);
    assert_int_equal(b.bytes, 0);
    assert_int_equal(reallocCount, 0);
}

/* ---- nearest */

static void distances(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } words[] = {
        {"", "", 0},          {"", "abc", 3},        {"free", "free", 0},   {"fre", "free", 1},
        {"frree", "free", 1}, {"frea", "free", 1},   {"ferr", "free", 2},   {"rfee", "free", 1},
        {"ca", "abc", 3},     {"alocl", "alloc", 2}, {"stast", "stats", 1}, {"abcd", "dcba", 3},
    };
    for (size_t i = 0; i < COUNT(words); i++) {
        assert_int_equal(nearestDistance(spanOf(words[i].a), spanOf(words[i].b)),
                         words[i].distance);
        assert_int_equal(nearestDistance(spanOf(words[i].b), spanOf(words[i].a)),
                         words[i].distance);
    }
}

static void distanceOfLongWords(void **state)
{
    (void)state;
    const struct span most = spanOf("abcdefghijklmnopqrstuvwx");
    const struct span over = spanOf("abcdefghijklmnopqrstuvwxy");
    assert_int_equal(most.bytes, NEAREST_WORD_BYTES_MAX);
    assert_int_equal(nearestDistance(most, most), 0);
    assert_true(nearestDistance(over, over) > NEAREST_WORD_BYTES_MAX);
    assert_true(nearestDistance(spanOf("a"), over) > NEAREST_WORD_BYTES_MAX);
}

static void nearestIsKept(void **state)
{
    (void)state;
    static const char *const names[] = {"stats", "show", "source", "save"};
    struct span word = spanOf("shwo");
    const char *best = NULL;
    size_t distance = nearestLimit(word) + 1;
    for (size_t i = 0; i < COUNT(names); i++)
        nearestOffer(word, names[i], &best, &distance);
    assert_string_equal(best, "show");
    assert_int_equal(distance, 1);
    word = spanOf("xyzzy");
    best = NULL;
    distance = nearestLimit(word) + 1;
    for (size_t i = 0; i < COUNT(names); i++)
        nearestOffer(word, names[i], &best, &distance);
    assert_null(best);
}

static void firstOfEquallyNear(void **state)
{
    (void)state;
    const char *best = NULL;
    size_t distance = 3;
    nearestOffer(spanOf("cat"), "bat", &best, &distance);
    nearestOffer(spanOf("cat"), "rat", &best, &distance);
    assert_string_equal(best, "bat");
}

static void expectNear(const char *word, const char *candidate, bool isNear)
{
    const char *best = NULL;
    size_t distance = nearestLimit(spanOf(word)) + 1;
    nearestOffer(spanOf(word), candidate, &best, &distance);
    assert_true((best != NULL) == isNear);
}

static void shortWordsBeginAlike(void **state)
{
    (void)state;
    expectNear("malloc", "alloc", true);
    expectNear("nset", "set", true);
    expectNear("next", "set", false);
    expectNear("hint", "list", false);
    expectNear("frob", "free", true);
    expectNear("xrsource", "source", true);
}

/* ---- characters */

static void glyphsAreSeen(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bytes, columns;
    } cases[] = {
        {"a", 1, 1},
        {"\xc3\xa9", 2, 1},     /* e with an accent                  */
        {"\xe6\xbc\xa2", 3, 2}, /* a Chinese character               */
        {"\xcc\x81", 2, 0},     /* an accent alone, for what is before */
        {"\xc2\x9b", 0, 0},     /* a control                         */
        {"\x1b", 0, 0},
        {"\t", 0, 0},
        {"\xe2\x80\xae", 0, 0}, /* from right to left                */
        {"\xe2\x80\x8b", 0, 0}, /* a blank without width             */
        {"\x9b", 0, 0},
        {"\xc3", 0, 0},
        {"\xc0\x80", 0, 0},
        {"\xed\xa0\x80", 0, 0}, /* half of a pair                    */
        {"", 0, 0},
    };
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t columns = 0;
        assert_int_equal(glyphAt(spanOf(cases[i].text), &columns), cases[i].bytes);
        assert_int_equal(columns, cases[i].columns);
    }
    assert_int_equal(glyphAt((struct span){"\0a", 2}, &(size_t){0}), 0);
    assert_true(glyphsOnly(spanOf("alloc\tcaf\xc3\xa9")));
    assert_true(glyphsOnly(spanOf("")));
    assert_false(glyphsOnly(spanOf("alloc \x1b[31m")));
    setlocale(LC_CTYPE, "C");
    assert_int_equal(glyphAt(spanOf("\xc3\xa9"), &(size_t){0}), 0);
}

static void quotesAreCut(void **state)
{
    (void)state;
    struct buffer b;
    char word[QUOTED_BYTES_MAX + 2];
    memset(word, 'q', sizeof word);
    bufferInit(&b);
    bufferAppendQuoted(&b, (struct span){word, QUOTED_BYTES_MAX});
    assert_int_equal(b.bytes, QUOTED_BYTES_MAX + 2);
    bufferClear(&b);
    bufferAppendQuoted(&b, (struct span){word, QUOTED_BYTES_MAX + 1});
    assert_int_equal(b.bytes, QUOTED_BYTES_MAX + 5);
    assert_memory_equal(b.text + b.bytes - 5, "q...'", 5);
    bufferRelease(&b);
}

#define TEST_HERE(words, function)                                                                 \
    {                                                                                              \
        words, function, setUp, NULL, NULL                                                         \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("spans compare by their bytes, NUL included", spansCompare),
        TEST_HERE("a span begins with itself and with nothing", spansBegin),
        TEST_HERE("a sum that does not fit is refused, the result left alone", sumsAreChecked),
        TEST_HERE("a product that does not fit is refused, the result left alone",
                  productsAreChecked),
        TEST_HERE("an array that grows at least doubles", growDoubles),
        TEST_HERE("an array that can't grow is left as it was", growRefused),
        TEST_HERE("a buffer takes text, spans and bytes", bufferTakesText),
        TEST_HERE("a buffer takes numbers", bufferTakesNumbers),
        TEST_HERE("escaped text holds printable ASCII alone", bufferEscapes),
        TEST_HERE("a quoted word is cut where it is longer than any handle", quotesAreCut),
        TEST_HERE("characters that are seen, and their columns", glyphsAreSeen),
        TEST_HERE("padding goes to a column of the line", bufferPads),
        TEST_HERE("text can be put in and taken out of the middle", bufferInsertsAndRemoves),
        TEST_HERE("a buffer grows by doubling and keeps its memory when cleared", bufferGrows),
        TEST_HERE("after a failure a buffer keeps what it had and takes nothing", bufferFailsOnce),
        TEST_HERE("a buffer that never had memory fails too", bufferFailsEmpty),
        TEST_HERE("a buffer does not pass its ceiling", bufferCeiling),
        TEST_HERE("distances count changes, gaps and swaps", distances),
        TEST_HERE("words that are too long are near to nothing", distanceOfLongWords),
        TEST_HERE("the nearest name is kept, and none that is far", nearestIsKept),
        TEST_HERE("a short word with two wrong letters is near where it begins alike",
                  shortWordsBeginAlike),
        TEST_HERE("of equally near names the first is kept", firstOfEquallyNear),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
