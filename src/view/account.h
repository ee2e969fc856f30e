/*
 * account.h - one step at length, as plain data: the state before it, each place that it wrote to
 * with the old value and the new one, and the state after it. The engine makes it, painters draw
 * it.
 */
#ifndef VIEW_ACCOUNT_H
#define VIEW_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/event.h"
#include "view/view.h"

/* The writes that are told one by one. */
#define WRITES_MAX 24

enum writeForm {
    WRITE_NUMBER,  /* a count or an index, signed */
    WRITE_ADDRESS, /* 0 is NULL                   */
    WRITE_BYTES,   /* up to 8 of them, as they lie in memory; more have no values here */
};

struct write {
    const char *name;   /* of a field, a link, a header; NULL: bytes of the chunk that have none */
    uint64_t index;     /* of a slot of the block table                                          */
    bool isSlot;        /* it is one                                                             */
    struct place place; /* the chunk that it is in; not known: it is beside the chunks           */
    uint64_t address;   /* of its first byte; 0 of a field                                       */
    uint64_t byteCount;
    enum writeForm form;
    bool wasBytes;     /* WRITE_ADDRESS: what the program had left there is no address   */
    uint64_t old, now; /* WRITE_BYTES: the first 8, the first byte the lowest                   */
    struct place oldPlace, nowPlace; /* WRITE_ADDRESS: the chunks there, where they are chunks    */
};

struct account {
    struct event event;        /* its command is that of the step */
    struct view before, after; /* their list and figures          */
    struct write writes[WRITES_MAX];
    size_t writeCount;
    uint64_t hiddenCount; /* further ones                                        */
    bool isNew;           /* another pool took the place of the one before       */
    bool isPartial;       /* too much memory to be compared: only its chunks were */
};

#endif
