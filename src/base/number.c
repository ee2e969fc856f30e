#include "base/number.h"

#include <stdbool.h>

#include "base/checked.h"

/*
 * The contracts in comments that begin with @ are proved by `make prove`, of this text: whatever
 * the bytes are, nothing outside of them is read, no sum or product overflows unseen, and a number
 * that is returned is the one that the text stands for. See tests/README.md.
 */
/*@ logic integer digitOf(integer byte) =
      '0' <= byte <= '9' ? byte - '0'
    : 'a' <= byte <= 'f' ? byte - 'a' + 10
    : 'A' <= byte <= 'F' ? byte - 'A' + 10 : 16;

    predicate isDigit(integer byte, integer base) = digitOf(byte) < base;

    logic integer scaleOf(integer byte) =
      byte == 'K' || byte == 'k' ? 1024
    : byte == 'M' || byte == 'm' ? 1048576
    : byte == 'G' || byte == 'g' ? 1073741824 : 1;

    lemma grows: \forall integer value, digit;
      value > UINT64_MAX && digit >= 0 ==>
        value * 10 + digit > UINT64_MAX && value * 16 + digit > UINT64_MAX;

    // the number that digits `from` to `to` of a text stand for, the last one excluded
    axiomatic Value {
      logic integer valueOf{L}(char *text, integer from, integer to, integer base)
        reads text[from .. to - 1];
      axiom none{L}: \forall char *text, integer from, base;
        valueOf(text, from, from, base) == 0;
      axiom oneMore{L}: \forall char *text, integer from, to, base; from <= to ==>
        valueOf(text, from, to + 1, base) ==
          valueOf(text, from, to, base) * base + digitOf(text[to]);
    }
*/

/*@ requires base == 10 || base == 16;
    assigns \nothing;
    ensures \result == (digitOf(byte) < base ? digitOf(byte) : 16);
*/
static unsigned digitValue(char byte, unsigned base)
{
    unsigned value = byte >= '0' && byte <= '9'   ? (unsigned)(byte - '0')
                     : byte >= 'a' && byte <= 'f' ? (unsigned)(byte - 'a') + 10
                     : byte >= 'A' && byte <= 'F' ? (unsigned)(byte - 'A') + 10
                                                  : 16;
    return value < base ? value : 16;
}

/*@ assigns \nothing;
    ensures \result == scaleOf(byte);
*/
static uint64_t suffixScale(char byte)
{
    switch (byte) {
    case 'K':
    case 'k':
        return (uint64_t)1 << 10;
    case 'M':
    case 'm':
        return (uint64_t)1 << 20;
    case 'G':
    case 'g':
        return (uint64_t)1 << 30;
    default:
        return 1;
    }
}

/*@ requires text.bytes > 0 ==> \valid_read(text.text + (0 .. text.bytes - 1));
    requires \valid(value);
    requires \separated(value, text.text + (0 .. text.bytes - 1));
    assigns *value;
    ensures \result == NUMBER_OK || \result == NUMBER_MALFORMED || \result == NUMBER_TOO_LARGE;
    ensures \result != NUMBER_OK ==> *value == \old(*value);
*/
enum number numberRead(struct span text, uint64_t *value)
{
    const bool isHex =
        text.bytes > 2 && text.text[0] == '0' && (text.text[1] == 'x' || text.text[1] == 'X');
    const unsigned base = isHex ? 16 : 10;
    const size_t first = isHex ? 2 : 0;
    uint64_t result = 0;
    bool fits = true;
    size_t at = first;
    /*@ loop invariant first <= at <= text.bytes;
        loop invariant \forall integer i; first <= i < at ==> isDigit(text.text[i], base);
        loop invariant base == 10 || base == 16;
        loop invariant kept: fits ==> result == valueOf(text.text, first, at, base);
        loop invariant lost: !fits ==> valueOf(text.text, first, at, base) > UINT64_MAX;
        loop assigns at, result, fits;
        loop variant text.bytes - at;
    */
    for (; at < text.bytes && digitValue(text.text[at], base) < base; at++)
        fits = fits && checkedMultiply(result, base, &result) &&
               checkedAdd(result, digitValue(text.text[at], base), &result);
    //@ ghost size_t digits = at;
    if (at == first)
        return NUMBER_MALFORMED;
    const uint64_t scale = at < text.bytes ? suffixScale(text.text[at]) : 1;
    at += scale != 1;
    fits = checkedMultiply(result, scale, &result) && fits;
    if (at != text.bytes)
        return NUMBER_MALFORMED;
    //@ assert fits ==> result == valueOf(text.text, first, digits, base) * scale;
    if (!fits)
        return NUMBER_TOO_LARGE;
    *value = result;
    return NUMBER_OK;
}
