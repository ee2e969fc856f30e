/*
 * load.h - a file into memory, as the trace that is stepped through (needle.h): in the language, or
 * of another format, which is then run once in a session of its own, to know what it asks of the
 * pool. Called by run.c, and by main.c.
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include <stdbool.h>

#include "cli/run.h"

/* Carries out `load FILE`; false where reading is to stop. */
bool loadAnswer(struct run *r, const struct source *source, const struct command *command);

/*
 * Loads a trace, and begins a new session. False, after a message, and with the old ones as they
 * were, where the file can't be read, or holds a line with a fault.
 */
bool loadFile(struct run *r, const char *name);

/*
 * Loads a trace that is about to be replayed in this session, so that it can be stepped through
 * afterwards, if it is a file that can be read twice. Faults are left to the replay.
 */
void loadBeside(struct run *r, const char *name);

/* No trace is loaded from now on. */
void loadDrop(struct run *r);

/* --- for others: into a trace that was initialized; false where it can't be, after a message */

/*
 * A file, checked. Of a recorded program, `told`: with a report of its requests; `whole`: all of
 * these, whatever their size.
 */
bool loadTrace(struct run *r, const char *name, bool told, bool whole, struct trace *trace);

/* Text, which is not checked: false, without a message, only without memory. */
bool loadText(struct span text, struct trace *trace);

/* What the options give: the file, or where it is NULL the text of -c; checked. */
bool loadGiven(struct run *r, const char *name, bool whole, struct trace *trace);

#endif
