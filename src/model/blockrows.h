/*
 * blockrows.h - the rows of a snapshot: runs of the chunks of a block, from the front, from the
 * back and around the one that a step was about, for every allocator of blocks and equal chunks.
 */
#ifndef MODEL_BLOCKROWS_H
#define MODEL_BLOCKROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "view/view.h"

struct blockRows {
    uint64_t blocks;    /* that hold memory                                          */
    uint32_t blockSize; /* chunks                                                    */
    struct place focus; /* the chunk whose row is shown in any case; known: is there one? */
    const struct window *window;
    struct view *view;
    void *context; /* of the two: */
    uint64_t (*blockAddress)(const void *context, uint32_t block);

    /* The chunks of a row, which is complete, into where they all are zeros: fresh ones. */
    void (*fillRow)(void *context, const struct rowView *row, struct chunkView *chunks);
};

/* Adds those rows to the view; false without memory. */
bool blockRowsAdd(const struct blockRows *rows);

#endif
