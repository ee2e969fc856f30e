/*
 * past.h - what happened to the chunks lately: the last PAST_EVENTS allocations, frees and
 * freealls, in a ring. Written at every step, read only for a report.
 */
#ifndef ENGINE_PAST_H
#define ENGINE_PAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAST_EVENTS 16384u /* a power of two */

enum pastKind { PAST_ALLOC, PAST_FREE, PAST_FREEALL };

struct pastEvent {
    uint64_t step;
    uint32_t slot;   /* of the chunk; of a freeall, none   */
    uint32_t handle; /* an index of handles.h, or HANDLE_NONE */
    enum pastKind kind;
};

struct past {
    struct pastEvent *events; /* PAST_EVENTS of them, made when the first one comes */
    uint64_t count;           /* of all that came                                      */
};

void pastRelease(struct past *past);
void pastClear(struct past *past);

/* Room for events; false without memory. */
bool pastPrepare(struct past *past);
void pastAdd(struct past *past, struct pastEvent event);

/*
 * The last events of a slot, freealls that it lived through included, into `found`, oldest first:
 * at most `most`. Returns how many; *hidden how many older ones are known.
 */
size_t pastOf(const struct past *past, uint32_t slot, struct pastEvent *found, size_t most,
              size_t *hidden);

#endif
