#include "view/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

const char *chunkStateName(enum chunkState state)
{
    static const char *const names[] = {
        [CHUNK_FRESH] = "fresh", [CHUNK_LIVE] = "live", [CHUNK_FREED] = "freed"};
    return names[state];
}

const char *chainEndName(enum chainEnd end)
{
    static const char *const names[] = {
        [CHAIN_NULL] = "null",       [CHAIN_CYCLE] = "cycle",
        [CHAIN_FOREIGN] = "foreign", [CHAIN_MISALIGNED] = "misaligned",
        [CHAIN_FRESH] = "fresh",     [CHAIN_LIVE] = "live"};
    return names[end];
}

void viewInit(struct view *view)
{
    *view = (struct view){0};
}

void viewRelease(struct view *view)
{
    free(view->rows);
    free(view->chunks);
    free(view->links);
    viewInit(view);
}

/* Copied, as compilers make that quicker than to fill it. */
void viewClear(struct view *view)
{
    static const struct view none;
    memcpy(view, &none, offsetof(struct view, stats));
}

bool viewReserve(struct view *view, uint64_t rowCount, uint64_t chunkCount)
{
    struct rowView *rows = checkedGrow(view->rows, &view->rowCapacity, rowCount, sizeof *rows);
    if (rows == NULL)
        return false;
    view->rows = rows;
    struct chunkView *chunks =
        checkedGrow(view->chunks, &view->chunkCapacity, chunkCount, sizeof *chunks);
    if (chunks == NULL)
        return false;
    view->chunks = chunks;
    return true;
}

struct rowView *viewAddRow(struct view *view)
{
    if (!viewReserve(view, view->rowCount + 1, view->chunkCount))
        return NULL;
    return &view->rows[view->rowCount++];
}

struct chunkView *viewAddChunks(struct view *view, size_t count)
{
    if (!viewReserve(view, view->rowCount, view->chunkCount + count))
        return NULL;
    view->chunkCount += count;
    return &view->chunks[view->chunkCount - count];
}

struct place *viewAddLink(struct view *view)
{
    struct place *links =
        checkedGrow(view->links, &view->linkCapacity, view->linkCount + 1, sizeof *links);
    if (links == NULL)
        return NULL;
    view->links = links;
    return &links[view->linkCount++];
}
