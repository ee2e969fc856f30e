#include "engine/quick.h"

#include "engine/step.h"
#include "model/poolquick.h"

bool quickIsPossible(const struct session *s)
{
    return !s->timeline.kept && !s->unchecked && poolQuickOf(s->model) != NULL;
}

/* --- fetching --------------------------------------------------------------------------------- */

/* An allocation takes a record and a chunk that were freed lately: they need not be fetched. */
void quickForesee(const struct session *s, const struct plain *steps, size_t count,
                  struct quickAhead *ahead)
{
    ahead->frees = 0;
    for (size_t i = 0; i < count; i++) {
        livesFetch(&s->handles.lives, steps[i].name.hash);
        ahead->of[ahead->frees] = (struct quickFreed){.hash = steps[i].name.hash};
        ahead->frees += steps[i].isFree; /* no branch: nobody could foresee it */
    }
}

void quickSeek(const struct session *s, struct quickAhead *ahead)
{
    const struct lives *l = &s->handles.lives;
    for (size_t i = 0; i < ahead->frees && l->index.count > 0; i++) {
        ahead->of[i].life = livesGuess(l, ahead->of[i].hash);
        soonNeeded(&l->records[ahead->of[i].life]);
    }
}

void quickFetch(const struct session *s, const struct quickAhead *ahead)
{
    const struct lives *l = &s->handles.lives;
    for (size_t i = 0; i < ahead->frees && l->index.count > 0; i++)
        poolQuickFetch(constPoolModelOf(s->model), l->records[ahead->of[i].life].slot);
}

/* --- steps ------------------------------------------------------------------------------------ */

/* A chunk, and room for its handle. */
static inline bool obtain(struct session *s, struct poolModel *m, struct span name, uint32_t *slot)
{
    struct lives *l = &s->handles.lives;
    uint32_t slots;
    if (!livesHaveRoom(l, name) && !livesPrepare(l, name))
        return false;
    if (m->freed.count > 0)
        return poolQuickRecycle(m, slot);
    return s->model->kind->prepare(s->model, &slots) && poolQuickBump(m, slot);
}

static inline bool quickAlloc(struct session *s, struct poolModel *m, const struct plain *step)
{
    struct lives *l = &s->handles.lives;
    struct livesPlace place;
    const bool recycles = m->freed.count > 0;
    uint32_t slot;
    if (livesSeek(l, &step->name, &place) || (step->hasSize && step->size > s->roomBytes) ||
        !obtain(s, m, step->name.text, &slot))
        return false;
    const uint32_t bytes = step->hasSize ? (uint32_t)step->size : s->usualBytes;
    (void)livesTake(l, &step->name, slot, bytes);
    s->stepCount++;
    stepCountAlloc(s, slot, (uint32_t)step->name.hash, recycles, bytes);
    s->stats.freeListLength -= recycles;
    if (s->stats.live > s->stats.peakLive)
        s->stats.peakLive = s->stats.live;
    return true;
}

static inline bool quickFree(struct session *s, struct poolModel *m, const struct plain *step)
{
    struct lives *l = &s->handles.lives;
    struct livesPlace place;
    if (!livesSeek(l, &step->name, &place))
        return false;
    const uint32_t slot = l->records[place.life].slot;
    poolQuickGive(m, slot);
    s->stepCount++;
    s->stats.frees++;
    pastAdd(&s->past, PAST_FREE, s->stepCount, slot, (uint32_t)step->name.hash);
    stepCountEnd(s, l->records[place.life].bytes);
    livesEnd(l, place, step->name.hash, HANDLE_FREED, s->stepCount);
    if (++s->stats.freeListLength > s->stats.peakFreeListLength)
        s->stats.peakFreeListLength = s->stats.freeListLength;
    return true;
}

size_t quickRun(struct session *s, const struct plain *steps, size_t count)
{
    struct poolModel *m = poolModelOf(s->model);
    size_t done = 0;
    while (done < count &&
           (steps[done].isFree ? quickFree(s, m, &steps[done]) : quickAlloc(s, m, &steps[done])))
        done++;
    if (done > 0)
        s->lastOutcome = OUTCOME_OK;
    s->unsettled |= done > 0;
    return done;
}

void quickSettle(struct session *s)
{
    if (s->unsettled)
        stepMeasure(s);
    s->unsettled = false;
}
