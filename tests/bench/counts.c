/*
 * counts.c - so many rounds of 100 allocations and their frees, last in, first out, for tests/bench/check,
 * which has their instructions counted. usage: counts pool|index ROUNDS
 */
#include <stdlib.h>
#include <string.h>

#include "indexpool.h"
#include "pool.h"

#define LIVE 100

static void poolRound(pool *p, void **chunks)
{
    for (int i = 0; i < LIVE; i++)
        chunks[i] = poolMalloc(p);
    for (int i = LIVE; i-- > 0;)
        poolFree(p, chunks[i]);
}

static void indexRound(indexPool *p, void **chunks)
{
    for (int i = 0; i < LIVE; i++)
        chunks[i] = indexPoolMalloc(p);
    for (int i = LIVE; i-- > 0;)
        if (indexPoolFree(p, chunks[i]) != INDEX_POOL_FREED)
            abort();
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    static void *chunks[LIVE];
    pool p;
    indexPool q;
    if (!poolInitialize(&p, 64, 1024) || !indexPoolInitialize(&q, 64, 1024))
        return 1;
    for (long rounds = atol(argv[2]); rounds > 0; rounds--)
        if (strcmp(argv[1], "pool") == 0)
            poolRound(&p, chunks);
        else
            indexRound(&q, chunks);
    poolFreePool(&p);
    indexPoolFreePool(&q);
    return 0;
}
