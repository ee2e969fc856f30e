#include "model/blockrows.h"

#include <string.h>

static uint32_t rowsInBlock(const struct blockRows *rows)
{
    const uint32_t rowChunks = rows->window->rowChunks;
    return rows->blockSize / rowChunks + (rows->blockSize % rowChunks > 0);
}

/* There is room for it; all its chunks are fresh, if nobody says otherwise. */
static void addRow(const struct blockRows *rows, uint64_t row, uint64_t hiddenBefore)
{
    struct view *view = rows->view;
    struct rowView *added = &view->rows[view->rowCount++];
    const uint32_t rowChunks = rows->window->rowChunks;
    const uint32_t block = (uint32_t)(row / rowsInBlock(rows));
    const uint32_t first = (uint32_t)(row % rowsInBlock(rows)) * rowChunks;
    const uint32_t left = rows->blockSize - first;
    *added = (struct rowView){.hiddenBefore = hiddenBefore,
                              .block = block,
                              .firstChunk = first,
                              .chunkCount = left < rowChunks ? left : rowChunks,
                              .firstIndex = view->chunkCount,
                              .blockAddress = rows->blockAddress(rows->context, block)};
    view->chunkCount += added->chunkCount;
    struct chunkView *chunks = &view->chunks[added->firstIndex];
    memset(chunks, 0, added->chunkCount * sizeof *chunks);
    rows->fillRow(rows->context, added, chunks);
}

/* The row of the focused chunk; `count` where there is none. */
static uint64_t focusRow(const struct blockRows *rows, uint64_t count)
{
    const struct place *focus = &rows->focus;
    const uint64_t inBlock = rowsInBlock(rows);
    return focus->known ? focus->block * inBlock + focus->chunk / rows->window->rowChunks : count;
}

/* So many rows have at most so many chunks. */
static uint64_t chunksOf(const struct blockRows *rows, uint64_t rowCount)
{
    const uint32_t rowChunks = rows->window->rowChunks, blockSize = rows->blockSize;
    const uint64_t all = rows->blocks * blockSize;
    const uint64_t chunks = rowCount * (rowChunks < blockSize ? rowChunks : blockSize);
    return chunks < all ? chunks : all;
}

bool blockRowsAdd(const struct blockRows *rows)
{
    const uint64_t count = (uint64_t)rows->blocks * rowsInBlock(rows);
    const uint64_t first = rows->window->rowsFirst, last = rows->window->rowsLast;
    const bool whole = first >= count || last >= count - first;
    const uint64_t focus = focusRow(rows, count), most = whole ? count : first + last + 1;
    uint64_t hidden = 0;
    if (!viewReserve(rows->view, most, chunksOf(rows, most)))
        return false;
    for (uint64_t row = 0; row < count; row++) {
        if (!whole && row >= first && row < count - last && row != focus) {
            /* on to the next row that is shown */
            uint64_t next = row < focus && focus < count - last ? focus : count - last;
            hidden = next - row;
            row = next - 1;
            continue;
        }
        addRow(rows, row, hidden);
        hidden = 0;
    }
    rows->view->rowsHiddenAfter = hidden;
    return true;
}
