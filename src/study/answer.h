/*
 * answer.h - what a learner says, and what is true, in one form, so that the two can be compared: a
 * chunk, a free list, yes or no, a count, an outcome. Read leniently: a chunk may be said as a
 * place, an address or the handle that had it, with any words like "the head is" around it.
 */
#ifndef STUDY_ANSWER_H
#define STUDY_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "engine/session.h"
#include "view/event.h"

enum answerForm {
    ANSWER_PLACE,   /* one chunk, by whatever name, or NULL            */
    ANSWER_ADDRESS, /* the same, told by its address                   */
    ANSWER_LINK,    /* one chunk, NULL, or "unchanged": what a chunk's bytes hold */
    ANSWER_CHUNKS,  /* chunks in the order of the list                 */
    ANSWER_YES_NO,
    ANSWER_COUNT,
    ANSWER_OUTCOME
};

/* The longest list that can be an answer. */
#define ANSWER_CHUNKS_MAX 16

/*
 * Rule: of a chunk, what is not known is left out: `known` false or `address` 0. Neither known nor
 * with an address it is NULL.
 */
struct answer {
    enum answerForm form;
    struct place chunks[ANSWER_CHUNKS_MAX];
    size_t chunkCount;
    bool isRefused;   /* no chunk at all: the step is refused     */
    bool isUnchanged; /* the bytes hold what they held before     */
    bool yes;
    uint64_t count;
    enum outcome outcome;
};

/*
 * Reads `text` as an answer of this form, with the names as they are in the session, before the
 * step. False, with what is wrong appended to `why`, where it is none.
 */
bool answerRead(struct answer *answer, enum answerForm form, const struct session *s,
                struct span text, struct buffer *why);

/* Do they say the same? */
bool answerAgrees(const struct answer *a, const struct answer *b);

/* In words: 0:2, an address, a list with arrows, yes. */
void answerAppend(const struct answer *answer, bool asAddress, struct buffer *out);

/* One chunk, for who makes an answer. */
struct answer answerOfChunk(enum answerForm form, const struct place *chunk);

#endif
