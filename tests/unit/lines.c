/*
 * lines.c - lines that a Ctrl-C ends: it comes just before the program waits, where it is noticed
 * only if nothing lies between the look whether it came and the wait.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "cli/lines.h"
#include "cli/terminal.h"

#include "unit.h"

/* Which call of those that may wait the Ctrl-C precedes, from 1; 0: none. */
static unsigned before;
static unsigned calls;

static void interruptBefore(unsigned call)
{
    before = call;
    calls = 0;
    terminalInterrupted = 0;
}

static void count(void)
{
    if (++calls == before)
        raise(SIGINT);
}

int __real_ppoll(struct pollfd *files, nfds_t fileCount, const struct timespec *timeout,
                 const sigset_t *mask);
int __wrap_ppoll(struct pollfd *files, nfds_t fileCount, const struct timespec *timeout,
                 const sigset_t *mask);

int __wrap_ppoll(struct pollfd *files, nfds_t fileCount, const struct timespec *timeout,
                 const sigset_t *mask)
{
    count();
    return __real_ppoll(files, fileCount, timeout, mask);
}

ssize_t __real_read(int file, void *bytes, size_t byteCount);
ssize_t __wrap_read(int file, void *bytes, size_t byteCount);

ssize_t __wrap_read(int file, void *bytes, size_t byteCount)
{
    count();
    return __real_read(file, bytes, byteCount);
}

/* Who waits in spite of a Ctrl-C is ended, and has failed. */
static int begin(void **state)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    (void)state;
    sigaction(SIGINT, &plain, NULL); /* who runs tests in the background has it ignored */
    terminalCatchInterrupt();
    alarm(20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    alarm(0);
    interruptBefore(0);
    return 0;
}

static enum linesResult next(struct lines *lines, const volatile int *stop, const char *text)
{
    struct span line = {NULL, 0};
    bool ended = false;
    const enum linesResult result = linesNext(lines, stop, &line, &ended);
    if (text != NULL) {
        assert_int_equal(result, LINES_LINE);
        assert_true(spanIs(line, text));
    }
    return result;
}

static void ctrlCEndsTheWait(void **state)
{
    (void)state;
    for (unsigned call = 1; call <= 2; call++) {
        struct lines lines;
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        assert_int_equal(write(ends[1], "alloc a\n", 8), 8);
        linesInit(&lines, ends[0]);
        interruptBefore(0);
        (void)next(&lines, &terminalInterrupted, "alloc a");
        interruptBefore(call);
        if (call == 2) /* that is a read, which gets something */
            assert_int_equal(write(ends[1], "alloc b\n", 8), 8);
        assert_int_equal(next(&lines, &terminalInterrupted, NULL), LINES_END);
        assert_int_equal(calls, call);
        assert_int_equal(lines.number, 1);
        linesRelease(&lines);
        close(ends[0]);
        close(ends[1]);
    }
}

static void ctrlCIsNoMatterWhereNobodyStops(void **state)
{
    (void)state;
    struct lines lines;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "alloc a\n", 8), 8);
    close(ends[1]);
    linesInit(&lines, ends[0]);
    interruptBefore(1);
    (void)next(&lines, NULL, "alloc a");
    assert_int_equal(terminalInterrupted, 1);
    assert_int_equal(next(&lines, NULL, NULL), LINES_END);
    linesRelease(&lines);
    close(ends[0]);
}

/* What is read is not waited for twice, and the mask of signals is as it was. */
static void waitsLeaveNothingBehind(void **state)
{
    (void)state;
    sigset_t mask;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    interruptBefore(1);
    assert_int_equal(terminalAwait(ends[0]), EINTR);
    assert_int_equal(terminalAwait(ends[0]), EINTR); /* until someone has seen to it */
    assert_int_equal(calls, 1);
    interruptBefore(0);
    close(ends[1]);
    assert_int_equal(terminalAwait(ends[0]), 0); /* its end is something, too */
    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &mask), 0);
    assert_false(sigismember(&mask, SIGINT));
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a Ctrl-C that comes just before a read ends it", ctrlCEndsTheWait, begin, end, NULL},
        {"where a Ctrl-C is not to stop, lines go on", ctrlCIsNoMatterWhereNobodyStops, begin, end,
         NULL},
        {"waiting leaves the signals as they were", waitsLeaveNothingBehind, begin, end, NULL},
    };
    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
