/*
 * account.h - the command explain: the step that one is after, at length. Called by run.c.
 */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include <stdbool.h>

#include "cli/run.h"

/* Carries out `explain`; false where reading is to stop. */
bool accountAnswer(struct run *r, const struct source *source, const struct command *command);

#endif
