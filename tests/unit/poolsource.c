/*
 * poolsource.c - where a pool's memory comes from: the hook is asked for everything, gets everything
 * back, and where it refuses, the pool is as it was and goes on later.
 */
#include "pool.h"

#include <malloc.h>

#include "supplier.h"
#include "unit.h"

static struct supplier supplier;

static int setUp(void **state)
{
    (void)state;
    supplierInit(&supplier);
    return 0;
}

/* Nothing that a test obtained is left. */
static int census(void **state)
{
    (void)state;
    assert_int_equal(supplier.pieceCount, 0);
    return 0;
}

static void asksForTableThenBlocks(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitializeFrom(&p, 24, 3, &supplier.source));
    assert_ptr_equal(p.source, &supplier.source);
    assert_int_equal(supplier.requests, 1);
    assert_int_equal(supplier.lastPurpose, POOL_TABLE);
    assert_int_equal(supplier.lastBytes, POOL_BLOCKS_INITIAL * sizeof(uint8_t *));
    (void)poolMalloc(&p);
    assert_int_equal(supplier.requests, 2);
    assert_int_equal(supplier.lastPurpose, POOL_BLOCK);
    assert_int_equal(supplier.lastBytes, 24 * 3);
    (void)poolMalloc(&p);
    (void)poolMalloc(&p);
    assert_int_equal(supplier.requests, 2); /* the block has room */
    (void)poolMalloc(&p);
    assert_int_equal(supplier.requests, 4); /* a block and a table of two slots */
    assert_int_equal(supplier.releases, 1); /* the old table */
    assert_int_equal(supplierPieces(&supplier, POOL_BLOCK), 2);
    assert_int_equal(supplierPieces(&supplier, POOL_TABLE), 1);
    size_t table = supplierFind(&supplier, p.blocks);
    assert_int_equal(supplier.pieces[table].purpose, POOL_TABLE);
    assert_int_equal(supplier.pieces[table].bytes, 2 * sizeof(uint8_t *));
    poolFreePool(&p);
}

static void asksForNothingElse(void **state)
{
    (void)state;
    pool p;
    void *chunks[10];
    assert_true(poolInitializeFrom(&p, 24, 3, &supplier.source));
    for (size_t i = 0; i < 10; i++)
        chunks[i] = poolMalloc(&p);
    size_t requests = supplier.requests, releases = supplier.releases;
    for (size_t i = 0; i < 10; i++)
        poolFree(&p, chunks[i]);
    for (size_t i = 0; i < 10; i++)
        assert_non_null(poolMalloc(&p)); /* recycled */
    poolFreeAll(&p);
    for (size_t i = 0; i < 12; i++)
        assert_non_null(poolMalloc(&p)); /* kept blocks */
    assert_int_equal(supplier.requests, requests);
    assert_int_equal(supplier.releases, releases);
    poolFreePool(&p);
}

static void badSizesAskForNothing(void **state)
{
    (void)state;
    pool p;
    assert_false(poolInitializeFrom(&p, UINT32_MAX, 1, &supplier.source));
    assert_false(poolInitializeFrom(&p, 32, 0, &supplier.source));
    assert_false(poolInitializeFrom(&p, UINT32_MAX - 7, UINT32_MAX, &supplier.source));
    assert_int_equal(supplier.requests, 0);
}

static void bytesPast32Bits(void **state)
{
    (void)state;
    static const struct {
        uint32_t chunkSize, blockSize;
        uint64_t bytes;
    } sizes[] = {
        {1u << 16, 1u << 16, (uint64_t)1 << 32},
        {1u << 16, (1u << 16) + 1, ((uint64_t)1 << 32) + (1u << 16)},
        {UINT32_MAX - 7, 2, ((uint64_t)UINT32_MAX - 7) * 2},
        {8, UINT32_MAX, (uint64_t)UINT32_MAX * 8},
        {UINT32_MAX - 7, 1u << 31, ((uint64_t)UINT32_MAX - 7) << 31},
    };
    supplier.bytesMax = 4096;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        pool p;
        const bool fits =
            poolInitializeFrom(&p, sizes[i].chunkSize, sizes[i].blockSize, &supplier.source);
        assert_int_equal(fits, WIDE);
        if (!fits)
            continue;
        assert_null(poolMalloc(&p));
        assert_int_equal(supplier.lastPurpose, POOL_BLOCK);
        assert_true(supplier.lastBytes == sizes[i].bytes);
        poolFreePool(&p);
    }
}

/*
 * The last doubling, from 2^30 slots: its bytes pass 32 bits too, and are not asked for where no table
 * can have them. The table is not looked at before.
 */
static void tablePast32Bits(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    assert_true(poolInitializeFrom(&p, 16, 4, &supplier.source));
    supplier.bytesMax = 4096;
    p.block = (1 << 30) - 1;
    p.blocksUsed = 1u << 30;
    memcpy(&before, &p, sizeof p);
    assert_null(poolMalloc(&p));
    assert_int_equal(supplier.lastPurpose, POOL_TABLE);
    assert_true(supplier.lastBytes == (WIDE ? (uint64_t)1 << 31 : 1) * sizeof(uint8_t *));
    assert_memory_equal(&p, &before, sizeof p);
    p.block = -1;
    p.blocksUsed = 1;
    poolFreePool(&p);
}

/* Memory for two slots where one was asked for: the second is not the pool's. */
static void *obtainMore(void *context, size_t bytes, poolPurpose purpose)
{
    (void)purpose;
    memset(context, SUPPLIER_PAINT, 2 * bytes);
    return context;
}

static void releaseNothing(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)memory, (void)bytes, (void)purpose;
}

static void tableIsWrittenToItsEnd(void **state)
{
    (void)state;
    _Alignas(max_align_t) uint8_t memory[2 * sizeof(uint8_t *)];
    uint8_t behind[sizeof(uint8_t *)];
    memset(behind, SUPPLIER_PAINT, sizeof behind);
    const poolSource source = {obtainMore, releaseNothing, memory};
    pool p;
    assert_true(poolInitializeFrom(&p, 16, 4, &source));
    assert_null(p.blocks[0]);
    assert_memory_equal(memory + sizeof behind, behind, sizeof behind);
    poolFreePool(&p);
}

static void initializeRefused(void **state)
{
    (void)state;
    pool p = {0}, before; /* padding too */
    memset(&p, 0xA5, sizeof p);
    memcpy(&before, &p, sizeof p);
    supplier.refuseFrom = 1;
    assert_false(poolInitializeFrom(&p, 32, 4, &supplier.source));
    assert_memory_equal(&p, &before, sizeof p);
    supplier.refuseFrom = 0;
    assert_true(poolInitializeFrom(&p, 32, 4, &supplier.source));
    assert_non_null(poolMalloc(&p));
    poolFreePool(&p);
}

/* By glibc's own count, which is 0 under sanitizers: these look for what is left themselves. */
static void libcGetsAllBack(void **state)
{
    (void)state;
    if (MEMORY_IS_WATCHED)
        skip();
    const size_t before = mallinfo2().uordblks;
    pool p;
    assert_true(poolInitialize(&p, 16, 2));
    for (size_t i = 0; i < 20; i++)
        assert_non_null(poolMalloc(&p));
    poolFreePool(&p);
    assert_int_equal(mallinfo2().uordblks, before);
}

/* ---- one run of steps, in which requests are refused or misaligned */

#define STEPS 90

static const char *const run = /* a: alloc; f: free the oldest live chunk; F: the youngest; x: freeall */
    "aaaaafFaaaaaaaFFFaaafaaaaaaaaaaaxaaaaaFaaaaaffaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaafaaFaaaxaaaaaaaa";

struct runner {
    pool p;
    void *live[STEPS];
    size_t liveCount;
    long places[STEPS]; /* what each `a` got: the number of the chunk */
    size_t failures;    /* allocations that were refused at first */
};

static long placeOf(const pool *p, const uint8_t *chunk)
{
    for (uint32_t i = 0; i < p->blocksUsed; i++) {
        const uint8_t *block = p->blocks[i];
        if (block != NULL && chunk >= block && chunk < block + p->blockSize * p->chunkSize)
            return (long)(i * p->blockSize + (uint32_t)(chunk - block) / p->chunkSize);
    }
    return -1;
}

/* One allocation; where it is refused, everything must be as it was, and the next one is let pass. */
static void runAlloc(struct runner *r, size_t step)
{
    struct snapshot *before = malloc(sizeof *before);
    assert_non_null(before);
    snapshotTake(before, &r->p, &supplier);
    uint8_t *chunk = poolMalloc(&r->p);
    if (chunk == NULL) {
        r->failures++;
        snapshotCheck(before, &r->p, &supplier);
        chunk = poolMalloc(&r->p);
        assert_non_null(chunk);
    } else {
        for (size_t i = 0; i < before->pieceCount; i++)
            free(before->contents[i]);
    }
    free(before);
    r->places[step] = placeOf(&r->p, chunk);
    memset(chunk, (int)step, r->p.chunkSize);
    r->live[r->liveCount++] = chunk;
}

static void runFree(struct runner *r, size_t index)
{
    poolFree(&r->p, r->live[index]);
    memmove(r->live + index, r->live + index + 1, (--r->liveCount - index) * sizeof r->live[0]);
}

static void runSteps(struct runner *r, uint32_t blockSize)
{
    memset(r, 0, sizeof *r);
    if (!poolInitializeFrom(&r->p, 24, blockSize, &supplier.source)) {
        r->failures++;
        assert_int_equal(supplier.pieceCount, 0);
        assert_true(poolInitializeFrom(&r->p, 24, blockSize, &supplier.source));
    }
    for (size_t step = 0; run[step] != '\0' && step < STEPS; step++) {
        if (run[step] == 'a')
            runAlloc(r, step);
        else if (run[step] == 'f')
            runFree(r, 0);
        else if (run[step] == 'F')
            runFree(r, r->liveCount - 1);
        else {
            poolFreeAll(&r->p);
            r->liveCount = 0;
        }
    }
    poolFreePool(&r->p);
    assert_int_equal(supplier.pieceCount, 0);
}

/* The run with request n disturbed, for every n, gives the same chunks as the undisturbed one. */
static void disturbEach(void (*disturb)(size_t number))
{
    static struct runner undisturbed, disturbed;
    for (uint32_t blockSize = 1; blockSize <= 4; blockSize++) {
        supplierInit(&supplier);
        runSteps(&undisturbed, blockSize);
        assert_int_equal(undisturbed.failures, 0);
        size_t requests = supplier.requests;
        assert_true(requests > 10);
        for (size_t number = 1; number <= requests; number++) {
            supplierInit(&supplier);
            disturb(number);
            runSteps(&disturbed, blockSize);
            assert_int_equal(disturbed.failures, 1);
            assert_memory_equal(disturbed.places, undisturbed.places, sizeof undisturbed.places);
        }
    }
}

static void refuse(size_t number)
{
    supplier.refuseFrom = supplier.refuseTo = number;
}

static void misalignByHalf(size_t number)
{
    supplier.misalign = number;
    supplier.offset = _Alignof(max_align_t) / 2;
}

static void misalignBy1(size_t number)
{
    supplier.misalign = number;
    supplier.offset = 1;
}

static void refuseEach(void **state)
{
    (void)state;
    disturbEach(refuse);
}

static void misalignEach(void **state)
{
    (void)state;
    disturbEach(misalignByHalf);
    disturbEach(misalignBy1);
}

static void refuseFromEach(void **state)
{
    (void)state;
    for (size_t number = 2; number <= 12; number++) {
        supplierInit(&supplier);
        supplier.refuseFrom = number;
        pool p = {0};
        assert_true(poolInitializeFrom(&p, 16, 2, &supplier.source));
        void *chunks[64];
        size_t count = 0;
        while (count < 64 && (chunks[count] = poolMalloc(&p)) != NULL)
            count++;
        assert_true(count < 64);
        for (int i = 0; i < 3; i++) { /* again and again: NULL, and nothing changes */
            struct snapshot before;
            snapshotTake(&before, &p, &supplier);
            assert_null(poolMalloc(&p));
            snapshotCheck(&before, &p, &supplier);
        }
        if (count > 0) { /* what it has it still gives and takes */
            poolFree(&p, chunks[0]);
            assert_ptr_equal(poolMalloc(&p), chunks[0]);
            assert_null(poolMalloc(&p));
        }
        poolFreeAll(&p);
        for (size_t i = 0; i < count; i++)
            assert_ptr_equal(poolMalloc(&p), chunks[i]);
        assert_null(poolMalloc(&p));
        supplier.refuseFrom = 0; /* memory is back */
        for (int i = 0; i < 20; i++)
            assert_non_null(poolMalloc(&p));
        poolFreePool(&p);
        assert_int_equal(supplier.pieceCount, 0);
    }
}

static void misalignedIsGivenBack(void **state)
{
    (void)state;
    pool p = {0};
    misalignByHalf(1);
    assert_false(poolInitializeFrom(&p, 16, 2, &supplier.source));
    assert_int_equal(supplier.releases, 1);
    assert_int_equal(supplier.pieceCount, 0);
    assert_true(poolInitializeFrom(&p, 16, 2, &supplier.source));
    misalignByHalf(3);
    assert_null(poolMalloc(&p));
    assert_int_equal(supplier.releases, 2);
    assert_int_equal(supplierPieces(&supplier, POOL_BLOCK), 0);
    assert_non_null(poolMalloc(&p));
    poolFreePool(&p);
}

static void holeInTheTable(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[8];
    assert_true(poolInitializeFrom(&p, 16, 2, &supplier.source));
    for (size_t i = 0; i < 8; i++)
        chunks[i] = poolMalloc(&p);
    poolFreeAll(&p);
    supplierRelease(&supplier, p.blocks[1], 32, POOL_BLOCK); /* as a program might, to save memory */
    p.blocks[1] = NULL;
    size_t requests = supplier.requests;
    for (size_t i = 0; i < 8; i++) {
        void *chunk = poolMalloc(&p);
        assert_non_null(chunk);
        if (i / 2 == 1)
            assert_ptr_equal(chunk, p.blocks[1] + i % 2 * 16);
        else
            assert_ptr_equal(chunk, chunks[i]);
    }
    assert_int_equal(supplier.requests, requests + 1);
    supplierRelease(&supplier, p.blocks[2], 32, POOL_BLOCK);
    p.blocks[2] = NULL;
    poolFreePool(&p); /* passes over the hole */
}

static void contextsApart(void **state)
{
    (void)state;
    static struct supplier other;
    supplierInit(&other);
    pool p = {0}, q = {0};
    assert_true(poolInitializeFrom(&p, 16, 2, &supplier.source));
    assert_true(poolInitializeFrom(&q, 16, 2, &other.source));
    for (int i = 0; i < 10; i++)
        (void)poolMalloc(&p);
    assert_int_equal(other.requests, 1);
    (void)poolMalloc(&q);
    assert_int_equal(other.requests, 2);
    assert_int_equal(other.pieceCount, 2);
    poolFreePool(&p);
    assert_int_equal(other.pieceCount, 2);
    poolFreePool(&q);
    assert_int_equal(other.pieceCount, 0);
}

static void sourceNull(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitializeFrom(&p, 16, 2, NULL));
    assert_null(p.source);
    for (int i = 0; i < 10; i++)
        memset(poolMalloc(&p), 0, 16);
    poolFreePool(&p);
}

static void releasedPoolAsksNothing(void **state)
{
    (void)state;
    pool p;
    assert_true(poolInitializeFrom(&p, 16, 2, &supplier.source));
    (void)poolMalloc(&p);
    poolFreePool(&p);
    size_t requests = supplier.requests, releases = supplier.releases;
    assert_null(poolMalloc(&p));
    poolFreePool(&p);
    assert_int_equal(supplier.requests, requests);
    assert_int_equal(supplier.releases, releases);
}

#define TEST_HERE(words, function) {words, function, setUp, census, NULL}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("the table is obtained first, each block when it is entered", asksForTableThenBlocks),
        TEST_HERE("free, recycling and freeall obtain and release nothing", asksForNothingElse),
        TEST_HERE("sizes out of range are refused before memory is asked for", badSizesAskForNothing),
        TEST_HERE("a block's bytes are multiplied in 64 bits", bytesPast32Bits),
        TEST_HERE("a table's bytes are multiplied in 64 bits", tablePast32Bits),
        TEST_HERE("a table is written to its end, and no further", tableIsWrittenToItsEnd),
        TEST_HERE("without a table the struct is left as it was", initializeRefused),
        TEST_HERE("any one request refused: nothing changes, the next goes on", refuseEach),
        TEST_HERE("all requests refused from one on: nothing changes, ever again", refuseFromEach),
        TEST_HERE("any one piece misaligned: it counts as none", misalignEach),
        TEST_HERE("misaligned memory is given back at once", misalignedIsGivenBack),
        TEST_HERE("a slot without a block gets one, also between others", holeInTheTable),
        TEST_HERE("each pool asks its own source", contextsApart),
        TEST_HERE("no source stands for libc", sourceNull),
        TEST_HERE("what came from libc goes back there", libcGetsAllBack),
        TEST_HERE("a released pool asks for nothing and gives nothing", releasedPoolAsksNothing),
    };
    return cmocka_run_group_tests_name("poolsource", tests, NULL, NULL);
}
