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

void viewClear(struct view *view)
{
    const struct view was = *view;
    memset(view, 0, offsetof(struct view, lists));
    view->rows = was.rows;
    view->chunks = was.chunks;
    view->links = was.links;
    view->rowCapacity = was.rowCapacity;
    view->chunkCapacity = was.chunkCapacity;
    view->linkCapacity = was.linkCapacity;
}

struct rowView *viewAddRow(struct view *view)
{
    struct rowView *rows =
        checkedGrow(view->rows, &view->rowCapacity, view->rowCount + 1, sizeof *rows);
    if (rows == NULL)
        return NULL;
    view->rows = rows;
    return &rows[view->rowCount++];
}

struct chunkView *viewAddChunks(struct view *view, size_t count)
{
    struct chunkView *chunks =
        checkedGrow(view->chunks, &view->chunkCapacity, view->chunkCount + count, sizeof *chunks);
    if (chunks == NULL)
        return NULL;
    view->chunks = chunks;
    view->chunkCount += count;
    return &chunks[view->chunkCount - count];
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
