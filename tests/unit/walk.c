/*
 * walk.c - poolwalk at the edges of what it may read, and past 32 bits: pools made by hand, of which
 * only the table is there. What lies behind the blocks that hold memory must not be looked at.
 */
#include "model/poolwalk.h"

#include "unit.h"

#define GIB ((uint64_t)1 << 30)

static uint8_t *at(uint64_t address)
{
    return (uint8_t *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr): nothing is there */
}

static void assertPlace(const struct place *place, uint32_t block, uint32_t chunk, uint64_t address)
{
    assert_true(place->known);
    assert_int_equal(place->block, block);
    assert_int_equal(place->chunk, chunk);
    assert_true(place->address == address);
}

/* Blocks of 4 GiB and a half, one apart from the next: where no offset fits 32 bits. */
static void offsetsPast32Bits(void **state)
{
    (void)state;
    const uint64_t first = 16 * GIB, stride = 4 * GIB + GIB / 2;
    uint8_t *table[] = {at(first), at(first + stride), at(first + 2 * stride)};
    const pool p = {
        .chunkSize = 1u << 29, .blockSize = 9, .block = -1, .blocks = table, .blocksUsed = 3};
    const struct poolwalk walk = {.p = &p, .blocks = 3, .stride = stride};
    for (uint32_t block = 0; block < 3; block++)
        for (uint32_t chunk = 0; chunk < 9; chunk++) {
            struct place place;
            const uint64_t address = first + block * stride + ((uint64_t)chunk << 29);
            assert_int_equal(poolwalkLocate(&walk, address, &place), LIES_AT_CHUNK);
            assertPlace(&place, block, chunk, address);
            assert_int_equal(poolwalkLocate(&walk, address + 1, &place), LIES_INSIDE);
            assertPlace(&place, block, chunk, address);
        }
}

static void strideOf32Zeros(void **state)
{
    (void)state;
    uint8_t *table[] = {at(16 * GIB), at(20 * GIB)};
    const pool p = {
        .chunkSize = 1u << 30, .blockSize = 4, .block = -1, .blocks = table, .blocksUsed = 2};
    const struct poolwalk walk = {.p = &p, .blocks = 2, .stride = 4 * GIB};
    struct place place;
    assert_int_equal(poolwalkLocate(&walk, 16 * GIB, &place), LIES_AT_CHUNK);
    assertPlace(&place, 0, 0, 16 * GIB);
    assert_int_equal(poolwalkLocate(&walk, 23 * GIB, &place), LIES_AT_CHUNK);
    assertPlace(&place, 1, 3, 23 * GIB);
}

/* The table has room for two blocks; what is behind it looks like a third. */
static void readsNothingBehindTheTable(void **state)
{
    (void)state;
    uint8_t *table[] = {at(0x10000), at(0x11000), at(0x12000)};
    const pool p = {
        .chunkSize = 64, .blockSize = 4, .used = 3, .block = 1, .blocks = table, .blocksUsed = 2};
    const struct poolwalk walk = {.p = &p, .blocks = 2, .stride = 0x1000};
    struct place place;
    assert_int_equal(poolwalkLocate(&walk, 0x12000, &place), LIES_OUTSIDE);
    assert_false(place.known);
    for (uint32_t chunk = 0; chunk < 4; chunk++) {
        place = poolwalkPlace(&walk, 8 + chunk);
        assertPlace(&place, 2, chunk, 0); /* to be obtained: it has no address yet */
    }
    assert_int_equal(poolwalkNext(&walk, &place), PATH_GROW_TABLE);
    assertPlace(&place, 2, 0, 0);
}

static void readsNoHoldersBehindTheLast(void **state)
{
    (void)state;
    static const uint32_t holders[] = {1, 2, 7};
    const struct poolwalk walk = {.holders = holders, .holderCount = 2};
    assert_int_equal(poolwalkHolders(&walk, 1), 2);
    assert_int_equal(poolwalkHolders(&walk, 2), 0);
}

static void poolOfZeros(void **state)
{
    (void)state;
    const pool p = {0};
    const struct poolwalk walk = {.p = &p};
    struct place place;
    assert_int_equal(poolwalkLocate(&walk, 0, &place), LIES_OUTSIDE);
    assert_int_equal(poolwalkLocate(&walk, UINT64_MAX, &place), LIES_OUTSIDE);
    assert_false(place.known);
}

/* The head is another chunk, in which there happens to be the link that the right one has. */
static void headThatLooksSound(void **state)
{
    (void)state;
    _Alignas(8) uint8_t block[3][16] = {{0}};
    uint8_t *table[] = {block[0]};
    uint32_t order[] = {0, 1};
    struct freeset freed = {0};
    assert_true(freesetReserve(&freed, 3));
    for (size_t i = 0; i < COUNT(order); i++)
        freesetPush(&freed, order[i]);
    pool p = {.chunkSize = 16, .blockSize = 3, .used = 2, .blocks = table, .blocksUsed = 1};
    const struct poolwalk walk = {.p = &p, .freed = &freed, .blocks = 1, .stride = sizeof block};
    void *const oldest = block[0];
    memcpy(block[1], &oldest, sizeof oldest);
    memcpy(block[2], &oldest, sizeof oldest);
    p.freed = (poolFreed *)(void *)block[1];
    assert_true(poolwalkHeadIsSound(&walk));
    p.freed = (poolFreed *)(void *)block[2];
    assert_false(poolwalkHeadIsSound(&walk));
    freesetRelease(&freed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("offsets into blocks are divided in 64 bits", offsetsPast32Bits),
        TEST("blocks exactly 2^32 bytes apart are told apart", strideOf32Zeros),
        TEST("nothing is read behind the blocks that hold memory", readsNothingBehindTheTable),
        TEST("no holders are read behind the last", readsNoHoldersBehindTheLast),
        TEST("no address lies in a pool of zeros", poolOfZeros),
        TEST("a wrong head is noticed, whatever it links to", headThatLooksSound),
    };
    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
