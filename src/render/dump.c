#include "render/dump.h"

#include "render/canvas.h"

/* Columns of a row of 16 bytes with an address of 10 columns. */
#define WIDE_COLUMNS 80

static void appendPair(struct buffer *out, uint8_t byte)
{
    bufferAppendByte(out, "0123456789abcdef"[byte >> 4]);
    bufferAppendByte(out, "0123456789abcdef"[byte & 15]);
}

static void appendRow(const struct canvas *c, uint64_t address, const uint8_t *bytes, size_t count,
                      size_t rowBytes)
{
    struct buffer *out = c->out;
    bufferAppendText(out, "  ");
    if (!c->view->placesOnly)
        bufferAppendHex(out, address);
    bufferAppendByte(out, ' ');
    for (size_t i = 0; i < rowBytes; i++) {
        bufferAppendText(out, i % 8 == 0 && i > 0 ? "  " : " ");
        if (i < count)
            appendPair(out, bytes[i]);
        else
            bufferAppendText(out, "  ");
    }
    bufferAppendText(out, "  |");
    for (size_t i = 0; i < count; i++)
        bufferAppendByte(out, bytes[i] >= ' ' && bytes[i] < 0x7f ? (char)bytes[i] : '.');
    bufferAppendText(out, "|\n");
}

/* Where a freed chunk's link leads: the place of a chunk of this block, or the address. */
static void appendLink(const struct canvas *c, const struct chunkView *chunk)
{
    bufferAppendText(c->out, ", next ");
    if (chunk->next == 0) {
        bufferAppendText(c->out, "NULL");
        return;
    }
    if (!c->view->placesOnly)
        bufferAppendHex(c->out, chunk->next);
    if (!chunk->nextPlace.known) {
        bufferAppendText(c->out, ", which is no chunk of this pool");
        return;
    }
    bufferAppendFormat(c->out, " = %u:%u", chunk->nextPlace.block, chunk->nextPlace.chunk);
}

static void appendChunkLine(const struct canvas *c, const struct rowView *row, uint32_t index)
{
    const struct chunkView *chunk = &c->view->chunks[row->firstIndex + index];
    bufferAppendFormat(c->out, "%u:%u", row->block, row->firstChunk + index);
    if (chunk->handle.text != NULL) {
        bufferAppendByte(c->out, ' ');
        bufferAppendSpan(c->out, chunk->handle);
    }
    bufferAppendByte(c->out, ' ');
    bufferAppendText(c->out, chunkStateName(chunk->state));
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
            bufferAppendText(c->out, "  *\n");
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
    const size_t chunkBytes = view->fields.chunkSize;
    const size_t rowBytes = style->columns >= WIDE_COLUMNS ? 16 : 8;
    for (uint32_t i = 0; i < row->chunkCount && !out->failed; i++) {
        appendChunkLine(&c, row, i);
        appendChunkRows(&c, bytes->address + i * chunkBytes, bytes->bytes + i * chunkBytes,
                        chunkBytes, rowBytes);
    }
}

void dumpJson(const struct view *view, const struct bytesView *bytes, struct buffer *out)
{
    const size_t chunkBytes = view->fields.chunkSize;
    bufferAppendByte(out, '[');
    for (uint32_t i = 0; i < view->rows[0].chunkCount && !out->failed; i++) {
        bufferAppendText(out, i > 0 ? ",{\"address\":\"" : "{\"address\":\"");
        bufferAppendHex(out, bytes->address + i * chunkBytes);
        bufferAppendText(out, "\",\"hex\":\"");
        for (size_t at = 0; at < chunkBytes; at++)
            appendPair(out, bytes->bytes[i * chunkBytes + at]);
        bufferAppendText(out, "\"}");
    }
    bufferAppendByte(out, ']');
}
