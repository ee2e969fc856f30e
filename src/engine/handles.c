#include "engine/handles.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

/* The most that a record's `step` holds. */
#define STEP_MAX (UINT64_MAX >> 10)

/* Ends whose records are fetched meanwhile, when all are looked at. */
#define CLOSE_AHEAD 16

/* Records that a step looks at, after a freeall, for those that it made stale. */
#define SWEEP_RECORDS 4

void handlesInit(struct handles *h, uint32_t remembered, bool undoable)
{
    *h = (struct handles){
        .spare = HANDLE_NONE, .remembered = remembered, .undoable = undoable, .now = UINT64_MAX};
}

static bool isLong(const struct handle *record)
{
    return record->nameBytes > HANDLE_INLINE_BYTES;
}

/* The bytes of a long name. */
static char *elsewhere(const struct handle *record)
{
    char *text;
    memcpy(&text, record->name, sizeof text);
    return text;
}

void handlesRelease(struct handles *h)
{
    for (size_t i = 0; i < h->recordCount; i++)
        if (isLong(&h->records[i]))
            free(elsewhere(&h->records[i]));
    free(h->memory);
    namesRelease(&h->names);
    free(h->owner);
    free(h->ends.ring);
    free(h->longName);
    free(h->firsts);
    handlesInit(h, h->remembered, h->undoable);
}

void handlesClear(struct handles *h)
{
    handlesRelease(h);
}

struct span handlesName(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    return (struct span){isLong(record) ? elsewhere(record) : record->name, record->nameBytes};
}

uint32_t handlesFindHashed(const struct handles *h, struct span name, uint64_t hash)
{
    if (h->names.count == 0)
        return HANDLE_NONE;
    for (size_t at = namesHome(&h->names, hash);; at = namesNext(&h->names, at)) {
        const struct nameBucket *bucket = &h->names.buckets[at];
        unsigned matches = nameMatches(bucket, namePrint(hash));
        for (; matches != 0; matches &= matches - 1) {
            const uint32_t handle = bucket->handles[__builtin_ctz(matches)];
            if (spanEqual(handlesName(h, handle), name))
                return h->undoable && handle >= h->born ? HANDLE_NONE : handle;
        }
        if (bucket->passed == 0)
            return HANDLE_NONE;
    }
}

uint32_t handlesFind(const struct handles *h, struct span name)
{
    return handlesFindHashed(h, name, nameHash(name));
}

uint32_t handlesOwner(const struct handles *h, uint32_t slot)
{
    return slot < h->ownerCount ? h->owner[slot] : HANDLE_NONE;
}

/* --- room ------------------------------------------------------------------------------------- */

static bool growNames(struct handles *h)
{
    if (namesHaveRoom(&h->names))
        return true;
    if (!namesGrow(&h->names))
        return false;
    for (size_t i = 0; i < h->recordCount; i++) {
        const struct handle *record = &h->records[i];
        if (record->nameBytes > 0 && record->ended != HANDLE_FORGOTTEN)
            namesAdd(&h->names, nameHash(handlesName(h, (uint32_t)i)), (uint32_t)i);
    }
    return true;
}

/* Bytes between the beginning of their memory and the records. */
static size_t aheadOfRecords(const void *memory)
{
    const size_t bytes = sizeof(struct handle);
    return (bytes - (uintptr_t)memory % bytes) % bytes;
}

static bool growRecords(struct handles *h)
{
    if (h->spare != HANDLE_NONE)
        return true;
    if (h->recordCount >= HANDLE_NONE - 1)
        return false;
    const size_t before = (size_t)((char *)h->records - (char *)h->memory);
    char *memory =
        checkedGrow(h->memory, &h->memoryRecords, h->recordCount + 2, sizeof *h->records);
    if (memory == NULL)
        return false;
    const size_t ahead = aheadOfRecords(memory);
    if (ahead != before)
        memmove(memory + ahead, memory + before, h->recordCount * sizeof *h->records);
    h->memory = memory;
    h->records = (struct handle *)(void *)(memory + ahead);
    return true;
}

/* Not all that there is room for is filled: it would be memory that nobody needs yet. */
static bool growOwners(struct handles *h, uint32_t slots)
{
    if (slots <= h->ownerCount)
        return true;
    uint32_t *owner = checkedGrow(h->owner, &h->ownerCapacity, slots, sizeof *owner);
    if (owner == NULL)
        return false;
    h->owner = owner;
    while (h->ownerCount < slots)
        owner[h->ownerCount++] = HANDLE_NONE;
    return true;
}

/* The ring with another capacity, the ends still numbered as they were. */
static bool resizeEnds(struct ends *ends, uint32_t capacity)
{
    uint32_t *ring = malloc(capacity * sizeof *ring);
    if (ring == NULL)
        return false;
    for (uint32_t n = ends->first; n != ends->next; n++)
        ring[n & (capacity - 1)] = ends->ring[n & (ends->capacity - 1)];
    free(ends->ring);
    ends->ring = ring;
    ends->capacity = capacity;
    return true;
}

/* Room for the ends of all names that there are, and of one more. */
static bool growEnds(struct handles *h)
{
    if (h->undoable || h->names.count + 1 < h->ends.capacity)
        return true;
    if (h->ends.capacity > UINT32_MAX / 4)
        return false;
    return resizeEnds(&h->ends, h->ends.capacity == 0 ? 64 : h->ends.capacity * 2);
}

static bool growFirsts(struct handles *h)
{
    if (!h->undoable || h->firstCount < h->firstCapacity)
        return true;
    struct firstLife *firsts =
        checkedGrow(h->firsts, &h->firstCapacity, h->firstCount + 1, sizeof *firsts);
    if (firsts != NULL)
        h->firsts = firsts;
    return firsts != NULL;
}

bool handlesReserve(struct handles *h, uint32_t slots)
{
    return growOwners(h, slots);
}

bool handlesPrepare(struct handles *h, struct span name, uint32_t slots)
{
    if (name.bytes > HANDLE_INLINE_BYTES && h->longName == NULL)
        h->longName = malloc(HANDLE_BYTES_MAX);
    if (name.bytes > HANDLE_INLINE_BYTES && h->longName == NULL)
        return false;
    const bool unborn = h->undoable && h->born < h->recordCount; /* its record is there */
    return (unborn || (growNames(h) && growRecords(h) && growEnds(h))) && growFirsts(h) &&
           growOwners(h, slots);
}

/* --- names that have ended -------------------------------------------------------------------- */

static struct handle *recordOfEnd(const struct handles *h, uint32_t n)
{
    return &h->records[h->ends.ring[n & (h->ends.capacity - 1)]];
}

/* Does this end stand for a name that is remembered? */
static bool isRemembered(const struct handles *h, uint32_t n)
{
    const struct handle *record = recordOfEnd(h, n);
    return record->end == n && (record->ended == HANDLE_FREED || record->ended == HANDLE_STALE);
}

/* Numbers the ends anew, without those that stand for nothing. */
static void closeUpEnds(struct handles *h)
{
    struct ends *ends = &h->ends;
    uint32_t to = ends->first;
    for (uint32_t n = ends->first; n != ends->next; n++) {
        if (ends->next - n > CLOSE_AHEAD)
            __builtin_prefetch(recordOfEnd(h, n + CLOSE_AHEAD));
        if (!isRemembered(h, n))
            continue;
        recordOfEnd(h, n)->end = to;
        ends->ring[to++ & (ends->capacity - 1)] = ends->ring[n & (ends->capacity - 1)];
    }
    ends->next = to;
}

/* A full ring in which half is of use grows, if it can; else it is closed up. */
static void makeRoomForEnd(struct handles *h)
{
    struct ends *ends = &h->ends;
    if (ends->next - ends->first < ends->capacity)
        return;
    if (ends->count < ends->capacity / 2 || ends->capacity > UINT32_MAX / 4 ||
        !resizeEnds(ends, ends->capacity * 2))
        closeUpEnds(h);
}

static void endName(struct handles *h, uint32_t handle, enum handleState how)
{
    if (!h->undoable)
        makeRoomForEnd(h);
    h->records[handle].ended = how & 3u;
    if (h->undoable)
        return;
    h->records[handle].end = h->ends.next;
    h->ends.ring[h->ends.next++ & (h->ends.capacity - 1)] = handle;
    h->ends.count++;
}

/* An ended name lives again, or is forgotten: its end stands for nothing any more. */
static void dropEnd(struct handles *h, uint32_t handle)
{
    h->ends.count -= !h->undoable && h->records[handle].ended != 0;
}

/* --- forgetting ------------------------------------------------------------------------------- */

/* A forgotten record that owns no slot any more can serve another name. */
static void spareIfUnused(struct handles *h, uint32_t handle)
{
    struct handle *record = &h->records[handle];
    if (record->ended != HANDLE_FORGOTTEN || record->owned > 0)
        return;
    if (isLong(record))
        free(elsewhere(record));
    record->nameBytes = 0;
    record->slot = h->spare;
    h->spare = handle;
}

/* Those that a freeall made stale join the ended ones. */
static void sweep(struct handles *h)
{
    for (int i = 0; i < SWEEP_RECORDS && h->sweepLeft > 0; i++, h->sweepLeft--) {
        const size_t handle = h->sweepAt < h->recordCount ? h->sweepAt : 0;
        const struct handle *record = &h->records[handle];
        if (record->nameBytes > 0 && record->ended == 0 && record->step <= h->resetStep)
            endName(h, (uint32_t)handle, HANDLE_STALE);
        h->sweepAt = handle + 1;
    }
}

/*
 * Forgets the oldest ended names beyond the bound. Two ends at most are looked at, as every step
 * adds one at most, and those that a sweep adds.
 */
static void forgetOldest(struct handles *h)
{
    struct ends *ends = &h->ends;
    if (h->sweepLeft == 0 && ends->count <= h->remembered)
        return;
    sweep(h);
    for (int i = 0; i < 2 + SWEEP_RECORDS && ends->first != ends->next; i++) {
        const uint32_t handle = ends->ring[ends->first & (ends->capacity - 1)];
        const bool remembered = isRemembered(h, ends->first);
        if (remembered && ends->count <= h->remembered)
            return;
        ends->first++;
        if (!remembered)
            continue;
        dropEnd(h, handle);
        namesRemove(&h->names, nameHash(handlesName(h, handle)), handle);
        h->records[handle].ended = HANDLE_FORGOTTEN;
        spareIfUnused(h, handle);
    }
}

/* --- the life of a handle --------------------------------------------------------------------- */

static uint32_t newRecord(struct handles *h, struct span name)
{
    uint32_t handle = h->spare;
    if (handle != HANDLE_NONE)
        h->spare = h->records[handle].slot;
    else
        handle = (uint32_t)h->recordCount++;
    struct handle *record = &h->records[handle];
    *record = (struct handle){.nameBytes = name.bytes & 63};
    if (isLong(record)) {
        memcpy(record->name, &h->longName, sizeof h->longName);
        h->longName = NULL;
    }
    memcpy(isLong(record) ? elsewhere(record) : record->name, name.text, name.bytes);
    namesAdd(&h->names, nameHash(name), handle);
    return handle;
}

/* The record of a name that is known to nobody: it is made, or where its step is redone, born. */
static uint32_t bear(struct handles *h, struct span name)
{
    const bool unborn = h->undoable && h->born < h->recordCount;
    const uint32_t handle = unborn ? (uint32_t)h->born : newRecord(h, name);
    h->born++;
    return handle;
}

static void setOwner(struct handles *h, uint32_t slot, uint32_t handle)
{
    const uint32_t before = h->owner[slot];
    h->owner[slot] = handle;
    if (h->undoable) /* no record is ever spare: it need not be known what it owns */
        return;
    h->records[handle].owned++;
    if (before == HANDLE_NONE)
        return;
    h->records[before].owned--;
    spareIfUnused(h, before);
}

/* Before a name is taken a second time: what it was until then. */
static void keepFirst(struct handles *h, uint32_t handle, uint64_t step)
{
    struct handle *record = &h->records[handle];
    if (!h->undoable || record->again)
        return;
    record->again = 1;
    h->firsts[h->firstCount++] = (struct firstLife){.again = step,
                                                    .freed = record->ended == 0 ? 0 : record->step,
                                                    .handle = handle,
                                                    .slot = record->slot,
                                                    .bytes = record->bytes,
                                                    .era = record->era};
    if (h->firstsKnown < h->firstCount)
        h->firstsKnown = h->firstCount;
}

uint32_t handlesTake(struct handles *h, uint32_t known, struct span name, uint32_t slot,
                     uint32_t bytes, uint64_t step)
{
    const bool unborn = h->undoable && known == HANDLE_NONE && h->born < h->recordCount;
    const uint32_t handle = known == HANDLE_NONE ? bear(h, name) : known;
    if (unborn) { /* its record tells of this life already, to its end */
        setOwner(h, slot, handle);
        return handle;
    }
    if (known != HANDLE_NONE) {
        keepFirst(h, handle, step);
        dropEnd(h, handle);
    }
    struct handle *record = &h->records[handle];
    record->ended = 0;
    if (h->undoable)
        record->era = h->era;
    record->slot = slot;
    record->bytes = bytes;
    record->step = step & STEP_MAX;
    setOwner(h, slot, handle);
    forgetOldest(h);
    return handle;
}

void handlesGive(struct handles *h, uint32_t handle, uint64_t step)
{
    h->records[handle].step = step & STEP_MAX;
    endName(h, handle, HANDLE_FREED);
    forgetOldest(h);
}

void handlesReset(struct handles *h, uint64_t step)
{
    h->era++;
    h->resetStep = step;
    h->sweepLeft = h->undoable ? 0 : h->recordCount;
}

/* --- undoing ---------------------------------------------------------------------------------- */

struct handleLife handlesLife(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    return (struct handleLife){.step = record->step,
                               .slot = record->slot,
                               .bytes = record->bytes,
                               .era = record->era,
                               .ended = record->step <= h->now ? record->ended : 0};
}

void handlesSetLife(struct handles *h, uint32_t handle, const struct handleLife *life)
{
    struct handle *record = &h->records[handle];
    record->step = life->step & STEP_MAX;
    record->slot = life->slot;
    record->bytes = life->bytes;
    record->era = life->era;
    record->ended = life->ended & 3u;
}

void handlesUntake(struct handles *h, uint32_t handle, uint32_t former,
                   const struct handleLife *life, uint64_t step)
{
    h->owner[h->records[handle].slot] = former;
    if (life == NULL) {
        h->born--;
        return;
    }
    handlesSetLife(h, handle, life);
    if (h->firstCount > 0 && h->firsts[h->firstCount - 1].again == step) {
        h->firstCount--;
        h->records[handle].again = 0;
    }
}

void handlesUnreset(struct handles *h, uint64_t step)
{
    h->era--;
    h->resetStep = step;
}

void handlesDropUnborn(struct handles *h)
{
    while (h->undoable && h->recordCount > h->born) {
        const uint32_t handle = (uint32_t)--h->recordCount;
        namesRemove(&h->names, nameHash(handlesName(h, handle)), handle);
        if (isLong(&h->records[handle]))
            free(elsewhere(&h->records[handle]));
    }
    for (size_t i = 0; i < h->recordCount; i++)
        if (h->records[i].step > h->now)
            h->records[i].ended = 0;
    h->firstsKnown = h->firstCount;
    h->now = UINT64_MAX;
}

/* --- looking through them --------------------------------------------------------------------- */

static bool isLive(const struct handles *h, uint32_t handle)
{
    return h->records[handle].nameBytes > 0 && handlesState(h, handle) == HANDLE_LIVE;
}

uint32_t handlesLive(const struct handles *h, uint32_t handle)
{
    const size_t count = h->undoable ? h->born : h->recordCount;
    for (; handle < count; handle++)
        if (isLive(h, handle))
            return handle;
    return HANDLE_NONE;
}

uint32_t handlesLiveSlot(const struct handles *h, uint32_t slot)
{
    for (; slot < h->ownerCount && slot < HANDLES_LOOK; slot++)
        if (h->owner[slot] != HANDLE_NONE && isLive(h, h->owner[slot]) &&
            h->records[h->owner[slot]].slot == slot)
            return slot;
    return HANDLE_NONE;
}
