/*
 * poolpages.c - the source on pages: large pieces begin on a huge page's border and are mapped, small
 * ones are malloc's, all of them may be written to their last byte and go back.
 */
#include "poolpages.h"

#include <sys/mman.h>

#include "indexpool.h"
#include "unit.h"

static size_t maps, unmaps, mapped; /* calls, and bytes now */
static bool refuse;

void *__real_mmap(void *at, size_t bytes, int protection, int flags, int file, off_t offset);
void *__wrap_mmap(void *at, size_t bytes, int protection, int flags, int file, off_t offset);
void *__wrap_mmap(void *at, size_t bytes, int protection, int flags, int file, off_t offset)
{
    if (refuse)
        return MAP_FAILED;
    maps++;
    mapped += bytes;
    return __real_mmap(at, bytes, protection, flags, file, offset);
}

int __real_munmap(void *at, size_t bytes);
int __wrap_munmap(void *at, size_t bytes);
int __wrap_munmap(void *at, size_t bytes)
{
    unmaps++;
    mapped -= bytes;
    return __real_munmap(at, bytes);
}

static int setUp(void **state)
{
    (void)state;
    maps = unmaps = mapped = 0;
    refuse = false;
    return 0;
}

static uint8_t *take(size_t bytes)
{
    return poolSourcePages.obtain(poolSourcePages.context, bytes, POOL_BLOCK);
}

static void giveBack(void *memory, size_t bytes)
{
    poolSourcePages.release(poolSourcePages.context, memory, bytes, POOL_BLOCK);
}

static void largeIsMappedOnABorder(void **state)
{
    (void)state;
    const size_t sizes[] = {POOL_PAGES_LEAST, POOL_PAGES_LEAST + 1, 3 * POOL_PAGES_HUGE + 4096};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        uint8_t *memory = take(sizes[i]), *other = take(sizes[i]);
        assert_non_null(memory);
        assert_non_null(other);
        assert_int_equal((uintptr_t)memory % POOL_PAGES_HUGE, 0);
        assert_int_equal((uintptr_t)other % POOL_PAGES_HUGE, 0);
        memory[0] = memory[sizes[i] - 1] = other[0] = other[sizes[i] - 1] = 1;
        giveBack(memory, sizes[i]);
        giveBack(other, sizes[i]);
        assert_int_equal(mapped, 0);
    }
    assert_int_equal(maps, 2 * COUNT(sizes));
}

static void smallIsMallocs(void **state)
{
    (void)state;
    uint8_t *memory = take(POOL_PAGES_HUGE / 16);
    assert_non_null(memory);
    memset(memory, 1, POOL_PAGES_HUGE / 16);
    giveBack(memory, POOL_PAGES_HUGE / 16);
    assert_int_equal(maps, 0);
    assert_int_equal(unmaps, 0);
}

static void refusedIsNull(void **state)
{
    (void)state;
    assert_null(take(SIZE_MAX));
    assert_null(take((size_t)PTRDIFF_MAX));
    refuse = true;
    assert_null(take(POOL_PAGES_LEAST));
    pool p;
    assert_true(poolInitializeFrom(&p, 64, 65536, &poolSourcePages));
    assert_null(poolMalloc(&p));
    refuse = false;
    assert_non_null(poolMalloc(&p));
    poolFreePool(&p);
    assert_int_equal(mapped, 0);
}

static void bothPoolsLiveOnIt(void **state)
{
    (void)state;
    pool p;
    indexPool q;
    assert_true(poolInitializeFrom(&p, 64, 65536, &poolSourcePages));
    assert_true(indexPoolInitializeFrom(&q, 64, 65536, &poolSourcePages));
    for (uint32_t i = 0; i < 3 * 65536; i++) {
        memset(poolMalloc(&p), 1, 64);
        uint8_t *chunk = indexPoolMalloc(&q);
        chunk[63] = 1;
        if (i % 3 == 0)
            assert_int_equal(indexPoolFree(&q, chunk), INDEX_POOL_FREED);
    }
    poolFreePool(&p);
    indexPoolFreePool(&q);
    assert_int_equal(mapped, 0);
}

#define TEST_HERE(words, function)                                                                 \
    {                                                                                              \
        words, function, setUp, NULL, NULL                                                         \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("a large piece is mapped, from a huge page's border on", largeIsMappedOnABorder),
        TEST_HERE("a small piece is malloc's", smallIsMallocs),
        TEST_HERE("where there is none, NULL, and the pool goes on later", refusedIsNull),
        TEST_HERE("both pools live on it, and give everything back", bothPoolsLiveOnIt),
    };
    return cmocka_run_group_tests_name("poolpages", tests, NULL, NULL);
}
