/*
 * canvas.c - sentences on a canvas, against an account of each word alone; and positions in cells.
 */
#include "render/blocktable.h"
#include "render/canvas.h"

#include <locale.h>

#include "unit.h"

static uint64_t seed = 88172645463325252u;

/* xorshift64, Marsaglia 2003. */
static uint32_t below(uint32_t bound)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % bound;
}

/* Words of all lengths, some wider than a line or not of ASCII, and now and then two blanks. */
static void makeSentence(struct buffer *text)
{
    bufferClear(text);
    for (uint32_t words = below(30); words > 0; words--) {
        const uint32_t letters = below(10) > 0 ? 1 + below(9) : 1 + below(60);
        for (uint32_t i = 0; i < letters; i++)
            bufferAppendText(text, below(20) > 0  ? "x"
                                   : below(2) > 0 ? "\xc3\xa9"
                                                  : "\xe4\xb8\xad");
        bufferAppendText(text, below(8) > 0 ? " " : below(2) > 0 ? "  " : ",");
    }
}

static void nameWord(struct canvas *c, struct span word)
{
    const size_t from = c->out->bytes;
    bufferAppendSpan(c->out, word);
    canvasItemEnd(c, from);
}

/* Each blank with what follows it is an item. */
static void eachWord(struct canvas *c, struct span text)
{
    size_t from = 0;
    for (size_t i = 1; i <= text.bytes; i++)
        if (i == text.bytes || text.text[i] == ' ') {
            nameWord(c, (struct span){text.text + from, i - from});
            from = i;
        }
}

static void sentencesWrap(void **state)
{
    (void)state;
    struct buffer text, whole, pieces;
    bufferInit(&text);
    bufferInit(&whole);
    bufferInit(&pieces);
    for (int run = 0; run < 20000; run++) {
        const struct style style = {
            .columns = 20 + below(90), .unicode = below(2) > 0, .colour = below(4) == 0};
        struct canvas c = {.out = &whole, .style = &style}, d = {.out = &pieces, .style = &style};
        const unsigned indent = below(18);
        makeSentence(&text);
        bufferClear(&whole);
        bufferClear(&pieces);
        canvasLineBegin(&c, indent);
        canvasLineBegin(&d, indent);
        if (below(2) > 0) {
            nameWord(&c, spanOf("label"));
            nameWord(&d, spanOf("label"));
        }
        canvasSentence(&c, bufferSpan(&text));
        eachWord(&d, bufferSpan(&text));
        assert_int_equal(whole.bytes, pieces.bytes);
        assert_true(whole.bytes == 0 || memcmp(whole.text, pieces.text, whole.bytes) == 0);
    }
    bufferRelease(&text);
    bufferRelease(&whole);
    bufferRelease(&pieces);
}

/* In thousands and more where it has over three digits. */
static void positionsFitTheirCells(void **state)
{
    static const struct {
        uint64_t position;
        const char *text;
    } rows[] = {{0, "(-)"},          {1, "(1)"},         {999, "(999)"},    {1000, "(1k)"},
                {1999, "(1k)"},      {999999, "(999k)"}, {1000000, "(1M)"}, {999999999, "(999M)"},
                {UINT32_MAX, "(4G)"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[POSITION_BYTES + 1];
        *blockTablePutPosition(text, rows[i].position) = '\0';
        assert_string_equal(text, rows[i].text);
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        {"a sentence is wrapped as its words are, one by one", sentencesWrap, NULL, NULL, NULL},
        {"a position fits its cell", positionsFitTheirCells, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
