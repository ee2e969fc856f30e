/*
 * entered.h - the commands of the loaded trace that make several steps (source, random), as far as
 * they were run: which steps came of each. Such a command is run whole; so who goes back into its
 * steps must not run it again from its beginning, and who goes back in front of it must. Kept by
 * driver.c, asked by needle.c.
 *
 * Rule: in the order of their steps; each made one step at least.
 */
#ifndef CLI_ENTERED_H
#define CLI_ENTERED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entered {
    uint64_t line; /* of the command in the trace */
    uint32_t column;
    uint64_t passed;     /* steps of the trace itself before it                   */
    uint64_t before, to; /* its steps are those behind step `before`, up to `to`  */
    bool endedByRefusal; /* by step `to`, whose outcome was not expected          */
};

struct enteredList {
    struct entered *all;
    size_t count, capacity;
    size_t needleAt; /* the needle stands behind this one, from 1; 0 for none */
};

void enteredRelease(struct enteredList *list);

/* The steps behind step `step` are no more: forgets the commands, or what came of them then. */
void enteredDrop(struct enteredList *list, uint64_t step);

/* One more; without memory for it, nothing is known of it. */
void enteredAdd(struct enteredList *list, const struct entered *one);

/* The number, from 1, of the last one with a step that is not behind step `step`; 0 for none. */
size_t enteredAt(const struct enteredList *list, uint64_t step);

#endif
