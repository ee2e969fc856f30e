/*
 * signals.h - signals while a line is typed, for interactive.c and keys.c.
 *
 * Rule: from signalsBegin to signalsEnd they are held, but while a key is waited for: so none comes
 * between the look whether one came and the wait. SIGINT, which terminal.h catches, is among them.
 */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include <stdbool.h>

void signalsBegin(void);
void signalsEnd(void);

/*
 * Waits until there is something to read from the terminal, or a signal comes: what poll says of
 * the terminal, and 0 after a signal, also where both are there.
 */
short signalsAwaitKey(void);

/* Has one come that nobody has seen to? And such a one as leaves no line to type at? */
bool signalsCame(void);
bool signalsEndTyping(void);

/* The one that came, SIGINT aside, which is seen to now; 0 for none. */
int signalsTake(void);

/* A signal does what it does to programs that know nothing of it: here we die, or stop and are
 * continued. */
void signalsYieldTo(int signal);

#endif
