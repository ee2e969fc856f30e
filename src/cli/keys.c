#include "cli/keys.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <readline/readline.h>

#include "base/glyph.h"
#include "cli/signals.h"

#define NOTHING '\0' /* Ctrl-@: readline sets its mark, which nobody sees */

void keysPrepare(int meta)
{
    struct termios modes;
    rl_prep_terminal(meta);
    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_cc[VMIN] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

/* A byte, if it is there; 0 for none, -1 for none ever again. */
static int readByte(FILE *stream, char *byte)
{
    const ssize_t bytes = read(fileno(stream), byte, 1);
    return bytes >= 0 ? (int)bytes : errno == EINTR || errno == EAGAIN ? 0 : -1;
}

static int awaitByte(FILE *stream)
{
    char byte;
    int bytes;
    while ((bytes = readByte(stream, &byte)) == 0) {
        const short there = signalsAwaitKey();
        if (there == 0 && signalsEndTyping())
            return NOTHING;
        if ((there & ~POLLIN) != 0) /* it was hung up */
            return EOF;
    }
    return bytes > 0 ? (unsigned char)byte : EOF;
}

/* The rest of the character that `text` begins with, where it is there already; its bytes. */
static size_t readRest(FILE *stream, char text[MB_LEN_MAX])
{
    size_t bytes = 1;
    for (; bytes < MB_LEN_MAX; bytes++) {
        mbstate_t state = {0};
        if (mbrtowc(NULL, text, bytes, &state) != (size_t)-2 || readByte(stream, &text[bytes]) <= 0)
            break;
    }
    return bytes;
}

int keysByte(FILE *stream)
{
    char text[MB_LEN_MAX];
    size_t columns;
    const int first = awaitByte(stream);
    if (first < 0x80)
        return first;
    if (MB_CUR_MAX == 1) /* a locale of single bytes: its controls are these */
        return first >= 0xa0 ? first : '?';
    text[0] = (char)first;
    const size_t bytes = readRest(stream, text);
    if (glyphAt((struct span){text, bytes}, &columns) != bytes)
        return '?';
    for (size_t i = 1; i < bytes; i++)
        rl_stuff_char((unsigned char)text[i]);
    return first;
}
