#include "render/json.h"

/* A byte of a string takes at most so many, as \u00ff. */
#define ESCAPED_BYTES 6

/* Bytes that are no ASCII: as Latin-1, so that the line is valid whatever they are. */
static char *putEscaped(char *at, unsigned char byte)
{
    at = putText(at, "\\u00");
    at = putByte(at, "0123456789abcdef"[byte >> 4]);
    return putByte(at, "0123456789abcdef"[byte & 15]);
}

void jsonString(struct buffer *out, struct span text)
{
    if (text.text == NULL) {
        bufferAppendText(out, "null");
        return;
    }
    char *at = bufferRoom(out, 2 + ESCAPED_BYTES * text.bytes); /* a line has 16 MiB at most */
    if (at == NULL)
        return;
    at = putByte(at, '"');
    for (size_t i = 0; i < text.bytes; i++) {
        const char byte = text.text[i];
        if (byte < ' ' || byte == 0x7f) {
            at = putEscaped(at, (unsigned char)byte);
            continue;
        }
        if (byte == '"' || byte == '\\')
            at = putByte(at, '\\');
        at = putByte(at, byte);
    }
    bufferEnd(out, putByte(at, '"'));
}

void jsonName(struct buffer *out, const char *name)
{
    jsonString(out, name == NULL ? (struct span){NULL, 0} : spanOf(name));
}
