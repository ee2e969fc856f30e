/*
 * statement.h - the words of a statement, one after the other, and what is said of a word that does
 * not fit: for parse.c and operands.c alone.
 *
 * Rule: the parser stands at a word, or at the end of its statement; a fault lies in the line.
 */
#ifndef LANG_STATEMENT_H
#define LANG_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/span.h"
#include "lang/parse.h"

/* Is nothing left of the line, or of the statement? */
bool parserAtLineEnd(const struct parser *p);
bool parserAtEnd(const struct parser *p);

void parserSkipBlanks(struct parser *p);

/* The next word, and the blanks behind it; empty at the end of the statement. */
struct span parserWord(struct parser *p);

/* The command stands where the word does. */
void parserPutColumn(const struct parser *p, struct span word, struct command *command);

/* An error at `word`, its message begun with `problem`; more can be appended to the buffer
 * returned. */
struct buffer *parserFault(const struct parser *p, struct span word, const char *problem,
                           struct parseError *error);

/* The same, with the usage of the verb; returns false. */
bool parserFaultUsage(const struct parser *p, struct span word, const char *problem,
                      struct parseError *error);

/* What an unknown or ambiguous word of a list could have been; returns false. */
bool parserFaultLookup(const struct parser *p, struct span word, const char *kind,
                       enum lookupResult result, const char *(*nameAt)(size_t index), size_t count,
                       struct parseError *error);

#endif
