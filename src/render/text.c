/*
 * text.c - the painter for people: steps, questions and reports, with the picture of picture.h.
 */
#include "render/render.h"

#include <stdio.h>

#include "render/dump.h"
#include "render/picture.h"

/* Rows and links that a cut picture shows at its front and its back. */
#define ROWS_FIRST  8
#define ROWS_LAST   4
#define LINKS_FIRST 8
#define LINKS_LAST  2

/* The command, and at the right what became of it. */
static void appendCommand(struct canvas *c, const char *became)
{
    const enum tone tone = c->event->outcome == OUTCOME_OK ? TONE_STRONG : TONE_WRONG;
    const unsigned columns = c->style->columns;
    bufferAppendEscaped(c->out, c->event->command);
    c->items = 1;
    const size_t from = c->out->bytes;
    canvasPadTo(c, 60 < columns - 16 ? 60 : columns - 16);
    bufferAppendText(c->out, "  ");
    canvasToned(c, tone, spanOf(became));
    canvasItemEnd(c, from);
    canvasLineEnd(c);
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

static void textStep(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    const bool served = event->outcome == OUTCOME_OK;
    const char *path = pathName(event->path);
    canvasLineBegin(&c, 8);
    bufferAppendFormat(out, "step %llu  ", (unsigned long long)event->step);
    appendCommand(&c, served && path != NULL ? path : outcomeName(event->outcome));
    canvasLineBegin(&c, 8);
    bufferAppendRepeated(out, ' ', c.indent);
    bufferAppendText(out, served ? "" : "refused: ");
    canvasSentence(&c, event->why);
    bufferAppendByte(out, '\n');
    if (event->remarks != NULL)
        appendRemarks(&c, event->remarks, 8);
    bufferAppendText(out, style->parts != VIEW_NONE ? "\n" : "");
    pictureAppend(&c);
    canvasLineEnd(&c);
}

static void textShow(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    (void)event;
    struct canvas c = {.out = out, .style = style, .view = view};
    pictureAppend(&c);
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
    appendCommand(&c, outcomeName(event->outcome));
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

static struct window textWindow(const struct style *style, const struct fields *fields,
                                uint64_t focus)
{
    const uint32_t room = style->columns > 24 ? (style->columns - 18) / CELL_COLUMNS : 1;
    uint32_t cells = 1;
    while (cells * 2 <= room)
        cells *= 2;
    struct window window = {.parts = style->parts,
                            .rowChunks = fields->blockSize <= room ? fields->blockSize : cells,
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
    .window = textWindow,
    .step = textStep,
    .show = textShow,
    .stats = textStats,
    .expectation = textExpectation,
    .why = textWhy,
    .dump = dumpText,
    .final = textFinal,
    .report = textReport,
};
