/*
 * operands.h - what stands behind a verb, read: one reader for each kind of operands, in a table.
 * parse.c calls it, with the parser behind the verb; it leaves it behind the operands of one
 * command.
 *
 * To add a kind: a member of `enum operands` (verbs.h), a reader, its row in the table.
 */
#ifndef LANG_OPERANDS_H
#define LANG_OPERANDS_H

#include <stdbool.h>

#include "lang/parse.h"

/* The operands of one command of p->row into *command; false, with *error, where they are none. */
bool operandsRead(struct parser *p, struct command *command, struct parseError *error);

/* Do those that are left over make further commands of the same verb? */
bool operandsRepeat(enum operands operands);

#endif
