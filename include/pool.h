/*
 * pool.h - a fixed-size memory pool: chunks in blocks, a free list threaded through the freed
 * chunks, lazy bumping inside a block, a block table that doubles, and an O(1) free-all.
 *
 * To use it in a program, copy two files: pool.h and pool.c. They need libc only.
 *
 * Words
 *   chunk        the unit that a pool hands out: chunkSize bytes, never less than a link, and
 *                always a multiple of a link's alignment
 *   block        one piece of memory that holds blockSize chunks (a COUNT of chunks, never bytes)
 *   block table  the array `blocks` of block addresses; its capacity is `blocksUsed` (the name
 *                misleads: it counts slots, taken or not) and doubles from POOL_BLOCKS_INITIAL
 *   free list    the singly linked list through the freed chunks, last in, first out; a chunk on
 *                it holds the link to the next one in its own first bytes
 *   fresh        never handed out since the pool was made or since the last poolFreeAll
 *   bump         to hand out the next fresh chunk of the current block
 *
 * What always holds, between calls
 *   used < blockSize, and -1 <= block < (int32_t)blocksUsed
 *   the chunks after `used` in block `block`, and all chunks of the blocks after it, are fresh
 *   a chunk is fresh, live (handed out), or on the free list, and only one of these
 *   a failed call has changed nothing
 *
 * The pool does not check what is given to poolFree: a chunk freed twice, or a pointer that is no
 * chunk of the pool, breaks the free list. A pool is not safe to share between threads.
 *
 * The simple segregated fit of this kind: Knuth, The Art of Computer Programming, volume 1,
 * section 2.2.3, linked allocation with the AVAIL list and a POOLMAX that is bumped; Hanson, "Fast
 * allocation and deallocation of memory based on object lifetimes", Software: Practice and
 * Experience 20 (1), 1990, for freeing everything at once.
 */
#ifndef POOL_H
#define POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef DISABLE_MEMORY_POOLING
#include <stdlib.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* How many slots the block table has at first. */
#define POOL_BLOCKS_INITIAL 1

/* What a freed chunk holds in its first bytes: the link to the chunk freed before it, or NULL. */
typedef struct poolFreed {
    struct poolFreed *nextFree;
} poolFreed;

/* What a piece of memory is wanted for. */
typedef enum poolPurpose {
    POOL_TABLE, /* the block table: one address a slot */
    POOL_BLOCK  /* a block: chunkSize times blockSize bytes */
} poolPurpose;

/*
 * Where a pool's memory comes from, blocks and table alike; chosen when the pool is made.
 *
 * obtain   returns `bytes` (more than 0) bytes of any content, aligned for every type, that is, to
 *          alignof(max_align_t); or NULL where there are none. Memory that is less aligned is
 *          given back at once and counts as none.
 * release  takes back what `obtain` returned, with the same `bytes` and `purpose`.
 * context  is handed to both, untouched.
 *
 * The struct is not copied: it must live as long as the pools that are made with it.
 */
typedef struct poolSource {
    void *(*obtain)(void *context, size_t bytes, poolPurpose purpose);
    void (*release)(void *context, void *memory, size_t bytes, poolPurpose purpose);
    void *context;
} poolSource;

typedef struct {
    uint32_t chunkSize;       /* bytes in a chunk, as rounded up                          */
    uint32_t blockSize;       /* chunks in a block                                        */
    uint32_t used;            /* index of the last chunk bumped in `block`                */
    int32_t block;            /* index of the current block, -1 before any                */
    poolFreed *freed;         /* head of the free list, NULL where it is empty            */
    uint32_t blocksUsed;      /* capacity of the block table, in slots                    */
    uint8_t **blocks;         /* the block table; NULL in a slot that has no block yet    */
    const poolSource *source; /* where its memory comes from, NULL for malloc and free    */
} pool;

/*
 * Makes *p an empty pool of chunks of `chunkSize` bytes in blocks of `blockSize` chunks, with
 * memory from libc. A chunk size is raised to sizeof(poolFreed) and rounded up to its alignment; at
 * most UINT32_MAX as rounded. A block has at least 1 chunk and at most PTRDIFF_MAX bytes. Obtains
 * the block table, but no block.
 *
 * Returns false, with *p as it was, where a size is out of its range or there is no memory.
 */
bool poolInitialize(pool *p, const uint32_t chunkSize, const uint32_t blockSize);

/*
 * As poolInitialize, with memory from `source`, which must outlive the pool; NULL stands for libc.
 */
bool poolInitializeFrom(pool *p, const uint32_t chunkSize, const uint32_t blockSize,
                        const poolSource *source);

/*
 * Returns all memory of the pool, and with it all its chunks. The pool is then without a block
 * table: it hands out nothing (poolMalloc returns NULL) until it is initialized again. Doing it
 * twice, or to a pool of zeros, does nothing.
 */
void poolFreePool(pool *p);

#ifndef DISABLE_MEMORY_POOLING

/*
 * Returns a chunk of chunkSize bytes, of any content, aligned to alignof(poolFreed), and to as much
 * more, up to alignof(max_align_t), as chunkSize is a multiple of. The chunk that was freed last
 * comes first; with none, the next fresh one.
 *
 * Returns NULL, with the pool as it was, where a new block is needed and it or the doubled block
 * table can't be had, or where there would be more than 2^31 blocks.
 */
void *poolMalloc(pool *p);

/*
 * Gives back `ptr`, a chunk that poolMalloc of the same pool returned and that was not given back
 * since; NULL does nothing. The chunk becomes the head of the free list: its first
 * sizeof(poolFreed) bytes are overwritten by the link to the chunk freed before it. Can't fail.
 */
void poolFree(pool *p, void *ptr);

#else /* every chunk comes from malloc alone: for tools that watch malloc, as valgrind does */

static inline void *poolMalloc(pool *p)
{
    return malloc(p->chunkSize);
}

static inline void poolFree(pool *p, void *ptr)
{
    (void)p;
    free(ptr);
}

#endif

/*
 * Forgets all chunks at once, in constant time: each one that was handed out is fresh again. Blocks
 * and block table are kept, and are handed out again from block 0. Can't fail. With
 * DISABLE_MEMORY_POOLING it can't know the chunks: free each one before.
 */
void poolFreeAll(pool *p);

#ifdef __cplusplus
}
#endif

#endif
