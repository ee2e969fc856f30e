/*
 * state.h - small files that outlive a shell, in $XDG_STATE_HOME/poolsim or ~/.local/state/poolsim:
 * the history of lines, how far a learner is in the lessons.
 *
 * Rule: such a file is a regular one of ours, with mode 0600 and no other name, never reached
 * through a symbolic link, in a folder that nobody else can write, and read and written under a
 * lock. Where any of that can't be had, there is no file, and no fuss.
 */
#ifndef CLI_STATE_H
#define CLI_STATE_H

#include <stdbool.h>

#include "base/span.h"

struct stateFile {
    char *folder, *base; /* names of the folder, and of the file in it; NULL: there is none */
    bool isNamed;        /* by the user: its folder need not be as we would make it        */
};

/* The file of this name in the folder for state, which is made where it is missing. */
void stateInit(struct stateFile *state, const char *base);

/* A file of the user's choice. */
void stateInitNamed(struct stateFile *state, const char *name);
void stateRelease(struct stateFile *state);

/* Opens it and locks it, -1 where it is not fit; stateOpen makes it where it is missing. */
int stateOpen(const struct stateFile *state);
int stateLook(const struct stateFile *state);

/* Puts a file with `text` in its place, all or nothing; the lock keeps others waiting. */
void stateReplace(const struct stateFile *state, struct span text);

#endif
