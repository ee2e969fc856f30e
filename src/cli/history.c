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

#include "base/glyph.h"

/* A file that has grown beyond this many bytes is cut when a shell opens. */
#define HISTORY_BYTES_MAX ((off_t)128 << 10)

/* And of a file that somebody else made huge, only this much is looked at. */
#define HISTORY_READ_BYTES ((off_t)1 << 20)

static char *folderName, *baseName; /* of the folder, and of the file in it; NULL: no history */
static bool folderIsOurs;           /* not one that was named: it must be as we would make it */

/* --- the file --------------------------------------------------------------------------------- */

/*
 * Makes the folders of `name` that begin behind byte `from`, with mode 0700, as the XDG base
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
    folderIsOurs = given == NULL;
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

/* The names of the folder and of the file in it. */
static void splitName(const char *name)
{
    const char *slash = strrchr(name, '/');
    folderName = slash == NULL   ? strdup(".")
                 : slash == name ? strdup("/")
                                 : strndup(name, (size_t)(slash - name));
    baseName = strdup(slash != NULL ? slash + 1 : name);
}

/* The folder, for openat; -1 where somebody else could have put something else in its place. */
static int openFolder(void)
{
    const int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | (folderIsOurs ? O_NOFOLLOW : 0);
    const int folder = open(folderName, flags);
    struct stat about;
    if (folder < 0 || !folderIsOurs)
        return folder;
    if (fstat(folder, &about) == 0 && about.st_uid == geteuid() && (about.st_mode & S_IWOTH) == 0)
        return folder;
    close(folder);
    return -1;
}

/* Is it a regular file of ours, with no other name? Nobody else reads it from now on. */
static bool isFit(int file, struct stat *opened)
{
    return fstat(file, opened) == 0 && S_ISREG(opened->st_mode) && opened->st_uid == geteuid() &&
           opened->st_nlink <= 1 && fchmod(file, 0600) == 0;
}

/* Opens the file and locks it; -1 where it is not fit. */
static int openLockedIn(int folder)
{
    for (;;) {
        const int flags =
            O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
        const int file = openat(folder, baseName, flags, 0600);
        struct stat opened, named;
        if (file < 0)
            return -1;
        if (!isFit(file, &opened) || flock(file, LOCK_EX) != 0) {
            close(file);
            return -1;
        }
        if (fstatat(folder, baseName, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            named.st_ino == opened.st_ino && named.st_dev == opened.st_dev)
            return file;
        close(file); /* another shell has put a shorter one in its place: that one, then */
    }
}

static int openLocked(void)
{
    const int folder = folderName != NULL && baseName != NULL ? openFolder() : -1;
    const int file = folder >= 0 ? openLockedIn(folder) : -1;
    if (folder >= 0)
        close(folder);
    return file;
}

/* Puts a file with `text` in place of the history, all or nothing; the lock keeps others waiting.
 */
static void replaceWith(struct span text)
{
    char *beside = NULL;
    const int folder = openFolder();
    if (folder < 0)
        return;
    if (asprintf(&beside, "%s.%ld.new", baseName, (long)getpid()) >= 0) {
        const int file = openat(folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        bool good = file >= 0 && write(file, text.text, text.bytes) == (ssize_t)text.bytes;
        good = file >= 0 && close(file) == 0 && good;
        if (file >= 0 && (!good || renameat(folder, beside, folder, baseName) != 0))
            unlinkat(folder, beside, 0);
        free(beside);
    }
    close(folder);
}

/* --- its lines -------------------------------------------------------------------------------- */

/* The last lines of `text`; of its beginning, where that is none of a line, nothing. */
static struct span lastLines(struct span text, bool isWhole, size_t lines)
{
    const char *at = text.text + text.bytes;
    while (at > text.text) {
        if (at < text.text + text.bytes && at[-1] == '\n' && --lines == 0)
            break;
        at--;
    }
    if (at == text.text && !isWhole) {
        const char *newline = memchr(at, '\n', text.bytes);
        at = newline != NULL ? newline + 1 : text.text + text.bytes;
    }
    return (struct span){at, (size_t)(text.text + text.bytes - at)};
}

/* Lines into readline's list, which shows them: only what can be shown. A NUL ends the text. */
static void addLines(struct span text)
{
    char *line = (char *)text.text;
    for (char *const end = line + text.bytes; line < end;) {
        char *newline = memchr(line, '\n', (size_t)(end - line));
        if (newline == NULL)
            newline = end;
        *newline = '\0';
        if (newline > line && glyphsOnly((struct span){line, (size_t)(newline - line)}))
            add_history(line);
        line = newline + 1;
    }
}

/* Reads the end of the file, and cuts it where it has grown long. */
static void loadFrom(int file)
{
    const off_t end = lseek(file, 0, SEEK_END);
    const off_t start = end > HISTORY_READ_BYTES ? end - HISTORY_READ_BYTES : 0;
    char *text = calloc(1, (size_t)(end - start) + 1);
    const ssize_t bytes = text != NULL ? pread(file, text, (size_t)(end - start), start) : -1;
    if (bytes > 0) {
        const struct span last =
            lastLines((struct span){text, (size_t)bytes}, start == 0, HISTORY_LINES);
        if (end > HISTORY_BYTES_MAX)
            replaceWith(last);
        addLines(last);
    }
    free(text);
}

void historyLoad(void)
{
    using_history();
    stifle_history(HISTORY_LINES);
    char *name = chooseName();
    if (name != NULL)
        splitName(name);
    free(name);
    const int file = openLocked();
    if (file < 0) {
        historyRelease();
        return;
    }
    loadFrom(file);
    close(file);
}

/* Behind the last line; that of somebody else may lack its newline. A part of it is none. */
static void append(int file, const char *line)
{
    char last = '\n', *text = NULL;
    const off_t end = lseek(file, 0, SEEK_END);
    if (end > 0)
        (void)!pread(file, &last, 1, end - 1);
    const int bytes = asprintf(&text, "%s%s\n", last == '\n' ? "" : "\n", line);
    if (bytes < 0)
        return;
    if (write(file, text, (size_t)bytes) != bytes && end >= 0)
        (void)!ftruncate(file, end); /* no history is worth a message at every line */
    free(text);
}

void historyAdd(const char *line)
{
    HIST_ENTRY *before = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (line[0] == '\0' || (before != NULL && strcmp(before->line, line) == 0) ||
        !glyphsOnly(spanOf(line)))
        return;
    add_history(line);
    const int file = openLocked();
    if (file < 0)
        return;
    append(file, line);
    close(file);
}

void historyRelease(void)
{
    free(folderName);
    free(baseName);
    folderName = baseName = NULL;
}
