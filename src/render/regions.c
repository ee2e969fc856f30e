#include "render/regions.h"

#include <stdio.h>

#include "render/blocktable.h"

/* Columns from which there is room for the addresses of headers too, and for addresses at all. */
#define WIDE_COLUMNS    60
#define ADDRESS_COLUMNS 38

/* Where the columns of the table begin; those that are not shown are 0. */
struct tableLayout {
    size_t header, address, bytes, owner;
};

static size_t digitsOf(uint64_t value, unsigned base)
{
    size_t digits = 1;
    while ((value /= base) != 0)
        digits++;
    return digits;
}

/* The last region of the table, which needs the most digits. */
static uint64_t lastAddress(const struct view *view)
{
    return view->chunkCount > 0 ? view->chunks[view->chunkCount - 1].address : 0;
}

static struct tableLayout layoutOf(const struct canvas *c)
{
    const struct view *view = c->view;
    struct tableLayout layout = {0};
    const size_t place = 2 + digitsOf(lastAddress(view) - view->heapStart, 10);
    const size_t address = view->fields.decimal ? digitsOf(lastAddress(view), 10)
                                                : 2 + digitsOf(lastAddress(view), 16);
    size_t bytes = 5, column = 2 + (place > 6 ? place : 6);
    for (size_t i = 0; i < view->chunkCount; i++) {
        const size_t digits = digitsOf(view->chunks[i].bytes, 10);
        bytes = digits > bytes ? digits : bytes;
    }
    if (!view->placesOnly && view->headerBytes > 0 && c->style->columns >= WIDE_COLUMNS) {
        layout.header = column;
        column += 2 + (address > 7 ? address : 7);
    }
    if (!view->placesOnly && c->style->columns >= ADDRESS_COLUMNS) {
        layout.address = column;
        column += 2 + (address > 7 ? address : 7);
    }
    layout.bytes = column;
    layout.owner = column + bytes + 1;
    return layout;
}

static void appendHeading(struct canvas *c, const struct tableLayout *layout)
{
    canvasLineBegin(c, 0);
    bufferAppendText(c->out, "region");
    if (layout->header > 0) {
        canvasPadTo(c, layout->header);
        bufferAppendText(c->out, "header");
    }
    if (layout->address > 0) {
        canvasPadTo(c, layout->address);
        bufferAppendText(c->out, "address");
    }
    canvasPadTo(c, layout->owner - 6);
    bufferAppendText(c->out, "bytes");
    canvasLineEnd(c);
}

/* Is the step about it, or about what became part of it? */
static bool isFocus(const struct canvas *c, const struct chunkView *chunk)
{
    const struct view *view = c->view;
    if (c->event == NULL || !c->event->place.known)
        return false;
    const uint64_t inside = c->event->place.address - chunk->address; /* large, where before it */
    return inside == 0 ||
           (chunk->bytes > view->headerBytes && inside < chunk->bytes - view->headerBytes);
}

static void appendOwner(const struct canvas *c, const struct chunkView *chunk)
{
    const bool focus = isFocus(c, chunk);
    const enum tone tone = focus                         ? TONE_STRONG
                           : chunk->state == CHUNK_FREED ? TONE_FREED
                                                         : TONE_LIVE;
    bufferAppendByte(c->out, ' ');
    canvasToneBegin(c, tone);
    bufferAppendByte(c->out, focus ? '*' : ' ');
    if (chunk->state == CHUNK_FREED)
        blockTableAppendPosition(c->out, chunk->position);
    else
        bufferAppendSpan(c->out, chunk->handle);
    canvasToneEnd(c, tone);
}

static void appendRegion(struct canvas *c, const struct tableLayout *layout,
                         const struct chunkView *chunk)
{
    const struct view *view = c->view;
    canvasLineBegin(c, 0);
    bufferAppendFormat(c->out, "0:%llu", (unsigned long long)(chunk->address - view->heapStart));
    if (layout->header > 0) {
        canvasPadTo(c, layout->header);
        bufferAppendAddress(c->out, chunk->address - view->headerBytes, view->fields.decimal);
    }
    if (layout->address > 0) {
        canvasPadTo(c, layout->address);
        bufferAppendAddress(c->out, chunk->address, view->fields.decimal);
    }
    canvasPadTo(c, layout->owner - 1 - digitsOf(chunk->bytes, 10));
    bufferAppendUnsigned(c->out, chunk->bytes);
    appendOwner(c, chunk);
    canvasLineEnd(c);
}

/* The heap's memory in figures. */
static void appendMemory(struct canvas *c)
{
    const struct stats *stats = &c->view->stats;
    char text[200];
    canvasLabel(c, "memory");
    const int bytes =
        snprintf(text, sizeof text, "%llu bytes%s: %llu of headers, %llu free, %llu in one piece",
                 (unsigned long long)stats->reservedBytes, c->view->grows ? " so far" : "",
                 (unsigned long long)stats->overheadBytes, (unsigned long long)stats->freeBytes,
                 (unsigned long long)stats->largestFree);
    canvasSentence(c, (struct span){text, (size_t)bytes});
    canvasLineEnd(c);
}

void regionsAppend(struct canvas *c)
{
    const struct view *view = c->view;
    const struct tableLayout layout = layoutOf(c);
    if (view->chunkCount > 0)
        appendHeading(c, &layout);
    for (size_t i = 0; i < view->rowCount; i++) {
        const struct rowView *row = &view->rows[i];
        blockTableAppendHidden(c, row->hiddenBefore);
        for (uint32_t k = 0; k < row->chunkCount; k++)
            appendRegion(c, &layout, &view->chunks[row->firstIndex + k]);
    }
    blockTableAppendHidden(c, view->rowsHiddenAfter);
    appendMemory(c);
}
