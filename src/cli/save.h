/*
 * save.h - the command save: the steps of a session as a trace file that leads to the same pool.
 * Called by run.c.
 */
#ifndef CLI_SAVE_H
#define CLI_SAVE_H

#include <stdbool.h>

#include "cli/run.h"

/* Carries out `save FILE`; false where reading is to stop. */
bool saveAnswer(struct run *r, const struct source *source, const struct command *command);

#endif
