/*
 * indexpool.c - the index pool: the order is that of pool.c, every wrong free is told apart and changes
 * nothing, wherever the blocks lie, and a source that refuses leaves it as it was.
 */
#include "indexpool.h"

#include <sys/mman.h>

#include "supplier.h"
#include "unit.h"

static struct supplier supplier;

static int setUp(void **state)
{
    (void)state;
    supplierInit(&supplier);
    return 0;
}

static int census(void **state)
{
    (void)state;
    assert_int_equal(supplier.pieceCount, 0);
    return 0;
}

static uint32_t seed = 1;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

/* --- the order -------------------------------------------------------------------------------- */

/* Blocks one behind the other, where a base is set: both pools see the same addresses. */
struct twin {
    uint8_t *base;
    size_t taken;
};

static void *twinObtain(void *context, size_t bytes, poolPurpose purpose)
{
    struct twin *twin = context;
    if (purpose == POOL_TABLE)
        return malloc(bytes);
    void *block = twin->base + twin->taken;
    twin->taken += (bytes + 15) / 16 * 16;
    return block;
}

static void twinRelease(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)bytes;
    if (purpose == POOL_TABLE)
        free(memory);
}

#define TWIN_BYTES ((size_t)1 << 22)
#define TWIN_LIVE  3000

/* Random calls of both pools: the same distances from their bases at each one. */
static void walkTwins(uint32_t chunkSize, uint32_t blockSize, uint8_t *a, uint8_t *b)
{
    struct twin of[2] = {{a, 0}, {b, 0}};
    const poolSource sources[2] = {{twinObtain, twinRelease, &of[0]},
                                   {twinObtain, twinRelease, &of[1]}};
    static void *live[TWIN_LIVE];
    uint32_t liveCount = 0;
    pool p;
    indexPool q;
    assert_true(poolInitializeFrom(&p, chunkSize, blockSize, &sources[0]));
    assert_true(indexPoolInitializeFrom(&q, chunkSize, blockSize, &sources[1]));
    assert_int_equal(p.chunkSize, q.chunkSize);
    for (int i = 0; i < 20000; i++) {
        if (dice(2000) == 0) {
            poolFreeAll(&p);
            indexPoolFreeAll(&q);
            liveCount = 0;
        } else if (liveCount < TWIN_LIVE && dice(100) < 53) {
            uint8_t *chunk = poolMalloc(&p), *other = indexPoolMalloc(&q);
            assert_int_equal(chunk - a, other - b);
            memset(other, 0x5A, q.chunkSize);
            live[liveCount++] = chunk;
        } else if (liveCount > 0) {
            const uint32_t at = dice(liveCount);
            uint8_t *chunk = live[at];
            live[at] = live[--liveCount];
            poolFree(&p, chunk);
            assert_int_equal(indexPoolFree(&q, b + (chunk - a)), INDEX_POOL_FREED);
            assert_int_equal(indexPoolFree(&q, b + (chunk - a)), INDEX_POOL_DOUBLE);
        }
    }
    assert_int_equal(of[0].taken, of[1].taken);
    poolFreePool(&p);
    indexPoolFreePool(&q);
}

static void sameOrderAsThePool(void **state)
{
    (void)state;
    const uint32_t shapes[][2] = {{64, 128}, {1, 1},    {8, 3},    {24, 100}, {40, 64},
                                  {48, 1},   {1000, 7}, {256, 33}, {16, 1000}};
    uint8_t *a = malloc(TWIN_BYTES), *b = malloc(TWIN_BYTES);
    assert_non_null(a);
    assert_non_null(b);
    for (size_t i = 0; i < COUNT(shapes); i++)
        walkTwins(shapes[i][0], shapes[i][1], a, b + 16 * dice(100));
    free(a);
    free(b);
}

static void chunksStayUntouched(void **state)
{
    (void)state;
    indexPool p;
    uint8_t paint[32], *chunks[10];
    memset(paint, 0xA5, sizeof paint);
    assert_true(indexPoolInitializeFrom(&p, 32, 4, &supplier.source));
    for (size_t i = 0; i < 10; i++)
        memcpy(chunks[i] = indexPoolMalloc(&p), paint, 32);
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);
    for (size_t i = 0; i < 10; i++)
        assert_memory_equal(chunks[i], paint, 32);
    for (size_t i = 10; i-- > 0;)
        assert_ptr_equal(indexPoolMalloc(&p), chunks[i]);
    indexPoolFreePool(&p);
}

/* --- misuse ----------------------------------------------------------------------------------- */

/* The pool and all that it has obtained, to compare with later. */
struct record {
    indexPool p;
    uint8_t *bytes[SUPPLIER_PIECES_MAX];
};

static void recordTake(struct record *record, const indexPool *p)
{
    memcpy(&record->p, p, sizeof *p);
    for (size_t i = 0; i < supplier.pieceCount; i++) {
        record->bytes[i] = malloc(supplier.pieces[i].bytes);
        assert_non_null(record->bytes[i]);
        memcpy(record->bytes[i], supplier.pieces[i].memory, supplier.pieces[i].bytes);
    }
}

/* All is as it was, but for the place that is tried first. */
static void recordCheck(struct record *record, const indexPool *p)
{
    record->p.near = p->near;
    assert_memory_equal(&record->p, p, sizeof *p);
    for (size_t i = 0; i < supplier.pieceCount; i++) {
        assert_memory_equal(record->bytes[i], supplier.pieces[i].memory, supplier.pieces[i].bytes);
        free(record->bytes[i]);
    }
}

static void refused(indexPool *p, const void *pointer, indexPoolVerdict verdict)
{
    struct record record;
    recordTake(&record, p);
    assert_int_equal(indexPoolFree(p, (void *)(uintptr_t)pointer), verdict);
    recordCheck(&record, p);
}

/* Where malloc puts pieces side by side, what is beside a block is another one. */
static void refusedBeside(indexPool *p, const uint8_t *pointer)
{
    for (size_t i = 0; i < supplier.pieceCount; i++)
        if ((uintptr_t)pointer - (uintptr_t)supplier.pieces[i].memory < supplier.pieces[i].bytes)
            return;
    refused(p, pointer, INDEX_POOL_FOREIGN);
}

static void eachMisuseIsToldApart(void **state)
{
    (void)state;
    const uint32_t sizes[] = {8, 24, 64, 72, 1000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        indexPool p;
        uint8_t *chunks[20];
        assert_true(indexPoolInitializeFrom(&p, sizes[i], 6, &supplier.source));
        refused(&p, chunks, INDEX_POOL_FOREIGN); /* before there is a block */
        refused(&p, (void *)(uintptr_t)8, INDEX_POOL_FOREIGN);
        for (size_t c = 0; c < 20; c++)
            chunks[c] = indexPoolMalloc(&p);
        for (size_t c = 0; c < 20; c++)
            for (uint32_t inside = 1; inside < sizes[i]; inside++)
                refused(&p, chunks[c] + inside, INDEX_POOL_MISALIGNED);
        refused(&p, chunks, INDEX_POOL_FOREIGN);
        for (uintptr_t address = 0; address < 64; address++)
            if (address > 0)
                refused(&p, (void *)address, INDEX_POOL_FOREIGN);
        refused(&p, (void *)UINTPTR_MAX, INDEX_POOL_FOREIGN);
        refusedBeside(&p, chunks[0] - 1);
        refusedBeside(&p, chunks[5] + sizes[i]); /* behind a block's last chunk */
        for (size_t c = 20; c < 24; c++)         /* of the current block */
            refused(&p, chunks[18] + (c - 18) * sizes[i], INDEX_POOL_FRESH);
        assert_int_equal(indexPoolFree(&p, chunks[7]), INDEX_POOL_FREED);
        refused(&p, chunks[7], INDEX_POOL_DOUBLE);
        assert_int_equal(indexPoolFree(&p, NULL), INDEX_POOL_FREED);
        indexPoolFreeAll(&p);
        for (size_t c = 0; c < 20; c++)
            refused(&p, chunks[c], INDEX_POOL_FRESH);
        indexPoolFreePool(&p);
        assert_int_equal(indexPoolFree(&p, chunks), INDEX_POOL_FOREIGN);
    }
}

/* The place that is tried first is not always the right one, nor are its chunks live. */
static void theLastFreeMisleadsNobody(void **state)
{
    (void)state;
    indexPool p;
    uint8_t *chunks[8];
    assert_true(indexPoolInitializeFrom(&p, 64, 4, &supplier.source));
    for (size_t i = 0; i < 6; i++)
        chunks[i] = indexPoolMalloc(&p);
    assert_int_equal(indexPoolFree(&p, chunks[0]), INDEX_POOL_FREED);
    assert_int_equal(indexPoolFree(&p, chunks[4]), INDEX_POOL_FREED);
    refused(&p, chunks[0], INDEX_POOL_DOUBLE); /* in the other block */
    refused(&p, chunks[4], INDEX_POOL_DOUBLE);
    refused(&p, chunks[5] + 64, INDEX_POOL_FRESH);

    for (size_t i = 0; i < 4; i++) /* two again, and two that were fresh */
        chunks[i < 2 ? 4 - 4 * i : i + 4] = indexPoolMalloc(&p);
    for (size_t i = 8; i-- > 2;) /* the last one is in block 0; two stay live */
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);

    indexPoolFreeAll(&p);
    refused(&p, chunks[0], INDEX_POOL_FRESH);
    assert_ptr_equal(indexPoolMalloc(&p), chunks[0]);
    refused(&p, chunks[1], INDEX_POOL_FRESH);
    assert_int_equal(indexPoolFree(&p, chunks[0]), INDEX_POOL_FREED);
    refused(&p, chunks[1], INDEX_POOL_FRESH);
    indexPoolFreePool(&p);
}

/* Every byte of blocks that lie close together, and of what is between and around them. */
static void eachAddressIsJudgedRight(void **state)
{
    (void)state;
    static _Alignas(max_align_t) uint8_t memory[1 << 16];
    memset(memory, 0, sizeof memory);
    const uint32_t shapes[][2] = {{8, 2}, {8, 5}, {24, 3}, {40, 1}, {48, 11}, {64, 16}};
    for (size_t i = 0; i < COUNT(shapes); i++) {
        struct twin twin = {memory + 4096 + 16 * i, 0};
        const poolSource source = {twinObtain, twinRelease, &twin};
        indexPool p;
        assert_true(indexPoolInitializeFrom(&p, shapes[i][0], shapes[i][1], &source));
        for (uint32_t c = 0; c < 20 * shapes[i][1] + 1; c++)
            (void)indexPoolMalloc(&p);
        const size_t blockBytes = (size_t)shapes[i][0] * shapes[i][1];
        const size_t stride = (blockBytes + 15) / 16 * 16;
        for (uint8_t *at = twin.base - 64; at < twin.base + twin.taken + 64; at++) {
            const size_t away = (size_t)(at - twin.base), inBlock = away % stride;
            indexPoolVerdict verdict = INDEX_POOL_FREED;
            if (at < twin.base || away >= twin.taken || inBlock >= blockBytes)
                verdict = INDEX_POOL_FOREIGN;
            else if (inBlock % shapes[i][0] != 0)
                verdict = INDEX_POOL_MISALIGNED;
            else if (away / stride == 20 && inBlock > 0)
                verdict = INDEX_POOL_FRESH;
            assert_int_equal(indexPoolFree(&p, at), verdict);
        }
        indexPoolFreePool(&p);
    }
}

/* --- memory ----------------------------------------------------------------------------------- */

/* Blocks as far apart as can be, so that their granules share buckets: they are found all the same. */
struct spread {
    uint8_t *range;
    size_t distance, count;
};

static void *spreadObtain(void *context, size_t bytes, poolPurpose purpose)
{
    struct spread *spread = context;
    return purpose == POOL_TABLE ? calloc(1, bytes) /* nothing there looks like a block */
                                 : spread->range + spread->distance * spread->count++;
}

static void findEachOf(struct spread *spread)
{
    const poolSource source = {spreadObtain, twinRelease, spread};
    indexPool p;
    uint8_t *chunks[100 * 4];
    assert_true(indexPoolInitializeFrom(&p, 64, 4, &source));
    for (size_t i = 0; i < COUNT(chunks); i++)
        chunks[i] = indexPoolMalloc(&p);
    for (size_t i = 0; i < COUNT(chunks); i++) {
        assert_int_equal(indexPoolFree(&p, chunks[i] + 8), INDEX_POOL_MISALIGNED);
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_DOUBLE);
    }
    for (size_t i = COUNT(chunks); i-- > 0;)
        assert_ptr_equal(indexPoolMalloc(&p), chunks[i]);
    indexPoolFreePool(&p);
}

/* In the first bucket and the next ones, and in the last ones, from where it goes on at the first. */
static void bucketsOverflow(void **state)
{
    (void)state;
    enum { GRANULE = 256, DISTANCE = 1 << 17 };
    uint8_t *range = malloc((size_t)102 * DISTANCE);
    assert_non_null(range);
    uint8_t *first = range + 2 * DISTANCE - (uintptr_t)range % DISTANCE;
    for (size_t back = 0; back < 3; back++)
        for (size_t offset = 0; offset < GRANULE; offset += 48) {
            struct spread spread = {first + offset - back * GRANULE, DISTANCE, 0};
            findEachOf(&spread);
        }
    free(range);
}

/* It takes three of the four places that a lone block has: what is not in it finds the fourth. */
static void aBlockLiesInThreeGranules(void **state)
{
    (void)state;
    enum { GRANULE = 256 };
    uint8_t *range = malloc((size_t)16 * GRANULE);
    assert_non_null(range);
    uint8_t *first = range + GRANULE - (uintptr_t)range % GRANULE;
    for (size_t i = 0; i < 4; i++) {
        struct spread spread = {first + i * GRANULE + 192, 0, 0};
        const poolSource source = {spreadObtain, twinRelease, &spread};
        indexPool p;
        assert_true(indexPoolInitializeFrom(&p, 64, 7, &source)); /* 448 bytes, from 192 on */
        uint8_t *chunk = indexPoolMalloc(&p);
        for (uint8_t *at = first; at < first + (size_t)8 * GRANULE; at += 64)
            if (at < chunk || at >= chunk + 448)
                assert_int_equal(indexPoolFree(&p, at), INDEX_POOL_FOREIGN);
        assert_int_equal(indexPoolFree(&p, chunk + 448 - 64), INDEX_POOL_FRESH);
        assert_int_equal(indexPoolFree(&p, chunk), INDEX_POOL_FREED);
        indexPoolFreePool(&p);
    }
    free(range);
}

static void refuseEach(void **state)
{
    (void)state;
    for (size_t at = 1; at < 16; at++) {
        supplierInit(&supplier);
        supplier.refuseFrom = supplier.refuseTo = at;
        indexPool p;
        memset(&p, 0x77, sizeof p);
        const indexPool before = p;
        if (!indexPoolInitializeFrom(&p, 32, 2, &supplier.source)) {
            assert_memory_equal(&before, &p, sizeof p);
            assert_true(indexPoolInitializeFrom(&p, 32, 2, &supplier.source));
        }
        for (int i = 0; i < 20; i++) {
            struct record record;
            const size_t pieces = supplier.pieceCount;
            recordTake(&record, &p);
            if (indexPoolMalloc(&p) == NULL) {
                assert_int_equal(pieces, supplier.pieceCount);
                recordCheck(&record, &p);
                assert_non_null(indexPoolMalloc(&p));
            } else {
                for (size_t k = 0; k < pieces; k++)
                    free(record.bytes[k]);
            }
        }
        indexPoolFreePool(&p);
        assert_int_equal(supplier.pieceCount, 0);
    }
}

static void misalignedCountsAsNone(void **state)
{
    (void)state;
    indexPool p;
    supplier.misalign = 2;
    supplier.offset = _Alignof(max_align_t) / 2;
    assert_true(indexPoolInitializeFrom(&p, 32, 2, &supplier.source));
    assert_null(indexPoolMalloc(&p));
    assert_non_null(indexPoolMalloc(&p));
    indexPoolFreePool(&p);
}

static void sizesOutOfRange(void **state)
{
    (void)state;
    indexPool p;
    assert_false(indexPoolInitializeFrom(&p, UINT32_MAX, 1, &supplier.source));
    assert_false(indexPoolInitializeFrom(&p, 64, 0, &supplier.source));
    assert_false(indexPoolInitializeFrom(&p, 8, (UINT32_C(1) << 31) + 1, &supplier.source));
    assert_int_equal(supplier.requests, 0);
    supplier.bytesMax = 1000;
    assert_false(indexPoolInitializeFrom(&p, 8, UINT32_C(1) << 31, &supplier.source));
    if (WIDE)
        assert_true(supplier.lastBytes > (uint64_t)10 << 30);
    else
        assert_int_equal(supplier.requests, 0);
}

/* Address space that no chunk is touched of. */
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

static void offsetsPast32Bits(void **state)
{
    (void)state;
    if (!WIDE)
        skip();
    const poolSource space = {spaceObtain, spaceRelease, NULL};
    indexPool p;
    assert_true(indexPoolInitializeFrom(&p, 1u << 20, (1u << 12) + 3, &space));
    for (size_t i = 0; i < p.blockSize; i++) {
        uint8_t *chunk = indexPoolMalloc(&p);
        assert_ptr_equal(chunk, p.blocks[0] + (i << 20)); /* to 4 GiB and 2 MiB */
    }
    for (size_t i = p.blockSize; i-- > 0;) {
        assert_int_equal(indexPoolFree(&p, p.blocks[0] + (i << 20) + 8), INDEX_POOL_MISALIGNED);
        assert_int_equal(indexPoolFree(&p, p.blocks[0] + (i << 20)), INDEX_POOL_FREED);
    }
    indexPoolFreePool(&p);
}

/* As a program passes them that counts in int. */
static void negativeSizes(void **state)
{
    (void)state;
    const poolSource space = {spaceObtain, spaceRelease, NULL};
    indexPool p;
    for (int less = -1; less > -8; less--) {
        assert_false(indexPoolInitializeFrom(&p, (uint32_t)less, 1, &space));
        assert_false(indexPoolInitializeFrom(&p, 8, (uint32_t)less, &space));
    }
    if (!WIDE) {
        assert_false(indexPoolInitializeFrom(&p, (uint32_t)-32, 1, &space));
        return;
    }
    assert_true(indexPoolInitializeFrom(&p, (uint32_t)-32, 2, &space));
    assert_int_equal(p.chunkSize, UINT32_MAX - 31);
    uint8_t *a = indexPoolMalloc(&p), *b = indexPoolMalloc(&p);
    assert_int_equal(b - a, UINT32_MAX - 31);
    assert_int_equal(indexPoolFree(&p, a + 32), INDEX_POOL_MISALIGNED);
    assert_int_equal(indexPoolFree(&p, b), INDEX_POOL_FREED);
    indexPoolFreePool(&p);
}

static void chunksAligned(void **state)
{
    (void)state;
    for (uint32_t chunkSize = 1; chunkSize <= 260; chunkSize++) {
        indexPool p;
        assert_true(indexPoolInitialize(&p, chunkSize, 3));
        size_t alignment = p.chunkSize & -p.chunkSize; /* the power of two that divides it */
        if (alignment > _Alignof(max_align_t))
            alignment = _Alignof(max_align_t);
        assert_true(alignment >= _Alignof(poolFreed));
        for (size_t i = 0; i < 10; i++)
            assert_int_equal((uintptr_t)indexPoolMalloc(&p) % alignment, 0);
        indexPoolFreePool(&p);
    }
}

static void releasedPoolAndZeros(void **state)
{
    (void)state;
    indexPool p;
    memset(&p, 0, sizeof p);
    assert_null(indexPoolMalloc(&p));
    indexPoolFreeAll(&p);
    indexPoolFreePool(&p);
    assert_null(indexPoolMalloc(&p));
    assert_int_equal(indexPoolFree(&p, NULL), INDEX_POOL_FREED);
    assert_int_equal(indexPoolFree(&p, &p), INDEX_POOL_FOREIGN);
    assert_true(indexPoolInitializeFrom(&p, 32, 2, &supplier.source));
    void *chunk = indexPoolMalloc(&p);
    indexPoolFreePool(&p);
    indexPoolFreePool(&p);
    assert_null(indexPoolMalloc(&p));
    assert_int_equal(indexPoolFree(&p, chunk), INDEX_POOL_FOREIGN);
    assert_int_equal(supplier.requests, 2);
}

static void keptBlocksServeAgain(void **state)
{
    (void)state;
    indexPool p;
    void *chunks[100];
    assert_true(indexPoolInitialize(&p, 24, 7));
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT(chunks); i++) {
            void *chunk = indexPoolMalloc(&p);
            assert_true(round == 0 || chunk == chunks[i]);
            chunks[i] = chunk;
        }
        for (size_t i = 0; i < 50; i++)
            assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);
        indexPoolFreeAll(&p);
    }
    assert_int_equal(p.blockCount, 15);
    indexPoolFreePool(&p);
}

/* Through a pointer each call goes to indexpool.c, which must do as the header does. */
static void callsThroughPointers(void **state)
{
    (void)state;
    void *(*volatile take)(indexPool *) = indexPoolMalloc;
    indexPoolVerdict (*volatile give)(indexPool *, void *) = indexPoolFree;
    indexPool p;
    assert_true(indexPoolInitialize(&p, 64, 2));
    void *a = take(&p), *b = indexPoolMalloc(&p), *c = take(&p);
    assert_int_equal(give(&p, a), INDEX_POOL_FREED);
    assert_int_equal(indexPoolFree(&p, a), INDEX_POOL_DOUBLE);
    assert_int_equal(give(&p, b), INDEX_POOL_FREED);
    assert_ptr_equal(indexPoolMalloc(&p), b);
    assert_ptr_equal(take(&p), a);
    assert_non_null(c);
    indexPoolFreePool(&p);
}

static void reservedIsNotAskedFor(void **state)
{
    (void)state;
    indexPool p;
    void *chunks[60];
    assert_true(indexPoolInitializeFrom(&p, 16, 4, &supplier.source));
    for (size_t i = 0; i < 6; i++)
        chunks[i] = indexPoolMalloc(&p);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);
    supplier.refuseFrom = supplier.refuseTo = supplier.requests + 1;
    assert_false(indexPoolReserve(&p, 15));
    assert_true(indexPoolReserve(&p, 15));
    assert_false(indexPoolReserve(&p, UINT32_MAX));
    const size_t requests = supplier.requests;
    for (size_t i = 3; i-- > 0;)
        assert_ptr_equal(indexPoolMalloc(&p),
                         chunks[i]); /* they were on the stack, and stay there */
    for (size_t i = 6; i < 60; i++)
        chunks[i] = indexPoolMalloc(&p);
    assert_int_equal(supplier.requests - requests, 13); /* blocks alone */
    for (size_t i = 0; i < 60; i++)
        assert_int_equal(indexPoolFree(&p, chunks[i]), INDEX_POOL_FREED);
    indexPoolFreePool(&p);
    assert_false(indexPoolReserve(&p, 1));
}

/* Beside each block: its address, four places, and of each chunk its number and whether it is live. */
static void besideIsAsLittleAsCanBe(void **state)
{
    (void)state;
    for (uint32_t blocks = 1; blocks <= 64; blocks *= 2) {
        indexPool p;
        assert_true(indexPoolInitializeFrom(&p, 16, 3, &supplier.source));
        assert_true(indexPoolReserve(&p, blocks));
        const size_t place = sizeof(indexPoolPlace), address = sizeof(uint8_t *);
        assert_int_equal(supplier.lastBytes, blocks * (address + 4 * place + 3 * 4 + 4 * 1));
        indexPoolFreePool(&p);
    }
}

/* For more blocks than there are numbers for nobody is asked; for as many, the source is. */
static void numbersBoundTheBlocks(void **state)
{
    (void)state;
    static const struct {
        uint32_t blockSize, blocks;
    } most[] = {{1, UINT32_C(1) << 30},
                {3, (UINT32_C(1) << 30) - 1},
                {1024, (UINT32_C(1) << 22) - 1},
                {UINT32_C(1) << 20, 4095}};
    if (!WIDE)
        skip(); /* there memory ends first */
    for (size_t i = 0; i < COUNT(most); i++) {
        indexPool p;
        assert_true(indexPoolInitializeFrom(&p, 16, most[i].blockSize, &supplier.source));
        const size_t requests = supplier.requests;
        supplier.refuseFrom = requests + 1;
        supplier.refuseTo = SIZE_MAX;
        assert_false(indexPoolReserve(&p, most[i].blocks + 1));
        assert_int_equal(supplier.requests, requests);
        assert_false(indexPoolReserve(&p, most[i].blocks));
        assert_int_equal(supplier.requests, requests + 1);
        supplier.refuseFrom = 0;
        indexPoolFreePool(&p);
    }
}

/* Of the products of a stride the number of chunks, of all else what is no number of a chunk. */
static void multiplicationDivides(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {8,    16,   24,    40,       48,        56,
                                     1000, 4096, 65544, 3u << 20, 0x2468ac8, 0x7ffffff8};
    static const uint64_t numbers[] = {0,     1,     2,        3,        255,
                                       65536, 99999, 16777215, 1u << 31, UINT32_MAX};
    for (size_t size = 0; size < COUNT(sizes); size++) {
        indexPool p;
        assert_true(indexPoolInitializeFrom(&p, sizes[size], 1, &supplier.source));
        const uint64_t stride = p.chunkSize + (uint64_t)INDEX_POOL_GAP;
        for (size_t i = 0; i < COUNT(numbers); i++) {
            const uint64_t distance = numbers[i] * stride;
            assert_int_equal(indexPoolQuotient(&p, distance), numbers[i]);
            assert_true(indexPoolQuotient(&p, 0 - distance - stride) > UINT32_MAX);
            for (uint64_t rest = 1; rest < stride; rest = 3 * rest + 1)
                assert_true(indexPoolQuotient(&p, distance + rest) > UINT32_MAX);
        }
        indexPoolFreePool(&p);
    }
}

/* Tables that hold an address before the pool has written there, in every second word. */
struct liar {
    uint64_t address;
    size_t turn;
};

static void *liarObtain(void *context, size_t bytes, poolPurpose purpose)
{
    const struct liar *liar = context;
    uint64_t *words = malloc(bytes);
    for (size_t i = 0; words != NULL && purpose == POOL_TABLE && i < bytes / sizeof *words; i++)
        words[i] = i % 2 == liar->turn ? liar->address : UINT64_MAX;
    return words;
}

static void liarRelease(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)bytes, (void)purpose;
    free(memory);
}

static void unwrittenPlacesAreNoBlocks(void **state)
{
    (void)state;
    struct liar liar;
    const poolSource source = {liarObtain, liarRelease, &liar};
    static _Alignas(64) uint8_t nobodys[8 * 64]; /* in many granules */
    for (size_t at = 0; at < sizeof nobodys; at += 64)
        for (liar.turn = 0; liar.turn < 2; liar.turn++) {
            indexPool p;
            liar.address = (uintptr_t)&nobodys[at];
            assert_true(indexPoolInitializeFrom(&p, 16, 4, &source));
            assert_int_equal(indexPoolFree(&p, &nobodys[at]), INDEX_POOL_FOREIGN);
            assert_non_null(indexPoolMalloc(&p));
            assert_int_equal(indexPoolFree(&p, &nobodys[at]), INDEX_POOL_FOREIGN);
            indexPoolFreePool(&p);
        }
}

static void verdictsHaveWords(void **state)
{
    (void)state;
    for (indexPoolVerdict v = INDEX_POOL_FREED; v <= INDEX_POOL_DOUBLE; v++)
        assert_true(strlen(indexPoolVerdictText(v)) > 5);
    assert_string_equal(indexPoolVerdictText((indexPoolVerdict)99), "no verdict");
}

#define TEST_HERE(words, function)                                                                 \
    {                                                                                              \
        words, function, setUp, census, NULL                                                       \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("chunks come in the order of pool.c, in all shapes", sameOrderAsThePool),
        TEST_HERE("no byte of a chunk is touched", chunksStayUntouched),
        TEST_HERE("each misuse is told apart, and changes nothing", eachMisuseIsToldApart),
        TEST_HERE("what is remembered of the last free misleads nobody", theLastFreeMisleadsNobody),
        TEST_HERE("each address in, between and around blocks is judged right",
                  eachAddressIsJudgedRight),
        TEST_HERE("blocks whose granules share a bucket are found", bucketsOverflow),
        TEST_HERE("a block that lies in three granules leaves a place", aBlockLiesInThreeGranules),
        TEST_HERE("any one request refused: nothing changes, the next goes on", refuseEach),
        TEST_HERE("what is reserved is not asked for again", reservedIsNotAskedFor),
        TEST_HERE("what is beside the blocks takes no more than it must", besideIsAsLittleAsCanBe),
        TEST_HERE("there are no more blocks than there are numbers for", numbersBoundTheBlocks),
        TEST_HERE("misaligned memory counts as none", misalignedCountsAsNone),
        TEST_HERE("sizes out of range are refused, and multiplied in 64 bits", sizesOutOfRange),
        TEST_HERE("chunks over 4 GiB into a block have their own addresses", offsetsPast32Bits),
        TEST_HERE("a negative size is refused, or as large as it is in 32 bits", negativeSizes),
        TEST_HERE("chunks of every size are aligned", chunksAligned),
        TEST_HERE("a released pool, and one of zeros, hand out nothing", releasedPoolAndZeros),
        TEST_HERE("blocks kept by freeall serve again from block 0", keptBlocksServeAgain),
        TEST_HERE("called through pointers it is the same pool", callsThroughPointers),
        TEST_HERE("a multiplication divides what is a multiple, and nothing else",
                  multiplicationDivides),
        TEST_HERE("what a table held before is no block", unwrittenPlacesAreNoBlocks),
        TEST_HERE("each verdict has its words", verdictsHaveWords),
    };
    return cmocka_run_group_tests_name("indexpool", tests, NULL, NULL);
}
