#include "render/render.h"

static const struct painter *const painters[] = {&textPainter, &jsonlPainter};

const struct painter *painterFind(struct span name)
{
    for (size_t i = 0; i < sizeof painters / sizeof *painters; i++)
        if (spanIs(name, painters[i]->name))
            return painters[i];
    return NULL;
}
