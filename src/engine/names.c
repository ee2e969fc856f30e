#include "engine/names.h"

#include <stdlib.h>

#include "base/aligned.h"

#define LINE_BYTES sizeof(struct nameBucket)

void namesRelease(struct names *names)
{
    free(names->memory);
    *names = (struct names){0};
}

/* To twice as many buckets: they have 4 to 8 records each, on average. */
bool namesGrow(struct names *names)
{
    const size_t count = names->bucketCount > 0 ? names->bucketCount * 2 : 4;
    if (count > UINT32_MAX || count > SIZE_MAX / LINE_BYTES - 1)
        return false;
    char *memory = realloc(names->memory, (count + 1) * LINE_BYTES);
    if (memory == NULL)
        return false;
    names->memory = memory;
    memory += alignedAhead(memory, LINE_BYTES);
    memset(memory, 0, count * LINE_BYTES);
    names->buckets = (struct nameBucket *)(void *)memory;
    names->bucketCount = count;
    names->count = 0;
    return true;
}

/* Where in a bucket a record stands; NAMES_PLACES where it does not. */
static unsigned placeIn(const struct nameBucket *bucket, uint32_t handle)
{
    unsigned place = 0;
    while (place < NAMES_PLACES && (bucket->prints[place] == 0 || bucket->handles[place] != handle))
        place++;
    return place;
}

struct nameSpot namesSpot(const struct names *names, uint64_t hash, uint32_t handle)
{
    size_t at = namesHome(names, hash);
    unsigned place;
    while ((place = placeIn(&names->buckets[at], handle)) == NAMES_PLACES)
        at = namesNext(names, at);
    return (struct nameSpot){at, place};
}
