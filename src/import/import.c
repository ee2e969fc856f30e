#include "import/import.h"

#include <assert.h>
#include <stdlib.h>

#include "import/scan.h"
#include "import/state.h"
#include "lang/word.h"

/* The table. To add a format: its row here, and its line at the end of format.h. */
static const struct importFormat *const formats[] = {&importRep, &importMtrace, &importOstep};

#define FORMATS (sizeof formats / sizeof formats[0])

const struct importFormat *importFormatAt(size_t index)
{
    return index < FORMATS ? formats[index] : NULL;
}

const struct importFormat *importFind(struct span name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (spanIs(name, formats[i]->name))
            return formats[i];
    return NULL;
}

const struct importFormat *importRecognise(struct span head)
{
    struct span text = scanSkipMark(head);
    for (size_t i = 0; i < FORMATS; i++)
        if (formats[i]->recognise(text))
            return formats[i];
    return NULL;
}

bool importHeadIsEnough(struct span head)
{
    size_t lines = 0, at = 0;
    while (at < head.bytes && (wordIsBlank(head.text[at]) || head.text[at] == '\n'))
        at++;
    if (at == head.bytes)
        return false;
    /* four numbers, and what follows them, tell a .rep; of all others the first line does */
    const size_t wanted = wordIsDigit(head.text[at]) ? 5 : 1;
    for (; at < head.bytes; at++)
        lines += head.text[at] == '\n';
    return lines >= wanted;
}

struct import *importNew(const struct importFormat *format, uint64_t bytesMin, uint64_t bytesMax)
{
    struct import *import = calloc(1, sizeof *import);
    if (import == NULL)
        return NULL;
    import->format = format;
    import->bytesMin = bytesMin;
    import->bytesMax = bytesMax;
    import->column = 1;
    livemapInit(&import->live);
    return import;
}

void importFree(struct import *import)
{
    if (import == NULL)
        return;
    livemapRelease(&import->live);
    free(import);
}

/* --- counting ----------------------------------------------------------------------------------
 */

static void countLine(struct import *import, enum row row)
{
    tallyAdd(&import->now.tallies[row], 0, import->now.line);
}

static void countRequest(struct import *import, enum row row, uint64_t bytes)
{
    tallyAdd(&import->now.tallies[row], bytes, import->now.line);
}

/* --- commands ----------------------------------------------------------------------------------
 */

#define SHORT_NUMBER 100000000u /* has nine digits */

/*
 * The name of a letter and a number, into `text` as well. Of a short number the name's words are
 * made at once: read from where its digits were just written one by one, they would have to wait
 * until those have come to the cache.
 */
static void nameNumber(struct name *name, char letter, uint64_t number,
                       char text[IMPORT_NAME_BYTES])
{
    if (number >= SHORT_NUMBER) {
        const char *end = putUnsigned(putByte(text, letter), number);
        *name = nameOf((struct span){text, (size_t)(end - text)});
        return;
    }
    unsigned digits;
    const uint64_t shown = eightDecimal((uint32_t)number, &digits);
    name->text = (struct span){text, 1 + digits};
    name->words[0] = shown << 8 | (unsigned char)letter;
    name->words[1] = shown >> 56;
    name->hash = nameHashed(name);
    eightWrite(text, name->words[0], 8);
    eightWrite(text + 8, name->words[1], 8);
}

/* A step about the chunk of an entry: a free, or an allocation of so many bytes. */
static struct issued *issue(struct import *import, struct liveEntry entry, bool isFree,
                            uint64_t bytes)
{
    assert(import->issuedCount < IMPORT_COMMANDS_MAX); /* unreached: no request makes more */
    struct issued *issued = &import->issued[import->issuedCount++];
    const uint64_t number = import->format->reusesIds ? entry.ordinal : entry.key;
    struct plain *step = &import->steps[import->stepCount];
    nameNumber(&step->name, import->format->handleLetter, number, import->names[import->stepCount]);
    step->end = NULL;
    step->size = bytes;
    step->isFree = isFree;
    step->hasSize = !isFree;
    import->stepCount++;
    issued->step = step;
    issued->id = entry.key;
    return issued;
}

/* The chunk of an entry goes back; `row` counts that, or ROW_FREE_REJECTED. */
static void issueFree(struct import *import, struct liveEntry entry, uint64_t bytes, enum row row)
{
    struct issued *issued = issue(import, entry, true, 0);
    issued->bytes = bytes;
    issued->row = row;
    issued->refusedRow = ROW_FREE_REJECTED;
    countRequest(import, row, bytes);
}

/* --- requests ----------------------------------------------------------------------------------
 */

/* Which row an allocation of `bytes` is for: ROW_SERVED where it is the pool's. */
static enum row rowOfBytes(const struct import *import, uint64_t bytes)
{
    if (bytes > import->bytesMax)
        return ROW_TOO_LARGE;
    return bytes < import->bytesMin ? ROW_TOO_SMALL : ROW_SERVED;
}

/*
 * From here on `entry` is what lives under its id. If something did so already, the program can't
 * have got it twice: the trace has lost a free, and without it that chunk would stay live for ever.
 */
static void enter(struct import *import, struct liveEntry entry)
{
    const struct liveEntry before = livemapPut(&import->live, entry);
    if (before.state == LIVE_NONE)
        return;
    countLine(import, ROW_LIVE_AGAIN);
    if (before.state != LIVE_SERVED)
        return;
    struct issued *issued = issue(import, before, true, 0);
    issued->bytes = 0;
    issued->row = issued->refusedRow = ROW_LIVE_AGAIN;
}

static void enterOutside(struct import *import, uint64_t id)
{
    enter(import, (struct liveEntry){.key = id, .state = LIVE_OUTSIDE});
}

/* The pool is asked for a chunk; `row` counts it, or `refusedRow` should the pool refuse. */
static void enterServed(struct import *import, uint64_t id, uint64_t bytes, enum row row,
                        enum row refusedRow)
{
    import->now.ordinal++;
    const struct liveEntry entry = {
        .key = id, .ordinal = import->now.ordinal & LIVE_ORDINAL_MAX, .state = LIVE_SERVED};
    enter(import, entry);
    struct issued *issued = issue(import, entry, false, bytes);
    issued->bytes = bytes;
    issued->row = row;
    issued->refusedRow = refusedRow;
    countRequest(import, row, bytes);
}

static void allocate(struct import *import, uint64_t id, uint64_t bytes)
{
    enum row row = rowOfBytes(import, bytes);
    if (row == ROW_SERVED) {
        enterServed(import, id, bytes, ROW_SERVED, ROW_REFUSED);
        return;
    }
    enterOutside(import, id);
    countRequest(import, row, bytes);
}

/* The trace does not say the size, so it can't be the pool's; but it lives, and may be freed. */
static void allocateSizeless(struct import *import, uint64_t id)
{
    enterOutside(import, id);
    countLine(import, ROW_SIZE_MISSING);
}

static void release(struct import *import, uint64_t id)
{
    static const enum row rows[] = {[LIVE_NONE] = ROW_FREE_UNKNOWN,
                                    [LIVE_OUTSIDE] = ROW_FREED_OUTSIDE,
                                    [LIVE_REFUSED] = ROW_FREED_REFUSED};
    struct liveEntry entry = livemapTake(&import->live, id);
    if (entry.state == LIVE_SERVED)
        issueFree(import, entry, 0, ROW_FREED);
    else
        countRequest(import, rows[entry.state], 0);
}

/* An entry that is no longer in the map becomes `id` with `bytes`. */
static void moveEntry(struct import *import, struct liveEntry entry, uint64_t id, uint64_t bytes)
{
    bool was = entry.state == LIVE_SERVED;
    bool is = rowOfBytes(import, bytes) == ROW_SERVED;
    if (!was && is) {
        enterServed(import, id, bytes, ROW_RESIZE_ENTERED, ROW_RESIZE_REFUSED);
    } else if (was && is) {
        entry.key = id;
        enter(import, entry);
        countRequest(import, ROW_RESIZE_KEPT, bytes);
    } else if (was) {
        enterOutside(import, id);
        issueFree(import, entry, bytes, ROW_RESIZE_LEFT);
    } else {
        enterOutside(import, id);
        countRequest(import, ROW_RESIZE_OUTSIDE, bytes);
    }
}

/* `from` becomes `to`, which is the same where the trace names allocations and not addresses. */
static void resize(struct import *import, uint64_t from, uint64_t to, uint64_t bytes)
{
    struct liveEntry entry = livemapTake(&import->live, from);
    if (entry.state != LIVE_NONE) {
        moveEntry(import, entry, to, bytes);
        return;
    }
    countLine(import, ROW_RESIZE_UNKNOWN); /* as realloc(NULL), or from before the trace began */
    allocate(import, to, bytes);
}

static void resizeToNothing(struct import *import, uint64_t id)
{
    countLine(import, ROW_RESIZE_TO_NOTHING);
    release(import, id);
}

/* --- lines -------------------------------------------------------------------------------------
 */

static void readAllocate(struct import *import, const struct record *record)
{
    if (record->null)
        countRequest(import, ROW_FAILED, record->bytes);
    else if (record->hasBytes)
        allocate(import, record->id, record->bytes);
    else
        allocateSizeless(import, record->id);
}

static void readFree(struct import *import, const struct record *record)
{
    if (record->null)
        countRequest(import, ROW_FREE_NULL, 0);
    else
        release(import, record->id);
}

static void readResize(struct import *import, const struct record *record)
{
    if (!record->hasBytes)
        countLine(import, ROW_SIZE_MISSING); /* inside the pool or outside, it stays there */
    else if (record->bytes == 0)
        resizeToNothing(import, record->id);
    else
        resize(import, record->id, record->id, record->bytes);
}

static void readResizeFrom(struct import *import, const struct record *record)
{
    import->now.half.open = true;
    import->now.half.null = record->null;
    import->now.half.id = record->id;
    import->now.half.line = import->now.line;
}

/* The second line, and with it the request: now its first line counts as understood. */
static void readResizeTo(struct import *import, const struct record *record)
{
    bool known = import->now.half.open && !import->now.half.null;
    if (import->now.half.open)
        tallyAdd(&import->now.tallies[ROW_RESIZE_FIRST], 0, import->now.half.line);
    import->now.half.open = false;
    if (record->null && record->bytes == 0 && known) {
        resizeToNothing(import, import->now.half.id);
    } else if (record->null) {
        countRequest(import, ROW_RESIZE_FAILED, record->bytes);
    } else if (known) {
        resize(import, import->now.half.id, record->id, record->bytes);
    } else {
        countLine(import, ROW_RESIZE_UNKNOWN);
        allocate(import, record->id, record->bytes);
    }
}

/* The second line of a resize has not come. What it resized is left alone: it may live on. */
static void dropHalf(struct import *import)
{
    if (import->now.half.open)
        tallyAdd(&import->now.tallies[ROW_RESIZE_HALF], 0, import->now.half.line);
    import->now.half.open = false;
}

static void readRequest(struct import *import, const struct record *record)
{
    if (record->kind != RECORD_RESIZE_TO)
        dropHalf(import);
    switch (record->kind) {
    case RECORD_ALLOCATE:
        readAllocate(import, record);
        break;
    case RECORD_FREE:
        readFree(import, record);
        break;
    case RECORD_RESIZE:
        readResize(import, record);
        break;
    case RECORD_RESIZE_FROM:
        readResizeFrom(import, record);
        break;
    case RECORD_RESIZE_TO:
        readResizeTo(import, record);
        break;
    default: /* RECORD_RESIZE_FAILED: rowOfLine has dealt with what is no request */
        countRequest(import, ROW_RESIZE_FAILED, record->bytes);
        break;
    }
}

static bool wantsBytes(enum recordKind kind)
{
    return kind == RECORD_ALLOCATE || kind == RECORD_RESIZE;
}

/* The row of a line that is no request; ROW_LINES where it is one. */
static enum row rowOfLine(const struct record *record, bool ended)
{
    bool lacksEnd =
        record->kind == RECORD_NOT_UNDERSTOOD || (wantsBytes(record->kind) && !record->hasBytes);
    if (lacksEnd && !ended)
        return ROW_CUT_SHORT;
    switch (record->kind) {
    case RECORD_BLANK:
        return ROW_BLANK;
    case RECORD_HEADER:
        return ROW_HEADER;
    case RECORD_WRITE:
        return ROW_WRITE;
    case RECORD_NOT_UNDERSTOOD:
        return ROW_NOT_UNDERSTOOD;
    default:
        return ROW_LINES;
    }
}

void importTake(struct import *import, const struct record *record, bool ended)
{
    const enum row row = rowOfLine(record, ended);
    import->issuedCount = 0;
    if (row == ROW_LINES)
        readRequest(import, record);
    else
        countLine(import, row);
}

static struct record readLine(struct import *import, struct span line, bool ended)
{
    struct record record = {.kind = RECORD_BLANK};
    if (!import->begun)
        line = scanSkipMark(line);
    line = scanTrim(line);
    if (line.bytes > 0)
        import->format->read(&import->now.format, line, ended, &record);
    return record;
}

bool importPiece(struct import *import, struct span *rest, bool *isFirst, struct span *piece)
{
    const char separator = import->format->separator;
    const bool isWhole = separator == 0;
    if (!*isFirst && scanTrim(*rest).bytes == 0)
        return false;
    if (*isFirst)
        import->text = rest->text;
    *isFirst = false;
    const char *end =
        isWhole || rest->bytes == 0 ? NULL : memchr(rest->text, separator, rest->bytes);
    piece->text = rest->text;
    piece->bytes = end != NULL ? (size_t)(end - rest->text) : rest->bytes;
    const struct span trimmed = scanTrim(*piece);
    import->column = isWhole ? 1 : (uint32_t)(trimmed.text - import->text) + 1;
    const size_t taken = piece->bytes + (end != NULL);
    *rest = (struct span){rest->text + taken, rest->bytes - taken};
    return true;
}

int importLine(struct import *import, struct span line, uint64_t number, bool ended)
{
    if (!livemapReserve(&import->live, 1)) /* no line brings more than one live allocation */
        return -1;
    livemapMark(&import->live);
    import->stepCount = 0;
    import->now.line = number;
    const struct record record = readLine(import, line, ended);
    import->begun = true;
    importTake(import, &record, ended);
    return (int)import->issuedCount;
}

const struct command *importCommand(struct import *import, size_t index)
{
    if (index >= import->issuedCount)
        return NULL;
    const struct plain *step = import->issued[index].step;
    struct command *command = &import->commands[index];
    *command = (struct command){.verb = step->isFree ? VERB_FREE : VERB_ALLOC,
                                .line = import->now.line,
                                .column = import->column,
                                .word = step->name.text,
                                .hasSize = step->hasSize,
                                .size = step->size};
    return command;
}

void importRefused(struct import *import, size_t index)
{
    if (index >= import->issuedCount)
        return;
    struct issued *issued = &import->issued[index];
    tallyMove(&import->now.tallies[issued->row], &import->now.tallies[issued->refusedRow],
              issued->bytes, import->now.line);
    issued->row = issued->refusedRow;
    if (issued->step->isFree)
        return;
    import->now.format.refused++;
    livemapFind(&import->live, issued->id)->state = LIVE_REFUSED; /* enterServed put it there */
}

bool importRowAt(const struct import *import, size_t index, struct importRow *row)
{
    struct tally tallies[ROW_COUNT];
    if (index >= ROW_COUNT)
        return false;
    memcpy(tallies, import->now.tallies, sizeof tallies);
    if (import->now.half.open) /* the file may well have ended here */
        tallyAdd(&tallies[ROW_RESIZE_HALF], 0, import->now.half.line);
    tallyRow((enum row)index, tallies, row);
    if (index == ROW_LINES && import->format->separator != 0)
        row->meaning = "operations of the list";
    if (index == ROW_HEADER)
        row->meaning = import->format->headerMeaning(&import->now.format);
    return true;
}
