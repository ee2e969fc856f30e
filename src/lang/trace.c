#include "lang/trace.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

/* Steps between two marks. */
#define MARK_STEPS 256

void traceInit(struct trace *trace)
{
    *trace = (struct trace){0};
    bufferInit(&trace->text);
}

void traceRelease(struct trace *trace)
{
    bufferRelease(&trace->text);
    free(trace->numbers);
    free(trace->marks);
    traceInit(trace);
}

bool traceAddLine(struct trace *trace, struct span line, uint64_t number, bool isOdd)
{
    if (isOdd) {
        uint64_t *numbers = checkedGrow(trace->numbers, &trace->numberCapacity,
                                        trace->lineCount + 1, sizeof *numbers);
        if (numbers == NULL)
            return false;
        trace->numbers = numbers;
        numbers[trace->lineCount] = number;
    }
    trace->lineCount++;
    bufferAppendSpan(&trace->text, line);
    bufferAppendByte(&trace->text, '\n');
    return !trace->text.failed;
}

bool traceIsStep(const struct command *command)
{
    return verbTable[command->verb].isStep || command->setsGuards;
}

/* --- lines ------------------------------------------------------------------------------------ */

/* The text of the line that begins at byte `at`. */
static struct span lineFrom(const struct trace *trace, size_t at)
{
    const char *from = trace->text.text + at;
    const char *end = memchr(from, '\n', trace->text.bytes - at);
    return (struct span){from, (size_t)(end - from)};
}

static uint64_t numberOf(const struct trace *trace, uint64_t index)
{
    return trace->numbers != NULL ? trace->numbers[index] : index + 1;
}

struct span traceLine(const struct trace *trace)
{
    return trace->line.index < trace->lineCount ? lineFrom(trace, trace->line.at)
                                                : (struct span){NULL, 0};
}

bool traceLineAt(const struct trace *trace, uint64_t index, uint64_t *number, struct span *text)
{
    if (index >= trace->lineCount)
        return false;
    size_t at = trace->line.at;
    uint64_t here = trace->line.index;
    for (; here > index; here--) /* to behind the newline before the one at our back */
        for (at--; at > 0 && trace->text.text[at - 1] != '\n'; at--)
            ;
    for (; here < index; here++)
        at += lineFrom(trace, at).bytes + 1;
    *number = numberOf(trace, index);
    *text = lineFrom(trace, at);
    return true;
}

/* --- the needle ------------------------------------------------------------------------------- */

/* Remembers the line that the needle is at the beginning of, if it is far enough. */
static void mark(struct trace *trace)
{
    const uint64_t before = trace->markCount > 0 ? trace->marks[trace->markCount - 1].passed : 0;
    if (trace->passed < before + MARK_STEPS)
        return;
    struct traceMark *marks = checkedGrow(trace->marks, &trace->markCapacity,
                                          (uint64_t)trace->markCount + 1, sizeof *marks);
    if (marks == NULL)
        return; /* going back takes longer then */
    trace->marks = marks;
    marks[trace->markCount++] = trace->line;
}

static void leaveLine(struct trace *trace)
{
    trace->line.at += traceLine(trace).bytes + 1;
    trace->line.index++;
    trace->line.passed = trace->passed;
    trace->isEntered = false;
    mark(trace);
}

/* Enters the line, if it is sound. */
static bool enterLine(struct trace *trace, struct parseError *error)
{
    if (trace->isEntered)
        return true;
    parserInit(&trace->parser, traceLine(trace), numberOf(trace, trace->line.index));
    trace->isEntered = parserCheckRest(&trace->parser, error);
    return trace->isEntered;
}

enum parsed traceNext(struct trace *trace, struct command *command, struct parseError *error)
{
    while (trace->line.index < trace->lineCount) {
        if (!enterLine(trace, error))
            return PARSED_ERROR;
        const struct parser before = trace->parser;
        const enum parsed parsed = parserNext(&trace->parser, command, error);
        if (parsed == PARSED_COMMAND &&
            (command->verb == VERB_QUIT || command->verb == VERB_EXIT)) {
            trace->parser = before; /* it is the end, however often one asks */
            return PARSED_END;
        }
        if (parsed == PARSED_COMMAND)
            trace->passed += traceIsStep(command);
        if (parsed != PARSED_END)
            return parsed;
        leaveLine(trace);
    }
    return PARSED_END;
}

/* Goes on to the next command; at the end of the trace, or at a faulty line, to there. */
static enum parsed lookAhead(struct trace *ahead, struct command *command)
{
    struct parseError error = {0};
    enum parsed parsed = PARSED_END;
    bufferInit(&error.message);
    while (ahead->line.index < ahead->lineCount) {
        parsed =
            enterLine(ahead, &error) ? parserNext(&ahead->parser, command, &error) : PARSED_ERROR;
        if (parsed != PARSED_END)
            break;
        ahead->line.at += traceLine(ahead).bytes + 1;
        ahead->line.index++;
        ahead->isEntered = false;
    }
    bufferRelease(&error.message);
    return parsed;
}

enum parsed tracePeek(const struct trace *trace, struct command *command)
{
    struct trace ahead = *trace;
    return lookAhead(&ahead, command);
}

uint64_t traceNextIndex(const struct trace *trace)
{
    struct trace ahead = *trace;
    struct command command;
    (void)lookAhead(&ahead, &command);
    return ahead.line.index;
}

/* The last mark with no more than `passed` steps before it; the beginning, where there is none. */
static struct traceMark markBefore(const struct trace *trace, uint64_t passed)
{
    size_t from = 0,
           to = trace->markCount; /* the one wanted is the last before `from`, at the end */
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (trace->marks[middle].passed <= passed)
            from = middle + 1;
        else
            to = middle;
    }
    return from > 0 ? trace->marks[from - 1] : (struct traceMark){0};
}

void traceSeek(struct trace *trace, uint64_t passed)
{
    struct command command;
    struct parseError error = {0};
    const struct traceMark near = markBefore(trace, passed);
    if (trace->passed >= passed || trace->line.passed < near.passed) {
        trace->line = near; /* else it goes on from where it is */
        trace->passed = near.passed;
        trace->isEntered = false;
    }
    bufferInit(&error.message);
    while (trace->passed < passed && traceNext(trace, &command, &error) == PARSED_COMMAND)
        ;
    bufferRelease(&error.message);
}
