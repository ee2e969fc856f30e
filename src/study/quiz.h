/*
 * quiz.h - which question comes next, and how the answers so far went. Knows nothing of who asks.
 *
 * Rule: the same steps and the same choice of kinds lead to the same questions.
 */
#ifndef STUDY_QUIZ_H
#define STUDY_QUIZ_H

#include <stdbool.h>
#include <stdint.h>

#include "study/question.h"
#include "view/asked.h"
#include "view/table.h"

/* Of one kind. */
struct quizScore {
    uint64_t asked, right, wrong, skipped, hints;
};

struct quiz {
    bool isOn;
    bool isOnPaper; /* there are no hints: nothing is said of them */
    unsigned kinds; /* that may be asked: bit QUESTION_... */
    struct quizScore scores[QUESTION_KINDS];
};

#define QUIZ_ALL_KINDS ((1u << QUESTION_KINDS) - 1)

/* Begins, with no score, to ask these kinds. */
void quizBegin(struct quiz *quiz, unsigned kinds);

/*
 * The kind to ask about this step; false where none that may be asked fits. Of those that fit, the
 * one that was asked least so far, as its weight has it.
 */
bool quizPick(const struct quiz *quiz, const struct session *s, const struct command *command,
              enum questionKind *kind);

void quizCount(struct quiz *quiz, enum questionKind kind, enum verdict verdict, uint64_t hints);

/* All kinds together. */
struct quizScore quizTotal(const struct quiz *quiz);

/* The bit of the kind with this name, or all of them for "all"; 0 where there is none. */
unsigned quizKind(struct span name);

/* The same of names with commas between; 0 where one of them is none. */
unsigned quizKindsRead(struct span names);

/* The score as a table, its cells in `cells`: a row for each kind that was asked, and the sum. */
#define QUIZ_COLUMNS 6 /* hints last */
#define QUIZ_CELLS   ((QUESTION_KINDS + 1) * QUIZ_COLUMNS)
struct table quizTable(const struct quiz *quiz, struct tableCell *cells);

#endif
