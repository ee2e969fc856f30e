/*
 * hint.h - facts that help with a question, one after the other: first what can be seen, then the
 * rule. None of them is the answer.
 */
#ifndef STUDY_HINT_H
#define STUDY_HINT_H

#include "study/question.h"

/* Appends fact `index`, from 0, one or two short sentences; false where there are no more. */
bool hintAppend(const struct question *q, unsigned index, struct buffer *out);

#endif
