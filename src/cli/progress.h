/*
 * progress.h - a long replay that prints no steps says on the terminal how far it is, from its
 * second second on, on a line that it takes away at the end.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "cli/run.h"

struct progress {
    bool wanted;
    bool shown;
    uint64_t lines; /* since the beginning          */
    struct timespec started;
    struct timespec ticked; /* when it was last shown       */
};

void progressInit(struct progress *progress, const struct run *r);

/* To be called after each line, or after so many. */
void progressTick(struct progress *progress, const struct run *r, uint64_t lines);
void progressEnd(struct progress *progress);

#endif
