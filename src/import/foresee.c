/*
 * foresee.c - a look at the requests that come next, so that what they need can be fetched.
 */
#include "import/scan.h"
#include "import/state.h"

size_t importName(char name[IMPORT_NAME_BYTES], char letter, uint64_t number)
{
    char digits[IMPORT_NAME_BYTES];
    size_t count = 0, bytes = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    name[bytes++] = letter;
    while (count > 0)
        name[bytes++] = digits[--count];
    return bytes;
}

/* What the next whole line of *rest says; false where there is none. The state stays as it is. */
static bool readAhead(const struct import *import, struct span *rest, struct record *record)
{
    struct formatState state = import->state;
    struct span line;
    bool ended;
    *record = (struct record){.kind = RECORD_BLANK};
    if (!scanLine(rest, &line, &ended) || !ended)
        return false;
    import->format->read(&state, line, true, record);
    return true;
}

size_t importForesee(const struct import *import, struct span text,
                     struct importGuess guesses[IMPORT_AHEAD])
{
    struct record record;
    size_t count = 0;
    uint64_t ordinal = import->ordinal;
    if (import->format->separator != 0) /* a line is many requests, and none of them costs much */
        return 0;
    for (size_t lines = 0; lines < IMPORT_AHEAD && readAhead(import, &text, &record); lines++) {
        const bool isFree = record.kind == RECORD_FREE;
        if ((!isFree && record.kind != RECORD_ALLOCATE) || record.null)
            continue;
        livemapFetch(&import->live, record.id);
        guesses[count++] = (struct importGuess){.isFree = isFree, .id = record.id};
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t number = guesses[i].id;
        if (import->format->reusesIds) {
            const struct liveEntry *entry = livemapFind(&import->live, guesses[i].id);
            number = !guesses[i].isFree ? ++ordinal : entry != NULL ? entry->ordinal : 0;
        }
        guesses[i].nameBytes = importName(guesses[i].name, import->format->handleLetter, number);
    }
    return count;
}
