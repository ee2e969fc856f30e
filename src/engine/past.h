/*
 * past.h - what happened to the chunks lately: the last PAST_EVENTS allocations, frees and
 * freealls, in a ring. Written at every step, read only for a report.
 *
 * A step that is undone takes its event away, but not back what that had pushed out of the ring:
 * so the ring may lack old events, and says so. Going back over them and forth again fills it.
 */
#ifndef ENGINE_PAST_H
#define ENGINE_PAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/stamp.h"

#define PAST_EVENTS 16384u /* a power of two */

enum pastKind { PAST_ALLOC, PAST_FREE, PAST_FREEALL };

struct pastEvent {
    uint64_t stamp;  /* the step, and enum pastKind      */
    uint32_t slot;   /* of the chunk; of a freeall, none */
    uint32_t handle; /* see handlesNote                  */
};

struct past {
    struct pastEvent *events; /* PAST_EVENTS of them                                    */
    uint64_t count;           /* of all that came; event i is events[i % PAST_EVENTS]   */
    uint64_t first;           /* none before it is there                               */
};

/* False without memory. */
bool pastInit(struct past *past);
void pastRelease(struct past *past);

/* None has come; or `count` did, and none of them is there. */
void pastClear(struct past *past, uint64_t count);

static inline void pastAdd(struct past *past, enum pastKind kind, uint64_t step, uint32_t slot,
                           uint32_t handle)
{
    past->events[past->count++ % PAST_EVENTS] = (struct pastEvent){
        .stamp = stampOf(step, kind), .slot = slot, .handle = handle};
}

/* The oldest one that is there. */
static inline uint64_t pastFirst(const struct past *past)
{
    const uint64_t first = past->count < PAST_EVENTS ? 0 : past->count - PAST_EVENTS;
    return first > past->first ? first : past->first;
}

/* The last one never came. */
static inline void pastRemove(struct past *past)
{
    past->first = pastFirst(past);
    past->count--;
    if (past->first > past->count)
        past->first = past->count;
}

/* How many events that came lately are not there. */
uint64_t pastMissing(const struct past *past);

/*
 * The last events of a slot, freealls that it lived through included, into `found`, oldest first:
 * at most `most`. Returns how many; *hidden how many older ones are known.
 */
size_t pastOf(const struct past *past, uint32_t slot, struct pastEvent *found, size_t most,
              size_t *hidden);

#endif
