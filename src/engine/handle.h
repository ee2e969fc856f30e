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
#define HANDLE_STEP_MAX (UINT64_MAX >> 10)

enum handleState { HANDLE_LIVE, HANDLE_FREED, HANDLE_STALE };

/*
 * A name as a record keeps it, which says elsewhere how many bytes it has: the name, with zeros
 * behind it, or of a longer one, a pointer to its bytes.
 */
struct keptName {
    char text[HANDLE_INLINE_BYTES];
};

static inline struct span keptNameSpan(const struct keptName *kept, size_t bytes)
{
    const char *text = kept->text;
    if (bytes > HANDLE_INLINE_BYTES)
        memcpy(&text, kept->text, sizeof text);
    return (struct span){text, bytes};
}

static inline bool keptNameIs(const struct keptName *kept, size_t bytes, const struct name *name)
{
    if (name->text.bytes > HANDLE_INLINE_BYTES)
        return bytes == name->text.bytes &&
               memcmp(keptNameSpan(kept, bytes).text, name->text.text, bytes) == 0;
    return eightRead(kept->text, 8) == name->words[0] && bytes == name->text.bytes &&
           eightReadHalf(kept->text + 8) == name->words[1];
}

/*
 * The storage for one long name, made before the step that needs it. False without memory, where
 * `name` needs it.
 */
bool keptNamePrepare(char **storage, struct span name);

/* Keeps a name; a long one takes the storage that was prepared. */
static inline void keptNameSet(struct keptName *kept, const struct name *name, char **storage)
{
    if (name->text.bytes <= HANDLE_INLINE_BYTES) {
        eightWrite(kept->text, name->words[0], 8);
        eightWrite(kept->text + 8, name->words[1], HANDLE_INLINE_BYTES - 8);
        return;
    }
    memcpy(*storage, name->text.text, name->text.bytes);
    memcpy(kept->text, storage, sizeof *storage);
    *storage = NULL;
}

/* It is not needed any more. */
void keptNameFree(const struct keptName *kept, size_t bytes);

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
    uint64_t step : 54; /* live: when it was allocated. freed: when it was freed */
    uint64_t nameBytes : 6;
    uint64_t ended : 2; /* 0 live, or live before a freeall; else an enum handleState */
    uint64_t again : 1; /* it is among `firsts`                                  */
    uint32_t bytes;     /* what was asked for; a chunk's size fits               */
    uint32_t era;       /* how many freealls came before it                      */
};
_Static_assert(sizeof(struct handle) == 32, "two records are a cache line");
_Static_assert(HANDLE_BYTES_MAX < 64, "the length of a name has 6 bits");

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
