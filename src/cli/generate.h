/*
 * generate.h - workloads that are made up: the command random, as steps like any others, and
 * --generate, which prints the same ones as a trace. Called by run.c and main.c.
 */
#ifndef CLI_GENERATE_H
#define CLI_GENERATE_H

#include <stdbool.h>

#include "cli/run.h"

/* Carries out `random N [NAME=VALUE] ...`; false where reading is to stop. */
bool generateAnswer(struct run *r, const struct source *source, const struct command *command);

/* --generate: the workload of the options, to standard output. */
enum status generateTrace(const struct options *options, struct output *output);

#endif
