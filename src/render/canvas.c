#include "render/canvas.h"

#include <string.h>

#include "base/glyph.h"

void canvasToneBegin(const struct canvas *c, enum tone tone)
{
    static const char *const codes[] = {
        [TONE_PLAIN] = "",         [TONE_STRONG] = "\033[1m", [TONE_FAINT] = "\033[2m",
        [TONE_FREED] = "\033[36m", [TONE_LIVE] = "\033[32m",  [TONE_WRONG] = "\033[1;31m"};
    if (c->style->colour)
        bufferAppendText(c->out, codes[tone]);
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

const char *canvasArrow(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x86\x92" : "->";
}

const char *canvasDots(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x80\xa6" : "...";
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

size_t canvasColumn(const struct canvas *c)
{
    return canvasColumnsSince(c, c->lineStart);
}

size_t canvasColumnsSince(const struct canvas *c, size_t from)
{
    const size_t bytes = c->out->bytes - from;
    if (bytes == 0)
        return 0;
    if (!c->style->unicode && !c->style->colour) /* every byte is a column */
        return bytes;
    return canvasColumnsOf(c->out->text + from, bytes);
}

void canvasPadTo(const struct canvas *c, size_t column)
{
    size_t now = canvasColumn(c);
    bufferAppendRepeated(c->out, ' ', column > now ? column - now : 0);
}

void canvasLineBegin(struct canvas *c, unsigned indent)
{
    c->lineStart = c->out->bytes;
    c->indent = indent < c->style->columns / 2 ? indent : 2;
    c->items = 0;
}

void canvasItemEnd(struct canvas *c, size_t from)
{
    c->items++;
    if (c->out->failed || c->items == 1 || canvasColumn(c) <= c->style->columns)
        return;
    size_t text = from;
    while (text < c->out->bytes && c->out->text[text] == ' ')
        text++;
    /* the blanks between two items become the line's end and the indent */
    const size_t blanks = text - from;
    char pad[1 + LABEL_COLUMNS + 1] = "\n";
    for (unsigned i = 0; i < c->indent; i++)
        pad[1 + i] = ' ';
    pad[1 + c->indent] = '\0';
    bufferRemove(c->out, from, blanks);
    bufferInsert(c->out, from, pad);
    c->lineStart = from + 1;
    c->items = 1;
}

void canvasLineEnd(const struct canvas *c)
{
    while (c->out->bytes > c->lineStart && c->out->text[c->out->bytes - 1] == ' ')
        c->out->bytes--;
    bufferAppendByte(c->out, '\n');
}

void canvasLabel(struct canvas *c, const char *label)
{
    canvasLineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, label);
    if (canvasColumn(c) >= c->indent)
        bufferAppendByte(c->out, ' ');
    canvasPadTo(c, c->indent);
}

void canvasListBegin(struct canvas *c, const char *label, uint64_t count)
{
    canvasLineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, label);
    bufferAppendByte(c->out, ' ');
    canvasPadTo(c, c->indent > 11 ? 11 : 0);
    bufferAppendUnsigned(c->out, count);
    bufferAppendByte(c->out, ' ');
    canvasPadTo(c, c->indent);
}

void canvasSentence(struct canvas *c, struct span text)
{
    size_t at = 0;
    while (at < text.bytes) {
        size_t end = at + 1;
        while (end < text.bytes && text.text[end] != ' ')
            end++;
        size_t from = c->out->bytes;
        bufferAppend(c->out, text.text + at, end - at);
        canvasItemEnd(c, from);
        at = end;
    }
}
