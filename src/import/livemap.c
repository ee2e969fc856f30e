#include "import/livemap.h"

#include <assert.h>
#include <stdlib.h>

#define CAPACITY_FIRST 64

void livemapInit(struct livemap *map)
{
    *map = (struct livemap){0};
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
    if (map->capacity > SIZE_MAX / 2)
        return false;
    struct livemap grown = {.count = map->count};
    grown.capacity = map->capacity == 0 ? CAPACITY_FIRST : map->capacity * 2;
    grown.slots = calloc(grown.capacity, sizeof *grown.slots);
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].state != LIVE_NONE)
            grown.slots[slotSearch(&grown, map->slots[i].key)] = map->slots[i];
    free(map->slots);
    *map = grown;
    return true;
}

bool livemapReserve(struct livemap *map)
{
    return map->count < map->capacity / 4 * 3 || mapGrow(map);
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
        __builtin_prefetch(&map->slots[slotOf(map, key)]);
}

void livemapPut(struct livemap *map, struct liveEntry entry)
{
    assert(map->count < map->capacity && entry.state != LIVE_NONE);
    size_t slot = slotSearch(map, entry.key);
    assert(map->slots[slot].state == LIVE_NONE);
    map->slots[slot] = entry;
    map->count++;
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
    struct liveEntry taken = *entry;
    mapCloseHole(map, (size_t)(entry - map->slots));
    map->count--;
    return taken;
}
