#include "engine/session.h"

#include <string.h>

#include "base/put.h"
#include "engine/step.h"
#include "lang/verbs.h"
#include "lang/word.h"

/* --- a new pool ------------------------------------------------------------------------------- */

void sessionMeasureRoom(struct session *s)
{
    const struct modelKind *kind = s->model->kind;
    s->roomBytes = kind->room(s->model);
    s->usualBytes = kind->usualBytes != NULL ? kind->usualBytes(s->model) : s->roomBytes;
    s->model->trail = s->keepsTrail ? &s->trail : NULL;
}

/* Begins with `model`, which has handed out nothing, and with nothing known. */
static void adopt(struct session *s, struct model *model)
{
    pastClear(&s->past, 0);
    s->model = model;
    s->stats = (struct stats){0};
    s->autoNumber = 0;
    s->fields = model->kind->fields(model);
    model->kind->measure(model, &s->stats);
    model->kind->setChecks(model, !s->unchecked);
    sessionMeasureRoom(s);
    timelineBeginStretch(s);
}

void sessionKeepTrail(struct session *s)
{
    s->keepsTrail = true;
    s->model->trail = &s->trail;
}

void sessionSetChecks(struct session *s, bool checked)
{
    s->unchecked = !checked;
    s->model->kind->setChecks(s->model, checked);
}

void sessionCompleteGuards(const struct session *s, struct command *command)
{
    if (!command->setsGuards)
        return;
    command->verb = VERB_POOL;
    command->size = s->roomBytes;
    command->chunks = s->fields.blockSize;
}

bool sessionInit(struct session *s, const struct sessionOptions *options)
{
    memset(s, 0, sizeof *s);
    if (!arenaInit(&s->arena, options->base, options->memory))
        return false;
    s->recipe = options->recipe;
    struct model *model = s->recipe.kind->make(&s->arena, &s->recipe);
    if (model == NULL || !pastInit(&s->past))
        goto fail;
    handlesInit(&s->handles, LIVES_REMEMBERED, options->undoable);
    timelineInit(&s->timeline, options->undoable);
    s->unchecked = options->unchecked;
    s->keepsTrail = options->keepsTrail;
    s->repeated = HANDLE_NONE;
    adopt(s, model);
    if (options->undoable)
        timelineSettle(s);
    return true;
fail:
    if (model != NULL)
        model->kind->discard(model);
    arenaRelease(&s->arena);
    return false;
}

void sessionRelease(struct session *s)
{
    if (s->model != NULL)
        s->model->kind->discard(s->model);
    handlesRelease(&s->handles);
    pastRelease(&s->past);
    timelineRelease(&s->timeline);
    arenaRelease(&s->arena);
}

/* --- steps ------------------------------------------------------------------------------------ */

bool sessionPlaceOf(const struct session *s, struct span handle, struct place *place)
{
    const uint32_t known = handlesFind(&s->handles, handle);
    if (known != HANDLE_NONE)
        *place = s->model->kind->placeOf(s->model, handlesAt(&s->handles, known).slot);
    return known != HANDLE_NONE;
}

/* The old pool is gone, or where the step can be undone, laid aside. */
static bool clearAway(struct session *s)
{
    if (s->timeline.kept)
        return timelineLayAside(s);
    s->model->kind->discard(s->model);
    arenaClear(&s->arena);
    handlesClear(&s->handles);
    return true;
}

/* The recipe that a command names, which is well formed. */
static struct recipe recipeOf(const struct session *s, const struct command *command)
{
    struct recipe recipe;
    struct recipeFault fault = {0};
    if (command->verb == VERB_POOL)
        return recipePool((uint32_t)command->size, (uint32_t)command->chunks,
                          command->setsGuards ? command->guards : s->recipe.guards);
    bufferInit(&fault.message);
    (void)recipeRead(&recipe, command->operands, &fault);
    bufferRelease(&fault.message);
    recipe.guards = recipe.kind->hasGuards ? s->recipe.guards : GUARD_OFF;
    return recipe;
}

static enum outcome stepPool(struct session *s, const struct command *command, struct event *event,
                             struct deed *deed)
{
    (void)event, (void)deed;
    const struct recipe recipe = recipeOf(s, command);
    struct model *model = recipe.kind->make(&s->arena, &recipe);
    if (model == NULL)
        return OUTCOME_OUT_OF_MEMORY;
    if (!clearAway(s)) {
        model->kind->discard(model);
        return OUTCOME_OUT_OF_MEMORY;
    }
    s->recipe = recipe;
    adopt(s, model);
    return OUTCOME_OK;
}

/* The record of a step's handle; of one that is redone it is known without a search. */
static uint32_t findHandle(const struct session *s, struct span name)
{
    if (s->repeated == HANDLE_NONE)
        return handlesSeek(&s->handles, name);
    return s->repeated < s->handles.born ? s->repeated : HANDLE_NONE;
}

/* The next of p1, p2, ... that is not live; it lies in the session until the next one. */
static struct span nextAutoName(struct session *s, uint64_t *number)
{
    struct span name = {s->autoName, 0};
    uint32_t known;
    *number = s->autoNumber;
    do {
        const char *end = putUnsigned(putByte(s->autoName, 'p'), ++*number);
        name.bytes = (size_t)(end - s->autoName);
        known = handlesSeek(&s->handles, name);
    } while (known != HANDLE_NONE && handlesState(&s->handles, known) == HANDLE_LIVE);
    return name;
}

/* Whether the name and the size allow an allocation at all. */
static enum outcome checkAlloc(const struct session *s, const struct command *command,
                               uint32_t known, struct event *event)
{
    if (known != HANDLE_NONE && handlesState(&s->handles, known) == HANDLE_LIVE) {
        event->place = s->model->kind->placeOf(s->model, handlesAt(&s->handles, known).slot);
        event->address = event->place.address;
        return OUTCOME_LIVE_HANDLE;
    }
    return command->hasSize && command->size > s->roomBytes ? OUTCOME_OVERSIZE : OUTCOME_OK;
}

/* The chunk of `grant` has a new owner. */
static void takeHandle(struct session *s, const struct command *command, const struct grant *grant,
                       struct event *event, struct deed *deed)
{
    const uint32_t bytes = command->hasSize ? (uint32_t)command->size : s->usualBytes;
    const uint32_t known = deed->handle;
    deed->slot = grant->slot;
    if (s->unchecked) /* a slot may get two owners: which is the last can't be told later */
        handlesKeepOwners(&s->handles);
    if (s->timeline.kept)
        deed->former = handlesOwner(&s->handles, grant->slot);
    deed->isKnown = known != HANDLE_NONE;
    if (deed->isKnown)
        deed->life = handlesLife(&s->handles, known);
    deed->handle = handlesTake(&s->handles, known, event->handle, grant->slot, bytes, s->stepCount);
    stepCountAlloc(s, grant->slot, handlesNote(&s->handles, deed->handle),
                   grant->path == PATH_RECYCLE, bytes);
    event->handle = handlesName(&s->handles, deed->handle);
}

static enum outcome stepAlloc(struct session *s, const struct command *command, struct event *event,
                              struct deed *deed)
{
    uint64_t number = s->autoNumber;
    deed->autoNumber = number;
    event->handle = command->word.text != NULL ? command->word : nextAutoName(s, &number);
    deed->handle = findHandle(s, event->handle);
    enum outcome outcome = checkAlloc(s, command, deed->handle, event);
    if (outcome != OUTCOME_OK)
        return outcome;

    struct grant grant = grantNone;
    uint32_t slots = 0;
    if (!s->model->kind->prepare(s->model, &slots) ||
        !handlesPrepare(&s->handles, event->handle, slots))
        return OUTCOME_OUT_OF_MEMORY;
    outcome =
        s->model->kind->alloc(s->model, command->hasSize ? command->size : s->usualBytes, &grant);
    event->guard = grant.guard;
    if (outcome == OUTCOME_CORRUPT_LIST)
        event->place = grant.place; /* of the head */
    event->searched = grant.searched;
    if (outcome != OUTCOME_OK)
        return outcome;
    event->place = grant.place;
    event->address = grant.place.address;
    event->oldHead = grant.oldHead;
    event->path = grant.path;
    s->autoNumber = number;
    takeHandle(s, command, &grant, event, deed);
    return OUTCOME_OK;
}

/* Which live handle a free by name means, or what is wrong with it. */
static enum outcome claimByName(const struct session *s, struct event *event, uint32_t *handle)
{
    *handle = findHandle(s, event->handle);
    if (*handle == HANDLE_NONE) /* has it ended? */
        *handle = handlesFind(&s->handles, event->handle);
    if (*handle == HANDLE_NONE)
        return OUTCOME_UNKNOWN_HANDLE;
    event->place = s->model->kind->placeOf(s->model, handlesAt(&s->handles, *handle).slot);
    event->address = event->place.address;
    switch (handlesState(&s->handles, *handle)) {
    case HANDLE_LIVE:
        return OUTCOME_OK;
    case HANDLE_FREED:
        return OUTCOME_DOUBLE_FREE;
    default:
        return OUTCOME_STALE_FREE;
    }
}

/* The same for a free by address. */
static enum outcome claimByAddress(const struct session *s, uint64_t address, struct event *event,
                                   uint32_t *handle)
{
    struct grant grant = {0};
    const enum claim claim = s->model->kind->classify(s->model, address, &grant);
    event->place = grant.place;
    event->address = address;
    if (claim != CLAIM_LIVE && claim != CLAIM_FREED)
        return claimOutcome(claim);
    *handle = handlesOwner(&s->handles, grant.slot);
    if (*handle != HANDLE_NONE)
        event->handle = handlesName(&s->handles, *handle);
    return claimOutcome(claim);
}

/* After a push: the chunk that the handle had is not its any more; it may be nobody's handle. */
static void endHandle(struct session *s, struct event *event, struct deed *deed)
{
    const uint32_t handle = deed->handle;
    deed->wasTold = event->place.known;
    if (event->place.known) {
        deed->slot = s->model->kind->slotOf(s->model, &event->place);
        pastAdd(&s->past, PAST_FREE, s->stepCount, deed->slot, handlesNote(&s->handles, handle));
    }
    if (handle == HANDLE_NONE)
        return;
    event->handle = handlesName(&s->handles, handle);
    deed->wasLive = handlesState(&s->handles, handle) == HANDLE_LIVE;
    if (!deed->wasLive)
        return;
    stepCountEnd(s, handlesAt(&s->handles, handle).bytes);
    handlesGive(&s->handles, handle, s->stepCount);
}

/* What a free did, from what the model says of it; a refused one did nothing. */
static enum outcome finishFree(struct session *s, enum outcome outcome, const struct grant *grant,
                               struct event *event, struct deed *deed)
{
    event->guard = grant->guard;
    if (outcome != OUTCOME_OK)
        return outcome;
    event->path = grant->path;
    event->oldHead = grant->oldHead;
    event->searched = grant->searched;
    s->stats.frees++;
    endHandle(s, event, deed);
    return OUTCOME_OK;
}

static enum outcome stepFree(struct session *s, const struct command *command, struct event *event,
                             struct deed *deed)
{
    const struct modelKind *kind = s->model->kind;
    struct grant grant = grantNone;
    event->handle = command->word;
    const enum outcome claim = command->hasAddress
                                   ? claimByAddress(s, command->address, event, &deed->handle)
                                   : claimByName(s, event, &deed->handle);
    /* whatever it is, poolFree gets it */
    if (s->unchecked && kind->push != NULL && claim != OUTCOME_UNKNOWN_HANDLE) {
        const enum outcome pushed = kind->push(s->model, event->address, &grant);
        return finishFree(s, pushed, &grant, event, deed);
    }
    if (claim != OUTCOME_OK)
        return claim;
    grant.place = event->place;
    grant.slot = handlesAt(&s->handles, deed->handle).slot;
    const enum outcome given = kind->give(s->model, &grant);
    return finishFree(s, given, &grant, event, deed);
}

static enum outcome stepFreeall(struct session *s, const struct command *command,
                                struct event *event, struct deed *deed)
{
    (void)command;
    struct grant grant = {0};
    deed->resetStep = handlesResetStep(&s->handles);
    deed->live = s->stats.live;
    deed->requestedBytes = s->stats.requestedBytes;
    s->model->kind->reset(s->model, &grant);
    handlesReset(&s->handles, s->stepCount);
    pastAdd(&s->past, PAST_FREEALL, s->stepCount, UINT32_MAX, HANDLE_NONE);
    event->path = grant.path;
    s->stats.freealls++;
    s->stats.live = 0;
    s->stats.requestedBytes = 0;
    return OUTCOME_OK;
}

static enum outcome stepTrim(struct session *s, const struct command *command, struct event *event,
                             struct deed *deed)
{
    (void)command, (void)deed;
    struct grant grant = {0};
    if (s->model->kind->trim == NULL)
        return OUTCOME_OK; /* there is nothing that can be given back */
    const enum outcome outcome = s->model->kind->trim(s->model, &grant);
    event->searched = grant.searched;
    return outcome;
}

void stepMeasure(struct session *s)
{
    struct stats *stats = &s->stats;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, stats);
    if (s->model->kind->hasChunks) /* else the model knows */
        stats->chunkBytes = stats->live * s->fields.chunkSize;
    if (stats->live > stats->peakLive)
        stats->peakLive = stats->live;
    if (stats->freeListLength > stats->peakFreeListLength)
        stats->peakFreeListLength = stats->freeListLength;
    if (stats->reservedBytes > stats->peakReservedBytes)
        stats->peakReservedBytes = stats->reservedBytes;
}

static struct deed newDeed(const struct session *s)
{
    return (struct deed){
        .handle = HANDLE_NONE,
        .peaks = {s->stats.peakLive, s->stats.peakFreeListLength, s->stats.peakReservedBytes}};
}

/* Carries out a step, new or again, and records it. `from` is where its record begins. */
static void perform(struct session *s, const struct command *command, size_t from,
                    struct event *event)
{
    static enum outcome (*const steps[VERB_COUNT])(struct session *, const struct command *,
                                                   struct event *, struct deed *) = {
        [VERB_POOL] = stepPool,   [VERB_ALLOCATOR] = stepPool, [VERB_TRIM] = stepTrim,
        [VERB_ALLOC] = stepAlloc, [VERB_FREE] = stepFree,      [VERB_FREEALL] = stepFreeall,
        [VERB_WRITE] = stepWrite,
    };
    struct deed deed = newDeed(s);
    event->outcome = steps[command->verb](s, command, event, &deed);
    if (event->outcome == OUTCOME_OK)
        stepMeasure(s);
    else
        s->stats.failed++;
    event->after = s->fields;
    if (s->timeline.kept)
        timelineAdd(s, command, event, &deed, from);
    s->lastOutcome = event->outcome;
}

/* The step that begins, as far as it is known by then. */
static void beginEvent(struct session *s, const struct command *command, struct event *event)
{
    s->trail.count = 0;
    memcpy(event, &eventNone, EVENT_BEGUN_BYTES);
    event->step = ++s->stepCount;
    event->line = command->line;
    event->op = verbTable[command->verb].name;
    event->unchecked = s->unchecked;
    event->trail = s->keepsTrail ? &s->trail : NULL;
    event->before = s->fields;
}

void sessionStep(struct session *s, const struct command *command, struct event *event)
{
    const size_t from = timelineBegin(s, command);
    beginEvent(s, command, event);
    perform(s, command, from, event);
    if (s->timeline.kept)
        timelineSettle(s);
}

/* What else is told of an alloc that had no memory. */
static void retellAlloc(struct session *s, const struct command *command, struct event *event)
{
    const struct modelKind *kind = s->model->kind;
    struct grant grant = {0};
    uint64_t number;
    if (command->word.text == NULL)
        event->handle = nextAutoName(s, &number);
    if (kind->retell != NULL)
        kind->retell(s->model, command->hasSize ? command->size : s->usualBytes, &grant);
    event->searched = grant.searched;
}

bool sessionRepeat(struct session *s, const struct command *command, enum outcome outcome,
                   uint32_t handle, struct event *event)
{
    const size_t from = s->timeline.now.done.bytes;
    beginEvent(s, command, event);
    s->repeated = handle;
    if (outcome != OUTCOME_OUT_OF_MEMORY) {
        perform(s, command, from, event);
    } else { /* there may be memory now, but there was none then */
        const struct deed deed = newDeed(s);
        event->outcome = outcome;
        event->handle = command->word;
        if (command->verb == VERB_ALLOC)
            retellAlloc(s, command, event);
        event->after = s->fields;
        s->stats.failed++;
        timelineAdd(s, command, event, &deed, from);
        s->lastOutcome = outcome;
    }
    s->repeated = HANDLE_NONE;
    return event->outcome == outcome;
}

const struct stats *sessionStats(const struct session *s)
{
    return &s->stats;
}

/* --- the picture ------------------------------------------------------------------------------ */

/* The names of a picture's chunks. */
static void nameChunks(const void *context, uint32_t slot, struct chunkView *chunks, size_t count)
{
    handlesNameChunks(context, slot, chunks, count);
}

bool sessionShowsAddresses(const struct session *s)
{
    return s->arena.fixed || s->fields.decimal;
}

bool sessionView(const struct session *s, const struct window *window, struct view *view)
{
    const struct owners owners = {nameChunks, &s->handles};
    viewClear(view);
    view->step = s->stepCount;
    view->lastStep = s->stepCount + s->timeline.undoneCount;
    view->stats = s->stats;
    view->placesOnly = !sessionShowsAddresses(s);
    return s->model->kind->snapshot(s->model, window, &owners, view);
}
