/*
 * code.h - which lines of pool.h and pool.c a step ran, and with which values. A table says so,
 * path by path, in words of the source: no line has a number here. A line that is no longer in the
 * source fails the unit test; one that runs and is not in the table, or the other way round, fails
 * tests/codepaths, which asks gcov about a real run of each path. Called by who paints steps, for
 * those that somebody reads.
 */
#ifndef ENGINE_CODE_H
#define ENGINE_CODE_H

#include <stdbool.h>

#include "engine/session.h"
#include "view/code.h"

/* Fills in *code (initialized), right after the step. */
void codeTell(const struct session *s, const struct event *event, struct codeView *code);

/* For the unit test: is each line of the table in the source, once on its way down? Else *line is
 * the first that is not. */
bool codeIsWhole(const char **line);

#endif
