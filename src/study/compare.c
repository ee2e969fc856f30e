#include "study/compare.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "lang/workload.h"

/* What an allocation asks for at least, where its size is made up: a link. */
#define LEAST_BYTES 8

/* The steps of a trace that count, and what an allocation without a size asks for. */
struct feed {
    struct trace *trace;
    uint32_t usualBytes;
    struct workload workload; /* of the last `random`, as far as it goes */
    uint64_t madeCount;       /* names that were made up                 */
    char name[32];            /* of the last one                         */
};

static struct feed feedOf(struct trace *trace, uint32_t usualBytes)
{
    traceSeek(trace, 0);
    return (struct feed){.trace = trace, .usualBytes = usualBytes};
}

/* A pool that the trace makes is not made here, but its chunks say what is asked for. */
static void takeSizes(struct feed *feed, const struct command *command)
{
    struct recipe recipe = recipePool((uint32_t)command->size, 1, GUARD_OFF);
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    if (command->verb == VERB_POOL || recipeRead(&recipe, command->operands, &fault))
        feed->usualBytes = recipe.kind->hasChunks ? recipe.chunkSize : LEAST_BYTES;
    if (feed->usualBytes < LEAST_BYTES)
        feed->usualBytes = LEAST_BYTES;
    bufferRelease(&fault.message);
}

/* Is it a step that counts here? Its size is made up, where it has none. */
static bool isCompared(struct feed *feed, struct command *command)
{
    if (command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR)
        takeSizes(feed, command);
    if (command->verb == VERB_ALLOC && !command->hasSize) {
        command->hasSize = true;
        command->size = feed->usualBytes;
    }
    return command->verb == VERB_ALLOC || command->verb == VERB_FREEALL ||
           (command->verb == VERB_FREE && !command->hasAddress);
}

/* The next step of a `random`; false where there is none. Its names have a blank, as no others. */
static bool nextMade(struct feed *feed, struct command *command)
{
    struct request request;
    if (!workloadNext(&feed->workload, &request))
        return false;
    if (request.isAlloc) {
        request.number = ++feed->madeCount;
        (void)workloadTook(&feed->workload, request.number); /* else it stays live */
    }
    *command = (struct command){.verb = request.isAlloc ? VERB_ALLOC : VERB_FREE,
                                .hasSize = feed->workload.plan.hasSizes,
                                .size = request.bytes};
    snprintf(feed->name, sizeof feed->name, "random %llu", (unsigned long long)request.number);
    command->word = spanOf(feed->name);
    return isCompared(feed, command);
}

static void beginWorkload(struct feed *feed, const struct command *command)
{
    struct workloadPlan plan;
    struct span at;
    (void)workloadRead(command->operands, &plan, &at); /* it was checked before */
    workloadRelease(&feed->workload);
    workloadInit(&feed->workload, &plan);
}

/* The next step that counts; false at the end of the trace, or at a line with a fault. */
static bool nextCompared(struct feed *feed, struct command *command)
{
    struct parseError fault = {0};
    bool found;
    bufferInit(&fault.message);
    while (!(found = nextMade(feed, command)) &&
           traceNext(feed->trace, command, &fault) == PARSED_COMMAND) {
        if (command->verb == VERB_RANDOM)
            beginWorkload(feed, command);
        else if ((found = isCompared(feed, command)))
            break;
    }
    bufferRelease(&fault.message);
    return found;
}

/* --- an allocator of the simulator ------------------------------------------------------------ */

static void count(struct comparison *result, const struct session *s, const struct event *event,
                  const struct command *command)
{
    if (s->stats.reservedBytes + s->stats.tableBytes > result->peakReserved)
        result->peakReserved = s->stats.reservedBytes + s->stats.tableBytes;
    if (command->verb == VERB_FREE) {
        result->freed += event->outcome == OUTCOME_OK;
        result->freeSearched += event->searched;
    }
    if (command->verb != VERB_ALLOC)
        return;
    result->served += event->outcome == OUTCOME_OK;
    result->failed += event->outcome != OUTCOME_OK;
    result->searched += event->searched;
    if (event->searched > result->searchMost)
        result->searchMost = event->searched;
    if (s->stats.requestedBytes > result->peak.requestedBytes)
        result->peak = s->stats;
}

bool compareRun(struct trace *trace, const struct sessionOptions *options,
                const struct recipe *recipe, uint32_t usualBytes, struct comparison *result)
{
    struct session s;
    struct sessionOptions own = *options;
    struct command command;
    struct event event;
    own.recipe = *recipe;
    own.undoable = own.unchecked = false;
    *result = (struct comparison){.knowsFree = true, .isChunked = recipe->kind->hasChunks};
    if (!sessionInit(&s, &own))
        return false;
    struct feed feed = feedOf(trace, usualBytes);
    while (nextCompared(&feed, &command)) {
        sessionStep(&s, &command, &event);
        count(result, &s, &event, &command);
    }
    result->end = s.stats;
    workloadRelease(&feed.workload);
    sessionRelease(&s);
    return true;
}

/* --- libc ------------------------------------------------------------------------------------- */

/* What malloc has handed out, by the slots of the handles. */
struct libcRun {
    struct handles handles;
    void **chunks;   /* of each slot; NULL in one that is not live */
    uint32_t *spare; /* slots that can be used again               */
    size_t chunkCapacity, spareCapacity;
    uint32_t slots, spares;
    uint64_t stepCount;
    struct stats now;
};

static bool reserve(struct libcRun *run, struct span name)
{
    void **chunks =
        checkedGrow(run->chunks, &run->chunkCapacity, (uint64_t)run->slots + 1, sizeof *chunks);
    if (chunks != NULL)
        run->chunks = chunks;
    uint32_t *spare =
        checkedGrow(run->spare, &run->spareCapacity, (uint64_t)run->slots + 1, sizeof *spare);
    if (spare != NULL)
        run->spare = spare;
    return chunks != NULL && spare != NULL && handlesPrepare(&run->handles, name, run->slots + 1);
}

/* Bytes that the chunk takes, beyond what a program may use of it. */
#define LIBC_HEADER sizeof(size_t)

static void account(struct libcRun *run, void *chunk, uint64_t bytes, bool comes)
{
    const uint64_t usable = malloc_usable_size(chunk), sign = comes ? 1 : UINT64_MAX;
    run->now.live += sign;
    run->now.requestedBytes += sign * bytes;
    run->now.chunkBytes += sign * usable;
    run->now.overheadBytes += sign * LIBC_HEADER;
    run->now.reservedBytes += sign * (usable + LIBC_HEADER);
}

static bool libcAlloc(struct libcRun *run, const struct command *command)
{
    const uint32_t known = handlesSeek(&run->handles, command->word);
    if (known != HANDLE_NONE && handlesState(&run->handles, known) == HANDLE_LIVE)
        return false;
    if (command->size > UINT32_MAX || !reserve(run, command->word))
        return false;
    void *chunk = malloc(command->size);
    if (chunk == NULL)
        return false;
    const uint32_t slot = run->spares > 0 ? run->spare[--run->spares] : run->slots++;
    run->chunks[slot] = chunk;
    handlesTake(&run->handles, known, command->word, slot, (uint32_t)command->size, run->stepCount);
    account(run, chunk, command->size, true);
    return true;
}

static void libcFree(struct libcRun *run, struct span name)
{
    const uint32_t known = handlesSeek(&run->handles, name);
    if (known == HANDLE_NONE || handlesState(&run->handles, known) != HANDLE_LIVE)
        return;
    const struct handleFacts handle = handlesAt(&run->handles, known);
    account(run, run->chunks[handle.slot], handle.bytes, false);
    free(run->chunks[handle.slot]);
    run->chunks[handle.slot] = NULL;
    run->spare[run->spares++] = handle.slot;
    handlesGive(&run->handles, known, run->stepCount);
}

/* malloc has no freeall: each chunk is freed. */
static void libcFreeAll(struct libcRun *run)
{
    run->spares = 0;
    for (uint32_t slot = run->slots; slot-- > 0;) {
        free(run->chunks[slot]);
        run->chunks[slot] = NULL;
        run->spare[run->spares++] = slot;
    }
    handlesReset(&run->handles, run->stepCount);
    run->now = (struct stats){0};
}

static void libcStep(struct libcRun *run, const struct command *command, struct comparison *result)
{
    run->stepCount++;
    if (command->verb == VERB_ALLOC) {
        const bool served = libcAlloc(run, command);
        result->served += served;
        result->failed += !served;
        if (run->now.requestedBytes > result->peak.requestedBytes)
            result->peak = run->now;
        if (run->now.reservedBytes > result->peakReserved)
            result->peakReserved = run->now.reservedBytes;
    } else if (command->verb == VERB_FREE) {
        libcFree(run, command->word);
    } else {
        libcFreeAll(run);
    }
}

bool compareRunLibc(struct trace *trace, const struct sessionOptions *options, uint32_t usualBytes,
                    struct comparison *result)
{
    struct libcRun run = {0};
    struct command command;
    (void)options;
    handlesInit(&run.handles, LIVES_REMEMBERED, false);
    *result = (struct comparison){0};
    struct feed feed = feedOf(trace, usualBytes);
    while (nextCompared(&feed, &command))
        libcStep(&run, &command, result);
    result->end = run.now;
    workloadRelease(&feed.workload);
    libcFreeAll(&run);
    handlesRelease(&run.handles);
    free(run.chunks);
    free(run.spare);
    return true;
}

double compareExternal(const struct comparison *result)
{
    if (!result->knowsFree)
        return -1;
    if (result->isChunked || result->end.freeBytes == 0)
        return 0;
    return 1 - (double)result->end.largestFree / (double)result->end.freeBytes;
}
