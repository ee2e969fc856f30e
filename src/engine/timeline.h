/*
 * timeline.h - the steps of a session, so that they can be undone, redone, told and saved. Kept
 * only by a session that somebody can step through.
 *
 * It is two tapes. `done` holds a record for each step that is done, with what its undo needs and
 * the state after the step does not tell: mostly, of an alloc who owned the chunk before, of a free
 * what the chunk held where its link is now. `undone` holds a record for each step that was undone,
 * with what its redo needs: which handle, which size. A step's record moves from one to the other.
 * Records are read from their ends, so each step back or forth takes constant time, and a step of
 * an ordinary trace takes about 4 bytes (tests/README.md says how that is measured).
 *
 * Of all that is rare (a refused step, a write, a freeall, misuse) the record holds the command as
 * text. A new pool lays the old one aside, whole.
 *
 * Rule: after an undo, session and model are as they were before the step; after a redo, as they
 * were after it. Only the settings (checks) are always as the next step found them.
 */
#ifndef ENGINE_TIMELINE_H
#define ENGINE_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/tape.h"
#include "engine/handles.h"
#include "lang/command.h"
#include "model/arena.h"
#include "model/recipe.h"
#include "view/event.h"
#include "view/stats.h"

struct session;
struct record;

/* A pool that made room for another, with all that belongs to it; undone, `handles` alone. */
struct formerPool {
    struct formerPool *next;
    struct model *model;
    struct arenaStash stash;
    struct handles handles;
    struct stats stats;
    uint64_t pastCount, autoNumber;
    struct recipe recipe;
};

struct timeline {
    bool kept;
    bool aside; /* steps from now on are none of the trace that is being stepped through */
    struct tape done, undone;
    uint64_t forgotten;         /* steps from the first one on that can't be undone any more */
    uint64_t undoneCount;       /* steps in `undone`                                         */
    uint64_t traceCount;        /* steps that are done and not aside                         */
    uint64_t line;              /* of the input, of the last step                            */
    enum outcome firstOutcome;  /* of the last step that is forgotten                        */
    bool lastUnchecked;         /* the setting behind the last of all steps                  */
    struct formerPool *former;  /* pools before this one, the last one first                 */
    struct formerPool *renewed; /* names of pools whose making is undone, next one first     */
    struct buffer text;         /* of a command that is being recorded                       */
    struct buffer words;        /* of the one that was redone last                           */
};

/* What the functions of session.c find out about a step that is honoured, for its record. */
struct deed {
    uint32_t handle;         /* alloc, free: whose chunk; HANDLE_NONE for nobody's            */
    uint32_t former;         /* alloc: who owned it before, or HANDLE_NONE                    */
    uint32_t slot;           /* of the chunk                                                  */
    bool isKnown;            /* alloc: the name was known; `life` is what it was              */
    bool wasLive;            /* free: the handle was live until then                          */
    bool wasTold;            /* free: an event of past.h                                      */
    struct handleLife life;  /* alloc                                                         */
    uint64_t autoNumber;     /* alloc: of the session, before                                 */
    uint64_t resetStep;      /* freeall: of the one before                                    */
    uint64_t live;           /* freeall: chunks, before                                       */
    uint64_t requestedBytes; /* freeall: in them                                             */
    uint64_t peaks[3];       /* of live and of listed chunks, of reserved bytes: before       */
};

void timelineInit(struct timeline *t, bool kept);
void timelineRelease(struct timeline *t);

/* Before a new step: where the record of a step that is refused is cut off again. */
size_t timelineBegin(struct session *s);

/* Behind a step: its record. `from` is what timelineBegin returned. */
void timelineAdd(struct session *s, const struct command *command, const struct event *event,
                 const struct deed *deed, size_t from);

/* There is no memory for more: what was done can't be undone any more. */
void timelineForget(struct session *s);

/* Into the record of an alloc, done as the last step: what its handle was before. */
void timelineRecordLife(const struct session *s, const struct handleLife *life,
                        struct record *record);

/* The steps that were undone will not be redone. */
void timelineDrop(struct session *s);

/* Lays the session's pool aside for another; false, with nothing changed, without memory. */
bool timelineLayAside(struct session *s);

#endif
