/*
 * step.h - what a step changes in a session besides its model: the one place for it, whether the
 * step is told of (session.c) or not (quick.c). For these two, and for sessionbytes.c.
 */
#ifndef ENGINE_STEP_H
#define ENGINE_STEP_H

#include "engine/session.h"

/* This step has given the chunk in `slot` to a handle, of which past.h is told `note`. */
static inline void stepCountAlloc(struct session *s, uint32_t slot, uint32_t note, bool recycles,
                                  uint32_t bytes)
{
    struct stats *stats = &s->stats;
    pastAdd(&s->past, PAST_ALLOC, s->stepCount, slot, note);
    stats->allocs++;
    stats->recycled += recycles;
    stats->bumped += !recycles;
    stats->live++;
    stats->requestedBytes += bytes;
}

/* A live handle with so many bytes has lost its chunk. */
static inline void stepCountEnd(struct session *s, uint32_t bytes)
{
    s->stats.live--;
    s->stats.requestedBytes -= bytes;
}

/* Behind a step that was honoured: the fields, what the model knows better, and the peaks. */
void stepMeasure(struct session *s);

/* In sessionbytes.c. */
enum outcome stepWrite(struct session *s, const struct command *command, struct event *event,
                       struct deed *deed);

#endif
