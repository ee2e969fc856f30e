#include "base/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

/* A number of 64 bits takes at most as many bytes. */
#define NUMBER_BYTES_MAX 10

void tapeInit(struct tape *tape)
{
    *tape = (struct tape){0};
}

void tapeRelease(struct tape *tape)
{
    free(tape->start);
    tapeInit(tape);
}

void tapeClear(struct tape *tape)
{
    tape->bytes = 0;
    tape->failed = false;
}

bool tapeGrow(struct tape *tape, size_t bytes)
{
    uint8_t *start = NULL;
    if (!tape->failed && bytes <= TAPE_CEILING - tape->bytes)
        start = checkedGrow(tape->start, &tape->capacity, tape->bytes + bytes, 1);
    if (start == NULL) {
        tape->failed = true;
        return false;
    }
    tape->start = start;
    return true;
}

void tapePushLarge(struct tape *tape, uint64_t number)
{
    uint8_t groups[NUMBER_BYTES_MAX];
    size_t at = sizeof groups;
    groups[--at] = (uint8_t)(number & 127);
    while ((number >>= 7) != 0) {
        groups[at] |= 128; /* more of it is read behind this one */
        groups[--at] = (uint8_t)(number & 127);
    }
    /* lowest group last, as it is read first */
    tapePushBytes(tape, groups + at, sizeof groups - at);
}

void tapePushBytes(struct tape *tape, const void *from, size_t bytes)
{
    if (bytes == 0 || !tapeHasRoom(tape, bytes))
        return;
    memcpy(tape->start + tape->bytes, from, bytes);
    tape->bytes += bytes;
}

void tapePopBytes(struct tape *tape, void *to, size_t bytes)
{
    tape->bytes -= bytes;
    if (bytes > 0)
        memcpy(to, tape->start + tape->bytes, bytes);
}
