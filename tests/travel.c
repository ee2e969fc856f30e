/*
 * travel.c - random walks through a session, back and forth, against fresh replays.
 *
 * Each walk makes random statements of every kind (misuse, writes over links, guards, new pools,
 * full memory) and travels among them. Wherever it lands, all of the state is taken as a digest:
 * fields, block table, every byte of the blocks, free set, owners, names, figures, history. Then
 * the statements are run again in a session that keeps no steps, and its digests must be the same;
 * and each step that is redone must be the event that it was the first time. Checkpoints are a few
 * steps apart, and the tape holds few steps. Some walks are of plain steps alone, so that they
 * cross many checkpoints, and some of these are long.
 *
 * usage: travel [--bin DIR] [--runs N] [--seed S]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "arguments.h"
#include "engine/session.h"
#include "engine/travel.h"
#include "lang/format.h"
#include "lang/parse.h"
#include "lang/verbs.h"
#include "model/chunkmodel.h"
#include "model/poolmodel.h"

#define STATEMENTS_MAX 96
#define LONG_MAX       6000 /* statements of a long walk, over a pool of thousands of chunks */
#define LONG_NAMES     2500
#define LONG_EVERY     500 /* one walk of so many is a long one */
#define TEXT_BYTES     128
#define MOVES          24
#define KINDS          17 /* 12 to 15 are heaps, 16 pools that no misuse goes through */
#define MEMORY         (24u * ARENA_STEP)

/* A statement as it was made, and the event that it led to, if it is a step. */
struct statement {
    char text[TEXT_BYTES];
    uint64_t line;
    bool isStep;
    uint64_t event;
};

struct landing {
    uint64_t step, digest;
    bool withPast;
};

struct walk {
    struct session s;
    struct statement *script;
    size_t length, most; /* statements that are done or undone; and room for them */
    struct landing landings[STATEMENTS_MAX + MOVES];
    size_t landed;
    uint64_t random;
    uint64_t seed;
    bool failed;
};

/* --- chance ----------------------------------------------------------------------------------- */

/* xorshift64*, Marsaglia, Journal of Statistical Software 8 (14), 2003, and Vigna's multiplier. */
static uint64_t next(struct walk *w)
{
    w->random ^= w->random >> 12;
    w->random ^= w->random << 25;
    w->random ^= w->random >> 27;
    return w->random * UINT64_C(2685821657736338717);
}

static unsigned below(struct walk *w, unsigned bound)
{
    return (unsigned)(next(w) >> 33) % bound;
}

/* --- digests ---------------------------------------------------------------------------------- */

/* FNV-1a. */
static void mix(uint64_t *digest, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *digest = (*digest ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
}

static void mixNumber(uint64_t *digest, uint64_t number)
{
    mix(digest, &number, sizeof number);
}

/* All of the arena: much of it, so a word at a time. */
static void mixArena(uint64_t *digest, const struct arena *arena)
{
    const uint64_t *words = (const uint64_t *)(const void *)arena->base;
    for (size_t i = 0; i < MEMORY / sizeof *words; i++)
        *digest = (*digest ^ words[i]) * 1099511628211u;
}

static void mixName(uint64_t *digest, const struct handles *h, uint32_t handle)
{
    const struct span name =
        handle == HANDLE_NONE ? (struct span){NULL, 0} : handlesName(h, handle);
    mixNumber(digest, name.bytes);
    mix(digest, name.text, name.bytes);
}

static void mixFields(uint64_t *digest, const struct fields *fields)
{
    mixNumber(digest, fields->chunkSize);
    mixNumber(digest, fields->blockSize);
    mixNumber(digest, fields->used);
    mixNumber(digest, (uint64_t)fields->block);
    mixNumber(digest, fields->freed);
    mixNumber(digest, fields->blocksUsed);
}

static void mixPlace(uint64_t *digest, const struct place *place)
{
    mixNumber(digest, place->known);
    mixNumber(digest, place->address);
    mixNumber(digest, place->bytes);
    mixNumber(digest, (uint64_t)place->block << 32 | place->chunk);
}

/* A picture, whole or cut. */
static void mixView(uint64_t *digest, const struct session *s, const struct window *window)
{
    struct view view;
    viewInit(&view);
    if (!sessionView(s, window, &view))
        exit(2);
    for (size_t i = 0; i < view.chunkCount; i++) {
        const struct chunkView *chunk = &view.chunks[i];
        const uint64_t numbers[] = {chunk->address,  chunk->state, chunk->holders,
                                    chunk->position, chunk->next,  chunk->bytes};
        mix(digest, numbers, sizeof numbers);
        mix(digest, chunk->handle.text, chunk->handle.bytes);
        mixPlace(digest, &chunk->nextPlace);
    }
    for (size_t i = 0; i < view.linkCount; i++)
        mixPlace(digest, &view.links[i]);
    const uint64_t numbers[] = {view.rowCount, view.linksHidden, view.chainLength,
                                view.end,      view.endAddress,  view.nextPath};
    mix(digest, numbers, sizeof numbers);
    mixPlace(digest, &view.endPlace);
    mixPlace(digest, &view.next);
    viewRelease(&view);
}

/* Other models than that of pool.h: by all that can be seen of them, and the bytes. */
static void mixOther(uint64_t *digest, const struct session *s)
{
    const struct window windows[] = {
        {VIEW_ALL, 3, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, 0, true},
        {VIEW_ALL, 3, 1, 1, 1, 2, ARENA_BASE_DEFAULT + 64, true}};
    const struct fields fields = s->model->kind->fields(s->model);
    mix(digest, s->model->kind->name, strlen(s->model->kind->name));
    mixFields(digest, &fields);
    mixNumber(digest, s->arena.taken);
    mixArena(digest, &s->arena);
    mixView(digest, s, &windows[0]);
    mixView(digest, s, &windows[1]);
    if (!s->model->kind->hasChunks)
        return;
    const struct chunkModel *m = constChunkModelOf(s->model);
    mix(digest, &m->now, sizeof m->now);
    for (uint64_t slot = 0; slot < m->now.bumped; slot++)
        mixNumber(digest,
                  (uint64_t)bitOf(m->free, slot) << 1 | (m->eager && bitOf(m->handed, slot)));
    for (uint64_t block = 0; block < m->now.blocks; block++)
        mixNumber(digest, chunkLiveIn(m, block));
}

/* The pool, byte for byte, and what the model keeps beside it. */
static void mixModel(uint64_t *digest, const struct session *s)
{
    if (s->model->kind != &poolModel) {
        mixOther(digest, s);
        return;
    }
    const struct poolModel *m = constPoolModelOf(s->model);
    const struct fields fields = poolwalkFields(&m->p);
    mixFields(digest, &fields);
    mix(digest, m->p.blocks, fields.blocksUsed * sizeof *m->p.blocks);
    mixNumber(digest, s->arena.taken);
    mixArena(digest, &s->arena);
    mixNumber(digest, m->blocks);
    mixNumber(digest, m->doublings);
    mixNumber(digest, m->unchecked);
    mixNumber(digest, m->wild);
    mixNumber(digest, m->guard.kinds);
    mix(digest, m->freed.stack, m->freed.count * sizeof *m->freed.stack);
    for (uint32_t slot = 0; slot < poolwalkBumped(&m->p); slot++) {
        mixNumber(digest, freesetHas(&m->freed, slot));
        mixNumber(digest, m->wild && slot < m->holderCapacity ? m->holders[slot] : 0);
        mixName(digest, &s->handles, handlesOwner(&s->handles, slot));
    }
}

static int namesUsed; /* by the walk that is made */

/* Every name that a walk can use, and what is known of it; long ones use more than these. */
static void mixHandles(uint64_t *digest, const struct session *s)
{
    const struct handles *h = &s->handles;
    for (int i = 0; i < namesUsed; i++) {
        char name[40];
        snprintf(name, sizeof name,
                 i < 20   ? "n%d"
                 : i < 24 ? "a_name_longer_than_a_record_%d"
                 : i < 90 ? "p%d"
                          : "m%d",
                 i < 24 || i >= 90 ? i : i - 23);
        const uint32_t handle = handlesFind(h, spanOf(name));
        mixNumber(digest, handle == HANDLE_NONE);
        if (handle == HANDLE_NONE)
            continue;
        const enum handleState state = handlesState(h, handle);
        mixNumber(digest, state);
        mixNumber(digest, handlesAt(h, handle).slot);
        mixNumber(digest, state == HANDLE_LIVE ? handlesAt(h, handle).bytes : 0);
        mixNumber(digest, state == HANDLE_FREED ? handlesAt(h, handle).step : 0);
    }
    mixNumber(digest, handlesResetStep(h));
}

static void mixPast(uint64_t *digest, struct session *s)
{
    travelRecall(s);
    mixNumber(digest, s->past.count);
    for (uint64_t i = pastFirst(&s->past); i < s->past.count; i++) {
        const struct pastEvent *event = &s->past.events[i % PAST_EVENTS];
        mixNumber(digest, stampStep(event->stamp));
        mixNumber(digest, event->slot);
        mixNumber(digest, stampKind(event->stamp));
        mixName(digest, &s->handles, handlesNoted(&s->handles, event));
    }
}

/* Not always with the past: to recall it goes over the steps again, and would mend what is wrong. */
static uint64_t digestOf(struct session *s, bool withPast)
{
    uint64_t digest = 14695981039346656037u;
    mixNumber(&digest, s->stepCount);
    mixNumber(&digest, s->lastOutcome);
    mixNumber(&digest, s->unchecked);
    mixNumber(&digest, s->recipe.guards);
    mixNumber(&digest, s->roomBytes);
    mixNumber(&digest, s->autoNumber);
    mix(&digest, &s->stats, sizeof s->stats);
    mixFields(&digest, &s->fields);
    mixModel(&digest, s);
    mixHandles(&digest, s);
    if (withPast)
        mixPast(&digest, s);
    return digest;
}

static uint64_t eventDigest(const struct event *event)
{
    uint64_t digest = 14695981039346656037u;
    const uint64_t numbers[] = {event->step,          event->line,          event->outcome,
                                event->path,          event->address,       event->byteCount,
                                event->place.known,   event->place.block,   event->place.chunk,
                                event->place.address, event->oldHead.known, event->oldHead.address,
                                event->searched};
    mix(&digest, numbers, sizeof numbers);
    mix(&digest, event->op, strlen(event->op));
    mix(&digest, event->handle.text, event->handle.bytes);
    mix(&digest, event->guard != NULL ? event->guard : "", event->guard != NULL ? 1 : 0);
    mixFields(&digest, &event->before);
    mixFields(&digest, &event->after);
    return digest;
}

/* --- statements ------------------------------------------------------------------------------- */

static void makeName(struct walk *w, char *name, size_t bytes)
{
    if (below(w, 10) == 0)
        snprintf(name, bytes, "a_name_longer_than_a_record_%u", 20 + below(w, 4));
    else
        snprintf(name, bytes, below(w, 8) == 0 ? "p%u" : "n%u", 1 + below(w, 12));
}

static uint64_t makeAddress(struct walk *w)
{
    static const unsigned offsets[] = {0, 8, 16, 32, 64, 96, 40, 3, 200};
    if (below(w, 12) == 0)
        return below(w, 2) == 0 ? ARENA_BASE_DEFAULT + MEMORY - 4 : next(w);
    return ARENA_BASE_DEFAULT + below(w, 4) * ARENA_STEP + offsets[below(w, 9)];
}

static void makeTarget(struct walk *w, char *target, size_t bytes)
{
    if (below(w, 3) > 0)
        makeName(w, target, bytes);
    else
        snprintf(target, bytes, "0x%" PRIx64, makeAddress(w));
}

static bool isHeap(const struct walk *w)
{
    return w->seed % KINDS >= 12 && w->seed % KINDS < 16;
}

/* Steps that checkpoints can be made of, in all of the walk. */
static bool isPlain(const struct walk *w)
{
    return w->seed % KINDS == 16;
}

static void makeHeap(struct walk *w, char *text)
{
    static const char *const fits[] = {"first", "next", "best", "worst"};
    static const char *const lists[] = {"implicit", "explicit", "segregated"};
    static const char *const orders[] = {"lifo", "fifo", "address", "size-up", "size-down"};
    static const char *const merges[] = {"off", "next", "both", "list"};
    static const unsigned headers[] = {0, 4, 8, 16}, aligns[] = {1, 4, 8, 16};
    static const unsigned sizes[] = {0, 0, 300, 5000}, bases[] = {0, 0, 1000, 0x10000001};
    const char *fit = fits[below(w, 4)], *list = lists[below(w, 3)], *order = orders[below(w, 5)];
    const char *merge = merges[below(w, 4)];
    const unsigned header = headers[below(w, 4)], align = aligns[below(w, 4)];
    snprintf(text, TEXT_BYTES,
             "allocator heap fit=%s list=%s order=%s coalesce=%s header=%u align=%u size=%u "
             "base=%u",
             fit, list, order, merge, header, align, sizes[below(w, 4)], bases[below(w, 4)]);
}

/* A new allocator: each walk has its kind. */
static void makeAllocator(struct walk *w, char *text)
{
    static const char *const names[] = {"pool", "eager", "stack", "bitmap", "magazine"};
    static const char *const orders[] = {"lifo", "fifo", "address", "fullest"};
    static const unsigned sizes[] = {8, 16, 32, 40, 4096};
    const unsigned kind = (unsigned)(w->seed % KINDS), size = sizes[below(w, 5)];
    const unsigned chunks = 1 + below(w, 7);
    if (isHeap(w))
        makeHeap(w, text);
    else if (kind == 0 || isPlain(w))
        snprintf(text, TEXT_BYTES, "pool %u %u", size, chunks);
    else if (kind <= 8)
        snprintf(text, TEXT_BYTES, "allocator %s %u %u order=%s", names[(kind - 1) / 4], size,
                 chunks, orders[(kind - 1) % 4]);
    else
        snprintf(text, TEXT_BYTES, "allocator %s %u %u", names[kind - 7], size, chunks);
}

/* Allocs and frees come in turns of `length` statements: so there are many live, then many listed. */
static bool isEbb(const struct walk *w, size_t length)
{
    return w->length / length % 2 == 1;
}

/* Mostly a live name, so that a free is honoured. */
static void takeLive(struct walk *w, char *name, size_t bytes)
{
    const struct handles *h = &w->s.handles;
    uint32_t handle = h->born == 0 ? HANDLE_NONE : handlesLive(h, below(w, (unsigned)h->born));
    if (handle == HANDLE_NONE || below(w, 8) == 0)
        return;
    const struct span found = handlesName(h, handle);
    snprintf(name, bytes, "%.*s", (int)found.bytes, found.text);
}

static void makeStep(struct walk *w, char *text)
{
    char name[80];
    unsigned kind = below(w, 100);
    makeTarget(w, name, sizeof name);
    if (isPlain(w) && isEbb(w, 10) && kind < 40 && below(w, 4) > 0)
        kind = 40; /* a free: else lists stay short */
    if (isPlain(w) && kind >= 40 && kind < 76)
        takeLive(w, name, sizeof name);
    if (isPlain(w) && kind >= 88 && below(w, 2) == 0)
        kind = 0;
    if (kind < 40) {
        makeName(w, name, sizeof name);
        const unsigned form = below(w, 6);
        if (form > 1 && isHeap(w))
            snprintf(text, TEXT_BYTES, "alloc %s %u", name, below(w, form == 2 ? 6000 : 100));
        else
            snprintf(text, TEXT_BYTES,
                     form == 0   ? "alloc"
                     : form == 1 ? "alloc %s 5"
                                 : "alloc %s",
                     name);
    } else if (kind < 76) {
        snprintf(text, TEXT_BYTES, "free %s", name);
    } else if (kind < 88 && isPlain(w)) {
        snprintf(text, TEXT_BYTES, "alloc");
    } else if (kind < 88) {
        static const char *const values[] = {
            "hi",   "0x00",   "0x2000001000000000", "\"a b\" at 9", "0x0110001000000000",
            "0x40", "x at 31"};
        snprintf(text, TEXT_BYTES, "write %s %s", name, values[below(w, 7)]);
    } else if (kind < 93) {
        snprintf(text, TEXT_BYTES, "freeall");
    } else if (kind < 97) {
        makeAllocator(w, text);
    } else if (w->seed % KINDS > 0) {
        snprintf(text, TEXT_BYTES, "trim");
    } else {
        static const char *const guards[] = {"off", "poison", "redzone", "encode poison redzone"};
        snprintf(text, TEXT_BYTES, "set guard %s", guards[below(w, 4)]);
    }
}

/* Runs one statement; true, and *event, where it is a step. */
static bool runStatement(struct session *s, const struct statement *statement, struct event *event)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    parserInit(&parser, spanOf(statement->text), statement->line);
    if (parserNext(&parser, &command, &error) != PARSED_COMMAND) {
        fprintf(stderr, "travel: no statement: %s\n", statement->text);
        exit(2);
    }
    if (command.verb == VERB_SET && !command.setsGuards) {
        sessionSetChecks(s, command.checks);
        return false;
    }
    sessionCompleteGuards(s, &command);
    sessionStep(s, &command, event);
    return true;
}

/* --- checks ----------------------------------------------------------------------------------- */

static void complain(struct walk *w, const char *what, uint64_t step)
{
    if (w->failed)
        return;
    w->failed = true;
    printf("seed %" PRIu64 ": %s, step %" PRIu64 "\n", w->seed, what, step);
    uint64_t number = 0;
    for (size_t i = 0; i < w->length; i++) {
        number += w->script[i].isStep;
        printf("%4" PRIu64 "  %s\n", w->script[i].isStep ? number : 0, w->script[i].text);
    }
}

static void land(struct walk *w)
{
    const bool withPast = below(w, 4) == 0;
    w->landings[w->landed++] =
        (struct landing){w->s.stepCount, digestOf(&w->s, withPast), withPast};
}

static void compareLandings(struct walk *w, struct session *fresh)
{
    for (size_t i = 0; i < w->landed; i++) {
        if (w->landings[i].step != fresh->stepCount)
            continue;
        if (digestOf(fresh, w->landings[i].withPast) != w->landings[i].digest)
            complain(w, "the state is not that of a fresh replay", fresh->stepCount);
    }
}

static const struct sessionOptions options = {
    .recipe = {.kind = &poolModel, .chunkSize = 32, .blockSize = 3},
    .base = ARENA_BASE_DEFAULT,
    .memory = MEMORY};

/*
 * All landings against a session that runs the script from its beginning and keeps no steps. Both
 * live at the same addresses: the other one's pages are lent to it meanwhile.
 */
static void compareFresh(struct walk *w)
{
    struct session fresh;
    struct event event;
    struct arenaStash stash;
    if (!arenaLayAside(&w->s.arena, &stash) ||
        munmap(w->s.arena.base, arenaStride(w->s.arena.bytes)) != 0 ||
        !sessionInit(&fresh, &options) || !fresh.arena.fixed)
        exit(2);
    for (size_t i = 0; i < w->length; i++) {
        if (w->script[i].isStep)
            compareLandings(w, &fresh);
        if (runStatement(&fresh, &w->script[i], &event) &&
            eventDigest(&event) != w->script[i].event)
            complain(w, "the step of a session that keeps none differs", fresh.stepCount);
    }
    compareLandings(w, &fresh);
    sessionRelease(&fresh);
    struct arena again;
    if (!arenaInit(&again, ARENA_BASE_DEFAULT, MEMORY) || !again.fixed)
        exit(2);
    arenaBringBack(&w->s.arena, &stash);
    w->landed = 0;
}

/* --- moves ------------------------------------------------------------------------------------ */

/* The statement that step `step` is. */
static struct statement *statementOf(struct walk *w, uint64_t step)
{
    for (size_t i = 0; i < w->length; i++)
        if (w->script[i].isStep && --step == 0)
            return &w->script[i];
    return NULL;
}

static void addStatement(struct walk *w, const char *text)
{
    struct statement *statement = &w->script[w->length++];
    struct event event;
    *statement = (struct statement){.line = 1 + below(w, 9)};
    snprintf(statement->text, sizeof statement->text, "%s", text);
    statement->isStep = runStatement(&w->s, statement, &event);
    statement->event = statement->isStep ? eventDigest(&event) : 0;
}

/* New statements; what was undone goes. */
static void moveOn(struct walk *w)
{
    char text[TEXT_BYTES];
    const uint64_t last = travelLast(&w->s);
    compareFresh(w); /* what lies behind the landings is another script from now on */
    if (w->s.stepCount < last)
        w->length = (size_t)(statementOf(w, w->s.stepCount + 1) - w->script);
    if (!isPlain(w) && below(w, 4) == 0)
        addStatement(w, below(w, 3) == 0 ? "set checks on" : "set checks off");
    for (unsigned i = 1 + below(w, 7); i > 0 && w->length + 4 < w->most; i--) {
        makeStep(w, text);
        addStatement(w, text);
    }
    if (!isPlain(w) && below(w, 8) == 0)
        addStatement(w, below(w, 2) == 0 ? "set checks on" : "set checks off");
}

static void moveForth(struct walk *w)
{
    struct command command;
    struct event event;
    if (!travelForth(&w->s, &command, &event))
        return;
    if (statementOf(w, w->s.stepCount)->event != eventDigest(&event))
        complain(w, "a step that is redone is another", w->s.stepCount);
}

/* A jump that is stopped at the first freeall that it comes to, or at once: the state is whole. */
static void moveUntilStopped(struct walk *w)
{
    const uint64_t step = below(w, (unsigned)travelLast(&w->s) + 1);
    const volatile int *stop = (const volatile int *)&w->s.handles.era;
    const bool gone = travelTowards(&w->s, step, stop);
    if (gone != (w->s.stepCount == step) || (!gone && *stop == 0))
        complain(w, "a jump says that it went where it did not", w->s.stepCount);
}

static void move(struct walk *w)
{
    const unsigned kind = below(w, 10);
    /* mostly the script gets longer: from where they are, new statements would make it short */
    if (kind < 4 && below(w, 4) > 0)
        (void)travelTo(&w->s, travelLast(&w->s));
    if (kind < 4 && w->length + 12 < w->most)
        moveOn(w);
    else if (kind < 6)
        for (unsigned i = 1 + below(w, 4); i > 0; i--)
            (void)travelBack(&w->s);
    else if (kind < 8)
        for (unsigned i = 1 + below(w, 4); i > 0; i--)
            moveForth(w);
    else if (kind == 8 && below(w, 2) == 0)
        moveUntilStopped(w);
    else if (!travelTo(&w->s, below(w, (unsigned)travelLast(&w->s) + 1)))
        complain(w, "a jump failed", w->s.stepCount);
    land(w);
}

/* A long walk has a script of thousands of plain steps, before it begins to move. */
static bool isLong(const struct walk *w)
{
    return w->seed % LONG_EVERY == LONG_EVERY - 1;
}

static void makeLongStep(struct walk *w, char *text)
{
    char name[80];
    const unsigned kind = below(w, 3000), number = 90 + below(w, LONG_NAMES - 90);
    snprintf(name, sizeof name, "m%u", number);
    if (kind == 0)
        snprintf(text, TEXT_BYTES, "freeall");
    else if (kind < 30)
        snprintf(text, TEXT_BYTES, "alloc"); /* a name that none had before */
    else if (kind < 100)
        snprintf(text, TEXT_BYTES, "alloc m%u 7", number);
    else if (kind % 4 > 0 && !isEbb(w, 700))
        snprintf(text, TEXT_BYTES, "alloc m%u", number);
    else {
        takeLive(w, name, sizeof name);
        snprintf(text, TEXT_BYTES, "free %s", name);
    }
}

static void beginLong(struct walk *w)
{
    char text[TEXT_BYTES];
    w->s.timeline.points.apart = 200 + below(w, 300);
    w->s.timeline.window = below(w, 400);
    addStatement(w, "pool 16 100");
    while (w->length < LONG_MAX) {
        makeLongStep(w, text);
        addStatement(w, text);
    }
}

static bool walkHolds(uint64_t seed)
{
    static struct walk w;
    static struct statement script[LONG_MAX + STATEMENTS_MAX];
    struct sessionOptions own = options;
    own.undoable = true;
    memset(&w, 0, sizeof w);
    w.seed = seed;
    w.script = script;
    namesUsed = isLong(&w) ? LONG_NAMES : 90;
    w.most = isLong(&w) ? LONG_MAX + STATEMENTS_MAX : STATEMENTS_MAX;
    w.random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
    if (!sessionInit(&w.s, &own) || !w.s.arena.fixed) {
        fprintf(stderr, "travel: no session at 0x%x\n", ARENA_BASE_DEFAULT);
        exit(2);
    }
    w.s.timeline.points.apart = 1 + seed / KINDS % 5;
    w.s.timeline.points.pairBytes = 2000;
    w.s.timeline.window = seed / KINDS % 3;
    if (isLong(&w)) {
        beginLong(&w);
    } else if (seed % KINDS > 0) {
        char text[TEXT_BYTES];
        makeAllocator(&w, text);
        addStatement(&w, text);
    }
    moveOn(&w);
    for (int i = 0; i < MOVES && !w.failed; i++)
        move(&w);
    if (!travelTo(&w.s, travelLast(&w.s)))
        complain(&w, "the end is out of reach", w.s.stepCount);
    land(&w);
    compareFresh(&w);
    sessionRelease(&w.s);
    return !w.failed;
}

int main(int argc, char **argv)
{
    const uint64_t runs = numberAfter(argc, argv, "--runs", 2000);
    const uint64_t seed = numberAfter(argc, argv, "--seed", 1);
    uint64_t failed = 0;
    for (uint64_t i = 0; i < runs; i++)
        failed += !walkHolds(seed + i);
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", runs - failed, failed);
    return failed > 0;
}
