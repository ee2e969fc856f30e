#include "engine/forth.h"

#include <stdlib.h>

#include "engine/record.h"
#include "lang/parse.h"

/* --- one step --------------------------------------------------------------------------------- */

/* The command that a record stands for; false without memory for its words. */
static bool commandOf(struct session *s, const struct record *record, uint32_t handle,
                      struct command *command)
{
    const uint64_t line = (uint64_t)((int64_t)s->timeline.line + record->line + 1);
    if (record->kind == RECORD_OTHER) {
        struct buffer *words = &s->timeline.words;
        struct parser parser;
        struct parseError error; /* it was formatted from a command: there is none */
        bufferClear(words);
        bufferAppendSpan(words, record->text);
        if (words->failed)
            return false;
        parserInit(&parser, bufferSpan(words), line);
        (void)parserNext(&parser, command, &error);
        sessionCompleteGuards(s, command);
        return true;
    }
    *command = (struct command){.verb = record->kind == RECORD_ALLOC ? VERB_ALLOC : VERB_FREE,
                                .line = line};
    if ((record->marks & MARK_AUTO) == 0)
        command->word = handlesName(&s->handles, handle);
    const bool given = (record->marks & MARK_GIVEN) != 0;
    if (record->kind == RECORD_ALLOC) {
        command->hasSize = given;
        command->size = given ? record->bytes : 0;
    } else if (given) {
        command->word = (struct span){NULL, 0};
        command->hasAddress = true;
        command->address = s->model->kind->placeOf(s->model, record->slot).address;
    }
    return true;
}

/* Whose step it is; HANDLE_NONE where the command must tell. */
static uint32_t handleOf(const struct session *s, const struct record *record)
{
    if (record->kind == RECORD_OTHER)
        return HANDLE_NONE;
    if (record->kind == RECORD_FREE)
        return handlesOwner(&s->handles, record->slot);
    return (record->marks & MARK_KNOWN) != 0 ? record->handle : (uint32_t)s->handles.born;
}

/* A new pool that was made again gets the names that its steps will take again. */
static void renewNames(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct formerPool *renewed = t->renewed;
    uint64_t point;
    t->renewed = renewed->next;
    handlesRelease(&s->handles);
    s->handles = renewed->handles;
    t->now.rough =
        checkpointFind(s, t->now.first, &point) ? renewed->stretch.rough : t->now.first + 1;
    free(renewed);
}

/* Tries the next undone step: true where what came of it is what had come of it. */
static bool repeat(struct session *s, struct command *command, struct event *event)
{
    struct timeline *t = &s->timeline;
    struct record record;
    const bool aside = t->aside;
    t->next = t->at;
    recordRead(&t->log, &t->next, &record);
    const uint32_t handle = handleOf(s, &record);
    if (!commandOf(s, &record, handle, command))
        return false;
    sessionSetChecks(s, (record.marks & MARK_UNCHECKED) == 0);
    t->aside = (record.marks & MARK_ASIDE) != 0;
    t->again = true;
    const bool done = sessionRepeat(s, command, (enum outcome)record.result, handle, event);
    t->again = false;
    t->aside = aside;
    return done;
}

bool forthStep(struct session *s, struct command *command, struct event *event)
{
    struct timeline *t = &s->timeline;
    const struct moment before = timelineMoment(s);
    const uint64_t doneCount = t->now.doneCount;
    if (t->undoneCount == 0)
        return false;
    if (!repeat(s, command, event)) { /* no memory: it is as if it was never tried */
        if (s->stepCount == before.step)
            return false; /* nor was it */
        if (t->now.doneCount > doneCount) {
            struct record record;
            recordPop(&t->now.done, &record);
            t->now.doneCount--;
        }
        s->stats.failed--;
        t->at = before.at;
        t->line = before.line;
        t->traceCount = before.traceCount;
        s->lastOutcome = before.outcome;
        s->stepCount = before.step;
        return false;
    }
    const bool isNew = command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR;
    if (isNew && event->outcome == OUTCOME_OK)
        renewNames(s);
    t->undoneCount--;
    s->handles.now = s->stepCount;
    return true;
}

/* --- in passing: plain steps that go to no tape ----------------------------------------------- */

/*
 * Here most of a jump's time goes, and most of that into waiting for memory: each step touches a
 * chunk, a record and an owner that no step touched lately. So steps are read a few ahead.
 */
#define AHEAD_STEPS 32

struct ahead {
    struct record records[AHEAD_STEPS];
    size_t ends[AHEAD_STEPS]; /* on the log */
    size_t count;
};

static bool passAlloc(struct session *s, const struct record *record)
{
    struct handles *h = &s->handles;
    struct stats *stats = &s->stats;
    struct grant grant = grantNone;
    const bool isKnown = (record->marks & MARK_KNOWN) != 0;
    const bool given = (record->marks & MARK_GIVEN) != 0;
    const uint32_t bytes = given ? (uint32_t)record->bytes : s->usualBytes;
    const uint32_t handle = handleOf(s, record);
    const struct span name = handlesName(h, handle);
    const uint64_t slots = stats->live + stats->freeListLength + 1;
    if (!handlesPrepare(h, name, (uint32_t)slots) || !s->model->kind->allocAgain(s->model, &grant))
        return false;
    handlesTake(h, isKnown ? handle : HANDLE_NONE, name, grant.slot, bytes, s->stepCount);
    pastAdd(&s->past, PAST_ALLOC, s->stepCount, grant.slot, handle);
    stats->allocs++;
    stats->recycled += grant.path == PATH_RECYCLE;
    stats->bumped += grant.path != PATH_RECYCLE;
    stats->freeListLength -= grant.path == PATH_RECYCLE;
    stats->requestedBytes += bytes;
    if (++stats->live > stats->peakLive)
        stats->peakLive = stats->live;
    if (grant.path != PATH_RECYCLE && grant.path != PATH_BUMP)
        s->model->kind->measure(s->model, stats);
    if (stats->reservedBytes > stats->peakReservedBytes)
        stats->peakReservedBytes = stats->reservedBytes;
    s->autoNumber += record->autoBack;
    return true;
}

static bool passFree(struct session *s, const struct record *record)
{
    struct stats *stats = &s->stats;
    const uint32_t slot = record->slot, handle = handlesOwner(&s->handles, slot);
    s->model->kind->giveAgain(s->model, slot);
    pastAdd(&s->past, PAST_FREE, s->stepCount, slot, handle);
    stats->frees++;
    stats->live--;
    stats->requestedBytes -= handlesAt(&s->handles, handle).bytes;
    if (++stats->freeListLength > stats->peakFreeListLength)
        stats->peakFreeListLength = stats->freeListLength;
    handlesGive(&s->handles, handle, s->stepCount);
    return true;
}

static bool pass(struct session *s, const struct record *record, size_t end)
{
    struct timeline *t = &s->timeline;
    s->stepCount++;
    if (!(record->kind == RECORD_ALLOC ? passAlloc(s, record) : passFree(s, record))) {
        s->stepCount--;
        return false;
    }
    t->at = end;
    t->line = (uint64_t)((int64_t)t->line + record->line + 1);
    t->traceCount += (record->marks & MARK_ASIDE) == 0;
    t->undoneCount--;
    s->handles.now = s->stepCount;
    return true;
}

/* The next plain steps, `most` of them at most, and what they will touch on its way here. */
static void readAhead(struct session *s, uint64_t most, struct ahead *ahead)
{
    uint32_t slots[AHEAD_STEPS] = {0}, allocs = 0;
    size_t freed = 0, at = s->timeline.at;
    ahead->count = 0;
    while (ahead->count < AHEAD_STEPS && ahead->count < most) {
        struct record *record = &ahead->records[ahead->count];
        recordRead(&s->timeline.log, &at, record);
        if (record->kind == RECORD_OTHER)
            break;
        ahead->ends[ahead->count++] = at;
        allocs += record->kind == RECORD_ALLOC;
        if (record->kind == RECORD_FREE)
            slots[freed++] = record->slot;
        else
            handlesForesee(&s->handles, handleOf(s, record));
    }
    s->model->kind->foresee(s->model, allocs, slots, freed);
    for (size_t i = 0; i < freed; i++)
        handlesForesee(&s->handles, handlesOwner(&s->handles, slots[i]));
}

/* Plain steps up to `step`, or to one that is not; *gone is how many. False without memory. */
static bool passAhead(struct session *s, uint64_t step, uint64_t *gone)
{
    struct ahead ahead;
    readAhead(s, step - s->stepCount, &ahead);
    *gone = ahead.count;
    for (size_t i = 0; i < ahead.count; i++)
        if (!pass(s, &ahead.records[i], ahead.ends[i]))
            return false;
    if (ahead.count > 0)
        s->lastOutcome = OUTCOME_OK;
    return true;
}

bool forthTowards(struct session *s, uint64_t step)
{
    struct command command;
    struct event event;
    uint64_t gone = 0;
    if (!s->timeline.now.keeps && !passAhead(s, step, &gone))
        return false;
    if (gone > 0)
        return true;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, &s->stats);
    return forthStep(s, &command, &event);
}
