/*
 * files.c - files by name, and small ones that outlive a shell (lines that were typed, how far a
 * learner is), where the system's calls fail, and where somebody else has put something there.
 */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <readline/history.h>

#include "cli/history.h"
#include "cli/lessons.h"
#include "cli/state.h"
#include "unit.h"

/* --- calls that fail on demand ---------------------------------------------------------------- */

static struct {
    const char *call; /* this one... */
    unsigned after;   /* ...once it has been made so often... */
    int error;        /* ...fails for this reason, each time from then on */
    bool swaps;       /* or it goes well, but another file has got the name when it returns */
} failing;

static const char *const NAME = "file", *const OTHER = "other";

static bool failsNow(const char *call)
{
    if (failing.call == NULL || strcmp(failing.call, call) != 0 || failing.after-- > 0)
        return false;
    failing.after = 0;
    if (failing.swaps) {
        failing.call = NULL;
        assert_int_equal(rename(OTHER, NAME), 0);
        return false;
    }
    errno = failing.error;
    return true;
}

static void fails(const char *call, unsigned after, int error)
{
    failing.call = call;
    failing.after = after;
    failing.error = error;
    failing.swaps = false;
}

static void nothingFails(void)
{
    failing.call = NULL;
}

int __wrap_close(int file);
int __wrap_flock(int file, int how);
int __wrap_fstat(int file, struct stat *about);
int __wrap_fchmod(int file, mode_t mode);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat(int folder, const char *from, int into, const char *to);

/* Each of these is the call that it wraps, or fails. */
#define WRAP(call, parameters, arguments)                                                          \
    int __real_##call parameters;                                                                  \
    int __wrap_##call parameters                                                                   \
    {                                                                                              \
        return failsNow(#call) ? -1 : __real_##call arguments;                                     \
    }

WRAP(close, (int file), (file))
WRAP(flock, (int file, int how), (file, how))
WRAP(fstat, (int file, struct stat *about), (file, about))
WRAP(fchmod, (int file, mode_t mode), (file, mode))
WRAP(rename, (const char *from, const char *to), (from, to))
WRAP(renameat, (int folder, const char *from, int into, const char *to), (folder, from, into, to))

int __real_fcntl(int file, int what, ...);
int __wrap_fcntl(int file, int what, ...);

int __wrap_fcntl(int file, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    void *more = va_arg(rest, void *);
    va_end(rest);
    return failsNow("fcntl") ? -1 : __real_fcntl(file, what, more);
}

ssize_t __real_write(int file, const void *bytes, size_t count);
ssize_t __wrap_write(int file, const void *bytes, size_t count);

/* Byte by byte, each after an interruption: so what is written must be written in a loop. */
static bool crumbs;

ssize_t __wrap_write(int file, const void *bytes, size_t count)
{
    static bool interrupted;
    if (failsNow("write"))
        return -1;
    if (!crumbs)
        return __real_write(file, bytes, count);
    interrupted = !interrupted;
    errno = EINTR;
    return interrupted ? -1 : __real_write(file, bytes, 1);
}

/* --- a folder of its own for each test -------------------------------------------------------- */

static char folder[] = "/tmp/poolsim-files-XXXXXX";
static int before = -1; /* the folder to go back to */

static int enter(void **state)
{
    (void)state;
    memcpy(strrchr(folder, '-'), "-XXXXXX", 7);
    before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return before >= 0 && mkdtemp(folder) != NULL ? chdir(folder) : -1;
}

static int leave(void **state)
{
    char command[sizeof folder + 16];
    (void)state;
    nothingFails();
    crumbs = false;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    const int left = fchdir(before);
    close(before);
    return left == 0 ? system(command) : -1;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assertHolds(const char *name, const char *text)
{
    char held[64] = "";
    FILE *file = fopen(name, "r");
    assert_non_null(file);
    const size_t bytes = fread(held, 1, sizeof held - 1, file);
    held[bytes] = '\0';
    fclose(file);
    assert_string_equal(held, text);
}

/* How many names there are in the folder: has anything been left behind? */
static unsigned countNames(void)
{
    unsigned count = 0;
    FILE *listed = popen("ls -A | wc -l", "r");
    assert_non_null(listed);
    assert_int_equal(fscanf(listed, "%u", &count), 1);
    pclose(listed);
    return count;
}

/* --- files.h ---------------------------------------------------------------------------------- */

static void namesAreThoseOfTheUser(void **state)
{
    (void)state;
    if (MEMORY_IS_WATCHED)
        skip();
    setenv("HOME", "/home/of/nobody", 1);
    char *name = filesName(spanOf("~/a"));
    assert_string_equal(name, "/home/of/nobody/a");
    free(name);
    name = filesName(spanOf("a~"));
    assert_string_equal(name, "a~");
    free(name);
    assert_null(filesName((struct span){"a\0b", 3}));
}

static void assertCantOpen(const char *name, int reason)
{
    errno = 0;
    assert_int_equal(filesOpen(name), -1);
    assert_int_equal(errno, reason);
}

static void opensWhatCanBeRead(void **state)
{
    (void)state;
    put(NAME, "x");
    assert_int_equal(filesOpen("-"), STDIN_FILENO);
    const int file = filesOpen(NAME);
    assert_true(file > STDERR_FILENO);
    assert_int_equal(fcntl(file, F_GETFL) & O_NONBLOCK, 0); /* reads wait */
    close(file);
    assertCantOpen("missing", ENOENT);
    assertCantOpen(".", EISDIR);
    fails("fstat", 0, EIO);
    assertCantOpen(NAME, EIO);
    fails("fcntl", 0, EINVAL);
    assertCantOpen(NAME, EINVAL);
    nothingFails();
    assert_true(filesIsRegular(NAME));
    assert_false(filesIsRegular("."));
    assert_false(filesIsRegular("missing"));
}

static void savesAllOrNothing(void **state)
{
    (void)state;
    static const struct {
        const char *call;
        unsigned after;
    } steps[] = {{"write", 0}, {"write", 3}, {"close", 0}, {"rename", 0}};
    for (size_t i = 0; i < COUNT(steps); i++)
        for (int force = 0; force < 2; force++) {
            if (force)
                put(NAME, "old");
            else
                unlink(NAME);
            crumbs = steps[i].after > 0;
            fails(steps[i].call, steps[i].after, ENOSPC);
            const bool saved = filesSave(NAME, force, spanOf("new"));
            const int reason = errno;
            nothingFails();
            crumbs = false;
            const bool mustMove = strcmp(steps[i].call, "rename") == 0;
            assert_int_equal(saved, mustMove && !force);
            assert_true(saved || reason == ENOSPC);
            if (force)
                assertHolds(NAME, "old");
            assert_int_equal(countNames(), saved || force);
        }
}

static void savesInPieces(void **state)
{
    (void)state;
    crumbs = true;
    assert_true(filesSave(NAME, false, spanOf("one")));
    assertHolds(NAME, "one");
    assert_true(filesSave(NAME, true, spanOf("another")));
    assertHolds(NAME, "another");
    assert_true(filesSave(OTHER, true, spanOf("new"))); /* there was none */
    assertHolds(OTHER, "new");
    crumbs = false;
    assert_false(filesSave(NAME, false, spanOf("three")));
    assert_int_equal(errno, EEXIST);
    assertHolds(NAME, "another");
    assert_int_equal(countNames(), 2);
}

/* What is no regular file is written into, and stays what it is. */
static void savesIntoWhatIsThere(void **state)
{
    (void)state;
    struct stat about;
    put(OTHER, "old");
    assert_int_equal(symlink(OTHER, NAME), 0);
    assert_true(filesSave(NAME, true, spanOf("new")));
    assertHolds(OTHER, "new");
    assert_int_equal(lstat(NAME, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_true(filesSave("/dev/null", true, spanOf("new")));
    assert_false(filesSave("/dev/full", true, spanOf("new")));
    assert_int_equal(errno, ENOSPC);
    assert_false(filesSave(".", true, spanOf("new")));
    assert_int_equal(errno, EISDIR);
    assert_false(filesSave("file/x", true, spanOf("new"))); /* not even looked at */
    assert_int_equal(errno, ENOTDIR);
}

/* --- state.h ---------------------------------------------------------------------------------- */

/* Is the file opened, for this user alone? */
static void assertOpens(const struct stateFile *file, bool opens)
{
    const int opened = stateOpen(file);
    assert_int_equal(opened >= 0, opens);
    if (opened < 0)
        return;
    struct stat about;
    assert_int_equal(fstat(opened, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    close(opened);
}

static void stateIsWhereTheUserWantsIt(void **state)
{
    (void)state;
    static const struct {
        const char *given, *home, *folder;
    } rows[] = {{"/xdg", "/home", "/xdg/poolsim"},
                {"xdg", "/home", "/home/.local/state/poolsim"},
                {NULL, "/home", "/home/.local/state/poolsim"},
                {NULL, "home", NULL},
                {NULL, NULL, NULL}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct stateFile file;
        char given[64], home[64], expected[96];
        unsetenv("XDG_STATE_HOME");
        unsetenv("HOME");
        const bool isAbsolute = rows[i].given != NULL && rows[i].given[0] == '/';
        snprintf(given, sizeof given, "%s%s", isAbsolute ? folder : "", rows[i].given);
        snprintf(home, sizeof home, "%s%s", i < 3 ? folder : "", rows[i].home);
        if (rows[i].given != NULL)
            setenv("XDG_STATE_HOME", given, 1);
        if (rows[i].home != NULL)
            setenv("HOME", home, 1);
        stateInit(&file, "lines");
        assert_int_equal(file.folder != NULL, rows[i].folder != NULL);
        if (file.folder != NULL) {
            snprintf(expected, sizeof expected, "%s%s", folder, rows[i].folder);
            assert_string_equal(file.folder, expected);
            assert_string_equal(file.base, "lines");
        }
        stateRelease(&file);
        assertOpens(&file, false);
    }
}

static void namedStateIsSplit(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"lines", ".", "lines"}, {"/lines", "/", "lines"}, {"a/b/lines", "a/b", "lines"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct stateFile file;
        stateInitNamed(&file, rows[i][0]);
        assert_string_equal(file.folder, rows[i][1]);
        assert_string_equal(file.base, rows[i][2]);
        stateRelease(&file);
    }
}

/* A folder that others can write in is refused, but where the user named it. */
static void stateTrustsNobody(void **state)
{
    (void)state;
    struct stateFile file;
    char name[sizeof folder + 8];
    setenv("XDG_STATE_HOME", folder, 1);
    assert_int_equal(mkdir("poolsim", 0700), 0);
    stateInit(&file, NAME);
    assertOpens(&file, true);
    fails("fstat", 0, EIO);
    assertOpens(&file, false);
    nothingFails();
    assert_int_equal(chmod("poolsim", 0777), 0);
    assertOpens(&file, false);
    stateReplace(&file, spanOf("new"));
    assertHolds("poolsim/file", "");
    stateRelease(&file);
    snprintf(name, sizeof name, "%s/file", "poolsim");
    stateInitNamed(&file, name);
    assertOpens(&file, true);
    stateRelease(&file);
}

static void stateIsAPlainFileOfOurs(void **state)
{
    (void)state;
    struct stateFile file;
    stateInitNamed(&file, NAME);
    assert_int_equal(stateLook(&file), -1); /* it is not made to be looked at */
    assert_int_equal(countNames(), 0);
    put(NAME, "old");
    assert_int_equal(chmod(NAME, 0644), 0);
    assertOpens(&file, true);
    assert_int_equal(link(NAME, OTHER), 0);
    assertOpens(&file, false);
    assert_int_equal(unlink(NAME), 0);
    assert_int_equal(symlink(OTHER, NAME), 0);
    assertOpens(&file, false);
    assert_int_equal(unlink(NAME), 0);
    assert_int_equal(mkfifo(NAME, 0600), 0);
    assertOpens(&file, false);
    assert_int_equal(unlink(NAME), 0);
    static const char *const calls[] = {"fstat", "fchmod", "flock"};
    for (size_t i = 0; i < COUNT(calls); i++) {
        fails(calls[i], 0, EIO);
        assertOpens(&file, false);
    }
    stateRelease(&file);
}

/* Another shell puts a new file in the place of the one that was just opened: it is opened then. */
static void stateIsTheOneWithTheName(void **state)
{
    (void)state;
    struct stateFile file;
    char held[8] = "";
    put(NAME, "old");
    put(OTHER, "new");
    stateInitNamed(&file, NAME);
    fails("flock", 0, 0);
    failing.swaps = true;
    const int opened = stateOpen(&file);
    assert_int_equal(read(opened, held, sizeof held), 3);
    assert_string_equal(held, "new");
    close(opened);
    stateRelease(&file);
}

static void stateIsReplacedAsAWhole(void **state)
{
    (void)state;
    struct stateFile file;
    stateInitNamed(&file, NAME);
    put(NAME, "old");
    static const char *const calls[] = {"write", "close", "renameat"};
    for (size_t i = 0; i < COUNT(calls); i++) {
        fails(calls[i], 0, ENOSPC);
        stateReplace(&file, spanOf("new"));
        nothingFails();
        assertHolds(NAME, "old");
        assert_int_equal(countNames(), 1);
    }
    stateReplace(&file, spanOf("new"));
    assertHolds(NAME, "new");
    assert_int_equal(countNames(), 1);
    char beside[32];
    snprintf(beside, sizeof beside, "%s.%ld.new", NAME, (long)getpid());
    put(beside, "somebody else's");
    stateReplace(&file, spanOf("newer"));
    assertHolds(NAME, "new");
    assertHolds(beside, "somebody else's");
    stateRelease(&file);
}

/* --- what is kept in such files --------------------------------------------------------------- */

static void assertKeeps(const char *lesson, size_t screen, bool isDone, const char *kept)
{
    lessonsKeep(lesson, screen, isDone);
    assertHolds("poolsim/lessons", kept);
}

/* How far a learner is: never less far than before; of what can't be read, from the beginning. */
static void progressIsNotLost(void **state)
{
    (void)state;
    setenv("XDG_STATE_HOME", folder, 1);
    assertKeeps("a", 3, false, "a 3\n");
    assertKeeps("b", 1, true, "a 3\nb done\n");
    assertKeeps("a", 2, false, "b done\na 3\n");
    assertKeeps("b", 2, false, "a 3\nb done\n");
    assertKeeps("a", 4, false, "b done\na 4\n");
    put("poolsim/lessons", "a\n\n 7\nb  9999\nc 10000\nd none\ne done");
    assertKeeps("f", 1, false, "a 0\nb 9999\nc 0\nd 0\ne done\nf 1\n");
    fails("write", 0, ENOSPC);
    assertKeeps("g", 1, false, "a 0\nb 9999\nc 0\nd 0\ne done\nf 1\n");
}

static void assertLines(const char *const *lines, int count)
{
    historyLoad();
    assert_int_equal(history_length, count);
    for (int i = 0; i < count; i++)
        assert_string_equal(history_get(history_base + i)->line, lines[i]);
    historyRelease();
    clear_history();
}

/* What was typed: lines that can be shown, and each new one whole or not at all. */
static void historyIsOfWholeLines(void **state)
{
    (void)state;
    static const char *const lines[] = {"alloc a", "free a", "stats", "show"};
    setenv("POOLSIM_HISTORY", NAME, 1);
    put(NAME, "alloc a\n\nalloc \x01\nfree a"); /* another program left out the newline */
    assertLines(lines, 2);
    historyLoad();
    fails("write", 0, ENOSPC);
    historyAdd("freeall");
    nothingFails();
    crumbs = true; /* none of it is written, and a part */
    historyAdd("alloc");
    historyAdd("free");
    crumbs = false;
    assertHolds(NAME, "alloc a\n\nalloc \x01\nfree a");
    historyAdd("stats");
    historyAdd("stats");
    historyAdd("");
    historyAdd("st\x01");
    historyAdd("show");
    historyRelease();
    clear_history();
    assertHolds(NAME, "alloc a\n\nalloc \x01\nfree a\nstats\nshow\n");
    assertLines(lines, 4);
}

/* Of a huge file its end is read, from the first line on that begins there. */
static void historyIsTheEndOfAHugeFile(void **state)
{
    (void)state;
    static const char *const lines[] = {"alloc a", "free a"};
    setenv("POOLSIM_HISTORY", NAME, 1);
    for (int hasLines = 0; hasLines < 2; hasLines++) {
        FILE *file = fopen(NAME, "w");
        assert_non_null(file);
        for (int i = 0; i < 3 << 20; i++)
            fputc('x', file);
        if (hasLines)
            fputs("\nalloc a\nfree a\n", file);
        assert_int_equal(fclose(file), 0);
        assertLines(lines, hasLines ? 2 : 0);
        assertHolds(NAME, hasLines ? "alloc a\nfree a\n" : ""); /* and it is cut */
    }
}

#define TEST_HERE(words, function)                                                                 \
    {                                                                                              \
        words, function, enter, leave, NULL                                                        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_HERE("a name is the user's, with the home for a ~", namesAreThoseOfTheUser),
        TEST_HERE("what can't be read is not opened", opensWhatCanBeRead),
        TEST_HERE("a file is saved as a whole, or not at all", savesAllOrNothing),
        TEST_HERE("a file is saved whole, also in pieces", savesInPieces),
        TEST_HERE("a link is saved through, a device and a folder stay", savesIntoWhatIsThere),
        TEST_HERE("state lies in the folder for state", stateIsWhereTheUserWantsIt),
        TEST_HERE("state lies where it was named", namedStateIsSplit),
        TEST_HERE("no state is in a folder that others can write in", stateTrustsNobody),
        TEST_HERE("state is a regular file of the user's alone", stateIsAPlainFileOfOurs),
        TEST_HERE("state is the file that has its name once it is locked",
                  stateIsTheOneWithTheName),
        TEST_HERE("state is replaced as a whole, or stays", stateIsReplacedAsAWhole),
        TEST_HERE("a learner is never less far than before", progressIsNotLost),
        TEST_HERE("the history is of whole lines that can be shown", historyIsOfWholeLines),
        TEST_HERE("of a huge history the end is read", historyIsTheEndOfAHugeFile),
    };
    return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
