/*
 * compare.h - the command compare, and --compare: one trace through several allocators, as a table.
 * The trace is the loaded one, or the steps so far. Called by run.c and main.c.
 */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include <stdbool.h>

#include "cli/run.h"

/* Carries out `compare [RECIPE] ...`; false where reading is to stop. */
bool compareAnswer(struct run *r, const struct source *source, const struct command *command);

/* Is each operand an allocator? Where not, r->fault says why. */
bool compareCheck(struct run *r, struct span line, const struct command *command);

/* --compare: the trace of a file, or of -c where `name` is NULL, through those of the options. */
void compareFile(struct run *r, const char *name);

#endif
