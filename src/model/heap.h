/*
 * heap.h - the general heap from inside: one piece of memory, cut into regions that lie one behind
 * the other, each of them live or free. heap.c knows regions and their headers, heaplist.c the free
 * lists, heapserve.c what an alloc and a free do; heapmodel.c is the model, heapview.c what is
 * shown of it and heapwords.c what is said of it.
 *
 *     offset                offset + headerBytes          offset + bytes
 *     | bytes, used | before | the program's bytes, or the link ... |
 *
 * A header of at least 8 bytes is written for real: in its first 4 bytes the region's size, header
 * included, with the highest bit set where it is used; in the next 4, with boundary tags
 * (coalesce=both), the size of the region before where that is free, else 0. In a heap with such
 * headers a free region of an explicit list holds the address of the next one in its first 8 bytes,
 * where it has so many. A smaller header is only counted, and the lists are known beside the
 * memory.
 *
 * An address is `start` + offset, in what is shown, asked for and held by links; the bytes are at
 * the arena's base + offset. The two differ where base= says so.
 *
 * Rule: the records say all that the memory says, so no header is ever read; a link is compared
 * with its record once a program wrote over one (`wild`). Before a byte of memory, a record or the
 * state is changed it is kept in the journal.
 */
#ifndef MODEL_HEAP_H
#define MODEL_HEAP_H

#include "model/journal.h"
#include "model/model.h"

#define HEAP_NONE UINT32_MAX

/* The size of a region must leave a bit of 32. */
#define HEAP_BYTES_MAX ((uint64_t)INT32_MAX)

/* Of the first address, as it is shown; so the last one has 64 bits too. */
#define HEAP_BASE_MAX ((uint64_t)1 << 46)

/* Lists by size: up to 8, 16, 32, 64, 128 bytes for the program, and larger. */
#define HEAP_LISTS 6

#define HEAP_LINK_BYTES 8u
#define HEAP_WORD_BYTES 8u /* of the least header that is real */

enum heapFit { HEAP_FIRST, HEAP_NEXT, HEAP_BEST, HEAP_WORST };
enum heapKind { HEAP_IMPLICIT, HEAP_EXPLICIT, HEAP_SEGREGATED };
enum heapOrder { HEAP_LIFO, HEAP_FIFO, HEAP_ADDRESS, HEAP_SIZE_UP, HEAP_SIZE_DOWN };
enum heapMerge { HEAP_MERGE_OFF, HEAP_MERGE_NEXT, HEAP_MERGE_BOTH, HEAP_MERGE_LIST };

/* In the order of the table of parameters. */
enum heapValue {
    VALUE_FIT,
    VALUE_LIST,
    VALUE_ORDER,
    VALUE_SPLIT,
    VALUE_REMAINDER,
    VALUE_COALESCE,
    VALUE_HEADER,
    VALUE_ALIGN,
    VALUE_SIZE,
    VALUE_BASE,
    VALUE_COUNT
};

struct region {
    uint32_t offset;         /* of its header, from the heap's start                */
    uint32_t bytes;          /* with its header                                     */
    uint32_t before, behind; /* neighbours in memory                                */
    uint32_t left, right;    /* the tree of all regions, by offset                  */
    uint32_t previous, next; /* neighbours on its list. of a spare record: the next */
    bool isFree;
    bool wasGiven; /* free: a program gave it back; else it was never handed out */
};

struct heapList {
    uint32_t head, tail;
    uint32_t rover; /* where the next search begins, with next fit; HEAP_NONE: at the head */
    uint32_t length;
};

/* All that a call may change besides records and memory. */
struct heapState {
    uint32_t bytes;       /* of the heap's memory, from its start */
    uint32_t first, last; /* regions, in memory                   */
    uint32_t root;        /* of the tree                          */
    uint32_t recordCount; /* records that were ever in use        */
    uint32_t spare;       /* first of those that are not now      */
    uint32_t regionCount;
    uint32_t freeCount;
    uint32_t largest,
        second;             /* the largest free region's bytes; the others have at most `second` */
    bool largestUnknown;    /* only within a call */
    bool attached;          /* the arena's memory was taken */
    bool wild;              /* a link was written over      */
    uint64_t freeBytes;     /* of free regions, with their headers              */
    uint64_t searched;      /* elements of lists that all calls looked at       */
    uint32_t implicitRover; /* as heapList.rover, of a heap without lists        */
    struct heapList lists[HEAP_LISTS];
};

/* What the last call did, for heapwords.c. */
struct heapDeed {
    uint64_t asked;                    /* bytes                                              */
    uint64_t need;                     /* with header and rounding                           */
    uint64_t looked;                   /* elements of lists                                  */
    uint64_t relisted;                 /* more of them, to put what was split off on its list */
    uint32_t found;                    /* bytes of the region that served, before a split    */
    uint32_t remainder;                /* bytes that were split off, 0 for none              */
    uint32_t grown;                    /* bytes that the heap grew by, or gave back          */
    uint32_t extended;                 /* bytes of the free last region that grew            */
    uint32_t mergedNext, mergedBefore; /* bytes of the neighbours that were merged  */
    uint32_t mergedOnList;             /* how many times neighbours on the list were */
    uint32_t result;                   /* bytes of the free region that came of it   */
    struct place place;                /* and where it is                            */
    struct place previous;             /* the element before it on its list          */
};

struct heap {
    struct model model;
    struct arena *arena;
    struct journal journal;
    struct heapState state;
    struct region *records;
    size_t recordCapacity;
    uint64_t values[VALUE_COUNT];
    uint64_t start; /* the address of its first byte, as it is shown: see heapmodel.c */
    uint32_t headerBytes, align;
    uint32_t padBytes;    /* before the first region, so that what it holds is aligned */
    uint32_t granule;     /* the first address that can be handed out is a multiple of it
                             before the others                                         */
    uint32_t leastSplit;  /* bytes of the least region that is split off               */
    uint32_t leastInside; /* bytes of the least region, without its header             */
    bool asBook;          /* see heapmodel.c */
    struct heapDeed deed;
};

static inline struct heap *heapOf(struct model *model)
{
    return (struct heap *)(void *)model;
}

static inline const struct heap *constHeapOf(const struct model *model)
{
    return (const struct heap *)(const void *)model;
}

static inline uint64_t heapAddress(const struct heap *h, uint64_t offset)
{
    return h->start + offset;
}

static inline uint64_t heapRoundUp(uint64_t bytes, uint64_t to)
{
    return (bytes + to - 1) / to * to;
}

static inline uint32_t heapLarger(uint64_t a, uint64_t b)
{
    return (uint32_t)(a > b ? a : b);
}

/* --- heap.c: regions and memory */

/* The address that a program gets for a region, and how many bytes are its. */
uint64_t heapInside(const struct heap *h, uint32_t region);
uint32_t heapInsideBytes(const struct heap *h, uint32_t region);
struct place heapPlace(const struct heap *h, uint32_t region);

/* The region that begins at an offset, or that it lies in; HEAP_NONE. */
uint32_t heapFindAt(const struct heap *h, uint64_t offset);
uint32_t heapFindAround(const struct heap *h, uint64_t offset);

/* The region that what an address is goes by: whose inside begins there, else which it lies in. */
uint32_t heapFindAddress(const struct heap *h, uint64_t address);

/* A call begins, and is over; the last one is taken back. */
void heapBegin(struct heap *h);
void heapEnd(struct heap *h);
void heapUndo(struct heap *h);

/* The record is about to be changed. */
struct region *heapTouch(struct heap *h, uint32_t region);

/* Writes to memory; nothing before the arena's memory was taken. */
void heapPoke(struct heap *h, uint64_t offset, const void *bytes, size_t byteCount);

/* Takes the arena's memory, if that was not done. */
void heapAttach(struct heap *h);

/* A new region of the bytes given, behind `before` (HEAP_NONE: the first one); free, on no list. */
uint32_t heapAddRegion(struct heap *h, uint32_t before, uint32_t offset, uint32_t bytes);

/* The last region goes. */
void heapDropLast(struct heap *h);

/* The region behind becomes part of `region`; neither is on a list. */
void heapAbsorb(struct heap *h, uint32_t region);

/* All memory becomes one free region that was never handed out. */
void heapMakeWhole(struct heap *h);

/* Its header, and the tag behind it, as the record says. */
void heapWriteHeader(struct heap *h, uint32_t region);

/* A free region more, or fewer: for the figures. */
void heapCountFree(struct heap *h, uint32_t bytes);
void heapCountGone(struct heap *h, uint32_t bytes);

/* --- heaplist.c: free lists */

/* The list of a region of so many bytes. */
unsigned heapListOf(const struct heap *h, uint64_t bytes);

/* The most bytes inside the regions of a list; 0 for no bound. */
uint64_t heapListMost(unsigned list);

/* Has the region room for a link, in a heap that writes them? */
bool heapHasLink(const struct heap *h, uint32_t region);

/* Puts a free region on its list, at the place that the order gives it; how many it looked at. */
uint64_t heapListAdd(struct heap *h, uint32_t region);
void heapListRemove(struct heap *h, uint32_t region);

/* `by`, a free region on no list, takes the place of `region` on its list. */
void heapListReplace(struct heap *h, uint32_t region, uint32_t by);

/* Merges neighbours in memory that are neighbours on a list too; how many times. */
uint32_t heapListMerge(struct heap *h);

/* The region that serves `bytes` bytes, header included, or HEAP_NONE; how many were looked at. */
uint32_t heapSearch(const struct heap *h, uint64_t bytes, uint64_t *looked);

/* The next free region after one in the order of the lists, the first after HEAP_NONE. */
uint32_t heapNextFree(const struct heap *h, uint32_t region);

/* The largest free region anew, where it is not known. */
void heapSettleLargest(struct heap *h);

/* The list walked along its links in memory. */
struct chain heapChain(const struct heap *h);

/* May the lists be trusted? */
bool heapIsSound(const struct heap *h);

/* --- heapserve.c, heapmodel.c: see struct modelKind */

enum outcome heapAlloc(struct model *model, uint64_t bytes, struct grant *grant);
void heapRetell(struct model *model, uint64_t bytes, struct grant *grant);
enum outcome heapGive(struct model *model, struct grant *grant);
enum outcome heapTrim(struct model *model, struct grant *grant);

/* The place and the slot of a region. */
void heapDescribe(const struct heap *h, uint32_t region, struct grant *grant);

/* --- heapview.c, heapwords.c */

void heapMeasure(const struct model *model, struct stats *stats);
bool heapSnapshot(const struct model *model, const struct window *window,
                  const struct owners *owners, struct view *view);
bool heapExplain(const struct model *model, const struct event *event, struct buffer *out);

#endif
