/*
 * arena.h - the simulator's memory for pools: blocks from one reserved range at a fixed address, so
 * that every run on every machine shows the same addresses, and bounded, so that a pool can be seen
 * to run out. Each block begins at a multiple of ARENA_STEP, so that blocks are visibly apart;
 * block tables are not shown and come from libc.
 *
 * Rule: the blocks taken since the last arenaClear lie one behind the other from `base` on.
 */
#ifndef MODEL_ARENA_H
#define MODEL_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pool.h"

#define ARENA_STEP         4096u
#define ARENA_BASE_DEFAULT 0x10000000u

/* Reserved, not used: 0x10000000 to 0x4fffffff is free also where sanitizers and valgrind live. */
#define ARENA_BYTES_DEFAULT ((uint64_t)1 << 30)
#define ARENA_BYTES_MAX     ((uint64_t)1 << 46)

struct arena {
    uint8_t *base;
    uint64_t bytes; /* blocks end at or before base + bytes                  */
    uint64_t taken; /* bytes from `base` up to where the next block begins  */
    bool fixed;     /* `base` is where it was asked to be                    */
    poolSource source;
};

/*
 * Reserves `bytes` bytes (1 to ARENA_BYTES_MAX) at address `base` (a multiple of ARENA_STEP), or
 * elsewhere where that range is taken: `fixed` is false then. The arena must not be moved
 * afterwards. Returns false, with nothing reserved, where the system has no such range at all.
 */
bool arenaInit(struct arena *arena, uint64_t base, uint64_t bytes);
void arenaRelease(struct arena *arena);

/* How far apart the arena lays blocks of `bytes` bytes. */
uint64_t arenaStride(uint64_t bytes);

/* Do `bytes` bytes from `address` on lie in the reserved range? */
bool arenaHolds(const struct arena *arena, uint64_t address, uint64_t bytes);

/* Takes all blocks back; their memory reads as zeros again. Pools made from it before are dead. */
void arenaClear(struct arena *arena);

#endif
