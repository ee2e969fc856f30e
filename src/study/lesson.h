/*
 * lesson.h - a lesson: screens of text about a picture, each ending in a question, in a task, or in
 * nothing. It is read from a trace (lessonread.h). The shell (cli/tutor.h) shows it.
 *
 * Rule: a lesson points into the text that it was read from, and changes neither that nor a
 * session. Its parts stand in the order of enum lessonKind's rows in lessonread.c.
 */
#ifndef STUDY_LESSON_H
#define STUDY_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "engine/session.h"
#include "lang/command.h"
#include "lang/parse.h"
#include "study/question.h"
#include "view/event.h"

enum lessonKind {
    LESSON_TITLE,
    LESSON_SCREEN,
    LESSON_VIEW,
    LESSON_COMMANDS, /* a line of the language, before the text */
    LESSON_LOAD,
    LESSON_RUN,
    LESSON_TEXT,
    LESSON_ASK,
    LESSON_PREDICT, /* a question of question.h about a step */
    LESSON_TASK,
    LESSON_GOAL,
    LESSON_ANSWER,
    LESSON_WRONG,
    LESSON_OTHER,
    LESSON_HINT,
    LESSON_DONE,
    LESSON_WAY, /* a line of the language, behind a task */
    LESSON_KINDS
};

/* What one line of the file says. */
struct lessonPart {
    enum lessonKind kind;
    uint64_t line;    /* of the file, from 1                     */
    struct span text; /* behind the word                         */
    struct span
        before; /* of answer and wrong: what stands before -- ; of predict: its first word */
};

/* Parts `first` to `end`, the latter not included. */
struct lessonScreen {
    size_t first, end;
    unsigned view; /* PARTS_... */
    bool isPlain;  /* steps without their reasons           */
    bool hasTable; /* blocks with the line of the block table */
};

struct lesson {
    struct span title;
    struct lessonPart *parts;
    size_t partCount, partCapacity;
    struct lessonScreen *screens;
    size_t screenCount, screenCapacity;
};

void lessonRelease(struct lesson *lesson);

/* The next part of that kind on a screen, from *at on, which moves behind it; NULL: no more. To
 * begin with, *at is the screen's `first`. */
const struct lessonPart *lessonNext(const struct lesson *lesson, size_t screen,
                                    enum lessonKind kind, size_t *at);

/* The question or the task of the screen; NULL where it has none. */
const struct lessonPart *lessonDemand(const struct lesson *lesson, size_t screen);

/* The step that a prediction is about, and what is asked of it; false where it is none. */
bool lessonPrediction(const struct lessonPart *part, struct command *command,
                      enum questionKind *kind);

/*
 * Which part of a question replies to this answer: one of LESSON_ANSWER, of LESSON_WRONG or of
 * LESSON_OTHER; NULL where nothing does. Capital letters, commas, arrows, full stops and the number
 * of blanks don't count.
 */
const struct lessonPart *lessonGrade(const struct lesson *lesson, size_t screen,
                                     struct span answer);

/* Is the task's goal reached after this step, the session's last one? */
bool lessonIsReached(const struct lesson *lesson, size_t screen, const struct session *s,
                     const struct event *event);

/* The foreseen wrong turn of a task that the session has taken; NULL where it has taken none. */
const struct lessonPart *lessonTurn(const struct lesson *lesson, size_t screen,
                                    const struct session *s, const struct event *event);

/* For lessonread.c: is the goal an `expect`, and not a condition? And which, if it is sound. */
bool lessonIsExpectation(struct span goal);
enum parsed lessonExpectation(struct span goal, struct command *command, struct parseError *fault);

#endif
