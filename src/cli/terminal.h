/*
 * terminal.h - what the reader's terminal can show, and the signals that a person sends from it.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>

/* Set by SIGINT, once terminalCatchInterrupt was called; a handler can do nothing else safely. */
extern volatile int terminalInterrupted;

/* Reads and waits are interrupted by SIGINT from now on, and terminalInterrupted says so. */
void terminalCatchInterrupt(void);

/*
 * Waits until there is something to read from `file`, or its end. 0, or the reason why not: EINTR
 * after a Ctrl-C, also one that came just before, which a read would not notice.
 */
int terminalAwait(int file);

/* Ends the program by SIGINT, so that a shell that started it sees why. */
_Noreturn void terminalDieInterrupted(void);

/* Columns of the terminal behind an open file; 80 where it is none. */
unsigned terminalColumns(int file);

/* Does the terminal behind `file` understand more than plain text: is it one, and TERM not dumb? */
bool terminalIsCapable(int file);

/* The same, and the user did not ask for NO_COLOR: https://no-color.org */
bool terminalWantsColour(int file);

/* The same as capable, and its character set is UTF-8. */
bool terminalHasUnicode(int file);

#endif
