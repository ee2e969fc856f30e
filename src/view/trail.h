/*
 * trail.h - the way of a search: the elements of free lists that one step looked at, in that order,
 * as they were then. A model keeps it where somebody will look at it (struct model), a painter
 * shows it beside the count.
 *
 * Rule: of a long way its first and its last elements are kept, so that it is of one size; element
 * i, of `count`, is kept where i < TRAIL_FIRST or i >= count - TRAIL_LAST.
 */
#ifndef VIEW_TRAIL_H
#define VIEW_TRAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "view/event.h"

#define TRAIL_FIRST 120
#define TRAIL_LAST  8

struct trailElement {
    struct place place;
    bool isLive; /* in a heap without lists a search passes these */
};

struct trail {
    uint64_t count;
    struct trailElement first[TRAIL_FIRST];
    struct trailElement last[TRAIL_LAST]; /* those behind, in turn */
};

/* One more element was looked at. */
static inline void trailAdd(struct trail *trail, struct place place, bool isLive)
{
    struct trailElement *at = trail->count < TRAIL_FIRST
                                  ? &trail->first[trail->count]
                                  : &trail->last[(trail->count - TRAIL_FIRST) % TRAIL_LAST];
    *at = (struct trailElement){place, isLive};
    trail->count++;
}

/* How many elements are not kept, behind the first TRAIL_FIRST. */
static inline uint64_t trailHidden(const struct trail *trail)
{
    return trail->count > TRAIL_FIRST + TRAIL_LAST ? trail->count - TRAIL_FIRST - TRAIL_LAST : 0;
}

/* Element `index` of those that are kept: 0 to count - hidden - 1. */
static inline const struct trailElement *trailAt(const struct trail *trail, uint64_t index)
{
    return index < TRAIL_FIRST
               ? &trail->first[index]
               : &trail->last[(index + trailHidden(trail) - TRAIL_FIRST) % TRAIL_LAST];
}

#endif
