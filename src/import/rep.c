/*
 * rep.c - .rep, the traces of the CMU malloc lab: four header lines, then one request a line.
 *
 *     header, 2002        heap size  ids  operations  weight
 *     header, 2004-2015   weight     ids  operations  ignore-ranges
 *     header, since 2016  weight     ids  operations  most bytes live
 *
 *     a ID BYTES   allocate        r ID BYTES   resize
 *     f ID         free            f -1         free(NULL)
 *     w ID BYTES   write into it
 *
 * The counts that a header declares are wrong in real files, so nothing here relies on them.
 */
#include "import/format.h"

#include "import/scan.h"

#define HEADER_LINES 4

/* A weight is 0 to 3, a flag 0 or 1: a first or fourth number above them means something else. */
#define WEIGHT_MAX 3
#define FLAG_MAX   1

/* What is remembered: the numbers of the header, how many there have been, has a request come. */
enum { VALUE_FIRST = 0, VALUE_FOURTH = 3, VALUE_HEADER_LINES = HEADER_LINES, VALUE_HEADER_OVER };

static bool isNumber(struct span line, uint64_t *value)
{
    struct scan scan = scanOf(line);
    return scanDecimal(&scan, value) && scanAtEnd(&scan);
}

/* Does it look like a request: one of the letters and a blank, where the line was not cut off? */
static bool looksLikeRequest(struct span line, bool ended)
{
    if (memchr("arfw", line.text[0], 4) == NULL)
        return false;
    return line.bytes > 1 ? scanIsBlank(line.text[1]) : !ended;
}

/* Four numbers, a line each, and then a request or nothing. No other format begins with a number.
 */
static bool repRecognise(struct span head)
{
    struct span line;
    uint64_t value;
    bool ended;
    unsigned numbers = 0;
    for (; scanLine(&head, &line, &ended); numbers++) {
        if (numbers == HEADER_LINES)
            return looksLikeRequest(line, ended);
        if (!isNumber(line, &value))
            return false;
    }
    return numbers == HEADER_LINES;
}

/* Is this the next line of the header? A request ends the header early: some files lack a line. */
static bool readHeader(struct formatState *state, struct span line)
{
    uint64_t *lines = &state->values[VALUE_HEADER_LINES];
    uint64_t *over = &state->values[VALUE_HEADER_OVER];
    uint64_t value;
    if (*over != 0)
        return false;
    if (!isNumber(line, &value)) {
        *over = looksLikeRequest(line, true);
        return false;
    }
    state->values[(*lines)++] = value;
    *over = *lines == HEADER_LINES;
    return true;
}

/* ID, -1 for NULL where that makes sense, or ID and BYTES; the bytes may be missing. */
static bool readOperands(struct scan *scan, struct record *record)
{
    bool isFree = record->kind == RECORD_FREE;
    if (isFree && scanText(scan, (struct span){"-1", 2})) {
        record->null = true;
        return true;
    }
    if (!scanDecimal(scan, &record->id))
        return false;
    if (!isFree && scanBlanks(scan))
        return record->hasBytes = scanDecimal(scan, &record->bytes);
    return true;
}

static enum recordKind kindOf(char letter)
{
    switch (letter) {
    case 'a':
        return RECORD_ALLOCATE;
    case 'r':
        return RECORD_RESIZE;
    case 'f':
        return RECORD_FREE;
    case 'w':
        return RECORD_WRITE;
    default:
        return RECORD_NOT_UNDERSTOOD;
    }
}

static void repRead(struct formatState *state, struct span line, bool ended, struct record *record)
{
    (void)ended; /* files edited by hand often lack the last newline: such a line is used */
    record->kind = readHeader(state, line) ? RECORD_HEADER : kindOf(line.text[0]);
    if (record->kind == RECORD_HEADER || record->kind == RECORD_NOT_UNDERSTOOD)
        return;
    struct scan scan = {line.text + 1, line.text + line.bytes};
    if (!scanBlanks(&scan) || !readOperands(&scan, record) || !scanAtEnd(&scan))
        record->kind = RECORD_NOT_UNDERSTOOD;
}

/* a ID BYTES or f ID, with one blank each, behind the header. */
static size_t repReadPlain(const struct formatState *state, const char *at, struct record *record)
{
    const char *start = at;
    const bool isFree = *at == 'f';
    if (state->values[VALUE_HEADER_OVER] == 0 || (!isFree && *at != 'a') || at[1] != ' ')
        return 0;
    at = scanShort(at + 2, 10, &record->id);
    if (at != NULL && !isFree)
        at = *at == ' ' ? scanShort(at + 1, 10, &record->bytes) : NULL;
    if (at == NULL || *at != '\n')
        return 0;
    record->kind = isFree ? RECORD_FREE : RECORD_ALLOCATE;
    record->hasBytes = !isFree;
    return (size_t)(at + 1 - start);
}

static const char *repHeaderMeaning(const struct formatState *state)
{
    if (state->values[VALUE_HEADER_LINES] < HEADER_LINES)
        return "lines of a header that is not whole";
    if (state->values[VALUE_FIRST] > WEIGHT_MAX)
        return "lines of a header of 2002: heap size, ids, operations, weight";
    if (state->values[VALUE_FOURTH] > FLAG_MAX)
        return "lines of a header since 2016: weight, ids, operations, most bytes live";
    return "lines of a header of 2004 to 2015: weight, ids, operations, ignore-ranges";
}

const struct importFormat importRep = {
    .name = "rep",
    .summary = "traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)",
    .handleLetter = 'i',
    .reusesIds = false,
    .recognise = repRecognise,
    .read = repRead,
    .readPlain = repReadPlain,
    .headerMeaning = repHeaderMeaning,
};
