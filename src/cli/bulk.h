/*
 * bulk.h - the plain lines of a quiet replay, dozens at a time: read by lang/plain.h, carried out
 * by engine/quick.h. driver.c, which feeds all lines, lets this take what it can.
 *
 * Rule: who looks at the results can't tell. A line of which there is anything to say goes the way
 * of all others.
 */
#ifndef CLI_BULK_H
#define CLI_BULK_H

#include "cli/lines.h"
#include "cli/run.h"
#include "import/import.h"

/*
 * Carries out the lines that are plain and were read already; a line that is not carried out is not
 * handed out either. Returns how many it did.
 */
uint64_t bulkRun(struct run *r, struct lines *lines);

/* Carries out one step of a recorded program, if that is possible so. */
bool bulkStep(struct run *r, const struct command *command);

/*
 * The lines of a recorded program that were read already, as bulkRun; how many. *next is which
 * command of the last one could not be carried out: it and those behind it are the caller's.
 */
uint64_t bulkImport(struct run *r, struct import *import, struct lines *lines, size_t *next);

/* Behind any of these, before anything else looks at the session. */
void bulkSettle(struct run *r);

#endif
