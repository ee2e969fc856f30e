/*
 * optionrows.h - THE table of options: name, argument, help, what it does. Reading, help and
 * messages go by it.
 *
 * Rule: a row sets its own members of struct options and looks at no other; what goes together is
 * checked when all are read, by options.c, which alone calls this. A new option is a row, with a
 * function or a flag, and its entry in poolsim(1).
 */
#ifndef CLI_OPTIONROWS_H
#define CLI_OPTIONROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"

/* What an option does with its argument; false, with *why, if that is bad. */
typedef bool optionSetter(struct options *options, const char *argument, const char **why);

struct optionRow {
    const char *name;
    const char *argument; /* NULL: it takes none */
    const char *help;
    optionSetter *set; /* where it takes one                                              */
    size_t flag;       /* else the bool that it sets, in bytes from the beginning of the
                          options; 0 for --help and --version, which only print           */
};

extern const struct optionRow optionRows[];
extern const size_t optionRowCount; /* at most OPTION_ROWS_MAX */
#define OPTION_ROWS_MAX 64

/* Those that take more than one word. */
optionSetter optionReplay, optionCompare;

#endif
