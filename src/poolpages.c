/*
 * poolpages.c - the source of poolpages.h. Who obtained a piece is told by its size alone, so
 * nothing is kept of it.
 */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* for mmap's MAP_ANONYMOUS and for madvise, with -std=c11 too */
#endif
#include "poolpages.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Bytes from `address` to the next border of a huge page. */
static size_t bytesToBorder(uintptr_t address)
{
    return (size_t)(-address % POOL_PAGES_HUGE);
}

/* Maps `bytes` bytes from a border on: a huge page more, of which what is too much goes back. */
static void *mapHuge(size_t bytes)
{
    uint8_t *range = mmap(NULL, bytes + POOL_PAGES_HUGE, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (range == MAP_FAILED)
        return NULL;
    const size_t before = bytesToBorder((uintptr_t)range), after = POOL_PAGES_HUGE - before;
    if (before > 0)
        (void)munmap(range, before);
    if (after > 0)
        (void)munmap(range + before + bytes, after);
#ifdef MADV_HUGEPAGE
    (void)madvise(range + before, bytes, MADV_HUGEPAGE); /* where they are off: small ones */
#endif
    return range + before;
}

/* Whole small pages, and room for a huge one more: 0 where that is more than there can be. */
static size_t mappedBytes(size_t bytes)
{
    const size_t page = 65536; /* a multiple of the small pages of all systems */
    return bytes <= PTRDIFF_MAX - 2 * POOL_PAGES_HUGE ? (bytes + page - 1) / page * page : 0;
}

static void *obtain(void *context, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)purpose;
    if (bytes < POOL_PAGES_LEAST)
        return malloc(bytes);
    return mappedBytes(bytes) > 0 ? mapHuge(mappedBytes(bytes)) : NULL;
}

static void release(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)purpose;
    if (bytes < POOL_PAGES_LEAST)
        free(memory);
    else
        (void)munmap(memory, mappedBytes(bytes));
}

const poolSource poolSourcePages = {obtain, release, NULL};
