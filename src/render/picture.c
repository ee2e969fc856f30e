#include "render/picture.h"

#include <stdio.h>

#include "render/blocktable.h"
#include "render/regions.h"
#include "view/trail.h"

/* Columns from which the list of a heap shows addresses beside places and sizes. */
#define WIDE_COLUMNS 60

/* Live chunks that a cut picture names. */
#define LIVE_MAX 12

/* BLOCK:CHUNK; of a heap the chunk is an offset. */
#define PLACE_BYTES (2 * PUT_UNSIGNED_BYTES + 1)
static char *putPlace(char *at, uint64_t block, uint64_t chunk)
{
    return putUnsigned(putByte(putUnsigned(at, block), ':'), chunk);
}

static void appendPlace(struct buffer *out, uint64_t block, uint64_t chunk)
{
    char *at = bufferRoom(out, PLACE_BYTES);
    if (at != NULL)
        bufferEnd(out, putPlace(at, block, chunk));
}

/* An address, or nothing where addresses differ from run to run; with a blank before it. */
#define ADDRESS_BYTES (1 + PUT_ADDRESS_BYTES)
static inline char *putItsAddress(const struct canvas *c, char *at, uint64_t address)
{
    if (c->view->placesOnly || address == 0)
        return at;
    return putAddress(putByte(at, ' '), address, c->view->fields.decimal);
}

static void appendAddress(const struct canvas *c, uint64_t address)
{
    char *at = bufferRoom(c->out, ADDRESS_BYTES);
    if (at != NULL)
        bufferEnd(c->out, putItsAddress(c, at, address));
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
#define HIDDEN_BYTES (1 + PUT_BLANKS_BYTES + 3 + 1 + PUT_UNSIGNED_BYTES + 14)
static void appendHidden(struct canvas *c, uint64_t hidden, struct span command)
{
    char *at = bufferRoom(c->out, HIDDEN_BYTES + command.bytes);
    if (at == NULL)
        return;
    at = putByte(at, '\n');
    c->lineStart = (size_t)(at - c->out->text);
    at = putSpan(putBlanks(at, c->indent), spanOf(canvasDots(c)));
    at = putText(putUnsigned(putByte(at, ' '), hidden), " hidden: show ");
    bufferEnd(c->out, putSpan(at, command));
}

#define LINK_BYTES (8 + TONE_BYTES + PLACE_BYTES + TONE_END_BYTES + ADDRESS_BYTES)
static void appendLink(struct canvas *c, const struct place *link)
{
    const struct view *view = c->view;
    const size_t from = c->out->bytes;
    char *at = bufferRoom(c->out, LINK_BYTES);
    if (at == NULL)
        return;
    at = putText(at, c->style->unicode ? " \xe2\x86\x92 " : " -> ");
    at = canvasPutTone(c, at, TONE_FREED);
    at = putPlace(at, link->block, link->chunk);
    at = canvasPutToneEnd(c, at, TONE_FREED);
    if (!view->hasRegions || c->style->columns >= WIDE_COLUMNS) /* else the table has them */
        at = putItsAddress(c, at, link->address);
    bufferEnd(c->out, at);
    if (view->hasRegions)
        bufferAppendFormat(c->out, " [%llu]", (unsigned long long)link->bytes);
    canvasItemEnd(c, from);
}

/* A list, from its head to where its last link leads: the last list's may lead anywhere. */
static void appendLinks(struct canvas *c, const struct listView *list, enum chainEnd end)
{
    const struct view *view = c->view;
    bufferAppendText(c->out, "head");
    c->items = 1;
    for (size_t i = list->firstIndex; i < list->firstIndex + list->linkCount; i++) {
        if (i == list->firstIndex + list->before && list->hidden > 0) {
            appendHidden(c, list->hidden, spanOf("list"));
            bufferAppendByte(c->out, '\n');
            c->lineStart = c->out->bytes;
            bufferAppendRepeated(c->out, ' ', c->indent - 1);
        }
        appendLink(c, &view->links[i]);
    }
    appendLinkEnd(c, end);
}

static void appendList(struct canvas *c)
{
    const struct view *view = c->view;
    const struct listView whole = {
        .linkCount = view->linkCount, .hidden = view->linksHidden, .before = view->linksBefore};
    canvasListBegin(c, view->listCount > 0 ? spanOf("free lists") : spanOf("free list"),
                    view->chainLength);
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
        canvasListBegin(c, spanOf(label), list->length);
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
    canvasListBegin(c, spanOf("searched"), trail->count);
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

/* A live chunk of a list of them. */
#define LIVE_BYTES                                                                                 \
    (4 + TONE_BYTES + TONE_END_BYTES + PLACE_BYTES + ADDRESS_BYTES + 9 + PUT_UNSIGNED_BYTES +      \
     CANVAS_MOVE_BYTES)
static char *putLiveChunk(struct canvas *c, char *at, const struct chunkView *chunk, uint64_t block,
                          uint64_t offset)
{
    char *const from = at;
    at = c->items > 0 ? putText(at, "   ") : at;
    at = canvasPutTone(c, at, TONE_LIVE);
    at = putSpan(at, chunk->handle);
    at = canvasPutToneEnd(c, at, TONE_LIVE);
    at = putPlace(putByte(at, ' '), block, offset);
    at = putItsAddress(c, at, chunk->address);
    if (chunk->holders > 1)
        at = putText(putUnsigned(putText(at, " ("), chunk->holders), " owners)");
    return canvasPutItemEnd(c, from, at);
}

/* Those of a row, `most` at most; how many handles they have, into *handles, and chunks. */
static uint64_t appendLiveRow(struct canvas *c, struct rowView row, uint64_t most,
                              uint64_t *handles)
{
    const struct chunkView *const first = &c->view->chunks[row.firstIndex];
    const struct chunkView *const end = first + row.chunkCount;
    const uint64_t heap = c->view->heapStart;
    const bool isRegion = c->view->hasRegions;
    uint64_t count = 0;
    for (const struct chunkView *chunk = first; chunk < end && count < most; chunk++) {
        if (chunk->state != CHUNK_LIVE)
            continue;
        char *at = bufferRoom(c->out, LIVE_BYTES + chunk->handle.bytes);
        if (at == NULL)
            break;
        const uint64_t offset =
            isRegion ? chunk->address - heap : row.firstChunk + (uint64_t)(chunk - first);
        bufferEnd(c->out, putLiveChunk(c, at, chunk, row.block, offset));
        *handles += chunk->holders;
        count++;
    }
    return count;
}

/* Every live chunk of the rows that are shown. */
static void appendLive(struct canvas *c)
{
    const struct view *view = c->view;
    uint64_t left = c->style->whole ? UINT64_MAX : LIVE_MAX, handles = 0;
    canvasListBegin(c, spanOf("live"), view->stats.live);
    for (size_t i = 0; i < view->rowCount && left > 0; i++)
        left -= appendLiveRow(c, view->rows[i], left, &handles);
    if (handles < view->stats.live)
        appendHidden(c, view->stats.live - handles, spanOf("chunks"));
    canvasLineEnd(c);
}

#define NEXT_BYTES (CANVAS_LABEL_BYTES + PLACE_BYTES + ADDRESS_BYTES + 32 + CANVAS_MOVE_BYTES)
static void appendNext(struct canvas *c)
{
    const struct view *view = c->view;
    const bool isStray =
        view->chainLength == 0 && (view->end == CHAIN_FOREIGN || view->end == CHAIN_MISALIGNED);
    if (isStray) {
        canvasLabel(c, spanOf("next alloc"));
        canvasToned(c, TONE_WRONG, spanOf("none: the head is no chunk"));
        canvasLineEnd(c);
        return;
    }
    char *at = bufferRoom(c->out, NEXT_BYTES);
    if (at == NULL)
        return;
    at = canvasPutLabel(c, at, spanOf("next alloc"));
    at = putPlace(at, view->next.block, view->next.chunk);
    at = putItsAddress(c, at, view->next.address);
    c->items = 1;
    char *const from = at;
    at = putSpan(putText(at, "  "), spanOf(pathName(view->nextPath)));
    at = canvasPutItemEnd(c, from, at);
    bufferEnd(c->out, canvasPutLineEnd(c, at));
}

/* --- the fields ------------------------------------------------------------------------------- */

typedef char *putValue(const struct canvas *c, char *at, int64_t value);
#define VALUE_BYTES (1 + PUT_ADDRESS_BYTES)

static char *putNumber(const struct canvas *c, char *at, int64_t value)
{
    (void)c;
    return putSigned(at, value);
}

static char *putPointer(const struct canvas *c, char *at, int64_t value)
{
    if (value == 0)
        return putText(at, "NULL");
    if (c->view->placesOnly)
        return putText(at, "set");
    return putAddress(at, (uint64_t)value, c->view->fields.decimal);
}

/* A field, with its value before the step where that was another. */
#define FIELD_BYTES                                                                                \
    (32 + 4 * (TONE_BYTES + TONE_END_BYTES) + 2 * VALUE_BYTES + 2 * CANVAS_MOVE_BYTES)
static inline char *putField(struct canvas *c, char *at, struct span name, putValue *put,
                             int64_t before, int64_t after)
{
    const enum tone tone = before != after ? TONE_STRONG : TONE_PLAIN;
    char *from = at;
    at = c->items > 0 ? putText(at, "   ") : at;
    at = canvasPutTone(c, putByte(putSpan(at, name), ' '), tone);
    at = canvasPutToneEnd(c, put(c, at, before), tone);
    at = canvasPutItemEnd(c, from, at);
    if (before == after)
        return at;
    from = at;
    at = canvasPutTone(c, putByte(at, ' '), tone);
    at = canvasPutToneEnd(c, putSpan(at, spanOf(canvasArrow(c))), tone);
    at = canvasPutTone(c, putByte(at, ' '), tone);
    at = canvasPutToneEnd(c, put(c, at, after), tone);
    return canvasPutItemEnd(c, from, at);
}

static char *putNumberField(struct canvas *c, char *at, struct span name, int64_t before,
                            int64_t after)
{
    return putField(c, at, name, putNumber, before, after);
}

/* Where addresses are not shown, all that are set look the same. */
static char *putPointerField(struct canvas *c, char *at, struct span name, uint64_t before,
                             uint64_t after)
{
    const bool places = c->view->placesOnly;
    return putField(c, at, name, putPointer, places ? before != 0 : (int64_t)before,
                    places ? after != 0 : (int64_t)after);
}

static char *putFields(struct canvas *c, char *at)
{
    const struct fields *now = &c->view->fields;
    const struct fields *was = c->event != NULL ? &c->event->before : now;
    if (c->view->hasRegions)
        return putPointerField(c, at, spanOf("freed"), was->freed, now->freed);
    /* these two change only with the pool */
    if (c->event == NULL || was->chunkSize != now->chunkSize)
        at = putNumberField(c, at, spanOf("chunkSize"), was->chunkSize, now->chunkSize);
    if (c->event == NULL || was->blockSize != now->blockSize)
        at = putNumberField(c, at, spanOf("blockSize"), was->blockSize, now->blockSize);
    at = putNumberField(c, at, spanOf("used"), was->used, now->used);
    at = putNumberField(c, at, spanOf("block"), was->block, now->block);
    at = putPointerField(c, at, spanOf("freed"), was->freed, now->freed);
    return putNumberField(c, at, spanOf("blocksUsed"), was->blocksUsed, now->blocksUsed);
}

static void appendFields(struct canvas *c)
{
    char *at = bufferRoom(c->out, CANVAS_LABEL_BYTES + 6 * FIELD_BYTES + 1);
    if (at == NULL)
        return;
    at = canvasPutLabel(c, at, c->view->hasRegions ? spanOf("heap") : spanOf("pool"));
    bufferEnd(c->out, canvasPutLineEnd(c, putFields(c, at)));
}

void pictureAppend(struct canvas *c)
{
    const unsigned parts = c->style->parts;
    if ((parts & VIEW_BLOCKS) != 0) {
        if (c->view->hasRegions)
            regionsAppend(c);
        else
            blockTableAppend(c);
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
