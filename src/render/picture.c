#include "render/picture.h"

#include <stdio.h>

#include "render/regions.h"
#include "view/trail.h"

/* Columns from which the list of a heap shows addresses beside places and sizes. */
#define WIDE_COLUMNS 60

/* Live chunks that a cut picture names. */
#define LIVE_MAX 12

static void appendPlace(struct buffer *out, uint64_t block, uint64_t chunk)
{
    bufferAppendUnsigned(out, block);
    bufferAppendByte(out, ':');
    bufferAppendUnsigned(out, chunk);
}

/* An address, or nothing where addresses differ from run to run; with a blank before it. */
static void appendAddress(const struct canvas *c, uint64_t address)
{
    if (c->view->placesOnly || address == 0)
        return;
    bufferAppendByte(c->out, ' ');
    bufferAppendAddress(c->out, address, c->view->fields.decimal);
}

/* --- the block table -------------------------------------------------------------------------- */

static size_t addressColumns(const struct view *view)
{
    size_t columns = 7; /* of the heading */
    for (size_t i = 0; !view->placesOnly && i < view->rowCount; i++) {
        size_t digits = 2;
        for (uint64_t rest = view->rows[i].blockAddress; rest != 0; rest >>= 4)
            digits++;
        columns = digits > columns ? digits : columns;
    }
    return columns;
}

static bool isFocus(const struct canvas *c, const struct chunkView *chunk)
{
    return c->event != NULL && c->event->place.known && c->event->place.address == chunk->address;
}

/* A position that fits its cell: beyond 999 in thousands, then millions. `(-)`: on no list, lost.
 */
void pictureAppendPosition(struct buffer *out, uint64_t position)
{
    static const char units[] = {' ', 'k', 'M', 'G'};
    size_t unit = 0;
    bufferAppendByte(out, '(');
    for (; position > 999; position /= 1000)
        unit++;
    if (position > 0)
        bufferAppendUnsigned(out, position);
    bufferAppend(out, position == 0 ? "-" : &units[unit], position == 0 || unit > 0);
    bufferAppendByte(out, ')');
}

/* What a cell shows, without its mark. */
static void cellText(const struct canvas *c, const struct chunkView *chunk)
{
    if (chunk->state == CHUNK_FRESH) {
        bufferAppendText(c->out, c->style->unicode ? "\xc2\xb7" : ".");
    } else if (chunk->state == CHUNK_FREED) {
        pictureAppendPosition(c->out, chunk->position);
    } else if (chunk->holders > 1) {
        bufferAppend(c->out, chunk->handle.text, chunk->handle.bytes < 3 ? chunk->handle.bytes : 2);
        bufferAppendByte(c->out, '+');
        bufferAppendUnsigned(c->out, chunk->holders - 1 < 9 ? chunk->holders - 1 : 9);
    } else if (chunk->handle.bytes <= CELL_NAME_BYTES) {
        bufferAppendEscaped(c->out, chunk->handle);
    } else {
        bufferAppendEscaped(c->out, (struct span){chunk->handle.text, CELL_NAME_BYTES - 1});
        bufferAppendByte(c->out, '~');
    }
}

static void appendCell(const struct canvas *c, const struct chunkView *chunk)
{
    static const enum tone tones[] = {
        [CHUNK_FRESH] = TONE_FAINT, [CHUNK_LIVE] = TONE_LIVE, [CHUNK_FREED] = TONE_FREED};
    const bool focus = isFocus(c, chunk);
    const enum tone tone = focus ? TONE_STRONG : tones[chunk->state];
    const size_t from = c->out->bytes;
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, focus ? "*" : "");
    cellText(c, chunk);
    canvasToneEnd(c, tone);
    if (c->out->failed)
        return;
    const size_t columns = canvasColumnsSince(c, from);
    static const char blanks[] = "       ";
    if (columns < CELL_COLUMNS)
        bufferInsert(c->out, from, blanks + columns);
    else
        bufferInsert(c->out, from, " ");
}

static void appendHeading(struct canvas *c, size_t addresses, uint32_t cells)
{
    canvasLineBegin(c, 0);
    bufferAppendText(c->out, c->view->placesOnly ? "block" : "block  address");
    canvasPadTo(c, addresses);
    for (uint32_t i = 0; i < cells; i++) {
        canvasPadTo(c, addresses + (i + 1) * CELL_COLUMNS - (i < 10 ? 1 : i < 100 ? 2 : 3));
        bufferAppendUnsigned(c->out, i);
    }
    canvasLineEnd(c);
}

void pictureAppendHiddenRows(struct canvas *c, uint64_t rows)
{
    if (rows == 0)
        return;
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, canvasDots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, rows);
    bufferAppendText(c->out,
                     rows == 1 ? " row hidden: show blocks\n" : " rows hidden: show blocks\n");
}

static void appendRow(struct canvas *c, const struct rowView *row, size_t addresses)
{
    pictureAppendHiddenRows(c, row->hiddenBefore);
    canvasLineBegin(c, 0);
    size_t from = c->out->bytes;
    bufferAppendUnsigned(c->out, row->block);
    if (row->firstChunk > 0) {
        bufferAppendByte(c->out, ':');
        bufferAppendUnsigned(c->out, row->firstChunk);
    }
    static const char blanks[] = "     ";
    size_t columns = c->out->bytes - from;
    if (!c->out->failed && columns < 5)
        bufferInsert(c->out, from, blanks + columns);
    if (!c->view->placesOnly) {
        bufferAppendByte(c->out, ' ');
        appendAddress(c, c->view->chunks[row->firstIndex].address);
    }
    canvasPadTo(c, addresses);
    for (uint32_t i = 0; i < row->chunkCount; i++)
        appendCell(c, &c->view->chunks[row->firstIndex + i]);
    canvasLineEnd(c);
}

static void appendBlocks(struct canvas *c)
{
    const struct view *view = c->view;
    const size_t addresses = view->placesOnly ? 6 : 7 + addressColumns(view);
    uint32_t cells = 0;
    for (size_t i = 0; i < view->rowCount; i++)
        cells = view->rows[i].chunkCount > cells ? view->rows[i].chunkCount : cells;
    if (view->rowCount > 0)
        appendHeading(c, addresses, cells);
    for (size_t i = 0; i < view->rowCount; i++)
        appendRow(c, &view->rows[i], addresses);
    pictureAppendHiddenRows(c, view->rowsHiddenAfter);
    if ((c->style->omits & OMIT_TABLE) != 0)
        return;
    canvasLabel(c, "table");
    bufferAppendUnsigned(c->out, view->stats.blocks);
    bufferAppendText(c->out, " of ");
    bufferAppendUnsigned(c->out, view->fields.blocksUsed);
    bufferAppendText(c->out, view->fields.blocksUsed == 1 ? " slot taken\n" : " slots taken\n");
}

/* --- the free list and the live chunks -------------------------------------------------------- */

static void appendLinkEnd(struct canvas *c, enum chainEnd end)
{
    const size_t from = c->out->bytes;
    bufferAppendByte(c->out, ' ');
    bufferAppendText(c->out, canvasArrow(c));
    if (end == CHAIN_NULL) {
        bufferAppendText(c->out, " NULL");
    } else {
        canvasToneBegin(c, TONE_WRONG);
        if (c->view->endPlace.known) {
            bufferAppendByte(c->out, ' ');
            appendPlace(c->out, c->view->endPlace.block, c->view->endPlace.chunk);
        }
        appendAddress(c, c->view->endAddress);
        bufferAppendByte(c->out, ' ');
        bufferAppendText(c->out, chainEndName(end));
        canvasToneEnd(c, TONE_WRONG);
    }
    canvasItemEnd(c, from);
    canvasLineEnd(c);
}

/* A line of its own that says what is left out; the next item begins a line. */
static void appendHidden(struct canvas *c, uint64_t hidden, const char *command)
{
    bufferAppendByte(c->out, '\n');
    c->lineStart = c->out->bytes;
    bufferAppendRepeated(c->out, ' ', c->indent);
    bufferAppendText(c->out, canvasDots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, hidden);
    bufferAppendText(c->out, " hidden: show ");
    bufferAppendText(c->out, command);
}

/* A list, from its head to where its last link leads: the last list's may lead anywhere. */
static void appendLinks(struct canvas *c, const struct listView *list, enum chainEnd end)
{
    const struct view *view = c->view;
    bufferAppendText(c->out, "head");
    c->items = 1;
    for (size_t i = list->firstIndex; i < list->firstIndex + list->linkCount; i++) {
        if (i == list->firstIndex + list->before && list->hidden > 0) {
            appendHidden(c, list->hidden, "list");
            bufferAppendByte(c->out, '\n');
            c->lineStart = c->out->bytes;
            bufferAppendRepeated(c->out, ' ', c->indent - 1);
        }
        const size_t from = c->out->bytes;
        bufferAppendByte(c->out, ' ');
        bufferAppendText(c->out, canvasArrow(c));
        bufferAppendByte(c->out, ' ');
        canvasToneBegin(c, TONE_FREED);
        appendPlace(c->out, view->links[i].block, view->links[i].chunk);
        canvasToneEnd(c, TONE_FREED);
        if (!view->hasRegions || c->style->columns >= WIDE_COLUMNS) /* else the table has them */
            appendAddress(c, view->links[i].address);
        if (view->hasRegions)
            bufferAppendFormat(c->out, " [%llu]", (unsigned long long)view->links[i].bytes);
        canvasItemEnd(c, from);
    }
    appendLinkEnd(c, end);
}

static void appendList(struct canvas *c)
{
    const struct view *view = c->view;
    const struct listView whole = {
        .linkCount = view->linkCount, .hidden = view->linksHidden, .before = view->linksBefore};
    canvasListBegin(c, view->listCount > 0 ? "free lists" : "free list", view->chainLength);
    if (view->listCount == 0) {
        appendLinks(c, &whole, view->end);
        return;
    }
    canvasSentence(c, spanOf("regions, by how many bytes they hold"));
    canvasLineEnd(c);
    for (size_t i = 0; i < view->listCount; i++) {
        const struct listView *list = &view->lists[i];
        char label[32];
        if (list->length == 0)
            continue;
        if (list->most > 0)
            snprintf(label, sizeof label, "  to %llu", (unsigned long long)list->most);
        else
            snprintf(label, sizeof label, "  larger");
        canvasListBegin(c, label, list->length);
        appendLinks(c, list, CHAIN_NULL);
    }
}

/* Elements of a search that are named at its beginning and its end. */
#define LOOKS_FIRST 8
#define LOOKS_LAST  2

/* One element that a search looked at, marked where it is the one that the step is about. */
static void appendLook(struct canvas *c, const struct trailElement *look, bool isFirst)
{
    const struct place *place = &look->place, *chosen = &c->event->place;
    const bool focus =
        chosen->known && chosen->block == place->block && chosen->chunk == place->chunk;
    const enum tone tone = focus ? TONE_STRONG : look->isLive ? TONE_LIVE : TONE_FREED;
    const size_t from = c->out->bytes;
    if (!isFirst)
        bufferAppendFormat(c->out, " %s ", canvasArrow(c));
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, focus ? "*" : "");
    placeAppend(place, c->out);
    canvasToneEnd(c, tone);
    if (place->bytes == 0 || c->style->columns >= WIDE_COLUMNS)
        appendAddress(c, place->address);
    if (place->bytes > 0)
        bufferAppendFormat(c->out, look->isLive ? " [%llu live]" : " [%llu]",
                           (unsigned long long)place->bytes);
    canvasItemEnd(c, from);
}

/* The way of the search, if that was kept. */
static void appendSearch(struct canvas *c)
{
    const struct trail *trail = c->event != NULL ? c->event->trail : NULL;
    if (trail == NULL || trail->count == 0)
        return;
    const uint64_t kept = trail->count - trailHidden(trail);
    const bool isCut = trail->count > LOOKS_FIRST + LOOKS_LAST;
    canvasListBegin(c, "searched", trail->count);
    for (uint64_t i = 0; i < kept; i++) {
        if (isCut && i == LOOKS_FIRST) {
            const size_t from = c->out->bytes;
            bufferAppendFormat(c->out, " %s %s %llu more", canvasArrow(c), canvasDots(c),
                               (unsigned long long)(trail->count - LOOKS_FIRST - LOOKS_LAST));
            canvasItemEnd(c, from);
            i = kept - LOOKS_LAST;
        }
        appendLook(c, trailAt(trail, i), i == 0);
    }
    canvasLineEnd(c);
}

/* Every live chunk of the rows that are shown. */
static void appendLive(struct canvas *c)
{
    const struct view *view = c->view;
    const uint64_t most = c->style->whole ? UINT64_MAX : LIVE_MAX;
    uint64_t shown = 0, handles = 0;
    canvasListBegin(c, "live", view->stats.live);
    for (size_t row = 0; row < view->rowCount; row++)
        for (uint32_t i = 0; i < view->rows[row].chunkCount; i++) {
            const struct chunkView *chunk = &view->chunks[view->rows[row].firstIndex + i];
            if (chunk->state != CHUNK_LIVE || shown == most)
                continue;
            const size_t from = c->out->bytes;
            bufferAppendText(c->out, shown++ > 0 ? "   " : "");
            canvasToned(c, TONE_LIVE, chunk->handle);
            bufferAppendByte(c->out, ' ');
            appendPlace(c->out, view->rows[row].block,
                        view->hasRegions ? chunk->address - view->heapStart
                                         : view->rows[row].firstChunk + i);
            appendAddress(c, chunk->address);
            if (chunk->holders > 1)
                bufferAppendFormat(c->out, " (%u owners)", chunk->holders);
            handles += chunk->holders;
            canvasItemEnd(c, from);
        }
    if (handles < view->stats.live)
        appendHidden(c, view->stats.live - handles, "chunks");
    canvasLineEnd(c);
}

static void appendNext(struct canvas *c)
{
    const struct view *view = c->view;
    const bool isStray =
        view->chainLength == 0 && (view->end == CHAIN_FOREIGN || view->end == CHAIN_MISALIGNED);
    canvasLabel(c, "next alloc");
    if (isStray) {
        canvasToned(c, TONE_WRONG, spanOf("none: the head is no chunk"));
        canvasLineEnd(c);
        return;
    }
    appendPlace(c->out, view->next.block, view->next.chunk);
    appendAddress(c, view->next.address);
    c->items = 1;
    const size_t from = c->out->bytes;
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, pathName(view->nextPath));
    canvasItemEnd(c, from);
    canvasLineEnd(c);
}

/* --- the fields ------------------------------------------------------------------------------- */

static void appendSigned(const struct canvas *c, int64_t value)
{
    bufferAppendText(c->out, value < 0 ? "-" : "");
    bufferAppendUnsigned(c->out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

static void appendPointer(const struct canvas *c, int64_t value)
{
    if (value == 0)
        bufferAppendText(c->out, "NULL");
    else if (c->view->placesOnly)
        bufferAppendText(c->out, "set");
    else
        bufferAppendAddress(c->out, (uint64_t)value, c->view->fields.decimal);
}

typedef void appendValue(const struct canvas *c, int64_t value);

static void appendToned(const struct canvas *c, enum tone tone, appendValue *append, int64_t value)
{
    canvasToneBegin(c, tone);
    append(c, value);
    canvasToneEnd(c, tone);
}

/* A field, with its value before the step where that was another. */
static void appendField(struct canvas *c, const char *name, appendValue *append, int64_t before,
                        int64_t after)
{
    const enum tone tone = before != after ? TONE_STRONG : TONE_PLAIN;
    size_t from = c->out->bytes;
    bufferAppendText(c->out, c->items > 0 ? "   " : "");
    bufferAppendText(c->out, name);
    bufferAppendByte(c->out, ' ');
    if (before != after) {
        appendToned(c, tone, append, before);
        canvasItemEnd(c, from);
        from = c->out->bytes;
        bufferAppendByte(c->out, ' ');
        canvasToned(c, tone, spanOf(canvasArrow(c)));
        bufferAppendByte(c->out, ' ');
    }
    appendToned(c, tone, append, after);
    canvasItemEnd(c, from);
}

static void appendNumberField(struct canvas *c, const char *name, int64_t before, int64_t after)
{
    appendField(c, name, appendSigned, before, after);
}

/* Where addresses are not shown, all that are set look the same. */
static void appendPointerField(struct canvas *c, const char *name, uint64_t before, uint64_t after)
{
    const bool places = c->view->placesOnly;
    appendField(c, name, appendPointer, places ? before != 0 : (int64_t)before,
                places ? after != 0 : (int64_t)after);
}

static void appendFields(struct canvas *c)
{
    const struct fields *now = &c->view->fields;
    const struct fields *was = c->event != NULL ? &c->event->before : now;
    canvasLabel(c, c->view->hasRegions ? "heap" : "pool");
    if (c->view->hasRegions) {
        appendPointerField(c, "freed", was->freed, now->freed);
        canvasLineEnd(c);
        return;
    }
    /* these two change only with the pool */
    if (c->event == NULL || was->chunkSize != now->chunkSize)
        appendNumberField(c, "chunkSize", was->chunkSize, now->chunkSize);
    if (c->event == NULL || was->blockSize != now->blockSize)
        appendNumberField(c, "blockSize", was->blockSize, now->blockSize);
    appendNumberField(c, "used", was->used, now->used);
    appendNumberField(c, "block", was->block, now->block);
    appendPointerField(c, "freed", was->freed, now->freed);
    appendNumberField(c, "blocksUsed", was->blocksUsed, now->blocksUsed);
    canvasLineEnd(c);
}

void pictureAppend(struct canvas *c)
{
    const unsigned parts = c->style->parts;
    if ((parts & VIEW_BLOCKS) != 0) {
        if (c->view->hasRegions)
            regionsAppend(c);
        else
            appendBlocks(c);
        bufferAppendText(c->out, parts != VIEW_BLOCKS ? "\n" : "");
    }
    if ((parts & VIEW_LIST) != 0) {
        appendSearch(c);
        appendList(c);
    }
    if ((parts & VIEW_CHUNKS) != 0)
        appendLive(c);
    if ((parts & VIEW_FIELDS) != 0)
        appendFields(c);
    const bool tellsNext = (parts & VIEW_LIST) != 0 && (c->style->omits & OMIT_NEXT) == 0;
    if (tellsNext && !c->view->hasRegions)
        appendNext(c);
}
