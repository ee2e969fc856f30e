/*
 * chunkbits.c - the map of free chunks, a bit a slot: how many there are between two, and the next
 * one on either side, a word at a time.
 */
#include "model/chunkmodel.h"

/* The bits of word `word` that stand for slots from `from` on and below `to`. */
static uint64_t wordBetween(const struct chunkModel *m, uint64_t word, uint64_t from, uint64_t to)
{
    uint64_t bits = m->free[word];
    if (from > word * 64)
        bits &= UINT64_MAX << (from - word * 64);
    if (to < (word + 1) * 64)
        bits &= ~(UINT64_MAX << (to - word * 64));
    return bits;
}

uint64_t chunkFreeBetween(const struct chunkModel *m, uint64_t from, uint64_t to)
{
    uint64_t count = 0;
    for (uint64_t word = from / 64; word * 64 < to; word++)
        count += (uint64_t)__builtin_popcountll(wordBetween(m, word, from, to));
    return count;
}

uint32_t chunkFreeFrom(const struct chunkModel *m, uint64_t slot)
{
    for (uint64_t word = slot / 64; word * 64 < m->now.bumped; word++) {
        const uint64_t bits = wordBetween(m, word, slot, m->now.bumped);
        if (bits != 0)
            return (uint32_t)(word * 64 + (unsigned)__builtin_ctzll(bits));
    }
    return SLOT_NONE;
}

uint32_t chunkFreeBelow(const struct chunkModel *m, uint64_t slot)
{
    for (uint64_t word = (slot + 63) / 64; word-- > 0;) {
        const uint64_t bits = wordBetween(m, word, 0, slot);
        if (bits != 0)
            return (uint32_t)(word * 64 + 63 - (unsigned)__builtin_clzll(bits));
    }
    return SLOT_NONE;
}
