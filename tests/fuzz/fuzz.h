/*
 * fuzz.h - what the targets of this folder share. A target is one file that defines
 * LLVMFuzzerTestOneInput: it feeds any bytes to a part of poolsim and holds what comes out against
 * an oracle. It is linked with libFuzzer or AFL++ to look for new inputs, with replay.c to run
 * those that were kept, and (session.c) with random.c to be fed statements by the million.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* The entry that both fuzzers know. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* Says what the oracle found, and aborts, where `holds` is false. */
void fuzzExpect(bool holds, const char *what);

/* The next line off the front of *rest, without its newline; false behind the last one. */
bool fuzzLine(struct span *rest, struct span *line);

#endif
