/*
 * figure.h - the figures of a pool by name: every row of statsTable, and every field of the pool's
 * struct; what one is after a step, how two compare, how one is written and read. condition.h
 * compares them, breaks.h watches them, the shell completes their names.
 *
 * Rule: a value is plain data. An integer keeps its sign apart, so that none of 64 bits is lost; an
 * undefined ratio is neither less nor more than anything, nor equal to it.
 */
#ifndef ENGINE_FIGURE_H
#define ENGINE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"
#include "lang/word.h"
#include "view/event.h"
#include "view/stats.h"

enum figureForm {
    FIGURE_COUNT,    /* an integer: `negative`, `magnitude`     */
    FIGURE_ADDRESS,  /* the same, printed as an address or NULL */
    FIGURE_RATIO,    /* `ratio`                                 */
    FIGURE_UNDEFINED /* a ratio without anything to divide by   */
};

struct figureValue {
    enum figureForm form;
    bool negative;
    bool decimal; /* of an address: see struct fields */
    union {
        uint64_t magnitude;
        double ratio;
    } is;
};

/* Names by index: those of stats, then those of the struct. figureFind takes whole ones only. */
size_t figureCount(void);
const char *figureName(size_t figure);
bool figureFind(struct span name, size_t *figure);

struct figureValue figureValueOf(size_t figure, const struct stats *stats,
                                 const struct fields *fields);

/* How the first stands to the second; bits, so that an operator can accept a set of them. */
enum figureOrder { ORDER_NONE = 0, ORDER_LESS = 1, ORDER_SAME = 2, ORDER_MORE = 4 };
enum figureOrder figureCompare(const struct figureValue *a, const struct figureValue *b);

/* For a watch: has it not changed? Two that are undefined are the same here. */
bool figureIsSame(const struct figureValue *a, const struct figureValue *b);

/* 12, -1, 0x10000040, NULL, 0.333, or undefined; appended to `out`. */
void figureAppend(const struct figureValue *value, struct buffer *out);

/*
 * Reads a number: a size as numberRead takes it, or a fraction as 0.5 or 1.5K, of at most 15
 * digits; before it a minus or nothing. *value is of use only where the result is NUMBER_OK.
 */
enum number figureRead(struct span word, struct figureValue *value);

#endif
