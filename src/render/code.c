#include "render/code.h"

#include <string.h>

/* The mark stands where every line that can run has blanks. */
#define MARK_COLUMNS 2

/* Where what is said of a line stands, if the code leaves room; else behind it, or below. */
#define NOTE_COLUMN        46
#define NOTE_INDENT        12
#define NOTE_INDENT_NARROW 4

/* Of two pieces on a line, the blanks between them at least. */
#define GAP_COLUMNS 2

/* Bytes of a line without the comment at its end. */
static size_t bareBytes(const char *line)
{
    const char *comment = strstr(line, " /*");
    return comment != NULL ? (size_t)(comment - line) : strlen(line);
}

/* The line; without its comment where a note takes its place, or it does not fit. */
static void appendLine(struct canvas *c, const char *line, enum tone tone, bool bare)
{
    const size_t columns = c->style->columns;
    const bool isMarked = tone == TONE_STRONG;
    const size_t bytes = bare || strlen(line) > columns ? bareBytes(line) : strlen(line);
    const bool isCut = bytes > columns;
    const size_t skipped = isMarked ? MARK_COLUMNS : 0, kept = isCut ? columns - 3 : bytes;
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, isMarked ? "> " : "");
    bufferAppendSpan(c->out, (struct span){line + skipped, kept - skipped});
    bufferAppendText(c->out, isCut ? "..." : "");
    canvasToneEnd(c, tone);
}

/* A note, with the arrow between an old and a new value as this place shows it. */
static void appendValues(struct canvas *c, struct span note)
{
    const struct span arrow = spanOf(" -> ");
    while (note.bytes > 0) {
        const bool isArrow = spanStartsWith(note, arrow);
        if (isArrow)
            bufferAppendFormat(c->out, " %s ", canvasArrow(c));
        else
            bufferAppendByte(c->out, *note.text);
        const size_t taken = isArrow ? arrow.bytes : 1;
        note.text += taken;
        note.bytes -= taken;
    }
}

static void appendNote(struct canvas *c, struct span note)
{
    const size_t columns = c->style->columns, behind = canvasColumn(c) + GAP_COLUMNS;
    size_t column = behind > NOTE_COLUMN ? behind : NOTE_COLUMN;
    if (column + note.bytes > columns)
        column = behind + note.bytes <= columns ? columns - note.bytes : columns;
    if (column == columns) { /* a line of its own */
        canvasLineEnd(c);
        canvasLineBegin(c, 0);
        column = NOTE_COLUMN + note.bytes <= columns ? NOTE_COLUMN : NOTE_INDENT;
    }
    if (column + note.bytes > columns) { /* or several */
        canvasLineBegin(c, NOTE_INDENT_NARROW);
        canvasPadTo(c, NOTE_INDENT_NARROW);
        canvasSentence(c, note);
        return;
    }
    canvasPadTo(c, column);
    appendValues(c, note);
}

static void appendFunction(struct canvas *c, const struct codeView *code,
                           const struct codeText *text)
{
    for (uint32_t i = 0; i < text->lineCount; i++) {
        const struct codeMark *mark = codeMarkAt(code, text, i);
        const bool noted = mark != NULL && mark->noteBytes > 0;
        canvasLineBegin(c, 0);
        appendLine(c, text->lines[i], mark != NULL ? TONE_STRONG : TONE_FAINT, noted);
        if (noted)
            appendNote(c, codeNote(code, mark));
        canvasLineEnd(c);
    }
}

void codeAppend(struct canvas *c, const struct codeView *code)
{
    for (size_t i = 0; i < code->functionCount; i++) {
        const struct codeText *text = code->functions[i];
        bufferAppendByte(c->out, '\n');
        canvasLineBegin(c, 0);
        bufferAppendFormat(c->out, "%s,", text->file);
        c->items = 1;
        const size_t from = c->out->bytes;
        bufferAppendFormat(c->out, " line %u:", text->firstLine);
        canvasItemEnd(c, from);
        canvasLineEnd(c);
        appendFunction(c, code, text);
    }
    if (code->functionCount == 0) {
        canvasLineBegin(c, 8);
        bufferAppendRepeated(c->out, ' ', c->indent);
        canvasSentence(c, spanOf(code->none != NULL ? code->none : "no code: out of memory"));
        canvasLineEnd(c);
    }
}
