/*
 * pool.h - a fixed-size memory pool: chunks in blocks, a free list threaded through the freed
 * chunks, lazy bumping inside a block, a block table that doubles, and an O(1) free-all.
 *
 * To use it in a program, copy two files: pool.h and pool.c. They need libc only; pool.c is C11,
 * and the header serves C++ too.
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
 * Tools that watch memory: to them a block is one piece of memory, and each chunk in it in use. So
 * pool.c tells them of chunks ("annotates" them), and they report a program that reads, writes or
 * frees one that is freed or fresh, or that runs into one from the chunk before or behind it
 *   AddressSanitizer  where pool.c is compiled with -fsanitize=address, by gcc or clang
 *   Valgrind          where pool.c is compiled with -DPOOL_VALGRIND; it needs valgrind/memcheck.h
 * -DPOOL_NO_ANNOTATIONS switches both off; otherwise, nothing is compiled in. Give these flags to
 * all sources that include pool.h, or none: where only pool.c has them, a program that calls
 * poolMalloc does not link (poolMallocNextBlock is missing). What the tools can't see:
 *   an overrun into a live chunk. Chunks lie side by side, with no space between them to guard
 *   an overrun within a chunk, into the bytes by which its size was rounded up
 *   a use of what was freed once the same chunk is handed out again, by the next poolMalloc
 * A pool that is annotated must be released (poolFreePool) before its memory serves anything else,
 * also where its source does not need it back.
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

#ifndef POOL_NO_ANNOTATIONS
#if defined __SANITIZE_ADDRESS__ /* gcc */
#define POOL_ASAN
#elif defined __has_feature /* clang */
#if __has_feature(address_sanitizer)
#define POOL_ASAN
#endif
#endif
#ifdef POOL_VALGRIND
#define POOL_MEMCHECK
#endif
#endif

/*
 * poolMalloc and poolFree are built into their callers: see the end of this header. They are calls
 * of pool.c where chunks are annotated, in C before C99, and with -DPOOL_NO_INLINE.
 */
#if defined POOL_ASAN || defined POOL_MEMCHECK
#define POOL_ANNOTATED
#endif
#if defined POOL_NO_INLINE || defined POOL_ANNOTATED
#define POOL_CALLED
#elif !defined __cplusplus
#if !defined __STDC_VERSION__ || __STDC_VERSION__ < 199901L || defined __GNUC_GNU_INLINE__
#define POOL_CALLED
#endif
#endif
#ifdef POOL_CALLED
#define POOL_INLINE
#else
#define POOL_INLINE inline
#ifndef __GNUC__
#include <string.h>
#endif
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
 * What always holds, in ACSL: `make prove` proves that each call keeps it. A piece of memory
 * isInUse that was obtained and not given back; nextMemory is what will be obtained next.
 */
/*@ // a chunk has room for a link, and is aligned for it; no number of bytes in a block overflows
    predicate isSized(pool *p) =
      sizeof(poolFreed) <= p->chunkSize && p->chunkSize % sizeof(poolFreed) == 0 &&
      0 < p->blockSize && 0 < p->chunkSize * p->blockSize <= PTRDIFF_MAX;
    predicate hasTable(pool *p) =
      0 < p->blocksUsed && \valid(p->blocks + (0 .. p->blocksUsed - 1)) &&
      isInUse(p->blocks, p->blocksUsed * sizeof(uint8_t *)) &&
      isApart(p, sizeof(pool), p->blocks, p->blocksUsed * sizeof(uint8_t *));
    // a slot is empty, or has a block of its own, apart from the pool and its table
    predicate isBlock(pool *p, uint8_t *block, integer bytes) = block == \null ||
      \valid(block + (0 .. bytes - 1)) && isInUse(block, bytes) &&
      isApart(p, sizeof(pool), block, bytes) &&
      isApart(p->blocks, p->blocksUsed * sizeof(uint8_t *), block, bytes);
    predicate hasBlocks(pool *p) = \forall integer i; 0 <= i < p->blocksUsed ==>
      isBlock(p, p->blocks[i], p->chunkSize * p->blockSize);
    predicate hasDistinctBlocks(pool *p) = \forall integer i, k; 0 <= i < k < p->blocksUsed &&
      p->blocks[i] != \null ==> p->blocks[i] != p->blocks[k];
    // up to the current block, each slot has one
    predicate isEntered(pool *p) =
      p->used < p->blockSize && -1 <= p->block < p->blocksUsed &&
      (p->block == -1 ==> p->used == p->blockSize - 1) &&
      \forall integer i; 0 <= i <= p->block ==> p->blocks[i] != \null;

    predicate isMade(pool *p) =
      isSized(p) && hasTable(p) && hasBlocks(p) && hasDistinctBlocks(p) && isEntered(p);
    predicate isWithout(pool *p) = p->blocks == \null && p->blocksUsed == 0;
    predicate isPool(pool *p) = \valid(p) && isInUse(p, sizeof(pool));

    // a pool that was made; or that hands out nothing, as it was released, or of zeros
    predicate isSound(pool *p) = isPool(p) &&
      (isMade(p) ||
       isWithout(p) && p->freed == \null && (uint32_t)(p->used + 1) >= p->blockSize);
*/

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
POOL_INLINE void *poolMalloc(pool *p);

/*
 * Gives back `ptr`, a chunk that poolMalloc of the same pool returned and that was not given back
 * since; NULL does nothing. The chunk becomes the head of the free list: its first
 * sizeof(poolFreed) bytes are overwritten by the link to the chunk freed before it. Can't fail.
 */
POOL_INLINE void poolFree(pool *p, void *ptr);

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
 * DISABLE_MEMORY_POOLING it can't know the chunks: free each one before. Annotated (see above) it
 * takes time in proportion to the bytes of all blocks, which are marked.
 */
void poolFreeAll(pool *p);

#if !defined DISABLE_MEMORY_POOLING && !defined POOL_ANNOTATED
/*
 * The long path of poolMalloc, for it alone: the first chunk of the next block, or NULL.
 *
 * A pool.c that annotates chunks has no such function. So a program does not link of which it has
 * told only pool.c to annotate them: what is built into the callers would tell the tools nothing,
 * and they would report what is no fault. The other way round it links, and nothing is annotated.
 */
void *poolMallocNextBlock(pool *p);
#endif

#if !defined DISABLE_MEMORY_POOLING && !defined POOL_CALLED
/*
 * The two calls as they are built into their callers. They are inline functions with external
 * linkage, whose instances are in pool.c: for those who take an address, or do not optimize.
 *
 * A link is copied as bytes, since what lies there before and after is the program's, of any type;
 * and not by the memcpy of <string.h>, since its other names may be the program's too.
 */
#ifdef __GNUC__
#define POOL_COPY(to, from, bytes) __builtin_memcpy(to, from, bytes)
#else
#define POOL_COPY(to, from, bytes) memcpy(to, from, bytes)
#endif

/*@ // a chunk lies in its block
    predicate isIndex(integer index, integer chunks, integer bytes) =
      0 <= index < chunks && 0 < bytes;
    lemma within: \forall integer index, chunks, bytes; isIndex(index, chunks, bytes) ==>
      0 <= index * bytes <= bytes * chunks - bytes;

    // a chunk that was handed out: in the current block up to `used`, or in a block before it
    predicate isChunkAt(pool *p, void *chunk, integer block, integer index) =
      p->blocks != \null && 0 <= block <= p->block &&
      isIndex(index, p->blockSize, p->chunkSize) &&
      (block == p->block ==> index <= p->used) &&
      (uint8_t *)chunk == p->blocks[block] + index * p->chunkSize;
    predicate isChunk(pool *p, void *chunk) =
      \exists integer block, index; isChunkAt(p, chunk, block, index);
*/

/*@ requires isSound(p) && (p->freed == \null || isChunk(p, p->freed));
    assigns p->used, p->block, p->freed, p->blocksUsed, p->blocks,
            p->blocks[0 .. p->blocksUsed - 1], piecesInUse, nextMemory,
            ((uint8_t **)nextMemory)[0 .. 2 * p->blocksUsed - 1];
    ensures isPool(p); // it is sound again; of its sizes none is assigned
    ensures made: \old(isMade(p)) ==> hasTable(p);
    ensures made: \old(isMade(p)) ==> hasBlocks(p);
    ensures made: \old(isMade(p)) ==> hasDistinctBlocks(p);
    ensures made: \old(isMade(p)) ==> isEntered(p);
    ensures \forall integer i; 0 <= i <= \old(p->block) ==> p->blocks[i] == \old(p->blocks[i]);
    ensures \old(isWithout(p)) ==> \result == \null;
    ensures \result != \null ==> \valid((uint8_t *)\result + (0 .. p->chunkSize - 1));
    ensures \result == \null ==> *p == \old(*p);
    ensures \result == \null ==> isInUseAsBefore{Pre, Post};
    behavior recycle: // the head leaves the list
      assumes p->freed != \null;
      ensures \result == \old(p->freed) && p->freed == \old(p->freed->nextFree);
      ensures p->used == \old(p->used) && p->block == \old(p->block);
    behavior bump: // the next chunk of the current block
      assumes p->freed == \null && p->used + 1 < p->blockSize;
      ensures p->used == \old(p->used) + 1 && p->block == \old(p->block);
      ensures isChunkAt(p, \result, p->block, p->used);
    behavior next: // the first one of the next block
      assumes p->freed == \null && p->used + 1 >= p->blockSize;
      ensures \result != \null ==> p->used == 0 && p->block == \old(p->block) + 1;
      ensures \result != \null ==> isChunkAt(p, \result, p->block, p->used);
*/
POOL_INLINE void *poolMalloc(pool *p)
{
    if (p->freed != NULL) { /* recycle: the head leaves the list */
        void *chunk = p->freed;
        POOL_COPY(&p->freed, chunk, sizeof p->freed); /* its first bytes hold the next head */
        return chunk;
    }
    if (p->used + 1 < p->blockSize) { /* bump: still room in this block? */
        p->used++;
        return p->blocks[p->block] + (size_t)p->used * p->chunkSize;
    }
    return poolMallocNextBlock(p);
}

/*@ requires isSound(p) && (ptr == \null || isChunk(p, ptr));
    assigns p->freed, *(void **)ptr;
    ensures isSound(p);
    ensures ptr == \null ==> p->freed == \old(p->freed);
    ensures ptr != \null ==> p->freed == ptr && p->freed->nextFree == \old(p->freed);
*/
POOL_INLINE void poolFree(pool *p, void *ptr)
{
    if (ptr == NULL)
        return;
    POOL_COPY(ptr, &p->freed, sizeof p->freed); /* the chunk's first bytes hold the old head */
    p->freed = (poolFreed *)ptr;
}

#endif

#ifdef __cplusplus
}
#endif

#endif

/*
 * Private to pool.c, poolcheck.c and indexpool.c, which define POOL_PRIVATE: what they tell the
 * tools that watch memory. The rule: of a block that was entered, live chunks may be touched by the
 * program; freed and fresh ones by nobody, but for the link, by pool.c, in between poolNoteLink and
 * poolNoteMalloc.
 *
 * In a plain build these are no code at all: a reader of pool.c may skip them.
 */
#if defined POOL_PRIVATE && !defined POOL_PRIVATE_H
#define POOL_PRIVATE_H

#include <string.h>

#ifdef POOL_ASAN
#include <sanitizer/asan_interface.h>
#define POOL_UNWATCHED __attribute__((no_sanitize_address))
#else
#define POOL_UNWATCHED
#endif
#ifdef POOL_MEMCHECK
#include <valgrind/memcheck.h>
#endif

#if defined POOL_ASAN || defined POOL_MEMCHECK

/* `bytes` of memory come from the source or go back to it: all of them may be touched. */
static inline void poolNoteMemory(void *memory, size_t bytes)
{
    if (memory == NULL)
        return;
#ifdef POOL_ASAN
    __asan_unpoison_memory_region(memory, bytes);
#endif
#ifdef POOL_MEMCHECK
    (void)VALGRIND_MAKE_MEM_UNDEFINED(memory, bytes);
#endif
}

/*
 * `bytes` of memory are fresh or freed chunks. AddressSanitizer marks units of 8 bytes from their
 * end: where links are of 4, and chunks no multiple of 8, half a unit may stay unmarked.
 */
static inline void poolNoteUnused(void *memory, size_t bytes)
{
#ifdef POOL_ASAN
    __asan_poison_memory_region(memory, bytes);
#endif
#ifdef POOL_MEMCHECK
    (void)VALGRIND_MAKE_MEM_NOACCESS(memory, bytes);
#endif
}

#ifdef POOL_MEMCHECK
/* To Valgrind, a pool is the address of its block 0: it stays, where *p is copied elsewhere too. */
static inline void poolNoteNoChunks(const pool *p)
{
    if (VALGRIND_MEMPOOL_EXISTS(p->blocks[0]))
        VALGRIND_DESTROY_MEMPOOL(p->blocks[0]);
}
#endif

/* The current block was entered: all its chunks are fresh. */
static inline void poolNoteBlock(const pool *p)
{
    poolNoteUnused(p->blocks[p->block], (size_t)p->chunkSize * p->blockSize);
#ifdef POOL_MEMCHECK
    if (p->block == 0) {
        poolNoteNoChunks(p); /* of a pool that had this memory and was never released */
        VALGRIND_CREATE_MEMPOOL(p->blocks[0], 0, 0);
    }
#endif
}

/* All chunks are fresh; before that, any may have been live. */
static inline void poolNoteFreeAll(const pool *p)
{
    if (p->blocks == NULL || p->blocksUsed == 0 || p->blocks[0] == NULL)
        return;
#ifdef POOL_MEMCHECK
    poolNoteNoChunks(p);
#endif
    for (uint32_t i = 0; i < p->blocksUsed && p->blocks[i] != NULL; i++)
        poolNoteUnused(p->blocks[i], (size_t)p->chunkSize * p->blockSize);
}

/* The link in a freed chunk is about to be read, by pool.c, which hands the chunk out. */
static inline void poolNoteLink(void *chunk)
{
#ifdef POOL_ASAN
    __asan_unpoison_memory_region(chunk, sizeof(poolFreed));
#endif
#ifdef POOL_MEMCHECK
    (void)VALGRIND_MAKE_MEM_DEFINED(chunk, sizeof(poolFreed));
#endif
    (void)chunk;
}

/* A chunk becomes live; its content is not defined. */
static inline void poolNoteMalloc(const pool *p, void *chunk)
{
#ifdef POOL_ASAN
    __asan_unpoison_memory_region(chunk, p->chunkSize);
#endif
#ifdef POOL_MEMCHECK
    VALGRIND_MEMPOOL_ALLOC(p->blocks[0], chunk, p->chunkSize);
#endif
}

/* A chunk is freed, and holds its link already. */
static inline void poolNoteFree(const pool *p, void *chunk)
{
#ifdef POOL_ASAN
    __asan_poison_memory_region(chunk, p->chunkSize);
#endif
#ifdef POOL_MEMCHECK
    VALGRIND_MEMPOOL_FREE(p->blocks != NULL ? p->blocks[0] : NULL, chunk);
#endif
}

#else

#define poolNoteMemory(memory, bytes) ((void)0)
#define poolNoteUnused(memory, bytes) ((void)0)
#define poolNoteBlock(p)              ((void)0)
#define poolNoteFreeAll(p)            ((void)0)
#define poolNoteLink(chunk)           ((void)0)
#define poolNoteMalloc(p, chunk)      ((void)0)
#define poolNoteFree(p, chunk)        ((void)0)

#endif

/*
 * The link in the first bytes of a chunk, whatever the tools say of it, and with nothing changed
 * for them: AddressSanitizer is not asked, and Valgrind is kept quiet.
 */
POOL_UNWATCHED static inline poolFreed *poolReadLink(const void *chunk)
{
    poolFreed link;
#ifdef POOL_ASAN
    for (size_t i = 0; i < sizeof link; i++) /* memcpy would be watched */
        ((unsigned char *)&link)[i] = ((const volatile unsigned char *)chunk)[i];
#else
#ifdef POOL_MEMCHECK
    VALGRIND_DISABLE_ERROR_REPORTING;
#endif
    memcpy(&link, chunk, sizeof link);
#ifdef POOL_MEMCHECK
    VALGRIND_ENABLE_ERROR_REPORTING;
    (void)VALGRIND_MAKE_MEM_DEFINED(&link, sizeof link);
#endif
#endif
    return link.nextFree;
}

#endif
