/*
 * codepaths.c - runs one path of the pool for gcov: codepaths BLOCKS CALL ... makes the calls with a
 * source that has BLOCKS blocks, and only the last of them is counted. A CALL is init:SIZE,COUNT,
 * alloc, free:N (of the N-th alloc, from 0), freeall. Driven by codepaths (Python).
 */
#include <pool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void __gcov_reset(void);
void __gcov_dump(void);

#define CHUNKS_MAX 16

static unsigned blocksLeft;

static void *obtain(void *context, size_t bytes, poolPurpose purpose)
{
    (void)context;
    if (purpose == POOL_BLOCK && blocksLeft-- == 0)
        return NULL;
    return malloc(bytes);
}

static void release(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    (void)context, (void)bytes, (void)purpose;
    free(memory);
}

static void call(pool *p, const char *what)
{
    static const poolSource source = {.obtain = obtain, .release = release};
    static void *chunks[CHUNKS_MAX];
    static size_t chunkCount;
    unsigned first = 0, second = 0;
    if (sscanf(what, "init:%u,%u", &first, &second) == 2)
        (void)poolInitializeFrom(p, first, second, &source);
    else if (sscanf(what, "free:%u", &first) == 1)
        poolFree(p, chunks[first]);
    else if (strcmp(what, "freeall") == 0)
        poolFreeAll(p);
    else
        chunks[chunkCount++] = poolMalloc(p);
}

int main(int argc, char **argv)
{
    pool p = {0};
    blocksLeft = (unsigned)strtoul(argv[1], NULL, 10);
    for (int i = 2; i < argc - 1; i++)
        call(&p, argv[i]);
    __gcov_reset();
    call(&p, argv[argc - 1]);
    __gcov_dump();
    return 0; /* what is left is the system's to take */
}
