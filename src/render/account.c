#include "render/account.h"

#include <string.h>

/* Where what is said behind a label begins, and where values do. */
#define LABEL_END  9
#define VALUES_END 28

static void beginLine(struct canvas *c, const char *label)
{
    canvasLineBegin(c, LABEL_END);
    bufferAppendText(c->out, label);
    canvasPadTo(c, LABEL_END);
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
    const size_t length = strlen(canvasArrow(c));
    memcpy(arrow, " ", 1);
    memcpy(arrow + 1, canvasArrow(c), length);
    memcpy(arrow + 1 + length, " ", 2);
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

static void appendAddress(struct canvas *c, uint64_t address, const struct place *place)
{
    if (address == 0) {
        bufferAppendText(c->out, "NULL");
        return;
    }
    if (!c->view->placesOnly || !place->known)
        bufferAppendHex(c->out, address);
    if (!place->known)
        return;
    bufferAppendText(c->out, c->view->placesOnly ? "" : " (");
    placeAppend(place, c->out);
    bufferAppendText(c->out, c->view->placesOnly ? "" : ")");
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
    const size_t from = c->out->bytes;
    bufferAppendText(c->out, "   freed ");
    appendAddress(c, fields->freed, &head);
    canvasItemEnd(c, from);
    appendFigure(c, "blocksUsed", fields->blocksUsed);
    canvasLineEnd(c);
}

/* --- writes ----------------------------------------------------------------------------------- */

static void appendBytes(struct canvas *c, uint64_t word, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++, word >>= 8)
        bufferAppendFormat(c->out, "%s%02x", i > 0 ? " " : "", (unsigned)(word & 0xff));
}

static void appendValue(struct canvas *c, const struct write *write, bool isNow)
{
    const uint64_t value = isNow ? write->now : write->old;
    if (write->wasBytes && !isNow)
        appendBytes(c, value, write->byteCount);
    else if (write->form == WRITE_ADDRESS)
        appendAddress(c, value, isNow ? &write->nowPlace : &write->oldPlace);
    else if (write->form == WRITE_NUMBER)
        bufferAppendFormat(c->out, "%lld", (long long)value);
    else
        appendBytes(c, value, write->byteCount);
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
    beginLine(c, label);
    appendTarget(c, write);
    canvasPadTo(c, VALUES_END);
    c->items = 1;
    size_t from = c->out->bytes;
    if (write->byteCount > sizeof write->now) {
        bufferAppendText(c->out, " have changed");
        canvasItemEnd(c, from);
        canvasLineEnd(c);
        return;
    }
    bufferAppendByte(c->out, ' ');
    appendValue(c, write, false);
    canvasItemEnd(c, from);
    from = c->out->bytes;
    bufferAppendFormat(c->out, " %s ", canvasArrow(c));
    appendValue(c, write, true);
    canvasItemEnd(c, from);
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
