/*
 * report.h - a titled table of figures, for whatever is neither a step nor a picture: the summary
 * of an import, a comparison. Made by the engine, the study or the shell, drawn by every painter.
 */
#ifndef VIEW_REPORT_H
#define VIEW_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reportRow {
    const char *name;    /* a key, as in JSON                              */
    const char *meaning; /* the same in words                              */
    uint64_t count;
    uint64_t bytes;     /* of all of them; 0 where it makes no sense      */
    uint64_t firstLine; /* of the input; 0 where there is none            */
    bool isOdd;         /* people want to know where the first one stands */
};

struct report {
    const char *op;    /* as in JSON: import, ...                     */
    const char *title; /* in words                                    */
    const struct reportRow *rows;
    size_t rowCount;
};

#endif
