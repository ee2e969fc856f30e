#include "engine/lives.h"

#include <stdlib.h>

#include "base/checked.h"

void livesInit(struct lives *l, uint32_t remembered)
{
    *l = (struct lives){.remembered = remembered, .freed = HANDLE_NONE};
}

void livesRelease(struct lives *l)
{
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE; life = livesNext(l, life + 1))
        keptNameFree(&l->records[life].name);
    for (uint64_t n = l->first; n < l->next; n++)
        keptNameFree(&livesEndedAt(l, livesEnded(l, n))->name);
    namesRelease(&l->index);
    free(l->records);
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
    return livesSeek(l, &name, &place) ? place.life : recallEnded(l, &name);
}

struct handleFacts livesAt(const struct lives *l, uint32_t life)
{
    if (life >= LIVES_LOGGED)
        return (struct handleFacts){.slot = livesEndedAt(l, life)->slot,
                                    .step = stampStep(livesEndedAt(l, life)->stamp)};
    return (struct handleFacts){.slot = l->records[life].slot, .bytes = l->records[life].bytes};
}

enum handleState livesState(const struct lives *l, uint32_t life)
{
    return life < LIVES_LOGGED ? HANDLE_LIVE
                               : (enum handleState)stampKind(livesEndedAt(l, life)->stamp);
}

uint32_t livesNext(const struct lives *l, uint32_t life)
{
    for (; life < l->known; life++)
        if (l->records[life].name.text[HANDLE_INLINE_BYTES - 1] != LIVES_FREE)
            return life;
    return HANDLE_NONE;
}

/* --- room ------------------------------------------------------------------------------------- */

static bool growIndex(struct lives *l)
{
    if (namesHaveRoom(&l->index))
        return true;
    if (!namesGrow(&l->index))
        return false;
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE; life = livesNext(l, life + 1))
        namesAdd(&l->index, nameOf(livesName(l, life)).hash, life);
    return true;
}

static bool growRecords(struct lives *l)
{
    if (l->freed != HANDLE_NONE || l->known < l->capacity)
        return true;
    struct liveRecord *records =
        l->known < LIVES_LOGGED
            ? checkedGrow(l->records, &l->capacity, l->known + 1, sizeof *records)
            : NULL;
    if (records != NULL)
        l->records = records;
    return records != NULL;
}

bool livesPrepare(struct lives *l, struct span name)
{
    if (l->recall == NULL)
        l->recall = recallNew();
    return l->recall != NULL && keptNamePrepare(&l->longName, name) && growRecords(l) &&
           growIndex(l);
}

/* --- the log ---------------------------------------------------------------------------------- */

static void forgetOldest(struct lives *l)
{
    const struct ended *oldest = livesEndedAt(l, livesEnded(l, l->first));
    if (l->recall->isKept)
        recallForget(l);
    keptNameFree(&oldest->name);
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
    if (count < l->remembered && growLog(l))
        return true;
    if (count > 0)
        forgetOldest(l);
    return count > 0;
}

void livesEndNumber(struct lives *l, uint32_t life, enum handleState how, uint64_t step)
{
    const uint64_t hash = nameOf(livesName(l, life)).hash;
    const struct livesPlace place = {life, namesSpot(&l->index, hash, life)};
    livesEnd(l, place, hash, how, step);
}

void livesReset(struct lives *l, uint64_t step)
{
    l->resetStep = step;
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE; life = livesNext(l, life + 1))
        livesEndNumber(l, life, HANDLE_STALE, step);
    l->known = 0;
    l->freed = HANDLE_NONE;
}
