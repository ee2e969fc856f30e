/*
 * quiz.h - the quiz: before a step the learner is asked about it, then it is taken, then the answer
 * is graded by what happened, and the step is shown. The verb `quiz` and --quiz turn it on.
 *
 * Rule: a step that nobody is asked about is as it would be without a quiz.
 */
#ifndef CLI_QUIZ_H
#define CLI_QUIZ_H

#include <stdbool.h>

#include "cli/run.h"

void quizRunInit(struct quizRun *quiz);
void quizRunRelease(struct quizRun *quiz);

/* --quiz: begins with these kinds. */
void quizStart(struct run *r, unsigned kinds);

/* Before a step: asks about it; false where no question fits, or nobody answers any more. */
bool quizAsk(struct run *r, const struct command *command);

/* After the step that it was about: says what the answer was worth. */
void quizTell(struct run *r, const struct event *event);

/* The last step was asked about, and so it stands there already. */
bool quizHasShown(const struct run *r);

/* The end of a quiz, where one is on: the score. A wrong answer in it makes the status 1. */
void quizEnd(struct run *r);

/* The verb. */
bool quizAnswer(struct run *r, const struct source *source, const struct command *command);

/* Are the words behind `quiz` well formed? Where not, r->fault says why. */
bool quizCheck(struct run *r, struct span line, const struct command *command);

#endif
