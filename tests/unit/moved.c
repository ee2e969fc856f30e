/*
 * moved.c - what is shown where the addresses from --base on are taken by something else: as others
 * differ from run to run, none is shown, but places.
 */
#include <getopt.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/driver.h"
#include "cli/options.h"
#include "model/arena.h"
#include "unit.h"

/* --- standard error goes to a file, and is looked at ------------------------------------------- */

static FILE *heard;
static int usual; /* standard error, as it was */

static void beginHearing(void)
{
    heard = tmpfile();
    assert_non_null(heard);
    usual = dup(STDERR_FILENO);
    assert_true(usual >= 0 && dup2(fileno(heard), STDERR_FILENO) >= 0);
}

static void assertHeard(const char *expected)
{
    char text[256];
    assert_true(dup2(usual, STDERR_FILENO) >= 0);
    close(usual);
    rewind(heard);
    text[fread(text, 1, sizeof text - 1, heard)] = '\0';
    fclose(heard);
    assert_string_equal(text, expected);
}

/* --- what is printed -------------------------------------------------------------------------- */

/* What a session as in -c prints; it is the caller's. */
static void runText(const char *const *words, int count, const char *text, struct buffer *shown)
{
    char *argv[8] = {(char *)(uintptr_t) "poolsim"}; /* getopt changes their order, nothing else */
    struct options options;
    struct output output;
    struct run run;
    struct lines lines;
    enum status status = STATUS_OK;
    const struct source source = {.name = spanOf("-c")};
    for (int i = 0; i < count; i++)
        argv[i + 1] = (char *)(uintptr_t)words[i];
    optind = 0; /* anew */
    outputInit(&output);
    assert_true(optionsParse(&options, count + 1, argv, &output, &status));
    options.session.undoable = true;
    beginHearing();
    assert_true(runInit(&run, &options, &output));
    assertHeard("poolsim: the addresses from 0x10000000 on are taken here: places are shown "
                "instead\n");
    assert_false(run.session.arena.fixed);
    assert_true(linesInitText(&lines, spanOf(text)));
    driverLines(&run, &source, &lines);
    bufferAppendSpan(shown, bufferSpan(&output.text));
    bufferAppendByte(shown, '\0');
    assert_false(shown->failed);
    linesRelease(&lines);
    runRelease(&run);
    optionsRelease(&options);
    outputRelease(&output);
}

static void *taken;

static int take(void **state)
{
    (void)state;
    void *base = (void *)(uintptr_t)ARENA_BASE_DEFAULT; /* NOLINT(performance-no-int-to-ptr) */
    taken =
        mmap(base, ARENA_STEP, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    return taken == base ? 0 : -1;
}

static int giveBack(void **state)
{
    (void)state;
    return munmap(taken, ARENA_STEP);
}

static const char *const steps = "alloc a 8; alloc b 8; alloc c 8; free b; free a; free b; undo; "
                                 "redo; show all; why a; dump a; explain; alloc d 8; explain; "
                                 "write c \"x\"; stats; history; freeall; free c";

/* Of pools, other kinds of chunks, and heaps. */
static void noAddressIsShown(void **state)
{
    static const char *const kinds[] = {"pool 32 4", "eager 32 4 order=fifo", "stack 32 4", "heap",
                                        "heap list=segregated"};
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const char *words[] = {"--allocator", kinds[i]};
        struct buffer shown;
        bufferInit(&shown);
        runText(words, COUNT(words), steps, &shown);
        if (strstr(shown.text, "0x") != NULL)
            fail_msg("%s: %.200s", kinds[i], strstr(shown.text, "0x"));
        assert_non_null(strstr(shown.text, "step 7  alloc d"));
        assert_non_null(strstr(shown.text, "0:"));
        assert_null(strstr(shown.text, "  address"));
        bufferRelease(&shown);
    }
}

#define TEST_HERE(words, function)                                                                 \
    {                                                                                              \
        words, function, take, giveBack, NULL                                                      \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("no address is shown, but places", noAddressIsShown),
    };
    return cmocka_run_group_tests_name("moved", tests, NULL, NULL);
}
