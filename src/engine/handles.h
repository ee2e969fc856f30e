/*
 * handles.h - the names of allocations, and which of them owns a slot. A name is live, or it has
 * ended: freed, or made stale by a freeall. Ended names are remembered, so that a second free can
 * be told from a mistyped name, up to a bound; then the oldest are forgotten. So memory follows the
 * live handles and not the length of a trace.
 *
 * Where steps can be undone, all names are remembered: they are part of the steps. A name that was
 * first taken by a step that is undone now is not born: unknown, but ready for the step's redo. A
 * record that says freed by a step behind `now` is live: so a name that is used once, as most are,
 * has a record that is true at any step, and travel need not touch it. Those that are used again
 * have what they were the first time in `firsts`.
 *
 * Rule: a record is live, or among the ended ones, or is forgotten and only names the chunks that
 * it owned last, or is spare. Those that a freeall made stale join the ended ones a few at each
 * step after it. With undo no account is kept of the ended ones; records 0 to `born` - 1 are born,
 * in the order of their first steps. Each step takes constant time, freeall included, but for
 * growing.
 */
#ifndef ENGINE_HANDLES_H
#define ENGINE_HANDLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "base/tape.h"
#include "engine/names.h"
#include "lang/command.h"

/* How many ended names are remembered: the bound that the manual states. */
#define HANDLES_REMEMBERED ((uint32_t)1 << 20)

#define HANDLE_NONE UINT32_MAX

/* Shorter names are kept in the record itself. */
#define HANDLE_INLINE_BYTES 12

enum handleState { HANDLE_LIVE, HANDLE_FREED, HANDLE_STALE, HANDLE_FORGOTTEN };

/* Two to a cache line, so that each is one miss. */
struct handle {
    char name[HANDLE_INLINE_BYTES]; /* or of a longer one, the pointer to its bytes             */
    uint32_t slot;                  /* of the chunk that it was given last; spare: the next such */
    uint64_t step : 54;             /* live: when it was allocated. freed: when it was freed     */
    uint64_t nameBytes : 6;         /* 0: spare                                                  */
    uint64_t ended : 2;             /* 0 live, or live before a freeall; else an enum handleState */
    uint64_t again : 1;             /* with undo: it is among `firsts`                           */
    union {
        uint32_t bytes; /* what was asked for; a chunk's size fits                     */
        uint32_t end;   /* without undo, of an ended one: the number of its end        */
    };
    union {
        uint32_t era;   /* with undo: how many freealls came before it                 */
        uint32_t owned; /* without: slots that it is the last owner of                 */
    };
};
_Static_assert(sizeof(struct handle) == 32, "two records are a cache line");
_Static_assert(HANDLE_BYTES_MAX < 64, "the length of a name has 6 bits");

/*
 * The ended ones, the oldest first: end number n is ring[n % capacity]. It stands for a name that
 * is remembered only while the record of `handle` says that it ended at n: a name that is taken
 * again leaves its end behind, for nothing.
 */
struct ends {
    uint32_t *ring;
    uint32_t capacity; /* a power of two, or 0; more than all names in the index */
    uint32_t first, next;
    uint32_t count; /* of names that are remembered                           */
};

/* A handle that was taken a second time, and what it was until then. */
struct firstLife {
    uint64_t again; /* by this step                                */
    uint64_t freed; /* by this one; 0 where it was not, but stale */
    uint32_t handle, slot, bytes, era;
};

struct handles {
    void *memory; /* in which `records` lie, aligned to their size                 */
    struct handle *records;
    size_t recordCount, memoryRecords; /* `memory` has room for as many              */
    uint32_t spare;                    /* first of the spare records                             */
    struct names names;                /* from a name to its record                              */
    uint32_t *owner;                   /* the last owner of each slot, or HANDLE_NONE            */
    size_t ownerCount, ownerCapacity;
    struct ends ends;
    size_t sweepAt, sweepLeft; /* records to be looked at for stale ones, a few at a step */
    uint32_t era;
    uint64_t resetStep;  /* of the last handlesReset, 0 before any               */
    uint32_t remembered; /* the bound on `ends.count`                             */
    char *longName;      /* storage ready for the next long name                  */
    bool undoable;       /* all names are remembered, and there are no ends       */

    /* Where steps can be undone. */
    size_t born;              /* records that are born                                    */
    uint64_t now;             /* what was freed by later steps is not; or UINT64_MAX      */
    struct firstLife *firsts; /* in the order of their steps, those up to now first       */
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
uint32_t handlesFind(const struct handles *h, struct span name);

/* The same where nameHash(name) is known already. */
uint32_t handlesFindHashed(const struct handles *h, struct span name, uint64_t hash);

static inline enum handleState handlesState(const struct handles *h, uint32_t handle)
{
    const struct handle *record = &h->records[handle];
    if (record->ended != 0 && record->step <= h->now)
        return (enum handleState)record->ended;
    const bool isLive = h->undoable ? record->era == h->era : record->step > h->resetStep;
    return isLive ? HANDLE_LIVE : HANDLE_STALE;
}

struct span handlesName(const struct handles *h, uint32_t handle);
static inline const struct handle *handlesAt(const struct handles *h, uint32_t handle)
{
    return &h->records[handle];
}

/* A step of this handle comes soon: its record may be fetched meanwhile. */
static inline void handlesForesee(const struct handles *h, uint32_t handle)
{
    if (handle < h->recordCount)
        __builtin_prefetch(&h->records[handle], 1);
}

/* Begins to fetch what a search for a name with this hash looks at first. */
static inline void handlesFetchBucket(const struct handles *h, uint64_t hash)
{
    if (h->names.count > 0)
        __builtin_prefetch(&h->names.buckets[namesHome(&h->names, hash)]);
}

/* The same of the record that it may well find, which is returned; or HANDLE_NONE. */
static inline uint32_t handlesFetchRecord(const struct handles *h, uint64_t hash)
{
    if (h->names.count == 0)
        return HANDLE_NONE;
    const struct nameBucket *bucket = &h->names.buckets[namesHome(&h->names, hash)];
    const unsigned matches = nameMatches(bucket, namePrint(hash));
    if (matches == 0)
        return HANDLE_NONE;
    const uint32_t handle = bucket->handles[__builtin_ctz(matches)];
    __builtin_prefetch(&h->records[handle]);
    return handle;
}

/* A slot may soon have another owner. */
static inline void handlesFetchOwner(const struct handles *h, uint32_t slot)
{
    if (slot < h->ownerCount)
        __builtin_prefetch(&h->owner[slot], 1);
}

/* The last owner of a slot, live or not; HANDLE_NONE where it is not known. */
uint32_t handlesOwner(const struct handles *h, uint32_t slot);

/* Room for one more name and for slots 0 to `slots` - 1; false, and no name changed, without
 * memory. */
bool handlesPrepare(struct handles *h, struct span name, uint32_t slots);

/*
 * `name`, which is not live, becomes live and owns `slot`: `known` as handlesFind found it. Room
 * must have been prepared. Steps are numbered from 1, and each has a larger number.
 */
uint32_t handlesTake(struct handles *h, uint32_t known, struct span name, uint32_t slot,
                     uint32_t bytes, uint64_t step);

/* A live handle is freed. */
void handlesGive(struct handles *h, uint32_t handle, uint64_t step);

/* All live handles become stale, in constant time; `step` is when. */
void handlesReset(struct handles *h, uint64_t step);

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
