/*
 * cmocka.h - as much of cmocka as the unit tests use, for builds that the installed library can't be
 * linked with: it comes for one word size. A test ends at its first assertion that fails; groups print
 * TAP, as cmocka does when it is asked to. Included through unit.h, where matrix says so.
 */
#ifndef CMOCKA_H
#define CMOCKA_H

struct CMUnitTest {
    const char *name;
    void (*test)(void **state);
    int (*setUp)(void **state);
    int (*tearDown)(void **state);
    void *initial;
};

enum { CMOCKA_RAN, CMOCKA_FAILED, CMOCKA_SKIPPED }; /* how a test ended */

static jmp_buf cmockaEnd;

/* clang-format off */
#define cmocka_unit_test(function) {#function, function, NULL, NULL, NULL}
/* clang-format on */

#define cmockaHold(holds, words)                                                                   \
    ((holds) ? (void)0                                                                             \
             : (printf("%s:%d: not so: %s\n", __FILE__, __LINE__, words),                          \
                longjmp(cmockaEnd, CMOCKA_FAILED)))
#define cmockaInteger(value) ((uintmax_t)(value))

#define assert_true(value)             cmockaHold(value, #value)
#define assert_false(value)            cmockaHold(!(value), "!(" #value ")")
#define assert_null(pointer)           cmockaHold((pointer) == NULL, #pointer " == NULL")
#define assert_non_null(pointer)       cmockaHold((pointer) != NULL, #pointer " != NULL")
#define assert_ptr_equal(a, b)         cmockaHold((const void *)(a) == (const void *)(b), #a " == " #b)
#define assert_ptr_not_equal(a, b)     cmockaHold((const void *)(a) != (const void *)(b), #a " != " #b)
#define assert_int_equal(a, b)         cmockaHold(cmockaInteger(a) == cmockaInteger(b), #a " == " #b)
#define assert_int_not_equal(a, b)     cmockaHold(cmockaInteger(a) != cmockaInteger(b), #a " != " #b)
#define assert_string_equal(a, b)      cmockaHold(strcmp(a, b) == 0, #a " is " #b)
#define assert_string_not_equal(a, b)  cmockaHold(strcmp(a, b) != 0, #a " is not " #b)
#define assert_memory_equal(a, b, all) cmockaHold(memcmp(a, b, all) == 0, #a " holds " #b)
#define assert_in_range(value, least, most)                                                        \
    cmockaHold(cmockaInteger(value) >= cmockaInteger(least) &&                                     \
                   cmockaInteger(value) <= cmockaInteger(most),                                    \
               #value " in " #least ".." #most)

#define test_calloc(count, bytes) calloc(count, bytes)
#define test_free(memory)         free(memory)

#define skip()           longjmp(cmockaEnd, CMOCKA_SKIPPED)
#define print_error(...) printf(__VA_ARGS__)
#define fail_msg(...)                                                                              \
    (printf("%s:%d: ", __FILE__, __LINE__), printf(__VA_ARGS__), printf("\n"),                     \
     longjmp(cmockaEnd, CMOCKA_FAILED))

/* What sets a test up or tears it down, if there is such: does it return 0, and do its assertions hold? */
static bool cmockaAround(int (*function)(void **state), void **state)
{
    return function == NULL || (setjmp(cmockaEnd) == CMOCKA_RAN && function(state) == 0);
}

static int cmockaInside(const struct CMUnitTest *test, void **state)
{
    const int end = setjmp(cmockaEnd); /* it is not changed behind this */
    if (end == CMOCKA_RAN)
        test->test(state);
    return end;
}

/* Returns how the test ended. */
static int cmockaRun(const struct CMUnitTest *test)
{
    void *state = test->initial;
    const int end = cmockaAround(test->setUp, &state) ? cmockaInside(test, &state) : CMOCKA_FAILED;
    return cmockaAround(test->tearDown, &state) ? end : CMOCKA_FAILED;
}

/* All tests of a table; returns how many failed. */
static int cmockaRunAll(const struct CMUnitTest *tests, size_t count)
{
    int failed = 0;
    printf("1..%zu\n", count);
    for (size_t i = 0; i < count; i++) {
        const int end = cmockaRun(&tests[i]);
        printf("%sok %zu - %s%s\n", end == CMOCKA_FAILED ? "not " : "", i + 1,
               end == CMOCKA_SKIPPED ? "# SKIP " : "", tests[i].name);
        failed += end == CMOCKA_FAILED;
    }
    return failed;
}

#define cmocka_run_group_tests_name(name, tests, setUp, tearDown)                                  \
    cmockaRunAll(tests, sizeof(tests) / sizeof(tests)[0])
#define cmocka_run_group_tests(tests, setUp, tearDown)                                             \
    cmockaRunAll(tests, sizeof(tests) / sizeof(tests)[0])

#endif
