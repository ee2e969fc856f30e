#include "lang/plain.h"

#include "lang/command.h"
#include "lang/word.h"

/* Longer numbers are left to number.h. */
#define DIGITS_MAX 18

/* Letters, digits and _ : what a name is made of, behind its first byte. */
static const bool isNamePart[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1,
    ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,
    ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
    ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['_'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1,
    ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1,
    ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1,
    ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

/* Moves behind ` BYTES`, where it stands there; a number that is too long is left where it is. */
static const char *readSize(const char *at, const char *end, struct plain *plain)
{
    const char *digits = at + 1;
    plain->hasSize = false;
    plain->size = 0;
    if (plain->isFree || end - at < 2 || *at != ' ')
        return at;
    for (at = digits; at < end && wordIsDigit(*at) && at - digits < DIGITS_MAX; at++)
        plain->size = plain->size * 10 + (uint64_t)(*at - '0');
    plain->hasSize = at > digits;
    return at;
}

/* A plain line at `at`; false where it is not one, or not whole. */
static bool readLine(const char *at, const char *end, struct plain *plain)
{
    const char *start = at;
    if (end - at < 8)
        return false;
    plain->isFree = memcmp(at, "free ", 5) == 0;
    if (!plain->isFree && memcmp(at, "alloc ", 6) != 0)
        return false;
    at += plain->isFree ? 5 : 6;
    const char *name = at;
    while (at < end && isNamePart[(unsigned char)*at])
        at++;
    plain->name = (struct span){name, (size_t)(at - name)};
    if (at == name || at - name > HANDLE_BYTES_MAX || wordIsDigit(*name))
        return false;
    at = readSize(at, end, plain);
    plain->line = (struct span){start, (size_t)(at + 1 - start)};
    return at < end && *at == '\n';
}

size_t plainRead(struct span text, struct plain lines[PLAIN_LINES])
{
    const char *at = text.text, *end = text.text + text.bytes;
    size_t count = 0;
    while (count < PLAIN_LINES && readLine(at, end, &lines[count]))
        at += lines[count++].line.bytes;
    return count;
}
