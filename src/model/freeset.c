#include "model/freeset.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

void freesetRelease(struct freeset *set)
{
    free(set->stack);
    free(set->indexOf);
    *set = (struct freeset){0};
}

bool freesetReserve(struct freeset *set, uint64_t slots)
{
    if (slots <= set->capacity)
        return true;
    size_t capacity = set->capacity;
    uint32_t *stack = checkedGrow(set->stack, &capacity, slots, sizeof *stack);
    if (stack == NULL)
        return false;
    set->stack = stack; /* larger than it is said to be, for now */
    uint64_t bytes;
    uint32_t *indexOf = checkedMultiply(capacity, sizeof *indexOf, &bytes)
                            ? realloc(set->indexOf, (size_t)bytes)
                            : NULL;
    if (indexOf == NULL)
        return false;
    memset(indexOf + set->capacity, 0, (capacity - set->capacity) * sizeof *indexOf);
    set->indexOf = indexOf;
    set->capacity = capacity;
    return true;
}
