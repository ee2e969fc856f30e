/*
 * session.c - any bytes as a session. The first byte chooses an allocator, the second whether
 * misuse goes through and which guards stand around the pool; the rest are lines of the language,
 * of which steps are carried out, and undo, redo and goto travel among them.
 *
 * The oracle, as long as misuse is refused: a naive account of what is live. What is handed out
 * overlaps nothing that lives; what is freed lived; the figures and the picture agree with the
 * account; the pool of pool.h is last in, first out. Always, misuse let through or not: a picture
 * can be taken after each step, and going back to the beginning and forth again ends in the same
 * state.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/session.h"
#include "engine/travel.h"
#include "fuzz.h"
#include "lang/parse.h"
#include "model/model.h"

#define MEMORY   (16u * ARENA_STEP)
#define LIVE_MAX 512
#define FREE_MAX 512

static const char *const recipes[] = {
    "pool 32 3",
    "pool 8 1",
    "pool 4096 2",
    "eager 16 4",
    "eager 24 3 order=fifo",
    "pool 16 4 order=address",
    "pool 16 3 order=fullest",
    "eager 8 5 order=fullest",
    "stack 16 4",
    "bitmap 16 70",
    "magazine 32 4",
    "heap",
    "heap fit=best list=explicit order=address coalesce=both base=1000",
    "heap fit=next list=implicit coalesce=next header=8 align=8",
    "heap fit=worst list=explicit order=size-down coalesce=list size=300 header=4 align=1",
    "heap list=segregated split=on coalesce=off",
};
#define RECIPES (sizeof recipes / sizeof *recipes)

/* What lives, by what the events said. */
struct account {
    struct {
        uint64_t address, bytes;
    } live[LIVE_MAX];
    size_t liveCount;
    uint64_t freed[FREE_MAX]; /* the last one last */
    size_t freedCount;
    bool isKnown;   /* nothing has happened that it can't follow */
    bool isStacked; /* the pool is that of pool.h                */
};

static void accountBegin(struct account *account, const struct session *s)
{
    *account =
        (struct account){.isKnown = !s->unchecked, .isStacked = s->model->kind == &poolModel};
}

static void accountAlloc(struct account *account, const struct event *event)
{
    const uint64_t address = event->address;
    const uint64_t bytes = event->place.bytes > 0 ? event->place.bytes : event->after.chunkSize;
    for (size_t i = 0; i < account->liveCount; i++)
        fuzzExpect(address + bytes <= account->live[i].address ||
                       account->live[i].address + account->live[i].bytes <= address,
                   "what is handed out overlaps nothing that lives");
    if (account->isStacked) {
        fuzzExpect((event->path == PATH_RECYCLE) == (account->freedCount > 0),
                   "a freed chunk comes before a fresh one");
        fuzzExpect(account->freedCount == 0 || account->freed[--account->freedCount] == address,
                   "last in, first out");
    }
    account->live[account->liveCount].address = address;
    account->live[account->liveCount++].bytes = bytes;
}

static void accountFree(struct account *account, const struct event *event)
{
    size_t at = 0;
    while (at < account->liveCount && account->live[at].address != event->address)
        at++;
    fuzzExpect(at < account->liveCount, "what is freed lives");
    account->live[at] = account->live[--account->liveCount];
    if (account->isStacked)
        account->freed[account->freedCount++] = event->address;
}

static void accountStep(struct account *account, const struct session *s,
                        const struct command *command, const struct event *event)
{
    if (event->outcome != OUTCOME_OK || !account->isKnown)
        return;
    if (command->verb == VERB_ALLOC)
        accountAlloc(account, event);
    else if (command->verb == VERB_FREE)
        accountFree(account, event);
    else if (command->verb == VERB_FREEALL)
        account->liveCount = account->freedCount = 0;
    else if (command->verb != VERB_TRIM)
        accountBegin(account, s);
    account->isKnown = account->isKnown && command->verb != VERB_WRITE &&
                       account->liveCount + 1 < LIVE_MAX && account->freedCount + 1 < FREE_MAX;
}

static void expectPicture(const struct session *s, const struct account *account)
{
    const struct window window = {VIEW_ALL,   4,          UINT64_MAX, UINT64_MAX,
                                  UINT64_MAX, UINT64_MAX, 0,          true};
    struct view view;
    viewInit(&view);
    if (!sessionView(s, &window, &view))
        abort();
    uint64_t live = 0, freed = 0;
    for (size_t i = 0; i < view.chunkCount; i++) {
        live += view.chunks[i].state == CHUNK_LIVE;
        freed += view.chunks[i].state == CHUNK_FREED;
    }
    if (account->isKnown) {
        fuzzExpect(live == account->liveCount, "the picture shows what lives");
        fuzzExpect(sessionStats(s)->live == live, "the figures count what lives");
        fuzzExpect(view.end == CHAIN_NULL, "the list ends");
        fuzzExpect(sessionStats(s)->freeListLength == view.chainLength, "the list is counted");
        fuzzExpect(!account->isStacked || freed == account->freedCount,
                   "the picture shows what is freed");
    }
    viewRelease(&view);
}

/* FNV-1a over what can be seen cheaply, and all memory. */
static uint64_t digestOf(const struct session *s)
{
    uint64_t digest = 14695981039346656037u;
    const uint64_t *words = (const uint64_t *)(const void *)s->arena.base;
    const uint64_t fields[] = {s->fields.used,         (uint64_t)s->fields.block,
                               s->fields.freed,        s->fields.blocksUsed,
                               s->stepCount,           s->stats.live,
                               s->stats.failed,        s->stats.requestedBytes,
                               s->stats.searched,      s->stats.freeListLength,
                               s->stats.reservedBytes, s->lastOutcome};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        digest = (digest ^ fields[i]) * 1099511628211u;
    for (size_t i = 0; i < MEMORY / sizeof *words; i++)
        digest = (digest ^ words[i]) * 1099511628211u;
    return digest;
}

/* Back and forth; from then on the account knows no more, as it does not travel. */
static void travel(struct session *s, const struct command *command, struct account *account)
{
    struct command redone;
    struct event event;
    const uint64_t count = command->hasSize ? command->size % 64 : 1;
    if (command->verb == VERB_GOTO)
        fuzzExpect(travelTo(s, command->size % (travelLast(s) + 1)), "a step can be gone to");
    for (uint64_t i = 0; command->verb == VERB_UNDO && i < count && travelBack(s); i++)
        continue;
    for (uint64_t i = 0; command->verb == VERB_REDO && i < count; i++)
        if (!travelForth(s, &redone, &event))
            break;
    account->isKnown = false;
}

static void runCommand(struct session *s, struct command *command, struct account *account)
{
    struct event event;
    if (command->verb == VERB_SET && !command->setsGuards) {
        sessionSetChecks(s, command->checks);
        account->isKnown = false;
    } else if (command->verb == VERB_UNDO || command->verb == VERB_REDO ||
               command->verb == VERB_GOTO) {
        travel(s, command, account);
    } else if (verbTable[command->verb].isStep || command->setsGuards) {
        struct recipe recipe;
        struct recipeFault fault = {0};
        if (command->verb == VERB_ALLOCATOR && !recipeRead(&recipe, command->operands, &fault)) {
            bufferRelease(&fault.message);
            return;
        }
        sessionCompleteGuards(s, command);
        sessionStep(s, command, &event);
        accountStep(account, s, command, &event);
        expectPicture(s, account);
    }
}

static void runLines(struct session *s, struct span rest)
{
    struct account account;
    struct span line;
    accountBegin(&account, s);
    for (uint64_t number = 1; s->stepCount < 400 && fuzzLine(&rest, &line); number++) {
        struct parser parser;
        struct command command;
        struct parseError error = {0};
        parserInit(&parser, line, number);
        if (parserCheckRest(&parser, &error))
            while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
                runCommand(s, &command, &account);
        bufferRelease(&error.message);
    }
}

/* From the end to the beginning, and to the end again. */
static void expectSameAfterTravel(struct session *s)
{
    fuzzExpect(travelTo(s, travelLast(s)), "the last step is in reach");
    const uint64_t digest = digestOf(s);
    fuzzExpect(travelTo(s, travelFirst(s)), "the first step is in reach");
    fuzzExpect(sessionStats(s)->live == 0 || travelFirst(s) > 0, "at first nothing lives");
    fuzzExpect(travelTo(s, travelLast(s)), "the last step is in reach again");
    fuzzExpect(digestOf(s) == digest, "the end is the same, there and back again");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    if (count < 2 || count > 20000)
        return 0;
    struct sessionOptions options = {.base = ARENA_BASE_DEFAULT,
                                     .memory = MEMORY,
                                     .undoable = true,
                                     .keepsTrail = (bytes[1] & 2) != 0,
                                     .unchecked = (bytes[1] & 1) != 0};
    struct recipeFault fault = {0};
    struct session s;
    if (!recipeRead(&options.recipe, spanOf(recipes[bytes[0] % RECIPES]), &fault))
        abort();
    if (bytes[0] % RECIPES == 0)
        options.recipe.guards = bytes[1] >> 1 & 7;
    if (!sessionInit(&s, &options) || !s.arena.fixed)
        abort();
    runLines(&s, (struct span){(const char *)bytes + 2, count - 2});
    expectSameAfterTravel(&s);
    sessionRelease(&s);
    return 0;
}
