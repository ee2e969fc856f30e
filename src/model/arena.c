#include "model/arena.h"

#include <stdlib.h>
#include <sys/mman.h>

uint64_t arenaStride(uint64_t bytes)
{
    return (bytes + ARENA_STEP - 1) / ARENA_STEP * ARENA_STEP;
}

static void *arenaObtain(void *context, size_t bytes, poolPurpose purpose)
{
    struct arena *arena = context;
    if (purpose == POOL_TABLE)
        return malloc(bytes);
    if (arena->taken > arena->bytes || bytes > arena->bytes - arena->taken)
        return NULL;
    void *block = arena->base + arena->taken;
    arena->taken += arenaStride(bytes);
    return block;
}

static void arenaGiveBack(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)bytes;
    if (purpose == POOL_TABLE)
        free(memory);
    /* blocks stay until arenaClear */
}

bool arenaInit(struct arena *arena, uint64_t base, uint64_t bytes)
{
    const int protection = PROT_READ | PROT_WRITE;
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    if (bytes == 0 || bytes > ARENA_BYTES_MAX)
        return false;
    void *wanted = (void *)(uintptr_t)base; /* NOLINT(performance-no-int-to-ptr): the very point */
    const size_t rounded = (size_t)arenaStride(bytes);
    void *range = mmap(wanted, rounded, protection, flags | MAP_FIXED_NOREPLACE, -1, 0);
    if (range == MAP_FAILED)
        range = mmap(NULL, rounded, protection, flags, -1, 0);
    if (range == MAP_FAILED)
        return false;
    *arena = (struct arena){.base = range, .bytes = bytes, .fixed = range == wanted};
    arena->source = (poolSource){arenaObtain, arenaGiveBack, arena};
    return true;
}

void arenaRelease(struct arena *arena)
{
    if (arena->base != NULL)
        munmap(arena->base, (size_t)arenaStride(arena->bytes));
    *arena = (struct arena){0};
}

bool arenaHolds(const struct arena *arena, uint64_t address, uint64_t bytes)
{
    const uint64_t base = (uintptr_t)arena->base;
    return address >= base && address - base <= arena->bytes &&
           bytes <= arena->bytes - (address - base);
}

void arenaClear(struct arena *arena)
{
    uint64_t end = arena->taken < arena->bytes ? arena->taken : arena->bytes;
    /* of a private mapping, pages that are not needed read as zeros the next time: madvise(2) */
    if (end > 0)
        (void)madvise(arena->base, (size_t)arenaStride(end), MADV_DONTNEED);
    arena->taken = 0;
}
