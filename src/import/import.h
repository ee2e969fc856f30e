/*
 * import.h - recorded allocations of real programs, as commands for the pool.
 *
 * An importer knows one file format and says what a line of it means: the program asked for bytes,
 * resized, gave back. Which of these requests are the pool's is decided here, once for all formats:
 * those of at least `bytesMin` and at most `bytesMax` (a chunk) bytes. Every other request, and
 * every line that can't be read, is counted, never dropped.
 *
 * Lines stream through: what is remembered is the program's live allocations, and no line.
 *
 * To add a format: one file with a `struct importFormat` (format.h says what it must do), one row
 * in import.c. cli/driver calls this.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "lang/command.h"
#include "lang/plain.h"

struct import;
struct formatState;
struct record;

struct importFormat {
    const char *name;    /* what --from takes                                                  */
    const char *summary; /* for --help                                                         */
    char handleLetter;   /* a handle is this letter and a number                               */
    char separator;      /* between the requests of one line; 0: a line is one                 */
    bool reusesIds;      /* ids are pointers: the number is an ordinal, not the id             */
    /* Does a file begin so? `head` begins with a line that isn't blank, and may end in mid-line. */
    bool (*recognise)(struct span head);
    /* What one line says; see format.h. */
    void (*read)(struct formatState *state, struct span line, bool ended, struct record *record);
    /* The plainest lines, quickly; see format.h. NULL: none is plain. */
    size_t (*readPlain)(const struct formatState *state, const char *at, struct record *record);
    /* The meaning of its header lines, for a report. */
    const char *(*headerMeaning)(const struct formatState *state);
};

/* The format with this name; NULL where there is none. */
const struct importFormat *importFind(struct span name);

/* The format `index` of the table, from 0; NULL behind the last. */
const struct importFormat *importFormatAt(size_t index);

/*
 * The format that a file beginning with `head` (up to its first 4096 bytes) has; NULL for none of
 * these, as for a trace in poolsim's own language.
 */
const struct importFormat *importRecognise(struct span head);

/* Do these first bytes tell already? So that a slow pipe's first lines need not wait for more. */
bool importHeadIsEnough(struct span head);

/* NULL without memory. */
struct import *importNew(const struct importFormat *format, uint64_t bytesMin, uint64_t bytesMax);
void importFree(struct import *import);

/*
 * The next piece of a line off the front of *rest, to be read as a line of its own: up to a
 * separator, or all of it. False where nothing is left. *rest begins as the line; a blank line is
 * one piece: *isFirst is true before the first call. Commands of importLine have its column.
 */
bool importPiece(struct import *import, struct span *rest, bool *isFirst, struct span *piece);

/*
 * Reads one line (without its newline; `ended` false where the file ended before one); `number`
 * counts from 1. Returns how many commands it makes, 0 to IMPORT_COMMANDS_MAX, to be carried out in
 * order; they and their names live until the next call. -1, with nothing changed, without memory.
 */
#define IMPORT_COMMANDS_MAX 2
int importLine(struct import *import, struct span line, uint64_t number, bool ended);

/* Command `index` of the last line, from 0; NULL behind the last. */
const struct command *importCommand(struct import *import, size_t index);

/*
 * To be called where the pool refused command `index` of the last line: it is then not served, and
 * the program's later free of it will make no command.
 */
void importRefused(struct import *import, size_t index);

/*
 * Many lines at once: the whole ones at the beginning of `text`, of which the first has this
 * number, at most IMPORT_LINES_MAX. What importLine does of each is done, and `steps`, in order,
 * are what importCommand would return; they and their names live until the next call. No line at
 * all, and nothing changed, where it takes importLine: before the first line, for a format whose
 * lines hold many requests, without memory.
 */
#define IMPORT_LINES_MAX 32
struct importBatch {
    const struct plain *steps;
    size_t stepCount;
    size_t textBytes; /* of the lines, with their newlines */
    size_t lineCount;
};
void importLines(struct import *import, struct span text, uint64_t number,
                 struct importBatch *batch);

/*
 * Where only the first `steps` of the batch, and not all, could be carried out: the lines behind
 * the one that made the next step are unread again. *batch then holds those that stay read, and the
 * commands of the last one are importCommand's; the index of the next step among them is returned.
 */
size_t importUnread(struct import *import, size_t steps, struct span text,
                    struct importBatch *batch);

/*
 * What a row counts. Each request is in one row of IMPORT_REQUEST, and each line that is none in
 * one row of IMPORT_LINE or IMPORT_SKIPPED: so `requests` is the sum of the former, and `lines`
 * that of all three.
 */
enum importRowKind {
    IMPORT_TOTAL,
    IMPORT_REQUEST,
    IMPORT_LINE,
    IMPORT_SKIPPED, /* lines that should be requests, and could not be read */
    IMPORT_NOTE     /* requests of the other rows that were odd, and how they were understood */
};

/* What became of the requests and lines, in rows for a report. */
struct importRow {
    enum importRowKind kind;
    const char *name;    /* a key, as in JSON: served, tooLarge, ...              */
    const char *meaning; /* the same in words                                     */
    uint64_t count;      /* requests, or lines                                    */
    uint64_t bytes;      /* of these requests, 0 where it makes no sense; a sum   */
                         /* of over 64 bits stays at UINT64_MAX                   */
    uint64_t firstLine;  /* where the first of them stands; 0 where there is none */
};

/* Row `index` into *row; false behind the last. Rows with a count of 0 come too. */
bool importRowAt(const struct import *import, size_t index, struct importRow *row);

#endif
