/*
 * tape.h - a stack of bytes on which records are written, to be read again from their ends: what
 * was pushed last is popped first. As a log, it can be read forth as well. A number takes 1 byte
 * below 128, and one more for each 7 bits beyond (the variable-length quantity of the Standard MIDI
 * File, read backwards).
 *
 * Pushing can't fail half-way through a record: where there is no memory, or the tape would pass
 * TAPE_CEILING bytes, it is marked as failed and takes nothing more until it is cleared. So who
 * writes records asks once, at the end.
 *
 * Rule: what is popped is what was pushed, in the reverse order and by the twin of the function
 * that pushed it. Used by the timeline of a session, and by models for what only they know.
 */
#ifndef BASE_TAPE_H
#define BASE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most that a tape holds, in bytes. */
#define TAPE_CEILING ((size_t)1 << 31)

struct tape {
    uint8_t *start;
    size_t bytes;    /* written, from `start` on  */
    size_t capacity; /* bytes that there is room for */
    bool failed;     /* something did not fit */
};

void tapeInit(struct tape *tape);
void tapeRelease(struct tape *tape);

/* Empty and not failed again; keeps its memory. */
void tapeClear(struct tape *tape);

/* Room for `bytes` more; false, and marked as failed, where there is none. */
bool tapeGrow(struct tape *tape, size_t bytes);

static inline bool tapeHasRoom(struct tape *tape, size_t bytes)
{
    return bytes <= tape->capacity - tape->bytes ? !tape->failed : tapeGrow(tape, bytes);
}

void tapePushLarge(struct tape *tape, uint64_t number);

static inline void tapePush(struct tape *tape, uint64_t number)
{
    if (number < 128 && tapeHasRoom(tape, 1))
        tape->start[tape->bytes++] = (uint8_t)number;
    else
        tapePushLarge(tape, number);
}

/* A number that may be a little below 0: 0, -1, 1, -2, ... take one byte. */
static inline void tapePushSigned(struct tape *tape, int64_t number)
{
    tapePush(tape, number < 0 ? ~((uint64_t)number << 1) : (uint64_t)number << 1);
}

static inline uint64_t tapePop(struct tape *tape)
{
    uint8_t byte = tape->start[--tape->bytes];
    uint64_t number = byte & 127;
    for (unsigned shift = 7; byte >= 128; shift += 7) {
        byte = tape->start[--tape->bytes];
        number |= (uint64_t)(byte & 127) << shift;
    }
    return number;
}

static inline int64_t tapePopSigned(struct tape *tape)
{
    const uint64_t number = tapePop(tape);
    return (int64_t)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

/*
 * The tape can be read forth as well: the number that begins at byte *at, which then is behind it.
 * Only its first byte is below 128, so the next one shows where it ends.
 */
static inline uint64_t tapeRead(const struct tape *tape, size_t *at)
{
    const uint8_t *byte = tape->start + *at, *end = tape->start + tape->bytes;
    uint64_t number = *byte++;
    for (; byte < end && *byte >= 128; byte++)
        number = number << 7 | (*byte & 127);
    *at = (size_t)(byte - tape->start);
    return number;
}

static inline int64_t tapeReadSigned(const struct tape *tape, size_t *at)
{
    const uint64_t number = tapeRead(tape, at);
    return (int64_t)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

/* `bytes` bytes as they are: who pops them knows how many. */
void tapePushBytes(struct tape *tape, const void *from, size_t bytes);
void tapePopBytes(struct tape *tape, void *to, size_t bytes);

#endif
