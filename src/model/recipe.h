/*
 * recipe.h - which allocator to make, and with which parameters: `pool 32 4`, `heap fit=best`. The
 * words are read against the table of kinds (model.h) and the table of parameters that each kind
 * has; the session and the comparison make allocators of recipes, and nothing else.
 */
#ifndef MODEL_RECIPE_H
#define MODEL_RECIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"

/* The most parameters that a kind can have. */
#define RECIPE_VALUES 12

struct modelKind;

/* NAME=VALUE of a kind: a number, or one of some words. */
struct parameter {
    const char *name;
    const char *meaning;      /* in words, in lower case                              */
    const char *const *words; /* ended by NULL; NULL where it is a number             */
    uint64_t least, most;     /* of a number                                          */
    uint64_t usual;           /* where it is left out: a number, or a word's index    */
};

struct recipe {
    const struct modelKind *kind;
    uint32_t chunkSize;             /* bytes; of kinds with chunks                    */
    uint32_t blockSize;             /* chunks, at least 1; of kinds with chunks       */
    unsigned guards;                /* of guard.h; of the kind pool                   */
    uint64_t values[RECIPE_VALUES]; /* of the kind's parameters, in their order       */
};

/* What is wrong, and where: bytes `at` to `at + bytes` of the text; none, at its end. */
struct recipeFault {
    size_t at, bytes;
    struct buffer message; /* of the caller's: initialized, appended to */
};

/* Reads `KIND [CHUNK_SIZE BLOCK_SIZE] [NAME=VALUE] ...`; false, with *fault, if it is none. */
bool recipeRead(struct recipe *recipe, struct span text, struct recipeFault *fault);

/* The same text again, without the parameters that are as usual. */
void recipeAppend(const struct recipe *recipe, struct buffer *out);

/* A pool of pool.h. */
struct recipe recipePool(uint32_t chunkSize, uint32_t blockSize, unsigned guards);

/* For completion: the names of kinds, and `NAME=` of all their parameters. */
size_t recipeWordCount(void);
const char *recipeWord(size_t index);

#endif
