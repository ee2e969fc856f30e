#include "base/glyph.h"

#include <wchar.h>

/* An accent takes no column, as it stands on the character before it. Others that take none turn or
 * join what is written: with these, one would read what is not there. */
static bool isAccent(wchar_t character)
{
    return character >= 0x300 && character < 0x370;
}

size_t glyphAt(struct span text, size_t *columns)
{
    wchar_t character;
    mbstate_t state = {0};
    const size_t taken = mbrtowc(&character, text.text, text.bytes, &state);
    if (taken == 0 || taken > text.bytes)
        return 0;
    const int width = wcwidth(character);
    if (width < 0 || (width == 0 && !isAccent(character)))
        return 0;
    *columns = (size_t)width;
    return taken;
}

bool glyphsOnly(struct span text)
{
    size_t taken = 1, columns;
    for (; text.bytes > 0 && taken > 0; text.text += taken, text.bytes -= taken)
        taken = text.text[0] == '\t' ? 1 : glyphAt(text, &columns);
    return text.bytes == 0 && taken > 0;
}
