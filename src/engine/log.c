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

void logStep(struct log *log, const struct command *command, const struct event *event)
{
    if (!log->kept)
        return;
    struct command named = *command;
    if (event->handle.text != NULL) {
        named.hasAddress = false;
        named.word = event->handle;
    }
    commandFormat(&named, &log->text);
    bufferAppendByte(&log->text, '\n');
    if (event->outcome != OUTCOME_OK)
        bufferAppendFormat(&log->text, "expect outcome %s\n", outcomeName(event->outcome));
}

void logSetting(struct log *log, bool checked)
{
    if (log->kept)
        bufferAppendText(&log->text, checked ? "set checks on\n" : "set checks off\n");
}
