/*
 * text.c - the picture for people: the block table in the order of the addresses and the free list
 * in the order of its links, each naming places in the other. `(n)` in the table is the nth chunk
 * of the list, `.` a fresh chunk, a name a live one, `*` the chunk that the step was about.
 */
#include "render/render.h"

#include <stdio.h>

#include "render/canvas.h"
#include "render/dump.h"

/* A cell: a blank, the mark, and this much of a name. */
#define CELL_NAME_BYTES 5
#define CELL_COLUMNS    (CELL_NAME_BYTES + 2)

/* Rows and links that a cut picture shows at its front and its back, and live chunks. */
#define ROWS_FIRST  8
#define ROWS_LAST   4
#define LINKS_FIRST 8
#define LINKS_LAST  2
#define LIVE_MAX    12

static void appendPlace(struct buffer *out, uint64_t block, uint64_t chunk)
{
    bufferAppendUnsigned(out, block);
    bufferAppendByte(out, ':');
    bufferAppendUnsigned(out, chunk);
}

/* An address, or nothing where addresses differ from run to run; with a blank before it. */
static void appendAddress(const struct canvas *c, uint64_t address)
{
    if (c->view->placesOnly || address == 0)
        return;
    bufferAppendByte(c->out, ' ');
    bufferAppendHex(c->out, address);
}

/* --- the block table -------------------------------------------------------------------------- */

static size_t addressColumns(const struct view *view)
{
    size_t columns = 7; /* of the heading */
    for (size_t i = 0; !view->placesOnly && i < view->rowCount; i++) {
        size_t digits = 2;
        for (uint64_t rest = view->rows[i].blockAddress; rest != 0; rest >>= 4)
            digits++;
        columns = digits > columns ? digits : columns;
    }
    return columns;
}

static bool isFocus(const struct canvas *c, const struct chunkView *chunk)
{
    return c->event != NULL && c->event->place.known && c->event->place.address == chunk->address;
}

/* A position that fits its cell: beyond 999 in thousands, then millions. `(-)`: on no list, lost.
 */
static void appendPosition(struct buffer *out, uint64_t position)
{
    static const char units[] = {' ', 'k', 'M', 'G'};
    size_t unit = 0;
    bufferAppendByte(out, '(');
    for (; position > 999; position /= 1000)
        unit++;
    if (position > 0)
        bufferAppendUnsigned(out, position);
    bufferAppend(out, position == 0 ? "-" : &units[unit], position == 0 || unit > 0);
    bufferAppendByte(out, ')');
}

/* What a cell shows, without its mark. */
static void cellText(const struct canvas *c, const struct chunkView *chunk)
{
    if (chunk->state == CHUNK_FRESH) {
        bufferAppendText(c->out, c->style->unicode ? "\xc2\xb7" : ".");
    } else if (chunk->state == CHUNK_FREED) {
        appendPosition(c->out, chunk->position);
    } else if (chunk->holders > 1) {
        bufferAppend(c->out, chunk->handle.text, chunk->handle.bytes < 3 ? chunk->handle.bytes : 2);
        bufferAppendByte(c->out, '+');
        bufferAppendUnsigned(c->out, chunk->holders - 1 < 9 ? chunk->holders - 1 : 9);
    } else if (chunk->handle.bytes <= CELL_NAME_BYTES) {
        bufferAppendEscaped(c->out, chunk->handle);
    } else {
        bufferAppendEscaped(c->out, (struct span){chunk->handle.text, CELL_NAME_BYTES - 1});
        bufferAppendByte(c->out, '~');
    }
}

static void appendCell(const struct canvas *c, const struct chunkView *chunk)
{
    static const enum tone tones[] = {
        [CHUNK_FRESH] = TONE_FAINT, [CHUNK_LIVE] = TONE_LIVE, [CHUNK_FREED] = TONE_FREED};
    const bool focus = isFocus(c, chunk);
    const enum tone tone = focus ? TONE_STRONG : tones[chunk->state];
    const size_t from = c->out->bytes;
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, focus ? "*" : "");
    cellText(c, chunk);
    canvasToneEnd(c, tone);
    if (c->out->failed)
        return;
    const size_t columns = canvasColumnsOf(c->out->text + from, c->out->bytes - from);
    static const char blanks[] = "       ";
    if (columns < CELL_COLUMNS)
        bufferInsert(c->out, from, blanks + columns);
    else
        bufferInsert(c->out, from, " ");
}

static void appendHeading(struct canvas *c, size_t addresses, uint32_t cells)
{
    canvasLineBegin(c, 0);
    bufferAppendText(c->out, c->view->placesOnly ? "block" : "block  address");
    canvasPadTo(c, addresses);
    for (uint32_t i = 0; i < cells; i++) {
        canvasPadTo(c, addresses + (i + 1) * CELL_COLUMNS - (i < 10 ? 1 : i < 100 ? 2 : 3));
        bufferAppendUnsigned(c->out, i);
    }
    canvasLineEnd(c);
}

static void appendHiddenRows(struct canvas *c, uint64_t rows)
{
    if (rows == 0)
        return;
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, canvasDots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, rows);
    bufferAppendText(c->out,
                     rows == 1 ? " row hidden: show blocks\n" : " rows hidden: show blocks\n");
}

static void appendRow(struct canvas *c, const struct rowView *row, size_t addresses)
{
    appendHiddenRows(c, row->hiddenBefore);
    canvasLineBegin(c, 0);
    size_t from = c->out->bytes;
    bufferAppendUnsigned(c->out, row->block);
    if (row->firstChunk > 0) {
        bufferAppendByte(c->out, ':');
        bufferAppendUnsigned(c->out, row->firstChunk);
    }
    static const char blanks[] = "     ";
    size_t columns = c->out->bytes - from;
    if (!c->out->failed && columns < 5)
        bufferInsert(c->out, from, blanks + columns);
    if (!c->view->placesOnly) {
        bufferAppendByte(c->out, ' ');
        appendAddress(c, c->view->chunks[row->firstIndex].address);
    }
    canvasPadTo(c, addresses);
    for (uint32_t i = 0; i < row->chunkCount; i++)
        appendCell(c, &c->view->chunks[row->firstIndex + i]);
    canvasLineEnd(c);
}

static void appendBlocks(struct canvas *c)
{
    const struct view *view = c->view;
    const size_t addresses = view->placesOnly ? 6 : 7 + addressColumns(view);
    uint32_t cells = 0;
    for (size_t i = 0; i < view->rowCount; i++)
        cells = view->rows[i].chunkCount > cells ? view->rows[i].chunkCount : cells;
    if (view->rowCount > 0)
        appendHeading(c, addresses, cells);
    for (size_t i = 0; i < view->rowCount; i++)
        appendRow(c, &view->rows[i], addresses);
    appendHiddenRows(c, view->rowsHiddenAfter);
    canvasLabel(c, "table");
    bufferAppendFormat(c->out, "%llu of %u slot%s taken\n", (unsigned long long)view->stats.blocks,
                       view->fields.blocksUsed, view->fields.blocksUsed == 1 ? "" : "s");
}

/* --- the free list and the live chunks -------------------------------------------------------- */

static void appendLinkEnd(struct canvas *c)
{
    const size_t from = c->out->bytes;
    bufferAppendByte(c->out, ' ');
    bufferAppendText(c->out, canvasArrow(c));
    if (c->view->end == CHAIN_NULL) {
        bufferAppendText(c->out, " NULL");
    } else {
        canvasToneBegin(c, TONE_WRONG);
        if (c->view->endPlace.known) {
            bufferAppendByte(c->out, ' ');
            appendPlace(c->out, c->view->endPlace.block, c->view->endPlace.chunk);
        }
        appendAddress(c, c->view->endAddress);
        bufferAppendByte(c->out, ' ');
        bufferAppendText(c->out, chainEndName(c->view->end));
        canvasToneEnd(c, TONE_WRONG);
    }
    canvasItemEnd(c, from);
    canvasLineEnd(c);
}

/* A line of its own that says what is left out; the next item begins a line. */
static void appendHidden(struct canvas *c, uint64_t hidden, const char *command)
{
    bufferAppendByte(c->out, '\n');
    c->lineStart = c->out->bytes;
    bufferAppendRepeated(c->out, ' ', c->indent);
    bufferAppendText(c->out, canvasDots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, hidden);
    bufferAppendText(c->out, " hidden: show ");
    bufferAppendText(c->out, command);
}

static void appendList(struct canvas *c)
{
    const struct view *view = c->view;
    canvasListBegin(c, "free list", view->chainLength);
    bufferAppendText(c->out, "head");
    c->items = 1;
    for (size_t i = 0; i < view->linkCount; i++) {
        if (i == view->linksBefore && view->linksHidden > 0) {
            appendHidden(c, view->linksHidden, "list");
            bufferAppendByte(c->out, '\n');
            c->lineStart = c->out->bytes;
            bufferAppendRepeated(c->out, ' ', c->indent - 1);
        }
        const size_t from = c->out->bytes;
        bufferAppendByte(c->out, ' ');
        bufferAppendText(c->out, canvasArrow(c));
        bufferAppendByte(c->out, ' ');
        canvasToneBegin(c, TONE_FREED);
        appendPlace(c->out, view->links[i].block, view->links[i].chunk);
        canvasToneEnd(c, TONE_FREED);
        appendAddress(c, view->links[i].address);
        canvasItemEnd(c, from);
    }
    appendLinkEnd(c);
}

/* Every live chunk of the rows that are shown. */
static void appendLive(struct canvas *c)
{
    const struct view *view = c->view;
    const uint64_t most = c->style->whole ? UINT64_MAX : LIVE_MAX;
    uint64_t shown = 0, handles = 0;
    canvasListBegin(c, "live", view->stats.live);
    for (size_t row = 0; row < view->rowCount; row++)
        for (uint32_t i = 0; i < view->rows[row].chunkCount; i++) {
            const struct chunkView *chunk = &view->chunks[view->rows[row].firstIndex + i];
            if (chunk->state != CHUNK_LIVE || shown == most)
                continue;
            const size_t from = c->out->bytes;
            bufferAppendText(c->out, shown++ > 0 ? "   " : "");
            canvasToned(c, TONE_LIVE, chunk->handle);
            bufferAppendByte(c->out, ' ');
            appendPlace(c->out, view->rows[row].block, view->rows[row].firstChunk + i);
            appendAddress(c, chunk->address);
            if (chunk->holders > 1)
                bufferAppendFormat(c->out, " (%u owners)", chunk->holders);
            handles += chunk->holders;
            canvasItemEnd(c, from);
        }
    if (handles < view->stats.live)
        appendHidden(c, view->stats.live - handles, "chunks");
    canvasLineEnd(c);
}

static void appendNext(struct canvas *c)
{
    const struct view *view = c->view;
    const bool isStray =
        view->chainLength == 0 && (view->end == CHAIN_FOREIGN || view->end == CHAIN_MISALIGNED);
    canvasLabel(c, "next alloc");
    if (isStray) {
        canvasToned(c, TONE_WRONG, spanOf("none: the head is no chunk"));
        canvasLineEnd(c);
        return;
    }
    appendPlace(c->out, view->next.block, view->next.chunk);
    appendAddress(c, view->next.address);
    c->items = 1;
    const size_t from = c->out->bytes;
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, pathName(view->nextPath));
    canvasItemEnd(c, from);
    canvasLineEnd(c);
}

/* --- the fields ------------------------------------------------------------------------------- */

/* A field, with its value before the step where that was another. */
static void appendField(struct canvas *c, const char *name, struct span before, struct span after)
{
    const bool changed = !spanEqual(before, after);
    const enum tone tone = changed ? TONE_STRONG : TONE_PLAIN;
    size_t from = c->out->bytes;
    bufferAppendText(c->out, c->items > 0 ? "   " : "");
    bufferAppendText(c->out, name);
    bufferAppendByte(c->out, ' ');
    if (changed) {
        canvasToned(c, tone, before);
        canvasItemEnd(c, from);
        from = c->out->bytes;
        bufferAppendByte(c->out, ' ');
        canvasToned(c, tone, spanOf(canvasArrow(c)));
        bufferAppendByte(c->out, ' ');
    }
    canvasToned(c, tone, after);
    canvasItemEnd(c, from);
}

struct fieldText {
    char text[32];
};

static struct span writeSigned(struct fieldText *text, int64_t value)
{
    int bytes = snprintf(text->text, sizeof text->text, "%lld", (long long)value);
    return (struct span){text->text, (size_t)bytes};
}

static struct span writePointer(const struct canvas *c, struct fieldText *text, uint64_t value)
{
    if (value == 0)
        return spanOf("NULL");
    if (c->view->placesOnly)
        return spanOf("set");
    int bytes = snprintf(text->text, sizeof text->text, "0x%llx", (unsigned long long)value);
    return (struct span){text->text, (size_t)bytes};
}

static void appendNumberField(struct canvas *c, const char *name, int64_t before, int64_t after)
{
    struct fieldText was, is;
    appendField(c, name, writeSigned(&was, before), writeSigned(&is, after));
}

static void appendFields(struct canvas *c)
{
    const struct fields *now = &c->view->fields;
    const struct fields *was = c->event != NULL ? &c->event->before : now;
    struct fieldText wasText, isText;
    canvasLabel(c, "pool");
    /* these two change only with the pool */
    if (c->event == NULL || was->chunkSize != now->chunkSize)
        appendNumberField(c, "chunkSize", was->chunkSize, now->chunkSize);
    if (c->event == NULL || was->blockSize != now->blockSize)
        appendNumberField(c, "blockSize", was->blockSize, now->blockSize);
    appendNumberField(c, "used", was->used, now->used);
    appendNumberField(c, "block", was->block, now->block);
    appendField(c, "freed", writePointer(c, &wasText, was->freed),
                writePointer(c, &isText, now->freed));
    appendNumberField(c, "blocksUsed", was->blocksUsed, now->blocksUsed);
    canvasLineEnd(c);
}

/* --- whole pictures --------------------------------------------------------------------------- */

static void appendPicture(struct canvas *c)
{
    const unsigned parts = c->style->parts;
    if ((parts & VIEW_BLOCKS) != 0) {
        appendBlocks(c);
        bufferAppendText(c->out, parts != VIEW_BLOCKS ? "\n" : "");
    }
    if ((parts & VIEW_LIST) != 0)
        appendList(c);
    if ((parts & VIEW_CHUNKS) != 0)
        appendLive(c);
    if ((parts & VIEW_FIELDS) != 0)
        appendFields(c);
    if ((parts & VIEW_LIST) != 0)
        appendNext(c);
}

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
    appendPicture(&c);
    canvasLineEnd(&c);
}

static void textShow(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    (void)event;
    struct canvas c = {.out = out, .style = style, .view = view};
    appendPicture(&c);
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
