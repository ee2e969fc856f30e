/*
 * handlesave.c - the names as they were after a step. Of a name that was never used again, nothing
 * needs to be kept: its record says when it was freed. So an image holds who owns which slot, and
 * what those were that had been used again by then.
 */
#include "engine/handles.h"

#include <string.h>

/* --- one name --------------------------------------------------------------------------------- */

/* A freed name's step is kept as one more than how long ago it was; 0 of one that was not freed. */
static void pushLife(struct tape *image, const struct handleLife *life, uint32_t usualBytes,
                     uint32_t era, uint64_t step)
{
    const bool odd = life->bytes != usualBytes || life->era != era;
    const uint64_t ago = life->ended == 0 ? 0 : step - life->step + 1;
    if (odd) {
        tapePush(image, life->bytes);
        tapePush(image, era - life->era);
    }
    tapePush(image, life->slot);
    tapePush(image, ago << 1 | odd);
}

static struct handleLife popLife(struct tape *image, uint32_t usualBytes, uint32_t era,
                                 uint64_t step)
{
    const uint64_t number = tapePop(image), ago = number >> 1;
    struct handleLife life = {.step = ago == 0 ? 0 : step + 1 - ago,
                              .slot = (uint32_t)tapePop(image),
                              .bytes = usualBytes,
                              .era = era,
                              .ended = ago == 0 ? 0 : HANDLE_FREED};
    if ((number & 1) != 0) {
        life.era = era - (uint32_t)tapePop(image);
        life.bytes = (uint32_t)tapePop(image);
    }
    return life;
}

/* --- all of them ------------------------------------------------------------------------------ */

void handlesSave(const struct handles *h, uint32_t slots, uint32_t usualBytes, uint64_t step,
                 struct tape *image, struct handlesMark *mark)
{
    *mark = (struct handlesMark){h->born, h->firstCount, h->era, h->resetStep};
    for (size_t i = 0; i < h->firstCount; i++) {
        const struct handleLife life = handlesLife(h, h->firsts[i].handle);
        pushLife(image, &life, usualBytes, h->era, step);
    }
    for (uint32_t slot = 0; slot < slots; slot++)
        tapePush(image, (uint32_t)(handlesOwner(h, slot) + 1));
}

/* Names that were used again only behind a state of which `firstCount` had been. */
static void restoreFirsts(struct handles *h, size_t firstCount)
{
    for (size_t i = h->firstsKnown; i-- > firstCount;) {
        const struct firstLife *first = &h->firsts[i];
        const struct handleLife life = {.step = first->freed,
                                        .slot = first->slot,
                                        .bytes = first->bytes,
                                        .era = first->era,
                                        .ended = first->freed == 0 ? 0 : HANDLE_FREED};
        handlesSetLife(h, first->handle, &life);
        h->table.records[first->handle].again = 0;
    }
    h->firstCount = firstCount;
}

void handlesLoad(struct handles *h, uint32_t slots, uint32_t usualBytes, uint64_t step,
                 struct tape *image, const struct handlesMark *mark)
{
    for (uint32_t slot = slots; slot-- > 0;)
        h->owner[slot] = (uint32_t)tapePop(image) - 1; /* 0: HANDLE_NONE, a number of ones */
    if (h->ownerCount > slots)
        memset(h->owner + slots, 0xff, (h->ownerCount - slots) * sizeof *h->owner);
    restoreFirsts(h, mark->firstCount);
    for (size_t i = mark->firstCount; i-- > 0;) {
        const uint32_t handle = h->firsts[i].handle;
        const struct handleLife life = popLife(image, usualBytes, mark->era, step);
        handlesSetLife(h, handle, &life);
        h->table.records[handle].again = 1;
    }
    h->born = mark->born;
    h->era = mark->era;
    h->resetStep = mark->resetStep;
    h->now = step;
}

void handlesUnbear(struct handles *h)
{
    if (h->ownerCount > 0)
        memset(h->owner, 0xff, h->ownerCount * sizeof *h->owner);
    restoreFirsts(h, 0);
    h->born = 0;
    h->era = 0;
    h->resetStep = 0;
    h->now = 0;
}
