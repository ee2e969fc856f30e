#include "lang/expect.h"

#include "lang/word.h"

/* clang-format off */
const struct expectRow expectTable[EXPECT_ROWS] = {
    {"head", EXPECT_CHUNK},
    {"list", EXPECT_CHUNKS},
    {"next", EXPECT_CHUNK},
    {"place", EXPECT_PLACE},
    {"outcome", EXPECT_OUTCOME},
    {"allocs", EXPECT_COUNT}, {"frees", EXPECT_COUNT}, {"freealls", EXPECT_COUNT},
    {"failed", EXPECT_COUNT}, {"live", EXPECT_COUNT}, {"peakLive", EXPECT_COUNT},
    {"recycled", EXPECT_COUNT}, {"bumped", EXPECT_COUNT}, {"freeListLength", EXPECT_COUNT},
    {"peakFreeListLength", EXPECT_COUNT}, {"blocks", EXPECT_COUNT},
    {"tableCapacity", EXPECT_COUNT}, {"tableDoublings", EXPECT_COUNT},
    {"chunkBytes", EXPECT_COUNT}, {"requestedBytes", EXPECT_COUNT},
    {"reservedBytes", EXPECT_COUNT}, {"tableBytes", EXPECT_COUNT}, {"guardBytes", EXPECT_COUNT},
    {"peakReservedBytes", EXPECT_COUNT}, {"searched", EXPECT_COUNT},
    {"freeBlocks", EXPECT_COUNT}, {"overheadBytes", EXPECT_COUNT}, {"freeBytes", EXPECT_COUNT},
    {"largestFree", EXPECT_COUNT},
};
/* clang-format on */

const char *expectName(size_t index)
{
    return expectTable[index].name;
}

static bool isPlace(struct span word)
{
    uint64_t number, other;
    return numberRead(word, &number) == NUMBER_OK || wordIsPlace(word, &number, &other);
}

static bool isChunk(struct span word)
{
    return wordIsHandle(word) || isPlace(word);
}

static bool isOutcome(struct span word)
{
    for (size_t i = 0; i < word.bytes; i++)
        if (word.text[i] != '-' && (word.text[i] < 'a' || word.text[i] > 'z'))
            return false;
    return word.bytes > 0;
}

/* Is `word`, number `index` of the operands, of this form? NULL if so. */
static const char *wordFault(enum expectForm form, size_t index, struct span word)
{
    uint64_t number;
    switch (form) {
    case EXPECT_CHUNK:
    case EXPECT_CHUNKS:
        return isChunk(word) ? NULL : "not a chunk (a handle, BLOCK:CHUNK, an address, or NULL)";
    case EXPECT_PLACE:
        if (index == 0)
            return wordIsHandle(word) ? NULL : "not a handle";
        return isPlace(word) ? NULL : "not a place (BLOCK:CHUNK) or an address";
    case EXPECT_OUTCOME:
        return isOutcome(word) ? NULL : "not an outcome";
    default: /* EXPECT_COUNT */
        break;
    }
    return numberRead(word, &number) == NUMBER_OK ? NULL : "not a number";
}

const char *expectFault(size_t index, struct span operands, struct span *at)
{
    const enum expectForm form = expectTable[index].form;
    const size_t wanted = form == EXPECT_PLACE ? 2 : form == EXPECT_CHUNKS ? SIZE_MAX : 1;
    size_t count = 0;
    while ((*at = wordNext(&operands)).bytes > 0) {
        if (count == wanted)
            return "one word too many";
        const char *fault = wordFault(form, count++, *at);
        if (fault != NULL)
            return fault;
    }
    return count == wanted || wanted == SIZE_MAX ? NULL : "a word is missing";
}
