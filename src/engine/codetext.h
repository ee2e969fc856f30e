/*
 * codetext.h - functions of the pool as they stand in pool.h and pool.c: the build makes them out
 * of these files (codetext.awk), nobody types them again. Read by code.c.
 */
#ifndef ENGINE_CODETEXT_H
#define ENGINE_CODETEXT_H

#include <stdint.h>

#include "view/code.h"

extern const struct codeText codeTexts[];
extern const size_t codeTextCount;

#endif
