/*
 * record.h - one step as it is written down, in two forms. On the log, which is read forth, stands
 * what it takes to do the step again; on the tape of done steps, which is read from its end, what
 * it takes to undo it and the state after it does not tell.
 *
 *          on the log                         on the tape
 *   alloc  its handle, unless that is new;    who owned the slot before; what the
 *          the size if it was given           handle was before
 *   free   the slot                           nothing
 *   other  the command as text                the command as text, and a few numbers
 *
 * A record is written and read whole. Its first number has the kind and what nearly each step has,
 * in the lowest bits, so that an ordinary step takes 1 to 3 bytes of the log.
 */
#ifndef ENGINE_RECORD_H
#define ENGINE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/tape.h"
#include "view/event.h"

/* Steps that were refused, or that not only the usual belongs to, are of the kind `other`. */
enum recordKind { RECORD_ALLOC, RECORD_FREE, RECORD_OTHER };

enum {
    MARK_PEAK = 1 << 2,      /* the most live (alloc) or listed (free) chunks: one more      */
    MARK_LINE = 1 << 3,      /* it is not on the line behind the one of the step before      */
    MARK_GIVEN = 1 << 4,     /* alloc: a size. free: an address in place of the handle       */
    MARK_KNOWN = 1 << 5,     /* alloc: the handle had been taken before                      */
    MARK_FORMER = 1 << 6,    /* alloc: the slot had an owner before                          */
    MARK_ASIDE = 1 << 7,     /* it is none of the trace that is being stepped through        */
    MARK_UNCHECKED = 1 << 8, /* misuse went through                                          */
    MARK_AUTO = 1 << 9,      /* alloc: its name was made                                     */
    MARK_APART = 1 << 10,    /* alloc: the slot can't be told from the former owner          */
    MARK_PEAKS = 1 << 11     /* figures of the kind `peak` changed in another way            */
};

struct record {
    enum recordKind kind;
    unsigned marks;    /* MARK_... added up                                              */
    int64_t line;      /* of the input: how far from where it usually is                 */
    uint64_t autoBack; /* alloc, MARK_AUTO: how far the number of made names went on     */
    unsigned result;   /* other: an enum outcome                                         */
    unsigned verb;     /* other                                                          */
    struct span text;  /* other: read, it lies where it was written, up to the next one  */
    uint32_t slot;     /* on the log: of a free. on the tape: of an alloc, MARK_APART     */

    /* On the log. */
    uint32_t handle; /* alloc, MARK_KNOWN                                                */
    uint64_t bytes;  /* alloc, MARK_GIVEN                                                */

    /* On the tape. */
    uint64_t logBytes;   /* of its form on the log                                       */
    unsigned path;       /* alloc: an enum path                                          */
    uint32_t former;     /* alloc: owner of the slot before                              */
    uint64_t lifeSlot;   /* alloc, MARK_KNOWN: what the handle was: its chunk,           */
    uint64_t lifeSteps;  /* for how many steps it had been so,                           */
    uint64_t lifeBytes;  /* the size that it was given,                                  */
    uint64_t lifeEras;   /* freealls since,                                              */
    bool lifeWasLive;    /* and whether it had not been freed                            */
    uint64_t peaks[3];   /* MARK_PEAKS: how much live, listed and reserved peaks rose    */
    uint64_t numbers[3]; /* other: see timeline.c                                        */
};

/* Behind all others of the log; and the one that begins at *at, which then is behind it. */
void recordWrite(struct tape *log, const struct record *record);
void recordRead(const struct tape *log, size_t *at, struct record *record);

void recordPush(struct tape *tape, const struct record *record);
void recordPop(struct tape *tape, struct record *record);

/* The outcome of the last record, which stays; there must be one. */
enum outcome recordOutcome(const struct tape *tape);

/* Of the one that begins at byte `at` of the log: did misuse go through? */
bool recordIsUnchecked(const struct tape *log, size_t at);

#endif
