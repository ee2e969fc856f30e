#include "engine/log.h"

#include "lang/format.h"

void logInit(struct log *log, bool kept)
{
    log->kept = kept;
    bufferInit(&log->text);
}

void logRelease(struct log *log)
{
    bufferRelease(&log->text);
}

void logStep(struct log *log, const struct command *command, const struct event *event, bool byName)
{
    if (!log->kept)
        return;
    struct command named = *command;
    if (event->handle.text != NULL && byName) {
        named.hasAddress = false;
        named.word = event->handle;
    }
    if (named.setsGuards) /* the new pool is made by a set guard */
        named.verb = VERB_SET;
    /* how much memory there is, is no part of a trace */
    const bool leftOut = event->outcome == OUTCOME_OUT_OF_MEMORY;
    bufferAppendText(&log->text, leftOut ? "# out of memory: " : "");
    commandFormat(&named, &log->text);
    bufferAppendByte(&log->text, '\n');
    if (event->outcome != OUTCOME_OK && !leftOut)
        bufferAppendFormat(&log->text, "expect outcome %s\n", outcomeName(event->outcome));
}

void logCommand(struct log *log, const struct command *command)
{
    if (!log->kept)
        return;
    commandFormat(command, &log->text);
    bufferAppendByte(&log->text, '\n');
}
