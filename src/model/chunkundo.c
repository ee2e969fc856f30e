/*
 * chunkundo.c - how allocators of equal chunks take a call back: the pieces of arrays and memory
 * from the journal, and behind them, for each number of struct chunkNow that the call changed, by
 * how much.
 */
#include "model/chunkmodel.h"

#include <assert.h>

void chunkBegin(struct chunkModel *m)
{
    journalBegin(&m->journal, m->model.tape);
    if (m->model.tape != NULL)
        m->before = m->now;
}

static void numbersOf(const struct chunkNow *now, uint64_t *numbers)
{
    memcpy(numbers, now, sizeof *now);
}

void chunkDone(struct chunkModel *m)
{
    uint64_t was[CHUNK_NUMBERS], is[CHUNK_NUMBERS], changed = 0;
    if (m->model.tape == NULL)
        return;
    journalEnd(&m->journal);
    numbersOf(&m->before, was);
    numbersOf(&m->now, is);
    for (size_t i = 0; i < CHUNK_NUMBERS; i++)
        if (was[i] != is[i]) {
            tapePushSigned(m->model.tape, (int64_t)(is[i] - was[i]));
            changed |= UINT64_C(1) << i;
        }
    tapePush(m->model.tape, changed);
}

/* The numbers as they were; the arrays follow. */
static void undoCall(struct chunkModel *m)
{
    uint64_t numbers[CHUNK_NUMBERS];
    const uint64_t changed = tapePop(m->model.tape);
    numbersOf(&m->now, numbers);
    for (size_t i = CHUNK_NUMBERS; i-- > 0;)
        if ((changed >> i & 1) != 0)
            numbers[i] -= (uint64_t)tapePopSigned(m->model.tape);
    memcpy(&m->now, numbers, sizeof m->now);
    journalUndo(&m->journal, m->model.tape);
    if (m->order->restored != NULL)
        m->order->restored(m);
}

/* A block that was obtained goes back as it came, full of zeros. */
static void returnBlock(struct chunkModel *m)
{
    const uint32_t first = (uint32_t)(m->now.blocks * m->blockSize);
    for (uint32_t i = 0; m->eager && i < m->blockSize; i++)
        memset(chunkMemory(m, first + i), 0, LINK_BYTES);
    arenaTakeBack(m->arena, m->blockBytes);
}

static void bringBlockBack(struct chunkModel *m, uint64_t block)
{
    void *memory = m->arena->source.obtain(m->arena, (size_t)m->blockBytes, POOL_BLOCK);
    assert((uintptr_t)memory == m->base + block * m->stride);
    (void)memory;
    uint64_t *words = (uint64_t *)(void *)chunkMemory(m, (uint32_t)(block * m->blockSize));
    uint64_t count = tapePop(m->model.tape);
    for (uint64_t at = tapePop(m->model.tape); count > 0; count--) {
        const uint64_t gap = tapePop(m->model.tape);
        tapePopBytes(m->model.tape, &words[at], sizeof words[at]);
        at -= gap;
    }
}

static void undoTrim(struct chunkModel *m)
{
    const uint64_t kept = m->now.blocks, given = tapePop(m->model.tape);
    const uint64_t taken = m->arena->taken;
    /* read in the reverse order: the last one first, which is obtained where it was */
    for (uint64_t i = given; i-- > 0;) {
        m->arena->taken = taken + i * m->stride;
        bringBlockBack(m, kept + i);
    }
    m->arena->taken = taken + given * m->stride;
    undoCall(m);
}

void chunkModelUndo(struct model *model, enum undoing what, struct grant *grant)
{
    struct chunkModel *m = chunkModelOf(model);
    if (what == UNDO_TRIM) {
        undoTrim(m);
        return;
    }
    if (what == UNDO_FREE)
        grant->slot = (uint32_t)tapePop(m->model.tape);
    undoCall(m);
    if (what == UNDO_FREE)
        grant->place = chunkPlace(m, grant->slot);
    if (what == UNDO_ALLOC && (grant->path == PATH_NEW_BLOCK || grant->path == PATH_GROW_TABLE))
        returnBlock(m);
}
