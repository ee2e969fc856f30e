/*
 * screen.h - shows a screen of a lesson (study/lesson.h): its heading, the picture that its steps
 * lead to, its text, what it asks; and says things to the learner. tutor.h decides when.
 *
 * Rule: a screen begins with a new session, and the lesson's own steps up to there; what a learner
 * did before makes no difference.
 */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/run.h"
#include "lang/trace.h"
#include "render/canvas.h"
#include "study/lesson.h"
#include "study/question.h"

struct tutor {
    struct trace text; /* of the lesson's file  */
    struct lesson lesson;
    char *name;    /* chunks, or the file's name         */
    char *file;    /* the file's name                    */
    bool isListed; /* it came with poolsim               */
    size_t screen;
    bool isOpen;                   /* its question is to be answered, its task to be done */
    bool isReached;                /* the task's goal, after the last step                */
    bool isMet;                    /* a step was done since the lesson last spoke         */
    uint64_t step;                 /* after which it last spoke */
    bool isPlaying;                /* the steps are the lesson's own                      */
    uint64_t playedLine;           /* the furthest one of the file that was carried out   */
    const struct lessonPart *turn; /* the foreseen wrong one that was taken, or NULL */
    struct question question;      /* of a prediction; what it asks is in `posed`    */
    struct buffer posed;
    size_t hintAt;        /* behind the last hint                           */
    unsigned partsBefore; /* of the picture, outside of the lesson          */
    bool lacksLine;       /* what was printed does not end in an empty line */
};

/* Shows the screen with this index. */
void screenEnter(struct run *r, size_t screen);

/* The question or task of the screen that is shown, or NULL; is it a question that is open? */
const struct lessonPart *screenDemand(const struct tutor *t);
bool screenAsks(const struct tutor *t);

/*
 * Of a prediction: grades an answer by what the step does; the state is as before then. `why` is
 * the step's reason; or, where it returns false, why the answer could not be read.
 */
bool screenPredict(struct run *r, struct span answer, struct grade *grade, struct buffer *why);

/* The right answer and the step's reason; false without memory. */
bool screenFindOut(struct run *r, struct buffer *truth, struct buffer *why);

/* Says it again, while it is open. */
void screenSayDemand(struct run *r);

/* A sentence for the learner, wrapped: behind a label of this tone. Of no part: the label alone. */
void screenSay(struct run *r, const char *text);
void screenSayLine(struct run *r, enum tone tone, const char *label, struct span text);

/* The same of a text that was made for it, on which the output depends (output.h). */
void screenSayText(struct run *r, enum tone tone, const char *label, const struct buffer *text);
void screenSayPart(struct run *r, enum tone tone, const char *label, const struct lessonPart *part);

#endif
