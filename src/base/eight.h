/*
 * eight.h - text eight bytes at a time, as a number whose lowest byte is the first one, on any
 * machine. For those who read or compare short words often.
 */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The same byte eight times. */
#define EIGHT_OF(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The first four bytes. */
static inline uint64_t eightReadHalf(const char *text)
{
    uint32_t half;
    memcpy(&half, text, sizeof half);
    return le32toh(half);
}

/* Fewer than eight bytes, by pieces that overlap. */
static inline uint64_t eightReadFew(const char *text, size_t bytes)
{
    if (bytes >= 4)
        return eightReadHalf(text) | eightReadHalf(text + bytes - 4) << (bytes - 4) * 8;
    if (bytes == 0)
        return 0;
    return (uint64_t)(unsigned char)text[0] |
           (uint64_t)(unsigned char)text[bytes / 2] << bytes / 2 * 8 |
           (uint64_t)(unsigned char)text[bytes - 1] << (bytes - 1) * 8;
}

/* Of the `bytes` bytes at `text` the first eight; zeros in place of those that are not there. */
static inline uint64_t eightRead(const char *text, size_t bytes)
{
    uint64_t word;
    if (bytes < sizeof word)
        return eightReadFew(text, bytes);
    memcpy(&word, text, sizeof word);
    return le64toh(word);
}

/* Only the first `bytes` bytes, 0 to 8, the others zero. */
static inline uint64_t eightFirst(uint64_t word, size_t bytes)
{
    return bytes == 0 ? 0 : word & UINT64_MAX >> (8 - bytes) * 8;
}

/*
 * Bytes can be marked: by a word that has the highest bit of each marked byte and no other. The
 * first marked one, 8 without one; and only the bytes before it, the others zero.
 */
static inline unsigned eightMarked(uint64_t marks)
{
    return marks == 0 ? 8 : (unsigned)__builtin_ctzll(marks) / 8;
}

static inline uint64_t eightBefore(uint64_t word, uint64_t marks)
{
    return word & (((marks & -marks) >> 7) - 1);
}

/*
 * The decimal digits of a number of at most eight, zeros behind them, and how many there are.
 * Halves, quarters and digits are parted in all lanes at once: by 10000, then by 100 as
 * 10486 / 2^20, then by 10 as 103 / 2^10, which are exact for what a lane holds.
 */
static inline uint64_t eightDecimal(uint32_t number, unsigned *digits)
{
    uint64_t lanes = number / 10000 | (uint64_t)(number % 10000) << 32;
    uint64_t high = (lanes * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
    lanes = high | (lanes - high * 100) << 16;
    high = (lanes * 103 >> 10) & EIGHT_OF(0x0f) & UINT64_C(0x00ff00ff00ff00ff);
    lanes = high | (lanes - high * 10) << 8;
    /* the first one that is not 0; the last in any case */
    const unsigned zeros = (unsigned)__builtin_ctzll(lanes | UINT64_C(1) << 56) / 8;
    *digits = 8 - zeros;
    return (lanes | EIGHT_OF('0')) >> zeros * 8;
}

/* The first `bytes` bytes of a word, 0 to 8, as text. */
static inline void eightWrite(char *text, uint64_t word, size_t bytes)
{
    word = htole64(word);
    memcpy(text, &word, bytes);
}

#endif
