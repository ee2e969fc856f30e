/*
 * indexpool.h - a pool like that of pool.h, whose free list is not threaded through the freed
 * chunks but kept beside the blocks, as a stack of their numbers. So it never touches a chunk, and
 * checks each pointer that it is given back.
 *
 * To use it in a program, copy pool.h, indexpool.h and indexpool.c; it needs libc only. Words,
 * sizes and sources of memory are those of pool.h, and so is the order in which chunks are handed
 * out: the one freed last first; without any, the next fresh one.
 *
 * What it is for: a list through the chunks is as fast as can be while they are in the cache. Where
 * a million chunks were freed in any order, each poolMalloc waits for a link in memory that nothing
 * has read for long. Here the next chunks are known without looking at them.
 *
 * What it costs, beside the blocks: 5 bytes a chunk (4 for its number on the stack, and 1 that says
 * whether it is live; up to 6 where blockSize is no power of two), and about 80 bytes a block; all
 * of that up to twice, as it doubles when it is full. So let a block have a hundred chunks or more.
 *
 * A chunk's number has 32 bits: the low ones, as many as count to blockSize - 1, say which chunk of
 * its block it is, the others which block.
 *
 * What always holds, between calls
 *   of the numbers below `next` that stand for chunks, `live` says which are live; the others are
 *   on the stack, each of them once; those from `next` on are fresh, whatever `live` says of them
 *   next == end where the current block has no fresh chunk left, or there is none yet
 *   a failed call has changed nothing
 *
 * An index pool is not safe to share between threads.
 *
 * Where it is compiled for AddressSanitizer, or with -DPOOL_VALGRIND, its chunks are annotated, as
 * pool.h says of those of a pool, and more is done. There are INDEX_POOL_GAP bytes after each chunk
 * that nobody may touch: so a program that runs past either end is reported, beside a live chunk
 * too. And a chunk comes without what its last holder left there: to Valgrind its bytes are
 * undefined, for AddressSanitizer they are filled. A wrong free is told by its verdict as ever.
 */
#ifndef INDEXPOOL_H
#define INDEXPOOL_H

#include "pool.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What indexPoolFree makes of a pointer. */
typedef enum indexPoolVerdict {
    INDEX_POOL_FREED,      /* it was live, and is free now; or it was NULL     */
    INDEX_POOL_FOREIGN,    /* it leads to no block of this pool                */
    INDEX_POOL_MISALIGNED, /* it leads into a chunk, not to its beginning      */
    INDEX_POOL_FRESH,      /* it leads to a chunk that was not handed out, or
                              not since the last indexPoolFreeAll              */
    INDEX_POOL_DOUBLE      /* it leads to a chunk that was given back already  */
} indexPoolVerdict;

/* Where a block is, and the numbers of its chunks; or no block, of no chunks. */
typedef struct indexPoolPlace {
    uintptr_t address;
    uint32_t first;
    uint32_t chunks;
} indexPoolPlace;

/* The fields are the pool's own; a program may read the first five. */
typedef struct indexPool {
    uint32_t chunkSize;  /* bytes in a chunk, as rounded up                               */
    uint32_t blockSize;  /* chunks in a block                                             */
    uint32_t next;       /* number of the next fresh chunk of the current block           */
    uint32_t end;        /* number behind the current block's last chunk                  */
    uint32_t blockCount; /* blocks that hold memory                                       */
    uint32_t chunkBits;  /* low bits of a number: the chunk in its block                  */
    uint32_t capacity;   /* blocks that there is room for beside the blocks               */
    uint8_t **blocks;    /* their addresses                                               */
    uint32_t *stack;     /* numbers of free chunks, the last freed one last               */
    uint32_t *top;       /* behind the last one: top - stack chunks are free              */
    bool *live;          /* of each number: is its chunk live?                            */

    /* To find a chunk by its address: see indexPoolFree. */
    uint64_t inverse;          /* of chunkSize without its factors of two, modulo 2^64   */
    uint32_t twos;             /* how many these are                                     */
    uint32_t granuleBits;      /* a granule has 2^granuleBits bytes, at most a block's   */
    uint32_t bucketMask;       /* buckets of the directory, less 1                       */
    indexPoolPlace *directory; /* two places a bucket                                    */
    indexPoolPlace near;       /* a copy of the place in which a chunk was found last    */
    const poolSource *source;  /* where memory comes from, NULL for malloc and free      */
} indexPool;

/*
 * Makes *p an empty pool, as poolInitialize and poolInitializeFrom do. Returns false, with *p as it
 * was, where they do, or where blockSize is over 2^31. Obtains what is beside one block, as
 * POOL_TABLE, but no block.
 */
bool indexPoolInitialize(indexPool *p, uint32_t chunkSize, uint32_t blockSize);
bool indexPoolInitializeFrom(indexPool *p, uint32_t chunkSize, uint32_t blockSize,
                             const poolSource *source);

/*
 * Obtains what is beside `blocks` blocks, so that up to there only a block itself can be wanting.
 * Returns false, with nothing changed, where it can't be had, or where there can't be so many.
 */
bool indexPoolReserve(indexPool *p, uint32_t blocks);

/*
 * Returns all memory of the pool, and with it all its chunks. It hands out nothing until it is
 * initialized again. Doing it twice, or to a pool of zeros, does nothing.
 */
void indexPoolFreePool(indexPool *p);

/*
 * Returns a chunk of chunkSize bytes, of any content, aligned as those of poolMalloc.
 *
 * Returns NULL, with the pool as it was, where a new block is needed and it, or what is beside it,
 * can't be had, or where numbers end: with chunks of 2^32 numbers.
 */
POOL_INLINE void *indexPoolMalloc(indexPool *p);

/*
 * Gives back `ptr`, a live chunk of this pool; NULL does nothing. Whatever else it is given, it
 * says what that is, and changes nothing. Not for a pool of zeros, before it was initialized or
 * released. The chunk's bytes stay as they are. Takes constant time; to find out what is wrong
 * takes longer, up to a look at each block.
 */
POOL_INLINE indexPoolVerdict indexPoolFree(indexPool *p, void *ptr);

/*
 * Forgets all chunks at once, in constant time: each one that was handed out is fresh again.
 * Blocks are kept, and are handed out again from block 0. Can't fail.
 */
void indexPoolFreeAll(indexPool *p);

/* The verdict in words, as for a message: "no chunk of this pool". Never NULL. */
const char *indexPoolVerdictText(indexPoolVerdict verdict);

#ifndef POOL_ANNOTATED
/* The long paths, for the calls above alone. Annotated, there are none: as poolMallocNextBlock. */
void *indexPoolMallocNextBlock(indexPool *p);
indexPoolVerdict indexPoolFreeLong(indexPool *p, void *ptr);
#endif

#if !defined POOL_CALLED || defined INDEXPOOL_PRIVATE

#ifndef POOL_ANNOTATED

#define INDEX_POOL_GAP              0
#define indexPoolNoteLive(p, chunk) ((void)0)
#define indexPoolNoteFree(p, chunk) ((void)0)

#else /* in indexpool.c alone: what the tools are told, by the words of pool.h */

#define INDEX_POOL_GAP  16
#define INDEX_POOL_FILL 0x5a
static void *indexPoolMallocNextBlock(indexPool *p);
static indexPoolVerdict indexPoolFreeLong(indexPool *p, void *ptr);

static inline void indexPoolNoteLive(const indexPool *p, void *chunk)
{
    poolNoteMemory(chunk, p->chunkSize);
#ifdef POOL_ASAN
    memset(chunk, INDEX_POOL_FILL, p->chunkSize);
#endif
}

static inline void indexPoolNoteFree(const indexPool *p, void *chunk)
{
    poolNoteUnused(chunk, p->chunkSize);
}

#endif

/*
 * Numbers alone: what a pool is beside its chunks. Comments that begin with @ say what always holds
 * of it, and what the calls below do, in ACSL; `make prove` proves that they do.
 *
 * For that, a ghost, of which there is nothing in a program, keeps the numbers that were handed out
 * in an order: those of free chunks first, as they are on the stack, then those of live ones. Each
 * number knows where it is. So none is there twice, none is missing, and none is free and live.
 *
 *     order    | 3 1 | 0 2 4 |         where[3] == 0, where[1] == 1, where[0] == 2 ...
 *                     ^       ^
 *             freeCount       handed
 */
/*@ ghost
    uint32_t order[4294967296];  // the numbers that were handed out: free ones, then live ones
    uint32_t where[4294967296];  // of each of these: its index in `order`
    uint32_t handed, freeCount;  // how many were handed out, how many of them are free
    uint32_t stackRoom, numbers; // elements of `stack`, of `live`
    uint64_t addressOf[4294967296]; // of each number: where its chunk is
*/
/*@ // the arrays are there, and apart from one another
    predicate room(indexPool *p) =
      \valid(p) && \valid(p->stack + (0 .. stackRoom - 1)) &&
      \valid(p->live + (0 .. numbers - 1)) &&
      \separated(p, p->stack + (0 .. stackRoom - 1), p->live + (0 .. numbers - 1));

    // there is room on the stack for all chunks up to the end of the current block
    predicate fits(indexPool *p) =
      p->top == p->stack + freeCount && freeCount <= handed &&
      p->next <= p->end <= numbers && handed + (p->end - p->next) <= stackRoom;

    // no number is in `order` twice
    predicate placed(indexPool *p) = \forall integer i; 0 <= i < handed ==>
      order[i] < p->next && where[order[i]] == i;

    // does a number stand for a chunk? Its low bits say which one of its block
    predicate isNumber(indexPool *p, integer n) = n % (1 << p->chunkBits) < p->blockSize;

    // none of those below `next` is missing
    predicate complete(indexPool *p) = \forall integer n; 0 <= n < p->next && isNumber(p, n) ==>
      where[n] < handed && order[where[n]] == n;

    // the stack has the free ones, in this order
    predicate stacked(indexPool *p) = \forall integer i; 0 <= i < freeCount ==>
      p->stack[i] == order[i];

    // `live` tells them from the live ones
    predicate resting(indexPool *p) = \forall integer i; 0 <= i < freeCount ==>
      p->live[order[i]] == 0;
    predicate living(indexPool *p) = \forall integer i; freeCount <= i < handed ==>
      p->live[order[i]] == 1;

    predicate sound(indexPool *p) =
      room(p) && fits(p) && placed(p) && complete(p) && stacked(p) && resting(p) && living(p);

    predicate isHanded(indexPool *p, integer n) =
      0 <= n < p->next && where[n] < handed && order[where[n]] == n;
    predicate isLive(indexPool *p, integer n) = isHanded(p, n) && where[n] >= freeCount;

    predicate isAt(integer chunk, integer block, integer index, integer bytes) =
      chunk == block + index * bytes;
    // a place is of no chunks, or a block: what is known of the addresses of its chunks
    predicate isPlace(indexPool *p, integer address, integer first, integer chunks) =
      chunks == 0 ||
      address > 0 && chunks == p->blockSize && first + chunks <= UINT32_MAX &&
      (\forall integer n; first <= n < first + chunks ==>
         isNumber(p, n) && isAt(addressOf[n], address, n - first, p->chunkSize));

    predicate places(indexPool *p) =
      \valid_read(p->directory + (0 .. 2 * p->bucketMask + 1)) &&
      \separated(p, p->directory + (0 .. 2 * p->bucketMask + 1),
                 p->stack + (0 .. stackRoom - 1), p->live + (0 .. numbers - 1)) &&
      isPlace(p, p->near.address, p->near.first, p->near.chunks) &&
      \forall integer i; 0 <= i <= 2 * p->bucketMask + 1 ==>
        isPlace(p, p->directory[i].address, p->directory[i].first, p->directory[i].chunks);
*/

/*@ requires sound(p);
    requires freeCount > 0 || p->next < p->end;
    assigns p->top, p->next, p->live[0 .. numbers - 1], order[0 .. 4294967295],
            where[0 .. 4294967295], handed, freeCount;
    ensures room(p) && fits(p); // it is sound again
    ensures placed(p);
    ensures complete(p);
    ensures stacked(p);
    ensures resting(p);
    ensures living(p);
    ensures isLive(p, \result);
    ensures \let number = \result; !\old(isLive(p, number));
    ensures \forall integer n; n != \result ==> (isLive(p, n) <==> \old(isLive(p, n)));
    behavior recycle: // the one freed last comes first
      assumes freeCount > 0;
      ensures \result == \old(p->stack[freeCount - 1]);
      ensures freeCount == \old(freeCount) - 1 && p->next == \old(p->next);
    behavior bump: // without any, the next fresh one
      assumes freeCount == 0;
      ensures \result == \old(p->next);
      ensures freeCount == 0 && p->next == \old(p->next) + 1;
*/
/* The number of a chunk that is live from now on, where there is a free or a fresh one. */
POOL_INLINE uint32_t indexPoolTake(indexPool *p);
POOL_INLINE uint32_t indexPoolTake(indexPool *p)
{
    uint32_t number;
    if (p->top != p->stack) { /* recycle: the top leaves the stack */
        number = *--p->top;
        //@ assert number == order[freeCount - 1];
        //@ ghost freeCount--;
    } else { /* bump */
        number = p->next++;
        //@ ghost order[handed] = number;
        //@ ghost where[number] = handed++;
    }
    p->live[number] = true;
    return number;
}

/*@ requires sound(p);
    requires number < p->next && isNumber(p, number);
    assigns p->top, p->stack[0 .. stackRoom - 1], p->live[0 .. numbers - 1],
            order[0 .. 4294967295], where[0 .. 4294967295], freeCount;
    ensures room(p) && fits(p); // it is sound again
    ensures placed(p);
    ensures complete(p);
    ensures stacked(p);
    ensures resting(p);
    ensures living(p);
    ensures \result == 1 <==> \old(isLive(p, number));
    ensures !isLive(p, number);
    ensures \forall integer n; n != number ==> (isLive(p, n) <==> \old(isLive(p, n)));
    ensures \forall integer i; 0 <= i < \old(freeCount) ==> p->stack[i] == \old(p->stack[i]);
    ensures \result == 0 ==> freeCount == \old(freeCount);
    ensures \result == 1 ==> freeCount == \old(freeCount) + 1 && p->stack[freeCount - 1] == number;
    ensures \old(places(p)) ==> places(p); // what is known of addresses is left alone
*/
/* Its chunk is free from now on; false, with nothing changed, where it is free already. */
POOL_INLINE bool indexPoolGive(indexPool *p, uint32_t number);
POOL_INLINE bool indexPoolGive(indexPool *p, uint32_t number)
{
    if (!p->live[number])
        return false;
    //@ assert where[number] >= freeCount && where[order[freeCount]] == freeCount;
    p->live[number] = false;
    //@ ghost uint32_t other = order[freeCount], from = where[number];
    //@ ghost order[from] = other;
    //@ ghost where[other] = from;
    //@ ghost order[freeCount] = number;
    //@ ghost where[number] = freeCount++;
    *p->top++ = number;
    return true;
}

POOL_INLINE void *indexPoolMalloc(indexPool *p)
{
    if (p->top == p->stack && p->next == p->end)
        return indexPoolMallocNextBlock(p);
    const uint32_t number = indexPoolTake(p);
    const uint32_t block = number >> p->chunkBits;
    const uint32_t chunk = number - (block << p->chunkBits);
    void *const bytes = p->blocks[block] + (size_t)chunk * (p->chunkSize + INDEX_POOL_GAP);
    indexPoolNoteLive(p, bytes);
    return bytes;
}

/*@ ghost
    uint64_t oddPart;               // of the chunk size: it without its factors of two
    uint64_t wraps;                 // by how many times 2^64 oddPart * inverse is over 1
    uint32_t given;                 // the number that was last found by its address
*/
/*@ predicate isProduct(integer product, integer a, integer b) = product == a * b;
    predicate isInverse(integer odd, integer inverse, integer wraps) =
      odd * inverse == 1 + 18446744073709551616 * wraps;
    predicate isReduced(integer d, integer inverse, integer low, integer high) =
      d * inverse == low + 18446744073709551616 * high;

    predicate isFinder(indexPool *p) =
      p->twos < 32 && p->granuleBits < 64 && p->chunkSize > 0 &&
      isProduct(p->chunkSize, oddPart, 1 << p->twos) && isInverse(oddPart, p->inverse, wraps);

    predicate isAway(integer distance, integer to, integer from, integer around) =
      to - from == distance + 18446744073709551616 * around;

    // the product by an inverse undoes that by the odd part, but for a multiple of 2^64; lemmas
    // that are admitted are decided by z3 alone, in tests/prove/words.smt2
    admit lemma undone: \forall integer d, odd, inverse, wraps, high, low;
      isInverse(odd, inverse, wraps) && isReduced(d, inverse, low, high) ==>
      d - odd * low == 18446744073709551616 * (odd * high - d * wraps);
    lemma onlyOne: \forall integer x, k;
      -18446744073709551616 < x < 18446744073709551616 && x == 18446744073709551616 * k ==>
      x == 0;
    admit lemma regrouped: \forall integer chunkSize, odd, power, low, q;
      isProduct(chunkSize, odd, power) && isProduct(low, q, power) ==> odd * low == q * chunkSize;
    lemma bounded: \forall integer a, b; 0 <= a < 4294967296 && 0 <= b < 4294967296 ==>
      0 <= a * b < 18446744073709551616;
    admit lemma exact: \forall integer chunkSize, odd, power, inverse, wraps, d, low, high, q;
      isProduct(chunkSize, odd, power) && isProduct(low, q, power) &&
      isInverse(odd, inverse, wraps) && isReduced(d, inverse, low, high) &&
      0 <= d < 18446744073709551616 && 0 <= q < 4294967296 && 0 <= chunkSize < 4294967296 ==>
      isProduct(d, q, chunkSize);
    lemma reached: \forall integer distance, index, bytes, chunk, block, address, around;
      isProduct(distance, index, bytes) && isAt(chunk, block, index, bytes) &&
      isAway(distance, address, block, around) &&
      0 <= chunk < 18446744073709551616 && 0 <= address < 18446744073709551616 ==>
      chunk == address;
*/

/*@ requires twos < 32;
    assigns \nothing;
    ensures \result < 4294967296 ==> isProduct(word, \result, 1 << twos);
*/
/* A word turned to the right: its low bits become its high ones. */
POOL_INLINE uint64_t indexPoolTurn(uint64_t word, uint32_t twos);
POOL_INLINE uint64_t indexPoolTurn(uint64_t word, uint32_t twos)
{
    return word >> twos | word << (-twos & 63);
}

/*@ requires \valid_read(p) && isFinder(p);
    assigns \nothing;
    ensures \result < 4294967296 ==> isProduct(distance, \result, p->chunkSize);
*/
/*
 * `distance` divided by chunkSize, and the gap, where it is a multiple of it; otherwise what is no
 * number of a chunk in its block: 2^32 or more. So it is, as it undoes a product of 64 bits: only q
 * gives the product q * chunkSize. To divide takes longer.
 */
POOL_INLINE uint64_t indexPoolQuotient(const indexPool *p, uint64_t distance);
POOL_INLINE uint64_t indexPoolQuotient(const indexPool *p, uint64_t distance)
{
    const uint64_t odd = distance * p->inverse;
    //@ assert isReduced(distance, p->inverse, odd, timesAround(distance * p->inverse));
    return indexPoolTurn(odd, p->twos);
}

/*@ // What a free has done: the verdict is right, of the chunk `given` that the address led to;
    predicate isTold(indexPool *p, integer address, integer verdict) =
      (verdict == INDEX_POOL_FREED && address != 0 ==> addressOf[given] == address) &&
      (verdict == INDEX_POOL_DOUBLE ==>
         addressOf[given] == address && given < p->next && !isLive(p, given)) &&
      (verdict == INDEX_POOL_FRESH ==> addressOf[given] == address && given >= p->next);
    // a chunk that was given back was live, and is not
    predicate isGiven{Before, After}(indexPool *p, integer address, integer verdict) =
      \let n = \at(given, After); verdict == INDEX_POOL_FREED && address != 0 ==>
      \at(isLive(p, n), Before) && !\at(isLive(p, n), After);
    // of all others each is live or not as before
    predicate areKept{Before, After}(indexPool *p, integer address, integer verdict) =
      \forall integer n; verdict != INDEX_POOL_FREED || address == 0 || n != \at(given, After) ==>
      (\at(isLive(p, n), Before) <==> \at(isLive(p, n), After));
*/

/*@ requires sound(p) && isFinder(p) && places(p);
    requires addressOf[number] == (uintptr_t)ptr && (uintptr_t)ptr != 0 && isNumber(p, number);
    assigns p->top, p->stack[0 .. stackRoom - 1], p->live[0 .. numbers - 1],
            order[0 .. 4294967295], where[0 .. 4294967295], freeCount, given;
    ensures sound(p);
    ensures isFinder(p);
    ensures places(p);
    ensures isTold(p, (uintptr_t)ptr, \result);
    ensures isGiven{Pre, Post}(p, (uintptr_t)ptr, \result);
    ensures areKept{Pre, Post}(p, (uintptr_t)ptr, \result);
*/
/* The chunk of this number is given back: it is the one that `ptr` leads to. */
POOL_INLINE indexPoolVerdict indexPoolFreeNumber(indexPool *p, void *ptr, uint32_t number);
POOL_INLINE indexPoolVerdict indexPoolFreeNumber(indexPool *p, void *ptr, uint32_t number)
{
    //@ ghost given = number;
    if (number >= p->next || !indexPoolGive(p, number))
        return indexPoolFreeLong(p, ptr);
    indexPoolNoteFree(p, ptr);
    return INDEX_POOL_FREED;
}

/*
 * A place holds a chunk where the quotient, by what the chunk's address is away from the block's,
 * is below the number of chunks there: then it is in the block, and on a chunk's beginning, both in
 * one comparison. The place where the last one was found is tried first; then the two of a
 * directory, which says which blocks lie in each granule of the address space, a hash table: no
 * more than two do.
 */
/*@ requires sound(p) && isFinder(p) && places(p);
    assigns p->near, p->top, p->stack[0 .. stackRoom - 1], p->live[0 .. numbers - 1],
            order[0 .. 4294967295], where[0 .. 4294967295], freeCount, given;
    ensures sound(p);
    ensures isFinder(p);
    ensures places(p);
    ensures isTold(p, (uintptr_t)ptr, \result);
    ensures isGiven{Pre, Post}(p, (uintptr_t)ptr, \result);
    ensures areKept{Pre, Post}(p, (uintptr_t)ptr, \result);
*/
POOL_INLINE indexPoolVerdict indexPoolFree(indexPool *p, void *ptr)
{
    const uintptr_t address = (uintptr_t)ptr;
    uint64_t chunk = indexPoolQuotient(p, address - p->near.address);
    uint32_t first = p->near.first;
    if (chunk >= p->near.chunks) {
        const indexPoolPlace *place =
            &p->directory[2 * ((address >> p->granuleBits) & p->bucketMask)];
        //@ assert \exists integer i; 0 <= i <= 2 * p->bucketMask && place == p->directory + i;
        chunk = indexPoolQuotient(p, address - place->address);
        if (chunk >= place->chunks)
            chunk = indexPoolQuotient(p, address - (++place)->address); /* the other place */
        if (chunk >= place->chunks)
            return indexPoolFreeLong(p, ptr);
        //@ assert isPlace(p, place->address, place->first, place->chunks);
        first = place->first;
        p->near.address = place->address; /* each for itself: it is read so, and soon */
        p->near.first = first;
        p->near.chunks = place->chunks;
    }
    //@ assert room(p) && fits(p);
    //@ assert placed(p) && complete(p);
    //@ assert stacked(p);
    //@ assert resting(p) && living(p);
    //@ assert isFinder(p);
    //@ assert isPlace(p, p->near.address, p->near.first, p->near.chunks);
    //@ assert places(p);
    //@ assert \forall integer n; isLive(p, n) <==> \at(isLive(p, n), Pre);
    //@ assert isProduct((uint64_t)(address - p->near.address), chunk, p->chunkSize);
    //@ assert first == p->near.first && chunk < p->near.chunks;
    const uint32_t number = first + (uint32_t)chunk;
    //@ assert isAt(addressOf[number], p->near.address, chunk, p->chunkSize);
    //@ ghost uintptr_t from = p->near.address;
    //@ assert isAway((uint64_t)(address - from), address, from, timesAround(address - from));
    //@ assert address > 0;
    return indexPoolFreeNumber(p, ptr, number);
}

#endif

#ifdef __cplusplus
}
#endif

#endif
