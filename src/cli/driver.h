/*
 * driver.h - feeds a run: with the lines of a text, a pipe or a file, in the language or through an
 * importer. The shell, the replay, -c and `source` are all this, and differ only in what they do
 * after a step was refused (struct source).
 *
 * Rule: a line whose last word is malformed has done nothing.
 */
#ifndef CLI_DRIVER_H
#define CLI_DRIVER_H

#include <stdbool.h>

#include "cli/lines.h"
#include "cli/run.h"

/* Runs one line of the language; false where reading is to stop. */
bool driverLine(struct run *r, const struct source *source, struct span line, uint64_t number);

/* Runs lines of the language up to their end, or to what ends them. */
void driverLines(struct run *r, const struct source *source, struct lines *lines);

/* Runs a trace file, - being standard input, of any format that is known. */
void driverFile(struct run *r, const struct source *source, const char *name);

#endif
