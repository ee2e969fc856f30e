/*
 * exhaust.c - every sequence of calls of the pool up to a length, on every small pool, with every
 * pattern of memory that fails, against a model of arrays and counts.
 *
 * A call is poolMalloc, poolFree of any live chunk, or poolFreeAll; each request for a block or a
 * table is served in one branch and refused in another. After each call everything is compared: what
 * it returned, each field, the block table, the links along the free list, the bytes of all live
 * chunks. Then pool, memory and model are put back, and the next call is tried from there.
 *
 * It shows that nothing is wrong with pools of at most CHUNKS chunks within so many calls. It does
 * not show it for longer ones; that larger pools are the same is an argument, not a test: pool.c
 * treats all blocks alike but the first one of a table, and all chunks of a block alike but the last.
 *
 * usage: exhaust [--calls N]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"

#define BLOCKS      16
#define CHUNK_BYTES 24
#define PER_BLOCK   3
#define CHUNKS      (BLOCKS * PER_BLOCK)
#define TABLES      5 /* capacities 1, 2, 4, 8, 16 */

/* All that a pool can write to. Blocks and tables lie apart, so each has its place. */
struct memory {
    _Alignas(max_align_t) uint8_t blocks[BLOCKS][(PER_BLOCK * CHUNK_BYTES + 15) / 16 * 16];
    uint8_t *tables[TABLES][BLOCKS];
};

struct model {
    uint32_t blocks, capacity;  /* blocks that hold memory; slots */
    uint32_t bumped, freeCount; /* chunks handed out since the last reset; on the list */
    uint8_t freed[CHUNKS];      /* the head last */
    uint8_t live[CHUNKS];
    uint32_t liveCount;
};

struct state {
    pool p;
    struct memory memory;
    struct model model;
};

static struct state now;
static uint64_t sequences, calls;
static uint32_t refuse;  /* bit i: request i of the call that runs is refused */
static uint32_t request; /* how many it made                                  */
static uint32_t chunkSize, blockSize;

static void fail(const char *what)
{
    printf("not ok - chunks of %u bytes, %u a block: %s\n", chunkSize, blockSize, what);
    printf("0 passed, 1 failed\n");
    exit(1);
}

static void expect(bool holds, const char *what)
{
    if (!holds)
        fail(what);
}

static uint32_t log2Of(uint32_t power)
{
    uint32_t log = 0;
    while (power >> log > 1)
        log++;
    return log;
}

static void *obtain(void *context, size_t bytes, poolPurpose purpose)
{
    (void)context;
    if ((refuse >> request++ & 1) != 0)
        return NULL;
    if (purpose == POOL_TABLE)
        return now.memory.tables[log2Of((uint32_t)(bytes / sizeof(uint8_t *)))];
    expect(bytes == (size_t)chunkSize * blockSize, "a block has the bytes of its chunks");
    return now.memory.blocks[now.model.blocks];
}

static void release(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)memory, (void)bytes, (void)purpose;
}

static const poolSource source = {obtain, release, NULL};

static uint8_t *chunkAt(uint32_t index)
{
    return now.memory.blocks[index / blockSize] + (size_t)(index % blockSize) * chunkSize;
}

static void compareLive(void)
{
    for (uint32_t i = 0; i < now.model.liveCount; i++)
        for (uint32_t byte = 0; byte < chunkSize; byte++)
            expect(chunkAt(now.model.live[i])[byte] == 0x80 + now.model.live[i],
                   "the bytes of a live chunk are the program's");
}

static void compareList(void)
{
    const poolFreed *at = now.p.freed;
    for (uint32_t i = now.model.freeCount; i > 0; i--) {
        expect((const uint8_t *)at == chunkAt(now.model.freed[i - 1]),
               "the list is last in, first out");
        memcpy(&at, &at->nextFree, sizeof(poolFreed *));
    }
    expect(at == NULL, "the list ends in NULL");
}

static void compare(void)
{
    const struct model *m = &now.model;
    const uint32_t last = m->bumped + blockSize - 1; /* of the last chunk, one block ahead */
    expect(now.p.chunkSize == chunkSize && now.p.blockSize == blockSize, "the sizes stay");
    expect(now.p.used == last % blockSize, "`used` is the last chunk bumped");
    expect(now.p.block == (int32_t)(last / blockSize) - 1, "`block` is its block");
    expect(now.p.blocksUsed == m->capacity, "`blocksUsed` is the table's capacity");
    for (uint32_t i = 0; i < m->capacity; i++)
        expect(now.p.blocks[i] == (i < m->blocks ? now.memory.blocks[i] : NULL),
               "the table has the blocks, then NULL");
    compareList();
    compareLive();
}

/* What the model says of poolMalloc where these requests are refused; -1: NULL. */
static int modelMalloc(void)
{
    struct model *m = &now.model;
    if (m->freeCount > 0)
        return m->freed[--m->freeCount];
    const uint32_t block = m->bumped / blockSize;
    const bool grows = block == m->capacity, obtains = block == m->blocks;
    if ((grows || obtains) && (refuse & 1) != 0)
        return -1;
    if (grows && obtains && (refuse & 2) != 0)
        return -1;
    m->capacity *= grows ? 2 : 1;
    m->blocks += obtains ? 1 : 0;
    return (int)m->bumped++;
}

static void callMalloc(void)
{
    request = 0;
    uint8_t *chunk = poolMalloc(&now.p);
    const int index = modelMalloc();
    expect(index < 0 ? chunk == NULL : chunk == chunkAt((uint32_t)index),
           "poolMalloc returns the chunk that is next");
    if (index < 0)
        return;
    now.model.live[now.model.liveCount++] = (uint8_t)index;
    memset(chunk, 0x80 + index, chunkSize);
}

static void callFree(uint32_t which)
{
    struct model *m = &now.model;
    const uint8_t index = m->live[which];
    m->live[which] = m->live[--m->liveCount];
    m->freed[m->freeCount++] = index;
    poolFree(&now.p, chunkAt(index));
}

static void callFreeAll(void)
{
    now.model.freeCount = now.model.liveCount = now.model.bumped = 0;
    poolFreeAll(&now.p);
}

/* How many requests poolMalloc would make now, if all are served. */
static uint32_t requestsAhead(void)
{
    const struct model *m = &now.model;
    const uint32_t block = m->bumped / blockSize;
    return m->freeCount > 0 ? 0u : (uint32_t)(block == m->capacity) + (block == m->blocks);
}

/* Every sequence of `left` calls from here. Call 0 is poolFreeAll, then the frees, then the rest. */
static void tryAll(uint32_t left)
{
    if (left == 0) {
        sequences++;
        return;
    }
    const struct state before = now;
    const uint32_t frees = before.model.liveCount, patterns = 1u << requestsAhead();
    for (uint32_t call = 0; call < 1 + frees + patterns; call++) {
        now = before;
        refuse = call > frees ? call - frees - 1 : 0;
        if (call == 0)
            callFreeAll();
        else if (call <= frees)
            callFree(call - 1);
        else if (before.model.bumped < CHUNKS)
            callMalloc();
        calls++;
        compare();
        tryAll(left - 1);
    }
    now = before;
}

static void tryPool(uint32_t chunk, uint32_t block, uint32_t length)
{
    memset(&now, 0, sizeof now);
    chunkSize = chunk;
    blockSize = block;
    refuse = 1;
    request = 0;
    expect(!poolInitializeFrom(&now.p, chunk, block, &source), "no table, no pool");
    refuse = request = 0;
    expect(poolInitializeFrom(&now.p, chunk, block, &source), "a pool is made");
    now.model.capacity = POOL_BLOCKS_INITIAL;
    compare();
    tryAll(length);
}

int main(int argc, char **argv)
{
    const uint32_t length = argc == 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 8;
    const uint32_t sizes[] = {sizeof(poolFreed), CHUNK_BYTES};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (uint32_t block = 1; block <= PER_BLOCK; block++)
            tryPool(sizes[i], block, length);
    printf("%" PRIu64 " sequences of %" PRIu32 " calls, %" PRIu64 " calls in all\n", sequences,
           length, calls);
    printf("6 passed, 0 failed\n");
    return 0;
}
