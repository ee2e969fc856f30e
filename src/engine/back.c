#include "engine/back.h"

#include "engine/record.h"

/* --- what each kind of step needs ------------------------------------------------------------- */

/* The peaks before a step. */
static void backPeaks(struct session *s, const struct record *record)
{
    struct stats *stats = &s->stats;
    if ((record->marks & MARK_PEAKS) != 0) {
        stats->peakLive -= record->peaks[0];
        stats->peakFreeListLength -= record->peaks[1];
        stats->peakReservedBytes -= record->peaks[2];
    } else if ((record->marks & MARK_PEAK) != 0) {
        stats->peakLive -= record->kind == RECORD_ALLOC;
        stats->peakFreeListLength -= record->kind != RECORD_ALLOC;
    }
}

/* What a handle was before it was taken again. */
static struct handleLife lifeBefore(const struct session *s, const struct record *record)
{
    return (struct handleLife){.step = s->stepCount - record->lifeSteps,
                               .slot = (uint32_t)record->lifeSlot,
                               .bytes = record->lifeBytes == 0 ? s->usualBytes
                                                               : (uint32_t)record->lifeBytes - 1,
                               .era = s->handles.era - (uint32_t)record->lifeEras,
                               .ended = record->lifeWasLive ? 0 : HANDLE_FREED};
}

/* Which handle an alloc took, and into *slot the slot of its chunk. */
static uint32_t takenHandle(const struct session *s, const struct record *record, uint32_t *slot)
{
    const struct handles *h = &s->handles;
    if ((record->marks & MARK_KNOWN) == 0) { /* the newest one */
        *slot = handlesAt(h, (uint32_t)h->born - 1).slot;
        return (uint32_t)h->born - 1;
    }
    const bool apart = (record->marks & MARK_APART) != 0;
    *slot = apart ? record->slot : handlesAt(h, record->former).slot;
    return handlesOwner(h, *slot);
}

static void backAlloc(struct session *s, struct record *record)
{
    struct grant grant = grantNone;
    const uint32_t handle = takenHandle(s, record, &grant.slot);
    grant.path = (enum path)record->path;
    s->stats.requestedBytes -= handlesAt(&s->handles, handle).bytes;
    s->model->kind->undo(s->model, UNDO_ALLOC, &grant);
    const uint32_t former = (record->marks & MARK_FORMER) != 0 ? record->former : HANDLE_NONE;
    if ((record->marks & MARK_KNOWN) != 0) {
        const struct handleLife life = lifeBefore(s, record);
        handlesUntake(&s->handles, handle, former, &life, s->stepCount);
    } else {
        handlesUntake(&s->handles, handle, former, NULL, s->stepCount);
    }
    pastRemove(&s->past);
    s->stats.allocs--;
    s->stats.recycled -= grant.path == PATH_RECYCLE;
    s->stats.bumped -= grant.path != PATH_RECYCLE;
    s->stats.live--;
    s->autoNumber -= (record->marks & MARK_AUTO) != 0 ? record->autoBack : 0;
}

/* A handle that was live until it was freed is so again: the step that did it will be to come. */
static void reviveHandle(struct session *s, uint32_t handle)
{
    s->stats.live++;
    s->stats.requestedBytes += handlesAt(&s->handles, handle).bytes;
}

static void backFree(struct session *s, struct record *record)
{
    struct grant grant = grantNone;
    (void)record;
    s->model->kind->undo(s->model, UNDO_FREE, &grant);
    reviveHandle(s, handlesOwner(&s->handles, grant.slot));
    pastRemove(&s->past);
    s->stats.frees--;
}

static void backOddFree(struct session *s, struct record *record)
{
    struct grant grant = {0};
    s->model->kind->undo(s->model, UNDO_FREE, &grant);
    if (record->numbers[1] != 0)
        reviveHandle(s, (uint32_t)(record->numbers[0] - 1));
    if (record->numbers[2] != 0)
        pastRemove(&s->past);
    s->stats.frees--;
}

static void backFreeall(struct session *s, struct record *record)
{
    struct grant grant = {0};
    s->model->kind->undo(s->model, UNDO_RESET, &grant);
    handlesUnreset(&s->handles, record->numbers[2]);
    pastRemove(&s->past);
    s->stats.freealls--;
    s->stats.live = record->numbers[0];
    s->stats.requestedBytes = record->numbers[1];
}

static void backWrite(struct session *s, struct record *record)
{
    struct grant grant = {0};
    (void)record;
    s->model->kind->undo(s->model, UNDO_WRITE, &grant);
}

static void backTrim(struct session *s, struct record *record)
{
    struct grant grant = {0};
    (void)record;
    if (s->model->kind->trim != NULL)
        s->model->kind->undo(s->model, UNDO_TRIM, &grant);
}

static void backRefused(struct session *s, struct record *record)
{
    (void)record;
    s->stats.failed--;
}

static void undo(struct session *s, struct record *record)
{
    static void (*const others[VERB_COUNT])(struct session *, struct record *) = {
        [VERB_FREE] = backOddFree,
        [VERB_FREEALL] = backFreeall,
        [VERB_WRITE] = backWrite,
        [VERB_TRIM] = backTrim,
    };
    if (record->kind == RECORD_ALLOC)
        backAlloc(s, record);
    else if (record->kind == RECORD_FREE)
        backFree(s, record);
    else if (record->result != OUTCOME_OK)
        backRefused(s, record);
    else
        others[record->verb](s, record);
}

/* --- steps ------------------------------------------------------------------------------------ */

bool backStep(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct record record;
    if (t->undoneCount == 0)
        t->lastUnchecked = s->unchecked;
    recordPop(&t->now.done, &record);
    undo(s, &record);
    backPeaks(s, &record);
    t->line = (uint64_t)((int64_t)t->line - record.line - 1);
    t->at -= record.logBytes;
    t->undoneCount++;
    t->traceCount -= (record.marks & MARK_ASIDE) == 0;
    s->handles.now = --s->stepCount;
    t->now.doneCount--;
    s->lastOutcome = t->now.done.bytes > 0 ? recordOutcome(&t->now.done) : t->now.before;
    return (record.marks & MARK_UNCHECKED) != 0;
}

void backStretch(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct formerPool *former = t->former;
    struct formerPool renewed = {.next = t->renewed, .stretch = t->now, .handles = s->handles};
    t->former = former->next;
    tapeRelease(&renewed.stretch.done);
    handlesUnbear(&renewed.handles);
    s->model->kind->discard(s->model);
    arenaClear(&s->arena);
    arenaBringBack(&s->arena, &former->stash);
    s->model = former->model;
    t->now = former->stretch;
    const struct poolSteps now = t->now;
    t->now.done = (struct tape){0};
    timelineArrive(s, &former->moment);
    t->now = now;
    s->model->tape = now.keeps ? &t->now.done : NULL;
    s->handles = former->handles;
    s->handles.now = s->stepCount;
    s->stats = former->stats;
    s->recipe = former->recipe;
    sessionMeasureRoom(s);
    s->model->kind->setChecks(s->model, !s->unchecked); /* it may have been changed meanwhile */
    *former = renewed;
    t->renewed = former;
}
