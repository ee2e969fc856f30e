#include "engine/explain.h"

#include <string.h>

#include "base/seldom.h"

/* Live handles that a message about an unknown one names. */
#define NAMED_MAX 6

/* An address, or the place where addresses differ from run to run. */
static void appendAddress(const struct session *s, const struct place *place, struct buffer *out)
{
    if (sessionShowsAddresses(s))
        bufferAppendAddress(out, place->address, s->fields.decimal);
    else
        placeAppend(place, out);
}

static void appendCount(struct buffer *out, uint64_t count, const char *thing)
{
    bufferAppendUnsigned(out, count);
    bufferAppendByte(out, ' ');
    bufferAppendText(out, thing);
    bufferAppendText(out, count == 1 ? "" : "s");
}

/* --- steps that were honoured ----------------------------------------------------------------- */

COLD static void explainPool(const struct session *s, const struct event *event, struct buffer *out)
{
    const struct fields *fields = &event->after;
    const uint32_t asked = s->recipe.chunkSize;
    bufferAppendText(out, "an empty pool: ");
    appendCount(out, fields->blockSize, "chunk");
    bufferAppendText(out, " of ");
    appendCount(out, fields->chunkSize, "byte");
    bufferAppendText(out, " in a block, and no block yet");
    if (asked == fields->chunkSize)
        return;
    bufferAppendText(out, "; ");
    bufferAppendUnsigned(out, asked);
    bufferAppendText(out, asked < sizeof(uint64_t)
                              ? " bytes could not hold a link"
                              : " is rounded up, so that every link is aligned");
}

static void explainRecycle(const struct event *event, struct buffer *out)
{
    if (!event->oldHead.known) {
        bufferAppendText(out, "the list holds one chunk, ");
        placeAppend(&event->place, out);
        bufferAppendText(out, ", so that is handed out; it is empty now");
        return;
    }
    bufferAppendText(out, "the list is not empty, so its head, ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", is handed out; its link leads to ");
    placeAppend(&event->oldHead, out);
    bufferAppendText(out, ", the new head");
}

static void explainBump(const struct event *event, struct buffer *out)
{
    const struct fields *before = &event->before;
    bufferAppendFormat(out, "the list is empty and block %u has ", event->place.block);
    appendCount(out, before->blockSize - 1 - before->used, "fresh chunk");
    bufferAppendText(out, " left: ");
    placeAppend(&event->place, out);
    bufferAppendText(out, " is the next");
}

/* Why the current block could not serve. */
static void explainFullBlock(const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "the list is empty and ");
    if (event->before.block < 0) {
        bufferAppendText(out, event->path == PATH_KEPT_BLOCK ? "no block is current since freeall"
                                                             : "the pool has no block yet");
        return;
    }
    bufferAppendFormat(out, "block %d has no fresh chunk left", (int)event->before.block);
}

static void explainAlloc(const struct event *event, struct buffer *out)
{
    if (event->path == PATH_RECYCLE) {
        explainRecycle(event, out);
        return;
    }
    if (event->path == PATH_BUMP) {
        explainBump(event, out);
        return;
    }
    explainFullBlock(event, out);
    if (event->path == PATH_KEPT_BLOCK) {
        bufferAppendFormat(out, ", so block %u, kept by freeall, serves again", event->place.block);
        return;
    }
    bufferAppendFormat(out, ", so block %u is obtained", event->place.block);
    if (event->path == PATH_GROW_TABLE)
        bufferAppendFormat(out, "; the table was full, so it doubles to %u slots",
                           event->after.blocksUsed);
    else if (event->place.block > 0)
        bufferAppendText(out, "; the table had a slot for it");
}

static void explainFree(const struct session *s, const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "what is freed goes to the front of the list: ");
    if (event->place.known && event->place.address == event->address)
        placeAppend(&event->place, out);
    else
        bufferAppendAddress(out, event->address, s->fields.decimal);
    bufferAppendText(out, " becomes the head; its first ");
    bufferAppendUnsigned(out, sizeof(void *));
    bufferAppendText(out, " bytes now hold ");
    if (!event->oldHead.known) {
        bufferAppendText(out, "NULL, as the list was empty");
        return;
    }
    bufferAppendText(out, "the old head, ");
    appendAddress(s, &event->oldHead, out);
}

/* What the list is now, where it does not end as it should; and whose else the chunk is. */
COLD static void appendVerdict(const struct session *s, struct buffer *out)
{
    static const char *const verdicts[] = {
        [CHAIN_CYCLE] = "; the list is a ring now, closed at ",
        [CHAIN_FOREIGN] = "; the list leaves the pool, at ",
        [CHAIN_MISALIGNED] = "; the list leads into a chunk, at ",
        [CHAIN_FRESH] = "; the list leads to a chunk that was never handed out, at ",
        [CHAIN_LIVE] = "; the list leads to a chunk that has an owner, at ",
    };
    const struct chain chain = s->model->kind->chain(s->model);
    struct grant grant = {0};
    if (chain.end == CHAIN_NULL)
        return;
    bufferAppendText(out, verdicts[chain.end]);
    const enum claim claim = s->model->kind->classify(s->model, chain.endAddress, &grant);
    if (claim == CLAIM_FOREIGN || claim == CLAIM_MISALIGNED)
        bufferAppendAddress(out, chain.endAddress, s->fields.decimal);
    else
        placeAppend(&grant.place, out);
}

COLD static void explainFreeall(const struct session *s, struct buffer *out)
{
    if (s->stats.blocks == 0) {
        bufferAppendText(out, "no chunk was ever handed out, and there is no block to keep");
        return;
    }
    bufferAppendText(out, "what is free is forgotten and block 0 serves first, so every chunk is "
                          "fresh; ");
    appendCount(out, s->stats.blocks, "block");
    bufferAppendText(out, " and the table are kept, and nothing in them was touched");
}

COLD static void explainWrite(const struct session *s, const struct event *event,
                              struct buffer *out)
{
    struct grant grant = {0};
    const uint64_t chunkBytes = event->after.chunkSize;
    const uint64_t first = event->address - event->place.address;
    const uint64_t last = first + event->byteCount - 1;
    appendCount(out, event->byteCount, "byte");
    bufferAppendText(out, " written into ");
    placeAppend(&event->place, out);
    bufferAppendFormat(out, ", from its byte %llu on", (unsigned long long)first);
    if (last >= chunkBytes)
        bufferAppendFormat(out, ", and past its end into %u:%llu", event->place.block,
                           (unsigned long long)(event->place.chunk + last / chunkBytes));
    const enum claim claim = s->model->kind->classify(s->model, event->place.address, &grant);
    if (claim == CLAIM_FREED)
        bufferAppendText(out, first < sizeof(void *)
                                  ? "; it is on the free list: the link to the next one is "
                                    "written over"
                                  : "; it is on the free list: a use after free, behind the link");
    else if (claim == CLAIM_FRESH)
        bufferAppendText(out, "; it was never handed out");
}

/* --- steps that were refused ------------------------------------------------------------------ */

static void explainOutOfMemory(const struct session *s, const struct command *command,
                               const struct event *event, struct buffer *out)
{
    const struct fields *fields = &event->after;
    const uint64_t bytes =
        command->verb == VERB_POOL ? 0 : (uint64_t)fields->chunkSize * fields->blockSize;
    if (command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR) {
        bufferAppendText(out, "out of memory: no block table, or blocks beyond all bounds");
        bufferAppendText(out, command->verb == VERB_ALLOCATOR ? ", or more than --memory" : "");
        return;
    }
    bufferAppendFormat(out, "out of memory: no chunk is left, and no room for block %lld of ",
                       (long long)fields->block + 1);
    appendCount(out, bytes, "byte");
    bufferAppendText(out, " in the ");
    appendCount(out, s->arena.bytes, "byte");
    bufferAppendFormat(out, " of --memory (blocks begin at multiples of %u)", ARENA_STEP);
}

static void explainOversize(const struct session *s, const struct command *command,
                            const struct event *event, struct buffer *out)
{
    if (command->verb == VERB_WRITE) {
        bufferAppendText(out, "oversize: it would write past the end of ");
        placeAppend(&event->place, out);
        return;
    }
    bufferAppendText(out, "oversize: ");
    bufferAppendQuoted(out, event->handle);
    bufferAppendText(out, " asks for ");
    appendCount(out, command->size, "byte");
    bufferAppendText(out, ", but a chunk has ");
    bufferAppendUnsigned(out, s->roomBytes);
}

static void explainUnknown(const struct session *s, const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "unknown handle ");
    bufferAppendQuoted(out, event->handle);
    const uint32_t first = handlesLiveSlot(&s->handles, 0);
    uint32_t slot = first;
    bufferAppendText(out, s->stats.live == 0 ? " (no handle is live)" : "");
    for (int i = 0; slot != HANDLE_NONE; i++, slot = handlesLiveSlot(&s->handles, slot + 1)) {
        bufferAppendText(out, i == 0 ? " (live: " : ", ");
        if (i == NAMED_MAX) {
            bufferAppendText(out, "...");
            break;
        }
        bufferAppendSpan(out, handlesName(&s->handles, handlesOwner(&s->handles, slot)));
    }
    bufferAppendText(out, first != HANDLE_NONE ? ")" : "");
}

static void explainLiveHandle(const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "live handle ");
    bufferAppendQuoted(out, event->handle);
    bufferAppendText(out, ": it is at ");
    placeAppend(&event->place, out);
    bufferAppendText(out, " (free it first, or take another name)");
}

/* What the chunk of a handle that has ended is now. */
static void appendWhatItIsNow(const struct session *s, const struct event *event,
                              struct buffer *out)
{
    struct grant grant = {0};
    const enum claim claim = s->model->kind->classify(s->model, event->place.address, &grant);
    bufferAppendText(out, "; its chunk ");
    placeAppend(&event->place, out);
    if (claim == CLAIM_FREED) {
        bufferAppendText(out, " is on the free list already");
        return;
    }
    if (!s->model->kind->hasChunks && claim != CLAIM_LIVE) {
        bufferAppendText(out, claim == CLAIM_MISALIGNED ? " lies inside another region now"
                                                        : " is free already");
        return;
    }
    if (claim != CLAIM_LIVE) {
        bufferAppendText(out, claim == CLAIM_FOREIGN ? " went with its block" : " is fresh now");
        return;
    }
    bufferAppendText(out, " was handed out again");
    const uint32_t owner = handlesOwner(&s->handles, grant.slot);
    if (owner == HANDLE_NONE)
        return;
    bufferAppendText(out, ", as ");
    bufferAppendQuoted(out, handlesName(&s->handles, owner));
}

static void explainDoubleFree(const struct session *s, const struct event *event,
                              struct buffer *out)
{
    const uint32_t handle = handlesFind(&s->handles, event->handle);
    bufferAppendText(out, "double free of ");
    if (event->handle.text == NULL || handle == HANDLE_NONE ||
        handlesState(&s->handles, handle) != HANDLE_FREED) {
        appendAddress(s, &event->place, out);
    } else {
        bufferAppendQuoted(out, event->handle);
        bufferAppendFormat(out, ": it was freed in step %llu",
                           (unsigned long long)handlesAt(&s->handles, handle).step);
    }
    appendWhatItIsNow(s, event, out);
}

static void explainStaleFree(const struct session *s, const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "stale free of ");
    bufferAppendQuoted(out, event->handle);
    bufferAppendFormat(out, ": it is from before the freeall of step %llu",
                       (unsigned long long)handlesResetStep(&s->handles));
    appendWhatItIsNow(s, event, out);
}

static void explainMisaligned(const struct session *s, const struct event *event,
                              struct buffer *out)
{
    bufferAppendText(out, "misaligned free of ");
    bufferAppendAddress(out, event->address, s->fields.decimal);
    bufferAppendText(out, ": it lies inside chunk ");
    placeAppend(&event->place, out);
    if (!sessionShowsAddresses(s))
        return;
    bufferAppendText(out, ", which begins at ");
    bufferAppendAddress(out, event->place.address, s->fields.decimal);
}

static void explainFresh(const struct session *s, const struct event *event, struct buffer *out)
{
    bufferAppendText(out, "fresh free of ");
    bufferAppendAddress(out, event->address, s->fields.decimal);
    bufferAppendText(out, ": chunk ");
    placeAppend(&event->place, out);
    bufferAppendText(out, handlesResetStep(&s->handles) == 0
                              ? " was never handed out"
                              : " was not handed out since the last freeall");
}

static void explainForeign(const struct session *s, const struct command *command,
                           const struct event *event, struct buffer *out)
{
    bufferAppendText(out, command->verb == VERB_WRITE ? "foreign write to " : "foreign free of ");
    bufferAppendAddress(out, event->address, s->fields.decimal);
    /* only in a pool does misuse go through */
    if (event->unchecked && command->verb == VERB_FREE && s->model->kind == &poolModel)
        bufferAppendFormat(out,
                           ": poolFree would write a link there (pool.h, line %d): a program "
                           "would crash here, or corrupt memory",
                           EXPLAIN_WRITES_LINK);
    else
        bufferAppendText(out, s->model->kind->hasChunks ? ": it lies in no block of this pool"
                                                        : ": it lies outside of this heap");
}

/* Where a program would go wrong: what poolMalloc would read next, and where pool.c does so. */
static void explainCorrupt(const struct session *s, const struct event *event, struct buffer *out)
{
    const uint64_t head = s->fields.freed;
    struct grant grant = {0};
    const enum claim claim = s->model->kind->classify(s->model, head, &grant);
    bufferAppendText(out, "corrupt list: ");
    if (event->unchecked) {
        bufferAppendText(out, "poolMalloc would hand out ");
        bufferAppendAddress(out, head, s->fields.decimal);
        bufferAppendFormat(out,
                           ", %s, and read the next head there (pool.h, line %d): a program "
                           "would crash here, or corrupt memory",
                           claim == CLAIM_MISALIGNED ? "inside a chunk" : "no chunk of this pool",
                           EXPLAIN_READS_LINK);
        return;
    }
    bufferAppendText(out, "it does not end as it should");
    appendVerdict(s, out);
}

/* What a guard found. */
static void explainGuard(const struct event *event, struct buffer *out)
{
    bufferAppendFormat(out, "%s, found by the guard %s: ", outcomeName(event->outcome),
                       event->guard);
    if (strcmp(event->guard, "encode") == 0)
        bufferAppendText(out, "the link of the head decodes to no chunk, so it was written over");
    else if (event->outcome == OUTCOME_DOUBLE_FREE)
        bufferAppendText(out, "the bytes there are those of a freed chunk");
    else if (strcmp(event->guard, "poison") == 0)
        bufferAppendText(out, "the head was written to after it was freed");
    else
        bufferAppendText(out, "the zone behind it was written over, or is none");
}

COLD static void explainRefusal(const struct session *s, const struct command *command,
                                const struct event *event, struct buffer *out)
{
    if (event->guard != NULL) {
        explainGuard(event, out);
        return;
    }
    switch (event->outcome) {
    case OUTCOME_OUT_OF_MEMORY:
        explainOutOfMemory(s, command, event, out);
        break;
    case OUTCOME_OVERSIZE:
        explainOversize(s, command, event, out);
        break;
    case OUTCOME_UNKNOWN_HANDLE:
        explainUnknown(s, event, out);
        break;
    case OUTCOME_LIVE_HANDLE:
        explainLiveHandle(event, out);
        break;
    case OUTCOME_DOUBLE_FREE:
        explainDoubleFree(s, event, out);
        break;
    case OUTCOME_STALE_FREE:
        explainStaleFree(s, event, out);
        break;
    case OUTCOME_FOREIGN_FREE:
        explainForeign(s, command, event, out);
        break;
    case OUTCOME_MISALIGNED_FREE:
        explainMisaligned(s, event, out);
        break;
    case OUTCOME_FRESH_FREE:
        explainFresh(s, event, out);
        break;
    default:
        explainCorrupt(s, event, out);
    }
}

void explainStep(const struct session *s, const struct command *command, const struct event *event,
                 struct buffer *out)
{
    const struct modelKind *kind = s->model->kind;
    if (kind->explain != NULL && kind->explain(s->model, event, out))
        return;
    if (event->outcome != OUTCOME_OK) {
        explainRefusal(s, command, event, out);
        return;
    }
    if (command->verb == VERB_POOL || command->verb == VERB_ALLOCATOR)
        explainPool(s, event, out);
    else if (command->verb == VERB_ALLOC)
        explainAlloc(event, out);
    else if (command->verb == VERB_FREE)
        explainFree(s, event, out);
    else if (command->verb == VERB_WRITE)
        explainWrite(s, event, out);
    else if (command->verb == VERB_TRIM)
        bufferAppendText(out, "nothing is given back: a pool keeps its blocks until it goes");
    else
        explainFreeall(s, out);
    if (event->unchecked || command->verb == VERB_WRITE)
        appendVerdict(s, out);
}
