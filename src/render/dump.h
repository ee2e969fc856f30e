/*
 * dump.h - bytes as text: rows with the address, the bytes in hexadecimal and in ASCII; a line for
 * each chunk that begins; a row that repeats the one before is folded.
 */
#ifndef RENDER_DUMP_H
#define RENDER_DUMP_H

#include "render/render.h"

/* The painter of text's `dump`. */
void dumpText(const struct event *event, const struct view *view, const struct bytesView *bytes,
              const struct style *style, struct buffer *out);

/* And that of JSON Lines: an array of chunks, each with its bytes as a string of digits. */
void dumpJson(const struct view *view, const struct bytesView *bytes, struct buffer *out);

#endif
