/*
 * recall.h - what only reports ask of lives.h: which of the ended names one is, who had a slot
 * last, who got it at some step. It is found out when it is first asked, and kept from then on, so
 * that a trace full of faults does not search for each of them anew, and one without pays nothing.
 *
 * Rule: where they are kept, `ends` has the last end of each name in the log, and `owners` who had
 * each slot last. Where there is no memory for that, the log is searched.
 */
#ifndef ENGINE_RECALL_H
#define ENGINE_RECALL_H

#include "engine/names.h"
#include "engine/past.h"

struct lives;
struct name;
struct chunkView;

/* The last life of a slot; all bits 1 where there was none. */
struct recallOwner {
    uint32_t life; /* live: its number                                           */
    uint32_t end;  /* how many had ended with it, the lower bits; 0: it is live  */
};

struct recall {
    bool keepsEnds, keepsOwners;
    bool isKept;       /* any of them */
    struct names ends; /* from a name to the place of its end in the log */
    struct recallOwner *owners;
    size_t ownerCount; /* of slots */
};

struct recall *recallNew(void);
void recallFree(struct recall *recall);

/* --- questions; the answers are numbers of lives, or HANDLE_NONE */

/* The last end of a name. */
uint32_t recallEnded(const struct lives *l, const struct name *name);

/* The last owner of a slot, live or not; and the names of those of `count` slots from `first` on,
 * where they are known. */
uint32_t recallOwner(const struct lives *l, uint32_t slot);
void recallNameChunks(const struct lives *l, uint32_t first, struct chunkView *chunks,
                      size_t count);

/* From now on it is kept, so that also of several owners the last one is found. */
void recallKeepOwners(const struct lives *l);

/* Slots 0 to that - 1 may have owners. */
size_t recallSlotCount(const struct lives *l);

/*
 * A life of the name that got the slot by this event, an allocation, whose `handle` is the lower
 * bits of its hash.
 */
uint32_t recallBegun(const struct lives *l, const struct pastEvent *event);

/* --- where isKept: what lives.h does */

/* `slot` was taken by a life with this number. */
void recallTake(struct lives *l, uint32_t slot, uint32_t life);

/* The last one in the log has ended, whose number as a live one was `life`. */
void recallEnd(struct lives *l, uint32_t life);

/* A live one has ended, and is not in the log: there was no memory for it. */
void recallLose(struct lives *l, uint32_t slot, uint32_t life);

/* The oldest one in it will be forgotten. */
void recallForget(struct lives *l);

#endif
