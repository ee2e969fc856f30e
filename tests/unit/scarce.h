/*
 * scarce.h - memory that ends on demand: so many requests are served, then all are refused. For a
 * program that tests what becomes of that; the Makefile puts these calls in place of libc's there.
 */
#ifndef UNIT_SCARCE_H
#define UNIT_SCARCE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static size_t requests = SIZE_MAX; /* that are served before all are refused */

void *__real_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__real_realloc(void *memory, size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);

static bool isServed(void)
{
    const bool served = requests > 0;
    requests -= served;
    return served;
}

void *__wrap_malloc(size_t bytes)
{
    return isServed() ? __real_malloc(bytes) : NULL;
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    return isServed() ? __real_calloc(count, bytes) : NULL;
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    return isServed() ? __real_realloc(memory, bytes) : NULL;
}

#endif
