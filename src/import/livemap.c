#include "import/livemap.h"

#include <assert.h>
#include <stdlib.h>

#include "base/soon.h"

#define CAPACITY_FIRST 64

void livemapInit(struct livemap *map)
{
    map->slots = NULL;
    map->capacity = map->count = map->changeCount = 0;
}

void livemapRelease(struct livemap *map)
{
    free(map->slots);
    livemapInit(map);
}

/* The slot where the search for a key begins: pointers differ in their middle bits, so mix them. */
static size_t slotOf(const struct livemap *map, uint64_t key)
{
    uint64_t mixed = (key ^ key >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 32 ^ mixed) & (map->capacity - 1);
}

static size_t slotAfter(const struct livemap *map, size_t slot)
{
    return (slot + 1) & (map->capacity - 1);
}

/* The slot of `key`, or the empty one where it would go. */
static size_t slotSearch(const struct livemap *map, uint64_t key)
{
    size_t slot = slotOf(map, key);
    while (map->slots[slot].state != LIVE_NONE && map->slots[slot].key != key)
        slot = slotAfter(map, slot);
    return slot;
}

static bool mapGrow(struct livemap *map)
{
    struct liveEntry *before = map->slots;
    const size_t capacity = map->capacity;
    const size_t grown = capacity == 0 ? CAPACITY_FIRST : capacity * 2;
    struct liveEntry *slots = calloc(grown, sizeof *slots);
    if (slots == NULL)
        return false;
    map->slots = slots;
    map->capacity = grown;
    for (size_t i = 0; i < capacity; i++)
        if (before[i].state != LIVE_NONE)
            slots[slotSearch(map, before[i].key)] = before[i];
    free(before);
    return true;
}

bool livemapReserve(struct livemap *map, size_t count)
{
    bool hasRoom = true;
    while (hasRoom && map->count + count > map->capacity / 4 * 3)
        hasRoom = mapGrow(map);
    return hasRoom;
}

void livemapMark(struct livemap *map)
{
    map->changeCount = 0;
}

static void remember(struct livemap *map, struct liveEntry before)
{
    /* unreached: a batch changes no more */
    assert(map->changeCount < LIVE_CHANGES_MAX);
    map->changes[map->changeCount++] = before;
}

struct liveEntry *livemapFind(const struct livemap *map, uint64_t key)
{
    if (map->count == 0)
        return NULL;
    struct liveEntry *entry = &map->slots[slotSearch(map, key)];
    return entry->state != LIVE_NONE ? entry : NULL;
}

void livemapFetch(const struct livemap *map, uint64_t key)
{
    if (map->count > 0)
        soonNeeded(&map->slots[slotOf(map, key)]);
}

struct liveEntry livemapPut(struct livemap *map, struct liveEntry entry)
{
    /* unreached: who puts an entry has made room for it */
    assert(map->count < map->capacity && entry.state != LIVE_NONE);
    struct liveEntry *slot = &map->slots[slotSearch(map, entry.key)];
    struct liveEntry before = *slot;
    before.key = entry.key; /* of an empty slot it is an old one */
    map->count += before.state == LIVE_NONE;
    *slot = entry;
    remember(map, before);
    return before;
}

/*
 * Closes the hole at `hole`: the next entry that may stand there moves in and leaves a hole itself,
 * until an empty slot. One may not where its search begins behind the hole:
 *
 *     slot      3      4      5      6
 *     holds   (hole)   x      y    empty     x begins at 4: stays; y begins at 3: moves to 3
 */
static void mapCloseHole(struct livemap *map, size_t hole)
{
    size_t mask = map->capacity - 1;
    for (size_t at = slotAfter(map, hole); map->slots[at].state != LIVE_NONE;
         at = slotAfter(map, at)) {
        size_t begin = slotOf(map, map->slots[at].key);
        if (((at - begin) & mask) < ((at - hole) & mask))
            continue;
        map->slots[hole] = map->slots[at];
        hole = at;
    }
    map->slots[hole].state = LIVE_NONE;
}

struct liveEntry livemapTake(struct livemap *map, uint64_t key)
{
    struct liveEntry *entry = livemapFind(map, key);
    if (entry == NULL)
        return (struct liveEntry){.key = key, .state = LIVE_NONE};
    const struct liveEntry taken = *entry;
    mapCloseHole(map, (size_t)(entry - map->slots));
    map->count--;
    remember(map, taken);
    return taken;
}

void livemapBack(struct livemap *map)
{
    for (size_t i = map->changeCount; i-- > 0;) {
        const struct liveEntry before = map->changes[i];
        map->changeCount = i; /* taking it back is a change that nobody takes back */
        if (before.state == LIVE_NONE)
            (void)livemapTake(map, before.key);
        else
            (void)livemapPut(map, before);
    }
    map->changeCount = 0;
}
