/*
 * needle.h - the commands that move through time: back and forth over the steps that were done, and
 * on along a trace that was loaded. Forth is over undone steps first, then by new ones from the
 * trace. Called by run.c.
 *
 * Rule: the needle of the trace stands behind as many of its steps as the session has done.
 */
#ifndef CLI_NEEDLE_H
#define CLI_NEEDLE_H

#include <stdbool.h>

#include "cli/run.h"

/* The commands; false where reading is to stop. */
bool needleUndo(struct run *r, const struct source *source, const struct command *command);
bool needleRedo(struct run *r, const struct source *source, const struct command *command);
bool needleGoto(struct run *r, const struct source *source, const struct command *command);
bool needleHistory(struct run *r, const struct source *source, const struct command *command);
bool needleList(struct run *r, const struct source *source, const struct command *command);
bool needleStep(struct run *r, const struct source *source, const struct command *command);
bool needleBack(struct run *r, const struct source *source, const struct command *command);
bool needleRun(struct run *r, const struct source *source, const struct command *command);
bool needleUntil(struct run *r, const struct source *source, const struct command *command);
bool needleRestart(struct run *r, const struct source *source, const struct command *command);

#endif
