/*
 * handle.h - names as records keep them, for handles.h and lives.h; and the records of handles.h.
 */
#ifndef ENGINE_HANDLE_H
#define ENGINE_HANDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/name.h"
#include "base/span.h"
#include "lang/command.h"

#define HANDLE_NONE UINT32_MAX

/* Names up to here are kept in the record itself. */
#define HANDLE_INLINE_BYTES 12

/* The most that a record's `step` holds. */
#define HANDLE_STEP_MAX (UINT64_MAX >> 4)

enum handleState { HANDLE_LIVE, HANDLE_FREED, HANDLE_STALE };

/*
 * A name as a record keeps it: the name itself, with zeros behind it; or where it is longer, a
 * pointer to a copy, and HANDLE_LONG behind that, which is no byte of a name.
 */
struct keptName {
    char text[HANDLE_INLINE_BYTES];
};
#define HANDLE_LONG '\xff'

static inline bool keptNameIsLong(const struct keptName *kept)
{
    return kept->text[HANDLE_INLINE_BYTES - 1] == HANDLE_LONG;
}

/* The copy of a long one, which ends with a 0. */
static inline char *keptNameCopy(const struct keptName *kept)
{
    char *copy;
    memcpy(&copy, kept->text, sizeof copy);
    return copy;
}

/* A bit for each byte that is 0, where the others are ASCII. */
static inline uint64_t keptNameZeros(uint64_t word)
{
    return ~(word + EIGHT_OF(0x7f)) & EIGHT_OF(0x80);
}

/* How long one is that is not long: without a call or a loop, as each row of a picture asks. */
static inline size_t keptNameBytes(const struct keptName *kept)
{
    const uint64_t zeros = keptNameZeros(eightRead(kept->text, 8));
    if (zeros != 0)
        return (unsigned)__builtin_ctzll(zeros) / 8;
    return 8 + (unsigned)__builtin_ctzll(keptNameZeros(eightReadHalf(kept->text + 8))) / 8;
}

static inline struct span keptNameSpan(const struct keptName *kept)
{
    if (!keptNameIsLong(kept))
        return (struct span){kept->text, keptNameBytes(kept)};
    const char *copy = keptNameCopy(kept);
    return (struct span){copy, strlen(copy)};
}

/* Is it this one, which is long? */
bool keptNameIsThisLong(const struct keptName *kept, const struct name *name);

static inline bool keptNameIs(const struct keptName *kept, const struct name *name)
{
    if (name->text.bytes > HANDLE_INLINE_BYTES)
        return keptNameIsThisLong(kept, name);
    return eightRead(kept->text, 8) == name->words[0] &&
           eightReadHalf(kept->text + 8) == name->words[1];
}

/*
 * The storage for one long name, made before the step that needs it. False without memory, where
 * `name` needs it.
 */
bool keptNamePrepare(char **storage, struct span name);

/* The same of a long name, which takes the storage that was prepared. */
void keptNameSetLong(struct keptName *kept, const struct name *name, char **storage);

/* Keeps a name. */
static inline void keptNameSet(struct keptName *kept, const struct name *name, char **storage)
{
    if (name->text.bytes > HANDLE_INLINE_BYTES) {
        keptNameSetLong(kept, name, storage);
        return;
    }
    eightWrite(kept->text, name->words[0], 8);
    eightWrite(kept->text + 8, name->words[1], HANDLE_INLINE_BYTES - 8);
}

/* It is not needed any more. */
void keptNameFree(const struct keptName *kept);

/* What is known of a handle. */
struct handleFacts {
    uint32_t slot;  /* of the chunk that it was given last                      */
    uint32_t bytes; /* that a live one asked for                                */
    uint64_t step;  /* freed: when. live: when it was allocated, if that is known */
};

/* Two to a cache line, so that each is one miss. */
struct handle {
    struct keptName name;
    uint32_t slot;      /* of the chunk that it was given last                   */
    uint64_t step : 60; /* live: when it was allocated. freed: when it was freed */
    uint64_t ended : 2; /* 0 live, or live before a freeall; else an enum handleState */
    uint64_t again : 1; /* it is among `firsts`                                  */
    uint32_t bytes;     /* what was asked for; a chunk's size fits               */
    uint32_t era;       /* how many freealls came before it                      */
};
_Static_assert(sizeof(struct handle) == 32, "two records are a cache line");

struct handleTable {
    void *memory; /* in which `records` lie, aligned to their size */
    struct handle *records;
    size_t count;
    size_t memoryRecords; /* `memory` has room for as many */
};

/* Frees all names too. */
void handleTableRelease(struct handleTable *table);

/* Room for so many records; `count` stays as it is. False, with nothing changed, without memory. */
bool handleTableReserve(struct handleTable *table, size_t count);

#endif
