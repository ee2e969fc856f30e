/*
 * misuse.c - eighteen ways to misuse an allocator, each a small program: `misuse NUMBER` does one
 * of them to the allocator that it was compiled with, goes on as a program would, and looks what
 * became of it. Run by misuse.py, which compiles it with each allocator and makes a table of it.
 *
 *     -DMISUSE_MALLOC  malloc and free          -DMISUSE_POOL  pool.h
 *     -DMISUSE_AUDIT   pool.h, with poolCheck after each call, as an assertion
 *     -DMISUSE_INDEX   indexpool.h
 *
 * It ends with a status of those below, or by what a tool or the system does to it. On standard
 * output it says "misused" once the misuse is done: what stops it later came too late, or in time,
 * by how it is stopped.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexpool.h"
#include "poolcheck.h"

enum { SILENT = 0, USAGE = 2, DETECTED = 10, CORRUPT = 11, PREVENTED = 12 };

#define CHUNK_BYTES  40 /* what malloc hands out whole, with nothing behind but the next header */
#define BLOCK_CHUNKS 256
#define LIVE_MAX     200

/* A piece of memory that is the program's, and full of one byte. */
struct owned {
    unsigned char *bytes;
    size_t count;
    unsigned char fill;
};

static struct owned live[LIVE_MAX];
static size_t liveCount;
static unsigned char nextFill = 1;
static size_t outside; /* the first ones in `live`, which no allocator gave */
static bool detected, prevented;
static pool other; /* another pool than the one that is misused */

/* ---- the allocator: what the compiler must not see through */

#ifdef MISUSE_INDEX
static indexPool mine;
#elif !defined MISUSE_MALLOC
static pool mine;
#endif

__attribute__((noinline)) static void audit(void)
{
#ifdef MISUSE_AUDIT
    const poolAudit found = poolCheck(&mine, liveCount - outside);
    if (found.verdict != POOL_SOUND) {
        fprintf(stderr, "poolCheck: %s\n", poolVerdictText(found.verdict));
        abort();
    }
#endif
}

static void begin(void)
{
#ifdef MISUSE_INDEX
    const bool made = indexPoolInitialize(&mine, CHUNK_BYTES, BLOCK_CHUNKS);
#elif !defined MISUSE_MALLOC
    const bool made = poolInitialize(&mine, CHUNK_BYTES, BLOCK_CHUNKS);
#else
    const bool made = true;
#endif
    if (!made || !poolInitialize(&other, CHUNK_BYTES, BLOCK_CHUNKS))
        exit(USAGE);
}

__attribute__((noinline)) static void *allocatorTake(void)
{
#ifdef MISUSE_INDEX
    return indexPoolMalloc(&mine);
#elif !defined MISUSE_MALLOC
    return poolMalloc(&mine);
#else
    return malloc(CHUNK_BYTES);
#endif
}

__attribute__((noinline)) static void allocatorGive(void *chunk)
{
#ifdef MISUSE_INDEX
    const indexPoolVerdict verdict = indexPoolFree(&mine, chunk);
    if (verdict != INDEX_POOL_FREED) {
        fprintf(stderr, "indexPoolFree: %s\n", indexPoolVerdictText(verdict));
        detected = true;
    }
#elif !defined MISUSE_MALLOC
    poolFree(&mine, chunk);
#else
    free(chunk);
#endif
}

/* ---- a program's account of what is its own */

static unsigned char *own(unsigned char *bytes, size_t count)
{
    if (bytes == NULL || liveCount == LIVE_MAX) /* an allocator that has lost its chunks */
        exit(CORRUPT);
    live[liveCount++] = (struct owned){bytes, count, nextFill};
    memset(bytes, nextFill, count);
    nextFill = (unsigned char)(nextFill % 250 + 1);
    return bytes;
}

static unsigned char *take(void)
{
    unsigned char *chunk = own(allocatorTake(), CHUNK_BYTES);
    audit();
    return chunk;
}

/* The program knows this chunk no more; whether it gives it back is its own affair. */
static void forget(const void *chunk)
{
    for (size_t i = 0; i < liveCount; i++)
        if (live[i].bytes == chunk) {
            live[i] = live[--liveCount];
            return;
        }
}

static void give(void *chunk)
{
    forget(chunk);
    allocatorGive(chunk);
    audit();
}

/* Not the allocator's, but somebody will give it to it; before any chunk is taken. */
static unsigned char *ownOutside(unsigned char *bytes, size_t count)
{
    outside++;
    return own(bytes, count);
}

/* Gives back what is no chunk, or none of this pool. What the program owns stays its own. */
static void giveWrong(void *address)
{
    allocatorGive(address);
    audit();
}

static void checkIntact(void)
{
    for (size_t i = 0; i < liveCount; i++)
        for (size_t k = 0; k < live[i].count; k++)
            if (((volatile unsigned char *)live[i].bytes)[k] != live[i].fill)
                exit(CORRUPT);
}

/* As a program goes on: takes more, gives all back, takes again; no two things may share a byte. */
static void goOn(void)
{
    const bool before = detected;
    checkIntact();
    for (int i = 0; i < 40; i++)
        take();
    checkIntact();
    while (liveCount > outside)
        give(live[liveCount - 1].bytes);
    for (int i = 0; i < 80; i++)
        take();
    checkIntact();
    if (detected && !before) /* a free that was right was refused */
        exit(CORRUPT);
}

/* ---- the misuses */

static volatile unsigned char sink;

static void doubleFree(void)
{
    unsigned char *a = take();
    give(a);
    give(a);
}

static void doubleFreeLater(void)
{
    unsigned char *a = take(), *b = take();
    give(a);
    give(b);
    give(a);
}

static void doubleFreeOldest(void)
{
    unsigned char *chunks[16];
    for (size_t i = 0; i < 16; i++)
        chunks[i] = take();
    for (size_t i = 0; i < 16; i++)
        give(chunks[i]);
    give(chunks[0]);
}

static void doubleFreeWritten(void)
{
    unsigned char *a = take();
    give(take());
    give(a);
    for (size_t i = 0; i < 16; i++)
        ((volatile unsigned char *)a)[i] = 0;
    give(a);
}

static void interiorAligned(void)
{
    giveWrong(take() + 16);
}

static void interiorOdd(void)
{
    giveWrong(take() + 5);
}

static unsigned char *stackBytes; /* of main, which does not end before */

__attribute__((noinline)) static void lendStack(unsigned char *bytes)
{
    stackBytes = bytes;
}

static void freeStack(void)
{
    giveWrong(ownOutside(stackBytes, 128) + 64);
}

static void freeStatic(void)
{
    static _Alignas(16) unsigned char bytes[128];
    giveWrong(ownOutside(bytes, sizeof bytes) + 64);
}

static void freeWild(void)
{
    unsigned char *page = mmap(NULL, 65536, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        exit(USAGE);
    giveWrong(page + 4096);
}

static void freeOthers(void)
{
    poolMalloc(&other);
    giveWrong(ownOutside(poolMalloc(&other), CHUNK_BYTES));
}

static void writeFreed(size_t offset)
{
    unsigned char *a = take();
    give(take());
    give(a);
    for (size_t i = offset; i < offset + 8; i++)
        ((volatile unsigned char *)a)[i] = 'x';
}

static void writeLink(void)
{
    writeFreed(0);
}

static void writeElsewhere(void)
{
    writeFreed(24);
}

/* Between two live chunks, so that somebody is hit. */
static void writeBeside(ptrdiff_t from, ptrdiff_t to)
{
    take();
    volatile unsigned char *chunk = take();
    take();
    for (ptrdiff_t i = from; i < to; i++)
        chunk[i] = 'x';
}

static void overflowByOne(void)
{
    writeBeside(CHUNK_BYTES, CHUNK_BYTES + 1);
}

static void overflowBySixteen(void)
{
    writeBeside(CHUNK_BYTES, CHUNK_BYTES + 16);
}

static void underflowByOne(void)
{
    writeBeside(-1, 0);
}

/* A chunk as it comes must not be read before it was written to: what is there was another's. */
static void recycledData(void)
{
    unsigned char *a = take();
    memset(a, 's', CHUNK_BYTES);
    give(a);
    volatile unsigned char *b = allocatorTake();
    if (b[24] == 's')
        sink = 1;
    else
        prevented = true;
    own((unsigned char *)b, CHUNK_BYTES);
}

static void readFreed(void)
{
    unsigned char *a = take();
    give(a);
    sink = ((volatile unsigned char *)a)[24];
}

static void staleAfterFreeAll(void)
{
    unsigned char *a = take();
    take();
#ifdef MISUSE_INDEX
    indexPoolFreeAll(&mine);
    liveCount = 0;
#elif !defined MISUSE_MALLOC
    poolFreeAll(&mine);
    liveCount = 0;
#else
    while (liveCount > 0)
        give(live[0].bytes);
#endif
    give(a);
}

static const struct {
    const char *name;
    void (*run)(void);
} misuses[] = {
    {"double free: a, a", doubleFree},
    {"double free: a, b, a", doubleFreeLater},
    {"double free: oldest of 16", doubleFreeOldest},
    {"double free: written to", doubleFreeWritten},
    {"free inside, aligned", interiorAligned},
    {"free inside, odd", interiorOdd},
    {"free of the stack", freeStack},
    {"free of a static object", freeStatic},
    {"free of a wild pointer", freeWild},
    {"free of another pool's", freeOthers},
    {"write to freed, link", writeLink},
    {"write to freed, elsewhere", writeElsewhere},
    {"overflow by 1", overflowByOne},
    {"overflow by 16", overflowBySixteen},
    {"underflow by 1", underflowByOne},
    {"read of recycled data", recycledData},
    {"read after free", readFreed},
    {"stale free after freeall", staleAfterFreeAll},
};
#define MISUSES (sizeof misuses / sizeof *misuses)

static void list(void)
{
    for (size_t i = 0; i < MISUSES; i++)
        puts(misuses[i].name);
}

int main(int argc, char **argv)
{
    _Alignas(16) unsigned char bytes[128];
    if (argc == 1) {
        list();
        return 0;
    }
    const unsigned long number = strtoul(argv[1], NULL, 10);
    if (number >= MISUSES)
        return USAGE;
    lendStack(bytes);
    begin();
    misuses[number].run();
    if (write(STDOUT_FILENO, "misused\n", 8) != 8)
        return USAGE;
    goOn();
    return detected ? DETECTED : prevented ? PREVENTED : SILENT;
}
