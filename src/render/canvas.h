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
    return SELDOM(c->style->colour) ? putText(at, canvasTones[tone]) : at;
}

static inline char *canvasPutToneEnd(const struct canvas *c, char *at, enum tone tone)
{
    return SELDOM(c->style->colour && tone != TONE_PLAIN) ? putText(at, "\033[0m") : at;
}

/* The same of what is appended. */
void canvasToneBegin(const struct canvas *c, enum tone tone);
void canvasToneEnd(const struct canvas *c, enum tone tone);
void canvasToned(const struct canvas *c, enum tone tone, struct span text);

/* -> and ..., or the characters that they stand for. */
#define CANVAS_ARROW "\xe2\x86\x92"
#define CANVAS_DOTS  "\xe2\x80\xa6"
static inline const char *canvasArrow(const struct canvas *c)
{
    return c->style->unicode ? CANVAS_ARROW : "->";
}

static inline const char *canvasDots(const struct canvas *c)
{
    return c->style->unicode ? CANVAS_DOTS : "...";
}

/* The same, put. */
#define CANVAS_SIGN_BYTES 3
static inline char *canvasPutArrow(const struct canvas *c, char *at)
{
    return c->style->unicode ? putText(at, CANVAS_ARROW) : putText(at, "->");
}

static inline char *canvasPutDots(const struct canvas *c, char *at)
{
    return c->style->unicode ? putText(at, CANVAS_DOTS) : putText(at, "...");
}

/* Columns that text takes on a screen: control sequences none, a character one, or two. */
COLD size_t canvasColumnsOf(const char *text, size_t bytes);

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

/*
 * A line begins at byte `start`; where it is full it goes on in the next one, behind `indent`
 * blanks.
 */
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

/* Ends a line that began at `line`, or this one, without blanks at its end. */
static inline char *canvasPutEndOf(const char *line, char *at)
{
    while (at > line && at[-1] == ' ')
        at--;
    return putByte(at, '\n');
}

static inline char *canvasPutLineEnd(const struct canvas *c, char *at)
{
    return canvasPutEndOf(c->out->text + c->lineStart, at);
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
#define CANVAS_MOVE_BYTES (1 + PUT_BLANKS_BYTES)
char *canvasPutItemMoved(struct canvas *c, char *from, const char *at);
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

/*
 * The same without a move: who puts an item asks canvasTurns whether it has gone too far, and if so
 * puts it again where canvasPutTurn says, in the next line. Takes CANVAS_MOVE_BYTES, as above.
 */
static inline bool canvasTurns(struct canvas *c, const char *end)
{
    return c->items++ > 0 && canvasColumnOf(c, (size_t)(end - c->out->text)) > c->style->columns;
}

static inline char *canvasPutTurn(struct canvas *c, char *from)
{
    from = putByte(from, '\n');
    c->lineStart = (size_t)(from - c->out->text);
    c->items = 0;
    return putBlanks(from, c->indent);
}

/* A label, or a number in its place, and blanks as far as `column`; one where there is no room. */
static inline char *canvasPutPadded(char *at, const char *from, size_t column)
{
    const size_t used = (size_t)(at - from);
    return putBlanks(at, used < column ? column - used : 1);
}

/* A line with a label, in columns of its own. Here, so that the compiler knows how long it is. */
#define CANVAS_LABEL_BYTES (2 * PUT_BLANKS_BYTES + PUT_UNSIGNED_BYTES + LABEL_COLUMNS)
static inline char *canvasPutLabel(struct canvas *c, char *at, const char *label)
{
    canvasLineBeginAt(c, (size_t)(at - c->out->text), LABEL_COLUMNS);
    return canvasPutPadded(putText(at, label), at, c->indent);
}

/* The same of a list, with how long it is. */
static inline char *canvasPutListLabel(struct canvas *c, char *at, struct span label,
                                       uint64_t count)
{
    const char *const from = at;
    canvasLineBeginAt(c, (size_t)(at - c->out->text), LABEL_COLUMNS);
    at = canvasPutPadded(putSpan(at, label), from, c->indent > 11 ? 11 : 0);
    return canvasPutPadded(putUnsigned(at, count), from, c->indent);
}

void canvasLabel(struct canvas *c, const char *label);
void canvasListBegin(struct canvas *c, struct span label, uint64_t count);

/* The words of a sentence, each an item. */
void canvasSentence(struct canvas *c, struct span text);

#endif
