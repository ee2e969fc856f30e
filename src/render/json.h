/*
 * json.h - the members of JSON objects, for jsonl.c and jsonltables.c.
 *
 * Rule: what is written is ASCII and valid, whatever bytes a text has; what is absent is null.
 * Braces are the caller's, commas between members are not.
 */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* A value: a string, null where the text is NULL. */
void jsonString(struct buffer *out, struct span text);
void jsonName(struct buffer *out, const char *name);

/* The address 0 is null. */
static inline void jsonAddress(struct buffer *out, uint64_t address)
{
    if (address == 0) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '"');
    bufferAppendHex(out, address);
    bufferAppendByte(out, '"');
}

/* "key": with a comma before it, but for the first one of an object. */
static inline void jsonKey(struct buffer *out, const char *name)
{
    const bool first = out->bytes == 0 || out->failed || out->text[out->bytes - 1] == '{';
    bufferAppend(out, first ? "\"" : ",\"", first ? 1 : 2);
    bufferAppendText(out, name);
    bufferAppend(out, "\":", 2);
}

static inline void jsonNumber(struct buffer *out, const char *name, uint64_t value)
{
    jsonKey(out, name);
    bufferAppendUnsigned(out, value);
}

static inline void jsonSigned(struct buffer *out, const char *name, int64_t value)
{
    jsonKey(out, name);
    bufferAppendText(out, value < 0 ? "-" : "");
    bufferAppendUnsigned(out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

static inline void jsonAddressMember(struct buffer *out, const char *name, uint64_t address)
{
    jsonKey(out, name);
    jsonAddress(out, address);
}

static inline void jsonOptional(struct buffer *out, const char *name, bool known, uint64_t value)
{
    jsonKey(out, name);
    if (known)
        bufferAppendUnsigned(out, value);
    else
        bufferAppendText(out, "null");
}

#endif
