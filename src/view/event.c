#include "view/event.h"

#include <stddef.h>

const struct event eventNone;

const char *outcomeName(enum outcome outcome)
{
    static const char *const names[OUTCOME_COUNT] = {
        [OUTCOME_OK] = "ok",
        [OUTCOME_OUT_OF_MEMORY] = "out-of-memory",
        [OUTCOME_OVERSIZE] = "oversize",
        [OUTCOME_UNKNOWN_HANDLE] = "unknown-handle",
        [OUTCOME_LIVE_HANDLE] = "live-handle",
        [OUTCOME_DOUBLE_FREE] = "double-free",
        [OUTCOME_STALE_FREE] = "stale-free",
        [OUTCOME_FOREIGN_FREE] = "foreign-free",
        [OUTCOME_MISALIGNED_FREE] = "misaligned-free",
        [OUTCOME_FRESH_FREE] = "fresh-free",
        [OUTCOME_CORRUPT_LIST] = "corrupt-list",
        [OUTCOME_UNEXPECTED] = "unexpected",
    };
    return names[outcome];
}

const char *pathName(enum path path)
{
    static const char *const names[PATH_COUNT] = {
        [PATH_NONE] = NULL,
        [PATH_RECYCLE] = "recycle",
        [PATH_BUMP] = "bump",
        [PATH_NEW_BLOCK] = "new-block",
        [PATH_KEPT_BLOCK] = "kept-block",
        [PATH_GROW_TABLE] = "grow-table",
        [PATH_PUSH] = "push",
        [PATH_RESET] = "reset",
    };
    return names[path];
}

void placeAppend(const struct place *place, struct buffer *out)
{
    bufferAppendUnsigned(out, place->block);
    bufferAppendByte(out, ':');
    bufferAppendUnsigned(out, place->chunk);
}
