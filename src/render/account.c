#include "render/account.h"

#include <stdio.h>
#include <string.h>

/* Where what is said behind a label begins, and where values do. */
#define LABEL_END  9
#define VALUES_END 28

/* On fewer columns a blank is enough behind a label, and lines go on further left. */
#define NARROW_COLUMNS   32
#define NARROW_LABEL_END 8
#define NARROW_INDENT    4

static void beginLine(struct canvas *c, const char *label)
{
    const bool isNarrow = c->style->columns < NARROW_COLUMNS;
    canvasLineBegin(c, isNarrow ? NARROW_INDENT : LABEL_END);
    bufferAppendText(c->out, label);
    canvasPadTo(c, isNarrow ? NARROW_LABEL_END : LABEL_END);
}

/* A figure of a state; further ones stand beside it. */
static void appendFigure(struct canvas *c, const char *name, int64_t value)
{
    const size_t from = c->out->bytes;
    bufferAppendText(c->out, c->items > 0 ? "   " : "");
    bufferAppendFormat(c->out, "%s %lld", name, (long long)value);
    canvasItemEnd(c, from);
}

static void appendPlaceItem(struct canvas *c, const char *before, const struct place *place)
{
    const size_t from = c->out->bytes;
    bufferAppendText(c->out, before);
    placeAppend(place, c->out);
    canvasItemEnd(c, from);
}

/* The free list, cut. */
static void appendList(struct canvas *c, const struct view *view)
{
    char arrow[8];
    const size_t from = c->out->bytes;
    snprintf(arrow, sizeof arrow, " %s ", canvasArrow(c));
    bufferAppendFormat(c->out, "%sfree list %llu%s", c->items > 0 ? "   " : "",
                       (unsigned long long)view->stats.freeListLength,
                       view->linkCount > 0 ? ":" : "");
    canvasItemEnd(c, from);
    for (size_t i = 0; i < view->linkCount; i++) {
        if (view->linksHidden > 0 && i == view->linksBefore) {
            const size_t dots = c->out->bytes;
            bufferAppendFormat(c->out, "%s%s", arrow, canvasDots(c));
            canvasItemEnd(c, dots);
        }
        appendPlaceItem(c, i > 0 ? arrow : " ", &view->links[i]);
    }
}

/* NULL, or an address and behind it the chunk there, as items; `before` is part of the first. */
static void appendAddress(struct canvas *c, const char *before, uint64_t address,
                          const struct place *place)
{
    size_t from = c->out->bytes;
    const bool placeOnly = address != 0 && place->known && c->view->placesOnly;
    bufferAppendText(c->out, before);
    if (address == 0)
        bufferAppendText(c->out, "NULL");
    else if (placeOnly)
        placeAppend(place, c->out);
    else
        bufferAppendHex(c->out, address);
    canvasItemEnd(c, from);
    if (address == 0 || !place->known || placeOnly)
        return;
    from = c->out->bytes;
    bufferAppendText(c->out, " (");
    placeAppend(place, c->out);
    bufferAppendByte(c->out, ')');
    canvasItemEnd(c, from);
}

static void appendState(struct canvas *c, const char *label, const struct view *view)
{
    const struct fields *fields = &view->fields;
    const struct place head = view->linkCount > 0 ? view->links[0] : (struct place){0};
    beginLine(c, label);
    appendFigure(c, "live", (int64_t)view->stats.live);
    if (view->hasRegions)
        appendFigure(c, "bytes", (int64_t)view->stats.reservedBytes);
    else
        appendFigure(c, "blocks", (int64_t)view->stats.blocks);
    appendList(c, view);
    canvasLineEnd(c);
    if (view->hasRegions)
        return;
    beginLine(c, "");
    appendFigure(c, "used", fields->used);
    appendFigure(c, "block", fields->block);
    appendAddress(c, "   freed ", fields->freed, &head);
    appendFigure(c, "blocksUsed", fields->blocksUsed);
    canvasLineEnd(c);
}

/* --- writes ----------------------------------------------------------------------------------- */

/* As they lie in memory, each an item; `before` is part of the first. */
static void appendBytes(struct canvas *c, const char *before, uint64_t word, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++, word >>= 8) {
        const size_t from = c->out->bytes;
        bufferAppendFormat(c->out, "%s%02x", i == 0 ? before : " ", (unsigned)(word & 0xff));
        canvasItemEnd(c, from);
    }
}

static void appendValue(struct canvas *c, const struct write *write, bool isNow, const char *before)
{
    const uint64_t value = isNow ? write->now : write->old;
    if (write->wasBytes && !isNow) {
        appendBytes(c, before, value, write->byteCount);
    } else if (write->form == WRITE_ADDRESS) {
        appendAddress(c, before, value, isNow ? &write->nowPlace : &write->oldPlace);
    } else if (write->form == WRITE_BYTES) {
        appendBytes(c, before, value, write->byteCount);
    } else {
        const size_t from = c->out->bytes;
        bufferAppendFormat(c->out, "%s%lld", before, (long long)value);
        canvasItemEnd(c, from);
    }
}

/* Where it was written. */
static void appendTarget(struct canvas *c, const struct write *write)
{
    if (write->place.known) {
        placeAppend(&write->place, c->out);
        bufferAppendByte(c->out, ' ');
    }
    if (write->isSlot)
        bufferAppendFormat(c->out, "%s[%llu]", write->name, (unsigned long long)write->index);
    else if (write->name != NULL)
        bufferAppendText(c->out, write->name);
    else {
        const uint64_t first = write->address - write->place.address;
        bufferAppendFormat(c->out, "bytes %llu to %llu", (unsigned long long)first,
                           (unsigned long long)(first + write->byteCount - 1));
    }
}

static void appendWrite(struct canvas *c, const char *label, const struct write *write)
{
    char blanks[VALUES_END + 1], arrow[8];
    beginLine(c, label);
    appendTarget(c, write);
    c->items = 1;
    const size_t column = canvasColumn(c);
    memset(blanks, ' ', VALUES_END);
    blanks[column < VALUES_END ? VALUES_END - column : 1] = '\0';
    if (write->byteCount > sizeof write->now) {
        const size_t from = c->out->bytes;
        bufferAppendFormat(c->out, "%shave changed", blanks);
        canvasItemEnd(c, from);
    } else {
        snprintf(arrow, sizeof arrow, " %s ", canvasArrow(c));
        appendValue(c, write, false, blanks);
        appendValue(c, write, true, arrow);
    }
    canvasLineEnd(c);
}

static void appendWrites(struct canvas *c, const struct account *account)
{
    for (size_t i = 0; i < account->writeCount; i++)
        appendWrite(c, i == 0 ? "written" : "", &account->writes[i]);
    if (account->writeCount == 0) {
        beginLine(c, "written");
        canvasSentence(c, spanOf(account->event.outcome != OUTCOME_OK
                                     ? "nothing: a step that is refused changes nothing"
                                     : "nothing in the blocks, the table or the struct"));
        canvasLineEnd(c);
    }
    if (account->hiddenCount == 0)
        return;
    beginLine(c, "");
    bufferAppendFormat(c->out, "%s %llu more", canvasDots(c),
                       (unsigned long long)account->hiddenCount);
    canvasLineEnd(c);
}

void accountText(struct canvas *c, const struct account *account)
{
    c->view = &account->before;
    bufferAppendByte(c->out, '\n');
    appendState(c, "before", &account->before);
    appendWrites(c, account);
    if (account->isPartial) {
        beginLine(c, "");
        canvasSentence(c, spanOf("of the memory only the chunks that the step is about were "
                                 "compared"));
        canvasLineEnd(c);
    }
    c->view = &account->after;
    appendState(c, "after", &account->after);
    bufferAppendByte(c->out, '\n');
}
