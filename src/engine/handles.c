#include "engine/handles.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

void handlesInit(struct handles *h, uint32_t remembered, bool undoable)
{
    *h = (struct handles){.undoable = undoable, .now = UINT64_MAX};
    livesInit(&h->lives, remembered);
}

void handlesRelease(struct handles *h)
{
    livesRelease(&h->lives);
    handleTableRelease(&h->table);
    namesRelease(&h->names);
    free(h->owner);
    free(h->longName);
    free(h->firsts);
    handlesInit(h, h->lives.remembered, h->undoable);
}

void handlesClear(struct handles *h)
{
    handlesRelease(h);
}

static uint32_t find(const struct handles *h, const struct name *name)
{
    if (h->names.count == 0)
        return HANDLE_NONE;
    for (struct nameSearch search = namesSearch(&h->names, name->hash);
         namesFound(&h->names, &search);) {
        const uint32_t handle = namesAt(&h->names, search.spot);
        const struct handle *record = &h->table.records[handle];
        if (keptNameIs(&record->name, name))
            return handle < h->born ? handle : HANDLE_NONE;
    }
    return HANDLE_NONE;
}

uint32_t handlesFind(const struct handles *h, struct span text)
{
    if (!h->undoable)
        return livesFind(&h->lives, text);
    const struct name name = nameOf(text);
    return find(h, &name);
}

uint32_t handlesSeek(const struct handles *h, struct span text)
{
    const struct name name = nameOf(text);
    struct livesPlace place;
    if (h->undoable)
        return find(h, &name);
    return livesSeek(&h->lives, &name, &place) ? place.life : HANDLE_NONE;
}

void handlesNameChunks(const struct handles *h, uint32_t first, struct chunkView *chunks,
                       size_t count)
{
    if (!h->undoable) {
        recallNameChunks(&h->lives, first, chunks, count);
        return;
    }
    for (uint32_t i = 0; i < count && first + i < h->ownerCount; i++)
        if (h->owner[first + i] != HANDLE_NONE)
            chunks[i].handle = handlesName(h, h->owner[first + i]);
}

void handlesKeepOwners(struct handles *h)
{
    if (!h->undoable)
        recallKeepOwners(&h->lives);
}

uint32_t handlesNote(const struct handles *h, uint32_t handle)
{
    return h->undoable || handle == HANDLE_NONE ? handle
                                                : (uint32_t)nameOf(handlesName(h, handle)).hash;
}

uint32_t handlesNoted(const struct handles *h, const struct pastEvent *event)
{
    return h->undoable ? event->handle : recallBegun(&h->lives, event);
}

/* --- room ------------------------------------------------------------------------------------- */

static bool growNames(struct handles *h)
{
    if (namesHaveRoom(&h->names))
        return true;
    if (!namesGrow(&h->names))
        return false;
    for (size_t i = 0; i < h->table.count; i++)
        namesAdd(&h->names, nameOf(handlesName(h, (uint32_t)i)).hash, (uint32_t)i);
    return true;
}

static bool growRecords(struct handles *h)
{
    return h->table.count < HANDLE_NONE - 1 && handleTableReserve(&h->table, h->table.count + 1);
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

static bool growFirsts(struct handles *h)
{
    if (h->firstCount < h->firstCapacity)
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
    if (!h->undoable)
        return livesPrepare(&h->lives, name);
    const bool unborn = h->born < h->table.count; /* its record is there */
    return (unborn || (keptNamePrepare(&h->longName, name) && growNames(h) && growRecords(h))) &&
           growFirsts(h) && growOwners(h, slots);
}

/* --- the life of a handle --------------------------------------------------------------------- */

static uint32_t newRecord(struct handles *h, struct span text)
{
    const struct name name = nameOf(text);
    const uint32_t handle = (uint32_t)h->table.count++;
    h->table.records[handle] = (struct handle){0};
    keptNameSet(&h->table.records[handle].name, &name, &h->longName);
    namesAdd(&h->names, name.hash, handle);
    return handle;
}

/* Before a name is taken a second time: what it was until then. */
static void keepFirst(struct handles *h, uint32_t handle, uint64_t step)
{
    struct handle *record = &h->table.records[handle];
    if (record->again)
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

/* The next name is born: its record is made, or where its step is redone, it is there. */
static uint32_t bear(struct handles *h, struct span text, bool *isThere)
{
    *isThere = h->born < h->table.count;
    const uint32_t handle = *isThere ? (uint32_t)h->born : newRecord(h, text);
    h->born++;
    return handle;
}

uint32_t handlesTake(struct handles *h, uint32_t known, struct span text, uint32_t slot,
                     uint32_t bytes, uint64_t step)
{
    if (!h->undoable) {
        const struct name name = nameOf(text);
        return livesTake(&h->lives, &name, slot, bytes);
    }
    bool isThere = false;
    const uint32_t handle = known == HANDLE_NONE ? bear(h, text, &isThere) : known;
    h->owner[slot] = handle;
    if (isThere) /* its record tells of this life already, to its end */
        return handle;
    if (known != HANDLE_NONE)
        keepFirst(h, handle, step);
    struct handle *record = &h->table.records[handle];
    record->ended = 0;
    record->era = h->era;
    record->slot = slot;
    record->bytes = bytes;
    record->step = step & HANDLE_STEP_MAX;
    return handle;
}

void handlesGive(struct handles *h, uint32_t handle, uint64_t step)
{
    if (!h->undoable) {
        livesEndNumber(&h->lives, handle, HANDLE_FREED, step);
        return;
    }
    h->table.records[handle].step = step & HANDLE_STEP_MAX;
    h->table.records[handle].ended = HANDLE_FREED;
}

void handlesReset(struct handles *h, uint64_t step)
{
    if (!h->undoable) {
        livesReset(&h->lives, step);
        return;
    }
    h->era++;
    h->resetStep = step;
}

/* --- undoing ---------------------------------------------------------------------------------- */

struct handleLife handlesLife(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->table.records[handle];
    return (struct handleLife){.step = record->step,
                               .slot = record->slot,
                               .bytes = record->bytes,
                               .era = record->era,
                               .ended = record->step <= h->now ? record->ended : 0};
}

void handlesSetLife(struct handles *h, uint32_t handle, const struct handleLife *life)
{
    struct handle *record = &h->table.records[handle];
    record->step = life->step & HANDLE_STEP_MAX;
    record->slot = life->slot;
    record->bytes = life->bytes;
    record->era = life->era;
    record->ended = life->ended & 3u;
}

void handlesUntake(struct handles *h, uint32_t handle, uint32_t former,
                   const struct handleLife *life, uint64_t step)
{
    h->owner[h->table.records[handle].slot] = former;
    if (life == NULL) {
        h->born--;
        return;
    }
    handlesSetLife(h, handle, life);
    if (h->firstCount > 0 && h->firsts[h->firstCount - 1].again == step) {
        h->firstCount--;
        h->table.records[handle].again = 0;
    }
}

void handlesUnreset(struct handles *h, uint64_t step)
{
    h->era--;
    h->resetStep = step;
}

void handlesDropUnborn(struct handles *h)
{
    while (h->table.count > h->born) {
        const uint32_t handle = (uint32_t)--h->table.count;
        const uint64_t hash = nameOf(handlesName(h, handle)).hash;
        namesRemoveAt(&h->names, hash, namesSpot(&h->names, hash, handle));
        keptNameFree(&h->table.records[handle].name);
    }
    for (size_t i = 0; i < h->table.count; i++)
        if (h->table.records[i].step > h->now)
            h->table.records[i].ended = 0;
    h->firstsKnown = h->firstCount;
    h->now = UINT64_MAX;
}

/* --- looking through them --------------------------------------------------------------------- */

uint32_t handlesLive(const struct handles *h, uint32_t handle)
{
    if (!h->undoable)
        return livesNext(&h->lives, handle);
    for (; handle < h->born; handle++)
        if (handlesState(h, handle) == HANDLE_LIVE)
            return handle;
    return HANDLE_NONE;
}

uint32_t handlesLiveSlot(const struct handles *h, uint32_t slot)
{
    const size_t count = h->undoable ? h->ownerCount : recallSlotCount(&h->lives);
    for (; slot < count && slot < HANDLES_LOOK; slot++) {
        const uint32_t owner = handlesOwner(h, slot);
        if (owner != HANDLE_NONE && handlesState(h, owner) == HANDLE_LIVE &&
            handlesAt(h, owner).slot == slot)
            return slot;
    }
    return HANDLE_NONE;
}
