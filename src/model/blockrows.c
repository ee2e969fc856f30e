#include "model/blockrows.h"

#include <string.h>

static uint64_t rowsInBlock(const struct blockRows *rows)
{
    const uint64_t rowChunks = rows->window->rowChunks;
    return (rows->blockSize + rowChunks - 1) / rowChunks;
}

static bool addRow(const struct blockRows *rows, uint64_t row, uint64_t hiddenBefore)
{
    struct rowView *view = viewAddRow(rows->view);
    if (view == NULL)
        return false;
    const uint32_t rowChunks = rows->window->rowChunks;
    const uint32_t block = (uint32_t)(row / rowsInBlock(rows));
    const uint32_t first = (uint32_t)(row % rowsInBlock(rows)) * rowChunks;
    const uint32_t left = rows->blockSize - first;
    *view = (struct rowView){.hiddenBefore = hiddenBefore,
                             .block = block,
                             .firstChunk = first,
                             .chunkCount = left < rowChunks ? left : rowChunks,
                             .firstIndex = rows->view->chunkCount,
                             .blockAddress = rows->blockAddress(rows->context, block)};
    struct chunkView *chunks = viewAddChunks(rows->view, view->chunkCount);
    if (chunks == NULL)
        return false;
    memset(chunks, 0, view->chunkCount * sizeof *chunks);
    rows->fillRow(rows->context, view, chunks);
    return true;
}

/* The row of the focused chunk; `count` where there is none. */
static uint64_t focusRow(const struct blockRows *rows, uint64_t count)
{
    const struct place *focus = &rows->focus;
    return focus->known ? focus->block * rowsInBlock(rows) + focus->chunk / rows->window->rowChunks
                        : count;
}

bool blockRowsAdd(const struct blockRows *rows)
{
    const uint64_t count = rows->blocks * rowsInBlock(rows);
    const uint64_t first = rows->window->rowsFirst, last = rows->window->rowsLast;
    const bool whole = first >= count || last >= count - first;
    const uint64_t focus = focusRow(rows, count);
    uint64_t hidden = 0;
    for (uint64_t row = 0; row < count; row++) {
        if (!whole && row >= first && row < count - last && row != focus) {
            /* on to the next row that is shown */
            uint64_t next = row < focus && focus < count - last ? focus : count - last;
            hidden = next - row;
            row = next - 1;
            continue;
        }
        if (!addRow(rows, row, hidden))
            return false;
        hidden = 0;
    }
    rows->view->rowsHiddenAfter = hidden;
    return true;
}
