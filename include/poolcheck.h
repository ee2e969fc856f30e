/*
 * poolcheck.h - audits a pool: are its fields in range, and does its free list consist of chunks
 * that were handed out, each of them once? For the tests of programs that use pool.h, and for their
 * assertions: a pool does not check what is given to poolFree, nor who writes into freed chunks.
 *
 * To use it in a program, copy poolcheck.h and poolcheck.c beside pool.h and pool.c. They need
 * nothing else: no memory, no libc but memcpy.
 *
 *     assert(poolCheck(&p, liveNodes).verdict == POOL_SOUND);
 *
 * Rule: classify, then read. A link is followed only once it is known to lead to the beginning of a
 * chunk that was handed out, and no more of them are followed than there are such chunks. So
 * nothing that a program may have written into freed chunks makes poolCheck crash or run on. It
 * trusts what lies outside of chunks: the addresses in the block table are those of blocks.
 *
 * A pool keeps no record of live chunks. So a link that leads to a live chunk, or a list cut short
 * by a NULL, shows only in the count: tell poolCheck how many chunks should be live.
 *
 * Where the pool is annotated for AddressSanitizer or Valgrind, compile poolcheck.c likewise: it
 * may then read the links of freed chunks, and changes nothing of what the tools know.
 */
#ifndef POOLCHECK_H
#define POOLCHECK_H

#include <stdint.h>

#include "pool.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is wrong first, in the order in which it is looked for. */
typedef enum poolVerdict {
    POOL_SOUND,           /* nothing                                                         */
    POOL_BROKEN_FIELDS,   /* a field of the struct is out of its range, or fits no other     */
    POOL_BROKEN_TABLE,    /* a slot of the block table is empty between blocks or where the
                             current block should be, or holds what is not aligned           */
    POOL_LINK_FOREIGN,    /* a link leads to no block                                        */
    POOL_LINK_MISALIGNED, /* a link leads into a chunk, not to its beginning                 */
    POOL_LINK_FRESH,      /* a link leads to a chunk that was never handed out               */
    POOL_LINK_RING,       /* a link leads to a chunk that is on the list already: a ring, as
                             where a chunk is freed twice                                    */
    POOL_LIVE_DIFFERS     /* all is well, but another count of chunks is live than expected  */
} poolVerdict;

/*
 * What poolCheck found. With POOL_SOUND and POOL_LIVE_DIFFERS
 *   freedCount + liveCount + freshCount == capacity
 * With broken fields or a broken table nothing is counted, all four are 0. With a link that is
 * wrong freedCount is how many different chunks the list has up to it, and liveCount counts the
 * others that were handed out, live or lost.
 */
typedef struct poolAudit {
    poolVerdict verdict;
    uint64_t capacity;   /* chunks in all blocks, those kept by poolFreeAll included            */
    uint64_t freedCount; /* chunks on the free list                                             */
    uint64_t liveCount;  /* chunks handed out and not on the list                               */
    uint64_t freshCount; /* chunks that were never handed out                                   */
    const void *where;   /* what holds the wrong link: a freed chunk, or the field `freed`; or
                            the wrong slot of the table; NULL with any other verdict            */
    const void *link;    /* what that link, or slot, holds                                      */
} poolAudit;

/* In place of a number of live chunks: any will do. */
#define POOL_LIVE_ANY UINT64_MAX

/*
 * Audits *p, which poolInitialize, poolFreePool or zeros have made, and of which `live` chunks
 * should be live (or POOL_LIVE_ANY). Changes nothing, and obtains no memory. Can't fail.
 *
 * Takes time in proportion to the slots of the block table and to handed-out chunks times blocks at
 * worst: each link's block is looked for, first where the last one was. A list that goes round is
 * walked three times over the chunks handed out.
 *
 * With DISABLE_MEMORY_POOLING a pool knows no chunk: all counts are 0, and `live` is not compared.
 */
poolAudit poolCheck(const pool *p, uint64_t live);

/* The verdict in words, as for a message: "a link leads to no block". Never NULL. */
const char *poolVerdictText(poolVerdict verdict);

#ifdef __cplusplus
}
#endif

#endif
