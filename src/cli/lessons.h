/*
 * lessons.h - the lessons that come with poolsim, NN-NAME.lesson in traces/lessons beside the
 * program or where it was installed, and how far a learner has come in each. tutor.h begins them.
 *
 * Rule: only what a person does in a shell is kept (state.h); reading changes nothing.
 */
#ifndef CLI_LESSONS_H
#define CLI_LESSONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct lessonEntry {
    unsigned number;
    char *name; /* chunks                              */
    char *path; /* of its file                         */
    char *title;
    bool isDone;
    size_t screen; /* that was reached, from 1; 0: none */
};

struct lessons {
    struct lessonEntry *entries; /* in the order of their numbers */
    size_t count;
};

/* Finds them all; none, where there are none. */
void lessonsInit(struct lessons *lessons);
void lessonsRelease(struct lessons *lessons);

/* The one of this name, of this beginning of a name, or of this number; NULL. */
const struct lessonEntry *lessonsFind(const struct lessons *lessons, struct span word);

/* Remembers that a learner has reached a screen of it, from 1, or its end. */
void lessonsKeep(const char *name, size_t screen, bool isDone);

#endif
