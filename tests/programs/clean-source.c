/*
 * clean-source.c - serves pools out of memory of its own and uses that memory for other things once a
 * pool is released; and gives a new pool the memory of one that was forgotten, not released.
 *
 * AddressSanitizer: nothing
 * Valgrind: nothing
 */
#include "program.h"

static struct {
    _Alignas(max_align_t) char memory[4096];
    size_t taken;
} region;

static void *regionObtain(void *context, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)purpose;
    bytes = (bytes + 63) / 64 * 64;
    if (bytes > sizeof region.memory - region.taken)
        return NULL;
    region.taken += bytes;
    return region.memory + region.taken - bytes;
}

static void regionRelease(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)purpose;
    memset(memory, 0x55, bytes); /* all of it is ours again */
}

static const poolSource source = {regionObtain, regionRelease, NULL};

/* A pool with live, freed and fresh chunks in several blocks of the region, which begins anew. */
static void usePool(pool *p, uint32_t blockSize)
{
    region.taken = 0;
    must(poolInitializeFrom(p, 24, blockSize, &source));
    for (int i = 0; i < 13; i++) {
        char *chunk = poolMalloc(p);
        must(chunk != NULL);
        memset(chunk, 'a', 24);
        if (i % 3 == 0)
            poolFree(p, chunk);
    }
}

static void useRegion(void)
{
    memset(region.memory, 'b', sizeof region.memory);
    for (size_t i = 0; i < sizeof region.memory; i++)
        must(region.memory[i] == 'b');
}

int main(void)
{
    pool p, forgotten;
    for (int i = 0; i < 3; i++) {
        usePool(&p, i == 0 ? 1 : 5); /* the first has chunks where the others have none */
        if (i == 1)
            poolFreeAll(&p);
        poolFreePool(&p);
        useRegion();
    }
    usePool(&forgotten, 5);
    usePool(&forgotten, 5); /* in the same memory */
    poolFreeAll(&forgotten);
    usePool(&p, 1); /* with tables where chunks were */
    poolFreePool(&p);
    while (region.taken < sizeof region.memory) /* to the last byte */
        must(regionObtain(NULL, 64, POOL_BLOCK) != NULL);
    must(poolInitializeFrom(&p, 24, 5, &source) == false);
    return 0;
}
