/*
 * journal.h - for models whose calls are not easily turned round: what memory held before a call
 * wrote there, on the tape, so that undo puts it back as it was. A model keeps each piece before it
 * changes it; a piece may be kept twice.
 *
 * Memory that can move (an array that grows) is kept relative to where it begins: as a region, of
 * which the model says where it is now.
 */
#ifndef MODEL_JOURNAL_H
#define MODEL_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/tape.h"

#define JOURNAL_REGIONS 8

struct journal {
    struct tape *tape;              /* NULL: nothing is kept                       */
    void *regions[JOURNAL_REGIONS]; /* where each begins now: the model's to set   */
    uint64_t count;                 /* of pieces of this call                      */
};

/* A call begins. */
void journalBegin(struct journal *journal, struct tape *tape);

/* `bytes` bytes at `at`, which lie in region `region`, are about to be changed. */
void journalKeep(struct journal *journal, unsigned region, const void *at, size_t bytes);

/* The call was honoured; where it was refused, whoever owns the tape cuts it off. */
void journalEnd(struct journal *journal);

/* Puts back all that the last call changed. */
void journalUndo(struct journal *journal, struct tape *tape);

#endif
