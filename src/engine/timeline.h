/*
 * timeline.h - the steps of a session, so that they can be undone, redone, told and saved. Kept
 * only by a session that somebody can step through.
 *
 * All steps stand on the log, done or undone, with what it takes to do them again: `at` is where
 * the next one begins. The last ones that are done stand on a tape besides, with what it takes to
 * undo them; where the tape is empty, it is filled anew by going forth over them from a checkpoint
 * (checkpoint.h). So the log never changes but at its end, an undo pops a record of the tape, a
 * redo reads one of the log, and a jump loads a checkpoint and goes forth from there.
 *
 * A step of an ordinary trace takes 1 to 3 bytes of the log (tests/bench/README.md). Of all that is
 * rare (a refused step, a write, a freeall, misuse) it holds the command as text.
 *
 * Each pool is a stretch of steps for itself: a new one lays the old one aside, whole. In a stretch
 * there can be checkpoints up to the first step that leaves more behind than a checkpoint holds (a
 * write, a step without checks; guards, other allocators: from the beginning). From there on the
 * stretch is rough, and all of its steps stay on the tape.
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
#include "engine/checkpoint.h"
#include "engine/handles.h"
#include "lang/command.h"
#include "model/arena.h"
#include "model/recipe.h"
#include "view/event.h"
#include "view/stats.h"

struct session;
struct record;

/* Checkpoints are at least as many steps apart; and as many steps stay on the tape. */
#define TIMELINE_APART  65536u
#define TIMELINE_WINDOW 16384u

/* The steps of one pool. */
struct poolSteps {
    uint64_t first;   /* after this step the pool was new                           */
    uint64_t rough;   /* the first step that no checkpoint stands behind; or UINT64_MAX */
    struct tape done; /* the last `doneCount` steps that are done                   */
    uint64_t doneCount;
    uint64_t doneMost;   /* more are not kept there, where the stretch is not rough    */
    bool keeps;          /* steps that are done now go to the tape                     */
    enum outcome before; /* of the step before those                                   */
};

/* Where on the timeline a state belongs. */
struct moment {
    uint64_t step;
    size_t at;            /* on the log: behind it                        */
    uint64_t line;        /* of the input                                 */
    uint64_t traceCount;  /* steps up to it that are none aside           */
    enum outcome outcome; /* of the step                                  */
    uint64_t pastCount;
    uint64_t autoNumber;
};

/* A pool that made room for another, with all that belongs to it; undone, `handles` alone. */
struct formerPool {
    struct formerPool *next;
    struct model *model;
    struct arenaStash stash;
    struct handles handles;
    struct stats stats;
    struct poolSteps stretch; /* undone: only its bounds */
    struct moment moment;
    struct recipe recipe;
};

struct timeline {
    bool kept;
    bool aside; /* steps from now on are none of the trace that is being stepped through */
    bool again; /* a step is being done again: it is on the log                          */
    struct tape log;
    size_t at;            /* on the log: where the next step begins, or will           */
    size_t next;          /* of the step that is done again: where the one behind it does */
    uint64_t forgotten;   /* steps from the first one on that can't be undone any more */
    uint64_t undoneCount; /* steps on the log behind this one                          */
    uint64_t traceCount;  /* steps that are done and not aside                         */
    uint64_t line;        /* of the input, of the last step                            */
    bool lastUnchecked;   /* the setting behind the last of all steps                  */
    struct poolSteps now;
    struct checkpoints points;
    uint64_t window;            /* TIMELINE_WINDOW, or what a test wants                     */
    uint64_t reach;             /* as many steps go to the tape when it is filled anew       */
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

/* The session has a new model: a stretch begins behind the last step. */
void timelineBeginStretch(struct session *s);

/* Before a new step: where the record of a step that is refused is cut off again. */
size_t timelineBegin(struct session *s, const struct command *command);

/* Behind a step: its record. `from` is what timelineBegin returned. */
void timelineAdd(struct session *s, const struct command *command, const struct event *event,
                 const struct deed *deed, size_t from);

/* A record on the tape, of the last step. */
void timelinePush(struct session *s, const struct record *record);

/* Behind a new step: the tape is kept short, and checkpoints are made. */
void timelineSettle(struct session *s);

/* From now on, steps that are done go to the tape; or they do not, and it is emptied. */
void timelineKeep(struct session *s, bool keeps);

/* There is no memory for more: what was done can't be undone any more. */
void timelineForget(struct session *s);

/* Into the record of an alloc, done as the last step: what its handle was before. */
void timelineRecordLife(const struct session *s, const struct handleLife *life,
                        struct record *record);

/* The steps that were undone will not be redone. */
void timelineDrop(struct session *s);

/* Lays the session's pool aside for another; false, with nothing changed, without memory. */
bool timelineLayAside(struct session *s);

/* Where the session is; and: it is there now, with nothing on the tape. */
struct moment timelineMoment(const struct session *s);
void timelineArrive(struct session *s, const struct moment *moment);

/* Bytes that the steps take: log, tape and checkpoints. */
uint64_t timelineBytes(const struct session *s);

#endif
