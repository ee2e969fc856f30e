/*
 * format.h - what a format tells import.c about a line. A format knows how the line is written, and
 * nothing of the pool, the live allocations or the counts: those are import.c's, for all formats.
 */
#ifndef IMPORT_FORMAT_H
#define IMPORT_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "import/import.h"

enum recordKind {
    RECORD_ALLOCATE,      /* `id` now has `bytes`; null: the program got no memory       */
    RECORD_RESIZE,        /* `id` keeps its name and has `bytes` from now on             */
    RECORD_RESIZE_FROM,   /* first line of a resize in two: `id` is resized; null: no id */
    RECORD_RESIZE_TO,     /* its second line: the outcome is `id` with `bytes`, or null  */
    RECORD_RESIZE_FAILED, /* the program got no memory, and keeps what it had            */
    RECORD_FREE,          /* `id` is given back; null: free(NULL)                        */
    RECORD_BLANK,         /* from here on: no request                                    */
    RECORD_HEADER,        /* about the file                                              */
    RECORD_WRITE,         /* the program wrote into `id`, which is not a pool's business */
    RECORD_NOT_UNDERSTOOD /* a line with any fault                                       */
};

/* What a line says. `bytes` only where `hasBytes`, `id` only where not `null`. */
struct record {
    enum recordKind kind;
    bool null; /* NULL stands in place of `id` */
    bool hasBytes;
    uint64_t id; /* a number or pointer that names an allocation while it lives */
    uint64_t bytes;
};

/*
 * What a format remembers from line to line, in its own order; all 0 before the first line. And
 * what it is told: how many allocations were refused so far.
 */
#define FORMAT_VALUES 8
struct formatState {
    uint64_t values[FORMAT_VALUES];
    uint64_t refused;
};

/*
 * A format's `read` gets one line without blanks at its ends, never an empty one, and fills in
 * *record, which is a blank line's before. `ended` is false for a last line without a newline. A
 * line with any fault is RECORD_NOT_UNDERSTOOD; import.c counts it as cut short if it did not end.
 *
 * A format's `readPlain` reads the plainest request in its most usual form, quickly, where one
 * stands at the beginning of a text of at least FORMAT_PLAIN_BYTES: it fills in *record as `read`
 * would, and returns how many bytes the line has, with its newline. 0: the line is for `read`.
 */
#define FORMAT_PLAIN_BYTES 64
extern const struct importFormat importRep;
extern const struct importFormat importMtrace;
extern const struct importFormat importOstep;

#endif
