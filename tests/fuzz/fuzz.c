#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzzExpect(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "the oracle says: not so: %s\n", what);
    abort();
}

bool fuzzLine(struct span *rest, struct span *line)
{
    if (rest->bytes == 0)
        return false;
    const char *newline = memchr(rest->text, '\n', rest->bytes);
    line->text = rest->text;
    line->bytes = newline != NULL ? (size_t)(newline - rest->text) : rest->bytes;
    const size_t taken = line->bytes + (newline != NULL);
    rest->text += taken;
    rest->bytes -= taken;
    return true;
}
