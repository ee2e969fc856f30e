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

/* An address, or nothing where addresses differ from run to run; with a blank before it. */
#define ADDRESS_BYTES (1 + PUT_ADDRESS_BYTES)
static inline char *putItsAddress(const struct canvas *c, char *at, uint64_t address)
{
    if (SELDOM(c->view->placesOnly || address == 0))
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

/* Where a list ends that does not end as it should. */
static char *putOddEnd(struct canvas *c, char *at, enum chainEnd end)
{
    const struct view *view = c->view;
    at = canvasPutTone(c, at, TONE_WRONG);
    if (view->endPlace.known)
        at = putPlace(putByte(at, ' '), view->endPlace.block, view->endPlace.chunk);
    at = putItsAddress(c, at, view->endAddress);
    at = putSpan(putByte(at, ' '), spanOf(chainEndName(end)));
    return canvasPutToneEnd(c, at, TONE_WRONG);
}

#define END_BYTES                                                                                  \
    (1 + CANVAS_SIGN_BYTES + TONE_BYTES + TONE_END_BYTES + 1 + PLACE_BYTES + ADDRESS_BYTES + 16 +  \
     CANVAS_MOVE_BYTES + 1)
static void appendLinkEnd(struct canvas *c, enum chainEnd end)
{
    char *const from = bufferRoom(c->out, END_BYTES);
    if (from == NULL)
        return;
    char *at = canvasPutArrow(c, putByte(from, ' '));
    at = end == CHAIN_NULL ? putText(at, " NULL") : putOddEnd(c, at, end);
    at = canvasPutItemEnd(c, from, at);
    bufferEnd(c->out, canvasPutLineEnd(c, at));
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
    at = canvasPutDots(c, putBlanks(at, c->indent));
    at = putText(putUnsigned(putByte(at, ' '), hidden), " hidden: show ");
    bufferEnd(c->out, putSpan(at, command));
}

/* Behind `from`, or where it does not fit, in the next line. */
#define LINK_BYTES                                                                                 \
    (CANVAS_MOVE_BYTES + CANVAS_SIGN_BYTES + 1 + TONE_BYTES + PLACE_BYTES + TONE_END_BYTES +       \
     ADDRESS_BYTES + 3 + PUT_UNSIGNED_BYTES)
static char *putLink(struct canvas *c, char *from, const struct place *link)
{
    const bool isRegion = c->view->hasRegions;
    char *at = putByte(from, ' ');
    for (;;) {
        at = canvasPutTone(c, putByte(canvasPutArrow(c, at), ' '), TONE_FREED);
        at = putPlace(at, link->block, link->chunk);
        at = canvasPutToneEnd(c, at, TONE_FREED);
        if (!isRegion || c->style->columns >= WIDE_COLUMNS) /* else the table has them */
            at = putItsAddress(c, at, link->address);
        at = isRegion ? putByte(putUnsigned(putText(at, " ["), link->bytes), ']') : at;
        if (!canvasTurns(c, at))
            return at;
        at = canvasPutTurn(c, from);
    }
}

/* A list, from its head to where its last link leads: the last list's may lead anywhere. */
static void appendLinks(struct canvas *c, struct span label, const struct listView *list,
                        enum chainEnd end)
{
    const struct view *view = c->view;
    char *head = bufferRoom(c->out, CANVAS_LABEL_BYTES + 4);
    if (head == NULL)
        return;
    head = canvasPutListLabel(c, head, label, list->length);
    bufferEnd(c->out, putText(head, "head"));
    c->items = 1;
    for (size_t i = list->firstIndex; i < list->firstIndex + list->linkCount; i++) {
        if (i == list->firstIndex + list->before && list->hidden > 0) {
            appendHidden(c, list->hidden, spanOf("list"));
            bufferAppendByte(c->out, '\n');
            c->lineStart = c->out->bytes;
            bufferAppendRepeated(c->out, ' ', c->indent - 1);
        }
        char *at = bufferRoom(c->out, LINK_BYTES);
        if (at == NULL)
            return;
        bufferEnd(c->out, putLink(c, at, &view->links[i]));
    }
    appendLinkEnd(c, end);
}

static void appendList(struct canvas *c)
{
    const struct view *view = c->view;
    const struct listView whole = {.length = view->chainLength,
                                   .linkCount = view->linkCount,
                                   .hidden = view->linksHidden,
                                   .before = view->linksBefore};
    if (view->listCount == 0) {
        appendLinks(c, spanOf("free list"), &whole, view->end);
        return;
    }
    canvasListBegin(c, spanOf("free lists"), view->chainLength);
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
        appendLinks(c, spanOf(label), list, CHAIN_NULL);
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

/* A live chunk of a list of them: behind `from`, or where it does not fit, in the next line. */
#define LIVE_BYTES                                                                                 \
    (CANVAS_MOVE_BYTES + TONE_BYTES + TONE_END_BYTES + 1 + PLACE_BYTES + ADDRESS_BYTES + 10 +      \
     PUT_UNSIGNED_BYTES)
static inline char *putLiveChunk(struct canvas *c, char *from, const struct chunkView *chunk,
                                 uint64_t block, uint64_t offset)
{
    char *at = c->items > 0 ? putText(from, "   ") : from;
    for (;;) {
        at = canvasPutTone(c, at, TONE_LIVE);
        at = putSpan(at, chunk->handle);
        at = canvasPutToneEnd(c, at, TONE_LIVE);
        at = putPlace(putByte(at, ' '), block, offset);
        at = putItsAddress(c, at, chunk->address);
        if (chunk->holders > 1)
            at = putText(putUnsigned(putText(at, " ("), chunk->holders), " owners)");
        if (!canvasTurns(c, at))
            return at;
        at = canvasPutTurn(c, from);
    }
}

/* Those of a row, `most` at most; how many handles they have, into *handles, and chunks. */
static uint64_t appendLiveRow(struct canvas *c, const struct rowView *row, uint64_t most,
                              uint64_t *handles)
{
    const struct chunkView *const first = &c->view->chunks[row->firstIndex];
    const struct chunkView *const end = first + row->chunkCount;
    const struct style style = *c->style;
    struct canvas pen = *c; /* copies, as nothing that is written could change these */
    pen.style = &style;
    size_t room = 0;
    for (const struct chunkView *chunk = first; chunk < end; chunk++)
        room += LIVE_BYTES + chunk->handle.bytes;
    char *at = bufferRoom(c->out, room);
    if (at == NULL)
        return 0;
    const uint64_t block = row->block, heap = c->view->heapStart;
    const bool isRegion = c->view->hasRegions;
    uint64_t count = 0, offset = row->firstChunk, held = 0;
    for (const struct chunkView *chunk = first; chunk < end && count < most; chunk++, offset++) {
        if (chunk->state != CHUNK_LIVE)
            continue;
        at = putLiveChunk(&pen, at, chunk, block, isRegion ? chunk->address - heap : offset);
        held += chunk->holders;
        count++;
    }
    *handles += held;
    c->items = pen.items;
    c->lineStart = pen.lineStart;
    bufferEnd(c->out, at);
    return count;
}

/* Every live chunk of the rows that are shown. */
static void appendLive(struct canvas *c)
{
    const struct view *view = c->view;
    uint64_t left = c->style->whole ? UINT64_MAX : LIVE_MAX, handles = 0;
    canvasListBegin(c, spanOf("live"), view->stats.live);
    for (size_t i = 0; i < view->rowCount && left > 0; i++)
        left -= appendLiveRow(c, &view->rows[i], left, &handles);
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
        canvasLabel(c, "next alloc");
        canvasToned(c, TONE_WRONG, spanOf("none: the head is no chunk"));
        canvasLineEnd(c);
        return;
    }
    char *at = bufferRoom(c->out, NEXT_BYTES);
    if (at == NULL)
        return;
    at = canvasPutLabel(c, at, "next alloc");
    at = putPlace(at, view->next.block, view->next.chunk);
    at = putItsAddress(c, at, view->next.address);
    c->items = 1;
    char *const from = at;
    at = putSpan(putText(at, "  "), pathSpan(view->nextPath));
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
    at = canvasPutToneEnd(c, canvasPutArrow(c, at), tone);
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
    at = canvasPutLabel(c, at, c->view->hasRegions ? "heap" : "pool");
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
