#include "engine/figure.h"

#include <string.h>

/* --- names and values ------------------------------------------------------------------------- */

enum {
    FIELD_CHUNK_SIZE,
    FIELD_BLOCK_SIZE,
    FIELD_USED,
    FIELD_BLOCK,
    FIELD_FREED,
    FIELD_BLOCKS_USED,
    FIELDS
};

static const char *const fieldNames[FIELDS] = {
    [FIELD_CHUNK_SIZE] = "chunkSize",
    [FIELD_BLOCK_SIZE] = "blockSize",
    [FIELD_USED] = "used",
    [FIELD_BLOCK] = "block",
    [FIELD_FREED] = "freed",
    [FIELD_BLOCKS_USED] = "blocksUsed",
};

size_t figureCount(void)
{
    return STATS_ROWS + FIELDS;
}

const char *figureName(size_t figure)
{
    return figure < STATS_ROWS ? statsTable[figure].name : fieldNames[figure - STATS_ROWS];
}

bool figureFind(struct span name, size_t *figure)
{
    for (size_t i = 0; i < figureCount(); i++)
        if (spanIs(name, figureName(i))) {
            *figure = i;
            return true;
        }
    return false;
}

static struct figureValue fieldValue(size_t field, const struct fields *f)
{
    const int64_t block = f->block; /* -1, where there is none */
    const struct figureValue values[FIELDS] = {
        [FIELD_CHUNK_SIZE].is.magnitude = f->chunkSize,
        [FIELD_BLOCK_SIZE].is.magnitude = f->blockSize,
        [FIELD_USED].is.magnitude = f->used,
        [FIELD_BLOCK] = {.negative = block < 0,
                         .is.magnitude = (uint64_t)(block < 0 ? -block : block)},
        [FIELD_FREED] = {.form = FIGURE_ADDRESS, .decimal = f->decimal, .is.magnitude = f->freed},
        [FIELD_BLOCKS_USED].is.magnitude = f->blocksUsed,
    };
    return values[field];
}

struct figureValue figureValueOf(size_t figure, const struct stats *stats,
                                 const struct fields *fields)
{
    if (figure >= STATS_ROWS)
        return fieldValue(figure - STATS_ROWS, fields);
    const struct statsRow *row = &statsTable[figure];
    if (row->ratio == NULL)
        return (struct figureValue){.form = FIGURE_COUNT, .is.magnitude = statsCount(stats, row)};
    const double ratio = row->ratio(stats);
    return (struct figureValue){.form = ratio < 0 ? FIGURE_UNDEFINED : FIGURE_RATIO,
                                .is.ratio = ratio};
}

/* --- comparing -------------------------------------------------------------------------------- */

static double asDouble(const struct figureValue *value)
{
    if (value->form == FIGURE_RATIO)
        return value->is.ratio;
    const double magnitude = (double)value->is.magnitude;
    return value->negative ? -magnitude : magnitude;
}

enum figureOrder figureCompare(const struct figureValue *a, const struct figureValue *b)
{
    if (a->form == FIGURE_UNDEFINED || b->form == FIGURE_UNDEFINED)
        return ORDER_NONE;
    if (a->form == FIGURE_RATIO || b->form == FIGURE_RATIO) {
        const double x = asDouble(a), y = asDouble(b);
        return x < y ? ORDER_LESS : x > y ? ORDER_MORE : ORDER_SAME;
    }
    if (a->negative != b->negative)
        return a->negative ? ORDER_LESS : ORDER_MORE;
    if (a->is.magnitude == b->is.magnitude)
        return ORDER_SAME;
    return (a->is.magnitude < b->is.magnitude) != a->negative ? ORDER_LESS : ORDER_MORE;
}

bool figureIsSame(const struct figureValue *a, const struct figureValue *b)
{
    return figureCompare(a, b) == ORDER_SAME ||
           (a->form == FIGURE_UNDEFINED && b->form == FIGURE_UNDEFINED);
}

/* --- printing and reading --------------------------------------------------------------------- */

void figureAppend(const struct figureValue *value, struct buffer *out)
{
    switch (value->form) {
    case FIGURE_COUNT:
        bufferAppendText(out, value->negative ? "-" : "");
        bufferAppendUnsigned(out, value->is.magnitude);
        break;
    case FIGURE_ADDRESS:
        if (value->is.magnitude == 0)
            bufferAppendText(out, "NULL");
        else
            bufferAppendAddress(out, value->is.magnitude, value->decimal);
        break;
    case FIGURE_RATIO:
        bufferAppendFormat(out, "%.3f", value->is.ratio);
        break;
    case FIGURE_UNDEFINED:
        bufferAppendText(out, "undefined");
        break;
    }
}

/* The most digits that a double always holds. */
#define FRACTION_DIGITS_MAX 15

/*
 * Digits, a point, digits, and a suffix or nothing. The result is the double next to what is
 * written, as a ratio is the one next to its quotient: so 0.1 is 1 of 10.
 */
static enum number readFraction(struct span text, double *value)
{
    const char *const point = memchr(text.text, '.', text.bytes);
    const char last[] = {'1', text.text[text.bytes - 1]}; /* a suffix is read as 1K is */
    uint64_t digits = 0, digitCount = 0, factor = 1;
    double scale = 1;
    if (!wordIsDigit(last[1]) && numberRead((struct span){last, 2}, &factor) != NUMBER_OK)
        return NUMBER_MALFORMED;
    const char *const end = text.text + text.bytes - !wordIsDigit(last[1]);
    for (const char *at = text.text; at < end; at++) {
        if (!wordIsDigit(*at) && (at != point || at == text.text || at + 1 == end))
            return NUMBER_MALFORMED;
        if (at == point)
            continue;
        digitCount++;
        digits = digitCount > FRACTION_DIGITS_MAX ? 0 : digits * 10 + (uint64_t)(*at - '0');
        scale *= at > point ? 10 : 1;
    }
    *value = (double)digits / scale * (double)factor;
    return digitCount > FRACTION_DIGITS_MAX ? NUMBER_TOO_LARGE : NUMBER_OK;
}

enum number figureRead(struct span word, struct figureValue *value)
{
    const bool isNegative = word.bytes > 0 && word.text[0] == '-';
    const struct span digits = {word.text + isNegative, word.bytes - isNegative};
    uint64_t magnitude = 0;
    double ratio = 0;
    if (digits.bytes > 0 && memchr(digits.text, '.', digits.bytes) != NULL) {
        const enum number verdict = readFraction(digits, &ratio);
        *value =
            (struct figureValue){.form = FIGURE_RATIO, .is.ratio = isNegative ? -ratio : ratio};
        return verdict;
    }
    const enum number verdict = numberRead(digits, &magnitude);
    *value = (struct figureValue){
        .form = FIGURE_COUNT, .negative = isNegative && magnitude != 0, .is.magnitude = magnitude};
    return verdict;
}
