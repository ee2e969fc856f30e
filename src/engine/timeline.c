#include "engine/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "engine/record.h"
#include "engine/session.h"
#include "lang/format.h"

static void dropPools(struct formerPool **list)
{
    while (*list != NULL) {
        struct formerPool *former = *list;
        *list = former->next;
        if (former->model != NULL)
            former->model->kind->discard(former->model);
        arenaDropStash(&former->stash);
        handlesRelease(&former->handles);
        tapeRelease(&former->stretch.done);
        free(former);
    }
}

void timelineInit(struct timeline *t, bool kept)
{
    *t = (struct timeline){.kept = kept,
                           .points = {.apart = TIMELINE_APART, .pairBytes = CHECKPOINT_PAIR_BYTES},
                           .window = TIMELINE_WINDOW,
                           .reach = TIMELINE_WINDOW};
    bufferInit(&t->text);
    bufferInit(&t->words);
}

void timelineRelease(struct timeline *t)
{
    tapeRelease(&t->log);
    tapeRelease(&t->now.done);
    checkpointsRelease(&t->points);
    dropPools(&t->former);
    dropPools(&t->renewed);
    bufferRelease(&t->text);
    bufferRelease(&t->words);
}

void timelineDrop(struct session *s)
{
    struct timeline *t = &s->timeline;
    uint64_t point;
    if (t->undoneCount == 0)
        return;
    t->log.bytes = t->at;
    t->undoneCount = 0;
    checkpointsDrop(&t->points, s->stepCount);
    if (t->now.rough > s->stepCount && checkpointFind(s, s->stepCount, &point))
        t->now.rough = UINT64_MAX;
    dropPools(&t->renewed);
    handlesDropUnborn(&s->handles);
}

void timelineForget(struct session *s)
{
    struct timeline *t = &s->timeline;
    if (t->undoneCount == 0) {
        tapeRelease(&t->log);
        t->at = 0;
    }
    checkpointsRelease(&t->points);
    dropPools(&t->former);
    t->forgotten = s->stepCount;
    t->now.rough = s->stepCount + 1;
    tapeRelease(&t->now.done);
    timelineKeep(s, true);
}

/* --- stretches -------------------------------------------------------------------------------- */

void timelineKeep(struct session *s, bool keeps)
{
    struct poolSteps *now = &s->timeline.now;
    tapeClear(&now->done);
    now->doneCount = 0;
    now->doneMost = s->timeline.window;
    now->before = s->lastOutcome;
    now->keeps = keeps;
    s->model->tape = keeps ? &now->done : NULL;
}

static bool canSave(const struct session *s)
{
    return s->model->kind->save != NULL && s->recipe.guards == GUARD_OFF;
}

void timelineBeginStretch(struct session *s)
{
    struct timeline *t = &s->timeline;
    if (!t->kept)
        return;
    t->now = (struct poolSteps){.first = s->stepCount,
                                .rough = canSave(s) ? UINT64_MAX : s->stepCount + 1};
    timelineKeep(s, true);
    t->now.before = OUTCOME_OK; /* of the step that made the pool */
    if (!t->again)
        t->points.next = s->stepCount;
}

void timelineSettle(struct session *s)
{
    struct timeline *t = &s->timeline;
    if (t->now.rough != UINT64_MAX)
        return;
    if (t->now.keeps && t->now.doneCount > t->now.doneMost)
        timelineKeep(s, false);
    if (s->stepCount < t->points.next)
        return;
    const bool made = checkpointMake(s);
    if (!made && s->stepCount == t->now.first) /* nothing could be found again */
        t->now.rough = s->stepCount + 1;
}

struct moment timelineMoment(const struct session *s)
{
    return (struct moment){.step = s->stepCount,
                           .at = s->timeline.at,
                           .line = s->timeline.line,
                           .traceCount = s->timeline.traceCount,
                           .outcome = s->lastOutcome,
                           .pastCount = s->past.count,
                           .autoNumber = s->autoNumber};
}

void timelineArrive(struct session *s, const struct moment *moment)
{
    struct timeline *t = &s->timeline;
    if (t->undoneCount == 0)
        t->lastUnchecked = s->unchecked;
    t->undoneCount = s->stepCount + t->undoneCount - moment->step;
    t->at = moment->at;
    t->line = moment->line;
    t->traceCount = moment->traceCount;
    s->stepCount = moment->step;
    s->lastOutcome = moment->outcome;
    s->autoNumber = moment->autoNumber;
    pastClear(&s->past, moment->pastCount);
    timelineKeep(s, false);
}

uint64_t timelineBytes(const struct session *s)
{
    const struct timeline *t = &s->timeline;
    return t->log.bytes + t->now.done.bytes + checkpointsBytes(&t->points) +
           s->handles.firstsKnown * sizeof *s->handles.firsts;
}

/* --- records ---------------------------------------------------------------------------------- */

size_t timelineBegin(struct session *s, const struct command *command)
{
    struct timeline *t = &s->timeline;
    timelineDrop(s);
    if (t->kept && t->now.rough == UINT64_MAX && (s->unchecked || command->verb == VERB_WRITE)) {
        t->now.rough = s->stepCount + 1;
        if (!t->now.keeps)
            timelineKeep(s, true);
    }
    return t->now.done.bytes;
}

static unsigned commonMarks(struct session *s, const struct command *command, struct record *record)
{
    struct timeline *t = &s->timeline;
    record->line = (int64_t)(command->line - t->line) - 1;
    t->line = command->line;
    return (record->line != 0 ? MARK_LINE : 0u) | (t->aside ? MARK_ASIDE : 0u) |
           (s->unchecked ? MARK_UNCHECKED : 0u);
}

/* What became of the figures that can't be counted backwards. */
static unsigned peakMarks(const struct session *s, const struct deed *deed, struct record *record)
{
    record->peaks[0] = s->stats.peakLive - deed->peaks[0];
    record->peaks[1] = s->stats.peakFreeListLength - deed->peaks[1];
    record->peaks[2] = s->stats.peakReservedBytes - deed->peaks[2];
    const unsigned own = record->kind == RECORD_ALLOC ? 0 : 1;
    if (record->peaks[1 - own] != 0 || record->peaks[2] != 0 || record->peaks[own] > 1)
        return MARK_PEAKS;
    return record->peaks[own] == 1 ? MARK_PEAK : 0;
}

void timelineRecordLife(const struct session *s, const struct handleLife *life,
                        struct record *record)
{
    record->lifeSlot = life->slot;
    record->lifeSteps = s->stepCount - life->step;
    record->lifeBytes = life->bytes == s->usualBytes ? 0 : (uint64_t)life->bytes + 1;
    record->lifeEras = s->handles.era - life->era;
    record->lifeWasLive = life->ended == 0;
}

/* Is it the free of a live handle, and can its handle be told from the chunk? */
static bool isPlainFree(const struct session *s, const struct event *event, const struct deed *deed)
{
    return event->outcome == OUTCOME_OK && event->path == PATH_PUSH && !s->unchecked &&
           deed->handle != HANDLE_NONE && deed->wasLive &&
           handlesOwner(&s->handles, deed->slot) == deed->handle;
}

static void describeOther(struct session *s, const struct command *command,
                          const struct event *event, struct record *record)
{
    struct buffer *text = &s->timeline.text;
    struct command named = *command;
    if (named.setsGuards)
        named.verb = VERB_SET;
    bufferClear(text);
    commandFormat(&named, text);
    s->timeline.log.failed = s->timeline.log.failed || text->failed;
    record->kind = RECORD_OTHER;
    record->result = event->outcome;
    record->verb = command->verb;
    record->text = bufferSpan(text);
}

/* What it takes to do the step again. */
static void describe(struct session *s, const struct command *command, const struct event *event,
                     const struct deed *deed, struct record *record)
{
    record->marks = commonMarks(s, command, record);
    record->slot = deed->slot;
    if (event->outcome == OUTCOME_OK && command->verb == VERB_ALLOC) {
        record->kind = RECORD_ALLOC;
        record->handle = deed->handle;
        record->bytes = command->size;
        record->autoBack = s->autoNumber - deed->autoNumber;
        record->marks |= (command->hasSize ? MARK_GIVEN : 0u) | (deed->isKnown ? MARK_KNOWN : 0u) |
                         (command->word.text == NULL ? MARK_AUTO : 0u);
    } else if (isPlainFree(s, event, deed)) {
        record->kind = RECORD_FREE;
        record->marks |= command->hasAddress ? MARK_GIVEN : 0u;
    } else {
        describeOther(s, command, event, record);
    }
}

/* And to undo it. */
static void describeBefore(const struct session *s, enum path path, const struct deed *deed,
                           struct record *record)
{
    if (record->kind == RECORD_ALLOC) {
        const bool hasFormer = deed->former != HANDLE_NONE;
        const bool apart = deed->isKnown &&
                           (!hasFormer || handlesAt(&s->handles, deed->former).slot != deed->slot);
        record->former = deed->former;
        record->marks |= (hasFormer ? MARK_FORMER : 0u) | (apart ? MARK_APART : 0u);
        if (deed->isKnown)
            timelineRecordLife(s, &deed->life, record);
    } else if (record->kind == RECORD_OTHER) {
        memset(record->numbers, 0, sizeof record->numbers);
    }
    if (record->kind == RECORD_OTHER && record->verb == VERB_FREEALL) {
        record->numbers[0] = deed->live;
        record->numbers[1] = deed->requestedBytes;
        record->numbers[2] = deed->resetStep;
    } else if (record->kind == RECORD_OTHER && record->verb == VERB_FREE) {
        record->numbers[0] = (uint64_t)deed->handle + 1;
        record->numbers[1] = deed->wasLive;
        record->numbers[2] = deed->wasTold;
    }
    record->marks |= peakMarks(s, deed, record);
    record->path = path;
}

/* The tape took no more: it is without its steps, or where they can't be found again, so is all. */
static void loseDone(struct session *s)
{
    if (s->timeline.now.rough <= s->stepCount)
        timelineForget(s);
    else
        timelineKeep(s, false);
}

void timelinePush(struct session *s, const struct record *record)
{
    struct poolSteps *now = &s->timeline.now;
    recordPush(&now->done, record);
    now->doneCount++;
    if (now->done.failed)
        loseDone(s);
}

/* A new pool's first step is not undone, but the pool before brought back. */
static bool beginsStretch(const struct command *command, const struct event *event)
{
    return event->outcome == OUTCOME_OK &&
           (command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR);
}

void timelineAdd(struct session *s, const struct command *command, const struct event *event,
                 const struct deed *deed, size_t from)
{
    struct timeline *t = &s->timeline;
    struct record record; /* as far as it is asked for: this is done at every step */
    const size_t at = t->at;
    const bool begins = beginsStretch(command, event);
    if (event->outcome != OUTCOME_OK)
        t->now.done.bytes = from;
    describe(s, command, event, deed, &record);
    t->traceCount += !t->aside;
    if (t->again) {
        t->at = t->next;
    } else {
        recordWrite(&t->log, &record);
        t->at = t->log.bytes;
    }
    record.logBytes = t->at - at;
    if (t->now.keeps && !begins) {
        describeBefore(s, event->path, deed, &record);
        timelinePush(s, &record);
    }
    if (t->log.failed)
        timelineForget(s);
}

bool timelineLayAside(struct session *s)
{
    struct formerPool *former = calloc(1, sizeof *former);
    if (former == NULL || !arenaLayAside(&s->arena, &former->stash)) {
        free(former);
        return false;
    }
    *former = (struct formerPool){.next = s->timeline.former,
                                  .model = s->model,
                                  .stash = former->stash,
                                  .handles = s->handles,
                                  .stats = s->stats,
                                  .stretch = s->timeline.now,
                                  .moment = timelineMoment(s),
                                  .recipe = s->recipe};
    former->moment.step--; /* the step that needs the room has begun */
    s->timeline.former = former;
    s->timeline.now.done = (struct tape){0};
    handlesInit(&s->handles, s->handles.lives.remembered, s->handles.undoable);
    return true;
}
