#include "render/json.h"

/* Does a string hold this byte as it is? */
static bool isPlain(char byte)
{
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

void jsonString(struct buffer *out, struct span text)
{
    if (text.text == NULL) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '"');
    for (size_t i = 0; i < text.bytes; i++) {
        size_t plain = i;
        while (plain < text.bytes && isPlain(text.text[plain]))
            plain++;
        bufferAppend(out, text.text + i, plain - i);
        i = plain;
        if (i == text.bytes)
            break;
        const unsigned char byte = (unsigned char)text.text[i];
        if (byte == '"' || byte == '\\')
            bufferAppendByte(out, '\\');
        if (byte >= ' ' && byte < 0x7f)
            bufferAppendByte(out, (char)byte);
        else /* bytes that are no ASCII: as Latin-1, so that the line is valid whatever they are */
            bufferAppendFormat(out, "\\u%04x", byte);
    }
    bufferAppendByte(out, '"');
}

void jsonName(struct buffer *out, const char *name)
{
    jsonString(out, name == NULL ? (struct span){NULL, 0} : spanOf(name));
}
