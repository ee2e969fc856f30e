/*
 * code.h - the source beside a step as text: each function that ran, a > before each line that did,
 * and at the right what values it met. Called by the painter of text; that of JSON Lines has its
 * own.
 */
#ifndef RENDER_CODE_H
#define RENDER_CODE_H

#include "render/canvas.h"
#include "view/code.h"

void codeAppend(struct canvas *c, const struct codeView *code);

#endif
