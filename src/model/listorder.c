#include "model/listorder.h"

#include <stdlib.h>

#include "base/checked.h"

/* --- links ------------------------------------------------------------------------------------ */

bool listReserve(struct chunkModel *m, uint64_t slots, uint64_t blocks)
{
    (void)blocks;
    struct listModel *list = listModelOf(m);
    struct listed *listed =
        checkedGrowFilled(list->listed, &list->listedCapacity, slots, sizeof *listed, 0);
    if (listed == NULL)
        return false;
    list->listed = listed;
    m->journal.regions[REGION_LISTED] = listed;
    return true;
}

void listRelease(struct chunkModel *m)
{
    free(listModelOf(m)->listed);
}

struct listed *listTouch(struct chunkModel *m, uint32_t slot)
{
    struct listed *listed = &listModelOf(m)->listed[slot];
    journalKeep(&m->journal, REGION_LISTED, listed, sizeof *listed);
    return listed;
}

void listLink(struct chunkModel *m, uint32_t slot, uint32_t next)
{
    listTouch(m, slot)->next = next;
    chunkSetWord(m, slot, 0, chunkAddress(m, next));
}

bool listLinkIsSound(const struct chunkModel *m, uint32_t slot)
{
    return chunkWord(m, slot, 0) == chunkAddress(m, listedAt(m, slot)->next);
}

void listLinkBlock(struct chunkModel *m, uint32_t block, bool isNew)
{
    struct listed *listed = listModelOf(m)->listed;
    const uint32_t first = block * m->blockSize, end = first + m->blockSize;
    journalKeep(&m->journal, REGION_LISTED, listed + first, m->blockSize * sizeof *listed);
    for (uint32_t slot = first; slot < end; slot++) {
        const uint32_t next = slot + 1 < end ? slot + 1 : SLOT_NONE;
        const uint64_t link = chunkAddress(m, next);
        listed[slot] = (struct listed){.next = next, .prev = slot - 1, .rank = end - 1 - slot};
        if (isNew)
            memcpy(chunkMemory(m, slot), &link, sizeof link);
        else
            chunkSetWord(m, slot, 0, link);
    }
}

uint64_t listFollow(const struct chunkModel *m, uint32_t slot)
{
    return chunkWord(m, slot, 0);
}

uint32_t listKeptBytes(const struct chunkModel *m, uint32_t slot)
{
    (void)m, (void)slot;
    return LINK_BYTES;
}

/* --- what the three have in common ------------------------------------------------------------ */

static uint32_t listFirst(const struct chunkModel *m)
{
    return (uint32_t)m->now.head;
}

static uint32_t listLast(const struct chunkModel *m)
{
    return (uint32_t)m->now.tail;
}

static uint32_t listAfter(const struct chunkModel *m, uint32_t slot)
{
    return listedAt(m, slot)->next;
}

static uint32_t listBefore(const struct chunkModel *m, uint32_t slot)
{
    return slot == m->now.head ? SLOT_NONE : listedAt(m, slot)->prev;
}

static enum outcome takeHead(struct chunkModel *m, struct grant *grant)
{
    grant->slot = (uint32_t)m->now.head;
    if (!listLinkIsSound(m, grant->slot))
        return OUTCOME_CORRUPT_LIST;
    m->now.head = listedAt(m, grant->slot)->next;
    return OUTCOME_OK;
}

/* The chunk goes behind `before`, or with SLOT_NONE to the head. */
static void linkIn(struct chunkModel *m, uint32_t slot, uint32_t before)
{
    const uint32_t head = m->now.free > 0 ? (uint32_t)m->now.head : SLOT_NONE;
    const uint32_t next = before == SLOT_NONE ? head : listedAt(m, before)->next;
    listLink(m, slot, next);
    listTouch(m, slot)->prev = before;
    if (next != SLOT_NONE)
        listTouch(m, next)->prev = slot;
    else
        m->now.tail = slot;
    if (before != SLOT_NONE)
        listLink(m, before, slot);
    else
        m->now.head = slot;
}

static void putBlock(struct chunkModel *m, uint32_t block, bool isNew)
{
    listLinkBlock(m, block, isNew);
    m->now.head = block * m->blockSize;
    m->now.tail = m->now.head + m->blockSize - 1;
}

/* --- lifo: to the head ------------------------------------------------------------------------ */

static enum outcome lifoPut(struct chunkModel *m, struct grant *grant)
{
    if (m->now.free > 0)
        grant->oldHead = chunkPlace(m, (uint32_t)m->now.head);
    linkIn(m, grant->slot, SLOT_NONE);
    listTouch(m, grant->slot)->rank = m->now.free;
    return OUTCOME_OK;
}

static uint64_t lifoPosition(const struct chunkModel *m, uint32_t slot)
{
    return m->now.free - listedAt(m, slot)->rank;
}

/* --- fifo: to the tail ------------------------------------------------------------------------ */

static enum outcome fifoPut(struct chunkModel *m, struct grant *grant)
{
    const uint32_t tail = m->now.free > 0 ? (uint32_t)m->now.tail : SLOT_NONE;
    grant->oldHead = chunkPlace(m, tail);
    linkIn(m, grant->slot, tail);
    listTouch(m, grant->slot)->rank = m->now.turn++;
    return OUTCOME_OK;
}

static void fifoPutBlock(struct chunkModel *m, uint32_t block, bool isNew)
{
    struct listed *listed = listModelOf(m)->listed + (size_t)block * m->blockSize;
    putBlock(m, block, isNew);
    for (uint32_t i = 0; i < m->blockSize; i++)
        listed[i].rank = m->now.turn++;
}

static uint64_t fifoPosition(const struct chunkModel *m, uint32_t slot)
{
    return listedAt(m, slot)->rank - listedAt(m, (uint32_t)m->now.head)->rank + 1;
}

static bool fifoExplain(const struct chunkModel *m, const struct event *event, struct buffer *out)
{
    (void)m;
    if (event->path != PATH_PUSH)
        return false;
    bufferAppendText(out, "what is freed goes to the end of the list: ");
    placeAppend(&event->place, out);
    if (!event->oldHead.known) {
        bufferAppendText(out, " is its head too, as it was empty");
        return true;
    }
    bufferAppendText(out, " becomes the tail; the first 8 bytes of the old tail, ");
    placeAppend(&event->oldHead, out);
    bufferAppendText(out, ", now lead to it");
    return true;
}

/* --- address: to where its address belongs ---------------------------------------------------- */

/*
 * The last chunk on the list below `slot`, SLOT_NONE where there is none. Each chunk that is looked
 * at counts, the one that turns out to lie behind too.
 */
static enum outcome walkTo(const struct chunkModel *m, uint32_t slot, uint32_t *before,
                           struct grant *grant)
{
    uint32_t at = m->now.free > 0 ? (uint32_t)m->now.head : SLOT_NONE;
    for (*before = SLOT_NONE; at != SLOT_NONE; at = listedAt(m, at)->next) {
        if (m->model.trail != NULL)
            trailAdd(m->model.trail, chunkPlace(m, at), false);
        grant->searched++;
        if (at > slot)
            break;
        if (!listLinkIsSound(m, at))
            return OUTCOME_CORRUPT_LIST;
        *before = at;
    }
    return OUTCOME_OK;
}

static enum outcome addressPut(struct chunkModel *m, struct grant *grant)
{
    uint32_t before;
    const enum outcome outcome = walkTo(m, grant->slot, &before, grant);
    if (outcome != OUTCOME_OK)
        return outcome;
    grant->oldHead = chunkPlace(m, before);
    linkIn(m, grant->slot, before);
    return OUTCOME_OK;
}

static enum outcome addressCut(struct chunkModel *m, uint32_t from, struct grant *grant)
{
    uint32_t before;
    const enum outcome outcome = from > 0 ? walkTo(m, from - 1, &before, grant) : OUTCOME_OK;
    if (outcome != OUTCOME_OK || from == 0 || before == SLOT_NONE)
        return outcome; /* none is left, if it is sound */
    listLink(m, before, SLOT_NONE);
    m->now.tail = before;
    return OUTCOME_OK;
}

static uint64_t addressPosition(const struct chunkModel *m, uint32_t slot)
{
    return chunkFreeBetween(m, 0, (uint64_t)slot + 1);
}

static bool addressExplain(const struct chunkModel *m, const struct event *event,
                           struct buffer *out)
{
    if (event->path != PATH_PUSH)
        return false;
    const uint32_t slot = chunkModelSlotOf(&m->model, &event->place);
    const struct place next = chunkPlace(m, listedAt(m, slot)->next);
    placeAppend(&event->place, out);
    if (!event->oldHead.known) {
        bufferAppendText(out, " becomes the head, as no free chunk lies before it");
    } else {
        bufferAppendText(out, " goes where its address belongs, behind ");
        placeAppend(&event->oldHead, out);
    }
    if (next.known) {
        bufferAppendText(out, event->oldHead.known ? " and before " : "; the next one is ");
        placeAppend(&next, out);
    }
    bufferAppendFormat(out, "; %llu free chunk%s looked at to find that",
                       (unsigned long long)event->searched,
                       event->searched == 1 ? " was" : "s were");
    return true;
}

/* --- kinds ------------------------------------------------------------------------------------ */

#define LIST_ORDER                                                                                 \
    .reserve = listReserve, .release = listRelease, .take = takeHead, .first = listFirst,          \
    .after = listAfter, .last = listLast, .before = listBefore, .follow = listFollow,              \
    .keptBytes = listKeptBytes, .nothing = "the list is empty"

static const struct freeOrder lifoOrder = {
    LIST_ORDER,
    .put = lifoPut,
    .putBlock = putBlock,
    .position = lifoPosition,
};

static const struct freeOrder fifoOrder = {
    LIST_ORDER,
    .put = fifoPut,
    .putBlock = fifoPutBlock,
    .position = fifoPosition,
    .explain = fifoExplain,
};

static const struct freeOrder addressOrder = {
    LIST_ORDER,
    .put = addressPut,
    .putBlock = putBlock,
    .cut = addressCut,
    .position = addressPosition,
    .byAddress = true,
    .explain = addressExplain,
};

static const char *const orderWords[] = {"lifo", "fifo", "address", "fullest", NULL};

const struct parameter listParameters[1] = {
    {.name = "order",
     .meaning = "where a freed chunk goes on the list, or whose block's serves first",
     .words = orderWords},
};

struct model *listMake(const struct modelKind *kind, struct arena *arena,
                       const struct recipe *recipe)
{
    static const struct freeOrder *const orders[] = {&lifoOrder, &fifoOrder, &addressOrder};
    const uint64_t order = recipe->values[0];
    if (order >= sizeof orders / sizeof *orders)
        return fullestMake(kind, arena, recipe);
    struct chunkModel *m =
        chunkModelNew(sizeof(struct listModel), kind, orders[order], arena, recipe);
    return m != NULL ? &m->model : NULL;
}

static const struct modelKind lazyPoolModel = {
    .name = "pool",
    .summary = "pool.h, but for the order of its list",
    .parameters = listParameters,
    .parameterCount = 1,
    CHUNK_MODEL_CALLS,
};

struct model *lazyPoolMake(struct arena *arena, const struct recipe *recipe)
{
    return listMake(&lazyPoolModel, arena, recipe);
}

static struct model *eagerMake(struct arena *arena, const struct recipe *recipe)
{
    struct model *model = listMake(&eagerModel, arena, recipe);
    if (model != NULL)
        chunkModelOf(model)->eager = true;
    return model;
}

const struct modelKind eagerModel = {
    .name = "eager",
    .summary =
        "all chunks of a block on the list when it is obtained; trim: order=address, fullest",
    .parameters = listParameters,
    .parameterCount = 1,
    .make = eagerMake,
    CHUNK_MODEL_CALLS,
};
