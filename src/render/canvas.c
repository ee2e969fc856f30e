#include "render/canvas.h"

#include <string.h>

#include "base/glyph.h"

const char canvasTones[][TONE_BYTES + 1] = {
    [TONE_PLAIN] = "",         [TONE_STRONG] = "\033[1m", [TONE_FAINT] = "\033[2m",
    [TONE_FREED] = "\033[36m", [TONE_LIVE] = "\033[32m",  [TONE_WRONG] = "\033[1;31m"};

void canvasToneBegin(const struct canvas *c, enum tone tone)
{
    if (c->style->colour)
        bufferAppendText(c->out, canvasTones[tone]);
}

void canvasToneEnd(const struct canvas *c, enum tone tone)
{
    if (c->style->colour && tone != TONE_PLAIN)
        bufferAppendText(c->out, "\033[0m");
}

void canvasToned(const struct canvas *c, enum tone tone, struct span text)
{
    canvasToneBegin(c, tone);
    bufferAppendSpan(c->out, text);
    canvasToneEnd(c, tone);
}

size_t canvasColumnsOf(const char *text, size_t bytes)
{
    size_t columns = 0, width;
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\033') {
            while (i < bytes && text[i] != 'm')
                i++;
            continue;
        }
        const bool isPlain = (text[i] & 0x80) == 0;
        const size_t taken = isPlain ? 0 : glyphAt((struct span){text + i, bytes - i}, &width);
        columns += taken > 0 ? width : ((unsigned char)text[i] & 0xc0) != 0x80;
        i += taken > 0 ? taken - 1 : 0;
    }
    return columns;
}

void canvasOutside(const struct canvas *c, struct span text, size_t columns)
{
    if (text.bytes <= columns && spanPlainBytes(text) == text.bytes) { /* as nearly always */
        bufferAppendSpan(c->out, text);
        return;
    }
    const size_t dots = canvasColumnsOf(canvasDots(c), strlen(canvasDots(c)));
    size_t used = 0, width, end = c->out->bytes; /* where dots would still have room */
    while (text.bytes > 0 && used <= columns) {
        const bool isPlain = (text.text[0] & 0x80) == 0;
        const size_t from = c->out->bytes;
        size_t taken = isPlain || !c->style->unicode ? 0 : glyphAt(text, &width);
        if (taken > 0) {
            bufferAppend(c->out, text.text, taken);
        } else {
            taken = 1;
            bufferAppendEscaped(c->out, (struct span){text.text, taken});
            width = c->out->bytes - from;
        }
        text.text += taken;
        text.bytes -= taken;
        used += width;
        if (used + dots <= columns)
            end = c->out->bytes;
    }
    if (used <= columns || c->out->failed)
        return;
    c->out->bytes = end;
    bufferAppendText(c->out, canvasDots(c));
}

void canvasPadTo(const struct canvas *c, size_t column)
{
    size_t now = canvasColumn(c);
    bufferAppendRepeated(c->out, ' ', column > now ? column - now : 0);
}

/* The blanks before the item become the line's end and the indent of the next. */
char *canvasPutItemMoved(struct canvas *c, char *from, const char *at)
{
    const char *item = from;
    while (item < at && *item == ' ')
        item++;
    const size_t bytes = (size_t)(at - item);
    memmove(from + 1 + c->indent, item, bytes);
    from = putByte(from, '\n');
    c->lineStart = (size_t)(from - c->out->text);
    c->items = 1;
    memset(from, ' ', c->indent);
    return from + c->indent + bytes;
}

void canvasItemMove(struct canvas *c, size_t from)
{
    char *const at = bufferRoom(c->out, 1 + c->indent);
    if (at != NULL)
        bufferEnd(c->out, canvasPutItemMoved(c, c->out->text + from, at));
}

void canvasLabel(struct canvas *c, const char *label)
{
    canvasLineBegin(c, LABEL_COLUMNS); /* also where there is no room */
    char *const at = bufferRoom(c->out, CANVAS_LABEL_BYTES);
    if (at != NULL)
        bufferEnd(c->out, canvasPutLabel(c, at, label));
}

void canvasListBegin(struct canvas *c, struct span label, uint64_t count)
{
    canvasLineBegin(c, LABEL_COLUMNS);
    char *const at = bufferRoom(c->out, CANVAS_LABEL_BYTES);
    if (at != NULL)
        bufferEnd(c->out, canvasPutListLabel(c, at, label, count));
}

/* How much of `text`, no wider than its bytes, surely fits into the line: whole words of it. */
static size_t fittingBytes(const struct canvas *c, struct span text)
{
    const size_t used = canvasColumn(c);
    const size_t room = used < c->style->columns ? c->style->columns - used : 0;
    if (text.bytes <= room)
        return text.bytes;
    size_t end = room;
    while (end > 0 && text.text[end] != ' ')
        end--;
    return end;
}

void canvasSentence(struct canvas *c, struct span text)
{
    while (text.bytes > 0) {
        size_t bytes = fittingBytes(c, text); /* all words that fit, and then one that does not */
        const bool fits = bytes > 0;
        for (bytes += !fits; !fits && bytes < text.bytes && text.text[bytes] != ' ';)
            bytes++;
        const size_t from = c->out->bytes;
        bufferAppend(c->out, text.text, bytes);
        canvasItemEnd(c, from);
        text.text += bytes;
        text.bytes -= bytes;
    }
}
