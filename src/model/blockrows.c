#include "model/blockrows.h"

#include <string.h>

static uint32_t rowsInBlock(const struct blockRows *rows)
{
    const uint32_t rowChunks = rows->window->rowChunks;
    return rows->blockSize / rowChunks + (rows->blockSize % rowChunks > 0);
}

/* One of all rows; divided once, as most follow the one before. */
struct rowAt {
    uint64_t row;
    uint32_t block, firstChunk;
};

static struct rowAt rowAt(const struct blockRows *rows, uint64_t row, uint32_t inBlock)
{
    return (struct rowAt){.row = row,
                          .block = (uint32_t)(row / inBlock),
                          .firstChunk = (uint32_t)(row % inBlock) * rows->window->rowChunks};
}

static void rowNext(const struct blockRows *rows, struct rowAt *at)
{
    const uint32_t rowChunks = rows->window->rowChunks;
    const bool isLast = rows->blockSize - at->firstChunk <= rowChunks; /* of its block */
    at->row++;
    at->block += isLast;
    at->firstChunk = isLast ? 0 : at->firstChunk + rowChunks;
}

/* There is room for it; all its chunks are fresh, if nobody says otherwise. */
static void addRow(const struct blockRows *rows, const struct rowAt *at, uint64_t hiddenBefore)
{
    struct view *view = rows->view;
    struct rowView *added = &view->rows[view->rowCount++];
    const uint32_t rowChunks = rows->window->rowChunks, left = rows->blockSize - at->firstChunk;
    const uint32_t count = left < rowChunks ? left : rowChunks;
    struct chunkView *chunks = &view->chunks[view->chunkCount];
    *added = (struct rowView){.hiddenBefore = hiddenBefore,
                              .block = at->block,
                              .firstChunk = at->firstChunk,
                              .chunkCount = count,
                              .firstIndex = view->chunkCount,
                              .blockAddress = rows->blockAddress(rows->context, at->block)};
    view->chunkCount += count;
    memset(chunks, 0, count * sizeof *chunks);
    rows->fillRow(rows->context, added, chunks);
}

/* The row of the focused chunk; `count` where there is none. */
static uint64_t focusRow(const struct blockRows *rows, uint32_t inBlock, uint64_t count)
{
    const struct place *focus = &rows->focus;
    return focus->known ? (uint64_t)focus->block * inBlock + focus->chunk / rows->window->rowChunks
                        : count;
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
    const uint32_t inBlock = rowsInBlock(rows);
    const uint64_t count = rows->blocks * inBlock;
    const uint64_t first = rows->window->rowsFirst, last = rows->window->rowsLast;
    const bool whole = first >= count || last >= count - first;
    const uint64_t focus = focusRow(rows, inBlock, count), most = whole ? count : first + last + 1;
    struct rowAt at = {0};
    uint64_t hidden = 0;
    if (!viewReserve(rows->view, most, chunksOf(rows, most)))
        return false;
    while (at.row < count) {
        if (!whole && at.row >= first && at.row < count - last && at.row != focus) {
            /* on to the next row that is shown */
            const uint64_t next = at.row < focus && focus < count - last ? focus : count - last;
            hidden = next - at.row;
            at = rowAt(rows, next, inBlock);
            continue;
        }
        addRow(rows, &at, hidden);
        rowNext(rows, &at);
        hidden = 0;
    }
    rows->view->rowsHiddenAfter = hidden;
    return true;
}
