/*
 * word.h - what a word of the language can be, besides a number (base/number.h): a handle, a place.
 * Used by the parser, by the options and by whoever reads words again.
 */
#ifndef LANG_WORD_H
#define LANG_WORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/number.h"
#include "base/span.h"
#include "lang/command.h"

bool wordIsBlank(char byte);
bool wordIsDigit(char byte);

/* Is it a handle: a letter or _, then letters, digits and _, at most HANDLE_BYTES_MAX bytes? */
bool wordIsHandle(struct span text);

/* Is it a place, BLOCK:CHUNK, both below 2^32? Then they are in *block and *chunk. */
bool wordIsPlace(struct span word, uint64_t *block, uint64_t *chunk);

/* The text without the blanks around it, carriage returns among them. */
struct span wordTrim(struct span text);

/* Takes the next word, and the blanks before it, off the front of *rest; empty at its end. */
struct span wordNext(struct span *rest);

#endif
