/*
 * view.h - a snapshot of a pool as plain data: its blocks in the order of their addresses, its free
 * list in the order of its links, its live chunks, its figures. What a painter can't see here, it
 * can't draw; and it can't change a pool, as it can't name one.
 *
 * A snapshot shows a window of the pool, so that a step costs what is drawn and not what the pool
 * holds: rows (runs of chunks of one block) and links, from the front and from the back, and how
 * many are hidden between.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "view/event.h"
#include "view/stats.h"

/* The parts of a picture; a set of them is their sum. */
enum {
    VIEW_NONE = 0,
    VIEW_BLOCKS = 1, /* the block table           */
    VIEW_LIST = 2,   /* the free list             */
    VIEW_CHUNKS = 4, /* the live chunks           */
    VIEW_FIELDS = 8, /* the fields of the struct  */
    VIEW_ALL = 15
};

/* How much of the pool a snapshot is to show. */
struct window {
    unsigned parts;      /* VIEW_...                                                    */
    uint32_t rowChunks;  /* chunks in a row, at least 1; a block is cut into such rows   */
    uint64_t rowsFirst;  /* rows from the front; UINT64_MAX for all                      */
    uint64_t rowsLast;   /* rows from the back                                           */
    uint64_t linksFirst; /* links from the head; UINT64_MAX for all                      */
    uint64_t linksLast;  /* links from the end                                           */
    uint64_t focus;      /* a chunk's address: its row is shown in any case; 0 for none  */
    bool tellsNext;      /* also which chunk the link of each freed one leads to         */
};

enum chunkState { CHUNK_FRESH, CHUNK_LIVE, CHUNK_FREED }; /* 0 is fresh */
const char *chunkStateName(enum chunkState state);

struct chunkView {
    uint64_t address;
    enum chunkState state;
    uint32_t holders;  /* how many owners think that it is theirs                */
    uint64_t position; /* freed: on the free list, the head is 1; else 0           */
    uint64_t next;     /* freed: address of the next chunk, 0 for NULL             */
    const char *kept;  /* freed, in words: where that is known, if not in a link of it; or NULL */
    struct place nextPlace; /* freed, where the window asks: the chunk that `next` lies in */
    struct span handle;     /* live: its owner. freed: its last one. NULL where unknown;
                               letters, digits and _, so that no painter need escape it */
    uint64_t bytes;         /* of a heap's region, header included; 0 where all have one size */
};

/* A run of chunks of one block. */
struct rowView {
    uint64_t hiddenBefore; /* rows that are left out between the row before and this one */
    uint32_t block;
    uint32_t firstChunk; /* its first chunk's index in the block                       */
    uint32_t chunkCount;
    size_t firstIndex; /* its first chunk's index in view.chunks                     */
    uint64_t blockAddress;
};

/* One of several free lists: its part of view.links, from its front. */
struct listView {
    uint64_t most;   /* bytes inside its regions, 0 for no bound */
    uint64_t length; /* regions on it                            */
    size_t firstIndex, linkCount;
    uint64_t hidden; /* left out between its front and its back  */
    size_t before;   /* how many links come before those         */
};

/* Free lists by size that a heap can have. */
#define VIEW_LISTS 8

/* What a walk along the links met at the end. */
enum chainEnd {
    CHAIN_NULL,       /* the list ends, as it should                   */
    CHAIN_CYCLE,      /* a chunk that was met before                   */
    CHAIN_FOREIGN,    /* an address outside of the pool's blocks       */
    CHAIN_MISALIGNED, /* an address inside a chunk                     */
    CHAIN_FRESH,      /* a chunk that was never handed out             */
    CHAIN_LIVE        /* a chunk that is handed out                    */
};
const char *chainEndName(enum chainEnd end);

/* The free list as a walk along its links meets it. */
struct chain {
    uint64_t length;     /* different chunks on it                                       */
    enum chainEnd end;   /* what the last link leads to                                  */
    uint64_t endAddress; /* where that is, 0 for NULL; of a cycle, the chunk it closes at */
};

struct view {
    uint64_t step;     /* after which it is taken, 0 before any    */
    uint64_t lastStep; /* the last one of all, undone ones included */
    struct fields fields;
    bool placesOnly; /* addresses differ from run to run here: do not show them */

    size_t rowCount;
    uint64_t rowsHiddenAfter; /* left out behind the last one */
    size_t chunkCount;

    size_t linkCount;
    size_t linksBefore;   /* how many of `links` come before the hidden ones */
    uint64_t linksHidden; /* left out between                                */
    uint64_t chainLength; /* chunks on the chain, hidden ones included       */
    enum chainEnd end;
    uint64_t endAddress;   /* where the last link leads; 0 for NULL            */
    struct place endPlace; /* the chunk that is there, or that it lies in     */

    /* a heap: each chunk is a region with a size of its own, and no next allocation is known */
    bool hasRegions;
    uint32_t headerBytes; /* that stand before the address of each region         */
    uint64_t heapStart;   /* address of its memory                                */
    bool grows;           /* it has no fixed size                                 */
    size_t listCount;     /* of `lists`; 0: `links` is one list */

    struct place next;  /* the next allocation's; its address 0 before the block is obtained */
    enum path nextPath; /* and how it will be served                                         */

    /* viewClear leaves alone what follows */
    struct stats stats;
    struct rowView *rows;
    struct chunkView *chunks; /* of all rows                                    */
    struct place *links;      /* the chain from the head, its front and its back */
    size_t rowCapacity, chunkCapacity, linkCapacity; /* in items */
    struct listView lists[VIEW_LISTS];
};

/* Bytes of a pool's memory, for a dump; the one row of the view beside has the chunks they lie in.
 */
struct bytesView {
    const uint8_t *bytes; /* the pool's own: to be read before its next step */
    uint64_t address;
    uint64_t byteCount;
};

void viewInit(struct view *view);
void viewRelease(struct view *view);

/* Room for so many rows and chunks in all, at least; false without memory. */
bool viewReserve(struct view *view, uint64_t rows, uint64_t chunks);

/* One more item at the end of an array, or `count` of them, to be filled; NULL, with the view as
 * it was, without memory. */
struct rowView *viewAddRow(struct view *view);
struct chunkView *viewAddChunks(struct view *view, size_t count);
struct place *viewAddLink(struct view *view);

/* Empty again; keeps its memory. */
void viewClear(struct view *view);

#endif
