#include "model/poolwalk.h"

#include <string.h>

static uint64_t addressOf(const void *pointer)
{
    return (uintptr_t)pointer;
}

/* a / b, by a shift where that will do, as for most sizes; else most offsets fit 32 bits, and a
 * division of these takes half the time or less. */
static uint64_t quotient(uint64_t a, uint64_t b)
{
    if ((b & (b - 1)) == 0)
        return a >> __builtin_ctzll(b);
    return ((a | b) >> 32) == 0 ? (uint32_t)a / (uint32_t)b : a / b;
}

static struct place placeOf(const struct poolwalk *walk, uint64_t block, uint64_t chunk)
{
    uint64_t start = block < walk->blocks ? poolwalkBlock(walk->p, block) : 0;
    return (struct place){.known = true,
                          .block = (uint32_t)block,
                          .chunk = (uint32_t)chunk,
                          .address = start != 0 ? start + chunk * walk->p->chunkSize : 0};
}

enum path poolwalkNext(const struct poolwalk *walk, struct place *next)
{
    const pool *p = walk->p;
    if (p->freed != NULL) {
        (void)poolwalkLocate(walk, addressOf(p->freed), next);
        return PATH_RECYCLE;
    }
    if (p->used + 1 < p->blockSize) {
        *next = placeOf(walk, (uint64_t)p->block, p->used + 1);
        return PATH_BUMP;
    }
    uint64_t block = (uint64_t)((int64_t)p->block + 1);
    *next = placeOf(walk, block, 0);
    if (block < walk->blocks)
        return PATH_KEPT_BLOCK;
    return block < p->blocksUsed ? PATH_NEW_BLOCK : PATH_GROW_TABLE;
}

uint64_t poolwalkSlot(const pool *p, const struct place *place)
{
    return (uint64_t)place->block * p->blockSize + place->chunk;
}

struct place poolwalkPlace(const struct poolwalk *walk, uint64_t slot)
{
    const uint64_t block = quotient(slot, walk->p->blockSize);
    return placeOf(walk, block, slot - block * walk->p->blockSize);
}

uint32_t poolwalkHolders(const struct poolwalk *walk, uint64_t slot)
{
    return walk->holders != NULL && slot < walk->holderCount ? walk->holders[slot] : 0;
}

enum lie poolwalkLocate(const struct poolwalk *walk, uint64_t address, struct place *place)
{
    const pool *p = walk->p;
    const uint64_t base = walk->blocks > 0 ? poolwalkBlock(p, 0) : 0;
    *place = (struct place){.known = false};
    if (walk->blocks == 0 || address < base)
        return LIES_OUTSIDE;
    const uint64_t block = quotient(address - base, walk->stride);
    if (block >= walk->blocks)
        return LIES_OUTSIDE;
    const uint64_t chunk = quotient(address - poolwalkBlock(p, block), p->chunkSize);
    if (chunk >= p->blockSize) /* between two blocks */
        return LIES_OUTSIDE;
    *place = placeOf(walk, block, chunk);
    return address == place->address ? LIES_AT_CHUNK : LIES_INSIDE;
}

enum claim poolwalkClassify(const struct poolwalk *walk, uint64_t address, struct place *place)
{
    const enum lie lie = poolwalkLocate(walk, address, place);
    if (lie != LIES_AT_CHUNK)
        return lie == LIES_OUTSIDE ? CLAIM_FOREIGN : CLAIM_MISALIGNED;
    return poolwalkClaim(walk, poolwalkSlot(walk->p, place));
}

enum claim poolwalkClaim(const struct poolwalk *walk, uint64_t slot)
{
    if (poolwalkHolders(walk, slot) > 0)
        return CLAIM_LIVE;
    if (slot >= poolwalkBumped(walk->p))
        return CLAIM_FRESH;
    if (walk->holders != NULL || freesetHas(walk->freed, (uint32_t)slot))
        return CLAIM_FREED;
    return CLAIM_LIVE;
}

uint64_t poolwalkLink(const struct poolwalk *walk, uint64_t address)
{
    const void *chunk = (const void *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr) */
    poolFreed link;
    memcpy(&link, chunk, sizeof link);
    return guardLink(walk->guards, address, addressOf(link.nextFree));
}

/* What ends a chain at `address`, or CHAIN_NULL and *followed true where it goes on. */
static enum chainEnd verdictAt(const struct poolwalk *walk, uint64_t address, bool *followed)
{
    struct place place;
    *followed = false;
    if (address == 0)
        return CHAIN_NULL;
    const enum claim claim = poolwalkClassify(walk, address, &place);
    *followed = claim == CLAIM_FREED;
    return claimChainEnd(claim);
}

/* Where a chain enters its ring of `ring` chunks; *length is how many different chunks it has. */
static uint64_t ringEntry(const struct poolwalk *walk, uint64_t head, uint64_t ring,
                          uint64_t *length)
{
    uint64_t ahead = head, behind = head;
    *length = ring;
    for (uint64_t i = 0; i < ring; i++)
        ahead = poolwalkLink(walk, ahead);
    for (; ahead != behind; (*length)++) {
        ahead = poolwalkLink(walk, ahead);
        behind = poolwalkLink(walk, behind);
    }
    return behind;
}

/* A ring is found with two pointers and no memory: Brent, BIT Numerical Mathematics 20 (2), 1980.
 */
struct chain poolwalkChain(const struct poolwalk *walk)
{
    const uint64_t head = addressOf(walk->p->freed);
    uint64_t at = head, waiting = 0, ring = 0, turn = 1;
    struct chain chain = {0};
    bool followed;
    while (chain.end = verdictAt(walk, at, &followed), followed) {
        if (at == waiting) {
            at = ringEntry(walk, head, ring, &chain.length);
            chain.end = CHAIN_CYCLE;
            break;
        }
        if (ring == turn || waiting == 0) { /* the one that waits moves up, ever more rarely */
            turn = waiting == 0 ? 1 : turn * 2;
            waiting = at;
            ring = 0;
        }
        at = poolwalkLink(walk, at);
        ring++;
        chain.length++;
    }
    chain.endAddress = at;
    return chain;
}

bool poolwalkHeadIsSound(const struct poolwalk *walk)
{
    const struct freeset *freed = walk->freed;
    const uint64_t head = addressOf(walk->p->freed);
    if (freed->count == 0)
        return head == 0;
    if (head != poolwalkPlace(walk, freesetAt(freed, 1)).address)
        return false;
    uint64_t second = freed->count == 1 ? 0 : poolwalkPlace(walk, freesetAt(freed, 2)).address;
    return poolwalkLink(walk, head) == second;
}
