/*
 * expect.h - what a trace can expect of the state that it has reached: the table of the words
 * behind `expect`, and the form of what stands behind each. Whether it holds, the engine says.
 */
#ifndef LANG_EXPECT_H
#define LANG_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum expectForm {
    EXPECT_CHUNK,   /* a chunk: a handle, a place, an address, or NULL */
    EXPECT_CHUNKS,  /* any number of chunks                            */
    EXPECT_PLACE,   /* a handle, and a place or an address             */
    EXPECT_OUTCOME, /* an outcome's name                               */
    EXPECT_COUNT    /* a number                                        */
};

struct expectRow {
    const char *name;
    enum expectForm form;
};

/* The words: head, list, next, place, outcome, and every count of `stats`. */
#define EXPECT_ROWS 29
extern const struct expectRow expectTable[EXPECT_ROWS];
const char *expectName(size_t index);

/*
 * Is `operands` of the form that row `index` asks for? NULL if so; else what is wrong, in words,
 * and *at the word that is (empty, at the end, where one is missing).
 */
const char *expectFault(size_t index, struct span operands, struct span *at);

#endif
