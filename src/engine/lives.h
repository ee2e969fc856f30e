/*
 * lives.h - the names of allocations where no step will be undone: memory follows the live ones and
 * not the length of a trace, and a step touches little of it. For handles.h; and built into
 * quick.c.
 *
 * A live name has a record, which says what is known of it, and names.h finds it. When it ends,
 * freed or made stale by a freeall, its record is free, and it goes to the log, which remembers the
 * last ones in the order of their ends: so a second free can be told from a mistyped name. What
 * else reports ask of it, recall.h finds out.
 *
 * Rule: free records are a list as that of a pool, last in first out, and its links lie in them; a
 * name's record stays where it is as long as the name is live.
 */
#ifndef ENGINE_LIVES_H
#define ENGINE_LIVES_H

#include "base/soon.h"
#include "engine/handle.h"
#include "engine/names.h"
#include "engine/recall.h"
#include "engine/stamp.h"

/* How many ended names are remembered: the bound that the manual states. */
#define LIVES_REMEMBERED ((uint32_t)1 << 20)

/* A live one; or a free record, whose name ends with LIVES_FREE. */
struct liveRecord {
    struct keptName name;
    uint32_t slot; /* free: the next free record, or HANDLE_NONE */
    uint32_t bytes;
};
#define LIVES_FREE '\xfe' /* no byte of a name */

/* One that has ended. */
struct ended {
    struct keptName name;
    uint32_t slot;
    uint64_t stamp; /* when, and as what enum handleState */
};

struct lives {
    struct names index;         /* from a live name to its record            */
    struct liveRecord *records; /* of which `known` were taken since a reset */
    size_t known, capacity;
    uint32_t freed;        /* the first free one of these, or HANDLE_NONE */
    uint64_t resetStep;    /* of the last livesReset, 0 before any        */
    char *longName;        /* storage ready for the next long name        */
    struct ended *log;     /* end n is log[n % logCapacity]               */
    uint32_t logCapacity;  /* a power of two, or 0                        */
    uint32_t remembered;   /* the most that there are to be in it         */
    uint64_t first, next;  /* the oldest one; how many there have been    */
    struct recall *recall; /* NULL before the first livesPrepare          */
};

/*
 * A life is named by a number: the record of a live one; and from here on, the place in the log of
 * one that has ended, which is good until the next step.
 */
#define LIVES_LOGGED ((uint32_t)1 << 31)

/* A live one, and where the index has it. */
struct livesPlace {
    uint32_t life;
    struct nameSpot spot;
};

/* At least one that has ended is remembered. */
void livesInit(struct lives *l, uint32_t remembered);
void livesRelease(struct lives *l);

/* The number of end n, which is remembered; and the other way round. */
static inline uint32_t livesEnded(const struct lives *l, uint64_t n)
{
    return LIVES_LOGGED + (uint32_t)(n & (l->logCapacity - 1));
}

static inline const struct ended *livesEndedAt(const struct lives *l, uint32_t life)
{
    return &l->log[life - LIVES_LOGGED];
}

/* Is a name live, and where? */
static inline bool livesSeek(const struct lives *l, const struct name *name,
                             struct livesPlace *place)
{
    if (l->index.count == 0)
        return false;
    for (struct nameSearch search = namesSearch(&l->index, name->hash);
         namesFound(&l->index, &search);) {
        *place = (struct livesPlace){namesAt(&l->index, search.spot), search.spot};
        if (keptNameIs(&l->records[place->life].name, name))
            return true;
    }
    return false;
}

/* The last life of a name, HANDLE_NONE where none is known. */
uint32_t livesFind(const struct lives *l, struct span text);

struct handleFacts livesAt(const struct lives *l, uint32_t life);
enum handleState livesState(const struct lives *l, uint32_t life);

static inline struct span livesName(const struct lives *l, uint32_t life)
{
    return keptNameSpan(life < LIVES_LOGGED ? &l->records[life].name
                                            : &livesEndedAt(l, life)->name);
}

/* The first live one from `life` on; HANDLE_NONE behind the last. */
uint32_t livesNext(const struct lives *l, uint32_t life);

/* --- what a name goes through */

/* Is there room for one more, of at most HANDLE_INLINE_BYTES? */
static inline bool livesHaveRoom(const struct lives *l, struct span name)
{
    return (l->freed != HANDLE_NONE || l->known < l->capacity) && namesHaveRoom(&l->index) &&
           name.bytes <= HANDLE_INLINE_BYTES;
}

/* Makes room for one more; false, and no name changed, without memory. */
bool livesPrepare(struct lives *l, struct span name);

/*
 * `name`, which is not live, becomes live and owns `slot`; the number of its life. Room must have
 * been prepared.
 */
static inline uint32_t livesTake(struct lives *l, const struct name *name, uint32_t slot,
                                 uint32_t bytes)
{
    const uint32_t number = l->freed != HANDLE_NONE ? l->freed : (uint32_t)l->known++;
    struct liveRecord *life = &l->records[number];
    if (l->freed != HANDLE_NONE)
        l->freed = life->slot;
    keptNameSet(&life->name, name, &l->longName);
    life->slot = slot;
    life->bytes = bytes;
    namesAdd(&l->index, name->hash, number);
    if (l->recall->isKept)
        recallTake(l, slot, number);
    return number;
}

/* Room for one more in the log, which is full, where the oldest may be forgotten for it; false for
 * none at all. */
bool livesMakeRoomInLog(struct lives *l);

/* The same, where it is as always: there is some, or nothing hangs on the oldest. */
static inline bool livesHaveRoomInLog(struct lives *l)
{
    const uint64_t count = l->next - l->first;
    if (count < l->logCapacity && count < l->remembered)
        return true;
    if (count != l->remembered || l->recall->isKept ||
        keptNameIsLong(&l->log[l->first & (l->logCapacity - 1)].name))
        return livesMakeRoomInLog(l);
    l->first++;
    return true;
}

/* A live one, whose name has this hash, ends, freed or stale. */
static inline void livesEnd(struct lives *l, struct livesPlace place, uint64_t hash,
                            enum handleState how, uint64_t step)
{
    struct liveRecord *life = &l->records[place.life];
    namesRemoveAt(&l->index, hash, place.spot);
    if (livesHaveRoomInLog(l)) {
        l->log[l->next++ & (l->logCapacity - 1)] = (struct ended){.name = life->name,
                                                                  .slot = life->slot,
                                                                  .stamp = stampOf(step, how)};
        if (l->recall->isKept)
            recallEnd(l, place.life);
    } else {
        keptNameFree(&life->name);
        if (l->recall->isKept)
            recallLose(l, life->slot, place.life);
    }
    life->name.text[HANDLE_INLINE_BYTES - 1] = LIVES_FREE;
    life->slot = l->freed;
    l->freed = place.life;
}

/* The same of one of which only the number is known. */
void livesEndNumber(struct lives *l, uint32_t life, enum handleState how, uint64_t step);

/* All that are live become stale by this step: each has cost a step before. */
void livesReset(struct lives *l, uint64_t step);

/* --- fetching */

/* A step of the name with this hash comes. */
static inline void livesFetch(const struct lives *l, uint64_t hash)
{
    if (l->index.count > 0)
        soonNeeded(&l->index.buckets[namesHome(&l->index, hash)]);
}

/* The record of a name, if it is where it is looked for first; else some other one. */
static inline uint32_t livesGuess(const struct lives *l, uint64_t hash)
{
    const struct nameBucket *home = &l->index.buckets[namesHome(&l->index, hash)];
    const unsigned matches = nameMatches(home, namePrint(hash));
    return home->handles[__builtin_ctz(matches | 1u << (NAMES_PLACES - 1))];
}

#endif
