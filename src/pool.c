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

/*@ // not proved, but assumed of every source
    requires isInUse(memory, bytes);
    assigns piecesInUse;
    ensures isReturned{Pre, Post}(memory, bytes);
*/
static void poolRelease(const poolSource *source, void *memory, size_t bytes, poolPurpose purpose)
{
    poolNoteMemory(memory, bytes);
    if (source != NULL)
        source->release(source->context, memory, bytes, purpose);
    else
        free(memory);
}

/*@ // not proved, but assumed of every source: what it hands out is apart from all that is in use
    requires bytes > 0;
    assigns piecesInUse, nextMemory;
    ensures isFree{Pre}(\old(nextMemory), bytes);
    ensures \result == \null || \result == \old(nextMemory);
    ensures \result == \null ==> isInUseAsBefore{Pre, Post};
    ensures \result != \null ==> isObtained{Pre, Post}(\result, bytes);
*/
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

/*@ requires \valid_read(p) && p->chunkSize * p->blockSize <= PTRDIFF_MAX;
    assigns \nothing;
    ensures \result == p->chunkSize * p->blockSize;
*/
static size_t poolBlockBytes(const pool *p)
{
    return (size_t)p->chunkSize * p->blockSize;
}

/*@ requires 0 < capacity && taken <= capacity;
    requires taken > 0 ==>
      \valid_read(old + (0 .. taken - 1)) && isInUse(old, taken * sizeof(uint8_t *));
    assigns piecesInUse, nextMemory, ((uint8_t **)nextMemory)[0 .. capacity - 1];
    ensures isFree{Pre}(\old(nextMemory), capacity * sizeof(uint8_t *));
    ensures \result == \null || \result == \old((uint8_t **)nextMemory);
    ensures \result == \null ==> isInUseAsBefore{Pre, Post};
    ensures \result != \null ==> isObtained{Pre, Post}(\result, capacity * sizeof(uint8_t *));
    ensures \result != \null ==>
      \forall integer i; 0 <= i < taken ==> \result[i] == \old(old[i]);
    ensures \result != \null ==>
      \forall integer i; taken <= i < capacity ==> \result[i] == \null;
*/
/* A table of `capacity` slots that begins with the `taken` slots of `old`, the others empty. */
static uint8_t **poolObtainTable(const poolSource *source, uint8_t **old, uint32_t taken,
                                 uint32_t capacity)
{
    const uint64_t bytes = (uint64_t)capacity * sizeof *old;
    /* unreached: with sizes of 64 bits every table is within the bound */
    uint8_t **table = bytes <= PTRDIFF_MAX ? poolObtain(source, (size_t)bytes, POOL_TABLE) : NULL;
    if (table == NULL)
        return NULL;
    /*@ loop invariant 0 <= i <= capacity;
        loop invariant \forall integer k; 0 <= k < i && k < taken ==> table[k] == \at(old[k], Pre);
        loop invariant \forall integer k; taken <= k < i ==> table[k] == \null;
        loop assigns i, table[0 .. capacity - 1];
        loop variant capacity - i;
    */
    for (uint32_t i = 0; i < capacity; i++)
        table[i] = i < taken ? old[i] : NULL;
    return table;
}

/*@ requires \valid_read(p) && isInUse(table, capacity * sizeof(uint8_t *));
    assigns piecesInUse;
    ensures isReturned{Pre, Post}(table, capacity * sizeof(uint8_t *));
*/
static void poolReleaseTable(const pool *p, uint8_t **table, uint32_t capacity)
{
    poolRelease(p->source, table, capacity * sizeof *table, POOL_TABLE);
}

/*@ requires isPool(p);
    assigns *p, piecesInUse, nextMemory, ((uint8_t **)nextMemory)[0 .. POOL_BLOCKS_INITIAL - 1];
    ensures \result ==> isSound(p);
    ensures !\result ==> *p == \old(*p);
    ensures !\result ==> isInUseAsBefore{Pre, Post};
*/
bool poolInitialize(pool *p, const uint32_t chunkSize, const uint32_t blockSize)
{
    return poolInitializeFrom(p, chunkSize, blockSize, NULL);
}

/*@ requires isPool(p);
    assigns *p, piecesInUse, nextMemory, ((uint8_t **)nextMemory)[0 .. POOL_BLOCKS_INITIAL - 1];
    ensures \result ==> isSound(p);
    ensures \result ==> isMade(p);
    ensures \result ==> p->block == -1 && p->freed == \null;
    ensures \result ==> p->blockSize == blockSize && p->source == source;
    ensures \result ==> \let least = \max(chunkSize, sizeof(poolFreed));
      least <= p->chunkSize < least + sizeof(poolFreed);
    ensures !\result ==> *p == \old(*p);
    ensures !\result ==> isInUseAsBefore{Pre, Post};
*/
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

/*@ requires isSound(p);
    assigns p->used, p->block, p->freed, p->blocksUsed, p->blocks, piecesInUse;
    ensures isSound(p);
    ensures isWithout(p);
    ensures \old(p->blocks) != \null ==>
      !isInUse(\old(p->blocks), \old(p->blocksUsed) * sizeof(uint8_t *));
    ensures \forall integer i; 0 <= i < \old(p->blocksUsed) && \old(p->blocks[i]) != \null ==>
      !isInUse(\old(p->blocks[i]), p->chunkSize * p->blockSize);
*/
void poolFreePool(pool *p)
{
    if (p->blocks == NULL)
        return;
    poolNoteFreeAll(p);
    /*@ loop invariant 0 <= i <= p->blocksUsed;
        loop invariant isInUse(p, sizeof(pool)) && hasTable(p);
        loop invariant \forall integer k; i <= k < p->blocksUsed ==>
          isBlock(p, p->blocks[k], p->chunkSize * p->blockSize);
        loop invariant \forall integer k; 0 <= k < i && p->blocks[k] != \null ==>
          !isInUse(p->blocks[k], p->chunkSize * p->blockSize);
        loop assigns i, piecesInUse;
        loop variant p->blocksUsed - i;
    */
    for (uint32_t i = 0; i < p->blocksUsed; i++)
        if (p->blocks[i] != NULL)
            poolRelease(p->source, p->blocks[i], poolBlockBytes(p), POOL_BLOCK);
    poolReleaseTable(p, p->blocks, p->blocksUsed);
    p->blocks = NULL;
    p->blocksUsed = 0;
    poolFreeAll(p);
}

/*@ requires isPool(p) && (p->blocks == \null ==> isWithout(p));
    requires p->blocks != \null ==> isSized(p) && hasTable(p);
    requires p->blocks != \null ==> hasBlocks(p);
    requires p->blocks != \null ==> hasDistinctBlocks(p);
    assigns p->used, p->block, p->freed;
    ensures p->blocks != \null ==> isSized(p);
    ensures p->blocks != \null ==> hasTable(p);
    ensures p->blocks != \null ==> hasBlocks(p);
    ensures p->blocks != \null ==> hasDistinctBlocks(p);
    ensures p->blocks != \null ==> isEntered(p);
    ensures p->blocks == \null ==> isSound(p);
    ensures p->block == -1 && p->freed == \null && p->used == (uint32_t)(p->blockSize - 1);
*/
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

/*@ requires isSound(p);
    assigns p->used, p->block, p->blocksUsed, p->blocks,
            p->blocks[0 .. p->blocksUsed - 1], piecesInUse, nextMemory,
            ((uint8_t **)nextMemory)[0 .. 2 * p->blocksUsed - 1];
    ensures isPool(p); // it is sound again; of its sizes none is assigned
    ensures made: \old(isMade(p)) ==> hasTable(p);
    ensures made: \old(isMade(p)) ==> hasBlocks(p);
    ensures made: \old(isMade(p)) ==> hasDistinctBlocks(p);
    ensures made: \old(isMade(p)) ==> isEntered(p);
    ensures \forall integer i; 0 <= i <= \old(p->block) ==>
      p->blocks[i] == \old(p->blocks[i]);
    ensures \old(isWithout(p)) ==> \result == \null;
    ensures \result == \null ==> *p == \old(*p);
    ensures \result == \null ==> isInUseAsBefore{Pre, Post};
    ensures \result != \null ==> p->used == 0 && p->block == \old(p->block) + 1;
    ensures \result != \null ==> (uint8_t *)\result == p->blocks[p->block];
*/
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
