/*
 * stops.h - the commands about breaks and watches, and what is said where one is hit. Whether it
 * stops anything is needle.c's to decide. Called by run.c and needle.c.
 */
#ifndef CLI_STOPS_H
#define CLI_STOPS_H

#include <stdbool.h>

#include "cli/run.h"

/* The commands; false where reading is to stop. */
bool stopsBreak(struct run *r, const struct source *source, const struct command *command);
bool stopsWatch(struct run *r, const struct source *source, const struct command *command);
bool stopsDelete(struct run *r, const struct source *source, const struct command *command);
bool stopsInfo(struct run *r, const struct source *source, const struct command *command);

/* Is the condition, or the figure, of a command of this line one? Where not, r->fault says why. */
bool stopsCheckCondition(struct run *r, struct span line, const struct command *command);
bool stopsCheckFigure(struct run *r, struct span line, const struct command *command);

/* Nothing was hit, and no condition reached, by the steps so far. */
void stopsForget(struct run *r);

/* After a step: was a break or a watch hit? Also into r->hit, and into r->reached what `until`
 * waits for; while steps are muted, by any of them since stopsForget: then nothing is met behind
 * the first one. */
bool stopsMeet(struct run *r, const struct event *event);

/* Behind muted steps: back to the first one that met something, or that r->stopAt names. */
void stopsRest(struct run *r);

/* Says which were hit by the last step. */
void stopsSay(struct run *r);

/* Names the breaks that were never hit, where nothing more can hit them; `file` is the trace's name
 * where that is not plain, or NULL. */
void stopsSayMissed(struct run *r, const char *file);

/* Names the first step that was to be printed but was not reached. */
void stopsSayUnreached(struct run *r, const char *file);

#endif
