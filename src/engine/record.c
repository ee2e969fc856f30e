#include "engine/record.h"

#include "view/event.h"

/* Above the marks: the path of an alloc, or the result and verb of any other step. */
#define MARK_BITS 12
#define KIND_MASK 3u

/* The path that an alloc usually has: kept is by how it differs. */
static unsigned usualPath(unsigned marks)
{
    return (marks & MARK_FORMER) != 0 ? PATH_RECYCLE : PATH_BUMP;
}

/* --- the first number ------------------------------------------------------------------------- */

static void pushMarks(struct tape *tape, const struct record *record)
{
    uint64_t above = 0;
    if (record->kind == RECORD_ALLOC)
        above = record->path ^ usualPath(record->marks);
    else if (record->kind == RECORD_OTHER)
        above = record->result | record->verb << 4;
    if ((record->marks & MARK_LINE) != 0)
        tapePushSigned(tape, record->line);
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
    record->line = (record->marks & MARK_LINE) != 0 ? tapePopSigned(tape) : 0;
}

bool recordPeek(const struct tape *tape, struct record *record)
{
    struct tape look = *tape;
    if (look.bytes == 0)
        return false;
    readMarks(tapePop(&look), record);
    return true;
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
    for (int i = 0; i < 3 && (record->marks & MARK_PEAKS) != 0; i++)
        tapePush(tape, record->peaks[i]);
}

static void popPeaks(struct tape *tape, struct record *record)
{
    for (int i = 3; i-- > 0 && (record->marks & MARK_PEAKS) != 0;)
        record->peaks[i] = tapePop(tape);
}

void recordPushDone(struct tape *tape, const struct record *record)
{
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

void recordPopDone(struct tape *tape, struct record *record)
{
    popMarks(tape, record);
    if (record->kind == RECORD_OTHER) {
        record->text = popText(tape);
        for (int i = 3; i-- > 0;)
            record->numbers[i] = tapePop(tape);
    }
    if (record->kind == RECORD_ALLOC)
        popAlloc(tape, record);
    popPeaks(tape, record);
}

void recordPushUndone(struct tape *tape, const struct record *record)
{
    pushPeaks(tape, record);
    if (record->kind == RECORD_OTHER)
        pushText(tape, record->text);
    else
        tapePush(tape, record->handle);
    if (record->kind == RECORD_ALLOC && (record->marks & MARK_GIVEN) != 0)
        tapePush(tape, record->bytes);
    if (record->kind == RECORD_ALLOC && (record->marks & MARK_AUTO) != 0)
        tapePush(tape, record->autoBack);
    pushMarks(tape, record);
}

void recordPopUndone(struct tape *tape, struct record *record)
{
    popMarks(tape, record);
    if (record->kind == RECORD_ALLOC && (record->marks & MARK_AUTO) != 0)
        record->autoBack = tapePop(tape);
    if (record->kind == RECORD_ALLOC && (record->marks & MARK_GIVEN) != 0)
        record->bytes = tapePop(tape);
    if (record->kind == RECORD_OTHER)
        record->text = popText(tape);
    else
        record->handle = (uint32_t)tapePop(tape);
    popPeaks(tape, record);
}
