/*
 * session.h - one run of the language: a pool, the handles of its chunks, the figures, the number
 * of the step. It carries out steps and takes snapshots; it prints nothing.
 *
 * Rule: a step is decided before the pool is touched. What the session and the model know (handles,
 * places, the free set) says whether it will be honoured; a step that is not has changed nothing
 * but the step's number and the count of failed steps.
 */
#ifndef ENGINE_SESSION_H
#define ENGINE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "engine/handles.h"
#include "engine/past.h"
#include "engine/timeline.h"
#include "lang/command.h"
#include "model/arena.h"
#include "model/model.h"
#include "view/event.h"
#include "view/view.h"

struct sessionOptions {
    struct recipe recipe; /* of the allocator that it begins with */
    uint64_t base;        /* where blocks are served from, a multiple of ARENA_STEP */
    uint64_t memory;      /* bytes of that range                    */
    bool undoable;        /* its steps are kept: for undo, and for save */
    bool unchecked;       /* misuse goes through                    */
    bool keepsTrail;      /* the elements that a search looks at are kept */
};

struct session {
    struct arena arena;
    struct model *model;
    struct handles handles;
    struct stats stats;
    struct fields fields; /* after the last step */
    struct timeline timeline;
    struct past past;
    uint64_t stepCount;
    bool unchecked;           /* misuse goes through                       */
    bool unsettled;           /* quick.h: its figures and fields are not up to date */
    uint32_t repeated;        /* the handle of the step that is redone, or HANDLE_NONE */
    struct recipe recipe;     /* of this allocator                          */
    uint32_t roomBytes;       /* of a chunk, the program's                  */
    uint32_t usualBytes;      /* that an allocation without a size asks for */
    enum outcome lastOutcome; /* of the last step */
    bool keepsTrail;
    struct trail trail;  /* of the last step, if that is so */
    uint64_t autoNumber; /* of the last automatic name p1, p2, ... */
    char autoName[HANDLE_BYTES_MAX];
};

/*
 * Makes a session, with an empty pool. Must not be moved afterwards. Returns false without memory
 * for it: then nothing needs be released, but may be.
 */
bool sessionInit(struct session *s, const struct sessionOptions *options);
void sessionRelease(struct session *s);

/*
 * Carries out one command whose verb is a step; *event says what became of it, and is good until
 * the next step. event->command and event->why are left empty: see explain.h. Steps that were
 * undone are dropped: they can't be redone any more.
 */
void sessionStep(struct session *s, const struct command *command, struct event *event);

/*
 * For travel.h: carries out a step again that had this outcome, of this handle, if that is known.
 * False, with nothing changed, without memory for it.
 */
bool sessionRepeat(struct session *s, const struct command *command, enum outcome outcome,
                   uint32_t handle, struct event *event);

/* For travel.h: another model took the place of the one before. */
void sessionMeasureRoom(struct session *s);

/* Makes of `set guard` the step that it is: a new pool of the same sizes. Leaves others alone. */
void sessionCompleteGuards(const struct session *s, struct command *command);

/*
 * The bytes of the chunk, or of the block, that a dump names, and in *window what of the pool to
 * show beside them. False, with the reason appended to `why`, where it names none.
 */
bool sessionBytes(const struct session *s, const struct command *command, struct bytesView *bytes,
                  struct window *window, struct buffer *why);

/* The chunk that a handle had last, live or not, into *place; false where the handle is unknown. */
bool sessionPlaceOf(const struct session *s, struct span handle, struct place *place);

/* From now on events tell the elements that a search looked at. */
void sessionKeepTrail(struct session *s);

/* From now on misuse is refused, or goes through. */
void sessionSetChecks(struct session *s, bool checked);

/* The figures after the last step. */
const struct stats *sessionStats(const struct session *s);

/* Are addresses the same in every run, so that they can be shown? */
bool sessionShowsAddresses(const struct session *s);

/* Fills *view (cleared before) as far as *window asks; false without memory. */
bool sessionView(const struct session *s, const struct window *window, struct view *view);

#endif
