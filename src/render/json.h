/*
 * json.h - the members of JSON objects, for jsonl.c and jsonltables.c.
 *
 * Rule: what is written is ASCII and valid, whatever bytes a text has; what is absent is null.
 * Braces are the caller's, commas between members are not; but where it is known that a member is
 * not the first, as in what each step prints, its key is JSON_NEXT, and no byte is looked at.
 */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/put.h"

/* The key of a member that is not the first. */
#define JSON_NEXT(name) ",\"" name "\":"

/* A value: a string, null where the text is NULL. */
void jsonString(struct buffer *out, struct span text);
void jsonName(struct buffer *out, const char *name);

/* The same of one of our own words, or a handle: nothing in it is to be escaped. */
static inline char *jsonPutWord(char *at, struct span word)
{
    if (word.text == NULL)
        return putText(at, "null");
    return putByte(putSpan(putByte(at, '"'), word), '"');
}

static inline char *jsonPutOptional(char *at, bool known, uint64_t value)
{
    return known ? putUnsigned(at, value) : putText(at, "null");
}

/* The address 0 is null. */
#define JSON_ADDRESS_BYTES (PUT_ADDRESS_BYTES + 2)
static inline char *jsonPutAddress(char *at, uint64_t address)
{
    if (address == 0)
        return putText(at, "null");
    return putByte(putHex(putByte(at, '"'), address), '"');
}

static inline void jsonAddress(struct buffer *out, uint64_t address)
{
    char *at = bufferRoom(out, JSON_ADDRESS_BYTES);
    if (at != NULL)
        bufferEnd(out, jsonPutAddress(at, address));
}

/*
 * "key": with a comma before it, but for the first one of an object. Always inline, as then the
 * compiler knows the length of the name.
 */
static inline __attribute__((always_inline)) void jsonKey(struct buffer *out, const char *name)
{
    char *at = bufferRoom(out, strlen(name) + 4);
    if (at == NULL)
        return;
    if (out->bytes > 0 && at[-1] != '{')
        at = putByte(at, ',');
    bufferEnd(out, putText(putText(putByte(at, '"'), name), "\":"));
}

static inline __attribute__((always_inline)) void jsonNumber(struct buffer *out, const char *name,
                                                             uint64_t value)
{
    jsonKey(out, name);
    bufferAppendUnsigned(out, value);
}

static inline __attribute__((always_inline)) void jsonSigned(struct buffer *out, const char *name,
                                                             int64_t value)
{
    jsonKey(out, name);
    char *at = bufferRoom(out, PUT_SIGNED_BYTES);
    if (at != NULL)
        bufferEnd(out, putSigned(at, value));
}

static inline __attribute__((always_inline)) void
jsonAddressMember(struct buffer *out, const char *name, uint64_t address)
{
    jsonKey(out, name);
    jsonAddress(out, address);
}

static inline __attribute__((always_inline)) void jsonOptional(struct buffer *out, const char *name,
                                                               bool known, uint64_t value)
{
    jsonKey(out, name);
    char *at = bufferRoom(out, PUT_UNSIGNED_BYTES);
    if (at != NULL)
        bufferEnd(out, jsonPutOptional(at, known, value));
}

#endif
