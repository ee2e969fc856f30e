/*
 * number.h - numbers as people write them: sizes with a suffix. Used wherever words are read.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "base/span.h"

enum number { NUMBER_OK, NUMBER_MALFORMED, NUMBER_TOO_LARGE };

/* A size: decimal or 0x hexadecimal, then K, M or G or nothing; *value only where it is OK. */
enum number numberRead(struct span text, uint64_t *value);

#endif
