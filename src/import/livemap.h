/*
 * livemap.h - the live allocations of a recorded program: from an id or pointer to what is known of
 * it. An entry goes when its allocation is freed, so memory is bounded by the most that were live
 * at once, however long the trace. Used by import.c alone.
 *
 * Open addressing: an entry stands in the slot that its key hashes to, or behind it with no empty
 * slot between. Removing shifts the ones behind back, so there are no tombstones to sweep.
 */
#ifndef IMPORT_LIVEMAP_H
#define IMPORT_LIVEMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum liveState {
    LIVE_NONE,    /* nothing of this name is live                 */
    LIVE_SERVED,  /* it has a chunk of the pool                   */
    LIVE_OUTSIDE, /* not the pool's: too large, too small, ...    */
    LIVE_REFUSED  /* it would be the pool's, but the pool refused */
};

/* Ordinals are at most this, for they share a word with the state. */
#define LIVE_ORDINAL_MAX (UINT64_MAX >> 2)

struct liveEntry {
    uint64_t key;
    uint64_t ordinal : 62; /* of the served requests, from 1: which one it is */
    uint64_t state : 2;    /* enum liveState; LIVE_NONE: an empty slot             */
};

#define LIVE_CHANGES_MAX 64

struct livemap {
    struct liveEntry *slots;                    /* NULL before the first entry */
    size_t capacity;                            /* slots: a power of two, or 0 */
    size_t count;                               /* entries, at most 3/4 of it  */
    size_t changeCount;                         /* since livemapMark           */
    struct liveEntry changes[LIVE_CHANGES_MAX]; /* what was there until then, or LIVE_NONE */
};

void livemapInit(struct livemap *map);
void livemapRelease(struct livemap *map);

/* Room for so many more entries. False, with nothing changed, without memory. */
bool livemapReserve(struct livemap *map, size_t count);

/*
 * livemapBack takes back what was put in and taken out since livemapMark: LIVE_CHANGES_MAX changes
 * are all that there may be in between.
 */
void livemapMark(struct livemap *map);
void livemapBack(struct livemap *map);

/* The entry of `key`, good until the next call that changes the map; NULL where there is none. */
struct liveEntry *livemapFind(const struct livemap *map, uint64_t key);

/* Begins to fetch what livemapFind and livemapTake of this key will look at. */
void livemapFetch(const struct livemap *map, uint64_t key);

/*
 * Puts in an entry, in place of the one that its key has, which is returned; LIVE_NONE where there
 * was none. Needs room: see livemapReserve.
 */
struct liveEntry livemapPut(struct livemap *map, struct liveEntry entry);

/* Takes the entry of `key` out, and returns it; its state is LIVE_NONE where there was none. */
struct liveEntry livemapTake(struct livemap *map, uint64_t key);

#endif
