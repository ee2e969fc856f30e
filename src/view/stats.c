#include "view/stats.h"

/* A negative ratio: there is nothing to divide by yet. */
#define UNDEFINED (-1.0)

static double utilization(const struct stats *s)
{
    uint64_t held = s->reservedBytes + s->tableBytes;
    return held == 0 ? UNDEFINED : (double)s->requestedBytes / (double)held;
}

static double recycleRate(const struct stats *s)
{
    return s->allocs == 0 ? UNDEFINED : (double)s->recycled / (double)s->allocs;
}

#define COUNT(name, unit, meaning)                                                                 \
    {                                                                                              \
#name, sizeof #name - 1, unit, meaning, offsetof(struct stats, name), NULL                 \
    }
#define RATIO(name, meaning)                                                                       \
    {                                                                                              \
#name, sizeof #name - 1, "", meaning, 0, name                                              \
    }

/* clang-format off */
const struct statsRow statsTable[STATS_ROWS] = {
    COUNT(allocs, "steps", "allocations served"),
    COUNT(frees, "steps", "chunks given back one by one"),
    COUNT(freealls, "times", "the pool was emptied at once"),
    COUNT(failed, "steps", "refused, changing nothing"),
    COUNT(live, "chunks", "handed out now"),
    COUNT(peakLive, "chunks", "the most at any time"),
    COUNT(recycled, "allocs", "served from the free list"),
    COUNT(bumped, "allocs", "served with a fresh chunk"),
    COUNT(freeListLength, "chunks", "on the free list now"),
    COUNT(peakFreeListLength, "chunks", "the most at any time"),
    COUNT(blocks, "blocks", "that hold memory"),
    COUNT(tableCapacity, "slots", "of the block table (blocksUsed)"),
    COUNT(tableDoublings, "times", "the block table doubled"),
    COUNT(chunkBytes, "bytes", "of live chunks, as rounded up"),
    COUNT(requestedBytes, "bytes", "what the program asked for in them"),
    COUNT(reservedBytes, "bytes", "of all blocks"),
    COUNT(tableBytes, "bytes", "of the block table and beside blocks"),
    COUNT(guardBytes, "bytes", "of them: zones behind chunks"),
    COUNT(peakReservedBytes, "bytes", "the most at any time"),
    COUNT(searched, "looks", "at elements of free lists"),
    COUNT(freeBlocks, "blocks", "that hold no live chunk"),
    COUNT(overheadBytes, "bytes", "headers of live chunks"),
    COUNT(freeBytes, "bytes", "of the blocks, in no live chunk"),
    COUNT(largestFree, "bytes", "of them in one piece"),
    RATIO(utilization, "requested / (reserved + table)"),
    RATIO(recycleRate, "recycled / allocs"),
};
/* clang-format on */
