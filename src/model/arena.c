#include "model/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>

#define PROTECTION (PROT_READ | PROT_WRITE)
#define FLAGS      (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)

uint64_t arenaStride(uint64_t bytes)
{
    return (bytes + ARENA_STEP - 1) / ARENA_STEP * ARENA_STEP;
}

/* All of the range alike, as what is laid aside must be one mapping: mremap(2). */
static void askForHugePages(const struct arena *arena)
{
    if (arena->isLarge)
        (void)madvise(arena->base, (size_t)arenaStride(arena->bytes), MADV_HUGEPAGE);
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
    if (!arena->isLarge && arena->taken >= ARENA_LARGE) {
        arena->isLarge = true;
        askForHugePages(arena);
    }
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
    if (bytes == 0 || bytes > ARENA_BYTES_MAX)
        return false;
    void *wanted = (void *)(uintptr_t)base; /* NOLINT(performance-no-int-to-ptr): the very point */
    const size_t rounded = (size_t)arenaStride(bytes);
    void *range = mmap(wanted, rounded, PROTECTION, FLAGS | MAP_FIXED_NOREPLACE, -1, 0);
    if (range == MAP_FAILED)
        range = mmap(NULL, rounded, PROTECTION, FLAGS, -1, 0);
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

/* Bytes from `base` on that may have been written to: whole pages. */
static size_t usedBytes(const struct arena *arena)
{
    const uint64_t used = arena->taken > arena->dirty ? arena->taken : arena->dirty;
    return (size_t)arenaStride(used < arena->bytes ? used : arena->bytes);
}

void arenaTouch(struct arena *arena, uint64_t address, uint64_t bytes)
{
    const uint64_t end = address + bytes - (uintptr_t)arena->base;
    if (end > arena->dirty)
        arena->dirty = end;
}

void arenaClear(struct arena *arena)
{
    const size_t used = usedBytes(arena);
    /* of a private mapping, pages that are not needed read as zeros the next time: madvise(2) */
    if (used > 0)
        (void)madvise(arena->base, used, MADV_DONTNEED);
    arena->taken = arena->dirty = 0;
}

void arenaSetEnd(struct arena *arena, uint64_t bytes)
{
    arena->taken = arenaStride(bytes);
}

void arenaTakeBack(struct arena *arena, uint64_t bytes)
{
    arena->taken -= arenaStride(bytes);
}

void arenaRewind(struct arena *arena, uint64_t taken)
{
    if (taken < arena->taken)
        (void)madvise(arena->base + taken, (size_t)(arena->taken - taken), MADV_DONTNEED);
    arena->taken = taken;
}

bool arenaLayAside(struct arena *arena, struct arenaStash *stash)
{
    const size_t used = usedBytes(arena);
    *stash = (struct arenaStash){.taken = arena->taken, .dirty = arena->dirty, .usedBytes = used};
    if (used == 0)
        return true;
    /* a range of its own first: what may fail then, taking the old one anew, can be taken back */
    void *aside = mmap(NULL, used, PROTECTION, FLAGS, -1, 0);
    if (aside == MAP_FAILED)
        return false;
    void *moved = mremap(arena->base, used, used, MREMAP_MAYMOVE | MREMAP_FIXED, aside);
    if (moved == MAP_FAILED) {
        munmap(aside, used);
        return false;
    }
    if (mmap(arena->base, used, PROTECTION, FLAGS | MAP_FIXED, -1, 0) == MAP_FAILED) {
        moved = mremap(moved, used, used, MREMAP_MAYMOVE | MREMAP_FIXED, arena->base);
        assert(moved == arena->base); /* it goes back where it came from */
        return false;
    }
    stash->memory = moved;
    askForHugePages(arena);
    arena->taken = arena->dirty = 0;
    return true;
}

void arenaBringBack(struct arena *arena, struct arenaStash *stash)
{
    const size_t used = stash->usedBytes;
    arena->taken = stash->taken;
    arena->dirty = stash->dirty;
    if (used > 0) {
        void *moved = mremap(stash->memory, used, used, MREMAP_MAYMOVE | MREMAP_FIXED, arena->base);
        assert(moved == arena->base); /* it goes where it came from */
        (void)moved;
        askForHugePages(arena);
    }
    stash->memory = NULL;
}

void arenaDropStash(struct arenaStash *stash)
{
    if (stash->memory != NULL)
        munmap(stash->memory, stash->usedBytes);
    stash->memory = NULL;
}
