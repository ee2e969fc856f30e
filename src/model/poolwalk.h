/*
 * poolwalk.h - reads a pool from outside, safely: the only file besides pool.c that knows the
 * fields of a pool. It changes nothing.
 *
 * Rule: classify, then read. A link is followed only once it is known to lie in a block, on a
 * chunk's boundary, in a chunk that is on the free list, and every walk is bounded, whatever was
 * written over the links.
 */
#ifndef MODEL_POOLWALK_H
#define MODEL_POOLWALK_H

#include <stdint.h>

#include "model/freeset.h"
#include "model/guard.h"
#include "model/model.h"
#include "pool.h"
#include "view/event.h"
#include "view/view.h"

/* A pool, and what is known of it besides. */
struct poolwalk {
    const pool *p;
    const struct freeset *freed; /* which chunks are on the free list                       */
    uint64_t blocks;             /* how many blocks hold memory: 0 to `blocks` - 1          */
    uint64_t stride;             /* bytes from the beginning of a block to that of the next */

    /*
     * Of a pool that was misused: how many owners each slot has, 0 beyond `holderCount`; decides
     * what is live, in place of `freed`. NULL for a pool that was not.
     */
    const uint32_t *holders;
    size_t holderCount;

    unsigned guards; /* of guard.h: whether links are encoded */
};

/* The address of the head of the free list, 0 for NULL. */
static inline uint64_t poolwalkHead(const pool *p)
{
    return (uintptr_t)p->freed;
}

/*
 * Inline, like its neighbours, as most who ask want one field, and at each step. Where they are to
 * stay, poolwalkReadFields puts them there at once.
 */
static inline void poolwalkReadFields(const pool *p, struct fields *fields)
{
    fields->chunkSize = p->chunkSize;
    fields->blockSize = p->blockSize;
    fields->used = p->used;
    fields->block = p->block;
    fields->freed = poolwalkHead(p);
    fields->blocksUsed = p->blocksUsed;
    fields->decimal = false;
}

static inline struct fields poolwalkFields(const pool *p)
{
    struct fields fields;
    poolwalkReadFields(p, &fields);
    return fields;
}

/* The address of a block that holds memory. */
static inline uint64_t poolwalkBlock(const pool *p, uint64_t block)
{
    return (uintptr_t)p->blocks[block];
}

/* How many chunks were handed out since the pool was made or emptied: slots 0 to that - 1. */
static inline uint64_t poolwalkBumped(const pool *p)
{
    return p->block < 0 ? 0 : (uint64_t)p->block * p->blockSize + p->used + 1;
}

/* The next allocation, as poolMalloc would serve it now; its address is 0 in a block to be
 * obtained. */
enum path poolwalkNext(const struct poolwalk *walk, struct place *next);

/* Chunks are numbered through all blocks: slot = block * blockSize + chunk. */
uint64_t poolwalkSlot(const pool *p, const struct place *place);
struct place poolwalkPlace(const struct poolwalk *walk, uint64_t slot);

/* How many owners a slot of a misused pool has; 0 on any other. */
uint32_t poolwalkHolders(const struct poolwalk *walk, uint64_t slot);

/* Where `address` lies, and into *place the chunk that it is, or lies in; not what became of it. */
enum lie { LIES_OUTSIDE, LIES_INSIDE, LIES_AT_CHUNK };
enum lie poolwalkLocate(const struct poolwalk *walk, uint64_t address, struct place *place);

/* What `address` is; into *place the chunk that it is, or lies in. Constant time. */
enum claim poolwalkClassify(const struct poolwalk *walk, uint64_t address, struct place *place);

/* The same of a chunk that is known by its slot, which must lie in a block. */
enum claim poolwalkClaim(const struct poolwalk *walk, uint64_t slot);

/* The link in the first bytes of the chunk at `address`, which must be one; decoded, if it must be.
 */
uint64_t poolwalkLink(const struct poolwalk *walk, uint64_t address);

/* The chain from the head. Takes two or three walks along it. */
struct chain poolwalkChain(const struct poolwalk *walk);

/*
 * Are the head, and the link that the next allocation follows, what the free set says? Constant
 * time; on a pool that only its own functions wrote to it is always so.
 */
bool poolwalkHeadIsSound(const struct poolwalk *walk);

#endif
