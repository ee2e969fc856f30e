#include "engine/past.h"

#include <stdlib.h>

void pastRelease(struct past *past)
{
    free(past->events);
    *past = (struct past){0};
}

void pastClear(struct past *past)
{
    past->count = 0;
}

bool pastPrepare(struct past *past)
{
    if (past->events == NULL)
        past->events = malloc(PAST_EVENTS * sizeof *past->events);
    return past->events != NULL;
}

void pastAdd(struct past *past, struct pastEvent event)
{
    past->events[past->count++ % PAST_EVENTS] = event;
}

size_t pastOf(const struct past *past, uint32_t slot, struct pastEvent *found, size_t most,
              size_t *hidden)
{
    const uint64_t known = past->count < PAST_EVENTS ? past->count : PAST_EVENTS;
    size_t count = 0, kept = 0;
    /* twice from the oldest on: to count, then to keep the last ones */
    for (int round = 0; round < 2; round++) {
        size_t index = 0;
        for (uint64_t i = past->count - known; i < past->count; i++) {
            const struct pastEvent *event = &past->events[i % PAST_EVENTS];
            const bool its = event->kind == PAST_FREEALL ? index > 0 : event->slot == slot;
            if (its && round == 1 && index + most >= count)
                found[kept++] = *event;
            index += its;
        }
        count = index;
    }
    *hidden = count - kept;
    return kept;
}
