#include "engine/quick.h"

#include "engine/names.h"
#include "engine/step.h"

bool quickIsPossible(const struct session *s)
{
    return !s->timeline.kept && !s->unchecked && s->model->kind->quickAlloc != NULL;
}

void quickFetch(const struct session *s, const struct plain *steps, size_t count, uint64_t *hashes)
{
    uint32_t likely[PLAIN_LINES];
    for (size_t i = 0; i < count; i++) {
        hashes[i] = nameHash(steps[i].name);
        handlesFetchBucket(&s->handles, hashes[i]);
    }
    for (size_t i = 0; i < count; i++)
        likely[i] = handlesFetchRecord(&s->handles, hashes[i]);
    for (size_t i = 0; i < count; i++) {
        if (!steps[i].isFree || likely[i] == HANDLE_NONE)
            continue;
        const uint32_t slot = handlesAt(&s->handles, likely[i])->slot;
        s->model->kind->fetch(s->model, slot);
        handlesFetchOwner(&s->handles, slot);
    }
}

static bool quickAlloc(struct session *s, const struct plain *step, uint64_t hash)
{
    const uint32_t known = handlesFindHashed(&s->handles, step->name, hash);
    struct grant grant;
    uint32_t slots = 0;
    if ((known != HANDLE_NONE && handlesState(&s->handles, known) == HANDLE_LIVE) ||
        (step->hasSize && step->size > s->roomBytes))
        return false;
    if (!s->model->kind->prepare(s->model, &slots) ||
        !handlesPrepare(&s->handles, step->name, slots) ||
        !s->model->kind->quickAlloc(s->model, &grant.slot, &grant.path))
        return false;
    s->stepCount++;
    const uint32_t bytes = step->hasSize ? (uint32_t)step->size : s->usualBytes;
    (void)stepTake(s, known, step->name, &grant, bytes);
    s->stats.freeListLength -= grant.path == PATH_RECYCLE;
    if (s->stats.live > s->stats.peakLive)
        s->stats.peakLive = s->stats.live;
    return true;
}

static bool quickFree(struct session *s, const struct plain *step, uint64_t hash)
{
    const uint32_t handle = handlesFindHashed(&s->handles, step->name, hash);
    if (handle == HANDLE_NONE || handlesState(&s->handles, handle) != HANDLE_LIVE)
        return false;
    const uint32_t slot = handlesAt(&s->handles, handle)->slot;
    if (!s->model->kind->quickGive(s->model, slot))
        return false;
    s->stepCount++;
    s->stats.frees++;
    pastAdd(&s->past, (struct pastEvent){s->stepCount, slot, handle, PAST_FREE});
    stepGive(s, handle);
    if (++s->stats.freeListLength > s->stats.peakFreeListLength)
        s->stats.peakFreeListLength = s->stats.freeListLength;
    return true;
}

bool quickStep(struct session *s, const struct plain *step, uint64_t hash)
{
    const bool done = step->isFree ? quickFree(s, step, hash) : quickAlloc(s, step, hash);
    if (done)
        s->lastOutcome = OUTCOME_OK;
    s->unsettled |= done;
    return done;
}

void quickSettle(struct session *s)
{
    if (s->unsettled)
        stepMeasure(s);
    s->unsettled = false;
}
