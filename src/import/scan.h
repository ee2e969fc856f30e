/*
 * scan.h - walking over a line by hand, a few nanoseconds a byte: traces have millions of lines.
 * A scan function that says false may have moved; the line is then not understood anyway.
 */
#ifndef IMPORT_SCAN_H
#define IMPORT_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/checked.h"
#include "base/span.h"

struct scan {
    const char *at;
    const char *end;
};

static inline struct scan scanOf(struct span text)
{
    return (struct scan){text.text, text.text + text.bytes};
}

static inline bool scanIsBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static inline bool scanAtEnd(const struct scan *s)
{
    return s->at == s->end;
}

/* At least one blank? */
static inline bool scanBlanks(struct scan *s)
{
    const char *start = s->at;
    while (s->at < s->end && scanIsBlank(*s->at))
        s->at++;
    return s->at > start;
}

static inline bool scanText(struct scan *s, struct span text)
{
    if (!spanStartsWith((struct span){s->at, (size_t)(s->end - s->at)}, text))
        return false;
    s->at += text.bytes;
    return true;
}

/* A decimal number of at most 64 bits. */
static inline bool scanDecimal(struct scan *s, uint64_t *value)
{
    const char *start = s->at;
    uint64_t result = 0;
    for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++)
        if (!checkedMultiply(result, 10, &result) ||
            !checkedAdd(result, (uint64_t)(*s->at - '0'), &result))
            return false;
    *value = result;
    return s->at > start;
}

/* The value of a hexadecimal digit; 16 for any other byte. */
static inline unsigned scanHexDigit(char byte)
{
    const unsigned digit = (unsigned)(unsigned char)byte - '0';
    const unsigned letter = (unsigned)(unsigned char)(byte | 0x20) - 'a';
    const unsigned ofLetter = letter < 6 ? letter + 10 : 16;
    return digit < 10 ? digit : ofLetter;
}

/*
 * A number of at most 15 digits, decimal or hexadecimal, that another byte ends: behind it; NULL
 * where there is none. So short that nothing has to be checked for its size.
 */
#define SCAN_SHORT_MAX 15
static inline const char *scanShort(const char *at, unsigned base, uint64_t *value)
{
    const char *start = at;
    uint64_t result = 0;
    unsigned digit;
    while ((digit = scanHexDigit(*at)) < base && at - start <= SCAN_SHORT_MAX) {
        result = result * base + digit;
        at++;
    }
    *value = result;
    return at > start && at - start <= SCAN_SHORT_MAX ? at : NULL;
}

/* 0x and a hexadecimal number of at most 64 bits. */
static inline bool scanHex(struct scan *s, uint64_t *value)
{
    if (s->end - s->at < 3 || s->at[0] != '0' || s->at[1] != 'x')
        return false;
    const char *start = s->at += 2;
    uint64_t result = 0;
    for (; s->at < s->end && scanHexDigit(*s->at) < 16; s->at++) {
        if (result >> 60 != 0)
            return false;
        result = result << 4 | scanHexDigit(*s->at);
    }
    *value = result;
    return s->at > start;
}

/* `line` without the blanks at its ends, a carriage return among them. */
static inline struct span scanTrim(struct span line)
{
    while (line.bytes > 0 && scanIsBlank(line.text[line.bytes - 1]))
        line.bytes--;
    while (line.bytes > 0 && scanIsBlank(line.text[0])) {
        line.text++;
        line.bytes--;
    }
    return line;
}

/* The text behind a byte order mark. */
static inline struct span scanSkipMark(struct span text)
{
    static const char mark[] = {'\xEF', '\xBB', '\xBF'};
    bool marked = spanStartsWith(text, (struct span){mark, sizeof mark});
    return marked ? (struct span){text.text + sizeof mark, text.bytes - sizeof mark} : text;
}

/*
 * The first line of *rest that isn't blank, trimmed, into *line, and *rest to what follows; *ended
 * says whether it had its newline. False where there is none.
 */
static inline bool scanLine(struct span *rest, struct span *line, bool *ended)
{
    while (rest->bytes > 0) {
        const char *newline = memchr(rest->text, '\n', rest->bytes);
        size_t bytes = newline != NULL ? (size_t)(newline - rest->text) : rest->bytes;
        size_t taken = newline != NULL ? bytes + 1 : bytes;
        *line = scanTrim((struct span){rest->text, bytes});
        *ended = newline != NULL;
        *rest = (struct span){rest->text + taken, rest->bytes - taken};
        if (line->bytes > 0)
            return true;
    }
    return false;
}

#endif
