/*
 * tutor.h - takes a learner through a lesson (study/lesson.h): shows its screens, hears answers,
 * watches what the steps of a task lead to. It takes the lines that are typed before the language
 * does, so lessons work in a terminal, through a pipe and after -c alike.
 *
 * Rule: each screen begins with a new pool, and the lesson's own steps up to there; what a learner
 * did on the screen before makes no difference. Where no lesson is open, run.tutor is NULL.
 */
#ifndef CLI_TUTOR_H
#define CLI_TUTOR_H

#include <stdbool.h>

#include "cli/run.h"

/* The command lesson: a list of the lessons, or the beginning of one. */
bool tutorAnswer(struct run *r, const struct source *source, const struct command *command);

/* Without an open lesson: is the line one of the words that it would take? */
bool tutorIsMissing(const struct run *r, struct span line);

/* Is the line for the open lesson: an answer, `next`, ...? Then tutorTake carries it out. */
bool tutorWants(const struct run *r, struct span line);
void tutorTake(struct run *r, struct span line);

/* After a step: does it reach the task's goal? */
void tutorMeet(struct run *r, const struct event *event);

/* After a line of steps: what the lesson says of them. */
void tutorSay(struct run *r);

/* What a person is asked with. */
const char *tutorPrompt(const struct run *r);

/* For completion: the words that an open lesson takes, and how many there are. */
#define TUTOR_WORDS 6
const char *tutorWord(size_t index);

/* Leaves the lesson, if one is open. */
void tutorEnd(struct run *r);

#endif
