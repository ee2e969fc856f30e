#include "cli/entered.h"

#include <stdlib.h>

#include "base/checked.h"

void enteredRelease(struct enteredList *list)
{
    free(list->all);
    *list = (struct enteredList){0};
}

void enteredDrop(struct enteredList *list, uint64_t step)
{
    list->count = enteredAt(list, step);
    struct entered *last = list->count > 0 ? &list->all[list->count - 1] : NULL;
    if (last == NULL || last->to <= step)
        return;
    last->to = step;
    last->endedByRefusal = false;
}

void enteredAdd(struct enteredList *list, const struct entered *one)
{
    enteredDrop(list, one->before);
    struct entered *all =
        checkedGrow(list->all, &list->capacity, (uint64_t)list->count + 1, sizeof *all);
    if (all == NULL)
        return;
    list->all = all;
    all[list->count++] = *one;
}

size_t enteredAt(const struct enteredList *list, uint64_t step)
{
    size_t number = list->count;
    while (number > 0 && list->all[number - 1].before >= step)
        number--;
    return number;
}
