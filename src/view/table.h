/*
 * table.h - a table of figures with a row for each thing that is compared. Made by the study or the
 * shell, drawn by every painter.
 */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum cellForm { CELL_NONE, CELL_TEXT, CELL_COUNT, CELL_RATIO, CELL_DECIMAL };

struct tableColumn {
    const char *key;     /* as in JSON                        */
    const char *heading; /* in words, short                   */
    const char *meaning; /* in words, for a line of its own; or empty */
};

struct tableCell {
    enum cellForm form;
    union {
        struct span text;
        uint64_t count;
        double number; /* a ratio from 0 to 1, or a decimal */
    } is;
};

/* A cell with a text; with none, where that is NULL. */
static inline struct tableCell tableText(struct span text)
{
    return (struct tableCell){.form = text.text != NULL ? CELL_TEXT : CELL_NONE, .is.text = text};
}

static inline struct tableCell tableCount(uint64_t count)
{
    return (struct tableCell){.form = CELL_COUNT, .is.count = count};
}

struct table {
    const char *op;    /* as in JSON                                     */
    struct span title; /* what it is of, in JSON too; NULL where `op` says it all */
    const struct tableColumn *columns;
    size_t columnCount;
    const struct tableCell *cells; /* row by row */
    size_t rowCount;
};

#endif
