#include "engine/timeline.h"

#include <stdlib.h>

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
        free(former);
    }
}

void timelineInit(struct timeline *t, bool kept)
{
    *t = (struct timeline){.kept = kept};
    bufferInit(&t->text);
    bufferInit(&t->words);
}

void timelineRelease(struct timeline *t)
{
    tapeRelease(&t->done);
    tapeRelease(&t->undone);
    dropPools(&t->former);
    dropPools(&t->renewed);
    bufferRelease(&t->text);
    bufferRelease(&t->words);
}

void timelineDrop(struct session *s)
{
    struct timeline *t = &s->timeline;
    if (t->undoneCount == 0)
        return;
    tapeClear(&t->undone);
    t->undoneCount = 0;
    dropPools(&t->renewed);
    handlesDropUnborn(&s->handles);
}

void timelineForget(struct session *s)
{
    struct timeline *t = &s->timeline;
    tapeRelease(&t->done);
    dropPools(&t->former);
    t->forgotten = s->stepCount;
    t->firstOutcome = s->lastOutcome;
}

/* --- records ---------------------------------------------------------------------------------- */

size_t timelineBegin(struct session *s)
{
    timelineDrop(s);
    return s->timeline.done.bytes;
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

static void recordAlloc(const struct session *s, const struct command *command,
                        const struct event *event, const struct deed *deed, struct record *record)
{
    const bool hasFormer = deed->former != HANDLE_NONE;
    const bool apart =
        deed->isKnown && (!hasFormer || handlesAt(&s->handles, deed->former)->slot != deed->slot);
    record->kind = RECORD_ALLOC;
    record->path = event->path;
    record->former = deed->former;
    record->slot = deed->slot;
    record->autoBack = s->autoNumber - deed->autoNumber;
    record->marks |= (command->hasSize ? MARK_GIVEN : 0u) | (deed->isKnown ? MARK_KNOWN : 0u) |
                     (hasFormer ? MARK_FORMER : 0u) | (apart ? MARK_APART : 0u) |
                     (command->word.text == NULL ? MARK_AUTO : 0u);
    if (deed->isKnown)
        timelineRecordLife(s, &deed->life, record);
}

/* Is it the free of a live handle, and can its handle be told from the chunk? */
static bool isPlainFree(const struct session *s, const struct event *event, const struct deed *deed)
{
    return event->outcome == OUTCOME_OK && event->path == PATH_PUSH && !s->unchecked &&
           deed->handle != HANDLE_NONE && deed->wasLive &&
           handlesOwner(&s->handles, deed->slot) == deed->handle;
}

static void recordOther(struct session *s, const struct command *command, const struct event *event,
                        const struct deed *deed, struct record *record)
{
    struct buffer *text = &s->timeline.text;
    struct command named = *command;
    if (named.setsGuards)
        named.verb = VERB_SET;
    bufferClear(text);
    commandFormat(&named, text);
    s->timeline.done.failed = s->timeline.done.failed || text->failed;
    record->kind = RECORD_OTHER;
    record->result = event->outcome;
    record->verb = command->verb;
    record->text = bufferSpan(text);
    if (command->verb == VERB_FREEALL) {
        record->numbers[0] = deed->live;
        record->numbers[1] = deed->requestedBytes;
        record->numbers[2] = deed->resetStep;
    } else if (command->verb == VERB_FREE) {
        record->numbers[0] = (uint64_t)deed->handle + 1;
        record->numbers[1] = deed->wasLive;
        record->numbers[2] = deed->wasTold;
    }
}

void timelineAdd(struct session *s, const struct command *command, const struct event *event,
                 const struct deed *deed, size_t from)
{
    struct timeline *t = &s->timeline;
    struct record record = {.kind = RECORD_FREE};
    if (event->outcome != OUTCOME_OK)
        t->done.bytes = from;
    record.marks = commonMarks(s, command, &record);
    if (event->outcome == OUTCOME_OK && command->verb == VERB_ALLOC)
        recordAlloc(s, command, event, deed, &record);
    else if (isPlainFree(s, event, deed))
        record.marks |= command->hasAddress ? MARK_GIVEN : 0u;
    else
        recordOther(s, command, event, deed, &record);
    if (command->verb != VERB_POOL && command->verb != VERB_ALLOCATOR)
        record.marks |= peakMarks(s, deed, &record);
    t->traceCount += !t->aside;
    recordPushDone(&t->done, &record);
    if (t->done.failed)
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
                                  .pastCount = s->past.count,
                                  .autoNumber = s->autoNumber,
                                  .recipe = s->recipe};
    s->timeline.former = former;
    handlesInit(&s->handles, s->handles.remembered, s->handles.undoable);
    return true;
}
