/*
 * kinds.c - THE table of allocators. To add one: its file, and its row here and in model.h.
 */
#include "model/model.h"

const struct grant grantNone;

const struct modelKind *const modelKinds[] = {
    &poolModel, &eagerModel, &stackModel, &bitmapModel, &magazineModel, &heapModel,
};

const size_t modelKindCount = sizeof modelKinds / sizeof *modelKinds;
