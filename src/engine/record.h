/*
 * record.h - one step as it is written on a tape of the timeline: what each kind of step keeps, and
 * in which bytes. A record is pushed and popped whole; its first number, read first, has the marks,
 * the usual ones in the lowest 7 bits, so that an ordinary step's take one byte.
 *
 *   a step that is done          a step that was undone
 *   alloc  who owned the slot    alloc  the handle, and the size if it was given
 *          before; what the      free   the handle
 *          handle was before     other  the command as text
 *   free   nothing
 *   other  the command as text, and a few numbers
 */
#ifndef ENGINE_RECORD_H
#define ENGINE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/tape.h"

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
    unsigned marks;  /* MARK_... added up                                                 */
    unsigned path;   /* alloc: an enum path                                               */
    unsigned result; /* other: an enum outcome                                            */
    unsigned verb;   /* other                                                             */
    int64_t line;    /* of the input: how far from where it usually is                    */

    uint32_t former;     /* alloc, done                                                   */
    uint32_t slot;       /* alloc, done: with MARK_APART                                  */
    uint64_t autoBack;   /* alloc, MARK_AUTO: how far the number of made names went on    */
    uint64_t lifeSlot;   /* alloc, done, MARK_KNOWN: what the handle was: its chunk,      */
    uint64_t lifeSteps;  /* for how many steps it had been so,                            */
    uint64_t lifeBytes;  /* the size that it was given,                                   */
    uint64_t lifeEras;   /* freealls since,                                               */
    bool lifeWasLive;    /* and whether it had not been freed                             */
    uint64_t peaks[3];   /* MARK_PEAKS: how much live, listed and reserved peaks rose     */
    uint64_t numbers[3]; /* other, done: see timeline.c                                   */

    uint32_t handle;  /* alloc, free, undone                                              */
    uint64_t bytes;   /* alloc, undone: with MARK_GIVEN                                   */
    struct span text; /* other: popped, it lies on the tape, up to the next push          */
};

void recordPushDone(struct tape *tape, const struct record *record);
void recordPopDone(struct tape *tape, struct record *record);

void recordPushUndone(struct tape *tape, const struct record *record);
void recordPopUndone(struct tape *tape, struct record *record);

/* The marks, and of the kind `other` the result, of the last record, which stays; none: false. */
bool recordPeek(const struct tape *tape, struct record *record);

#endif
