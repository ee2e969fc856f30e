/*
 * sessionbytes.c - what a session does with the bytes of its chunks: writes into them, and finds
 * those that are to be dumped.
 */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "engine/step.h"

/* --- write ------------------------------------------------------------------------------------ */

/* The bytes that a write writes, into `bytes`; how many there are. */
static uint64_t writtenBytes(const struct command *command, uint8_t *bytes)
{
    const struct span text = command->operands;
    if (!command->isHex) {
        memcpy(bytes, text.text, text.bytes);
        return text.bytes;
    }
    for (size_t i = 2; i < text.bytes; i += 2) {
        const char pair[4] = {'0', 'x', text.text[i], text.text[i + 1]};
        uint64_t value = 0;
        (void)numberRead((struct span){pair, sizeof pair}, &value);
        bytes[i / 2 - 1] = (uint8_t)value;
    }
    return text.bytes / 2 - 1;
}

/* The bytes of a chunk that are the program's. */
static uint64_t roomOf(const struct session *s, const struct grant *grant)
{
    const struct place *place = &grant->place;
    if (place->bytes == 0)
        return s->roomBytes;
    return place->bytes > grant->headerBytes ? place->bytes - grant->headerBytes : 0;
}

/* The chunk that a write goes to, and where in it; or what is wrong with it. */
static enum outcome claimWrite(const struct session *s, const struct command *command,
                               uint64_t byteCount, struct event *event)
{
    struct grant grant = {0};
    struct place place;
    if (!command->hasAddress) {
        event->handle = command->word;
        if (!sessionPlaceOf(s, command->word, &place))
            return OUTCOME_UNKNOWN_HANDLE;
    }
    const uint64_t at = command->hasAddress ? command->address : place.address;
    event->address = at;
    if (s->model->kind->classify(s->model, at, &grant) == CLAIM_FOREIGN)
        return OUTCOME_FOREIGN_FREE;
    event->place = grant.place;
    const uint64_t inside = at - grant.place.address;
    uint64_t room = roomOf(s, &grant);
    if (s->unchecked &&
        s->model->kind->hasChunks) /* on into the next chunks, up to the end of the block */
        room = (uint64_t)(s->fields.blockSize - grant.place.chunk) * s->fields.chunkSize;
    if (inside > room)
        return OUTCOME_OVERSIZE;
    room -= inside;
    if (command->offset > room || byteCount > room - command->offset)
        return OUTCOME_OVERSIZE;
    event->address = at + command->offset;
    event->byteCount = byteCount;
    return OUTCOME_OK;
}

enum outcome stepWrite(struct session *s, const struct command *command, struct event *event,
                       struct deed *deed)
{
    (void)deed;
    uint8_t *bytes = malloc(command->operands.bytes); /* more than there will be, and not 0 */
    if (bytes == NULL)
        return OUTCOME_OUT_OF_MEMORY;
    const uint64_t byteCount = writtenBytes(command, bytes);
    enum outcome outcome = claimWrite(s, command, byteCount, event);
    if (outcome == OUTCOME_OK && !s->model->kind->write(s->model, event->address, bytes, byteCount))
        outcome = OUTCOME_OUT_OF_MEMORY;
    free(bytes);
    return outcome;
}

/* --- dump ------------------------------------------------------------------------------------- */

/* The address that a dump begins at, and whether it is for a whole block. */
static bool dumpedAddress(const struct session *s, const struct command *command, uint64_t *address,
                          bool *wholeBlock)
{
    *wholeBlock = command->hasAddress && command->address < s->stats.blocks;
    if (*wholeBlock) { /* of a heap, the first region */
        const uint64_t slot = command->address * s->fields.blockSize;
        *address = s->model->kind->placeOf(s->model, (uint32_t)slot).address;
        return true;
    }
    *address = command->address;
    if (command->hasAddress)
        return true;
    struct place place;
    const bool known = sessionPlaceOf(s, command->word, &place);
    if (known)
        *address = place.address;
    return known;
}

bool sessionBytes(const struct session *s, const struct command *command, struct bytesView *bytes,
                  struct window *window, struct buffer *why)
{
    uint64_t address;
    bool wholeBlock;
    struct grant grant = {0};
    if (!dumpedAddress(s, command, &address, &wholeBlock)) {
        bufferAppendText(why, "unknown handle ");
        bufferAppendQuoted(why, command->word);
        return false;
    }
    if (s->model->kind->classify(s->model, address, &grant) == CLAIM_FOREIGN) {
        bufferAppendAddress(why, address, s->fields.decimal);
        bufferAppendText(why, " is no block, and lies in no block, of this pool");
        return false;
    }
    bytes->address = grant.place.address - grant.headerBytes;
    bytes->byteCount = (uint64_t)s->fields.chunkSize * (wholeBlock ? s->fields.blockSize : 1);
    if (!s->model->kind->hasChunks) { /* regions, each with its header */
        const uint64_t before = grant.place.chunk - grant.headerBytes;
        bytes->byteCount = wholeBlock ? s->stats.reservedBytes - before : grant.place.bytes;
    }
    bytes->bytes = s->model->kind->bytesAt(s->model, bytes->address, bytes->byteCount);
    *window = (struct window){.parts = VIEW_BLOCKS,
                              .rowChunks = wholeBlock ? UINT32_MAX : 1,
                              .rowsFirst = wholeBlock && !s->model->kind->hasChunks,
                              .focus = grant.place.address,
                              .tellsNext = true};
    return true;
}
