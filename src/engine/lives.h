/*
 * lives.h - the names of allocations where no step will be undone: memory follows the live ones and
 * not the length of a trace, and a step touches little of it. For handles.h; and built into
 * quick.c.
 *
 * A live name is all in one place: a bucket, a cache line, has three of them, with what is known of
 * each. When it ends, freed or made stale by a freeall, it leaves its bucket and goes to the log,
 * which remembers the last ones in the order of their ends: so a second free can be told from a
 * mistyped name. What else reports ask of it, recall.h finds out.
 *
 * Rule: a live name stands in the bucket that its hash says, or behind it, and is counted by
 * `passed` of each bucket in between. So a search ends at a bucket that nobody passed, and a name
 * can leave without looking at any other.
 */
#ifndef ENGINE_LIVES_H
#define ENGINE_LIVES_H

#include "base/soon.h"
#include "engine/handle.h"
#include "engine/recall.h"

/* How many ended names are remembered: the bound that the manual states. */
#define LIVES_REMEMBERED ((uint32_t)1 << 20)

#define LIVES_PLACES 3u

struct livesBucket {
    struct keptName names[LIVES_PLACES];
    uint32_t slots[LIVES_PLACES];
    uint32_t bytes[LIVES_PLACES];
    uint8_t nameBytes[LIVES_PLACES + 1]; /* 0: the place is empty; behind them, at LIVES_PASSED:  */
};                                       /* how many names went on from here, or at least 255 */
#define LIVES_PASSED LIVES_PLACES
_Static_assert(sizeof(struct livesBucket) == 64, "a bucket is a cache line");

/* One that has ended. */
struct ended {
    struct keptName name;
    uint32_t slot;
    uint64_t step : 54; /* when */
    uint64_t nameBytes : 6;
    uint64_t how : 2; /* enum handleState */
};

struct lives {
    void *memory; /* in which `buckets` lie, aligned to cache lines       */
    struct livesBucket *buckets;
    size_t bucketCount;    /* at most LIVES_BUCKETS_MAX                  */
    size_t count;          /* of live names                              */
    uint64_t resetStep;    /* of the last livesReset, 0 before any       */
    char *longName;        /* storage ready for the next long name       */
    struct ended *log;     /* end n is log[n % logCapacity]              */
    uint32_t logCapacity;  /* a power of two, or 0                       */
    uint32_t remembered;   /* the most that there are to be in it        */
    uint64_t first, next;  /* the oldest one; how many there have been   */
    struct recall *recall; /* NULL before the first livesPrepare         */
};

/*
 * A life is named by a number, good until the next step: the place of a live one, counted through
 * all buckets; and from here on, the place of one in the log.
 */
#define LIVES_LOGGED      ((uint32_t)1 << 31)
#define LIVES_BUCKETS_MAX (LIVES_LOGGED / LIVES_PLACES)

/* The place of a live one, for those that are built into a step. */
struct livesPlace {
    struct livesBucket *bucket;
    unsigned index;
};

/* At least one that has ended is remembered. */
void livesInit(struct lives *l, uint32_t remembered);
void livesRelease(struct lives *l);

static inline uint32_t livesNumber(const struct lives *l, struct livesPlace place)
{
    return (uint32_t)(place.bucket - l->buckets) * LIVES_PLACES + place.index;
}

/* The other way round, of a live one. */
static inline struct livesPlace livesPlaceOf(const struct lives *l, uint32_t life)
{
    return (struct livesPlace){&l->buckets[life / LIVES_PLACES], life % LIVES_PLACES};
}

/* The number of end n, which is remembered; and the other way round. */
static inline uint32_t livesEnded(const struct lives *l, uint64_t n)
{
    return LIVES_LOGGED + (uint32_t)(n & (l->logCapacity - 1));
}

static inline const struct ended *livesEndedAt(const struct lives *l, uint32_t life)
{
    return &l->log[life - LIVES_LOGGED];
}

/* --- searching */

/* The bucket that a hash says. There must be some. */
static inline struct livesBucket *livesHome(const struct lives *l, uint64_t hash)
{
    return &l->buckets[(hash & UINT32_MAX) * l->bucketCount >> 32];
}

static inline struct livesBucket *livesBehind(const struct lives *l, struct livesBucket *bucket)
{
    return bucket + 1 < l->buckets + l->bucketCount ? bucket + 1 : l->buckets;
}

/* The lengths of all names of a bucket, a byte each, the first one lowest. */
static inline uint32_t livesLengths(const struct livesBucket *bucket)
{
    return (uint32_t)eightReadHalf((const char *)bucket->nameBytes) & 0xffffff;
}

/*
 * Places of a bucket where a name may be, as bits: one of its length and first bytes. Which one it
 * is nobody can foresee: so there is no branch.
 */
static inline unsigned livesMatches(const struct livesBucket *bucket, const struct name *name)
{
    const uint32_t other = livesLengths(bucket) ^ (uint32_t)name->text.bytes * 0x010101;
    unsigned matches = 0;
#pragma GCC unroll 3
    for (unsigned i = 0; i < LIVES_PLACES; i++)
        matches |= (unsigned)(((eightRead(bucket->names[i].text, 8) ^ name->words[0]) |
                               (other >> i * 8 & 0xff)) == 0)
                   << i;
    return matches;
}

/* Is a name with more than HANDLE_INLINE_BYTES live, and where? */
bool livesSeekLong(const struct lives *l, const struct name *name, struct livesPlace *place);

/* Is a name live, and where? */
static inline bool livesSeek(const struct lives *l, const struct name *name,
                             struct livesPlace *place)
{
    if (l->count == 0)
        return false;
    if (name->text.bytes > HANDLE_INLINE_BYTES)
        return livesSeekLong(l, name, place);
    for (struct livesBucket *at = livesHome(l, name->hash);; at = livesBehind(l, at)) {
        unsigned matches = livesMatches(at, name);
        for (; matches != 0; matches &= matches - 1) {
            *place = (struct livesPlace){at, (unsigned)__builtin_ctz(matches)};
            if (eightReadHalf(at->names[place->index].text + 8) == name->words[1])
                return true;
        }
        if (at->nameBytes[LIVES_PASSED] == 0)
            return false;
    }
}

/* The last life of a name, HANDLE_NONE where none is known. */
uint32_t livesFind(const struct lives *l, struct span name);

struct handleFacts livesAt(const struct lives *l, uint32_t life);
enum handleState livesState(const struct lives *l, uint32_t life);

static inline struct span livesName(const struct lives *l, uint32_t life)
{
    if (life >= LIVES_LOGGED)
        return keptNameSpan(&livesEndedAt(l, life)->name, livesEndedAt(l, life)->nameBytes);
    const struct livesPlace place = livesPlaceOf(l, life);
    return keptNameSpan(&place.bucket->names[place.index], place.bucket->nameBytes[place.index]);
}

/* The first live one from `life` on; HANDLE_NONE behind the last. */
uint32_t livesNext(const struct lives *l, uint32_t life);

/* --- what a name goes through */

/* Is there room for one more, of at most HANDLE_INLINE_BYTES? Two of three places may be taken. */
static inline bool livesHaveRoom(const struct lives *l, struct span name)
{
    return l->count < l->bucketCount * 2 && name.bytes <= HANDLE_INLINE_BYTES;
}

/* Makes room for one more; false, and no name changed, without memory. */
bool livesPrepare(struct lives *l, struct span name);

/* LIVES_PLACES where all are taken. Neither can this be foreseen. */
static inline unsigned livesEmptyPlace(const struct livesBucket *bucket)
{
    const uint32_t lengths = livesLengths(bucket); /* below 64: only of 0 the highest bit is set */
    const uint32_t empty = (0x80808080 - lengths) & 0x80808080;
    return (unsigned)__builtin_ctz(empty) / 8;
}

/* Where one more name with this hash goes; counted by those buckets that had no place for it. */
static inline struct livesPlace livesSeat(const struct lives *l, uint64_t hash)
{
    struct livesBucket *at = livesHome(l, hash);
    unsigned i;
    for (; (i = livesEmptyPlace(at)) == LIVES_PLACES; at = livesBehind(l, at))
        if (at->nameBytes[LIVES_PASSED] < UINT8_MAX)
            at->nameBytes[LIVES_PASSED]++;
    return (struct livesPlace){at, i};
}

/* `name`, which is not live, becomes live and owns `slot`. Room must have been prepared. */
static inline struct livesPlace livesTake(struct lives *l, const struct name *name, uint32_t slot,
                                          uint32_t bytes)
{
    const struct livesPlace place = livesSeat(l, name->hash);
    keptNameSet(&place.bucket->names[place.index], name, &l->longName);
    place.bucket->nameBytes[place.index] = (uint8_t)name->text.bytes;
    place.bucket->slots[place.index] = slot;
    place.bucket->bytes[place.index] = bytes;
    l->count++;
    if (l->recall->isKept)
        recallTake(l, slot, livesNumber(l, place));
    return place;
}

/* Room in the log for one more, where the oldest may be forgotten for it; false for none at all. */
bool livesMakeRoomInLog(struct lives *l);

/* The same, where it is as always: the log is full, and nothing hangs on the oldest. */
static inline bool livesHaveRoomInLog(struct lives *l)
{
    if (l->next - l->first != l->remembered || l->recall->isKept ||
        l->log[l->first & (l->logCapacity - 1)].nameBytes > HANDLE_INLINE_BYTES)
        return livesMakeRoomInLog(l);
    l->first++;
    return true;
}

/* A live one ends, freed or stale. */
static inline void livesEnd(struct lives *l, struct livesPlace place, uint64_t hash,
                            enum handleState how, uint64_t step)
{
    struct livesBucket *bucket = place.bucket;
    const unsigned i = place.index;
    for (struct livesBucket *at = livesHome(l, hash); at != bucket; at = livesBehind(l, at))
        if (at->nameBytes[LIVES_PASSED] < UINT8_MAX) /* more than can be counted stays so */
            at->nameBytes[LIVES_PASSED]--;
    if (livesHaveRoomInLog(l)) {
        struct ended *ended = &l->log[l->next & (l->logCapacity - 1)];
        *ended = (struct ended){.name = bucket->names[i],
                                .slot = bucket->slots[i],
                                .step = step & HANDLE_STEP_MAX,
                                .nameBytes = bucket->nameBytes[i] & 63u,
                                .how = how & 3u};
        l->next++;
        if (l->recall->isKept)
            recallEnd(l, livesNumber(l, place));
    } else {
        keptNameFree(&bucket->names[i], bucket->nameBytes[i]);
        if (l->recall->isKept)
            recallLose(l, bucket->slots[i], livesNumber(l, place));
    }
    bucket->nameBytes[i] = 0;
    l->count--;
}

/* All that are live become stale by this step: each has cost a step before. */
void livesReset(struct lives *l, uint64_t step);

/* --- fetching */

/* A step of the name with this hash comes. */
static inline void livesFetch(const struct lives *l, uint64_t hash)
{
    if (l->count > 0)
        soonNeeded(livesHome(l, hash));
}

/* The slot of a name, if it is where it is looked for first; else some other one. */
static inline uint32_t livesGuess(const struct lives *l, const struct name *name)
{
    if (l->count == 0)
        return UINT32_MAX;
    const struct livesBucket *at = livesHome(l, name->hash);
    uint32_t slot = 0;
#pragma GCC unroll 3
    for (unsigned i = 0; i < LIVES_PLACES; i++)
        slot |= at->slots[i] & -(uint32_t)(eightRead(at->names[i].text, 8) == name->words[0]);
    return slot;
}

#endif
