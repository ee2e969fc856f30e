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
    const size_t columns = putHexBytes(most);
    return columns > 7 ? columns : 7; /* as many as the heading has */
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

static char *putHeading(const struct canvas *c, char *const from, size_t addresses, uint32_t cells)
{
    static const char firstTen[] = "      0      1      2      3      4"
                                   "      5      6      7      8      9";
    _Static_assert(sizeof firstTen == 10 * CELL_COLUMNS + 1, "a column for each");
    const uint32_t few = cells < 10 ? cells : 10;
    char *at = putText(from, c->view->placesOnly ? "block         " : "block  address");
    (void)putBlanks(at, 0);
    at = from + addresses;
    memcpy(at, firstTen, few * (size_t)CELL_COLUMNS);
    at += few * (size_t)CELL_COLUMNS;
    for (uint32_t i = few; i < cells; i++) {
        at = putBlanks(at, CELL_COLUMNS - putUnsignedBytes(i));
        at = putUnsigned(at, i);
    }
    return putByte(at, '\n');
}

char *blockTablePutHidden(const struct canvas *c, char *at, uint64_t rows)
{
    if (rows == 0)
        return at;
    at = putUnsigned(putByte(canvasPutDots(c, putText(at, "  ")), ' '), rows);
    return putText(at, rows == 1 ? " row hidden: show blocks\n" : " rows hidden: show blocks\n");
}

void blockTableAppendHidden(struct canvas *c, uint64_t rows)
{
    char *at = bufferRoom(c->out, HIDDEN_ROWS_BYTES);
    if (at != NULL)
        bufferEnd(c->out, blockTablePutHidden(c, at, rows));
}

/* BLOCK, or BLOCK:CHUNK where the row begins within a block, at the right of its columns. */
static char *putRowName(char *at, const struct rowView *row)
{
    const bool isWithin = row->firstChunk > 0;
    const size_t columns =
        putUnsignedBytes(row->block) + (isWithin ? 1 + putUnsignedBytes(row->firstChunk) : 0);
    at = putBlanks(at, columns < ROW_COLUMNS ? ROW_COLUMNS - columns : 0);
    at = putUnsigned(at, row->block);
    return isWithin ? putUnsigned(putByte(at, ':'), row->firstChunk) : at;
}

static char *putRow(const struct canvas *c, char *const from, const struct rowView *row,
                    size_t addresses)
{
    const struct view *view = c->view;
    const struct chunkView *chunks = &view->chunks[row->firstIndex];
    char *at = putRowName(from, row);
    if (!view->placesOnly)
        at = putAddress(putText(at, "  "), chunks[0].address, view->fields.decimal);
    const size_t columns = (size_t)(at - from);
    at = putBlanks(at, columns < addresses ? addresses - columns : 0);
    return canvasPutEndOf(from, putCells(c, at, chunks, row->chunkCount));
}

/* How many of the slots of the block table are taken. */
#define SLOTS_BYTES (CANVAS_LABEL_BYTES + 2 * PUT_UNSIGNED_BYTES + 17)
static char *putSlots(struct canvas *c, char *at)
{
    const uint32_t slots = c->view->fields.blocksUsed;
    at = canvasPutLabel(c, at, "table");
    at = putUnsigned(putText(putUnsigned(at, c->view->stats.blocks), " of "), slots);
    return putText(at, slots == 1 ? " slot taken\n" : " slots taken\n");
}

void blockTableAppend(struct canvas *c)
{
    const struct view *view = c->view;
    const size_t addresses = view->placesOnly ? ROW_COLUMNS + 1 : 7 + addressColumns(view);
    uint32_t cells = 0;
    for (size_t i = 0; i < view->rowCount; i++)
        cells = view->rows[i].chunkCount > cells ? view->rows[i].chunkCount : cells;
    char *at = bufferRoom(c->out, ROW_BYTES + cells * (size_t)CELL_BYTES);
    if (at != NULL && view->rowCount > 0)
        bufferEnd(c->out, putHeading(c, at, addresses, cells));
    for (const struct rowView *row = view->rows; row < view->rows + view->rowCount; row++) {
        at = bufferRoom(c->out, HIDDEN_ROWS_BYTES + ROW_BYTES + cells * (size_t)CELL_BYTES);
        if (at == NULL)
            return;
        at = blockTablePutHidden(c, at, row->hiddenBefore);
        bufferEnd(c->out, putRow(c, at, row, addresses));
    }
    at = bufferRoom(c->out, HIDDEN_ROWS_BYTES + SLOTS_BYTES);
    if (at == NULL)
        return;
    at = blockTablePutHidden(c, at, view->rowsHiddenAfter);
    bufferEnd(c->out, (c->style->omits & OMIT_TABLE) != 0 ? at : putSlots(c, at));
}
