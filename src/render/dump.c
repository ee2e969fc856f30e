#include "render/dump.h"

#include "render/canvas.h"

/* Columns of a row of 16 bytes, and of 8, with an address of 10 columns. */
#define WIDE_COLUMNS   80
#define NARROW_COLUMNS 47

static void appendPair(struct buffer *out, uint8_t byte)
{
    bufferAppendByte(out, "0123456789abcdef"[byte >> 4]);
    bufferAppendByte(out, "0123456789abcdef"[byte & 15]);
}

static void appendRow(const struct canvas *c, uint64_t address, const uint8_t *bytes, size_t count,
                      size_t rowBytes)
{
    struct buffer *out = c->out;
    bufferAppendByte(out, ' ');
    if (!c->view->placesOnly)
        bufferAppendAddress(out, address, c->view->fields.decimal);
    bufferAppendByte(out, ' ');
    for (size_t i = 0; i < rowBytes; i++) {
        bufferAppendText(out, i % 8 == 0 && i > 0 ? "  " : " ");
        if (i < count)
            appendPair(out, bytes[i]);
        else
            bufferAppendText(out, "  ");
    }
    bufferAppendText(out, " |");
    for (size_t i = 0; i < count; i++)
        bufferAppendByte(out, bytes[i] >= ' ' && bytes[i] < 0x7f ? (char)bytes[i] : '.');
    bufferAppendText(out, "|\n");
}

/* Where a freed chunk's link leads: the place of a chunk of this block, or the address. */
static void appendLink(const struct canvas *c, const struct chunkView *chunk)
{
    if (chunk->kept != NULL) {
        bufferAppendText(c->out, ", ");
        bufferAppendText(c->out, chunk->kept);
        return;
    }
    bufferAppendText(c->out, ", next ");
    if (chunk->next == 0) {
        bufferAppendText(c->out, "NULL");
        return;
    }
    if (!c->view->placesOnly)
        bufferAppendAddress(c->out, chunk->next, c->view->fields.decimal);
    if (!chunk->nextPlace.known) {
        bufferAppendText(c->out, ", which is no chunk of this pool");
        return;
    }
    bufferAppendFormat(c->out, " = %u:%u", chunk->nextPlace.block, chunk->nextPlace.chunk);
}

/* A chunk's bytes: of a region of a heap, its header too. */
struct piece {
    uint64_t address;
    const uint8_t *bytes;
    size_t count;
};

static struct piece pieceOf(const struct view *view, const struct bytesView *bytes, uint32_t index)
{
    const struct chunkView *chunk = &view->chunks[view->rows[0].firstIndex + index];
    const uint64_t address = chunk->address - (view->hasRegions ? view->headerBytes : 0);
    return (struct piece){.address = address,
                          .bytes = bytes->bytes + (address - bytes->address),
                          .count =
                              (size_t)(view->hasRegions ? chunk->bytes : view->fields.chunkSize)};
}

/* BLOCK:CHUNK; of a heap, where it is from the start. */
static void appendPlace(const struct canvas *c, const struct rowView *row, uint32_t index)
{
    const struct chunkView *chunk = &c->view->chunks[row->firstIndex + index];
    const uint64_t number = c->view->hasRegions ? chunk->address - c->view->heapStart
                                                : (uint64_t)row->firstChunk + index;
    bufferAppendFormat(c->out, "%u:%llu", row->block, (unsigned long long)number);
}

static void appendChunkLine(const struct canvas *c, const struct rowView *row, uint32_t index)
{
    const struct chunkView *chunk = &c->view->chunks[row->firstIndex + index];
    appendPlace(c, row, index);
    if (chunk->handle.text != NULL) {
        bufferAppendByte(c->out, ' ');
        bufferAppendSpan(c->out, chunk->handle);
    }
    bufferAppendByte(c->out, ' ');
    bufferAppendText(c->out, chunkStateName(chunk->state));
    if (c->view->hasRegions)
        bufferAppendFormat(c->out, ", %llu bytes, %u of them its header",
                           (unsigned long long)chunk->bytes, c->view->headerBytes);
    if (chunk->state == CHUNK_FREED)
        appendLink(c, chunk);
    bufferAppendByte(c->out, '\n');
}

/* The rows of one chunk, those that repeat the one before folded into one *. */
static void appendChunkRows(const struct canvas *c, uint64_t address, const uint8_t *bytes,
                            size_t count, size_t rowBytes)
{
    bool folded = false;
    for (size_t at = 0; at < count; at += rowBytes) {
        const size_t left = count - at < rowBytes ? count - at : rowBytes;
        const bool same = at >= rowBytes && left == rowBytes &&
                          memcmp(bytes + at, bytes + at - rowBytes, rowBytes) == 0;
        if (same && !folded)
            bufferAppendText(c->out, " *\n");
        if (!same)
            appendRow(c, address + at, bytes + at, left, rowBytes);
        folded = same;
    }
}

void dumpText(const struct event *event, const struct view *view, const struct bytesView *bytes,
              const struct style *style, struct buffer *out)
{
    const struct canvas c = {.out = out, .style = style, .view = view, .event = event};
    const struct rowView *row = &view->rows[0];
    const size_t rowBytes = style->columns >= WIDE_COLUMNS     ? 16
                            : style->columns >= NARROW_COLUMNS ? 8
                                                               : 4;
    for (uint32_t i = 0; i < row->chunkCount && !out->failed; i++) {
        const struct piece piece = pieceOf(view, bytes, i);
        appendChunkLine(&c, row, i);
        appendChunkRows(&c, piece.address, piece.bytes, piece.count, rowBytes);
    }
}

void dumpJson(const struct view *view, const struct bytesView *bytes, struct buffer *out)
{
    bufferAppendByte(out, '[');
    for (uint32_t i = 0; i < view->rows[0].chunkCount && !out->failed; i++) {
        const struct piece piece = pieceOf(view, bytes, i);
        bufferAppendText(out, i > 0 ? ",{\"address\":\"" : "{\"address\":\"");
        bufferAppendHex(out, piece.address);
        bufferAppendText(out, "\",\"hex\":\"");
        for (size_t at = 0; at < piece.count; at++)
            appendPair(out, piece.bytes[at]);
        bufferAppendText(out, "\"}");
    }
    bufferAppendByte(out, ']');
}
