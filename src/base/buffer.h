/*
 * buffer.h - text that grows. Appending can't fail half-way through a sentence: where there is no
 * memory, or the text would pass BUFFER_CEILING bytes, the buffer is marked as failed, keeps what
 * it had, and takes nothing more until it is cleared. So a painter appends and asks once, at the
 * end.
 *
 * Everything that comes from outside (names of files, lines of input) is appended with
 * bufferAppendEscaped, so that it can't send a control sequence to a terminal.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/seldom.h"
#include "base/span.h"

/* The most that a buffer holds, in bytes: above any line or step, below what harms the machine. */
#define BUFFER_CEILING ((size_t)1 << 31)

struct buffer {
    char *text;      /* NULL before the first byte; not ended by a NUL */
    size_t bytes;    /* how many of them are text                      */
    size_t capacity; /* bytes that `text` has room for                 */
    bool failed;     /* something did not fit                          */
};

void bufferInit(struct buffer *b);
void bufferRelease(struct buffer *b);

/* Empty and not failed again; keeps its memory. */
void bufferClear(struct buffer *b);

/* Room for `bytes` more, behind the text, or NULL and a failed buffer. */
COLD char *bufferGrow(struct buffer *b, size_t bytes);

/* The same; where there is room, as nearly always, without a call. */
static inline char *bufferRoom(struct buffer *b, size_t bytes)
{
    if (b->failed || bytes > b->capacity - b->bytes)
        return bufferGrow(b, bytes);
    return b->text + b->bytes;
}

/* Here, so that a text whose length the compiler knows is copied without a call. */
static inline void bufferAppend(struct buffer *b, const char *text, size_t bytes)
{
    char *room = bytes > 0 ? bufferRoom(b, bytes) : NULL;
    if (room == NULL)
        return;
    memcpy(room, text, bytes);
    b->bytes += bytes;
}

static inline void bufferAppendText(struct buffer *b, const char *text)
{
    bufferAppend(b, text, strlen(text));
}

static inline void bufferAppendSpan(struct buffer *b, struct span text)
{
    bufferAppend(b, text.text, text.bytes);
}

static inline void bufferAppendByte(struct buffer *b, char byte)
{
    bufferAppend(b, &byte, 1);
}

void bufferAppendRepeated(struct buffer *b, char byte, size_t count);
void bufferAppendUnsigned(struct buffer *b, uint64_t value);

/* 0x and hexadecimal digits, as an address is written. */
void bufferAppendHex(struct buffer *b, uint64_t value);

/* 0x10000040, or as the addresses of some allocators are written, 1003; large ones never. */
void bufferAppendAddress(struct buffer *b, uint64_t address, bool decimal);

/* As printf; only for what is written rarely. */
void bufferAppendFormat(struct buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Puts `text` in before byte `at` of what is there. */
void bufferInsert(struct buffer *b, size_t at, const char *text);

/* Takes out `bytes` bytes from byte `at` on. */
void bufferRemove(struct buffer *b, size_t at, size_t bytes);

/* The bytes of `text`; printable ASCII as it is, and all others as \n, \t or \xNN. */
void bufferAppendEscaped(struct buffer *b, struct span text);

/* The same, in single quotes, cut where it is longer than any handle: a word in a message. */
#define QUOTED_BYTES_MAX 63
void bufferAppendQuoted(struct buffer *b, struct span text);

/* Blanks until the line that began at `start` (an index into the text) has `columns` bytes. */
void bufferPadTo(struct buffer *b, size_t start, size_t columns);

static inline struct span bufferSpan(const struct buffer *b)
{
    return (struct span){b->text, b->bytes};
}

#endif
