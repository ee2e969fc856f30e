/*
 * pool.c - the pool of pool.h: bump, free list, block table; nothing else. The two calls that are
 * made all the time, poolMalloc and poolFree, are at the end of pool.h, built into their callers.
 *
 * Memory is obtained before anything is changed, so a call that fails has changed nothing.
 *
 * The calls of poolNote... tell AddressSanitizer or Valgrind which chunks may be touched, and are
 * no code in a plain build: see the end of pool.h.
 */
#define POOL_PRIVATE
#include "pool.h"

#include <stdlib.h>
#include <string.h>

static void poolRelease(const poolSource *source, void *memory, size_t bytes, poolPurpose purpose)
{
    poolNoteMemory(memory, bytes);
    if (source != NULL)
        source->release(source->context, memory, bytes, purpose);
    else
        free(memory);
}

static void *poolObtain(const poolSource *source, size_t bytes, poolPurpose purpose)
{
    void *memory = source != NULL ? source->obtain(source->context, bytes, purpose) : malloc(bytes);
    if (memory != NULL && (uintptr_t)memory % _Alignof(max_align_t) != 0) {
        poolRelease(source, memory, bytes, purpose);
        return NULL;
    }
    poolNoteMemory(memory, bytes);
    return memory;
}

static size_t poolBlockBytes(const pool *p)
{
    return (size_t)p->chunkSize * p->blockSize;
}

/* A table of `capacity` slots that begins with the `taken` slots of `old`, the others empty. */
static uint8_t **poolObtainTable(const poolSource *source, uint8_t **old, uint32_t taken,
                                 uint32_t capacity)
{
    const uint64_t bytes = (uint64_t)capacity * sizeof *old;
    /* unreached: with sizes of 64 bits every table is within the bound */
    uint8_t **table = bytes <= PTRDIFF_MAX ? poolObtain(source, (size_t)bytes, POOL_TABLE) : NULL;
    if (table == NULL)
        return NULL;
    for (uint32_t i = 0; i < capacity; i++)
        table[i] = i < taken ? old[i] : NULL;
    return table;
}

static void poolReleaseTable(const pool *p, uint8_t **table, uint32_t capacity)
{
    poolRelease(p->source, table, capacity * sizeof *table, POOL_TABLE);
}

bool poolInitialize(pool *p, const uint32_t chunkSize, const uint32_t blockSize)
{
    return poolInitializeFrom(p, chunkSize, blockSize, NULL);
}

bool poolInitializeFrom(pool *p, const uint32_t chunkSize, const uint32_t blockSize,
                        const poolSource *source)
{
    const uint64_t alignment = _Alignof(poolFreed);
    uint64_t bytes = chunkSize < sizeof(poolFreed) ? sizeof(poolFreed) : chunkSize;
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (bytes > UINT32_MAX || blockSize == 0 || bytes > (uint64_t)PTRDIFF_MAX / blockSize)
        return false;

    uint8_t **table = poolObtainTable(source, NULL, 0, POOL_BLOCKS_INITIAL);
    if (table == NULL)
        return false;

    p->chunkSize = (uint32_t)bytes;
    p->blockSize = blockSize;
    p->blocksUsed = POOL_BLOCKS_INITIAL;
    p->blocks = table;
    p->source = source;
    poolFreeAll(p);
    return true;
}

void poolFreePool(pool *p)
{
    if (p->blocks == NULL)
        return;
    poolNoteFreeAll(p);
    for (uint32_t i = 0; i < p->blocksUsed; i++)
        if (p->blocks[i] != NULL)
            poolRelease(p->source, p->blocks[i], poolBlockBytes(p), POOL_BLOCK);
    poolReleaseTable(p, p->blocks, p->blocksUsed);
    p->blocks = NULL;
    p->blocksUsed = 0;
    poolFreeAll(p);
}

void poolFreeAll(pool *p)
{
    poolNoteFreeAll(p);
    p->used = p->blockSize - 1; /* the current block, none, is full */
    p->block = -1;
    p->freed = NULL;
}

#ifndef DISABLE_MEMORY_POOLING

#ifdef POOL_ANNOTATED
static void *poolMallocNextBlock(pool *p);
#endif

void *poolMallocNextBlock(pool *p)
{
    if (p->blocks == NULL || p->block == INT32_MAX)
        return NULL;
    const uint32_t next = (uint32_t)(p->block + 1);
    uint8_t **table = p->blocks;
    uint32_t capacity = p->blocksUsed;

    if (next == capacity) { /* is the table full? */
        capacity *= 2;
        table = poolObtainTable(p->source, p->blocks, p->blocksUsed, capacity);
        if (table == NULL)
            return NULL;
    }
    if (table[next] == NULL) { /* or was the block kept by poolFreeAll? */
        uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);
        if (block == NULL)
            goto fail;
        table[next] = block;
    }
    if (table != p->blocks) {
        poolReleaseTable(p, p->blocks, p->blocksUsed);
        p->blocks = table;
        p->blocksUsed = capacity;
    }
    p->block = (int32_t)next;
    p->used = 0;
    poolNoteBlock(p);
    return table[next];

fail:
    if (table != p->blocks)
        poolReleaseTable(p, table, capacity);
    return NULL;
}

#ifndef POOL_CALLED

/* The instances of the two calls in pool.h. */
extern inline void *poolMalloc(pool *p);
extern inline void poolFree(pool *p, void *ptr);

#else /* they are built into nobody: the same once more, and what the tools are told */

void *poolMalloc(pool *p)
{
    void *chunk = p->freed;
    if (chunk != NULL) { /* recycle: the head leaves the list */
        poolNoteLink(chunk);
        memcpy(&p->freed, chunk, sizeof p->freed);
    } else if (p->used + 1 < p->blockSize) { /* bump: still room in this block? */
        p->used++;
        chunk = p->blocks[p->block] + (size_t)p->used * p->chunkSize;
    } else {
        chunk = poolMallocNextBlock(p);
    }
    if (chunk != NULL)
        poolNoteMalloc(p, chunk);
    return chunk;
}

void poolFree(pool *p, void *ptr)
{
    if (ptr == NULL)
        return;
    memcpy(ptr, &p->freed, sizeof p->freed);
    p->freed = ptr;
    poolNoteFree(p, ptr);
}

#endif
#endif
