/*
 * workload.h - made-up allocations and frees, as many as one likes, out of a seed: what stands
 * behind `random`, and --generate prints. Whoever carries them out says what became of each alloc,
 * so that only what is live is freed; nothing is known here of pools and handles.
 *
 * Rule: the same plan makes the same workload on every machine and in every version, for good, as
 * long as each alloc is served. So no draw may be added, left out or moved: tests/unit/workload.c
 * holds them. How they are drawn:
 *
 *   alloc or free   where nothing of it is live, an alloc, without a draw; else by the pattern:
 *       random, stack, queue   an alloc, `alloc` times out of 100
 *       ramp                   the first `alloc` percent of all steps are allocs, the rest frees
 *       sawtooth               the same of each 20 steps
 *       burst                  runs of 1 to 8 allocs or of 1 to 8 frees: the length is drawn, then
 *                              which of both; a run is also over where nothing is live
 *   which one is freed         stack: the newest; queue: the oldest; else any one: its index is
 *                              drawn, and the newest takes its place
 *   how many bytes             evenly from a range; drawn from a seed of its own, so that with and
 *                              without sizes the steps are the same
 */
#ifndef LANG_WORKLOAD_H
#define LANG_WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "base/span.h"

enum workloadPattern {
    PATTERN_RANDOM,
    PATTERN_STACK,
    PATTERN_QUEUE,
    PATTERN_RAMP,
    PATTERN_SAWTOOTH,
    PATTERN_BURST,
    PATTERN_COUNT
};

struct workloadPlan {
    uint64_t stepCount;
    uint64_t seed;
    unsigned allocPercent;
    enum workloadPattern pattern;
    bool hasSizes; /* each alloc asks for so many bytes: */
    uint64_t leastBytes, mostBytes;
};

/* One step: an alloc, or a free of what `number` stands for. */
struct request {
    bool isAlloc;
    uint64_t bytes;  /* that an alloc asks for, where the plan has sizes */
    uint64_t number; /* as it was given to workloadTook                  */
};

struct workload {
    struct workloadPlan plan;
    struct random choices, sizes;
    uint64_t done;    /* steps                                        */
    uint64_t runLeft; /* steps of a burst                             */
    bool runAllocs;   /* they are allocs                              */
    uint64_t *live;   /* numbers, from `first` to `end` - 1, the oldest first unless any is freed */
    size_t first, end, capacity;
};

/*
 * Reads `N [NAME=VALUE] ...` into *plan. NULL; or what is wrong, in words, and in *at with which
 * word (none: with the end).
 */
const char *workloadRead(struct span text, struct workloadPlan *plan, struct span *at);

/* For completion: the names of parameters and patterns, as they are typed. */
size_t workloadWordCount(void);
const char *workloadWord(size_t index);

void workloadInit(struct workload *w, const struct workloadPlan *plan);
void workloadRelease(struct workload *w);

/* The next step; false where there is none left. */
bool workloadNext(struct workload *w, struct request *request);

/* The alloc was served, and is `number` from now on; false without memory to remember it. */
bool workloadTook(struct workload *w, uint64_t number);

#endif
