#include "cli/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- names ------------------------------------------------------------------------------------ */

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

/* The names of the folder and of the file in it. */
static void splitName(struct stateFile *state, const char *name)
{
    const char *slash = strrchr(name, '/');
    state->folder = slash == NULL   ? strdup(".")
                    : slash == name ? strdup("/")
                                    : strndup(name, (size_t)(slash - name));
    state->base = strdup(slash != NULL ? slash + 1 : name);
}

void stateInitNamed(struct stateFile *state, const char *name)
{
    *state = (struct stateFile){.isNamed = true};
    splitName(state, name);
}

void stateInit(struct stateFile *state, const char *base)
{
    const char *folder = secure_getenv("XDG_STATE_HOME");
    const char *home = secure_getenv("HOME");
    char *name = NULL;
    int bytes = -1;
    size_t from = 0;
    *state = (struct stateFile){.isNamed = false};
    if (folder != NULL &&
        folder[0] == '/') { /* the specification: ignore it where it is not absolute */
        bytes = asprintf(&name, "%s/poolsim/%s", folder, base);
    } else if (home != NULL && home[0] == '/') {
        bytes = asprintf(&name, "%s/.local/state/poolsim/%s", home, base);
        from = strlen(home);
    }
    if (bytes < 0)
        return;
    makeFolders(name, from);
    splitName(state, name);
    free(name);
}

void stateRelease(struct stateFile *state)
{
    free(state->folder);
    free(state->base);
    *state = (struct stateFile){.isNamed = false};
}

/* --- the file --------------------------------------------------------------------------------- */

/* The folder, for openat; -1 where somebody else could have put something else in its place. */
static int openFolder(const struct stateFile *state)
{
    const int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | (state->isNamed ? 0 : O_NOFOLLOW);
    const int folder = open(state->folder, flags);
    struct stat about;
    if (folder < 0 || state->isNamed)
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

/* Opens the file, with `extra` flags, and locks it; -1 where it is not fit. */
static int openLockedIn(const struct stateFile *state, int folder, int extra)
{
    for (;;) {
        const int flags =
            O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | extra;
        const int file = openat(folder, state->base, flags, 0600);
        struct stat opened, named;
        if (file < 0)
            return -1;
        if (!isFit(file, &opened) || flock(file, LOCK_EX) != 0) {
            close(file);
            return -1;
        }
        if (fstatat(folder, state->base, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            named.st_ino == opened.st_ino && named.st_dev == opened.st_dev)
            return file;
        close(file); /* another shell has put a shorter one in its place: that one, then */
    }
}

static int openLocked(const struct stateFile *state, int extra)
{
    const int folder = state->folder != NULL && state->base != NULL ? openFolder(state) : -1;
    const int file = folder >= 0 ? openLockedIn(state, folder, extra) : -1;
    if (folder >= 0)
        close(folder);
    return file;
}

int stateOpen(const struct stateFile *state)
{
    return openLocked(state, O_CREAT);
}

int stateLook(const struct stateFile *state)
{
    return openLocked(state, 0);
}

void stateReplace(const struct stateFile *state, struct span text)
{
    char *beside = NULL;
    const int folder = openFolder(state);
    if (folder < 0)
        return;
    if (asprintf(&beside, "%s.%ld.new", state->base, (long)getpid()) >= 0) {
        const int file = openat(folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        bool good = file >= 0 && write(file, text.text, text.bytes) == (ssize_t)text.bytes;
        good = file >= 0 && close(file) == 0 && good;
        if (file >= 0 && (!good || renameat(folder, beside, folder, state->base) != 0))
            unlinkat(folder, beside, 0);
        free(beside);
    }
    close(folder);
}
