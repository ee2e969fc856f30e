/*
 * put.h - text that is written where there is room for it: each puts something at `at` and returns
 * where the next goes. For what is printed at every step, and made of so many small pieces that to
 * ask for room at each would take longer than to write them.
 *
 * Rule: the caller has asked bufferRoom for the most bytes that all of it can take, PUT_... of each
 * piece, and ends with bufferEnd. putSpan alone may be of any length, and is to be counted as well.
 */
#ifndef BASE_PUT_H
#define BASE_PUT_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/seldom.h"
#include "base/span.h"

#define PUT_UNSIGNED_BYTES 20
#define PUT_ADDRESS_BYTES  20
#define PUT_BLANKS_BYTES   32 /* the most of them; all are written, whatever the count */

/* A text whose length the compiler knows. */
static inline char *putText(char *at, const char *text)
{
    const size_t bytes = strlen(text);
    memcpy(at, text, bytes);
    return at + bytes;
}

static inline char *putByte(char *at, char byte)
{
    *at = byte;
    return at + 1;
}

/* What putSpan makes of a long one. */
COLD char *putLong(char *at, struct span text);

/* Mostly a name of a few bytes: copied in two pieces that may overlap, where a call or a loop would
 * take longer. */
static inline char *putSpan(char *at, struct span text)
{
    const char *const from = text.text;
    const size_t bytes = text.bytes;
    if (bytes < 4) {
        if (bytes > 0) {
            at[0] = from[0];
            at[bytes / 2] = from[bytes / 2];
            at[bytes - 1] = from[bytes - 1];
        }
    } else if (bytes < 8) {
        memcpy(at, from, 4);
        memcpy(at + bytes - 4, from + bytes - 4, 4);
    } else if (bytes <= 16) {
        memcpy(at, from, 8);
        memcpy(at + bytes - 8, from + bytes - 8, 8);
    } else {
        return putLong(at, text);
    }
    return at + bytes;
}

static inline char *putBlanks(char *at, size_t count)
{
    assert(count <= PUT_BLANKS_BYTES);
    memset(at, ' ', PUT_BLANKS_BYTES);
    return at + count;
}

/* 00 to 99, and 00 to ff: digits are written two at a time. */
extern const char putPairs[], putHexPairs[];

static inline char *putPair(char *at, const char *pairs, uint64_t which)
{
    memcpy(at, &pairs[which * 2], 2);
    return at + 2;
}

/* Two digits and more. */
char *putLarge(char *at, uint64_t value);

static inline char *putUnsigned(char *at, uint64_t value)
{
    return value < 10 ? putByte(at, (char)('0' + value)) : putLarge(at, value);
}

/* How many bytes that takes. */
size_t putLargeBytes(uint64_t value);

static inline size_t putUnsignedBytes(uint64_t value)
{
    return value < 10 ? 1 : value < 100 ? 2 : putLargeBytes(value);
}

#define PUT_SIGNED_BYTES (1 + PUT_UNSIGNED_BYTES)
static inline char *putSigned(char *at, int64_t value)
{
    at = value < 0 ? putByte(at, '-') : at;
    return putUnsigned(at, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

/* Most addresses take eight hexadecimal digits. */
static inline bool putHasEightDigits(uint64_t value)
{
    return !SELDOM((value >> 28) - 1 >= 15);
}

/* Hexadecimal digits, as many as it takes. */
COLD char *putHexDigits(char *at, uint64_t value);
COLD size_t putHexDigitsBytes(uint64_t value);

/* 0x and these digits, as an address is written. */
static inline char *putHex(char *at, uint64_t value)
{
    at = putText(at, "0x");
    if (!putHasEightDigits(value))
        return putHexDigits(at, value);
    at = putPair(at, putHexPairs, value >> 24);
    at = putPair(at, putHexPairs, value >> 16 & 0xff);
    at = putPair(at, putHexPairs, value >> 8 & 0xff);
    return putPair(at, putHexPairs, value & 0xff);
}

static inline size_t putHexBytes(uint64_t value)
{
    return 2 + (putHasEightDigits(value) ? 8 : putHexDigitsBytes(value));
}

/* As %.6g; not negative. */
#define PUT_RATIO_BYTES 13
char *putRatio(char *at, double ratio);

/* 0x10000040, or as the addresses of some allocators are written, 1003; large ones never. */
static inline char *putAddress(char *at, uint64_t address, bool decimal)
{
    /* what was written over a link is no address */
    return SELDOM(decimal) && address >> 47 == 0 ? putUnsigned(at, address) : putHex(at, address);
}

/* The text of the buffer goes as far as `at`, in the room that it gave. */
static inline void bufferEnd(struct buffer *b, const char *at)
{
    b->bytes = (size_t)(at - b->text);
}

#endif
