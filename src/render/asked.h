/*
 * asked.h - questions and answers as text: what the text painter has for them.
 */
#ifndef RENDER_ASKED_H
#define RENDER_ASKED_H

#include "render/render.h"

void askedTextQuestion(const struct asked *asked, const struct style *style, struct buffer *out);
void askedTextHint(struct span hint, const struct style *style, struct buffer *out);
void askedTextAnswer(const struct asked *asked, const struct style *style, struct buffer *out);

#endif
