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

/* All steps up to this one as a trace, appended to `text`; false without memory. */
bool saveText(struct run *r, struct buffer *text);

#endif
