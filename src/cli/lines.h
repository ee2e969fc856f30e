/*
 * lines.h - the lines of a file, a pipe or a text in memory, one after the other, in bounded
 * memory. A line may hold any byte, NUL included.
 */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* A longer line is an error: what is read must be bounded. */
#define LINE_BYTES_MAX ((size_t)16 << 20)

/* How much of a file's beginning linesHead looks at. */
#define LINES_HEAD_BYTES 4096

enum linesResult { LINES_LINE, LINES_END, LINES_TOO_LONG, LINES_FAILED };

struct lines {
    int file;     /* -1 for a text in memory                           */
    char *buffer; /* what was read and not yet handed out is from..to  */
    size_t capacity;
    size_t from, to;
    bool ended;      /* there is nothing more to read                     */
    uint64_t number; /* of the last line handed out, from 1               */
    int error;       /* errno, after LINES_FAILED                         */
};

/* Lines of an open file, which stays the caller's. */
void linesInit(struct lines *lines, int file);

/* Lines of a text; false without memory. */
bool linesInitText(struct lines *lines, struct span text);
void linesRelease(struct lines *lines);

/*
 * The first bytes of the file, read ahead: LINES_HEAD_BYTES at most, no more than are `enough`.
 * `stop` is &terminalInterrupted where a Ctrl-C ends the reading, also one that comes just before a
 * read that would wait; else NULL.
 */
struct span linesHead(struct lines *lines, const volatile int *stop,
                      bool (*enough)(struct span head));

/*
 * The next line, without its newline; it lives until the next call. *ended: was there a newline
 * behind it? A read that a signal interrupts is begun again, unless *stop is set by then:
 * LINES_END.
 */
enum linesResult linesNext(struct lines *lines, const volatile int *stop, struct span *line,
                           bool *ended);

/* What was read and not yet handed out: for who reads several lines at once. */
struct span linesAhead(const struct lines *lines);

/* Hands out so many bytes of it, which are so many whole lines. */
void linesSkip(struct lines *lines, size_t bytes, uint64_t count);

#endif
