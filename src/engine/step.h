/*
 * step.h - what a step changes in a session besides its model: the one place for it, whether the
 * step is told of (session.c) or not (quick.c). For these two, and for sessionbytes.c.
 */
#ifndef ENGINE_STEP_H
#define ENGINE_STEP_H

#include "engine/session.h"

/* `name`, of which `known` is the record, has been given the chunk of *grant by this step. */
static inline uint32_t stepTake(struct session *s, uint32_t known, struct span name,
                                const struct grant *grant, uint32_t bytes)
{
    struct stats *stats = &s->stats;
    const uint32_t handle = handlesTake(&s->handles, known, name, grant->slot, bytes, s->stepCount);
    pastAdd(&s->past, (struct pastEvent){s->stepCount, grant->slot, handle, PAST_ALLOC});
    stats->allocs++;
    stats->recycled += grant->path == PATH_RECYCLE;
    stats->bumped += grant->path != PATH_RECYCLE;
    stats->live++;
    stats->requestedBytes += bytes;
    return handle;
}

/* A live handle has lost its chunk. */
static inline void stepGive(struct session *s, uint32_t handle)
{
    s->stats.live--;
    s->stats.requestedBytes -= handlesAt(&s->handles, handle)->bytes;
    handlesGive(&s->handles, handle, s->stepCount);
}

/* Behind a step that was honoured: the fields, what the model knows better, and the peaks. */
void stepMeasure(struct session *s);

/* In sessionbytes.c. */
enum outcome stepWrite(struct session *s, const struct command *command, struct event *event,
                       struct deed *deed);

#endif
