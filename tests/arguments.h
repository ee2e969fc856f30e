/*
 * arguments.h - the options of a program of the tests: a name, and a number behind it.
 */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The number behind the option `name`; `usual` where it is not given. */
static inline uint64_t numberAfter(int argc, char **argv, const char *name, uint64_t usual)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return strtoull(argv[i + 1], NULL, 0);
    return usual;
}

#endif
