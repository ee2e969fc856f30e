#include "view/remark.h"

#include <assert.h>

void remarksInit(struct remarks *remarks)
{
    remarks->count = 0;
    for (size_t i = 0; i < REMARKS_MAX; i++)
        bufferInit(&remarks->items[i].text);
}

void remarksRelease(struct remarks *remarks)
{
    for (size_t i = 0; i < REMARKS_MAX; i++)
        bufferRelease(&remarks->items[i].text);
    remarks->count = 0;
}

void remarksClear(struct remarks *remarks)
{
    remarks->count = 0;
}

struct buffer *remarksAdd(struct remarks *remarks, const char *key)
{
    assert(remarks->count < REMARKS_MAX);
    struct remark *remark = &remarks->items[remarks->count++];
    remark->key = key;
    bufferClear(&remark->text);
    return &remark->text;
}
