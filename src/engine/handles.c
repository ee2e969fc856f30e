#include "engine/handles.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

void handlesInit(struct handles *h, uint32_t remembered, bool undoable)
{
    const struct handleList empty = {HANDLE_NONE, HANDLE_NONE, 0};
    *h = (struct handles){.spare = HANDLE_NONE,
                          .live = empty,
                          .ended = empty,
                          .remembered = remembered,
                          .undoable = undoable};
}

static bool isLong(const struct handle *record)
{
    return record->nameBytes > HANDLE_INLINE_BYTES;
}

void handlesRelease(struct handles *h)
{
    for (size_t i = 0; i < h->recordCount; i++)
        if (isLong(&h->records[i]))
            free(h->records[i].name.elsewhere);
    free(h->records);
    free(h->table);
    free(h->owner);
    free(h->longName);
    handlesInit(h, h->remembered, h->undoable);
}

void handlesClear(struct handles *h)
{
    handlesRelease(h);
}

/* FNV-1a, Fowler, Noll and Vo; its high bits mixed into the low ones, which choose the table's
 * slot. */
static uint32_t hashOf(struct span name)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < name.bytes; i++)
        hash = (hash ^ (unsigned char)name.text[i]) * 1099511628211u;
    return (uint32_t)(hash ^ hash >> 32);
}

struct span handlesName(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    return (struct span){isLong(record) ? record->name.elsewhere : record->name.here,
                         record->nameBytes};
}

/* Where in the table a name stands, or would: the index of its entry, or of an empty one. */
static size_t tableIndex(const struct handles *h, struct span name, uint32_t hash)
{
    const size_t mask = h->tableCapacity - 1;
    size_t at = hash & mask;
    while (h->table[at] != 0) {
        const uint32_t handle = h->table[at] - 1;
        if (h->records[handle].hash == hash && spanEqual(handlesName(h, handle), name))
            break;
        at = (at + 1) & mask;
    }
    return at;
}

uint32_t handlesFind(const struct handles *h, struct span name)
{
    if (h->tableCapacity == 0)
        return HANDLE_NONE;
    const uint32_t entry = h->table[tableIndex(h, name, hashOf(name))];
    if (entry == 0 || (h->undoable && entry > h->born))
        return HANDLE_NONE;
    return entry - 1;
}

enum handleState handlesState(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    if (record->ended != 0)
        return (enum handleState)record->ended;
    return record->era == h->era ? HANDLE_LIVE : HANDLE_STALE;
}

uint32_t handlesOwner(const struct handles *h, uint32_t slot)
{
    return slot < h->ownerCapacity ? h->owner[slot] : HANDLE_NONE;
}

/* --- room ------------------------------------------------------------------------------------- */

static bool growTable(struct handles *h)
{
    if (h->named + 1 <= h->tableCapacity / 2)
        return true;
    const size_t capacity = h->tableCapacity == 0 ? 64 : h->tableCapacity * 2;
    uint32_t *table = calloc(capacity, sizeof *table);
    if (table == NULL)
        return false;
    for (size_t i = 0; i < h->tableCapacity; i++) {
        if (h->table[i] == 0)
            continue;
        size_t at = h->records[h->table[i] - 1].hash & (capacity - 1);
        while (table[at] != 0)
            at = (at + 1) & (capacity - 1);
        table[at] = h->table[i];
    }
    free(h->table);
    h->table = table;
    h->tableCapacity = capacity;
    return true;
}

static bool growRecords(struct handles *h)
{
    if (h->spare != HANDLE_NONE)
        return true;
    if (h->recordCount >= HANDLE_NONE - 1)
        return false;
    struct handle *records =
        checkedGrow(h->records, &h->recordCapacity, h->recordCount + 1, sizeof *records);
    if (records != NULL)
        h->records = records;
    return records != NULL;
}

static bool growOwners(struct handles *h, uint32_t slots)
{
    /* HANDLE_NONE is a number of ones */
    uint32_t *owner = checkedGrowFilled(h->owner, &h->ownerCapacity, slots, sizeof *owner, 0xff);
    if (owner != NULL)
        h->owner = owner;
    return owner != NULL;
}

bool handlesPrepare(struct handles *h, struct span name, uint32_t slots)
{
    if (name.bytes > HANDLE_INLINE_BYTES && h->longName == NULL)
        h->longName = malloc(HANDLE_BYTES_MAX);
    if (name.bytes > HANDLE_INLINE_BYTES && h->longName == NULL)
        return false;
    const bool unborn = h->undoable && h->born < h->recordCount; /* its record is there */
    return (unborn || (growTable(h) && growRecords(h))) && growOwners(h, slots);
}

/* --- lists ------------------------------------------------------------------------------------ */

static void listAppend(struct handles *h, struct handleList *list, uint32_t handle)
{
    if (h->undoable)
        return;
    h->records[handle].older = list->newest;
    h->records[handle].newer = HANDLE_NONE;
    if (list->newest == HANDLE_NONE)
        list->oldest = handle;
    else
        h->records[list->newest].newer = handle;
    list->newest = handle;
    list->count++;
}

static void listRemove(struct handles *h, struct handleList *list, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    if (h->undoable)
        return;
    if (record->older == HANDLE_NONE)
        list->oldest = record->newer;
    else
        h->records[record->older].newer = record->newer;
    if (record->newer == HANDLE_NONE)
        list->newest = record->older;
    else
        h->records[record->newer].older = record->older;
    list->count--;
}

/* All of `from` behind all of `to`. */
static void listJoin(struct handles *h, struct handleList *to, struct handleList *from)
{
    if (from->count == 0)
        return;
    h->records[from->oldest].older = to->newest;
    if (to->newest == HANDLE_NONE)
        to->oldest = from->oldest;
    else
        h->records[to->newest].newer = from->oldest;
    to->newest = from->newest;
    to->count += from->count;
    *from = (struct handleList){HANDLE_NONE, HANDLE_NONE, 0};
}

/* --- forgetting ------------------------------------------------------------------------------- */

/* Takes a record out of the table, and moves up those behind it that would be missed there. */
static void tableRemove(struct handles *h, uint32_t handle)
{
    const size_t mask = h->tableCapacity - 1;
    size_t hole = tableIndex(h, handlesName(h, handle), h->records[handle].hash);
    for (size_t at = (hole + 1) & mask; h->table[at] != 0; at = (at + 1) & mask) {
        const size_t home = h->records[h->table[at] - 1].hash & mask;
        if (((at - home) & mask) < ((at - hole) & mask))
            continue; /* it is not passed over: its home is behind the hole */
        h->table[hole] = h->table[at];
        hole = at;
    }
    h->table[hole] = 0;
    h->named--;
}

/* A forgotten record that owns no slot any more can serve another name. */
static void spareIfUnused(struct handles *h, uint32_t handle)
{
    struct handle *record = &h->records[handle];
    if (record->ended != HANDLE_FORGOTTEN || record->owned > 0)
        return;
    if (isLong(record))
        free(record->name.elsewhere);
    record->nameBytes = 0;
    record->newer = h->spare;
    h->spare = handle;
}

/*
 * Forgets the oldest ended names beyond the bound, at most two: a freeall can end any number of
 * names at once, but each of them took a step to be taken, and every step passes here.
 */
static void forgetOldest(struct handles *h)
{
    for (int i = 0; i < 2 && h->ended.count > h->remembered; i++) {
        const uint32_t handle = h->ended.oldest;
        listRemove(h, &h->ended, handle);
        tableRemove(h, handle);
        h->records[handle].ended = HANDLE_FORGOTTEN;
        spareIfUnused(h, handle);
    }
}

/* --- the life of a handle --------------------------------------------------------------------- */

static uint32_t newRecord(struct handles *h, struct span name)
{
    const uint32_t hash = hashOf(name);
    uint32_t handle = h->spare;
    if (handle != HANDLE_NONE)
        h->spare = h->records[handle].newer;
    else
        handle = (uint32_t)h->recordCount++;
    struct handle *record = &h->records[handle];
    *record = (struct handle){.hash = hash, .nameBytes = (uint8_t)name.bytes};
    if (isLong(record)) {
        record->name.elsewhere = h->longName;
        h->longName = NULL;
    }
    memcpy(isLong(record) ? record->name.elsewhere : record->name.here, name.text, name.bytes);
    h->table[tableIndex(h, name, hash)] = handle + 1;
    h->named++;
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

uint32_t handlesTake(struct handles *h, uint32_t known, struct span name, uint32_t slot,
                     uint32_t bytes, uint64_t step)
{
    const uint32_t handle = known == HANDLE_NONE ? bear(h, name) : known;
    if (known != HANDLE_NONE)
        listRemove(h, &h->ended, handle);
    struct handle *record = &h->records[handle];
    record->ended = 0;
    record->era = h->era;
    record->slot = slot;
    record->bytes = bytes;
    record->step = step;
    listAppend(h, &h->live, handle);
    setOwner(h, slot, handle);
    forgetOldest(h);
    return handle;
}

void handlesGive(struct handles *h, uint32_t handle, uint64_t step)
{
    listRemove(h, &h->live, handle);
    h->records[handle].ended = HANDLE_FREED;
    h->records[handle].step = step;
    listAppend(h, &h->ended, handle);
    forgetOldest(h);
}

void handlesReset(struct handles *h, uint64_t step)
{
    listJoin(h, &h->ended, &h->live);
    h->era++;
    h->resetStep = step;
    forgetOldest(h);
}

/* --- undoing ---------------------------------------------------------------------------------- */

struct handleLife handlesLife(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    return (struct handleLife){.step = record->step,
                               .slot = record->slot,
                               .bytes = record->bytes,
                               .era = record->era,
                               .ended = record->ended};
}

void handlesUntake(struct handles *h, uint32_t handle, uint32_t former,
                   const struct handleLife *life)
{
    struct handle *record = &h->records[handle];
    h->owner[record->slot] = former;
    if (life == NULL) {
        h->born--;
        return;
    }
    record->step = life->step;
    record->slot = life->slot;
    record->bytes = life->bytes;
    record->era = life->era;
    record->ended = life->ended;
}

void handlesUngive(struct handles *h, uint32_t handle)
{
    h->records[handle].ended = 0;
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
        tableRemove(h, handle);
        if (isLong(&h->records[handle]))
            free(h->records[handle].name.elsewhere);
    }
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
    for (; slot < h->ownerCapacity && slot < HANDLES_LOOK; slot++)
        if (h->owner[slot] != HANDLE_NONE && isLive(h, h->owner[slot]) &&
            h->records[h->owner[slot]].slot == slot)
            return slot;
    return HANDLE_NONE;
}
