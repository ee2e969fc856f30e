#include "engine/quick.h"

#include "engine/step.h"
#include "model/poolquick.h"

bool quickIsPossible(const struct session *s)
{
    return !s->timeline.kept && !s->unchecked && poolQuickOf(s->model) != NULL;
}

/* --- fetching --------------------------------------------------------------------------------- */

void quickForesee(const struct session *s, const struct plain *steps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        livesFetch(&s->handles.lives, steps[i].name.hash);
}

/* An allocation takes the record that was freed last: it needs none. */
void quickSeek(const struct session *s, const struct plain *steps, size_t count, uint32_t *lives)
{
    const struct lives *l = &s->handles.lives;
    for (size_t i = 0; i < count; i++) {
        lives[i] = 0;
        if (l->index.count == 0)
            continue;
        /* no branch: nobody could foresee it */
        lives[i] = livesGuess(l, steps[i].name.hash) & -(uint32_t)steps[i].isFree;
        soonNeeded(&l->records[lives[i]]);
    }
}

/* What an allocation gets stands on the list, or is freed before it by one of these steps. */
void quickFetch(const struct session *s, const struct plain *steps, size_t count,
                const uint32_t *lives)
{
    const struct poolModel *m = constPoolModelOf(s->model);
    const struct lives *l = &s->handles.lives;
    uint32_t taken = 0; /* of the list as it is now */
    for (size_t i = 0; i < count && l->known > 0; i++) {
        /* both are found out, as above */
        const uint32_t isFree = steps[i].isFree, given = l->records[lives[i]].slot;
        const uint32_t top = m->freed.count > taken ? m->freed.count - taken : 0;
        const uint32_t got = top > 0 ? m->freed.stack[top - 1] : 0;
        poolQuickFetch(m, got ^ ((got ^ given) & -isFree));
        taken += 1 - isFree;
        taken -= isFree & (taken > 0);
    }
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
