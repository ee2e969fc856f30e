/*
 * mtrace.c - logs of glibc's mtrace(3), which a program writes about itself.
 *
 *     = Start   = End                 the first line and, where the program ended in peace, the
 * last
 *     @ WHERE + PTR SIZE              allocated; PTR is (nil) where that failed
 *     @ WHERE - PTR                   freed
 *     @ WHERE < OLD                   resized, in two lines: from OLD ...
 *     @ WHERE > NEW SIZE              ... to NEW
 *     @ WHERE ! OLD SIZE              a resize that failed; OLD stays
 *
 * `@ WHERE ` may be missing. WHERE is BINARY:(FUNC+OFF)[ADDR], BINARY:[ADDR] or [ADDR]. BINARY may
 * hold anything, blanks and brackets too; but nothing behind WHERE holds a bracket, so it ends at
 * the last one of the line.
 *
 * The C library writes in blocks, so the log of a program that was killed ends anywhere: its last
 * line may have lost digits, and is not used unless it has its newline.
 */
#include "import/format.h"

#include "import/scan.h"

static const struct span logStart = {"= Start", 7}, logEnd = {"= End", 5};

/* A pointer as %p writes it. */
static bool readPointer(struct scan *scan, struct record *record)
{
    record->null = scanText(scan, (struct span){"(nil)", 5});
    return record->null || scanHex(scan, &record->id);
}

/* Bytes as %#lx writes them: 0 has no 0x. */
static bool readBytes(struct scan *scan, struct record *record)
{
    bool isZero = scan->end - scan->at == 1 && *scan->at == '0';
    if (isZero)
        scan->at++;
    record->hasBytes = isZero || scanHex(scan, &record->bytes);
    return record->hasBytes;
}

static enum recordKind kindOf(char sign)
{
    switch (sign) {
    case '+':
        return RECORD_ALLOCATE;
    case '-':
        return RECORD_FREE;
    case '<':
        return RECORD_RESIZE_FROM;
    case '>':
        return RECORD_RESIZE_TO;
    case '!':
        return RECORD_RESIZE_FAILED;
    default:
        return RECORD_NOT_UNDERSTOOD;
    }
}

/* Moves behind `@ WHERE `, where there is one. */
static bool skipWhere(struct scan *scan)
{
    if (!scanText(scan, (struct span){"@ ", 2}))
        return true;
    const char *bracket = memrchr(scan->at, ']', (size_t)(scan->end - scan->at));
    if (bracket == NULL)
        return false;
    scan->at = bracket + 1;
    return scanBlanks(scan);
}

/* [@ WHERE ]SIGN PTR[ SIZE], trimmed, into *record; false where it isn't that. */
static bool readRequest(struct span line, struct record *record)
{
    struct scan scan = scanOf(line);
    if (!skipWhere(&scan)) /* something follows: the blanks at the end of the line are gone */
        return false;
    record->kind = kindOf(*scan.at++);
    if (record->kind == RECORD_NOT_UNDERSTOOD || !scanBlanks(&scan) || !readPointer(&scan, record))
        return false;
    bool hasBytes = record->kind != RECORD_FREE && record->kind != RECORD_RESIZE_FROM;
    if (hasBytes && (!scanBlanks(&scan) || !readBytes(&scan, record)))
        return false;
    return scanAtEnd(&scan);
}

/*
 * Its first line tells; none of poolsim's own statements begins with one of these signs. A first
 * line that the head cuts off is WHERE with a very long path.
 */
static bool mtraceRecognise(struct span head)
{
    struct span line;
    struct record record = {0};
    bool ended;
    if (!scanLine(&head, &line, &ended))
        return false;
    if (spanEqual(line, logStart) || readRequest(line, &record))
        return true;
    return !ended && spanStartsWith(line, (struct span){"@ ", 2});
}

static void mtraceRead(struct formatState *state, struct span line, bool ended,
                       struct record *record)
{
    (void)state;
    if (spanEqual(line, logStart) || spanEqual(line, logEnd))
        record->kind = RECORD_HEADER;
    else if (!ended || !readRequest(line, record))
        record->kind = RECORD_NOT_UNDERSTOOD;
}

/* 0x and the digits behind a blank. */
static const char *readShort(const char *at, uint64_t *value)
{
    return at[0] == ' ' && at[1] == '0' && at[2] == 'x' ? scanShort(at + 3, 16, value) : NULL;
}

/* SIGN 0xPTR[ 0xSIZE], with one blank each. */
static size_t mtraceReadPlain(const struct formatState *state, const char *at,
                              struct record *record)
{
    (void)state;
    const char *start = at;
    record->kind = kindOf(*at);
    if (record->kind == RECORD_NOT_UNDERSTOOD)
        return 0;
    at = readShort(at + 1, &record->id);
    if (at != NULL && record->kind != RECORD_FREE && record->kind != RECORD_RESIZE_FROM) {
        at = readShort(at, &record->bytes);
        record->hasBytes = true;
    }
    return at != NULL && *at == '\n' ? (size_t)(at + 1 - start) : 0;
}

static const char *mtraceHeaderMeaning(const struct formatState *state)
{
    (void)state;
    return "lines that say where the log begins and ends";
}

const struct importFormat importMtrace = {
    .name = "mtrace",
    .summary = "logs of glibc's mtrace(3) (+ PTR SIZE, - PTR, < OLD, > NEW SIZE)",
    .handleLetter = 'm',
    .reusesIds = true,
    .recognise = mtraceRecognise,
    .read = mtraceRead,
    .readPlain = mtraceReadPlain,
    .headerMeaning = mtraceHeaderMeaning,
};
