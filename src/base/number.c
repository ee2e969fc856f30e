#include "base/number.h"

#include <stdbool.h>

#include "base/checked.h"

/* The value of a digit of `base` 10 or 16, or a number over 15. */
static unsigned digitValue(char byte, unsigned base)
{
    unsigned value = byte >= '0' && byte <= '9'   ? (unsigned)(byte - '0')
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

enum number numberRead(struct span text, uint64_t *value)
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
