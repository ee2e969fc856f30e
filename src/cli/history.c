#include "cli/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <readline/history.h>

/* A file that has grown beyond this many bytes is cut when a shell opens. */
#define HISTORY_BYTES_MAX ((off_t)128 << 10)

/* And of a file that somebody else made huge, only this much is looked at. */
#define HISTORY_READ_BYTES ((off_t)1 << 20)

static char *historyName; /* NULL: no history */

/*
 * Makes the folders above `name` that begin behind byte `from`, with mode 0700, as the XDG base
 * directory specification wants them. A home that is missing is not ours to make.
 */
static void makeFolders(char *name, size_t from)
{
    for (char *slash = strchr(name + from + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(name, 0700); /* where it fails, opening the file will too */
        *slash = '/';
    }
}

/* The file's name; NULL where there is to be none. */
static char *chooseName(void)
{
    const char *given = secure_getenv("POOLSIM_HISTORY");
    const char *state = secure_getenv("XDG_STATE_HOME");
    const char *home = secure_getenv("HOME");
    char *name = NULL;
    int bytes = -1;
    size_t from = 0;
    if (given != NULL)
        return given[0] != '\0' ? strdup(given) : NULL;
    if (state != NULL &&
        state[0] == '/') { /* the specification: ignore it where it is not absolute */
        bytes = asprintf(&name, "%s/poolsim/history", state);
    } else if (home != NULL && home[0] == '/') {
        bytes = asprintf(&name, "%s/.local/state/poolsim/history", home);
        from = strlen(home);
    }
    if (bytes < 0)
        return NULL;
    makeFolders(name, from);
    return name;
}

/* Opens it and locks it; -1 where it is no regular file of ours. */
static int openLocked(void)
{
    for (;;) {
        const int flags =
            O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
        int file = open(historyName, flags, 0600);
        struct stat opened, named;
        if (file < 0)
            return -1;
        if (fstat(file, &opened) != 0 || !S_ISREG(opened.st_mode) || fchmod(file, 0600) != 0 ||
            flock(file, LOCK_EX) != 0) {
            close(file);
            return -1;
        }
        if (lstat(historyName, &named) == 0 && named.st_ino == opened.st_ino &&
            named.st_dev == opened.st_dev)
            return file;
        close(file); /* another shell has put a shorter one in its place: that one, then */
    }
}

/* The last lines of `text`: where they begin. */
static char *lastLines(char *text, size_t bytes, int lines)
{
    char *at = text + bytes;
    while (at > text) {
        if (at < text + bytes && at[-1] == '\n' && --lines == 0)
            break;
        at--;
    }
    return at;
}

/* Puts a file with `text` in place of the history, all or nothing; the lock keeps others waiting.
 */
static void replaceWith(const char *text, size_t bytes)
{
    char *beside = NULL;
    if (asprintf(&beside, "%s.%ld.new", historyName, (long)getpid()) < 0)
        return;
    int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        bool good = write(file, text, bytes) == (ssize_t)bytes;
        good = close(file) == 0 && good;
        if (!good || rename(beside, historyName) != 0)
            unlink(beside);
    }
    free(beside);
}

/* Lines into readline's list, up to a NUL byte. */
static void addLines(char *text)
{
    for (char *line = strsep(&text, "\n"); line != NULL; line = strsep(&text, "\n"))
        if (line[0] != '\0')
            add_history(line);
}

void historyLoad(void)
{
    using_history();
    stifle_history(HISTORY_LINES);
    historyName = chooseName();
    if (historyName == NULL)
        return;
    int file = openLocked();
    if (file < 0) {
        historyRelease();
        return;
    }
    off_t end = lseek(file, 0, SEEK_END);
    off_t start = end > HISTORY_READ_BYTES ? end - HISTORY_READ_BYTES : 0;
    char *text = calloc(1, (size_t)(end - start) + 1);
    ssize_t bytes = text != NULL ? pread(file, text, (size_t)(end - start), start) : -1;
    if (bytes > 0) {
        char *last = lastLines(text, (size_t)bytes, HISTORY_LINES);
        if (end > HISTORY_BYTES_MAX)
            replaceWith(last, (size_t)(text + bytes - last));
        addLines(last);
    }
    free(text);
    close(file);
}

void historyAdd(const char *line)
{
    HIST_ENTRY *before = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (line[0] == '\0' || (before != NULL && strcmp(before->line, line) == 0))
        return;
    add_history(line);
    int file = historyName != NULL ? openLocked() : -1;
    if (file < 0)
        return;
    char last = '\n', *text = NULL;
    const off_t end = lseek(file, 0, SEEK_END);
    if (end > 0)
        (void)!pread(file, &last, 1, end - 1);
    /* somebody else's last line may lack its newline */
    int bytes = asprintf(&text, "%s%s\n", last == '\n' ? "" : "\n", line);
    if (bytes >= 0) {
        (void)!write(file, text, (size_t)bytes); /* no history is worth a message at every line */
        free(text);
    }
    close(file);
}

void historyRelease(void)
{
    free(historyName);
    historyName = NULL;
}
