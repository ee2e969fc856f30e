#include "lang/word.h"

#include "base/checked.h"

bool wordIsBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

bool wordIsDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool isLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/* The value of a digit of `base` 10 or 16, or a number over 15. */
static unsigned digitValue(char byte, unsigned base)
{
    unsigned value = wordIsDigit(byte)            ? (unsigned)(byte - '0')
                     : byte >= 'a' && byte <= 'f' ? (unsigned)(byte - 'a') + 10
                     : byte >= 'A' && byte <= 'F' ? (unsigned)(byte - 'A') + 10
                                                  : 16;
    return value < base ? value : 16;
}

static unsigned suffixShift(char byte)
{
    switch (byte) {
    case 'K':
    case 'k':
        return 10;
    case 'M':
    case 'm':
        return 20;
    case 'G':
    case 'g':
        return 30;
    default:
        return 0;
    }
}

enum number wordNumber(struct span text, uint64_t *value)
{
    const char *at = text.text, *end = text.text + text.bytes;
    unsigned base = 10;
    if (text.bytes > 2 && at[0] == '0' && (at[1] == 'x' || at[1] == 'X')) {
        base = 16;
        at += 2;
    }
    const char *digits = at;
    uint64_t result = 0;
    bool fits = true;
    for (; at < end && digitValue(*at, base) < base; at++)
        fits = fits && checkedMultiply(result, base, &result) &&
               checkedAdd(result, digitValue(*at, base), &result);
    if (at == digits)
        return NUMBER_MALFORMED;
    if (at < end && suffixShift(*at) != 0)
        fits = checkedMultiply(result, (uint64_t)1 << suffixShift(*at++), &result) && fits;
    if (at != end)
        return NUMBER_MALFORMED;
    if (!fits)
        return NUMBER_TOO_LARGE;
    *value = result;
    return NUMBER_OK;
}

bool wordIsHandle(struct span text)
{
    if (text.bytes == 0 || text.bytes > HANDLE_BYTES_MAX || !isLetter(text.text[0]))
        return false;
    for (size_t i = 1; i < text.bytes; i++)
        if (!isLetter(text.text[i]) && !wordIsDigit(text.text[i]))
            return false;
    return true;
}

bool wordIsPlace(struct span word, uint64_t *block, uint64_t *chunk)
{
    const char *colon = word.bytes > 0 ? memchr(word.text, ':', word.bytes) : NULL;
    if (colon == NULL)
        return false;
    const size_t before = (size_t)(colon - word.text);
    const struct span first = {word.text, before};
    const struct span second = {colon + 1, word.bytes - before - 1};
    return wordNumber(first, block) == NUMBER_OK && wordNumber(second, chunk) == NUMBER_OK &&
           *block <= UINT32_MAX && *chunk <= UINT32_MAX;
}

struct span wordNext(struct span *rest)
{
    while (rest->bytes > 0 && wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    struct span word = {rest->text, 0};
    while (rest->bytes > 0 && !wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
        word.bytes++;
    }
    return word;
}
