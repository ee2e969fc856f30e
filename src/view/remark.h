/*
 * remark.h - more that is to be said of a step or a chunk than one line: labelled lines of text.
 * What the engine found out, for every painter.
 */
#ifndef VIEW_REMARK_H
#define VIEW_REMARK_H

#include <stddef.h>

#include "base/buffer.h"

#define REMARKS_MAX 6

struct remark {
    const char *key; /* as in JSON, and the label in text */
    struct buffer text;
};

struct remarks {
    struct remark items[REMARKS_MAX];
    size_t count;
};

void remarksInit(struct remarks *remarks);
void remarksRelease(struct remarks *remarks);
void remarksClear(struct remarks *remarks);

/* A further one, its text to be appended to the buffer returned; there must be room for it. */
struct buffer *remarksAdd(struct remarks *remarks, const char *key);

#endif
