#include "base/checked.h"

#include <stdlib.h>
#include <string.h>

void *checkedGrow(void *items, size_t *capacity, uint64_t count, size_t itemBytes)
{
    if (items != NULL && count <= *capacity)
        return items;
    uint64_t wanted = *capacity < 8 ? 16 : (uint64_t)*capacity * 2;
    if (wanted < count)
        wanted = count;
    uint64_t bytes;
    if (!checkedMultiply(wanted, itemBytes, &bytes) || bytes > PTRDIFF_MAX)
        return NULL;
    void *grown = realloc(items, (size_t)bytes);
    if (grown != NULL)
        *capacity = (size_t)wanted;
    return grown;
}

void *checkedGrowFilled(void *items, size_t *capacity, uint64_t count, size_t itemBytes,
                        unsigned char fill)
{
    const size_t before = items != NULL ? *capacity : 0;
    char *grown = checkedGrow(items, capacity, count, itemBytes);
    if (grown != NULL && *capacity > before)
        memset(grown + before * itemBytes, fill, (*capacity - before) * itemBytes);
    return grown;
}
