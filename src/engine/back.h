/*
 * back.h - takes the last step of a session back: a record of the tape, or a whole pool. Not yet
 * arrived: the figures that the model knows, and the settings, are as they were (travel.c).
 */
#ifndef ENGINE_BACK_H
#define ENGINE_BACK_H

#include "engine/session.h"

/* The last step, which must be on the tape; did misuse go through in it? Takes constant time, but
 * for a freeall: time in proportion to the list that it brings back. */
bool backStep(struct session *s);

/*
 * All steps of this pool, and the one that made it: the pool before it comes back, as it was. The
 * names of this one are kept for a redo.
 */
void backStretch(struct session *s);

#endif
