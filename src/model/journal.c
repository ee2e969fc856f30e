#include "model/journal.h"

void journalBegin(struct journal *journal, struct tape *tape)
{
    journal->tape = tape;
    journal->count = 0;
}

static uint8_t *startOf(const struct journal *journal, unsigned region)
{
    return journal->regions[region];
}

void journalKeep(struct journal *journal, unsigned region, const void *at, size_t bytes)
{
    if (journal->tape == NULL)
        return;
    tapePushBytes(journal->tape, at, bytes);
    tapePush(journal->tape, bytes);
    tapePush(journal->tape, (uint64_t)((const uint8_t *)at - startOf(journal, region)));
    tapePush(journal->tape, region);
    journal->count++;
}

void journalEnd(struct journal *journal)
{
    if (journal->tape != NULL)
        tapePush(journal->tape, journal->count);
}

void journalUndo(struct journal *journal, struct tape *tape)
{
    for (uint64_t count = tapePop(tape); count > 0; count--) {
        const unsigned region = (unsigned)tapePop(tape);
        uint8_t *at = startOf(journal, region) + tapePop(tape);
        tapePopBytes(tape, at, (size_t)tapePop(tape));
    }
}
