/*
 * ostep.c - operation lists of the free-space homework of "Operating Systems: Three Easy Pieces",
 * as its program takes them with -A.
 *
 *     +BYTES    allocate          -NUMBER    free what the allocation NUMBER got
 *
 * with commas between them, or one a line. Allocations are numbered from 0 on, those that fail too.
 * The program compares NUMBER with how many allocations succeeded so far and skips a free that is
 * not below it, also where that allocation has memory; so it is skipped here. Where the same number
 * is freed twice it may free what another allocation got there since: that is not done here.
 */
#include "import/format.h"

#include "import/scan.h"

enum { VALUE_ALLOCATIONS };

/* What no allocation is called: a free of it is counted, and is no request of the pool's. */
#define NO_ALLOCATION UINT64_MAX

static bool ostepRecognise(struct span head)
{
    struct span line;
    bool ended;
    uint64_t bytes;
    if (!scanLine(&head, &line, &ended))
        return false;
    struct scan scan = scanOf(line);
    if (!scanText(&scan, spanOf("+")) || !scanDecimal(&scan, &bytes))
        return false;
    (void)scanBlanks(&scan);
    return scanAtEnd(&scan) || *scan.at == ',';
}

static void ostepRead(struct formatState *state, struct span line, bool ended,
                      struct record *record)
{
    (void)ended; /* a list on a command line has no newline either */
    struct scan scan = scanOf(line);
    uint64_t number;
    const bool isAllocation = scanText(&scan, spanOf("+"));
    record->kind = RECORD_NOT_UNDERSTOOD;
    if ((!isAllocation && !scanText(&scan, spanOf("-"))) || !scanDecimal(&scan, &number) ||
        !scanAtEnd(&scan))
        return;
    uint64_t *allocations = &state->values[VALUE_ALLOCATIONS];
    if (isAllocation) {
        record->kind = RECORD_ALLOCATE;
        record->hasBytes = true;
        record->bytes = number;
        record->id = (*allocations)++;
        return;
    }
    record->kind = RECORD_FREE;
    record->id = number < *allocations - state->refused ? number : NO_ALLOCATION;
}

static const char *ostepHeaderMeaning(const struct formatState *state)
{
    (void)state;
    return "lines of a header";
}

const struct importFormat importOstep = {
    .name = "ostep",
    .summary = "operations of the OSTEP book's malloc.py (+BYTES,-NUMBER)",
    .handleLetter = 'p',
    .separator = ',',
    .reusesIds = false,
    .recognise = ostepRecognise,
    .read = ostepRead,
    .headerMeaning = ostepHeaderMeaning,
};
