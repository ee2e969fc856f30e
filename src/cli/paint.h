/*
 * paint.h - has the painter of a run print a step or an answer, with the snapshot and the reason
 * that it wants.
 *
 * Rule: only what is printed is paid for: no snapshot, no report and no text is made of a step that
 * nobody sees. Called by run.c, and by those who answer commands.
 */
#ifndef CLI_PAINT_H
#define CLI_PAINT_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/run.h"

/* Do the options ask for this step? */
bool paintIsWanted(const struct run *r, const struct event *event);

/*
 * Into *event: why a step went as it did, if it was refused, or is `painted` and the painter tells
 * it; and where it is painted, all that a report tells of it. Good until the next step.
 */
void paintReason(struct run *r, const struct command *command, struct event *event, bool painted);

/*
 * What pictures leave out from now on, beside what a lesson's screen does: during a quiz the line
 * that would tell where the next alloc goes.
 */
void paintOmit(struct run *r);

/* Behind each picture: the output depends on the step's command, its reason, what is told of it. */
void paintWhole(struct run *r);

/* Prints a step whose reason is known. */
void paintStep(struct run *r, const struct command *command, struct event *event);

/* The command as text, with the name that it was given; good until the next one. */
struct span paintCommand(struct run *r, const struct command *command, const struct event *event);

/*
 * Into r->view: the snapshot that the painter wants, around the address `focus` (0: none). False,
 * after a message, without memory.
 */
bool paintTakeView(struct run *r, const struct style *style, uint64_t focus);

/* A question is painted with an event of its own, which has the last step's number. */
struct event paintQuestion(struct run *r, const struct command *command);

/* One of a painter's functions for what a question asks. */
typedef void paintFunction(const struct event *event, const struct view *view,
                           const struct style *style, struct buffer *out);

/* Prints the state of the pool as an answer. */
void paintAnswer(struct run *r, const struct command *command, const struct style *style,
                 paintFunction *paint);

#endif
