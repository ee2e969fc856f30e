#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

void bufferInit(struct buffer *b)
{
    *b = (struct buffer){0};
}

void bufferRelease(struct buffer *b)
{
    free(b->text);
    bufferInit(b);
}

void bufferClear(struct buffer *b)
{
    b->bytes = 0;
    b->failed = false;
}

/* Room for `bytes` more, or NULL and a failed buffer. */
static char *bufferRoom(struct buffer *b, size_t bytes)
{
    if (!b->failed && b->text != NULL && bytes <= b->capacity - b->bytes)
        return b->text + b->bytes;
    if (b->failed || bytes > BUFFER_CEILING - b->bytes) {
        b->failed = true;
        return NULL;
    }
    char *grown = checkedGrow(b->text, &b->capacity, b->bytes + bytes, 1);
    if (grown == NULL) {
        b->failed = true;
        return NULL;
    }
    b->text = grown;
    return b->text + b->bytes;
}

void bufferAppend(struct buffer *b, const char *text, size_t bytes)
{
    if (bytes == 0)
        return;
    char *room = bufferRoom(b, bytes);
    if (room == NULL)
        return;
    memcpy(room, text, bytes);
    b->bytes += bytes;
}

void bufferAppendText(struct buffer *b, const char *text)
{
    bufferAppend(b, text, strlen(text));
}

void bufferAppendSpan(struct buffer *b, struct span text)
{
    bufferAppend(b, text.text, text.bytes);
}

void bufferAppendByte(struct buffer *b, char byte)
{
    bufferAppend(b, &byte, 1);
}

void bufferAppendRepeated(struct buffer *b, char byte, size_t count)
{
    char *room = bufferRoom(b, count);
    if (room == NULL)
        return;
    memset(room, byte, count);
    b->bytes += count;
}

/* `value` in `base`, its digits from the last one backwards. */
static void appendNumber(struct buffer *b, uint64_t value, unsigned base, const char *prefix)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    bufferAppendText(b, prefix);
    bufferAppend(b, digits + at, sizeof digits - at);
}

void bufferAppendUnsigned(struct buffer *b, uint64_t value)
{
    appendNumber(b, value, 10, "");
}

void bufferAppendHex(struct buffer *b, uint64_t value)
{
    appendNumber(b, value, 16, "0x");
}

void bufferAppendAddress(struct buffer *b, uint64_t address, bool decimal)
{
    if (decimal && address >> 47 == 0) /* what was written over a link is no address */
        bufferAppendUnsigned(b, address);
    else
        bufferAppendHex(b, address);
}

void bufferAppendFormat(struct buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int bytes = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (bytes < 0) {
        b->failed = true;
        return;
    }
    bufferAppend(b, text, (size_t)bytes);
    free(text);
}

void bufferInsert(struct buffer *b, size_t at, const char *text)
{
    const size_t bytes = strlen(text), behind = b->bytes - at;
    bufferAppendText(b, text); /* for the room */
    if (b->failed || bytes == 0)
        return;
    memmove(b->text + at + bytes, b->text + at, behind);
    memcpy(b->text + at, text, bytes);
}

void bufferRemove(struct buffer *b, size_t at, size_t bytes)
{
    if (bytes == 0)
        return;
    memmove(b->text + at, b->text + at + bytes, b->bytes - at - bytes);
    b->bytes -= bytes;
}

void bufferAppendEscaped(struct buffer *b, struct span text)
{
    for (size_t i = 0; i < text.bytes; i++) {
        unsigned char byte = (unsigned char)text.text[i];
        if (byte >= ' ' && byte < 0x7f)
            bufferAppendByte(b, (char)byte);
        else if (byte == '\n')
            bufferAppendText(b, "\\n");
        else if (byte == '\t')
            bufferAppendText(b, "\\t");
        else
            bufferAppendFormat(b, "\\x%02x", byte);
    }
}

void bufferAppendQuoted(struct buffer *b, struct span text)
{
    const bool cut = text.bytes > QUOTED_BYTES_MAX;
    bufferAppendByte(b, '\'');
    bufferAppendEscaped(b, (struct span){text.text, cut ? QUOTED_BYTES_MAX : text.bytes});
    bufferAppendText(b, cut ? "...'" : "'");
}

void bufferPadTo(struct buffer *b, size_t start, size_t columns)
{
    size_t have = b->bytes - start;
    if (!b->failed && have < columns)
        bufferAppendRepeated(b, ' ', columns - have);
}
