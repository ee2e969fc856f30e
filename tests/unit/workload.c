/*
 * workload.c - made-up workloads. What is held here must never change: seeds are handed around.
 */
#include "base/buffer.h"
#include "lang/workload.h"

#include "unit.h"

/* The workload as text: +1 +2 -1 ..., sizes behind a colon. */
static void appendWorkload(const char *words, struct buffer *out)
{
    struct workloadPlan plan;
    struct workload w;
    struct request request;
    struct span at;
    uint64_t allocCount = 0;
    assert_null(workloadRead(spanOf(words), &plan, &at));
    workloadInit(&w, &plan);
    while (workloadNext(&w, &request)) {
        if (request.isAlloc)
            assert_true(workloadTook(&w, ++allocCount));
        bufferAppendText(out, out->bytes > 0 ? " " : "");
        bufferAppendByte(out, request.isAlloc ? '+' : '-');
        bufferAppendUnsigned(out, request.isAlloc ? allocCount : request.number);
        if (plan.hasSizes && request.isAlloc)
            bufferAppendFormat(out, ":%llu", (unsigned long long)request.bytes);
    }
    workloadRelease(&w);
}

static void assertWorkload(const char *words, const char *expected)
{
    struct buffer text;
    bufferInit(&text);
    appendWorkload(words, &text);
    bufferAppendByte(&text, '\0');
    assert_string_equal(text.text, expected);
    bufferRelease(&text);
}

static void workloadsStay(void **state)
{
    (void)state;
    static const char *const held[][2] = {
        {"12", "+1 -1 +2 -2 +3 -3 +4 +5 +6 +7 +8 +9"},
        {"12 seed=7", "+1 -1 +2 +3 +4 -2 -4 -3 +5 -5 +6 -6"},
        {"16 pattern=stack", "+1 -1 +2 +3 -3 +4 -4 +5 +6 +7 +8 +9 +10 -10 -9 +11"},
        {"16 seed=7 pattern=queue", "+1 -1 +2 +3 +4 +5 -2 +6 -3 -4 -5 +7 -6 +8 -7 +9"},
        {"16 pattern=ramp alloc=50", "+1 +2 +3 +4 +5 +6 +7 +8 -2 -1 -7 -6 -8 -3 -4 -5"},
        {"28 pattern=sawtooth",
         "+1 +2 +3 +4 +5 +6 +7 +8 +9 +10 +11 +12 -6 -9 -1 -3 -2 -11 -4 -12 +13 +14 +15 "
         "+16 +17 +18 +19 +20"},
        {"20 seed=2 pattern=burst alloc=50",
         "+1 +2 +3 +4 +5 +6 +7 +8 +9 +10 +11 +12 +13 +14 +15 +16 +17 +18 -4 -3"},
        {"6 seed=9 size=1..64", "+1:20 +2:10 +3:1 +4:11 -2 +5:59"},
    };
    for (size_t i = 0; i < COUNT(held); i++)
        assertWorkload(held[i][0], held[i][1]);
}

/* FNV-1a, of a workload too long to be written here. */
static void longOnesStay(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        uint64_t hash;
    } held[] = {
        {"100000", 0x9af6ea5d154fe6df},
        {"100000 seed=18446744073709551615 alloc=50", 0xed7f7b3aaee296e8},
        {"100000 seed=3 pattern=burst alloc=50", 0x3bd7775262de674d},
        {"100000 seed=4 pattern=queue size=1..1000", 0xa76a3c361268cf95},
    };
    for (size_t i = 0; i < COUNT(held); i++) {
        struct buffer text;
        uint64_t hash = 0xcbf29ce484222325u;
        bufferInit(&text);
        appendWorkload(held[i].words, &text);
        for (size_t at = 0; at < text.bytes; at++)
            hash = (hash ^ (uint8_t)text.text[at]) * 0x100000001b3u;
        bufferRelease(&text);
        if (hash != held[i].hash)
            fail_msg("%s: %#llx", held[i].words, (unsigned long long)hash);
    }
}

/* Runs a plan on a set of its own; which = the newest, the oldest or none of both is freed. */
static void onlyLiveAreFreed(void **state)
{
    (void)state;
    static const char *const words[] = {
        "5000 pattern=random alloc=50", "5000 pattern=stack",    "5000 pattern=queue alloc=51",
        "5000 pattern=ramp alloc=30",   "5000 pattern=sawtooth", "5000 pattern=burst alloc=0"};
    for (size_t i = 0; i < COUNT(words); i++) {
        struct workloadPlan plan;
        struct workload w;
        struct request request;
        struct span at;
        bool live[5001] = {false};
        uint64_t count = 0, steps = 0, oldest = 1;
        assert_null(workloadRead(spanOf(words[i]), &plan, &at));
        workloadInit(&w, &plan);
        for (; workloadNext(&w, &request); steps++) {
            if (request.isAlloc) {
                live[++count] = true;
                assert_true(workloadTook(&w, count));
                continue;
            }
            assert_true(live[request.number]);
            while (!live[oldest])
                oldest++;
            assert_true(plan.pattern != PATTERN_QUEUE || request.number == oldest);
            live[request.number] = false;
            for (uint64_t newer = request.number + 1; newer <= count; newer++)
                assert_true(plan.pattern != PATTERN_STACK || !live[newer]);
        }
        assert_int_equal(steps, 5000);
        workloadRelease(&w);
    }
}

static void refusedIsNeverFreed(void **state)
{
    (void)state;
    struct workloadPlan plan;
    struct workload w;
    struct request request;
    struct span at;
    uint64_t allocCount = 0;
    assert_null(workloadRead(spanOf("1000 alloc=30"), &plan, &at));
    workloadInit(&w, &plan);
    while (workloadNext(&w, &request)) {
        if (!request.isAlloc)
            assert_int_equal(request.number % 2, 0);
        else if (++allocCount % 2 == 0)
            assert_true(workloadTook(&w, allocCount));
    }
    workloadRelease(&w);
}

static void sizesLeaveStepsAlone(void **state)
{
    (void)state;
    struct buffer plain, sized;
    bufferInit(&plain);
    bufferInit(&sized);
    appendWorkload("500 seed=3", &plain);
    appendWorkload("500 seed=3 size=16..16", &sized);
    size_t at = 0;
    for (size_t i = 0; i < sized.bytes; i++) {
        if (sized.text[i] == ':')
            i += strlen(":16");
        if (i < sized.bytes)
            assert_int_equal(plain.text[at++], sized.text[i]);
    }
    assert_int_equal(at, plain.bytes);
    bufferRelease(&plain);
    bufferRelease(&sized);
}

static void sizesKeepTheirRange(void **state)
{
    (void)state;
    struct workloadPlan plan;
    struct workload w;
    struct request request;
    struct span at;
    bool met[4] = {false};
    assert_null(workloadRead(spanOf("200 alloc=100 size=5..8"), &plan, &at));
    workloadInit(&w, &plan);
    while (workloadNext(&w, &request)) {
        assert_in_range(request.bytes, 5, 8);
        met[request.bytes - 5] = true;
    }
    assert_true(met[0] && met[1] && met[2] && met[3]);
    assert_null(workloadRead(spanOf("2 size=0..0xffffffffffffffff"), &plan, &at));
    workloadInit(&w, &plan);
    assert_true(workloadNext(&w, &request));
    workloadRelease(&w);
}

static void faultsAreNamed(void **state)
{
    (void)state;
    static const char *const faults[][3] = {
        {"", "a number of steps is missing", ""},
        {"0", "not a number of steps", "0"},
        {"many", "not a number of steps", "many"},
        {"5 seed=x", "not a number", "x"},
        {"5 seed=", "not a number", ""},
        {"5 alloc=101", "not a number from 0 to 100", "101"},
        {"5 pattern=fifo", "none of random, stack, queue, ramp, sawtooth, burst", "fifo"},
        {"5 size=9..3", "a range that ends before it begins", "9..3"},
        {"5 size=9..", "neither BYTES nor LEAST..MOST", "9.."},
        {"5 seed=1 7", "none of seed=, alloc=, pattern=, size=", "7"},
    };
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct workloadPlan plan;
        struct span at;
        const char *problem = workloadRead(spanOf(faults[i][0]), &plan, &at);
        assert_non_null(problem);
        assert_string_equal(problem, faults[i][1]);
        assert_true(spanIs(at, faults[i][2]));
    }
}

static void wordsAreWhatIsRead(void **state)
{
    (void)state;
    size_t patterns = 0;
    for (size_t i = 0; i < workloadWordCount(); i++) {
        struct workloadPlan plan;
        struct span at;
        char words[40];
        if (workloadWord(i)[strlen(workloadWord(i)) - 1] == '=')
            continue;
        snprintf(words, sizeof words, "1 %s", workloadWord(i));
        assert_null(workloadRead(spanOf(words), &plan, &at));
        assert_int_equal(plan.pattern, patterns++);
    }
    assert_int_equal(patterns, PATTERN_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST("a plan makes the same workload for good", workloadsStay),
        TEST("long ones too", longOnesStay),
        TEST("only what is live is freed, the newest of a stack, the oldest of a queue",
             onlyLiveAreFreed),
        TEST("an alloc that was not served is never freed", refusedIsNeverFreed),
        TEST("with and without sizes the steps are the same", sizesLeaveStepsAlone),
        TEST("sizes keep their range and meet all of it", sizesKeepTheirRange),
        TEST("what is wrong with a plan is named, and where", faultsAreNamed),
        TEST("what completion offers is read", wordsAreWhatIsRead),
    };
    return cmocka_run_group_tests_name("workload", tests, NULL, NULL);
}
