/*
 * bitmapmodel.c - a bit for each chunk beside the blocks, set where it is free, and the lowest
 * address serves first. Above the bits, each bit of a level says whether a word of the level below
 * is not 0; so the lowest bit is found by reading one word of each.
 *
 * Rule: bits of slots that are not in use may be set, from before a freeall: they lie behind all
 * others, and are cleared as slots come into use.
 */
#include "model/chunkmodel.h"

#include <stdlib.h>

#include "base/checked.h"

/* Above the bits themselves; of 2^32 slots, the highest has 4 words. */
#define LEVELS 4

struct bitmapModel {
    struct chunkModel chunks;
    uint64_t *levels[LEVELS];
    size_t capacities[LEVELS]; /* words */
};

static struct bitmapModel *modelOf(struct chunkModel *m)
{
    return (struct bitmapModel *)(void *)m;
}

static const struct bitmapModel *constModelOf(const struct chunkModel *m)
{
    return (const struct bitmapModel *)(const void *)m;
}

static bool reserve(struct chunkModel *m, uint64_t slots, uint64_t blocks)
{
    (void)blocks;
    struct bitmapModel *b = modelOf(m);
    uint64_t bits = (slots + 63) / 64;
    for (unsigned i = 0; i < LEVELS; i++) {
        const uint64_t words = (bits + 63) / 64;
        uint64_t *level =
            checkedGrowFilled(b->levels[i], &b->capacities[i], words, sizeof *level, 0);
        if (level == NULL)
            return false;
        b->levels[i] = level;
        m->journal.regions[REGION_OWN + i] = level;
        bits = words;
    }
    return true;
}

static void release(struct chunkModel *m)
{
    for (unsigned i = 0; i < LEVELS; i++)
        free(modelOf(m)->levels[i]);
}

/* The word with the bit of `slot` has changed: the levels above follow, as far as they must. */
static void turned(struct chunkModel *m, uint32_t slot)
{
    struct bitmapModel *b = modelOf(m);
    uint64_t below = m->free[slot / 64], bit = slot / 64;
    for (unsigned i = 0; i < LEVELS; i++, bit /= 64) {
        uint64_t *word = &b->levels[i][bit / 64];
        const uint64_t mask = UINT64_C(1) << bit % 64;
        const uint64_t is = below != 0 ? *word | mask : *word & ~mask;
        if (is == *word)
            return;
        journalKeep(&m->journal, REGION_OWN + i, word, sizeof *word);
        *word = is;
        below = is;
    }
}

/* The lowest bit that is set; called where one is. */
static uint32_t first(const struct chunkModel *m)
{
    const struct bitmapModel *b = constModelOf(m);
    uint64_t at = 0;
    while (b->levels[LEVELS - 1][at] == 0)
        at++;
    for (unsigned i = LEVELS; i-- > 0;)
        at = at * 64 + (unsigned)__builtin_ctzll(b->levels[i][at]);
    return (uint32_t)(at * 64 + (unsigned)__builtin_ctzll(m->free[at]));
}

/* The bits are turned by who calls these. */
static enum outcome take(struct chunkModel *m, struct grant *grant)
{
    grant->slot = first(m);
    return OUTCOME_OK;
}

static enum outcome put(struct chunkModel *m, struct grant *grant)
{
    (void)m, (void)grant;
    return OUTCOME_OK;
}

static enum outcome cut(struct chunkModel *m, uint32_t from, struct grant *grant)
{
    (void)m, (void)from, (void)grant; /* their bits are those of slots that are not in use */
    return OUTCOME_OK;
}

static uint32_t after(const struct chunkModel *m, uint32_t slot)
{
    return chunkFreeFrom(m, (uint64_t)slot + 1);
}

static uint32_t before(const struct chunkModel *m, uint32_t slot)
{
    return chunkFreeBelow(m, slot);
}

static uint32_t last(const struct chunkModel *m)
{
    return chunkFreeBelow(m, m->now.bumped);
}

static uint64_t position(const struct chunkModel *m, uint32_t slot)
{
    return chunkFreeBetween(m, 0, (uint64_t)slot + 1);
}

/* Bits of all chunks, and of the levels above. */
static uint64_t besideBytes(const struct chunkModel *m)
{
    uint64_t bytes = 0;
    for (uint64_t bits = m->now.blocks * m->blockSize, i = 0; i <= LEVELS; i++) {
        bits = (bits + 63) / 64;
        bytes += bits * sizeof(uint64_t);
        if (bits <= 1)
            break;
    }
    return bytes;
}

static bool explain(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    (void)m;
    if (event->path == PATH_PUSH) {
        bufferAppendText(out, "the bit of ");
        placeAppend(&event->place, out);
        bufferAppendText(out, " is set, beside the blocks; its own bytes are not touched");
        return true;
    }
    bufferAppendText(out, "the lowest chunk whose bit is set, ");
    placeAppend(&event->place, out);
    bufferAppendText(out, ", is handed out; ");
    if (!event->oldHead.known) {
        bufferAppendText(out, "no other bit is set");
        return true;
    }
    bufferAppendText(out, "the next one is ");
    placeAppend(&event->oldHead, out);
    return true;
}

static const struct freeOrder bitmapOrder = {
    .reserve = reserve,
    .release = release,
    .take = take,
    .put = put,
    .cut = cut,
    .turned = turned,
    .first = first,
    .after = after,
    .last = last,
    .before = before,
    .position = position,
    .byAddress = true,
    .besideBytes = besideBytes,
    .nothing = "no bit is set",
    .kept = "its bit is set, beside the blocks",
    .explain = explain,
};

static struct model *bitmapMake(struct arena *arena, const struct recipe *recipe)
{
    struct chunkModel *m =
        chunkModelNew(sizeof(struct bitmapModel), &bitmapModel, &bitmapOrder, arena, recipe);
    return m != NULL ? &m->model : NULL;
}

const struct modelKind bitmapModel = {
    .name = "bitmap",
    .summary = "a bit for each chunk beside the blocks: the lowest free address first",
    .make = bitmapMake,
    CHUNK_MODEL_CALLS,
};
