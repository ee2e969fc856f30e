/*
 * trace.h - a whole trace in memory, and a needle on it: between which two commands one is. The
 * needle moves on command by command, and back to behind any step at once. The trace is text in the
 * language; one that was imported has been turned into it, and its lines keep their old numbers.
 *
 * Rule: `passed` counts the steps before the needle. A line with a fault is not entered.
 */
#ifndef LANG_TRACE_H
#define LANG_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "lang/command.h"
#include "lang/parse.h"

/* Where a line begins, and how many steps lie before it. */
struct traceMark {
    size_t at;
    uint64_t index;
    uint64_t passed;
};

struct trace {
    struct buffer text;      /* of all lines, each with a newline at its end            */
    uint64_t *numbers;       /* of its lines, where these are not 1, 2, 3, ...; or NULL */
    size_t numberCapacity;   /* that there is room for                                  */
    uint64_t lineCount;      /* of its lines                                            */
    struct traceMark line;   /* the line that the needle is in, or at the beginning of  */
    struct parser parser;    /* of that line, once it was entered                       */
    bool isEntered;          /* some of its commands lie before the needle              */
    uint64_t passed;         /* steps before the needle                                 */
    struct traceMark *marks; /* lines at distances, so that going back is short         */
    size_t markCount, markCapacity;
};

void traceInit(struct trace *trace);
void traceRelease(struct trace *trace);

/*
 * Adds a line at the end; `number` is the one it has in its file, `isOdd` where this can't be told
 * by counting. False without memory. The needle must be at the beginning.
 */
bool traceAddLine(struct trace *trace, struct span line, uint64_t number, bool isOdd);

/* Is the command an action on the pool? */
bool traceIsStep(const struct command *command);

/*
 * The next command, and moves the needle behind it. PARSED_END at the end of the trace, or at a
 * quit; PARSED_ERROR at a line with a fault: of both, it stays in front.
 */
enum parsed traceNext(struct trace *trace, struct command *command, struct parseError *error);

/* The next command, if there is one in this line or below; the needle stays. */
enum parsed tracePeek(const struct trace *trace, struct command *command);

/* Moves the needle to right behind step `passed` of the trace, or to its beginning. */
void traceSeek(struct trace *trace, uint64_t passed);

/* Line `index`, from 0, its number, and its text; false behind the last. */
bool traceLineAt(const struct trace *trace, uint64_t index, uint64_t *number, struct span *text);

/* The index of the line that the next command stands in; lineCount where there is none. */
uint64_t traceNextIndex(const struct trace *trace);

/* The line that the needle is in. */
struct span traceLine(const struct trace *trace);

#endif
