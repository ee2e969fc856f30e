/*
 * handles.h - the names of allocations, and which of them owns a slot. A name is live, or it has
 * ended: freed, or made stale by a freeall. Where no step will be undone, ended names are
 * remembered up to a bound, and lives.h keeps all. What follows is of the others.
 *
 * Where steps can be undone, all names are remembered: they are part of the steps. A name that was
 * first taken by a step that is undone now is not born: unknown, but ready for the step's redo. A
 * record that says freed by a step behind `now` is live: so a name that is used once, as most are,
 * has a record that is true at any step, and travel need not touch it. Those that are used again
 * have what they were the first time in `firsts`.
 *
 * Rule: records 0 to `born` - 1 are born, in the order of their first steps. Each step takes
 * constant time, freeall included, but for growing.
 */
#ifndef ENGINE_HANDLES_H
#define ENGINE_HANDLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/soon.h"
#include "base/span.h"
#include "base/tape.h"
#include "engine/handle.h"
#include "engine/lives.h"
#include "engine/names.h"
#include "engine/past.h"
#include "view/view.h"

/* A handle that was taken a second time, and what it was until then. */
struct firstLife {
    uint64_t again; /* by this step                                */
    uint64_t freed; /* by this one; 0 where it was not, but stale */
    uint32_t handle, slot, bytes, era;
};

struct handles {
    bool undoable;            /* steps can be undone: then there are no lives       */
    struct lives lives;       /* and where they can't, nothing else                 */
    struct handleTable table; /* the records                                        */
    struct names names;       /* from a name to its record                          */
    uint32_t *owner;          /* the last owner of each slot, or HANDLE_NONE        */
    size_t ownerCount, ownerCapacity;
    uint32_t era;
    uint64_t resetStep;       /* of the last handlesReset, 0 before any                   */
    char *longName;           /* storage ready for the next long name                     */
    size_t born;              /* records that are born                                    */
    uint64_t now;             /* what was freed by later steps is not; or UINT64_MAX      */
    struct firstLife *firsts; /* in the order of their steps, those up to now first */
    size_t firstCount, firstCapacity;
    size_t firstsKnown; /* with those of steps that are undone */
};

/* What a handle was before a step took its name again. */
struct handleLife {
    uint64_t step;
    uint32_t slot, bytes, era;
    uint8_t ended;
};

void handlesInit(struct handles *h, uint32_t remembered, bool undoable);
void handlesRelease(struct handles *h);

/* Forgets all names and owners. */
void handlesClear(struct handles *h);

/* The record of a name; HANDLE_NONE where none is known. */
uint32_t handlesFind(const struct handles *h, struct span text);

/* The same, but of an ended name where no step will be undone, it may be HANDLE_NONE: all that
 * handlesTake needs. */
uint32_t handlesSeek(const struct handles *h, struct span text);

static inline struct handleFacts handlesAt(const struct handles *h, uint32_t handle)
{
    if (!h->undoable)
        return livesAt(&h->lives, handle);
    const struct handle *record = &h->table.records[handle];
    return (struct handleFacts){record->slot, record->bytes, record->step};
}

static inline enum handleState handlesState(const struct handles *h, uint32_t handle)
{
    if (!h->undoable)
        return livesState(&h->lives, handle);
    const struct handle *record = &h->table.records[handle];
    if (record->ended != 0 && record->step <= h->now)
        return (enum handleState)record->ended;
    return record->era == h->era ? HANDLE_LIVE : HANDLE_STALE;
}

static inline struct span handlesName(const struct handles *h, uint32_t handle)
{
    if (!h->undoable)
        return livesName(&h->lives, handle);
    return keptNameSpan(&h->table.records[handle].name);
}

/* What an event of past.h keeps of a handle; and of such an event, an allocation, a handle with the
 * name that got the slot, HANDLE_NONE where that is not known. */
uint32_t handlesNote(const struct handles *h, uint32_t handle);
uint32_t handlesNoted(const struct handles *h, const struct pastEvent *event);

/* A step of this handle comes soon: its record may be fetched meanwhile. */
static inline void handlesForesee(const struct handles *h, uint32_t handle)
{
    if (handle < h->table.count)
        soonNeeded(&h->table.records[handle]);
}

/* The last owner of a slot, live or not; HANDLE_NONE where it is not known. */
static inline uint32_t handlesOwner(const struct handles *h, uint32_t slot)
{
    if (!h->undoable)
        return recallOwner(&h->lives, slot);
    return slot < h->ownerCount ? h->owner[slot] : HANDLE_NONE;
}

/* The names of the last owners of `count` slots from `first` on, where they are known. */
void handlesNameChunks(const struct handles *h, uint32_t first, struct chunkView *chunks,
                       size_t count);

/* Behind handlesPrepare: from now on it is told apart which of several owners is the last one. */
void handlesKeepOwners(struct handles *h);

/* Room for one more name and for slots 0 to `slots` - 1; false, and no name changed, without
 * memory. */
bool handlesPrepare(struct handles *h, struct span name, uint32_t slots);

/*
 * `text`, which is not live, becomes live and owns `slot`: `known` as handlesFind found it. Room
 * must have been prepared. Steps are numbered from 1, and each has a larger number.
 */
uint32_t handlesTake(struct handles *h, uint32_t known, struct span text, uint32_t slot,
                     uint32_t bytes, uint64_t step);

/* A live handle is freed. */
void handlesGive(struct handles *h, uint32_t handle, uint64_t step);

/* All live handles become stale, in constant time; `step` is when. */
void handlesReset(struct handles *h, uint64_t step);

/* When that was last, 0 where never. */
static inline uint64_t handlesResetStep(const struct handles *h)
{
    return h->undoable ? h->resetStep : h->lives.resetStep;
}

/* --- undoing: the last of these that was not undone, and only where steps can be undone */

/* What `handle` is: what handlesUntake needs, when it is taken again. */
struct handleLife handlesLife(const struct handles *h, uint32_t handle);

/*
 * handlesTake by step `step`: `former` owned the slot before; *life is what the handle was, NULL of
 * a new name.
 */
void handlesUntake(struct handles *h, uint32_t handle, uint32_t former,
                   const struct handleLife *life, uint64_t step);
/* handlesReset; `step` is that of the one before. handlesGive is undone by `now` alone. */
void handlesUnreset(struct handles *h, uint64_t step);

/* Forgets what later steps than `now` did: they will not be redone. */
void handlesDropUnborn(struct handles *h);

/* --- as they were after a step (handlesave.c) */

struct handlesMark {
    size_t born, firstCount;
    uint32_t era;
    uint64_t resetStep;
};

/* After step `step`: all that can't be told later, with the owners of slots 0 to `slots` - 1; *mark
 * goes with it. */
void handlesSave(const struct handles *h, uint32_t slots, uint32_t usualBytes, uint64_t step,
                 struct tape *image, struct handlesMark *mark);

/* Room for what handlesLoad brings back. False, with nothing changed, without memory. */
bool handlesReserve(struct handles *h, uint32_t slots);

/* Pops what handlesSave pushed at step `step`. */
void handlesLoad(struct handles *h, uint32_t slots, uint32_t usualBytes, uint64_t step,
                 struct tape *image, const struct handlesMark *mark);

/* No name is born, and no slot has an owner. */
void handlesUnbear(struct handles *h);

/* A record becomes what a handle was. */
void handlesSetLife(struct handles *h, uint32_t handle, const struct handleLife *life);

/* --- looking through them: the handles that are live, in the order of their records */

/* The first one from `handle` on; HANDLE_NONE behind the last. */
uint32_t handlesLive(const struct handles *h, uint32_t handle);

/* The same along the slots, for a hint: which slots' last owners live. At most HANDLES_LOOK. */
#define HANDLES_LOOK 4096u
uint32_t handlesLiveSlot(const struct handles *h, uint32_t slot);

#endif
