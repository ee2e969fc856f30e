#include "cli/keys.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <wchar.h>
#include <readline/readline.h>

#include "base/glyph.h"

/* The rest of the character that `text` begins with, where it is there already; its bytes. */
static size_t readRest(FILE *stream, char text[MB_LEN_MAX])
{
    size_t bytes = 1;
    for (; bytes < MB_LEN_MAX; bytes++) {
        mbstate_t state = {0};
        struct pollfd input = {.fd = fileno(stream), .events = POLLIN};
        if (mbrtowc(NULL, text, bytes, &state) != (size_t)-2 || poll(&input, 1, 0) <= 0)
            break;
        text[bytes] = (char)rl_getc(stream);
    }
    return bytes;
}

int keysByte(FILE *stream)
{
    char text[MB_LEN_MAX];
    size_t columns;
    const int first = rl_getc(stream);
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
