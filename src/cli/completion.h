/*
 * completion.h - what Tab offers: the verbs, and behind a verb what its operands can be, out of the
 * same tables that the parser reads. For interactive.c.
 */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <stdbool.h>

#include "cli/run.h"

/* From here on lines are this run's commands; or where `answers`, answers to its questions. */
void completionBegin(const struct run *r, bool answers);

#endif
