#include "lang/plain.h"

#include "lang/command.h"
#include "lang/word.h"

/* Longer numbers are left to number.h. */
#define DIGITS_MAX 18

/* No plain line has more. */
#define LINE_BYTES_MAX (ALLOC_BYTES + HANDLE_BYTES_MAX + 1 + DIGITS_MAX + 1)

/* `alloc ` and `free ` as eight.h reads them. */
#define ALLOC_BYTES 6
#define FREE_BYTES  5
#define ALLOC_WORD  UINT64_C(0x20636f6c6c61)
#define FREE_WORD   UINT64_C(0x2065657266)

/* The highest bit of each byte. */
#define HIGH EIGHT_OF(0x80)

/*
 * Of eight bytes below 128, HIGH of those from `from` on, which must be over 0: the sum goes into
 * that bit, and no further.
 */
static inline uint64_t atLeast(uint64_t bytes, unsigned char from)
{
    return bytes + EIGHT_OF(0x80u - from);
}

/* HIGH of those of eight bytes that are not what names are made of: letters, digits and _. */
static inline uint64_t otherBytes(uint64_t word)
{
    const uint64_t bytes = word & ~HIGH, small = bytes | EIGHT_OF(0x20);
    const uint64_t letters = atLeast(small, 'a') & ~atLeast(small, 'z' + 1);
    const uint64_t digits = atLeast(bytes, '0') & ~atLeast(bytes, '9' + 1);
    const uint64_t lines = ~atLeast(bytes ^ EIGHT_OF('_'), 1);
    return (~(letters | digits | lines) | word) & HIGH;
}

/* A name at `at`; false where there is none, or too long a one. */
static inline bool readName(const char *at, const char *end, struct name *name)
{
    const uint64_t first = eightRead(at, (size_t)(end - at));
    uint64_t others = otherBytes(first);
    size_t bytes = eightMarked(others);
    name->words[0] = eightBefore(first, others);
    name->words[1] = 0;
    for (; others == 0 && bytes <= HANDLE_BYTES_MAX; bytes += eightMarked(others)) {
        const uint64_t more = eightRead(at + bytes, (size_t)(end - at) - bytes);
        others = otherBytes(more);
        if (bytes == 8)
            name->words[1] = eightBefore(more, others);
    }
    name->text = (struct span){at, bytes};
    name->hash = nameHashed(name);
    return bytes > 0 && bytes <= HANDLE_BYTES_MAX && (unsigned char)(*at - '0') > 9;
}

/* Moves behind ` BYTES`, where it stands there; a number that is too long is left where it is. */
static const char *readSize(const char *at, const char *end, struct plain *plain)
{
    const char *digits = at + 1;
    if (*at != ' ')
        return at;
    for (at = digits; at < end && wordIsDigit(*at) && at - digits < DIGITS_MAX; at++)
        plain->size = plain->size * 10 + (uint64_t)(*at - '0');
    plain->hasSize = at > digits;
    return at;
}

/*
 * The end of the line at `at`; NULL where it is longer than a plain one, or not whole. It is looked
 * for first, not found by reading: then a processor is at the next lines before it has read this.
 */
static inline const char *endOfLine(const char *at, const char *end)
{
    const size_t bytes = (size_t)(end - at);
    return memchr(at, '\n', bytes < LINE_BYTES_MAX ? bytes : LINE_BYTES_MAX);
}

/* A plain line from `at` to its newline; false where it is not one. */
static inline bool readLine(const char *at, const char *newline, const char *end,
                            struct plain *plain)
{
    const uint64_t word = eightRead(at, (size_t)(end - at));
    /* no branch between the two: nobody could foresee it */
    const unsigned isAlloc = eightFirst(word, ALLOC_BYTES) == ALLOC_WORD;
    const unsigned isFree = eightFirst(word, FREE_BYTES) == FREE_WORD;
    const unsigned verbBytes = isAlloc * ALLOC_BYTES + isFree * FREE_BYTES;
    if (verbBytes == 0 || !readName(at + verbBytes, end, &plain->name))
        return false;
    plain->isFree = isFree;
    plain->hasSize = false;
    plain->size = 0;
    plain->end = newline + 1;
    at = spanEnd(plain->name.text);
    if (at != newline && !plain->isFree)
        at = readSize(at, newline, plain);
    return at == newline;
}

size_t plainRead(struct span text, struct plain *lines, size_t most)
{
    const char *at = text.text, *end = text.text + text.bytes;
    size_t count = 0;
    for (; count < most; count++) {
        const char *newline = endOfLine(at, end);
        if (newline == NULL || !readLine(at, newline, end, &lines[count]))
            break;
        at = newline + 1;
    }
    return count;
}
