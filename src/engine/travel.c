#include "engine/travel.h"

#include <stdlib.h>

#include "engine/record.h"
#include "lang/parse.h"

/* --- back ------------------------------------------------------------------------------------- */

/* The figures after an undo: what the model knows, and what is counted here. */
static void measureBack(struct session *s, const struct record *record)
{
    struct stats *stats = &s->stats;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, stats);
    stats->chunkBytes = stats->live * s->fields.chunkSize;
    if ((record->marks & MARK_PEAKS) != 0) {
        stats->peakLive -= record->peaks[0];
        stats->peakFreeListLength -= record->peaks[1];
        stats->peakReservedBytes -= record->peaks[2];
    } else if ((record->marks & MARK_PEAK) != 0) {
        stats->peakLive -= record->kind == RECORD_ALLOC;
        stats->peakFreeListLength -= record->kind != RECORD_ALLOC;
    }
}

static void backAlloc(struct session *s, struct record *record)
{
    const bool isKnown = (record->marks & MARK_KNOWN) != 0;
    const bool hasFormer = (record->marks & MARK_FORMER) != 0;
    struct handles *h = &s->handles;
    struct grant grant = {.path = (enum path)record->path, .slot = record->slot};
    uint32_t handle = (uint32_t)h->born - 1; /* the newest, where the name is new */
    if (!isKnown)
        grant.slot = handlesAt(h, handle)->slot;
    else if ((record->marks & MARK_APART) == 0)
        grant.slot = handlesAt(h, record->former)->slot;
    if (isKnown)
        handle = handlesOwner(h, grant.slot);
    const uint32_t bytes = handlesAt(h, handle)->bytes;
    const struct handleLife life = {
        .step = s->stepCount - record->lifeSteps,
        .slot = (uint32_t)record->lifeSlot,
        .bytes = record->lifeBytes == 0 ? s->roomBytes : (uint32_t)record->lifeBytes - 1,
        .era = h->era - (uint32_t)record->lifeEras,
        .ended = record->lifeWasLive ? 0 : HANDLE_FREED};
    s->model->kind->undo(s->model, UNDO_ALLOC, &grant);
    handlesUntake(h, handle, hasFormer ? record->former : HANDLE_NONE, isKnown ? &life : NULL);
    pastRemove(&s->past);
    s->stats.allocs--;
    s->stats.recycled -= grant.path == PATH_RECYCLE;
    s->stats.bumped -= grant.path != PATH_RECYCLE;
    s->stats.live--;
    s->stats.requestedBytes -= bytes;
    s->autoNumber -= (record->marks & MARK_AUTO) != 0 ? record->autoBack : 0;
    record->handle = handle;
    record->bytes = bytes;
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
    s->guards = former->guards;
    s->roomBytes = s->model->kind->room(s->model);
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
        [VERB_POOL] = backPool,
        [VERB_FREE] = backOddFree,
        [VERB_FREEALL] = backFreeall,
        [VERB_WRITE] = backWrite,
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

/* The setting as the next step found it, or as it was behind the last one. */
static void applySettings(struct session *s)
{
    struct record next;
    const bool unchecked = recordPeek(&s->timeline.undone, &next)
                               ? (next.marks & MARK_UNCHECKED) != 0
                               : s->timeline.lastUnchecked;
    s->unchecked = unchecked;
    s->model->kind->setChecks(s->model, !unchecked);
}

static void peekOutcome(struct session *s)
{
    struct record last;
    s->lastOutcome =
        recordPeek(&s->timeline.done, &last) ? (enum outcome)last.result : s->timeline.firstOutcome;
}

bool travelBack(struct session *s)
{
    struct timeline *t = &s->timeline;
    struct record record = {0};
    if (!t->kept || s->stepCount == t->forgotten)
        return false;
    if (t->undoneCount == 0)
        t->lastUnchecked = s->unchecked;
    recordPopDone(&t->done, &record);
    backStep(s, &record);
    measureBack(s, &record);
    t->line = (uint64_t)((int64_t)t->line - record.line - 1);
    recordPushUndone(&t->undone, &record);
    t->undoneCount++;
    s->stepCount--;
    peekOutcome(s);
    applySettings(s);
    return true;
}

/* --- forth ------------------------------------------------------------------------------------ */

/* The command that a record stands for. */
static void commandOf(struct session *s, const struct record *record, struct command *command)
{
    const uint64_t line = (uint64_t)((int64_t)s->timeline.line + record->line + 1);
    struct buffer *words = &s->timeline.words;
    bufferClear(words);
    if (record->kind == RECORD_OTHER) {
        struct parser parser;
        struct parseError error; /* it was formatted from a command: there is none */
        bufferAppendSpan(words, record->text);
        parserInit(&parser, bufferSpan(words), line);
        (void)parserNext(&parser, command, &error);
        sessionCompleteGuards(s, command);
        return;
    }
    *command = (struct command){.verb = record->kind == RECORD_ALLOC ? VERB_ALLOC : VERB_FREE,
                                .line = line};
    if ((record->marks & MARK_AUTO) == 0) {
        bufferAppendSpan(words, handlesName(&s->handles, record->handle));
        command->word = bufferSpan(words);
    }
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
    s->timeline.line = (uint64_t)((int64_t)s->timeline.line - record.line - 1);
    s->stepCount--;
    peekOutcome(s);
}

bool travelForth(struct session *s, struct command *command, struct event *event)
{
    struct timeline *t = &s->timeline;
    struct record record = {0};
    if (t->undoneCount == 0)
        return false;
    const struct tape before = t->undone;
    const bool aside = t->aside;
    applySettings(s);
    recordPopUndone(&t->undone, &record);
    commandOf(s, &record, command);
    t->aside = (record.marks & MARK_ASIDE) != 0;
    const uint32_t handle = record.kind == RECORD_OTHER ? HANDLE_NONE : record.handle;
    const bool done = sessionRepeat(s, command, (enum outcome)record.result, handle, event);
    t->aside = aside;
    if (!done) {
        takeOut(s);
        t->undone.bytes = before.bytes;
        return false;
    }
    if (command->verb == VERB_POOL && event->outcome == OUTCOME_OK) {
        struct formerPool *former = t->renewed;
        t->renewed = former->next;
        handlesRelease(&s->handles);
        s->handles = former->handles;
        free(former);
    }
    t->undoneCount--;
    applySettings(s);
    return true;
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

bool travelIsAside(const struct session *s, bool next)
{
    struct record record;
    return !recordPeek(next ? &s->timeline.undone : &s->timeline.done, &record) ||
           (record.marks & MARK_ASIDE) != 0;
}

bool travelTo(struct session *s, uint64_t step)
{
    struct command command;
    struct event event;
    bool goesOn = true;
    while (goesOn && s->stepCount > step)
        goesOn = travelBack(s);
    while (goesOn && s->stepCount < step)
        goesOn = travelForth(s, &command, &event);
    return goesOn;
}

void travelRecall(struct session *s)
{
    const uint64_t missing = pastMissing(&s->past), here = s->stepCount;
    if (!s->timeline.kept || missing == 0)
        return;
    const uint64_t oldest = s->past.first - missing;
    while (s->past.count > oldest && travelBack(s))
        ;
    (void)travelTo(s, here);
}
