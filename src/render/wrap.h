/*
 * wrap.h - text that was laid out for 80 columns (help, what the shell begins with) on a screen
 * that is narrower. Lines that fit stay as they are.
 */
#ifndef RENDER_WRAP_H
#define RENDER_WRAP_H

#include "base/buffer.h"
#include "render/render.h"

/*
 * Appends the lines of `text`. One that is too long goes on behind the column in which it explains
 * something (what stands behind two blanks), or with the words of the next line, where these are
 * sentences.
 */
void wrapText(const struct style *style, struct span text, struct buffer *out);

#endif
