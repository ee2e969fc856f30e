/*
 * random.c - numbers from seeds. What is held here must never change: seeds are handed around.
 */
#include "base/random.h"

#include "unit.h"

/* The numbers that other programs of splitmix64 publish for this seed. */
static void numbersArePublished(void **state)
{
    (void)state;
    static const uint64_t expected[] = {6457827717110365317u, 3203168211198807973u,
                                        9817491932198370423u, 4593380528125082431u,
                                        16408922859458223821u};
    struct random r = randomOf(1234567);
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_true(randomNext(&r) == expected[i]);
}

static void boundsAreKept(void **state)
{
    (void)state;
    struct random r = randomOf(0);
    for (uint64_t bound = 1; bound < 500; bound++)
        assert_true(randomBelow(&r, bound) < bound);
    assert_true(randomBelow(&r, 1) == 0);
    for (int i = 0; i < 100; i++)
        assert_true(randomBelow(&r, UINT64_MAX) < UINT64_MAX);
}

/* Of 3 * 2^62 the lowest quarter of all numbers is passed over; taken as they come, the first
 * third would be met twice as often as the others. */
static void noNumberIsLikelier(void **state)
{
    (void)state;
    const uint64_t third = UINT64_C(1) << 62;
    unsigned met[3] = {0};
    struct random r = randomOf(7);
    for (int i = 0; i < 30000; i++)
        met[randomBelow(&r, 3 * third) / third]++;
    for (int i = 0; i < 3; i++)
        assert_in_range(met[i], 9700, 10300);
}

static void diceFallAsEver(void **state)
{
    (void)state;
    static const uint8_t expected[] = {3, 0, 0, 3, 4, 3, 4, 0, 5, 5, 1, 4,
                                       0, 4, 0, 0, 1, 5, 5, 4, 1, 5, 5, 1};
    struct random r = randomOf(7);
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(randomBelow(&r, 6), expected[i]);
}

static void chancesAreAsAsked(void **state)
{
    (void)state;
    unsigned met = 0;
    struct random r = randomOf(7);
    for (int i = 0; i < 10000; i++) {
        assert_false(randomChance(&r, 0));
        assert_true(randomChance(&r, 100));
        met += randomChance(&r, 30);
    }
    assert_in_range(met, 2850, 3150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("the numbers are those of splitmix64", numbersArePublished),
        TEST("a number stays below its bound", boundsAreKept),
        TEST("no number below a bound is likelier than another", noNumberIsLikelier),
        TEST("a seed yields the same throws of a die for good", diceFallAsEver),
        TEST("a chance of so many percent is one", chancesAreAsAsked),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
