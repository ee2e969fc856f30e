/*
 * text.c - the picture for people: the block table in the order of the addresses and the free list
 * in the order of its links, each naming places in the other. `(n)` in the table is the nth chunk
 * of the list, `.` a fresh chunk, a name a live one, `*` the chunk that the step was about.
 */
#include "render/render.h"

#include <stdio.h>

/* A cell: a blank, the mark, and this much of a name. */
#define CELL_NAME_BYTES 5
#define CELL_COLUMNS    (CELL_NAME_BYTES + 2)

/* Columns of the labels at the left of tables and lists. */
#define LABEL_COLUMNS 17

/* Rows and links that a cut picture shows at its front and its back, and live chunks. */
#define ROWS_FIRST  8
#define ROWS_LAST   4
#define LINKS_FIRST 8
#define LINKS_LAST  2
#define LIVE_MAX    12

struct canvas {
    struct buffer *out;
    const struct style *style;
    const struct view *view;
    const struct event *event;
    size_t lineStart; /* byte where the line that is being filled begins */
    size_t items;     /* on this line so far                             */
    unsigned indent;  /* of lines that go on                             */
};

enum tone { TONE_PLAIN, TONE_STRONG, TONE_FAINT, TONE_FREED, TONE_LIVE, TONE_WRONG };

static void toneBegin(const struct canvas *c, enum tone tone)
{
    static const char *const codes[] = {
        [TONE_PLAIN] = "",         [TONE_STRONG] = "\033[1m", [TONE_FAINT] = "\033[2m",
        [TONE_FREED] = "\033[36m", [TONE_LIVE] = "\033[32m",  [TONE_WRONG] = "\033[1;31m"};
    if (c->style->colour)
        bufferAppendText(c->out, codes[tone]);
}

static void toneEnd(const struct canvas *c, enum tone tone)
{
    if (c->style->colour && tone != TONE_PLAIN)
        bufferAppendText(c->out, "\033[0m");
}

static void appendToned(const struct canvas *c, enum tone tone, struct span text)
{
    toneBegin(c, tone);
    bufferAppendSpan(c->out, text);
    toneEnd(c, tone);
}

static const char *arrow(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x86\x92" : "->";
}

static const char *dots(const struct canvas *c)
{
    return c->style->unicode ? "\xe2\x80\xa6" : "...";
}

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

/* --- lines that wrap -------------------------------------------------------------------------- */

/* Columns that text takes: control sequences take none, and a character of UTF-8 takes one. */
static size_t columnsOf(const char *text, size_t bytes)
{
    size_t columns = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\033') {
            while (i < bytes && text[i] != 'm')
                i++;
            continue;
        }
        columns += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return columns;
}

static size_t columnNow(const struct canvas *c)
{
    return columnsOf(c->out->text + c->lineStart, c->out->bytes - c->lineStart);
}

static void padTo(const struct canvas *c, size_t column)
{
    size_t now = columnNow(c);
    bufferAppendRepeated(c->out, ' ', column > now ? column - now : 0);
}

static void lineBegin(struct canvas *c, unsigned indent)
{
    c->lineStart = c->out->bytes;
    c->indent = indent < c->style->columns / 2 ? indent : 2;
    c->items = 0;
}

/* What was appended since byte `from` is one item: it goes to the next line where it does not fit.
 */
static void itemEnd(struct canvas *c, size_t from)
{
    c->items++;
    if (c->out->failed || c->items == 1 || columnNow(c) <= c->style->columns)
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

/* Ends the line, without blanks at its end. */
static void lineEnd(const struct canvas *c)
{
    while (c->out->bytes > c->lineStart && c->out->text[c->out->bytes - 1] == ' ')
        c->out->bytes--;
    bufferAppendByte(c->out, '\n');
}

/* A label of a list, and how long the list is. */
static void listBegin(struct canvas *c, const char *label, uint64_t count)
{
    lineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, label);
    padTo(c, 11);
    bufferAppendUnsigned(c->out, count);
    padTo(c, c->indent);
}

/* Words of a sentence, wrapped. */
static void appendSentence(struct canvas *c, struct span text)
{
    size_t at = 0;
    while (at < text.bytes) {
        size_t end = at + 1;
        while (end < text.bytes && text.text[end] != ' ')
            end++;
        size_t from = c->out->bytes;
        bufferAppend(c->out, text.text + at, end - at);
        itemEnd(c, from);
        at = end;
    }
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

/* What a cell shows, without its mark. */
static void cellText(const struct canvas *c, const struct chunkView *chunk)
{
    if (chunk->state == CHUNK_FRESH) {
        bufferAppendText(c->out, c->style->unicode ? "\xc2\xb7" : ".");
    } else if (chunk->state == CHUNK_FREED) {
        bufferAppendByte(c->out, '(');
        bufferAppendUnsigned(c->out, chunk->position);
        bufferAppendByte(c->out, ')');
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
    toneBegin(c, tone);
    bufferAppendText(c->out, focus ? "*" : "");
    cellText(c, chunk);
    toneEnd(c, tone);
    if (c->out->failed)
        return;
    const size_t columns = columnsOf(c->out->text + from, c->out->bytes - from);
    static const char blanks[] = "       ";
    if (columns < CELL_COLUMNS)
        bufferInsert(c->out, from, blanks + columns);
    else
        bufferInsert(c->out, from, " ");
}

static void appendHeading(struct canvas *c, size_t addresses, uint32_t cells)
{
    lineBegin(c, 0);
    bufferAppendText(c->out, c->view->placesOnly ? "block" : "block  address");
    padTo(c, addresses);
    for (uint32_t i = 0; i < cells; i++) {
        padTo(c, addresses + (i + 1) * CELL_COLUMNS - (i < 10 ? 1 : i < 100 ? 2 : 3));
        bufferAppendUnsigned(c->out, i);
    }
    lineEnd(c);
}

static void appendHiddenRows(struct canvas *c, uint64_t rows)
{
    if (rows == 0)
        return;
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, dots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, rows);
    bufferAppendText(c->out,
                     rows == 1 ? " row hidden: show blocks\n" : " rows hidden: show blocks\n");
}

static void appendRow(struct canvas *c, const struct rowView *row, size_t addresses)
{
    appendHiddenRows(c, row->hiddenBefore);
    lineBegin(c, 0);
    size_t from = c->out->bytes;
    bufferAppendUnsigned(c->out, row->block);
    if (row->firstChunk > 0) {
        bufferAppendByte(c->out, '+');
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
    padTo(c, addresses);
    for (uint32_t i = 0; i < row->chunkCount; i++)
        appendCell(c, &c->view->chunks[row->firstIndex + i]);
    lineEnd(c);
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
    lineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, "table");
    padTo(c, c->indent);
    bufferAppendFormat(c->out, "%llu of %u slot%s taken\n", (unsigned long long)view->stats.blocks,
                       view->fields.blocksUsed, view->fields.blocksUsed == 1 ? "" : "s");
}

/* --- the free list and the live chunks -------------------------------------------------------- */

static void appendLinkEnd(struct canvas *c)
{
    const size_t from = c->out->bytes;
    bufferAppendByte(c->out, ' ');
    bufferAppendText(c->out, arrow(c));
    if (c->view->end == CHAIN_NULL) {
        bufferAppendText(c->out, " NULL");
    } else {
        toneBegin(c, TONE_WRONG);
        appendAddress(c, c->view->endAddress);
        bufferAppendByte(c->out, ' ');
        bufferAppendText(c->out, chainEndName(c->view->end));
        toneEnd(c, TONE_WRONG);
    }
    itemEnd(c, from);
    lineEnd(c);
}

/* A line of its own that says what is left out; the next item begins a line. */
static void appendHidden(struct canvas *c, uint64_t hidden, const char *command)
{
    bufferAppendByte(c->out, '\n');
    c->lineStart = c->out->bytes;
    bufferAppendRepeated(c->out, ' ', c->indent);
    bufferAppendText(c->out, dots(c));
    bufferAppendByte(c->out, ' ');
    bufferAppendUnsigned(c->out, hidden);
    bufferAppendText(c->out, " hidden: show ");
    bufferAppendText(c->out, command);
}

static void appendList(struct canvas *c)
{
    const struct view *view = c->view;
    listBegin(c, "free list", view->chainLength);
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
        bufferAppendText(c->out, arrow(c));
        bufferAppendByte(c->out, ' ');
        toneBegin(c, TONE_FREED);
        appendPlace(c->out, view->links[i].block, view->links[i].chunk);
        toneEnd(c, TONE_FREED);
        appendAddress(c, view->links[i].address);
        itemEnd(c, from);
    }
    appendLinkEnd(c);
}

/* Every live chunk of the rows that are shown. */
static void appendLive(struct canvas *c)
{
    const struct view *view = c->view;
    const uint64_t most = c->style->whole ? UINT64_MAX : LIVE_MAX;
    uint64_t shown = 0;
    listBegin(c, "live", view->stats.live);
    for (size_t row = 0; row < view->rowCount; row++)
        for (uint32_t i = 0; i < view->rows[row].chunkCount; i++) {
            const struct chunkView *chunk = &view->chunks[view->rows[row].firstIndex + i];
            if (chunk->state != CHUNK_LIVE || shown == most)
                continue;
            const size_t from = c->out->bytes;
            bufferAppendText(c->out, shown++ > 0 ? "   " : "");
            appendToned(c, TONE_LIVE, chunk->handle);
            bufferAppendByte(c->out, ' ');
            appendPlace(c->out, view->rows[row].block, view->rows[row].firstChunk + i);
            appendAddress(c, chunk->address);
            itemEnd(c, from);
        }
    if (shown < view->stats.live)
        appendHidden(c, view->stats.live - shown, "chunks");
    lineEnd(c);
}

static void appendNext(struct canvas *c)
{
    const struct view *view = c->view;
    lineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, "next alloc");
    padTo(c, c->indent);
    appendPlace(c->out, view->next.block, view->next.chunk);
    appendAddress(c, view->next.address);
    bufferAppendText(c->out, "  ");
    bufferAppendText(c->out, pathName(view->nextPath));
    lineEnd(c);
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
        appendToned(c, tone, before);
        itemEnd(c, from);
        from = c->out->bytes;
        bufferAppendByte(c->out, ' ');
        appendToned(c, tone, spanOf(arrow(c)));
        bufferAppendByte(c->out, ' ');
    }
    appendToned(c, tone, after);
    itemEnd(c, from);
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
    lineBegin(c, LABEL_COLUMNS);
    bufferAppendText(c->out, "pool");
    padTo(c, c->indent);
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
    lineEnd(c);
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

static void textStep(const struct event *event, const struct view *view, const struct style *style,
                     struct buffer *out)
{
    struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    const bool served = event->outcome == OUTCOME_OK;
    const char *path = pathName(event->path);
    const enum tone tone = served ? TONE_STRONG : TONE_WRONG;
    lineBegin(&c, 8);
    bufferAppendFormat(out, "step %llu  ", (unsigned long long)event->step);
    bufferAppendEscaped(out, event->command);
    c.items = 1;
    const size_t from = out->bytes;
    padTo(&c, 60 < style->columns - 16 ? 60 : style->columns - 16);
    bufferAppendText(out, "  ");
    toneBegin(&c, tone);
    bufferAppendText(out, served ? (path != NULL ? path : outcomeName(event->outcome))
                                 : outcomeName(event->outcome));
    toneEnd(&c, tone);
    itemEnd(&c, from);
    lineEnd(&c);
    lineBegin(&c, 8);
    bufferAppendRepeated(out, ' ', c.indent);
    bufferAppendText(out, served ? "" : "refused: ");
    appendSentence(&c, event->why);
    bufferAppendText(out, style->parts != VIEW_NONE ? "\n\n" : "\n");
    appendPicture(&c);
    lineEnd(&c);
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
        lineBegin(&c, LABEL_COLUMNS);
        bufferAppendText(out, row->name);
        char value[32];
        double ratio = row->ratio != NULL ? row->ratio(&view->stats) : 0;
        if (row->ratio == NULL)
            snprintf(value, sizeof value, "%llu",
                     (unsigned long long)statsCount(&view->stats, row));
        else
            snprintf(value, sizeof value, ratio < 0 ? "-" : "%.1f %%", ratio * 100);
        bufferAppendFormat(out, "%*s", (int)(36 - columnNow(&c)), value);
        bufferAppendFormat(out, " %-7s", row->unit);
        bufferAppendText(out, row->meaning);
        lineEnd(&c);
    }
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
        lineBegin(&c, LABEL_COLUMNS);
        bufferAppendFormat(out, "%12llu  ", (unsigned long long)row->count);
        if (row->bytes > 0)
            bufferAppendFormat(out, "%14llu bytes  ", (unsigned long long)row->bytes);
        else
            bufferAppendRepeated(out, ' ', 22);
        bufferAppendText(out, row->meaning);
        if (row->firstLine > 0)
            bufferAppendFormat(out, " (first in line %llu)", (unsigned long long)row->firstLine);
        lineEnd(&c);
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
    .final = textFinal,
    .report = textReport,
};
