/*
 * quick.h - ordinary steps by the dozen, for a replay of which nobody sees the single steps.
 *
 * Rule: a quick step does what sessionStep does of the same command, and with the same functions,
 * but makes no event. Where there would be more to tell than that it went well, it does nothing and
 * says so: then sessionStep is to be called. cli/bulk.c calls this.
 */
#ifndef ENGINE_QUICK_H
#define ENGINE_QUICK_H

#include "engine/session.h"
#include "lang/plain.h"

/* Can this session do quick steps at all? Not where its steps are kept, or misuse goes through. */
bool quickIsPossible(const struct session *s);

/*
 * Begins to fetch what these steps will touch: the misses of all of them then take about as long as
 * a few. Into `hashes` what quickStep wants. Nothing is changed.
 */
void quickFetch(const struct session *s, const struct plain *steps, size_t count, uint64_t *hashes);

/*
 * One step; `hash` is nameHash of its name. False, with nothing changed, where it is none for here.
 */
bool quickStep(struct session *s, const struct plain *step, uint64_t hash);

/* Behind quick steps, before anything else reads the session: its fields and figures. */
void quickSettle(struct session *s);

#endif
