/*
 * stats.h - the figures of a pool, kept as steps are done, and THE table of their names, units and
 * meanings, from which every painter prints them.
 *
 * To add a figure: a member of struct stats (or a function in stats.c where it follows from
 * others), a row in stats.c, and its entry in poolsim(1).
 */
#ifndef VIEW_STATS_H
#define VIEW_STATS_H

#include <stddef.h>
#include <stdint.h>

struct stats {
    uint64_t allocs; /* allocations that were served          */
    uint64_t frees;  /* chunks given back one by one          */
    uint64_t freealls;
    uint64_t failed;         /* steps that were refused               */
    uint64_t live;           /* chunks                                */
    uint64_t peakLive;       /* chunks                                */
    uint64_t recycled;       /* of allocs: from the free list         */
    uint64_t bumped;         /* of allocs: fresh chunks               */
    uint64_t freeListLength; /* chunks                                */
    uint64_t peakFreeListLength;
    uint64_t blocks;        /* that hold memory, live or kept        */
    uint64_t tableCapacity; /* slots                                 */
    uint64_t tableDoublings;
    uint64_t chunkBytes;     /* of live chunks, rounding included     */
    uint64_t requestedBytes; /* what the program asked for in them    */
    uint64_t reservedBytes;  /* of all blocks                         */
    uint64_t tableBytes;     /* of the block table, and of what lies beside the blocks */
    uint64_t guardBytes;     /* of reservedBytes: zones of guards     */
    uint64_t peakReservedBytes;
    uint64_t searched;      /* elements of free lists that steps looked at   */
    uint64_t freeBlocks;    /* that hold memory and no live chunk            */
    uint64_t overheadBytes; /* of reservedBytes: headers of live chunks      */
    uint64_t freeBytes;     /* of reservedBytes: neither live nor overhead   */
    uint64_t largestFree;   /* the most bytes that are free in one piece     */
};

#define STATS_NAME_BYTES 24 /* of any name at most, NUL included */

struct statsRow {
    char name[STATS_NAME_BYTES]; /* as in JSON */
    size_t nameBytes;
    const char *unit; /* of a count; "" for a ratio        */
    const char *meaning;
    size_t offset;                              /* of the member; unused for a ratio */
    double (*ratio)(const struct stats *stats); /* NULL for a count; negative where undefined */
};

#define STATS_ROWS 26
extern const struct statsRow statsTable[STATS_ROWS];

/* The count of a row that is no ratio. */
static inline uint64_t statsCount(const struct stats *stats, const struct statsRow *row)
{
    return *(const uint64_t *)(const void *)((const char *)stats + row->offset);
}

#endif
