/*
 * put.c - what base/put.h writes, against printf.
 */
#include "base/put.h"

#include <inttypes.h>

#include "unit.h"

#define ROOM 64

static char text[ROOM], expected[ROOM];

static uint64_t seed = 88172645463325252u;

/* xorshift64, Marsaglia 2003. */
static uint64_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static void assertPut(const char *end, int bytes)
{
    assert_int_equal(end - text, bytes);
    assert_memory_equal(text, expected, (size_t)bytes);
}

static void assertNumber(uint64_t value)
{
    assertPut(putUnsigned(text, value), snprintf(expected, ROOM, "%" PRIu64, value));
    assert_int_equal(putUnsignedBytes(value), strlen(expected));
    assertPut(putHex(text, value), snprintf(expected, ROOM, "0x%" PRIx64, value));
    assert_int_equal(putHexBytes(value), strlen(expected));
}

static void numbers(void **state)
{
    (void)state;
    for (uint64_t value = 0; value < 120000; value++)
        assertNumber(value);
    for (uint64_t power = 1; power < UINT64_MAX / 10; power *= 10)
        for (uint64_t value = power - 1; value <= power + 1; value++)
            assertNumber(value);
    for (unsigned bit = 0; bit < 64; bit++)
        for (uint64_t value = (UINT64_C(1) << bit) - 1; value <= UINT64_C(1) << bit; value++)
            assertNumber(value);
    for (int i = 0; i < 200000; i++)
        assertNumber(next() >> next() % 64);
    assertNumber(UINT64_MAX);
}

static void addresses(void **state)
{
    (void)state;
    assertPut(putAddress(text, 1003, true), snprintf(expected, ROOM, "1003"));
    assertPut(putAddress(text, 1003, false), snprintf(expected, ROOM, "0x3eb"));
    assertPut(putAddress(text, UINT64_C(1) << 47, true),
              snprintf(expected, ROOM, "0x800000000000"));
}

static void spans(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP";
    for (size_t bytes = 0; bytes < sizeof letters; bytes++) {
        memset(text, '#', ROOM);
        assertPut(putSpan(text, (struct span){letters, bytes}),
                  snprintf(expected, ROOM, "%.*s", (int)bytes, letters));
        assert_int_equal(text[bytes], '#');
    }
    assert_ptr_equal(putSpan(text, (struct span){NULL, 0}), text);
}

static void texts(void **state)
{
    (void)state;
    assertPut(putText(putByte(putText(text, "one"), ' '), "two"),
              snprintf(expected, ROOM, "one two"));
    assertPut(putBlanks(text, PUT_BLANKS_BYTES),
              snprintf(expected, ROOM, "%*s", PUT_BLANKS_BYTES, ""));
    assert_ptr_equal(putBlanks(text, 0), text);
}

static void assertRatio(double ratio)
{
    assertPut(putRatio(text, ratio), snprintf(expected, ROOM, "%.6g", ratio));
    assert_true(strlen(expected) < PUT_RATIO_BYTES);
}

/* Quotients of counts; and what lies at a half of the sixth digit, and at the next number to it. */
static void ratios(void **state)
{
    (void)state;
    for (int below = 1; below <= 500; below++)
        for (int above = 0; above <= below + 3; above++)
            assertRatio((double)above / below);
    for (int i = 0; i < 300000; i++) {
        const double half = ((double)(next() % 1000000) + 0.5) / 1e6;
        assertRatio(half);
        assertRatio(half * (1 + 0x1p-52));
        assertRatio(half * (1 - 0x1p-53));
        assertRatio((double)(next() >> 11) * 0x1p-53);
    }
    assertRatio(1e-9);
    assertRatio(123456.5);
    assertRatio(4e9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"numbers are what printf makes of them", numbers, NULL, NULL, NULL},
        {"an address is decimal where it may be", addresses, NULL, NULL, NULL},
        {"a span of any length is copied, and not a byte more", spans, NULL, NULL, NULL},
        {"texts and blanks", texts, NULL, NULL, NULL},
        {"ratios are what printf makes of them", ratios, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("put", tests, NULL, NULL);
}
