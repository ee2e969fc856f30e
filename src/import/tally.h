/*
 * tally.h - the counts of an import: which rows there are, what each is called, and how to add to
 * one. Used by import.c alone, which decides what goes where.
 */
#ifndef IMPORT_TALLY_H
#define IMPORT_TALLY_H

#include <stdint.h>

#include "base/checked.h"
#include "import/import.h"

/*
 * In the order of a report. To add a row: a member here, and its words in tally.c. The totals are
 * summed up when they are asked for: nothing counts in them.
 */
enum row {
    ROW_LINES,
    ROW_REQUESTS,
    ROW_SERVED,
    ROW_TOO_LARGE,
    ROW_TOO_SMALL,
    ROW_REFUSED,
    ROW_FAILED,
    ROW_RESIZE_KEPT,
    ROW_RESIZE_ENTERED,
    ROW_RESIZE_LEFT,
    ROW_RESIZE_OUTSIDE,
    ROW_RESIZE_REFUSED,
    ROW_RESIZE_FAILED,
    ROW_FREED,
    ROW_FREED_OUTSIDE,
    ROW_FREED_REFUSED,
    ROW_FREE_REJECTED,
    ROW_FREE_NULL,
    ROW_FREE_UNKNOWN,
    ROW_HEADER,
    ROW_BLANK,
    ROW_WRITE,
    ROW_RESIZE_FIRST,
    ROW_RESIZE_HALF,
    ROW_SIZE_MISSING,
    ROW_NOT_UNDERSTOOD,
    ROW_CUT_SHORT,
    ROW_LIVE_AGAIN,
    ROW_RESIZE_UNKNOWN,
    ROW_RESIZE_TO_NOTHING,
    ROW_COUNT
};

struct tally {
    uint64_t count;
    uint64_t bytes;
    uint64_t firstLine;
};

/* One more, of `bytes`, on line `line`. */
static inline void tallyAdd(struct tally *tally, uint64_t bytes, uint64_t line)
{
    if (tally->count++ == 0)
        tally->firstLine = line;
    if (!checkedAdd(tally->bytes, bytes, &tally->bytes))
        tally->bytes = UINT64_MAX;
}

/* The last one that `from` counted, of `bytes` on line `line`, counts in `to` instead. */
void tallyMove(struct tally *from, struct tally *to, uint64_t bytes, uint64_t line);

/* The words and figures of a row into *out; those of a total are the sum of its rows. */
void tallyRow(enum row row, const struct tally tallies[ROW_COUNT], struct importRow *out);

#endif
