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
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define NAMES_PLACES 12u

/*
 * So many of them are taken on average, at most. What has passed a full bucket stays where it went:
 * so with 10, a search for what is not there would look into 20 buckets, with 8 into fewer than 2.
 */
#define NAMES_FILL 8u

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
    return names->count < names->bucketCount * NAMES_FILL;
}

/* Grows and empties the index; false, and nothing changed, without memory. */
bool namesGrow(struct names *names);

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
    const uint8_t print = (uint8_t)hash; /* namesHome goes by the bits at the other end of 32 */
    return print != 0 ? print : 1;
}

/* Places with this print, as bits; `print` 0 finds the empty ones. */
#ifdef __SSE2__
static inline unsigned nameMatches(const struct nameBucket *bucket, uint8_t print)
{
    const __m128i line = _mm_load_si128((const __m128i *)(const void *)bucket);
    const __m128i same = _mm_cmpeq_epi8(line, _mm_set1_epi8((char)print));
    return (unsigned)_mm_movemask_epi8(same) & ((1u << NAMES_PLACES) - 1);
}
#else
static inline unsigned nameMatches(const struct nameBucket *bucket, uint8_t print)
{
    unsigned matches = 0;
    for (unsigned place = 0; place < NAMES_PLACES; place++)
        matches |= (unsigned)(bucket->prints[place] == print) << place;
    return matches;
}
#endif

/* Where a record stands. */
struct nameSpot {
    size_t bucket;
    unsigned place;
};

/* That of one that is there. */
struct nameSpot namesSpot(const struct names *names, uint64_t hash, uint32_t handle);

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
