/*
 * diagnose.h - the report of a refused step, in the shape that kernel developers know from SLUB:
 * the chunk and its state, its history, what pool.c would do next, and what to do instead. And the
 * same for any chunk or address, without a step.
 */
#ifndef ENGINE_DIAGNOSE_H
#define ENGINE_DIAGNOSE_H

#include "base/buffer.h"
#include "engine/session.h"
#include "view/remark.h"

/* Fills *remarks (cleared before) for a step that was refused; called right after it. */
void diagnoseStep(const struct session *s, const struct event *event, struct remarks *remarks);

/*
 * The same for the handle or address of `command`, with the result of each check that a free would
 * pass. False, with the reason appended to `why`, where the handle is unknown.
 */
bool diagnoseTarget(const struct session *s, const struct command *command, struct remarks *remarks,
                    struct buffer *why);

#endif
