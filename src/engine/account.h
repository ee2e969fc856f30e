/*
 * account.h - tells the last step at length (view/account.h), by undoing it and doing it again: so
 * it is known for every allocator what was written, without a hook in any of them.
 */
#ifndef ENGINE_ACCOUNT_H
#define ENGINE_ACCOUNT_H

#include <stdbool.h>

#include "engine/session.h"
#include "view/account.h"

void accountInit(struct account *account);
void accountRelease(struct account *account);

/*
 * Into *account, the step that the session is after; its reason is appended to `why`, *command is
 * what it was. There must be one that can be undone (travelFirst). False without memory: the
 * session is as it was, or where there is none to do steps again either, after one of those before.
 * What *account points to is good until the next step.
 */
bool accountTake(struct session *s, struct account *account, struct command *command,
                 struct buffer *why);

#endif
