/*
 * stamp.h - a step and one of four kinds in a word. Such words are written at every step, one after
 * the other: a field of bits would be read first, and what was written of it last as a byte can't
 * be read as a word before it has come to the cache.
 */
#ifndef ENGINE_STAMP_H
#define ENGINE_STAMP_H

#include <stdint.h>

/* The kind is below 4, the step below 2^62. */
static inline uint64_t stampOf(uint64_t step, unsigned kind)
{
    return step << 2 | kind;
}

static inline uint64_t stampStep(uint64_t stamp)
{
    return stamp >> 2;
}

static inline unsigned stampKind(uint64_t stamp)
{
    return stamp & 3;
}

#endif
