/*
 * aligned.h - memory of malloc and realloc that begins where cache lines do: who asks for one item
 * more than it needs finds all of them from alignedAhead on.
 */
#ifndef BASE_ALIGNED_H
#define BASE_ALIGNED_H

#include <stddef.h>
#include <stdint.h>

/* Bytes from `memory` to the first multiple of `bytes`. */
static inline size_t alignedAhead(const void *memory, size_t bytes)
{
    return (bytes - (uintptr_t)memory % bytes) % bytes;
}

#endif
