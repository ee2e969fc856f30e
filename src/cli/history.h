/*
 * history.h - what was typed, kept in a file from shell to shell: $POOLSIM_HISTORY, or
 * $XDG_STATE_HOME/poolsim/history, or ~/.local/state/poolsim/history. An empty POOLSIM_HISTORY
 * switches it off.
 *
 * Rule: each line is appended as it is entered, in one write under a lock, so that two shells at
 * once and a kill lose nothing. The file is a regular one of the user's, with one name and mode
 * 0600; neither it nor, where that was not named, its folder is a symbolic link. It holds about
 * HISTORY_LINES lines, and what is read of it or added is text that can be shown. Where any of that
 * can't be had, there is no history, and no fuss.
 */
#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#define HISTORY_LINES 1000

/* Reads the file into readline's history, cut to its last lines; to be called once. */
void historyLoad(void);

/* Adds a line to readline's history and to the file; not an empty one, not one just repeated, and
 * none with characters that can't be shown. */
void historyAdd(const char *line);

void historyRelease(void);

#endif
