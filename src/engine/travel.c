#include "engine/travel.h"

#include <stdlib.h>

#include "engine/record.h"
#include "lang/parse.h"

/* --- back ------------------------------------------------------------------------------------- */

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
        *slot = handlesAt(h, (uint32_t)h->born - 1)->slot;
        return (uint32_t)h->born - 1;
    }
    const bool apart = (record->marks & MARK_APART) != 0;
    *slot = apart ? record->slot : handlesAt(h, record->former)->slot;
    return handlesOwner(h, *slot);
}

static void backAlloc(struct session *s, struct record *record)
{
    struct grant grant = {.path = (enum path)record->path};
    record->handle = takenHandle(s, record, &grant.slot);
    record->bytes = handlesAt(&s->handles, record->handle)->bytes;
    s->model->kind->undo(s->model, UNDO_ALLOC, &grant);
    const uint32_t former = (record->marks & MARK_FORMER) != 0 ? record->former : HANDLE_NONE;
    if ((record->marks & MARK_KNOWN) != 0) {
        const struct handleLife life = lifeBefore(s, record);
        handlesUntake(&s->handles, record->handle, former, &life);
    } else {
        handlesUntake(&s->handles, record->handle, former, NULL);
    }
    pastRemove(&s->past);
    s->stats.allocs--;
    s->stats.recycled -= grant.path == PATH_RECYCLE;
    s->stats.bumped -= grant.path != PATH_RECYCLE;
    s->stats.live--;
    s->stats.requestedBytes -= record->bytes;
    s->autoNumber -= (record->marks & MARK_AUTO) != 0 ? record->autoBack : 0;
}

/* A handle that was live until it was freed is so again. */
static void reviveHandle(struct session *s, uint32_t handle)
{
    handlesUngive(&s->handles, handle);
    s->stats.live++;
    s->stats.requestedBytes += handlesAt(&s->handles, handle)->bytes;
}

static void backFree(struct session *s, struct record *record)
{
    struct grant grant = {0};
    s->model->kind->undo(s->model, UNDO_FREE, &grant);
    record->handle = handlesOwner(&s->handles, grant.slot);
    reviveHandle(s, record->handle);
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

/* The pool before this one comes back; this one's names are kept for a redo. */
static void backPool(struct session *s, struct record *record)
{
    struct formerPool *former = s->timeline.former;
    (void)record;
    s->timeline.former = former->next;
    s->model->kind->discard(s->model);
    arenaClear(&s->arena);
    arenaBringBack(&s->arena, &former->stash);
    s->model = former->model;
    const struct handles names = s->handles;
    s->handles = former->handles;
    s->stats = former->stats;
    s->autoNumber = former->autoNumber;
    s->recipe = former->recipe;
    sessionMeasureRoom(s);
    s->model->kind->setChecks(s->model, !s->unchecked); /* it may have been changed meanwhile */
    pastClear(&s->past, former->pastCount);
    *former = (struct formerPool){.next = s->timeline.renewed, .handles = names};
    s->timeline.renewed = former;
}

static void backRefused(struct session *s, struct record *record)
{
    (void)record;
    s->stats.failed--;
}

static void backStep(struct session *s, struct record *record)
{
    static void (*const others[VERB_COUNT])(struct session *, struct record *) = {
        [VERB_POOL] = backPool,    [VERB_ALLOCATOR] = backPool,  [VERB_TRIM] = backTrim,
        [VERB_FREE] = backOddFree, [VERB_FREEALL] = backFreeall, [VERB_WRITE] = backWrite,
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

static void setUnchecked(struct session *s, bool unchecked)
{
    if (s->unchecked != unchecked)
        sessionSetChecks(s, !unchecked);
}

/*
 * Where a journey ends: what is not kept up to date on the way. Settings are as the next step found
 * them, or as they were behind the last one.
 */
static void arrive(struct session *s)
{
    struct record record;
    struct stats *stats = &s->stats;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, stats);
    if (s->model->kind->hasChunks)
        stats->chunkBytes = stats->live * s->fields.chunkSize;
    s->lastOutcome = recordPeek(&s->timeline.done, &record) ? (enum outcome)record.result
                                                            : s->timeline.firstOutcome;
    setUnchecked(s, recordPeek(&s->timeline.undone, &record) ? (record.marks & MARK_UNCHECKED) != 0
                                                             : s->timeline.lastUnchecked);
}

/* One step back, not yet arrived. */
static bool stepBack(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct record record;
    if (!t->kept || s->stepCount == t->forgotten)
        return false;
    if (t->undoneCount == 0)
        t->lastUnchecked = s->unchecked;
    recordPopDone(&t->done, &record);
    backStep(s, &record);
    backPeaks(s, &record);
    t->line = (uint64_t)((int64_t)t->line - record.line - 1);
    recordPushUndone(&t->undone, &record);
    t->undoneCount++;
    t->traceCount -= (record.marks & MARK_ASIDE) == 0;
    s->stepCount--;
    return true;
}

bool travelBack(struct session *s)
{
    const bool gone = stepBack(s);
    if (gone)
        arrive(s);
    return gone;
}

/* --- forth ------------------------------------------------------------------------------------ */

/* The command that a record stands for. */
static void commandOf(struct session *s, const struct record *record, struct command *command)
{
    const uint64_t line = (uint64_t)((int64_t)s->timeline.line + record->line + 1);
    if (record->kind == RECORD_OTHER) {
        struct buffer *words = &s->timeline.words;
        struct parser parser;
        struct parseError error; /* it was formatted from a command: there is none */
        bufferClear(words);
        bufferAppendSpan(words, record->text);
        parserInit(&parser, bufferSpan(words), line);
        (void)parserNext(&parser, command, &error);
        sessionCompleteGuards(s, command);
        return;
    }
    *command = (struct command){.verb = record->kind == RECORD_ALLOC ? VERB_ALLOC : VERB_FREE,
                                .line = line};
    if ((record->marks & MARK_AUTO) == 0)
        command->word = handlesName(&s->handles, record->handle);
    const bool given = (record->marks & MARK_GIVEN) != 0;
    if (record->kind == RECORD_ALLOC) {
        command->hasSize = given;
        command->size = record->bytes;
    } else if (given) {
        const uint32_t slot = handlesAt(&s->handles, record->handle)->slot;
        command->word = (struct span){NULL, 0};
        command->hasAddress = true;
        command->address = s->model->kind->placeOf(s->model, slot).address;
    }
}

/* The last step could not be done again, for want of memory: it is as if it was never tried. */
static void takeOut(struct session *s)
{
    struct record record = {0};
    if (s->timeline.forgotten == s->stepCount)
        s->timeline.forgotten--;
    else
        recordPopDone(&s->timeline.done, &record);
    backRefused(s, &record);
    s->timeline.traceCount -= (record.marks & MARK_ASIDE) == 0;
    s->timeline.line = (uint64_t)((int64_t)s->timeline.line - record.line - 1);
    s->stepCount--;
}

/* A new pool that was made again gets the names that its steps will take again. */
static void renewNames(struct session *s)
{
    struct formerPool *renewed = s->timeline.renewed;
    s->timeline.renewed = renewed->next;
    handlesRelease(&s->handles);
    s->handles = renewed->handles;
    free(renewed);
}

/* One step forth, not yet arrived. */
static bool stepForth(struct session *s, struct command *command, struct event *event)
{
    struct timeline *t = &s->timeline;
    struct record record;
    if (t->undoneCount == 0)
        return false;
    const size_t before = t->undone.bytes;
    const bool aside = t->aside;
    recordPopUndone(&t->undone, &record);
    commandOf(s, &record, command);
    setUnchecked(s, (record.marks & MARK_UNCHECKED) != 0);
    t->aside = (record.marks & MARK_ASIDE) != 0;
    const uint32_t handle = record.kind == RECORD_OTHER ? HANDLE_NONE : record.handle;
    const bool done = sessionRepeat(s, command, (enum outcome)record.result, handle, event);
    t->aside = aside;
    if (!done) {
        takeOut(s);
        t->undone.bytes = before;
        return false;
    }
    const bool isNew = command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR;
    if (isNew && event->outcome == OUTCOME_OK)
        renewNames(s);
    t->undoneCount--;
    return true;
}

/* --- forth, in passing: plain steps, of which nobody wants to see the event ------------------- */

static void forthPeaks(struct session *s, const struct record *record)
{
    struct stats *stats = &s->stats;
    if ((record->marks & MARK_PEAKS) != 0) {
        stats->peakLive += record->peaks[0];
        stats->peakFreeListLength += record->peaks[1];
        stats->peakReservedBytes += record->peaks[2];
    } else if ((record->marks & MARK_PEAK) != 0) {
        stats->peakLive += record->kind == RECORD_ALLOC;
        stats->peakFreeListLength += record->kind != RECORD_ALLOC;
    }
}

static bool forthAlloc(struct session *s, struct record *record)
{
    struct handles *h = &s->handles;
    struct grant grant = {0};
    uint32_t slots = 0;
    const bool given = (record->marks & MARK_GIVEN) != 0;
    const uint32_t bytes = given ? (uint32_t)record->bytes : s->usualBytes;
    if (!s->model->kind->prepare(s->model, &slots) ||
        !handlesPrepare(h, handlesName(h, record->handle), slots) ||
        s->model->kind->alloc(s->model, bytes, &grant) != OUTCOME_OK)
        return false;
    const bool isKnown = (record->marks & MARK_KNOWN) != 0;
    record->path = grant.path;
    record->slot = grant.slot;
    record->former = handlesOwner(h, grant.slot);
    if (isKnown) {
        const struct handleLife life = handlesLife(h, record->handle);
        timelineRecordLife(s, &life, record);
    }
    handlesTake(h, isKnown ? record->handle : HANDLE_NONE, handlesName(h, record->handle),
                grant.slot, bytes, s->stepCount);
    pastAdd(&s->past, (struct pastEvent){s->stepCount, grant.slot, record->handle, PAST_ALLOC});
    s->stats.allocs++;
    s->stats.recycled += grant.path == PATH_RECYCLE;
    s->stats.bumped += grant.path != PATH_RECYCLE;
    s->stats.live++;
    s->stats.requestedBytes += bytes;
    s->autoNumber += (record->marks & MARK_AUTO) != 0 ? record->autoBack : 0;
    return true;
}

static bool forthFree(struct session *s, struct record *record)
{
    const struct handle *handle = handlesAt(&s->handles, record->handle);
    struct grant grant = {.slot = handle->slot};
    grant.place = s->model->kind->placeOf(s->model, grant.slot);
    if (s->model->kind->give(s->model, &grant) != OUTCOME_OK)
        return false;
    pastAdd(&s->past, (struct pastEvent){s->stepCount, grant.slot, record->handle, PAST_FREE});
    s->stats.frees++;
    s->stats.live--;
    s->stats.requestedBytes -= handle->bytes;
    handlesGive(&s->handles, record->handle, s->stepCount);
    return true;
}

/* One step forth, not yet arrived. */
static bool passForth(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct record record;
    struct command command;
    struct event event;
    if (recordPeek(&t->undone, &record) && record.kind == RECORD_OTHER) {
        s->fields = s->model->kind->fields(s->model);
        return stepForth(s, &command, &event);
    }
    const size_t before = t->undone.bytes;
    recordPopUndone(&t->undone, &record);
    setUnchecked(s, (record.marks & MARK_UNCHECKED) != 0);
    s->stepCount++;
    if (!(record.kind == RECORD_ALLOC ? forthAlloc(s, &record) : forthFree(s, &record))) {
        s->stepCount--;
        t->undone.bytes = before;
        return false;
    }
    forthPeaks(s, &record);
    t->line = (uint64_t)((int64_t)t->line + record.line + 1);
    t->traceCount += (record.marks & MARK_ASIDE) == 0;
    t->undoneCount--;
    recordPushDone(&t->done, &record);
    if (t->done.failed)
        timelineForget(s);
    return true;
}

bool travelForth(struct session *s, struct command *command, struct event *event)
{
    const bool gone = stepForth(s, command, event);
    if (s->timeline.undoneCount > 0 || gone)
        arrive(s);
    return gone;
}

/* --- further ---------------------------------------------------------------------------------- */

uint64_t travelFirst(const struct session *s)
{
    return s->timeline.kept ? s->timeline.forgotten : s->stepCount;
}

uint64_t travelLast(const struct session *s)
{
    return s->stepCount + s->timeline.undoneCount;
}

bool travelTo(struct session *s, uint64_t step)
{
    bool goesOn = true;
    if (s->stepCount == step)
        return true;
    while (goesOn && s->stepCount > step)
        goesOn = stepBack(s);
    while (goesOn && s->stepCount < step)
        goesOn = passForth(s);
    arrive(s);
    return goesOn;
}

void travelRecall(struct session *s)
{
    const uint64_t missing = pastMissing(&s->past), here = s->stepCount;
    const bool unchecked = s->unchecked;
    if (!s->timeline.kept || missing == 0)
        return;
    const uint64_t oldest = s->past.first - missing;
    while (s->past.count > oldest && travelBack(s))
        ;
    (void)travelTo(s, here);
    sessionSetChecks(s, !unchecked);
}
