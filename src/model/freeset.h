/*
 * freeset.h - which slots are on the free list, and in which order, known without reading a link: a
 * stack of slots beside a table that says where each slot stands on it. So membership, position and
 * emptying take constant time (sparse sets: Briggs and Torczon, ACM Letters on Programming
 * Languages and Systems 2 (1-4), 1993), and the links in the pool's memory can be checked against
 * it.
 *
 * Rule: slot s is in the set where indexOf[s] < count and stack[indexOf[s]] == s.
 */
#ifndef MODEL_FREESET_H
#define MODEL_FREESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct freeset {
    uint32_t *stack;   /* slots, the last freed one last; its top is the head of the list */
    uint32_t *indexOf; /* for each slot, where it stands or stood on the stack            */
    size_t capacity;   /* slots that both have room for                                   */
    uint32_t count;    /* slots in the set                                                */
};

void freesetRelease(struct freeset *set);

/* Room for slots 0 to `slots` - 1. Returns false, with the set as it was, without memory. */
bool freesetReserve(struct freeset *set, uint64_t slots);

static inline bool freesetHas(const struct freeset *set, uint32_t slot)
{
    return slot < set->capacity && set->indexOf[slot] < set->count &&
           set->stack[set->indexOf[slot]] == slot;
}

/* The slot that is `position`th on the list, the head being 1st; it must be there. */
static inline uint32_t freesetAt(const struct freeset *set, uint64_t position)
{
    return set->stack[set->count - position];
}

/* The other way round; the slot must be in the set. */
static inline uint64_t freesetPosition(const struct freeset *set, uint32_t slot)
{
    return set->count - set->indexOf[slot];
}

/* The slot must be reserved and not in the set. */
static inline void freesetPush(struct freeset *set, uint32_t slot)
{
    set->indexOf[slot] = set->count;
    set->stack[set->count++] = slot;
}

/* The set must not be empty. */
static inline uint32_t freesetPop(struct freeset *set)
{
    return set->stack[--set->count];
}

#endif
