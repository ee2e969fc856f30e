/*
 * forth.h - does steps of the log again. Not yet arrived: the figures that the model knows, and the
 * settings, are as they were (travel.c).
 */
#ifndef ENGINE_FORTH_H
#define ENGINE_FORTH_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/session.h"

/*
 * The next undone step: *command is what it was (its words live until the next step), *event what
 * became of it, as sessionStep says. False, with nothing changed, where none is undone, or without
 * memory for it.
 */
bool forthStep(struct session *s, struct command *command, struct event *event);

/*
 * The next one, or a few up to `step`, of which nobody wants to see the event. False without
 * memory.
 */
bool forthTowards(struct session *s, uint64_t step);

#endif
