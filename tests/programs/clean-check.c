/*
 * clean-check.c - audits a pool with freed, fresh and live chunks, some not written to, and one whose
 * head was led astray: reading their links is reported by no tool, and nothing is left readable.
 *
 * AddressSanitizer: nothing
 * Valgrind: nothing
 */
#include "poolcheck.h"
#include "program.h"

int main(void)
{
    pool p;
    void *chunks[10];
    chunks[0] = firstChunk(&p);
    for (int i = 1; i < 10; i++)
        chunks[i] = poolMalloc(&p);
    for (int i = 0; i < 10; i += 2)
        poolFree(&p, chunks[i]);
    must(poolCheck(&p, 5).verdict == POOL_SOUND);
    must(poolCheck(&p, 4).verdict == POOL_LIVE_DIFFERS);

    poolFreed *head = p.freed;
    p.freed = chunks[1]; /* live; its first bytes, of any content, are taken for a link */
    poolAudit audit = poolCheck(&p, POOL_LIVE_ANY);
    must(audit.capacity == 12 && audit.freshCount == 2);
    p.freed = (poolFreed *)(void *)((char *)chunks[9] + CHUNK_BYTES);
    must(poolCheck(&p, 5).verdict == POOL_LINK_FRESH);
    p.freed = head;

    must(poolCheck(&p, 5).verdict == POOL_SOUND);
    for (int i = 0; i < 5; i++)
        chunks[i] = poolMalloc(&p);
    must(poolCheck(&p, 10).verdict == POOL_SOUND);
    poolFreeAll(&p);
    must(poolCheck(&p, 0).verdict == POOL_SOUND);
    poolFreePool(&p);
    must(poolCheck(&p, 0).verdict == POOL_SOUND);
    return 0;
}
