/*
 * state.h - what an import keeps from line to line: for import.c, which changes it, and foresee.c,
 * which looks ahead.
 */
#ifndef IMPORT_STATE_H
#define IMPORT_STATE_H

#include "import/format.h"
#include "import/livemap.h"
#include "import/tally.h"

_Static_assert(IMPORT_NAME_BYTES <= HANDLE_BYTES_MAX, "a handle's name would be too long");

/* A command of the last line, and which rows count its request: with success, and without. */
struct issued {
    struct command command;
    char name[IMPORT_NAME_BYTES];
    uint64_t id;
    uint64_t bytes;
    enum row row;
    enum row refusedRow;
};

/* Each line is counted in ROW_LINES, and then in one row: as a request or as what else it is. */
struct import {
    const struct importFormat *format;
    struct formatState state;
    uint64_t bytesMin;
    uint64_t bytesMax;
    struct livemap live;
    uint64_t ordinal; /* of the last allocation for the pool */
    uint64_t line;    /* the number of the current one       */
    const char *text; /* where it begins                     */
    uint32_t column;  /* of the current piece of it, from 1  */
    struct {          /* a resize whose second line is to come, and is not counted before */
        bool open;
        bool null;
        uint64_t id;
        uint64_t line;
    } half;
    struct issued issued[IMPORT_COMMANDS_MAX];
    size_t issuedCount;
    struct tally tallies[ROW_COUNT];
};

/* The letter and the number into `name`; returns its bytes. */
size_t importName(char name[IMPORT_NAME_BYTES], char letter, uint64_t number);

#endif
