/*
 * plain.h - the plainest lines of the language, `alloc NAME`, `alloc NAME BYTES`, `free NAME`, read
 * many at a time: of these are the traces that programs write. A replay that nobody watches reads
 * them so, and all other lines, faulty ones among them, with parse.h.
 *
 * Rule: a line that is read here means to parse.h the same one command.
 */
#ifndef LANG_PLAIN_H
#define LANG_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/name.h"
#include "base/span.h"

/* The most that anybody reads at a time. */
#define PLAIN_LINES 64

struct plain {
    struct name name;
    const char *end; /* behind the newline */
    uint64_t size;
    bool isFree;
    bool hasSize; /* alloc: `size` was given */
};

/*
 * The whole lines at the beginning of `text`, up to the first that is not plain and at most `most`;
 * how many there are. They point into the text.
 */
size_t plainRead(struct span text, struct plain *lines, size_t most);

#endif
