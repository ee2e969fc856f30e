/*
 * travel.h - back and forth over the steps of a session, one at a time.
 */
#ifndef ENGINE_TRAVEL_H
#define ENGINE_TRAVEL_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/session.h"

/* The steps between which one can travel: the first, 0 where none is forgotten, and the last. */
uint64_t travelFirst(const struct session *s);
uint64_t travelLast(const struct session *s);

/* Undoes the last step; false where there is none, or it is forgotten. Takes constant time, but
 * for a freeall: time in proportion to the list that it brings back. */
bool travelBack(struct session *s);

/*
 * Carries out the next undone step again: *command is what it was (its words live until the next
 * step), *event what became of it, as sessionStep says. False where none is undone, or without
 * memory for it.
 */
bool travelForth(struct session *s, struct command *command, struct event *event);

/*
 * Goes to the state after step `step`, from travelFirst to travelLast: by the last checkpoint
 * before it, where that is the shorter way. False without memory, or once *stop is not 0 (NULL for
 * never); the session is then after another step, whole.
 */
bool travelTowards(struct session *s, uint64_t step, const volatile int *stop);
bool travelTo(struct session *s, uint64_t step); /* which nothing stops */

/* Makes the past of chunks whole, where undoing has left holes in it (past.h). */
void travelRecall(struct session *s);

#endif
