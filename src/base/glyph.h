/*
 * glyph.h - which characters of text from outside a terminal may be shown as they are: those that
 * are seen. Controls of all kinds, what turns the direction of the writing, and bytes that are no
 * character in this locale are not among them. Asked by whoever shows more than ASCII; what is none
 * is escaped (buffer.h), or left out.
 */
#ifndef BASE_GLYPH_H
#define BASE_GLYPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* The bytes of the character that `text` begins with, and the columns that it takes; 0 for none. */
size_t glyphAt(struct span text, size_t *columns);

/* Is all of the text characters that are seen, and tabs? */
bool glyphsOnly(struct span text);

#endif
