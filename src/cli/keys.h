/*
 * keys.h - what is typed or pasted, byte by byte, for readline, which echoes it. Set by
 * interactive.c.
 */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

#include <stdio.h>

/*
 * For readline's rl_prep_term_function: so that reading the terminal never waits. Ctrl-C and Ctrl-Z
 * take away what was typed before them, also what was told to be there: a read would wait for more,
 * and the signal for the read.
 */
void keysPrepare(int meta);

/*
 * The next byte, which is waited for, but no longer than until a signal ends the line: then it is
 * one that does nothing. In place of a character that can't be shown, a question mark. (Controls of
 * ASCII readline shows as ^X, and in a locale without others, bytes beyond ASCII as numbers.)
 */
int keysByte(FILE *stream);

#endif
