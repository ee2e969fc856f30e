/*
 * regions.h - the table of a heap's regions in the order of their addresses, for picture.h: where
 * each begins, the address that a program got, its bytes, and its owner or position on its list.
 */
#ifndef RENDER_REGIONS_H
#define RENDER_REGIONS_H

#include "render/canvas.h"

/* The table, and a line about the heap's memory. */
void regionsAppend(struct canvas *c);

#endif
