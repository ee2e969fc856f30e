#include "engine/past.h"

#include <stdlib.h>

bool pastInit(struct past *past)
{
    *past = (struct past){.events = malloc(PAST_EVENTS * sizeof *past->events)};
    return past->events != NULL;
}

void pastRelease(struct past *past)
{
    free(past->events);
    *past = (struct past){0};
}

void pastClear(struct past *past, uint64_t count)
{
    past->count = past->first = count;
}

uint64_t pastMissing(const struct past *past)
{
    const uint64_t wanted = past->count < PAST_EVENTS ? past->count : PAST_EVENTS;
    return wanted - (past->count - pastFirst(past));
}

size_t pastOf(const struct past *past, uint32_t slot, struct pastEvent *found, size_t most,
              size_t *hidden)
{
    const uint64_t first = pastFirst(past);
    size_t count = 0, kept = 0;
    /* twice from the oldest on: to count, then to keep the last ones */
    for (int round = 0; round < 2; round++) {
        size_t index = 0;
        for (uint64_t i = first; i < past->count; i++) {
            const struct pastEvent *event = &past->events[i % PAST_EVENTS];
            const bool its =
                stampKind(event->stamp) == PAST_FREEALL ? index > 0 : event->slot == slot;
            if (its && round == 1 && index + most >= count)
                found[kept++] = *event;
            index += its;
        }
        count = index;
    }
    *hidden = count - kept;
    return kept;
}
