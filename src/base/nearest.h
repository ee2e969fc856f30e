/*
 * nearest.h - "did you mean": the word of a list that a mistyped word is nearest to. Used for
 * verbs, for their operands and for options.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/span.h"

/* Words longer than this are near to nothing. */
#define NEAREST_WORD_BYTES_MAX 24

/*
 * How many letters must be changed, left out, put in or swapped with their neighbour to make `a` of
 * `b` (restricted Damerau-Levenshtein distance; Damerau, Communications of the ACM 7 (3), 1964).
 * Words over NEAREST_WORD_BYTES_MAX bytes are farther than any others.
 */
size_t nearestDistance(struct span a, struct span b);

/*
 * Keeps the nearest word so far: takes `candidate` into *best where its distance to `word` is less
 * than *distance. To begin with, *distance is nearestLimit(word) + 1 and *best NULL. In a word of
 * up to five letters two may be wrong, but not its first: next is not set.
 */
void nearestOffer(struct span word, const char *candidate, const char **best, size_t *distance);

/* The most letters that may be wrong in a word of this length for a guess to make sense. */
size_t nearestLimit(struct span word);

#endif
