/*
 * canvas.h - lines of text for a reader: tones, columns, and lists that go on in the next line
 * where one is full. What the painters of text draw on.
 *
 * Rule: `lineStart` is where the line that is being filled begins in the buffer; what was appended
 * since then is measured in columns, so that control sequences and UTF-8 take the room that they
 * take on a screen.
 */
#ifndef RENDER_CANVAS_H
#define RENDER_CANVAS_H

#include "base/put.h"
#include "render/render.h"

/* Columns of the labels at the left of tables and lists. */
#define LABEL_COLUMNS 17

struct canvas {
    struct buffer *out;
    const struct style *style;
    const struct view *view;   /* what is drawn                                  */
    const struct event *event; /* of the step; NULL where the picture is alone   */
    size_t lineStart;
    size_t items;    /* on this line so far */
    unsigned indent; /* of lines that go on */
};

enum tone { TONE_PLAIN, TONE_STRONG, TONE_FAINT, TONE_FREED, TONE_LIVE, TONE_WRONG };

/* What is put between the two has this tone, where there is colour. */
#define TONE_BYTES     7
#define TONE_END_BYTES 4
extern const char canvasTones[][TONE_BYTES + 1];
static inline char *canvasPutTone(const struct canvas *c, char *at, enum tone tone)
{
    return c->style->colour ? putText(at, canvasTones[tone]) : at;
}

static inline char *canvasPutToneEnd(const struct canvas *c, char *at, enum tone tone)
{
    return c->style->colour && tone != TONE_PLAIN ? putText(at, "\033[0m") : at;
}

/* The same of what is appended. */
void canvasToneBegin(const struct canvas *c, enum tone tone);
void canvasToneEnd(const struct canvas *c, enum tone tone);
void canvasToned(const struct canvas *c, enum tone tone, struct span text);

/* -> and ..., or the characters that they stand for. */
static inline const char *canvasArrow(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x86\x92" : "->";
}

static inline const char *canvasDots(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x80\xa6" : "...";
}

/* Columns that text takes on a screen: control sequences none, a character one, or two. */
size_t canvasColumnsOf(const char *text, size_t bytes);

/*
 * Text from outside, at most `columns` of it, on one line: what is no character that can be seen,
 * or none of ASCII where there is no Unicode, is escaped. What is left out, dots stand for.
 */
void canvasOutside(const struct canvas *c, struct span text, size_t columns);

/* Columns of the line as far as byte `end`: its bytes, where these are all plain. */
static inline size_t canvasColumnOf(const struct canvas *c, size_t end)
{
    const size_t bytes = end - c->lineStart;
    const bool isPlain = !c->style->unicode && !c->style->colour;
    return isPlain || bytes == 0 ? bytes : canvasColumnsOf(c->out->text + c->lineStart, bytes);
}

/* Columns of the line so far. */
static inline size_t canvasColumn(const struct canvas *c)
{
    return canvasColumnOf(c, c->out->bytes);
}

void canvasPadTo(const struct canvas *c, size_t column);

/* A line begins at byte `start`; where it is full it goes on in the next, behind a few blanks. */
static inline void canvasLineBeginAt(struct canvas *c, size_t start, unsigned indent)
{
    c->lineStart = start;
    c->indent = indent < c->style->columns / 2 ? indent : 2;
    c->items = 0;
}

static inline void canvasLineBegin(struct canvas *c, unsigned indent)
{
    canvasLineBeginAt(c, c->out->bytes, indent);
}

/* Ends the line, without blanks at its end. */
static inline char *canvasPutLineEnd(const struct canvas *c, char *at)
{
    const char *const line = c->out->text + c->lineStart;
    while (at > line && at[-1] == ' ')
        at--;
    return putByte(at, '\n');
}

static inline void canvasLineEnd(const struct canvas *c)
{
    char *at = bufferRoom(c->out, 1);
    if (at != NULL)
        bufferEnd(c->out, canvasPutLineEnd(c, at));
}

/*
 * What was put from `from` on is one item, moved to the next line where it does not fit: then it
 * takes CANVAS_MOVE_BYTES more, in a line that has a label. The same of what was appended.
 */
#define CANVAS_MOVE_BYTES (1 + LABEL_COLUMNS)
char *canvasPutItemMoved(struct canvas *c, char *from, char *at);
static inline char *canvasPutItemEnd(struct canvas *c, char *from, char *at)
{
    if (c->items++ > 0 && canvasColumnOf(c, (size_t)(at - c->out->text)) > c->style->columns)
        return canvasPutItemMoved(c, from, at);
    return at;
}

void canvasItemMove(struct canvas *c, size_t from);
static inline void canvasItemEnd(struct canvas *c, size_t from)
{
    if (c->items++ > 0 && canvasColumn(c) > c->style->columns)
        canvasItemMove(c, from);
}

/* A line with a label, in columns of its own. */
#define CANVAS_LABEL_BYTES (2 * PUT_BLANKS_BYTES + PUT_UNSIGNED_BYTES + LABEL_COLUMNS)
char *canvasPutLabel(struct canvas *c, char *at, struct span label);
void canvasLabel(struct canvas *c, struct span label);

/* A line with the label of a list, and how long the list is. */
void canvasListBegin(struct canvas *c, struct span label, uint64_t count);

/* The words of a sentence, each an item. */
void canvasSentence(struct canvas *c, struct span text);

#endif
