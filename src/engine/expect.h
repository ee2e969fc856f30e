/*
 * expect.h - whether what a trace expects of the state holds. Changes nothing.
 */
#ifndef ENGINE_EXPECT_H
#define ENGINE_EXPECT_H

#include "base/buffer.h"
#include "engine/session.h"

/* Does an outcome of this name exist? Where not, appends what is wrong. All else is known. */
bool expectIsKnown(const struct command *command, struct buffer *why);

/* Is the state after the last step as `command`, an expect, says? Where not, appends what it is. */
bool expectHolds(const struct session *s, const struct command *command, struct buffer *why);

#endif
