/*
 * asked.h - a question to a learner about one step, and what became of the answer, as painters show
 * them. Made by the shell from what the study knows.
 */
#ifndef VIEW_ASKED_H
#define VIEW_ASKED_H

#include <stdint.h>

#include "base/span.h"

enum verdict { VERDICT_RIGHT, VERDICT_WRONG, VERDICT_SKIPPED };
const char *verdictName(enum verdict verdict);

struct asked {
    uint64_t step;        /* that it is about, which is yet to be taken       */
    struct span command;  /* of that step                                     */
    const char *kind;     /* of the question                                  */
    struct span question; /* a sentence                                       */
    enum verdict verdict; /* from here on: once it is answered                */
    struct span given;    /* the answer, as it was understood; NULL           */
    struct span truth;    /* the right one                                    */
    const char *belief;   /* the id of the misconception behind it; or NULL   */
    struct span reply;    /* what is said to a wrong answer besides; or empty */
    uint64_t hintCount;   /* that were given                                  */
};

#endif
