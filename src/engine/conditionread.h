/*
 * conditionread.h - reads a condition (condition.h) from text, and says what is wrong with what is
 * none. The shell calls it for the lines of break, tbreak, until and back until.
 *
 *   condition    part, or several with `and`, `or` between; `and` binds closer
 *   part         not PART | (CONDITION) | touches CHUNK | OPERAND OP OPERAND
 *   OP           == != < <= > >=; of a word, a place or NULL only == and !=
 *   OPERAND      a figure (figure.h), step, line, or a number; op, outcome, path, handle against a
 *                word; freed also against a place BLOCK:CHUNK or NULL
 *   CHUNK        a place, a handle, or an address inside of it
 *
 * Rule: whatever the bytes are, the result is a condition or one fault that lies in the text; a
 * condition that was read keeps to the bounds of condition.h, and conditionHolds may be asked.
 */
#ifndef ENGINE_CONDITIONREAD_H
#define ENGINE_CONDITIONREAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/span.h"
#include "engine/condition.h"

/* Parentheses and nots inside of one another. */
#define CONDITION_NESTING_MAX 16

/* What is wrong, and where: bytes `at` to `at + bytes` of the text; none, at its end. */
struct conditionFault {
    size_t at;
    size_t bytes;
    struct buffer message; /* of the caller's: initialized, appended to */
};

/* Reads `text`, all of it. False, with *fault filled and *condition of no use, if it is none. */
bool conditionParse(struct condition *condition, struct span text, struct conditionFault *fault);

/* For completion: every name and every keyword. */
size_t conditionWordCount(void);
const char *conditionWord(size_t index);

/*
 * And for the word behind `text`: the name that it is compared with, by == or !=; `handle` also
 * behind touches; WORD_NAMES where it is none of these.
 */
enum wordName conditionCompares(struct span text);

#endif
