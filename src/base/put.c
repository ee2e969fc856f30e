#include "base/put.h"

#include <endian.h>
#include <stdio.h>

#include "base/eight.h"

/* 00 to 99: numbers are written two digits at a time, from the last ones on. */
static const char pairs[200] = "00010203040506070809101112131415161718192021222324"
                               "25262728293031323334353637383940414243444546474849"
                               "50515253545556575859606162636465666768697071727374"
                               "75767778798081828384858687888990919293949596979899";

static size_t decimalDigits(uint64_t value)
{
    size_t digits = 1;
    for (; value >= 10000; value /= 10000)
        digits += 4;
    return digits + (value >= 10) + (value >= 100) + (value >= 1000);
}

char *putLarge(char *at, uint64_t value)
{
    char *const end = at + decimalDigits(value);
    char *to = end;
    for (; value >= 10; value /= 100) {
        to -= 2;
        memcpy(to, &pairs[value % 100 * 2], 2);
    }
    if (to > at)
        *at = (char)('0' + value);
    return end;
}

/*
 * Eight hexadecimal digits, the first one highest, all at once: each half of a byte becomes a byte,
 * to which '0' is added, and 39 more where it is over 9, as 'a' is '0' + 10 + 39.
 */
static uint64_t hexDigits(uint32_t value)
{
    uint64_t halves = value;
    halves = (halves | halves << 16) & UINT64_C(0x0000ffff0000ffff);
    halves = (halves | halves << 8) & UINT64_C(0x00ff00ff00ff00ff);
    halves = (halves | halves << 4) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    const uint64_t overNine = (halves + EIGHT_OF(6)) >> 4 & EIGHT_OF(1);
    return halves + EIGHT_OF('0') + 39 * overNine;
}

static void putEight(char *at, uint64_t digits)
{
    digits = htobe64(digits);
    memcpy(at, &digits, sizeof digits);
}

/* Without zeros before it; writes 8 bytes more than that, at most. */
char *putHex(char *at, uint64_t value)
{
    at = putText(at, "0x");
    if (value >> 32 != 0) {
        const unsigned zeros = (unsigned)__builtin_clzll(value) / 4;
        putEight(at, hexDigits((uint32_t)(value >> 32)) << 8 * zeros);
        at += 8 - zeros;
        putEight(at, hexDigits((uint32_t)value));
        return at + 8;
    }
    const unsigned zeros = (unsigned)__builtin_clz((uint32_t)value | 1) / 4;
    putEight(at, hexDigits((uint32_t)value) << 8 * zeros);
    return at + 8 - zeros;
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
