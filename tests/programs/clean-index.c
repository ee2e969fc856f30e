/*
 * clean-index.c - uses index pools of many shapes as it should, each chunk to its last byte; wrong
 * frees, which are told by their verdict, are no fault of memory.
 *
 * AddressSanitizer: nothing
 * Valgrind: nothing
 */
#include "indexpool.h"
#include "program.h"

#define MANY  300
#define STEPS 4000

static uint32_t seed = 1;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

struct chunks {
    unsigned char *live[MANY];
    uint32_t liveCount;
};

static void take(indexPool *p, struct chunks *chunks)
{
    unsigned char *chunk = indexPoolMalloc(p);
    must(chunk != NULL);
    memset(chunk, (int)(chunks->liveCount & 0xFF), p->chunkSize);
    chunk[p->chunkSize - 1] = 0x77;
    chunks->live[chunks->liveCount++] = chunk;
}

static void giveBack(indexPool *p, struct chunks *chunks)
{
    const uint32_t i = dice(chunks->liveCount);
    unsigned char *chunk = chunks->live[i];
    must(chunk[p->chunkSize - 1] == 0x77);
    for (uint32_t byte = 1; byte + 1 < p->chunkSize; byte++)
        must(chunk[byte] == chunk[0]);
    must(indexPoolFree(p, chunk + 1) == INDEX_POOL_MISALIGNED);
    must(indexPoolFree(p, chunk) == INDEX_POOL_FREED);
    must(indexPoolFree(p, chunk) == INDEX_POOL_DOUBLE);
    chunks->live[i] = chunks->live[--chunks->liveCount];
}

static void work(indexPool *p)
{
    struct chunks chunks = {.liveCount = 0};
    for (int step = 0; step < STEPS; step++) {
        const uint32_t roll = dice(200);
        if (roll == 0) {
            indexPoolFreeAll(p);
            chunks.liveCount = 0;
        } else if (roll < 110 && chunks.liveCount < MANY) {
            take(p, &chunks);
        } else if (chunks.liveCount > 0) {
            giveBack(p, &chunks);
        }
    }
}

int main(void)
{
    static const uint32_t blockSizes[] = {1, 2, 3, 7, 64, 1000};
    for (uint32_t turn = 0; turn < 18; turn++) {
        indexPool p;
        must(indexPoolInitialize(&p, 1 + turn * 5, blockSizes[turn % 6]));
        work(&p);
        indexPoolFreePool(&p);
        must(indexPoolInitialize(&p, 40, 5));
        work(&p);
        indexPoolFreeAll(&p);
        indexPoolFreePool(&p);
    }
    return 0;
}
