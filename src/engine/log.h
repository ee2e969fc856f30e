/*
 * log.h - the steps of a session as the text of a trace that leads to the same pool. Behind a
 * refused step stands that its outcome is expected, as it would end the replay otherwise. Only a
 * session that somebody can save keeps one.
 */
#ifndef ENGINE_LOG_H
#define ENGINE_LOG_H

#include "base/buffer.h"
#include "lang/command.h"
#include "view/event.h"

struct log {
    bool kept;
    struct buffer text; /* failed where it did not fit any more: then it is of no use */
};

void logInit(struct log *log, bool kept);
void logRelease(struct log *log);

/*
 * Adds a step: `byName` by the handle that it went by, where a free by address is as good as one by
 * name, so that the trace is as good under another base.
 */
void logStep(struct log *log, const struct command *command, const struct event *event,
             bool byName);

/* Adds a command that is no step, but changes what steps do. */
void logCommand(struct log *log, const struct command *command);

#endif
