#include "model/indexrewind.h"

static uint32_t numberOf(const indexPool *p, uint32_t slot)
{
    return (slot / p->blockSize << p->chunkBits) + slot % p->blockSize;
}

void indexRewind(indexPool *p, uint32_t bumped, const uint32_t *slots, uint32_t freeCount)
{
    uint32_t count = (uint32_t)(p->top - p->stack);
    while (count > freeCount) /* frees are taken back */
        p->live[p->stack[--count]] = true;
    for (; count < freeCount; count++) { /* or allocations, or an end of all chunks */
        p->stack[count] = numberOf(p, slots[count]);
        p->live[p->stack[count]] = false;
    }
    p->top = p->stack + freeCount;
    p->next = p->end = 0;
    if (bumped > 0) {
        p->next = numberOf(p, bumped - 1) + 1;
        p->end = numberOf(p, (bumped - 1) / p->blockSize * p->blockSize) + p->blockSize;
    }
}
