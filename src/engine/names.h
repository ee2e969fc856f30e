/*
 * names.h - the index of handles.h and recall.h: from the hash of a name to the records that may
 * have it. It knows no names itself. Buckets are a cache line each, so that a search mostly costs
 * one miss in the index and one at the record:
 *
 *     prints   12 bytes of hash, 0 where the place is empty
 *     passed   how many records, homed here or before, had no place here and went on
 *     handles  12 records
 *
 * Rule: a record stands in the bucket that its hash says, or behind it, and is counted by `passed`
 * of each bucket in between. So a search ends at a bucket that nobody passed, and a record can be
 * removed without looking at any other.
 */
#ifndef ENGINE_NAMES_H
#define ENGINE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/eight.h"

#define NAMES_PLACES 12u

struct nameBucket {
    uint8_t prints[NAMES_PLACES];
    uint32_t passed;
    uint32_t handles[NAMES_PLACES];
};
_Static_assert(sizeof(struct nameBucket) == 64, "a bucket is a cache line");

struct names {
    void *memory; /* in which `buckets` lie, aligned to cache lines */
    struct nameBucket *buckets;
    size_t bucketCount; /* at most UINT32_MAX, or 0                        */
    size_t count;       /* records in it                                   */
};

void namesRelease(struct names *names);

/* Is there room for one more? Where not, namesGrow, and all records are to be added again. */
static inline bool namesHaveRoom(const struct names *names)
{
    return names->count < names->bucketCount * (NAMES_PLACES - 2);
}

/* Grows and empties the index; false, and nothing changed, without memory. */
bool namesGrow(struct names *names);

void namesRemove(struct names *names, uint64_t hash, uint32_t handle);

/* --- searching */

/* There must be buckets. */
static inline size_t namesHome(const struct names *names, uint64_t hash)
{
    return (size_t)((hash & UINT32_MAX) * names->bucketCount >> 32);
}

static inline size_t namesNext(const struct names *names, size_t at)
{
    return at + 1 < names->bucketCount ? at + 1 : 0;
}

static inline uint8_t namePrint(uint64_t hash)
{
    const uint8_t print = (uint8_t)(hash >> 56);
    return print != 0 ? print : 1;
}

/* Of 8 prints, bit 0 to 7 for each that is `print`; bits above such a one may be wrong. */
static inline unsigned nameWordMatches(uint64_t prints, uint8_t print)
{
    const uint64_t zero = prints ^ EIGHT_OF(print);
    const uint64_t hits = (zero - EIGHT_OF(1)) & ~zero & EIGHT_OF(0x80);
    return (unsigned)((hits >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

/*
 * Places that may have this print, as bits; the lowest one does have it. `print` 0 finds the empty
 * ones.
 */
static inline unsigned nameMatches(const struct nameBucket *bucket, uint8_t print)
{
    uint64_t first;
    uint32_t last;
    memcpy(&first, bucket->prints, sizeof first);
    memcpy(&last, bucket->prints + sizeof first, sizeof last);
    return nameWordMatches(first, print) | (nameWordMatches(last, print) & 0xf) << 8;
}

/* Where a record stands. */
struct nameSpot {
    size_t bucket;
    unsigned place;
};

static inline uint32_t namesAt(const struct names *names, struct nameSpot spot)
{
    return names->buckets[spot.bucket].handles[spot.place];
}

/* A search from namesSearch on: each namesFound says where one more stands that may be it. */
struct nameSearch {
    struct nameSpot spot;
    unsigned matches; /* of its bucket, those that are to come */
    uint8_t print;
};

/* There must be buckets. */
static inline struct nameSearch namesSearch(const struct names *names, uint64_t hash)
{
    const size_t home = namesHome(names, hash);
    const uint8_t print = namePrint(hash);
    return (struct nameSearch){{.bucket = home}, nameMatches(&names->buckets[home], print), print};
}

static inline bool namesFound(const struct names *names, struct nameSearch *search)
{
    while (search->matches == 0) {
        if (names->buckets[search->spot.bucket].passed == 0)
            return false;
        search->spot.bucket = namesNext(names, search->spot.bucket);
        search->matches = nameMatches(&names->buckets[search->spot.bucket], search->print);
    }
    search->spot.place = (unsigned)__builtin_ctz(search->matches);
    search->matches &= search->matches - 1;
    return true;
}

/* There must be room. */
static inline void namesAdd(struct names *names, uint64_t hash, uint32_t handle)
{
    size_t at = namesHome(names, hash);
    unsigned empty;
    while ((empty = nameMatches(&names->buckets[at], 0)) == 0) {
        names->buckets[at].passed++;
        at = namesNext(names, at);
    }
    const int place = __builtin_ctz(empty);
    names->buckets[at].prints[place] = namePrint(hash);
    names->buckets[at].handles[place] = handle;
    names->count++;
}

static inline void namesRemoveAt(struct names *names, uint64_t hash, struct nameSpot spot)
{
    for (size_t at = namesHome(names, hash); at != spot.bucket; at = namesNext(names, at))
        names->buckets[at].passed--;
    names->buckets[spot.bucket].prints[spot.place] = 0;
    names->count--;
}

#endif
