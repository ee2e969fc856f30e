#include "render/wrap.h"

#include <stdint.h>
#include <string.h>

#include "render/canvas.h"

/* Of an explanation that stands below what it explains. */
#define INDENT 4

static struct span firstLine(struct span text)
{
    const char *end = memchr(text.text, '\n', text.bytes);
    text.bytes = end != NULL ? (size_t)(end - text.text) : text.bytes;
    return text;
}

/* Where what stands behind two blanks begins, or behind those that the line begins with; 0: not. */
static size_t explanationAt(struct span line)
{
    size_t at = 0;
    while (at + 1 < line.bytes && (line.text[at] != ' ' || (at > 0 && line.text[at + 1] != ' ')))
        at++;
    if (at + 1 >= line.bytes)
        return 0;
    while (at < line.bytes && line.text[at] == ' ')
        at++;
    return at;
}

/* A line of sentences, which may go on in the next one? */
static bool isProse(struct span line)
{
    return line.bytes > 0 && explanationAt(line) == 0 && !spanStartsWith(line, spanOf("--")) &&
           !spanStartsWith(line, spanOf("usage: ")) && !spanStartsWith(line, spanOf("Example"));
}

/* What is explained, and what that is: side by side, or where there is no room below it. */
static void wrapRow(struct canvas *c, struct span name, struct span what)
{
    const bool isNamed = name.text[0] != ' '; /* or it goes on from the line before */
    canvasLineBegin(c, (unsigned)name.bytes);
    const bool isBeside = c->indent == name.bytes;
    if (isBeside || isNamed)
        bufferAppendSpan(c->out, name);
    if (!isBeside && isNamed)
        canvasLineEnd(c);
    if (!isBeside) {
        canvasLineBegin(c, INDENT);
        canvasPadTo(c, INDENT);
    }
    canvasSentence(c, what);
}

/* A line is over, or it was too long and the next one may go on with it, from some column on. */
#define OVER SIZE_MAX

static size_t wrapLine(struct canvas *c, struct span line)
{
    const size_t at = explanationAt(line);
    const bool fits = line.bytes <= c->style->columns && at < c->style->columns / 2;
    if (at > 0 && !fits) {
        wrapRow(c, (struct span){line.text, at}, (struct span){line.text + at, line.bytes - at});
        return at;
    }
    canvasLineBegin(c, 0);
    canvasSentence(c, line);
    if (!fits && isProse(line))
        return 0;
    canvasLineEnd(c);
    return OVER;
}

/* Does the line go on with the one before it, from this column on? */
static bool goesOn(struct span line, size_t column)
{
    if (column == 0)
        return isProse(line);
    return line.bytes > 0 && line.text[0] == ' ' && explanationAt(line) == column;
}

void wrapText(const struct style *style, struct span text, struct buffer *out)
{
    struct canvas c = {.out = out, .style = style};
    size_t column = OVER;
    while (text.bytes > 0) {
        const struct span line = firstLine(text);
        const size_t taken = line.bytes + (line.bytes < text.bytes);
        text.text += taken;
        text.bytes -= taken;
        if (column != OVER && goesOn(line, column)) {
            canvasSentence(&c, spanOf(" "));
            canvasSentence(&c, (struct span){line.text + column, line.bytes - column});
            continue;
        }
        if (column != OVER)
            canvasLineEnd(&c);
        column = wrapLine(&c, line);
    }
    if (column != OVER)
        canvasLineEnd(&c);
}
