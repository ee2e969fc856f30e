/*
 * interactive.h - the shell on a terminal: GNU readline with history and completion. Readline is
 * behind this file and nowhere else, but for its history list (history.h), what Tab offers
 * (completion.h) and the bytes that it reads (keys.h).
 */
#ifndef CLI_INTERACTIVE_H
#define CLI_INTERACTIVE_H

#include <stdbool.h>

#include "cli/run.h"

/* Are both standard input and standard output a terminal? Otherwise readline must not be used. */
bool interactiveIsPossible(void);

/* A line behind a prompt of its own, to be freed; false at Ctrl-D. */
bool interactiveAsk(struct run *r, const char *question, char **line);

/* Greets, and runs lines until quit or Ctrl-D. */
void interactiveRun(struct run *r);

#endif
