/*
 * allocators.h - the rows of the benchmark of pools: each a struct with the same calls, so that a
 * kernel (pool.cc) is compiled once for each, with all of it that can be inlined.
 *
 *   begin(chunkSize, live)   a new pool, for so many live chunks; false where there is none here
 *   take(), give(chunk)
 *   reset(chunks, count)     all chunks at once, or where it can't, each of them
 *   end()                    gives everything back; chunks are given back before
 *   gives                    false: it has no way to give one chunk back
 *
 * The general allocators come out of their shared libraries, by dlopen, so that none of them takes the
 * place of another; they are called by address, as ours are in one row.
 */
#ifndef ALLOCATORS_H
#define ALLOCATORS_H

#include <dlfcn.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory_resource>

#if __has_include(<boost/pool/pool.hpp>)
#define HAS_BOOST
#include <boost/pool/pool.hpp>
#include <boost/pool/simple_segregated_storage.hpp>
#endif

#include "called.h"
#include "indexpool.h"
#include "pool.h"
#include "poolpages.h"

constexpr uint32_t blockChunks = 1024;

/* The compiler does not know the value any more. */
template <class T> static inline T opaque(T value)
{
    __asm__ volatile("" : "+r"(value));
    return value;
}

/* --- ours ------------------------------------------------------------------------------------- */

struct Called {
    static constexpr const char *name = "ours, called";
    static constexpr bool gives = true;
    pool p;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return calledInitialize(&p, chunkSize, blockChunks);
    }
    void *take()
    {
        return calledMalloc(&p);
    }
    void give(void *chunk)
    {
        calledFree(&p, chunk);
    }
    void reset(void **, uint32_t)
    {
        calledFreeAll(&p);
    }
    void end()
    {
        calledFreePool(&p);
    }
};

struct Ours {
    static constexpr const char *name = "ours";
    static constexpr bool gives = true;
    pool p;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return poolInitialize(&p, chunkSize, blockChunks);
    }
    void *take()
    {
        return poolMalloc(&p);
    }
    void give(void *chunk)
    {
        poolFree(&p, chunk);
    }
    void reset(void **, uint32_t)
    {
        poolFreeAll(&p);
    }
    void end()
    {
        poolFreePool(&p);
    }
};

struct Pointer : Ours {
    static constexpr const char *name = "ours, by pointer";
    void *(*taker)(pool *);
    void (*giver)(pool *, void *);
    bool begin(uint32_t chunkSize, uint32_t live)
    {
        taker = opaque(&calledMalloc);
        giver = opaque(&calledFree);
        return Ours::begin(chunkSize, live);
    }
    void *take()
    {
        return taker(&p);
    }
    void give(void *chunk)
    {
        giver(&p, chunk);
    }
};

/* In huge pages, with blocks of 4 MiB. */
struct Pages : Ours {
    static constexpr const char *name = "ours, huge pages";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return poolInitializeFrom(&p, chunkSize, (uint32_t)(POOL_PAGES_LEAST / chunkSize),
                                  &poolSourcePages);
    }
};

struct Index {
    static constexpr const char *name = "index pool";
    static constexpr bool gives = true;
    indexPool p;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return indexPoolInitialize(&p, chunkSize, blockChunks);
    }
    void *take()
    {
        return indexPoolMalloc(&p);
    }
    void give(void *chunk)
    {
        if (indexPoolFree(&p, chunk) != INDEX_POOL_FREED)
            abort();
    }
    void reset(void **, uint32_t)
    {
        indexPoolFreeAll(&p);
    }
    void end()
    {
        indexPoolFreePool(&p);
    }
};

struct IndexPages : Index {
    static constexpr const char *name = "index pool, huge pages";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return indexPoolInitializeFrom(&p, chunkSize, (uint32_t)(POOL_PAGES_LEAST / chunkSize),
                                       &poolSourcePages);
    }
};

/* The limit: chunks in an array, and a stack of their addresses; nothing is checked, nothing grows. */
struct Limit {
    static constexpr const char *name = "stack of pointers";
    static constexpr bool gives = true;
    char *memory;
    void **stack, **top;
    uint32_t size, count;
    bool begin(uint32_t chunkSize, uint32_t live)
    {
        size = chunkSize;
        count = live;
        memory = (char *)malloc((size_t)size * count);
        stack = (void **)malloc(count * sizeof *stack);
        fill();
        return true;
    }
    void fill()
    {
        top = stack;
        for (uint32_t i = count; i-- > 0;)
            *top++ = memory + (size_t)i * size;
    }
    void *take()
    {
        return *--top;
    }
    void give(void *chunk)
    {
        *top++ = chunk;
    }
    void reset(void **, uint32_t)
    {
        top = stack + count; /* what was there is still there */
    }
    void end()
    {
        free(memory);
        free(stack);
    }
};

/* The limit of the first use of memory: one address after the other in fresh huge pages. */
struct Fresh {
    static constexpr const char *name = "fresh huge pages";
    static constexpr bool gives = false;
    uint8_t *memory, *next;
    size_t bytes;
    uint32_t size;
    bool begin(uint32_t chunkSize, uint32_t live)
    {
        size = chunkSize;
        bytes = std::max((size_t)chunkSize * live, POOL_PAGES_LEAST);
        memory = next = (uint8_t *)poolSourcePages.obtain(nullptr, bytes, POOL_BLOCK);
        return memory != nullptr;
    }
    void *take()
    {
        void *chunk = next;
        next += size;
        return chunk;
    }
    void give(void *)
    {
    }
    void reset(void **, uint32_t)
    {
        next = memory;
    }
    void end()
    {
        poolSourcePages.release(nullptr, memory, bytes, POOL_BLOCK);
    }
};

/* --- other pools ------------------------------------------------------------------------------ */

#ifdef HAS_BOOST
/* Blocks of our size, of which it makes a list at once. */
struct BoostStorage {
    static constexpr const char *name = "Boost storage";
    static constexpr bool gives = true;
    boost::simple_segregated_storage<std::size_t> *storage;
    void **blocks;
    uint32_t count;
    bool begin(uint32_t chunkSize, uint32_t live)
    {
        storage = new boost::simple_segregated_storage<std::size_t>;
        count = live / blockChunks + 2; /* a chunk more than live is, for queues */
        blocks = (void **)malloc(count * sizeof *blocks);
        for (uint32_t i = 0; i < count; i++) {
            blocks[i] = malloc((size_t)chunkSize * blockChunks);
            storage->add_block(blocks[i], (size_t)chunkSize * blockChunks, chunkSize);
        }
        return true;
    }
    void *take()
    {
        return storage->malloc();
    }
    void give(void *chunk)
    {
        storage->free(chunk);
    }
    void reset(void **chunks, uint32_t live)
    {
        while (live-- > 0)
            storage->free(chunks[live]);
    }
    void end()
    {
        for (uint32_t i = 0; i < count; i++)
            free(blocks[i]);
        free(blocks);
        delete storage;
    }
};

struct BoostPool {
    static constexpr const char *name = "Boost pool";
    static constexpr bool gives = true;
    boost::pool<boost::default_user_allocator_malloc_free> *p;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        p = new boost::pool<boost::default_user_allocator_malloc_free>(chunkSize, blockChunks,
                                                                       blockChunks);
        return true;
    }
    void *take()
    {
        return p->malloc();
    }
    void give(void *chunk)
    {
        p->free(chunk);
    }
    void reset(void **chunks, uint32_t live)
    {
        while (live-- > 0)
            p->free(chunks[live]);
    }
    void end()
    {
        delete p;
    }
};
#endif

struct Pmr {
    static constexpr const char *name = "std::pmr";
    static constexpr bool gives = true;
    std::pmr::unsynchronized_pool_resource *p;
    uint32_t size;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        size = chunkSize;
        p = new std::pmr::unsynchronized_pool_resource({blockChunks, 4096});
        return true;
    }
    void *take()
    {
        return p->allocate(size, alignof(void *));
    }
    void give(void *chunk)
    {
        p->deallocate(chunk, size, alignof(void *));
    }
    void reset(void **chunks, uint32_t live)
    {
        while (live-- > 0)
            give(chunks[live]);
    }
    void end()
    {
        delete p;
    }
};

/* --- from shared libraries -------------------------------------------------------------------- */

static void *symbol(const char *library, const char *name)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    return handle != nullptr ? dlsym(handle, name) : nullptr;
}

struct Apr {
    static constexpr const char *name = "APR";
    static constexpr bool gives = false;
    void *p, *(*taker)(void *, size_t);
    void (*clear)(void *), (*destroy)(void *);
    uint32_t size;
    bool begin(uint32_t chunkSize, uint32_t)
    {
        const char *library = "libapr-1.so.0";
        auto initialize = (int (*)())symbol(library, "apr_initialize");
        auto create =
            (int (*)(void **, void *, void *, void *))symbol(library, "apr_pool_create_ex");
        taker = (void *(*)(void *, size_t))symbol(library, "apr_palloc");
        clear = (void (*)(void *))symbol(library, "apr_pool_clear");
        destroy = (void (*)(void *))symbol(library, "apr_pool_destroy");
        size = chunkSize;
        return initialize != nullptr && initialize() == 0 &&
               create(&p, nullptr, nullptr, nullptr) == 0;
    }
    void *take()
    {
        return taker(p, size);
    }
    void give(void *)
    {
    }
    void reset(void **, uint32_t)
    {
        clear(p);
    }
    void end()
    {
        destroy(p);
    }
};

struct General {
    static constexpr bool gives = true;
    void *(*taker)(size_t);
    void (*giver)(void *);
    uint32_t size;
    bool from(const char *library, const char *take, const char *give, uint32_t chunkSize)
    {
        if (taker == nullptr) { /* looked up once */
            taker = (void *(*)(size_t))symbol(library, take);
            giver = (void (*)(void *))symbol(library, give);
        }
        size = chunkSize;
        return taker != nullptr && giver != nullptr;
    }
    void *take()
    {
        return taker(size);
    }
    void give(void *chunk)
    {
        giver(chunk);
    }
    void reset(void **chunks, uint32_t live)
    {
        while (live-- > 0)
            giver(chunks[live]);
    }
    void end()
    {
    }
};

struct Glibc : General {
    static constexpr const char *name = "glibc malloc";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return from("libc.so.6", "malloc", "free", chunkSize);
    }
};

struct Mimalloc : General {
    static constexpr const char *name = "mimalloc";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return from("libmimalloc.so.2", "mi_malloc", "mi_free", chunkSize) ||
               from("libmimalloc.so.2.0", "mi_malloc", "mi_free", chunkSize);
    }
};

struct Jemalloc : General {
    static constexpr const char *name = "jemalloc";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return from("libjemalloc.so.2", "malloc", "free", chunkSize);
    }
};

struct Tcmalloc : General {
    static constexpr const char *name = "tcmalloc";
    bool begin(uint32_t chunkSize, uint32_t)
    {
        return from("libtcmalloc_minimal.so.4", "tc_malloc", "tc_free", chunkSize);
    }
};

#endif
