/*
 * ask.h - one line from the learner, in the middle of a command: typed in a terminal behind a
 * prompt of its own, or else the next line of standard input.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include <stdbool.h>

#include "base/buffer.h"
#include "cli/run.h"

/* Is there a person at a terminal who can be asked again? */
bool askIsTyped(const struct run *r);

/* The line into `line`, cleared before; false at its end: Ctrl-D, or there are no more lines. */
bool askLine(struct run *r, const char *prompt, struct buffer *line);

#endif
