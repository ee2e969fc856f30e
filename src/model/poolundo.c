/*
 * poolundo.c - how the model of pool.h takes its calls back.
 *
 * Of a plain pool, tame and without guards, an alloc needs no record: where the chunk came from is
 * told by its path. A free needs one number: what was in the chunk before the link was written
 * there, and that is nearly always the link of old. All else is rare, and recorded whole.
 */
#include "model/poolmodel.h"

#include <string.h>

#include "model/poolrewind.h"

/* What a chunk held before it was freed: zeros, 8 bytes that follow, or else the link to a slot. */
enum { CONTENT_ZERO, CONTENT_BYTES, CONTENT_SLOTS };

#define LINK_BYTES sizeof(uint64_t)

/* Do calls leave records that a plain pool needs none of? As it is after the call. */
static bool isOdd(const struct poolModel *m)
{
    return m->wild || m->guard.kinds != GUARD_OFF;
}

/* --- bytes ------------------------------------------------------------------------------------ */

/* How many bytes of the chunk at `address` a call with guards can change. */
static size_t guardedBytes(const struct poolModel *m, uint64_t address)
{
    const size_t chunkBytes = poolwalkFields(&m->p).chunkSize;
    return arenaHolds(m->arena, address, chunkBytes) ? chunkBytes : LINK_BYTES;
}

static void pushContent(struct poolModel *m, uint64_t address)
{
    const struct poolwalk walk = poolModelWalk(m);
    struct place place;
    uint64_t content;
    memcpy(&content, poolModelBytes(address), sizeof content);
    if (content == 0) {
        tapePush(m->model.tape, CONTENT_ZERO);
        return;
    }
    if (poolwalkLocate(&walk, content, &place) != LIES_AT_CHUNK) {
        tapePushBytes(m->model.tape, &content, sizeof content);
        tapePush(m->model.tape, CONTENT_BYTES);
        return;
    }
    tapePush(m->model.tape, CONTENT_SLOTS + poolwalkSlot(&m->p, &place));
}

static void popContent(struct poolModel *m, uint64_t address)
{
    const uint64_t code = tapePop(m->model.tape);
    uint64_t content = 0;
    if (code == CONTENT_BYTES) {
        tapePopBytes(m->model.tape, &content, sizeof content);
    } else if (code >= CONTENT_SLOTS) {
        content = poolModelAddress(m, (uint32_t)(code - CONTENT_SLOTS));
    }
    memcpy(poolModelBytes(address), &content, sizeof content);
}

/* --- wild and tame ---------------------------------------------------------------------------- */

/*
 * A call is taken back whose links may lead anywhere; `toTame` where the model was tame before. Its
 * list then ended as it should, and what a walk meets is what the free set held.
 */
static void rereadChain(struct poolModel *m, bool toTame)
{
    poolModelReadChain(m);
    if (!toTame)
        return;
    memset(m->holders, 0, m->holderCapacity * sizeof *m->holders);
    m->wild = false;
    poolModelRecountLive(m);
}

/* --- alloc ------------------------------------------------------------------------------------ */

void poolModelNoteAlloc(struct poolModel *m, uint64_t address)
{
    if (m->model.tape != NULL && m->guard.kinds != GUARD_OFF)
        tapePushBytes(m->model.tape, poolModelBytes(address), guardedBytes(m, address));
}

static void undoAlloc(struct poolModel *m, struct grant *grant)
{
    const uint64_t chunk = poolModelAddress(m, grant->slot);
    const bool obtained = grant->path == PATH_NEW_BLOCK || grant->path == PATH_GROW_TABLE;
    if (m->guard.kinds != GUARD_OFF)
        tapePopBytes(m->model.tape, poolModelBytes(chunk), guardedBytes(m, chunk));
    poolRewindMalloc(&m->p, grant->path, chunk);
    if (m->wild)
        m->holders[grant->slot]--;
    else
        poolModelCountLive(m, grant->slot, false);
    if (obtained) {
        m->blocks--;
        m->doublings -= grant->path == PATH_GROW_TABLE;
        arenaTakeBack(m->arena, m->blockBytes);
    }
    if (m->wild)
        rereadChain(m, false);
    else if (grant->path == PATH_RECYCLE)
        freesetPush(&m->freed, grant->slot);
}

/* --- free ------------------------------------------------------------------------------------- */

void poolModelNoteFree(struct poolModel *m, uint64_t address)
{
    if (m->model.tape == NULL)
        return;
    if (m->guard.kinds == GUARD_OFF)
        pushContent(m, address);
    else
        tapePushBytes(m->model.tape, poolModelBytes(address), guardedBytes(m, address));
}

void poolModelNoteFreeDone(struct poolModel *m, bool wasTame, bool hadOwner)
{
    if (m->model.tape != NULL && isOdd(m))
        tapePush(m->model.tape, (uint64_t)(wasTame && m->wild) << 1 | hadOwner);
}

/* The head of a list, with what it held before; the list is that behind it. */
static void unpush(struct poolModel *m, uint64_t address)
{
    const struct poolwalk walk = {.guards = m->guard.kinds}; /* all that a link's reader asks */
    const uint64_t oldHead = poolwalkLink(&walk, address);
    if (m->guard.kinds == GUARD_OFF)
        popContent(m, address);
    else
        tapePopBytes(m->model.tape, poolModelBytes(address), guardedBytes(m, address));
    poolRewindFree(&m->p, oldHead);
}

static void undoWildFree(struct poolModel *m, struct grant *grant)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t address = poolwalkHead(&m->p), odd = tapePop(m->model.tape);
    if (poolwalkLocate(&walk, address, &grant->place) != LIES_OUTSIDE)
        grant->slot = (uint32_t)poolwalkSlot(&m->p, &grant->place);
    unpush(m, address);
    m->holders[grant->slot] += odd & 1;
    rereadChain(m, (odd & 2) != 0);
}

static void undoFree(struct poolModel *m, struct grant *grant)
{
    if (m->wild) {
        undoWildFree(m, grant);
        return;
    }
    if (isOdd(m))
        (void)tapePop(m->model.tape);
    unpush(m, poolwalkHead(&m->p));
    grant->slot = freesetPop(&m->freed); /* which is the same chunk */
    poolModelCountLive(m, grant->slot, true);
}

/* --- write ------------------------------------------------------------------------------------ */

void poolModelNoteWrite(struct poolModel *m, uint64_t address, uint64_t byteCount, bool wasTame)
{
    if (m->model.tape == NULL)
        return;
    tapePushBytes(m->model.tape, poolModelBytes(address), (size_t)byteCount);
    tapePush(m->model.tape, byteCount);
    tapePush(m->model.tape, address);
    tapePush(m->model.tape, wasTame && m->wild);
}

static void undoWrite(struct poolModel *m, struct grant *grant)
{
    (void)grant;
    const bool toTame = tapePop(m->model.tape) != 0;
    const uint64_t address = tapePop(m->model.tape);
    const uint64_t byteCount = tapePop(m->model.tape);
    tapePopBytes(m->model.tape, poolModelBytes(address), (size_t)byteCount);
    if (m->wild)
        rereadChain(m, toTame);
}

/* --- reset ------------------------------------------------------------------------------------ */

static void pushHolders(struct poolModel *m)
{
    for (size_t slot = 0; slot < m->holderCapacity; slot++)
        tapePush(m->model.tape, m->holders[slot]);
    tapePush(m->model.tape, m->holderCapacity);
}

static void popHolders(struct poolModel *m)
{
    for (size_t slot = tapePop(m->model.tape); slot > 0; slot--)
        m->holders[slot - 1] = (uint32_t)tapePop(m->model.tape);
}

void poolModelNoteReset(struct poolModel *m)
{
    const struct fields fields = poolwalkFields(&m->p);
    if (m->model.tape == NULL)
        return;
    if (m->wild)
        pushHolders(m);
    tapePush(m->model.tape, m->wild);
    tapePush(m->model.tape, m->freed.count);
    tapePush(m->model.tape, fields.freed);
    tapePushSigned(m->model.tape, fields.block);
    tapePush(m->model.tape, fields.used);
}

/* The free set of a tame list of `count` chunks, whose links are as sound as they were. */
static void readTameChain(struct poolModel *m, uint32_t count)
{
    const struct poolwalk walk = poolModelWalk(m);
    uint64_t at = poolwalkHead(&m->p);
    m->freed.count = count;
    for (; count > 0; count--) {
        struct place place;
        (void)poolwalkLocate(&walk, at, &place);
        const uint32_t slot = (uint32_t)poolwalkSlot(&m->p, &place);
        m->freed.indexOf[slot] = count - 1;
        m->freed.stack[count - 1] = slot;
        at = poolwalkLink(&walk, at);
    }
}

static void undoReset(struct poolModel *m, struct grant *grant)
{
    (void)grant;
    struct fields fields = poolwalkFields(&m->p);
    fields.used = (uint32_t)tapePop(m->model.tape);
    fields.block = (int32_t)tapePopSigned(m->model.tape);
    fields.freed = tapePop(m->model.tape);
    const uint32_t count = (uint32_t)tapePop(m->model.tape);
    poolRewindFreeAll(&m->p, &fields);
    m->wild = tapePop(m->model.tape) != 0;
    if (!m->wild) {
        readTameChain(m, count);
        poolModelRecountLive(m);
        return;
    }
    popHolders(m);
    rereadChain(m, false);
}

void poolModelUndo(struct model *model, enum undoing what, struct grant *grant)
{
    static void (*const undoings[UNDO_COUNT])(struct poolModel *, struct grant *) = {
        [UNDO_ALLOC] = undoAlloc,
        [UNDO_FREE] = undoFree,
        [UNDO_WRITE] = undoWrite,
        [UNDO_RESET] = undoReset,
    };
    undoings[what](poolModelOf(model), grant);
}
