/*
 * unit.h - what every program of unit tests includes: cmocka, with what it needs before it. A test is a
 * row {"what it shows, in words", function, NULL, NULL, NULL} of the table at its program's end.
 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Such a row; a program that sets something up for each has one of its own. */
#define TEST(words, function)                                                                      \
    {                                                                                              \
        words, function, NULL, NULL, NULL                                                          \
    }

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Are addresses and sizes wider than the 32 bits of a chunk size and a count of chunks? */
#define WIDE (SIZE_MAX > UINT32_MAX)

/* Does MemorySanitizer watch? It does not know what libraries have written. */
#ifdef __has_feature
#define MEMORY_IS_WATCHED __has_feature(memory_sanitizer)
#else
#define MEMORY_IS_WATCHED 0
#endif

#endif
