#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/put.h"

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

char *bufferGrow(struct buffer *b, size_t bytes)
{
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

void bufferAppendRepeated(struct buffer *b, char byte, size_t count)
{
    char *room = count > 0 ? bufferRoom(b, count) : NULL;
    if (room == NULL)
        return;
    memset(room, byte, count);
    b->bytes += count;
}

void bufferAppendUnsigned(struct buffer *b, uint64_t value)
{
    char *room = bufferRoom(b, PUT_UNSIGNED_BYTES);
    if (room != NULL)
        bufferEnd(b, putUnsigned(room, value));
}

void bufferAppendHex(struct buffer *b, uint64_t value)
{
    char *room = bufferRoom(b, PUT_ADDRESS_BYTES);
    if (room != NULL)
        bufferEnd(b, putHex(room, value));
}

void bufferAppendAddress(struct buffer *b, uint64_t address, bool decimal)
{
    char *room = bufferRoom(b, PUT_ADDRESS_BYTES);
    if (room != NULL)
        bufferEnd(b, putAddress(room, address, decimal));
}

void bufferAppendFormat(struct buffer *b, const char *format, ...)
{
    size_t room = 64; /* for most; otherwise the first try tells how much it takes */
    for (int tries = 0; tries < 2; tries++) {
        char *text = bufferRoom(b, room);
        if (text == NULL)
            return;
        va_list arguments;
        va_start(arguments, format);
        const int bytes = vsnprintf(text, room, format, arguments);
        va_end(arguments);
        if (bytes < 0)
            break;
        if ((size_t)bytes < room) {
            b->bytes += (size_t)bytes;
            return;
        }
        room = (size_t)bytes + 1;
    }
    b->failed = true;
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
        const size_t plain = spanPlainBytes((struct span){text.text + i, text.bytes - i});
        bufferAppend(b, text.text + i, plain);
        i += plain;
        if (i == text.bytes)
            return;
        const unsigned char byte = (unsigned char)text.text[i];
        if (byte == '\n')
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
