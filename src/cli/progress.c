#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* Lines between two looks at the clock. */
#define LOOK_LINES 1024

/* Seconds before the first line, and between two of them. */
#define FIRST_SECONDS 1.0
#define NEXT_SECONDS  0.2

static double secondsBetween(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void progressInit(struct progress *progress, const struct run *r)
{
    *progress = (struct progress){0};
    progress->wanted =
        !r->shell && (r->options->quiet || r->options->every > 1) && isatty(STDERR_FILENO);
    if (progress->wanted)
        clock_gettime(CLOCK_MONOTONIC, &progress->started);
    progress->ticked = progress->started;
}

void progressTick(struct progress *progress, const struct run *r, uint64_t lines)
{
    struct timespec now;
    const uint64_t before = progress->lines / LOOK_LINES;
    progress->lines += lines;
    if (!progress->wanted || progress->lines / LOOK_LINES == before)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (secondsBetween(&progress->ticked, &now) < (progress->shown ? NEXT_SECONDS : FIRST_SECONDS))
        return;
    progress->shown = true;
    progress->ticked = now;
    fprintf(stderr, "\r%llu steps, %.0f s ", (unsigned long long)r->session.stepCount,
            secondsBetween(&progress->started, &now));
    fflush(stderr);
}

void progressEnd(struct progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%40s\r", ""); /* blanks: a dumb terminal knows no other way */
    fflush(stderr);
}
