#include "engine/travel.h"

#include "engine/back.h"
#include "engine/forth.h"
#include "engine/record.h"

/* Where a journey ends: what is not kept up to date on the way, and the settings. */
static void settle(struct session *s, bool unchecked)
{
    struct timeline *t = &s->timeline;
    struct stats *stats = &s->stats;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, stats);
    if (s->model->kind->hasChunks)
        stats->chunkBytes = stats->live * s->fields.chunkSize;
    if (unchecked != s->unchecked)
        sessionSetChecks(s, !unchecked);
    s->handles.now = t->undoneCount > 0 ? s->stepCount : UINT64_MAX;
    t->now.doneMost = t->now.doneCount + t->window;
}

/* Settings are as the next step found them, or as they were behind the last one. */
static void arrive(struct session *s)
{
    const struct timeline *t = &s->timeline;
    settle(s, t->undoneCount > 0 ? recordIsUnchecked(&t->log, t->at) : t->lastUnchecked);
}

/* --- jumps ------------------------------------------------------------------------------------ */

static bool isStopped(const volatile int *stop)
{
    return stop != NULL && *stop != 0;
}

/* Steps from this one on go to the tape: those of a journey to `step`, so that one can go back. */
static uint64_t keptFrom(const struct session *s, uint64_t step)
{
    return step > s->timeline.reach ? step - s->timeline.reach : 0;
}

/* Over the steps up to `step` or to a new pool, of which the last ones go to the tape. */
static bool goForth(struct session *s, uint64_t step, const volatile int *stop)
{
    struct timeline *t = &s->timeline;
    const uint64_t from = keptFrom(s, step), first = t->now.first;
    while (s->stepCount < step && t->now.first == first && !isStopped(stop)) {
        const bool keeps = s->stepCount >= from || s->stepCount + 1 >= t->now.rough;
        if (keeps != t->now.keeps)
            timelineKeep(s, keeps);
        const uint64_t end = from < t->now.rough ? from : t->now.rough - 1;
        if (!forthTowards(s, keeps ? step : end))
            return false;
    }
    return true;
}

/*
 * Loads the last checkpoint that is not behind `step`, if that is a way to it: forth, if it is far
 * from here. What lies behind a rough step must be gone back over.
 */
static bool load(struct session *s, uint64_t step)
{
    uint64_t point;
    const bool isForth = s->stepCount <= step;
    if (s->stepCount >= s->timeline.now.rough || !checkpointFind(s, step, &point))
        return isForth;
    return (isForth && point <= s->stepCount) || checkpointLoad(s, point);
}

/* Is `step` behind this one, and all that lies between on the tape? */
static bool isOnTape(const struct session *s, uint64_t step)
{
    return step < s->stepCount && s->stepCount - step <= s->timeline.now.doneCount;
}

/* Nearer to an earlier step, by at least one. */
static bool goBack(struct session *s, uint64_t step, const volatile int *stop)
{
    struct poolSteps *now = &s->timeline.now;
    if (step < now->first) {
        backStretch(s);
        return true;
    }
    if (!isOnTape(s, step) && s->stepCount < now->rough)
        return load(s, step);
    const uint64_t rough = now->rough, end = isOnTape(s, step) || step >= rough ? step : rough - 1;
    while (s->stepCount > end && now->doneCount > 0 && !isStopped(stop))
        (void)backStep(s);
    return s->stepCount == end;
}

static bool travel(struct session *s, uint64_t step, const volatile int *stop)
{
    bool goesOn = true;
    if (isStopped(stop)) /* the settings stay as well */
        return s->stepCount == step;
    while (goesOn && s->stepCount != step && !isStopped(stop)) {
        if (s->stepCount > step)
            goesOn = goBack(s, step, stop);
        else
            goesOn = load(s, step) && goForth(s, step, stop);
    }
    arrive(s);
    return s->stepCount == step;
}

bool travelTowards(struct session *s, uint64_t step, const volatile int *stop)
{
    s->timeline.reach = s->timeline.window;
    return s->stepCount == step || travel(s, step, stop);
}

bool travelTo(struct session *s, uint64_t step)
{
    return travelTowards(s, step, NULL);
}

bool travelBack(struct session *s)
{
    struct timeline *t = &s->timeline;
    if (!t->kept || s->stepCount == t->forgotten)
        return false;
    if (t->now.doneCount > 0 && s->stepCount > t->now.first) { /* as nearly always */
        settle(s, backStep(s));
        return true;
    }
    if (t->now.doneCount == 0 &&
        t->reach < UINT32_MAX) /* who goes back step by step will go on so */
        t->reach *= 2;
    return travel(s, s->stepCount - 1, NULL);
}

bool travelForth(struct session *s, struct command *command, struct event *event)
{
    if (s->timeline.undoneCount > 0 && !s->timeline.now.keeps)
        timelineKeep(s, true);
    const bool gone = forthStep(s, command, event);
    if (s->timeline.undoneCount > 0 || gone)
        arrive(s);
    return gone;
}

uint64_t travelFirst(const struct session *s)
{
    return s->timeline.kept ? s->timeline.forgotten : s->stepCount;
}

uint64_t travelLast(const struct session *s)
{
    return s->stepCount + s->timeline.undoneCount;
}

/* Goes over the last `count` steps again; true where these are all of the pool's. */
static bool goOver(struct session *s, uint64_t count)
{
    const uint64_t here = s->stepCount, begun = s->timeline.now.first;
    const uint64_t first = begun > s->timeline.forgotten ? begun : s->timeline.forgotten;
    const uint64_t from = here - first > count ? here - count : first;
    (void)(travel(s, from, NULL) && goForth(s, here, NULL));
    arrive(s);
    return from == first;
}

void travelRecall(struct session *s)
{
    const bool unchecked = s->unchecked;
    if (!s->timeline.kept)
        return;
    bool isAll = false;
    for (uint64_t count = PAST_EVENTS; !isAll && pastMissing(&s->past) > 0; count *= 2)
        isAll = goOver(s, count);
    sessionSetChecks(s, !unchecked);
}
