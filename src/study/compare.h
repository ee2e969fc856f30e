/*
 * compare.h - one trace through several allocators: what each could serve, in how much memory, and
 * what it had to look at. Each run is a session of its own, at addresses of its own. The shell's
 * compare and --compare call it.
 *
 * Of the trace, allocations, frees and freealls count; its own pools are left out, as the allocator
 * is what is compared. A free of what was not served is left out too. An allocation without a size
 * asks for a chunk of the trace's pool: `usualBytes`, until it makes one.
 */
#ifndef STUDY_COMPARE_H
#define STUDY_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/session.h"
#include "lang/trace.h"
#include "view/stats.h"

struct comparison {
    uint64_t served, failed; /* allocations                                          */
    struct stats peak;       /* as it was when most bytes were asked for and live    */
    struct stats end;
    uint64_t peakReserved; /* the most bytes of memory at any time                 */
    uint64_t searchMost;   /* elements that one allocation looked at, at most      */
    uint64_t searched;     /* all of them together                                 */
    uint64_t freed;        /* frees that were honoured                             */
    uint64_t freeSearched; /* elements that they looked at, to put a chunk in its place */
    bool knowsFree;        /* it says what is free; malloc does not                */
    bool isChunked;        /* all chunks are of one size                            */
};

/*
 * Runs the trace through an allocator; false without memory. `options` says how much memory there
 * is. The needle of the trace is moved.
 */
bool compareRun(struct trace *trace, const struct sessionOptions *options,
                const struct recipe *recipe, uint32_t usualBytes, struct comparison *result);

/*
 * The same through malloc and free of libc: what a chunk takes is what malloc_usable_size says, and
 * the size field before it.
 */
bool compareRunLibc(struct trace *trace, const struct sessionOptions *options, uint32_t usualBytes,
                    struct comparison *result);

/*
 * External fragmentation at the end: the share of the free bytes that is not in the largest free
 * piece. 0 where every chunk is as large as any, as no request fails for want of a larger one.
 * Negative where it is not known.
 */
double compareExternal(const struct comparison *result);

#endif
