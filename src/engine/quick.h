/*
 * quick.h - ordinary steps by the dozen, for a replay of which nobody sees the single steps.
 *
 * Rule: a quick step does what sessionStep does of the same command, but makes no event. Where
 * there would be more to tell than that it went well, it does nothing and says so: then sessionStep
 * is to be called. cli/bulk.c calls this.
 */
#ifndef ENGINE_QUICK_H
#define ENGINE_QUICK_H

#include "engine/session.h"
#include "lang/plain.h"

/* Can this session do quick steps at all? Not where its steps are kept, or misuse goes through. */
bool quickIsPossible(const struct session *s);

/* What is known ahead of steps: the frees among them. */
struct quickAhead {
    size_t frees;
    struct quickFreed {
        uint64_t hash; /* of the name                       */
        uint32_t life; /* perhaps: where its record lies, if it is where it is looked for first */
    } of[PLAIN_LINES];
};

/*
 * Before these steps, in three rounds: begin to fetch what they will touch, so that the misses of
 * all of them take about as long as a few. Between two rounds there should be time for what the
 * first one asks to come: quickForesee asks for where names are looked for; quickSeek, for the
 * records of freed ones; quickFetch, for their chunks.
 */
void quickForesee(const struct session *s, const struct plain *steps, size_t count,
                  struct quickAhead *ahead);
void quickSeek(const struct session *s, struct quickAhead *ahead);
void quickFetch(const struct session *s, const struct quickAhead *ahead);

/* Carries out these steps, up to one that is none for here, which changes nothing; how many. */
size_t quickRun(struct session *s, const struct plain *steps, size_t count);

/* Behind quick steps, before anything else reads the session: its fields and figures. */
void quickSettle(struct session *s);

#endif
