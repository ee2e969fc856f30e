/*
 * parser.c - any bytes as lines of the language. The oracle: what was read, written as text and
 * read again is the same command; parserCheckRest foretells whether the line is sound; a fault lies
 * in its line, and its message holds no byte that a terminal would obey.
 */
#include <string.h>

#include "fuzz.h"
#include "lang/format.h"
#include "lang/parse.h"

static bool isPrintable(struct span text)
{
    for (size_t i = 0; i < text.bytes; i++)
        if ((text.text[i] < ' ' || text.text[i] > '~') && text.text[i] != '\n')
            return false;
    return true;
}

static void expectSame(const struct command *a, const struct command *b)
{
    fuzzExpect(a->verb == b->verb && a->hasAddress == b->hasAddress && a->hasSize == b->hasSize &&
                   a->hasOffset == b->hasOffset && a->isHex == b->isHex && a->parts == b->parts &&
                   a->guards == b->guards && a->setsGuards == b->setsGuards &&
                   a->setsCode == b->setsCode && a->checks == b->checks && a->force == b->force,
               "a command that is written and read again has the same form");
    fuzzExpect(a->address == b->address && a->size == b->size && a->chunks == b->chunks &&
                   a->offset == b->offset && a->expectRow == b->expectRow,
               "a command that is written and read again has the same numbers");
    fuzzExpect(a->word.bytes == b->word.bytes &&
                   (a->word.bytes == 0 || memcmp(a->word.text, b->word.text, a->word.bytes) == 0),
               "a command that is written and read again has the same word");
}

/* Into text, out of it, and into text again. */
static void roundTrip(const struct command *command)
{
    struct buffer text = {0}, again = {0};
    struct parser parser;
    struct command second, third;
    struct parseError error = {0};
    commandFormat(command, &text);
    parserInit(&parser, bufferSpan(&text), command->line);
    fuzzExpect(parserNext(&parser, &second, &error) == PARSED_COMMAND, "what is written is read");
    expectSame(command, &second);
    fuzzExpect(parserNext(&parser, &third, &error) == PARSED_END, "one command stays one");
    commandFormat(&second, &again);
    fuzzExpect(again.bytes == text.bytes && memcmp(again.text, text.text, text.bytes) == 0,
               "a command has one spelling");
    bufferRelease(&text);
    bufferRelease(&again);
    bufferRelease(&error.message);
}

static void expectFault(const struct parseError *error, struct span line)
{
    struct buffer report = {0};
    fuzzExpect(error->at <= line.bytes && error->bytes <= line.bytes - error->at,
               "a fault lies in its line");
    fuzzExpect(error->message.bytes > 0, "a fault has a message");
    parseErrorFormat(error, spanOf("file"), line, &report);
    fuzzExpect(isPrintable(bufferSpan(&report)), "a report is printable");
    fuzzExpect(report.bytes < 2000, "a report is short");
    bufferRelease(&report);
}

static void readLine(struct span line, uint64_t number)
{
    struct parser parser;
    struct command command;
    struct parseError error = {0};
    parserInit(&parser, line, number);
    const bool sound = parserCheckRest(&parser, &error);
    bufferClear(&error.message);
    enum parsed parsed;
    while ((parsed = parserNext(&parser, &command, &error)) == PARSED_COMMAND) {
        fuzzExpect(command.column >= 1 && command.column <= line.bytes, "a command has its column");
        roundTrip(&command);
    }
    fuzzExpect(sound == (parsed == PARSED_END), "a look ahead sees what is read");
    if (parsed == PARSED_ERROR)
        expectFault(&error, line);
    bufferRelease(&error.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct span rest = {(const char *)bytes, count}, line;
    for (uint64_t number = 1; fuzzLine(&rest, &line); number++)
        readLine(line, number);
    return 0;
}
