/*
 * lessonread.h - reads a lesson (lesson.h) from a trace: what a replay takes for comments is the
 * lesson's text. poolsim-trace(5) tells more of it.
 *
 *   #: lesson TITLE          the first line that is for the lesson
 *   #: screen HEADING        begins a screen; its parts stand in this order:
 *   #: view PARTS            what the picture shows, on this screen and the following ones
 *   COMMANDS                 run before the screen is shown; the last step is its picture
 *   #: load FILE             a trace, to be compared with; beside the lesson's file
 *   #: run COMMAND           a question to poolsim whose answer belongs to the picture
 *   # TEXT                   a line of text; `#` alone is an empty one
 *   #: ask QUESTION          and then answer, wrong, other, hint
 *   #: predict KIND STEP     a question of question.h, graded by what the step would do
 *   #: answer FORMS -- REPLY     what is right: forms with | between
 *   #: wrong FORMS -- REPLY      what is foreseen; of a task, a CONDITION in place of FORMS
 *   #: other REPLY           to every other wrong answer
 *   #: hint TEXT             the first, the second, ...
 *   #: task TEXT             and then goal, wrong, hint; the commands behind them are one way
 *   #: goal CONDITION        as of `break`; or `expect ...`; all of them are to hold
 *   #: done REPLY            once they do
 *   ## NOTE                  for those who read the file
 *
 * Rule: whatever the text is, the result is a lesson that keeps to this order, with goals that can
 * be asked, or one fault in one line. Lines of the language are not looked into.
 */
#ifndef STUDY_LESSONREAD_H
#define STUDY_LESSONREAD_H

#include <stdbool.h>

#include "base/span.h"
#include "lang/parse.h"
#include "study/lesson.h"

/* Columns of a line of text. */
#define LESSON_COLUMNS 78

/*
 * Reads a lesson from `text`, which must outlive it and end with a newline, or be empty. Lines of
 * the language are not looked into. False, with *fault filled, if it is none: nothing is to be
 * released then. `fault->message` is the caller's; without memory it says so.
 */
bool lessonRead(struct lesson *lesson, struct span text, struct parseError *fault);

/* The title of the lesson in `text`, or an empty one; for a list of lessons. */
struct span lessonTitle(struct span text);

#endif
