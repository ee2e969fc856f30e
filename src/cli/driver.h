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
#include "import/import.h"

/* Runs one command, and the file that it sources; false where reading is to stop. */
bool driverCommand(struct run *r, const struct source *source, const struct command *command);

/* Runs one line of the language; false where reading is to stop. */
bool driverLine(struct run *r, const struct source *source, struct span line, uint64_t number);

/* Runs lines of the language up to their end, or to what ends them. */
void driverLines(struct run *r, const struct source *source, struct lines *lines);

/* Runs a trace file, - being standard input, of any format that is known. */
void driverFile(struct run *r, const struct source *source, const char *name);

/* --- for load.c, which reads such files too */

/* The format of a file, as the options say or as it begins; NULL for the language. */
const struct importFormat *driverFormat(const struct run *r, struct lines *lines);

/* What ended the reading of lines, if it was not their end. */
void driverComplainLines(struct run *r, const struct source *source, const struct lines *lines,
                         enum linesResult result);

/* False, after a message, where no line of the file could be read: it is not of that format. */
bool driverComplainUnlessRead(struct run *r, const struct source *source,
                              const struct import *import, const struct importFormat *format);

/* What became of a recorded program's requests. */
void driverReportImport(struct run *r, const struct import *import, const char *title);

#endif
