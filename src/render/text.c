/*
 * text.c - the painter for people: steps, questions and reports, with the picture of picture.h.
 */
#include "render/render.h"

#include <stdio.h>
#include <string.h>

#include "render/account.h"
#include "render/asked.h"
#include "render/blocktable.h"
#include "render/code.h"
#include "render/dump.h"
#include "render/picture.h"

/* Rows and links that a cut picture shows at its front and its back. */
#define ROWS_FIRST  8
#define ROWS_LAST   4
#define LINKS_FIRST 8
#define LINKS_LAST  2

/* Columns of a command: room for any but a `write` of a long text. */
#define COMMAND_COLUMNS 90

/* Where the command is followed by what became of it, and before that by how far a search went. */
#define BECAME_COLUMN 60
static size_t becameColumn(const struct canvas *c)
{
    const unsigned columns = c->style->columns;
    return BECAME_COLUMN < columns - 16 ? BECAME_COLUMN : columns - 16;
}

static void appendSearched(struct canvas *c)
{
    const unsigned columns = c->style->columns;
    const size_t from = c->out->bytes;
    canvasPadTo(c, columns >= 76 ? 46 : columns > 30 ? columns - 30 : 0);
    bufferAppendFormat(c->out, "  searched %llu", (unsigned long long)c->event->searched);
    canvasItemEnd(c, from);
}

/* The command, and at the right what became of it. */
#define BECAME_BYTES                                                                               \
    (BECAME_COLUMN + 2 + TONE_BYTES + TONE_END_BYTES + 1 + PUT_BLANKS_BYTES + CANVAS_MOVE_BYTES)
static void appendCommand(struct canvas *c, struct span became)
{
    const enum tone tone = c->event->outcome == OUTCOME_OK ? TONE_STRONG : TONE_WRONG;
    canvasOutside(c, c->event->command, COMMAND_COLUMNS);
    c->items = 1;
    if (c->event->searched > 0)
        appendSearched(c);
    char *const from = bufferRoom(c->out, BECAME_BYTES);
    if (from == NULL)
        return;
    const size_t now = canvasColumn(c), column = becameColumn(c);
    memset(from, ' ', BECAME_COLUMN);
    char *at = putText(now < column ? from + (column - now) : from, "  ");
    at = canvasPutTone(c, at, tone);
    at = canvasPutToneEnd(c, putSpan(at, became), tone);
    at = canvasPutItemEnd(c, from, at);
    bufferEnd(c->out, canvasPutLineEnd(c, at));
}

/* Labelled lines, each wrapped. */
static void appendRemarks(struct canvas *c, const struct remarks *remarks, unsigned indent)
{
    for (size_t i = 0; i < remarks->count; i++) {
        canvasLineBegin(c, indent + 9);
        bufferAppendRepeated(c->out, ' ', indent);
        bufferAppendText(c->out, remarks->items[i].key);
        canvasPadTo(c, indent + 9);
        canvasSentence(c, bufferSpan(&remarks->items[i].text));
        canvasLineEnd(c);
    }
}

static void textWhy(const struct event *event, const struct view *view, const struct style *style,
                    struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    appendRemarks(&c, event->remarks, 0);
}

/* Where steps are undone, also how many there are. */
static void appendStepNumber(struct canvas *c, uint64_t step)
{
    char *at = bufferRoom(c->out, 16 + 2 * PUT_UNSIGNED_BYTES);
    if (at == NULL)
        return;
    at = putUnsigned(putText(at, "step "), step);
    if (c->view->lastStep > step)
        at = putUnsigned(putText(at, " of "), c->view->lastStep);
    bufferEnd(c->out, putText(at, "  "));
}

static void appendWhy(struct canvas *c, bool served)
{
    canvasLineBegin(c, 8);
    char *at = bufferRoom(c->out, 9 + PUT_BLANKS_BYTES);
    if (at == NULL)
        return;
    at = putBlanks(at, c->indent);
    bufferEnd(c->out, served ? at : putText(at, "refused: "));
    canvasSentence(c, c->event->why);
    bufferAppendByte(c->out, '\n');
}

/* The step and its reason, without its picture. */
static void appendStep(struct canvas *c)
{
    const struct event *event = c->event;
    const bool served = event->outcome == OUTCOME_OK;
    const struct span path = pathSpan(event->path);
    canvasLineBegin(c, 8);
    appendStepNumber(c, event->step);
    if (served && (c->style->omits & OMIT_REASON) != 0) {
        bufferAppendEscaped(c->out, event->command);
        canvasLineEnd(c);
    } else {
        appendCommand(c, served && path.text != NULL ? path : outcomeSpan(event->outcome));
        appendWhy(c, served);
    }
    if (event->remarks != NULL)
        appendRemarks(c, event->remarks, 8);
    if (event->code != NULL)
        codeAppend(c, event->code);
}

static void textStep(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    appendStep(&c);
    bufferAppendText(out, style->parts != VIEW_NONE ? "\n" : "");
    pictureAppend(&c);
    canvasLineEnd(&c);
}

static void textAccount(const struct account *account, const struct style *style,
                        struct buffer *out)
{
    struct canvas c = {
        .out = out, .style = style, .view = &account->after, .event = &account->event};
    appendStep(&c);
    accountText(&c, account);
}

static void textShow(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    (void)event;
    struct canvas c = {.out = out, .style = style, .view = view};
    pictureAppend(&c);
}

static void textStart(const struct event *event, const struct view *view, const struct style *style,
                      struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view};
    appendStepNumber(&c, event->step);
    bufferAppendText(out, "before the first step\n");
    bufferAppendText(out, style->parts != VIEW_NONE ? "\n" : "");
    pictureAppend(&c);
    bufferAppendByte(out, '\n');
}

static void textStats(const struct event *event, const struct view *view, const struct style *style,
                      struct buffer *out)
{
    (void)event;
    struct canvas c = {.out = out, .style = style, .view = view};
    for (size_t i = 0; i < STATS_ROWS; i++) {
        const struct statsRow *row = &statsTable[i];
        canvasLineBegin(&c, LABEL_COLUMNS);
        bufferAppendText(out, row->name);
        char value[32];
        const double ratio = row->ratio != NULL ? row->ratio(&view->stats) : 0;
        if (row->ratio == NULL)
            snprintf(value, sizeof value, "%llu",
                     (unsigned long long)statsCount(&view->stats, row));
        else
            snprintf(value, sizeof value, ratio < 0 ? "-" : "%.1f", ratio * 100);
        bufferAppendFormat(out, "%*s", (int)(32 - canvasColumn(&c)), value);
        bufferAppendFormat(out, " %-7s", row->ratio == NULL ? row->unit : ratio < 0 ? "" : "%");
        bufferAppendText(out, row->meaning);
        canvasLineEnd(&c);
    }
}

static void textExpectation(const struct event *event, const struct view *view,
                            const struct style *style, struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    canvasLineBegin(&c, 8);
    appendCommand(&c, outcomeSpan(event->outcome));
}

static void textFinal(const struct event *event, const struct view *view, const struct style *style,
                      struct buffer *out)
{
    textShow(event, view, style, out);
    bufferAppendText(out, style->parts != VIEW_NONE ? "\n" : "");
    textStats(event, view, style, out);
}

static void textReport(const struct report *report, const struct style *style, struct buffer *out)
{
    struct canvas c = {.out = out, .style = style};
    bufferAppendText(out, report->title);
    bufferAppendByte(out, '\n');
    for (size_t i = 0; i < report->rowCount; i++) {
        const struct reportRow *row = &report->rows[i];
        if (row->count == 0)
            continue;
        canvasLineBegin(&c, LABEL_COLUMNS);
        bufferAppendFormat(out, "%12llu  ", (unsigned long long)row->count);
        if (row->bytes > 0)
            bufferAppendFormat(out, "%14llu bytes  ", (unsigned long long)row->bytes);
        else
            bufferAppendRepeated(out, ' ', 22);
        canvasSentence(&c, spanOf(row->meaning));
        if (row->isOdd && row->firstLine > 0)
            bufferAppendFormat(out, " (first in line %llu)", (unsigned long long)row->firstLine);
        canvasLineEnd(&c);
    }
}

static void appendTableCell(const struct tableCell *cell, struct buffer *out)
{
    switch (cell->form) {
    case CELL_NONE:
        bufferAppendByte(out, '-');
        break;
    case CELL_TEXT:
        bufferAppendEscaped(out, cell->is.text);
        break;
    case CELL_COUNT:
        bufferAppendUnsigned(out, cell->is.count);
        break;
    case CELL_RATIO:
        bufferAppendFormat(out, "%.1f%%", cell->is.number * 100);
        break;
    case CELL_DECIMAL:
        bufferAppendFormat(out, "%.2f", cell->is.number);
        break;
    }
}

/* Columns that a column takes: its heading, or its widest cell. */
static size_t tableColumns(const struct table *table, size_t column, struct buffer *scratch)
{
    size_t columns = strlen(table->columns[column].heading);
    for (size_t row = 0; row < table->rowCount; row++) {
        const size_t from = scratch->bytes;
        appendTableCell(&table->cells[row * table->columnCount + column], scratch);
        const size_t bytes = scratch->bytes - from;
        bufferRemove(scratch, from, bytes);
        columns = bytes > columns ? bytes : columns;
    }
    return columns;
}

/* A cell, numbers at the right of their column. */
static void appendPadded(struct buffer *out, const char *heading, const struct tableCell *cell,
                         size_t columns, bool isLeft)
{
    const size_t from = out->bytes;
    if (cell != NULL)
        appendTableCell(cell, out);
    else
        bufferAppendText(out, heading);
    const size_t bytes = out->bytes - from;
    for (size_t i = bytes; i < columns && !out->failed; i++) {
        if (isLeft)
            bufferAppendByte(out, ' ');
        else
            bufferInsert(out, from, " ");
    }
}

/* Columns `first` to `last` - 1, beside the first one, which names the rows. */
static void appendTablePart(const struct table *table, size_t first, size_t last,
                            struct buffer *out)
{
    for (size_t line = 0; line <= table->rowCount; line++) {
        for (size_t i = 0; i < last; i = i == 0 ? first : i + 1) {
            const size_t columns = tableColumns(table, i, out);
            const struct tableCell *cell =
                line > 0 ? &table->cells[(line - 1) * table->columnCount + i] : NULL;
            bufferAppendText(out, i > 0 ? "  " : "");
            appendPadded(out, table->columns[i].heading, cell, columns, i == 0);
        }
        bufferAppendByte(out, '\n');
    }
}

/* Where a table is too wide, its columns go on below, each time beside the first one. */
static void textTable(const struct table *table, const struct style *style, struct buffer *out)
{
    const size_t named = tableColumns(table, 0, out);
    size_t first = 1;
    while (first < table->columnCount) {
        size_t last = first, columns = named;
        do
            columns += 2 + tableColumns(table, last, out);
        while (++last < table->columnCount &&
               columns + 2 + tableColumns(table, last, out) <= style->columns);
        bufferAppendText(out, first > 1 ? "\n" : "");
        appendTablePart(table, first, last, out);
        first = last;
    }
    bufferAppendByte(out, '\n');
    for (size_t i = 1; i < table->columnCount; i++) {
        struct canvas c = {.out = out, .style = style};
        if (table->columns[i].meaning[0] == '\0') /* the heading says it all */
            continue;
        canvasLineBegin(&c, 12);
        bufferAppendText(out, table->columns[i].heading);
        canvasPadTo(&c, 12);
        canvasSentence(&c, spanOf(table->columns[i].meaning));
        canvasLineEnd(&c);
    }
}

static void appendHiddenListed(struct canvas *c, uint64_t count, const char *hint)
{
    if (count == 0)
        return;
    bufferAppendFormat(c->out, "   %s %llu more: %s\n", canvasDots(c), (unsigned long long)count,
                       hint);
}

/* The most columns of a note, and the fewest of a line that has one beside its text. */
#define NOTE_COLUMNS   16
#define BESIDE_COLUMNS 36

/* Where the notes of a listing stand beside its texts. */
static unsigned noteColumn(const struct canvas *c)
{
    return c->style->columns >= 64 ? 48 : c->style->columns - NOTE_COLUMNS;
}

static void appendNote(struct canvas *c, struct span note)
{
    if (note.bytes == 0)
        return;
    const bool beside = c->style->columns >= BESIDE_COLUMNS;
    if (!beside) { /* a line of its own */
        canvasLineEnd(c);
        canvasLineBegin(c, 0);
    }
    canvasPadTo(c, beside ? noteColumn(c) : 4);
    bufferAppendEscaped(c->out, note);
}

static void appendListed(struct canvas *c, const struct listingRow *row)
{
    const enum tone tone = row->isCurrent ? TONE_STRONG : TONE_PLAIN;
    const bool beside = row->note.bytes > 0 && c->style->columns >= BESIDE_COLUMNS;
    const unsigned end = beside ? noteColumn(c) - 2 : c->style->columns;
    canvasLineBegin(c, 0);
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, row->isCurrent ? canvasArrow(c) : "");
    canvasPadTo(c, 2);
    bufferAppendFormat(c->out, " %6llu  ", (unsigned long long)row->number);
    canvasOutside(c, row->text, end - 11);
    canvasToneEnd(c, tone);
    appendNote(c, row->note);
    canvasLineEnd(c);
}

static void textListing(const struct listing *listing, const struct style *style,
                        struct buffer *out)
{
    struct canvas c = {.out = out, .style = style};
    if (listing->rowCount == 0) {
        bufferAppendText(out, listing->empty);
        bufferAppendByte(out, '\n');
    }
    appendHiddenListed(&c, listing->hiddenBefore, listing->hint);
    for (size_t i = 0; i < listing->rowCount; i++)
        appendListed(&c, &listing->rows[i]);
    appendHiddenListed(&c, listing->hiddenAfter, listing->hint);
}

static struct window textWindow(const struct style *style, const struct fields *fields,
                                uint64_t focus)
{
    const uint32_t room = style->columns > 24 ? (style->columns - 18) / CELL_COLUMNS : 1;
    uint32_t cells = 1;
    while (cells * 2 <= room)
        cells *= 2;
    if (fields->blockSize == 0) /* regions of a heap, each a row */
        cells = 1;
    else if (fields->blockSize <= room)
        cells = fields->blockSize;
    struct window window = {.parts = style->parts,
                            .rowChunks = cells,
                            .rowsFirst = ROWS_FIRST,
                            .rowsLast = ROWS_LAST,
                            .linksFirst = LINKS_FIRST,
                            .linksLast = LINKS_LAST,
                            .focus = focus};
    if (style->whole)
        window.rowsFirst = window.linksFirst = UINT64_MAX;
    return window;
}

const struct painter textPainter = {
    .name = "text",
    .tellsReason = true,
    .window = textWindow,
    .step = textStep,
    .start = textStart,
    .show = textShow,
    .stats = textStats,
    .expectation = textExpectation,
    .why = textWhy,
    .account = textAccount,
    .dump = dumpText,
    .final = textFinal,
    .report = textReport,
    .listing = textListing,
    .table = textTable,
    .question = askedTextQuestion,
    .hint = askedTextHint,
    .answer = askedTextAnswer,
};
