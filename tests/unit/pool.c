/*
 * pool.c - what pool.h promises, clause by clause, with memory from libc, so that sanitizers see what
 * passes a block's end. Where memory is watched or refused: poolsource.c.
 */
#include "pool.h"

#include <sys/mman.h>

#include "unit.h"

#define MANY 64

static void assertFields(const pool *p, uint32_t used, int32_t block, const void *freed,
                         uint32_t blocksUsed)
{
    assert_int_equal(p->used, used);
    assert_int_equal(p->block, block);
    assert_ptr_equal(p->freed, freed);
    assert_int_equal(p->blocksUsed, blocksUsed);
}

/* The place of chunk `number` where chunks are bumped from an empty pool. */
static void *chunkAt(const pool *p, size_t number)
{
    return p->blocks[number / p->blockSize] + number % p->blockSize * p->chunkSize;
}

/* The next chunk handed out is this one: a fresh one, or of a kept block. */
static void assertNext(pool *p, size_t number)
{
    void *chunk = poolMalloc(p);
    assert_non_null(chunk);
    assert_ptr_equal(chunk, chunkAt(p, number));
}

static void *linkOf(const void *chunk)
{
    void *next;
    memcpy(&next, chunk, sizeof next);
    return next;
}

/* A pool of chunks of `chunkSize` bytes in blocks of `blockSize`, with `count` of them handed out. */
static void poolWith(pool *p, uint32_t chunkSize, uint32_t blockSize, void **chunks, size_t count)
{
    assert_true(poolInitialize(p, chunkSize, blockSize));
    for (size_t i = 0; i < count; i++) {
        chunks[i] = poolMalloc(p);
        assert_non_null(chunks[i]);
    }
}

/* ---- a new pool */

static void newPool(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitialize(&p, 32, 4));
    assert_int_equal(p.chunkSize, 32);
    assert_int_equal(p.blockSize, 4);
    assertFields(&p, 3, -1, NULL, POOL_BLOCKS_INITIAL);
    assert_int_equal(POOL_BLOCKS_INITIAL, 1);
    assert_non_null(p.blocks);
    assert_null(p.blocks[0]);
    assert_null(p.source);
    poolFreePool(&p);
}

static void chunkSizeRounded(void **state)
{
    (void)state;
    static const struct {
        uint32_t asked, rounded;
    } wide[] =
        {
            {0, 8},   {1, 8},   {7, 8},       {8, 8},       {9, 16},
            {12, 16}, {15, 16}, {16, 16},     {17, 24},     {100, 104},
            {4096, 4096},       {4097, 4104}, {UINT32_MAX / 2, UINT32_MAX / 2 + 1},
            {UINT32_MAX - 8, UINT32_MAX - 7}, {UINT32_MAX - 7, UINT32_MAX - 7},
        },
      narrow[] = {
          {0, 4},     {1, 4},       {3, 4},       {4, 4},
          {5, 8},     {12, 12},     {13, 16},     {100, 100},
          {101, 104}, {4096, 4096}, {4097, 4100}, {INT32_MAX - 4, INT32_MAX - 3},
          {INT32_MAX - 3, INT32_MAX - 3},
      },
      *const sizes = WIDE ? wide : narrow;
    for (size_t i = 0; i < (WIDE ? COUNT(wide) : COUNT(narrow)); i++) {
        pool p;
        assert_true(poolInitialize(&p, sizes[i].asked, 1));
        assert_int_equal(p.chunkSize, sizes[i].rounded);
        poolFreePool(&p);
    }
}

static void assertRefused(uint32_t chunkSize, uint32_t blockSize)
{
    pool p = {0}, before; /* padding too */
    memset(&p, 0xA5, sizeof p);
    memcpy(&before, &p, sizeof p);
    assert_false(poolInitialize(&p, chunkSize, blockSize));
    assert_memory_equal(&p, &before, sizeof p);
}

static void chunkSizeTooLarge(void **state)
{
    (void)state;
    for (uint32_t less = 0; less < 7; less++)
        assertRefused(UINT32_MAX - less, 1);
}

static void blockSizeNone(void **state)
{
    (void)state;
    assertRefused(32, 0);
    assertRefused(0, 0);
    assertRefused(UINT32_MAX, 0);
}

static void blockBytesBound(void **state)
{
    (void)state;
    const uint32_t chunkSize = WIDE ? UINT32_MAX - 7 : 4096;
    const uint64_t most = (uint64_t)PTRDIFF_MAX / chunkSize;
    assert_true(most < UINT32_MAX);
    pool p;
    assert_true(poolInitialize(&p, chunkSize, (uint32_t)most));
    poolFreePool(&p);
    assertRefused(chunkSize, (uint32_t)most + 1);
    assertRefused(chunkSize, UINT32_MAX);
}

static void blockTooLargeForLibc(void **state)
{
    (void)state;
    if (!WIDE) /* where libc can give any block that there may be */
        skip();
    const uint32_t chunkSize = UINT32_MAX - 7;
    pool p = {0}, before; /* padding too */
    assert_true(poolInitialize(&p, chunkSize, (uint32_t)(PTRDIFF_MAX / chunkSize)));
    memcpy(&before, &p, sizeof p);
    for (int i = 0; i < 3; i++) {
        assert_null(poolMalloc(&p));
        assert_memory_equal(&p, &before, sizeof p);
        assert_null(p.blocks[0]);
    }
    poolFreePool(&p);
}

/* ---- bumping */

static void bumpInOrder(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitialize(&p, 24, 5));
    for (uint32_t i = 0; i < 5; i++) {
        assertNext(&p, i);
        assert_ptr_equal(chunkAt(&p, i), p.blocks[0] + (size_t)i * 24);
        assertFields(&p, i, 0, NULL, 1);
    }
    poolFreePool(&p);
}

static void bumpLazily(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitialize(&p, 24, 2));
    assert_null(p.blocks[0]);
    (void)poolMalloc(&p);
    (void)poolMalloc(&p);
    assertFields(&p, 1, 0, NULL, 1); /* block 0 is full, and nothing is obtained ahead */
    (void)poolMalloc(&p);
    assertFields(&p, 0, 1, NULL, 2);
    poolFreePool(&p);
}

static void blockOfOne(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitialize(&p, 16, 1));
    for (int32_t i = 0; i < 20; i++) {
        uint8_t *chunk = poolMalloc(&p);
        assert_ptr_equal(chunk, p.blocks[i]);
        memset(chunk, 0x11, 16);
        assert_int_equal(p.used, 0);
        assert_int_equal(p.block, i);
    }
    poolFreePool(&p);
}

static void tableDoubles(void **state)
{
    (void)state;
    static const uint32_t capacities[] = {1, 2, 4, 4, 8, 8, 8, 8, 16};
    pool p;
    uint8_t *blocks[COUNT(capacities)];
    assert_true(poolInitialize(&p, 16, 3));
    for (uint32_t i = 0; i < COUNT(capacities); i++) {
        for (uint32_t j = 0; j < 3; j++) {
            memset(poolMalloc(&p), (int)(i + 1), 16);
            assertFields(&p, j, (int32_t)i, NULL, capacities[i]);
        }
        blocks[i] = p.blocks[i];
        for (uint32_t slot = 0; slot <= i; slot++) /* the blocks stay where they were */
            assert_ptr_equal(p.blocks[slot], blocks[slot]);
        for (uint32_t slot = i + 1; slot < p.blocksUsed; slot++)
            assert_null(p.blocks[slot]);
    }
    for (uint32_t i = 0; i < COUNT(capacities); i++) /* and so do their contents */
        for (size_t byte = 0; byte < 48; byte++)
            assert_int_equal(p.blocks[i][byte], i + 1);
    poolFreePool(&p);
}

static void chunksAligned(void **state)
{
    (void)state;
    for (uint32_t chunkSize = 1; chunkSize <= 260; chunkSize++) {
        pool p;
        void *chunks[10];
        poolWith(&p, chunkSize, 3, chunks, 10);
        size_t alignment = p.chunkSize & -p.chunkSize; /* the power of two that divides it */
        if (alignment > _Alignof(max_align_t))
            alignment = _Alignof(max_align_t);
        assert_true(alignment >= _Alignof(poolFreed));
        for (size_t i = 0; i < 10; i++)
            assert_int_equal((uintptr_t)chunks[i] % alignment, 0);
        poolFreePool(&p);
    }
}

static void chunksWhole(void **state)
{
    (void)state;
    for (uint32_t chunkSize = 1; chunkSize <= 70; chunkSize++) {
        pool p;
        void *chunks[7];
        poolWith(&p, chunkSize, 3, chunks, 7);
        for (size_t i = 0; i < 7; i++) /* every byte is ours: a sanitizer would object */
            memset(chunks[i], (int)i, p.chunkSize);
        for (size_t i = 0; i < 7; i++)
            for (size_t byte = 0; byte < p.chunkSize; byte++)
                assert_int_equal(((uint8_t *)chunks[i])[byte], i);
        poolFreePool(&p);
    }
}

/* ---- the free list */

static void lastInFirstOut(void **state)
{
    (void)state;
    pool p;
    void *chunks[5];
    poolWith(&p, 32, 4, chunks, 5);
    for (size_t i = 0; i < 5; i++)
        poolFree(&p, chunks[i]);
    for (size_t i = 5; i-- > 0;)
        assert_ptr_equal(poolMalloc(&p), chunks[i]);
    assert_null(p.freed);
    poolFreePool(&p);
}

static void listOrderIsNotAddressOrder(void **state)
{
    (void)state;
    static const size_t order[] = {2, 0, 3, 1};
    pool p;
    void *chunks[4];
    poolWith(&p, 32, 4, chunks, 4);
    for (size_t i = 0; i < 4; i++)
        poolFree(&p, chunks[order[i]]);
    const void *chunk = p.freed;
    for (size_t i = 4; i-- > 0; chunk = linkOf(chunk))
        assert_ptr_equal(chunk, chunks[order[i]]);
    assert_null(chunk);
    poolFreePool(&p);
}

static void linkInFirstBytes(void **state)
{
    (void)state;
    pool p;
    void *chunks[3];
    poolWith(&p, 32, 4, chunks, 3);
    for (size_t i = 0; i < 3; i++)
        memset(chunks[i], 0x77, 32);
    poolFree(&p, chunks[1]);
    assert_ptr_equal(p.freed, chunks[1]);
    assert_null(p.freed->nextFree);
    poolFree(&p, chunks[0]);
    assert_ptr_equal(p.freed, chunks[0]);
    assert_ptr_equal(p.freed->nextFree, chunks[1]);
    assert_ptr_equal(linkOf(chunks[0]), chunks[1]);
    assert_int_equal(offsetof(poolFreed, nextFree), 0);
    for (size_t i = 0; i < 3; i++) /* and no other byte is touched */
        for (size_t byte = i < 2 ? sizeof(poolFreed) : 0; byte < 32; byte++)
            assert_int_equal(((uint8_t *)chunks[i])[byte], 0x77);
    poolFreePool(&p);
}

static void freeChangesTheHeadOnly(void **state)
{
    (void)state;
    pool p;
    void *chunks[6];
    poolWith(&p, 16, 4, chunks, 6);
    uint8_t **table = p.blocks;
    poolFree(&p, chunks[0]);
    assertFields(&p, 1, 1, chunks[0], 2);
    assert_ptr_equal(poolMalloc(&p), chunks[0]);
    assertFields(&p, 1, 1, NULL, 2);
    assert_ptr_equal(p.blocks, table);
    poolFreePool(&p);
}

static void recycledKeepsItsBytes(void **state)
{
    (void)state;
    pool p;
    void *chunk;
    poolWith(&p, 32, 4, &chunk, 1);
    memset(chunk, 0x77, 32);
    poolFree(&p, chunk);
    uint8_t *again = poolMalloc(&p);
    assert_ptr_equal(again, chunk);
    for (size_t byte = sizeof(poolFreed); byte < 32; byte++)
        assert_int_equal(again[byte], 0x77);
    poolFreePool(&p);
}

static void recycleBeforeBump(void **state)
{
    (void)state;
    pool p;
    void *chunks[4];
    poolWith(&p, 16, 8, chunks, 4);
    poolFree(&p, chunks[1]);
    poolFree(&p, chunks[2]);
    assert_ptr_equal(poolMalloc(&p), chunks[2]);
    assert_ptr_equal(poolMalloc(&p), chunks[1]);
    assertFields(&p, 3, 0, NULL, 1);
    assertNext(&p, 4);
    poolFreePool(&p);
}

static void freeOfNull(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    void *chunks[2];
    poolWith(&p, 16, 4, chunks, 2);
    poolFree(&p, chunks[0]);
    memcpy(&before, &p, sizeof p);
    poolFree(&p, NULL);
    assert_memory_equal(&p, &before, sizeof p);
    assert_ptr_equal(poolMalloc(&p), chunks[0]);
    assertNext(&p, 2);
    poolFreePool(&p);
}

/* ---- freeing everything at once */

static void freeAllFields(void **state)
{
    (void)state;
    pool p;
    void *chunks[11];
    poolWith(&p, 16, 4, chunks, 11);
    poolFree(&p, chunks[3]);
    uint8_t **table = p.blocks;
    poolFreeAll(&p);
    assertFields(&p, 3, -1, NULL, 4);
    assert_ptr_equal(p.blocks, table);
    assert_int_equal(p.chunkSize, 16);
    assert_int_equal(p.blockSize, 4);
    poolFreePool(&p);
}

static void freeAllTwice(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    assert_true(poolInitialize(&p, 16, 4));
    memcpy(&before, &p, sizeof p);
    poolFreeAll(&p); /* of an empty pool: nothing */
    assert_memory_equal(&p, &before, sizeof p);
    void *chunk = poolMalloc(&p);
    poolFreeAll(&p);
    memcpy(&before, &p, sizeof p);
    poolFreeAll(&p);
    assert_memory_equal(&p, &before, sizeof p);
    assert_ptr_equal(poolMalloc(&p), chunk);
    poolFreePool(&p);
}

static void freeAllHandsOutAgain(void **state)
{
    (void)state;
    pool p;
    void *chunks[11];
    poolWith(&p, 16, 4, chunks, 11);
    poolFree(&p, chunks[9]);
    poolFreeAll(&p);
    for (size_t i = 0; i < 11; i++) {
        assert_ptr_equal(poolMalloc(&p), chunks[i]);
        assertFields(&p, (uint32_t)(i % 4), (int32_t)(i / 4), NULL, 4);
    }
    (void)poolMalloc(&p); /* 12: block 2 is full */
    assert_null(p.blocks[3]);
    assertNext(&p, 12); /* and the next one is new */
    poolFreePool(&p);
}

static void freeAllTouchesNoChunk(void **state)
{
    (void)state;
    pool p;
    void *chunks[MANY];
    poolWith(&p, 16, 4, chunks, MANY);
    for (size_t i = 0; i < MANY; i++)
        memset(chunks[i], 0x5A, 16);
    poolFreeAll(&p);
    for (size_t i = 0; i < MANY; i++)
        for (size_t byte = 0; byte < 16; byte++)
            assert_int_equal(((uint8_t *)chunks[i])[byte], 0x5A);
    poolFreePool(&p);
}

/* ---- the end of a pool */

static void freePoolForgets(void **state)
{
    (void)state;
    pool p;
    void *chunks[9];
    poolWith(&p, 16, 2, chunks, 9);
    poolFree(&p, chunks[4]);
    poolFreePool(&p);
    assert_null(p.blocks);
    assert_null(p.freed);
    assert_int_equal(p.block, -1);
    assert_int_equal(p.blocksUsed, 0);
}

static void freePoolTwice(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    void *chunks[9];
    poolWith(&p, 16, 2, chunks, 9);
    poolFreePool(&p);
    memcpy(&before, &p, sizeof p);
    poolFreePool(&p);
    assert_memory_equal(&p, &before, sizeof p);
}

static void useAfterFreePool(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    void *chunks[9];
    poolWith(&p, 16, 2, chunks, 9);
    poolFreePool(&p);
    memcpy(&before, &p, sizeof p);
    for (int i = 0; i < 3; i++)
        assert_null(poolMalloc(&p));
    poolFree(&p, NULL);
    poolFreeAll(&p);
    assert_null(poolMalloc(&p));
    assert_memory_equal(&p, &before, sizeof p);
    assert_true(poolInitialize(&p, 24, 3)); /* and made again it works */
    assertNext(&p, 0);
    poolFreePool(&p);
}

static void poolOfZeros(void **state)
{
    (void)state;
    pool p = {0}, before = {0};
    poolFreePool(&p);
    assert_memory_equal(&p, &before, sizeof p);
    assert_null(poolMalloc(&p));
    poolFree(&p, NULL);
    assert_memory_equal(&p, &before, sizeof p);
    poolFreeAll(&p);
    assert_null(poolMalloc(&p));
    assert_null(poolMalloc(&p));
    poolFreePool(&p);
}

/* ---- large sizes */

/* One block of address space that nobody can touch: bumping does not look into chunks. */
static void *spaceObtain(void *context, size_t bytes, poolPurpose purpose)
{
    (void)context;
    if (purpose == POOL_TABLE)
        return malloc(bytes);
    void *space = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return space == MAP_FAILED ? NULL : space;
}

static void spaceRelease(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context;
    if (purpose == POOL_TABLE)
        free(memory);
    else
        assert_int_equal(munmap(memory, bytes), 0);
}

/* As a program passes them that counts in int: the size is what C makes of it, and never a small one. */
static void negativeSizes(void **state)
{
    (void)state;
    for (int less = -1; less >= -8; less--)
        assertRefused((uint32_t)-8, (uint32_t)less);
    for (int less = -1; less > -8; less--)
        assertRefused((uint32_t)less, 1);
    if (!WIDE) {
        assertRefused((uint32_t)-32, 1); /* more than half of all addresses */
        return;
    }
    const poolSource space = {spaceObtain, spaceRelease, NULL};
    pool p;
    assert_true(poolInitializeFrom(&p, (uint32_t)-32, 2, &space));
    assert_int_equal(p.chunkSize, UINT32_MAX - 31);
    uint8_t *a = poolMalloc(&p), *b = poolMalloc(&p);
    assert_ptr_equal(a, p.blocks[0]);
    assert_int_equal(b - a, UINT32_MAX - 31);
    poolFreePool(&p);
}

static void offsetsPast32Bits(void **state)
{
    (void)state;
    if (!WIDE)
        skip();
    const poolSource space = {spaceObtain, spaceRelease, NULL};
    pool p;
    assert_true(poolInitializeFrom(&p, 1u << 20, (1u << 12) + 3, &space));
    for (size_t i = 0; i < p.blockSize; i++) {
        uint8_t *chunk = poolMalloc(&p);
        assert_ptr_equal(chunk, p.blocks[0] + (i << 20)); /* to 4 GiB and 2 MiB */
    }
    assert_int_equal(p.block, 0);
    poolFreePool(&p);
}

static void lastBlock(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    assert_true(poolInitialize(&p, 16, 4));
    p.block = INT32_MAX; /* 2^31 blocks: there is no number for one more */
    memcpy(&before, &p, sizeof p);
    assert_null(poolMalloc(&p));
    assert_memory_equal(&p, &before, sizeof p);
    poolFreePool(&p);
}

static void blockOfMostChunks(void **state)
{
    (void)state;
    if (!WIDE)
        skip();
    const poolSource space = {spaceObtain, spaceRelease, NULL};
    pool p;
    assert_true(poolInitializeFrom(&p, 8, UINT32_MAX, &space)); /* 32 GiB less a chunk */
    assertFields(&p, UINT32_MAX - 1, -1, NULL, 1);
    void *first = poolMalloc(&p);
    if (first == NULL) { /* a machine that gives no such address space, as under ulimit -v */
        poolFreePool(&p);
        skip();
    }
    assertFields(&p, 0, 0, NULL, 1);
    p.used = UINT32_MAX - 3; /* as if all but two had been handed out */
    assert_ptr_equal(poolMalloc(&p), p.blocks[0] + (size_t)(UINT32_MAX - 2) * 8);
    assert_ptr_equal(poolMalloc(&p), p.blocks[0] + (size_t)(UINT32_MAX - 1) * 8);
    assertFields(&p, UINT32_MAX - 1, 0, NULL, 1);
    assert_non_null(poolMalloc(&p));
    assertFields(&p, 0, 1, NULL, 2);
    poolFreePool(&p);
}

/* ---- a long run, against a model of the pool that keeps no link in any chunk */

struct model {
    size_t bumped;        /* since the last freeall */
    size_t freed[MANY];   /* numbers of chunks, the head last */
    size_t freedCount;
    size_t live[MANY];
    size_t liveCount;
    size_t blocksMost;
};

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

static void modelAlloc(struct model *m, pool *p)
{
    size_t number = m->freedCount > 0 ? m->freed[--m->freedCount] : m->bumped++;
    uint8_t *chunk = poolMalloc(p);
    assert_non_null(chunk);
    assert_ptr_equal(chunk, chunkAt(p, number));
    memset(chunk, (int)number, p->chunkSize);
    m->live[m->liveCount++] = number;
}

static void modelFree(struct model *m, pool *p, size_t index)
{
    size_t number = m->live[index];
    uint8_t *chunk = chunkAt(p, number);
    for (size_t byte = 0; byte < p->chunkSize; byte++)
        assert_int_equal(chunk[byte], (uint8_t)number);
    poolFree(p, chunk);
    m->freed[m->freedCount++] = number;
    m->live[index] = m->live[--m->liveCount];
}

/* What pool.h says always holds between calls, and that the list is the model's. */
static void modelCheck(struct model *m, const pool *p)
{
    size_t entered = (m->bumped + p->blockSize - 1) / p->blockSize;
    if (entered > m->blocksMost)
        m->blocksMost = entered;
    uint32_t capacity = POOL_BLOCKS_INITIAL;
    while (capacity < m->blocksMost)
        capacity *= 2;
    assert_true(p->used < p->blockSize);
    assert_true(p->block >= -1 && p->block < (int32_t)p->blocksUsed);
    assert_int_equal((p->block + 1) * (int64_t)p->blockSize - p->blockSize + p->used + 1, m->bumped);
    assert_int_equal(p->blocksUsed, capacity);
    for (uint32_t i = 0; i < capacity; i++)
        assert_int_equal(p->blocks[i] != NULL, i < m->blocksMost);
    const void *chunk = p->freed;
    for (size_t i = m->freedCount; i-- > 0; chunk = linkOf(chunk))
        assert_ptr_equal(chunk, chunkAt(p, m->freed[i]));
    assert_null(chunk);
}

static void longRun(void **state)
{
    (void)state;
    static const uint32_t blockSizes[] = {1, 2, 3, 7, 64};
    for (uint32_t seed = 1; seed <= 40; seed++) {
        struct model m = {0};
        uint32_t random = seed;
        pool p;
        assert_true(poolInitialize(&p, 8 * (1 + seed % 5), blockSizes[seed % COUNT(blockSizes)]));
        for (int step = 0; step < 2000; step++) {
            uint32_t roll = dice(&random, 100);
            if (roll == 0) {
                poolFreeAll(&p);
                m.bumped = m.freedCount = m.liveCount = 0;
            } else if (roll < 55 && m.liveCount < MANY && m.bumped < MANY) {
                modelAlloc(&m, &p);
            } else if (m.liveCount > 0) {
                modelFree(&m, &p, dice(&random, (uint32_t)m.liveCount));
            }
            modelCheck(&m, &p);
        }
        poolFreePool(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("a new pool has a table of one empty slot and no block", newPool),
        TEST("a chunk size is raised to a link and rounded up to its alignment", chunkSizeRounded),
        TEST("a chunk size that can't be rounded up in 32 bits is refused", chunkSizeTooLarge),
        TEST("a block of 0 chunks is refused, and the struct left alone", blockSizeNone),
        TEST("a block of over PTRDIFF_MAX bytes is refused, of fewer not", blockBytesBound),
        TEST("a block that libc can't give is out of memory, nothing changed", blockTooLargeForLibc),
        TEST("chunks are bumped in the order of their addresses", bumpInOrder),
        TEST("a block is obtained when its first chunk is asked for", bumpLazily),
        TEST("blocks of one chunk work", blockOfOne),
        TEST("the block table doubles from 1, and blocks stay where they are", tableDoubles),
        TEST("chunks of every size are aligned", chunksAligned),
        TEST("every byte of every chunk belongs to it alone", chunksWhole),
        TEST("the free list is last in, first out", lastInFirstOut),
        TEST("the order of the list is not the order of addresses", listOrderIsNotAddressOrder),
        TEST("a freed chunk holds the link in its first bytes", linkInFirstBytes),
        TEST("free and recycling change the head alone", freeChangesTheHeadOnly),
        TEST("a recycled chunk keeps its other bytes", recycledKeepsItsBytes),
        TEST("the free list is used up before the next fresh chunk", recycleBeforeBump),
        TEST("free of NULL does nothing", freeOfNull),
        TEST("freeall resets three fields and keeps the rest", freeAllFields),
        TEST("freeall of an empty pool, or a second one, changes nothing", freeAllTwice),
        TEST("after freeall the kept blocks are handed out from block 0", freeAllHandsOutAgain),
        TEST("freeall touches no chunk", freeAllTouchesNoChunk),
        TEST("a released pool has no table, no block, no list", freePoolForgets),
        TEST("releasing a pool twice does nothing", freePoolTwice),
        TEST("a released pool hands out nothing until it is made again", useAfterFreePool),
        TEST("a pool of zeros hands out nothing and can be released", poolOfZeros),
        TEST("a negative size is refused, or as large as it is in 32 bits", negativeSizes),
        TEST("chunks over 4 GiB into a block have their own addresses", offsetsPast32Bits),
        TEST("block INT32_MAX is the last", lastBlock),
        TEST("a block of UINT32_MAX chunks is bumped to its end", blockOfMostChunks),
        TEST("long random runs do what a model of the pool does", longRun),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
