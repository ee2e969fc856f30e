#include "engine/diagnose.h"

/* Events of a chunk that a report tells. */
#define PAST_MAX 6

/* What pool.c would do if the step went through, and what to do instead. NULL: nothing to say. */
static const struct {
    const char *next;
    const char *instead;
} remedies[OUTCOME_COUNT] = {
    [OUTCOME_OUT_OF_MEMORY] = {"poolMalloc returns NULL, and leaves the pool as it was",
                               "free something first, or give the pool more memory (--memory)"},
    [OUTCOME_OVERSIZE] = {"poolMalloc knows no sizes: the program would write past the end of its "
                          "chunk, into the next one",
                          "make a pool with larger chunks, or take such sizes from elsewhere"},
    [OUTCOME_UNKNOWN_HANDLE] = {NULL, "use a live handle, or an address"},
    [OUTCOME_LIVE_HANDLE] = {"poolMalloc would hand out another chunk, and the pointer to the old "
                             "one would be lost",
                             "free it first, or take another name"},
    [OUTCOME_DOUBLE_FREE] = {NULL, "free each chunk once; set the pointer to NULL after poolFree"},
    [OUTCOME_STALE_FREE] = {NULL, "after freeall, forget every pointer from before"},
    [OUTCOME_FOREIGN_FREE] = {"poolFree would write a link over the bytes there, and poolMalloc "
                              "would hand them out as a chunk",
                              "give back only what this pool has handed out"},
    [OUTCOME_MISALIGNED_FREE] = {"poolFree would write a link into the middle of the chunk, and "
                                 "poolMalloc would hand out a chunk that overlaps two",
                                 "give back the very pointer that alloc returned"},
    [OUTCOME_FRESH_FREE] = {NULL, "give back only what this pool has handed out"},
    [OUTCOME_CORRUPT_LIST] = {"poolMalloc would follow the list wherever it leads",
                              "find who wrote into a freed chunk: dump the last sound one"},
};

/* The same for a heap, where it has words of its own; what would come next is not told of one. */
static const char *const heapInstead[OUTCOME_COUNT] = {
    [OUTCOME_OUT_OF_MEMORY] = "free something first, or give it more memory (size=, --memory)",
    [OUTCOME_OVERSIZE] = "write no further than what was asked for",
    [OUTCOME_DOUBLE_FREE] = "free each region once; set the pointer to NULL then",
    [OUTCOME_FOREIGN_FREE] = "give back only what this heap has handed out",
    [OUTCOME_FRESH_FREE] = "give back only what this heap has handed out",
    [OUTCOME_CORRUPT_LIST] = "find who wrote into a free region: dump the last sound one",
};

static const char *insteadOf(const struct session *s, enum outcome outcome)
{
    const struct modelKind *kind = s->model->kind;
    const char *instead = kind->hasChunks ? NULL : heapInstead[outcome];
    if (kind->hasChunks && kind->push == NULL && outcome == OUTCOME_DOUBLE_FREE)
        return "free each chunk once; set the pointer to NULL then"; /* there is no poolFree */
    return instead != NULL ? instead : remedies[outcome].instead;
}

static void appendHandle(const struct session *s, uint32_t handle, struct buffer *out)
{
    if (handle == HANDLE_NONE) {
        bufferAppendText(out, "nobody");
        return;
    }
    bufferAppendQuoted(out, handlesName(&s->handles, handle));
}

/* Every live handle whose chunk this is. */
static void appendOwners(const struct session *s, uint32_t slot, struct buffer *out)
{
    const char *between = ", of ";
    for (uint32_t h = handlesLive(&s->handles, 0); h != HANDLE_NONE;
         h = handlesLive(&s->handles, h + 1))
        if (handlesAt(&s->handles, h).slot == slot) {
            bufferAppendText(out, between);
            appendHandle(s, h, out);
            between = ", ";
        }
}

/* Place, address, state, owners. */
static void remarkChunk(const struct session *s, enum claim claim, const struct grant *grant,
                        struct remarks *remarks)
{
    static const char *const states[] = {[CLAIM_MISALIGNED] = "",
                                         [CLAIM_FRESH] = ", fresh",
                                         [CLAIM_FREED] = ", freed",
                                         [CLAIM_LIVE] = ", live"};
    if (claim == CLAIM_FOREIGN)
        return;
    struct buffer *out = remarksAdd(remarks, "chunk");
    placeAppend(&grant->place, out);
    if (sessionShowsAddresses(s)) {
        bufferAppendByte(out, ' ');
        bufferAppendAddress(out, grant->place.address, s->fields.decimal);
    }
    const uint64_t bytes = grant->place.bytes != 0 ? grant->place.bytes : s->fields.chunkSize;
    bufferAppendFormat(out, ", %llu bytes%s", (unsigned long long)bytes, states[claim]);
    if (claim == CLAIM_LIVE)
        appendOwners(s, grant->slot, out);
}

static void remarkHistory(const struct session *s, uint32_t slot, struct remarks *remarks)
{
    static const char *const words[] = {[PAST_ALLOC] = "allocated as ",
                                        [PAST_FREE] = "freed",
                                        [PAST_FREEALL] = "made fresh by freeall"};
    struct pastEvent found[PAST_MAX];
    size_t hidden;
    const size_t count = pastOf(&s->past, slot, found, PAST_MAX, &hidden);
    if (count == 0)
        return;
    struct buffer *out = remarksAdd(remarks, "history");
    if (hidden > 0)
        bufferAppendFormat(out, "... %zu before; ", hidden);
    for (size_t i = 0; i < count; i++) {
        bufferAppendFormat(out, "%sstep %llu %s", i > 0 ? "; " : "",
                           (unsigned long long)stampStep(found[i].stamp),
                           words[stampKind(found[i].stamp)]);
        if (stampKind(found[i].stamp) == PAST_ALLOC)
            appendHandle(s, handlesNoted(&s->handles, &found[i]), out);
    }
}

/* What a free of such a chunk would lead to: it depends on what the chunk is now. */
static const char *nextOfFree(enum claim claim)
{
    switch (claim) {
    case CLAIM_LIVE:
        return "poolFree would put it on the list while it has an owner: the next alloc would hand "
               "it out a second time";
    case CLAIM_FREED:
        return "poolFree would link it in again: the list would be a ring, and two allocs would "
               "get the same chunk";
    default:
        return "poolFree would put a fresh chunk on the list: it would be handed out from there, "
               "and again by bumping";
    }
}

void diagnoseStep(const struct session *s, const struct event *event, struct remarks *remarks)
{
    struct grant grant = {0};
    enum claim claim = CLAIM_FOREIGN;
    if (event->place.known)
        claim = s->model->kind->classify(s->model, event->place.address, &grant);
    remarkChunk(s, claim, &grant, remarks);
    if (claim != CLAIM_FOREIGN)
        remarkHistory(s, s->model->kind->slotOf(s->model, &event->place), remarks);
    if (event->guard != NULL)
        bufferAppendText(remarksAdd(remarks, "guard"), event->guard);
    const char *next = remedies[event->outcome].next;
    if (event->outcome == OUTCOME_DOUBLE_FREE || event->outcome == OUTCOME_STALE_FREE ||
        event->outcome == OUTCOME_FRESH_FREE)
        next = nextOfFree(claim);
    if (next != NULL && s->model->kind->push != NULL) /* they are about pool.c */
        bufferAppendText(remarksAdd(remarks, "next"), next);
    if (insteadOf(s, event->outcome) != NULL)
        bufferAppendText(remarksAdd(remarks, "instead"), insteadOf(s, event->outcome));
}

/* The checks that a free passes, in their order, up to the first that fails. */
static void remarkChecks(enum claim claim, enum handleState state, struct remarks *remarks)
{
    static const struct {
        const char *check;
        enum claim fails;
    } checks[] = {
        {"in a block", CLAIM_FOREIGN},
        {"where a chunk begins", CLAIM_MISALIGNED},
        {"handed out", CLAIM_FRESH},
        {"not given back", CLAIM_FREED},
    };
    struct buffer *out = remarksAdd(remarks, "checks");
    if (state != HANDLE_LIVE) {
        bufferAppendFormat(out, "the handle is live: no, it %s",
                           state == HANDLE_FREED ? "was freed" : "is from before a freeall");
        return;
    }
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        bufferAppendFormat(out, "%s%s: %s", i > 0 ? "; " : "", checks[i].check,
                           claim == checks[i].fails ? "no" : "yes");
        if (claim == checks[i].fails)
            return;
    }
}

/* The address that is meant, and the state of its handle; false where that is unknown. */
static bool targetOf(const struct session *s, const struct command *command, uint64_t *address,
                     enum handleState *state)
{
    *address = command->address;
    *state = HANDLE_LIVE;
    if (command->hasAddress)
        return true;
    const uint32_t handle = handlesFind(&s->handles, command->word);
    if (handle == HANDLE_NONE)
        return false;
    *state = handlesState(&s->handles, handle);
    *address = s->model->kind->placeOf(s->model, handlesAt(&s->handles, handle).slot).address;
    return true;
}

bool diagnoseTarget(const struct session *s, const struct command *command, struct remarks *remarks,
                    struct buffer *why)
{
    uint64_t address;
    enum handleState state;
    if (!targetOf(s, command, &address, &state)) {
        bufferAppendText(why, "unknown handle ");
        bufferAppendQuoted(why, command->word);
        return false;
    }
    struct grant grant = {0};
    const enum claim claim = s->model->kind->classify(s->model, address, &grant);
    remarkChunk(s, claim, &grant, remarks);
    if (claim != CLAIM_FOREIGN)
        remarkHistory(s, s->model->kind->slotOf(s->model, &grant.place), remarks);
    const enum outcome outcome = state == HANDLE_FREED   ? OUTCOME_DOUBLE_FREE
                                 : state == HANDLE_STALE ? OUTCOME_STALE_FREE
                                                         : claimOutcome(claim);
    remarkChecks(claim, state, remarks);
    struct buffer *verdict = remarksAdd(remarks, "free");
    bufferAppendText(verdict, outcome == OUTCOME_OK ? "would be honoured" : "would be refused: ");
    bufferAppendText(verdict, outcome == OUTCOME_OK ? "" : outcomeName(outcome));
    if (s->unchecked && outcome != OUTCOME_OK)
        bufferAppendText(verdict, ", if checks were on");
    if (insteadOf(s, outcome) != NULL)
        bufferAppendText(remarksAdd(remarks, "instead"), insteadOf(s, outcome));
    return true;
}
