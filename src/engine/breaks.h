/*
 * breaks.h - the breaks and watches of a run: after which steps it is to stop. A break waits for a
 * condition (condition.h), a tbreak does so once, a watch for a figure to change. The shell asks
 * after each step; whether anything stops, it decides.
 *
 * Rule: numbers count from 1 and are never used twice. Without breaks a step costs one comparison.
 */
#ifndef ENGINE_BREAKS_H
#define ENGINE_BREAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"
#include "engine/condition.h"
#include "engine/figure.h"
#include "engine/session.h"
#include "view/event.h"

enum breakKind { BREAK_ALWAYS, BREAK_ONCE, BREAK_WATCH };

struct breakPoint {
    uint64_t number;
    enum breakKind kind;
    char *text;                 /* as it was given, ended by a NUL             */
    struct condition condition; /* of a break                                 */
    size_t figure;              /* of a watch, as figureFind says               */
    struct figureValue value;   /* of the figure, after the step before         */
    uint64_t hits;
};

struct breaks {
    struct breakPoint *points; /* in the order of their numbers */
    size_t count, capacity;
    uint64_t lastNumber;
};

void breaksInit(struct breaks *b);
void breaksRelease(struct breaks *b);

/* A further one; `text` is the condition's. Returns its number, or 0 without memory. */
uint64_t breaksAdd(struct breaks *b, enum breakKind kind, struct span text,
                   const struct condition *condition);

/* The same for a watch; `text` is the name of the figure. */
uint64_t breaksWatch(struct breaks *b, const struct session *s, struct span text, size_t figure);

/* False where there is no such number. */
bool breaksDelete(struct breaks *b, uint64_t number);
void breaksDeleteAll(struct breaks *b);

/*
 * After a step: is any of them hit? Counts it, and appends a line, with its newline, for each:
 * `break 1: path == new-block`, `watch 2: freed 0x10000040 -> 0x10000000`.
 */
bool breaksMeet(struct breaks *b, const struct session *s, const struct event *event,
                struct buffer *out);

/* After a jump: what watches compare with is what is there now. */
void breaksRefresh(struct breaks *b, const struct session *s);

/* break, tbreak or watch. */
const char *breakKindName(enum breakKind kind);

#endif
