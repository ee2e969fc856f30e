#include "lang/parse.h"

#include <string.h>

#include "lang/operands.h"
#include "lang/statement.h"

const struct command commandNone;

void parserInit(struct parser *parser, struct span line, uint64_t number)
{
    *parser = (struct parser){.line = line, .number = number};
}

/* Goes to the first word of the next statement; false at the end of the line. */
static bool nextStatement(struct parser *p)
{
    while (!parserAtLineEnd(p) && (p->line.text[p->at] == ';' || wordIsBlank(p->line.text[p->at])))
        p->at++;
    return !parserAtLineEnd(p);
}

static bool readVerbOfStatement(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = parserWord(p);
    size_t verb = 0;
    enum lookupResult result = lookupWord(word, verbName, VERB_COUNT, &verb);
    if (result != LOOKUP_FOUND)
        return parserFaultLookup(p, word, "command", result, verbName, VERB_COUNT, error);
    p->verb = (enum verb)verb;
    p->row = &verbTable[verb];
    parserPutColumn(p, word, command);
    return true;
}

enum parsed parserNext(struct parser *p, struct command *command, struct parseError *error)
{
    *command = commandNone;
    command->line = p->number;
    if (p->row == NULL) {
        if (!nextStatement(p))
            return PARSED_END;
        if (!readVerbOfStatement(p, command, error))
            return PARSED_ERROR;
    }
    command->verb = p->verb;
    if (!operandsRead(p, command, error))
        return PARSED_ERROR;
    if (!parserAtEnd(p) && !operandsRepeat(p->row->operands)) {
        struct span word = parserWord(p);
        parserFaultUsage(p, word, "one word too many", error);
        return PARSED_ERROR;
    }
    if (parserAtEnd(p))
        p->row = NULL;
    return PARSED_COMMAND;
}

bool parserCheckRest(const struct parser *parser, struct parseError *error)
{
    struct parser ahead = *parser;
    struct command command;
    enum parsed parsed;
    do
        parsed = parserNext(&ahead, &command, error);
    while (parsed == PARSED_COMMAND);
    return parsed == PARSED_END;
}

/* A word, or where files are named, what stands in quotes, up to where the line is known. */
static void skipOperand(struct parser *p, bool files)
{
    const char *from = p->line.text + p->at;
    if (!files || *from != '"') {
        parserWord(p);
        return;
    }
    const char *quote = memchr(from + 1, '"', p->line.bytes - p->at - 1);
    p->at = quote != NULL ? (size_t)(quote + 1 - p->line.text) : p->line.bytes;
}

struct expectation parseExpect(struct span line, size_t at)
{
    struct expectation expected = {.verb = true, .operands = OPERANDS_NONE};
    struct parser p;
    parserInit(&p, (struct span){line.text, at}, 1);
    while (nextStatement(&p)) {
        size_t verb = 0;
        struct span word = parserWord(&p);
        bool known = lookupWord(word, verbName, VERB_COUNT, &verb) == LOOKUP_FOUND;
        expected.operands = known ? verbTable[verb].operands : OPERANDS_NONE;
        const bool files = expected.operands == OPERANDS_FILE ||
                           expected.operands == OPERANDS_SAVE ||
                           expected.operands == OPERANDS_LESSON;
        while (!parserAtEnd(&p))
            skipOperand(&p, files);
        expected.verb = p.at < at;
    }
    if (p.at < at) /* a comment: nothing is expected there */
        expected = (struct expectation){.verb = false, .operands = OPERANDS_NONE};
    return expected;
}
