/*
 * random.h - numbers that look random and follow from a seed alone: splitmix64, by Guy Steele, Doug
 * Lea and Christine Flood ("Fast splittable pseudorandom number generators", OOPSLA 2014), in the
 * 64 bits that Sebastiano Vigna gave it. One word of state, no table, no memory.
 *
 * Rule: the same seed yields the same numbers on every machine and in every version, for good:
 * people hand seeds to one another. tests/unit/random.c holds the numbers.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

static inline struct random randomOf(uint64_t seed)
{
    return (struct random){seed};
}

/* The next number: any of 2^64. */
uint64_t randomNext(struct random *r);

/* The next number from 0 to `bound` - 1, all equally likely; `bound` is at least 1. */
uint64_t randomBelow(struct random *r, uint64_t bound);

/* True `percent` times out of 100. */
bool randomChance(struct random *r, unsigned percent);

#endif
