/*
 * supplier.h - a source of memory for pools under test. It keeps the census: what it has given out, of
 * how many bytes and for which purpose; refuses requests as told; and fails the test where something is
 * released that it did not give, or that it gave as something else. Each piece is one malloc, so
 * sanitizers see overruns, and is painted, so nobody can rely on zeros.
 */
#ifndef SUPPLIER_H
#define SUPPLIER_H

#include "pool.h"
#include "unit.h"

#define SUPPLIER_PIECES_MAX 256
#define SUPPLIER_PAINT 0xEE

struct piece {
    void *memory;   /* as handed out                      */
    void *obtained; /* from malloc                        */
    size_t bytes;
    poolPurpose purpose;
};

struct supplier {
    poolSource source;
    size_t requests;    /* so far, refused ones included                               */
    size_t releases;    /* so far                                                      */
    size_t refuseFrom;  /* the first request that is refused, from 1; 0 for none       */
    size_t refuseTo;    /* the last one                                                */
    size_t misalign;    /* the request whose memory is put off by `offset` bytes, or 0 */
    size_t offset;
    size_t bytesMax;    /* more than this is refused                                   */
    size_t lastBytes;   /* of the last request                                         */
    poolPurpose lastPurpose;
    size_t pieceCount;  /* in use                                                      */
    struct piece pieces[SUPPLIER_PIECES_MAX];
};

static inline void *supplierObtain(void *context, size_t bytes, poolPurpose purpose)
{
    struct supplier *s = context;
    size_t number = ++s->requests;
    s->lastBytes = bytes;
    s->lastPurpose = purpose;
    assert_true(bytes > 0);
    if ((s->refuseFrom != 0 && number >= s->refuseFrom && number <= s->refuseTo) ||
        bytes > s->bytesMax)
        return NULL;
    assert_true(s->pieceCount < SUPPLIER_PIECES_MAX);
    size_t offset = number == s->misalign ? s->offset : 0;
    char *obtained = malloc(bytes + offset);
    assert_non_null(obtained);
    memset(obtained, SUPPLIER_PAINT, bytes + offset);
    s->pieces[s->pieceCount++] = (struct piece){obtained + offset, obtained, bytes, purpose};
    return obtained + offset;
}

static inline void supplierRelease(void *context, void *memory, size_t bytes, poolPurpose purpose)
{
    struct supplier *s = context;
    size_t i = 0;
    while (i < s->pieceCount && s->pieces[i].memory != memory)
        i++;
    assert_true(i < s->pieceCount); /* it is ours, and was not released before */
    assert_int_equal(bytes, s->pieces[i].bytes);
    assert_int_equal(purpose, s->pieces[i].purpose);
    free(s->pieces[i].obtained);
    s->pieces[i] = s->pieces[--s->pieceCount];
    s->releases++;
}

static inline void supplierInit(struct supplier *s)
{
    memset(s, 0, sizeof *s);
    s->source = (poolSource){supplierObtain, supplierRelease, s};
    s->refuseTo = SIZE_MAX;
    s->bytesMax = SIZE_MAX / 4;
}

/* How many pieces are in use for this purpose. */
static inline size_t supplierPieces(const struct supplier *s, poolPurpose purpose)
{
    size_t count = 0;
    for (size_t i = 0; i < s->pieceCount; i++)
        count += s->pieces[i].purpose == purpose;
    return count;
}

/* Everything about a pool, its blocks' and table's contents included, to compare with later. */
struct snapshot {
    pool p;
    size_t pieceCount;
    struct piece pieces[SUPPLIER_PIECES_MAX];
    char *contents[SUPPLIER_PIECES_MAX];
};

static inline void snapshotTake(struct snapshot *snapshot, const pool *p, const struct supplier *s)
{
    memcpy(&snapshot->p, p, sizeof *p); /* padding too: such a pool begins as zeros */
    snapshot->pieceCount = s->pieceCount;
    for (size_t i = 0; i < s->pieceCount; i++) {
        snapshot->pieces[i] = s->pieces[i];
        snapshot->contents[i] = malloc(s->pieces[i].bytes);
        assert_non_null(snapshot->contents[i]);
        memcpy(snapshot->contents[i], s->pieces[i].memory, s->pieces[i].bytes);
    }
}

static inline size_t supplierFind(const struct supplier *s, const void *memory)
{
    size_t i = 0;
    while (i < s->pieceCount && s->pieces[i].memory != memory)
        i++;
    return i;
}

/* The pool and all its memory are as they were; the order of the census does not matter. */
static inline void snapshotCheck(struct snapshot *snapshot, const pool *p, const struct supplier *s)
{
    assert_memory_equal(&snapshot->p, p, sizeof *p);
    assert_int_equal(snapshot->pieceCount, s->pieceCount);
    for (size_t i = 0; i < snapshot->pieceCount; i++) {
        const struct piece *piece = &snapshot->pieces[i];
        size_t now = supplierFind(s, piece->memory);
        assert_true(now < s->pieceCount);
        assert_int_equal(s->pieces[now].bytes, piece->bytes);
        assert_int_equal(s->pieces[now].purpose, piece->purpose);
        assert_memory_equal(snapshot->contents[i], piece->memory, piece->bytes);
        free(snapshot->contents[i]);
    }
}

#endif
