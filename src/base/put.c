#include "base/put.h"

#include <stdio.h>

#define TEN(d)     d "0" d "1" d "2" d "3" d "4" d "5" d "6" d "7" d "8" d "9"
#define SIXTEEN(d) TEN(d) d "a" d "b" d "c" d "d" d "e" d "f"

/* clang-format off */
const char putPairs[] =
    TEN("0") TEN("1") TEN("2") TEN("3") TEN("4") TEN("5") TEN("6") TEN("7") TEN("8") TEN("9");
const char putHexPairs[] =
    SIXTEEN("0") SIXTEEN("1") SIXTEEN("2") SIXTEEN("3") SIXTEEN("4") SIXTEEN("5") SIXTEEN("6")
    SIXTEEN("7") SIXTEEN("8") SIXTEEN("9") SIXTEEN("a") SIXTEEN("b") SIXTEEN("c") SIXTEEN("d")
    SIXTEEN("e") SIXTEEN("f");
/* clang-format on */

char *putLarge(char *at, uint64_t value)
{
    if (value < 100)
        return putPair(at, putPairs, value);
    if (value < 10000) {
        at = putUnsigned(at, value / 100);
        return putPair(at, putPairs, value % 100);
    }
    at = putUnsigned(at, value / 10000);
    at = putPair(at, putPairs, value % 10000 / 100);
    return putPair(at, putPairs, value % 100);
}

char *putLong(char *at, struct span text)
{
    memcpy(at, text.text, text.bytes);
    return at + text.bytes;
}

size_t putLargeBytes(uint64_t value)
{
    size_t digits = 2;
    for (; value >= 100; value /= 10)
        digits++;
    return digits;
}

size_t putHexDigitsBytes(uint64_t value)
{
    return (67 - (unsigned)__builtin_clzll(value | 1)) / 4;
}

char *putHexDigits(char *at, uint64_t value)
{
    char *const end = at + putHexDigitsBytes(value);
    for (char *to = end; to > at; value >>= 4)
        *--to = putHexPairs[(value & 15) * 2 + 1];
    return end;
}

/*
 * printf takes as long for a ratio as all else of a step's figures. Most lie where six digits after
 * the point are those of a product; but where its next digits might be a half, what the product
 * lost decides.
 */
char *putRatio(char *at, double ratio)
{
    const double scaled = ratio >= 0.1 && ratio < 0.99999 ? ratio * 1e6 : 0;
    uint32_t digits = (uint32_t)scaled;
    const double rest = scaled - digits;
    if (digits == 0 || (rest > 0.499 && rest < 0.501))
        return at + snprintf(at, PUT_RATIO_BYTES, "%.6g", ratio);
    digits += rest > 0.5;
    while (digits % 10 == 0)
        digits /= 10;
    return putUnsigned(putText(at, "0."), digits);
}
