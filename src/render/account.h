/*
 * account.h - one step at length as text: what was, what was written, what is. Called by the
 * painter of text; that of JSON Lines has its own.
 */
#ifndef RENDER_ACCOUNT_H
#define RENDER_ACCOUNT_H

#include "render/canvas.h"
#include "view/account.h"

/* Everything behind the step's reason. */
void accountText(struct canvas *c, const struct account *account);

#endif
