#include "engine/record.h"

/* Above the marks: the path of an alloc, or the result and verb of any other step. */
#define MARK_BITS 12
#define KIND_MASK 3u

/* The path that an alloc usually has: kept is by how it differs. */
static unsigned usualPath(unsigned marks)
{
    return (marks & MARK_FORMER) != 0 ? PATH_RECYCLE : PATH_BUMP;
}

/* --- on the tape: the first number ------------------------------------------------------------ */

static void pushMarks(struct tape *tape, const struct record *record)
{
    uint64_t above = 0;
    if (record->kind == RECORD_ALLOC)
        above = record->path ^ usualPath(record->marks);
    else if (record->kind == RECORD_OTHER)
        above = record->result | record->verb << 4;
    if ((record->marks & MARK_LINE) != 0)
        tapePushSigned(tape, record->line);
    tapePush(tape, record->logBytes);
    tapePush(tape, above << MARK_BITS | record->marks | record->kind);
}

static void readMarks(uint64_t number, struct record *record)
{
    const unsigned above = (unsigned)(number >> MARK_BITS);
    record->kind = (enum recordKind)(number & KIND_MASK);
    record->marks = (unsigned)number & ((1u << MARK_BITS) - 1) & ~KIND_MASK;
    record->path = above ^ usualPath(record->marks);
    record->result = record->kind == RECORD_OTHER ? above & 15 : OUTCOME_OK;
    record->verb = above >> 4;
}

static void popMarks(struct tape *tape, struct record *record)
{
    readMarks(tapePop(tape), record);
    record->logBytes = tapePop(tape);
    record->line = (record->marks & MARK_LINE) != 0 ? tapePopSigned(tape) : 0;
}

enum outcome recordOutcome(const struct tape *tape)
{
    struct tape look = *tape;
    struct record record;
    readMarks(tapePop(&look), &record);
    return (enum outcome)record.result;
}

/* --- what stands behind it -------------------------------------------------------------------- */

static void pushLife(struct tape *tape, const struct record *record)
{
    const bool odd = record->lifeEras != 0 || record->lifeWasLive;
    if (odd)
        tapePush(tape, record->lifeEras << 1 | record->lifeWasLive);
    tapePush(tape, record->lifeBytes);
    tapePush(tape, record->lifeSteps << 1 | odd);
    tapePush(tape, record->lifeSlot);
}

static void popLife(struct tape *tape, struct record *record)
{
    record->lifeSlot = tapePop(tape);
    record->lifeSteps = tapePop(tape);
    record->lifeBytes = tapePop(tape);
    const uint64_t odd = (record->lifeSteps & 1) != 0 ? tapePop(tape) : 0;
    record->lifeSteps >>= 1;
    record->lifeEras = odd >> 1;
    record->lifeWasLive = (odd & 1) != 0;
}

static void pushAlloc(struct tape *tape, const struct record *record)
{
    const unsigned marks = record->marks;
    if ((marks & MARK_AUTO) != 0)
        tapePush(tape, record->autoBack);
    if ((marks & MARK_KNOWN) != 0)
        pushLife(tape, record);
    if ((marks & MARK_APART) != 0)
        tapePush(tape, record->slot);
    if ((marks & MARK_FORMER) != 0)
        tapePush(tape, record->former);
}

static void popAlloc(struct tape *tape, struct record *record)
{
    const unsigned marks = record->marks;
    if ((marks & MARK_FORMER) != 0)
        record->former = (uint32_t)tapePop(tape);
    if ((marks & MARK_APART) != 0)
        record->slot = (uint32_t)tapePop(tape);
    if ((marks & MARK_KNOWN) != 0)
        popLife(tape, record);
    if ((marks & MARK_AUTO) != 0)
        record->autoBack = tapePop(tape);
}

static void pushText(struct tape *tape, struct span text)
{
    tapePushBytes(tape, text.text, text.bytes);
    tapePush(tape, text.bytes);
}

static struct span popText(struct tape *tape)
{
    const size_t bytes = (size_t)tapePop(tape);
    tape->bytes -= bytes;
    return (struct span){(const char *)tape->start + tape->bytes, bytes};
}

/* --- records ---------------------------------------------------------------------------------- */

static void pushPeaks(struct tape *tape, const struct record *record)
{
    for (int i = 0; i < 3; i++)
        tapePush(tape, record->peaks[i]);
}

static void popPeaks(struct tape *tape, struct record *record)
{
    for (int i = 3; i-- > 0;)
        record->peaks[i] = tapePop(tape);
}

void recordPush(struct tape *tape, const struct record *record)
{
    if ((record->marks & MARK_PEAKS) != 0)
        pushPeaks(tape, record);
    if (record->kind == RECORD_ALLOC)
        pushAlloc(tape, record);
    if (record->kind == RECORD_OTHER) {
        for (int i = 0; i < 3; i++)
            tapePush(tape, record->numbers[i]);
        pushText(tape, record->text);
    }
    pushMarks(tape, record);
}

void recordPop(struct tape *tape, struct record *record)
{
    struct tape rest = *tape; /* here, so that its end is in no memory between the numbers */
    popMarks(&rest, record);
    if (record->kind == RECORD_OTHER) {
        record->text = popText(&rest);
        for (int i = 3; i-- > 0;)
            record->numbers[i] = tapePop(&rest);
    }
    if (record->kind == RECORD_ALLOC)
        popAlloc(&rest, record);
    if ((record->marks & MARK_PEAKS) != 0)
        popPeaks(&rest, record);
    tape->bytes = rest.bytes;
}

/* --- on the log ------------------------------------------------------------------------------- */

/* The lowest bits of the first number; above them the handle, the slot, or result and verb. */
enum {
    LOG_NEW,
    LOG_KNOWN,
    LOG_FREE,
    LOG_OTHER,
    LOG_KINDS = 3,
    LOG_GIVEN = 1 << 2,
    LOG_MORE = 1 << 3
};
#define LOG_BITS 4

/* The marks that are rare: a number of their own, in which they are moved down by as much. */
#define LOG_RARE  (MARK_LINE | MARK_ASIDE | MARK_UNCHECKED | MARK_AUTO)
#define RARE_BITS 3

static uint64_t firstNumber(const struct record *record)
{
    const unsigned marks = ((record->marks & MARK_GIVEN) != 0 ? LOG_GIVEN : 0u) |
                           ((record->marks & LOG_RARE) != 0 ? LOG_MORE : 0u);
    if (record->kind == RECORD_FREE)
        return (uint64_t)record->slot << LOG_BITS | marks | LOG_FREE;
    if (record->kind == RECORD_OTHER)
        return (uint64_t)(record->result | record->verb << 4) << LOG_BITS | marks | LOG_OTHER;
    if ((record->marks & MARK_KNOWN) == 0)
        return marks | LOG_NEW;
    return (uint64_t)record->handle << LOG_BITS | marks | LOG_KNOWN;
}

static void writeRare(struct tape *log, const struct record *record)
{
    tapePush(log, (record->marks & LOG_RARE) >> RARE_BITS);
    if ((record->marks & MARK_LINE) != 0)
        tapePushSigned(log, record->line);
    if ((record->marks & MARK_AUTO) != 0)
        tapePush(log, record->autoBack);
}

void recordWrite(struct tape *log, const struct record *record)
{
    tapePush(log, firstNumber(record));
    if ((record->marks & LOG_RARE) != 0)
        writeRare(log, record);
    if (record->kind == RECORD_ALLOC && (record->marks & MARK_GIVEN) != 0)
        tapePush(log, record->bytes);
    if (record->kind != RECORD_OTHER)
        return;
    tapePush(log, record->text.bytes);
    tapePushBytes(log, record->text.text, record->text.bytes);
}

static void readRare(const struct tape *log, size_t *at, struct record *record)
{
    record->marks |= (unsigned)tapeRead(log, at) << RARE_BITS;
    if ((record->marks & MARK_LINE) != 0)
        record->line = tapeReadSigned(log, at);
    if ((record->marks & MARK_AUTO) != 0)
        record->autoBack = tapeRead(log, at);
}

static void readOther(const struct tape *log, size_t *at, struct record *record, unsigned above)
{
    record->kind = RECORD_OTHER;
    record->result = above & 15;
    record->verb = above >> 4;
    record->text.bytes = (size_t)tapeRead(log, at);
    record->text.text = (const char *)log->start + *at;
    *at += record->text.bytes;
}

void recordRead(const struct tape *log, size_t *at, struct record *record)
{
    const uint64_t number = tapeRead(log, at);
    const unsigned kind = (unsigned)number & LOG_KINDS;
    record->kind = kind == LOG_FREE ? RECORD_FREE : RECORD_ALLOC;
    record->marks =
        ((number & LOG_GIVEN) != 0 ? MARK_GIVEN : 0u) | (kind == LOG_KNOWN ? MARK_KNOWN : 0u);
    record->line = 0;
    record->autoBack = 0;
    record->result = OUTCOME_OK;
    record->handle = record->slot = (uint32_t)(number >> LOG_BITS);
    if ((number & LOG_MORE) != 0)
        readRare(log, at, record);
    if (kind == LOG_OTHER)
        readOther(log, at, record, (unsigned)(number >> LOG_BITS));
    else if (record->kind == RECORD_ALLOC && (number & LOG_GIVEN) != 0)
        record->bytes = tapeRead(log, at);
}

bool recordIsUnchecked(const struct tape *log, size_t at)
{
    const uint64_t number = tapeRead(log, &at);
    return (number & LOG_MORE) != 0 && (tapeRead(log, &at) << RARE_BITS & MARK_UNCHECKED) != 0;
}
