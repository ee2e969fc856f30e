#include "view/event.h"

#include <stddef.h>

const struct event eventNone;

#define NAME(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

struct span outcomeSpan(enum outcome outcome)
{
    static const struct span names[OUTCOME_COUNT] = {
        [OUTCOME_OK] = NAME("ok"),
        [OUTCOME_OUT_OF_MEMORY] = NAME("out-of-memory"),
        [OUTCOME_OVERSIZE] = NAME("oversize"),
        [OUTCOME_UNKNOWN_HANDLE] = NAME("unknown-handle"),
        [OUTCOME_LIVE_HANDLE] = NAME("live-handle"),
        [OUTCOME_DOUBLE_FREE] = NAME("double-free"),
        [OUTCOME_STALE_FREE] = NAME("stale-free"),
        [OUTCOME_FOREIGN_FREE] = NAME("foreign-free"),
        [OUTCOME_MISALIGNED_FREE] = NAME("misaligned-free"),
        [OUTCOME_FRESH_FREE] = NAME("fresh-free"),
        [OUTCOME_CORRUPT_LIST] = NAME("corrupt-list"),
        [OUTCOME_UNEXPECTED] = NAME("unexpected"),
    };
    return names[outcome];
}

struct span pathSpan(enum path path)
{
    static const struct span names[PATH_COUNT] = {
        [PATH_NONE] = {NULL, 0},
        [PATH_RECYCLE] = NAME("recycle"),
        [PATH_BUMP] = NAME("bump"),
        [PATH_NEW_BLOCK] = NAME("new-block"),
        [PATH_KEPT_BLOCK] = NAME("kept-block"),
        [PATH_GROW_TABLE] = NAME("grow-table"),
        [PATH_PUSH] = NAME("push"),
        [PATH_RESET] = NAME("reset"),
    };
    return names[path];
}

const char *outcomeName(enum outcome outcome)
{
    return outcomeSpan(outcome).text;
}

const char *pathName(enum path path)
{
    return pathSpan(path).text;
}

void placeAppend(const struct place *place, struct buffer *out)
{
    bufferAppendUnsigned(out, place->block);
    bufferAppendByte(out, ':');
    bufferAppendUnsigned(out, place->chunk);
}
