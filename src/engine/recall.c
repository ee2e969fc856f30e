#include "engine/recall.h"

#include <stdlib.h>

#include "base/checked.h"
#include "engine/lives.h"
#include "view/view.h"

/* Of a slot that was nobody's. */
#define NEVER UINT32_MAX

struct recall *recallNew(void)
{
    return calloc(1, sizeof(struct recall));
}

/* What was kept is found out anew when it is asked again. */
static void dropEnds(struct recall *recall)
{
    namesRelease(&recall->ends);
    recall->keepsEnds = false;
    recall->isKept = recall->keepsOwners;
}

static void dropOwners(struct recall *recall)
{
    free(recall->owners);
    recall->owners = NULL;
    recall->ownerCount = 0;
    recall->keepsOwners = false;
    recall->isKept = recall->keepsEnds;
}

void recallFree(struct recall *recall)
{
    if (recall == NULL)
        return;
    dropEnds(recall);
    dropOwners(recall);
    free(recall);
}

static struct name nameOfLife(const struct lives *l, uint32_t life)
{
    return nameOf(livesName(l, life));
}

/* --- keeping it ------------------------------------------------------------------------------- */

/* The last end of a name; *spot where it stands. */
static uint32_t seekEnd(const struct lives *l, const struct name *name, struct nameSpot *spot)
{
    const struct names *ends = &l->recall->ends;
    if (ends->count == 0)
        return HANDLE_NONE;
    for (struct nameSearch search = namesSearch(ends, name->hash); namesFound(ends, &search);) {
        const uint32_t life = namesAt(ends, search.spot);
        *spot = search.spot;
        if (spanEqual(livesName(l, life), name->text))
            return life;
    }
    return HANDLE_NONE;
}

/* There must be room. */
static void addEnd(const struct lives *l, uint32_t life)
{
    const struct name name = nameOfLife(l, life);
    struct nameSpot spot;
    if (seekEnd(l, &name, &spot) == HANDLE_NONE)
        namesAdd(&l->recall->ends, name.hash, life);
    else
        l->recall->ends.buckets[spot.bucket].handles[spot.place] = life;
}

static void setOwner(struct recall *recall, uint32_t slot, struct recallOwner owner)
{
    struct recallOwner *owners = recall->owners;
    if (slot >= recall->ownerCount)
        owners = checkedGrowFilled(owners, &recall->ownerCount, (uint64_t)slot + 1, sizeof *owners,
                                   0xff);
    if (owners == NULL) {
        dropOwners(recall);
        return;
    }
    recall->owners = owners;
    owners[slot] = owner;
}

/* From now on; false without memory. */
static bool keepEnds(const struct lives *l)
{
    struct recall *recall = l->recall;
    if (recall == NULL || recall->keepsEnds)
        return recall != NULL;
    while (recall->ends.bucketCount * NAMES_FILL <= l->next - l->first)
        if (!namesGrow(&recall->ends)) {
            namesRelease(&recall->ends);
            return false;
        }
    for (uint64_t n = l->first; n < l->next; n++)
        addEnd(l, livesEnded(l, n));
    recall->keepsEnds = recall->isKept = true;
    return true;
}

/* The same; they are set in the order of their times, so that the last one stays. */
static bool keepOwners(const struct lives *l)
{
    struct recall *recall = l->recall;
    if (recall == NULL || recall->keepsOwners)
        return recall != NULL;
    recall->keepsOwners = recall->isKept = true;
    for (uint64_t n = l->first; n < l->next && recall->keepsOwners; n++)
        setOwner(recall, livesEndedAt(l, livesEnded(l, n))->slot,
                 (struct recallOwner){.end = (uint32_t)(n + 1)});
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE && recall->keepsOwners;
         life = livesNext(l, life + 1))
        setOwner(recall, livesAt(l, life).slot, (struct recallOwner){.life = life});
    return recall->keepsOwners;
}

/* Is this live one the last owner of its slot? Where they are kept. */
static bool isOwner(const struct recall *recall, uint32_t slot, uint32_t life)
{
    return recall->owners[slot].end == 0 && recall->owners[slot].life == life;
}

void recallTake(struct lives *l, uint32_t slot, uint32_t life)
{
    if (l->recall->keepsOwners)
        setOwner(l->recall, slot, (struct recallOwner){.life = life});
}

void recallEnd(struct lives *l, uint32_t life)
{
    struct recall *recall = l->recall;
    const uint32_t ended = livesEnded(l, l->next - 1), slot = livesEndedAt(l, ended)->slot;
    if (recall->keepsOwners && isOwner(recall, slot, life))
        recall->owners[slot].end = (uint32_t)l->next;
    if (recall->keepsEnds && namesHaveRoom(&recall->ends))
        addEnd(l, ended);
    else
        dropEnds(recall);
}

void recallLose(struct lives *l, uint32_t slot, uint32_t life)
{
    if (l->recall->keepsOwners && isOwner(l->recall, slot, life))
        l->recall->owners[slot].end = NEVER;
}

void recallForget(struct lives *l)
{
    const uint32_t life = livesEnded(l, l->first);
    const struct name name = nameOfLife(l, life);
    struct nameSpot spot;
    if (l->recall->keepsEnds && seekEnd(l, &name, &spot) == life)
        namesRemoveAt(&l->recall->ends, name.hash, spot);
}

/* --- answers ---------------------------------------------------------------------------------- */

uint32_t recallEnded(const struct lives *l, const struct name *name)
{
    struct nameSpot spot;
    if (keepEnds(l))
        return seekEnd(l, name, &spot);
    for (uint64_t n = l->next; n > l->first; n--)
        if (spanEqual(livesName(l, livesEnded(l, n - 1)), name->text))
            return livesEnded(l, n - 1);
    return HANDLE_NONE;
}

/* A live owner of a slot, whose name has this hash. */
static uint32_t liveOwner(const struct lives *l, uint32_t slot, uint32_t hash)
{
    if (l->index.count == 0)
        return HANDLE_NONE;
    for (struct nameSearch search = namesSearch(&l->index, hash); namesFound(&l->index, &search);) {
        const uint32_t life = namesAt(&l->index, search.spot);
        if (l->records[life].slot == slot && (uint32_t)nameOfLife(l, life).hash == hash)
            return life;
    }
    return HANDLE_NONE;
}

/* Without what is kept. */
static uint32_t searchOwner(const struct lives *l, uint32_t slot)
{
    for (uint32_t life = livesNext(l, 0); life != HANDLE_NONE; life = livesNext(l, life + 1))
        if (livesAt(l, life).slot == slot)
            return life;
    for (uint64_t n = l->next; n > l->first; n--)
        if (livesEndedAt(l, livesEnded(l, n - 1))->slot == slot)
            return livesEnded(l, n - 1);
    return HANDLE_NONE;
}

/* The number of a life that is kept as an owner. */
static uint32_t keptLife(const struct lives *l, struct recallOwner owner)
{
    if (owner.end == 0)
        return owner.life;
    /* how many ended behind it: an older one than all in the log is forgotten */
    const uint32_t behind = (uint32_t)l->next - owner.end;
    return owner.end != NEVER && behind < l->next - l->first ? livesEnded(l, l->next - 1 - behind)
                                                             : HANDLE_NONE;
}

uint32_t recallOwner(const struct lives *l, uint32_t slot)
{
    if (!keepOwners(l))
        return searchOwner(l, slot);
    return slot < l->recall->ownerCount ? keptLife(l, l->recall->owners[slot]) : HANDLE_NONE;
}

static struct span nameIfAny(const struct lives *l, uint32_t life)
{
    return life != HANDLE_NONE ? livesName(l, life) : (struct span){NULL, 0};
}

void recallNameChunks(const struct lives *l, uint32_t first, struct chunkView *chunks, size_t count)
{
    if (!keepOwners(l)) {
        for (uint32_t i = 0; i < count; i++)
            chunks[i].handle = nameIfAny(l, searchOwner(l, first + i));
        return;
    }
    const size_t owned = l->recall->ownerCount;
    if (first >= owned)
        return;
    const struct recallOwner *owner = &l->recall->owners[first];
    const struct recallOwner *const end = owner + (count < owned - first ? count : owned - first);
    for (; owner < end; owner++, chunks++)
        chunks->handle = owner->end == 0 ? keptNameSpan(&l->records[owner->life].name)
                                         : nameIfAny(l, keptLife(l, *owner));
}

void recallKeepOwners(const struct lives *l)
{
    (void)keepOwners(l);
}

size_t recallSlotCount(const struct lives *l)
{
    return keepOwners(l) ? l->recall->ownerCount : UINT32_MAX;
}

uint32_t recallBegun(const struct lives *l, const struct pastEvent *event)
{
    const uint32_t life = liveOwner(l, event->slot, event->handle);
    if (life != HANDLE_NONE)
        return life;
    for (uint64_t n = l->next; n > l->first && l->next - n < PAST_EVENTS; n--) {
        const uint32_t ended = livesEnded(l, n - 1);
        if (livesEndedAt(l, ended)->slot == event->slot &&
            (uint32_t)nameOfLife(l, ended).hash == event->handle)
            return ended;
    }
    return HANDLE_NONE;
}
