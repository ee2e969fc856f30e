/*
 * format.h - a command back to text, so that reading the text again gives the same command.
 */
#ifndef LANG_FORMAT_H
#define LANG_FORMAT_H

#include "base/buffer.h"
#include "lang/command.h"

/* Appends the command to `out`, without a newline. */
void commandFormat(const struct command *command, struct buffer *out);

#endif
