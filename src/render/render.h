/*
 * render.h - painters: they turn events, snapshots and reports into text in a buffer. They print
 * nothing and change nothing.
 *
 * To add a painter: one file with a `struct painter`, one row in render.c; --format takes its name.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "view/account.h"
#include "view/asked.h"
#include "view/event.h"
#include "view/listing.h"
#include "view/report.h"
#include "view/table.h"
#include "view/view.h"

/* What the reader's place can show. */
struct style {
    unsigned columns; /* of a line, at least STYLE_COLUMNS_MIN */
    bool colour;      /* SGR sequences                         */
    bool unicode;     /* UTF-8 beyond ASCII                    */
    bool whole;       /* nothing is cut in the middle          */
    unsigned parts;   /* VIEW_..., of the picture              */
    unsigned omits;   /* OMIT_..., of what it tells besides     */
};

/* A quiz or a lesson that asks what comes next, or has not explained a word yet, leaves something
 * out. */
enum { OMIT_NEXT = 1, OMIT_REASON = 2, OMIT_TABLE = 4 };

#define STYLE_COLUMNS_MIN 20

struct painter {
    const char *name;
    bool tellsReason; /* of a step that was honoured; that of a refused one is told by all */

    /* How much of a pool with such blocks it draws, around the chunk at `focus`. */
    struct window (*window)(const struct style *style, const struct fields *fields, uint64_t focus);

    /* One step, with the picture after it. */
    void (*step)(const struct event *event, const struct view *view, const struct style *style,
                 struct buffer *out);

    /* The state before the first step, where steps are undone. */
    void (*start)(const struct event *event, const struct view *view, const struct style *style,
                  struct buffer *out);

    /* The picture alone (the event is that of the question), or the figures. */
    void (*show)(const struct event *event, const struct view *view, const struct style *style,
                 struct buffer *out);
    void (*stats)(const struct event *event, const struct view *view, const struct style *style,
                  struct buffer *out);

    /* Whether what was expected of the state holds. */
    void (*expectation)(const struct event *event, const struct view *view,
                        const struct style *style, struct buffer *out);

    /* What the event's remarks say of a chunk. */
    void (*why)(const struct event *event, const struct view *view, const struct style *style,
                struct buffer *out);

    /* One step at length. */
    void (*account)(const struct account *account, const struct style *style, struct buffer *out);

    /* Bytes of the row of chunks in `view`. */
    void (*dump)(const struct event *event, const struct view *view, const struct bytesView *bytes,
                 const struct style *style, struct buffer *out);

    /* The end of a quiet run: the picture and the figures. */
    void (*final)(const struct event *event, const struct view *view, const struct style *style,
                  struct buffer *out);

    void (*report)(const struct report *report, const struct style *style, struct buffer *out);

    void (*table)(const struct table *table, const struct style *style, struct buffer *out);

    /* A question about the next step; one more fact, or a word about an answer; the grade. */
    void (*question)(const struct asked *asked, const struct style *style, struct buffer *out);
    void (*hint)(struct span hint, const struct style *style, struct buffer *out);
    void (*answer)(const struct asked *asked, const struct style *style, struct buffer *out);

    void (*listing)(const struct listing *listing, const struct style *style, struct buffer *out);
};

extern const struct painter textPainter;
extern const struct painter jsonlPainter;

/* The painter with this name; NULL where there is none. */
const struct painter *painterFind(struct span name);

#endif
