/*
 * poolpages.h - a source of memory for pools (pool.h, indexpool.h) whose blocks are large: from the
 * system itself, in huge pages where it has them, so that the first use of a chunk costs a page
 * fault for each 2 MiB of chunks and not for each 4 KiB.
 *
 * To use it in a program, copy poolpages.h and poolpages.c too. They need Linux or another system
 * with mmap(2); where it has no huge pages, or they are switched off, pages are small.
 *
 *     poolInitializeFrom(&nodes, sizeof(struct node), 65536, &poolSourcePages);
 *
 * Rule: memory of POOL_PAGES_LEAST bytes or more is mapped, and begins on a huge page's border;
 * less is from malloc, as a huge page for a small block would be filled with zeros for nothing. So
 * let blockSize be such that a block has that many bytes.
 */
#ifndef POOLPAGES_H
#define POOLPAGES_H

#include "pool.h"

#ifdef __cplusplus
extern "C" {
#endif

#define POOL_PAGES_HUGE  ((size_t)2 << 20)
#define POOL_PAGES_LEAST (2 * POOL_PAGES_HUGE)

/* It has no state: any number of pools, in any threads, may be made from it. */
extern const poolSource poolSourcePages;

#ifdef __cplusplus
}
#endif

#endif
