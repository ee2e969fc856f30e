#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <readline/tilde.h>

#include "cli/terminal.h"

char *filesName(struct span name)
{
    if (memchr(name.text, '\0', name.bytes) != NULL)
        return NULL;
    char *text = strndup(name.text, name.bytes);
    if (text == NULL || text[0] != '~')
        return text;
    char *expanded = tilde_expand(text);
    free(text);
    return expanded;
}

bool filesIsRegular(const char *name)
{
    struct stat about;
    return stat(name, &about) == 0 && S_ISREG(about.st_mode);
}

/* Why an open file can't be read; 0 where it can. */
static int whyUnreadable(int file)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return errno;
    if (S_ISDIR(about.st_mode))
        return EISDIR;
    /* of a FIFO: until something was written into it */
    const int reason = S_ISFIFO(about.st_mode) ? terminalAwait(file) : 0;
    return reason != 0 || fcntl(file, F_SETFL, 0) == 0 ? reason
                                                       : errno; /* reads wait from now on */
}

int filesOpen(const char *name)
{
    if (strcmp(name, "-") == 0)
        return STDIN_FILENO;
    const int file = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    const int reason = file >= 0 ? whyUnreadable(file) : 0;
    if (reason == 0)
        return file;
    close(file);
    errno = reason;
    return -1;
}

/* Writes and closes; false and errno. */
static bool writeAndClose(int file, struct span text)
{
    bool good = true;
    while (good && text.bytes > 0) {
        ssize_t written = write(file, text.text, text.bytes);
        if (written >= 0) {
            text.text += written;
            text.bytes -= (size_t)written;
        } else {
            good = errno == EINTR;
        }
    }
    const int reason = errno;
    if (close(file) != 0)
        return false;
    errno = reason;
    return good;
}

/* A file that must not exist yet; where writing fails, it does not exist afterwards. */
static bool writeNew(const char *name, struct span text)
{
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return false;
    if (writeAndClose(file, text))
        return true;
    const int reason = errno;
    unlink(name);
    errno = reason;
    return false;
}

/* A regular file is replaced in one move by a new one that is written beside it. */
static bool replaceFile(const char *name, struct span text)
{
    char *beside = NULL;
    if (asprintf(&beside, "%s.%ld.new", name, (long)getpid()) < 0)
        return false;
    bool good = writeNew(beside, text);
    if (good && rename(beside, name) != 0) {
        const int reason = errno;
        unlink(beside);
        errno = reason;
        good = false;
    }
    free(beside);
    return good;
}

bool filesSave(const char *name, bool force, struct span text)
{
    struct stat about;
    if (!force || (lstat(name, &about) != 0 && errno == ENOENT))
        return writeNew(name, text);
    if (lstat(name, &about) == 0 && S_ISREG(about.st_mode))
        return replaceFile(name, text);
    int file = open(name, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY); /* a device, a link, a pipe */
    return file >= 0 && writeAndClose(file, text);
}
