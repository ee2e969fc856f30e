/*
 * explain.h - why a step went as it did, in one line. Called right after the step, and only for
 * those that somebody reads.
 */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include "base/buffer.h"
#include "engine/session.h"

/*
 * The lines of include/pool.h in which poolMalloc reads the next head out of a chunk, and poolFree
 * writes the old head into one. A unit test holds them against the file.
 */
#define EXPLAIN_READS_LINK  314
#define EXPLAIN_WRITES_LINK 334

/* Appends the reason, or for a refused step what was wrong; lower case, no full stop, no newline.
 */
void explainStep(const struct session *s, const struct command *command, const struct event *event,
                 struct buffer *out);

#endif
