/*
 * misconception.h - THE table of what learners are known to believe of a pool and is not so. A row
 * predicts what somebody with that belief would answer; where a wrong answer is just that, the
 * reply of the row speaks to the belief and not to the answer.
 *
 * To add one: a row in misconception.c with a function that predicts, its entry in
 * poolsim-trace(5), and a case in tests/unit/question.c.
 */
#ifndef STUDY_MISCONCEPTION_H
#define STUDY_MISCONCEPTION_H

#include "study/question.h"

struct misconception {
    const char *id;
    const char *belief; /* in words, what somebody thinks                                  */
    const char *reply;  /* to them: one or two sentences, true wherever `predict` says yes */

    /* What the question, which is resolved, would be answered under this belief; false where the
     * belief says nothing. */
    bool (*predict)(const struct question *q, struct answer *answer);
};

#define MISCONCEPTIONS 18
extern const struct misconception misconceptionTable[MISCONCEPTIONS];

/* The first one that leads to this answer, which is wrong; NULL where none does. */
const struct misconception *misconceptionFind(const struct question *q,
                                              const struct answer *answer);

#endif
