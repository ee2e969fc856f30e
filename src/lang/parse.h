/*
 * parse.h - a line of text to commands. A parser walks one line and yields one command at a time;
 * it obtains no memory, and what it yields points into the line.
 *
 * A line is all or nothing: who runs commands asks parserCheckRest before the first one, so that a
 * line with a fault in its last word has changed nothing.
 */
#ifndef LANG_PARSE_H
#define LANG_PARSE_H

#include "base/buffer.h"
#include "base/span.h"
#include "lang/command.h"
#include "lang/verbs.h"
#include "lang/word.h"

struct parser {
    struct span line;          /* without its newline                                 */
    uint64_t number;           /* of the line, from 1                                 */
    size_t at;                 /* the next byte to read                               */
    const struct verbRow *row; /* of the statement that has operands left, or NULL */
    enum verb verb;
};

/* What is wrong, and where: bytes `at` to `at + bytes` of the line. */
struct parseError {
    uint64_t line; /* from 1 */
    size_t at;     /* from 0 */
    size_t bytes;
    struct buffer message; /* of the caller's: initialized, appended to */
};

enum parsed { PARSED_COMMAND, PARSED_END, PARSED_ERROR };

void parserInit(struct parser *parser, struct span line, uint64_t number);

/*
 * The next command of the line into *command, or what is wrong into *error. After PARSED_ERROR the
 * rest of the line can't be read.
 */
enum parsed parserNext(struct parser *parser, struct command *command, struct parseError *error);

/* Is the rest of the line well formed? Where not, *error says why. The parser stays where it is. */
bool parserCheckRest(const struct parser *parser, struct parseError *error);

/* The error, as FILE:LINE:COLUMN: message, then the line, at most about 80 bytes of it, and a
 * caret. */
void parseErrorFormat(const struct parseError *error, struct span file, struct span line,
                      struct buffer *out);

/* For completion: what is expected for the word that begins at byte `at` of the line. */
struct expectation {
    bool verb;              /* a verb                                                  */
    enum operands operands; /* or an operand of this kind                              */
};
struct expectation parseExpect(struct span line, size_t at);

#endif
