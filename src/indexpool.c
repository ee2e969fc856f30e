/*
 * indexpool.c - the pool of indexpool.h: what is beside the blocks, and the long paths.
 *
 * All that is beside the blocks is one piece of memory: the blocks' addresses, the directory, the
 * stack, and which chunks are live. It is replaced by a larger one when a block is obtained for
 * which it has no room. Memory is obtained before anything is changed.
 */
#define INDEXPOOL_PRIVATE
#define POOL_PRIVATE
#include "indexpool.h"

#include <stdlib.h>
#include <string.h>

#define BLOCKS_MAX (UINT32_C(1) << 30)

/* The arrays beside `capacity` blocks, in one piece of `bytes` bytes that begins at `blocks`. */
struct beside {
    uint64_t bytes;
    uint32_t capacity, buckets;
    uint8_t **blocks;
    indexPoolPlace *directory;
    uint32_t *stack;
    bool *live;
};

/* The directory of a pool without memory: there is no block. */
static const indexPoolPlace nowhere[2];

static void release(const poolSource *source, void *memory, size_t bytes, poolPurpose purpose)
{
    poolNoteMemory(memory, bytes);
    if (source != NULL)
        source->release(source->context, memory, bytes, purpose);
    else
        free(memory);
}

static void *obtain(const poolSource *source, uint64_t bytes, poolPurpose purpose)
{
    if (bytes > PTRDIFF_MAX)
        return NULL;
    const size_t size = (size_t)bytes;
    void *memory = source != NULL ? source->obtain(source->context, size, purpose) : malloc(size);
    if (memory != NULL && (uintptr_t)memory % _Alignof(max_align_t) != 0) {
        release(source, memory, size, purpose);
        return NULL;
    }
    return memory;
}

/*@ requires \valid_read(p);
    assigns \nothing;
    ensures \result == p->chunkSize;
*/
/* From one chunk to the next. */
static uint32_t stride(const indexPool *p)
{
    return p->chunkSize + INDEX_POOL_GAP;
}

/*@ requires \valid_read(p);
    assigns \nothing;
    ensures \result == p->chunkSize * p->blockSize;
*/
static uint64_t blockBytes(const indexPool *p)
{
    return (uint64_t)stride(p) * p->blockSize;
}

/* --- the directory ---------------------------------------------------------------------------- */

static uint32_t blocksMax(const indexPool *p)
{
    const uint32_t most = UINT32_MAX >> p->chunkBits; /* one less, so that `end` is a number too */
    return most < BLOCKS_MAX ? most : BLOCKS_MAX;
}

/*@ requires \valid_read(p);
    assigns \nothing;
    ensures \result <= 2 * p->bucketMask;
*/
/* Where the places of a granule begin. */
static uint64_t bucketOf(const indexPool *p, uint64_t granule)
{
    return 2 * (granule & p->bucketMask);
}

/*@ requires \valid_read(p) && at <= 2 * p->bucketMask + 1;
    assigns \nothing;
    ensures \result <= 2 * p->bucketMask + 1;
*/
/* One place on, from the last one to the first. */
static uint64_t placeAfter(const indexPool *p, uint64_t at)
{
    return at + 1 < 2 * ((uint64_t)p->bucketMask + 1) ? at + 1 : 0;
}

/*
 * Block `block` is entered under each granule that it lies in, three at most: in the granule's
 * bucket, or in the next place that is empty. There is one, as there are four places a block.
 */
static void enterBlock(const indexPool *p, uint32_t block)
{
    const uintptr_t address = (uintptr_t)p->blocks[block];
    const uint64_t last = ((uint64_t)address + blockBytes(p) - 1) >> p->granuleBits;
    for (uint64_t granule = address >> p->granuleBits; granule <= last; granule++) {
        uint64_t at = bucketOf(p, granule);
        while (p->directory[at].chunks > 0)
            at = placeAfter(p, at);
        p->directory[at] = (indexPoolPlace){address, block << p->chunkBits, p->blockSize};
    }
}

/*@ predicate isWithin(integer distance, integer bytes, integer chunks) =
      0 <= distance < bytes * chunks;
    lemma divided: \forall integer distance, bytes, chunks;
      isWithin(distance, bytes, chunks) && 0 < bytes ==>
      distance / bytes < chunks &&
      (distance % bytes == 0 ==> isProduct(distance, distance / bytes, bytes));
*/
/*@ requires \valid_read(p) && p->granuleBits < 64;
    requires \valid_read(p->directory + (0 .. 2 * p->bucketMask + 1));
    assigns \nothing;
    ensures \result == \null ||
      (\exists integer i; 0 <= i <= 2 * p->bucketMask + 1 && \result == p->directory + i);
    ensures \result != \null ==> \result->chunks > 0 &&
      isWithin((uint64_t)(address - \result->address), p->chunkSize, p->blockSize);
*/
/* The place of the block that an address lies in, or NULL. */
static const indexPoolPlace *findBlock(const indexPool *p, uintptr_t address)
{
    if (p->blocks == NULL)
        return NULL;
    uint64_t at = bucketOf(p, address >> p->granuleBits);
    /*@ loop invariant at <= 2 * p->bucketMask + 1;
        loop assigns at;
    */
    for (; p->directory[at].chunks > 0; at = placeAfter(p, at))
        if (address - p->directory[at].address < blockBytes(p))
            return &p->directory[at];
    return NULL;
}

/* --- what is beside the blocks ---------------------------------------------------------------- */

/* Lays out what is beside `capacity` blocks; no memory yet. */
static struct beside besideFor(const indexPool *p, uint32_t capacity)
{
    struct beside b = {.capacity = capacity, .buckets = 2};
    while (b.buckets < 2 * (uint64_t)capacity)
        b.buckets *= 2;
    b.bytes = capacity * (uint64_t)sizeof *b.blocks +
              2 * (uint64_t)b.buckets * sizeof *b.directory +
              (uint64_t)capacity * p->blockSize * sizeof *b.stack +
              ((uint64_t)capacity << p->chunkBits) * sizeof *b.live;
    return b;
}

static bool besideObtain(const indexPool *p, struct beside *b)
{
    b->blocks = obtain(p->source, b->bytes, POOL_TABLE);
    if (b->blocks == NULL)
        return false;
    b->directory = (indexPoolPlace *)(void *)(b->blocks + b->capacity);
    b->stack = (uint32_t *)(void *)(b->directory + 2 * (size_t)b->buckets);
    b->live = (bool *)(b->stack + (size_t)b->capacity * p->blockSize);
    return true;
}

/* It takes the place of what the pool has. */
static void besideReplace(indexPool *p, const struct beside *b)
{
    const size_t numbers = (size_t)b->capacity << p->chunkBits;
    const size_t known = (size_t)p->blockCount << p->chunkBits;
    const size_t free = (size_t)(p->top - p->stack);
    if (p->blocks != NULL) {
        memcpy(b->blocks, p->blocks, p->blockCount * sizeof *b->blocks);
        memcpy(b->live, p->live, known * sizeof *b->live);
        memcpy(b->stack, p->stack, free * sizeof *b->stack);
        release(p->source, p->blocks, (size_t)besideFor(p, p->capacity).bytes, POOL_TABLE);
    }
    memset(b->live + known, 0, (numbers - known) * sizeof *b->live);
    p->capacity = b->capacity;
    p->blocks = b->blocks;
    p->stack = b->stack;
    p->top = b->stack + free;
    p->live = b->live;
    p->directory = b->directory;
    p->bucketMask = b->buckets - 1;
    for (size_t i = 0; i < 2 * (size_t)b->buckets; i++)
        p->directory[i] = nowhere[0];
    for (uint32_t block = 0; block < p->blockCount; block++)
        enterBlock(p, block);
}

/* --- a pool's life ---------------------------------------------------------------------------- */

/* What finds chunks of these sizes. */
static void setFinder(indexPool *p)
{
    uint64_t odd = stride(p);
    for (p->twos = 0; odd % 2 == 0; odd /= 2)
        p->twos++;
    p->inverse = odd; /* right in its lowest 3 bits: twice as many each time (Newton) */
    for (int bits = 3; bits < 64; bits *= 2)
        p->inverse *= 2 - odd * p->inverse;
    for (p->granuleBits = 0; UINT64_C(2) << p->granuleBits <= blockBytes(p);)
        p->granuleBits++;
    for (p->chunkBits = 0; UINT64_C(1) << p->chunkBits < p->blockSize;)
        p->chunkBits++;
}

bool indexPoolInitialize(indexPool *p, uint32_t chunkSize, uint32_t blockSize)
{
    return indexPoolInitializeFrom(p, chunkSize, blockSize, NULL);
}

bool indexPoolInitializeFrom(indexPool *p, uint32_t chunkSize, uint32_t blockSize,
                             const poolSource *source)
{
    const uint64_t alignment = _Alignof(poolFreed);
    uint64_t bytes = chunkSize < sizeof(poolFreed) ? sizeof(poolFreed) : chunkSize;
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (bytes > UINT32_MAX - INDEX_POOL_GAP || blockSize == 0 || blockSize > UINT32_C(1) << 31 ||
        bytes + INDEX_POOL_GAP > (uint64_t)PTRDIFF_MAX / blockSize)
        return false;

    indexPool made = {.chunkSize = (uint32_t)bytes, .blockSize = blockSize, .source = source};
    setFinder(&made);
    struct beside beside = besideFor(&made, POOL_BLOCKS_INITIAL);
    if (!besideObtain(&made, &beside))
        return false;
    besideReplace(&made, &beside);
    *p = made;
    return true;
}

void indexPoolFreePool(indexPool *p)
{
    for (uint32_t block = 0; block < p->blockCount; block++)
        release(p->source, p->blocks[block], (size_t)blockBytes(p), POOL_BLOCK);
    if (p->blocks != NULL)
        release(p->source, p->blocks, (size_t)besideFor(p, p->capacity).bytes, POOL_TABLE);
    p->blocks = NULL;
    p->stack = p->top = NULL;
    p->live = NULL;
    p->directory = (indexPoolPlace *)nowhere; /* nothing is written there without a block */
    p->near = nowhere[0];
    p->blockCount = p->capacity = p->bucketMask = 0;
    indexPoolFreeAll(p);
}

/*@ requires sound(p);
    assigns p->top, p->next, p->end, handed, freeCount;
    ensures sound(p);
    ensures \forall integer n; !isHanded(p, n);
*/
void indexPoolFreeAll(indexPool *p)
{
#ifdef POOL_ANNOTATED
    for (uint32_t block = 0; block < p->blockCount; block++)
        poolNoteUnused(p->blocks[block], (size_t)blockBytes(p));
#endif
    p->top = p->stack;
    p->next = p->end = 0;
    //@ ghost handed = freeCount = 0;
}

/* Room for more blocks, twice as many as there was where that is enough. */
static bool besideObtainMore(const indexPool *p, struct beside *b, uint32_t blocks)
{
    if (p->blocks == NULL || blocks > blocksMax(p))
        return false;
    const uint32_t doubled = p->capacity <= blocksMax(p) / 2 ? p->capacity * 2 : blocksMax(p);
    *b = besideFor(p, blocks < doubled ? doubled : blocks);
    return besideObtain(p, b);
}

bool indexPoolReserve(indexPool *p, uint32_t blocks)
{
    struct beside beside;
    if (blocks <= p->capacity)
        return true;
    if (!besideObtainMore(p, &beside, blocks))
        return false;
    besideReplace(p, &beside);
    return true;
}

/* --- the long paths --------------------------------------------------------------------------- */

/* Obtains one more block, and what is beside it; false, with nothing changed, without memory. */
static bool addBlock(indexPool *p)
{
    struct beside beside;
    const bool grows = p->blockCount == p->capacity;
    if (p->blocks == NULL || (grows && !besideObtainMore(p, &beside, p->blockCount + 1)))
        return false;
    uint8_t *block = obtain(p->source, blockBytes(p), POOL_BLOCK);
    if (block == NULL) {
        if (grows)
            release(p->source, beside.blocks, (size_t)beside.bytes, POOL_TABLE);
        return false;
    }
    if (grows)
        besideReplace(p, &beside);
    p->blocks[p->blockCount] = block;
    enterBlock(p, p->blockCount++);
    return true;
}

void *indexPoolMallocNextBlock(indexPool *p)
{
    const uint32_t block = p->end == 0 ? 0 : ((p->end - 1) >> p->chunkBits) + 1;
    if (block == p->blockCount && !addBlock(p)) /* or was it kept by indexPoolFreeAll? */
        return NULL;
    const uint32_t first = block << p->chunkBits;
    p->next = first + 1;
    p->end = first + p->blockSize;
    p->live[first] = true;
    poolNoteUnused(p->blocks[block], (size_t)blockBytes(p));
    indexPoolNoteLive(p, p->blocks[block]);
    return p->blocks[block];
}

/*@ requires sound(p) && isFinder(p) && places(p);
    assigns p->top, p->stack[0 .. stackRoom - 1], p->live[0 .. numbers - 1],
            order[0 .. 4294967295], where[0 .. 4294967295], freeCount, given;
    ensures sound(p);
    ensures isFinder(p);
    ensures places(p);
    ensures isTold(p, (uintptr_t)ptr, \result);
    ensures isGiven{Pre, Post}(p, (uintptr_t)ptr, \result);
    ensures areKept{Pre, Post}(p, (uintptr_t)ptr, \result);
*/
/* All that is not right at once: what is wrong; or the place is in no bucket of its own. */
indexPoolVerdict indexPoolFreeLong(indexPool *p, void *ptr)
{
    if (ptr == NULL)
        return INDEX_POOL_FREED;
    const uintptr_t address = (uintptr_t)ptr;
    const indexPoolPlace *place = findBlock(p, address);
    if (place == NULL)
        return INDEX_POOL_FOREIGN;
    const uint64_t distance = address - place->address;
    if (distance % stride(p) != 0)
        return INDEX_POOL_MISALIGNED;
    const uint32_t number = place->first + (uint32_t)(distance / stride(p));
    //@ assert isPlace(p, place->address, place->first, place->chunks);
    //@ assert isProduct(distance, distance / p->chunkSize, p->chunkSize);
    //@ assert number == place->first + distance / p->chunkSize < place->first + place->chunks;
    //@ assert isAt(addressOf[number], place->address, distance / p->chunkSize, p->chunkSize);
    //@ assert isAway(distance, address, place->address, timesAround(address - place->address));
    //@ assert addressOf[number] == address;
    //@ assert isNumber(p, number);
    //@ ghost given = number;
    if (number >= p->next)
        return INDEX_POOL_FRESH;
    if (!indexPoolGive(p, number))
        return INDEX_POOL_DOUBLE;
    indexPoolNoteFree(p, ptr);
    return INDEX_POOL_FREED;
}

const char *indexPoolVerdictText(indexPoolVerdict verdict)
{
    static const char *const texts[] = {
        [INDEX_POOL_FREED] = "given back",
        [INDEX_POOL_FOREIGN] = "no chunk of this pool",
        [INDEX_POOL_MISALIGNED] = "inside a chunk, not at its beginning",
        [INDEX_POOL_FRESH] = "a chunk that was not handed out",
        [INDEX_POOL_DOUBLE] = "a chunk that was given back already",
    };
    return (unsigned)verdict < sizeof texts / sizeof *texts ? texts[verdict] : "no verdict";
}

#ifndef POOL_CALLED

/* The instances of the calls in indexpool.h. */
extern inline uint32_t indexPoolTake(indexPool *p);
extern inline bool indexPoolGive(indexPool *p, uint32_t number);
extern inline void *indexPoolMalloc(indexPool *p);
extern inline uint64_t indexPoolTurn(uint64_t word, uint32_t twos);
extern inline uint64_t indexPoolQuotient(const indexPool *p, uint64_t distance);
extern inline indexPoolVerdict indexPoolFreeNumber(indexPool *p, void *ptr, uint32_t number);
extern inline indexPoolVerdict indexPoolFree(indexPool *p, void *ptr);

#endif
