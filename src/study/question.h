/*
 * question.h - one question about a step that is about to be taken: which chunk, which head, which
 * list, how many blocks. It is posed before the step, answered before it, and graded after it, by
 * what really happened; so it never computes what the allocator would do. A wrong answer that a
 * known misconception leads to is told from others (misconception.h).
 *
 * Rule: the session is only looked at. The step is taken by the caller, between questionRead and
 * questionResolve:
 *
 *     questionPose(&q, s, &command, kind, &text)     text: the question
 *     questionRead(&q, s, "0:2", &answer, &why)      as often as it takes; questionHint, too
 *     sessionStep(s, &command, &event)
 *     questionResolve(&q, s, &event)
 *     questionGrade(&q, &answer)                     and questionTellTruth
 *
 * The quiz, the worksheets and the lessons use it.
 */
#ifndef STUDY_QUESTION_H
#define STUDY_QUESTION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "engine/session.h"
#include "lang/command.h"
#include "study/answer.h"
#include "view/event.h"
#include "view/view.h"

enum questionKind {
    QUESTION_PLACE,   /* alloc: which chunk is handed out                     */
    QUESTION_LIST,    /* the whole free list after the step                   */
    QUESTION_HEAD,    /* its head                                             */
    QUESTION_BLOCK,   /* alloc: is a block obtained                           */
    QUESTION_LINK,    /* free: what the first bytes of the chunk hold then    */
    QUESTION_ADDRESS, /* alloc: at which address                              */
    QUESTION_BLOCKS,  /* how many blocks there are after the step             */
    QUESTION_TABLE,   /* the field blocksUsed after the step                  */
    QUESTION_USED,    /* the field used after the step                        */
    QUESTION_OUTCOME, /* is the step honoured, or why not                     */
    QUESTION_KINDS
};

/* How the free list is ordered, as far as misconceptions are about it. */
enum listOrder { ORDER_LIFO, ORDER_FIFO, ORDER_ADDRESS, ORDER_OTHER };

struct question {
    enum questionKind kind;
    enum verb verb;         /* of the step                                      */
    bool hasChunks;         /* of one size; else it is a heap                   */
    bool hasFresh;          /* chunks are fresh before they are on the list     */
    enum listOrder order;   /* of the free list                                 */
    struct place subject;   /* free: the chunk that is to be given back         */
    struct view before;     /* whole                                            */
    struct view after;      /* once it is resolved                              */
    struct buffer handleIs; /* what became of the step's handle, for a hint     */
    unsigned hintCount;     /* that were given                                  */
    enum path path;         /* of the step; from here on, once it is resolved   */
    struct answer truth;
};

struct misconception;

/* `misconception` is NULL where it is right, or wrong in no way that is known. */
struct grade {
    bool isRight;
    const struct misconception *misconception;
};

/* The kinds' names, for a person to choose by, and what each asks, in words. */
const char *questionKindName(size_t kind);
const char *questionKindMeaning(size_t kind);

void questionInit(struct question *q);
void questionRelease(struct question *q);

/* Does a question of this kind make sense of this step, here? */
bool questionFits(const struct session *s, const struct command *command, enum questionKind kind);

/*
 * Makes *q, initialized or used before, the question of this kind, which fits, about the step that
 * `command` will be; appends it to `text`, one sentence. False without memory.
 */
bool questionPose(struct question *q, const struct session *s, const struct command *command,
                  enum questionKind kind, struct buffer *text);

/* Reads an answer to it; false, with what is wrong appended to `why`, where it is none. */
bool questionRead(const struct question *q, const struct session *s, struct span text,
                  struct answer *answer, struct buffer *why);

/* Appends one more fact that helps; false where there is no more. Before the step. */
bool questionHint(struct question *q, struct buffer *out);

/* After the step, of which *event tells: finds out what is true. False without memory. */
bool questionResolve(struct question *q, const struct session *s, const struct event *event);

/* What an answer is worth, once the question is resolved. */
struct grade questionGrade(const struct question *q, const struct answer *answer);

/* The right answer in words. */
void questionTellTruth(const struct question *q, struct buffer *out);

/* An answer in words, as one to this question. */
void questionTell(const struct question *q, const struct answer *answer, struct buffer *out);

#endif
