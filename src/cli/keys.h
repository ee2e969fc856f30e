/*
 * keys.h - what is typed or pasted, byte by byte, for readline, which echoes it. Set by
 * interactive.c.
 */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

#include <stdio.h>

/*
 * The next byte; in place of a character that can't be shown, a question mark. (Controls of ASCII
 * readline shows as ^X, and in a locale without others, bytes beyond ASCII as numbers.)
 */
int keysByte(FILE *stream);

#endif
