#include "render/blocktable.h"

/* Columns of BLOCK:CHUNK before a row. */
#define ROW_COLUMNS 5

/* The most bytes of a row before its first cell, and of a cell, its blanks included. */
#define ROW_BYTES  (2 * PUT_UNSIGNED_BYTES + PUT_ADDRESS_BYTES + 3 * PUT_BLANKS_BYTES)
#define CELL_BYTES (PUT_BLANKS_BYTES + TONE_BYTES + TONE_END_BYTES + POSITION_BYTES)

static size_t addressColumns(const struct view *view)
{
    uint64_t most = 0;
    for (size_t i = 0; !view->placesOnly && i < view->rowCount; i++)
        most = view->rows[i].blockAddress > most ? view->rows[i].blockAddress : most;
    char text[PUT_ADDRESS_BYTES];
    const size_t digits = (size_t)(putHex(text, most) - text);
    return digits > 7 ? digits : 7; /* as many as the heading has */
}

/* A position that fits its cell: beyond 999 in thousands, then millions. */
char *blockTablePutPosition(char *at, uint64_t position)
{
    static const char units[] = {' ', 'k', 'M', 'G'};
    size_t unit = 0;
    at = putByte(at, '(');
    for (; position > 999; position /= 1000)
        unit++;
    at = position == 0 ? putByte(at, '-') : putUnsigned(at, position);
    at = unit > 0 ? putByte(at, units[unit]) : at;
    return putByte(at, ')');
}

/* What a cell shows, without its mark: in `scratch`, or somebody else's text. */
static struct span insideOf(const struct canvas *c, const struct chunkView *chunk,
                            char scratch[POSITION_BYTES])
{
    const struct span name = chunk->handle;
    char *at = scratch;
    if (chunk->state == CHUNK_FRESH)
        return spanOf(c->style->unicode ? "\xc2\xb7" : ".");
    if (chunk->state == CHUNK_FREED) {
        at = blockTablePutPosition(at, chunk->position);
    } else if (chunk->holders > 1) {
        at = putSpan(at, (struct span){name.text, name.bytes < 3 ? name.bytes : 2});
        at = putByte(at, '+');
        at = putUnsigned(at, chunk->holders - 1 < 99 ? chunk->holders - 1 : 99);
    } else if (name.bytes <= CELL_NAME_BYTES) {
        return name;
    } else {
        at = putSpan(at, (struct span){name.text, CELL_NAME_BYTES - 1});
        at = putByte(at, '~');
    }
    return (struct span){scratch, (size_t)(at - scratch)};
}

static char *putCell(const struct canvas *c, char *at, const struct chunkView *chunk, bool isFocus)
{
    static const enum tone tones[] = {
        [CHUNK_FRESH] = TONE_FAINT, [CHUNK_LIVE] = TONE_LIVE, [CHUNK_FREED] = TONE_FREED};
    const enum tone tone = isFocus ? TONE_STRONG : tones[chunk->state];
    char scratch[POSITION_BYTES];
    const struct span inside = insideOf(c, chunk, scratch);
    const size_t columns = isFocus + (chunk->state == CHUNK_FRESH ? 1 : inside.bytes);
    at = putBlanks(at, columns < CELL_COLUMNS ? CELL_COLUMNS - columns : 1);
    at = canvasPutTone(c, at, tone);
    at = isFocus ? putByte(at, '*') : at;
    return canvasPutToneEnd(c, putSpan(at, inside), tone);
}

/* Most of a picture is cells, and most cells are no more than the name of a live chunk. */
static bool isJustName(const struct chunkView *chunk)
{
    return chunk->state == CHUNK_LIVE && chunk->holders == 1 &&
           chunk->handle.bytes <= CELL_NAME_BYTES;
}

static char *putCells(const struct canvas *c, char *at, const struct chunkView *chunks,
                      uint32_t count)
{
    const struct place *focus = c->event != NULL ? &c->event->place : NULL;
    const uint64_t focused = focus != NULL && focus->known ? focus->address : UINT64_MAX;
    const bool isToned = c->style->colour;
    for (const struct chunkView *chunk = chunks; chunk < chunks + count; chunk++) {
        const bool isFocus = chunk->address == focused;
        if (isFocus || isToned || !isJustName(chunk))
            at = putCell(c, at, chunk, isFocus);
        else
            at = putSpan(putBlanks(at, CELL_COLUMNS - chunk->handle.bytes), chunk->handle);
    }
    return at;
}

static void appendHeading(struct canvas *c, size_t addresses, uint32_t cells)
{
    canvasLineBegin(c, 0);
    bufferAppendText(c->out, c->view->placesOnly ? "block" : "block  address");
    canvasPadTo(c, addresses);
    char *at = bufferRoom(c->out, cells * (size_t)CELL_BYTES);
    if (at == NULL)
        return;
    for (uint32_t i = 0; i < cells; i++) {
        at = putBlanks(at, CELL_COLUMNS - (i < 10 ? 1 : i < 100 ? 2 : 3));
        at = putUnsigned(at, i);
    }
    bufferEnd(c->out, at);
    canvasLineEnd(c);
}

void blockTableAppendHidden(struct canvas *c, uint64_t rows)
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

/* BLOCK, or BLOCK:CHUNK where the row begins within a block, at the right of its columns. */
static char *putRowName(char *at, const struct rowView *row)
{
    char name[2 * PUT_UNSIGNED_BYTES];
    char *end = putUnsigned(name, row->block);
    if (row->firstChunk > 0)
        end = putUnsigned(putByte(end, ':'), row->firstChunk);
    const size_t columns = (size_t)(end - name);
    at = putBlanks(at, columns < ROW_COLUMNS ? ROW_COLUMNS - columns : 0);
    return putSpan(at, (struct span){name, columns});
}

static void appendRow(struct canvas *c, const struct rowView *row, size_t addresses)
{
    const struct view *view = c->view;
    const struct chunkView *chunks = &view->chunks[row->firstIndex];
    blockTableAppendHidden(c, row->hiddenBefore);
    canvasLineBegin(c, 0);
    char *const from = bufferRoom(c->out, ROW_BYTES + row->chunkCount * (size_t)CELL_BYTES);
    if (from == NULL)
        return;
    char *at = putRowName(from, row);
    if (!view->placesOnly)
        at = putAddress(putText(at, "  "), chunks[0].address, view->fields.decimal);
    const size_t columns = (size_t)(at - from);
    at = putBlanks(at, columns < addresses ? addresses - columns : 0);
    bufferEnd(c->out, putCells(c, at, chunks, row->chunkCount));
    canvasLineEnd(c);
}

void blockTableAppend(struct canvas *c)
{
    const struct view *view = c->view;
    const size_t addresses = view->placesOnly ? ROW_COLUMNS + 1 : 7 + addressColumns(view);
    uint32_t cells = 0;
    for (size_t i = 0; i < view->rowCount; i++)
        cells = view->rows[i].chunkCount > cells ? view->rows[i].chunkCount : cells;
    if (view->rowCount > 0)
        appendHeading(c, addresses, cells);
    for (size_t i = 0; i < view->rowCount; i++)
        appendRow(c, &view->rows[i], addresses);
    blockTableAppendHidden(c, view->rowsHiddenAfter);
    if ((c->style->omits & OMIT_TABLE) != 0)
        return;
    canvasLabel(c, spanOf("table"));
    bufferAppendUnsigned(c->out, view->stats.blocks);
    bufferAppendText(c->out, " of ");
    bufferAppendUnsigned(c->out, view->fields.blocksUsed);
    bufferAppendText(c->out, view->fields.blocksUsed == 1 ? " slot taken\n" : " slots taken\n");
}
