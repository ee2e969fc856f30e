#include "engine/handle.h"

#include <stdlib.h>

#include "base/aligned.h"
#include "base/checked.h"

bool keptNamePrepare(char **storage, struct span name)
{
    if (name.bytes > HANDLE_INLINE_BYTES && *storage == NULL)
        *storage = malloc(HANDLE_BYTES_MAX + 1);
    return name.bytes <= HANDLE_INLINE_BYTES || *storage != NULL;
}

bool keptNameIsThisLong(const struct keptName *kept, const struct name *name)
{
    return keptNameIsLong(kept) && spanEqual(keptNameSpan(kept), name->text);
}

void keptNameSetLong(struct keptName *kept, const struct name *name, char **storage)
{
    memcpy(*storage, name->text.text, name->text.bytes);
    (*storage)[name->text.bytes] = '\0';
    memset(kept->text, HANDLE_LONG, sizeof kept->text);
    memcpy(kept->text, storage, sizeof *storage);
    *storage = NULL;
}

void keptNameFree(const struct keptName *kept)
{
    if (keptNameIsLong(kept))
        free(keptNameCopy(kept));
}

void handleTableRelease(struct handleTable *table)
{
    for (size_t i = 0; i < table->count; i++)
        keptNameFree(&table->records[i].name);
    free(table->memory);
    *table = (struct handleTable){0};
}

bool handleTableReserve(struct handleTable *table, size_t count)
{
    if (table->memory != NULL && count < table->memoryRecords)
        return true;
    const size_t before = (size_t)((char *)table->records - (char *)table->memory);
    /* one more, for what lies ahead of the first */
    char *memory = checkedGrow(table->memory, &table->memoryRecords, (uint64_t)count + 1,
                               sizeof *table->records);
    if (memory == NULL)
        return false;
    const size_t ahead = alignedAhead(memory, sizeof *table->records);
    if (ahead != before)
        memmove(memory + ahead, memory + before, table->count * sizeof *table->records);
    table->memory = memory;
    table->records = (struct handle *)(void *)(memory + ahead);
    return true;
}
