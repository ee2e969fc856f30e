/*
 * called.h - the pool of pool.c once more, as calls throughout: what inlining gains is measured against
 * it. The names begin with "called"; called.c compiles them out of pool.c itself.
 */
#ifndef CALLED_H
#define CALLED_H

#include "pool.h"

#ifdef __cplusplus
extern "C" {
#endif

bool calledInitialize(pool *p, uint32_t chunkSize, uint32_t blockSize);
void calledFreePool(pool *p);
void *calledMalloc(pool *p);
void calledFree(pool *p, void *ptr);
void calledFreeAll(pool *p);

#ifdef __cplusplus
}
#endif

#endif
