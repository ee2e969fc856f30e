/*
 * trail.c - the way of a search: its first and its last elements.
 */
#include "view/trail.h"

#include "unit.h"

static void add(struct trail *trail, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        trailAdd(trail, (struct place){.known = true, .chunk = (uint32_t)trail->count}, false);
}

/* Elements are numbered as they were added: of those that are kept, which is the index-th? */
static uint32_t numberAt(const struct trail *trail, uint64_t index)
{
    return trailAt(trail, index)->place.chunk;
}

static void keepsAll(void **state)
{
    (void)state;
    struct trail trail = {0};
    assert_int_equal(trailHidden(&trail), 0);
    add(&trail, TRAIL_FIRST + TRAIL_LAST);
    assert_int_equal(trailHidden(&trail), 0);
    for (uint32_t i = 0; i < trail.count; i++)
        assert_int_equal(numberAt(&trail, i), i);
}

static void hidesTheMiddle(void **state)
{
    (void)state;
    for (uint32_t hidden = 1; hidden < 3 * TRAIL_LAST; hidden++) {
        struct trail trail = {0};
        add(&trail, TRAIL_FIRST + hidden + TRAIL_LAST);
        assert_int_equal(trailHidden(&trail), hidden);
        for (uint32_t i = 0; i < TRAIL_FIRST; i++)
            assert_int_equal(numberAt(&trail, i), i);
        for (uint32_t i = TRAIL_FIRST; i < TRAIL_FIRST + TRAIL_LAST; i++)
            assert_int_equal(numberAt(&trail, i), i + hidden);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a short way is kept whole", keepsAll, NULL, NULL, NULL},
        {"of a long one the middle is left out", hidesTheMiddle, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("trail", tests, NULL, NULL);
}
