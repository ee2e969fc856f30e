/*
 * listing.h - numbered lines of text, one of them perhaps the current one: steps, the lines of a
 * trace, breaks. Made by the shell, drawn by every painter.
 */
#ifndef VIEW_LISTING_H
#define VIEW_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct listingRow {
    uint64_t number;
    struct span text;
    struct span note; /* more of it, in short; NULL text for nothing */
    bool isCurrent;
};

struct listing {
    const char *op;    /* as in JSON: history, list, info              */
    uint64_t step;     /* the current one                              */
    const char *empty; /* what is said where there is no row           */
    const struct listingRow *rows;
    size_t rowCount;
    uint64_t hiddenBefore, hiddenAfter; /* rows that are left out      */
    const char *hint;                   /* the command that shows more */
};

#endif
