#include "cli/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/terminal.h"

#define READ_BYTES ((size_t)64 << 10)

void linesInit(struct lines *lines, int file)
{
    *lines = (struct lines){.file = file};
}

bool linesInitText(struct lines *lines, struct span text)
{
    *lines = (struct lines){.file = -1, .ended = true};
    lines->buffer = malloc(text.bytes + 1);
    if (lines->buffer == NULL)
        return false;
    memcpy(lines->buffer, text.text, text.bytes);
    lines->to = text.bytes;
    return true;
}

void linesRelease(struct lines *lines)
{
    free(lines->buffer);
    *lines = (struct lines){.file = -1, .ended = true};
}

/* Room behind `to`: what is left moves to the front, and the buffer doubles where it is full. */
static bool makeRoom(struct lines *lines)
{
    if (lines->from > 0) {
        memmove(lines->buffer, lines->buffer + lines->from, lines->to - lines->from);
        lines->to -= lines->from;
        lines->from = 0;
    }
    if (lines->to < lines->capacity)
        return true;
    size_t capacity = lines->capacity == 0 ? READ_BYTES : lines->capacity * 2;
    char *buffer = realloc(lines->buffer, capacity);
    if (buffer == NULL)
        return false;
    lines->buffer = buffer;
    lines->capacity = capacity;
    return true;
}

/* Reads once; false at the end, at an error (then `error` is set), or where it is to stop. */
static bool readMore(struct lines *lines, const volatile int *stop)
{
    if (lines->ended)
        return false;
    if (!makeRoom(lines)) {
        lines->error = ENOMEM;
        return false;
    }
    ssize_t bytes;
    do {
        if (stop != NULL && (terminalAwait(lines->file) == EINTR || *stop))
            return false;
        bytes = read(lines->file, lines->buffer + lines->to, lines->capacity - lines->to);
    } while (bytes < 0 && errno == EINTR);
    if (bytes < 0)
        lines->error = errno;
    lines->ended = bytes <= 0;
    lines->to += bytes > 0 ? (size_t)bytes : 0;
    return bytes > 0;
}

struct span linesHead(struct lines *lines, const volatile int *stop,
                      bool (*enough)(struct span head))
{
    struct span head = {NULL, 0};
    while (head.bytes < LINES_HEAD_BYTES && !(head.bytes > 0 && enough(head)) &&
           readMore(lines, stop)) {
        head = (struct span){lines->buffer + lines->from, lines->to - lines->from};
        head.bytes = head.bytes < LINES_HEAD_BYTES ? head.bytes : LINES_HEAD_BYTES;
    }
    return head;
}

/* Text editors of some systems begin a file with this mark; it says nothing. */
static void skipByteOrderMark(struct lines *lines)
{
    if (lines->number == 0 && lines->to - lines->from >= 3 &&
        memcmp(lines->buffer + lines->from, "\xef\xbb\xbf", 3) == 0)
        lines->from += 3;
}

enum linesResult linesNext(struct lines *lines, const volatile int *stop, struct span *line,
                           bool *ended)
{
    const char *newline = NULL;
    size_t searched = 0;
    for (;;) {
        skipByteOrderMark(lines);
        const size_t bytes = lines->to - lines->from;
        if (bytes > searched)
            newline = memchr(lines->buffer + lines->from + searched, '\n', bytes - searched);
        if (newline != NULL)
            break;
        if (bytes > LINE_BYTES_MAX) {
            lines->number++;
            return LINES_TOO_LONG;
        }
        searched = bytes;
        if (!readMore(lines, stop))
            break;
    }
    if (lines->error != 0)
        return LINES_FAILED;
    if ((newline == NULL && lines->from == lines->to) || (stop != NULL && *stop))
        return LINES_END;
    const char *start = lines->buffer + lines->from;
    *ended = newline != NULL;
    *line = (struct span){start, *ended ? (size_t)(newline - start) : lines->to - lines->from};
    lines->from += line->bytes + *ended;
    lines->number++;
    return LINES_LINE;
}

struct span linesAhead(const struct lines *lines)
{
    if (lines->buffer == NULL) /* before the first read */
        return (struct span){"", 0};
    return (struct span){lines->buffer + lines->from, lines->to - lines->from};
}

void linesSkip(struct lines *lines, size_t bytes, uint64_t count)
{
    lines->from += bytes;
    lines->number += count;
}
