/*
 * state.h - what an import keeps from line to line: for import.c, which says what a line means, and
 * batch.c, which has it take many at once.
 */
#ifndef IMPORT_STATE_H
#define IMPORT_STATE_H

#include "base/put.h"
#include "import/format.h"
#include "import/livemap.h"
#include "import/tally.h"

/* Of a letter and 64 bits in decimal. */
#define IMPORT_NAME_BYTES (1 + PUT_UNSIGNED_BYTES)
_Static_assert(IMPORT_NAME_BYTES <= HANDLE_BYTES_MAX, "a handle's name would be too long");

/* No line makes more changes to the live allocations: a resize takes one out and puts one in. */
#define LINE_CHANGES_MAX 2

/* A command of the last line, and which rows count its request: with success, and without. */
struct issued {
    const struct plain *step;
    uint64_t id;
    uint64_t bytes;
    enum row row;
    enum row refusedRow;
};

/* What lines change, but for the live allocations: a copy of it is the way back. */
struct importPoint {
    struct formatState format;
    uint64_t ordinal; /* of the last allocation for the pool */
    uint64_t line;    /* the number of the current one       */
    struct {          /* a resize whose second line is to come, and is not counted before */
        bool open;
        bool null;
        uint64_t id;
        uint64_t line;
    } half;
    struct tally tallies[ROW_COUNT]; /* but for the totals: each line is in one of the others */
};

struct import {
    const struct importFormat *format;
    uint64_t bytesMin;
    uint64_t bytesMax;
    bool begun; /* has there been a line? */
    struct importPoint now;
    struct livemap live;

    const char *text; /* where the current line begins       */
    uint32_t column;  /* of the current piece of it, from 1  */
    struct issued issued[IMPORT_COMMANDS_MAX];
    size_t issuedCount;
    struct command commands[IMPORT_COMMANDS_MAX]; /* what importCommand returns */

    struct plain steps[PLAIN_LINES]; /* of the last line, or of the last lines */
    char names[PLAIN_LINES][IMPORT_NAME_BYTES];
    size_t stepCount;

    struct importPoint before; /* the last lines */
    struct record records[IMPORT_LINES_MAX];
};

/* Carries out what a line says, whose number is the current one. */
void importTake(struct import *import, const struct record *record, bool ended);

#endif
