#include "study/lesson.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/conditionread.h"
#include "engine/expect.h"
#include "lang/word.h"

/* A longer answer is no answer. */
#define ANSWER_BYTES_MAX 256

void lessonRelease(struct lesson *lesson)
{
    free(lesson->parts);
    free(lesson->screens);
    *lesson = (struct lesson){0};
}

/* --- a screen --------------------------------------------------------------------------------- */

const struct lessonPart *lessonNext(const struct lesson *lesson, size_t screen,
                                    enum lessonKind kind, size_t *at)
{
    while (*at < lesson->screens[screen].end) {
        const struct lessonPart *part = &lesson->parts[(*at)++];
        if (part->kind == kind)
            return part;
    }
    return NULL;
}

const struct lessonPart *lessonDemand(const struct lesson *lesson, size_t screen)
{
    for (size_t i = lesson->screens[screen].first; i < lesson->screens[screen].end; i++) {
        const enum lessonKind kind = lesson->parts[i].kind;
        if (kind == LESSON_ASK || kind == LESSON_PREDICT || kind == LESSON_TASK)
            return &lesson->parts[i];
    }
    return NULL;
}

bool lessonPrediction(const struct lessonPart *part, struct command *command,
                      enum questionKind *kind)
{
    struct parser parser;
    struct parseError fault = {0};
    size_t row = 0;
    while (row < QUESTION_KINDS && !spanIs(part->before, questionKindName(row)))
        row++;
    *kind = (enum questionKind)row;
    parserInit(&parser, part->text, part->line);
    const bool read = parserNext(&parser, command, &fault) == PARSED_COMMAND;
    bufferRelease(&fault.message);
    return row < QUESTION_KINDS && read && verbTable[command->verb].isStep;
}

/* An answer as it is compared: words in small letters, one blank between. */
struct plain {
    char text[ANSWER_BYTES_MAX];
    size_t bytes;
};

/* At a mark that says nothing: how many bytes it has; 0 elsewhere. */
static size_t markBytes(struct span text, size_t at)
{
    const char here = text.text[at];
    const char next = at + 1 < text.bytes ? text.text[at + 1] : ' ';
    if (here == '-' && next == '>')
        return 2;
    if (here == '.' && wordIsBlank(next))
        return 1;
    return here == ',' || here == '!' || here == '"' || here == '\'' || wordIsBlank(here);
}

static void makePlain(struct span text, struct plain *plain)
{
    bool gap = false;
    plain->bytes = 0;
    for (size_t at = 0; at < text.bytes;) {
        const size_t mark = markBytes(text, at);
        if (mark == 0 && plain->bytes + 2 < sizeof plain->text) {
            if (gap && plain->bytes > 0)
                plain->text[plain->bytes++] = ' ';
            plain->text[plain->bytes++] = (char)tolower((unsigned char)text.text[at]);
        }
        gap = mark > 0;
        at += mark > 0 ? mark : 1;
    }
}

/* Is it one of the forms, which have | between? */
static bool isOneOf(struct span forms, const struct plain *answer)
{
    struct plain form;
    const char *end = forms.text + forms.bytes;
    while (forms.text <= end) {
        const char *bar = memchr(forms.text, '|', (size_t)(end - forms.text));
        const char *to = bar != NULL ? bar : end;
        makePlain((struct span){forms.text, (size_t)(to - forms.text)}, &form);
        if (spanEqual((struct span){form.text, form.bytes},
                      (struct span){answer->text, answer->bytes}))
            return true;
        forms.text = to + 1;
    }
    return false;
}

const struct lessonPart *lessonGrade(const struct lesson *lesson, size_t screen, struct span answer)
{
    struct plain plain;
    const struct lessonPart *part;
    makePlain(answer, &plain);
    for (int kind = LESSON_ANSWER; kind <= LESSON_WRONG; kind++) {
        size_t at = lesson->screens[screen].first;
        while ((part = lessonNext(lesson, screen, (enum lessonKind)kind, &at)) != NULL)
            if (isOneOf(part->before, &plain))
                return part;
    }
    size_t at = lesson->screens[screen].first;
    return lessonNext(lesson, screen, LESSON_OTHER, &at);
}

/* --- tasks ------------------------------------------------------------------------------------ */

bool lessonIsExpectation(struct span text)
{
    return spanStartsWith(text, spanOf("expect "));
}

enum parsed lessonExpectation(struct span goal, struct command *command, struct parseError *fault)
{
    struct parser parser;
    parserInit(&parser, goal, 1);
    return parserNext(&parser, command, fault);
}

/* It is read anew each time: a person types the steps. */
static bool goalHolds(struct span goal, const struct session *s, const struct event *event)
{
    struct buffer why;
    bufferInit(&why);
    bool holds = false;
    if (lessonIsExpectation(goal)) {
        struct parseError fault = {0};
        struct command command;
        (void)lessonExpectation(goal, &command, &fault); /* which it is: it was read before */
        holds = expectHolds(s, &command, &why);
        bufferRelease(&fault.message);
    } else {
        struct condition condition;
        struct conditionFault fault = {.message = why};
        (void)conditionParse(&condition, goal, &fault);
        holds = conditionHolds(&condition, s, event);
        why = fault.message;
    }
    bufferRelease(&why);
    return holds;
}

bool lessonIsReached(const struct lesson *lesson, size_t screen, const struct session *s,
                     const struct event *event)
{
    size_t at = lesson->screens[screen].first;
    const struct lessonPart *goal;
    while ((goal = lessonNext(lesson, screen, LESSON_GOAL, &at)) != NULL)
        if (!goalHolds(goal->text, s, event))
            return false;
    return true;
}

const struct lessonPart *lessonTurn(const struct lesson *lesson, size_t screen,
                                    const struct session *s, const struct event *event)
{
    size_t at = lesson->screens[screen].first;
    const struct lessonPart *turn;
    while ((turn = lessonNext(lesson, screen, LESSON_WRONG, &at)) != NULL)
        if (goalHolds(turn->before, s, event))
            return turn;
    return NULL;
}
