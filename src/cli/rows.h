/*
 * rows.h - a listing (view/listing.h) being filled row by row, and the window of it that is shown
 * around a current row. Used by the commands that list steps, lines and breaks.
 */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "cli/run.h"
#include "view/listing.h"

/* The texts of the rows lie one behind the other in `text`. */
struct rows {
    struct listingRow *rows;
    size_t count;
    struct buffer text;
};

/*
 * Which rows to show of `all`, around row `centre`: as many as the command's number, or 11, from
 * *first on.
 */
void rowsAround(uint64_t centre, uint64_t all, const struct command *command, uint64_t *first,
                uint64_t *count);

/* Room for `count` rows; false without memory. */
bool rowsInit(struct rows *rows, uint64_t count);

/* A further row; `note` is NULL or outlives the rows. */
void rowsAdd(struct rows *rows, uint64_t number, struct span text, const char *note,
             bool isCurrent);

/* Paints the listing, of which all but the rows and the step is given, and lets the rows go. */
void rowsPaint(struct run *r, struct rows *rows, struct listing listing);

#endif
