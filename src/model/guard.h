/*
 * guard.h - what an allocator can do so that misuse of its chunks shows: fill them, keep a zone
 * behind them, encode its links. The plain pool does none of it; the simulator puts it around the
 * pool's calls, so that what each guard catches, and costs, can be compared.
 *
 *   poison   a chunk that is handed out is filled with GUARD_LIVE_BYTE, and one that comes back,
 * behind its link, with GUARD_FREED_BYTE. A freed chunk that is not full of that byte was written
 *            to; a chunk that comes back full of it was freed before. As in Linux, mm/slub.c.
 *   redzone  8 bytes behind the program's part of each chunk, which say whether it is live or
 * freed. Another content: somebody wrote past the end. As in Linux, mm/slub.c. encode   a link is
 * stored XORed with a secret and its own address, so that what a program writes over it decodes to
 * nonsense. As in Linux, CONFIG_SLAB_FREELIST_HARDENED, and glibc's safe linking.
 */
#ifndef MODEL_GUARD_H
#define MODEL_GUARD_H

#include <stdbool.h>
#include <stdint.h>

enum { GUARD_OFF = 0, GUARD_POISON = 1, GUARD_REDZONE = 2, GUARD_ENCODE = 4 };

#define GUARD_LIVE_BYTE  0x5a
#define GUARD_FREED_BYTE 0x6b
#define GUARD_ZONE_BYTES 8

/* The same in every run, so that pictures are: a real one would be drawn at random. */
#define GUARD_SECRET UINT64_C(0x9e3779b97f4a7c15)

struct guard {
    unsigned kinds;     /* GUARD_... added up                                 */
    uint32_t roomBytes; /* of a chunk, what the program may use: without zone */
};

/* What a guard found; its name, or NULL where all is well. */
enum guardFinding { FOUND_NOTHING, FOUND_OVERRUN, FOUND_FREED, FOUND_WRITTEN };

/* A link as it is stored at `address`; the same again turns it back. */
static inline uint64_t guardLink(unsigned kinds, uint64_t address, uint64_t link)
{
    return (kinds & GUARD_ENCODE) != 0 ? link ^ GUARD_SECRET ^ address : link;
}

/* `chunk` is handed out; `chunk` was pushed, its link is in place. */
void guardOnAlloc(const struct guard *guard, uint8_t *chunk);
void guardOnFree(const struct guard *guard, uint8_t *chunk);

/*
 * Before a chunk comes back: FOUND_OVERRUN or FOUND_FREED, with the guard's name in *name. Before
 * one of the free list is handed out again: FOUND_OVERRUN or FOUND_WRITTEN.
 */
enum guardFinding guardCheckLive(const struct guard *guard, const uint8_t *chunk,
                                 const char **name);
enum guardFinding guardCheckFreed(const struct guard *guard, const uint8_t *chunk,
                                  const char **name);

#endif
