/*
 * poolcheck.c - every verdict of poolCheck, on pools that are sound, and on pools whose fields, table
 * and links were overwritten, by hand and at random. Pools are served from libc, so that sanitizers
 * see a link that is followed too far.
 */
#include "poolcheck.h"

#include "unit.h"

#define MANY 64

/* A pool of chunks of 16 bytes in blocks of 4, with `count` handed out. */
static void poolWith(pool *p, void **chunks, size_t count)
{
    assert_true(poolInitialize(p, 16, 4));
    for (size_t i = 0; i < count; i++) {
        chunks[i] = poolMalloc(p);
        assert_non_null(chunks[i]);
    }
}

static void setLink(void *chunk, const void *link)
{
    memcpy(chunk, &link, sizeof link);
}

static void assertCounts(const poolAudit *audit, uint64_t freedCount, uint64_t liveCount,
                         uint64_t freshCount)
{
    assert_int_equal(audit->freedCount, freedCount);
    assert_int_equal(audit->liveCount, liveCount);
    assert_int_equal(audit->freshCount, freshCount);
    assert_int_equal(audit->capacity, freedCount + liveCount + freshCount);
}

static void assertSound(const pool *p, uint64_t freedCount, uint64_t liveCount, uint64_t freshCount)
{
    poolAudit audit = poolCheck(p, liveCount);
    assert_int_equal(audit.verdict, POOL_SOUND);
    assert_null(audit.where);
    assert_null(audit.link);
    assertCounts(&audit, freedCount, liveCount, freshCount);
    assert_int_equal(poolCheck(p, POOL_LIVE_ANY).verdict, POOL_SOUND);
}

static poolAudit assertLink(const pool *p, poolVerdict verdict, const void *where, const void *link)
{
    pool before;
    memcpy(&before, p, sizeof before);
    poolAudit audit = poolCheck(p, POOL_LIVE_ANY);
    assert_int_equal(audit.verdict, verdict);
    assert_ptr_equal(audit.where, where);
    assert_ptr_equal(audit.link, link);
    assert_memory_equal(&before, p, sizeof before);
    return audit;
}

static void assertBrokenFields(const pool *p)
{
    poolAudit audit = assertLink(p, POOL_BROKEN_FIELDS, NULL, NULL);
    assertCounts(&audit, 0, 0, 0);
}

/* ---- sound pools */

static void lifeOfAPool(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    assert_true(poolInitialize(&p, 16, 4));
    assertSound(&p, 0, 0, 0);
    for (size_t i = 0; i < 6; i++)
        chunks[i] = poolMalloc(&p);
    assertSound(&p, 0, 6, 2);
    poolFree(&p, chunks[1]);
    poolFree(&p, chunks[4]);
    assertSound(&p, 2, 4, 2);
    poolFreeAll(&p);
    assertSound(&p, 0, 0, 8);
    (void)poolMalloc(&p);
    assertSound(&p, 0, 1, 7);
    poolFreePool(&p);
    assertSound(&p, 0, 0, 0);
}

static void everyChunkFreed(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[MANY];
    poolWith(&p, chunks, MANY);
    for (size_t i = 0; i < MANY; i++)
        poolFree(&p, chunks[i * 37 % MANY]);
    assertSound(&p, MANY, 0, 0);
    poolFreePool(&p);
}

static void poolOfZeros(void **state)
{
    (void)state;
    pool p = {0};
    assertSound(&p, 0, 0, 0);
    poolFreeAll(&p);
    assertSound(&p, 0, 0, 0);
    poolFreePool(&p);
    assertSound(&p, 0, 0, 0);
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

/* One random step, which leaves `*live` chunks live; chunks are painted with what would be bad links. */
static void randomStep(pool *p, uint32_t *seed, void **chunks, size_t *live, size_t *freed)
{
    uint32_t roll = dice(seed, 100);
    if (roll == 0) {
        poolFreeAll(p);
        *live = *freed = 0;
    } else if (roll < 55 && *live < MANY) {
        chunks[*live] = poolMalloc(p);
        assert_non_null(chunks[*live]);
        memset(chunks[(*live)++], 0x41, p->chunkSize);
        *freed -= *freed > 0;
    } else if (*live > 0) {
        size_t i = dice(seed, (uint32_t)*live);
        poolFree(p, chunks[i]);
        chunks[i] = chunks[--*live];
        ++*freed;
    }
}

static void randomWork(void **state)
{
    (void)state;
    static const uint32_t blockSizes[] = {1, 2, 3, 7, 64};
    for (uint32_t seed = 1; seed <= 40; seed++) {
        void *chunks[MANY];
        size_t live = 0, freed = 0;
        uint32_t random = seed;
        pool p = {0};
        assert_true(poolInitialize(&p, 8 * (1 + seed % 5), blockSizes[seed % COUNT(blockSizes)]));
        for (int step = 0; step < 1000; step++) {
            randomStep(&p, &random, chunks, &live, &freed);
            poolAudit audit = poolCheck(&p, live);
            assert_int_equal(audit.verdict, POOL_SOUND);
            assertCounts(&audit, freed, live, audit.freshCount);
        }
        poolFreePool(&p);
    }
}

/* ---- fields and table */

static void fieldsOutOfRange(void **state)
{
    (void)state;
    pool sound = {0};
    void *chunks[6];
    poolWith(&sound, chunks, 6);
    pool broken[14], *next = broken;
    for (size_t i = 0; i < COUNT(broken); i++)
        broken[i] = sound; /* used is 1, block is 1 */
    (next++)->chunkSize = 0;
    (next++)->chunkSize = sizeof(poolFreed) - 1;
    (next++)->chunkSize = 17;
    (next++)->blockSize = 0;
    (next++)->blockSize = 1;
    (next++)->used = 4;
    (next++)->used = UINT32_MAX;
    (next++)->block = -2;
    (next++)->block = 2;
    (next++)->block = -1; /* where no block is current, used is that of a full one */
    (next++)->blocksUsed = 0;
    (next++)->blocksUsed = 3;
    (next++)->blocks = (uint8_t **)((uintptr_t)sound.blocks + 1);
    (next++)->blocks = NULL; /* but slots, and a current block */
    assert_ptr_equal(next, broken + COUNT(broken));
    for (size_t i = 0; i < COUNT(broken); i++)
        assertBrokenFields(&broken[i]);
    assertSound(&sound, 0, 6, 2);
    poolFreePool(&sound);
}

static void blockBytesTooMany(void **state)
{
    (void)state;
    pool p = {0}, saved;
    assert_true(poolInitialize(&p, 16, 4));
    saved = p;
    p.chunkSize = UINT32_MAX - 7;
    p.blockSize = UINT32_MAX; /* 2^64, nearly */
    p.used = p.blockSize - 1;
    assertBrokenFields(&p);
    poolFreePool(&saved);
}

static void releasedPoolNotEmpty(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[2];
    poolWith(&p, chunks, 2);
    poolFreePool(&p);
    const pool released = p;
    p.freed = (poolFreed *)&p; /* as by a poolFree too late */
    assertBrokenFields(&p);
    p = released;
    p.used = 0;
    assertBrokenFields(&p);
    p = released;
    p.blocksUsed = 1;
    assertBrokenFields(&p);
}

static void assertBrokenTable(const pool *p, uint32_t slot)
{
    poolAudit audit = assertLink(p, POOL_BROKEN_TABLE, &p->blocks[slot], p->blocks[slot]);
    assertCounts(&audit, 0, 0, 0);
}

static void brokenTable(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[9];
    poolWith(&p, chunks, 9); /* 3 blocks in a table of 4 */
    uint8_t *saved[3] = {p.blocks[0], p.blocks[1], p.blocks[2]};
    for (uint32_t i = 0; i < 3; i++) {
        p.blocks[i] = NULL;
        assertBrokenTable(&p, i);
        p.blocks[i] = saved[i] + _Alignof(max_align_t) / 2;
        assertBrokenTable(&p, i);
        p.blocks[i] = saved[i];
    }
    poolFreeAll(&p);
    p.blocks[1] = NULL; /* no block is current, but block 2 comes after an empty slot */
    assertBrokenTable(&p, 2);
    p.blocks[1] = saved[1];
    assertSound(&p, 0, 0, 12);
    poolFreePool(&p);
}

/* ---- links; the list is 4, 2, 0 and chunk 2 holds the link that is overwritten */

static void listOfThree(pool *p, void **chunks)
{
    poolWith(p, chunks, 6);
    for (size_t i = 0; i < 3; i++)
        poolFree(p, chunks[i * 2]);
}

static void linkForeign(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    listOfThree(&p, chunks);
    const void *links[] = {(void *)1,
                           (void *)UINTPTR_MAX,
                           &p,
                           p.blocks,
                           p.blocks[0] + 64,
                           p.blocks[0] - 16,
                           (void *)(uintptr_t)0x4141414141414141};
    for (size_t i = 0; i < COUNT(links); i++) {
        setLink(chunks[2], links[i]);
        poolAudit audit = assertLink(&p, POOL_LINK_FOREIGN, chunks[2], links[i]);
        assertCounts(&audit, 2, 4, 2);
    }
    poolFreePool(&p);
}

static void linkMisaligned(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    listOfThree(&p, chunks);
    for (size_t i = 1; i < 16; i++) {
        setLink(chunks[2], (char *)chunks[0] + i);
        poolAudit audit = assertLink(&p, POOL_LINK_MISALIGNED, chunks[2], (char *)chunks[0] + i);
        assertCounts(&audit, 2, 4, 2);
    }
    poolFreePool(&p);
}

static void linkFresh(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    listOfThree(&p, chunks);
    setLink(chunks[2], (char *)chunks[5] + 16); /* the next chunk of the current block */
    poolAudit audit = assertLink(&p, POOL_LINK_FRESH, chunks[2], (char *)chunks[5] + 16);
    assertCounts(&audit, 2, 4, 2);
    poolFreePool(&p);
}

static void linkFreshInKeptBlock(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[9];
    poolWith(&p, chunks, 9);
    poolFreeAll(&p);
    poolFree(&p, poolMalloc(&p));
    setLink(chunks[0], chunks[8]);
    poolAudit audit = assertLink(&p, POOL_LINK_FRESH, chunks[0], chunks[8]);
    assertCounts(&audit, 1, 0, 11);
    poolFreePool(&p);
}

static void headIsWrong(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6], *stranger = &p;
    poolWith(&p, chunks, 6);
    p.freed = stranger;
    assertLink(&p, POOL_LINK_FOREIGN, &p.freed, stranger);
    p.freed = (poolFreed *)(void *)((char *)chunks[1] + 8);
    assertLink(&p, POOL_LINK_MISALIGNED, &p.freed, p.freed);
    poolFreeAll(&p);
    p.freed = chunks[0]; /* freed after the freeall that had it */
    assertLink(&p, POOL_LINK_FRESH, &p.freed, chunks[0]);
    poolFreePool(&p);
}

static void headWithoutBlocks(void **state)
{
    (void)state;
    pool p = {0};
    assert_true(poolInitialize(&p, 16, 4));
    void *stranger = &p;
    p.freed = stranger;
    poolAudit audit = assertLink(&p, POOL_LINK_FOREIGN, &p.freed, stranger);
    assertCounts(&audit, 0, 0, 0);
    poolFreePool(&p);
}

/* ---- rings */

static void freedTwiceAtOnce(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    poolWith(&p, chunks, 6);
    poolFree(&p, chunks[3]);
    poolFree(&p, chunks[3]);
    poolAudit audit = assertLink(&p, POOL_LINK_RING, chunks[3], chunks[3]);
    assertCounts(&audit, 1, 5, 2);
    poolFreePool(&p);
}

static void freedTwiceLater(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    poolWith(&p, chunks, 6);
    poolFree(&p, chunks[0]);
    poolFree(&p, chunks[1]);
    poolFree(&p, chunks[2]);
    poolFree(&p, chunks[0]); /* 0 -> 2 -> 1 -> 0 */
    poolAudit audit = assertLink(&p, POOL_LINK_RING, chunks[1], chunks[0]);
    assertCounts(&audit, 3, 3, 2);
    poolFreePool(&p);
}

/* A list of `length` chunks, in an order that is not that of addresses, whose last leads to `entry`. */
static void ringsOfEveryShape(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 24; length++) {
        for (size_t entry = 0; entry < length; entry++) {
            pool p = {0};
            void *chunks[24], *order[24];
            poolWith(&p, chunks, 24);
            for (size_t i = 0; i < length; i++)
                order[length - 1 - i] = chunks[i * 7 % 24];
            for (size_t i = length; i-- > 0;)
                poolFree(&p, order[i]);
            assertSound(&p, length, 24 - length, 0);
            setLink(order[length - 1], order[entry]);
            poolAudit audit = assertLink(&p, POOL_LINK_RING, order[length - 1], order[entry]);
            assertCounts(&audit, length, 24 - length, 0);
            poolFreePool(&p);
        }
    }
}

/* ---- counts */

static void liveDiffers(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    listOfThree(&p, chunks);
    assertSound(&p, 3, 3, 2);
    static const uint64_t wrong[] = {0, 2, 4, UINT64_MAX - 1};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        poolAudit audit = poolCheck(&p, wrong[i]);
        assert_int_equal(audit.verdict, POOL_LIVE_DIFFERS);
        assert_null(audit.where);
        assertCounts(&audit, 3, 3, 2);
    }
    setLink(chunks[2], NULL); /* cut short: chunk 0 is lost, which a count alone shows */
    assert_int_equal(poolCheck(&p, POOL_LIVE_ANY).verdict, POOL_SOUND);
    assert_int_equal(poolCheck(&p, 3).verdict, POOL_LIVE_DIFFERS);
    setLink(chunks[2], chunks[0]);
    setLink(chunks[0], chunks[1]); /* to a live chunk, whose content goes on as links */
    setLink(chunks[1], NULL);
    assert_int_equal(poolCheck(&p, POOL_LIVE_ANY).verdict, POOL_SOUND);
    assert_int_equal(poolCheck(&p, 3).verdict, POOL_LIVE_DIFFERS);
    poolFreePool(&p);
}

static void wrongLinkBeforeWrongCount(void **state)
{
    (void)state;
    pool p = {0};
    void *chunks[6];
    listOfThree(&p, chunks);
    setLink(chunks[2], &p);
    assert_int_equal(poolCheck(&p, 77).verdict, POOL_LINK_FOREIGN);
    poolFreePool(&p);
}

/* ---- anything in freed chunks */

static void randomLinks(void **state)
{
    (void)state;
    uint32_t seed = 7, seen[POOL_LIVE_DIFFERS + 1] = {0};
    pool p = {0};
    void *chunks[MANY];
    poolWith(&p, chunks, MANY - 2);
    for (size_t i = 0; i < MANY - 2; i++)
        poolFree(&p, chunks[i]);
    for (int turn = 0; turn < 20000; turn++) {
        const uintptr_t bytes = dice(&seed, MANY * 16 / 8) * 8u; /* of the pool, halves too */
        const uint32_t kind = dice(&seed, 40);
        const uintptr_t inPool = (uintptr_t)p.blocks[bytes / 64] + bytes % 64;
        uintptr_t link = inPool / 16 * 16;
        if (kind < 4)
            link = kind == 0 ? 0 : kind == 1 ? seed : inPool;
        setLink(chunks[dice(&seed, MANY - 2)], (const void *)link); /* NOLINT */
        p.freed = chunks[dice(&seed, MANY - 2)];
        poolAudit audit = poolCheck(&p, POOL_LIVE_ANY);
        seen[audit.verdict]++;
        assertCounts(&audit, audit.freedCount, MANY - 2 - audit.freedCount, 2);
    }
    assert_true(seen[POOL_SOUND] > 0 && seen[POOL_LINK_FOREIGN] > 0 && seen[POOL_LINK_FRESH] > 0 &&
                seen[POOL_LINK_MISALIGNED] > 0 && seen[POOL_LINK_RING] > 0);
    poolFreePool(&p);
}

static void verdictsHaveTexts(void **state)
{
    (void)state;
    for (int verdict = POOL_SOUND; verdict <= POOL_LIVE_DIFFERS; verdict++) {
        assert_non_null(poolVerdictText((poolVerdict)verdict));
        for (int other = POOL_SOUND; other < verdict; other++)
            assert_string_not_equal(poolVerdictText((poolVerdict)verdict),
                                    poolVerdictText((poolVerdict)other));
    }
    assert_string_equal(poolVerdictText((poolVerdict)(POOL_LIVE_DIFFERS + 1)), "no verdict");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("a pool is sound at each station of its life", lifeOfAPool),
        TEST("a pool of which every chunk is freed is sound", everyChunkFreed),
        TEST("a pool of zeros is sound, and has no chunk", poolOfZeros),
        TEST("pools are sound after each step of random work", randomWork),
        TEST("a field out of its range is reported", fieldsOutOfRange),
        TEST("a block of over PTRDIFF_MAX bytes is reported", blockBytesTooMany),
        TEST("a released pool that hands out something is reported", releasedPoolNotEmpty),
        TEST("an empty or misaligned slot of the block table is reported", brokenTable),
        TEST("a link to no block is reported", linkForeign),
        TEST("a link into a chunk is reported", linkMisaligned),
        TEST("a link to a fresh chunk is reported", linkFresh),
        TEST("a link to a chunk of a kept block is one to a fresh chunk", linkFreshInKeptBlock),
        TEST("the head is a link, too", headIsWrong),
        TEST("a head in a pool without blocks is foreign", headWithoutBlocks),
        TEST("a chunk freed twice at once is a ring", freedTwiceAtOnce),
        TEST("a chunk freed twice, others between, is a ring", freedTwiceLater),
        TEST("in rings of every shape the link that closes it is named", ringsOfEveryShape),
        TEST("another number of live chunks than expected is reported", liveDiffers),
        TEST("a wrong link goes before a wrong count", wrongLinkBeforeWrongCount),
        TEST("whatever is written into freed chunks, there is a verdict", randomLinks),
        TEST("every verdict has a text of its own", verdictsHaveTexts),
    };
    return cmocka_run_group_tests_name("poolcheck", tests, NULL, NULL);
}
