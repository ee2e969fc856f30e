/*
 * blocktable.h - the block table of a picture: rows of cells, chunks in the order of their
 * addresses. Called by picture.c; regions.c has the table of a heap, and what both say alike is
 * here.
 *
 * Rule: a cell is CELL_COLUMNS wide, what is in it stands at its right.
 */
#ifndef RENDER_BLOCKTABLE_H
#define RENDER_BLOCKTABLE_H

#include "render/canvas.h"

/* Columns of a cell of the table: a blank, the mark, and so much of a name. */
#define CELL_NAME_BYTES 5
#define CELL_COLUMNS    (CELL_NAME_BYTES + 2)

/* A position on the free list: (2), (12k); `(-)` on no list, lost. */
#define POSITION_BYTES (PUT_UNSIGNED_BYTES + 3)
char *blockTablePutPosition(char *at, uint64_t position);
static inline void blockTableAppendPosition(struct buffer *out, uint64_t position)
{
    char *at = bufferRoom(out, POSITION_BYTES);
    if (at != NULL)
        bufferEnd(out, blockTablePutPosition(at, position));
}

/* Rows that are left out here, if there are any. */
#define HIDDEN_ROWS_BYTES (2 + CANVAS_SIGN_BYTES + 1 + PUT_UNSIGNED_BYTES + 26)
char *blockTablePutHidden(const struct canvas *c, char *at, uint64_t rows);
void blockTableAppendHidden(struct canvas *c, uint64_t rows);

/* The blocks of the canvas's view. */
void blockTableAppend(struct canvas *c);

#endif
