/*
 * event.h - what one step did, as plain data: the same for a step that the pool honoured and for
 * one that was refused. The engine makes events, painters draw them, nobody changes one.
 */
#ifndef VIEW_EVENT_H
#define VIEW_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"
#include "view/remark.h"

enum outcome {
    OUTCOME_OK,
    OUTCOME_OUT_OF_MEMORY,
    OUTCOME_OVERSIZE,
    OUTCOME_UNKNOWN_HANDLE,
    OUTCOME_LIVE_HANDLE,
    OUTCOME_DOUBLE_FREE,
    OUTCOME_STALE_FREE,
    OUTCOME_FOREIGN_FREE,
    OUTCOME_MISALIGNED_FREE,
    OUTCOME_FRESH_FREE,
    OUTCOME_CORRUPT_LIST,
    OUTCOME_UNEXPECTED, /* of an expectation, not of a step */
    OUTCOME_COUNT
};

/* How a step was served. */
enum path {
    PATH_NONE,       /* it was refused, or there is nothing to say          */
    PATH_RECYCLE,    /* alloc: the head of the free list                    */
    PATH_BUMP,       /* alloc: the next fresh chunk of the current block    */
    PATH_NEW_BLOCK,  /* alloc: a block was obtained                         */
    PATH_KEPT_BLOCK, /* alloc: a block from before freeall                  */
    PATH_GROW_TABLE, /* alloc: a block was obtained, and the table doubled  */
    PATH_PUSH,       /* free                                                */
    PATH_RESET,      /* freeall                                             */
    PATH_COUNT
};

/* Their names, as they are printed. */
const char *outcomeName(enum outcome outcome);
const char *pathName(enum path path); /* NULL for PATH_NONE */

/* The same, with how long they are. */
struct span outcomeSpan(enum outcome outcome);
struct span pathSpan(enum path path);

/* BLOCK:CHUNK, both from 0; known false where there is none. */
struct place {
    bool known;
    uint32_t block;
    uint32_t chunk;
    uint64_t address;
    uint64_t bytes; /* of a region of a heap, with its header; 0 where chunks have one size */
};

/* BLOCK:CHUNK of a place that is known, appended to `out`. */
void placeAppend(const struct place *place, struct buffer *out);

/* The fields of the pool's struct that are shown, and how an address among them is written. */
struct fields {
    uint32_t chunkSize;  /* bytes                             */
    uint32_t blockSize;  /* chunks                            */
    uint32_t used;       /* index of the last chunk bumped    */
    int32_t block;       /* index of the current block, or -1 */
    uint64_t freed;      /* address of the head, 0 for NULL   */
    uint32_t blocksUsed; /* slots of the block table          */
    bool decimal;        /* addresses are not the memory's own, and people read them so */
};

struct trail;
struct codeView;

struct event {
    uint64_t step;       /* from 1; for a question, the last step's number, 0 before any */
    uint64_t line;       /* of the input, from 1                                         */
    struct span command; /* the one command, as text                                     */
    const char *op;      /* its verb                                                     */
    struct span handle;  /* its handle: letters, digits and _; NULL where it has none    */
    enum outcome outcome;
    enum path path;
    uint64_t address;          /* handed out, or asked to be given back; 0 where none          */
    uint64_t byteCount;        /* write: how many bytes, from `address` on */
    struct place place;        /* the chunk that it is about, or that the address lies in      */
    struct place oldHead;      /* free: the head before. alloc by recycle: the head after      */
    uint64_t searched;         /* elements of free lists that the step looked at               */
    const struct trail *trail; /* which, see trail.h; NULL where nobody kept that   */
    bool unchecked;            /* misuse went through, as it was set then                      */
    const char *guard;         /* the one that found what is wrong, or NULL */
    const struct remarks *remarks; /* of a refused step, more about it; or NULL */
    const struct codeView *code;   /* which lines of pool.c it ran; NULL where nobody asks */
    struct span why; /* one line: the reason, or what was wrong                      */
    struct fields before;
    struct fields after;
};

/*
 * Of no step; copied at each new one, as that is quicker than to fill it, and only so much of it:
 * `before` and `after` each step has.
 */
extern const struct event eventNone;
#define EVENT_BEGUN_BYTES offsetof(struct event, before)

#endif
