#include "engine/account.h"

#include <stdlib.h>
#include <string.h>

#include "engine/explain.h"
#include "engine/travel.h"

/* More memory than this is not compared byte for byte. */
#define COMPARED_BYTES_MAX ((uint64_t)4 << 20)

/* Slots of the block table whose old values are kept, from its end. */
#define SLOTS_KEPT 8

#define WORD_BYTES sizeof(uint64_t)

/* How much of the free list stands beside each state. */
static const struct window stateWindow = {
    .parts = VIEW_LIST, .rowChunks = 1, .linksFirst = 4, .linksLast = 1};

void accountInit(struct account *account)
{
    *account = (struct account){0};
    viewInit(&account->before);
    viewInit(&account->after);
}

void accountRelease(struct account *account)
{
    viewRelease(&account->before);
    viewRelease(&account->after);
}

/* --- the memory before ------------------------------------------------------------------------ */

/* A copy of memory: whole blocks from the first one on, or the chunks that the step is about. */
struct memory {
    uint8_t *bytes;
    uint64_t blocks; /* how many; of a heap, its bytes          */
    bool isPartial;  /* they are too many: these chunks alone   */
    struct place chunks[2];
    size_t chunkCount;
    uint64_t slots[SLOTS_KEPT]; /* addresses of the last blocks, backwards */
};

/* The bytes of a whole block; all of a heap is one. */
static uint64_t blockBytes(const struct session *s, uint64_t heapBytes)
{
    return s->model->kind->hasChunks ? (uint64_t)s->fields.chunkSize * s->fields.blockSize
                                     : heapBytes;
}

/* What is compared of a chunk by itself; a heap's region has its link there. */
static uint64_t chunkBytes(const struct session *s)
{
    return s->model->kind->hasChunks ? s->fields.chunkSize : WORD_BYTES;
}

static uint64_t blockAddress(const struct session *s, uint64_t block)
{
    if (!s->model->kind->hasChunks)
        return (uintptr_t)s->arena.base;
    return s->model->kind->placeOf(s->model, (uint32_t)(block * s->fields.blockSize)).address;
}

/* Piece `index` of the memory that is compared; false behind the last. */
static bool pieceAt(const struct session *s, const struct memory *memory, size_t index,
                    uint64_t *address, uint64_t *byteCount)
{
    if (memory->isPartial) {
        const bool isOne = index < memory->chunkCount;
        const struct place *place = &memory->chunks[isOne ? index : 0];
        *address = place->address;
        *byteCount = chunkBytes(s);
        return isOne;
    }
    const bool hasChunks = s->model->kind->hasChunks;
    *byteCount = blockBytes(s, memory->blocks);
    if (*byteCount == 0 || index >= (hasChunks ? memory->blocks : 1))
        return false;
    *address = blockAddress(s, index);
    return true;
}

/* Copies what the step may write to; false without memory. */
static bool copyMemory(const struct session *s, struct memory *memory)
{
    uint64_t address, byteCount, sum = 0;
    for (size_t i = 0; pieceAt(s, memory, i, &address, &byteCount); i++)
        sum += byteCount;
    memory->bytes = calloc(sum > 0 ? sum : 1, 1);
    if (memory->bytes == NULL)
        return false;
    uint8_t *to = memory->bytes;
    for (size_t i = 0; pieceAt(s, memory, i, &address, &byteCount); i++, to += byteCount) {
        const uint8_t *from = s->model->kind->bytesAt(s->model, address, byteCount);
        if (from != NULL)
            memcpy(to, from, byteCount);
    }
    return true;
}

/* One of the chunks that the step is about, if it is there before the step. */
static void chooseChunk(const struct session *s, struct memory *memory, const struct place *place)
{
    if (place->known && s->model->kind->bytesAt(s->model, place->address, chunkBytes(s)) != NULL)
        memory->chunks[memory->chunkCount++] = *place;
}

static struct memory chooseMemory(const struct session *s, const struct event *event)
{
    const bool hasChunks = s->model->kind->hasChunks;
    struct memory memory = {.blocks = hasChunks ? s->stats.blocks : s->stats.reservedBytes};
    memory.isPartial = s->stats.reservedBytes > COMPARED_BYTES_MAX;
    chooseChunk(s, &memory, &event->place);
    chooseChunk(s, &memory, &event->oldHead);
    for (uint64_t i = 0; hasChunks && i < SLOTS_KEPT && i < memory.blocks; i++)
        memory.slots[i] = blockAddress(s, memory.blocks - 1 - i);
    return memory;
}

/* --- writes ----------------------------------------------------------------------------------- */

static void addWrite(struct account *account, struct write write)
{
    if (account->writeCount < WRITES_MAX)
        account->writes[account->writeCount++] = write;
    else
        account->hiddenCount++;
}

static struct place placeAt(const struct session *s, uint64_t address)
{
    struct grant grant = {0};
    if (address == 0)
        return grant.place;
    const enum claim claim = s->model->kind->classify(s->model, address, &grant);
    grant.place.known = claim != CLAIM_FOREIGN && claim != CLAIM_MISALIGNED;
    return grant.place;
}

static void addAddress(const struct session *s, struct account *account, struct write write)
{
    write.form = WRITE_ADDRESS;
    write.oldPlace = placeAt(s, write.old);
    write.nowPlace = placeAt(s, write.now);
    addWrite(account, write);
}

static void addNumber(struct account *account, const char *name, int64_t old, int64_t now)
{
    if (old != now)
        addWrite(account, (struct write){.name = name,
                                         .form = WRITE_NUMBER,
                                         .old = (uint64_t)old,
                                         .now = (uint64_t)now});
}

/* The fields of the struct, in the order in which pool.c comes to them. */
static void addFields(const struct session *s, struct account *account)
{
    const struct fields *was = &account->before.fields, *now = &account->after.fields;
    addNumber(account, "chunkSize", was->chunkSize, now->chunkSize);
    addNumber(account, "blockSize", was->blockSize, now->blockSize);
    addNumber(account, "used", was->used, now->used);
    addNumber(account, "block", was->block, now->block);
    if (was->freed != now->freed)
        addAddress(s, account,
                   (struct write){.name = "freed", .old = was->freed, .now = now->freed});
}

/* The slots of the block table: those that got a block, or lost theirs. */
static void addSlots(const struct session *s, const struct memory *memory, struct account *account)
{
    const uint64_t was = account->before.stats.blocks, now = account->after.stats.blocks;
    addNumber(account, "blocksUsed", account->before.fields.blocksUsed,
              account->after.fields.blocksUsed);
    if (!s->model->kind->hasChunks || account->isNew)
        return;
    for (uint64_t i = was; i < now; i++)
        addAddress(s, account,
                   (struct write){
                       .name = "blocks", .isSlot = true, .index = i, .now = blockAddress(s, i)});
    for (uint64_t i = was; i-- > now && was - 1 - i < SLOTS_KEPT;)
        addAddress(
            s, account,
            (struct write){
                .name = "blocks", .isSlot = true, .index = i, .old = memory->slots[was - 1 - i]});
}

static bool isLink(const char *name)
{
    return name != NULL && strcmp(name, "nextFree") == 0;
}

/* The name of what lies at `address`; NULL where it has none. */
static const char *nameAt(const struct session *s, uint64_t address, enum claim claim,
                          const struct grant *grant)
{
    const bool listed = s->recipe.kind == &poolModel || s->recipe.kind == &eagerModel;
    if (listed)
        return claim == CLAIM_FREED ? "nextFree" : NULL; /* at the chunk's own address */
    return !s->model->kind->hasChunks && address < grant->place.address ? "header" : NULL;
}

/* Of bytes that are not all what they were: those at either end that are, are left out. */
static void leaveOutSame(struct write *write)
{
    for (; ((write->old ^ write->now) & 0xff) == 0; write->byteCount--) {
        write->address++;
        write->old >>= 8;
        write->now >>= 8;
    }
    while ((write->old ^ write->now) >> 8 * (write->byteCount - 1) == 0)
        write->byteCount--;
    const uint64_t kept = UINT64_MAX >> 8 * (WORD_BYTES - write->byteCount);
    write->old &= kept;
    write->now &= kept;
}

/* Is it behind the last write, in the same chunk, and as nameless? Then it goes on that. */
static bool goesOn(struct account *account, const struct write *write)
{
    struct write *last = account->writeCount > 0 ? &account->writes[account->writeCount - 1] : NULL;
    if (write->name != NULL || last == NULL || last->name != NULL ||
        last->address + last->byteCount != write->address ||
        last->place.address != write->place.address)
        return false;
    if (last->byteCount < WORD_BYTES) {
        last->old |= write->old << 8 * last->byteCount;
        last->now |= write->now << 8 * last->byteCount;
    }
    last->byteCount += write->byteCount;
    return true;
}

/*
 * A word of a chunk that is not what it was. Regions of a heap may begin and end within words: what
 * of it is written is told to the byte.
 */
static void addWord(const struct session *s, struct account *account, uint64_t address,
                    size_t byteCount, uint64_t old, uint64_t now)
{
    const struct modelKind *kind = s->model->kind;
    struct grant grant = {0};
    const enum claim claim = kind->classify(s->model, address, &grant);
    const char *name = nameAt(s, address, claim, &grant);
    struct write write = {.name = name,
                          .address = address,
                          .byteCount = byteCount,
                          .form = WRITE_BYTES,
                          .old = old,
                          .now = now};
    if (name == NULL && !kind->hasChunks) {
        leaveOutSame(&write);
        (void)kind->classify(s->model, write.address, &grant);
    }
    write.place = grant.place;
    if (goesOn(account, &write))
        return;
    write.wasBytes = account->event.path == PATH_PUSH && address == account->event.place.address;
    if (isLink(name))
        addAddress(s, account, write);
    else
        addWrite(account, write);
}

static void comparePiece(const struct session *s, struct account *account, const uint8_t *was,
                         const uint8_t *is, uint64_t address, uint64_t byteCount)
{
    for (uint64_t at = 0; at < byteCount; at += WORD_BYTES) {
        const size_t bytes = byteCount - at < WORD_BYTES ? (size_t)(byteCount - at) : WORD_BYTES;
        uint64_t old = 0, now = 0;
        if (memcmp(was + at, is + at, bytes) == 0)
            continue;
        memcpy(&old, was + at, bytes);
        memcpy(&now, is + at, bytes);
        addWord(s, account, address + at, bytes, old, now);
    }
}

/* What is not as it was, of what is there still. */
static void compareMemory(const struct session *s, const struct memory *before,
                          struct account *account)
{
    struct memory both = *before;
    const uint64_t now = s->model->kind->hasChunks ? s->stats.blocks : s->stats.reservedBytes;
    uint64_t address, byteCount;
    const uint8_t *was = before->bytes;
    if (now < both.blocks)
        both.blocks = now;
    for (size_t i = 0; pieceAt(s, &both, i, &address, &byteCount); i++, was += byteCount) {
        const uint8_t *is = s->model->kind->bytesAt(s->model, address, byteCount);
        if (is != NULL)
            comparePiece(s, account, was, is, address, byteCount);
    }
}

/* The link of a chunk that was freed is written also where it is what was there. */
static void addLink(const struct session *s, struct account *account)
{
    const struct place *place = &account->event.place;
    struct grant grant = {0};
    if (account->event.path != PATH_PUSH || !place->known)
        return;
    for (size_t i = 0; i < account->writeCount; i++)
        if (account->writes[i].address == place->address)
            return;
    const enum claim claim = s->model->kind->classify(s->model, place->address, &grant);
    const uint8_t *bytes = s->model->kind->bytesAt(s->model, place->address, WORD_BYTES);
    uint64_t link = 0;
    if (bytes == NULL || !isLink(nameAt(s, place->address, claim, &grant)))
        return;
    memcpy(&link, bytes, sizeof link);
    addWord(s, account, place->address, sizeof link, link, link);
}

/* --- the step --------------------------------------------------------------------------------- */

/* The session is after the step again: what became of it. */
static void tellWrites(const struct session *s, const struct memory *memory,
                       struct account *account)
{
    account->isPartial = memory->isPartial && !account->isNew;
    if (account->event.outcome != OUTCOME_OK)
        return; /* a step that is refused writes nothing */
    if (!account->isNew)
        compareMemory(s, memory, account);
    addLink(s, account);
    addSlots(s, memory, account);
    addFields(s, account);
}

/* Undoes the step and does it again, with a look at the state between. */
static bool replay(struct session *s, struct account *account, struct command *command)
{
    const struct model *was = s->model;
    if (!travelBack(s) || !travelForth(s, command, &account->event) || !travelBack(s))
        return false; /* now it is known which chunks it is about */
    struct memory memory = chooseMemory(s, &account->event);
    const struct model *before = s->model;
    const bool copied = sessionView(s, &stateWindow, &account->before) && copyMemory(s, &memory);
    const bool done = travelForth(s, command, &account->event) && copied &&
                      sessionView(s, &stateWindow, &account->after);
    account->isNew = before != was;
    if (done)
        tellWrites(s, &memory, account);
    free(memory.bytes);
    return done;
}

bool accountTake(struct session *s, struct account *account, struct command *command,
                 struct buffer *why)
{
    travelRecall(s); /* before, as it does others over again */
    const bool unchecked = s->unchecked;
    const uint64_t here = s->stepCount;
    const bool done = replay(s, account, command);
    if (s->stepCount + 1 == here) /* what was for the account has been given back */
        (void)travelForth(s, command, &account->event);
    sessionSetChecks(s, !unchecked); /* as it was set since, perhaps */
    if (!done)
        return false;
    explainStep(s, command, &account->event, why);
    account->event.why = bufferSpan(why);
    return true;
}
