#include "engine/lives.h"

#include <stdlib.h>

#include "base/aligned.h"

#define LINE_BYTES sizeof(struct livesBucket)

/* The old buckets are given back in so many pieces, as they are emptied. */
#define PIECES 16

void livesInit(struct lives *l, uint32_t remembered)
{
    *l = (struct lives){.remembered = remembered};
}

void livesRelease(struct lives *l)
{
    for (size_t at = 0; at < l->bucketCount; at++)
        for (unsigned i = 0; i < LIVES_PLACES; i++)
            keptNameFree(&l->buckets[at].names[i], l->buckets[at].nameBytes[i]);
    for (uint64_t n = l->first; n < l->next; n++) {
        const struct ended *ended = livesEndedAt(l, livesEnded(l, n));
        keptNameFree(&ended->name, ended->nameBytes);
    }
    free(l->memory);
    free(l->log);
    free(l->longName);
    recallFree(l->recall);
    livesInit(l, l->remembered);
}

/* --- what is known of a life ------------------------------------------------------------------ */

uint32_t livesFind(const struct lives *l, struct span text)
{
    const struct name name = nameOf(text);
    struct livesPlace place;
    return livesSeek(l, &name, &place) ? livesNumber(l, place) : recallEnded(l, &name);
}

bool livesSeekLong(const struct lives *l, const struct name *name, struct livesPlace *place)
{
    for (struct livesBucket *at = livesHome(l, name->hash);; at = livesBehind(l, at)) {
        for (unsigned i = 0; i < LIVES_PLACES; i++)
            if (keptNameIs(&at->names[i], at->nameBytes[i], name)) {
                *place = (struct livesPlace){at, i};
                return true;
            }
        if (at->nameBytes[LIVES_PASSED] == 0)
            return false;
    }
}

struct handleFacts livesAt(const struct lives *l, uint32_t life)
{
    if (life >= LIVES_LOGGED)
        return (struct handleFacts){.slot = livesEndedAt(l, life)->slot,
                                    .step = livesEndedAt(l, life)->step};
    const struct livesPlace place = livesPlaceOf(l, life);
    return (struct handleFacts){.slot = place.bucket->slots[place.index],
                                .bytes = place.bucket->bytes[place.index]};
}

enum handleState livesState(const struct lives *l, uint32_t life)
{
    return life < LIVES_LOGGED ? HANDLE_LIVE : (enum handleState)livesEndedAt(l, life)->how;
}

uint32_t livesNext(const struct lives *l, uint32_t life)
{
    for (; life < l->bucketCount * LIVES_PLACES; life++) {
        const struct livesPlace place = livesPlaceOf(l, life);
        if (place.bucket->nameBytes[place.index] != 0)
            return life;
    }
    return HANDLE_NONE;
}

/* --- room ------------------------------------------------------------------------------------- */

/* So many empty buckets; false, with nothing changed, without memory. */
static bool makeBuckets(struct lives *l, size_t count)
{
    if (count > LIVES_BUCKETS_MAX)
        return false;
    char *memory = calloc(count + 1, LINE_BYTES);
    if (memory == NULL)
        return false;
    l->memory = memory;
    l->buckets = (struct livesBucket *)(void *)(memory + alignedAhead(memory, LINE_BYTES));
    l->bucketCount = count;
    return true;
}

/* A place for what stands at another one; `number` is what it had there. */
static void moveIn(struct lives *l, const struct livesBucket *from, unsigned i, uint32_t number)
{
    const struct name name = nameOf(keptNameSpan(&from->names[i], from->nameBytes[i]));
    const struct livesPlace to = livesSeat(l, name.hash);
    to.bucket->names[to.index] = from->names[i];
    to.bucket->nameBytes[to.index] = from->nameBytes[i];
    to.bucket->slots[to.index] = from->slots[i];
    to.bucket->bytes[to.index] = from->bytes[i];
    if (l->recall->isKept)
        recallMove(l, from->slots[i], number, livesNumber(l, to));
}

/*
 * A quarter as many buckets more. What is emptied of the old ones is given back on the way: they
 * are in the order of the hashes, as the new ones are, so never both are there as a whole.
 */
static bool grow(struct lives *l)
{
    struct lives old = *l;
    const size_t ahead = (size_t)((char *)l->buckets - (char *)l->memory);
    if (!makeBuckets(l, old.bucketCount < 4 ? 4 : old.bucketCount + old.bucketCount / 4))
        return false;
    const size_t piece = old.bucketCount / PIECES + 1;
    for (size_t at = old.bucketCount; at-- > 0;) {
        for (unsigned i = 0; i < LIVES_PLACES; i++)
            if (old.buckets[at].nameBytes[i] != 0)
                moveIn(l, &old.buckets[at], i, (uint32_t)at * LIVES_PLACES + i);
        char *less =
            at > 0 && at % piece == 0 ? realloc(old.memory, ahead + at * LINE_BYTES) : NULL;
        if (less != NULL) {
            old.memory = less;
            old.buckets = (struct livesBucket *)(void *)(less + ahead);
        }
    }
    free(old.memory);
    if (l->recall->isKept)
        recallMoved(l);
    return true;
}

bool livesPrepare(struct lives *l, struct span name)
{
    if (l->recall == NULL)
        l->recall = recallNew();
    return l->recall != NULL && keptNamePrepare(&l->longName, name) &&
           (livesHaveRoom(l, (struct span){NULL, 0}) || grow(l));
}

/* --- the log ---------------------------------------------------------------------------------- */

static void forgetOldest(struct lives *l)
{
    const struct ended *oldest = livesEndedAt(l, livesEnded(l, l->first));
    if (l->recall->isKept)
        recallForget(l);
    keptNameFree(&oldest->name, oldest->nameBytes);
    l->first++;
}

/* Twice as many; as long as none was forgotten, they stay where they are. */
static bool growLog(struct lives *l)
{
    const uint32_t capacity = l->logCapacity == 0 ? 64 : l->logCapacity * 2;
    if (l->first > 0 || capacity > LIVES_LOGGED)
        return false;
    struct ended *log = realloc(l->log, capacity * sizeof *log);
    if (log == NULL)
        return false;
    l->log = log;
    l->logCapacity = capacity;
    return true;
}

/* Where memory is short, some are forgotten early. */
bool livesMakeRoomInLog(struct lives *l)
{
    const uint64_t count = l->next - l->first;
    if (count < l->remembered && (count < l->logCapacity || growLog(l)))
        return true;
    if (count > 0)
        forgetOldest(l);
    return count > 0;
}

void livesReset(struct lives *l, uint64_t step)
{
    const size_t were = l->count;
    l->resetStep = step;
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE; life = livesNext(l, life + 1))
        livesEnd(l, livesPlaceOf(l, life), nameOf(livesName(l, life)).hash, HANDLE_STALE, step);
    if (l->bucketCount / 16 <= were)
        return;
    free(l->memory); /* or the next freeall would look through all of it again */
    l->memory = l->buckets = NULL;
    l->bucketCount = 0;
}
