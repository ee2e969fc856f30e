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

/*
 * From here on blocks are worth huge pages: with small blocks, each in a page of its own, nearly
 * every chunk would be a miss of the processor's table of pages.
 */
#define ARENA_LARGE ((uint64_t)8 << 20)

struct arena {
    uint8_t *base;
    uint64_t bytes; /* blocks end at or before base + bytes                  */
    uint64_t taken; /* bytes from `base` up to where the next block begins  */
    uint64_t dirty; /* behind them too, misuse may have written: up to here */
    bool fixed;     /* `base` is where it was asked to be                    */
    bool isLarge;   /* ARENA_LARGE bytes were taken once: huge pages from then on */
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

/* `bytes` bytes from `address` on, which the arena holds, are written to, in a block or not. */
void arenaTouch(struct arena *arena, uint64_t address, uint64_t bytes);

/* Takes all blocks back; their memory reads as zeros again. Pools made from it before are dead. */
void arenaClear(struct arena *arena);

/* The one block that begins at `base` has `bytes` bytes now, as sbrk moves the end of a heap. */
void arenaSetEnd(struct arena *arena, uint64_t bytes);

/* Takes back the last block, of `bytes` bytes, which must read as zeros. */
void arenaTakeBack(struct arena *arena, uint64_t bytes);

/* `taken` bytes are taken now, fewer or more; what is newly taken reads as zeros. */
void arenaRewind(struct arena *arena, uint64_t taken);

/* All blocks of an arena and their content, laid aside while their addresses serve others. */
struct arenaStash {
    void *memory;          /* NULL where there were none            */
    size_t usedBytes;      /* of it                                 */
    uint64_t taken, dirty; /* as in the arena that they came out of */
};

/*
 * Lays all blocks aside: the arena is then as after arenaClear. No byte is copied: the pages move.
 * Returns false, with nothing changed, where the system refuses.
 */
bool arenaLayAside(struct arena *arena, struct arenaStash *stash);

/* Brings them back, to the very addresses, into an arena of which no block is taken. */
void arenaBringBack(struct arena *arena, struct arenaStash *stash);

/* Returns their memory. */
void arenaDropStash(struct arenaStash *stash);

#endif
