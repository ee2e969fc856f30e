/*
 * span.h - a piece of somebody else's text: where it begins and how many bytes it has. It is not
 * ended by a NUL, and may hold any byte. Everybody who reads input uses it.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
    const char *text;
    size_t bytes;
};

static inline struct span spanOf(const char *text)
{
    return (struct span){text, strlen(text)};
}

/* Behind its last byte. */
static inline const char *spanEnd(struct span a)
{
    return a.text + a.bytes;
}

static inline bool spanEqual(struct span a, struct span b)
{
    return a.bytes == b.bytes && (a.bytes == 0 || memcmp(a.text, b.text, a.bytes) == 0);
}

static inline bool spanIs(struct span a, const char *text)
{
    return spanEqual(a, spanOf(text));
}

/* Does `a` begin with `prefix`? */
static inline bool spanStartsWith(struct span a, struct span prefix)
{
    return a.bytes >= prefix.bytes && spanEqual((struct span){a.text, prefix.bytes}, prefix);
}

/* How many bytes from its beginning on are printable ASCII. */
static inline size_t spanPlainBytes(struct span text)
{
    size_t end = 0;
    while (end < text.bytes && text.text[end] >= ' ' && text.text[end] < 0x7f)
        end++;
    return end;
}

#endif
