/*
 * inquiry.h - the commands that ask about the pool or the language: stats, show, why, dump, and
 * expect, which asks whether something holds.
 *
 * Rule: they change nothing in the session; a question that can't be answered, and an expectation
 * that fails, end a replay as a refused step does. Called by the table of run.c.
 */
#ifndef CLI_INQUIRY_H
#define CLI_INQUIRY_H

#include <stdbool.h>

#include "cli/run.h"

/* Each carries out its command; false where reading is to stop. */
bool inquiryStats(struct run *r, const struct source *source, const struct command *command);
bool inquiryShow(struct run *r, const struct source *source, const struct command *command);
bool inquiryWhy(struct run *r, const struct source *source, const struct command *command);
bool inquiryDump(struct run *r, const struct source *source, const struct command *command);

/* An outcome that was expected is no failure: the refusal before it is settled by that. */
bool inquiryExpect(struct run *r, const struct source *source, const struct command *command);

#endif
