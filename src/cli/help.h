/*
 * help.h - the command `help`: on one screen what a beginner needs and the names of all commands,
 * `help all` a line on each, `help VERB` one of them at length.
 *
 * Rule: the groups cover the table of verbs in its order, so that a new verb is in one of them.
 * Called by the table of run.c.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdbool.h>

#include "cli/run.h"

bool helpPrint(struct run *r, const struct source *source, const struct command *command);

#endif
