#include "model/poolrewind.h"

#include <stddef.h>

static poolFreed *chunkAt(uint64_t address)
{
    return (poolFreed *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr) */
}

void poolRewindMalloc(pool *p, enum path path, uint64_t chunk)
{
    if (path == PATH_RECYCLE) {
        p->freed = chunkAt(chunk);
        return;
    }
    if (path == PATH_BUMP) {
        p->used--;
        return;
    }
    if (path != PATH_KEPT_BLOCK)
        p->blocks[p->block] = NULL;
    if (path == PATH_GROW_TABLE)
        p->blocksUsed /= 2;
    p->block--;
    p->used = p->blockSize - 1;
}

void poolRewindFree(pool *p, uint64_t oldHead)
{
    p->freed = chunkAt(oldHead);
}

void poolRewindFreeAll(pool *p, const struct fields *fields)
{
    p->used = fields->used;
    p->block = fields->block;
    p->freed = chunkAt(fields->freed);
}

bool poolRewindTo(pool *p, const struct fields *fields, uint64_t blocks, uint8_t *base,
                  uint64_t stride)
{
    if (fields->blocksUsed != p->blocksUsed) {
        const poolSource *source = p->source;
        const size_t bytes = fields->blocksUsed * sizeof *p->blocks;
        uint8_t **table = source->obtain(source->context, bytes, POOL_TABLE);
        if (table == NULL)
            return false;
        source->release(source->context, p->blocks, p->blocksUsed * sizeof *table, POOL_TABLE);
        p->blocks = table;
        p->blocksUsed = fields->blocksUsed;
    }
    for (uint64_t i = 0; i < p->blocksUsed; i++)
        p->blocks[i] = i < blocks ? base + i * stride : NULL;
    poolRewindFreeAll(p, fields);
    return true;
}
