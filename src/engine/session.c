#include "engine/session.h"

#include <string.h>

#include "lang/verbs.h"

/* --- a new pool ------------------------------------------------------------------------------- */

/* Puts `model` in place of the old one; all that was known of the old one is forgotten. */
static void adopt(struct session *s, struct model *model)
{
    if (s->model != NULL)
        s->model->kind->discard(s->model);
    arenaClear(&s->arena);
    handlesClear(&s->handles);
    s->model = model;
    s->stats = (struct stats){0};
    s->autoNumber = 0;
    s->fields = model->kind->fields(model);
    model->kind->measure(model, &s->stats);
}

bool sessionInit(struct session *s, const struct sessionOptions *options)
{
    memset(s, 0, sizeof *s);
    if (!arenaInit(&s->arena, options->base, options->memory))
        return false;
    struct model *model = poolModel.make(&s->arena, options->chunkSize, options->blockSize);
    if (model == NULL) {
        arenaRelease(&s->arena);
        return false;
    }
    handlesInit(&s->handles, HANDLES_REMEMBERED);
    logInit(&s->log, options->keepLog);
    adopt(s, model);
    return true;
}

void sessionRelease(struct session *s)
{
    s->model->kind->discard(s->model);
    handlesRelease(&s->handles);
    logRelease(&s->log);
    arenaRelease(&s->arena);
}

/* --- steps ------------------------------------------------------------------------------------ */

static enum outcome stepPool(struct session *s, const struct command *command, struct event *event)
{
    (void)event;
    struct model *model =
        poolModel.make(&s->arena, (uint32_t)command->size, (uint32_t)command->chunks);
    if (model == NULL)
        return OUTCOME_OUT_OF_MEMORY;
    adopt(s, model);
    return OUTCOME_OK;
}

/* The next of p1, p2, ... that is not live; it lies in the session until the next one. */
static struct span nextAutoName(struct session *s, uint64_t *number)
{
    struct span name = {s->autoName, 0};
    uint32_t known;
    *number = s->autoNumber;
    do {
        char digits[24];
        size_t at = sizeof digits;
        uint64_t rest = ++*number;
        for (; rest != 0; rest /= 10)
            digits[--at] = (char)('0' + rest % 10);
        s->autoName[0] = 'p';
        memcpy(s->autoName + 1, digits + at, sizeof digits - at);
        name.bytes = 1 + sizeof digits - at;
        known = handlesFind(&s->handles, name);
    } while (known != HANDLE_NONE && handlesState(&s->handles, known) == HANDLE_LIVE);
    return name;
}

/* Whether the name and the size allow an allocation at all. */
static enum outcome checkAlloc(const struct session *s, const struct command *command,
                               struct event *event)
{
    const uint32_t known = handlesFind(&s->handles, event->handle);
    if (known != HANDLE_NONE && handlesState(&s->handles, known) == HANDLE_LIVE) {
        event->place = s->model->kind->placeOf(s->model, handlesAt(&s->handles, known)->slot);
        return OUTCOME_LIVE_HANDLE;
    }
    return command->hasSize && command->size > s->fields.chunkSize ? OUTCOME_OVERSIZE : OUTCOME_OK;
}

static void countAlloc(struct session *s, const struct grant *grant, uint32_t bytes)
{
    struct stats *stats = &s->stats;
    stats->allocs++;
    stats->recycled += grant->path == PATH_RECYCLE;
    stats->bumped += grant->path != PATH_RECYCLE;
    stats->live++;
    stats->requestedBytes += bytes;
}

static enum outcome stepAlloc(struct session *s, const struct command *command, struct event *event)
{
    uint64_t number = s->autoNumber;
    event->handle = command->word.text != NULL ? command->word : nextAutoName(s, &number);
    enum outcome outcome = checkAlloc(s, command, event);
    if (outcome != OUTCOME_OK)
        return outcome;

    struct grant grant = {0};
    uint32_t slots = 0;
    if (!s->model->kind->prepare(s->model, &slots) ||
        !handlesPrepare(&s->handles, event->handle, slots))
        return OUTCOME_OUT_OF_MEMORY;
    outcome = s->model->kind->alloc(s->model, &grant);
    if (outcome != OUTCOME_OK)
        return outcome;

    const uint32_t bytes = command->hasSize ? (uint32_t)command->size : s->fields.chunkSize;
    const uint32_t handle =
        handlesTake(&s->handles, event->handle, grant.slot, bytes, s->stepCount);
    event->handle = handlesName(&s->handles, handle);
    event->place = grant.place;
    event->address = grant.place.address;
    event->oldHead = grant.oldHead;
    event->path = grant.path;
    s->autoNumber = number;
    countAlloc(s, &grant, bytes);
    return OUTCOME_OK;
}

/* Which live handle a free by name means, or what is wrong with it. */
static enum outcome claimByName(const struct session *s, struct event *event, uint32_t *handle)
{
    *handle = handlesFind(&s->handles, event->handle);
    if (*handle == HANDLE_NONE)
        return OUTCOME_UNKNOWN_HANDLE;
    event->place = s->model->kind->placeOf(s->model, handlesAt(&s->handles, *handle)->slot);
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
    static const enum outcome outcomes[] = {
        [CLAIM_FOREIGN] = OUTCOME_FOREIGN_FREE,
        [CLAIM_MISALIGNED] = OUTCOME_MISALIGNED_FREE,
        [CLAIM_FRESH] = OUTCOME_FRESH_FREE,
        [CLAIM_FREED] = OUTCOME_DOUBLE_FREE,
        [CLAIM_LIVE] = OUTCOME_OK,
    };
    struct grant grant = {0};
    const enum claim claim = s->model->kind->classify(s->model, address, &grant);
    event->place = grant.place;
    event->address = address;
    if (claim != CLAIM_LIVE && claim != CLAIM_FREED)
        return outcomes[claim];
    *handle = handlesOwner(&s->handles, grant.slot);
    if (*handle != HANDLE_NONE)
        event->handle = handlesName(&s->handles, *handle);
    return outcomes[claim];
}

static enum outcome stepFree(struct session *s, const struct command *command, struct event *event)
{
    uint32_t handle = HANDLE_NONE;
    event->handle = command->word;
    enum outcome outcome = command->hasAddress ? claimByAddress(s, command->address, event, &handle)
                                               : claimByName(s, event, &handle);
    if (outcome != OUTCOME_OK)
        return outcome;

    struct grant grant = {.place = event->place, .slot = handlesAt(&s->handles, handle)->slot};
    outcome = s->model->kind->give(s->model, &grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    event->path = grant.path;
    event->oldHead = grant.oldHead;
    s->stats.frees++;
    s->stats.live--;
    s->stats.requestedBytes -= handlesAt(&s->handles, handle)->bytes;
    event->handle = handlesName(&s->handles, handle);
    handlesGive(&s->handles, handle, s->stepCount);
    return OUTCOME_OK;
}

static enum outcome stepFreeall(struct session *s, const struct command *command,
                                struct event *event)
{
    (void)command;
    struct grant grant = {0};
    s->model->kind->reset(s->model, &grant);
    handlesReset(&s->handles, s->stepCount);
    event->path = grant.path;
    s->stats.freealls++;
    s->stats.live = 0;
    s->stats.requestedBytes = 0;
    return OUTCOME_OK;
}

/* After a step that was honoured: what the model knows better, and the peaks. */
static void measure(struct session *s)
{
    struct stats *stats = &s->stats;
    s->fields = s->model->kind->fields(s->model);
    s->model->kind->measure(s->model, stats);
    stats->chunkBytes = stats->live * s->fields.chunkSize;
    if (stats->live > stats->peakLive)
        stats->peakLive = stats->live;
    if (stats->freeListLength > stats->peakFreeListLength)
        stats->peakFreeListLength = stats->freeListLength;
    if (stats->reservedBytes > stats->peakReservedBytes)
        stats->peakReservedBytes = stats->reservedBytes;
}

void sessionStep(struct session *s, const struct command *command, struct event *event)
{
    static enum outcome (*const steps[VERB_COUNT])(struct session *, const struct command *,
                                                   struct event *) = {
        [VERB_POOL] = stepPool,
        [VERB_ALLOC] = stepAlloc,
        [VERB_FREE] = stepFree,
        [VERB_FREEALL] = stepFreeall,
    };
    s->stepCount++;
    *event = (struct event){.step = s->stepCount,
                            .line = command->line,
                            .op = verbTable[command->verb].name,
                            .before = s->fields};
    event->outcome = steps[command->verb](s, command, event);
    if (event->outcome == OUTCOME_OK)
        measure(s);
    else
        s->stats.failed++;
    event->after = s->fields;
    s->lastOutcome = event->outcome;
    logStep(&s->log, command, event);
}

const struct stats *sessionStats(const struct session *s)
{
    return &s->stats;
}

/* --- the picture ------------------------------------------------------------------------------ */

static struct span ownerName(const void *context, uint32_t slot)
{
    const struct handles *handles = context;
    const uint32_t handle = handlesOwner(handles, slot);
    return handle == HANDLE_NONE ? (struct span){NULL, 0} : handlesName(handles, handle);
}

bool sessionView(const struct session *s, const struct window *window, struct view *view)
{
    const struct owners owners = {ownerName, &s->handles};
    viewClear(view);
    view->step = s->stepCount;
    view->stats = s->stats;
    view->placesOnly = !s->arena.fixed;
    return s->model->kind->snapshot(s->model, window, &owners, view);
}
