/*
 * sheet.h - a worksheet: steps on an empty pool, each with blanks for what a learner is to predict.
 * It is a text file of one page, so that it can be printed, filled in with any editor, and read
 * again. Its answers are what the steps really do.
 *
 * Rule: a sheet that is made of a seed is the same on every machine and in every version, as far as
 * its steps go. A filled sheet tells by itself all that it takes to mark it: the allocator and the
 * steps stand in it.
 *
 * The text: a first line `poolsim worksheet: RECIPE`; lines without a | are for the reader; a row
 * of headings, `step | command | ...`; a row for each step. A cell of nothing but _ is a blank.
 */
#ifndef STUDY_SHEET_H
#define STUDY_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "engine/session.h"
#include "study/question.h"
#include "view/asked.h"

/* So that a sheet is one page. */
#define SHEET_STEPS_MAX 30

/* Where nobody says how many steps. */
#define SHEET_STEPS_USUAL 12

/* What can be asked in a row: the columns behind the command. */
#define SHEET_COLUMNS 4

/* How an answer stands: as verdicts go, or it is a blank still. */
struct sheetCell {
    bool isAsked;        /* it makes sense of this step and this allocator               */
    bool isBlank;        /* nothing was filled in                                        */
    struct buffer given; /* what was                                                     */
    struct buffer truth;
    enum verdict verdict;
    const struct misconception *misconception; /* behind a wrong one; or NULL            */
    struct buffer why;                         /* what can't be read of it; or empty     */
};

struct sheetRow {
    struct buffer command; /* one step */
    uint64_t line;         /* of the sheet's file; 0 where it was made        */
    struct sheetCell cells[SHEET_COLUMNS];
    struct buffer why; /* the reason of what the step does */
};

struct sheet {
    struct recipe recipe;
    bool has[SHEET_COLUMNS]; /* the columns that it has */
    struct sheetRow rows[SHEET_STEPS_MAX];
    size_t rowCount;
};

/* What is wrong with a text: where, from 1, and in words. */
struct sheetFault {
    uint64_t line;
    size_t column;
    struct buffer message; /* of the caller's: initialized, appended to */
};

/* With all columns, but for the outcomes. */
void sheetInit(struct sheet *sheet, const struct recipe *recipe);
void sheetRelease(struct sheet *sheet);

/*
 * Goes on to the first column that it has from *column on; false behind the last. So that
 * `for (size_t column = 0; sheetNext(sheet, &column); column++)` goes over all of them.
 */
bool sheetNext(const struct sheet *sheet, size_t *column);

/* One more step, a command as text; false where it has SHEET_STEPS_MAX of them, or no memory. */
bool sheetAddStep(struct sheet *sheet, struct span command);

/*
 * Makes up `stepCount` steps, at most SHEET_STEPS_MAX, out of a seed; with `misuse`, double frees
 * and stale frees among them, and a freeall. False without memory.
 */
bool sheetMake(struct sheet *sheet, uint64_t seed, size_t stepCount, bool misuse);

/*
 * Takes the steps in a new session, of the sheet's allocator: which cells are asked, what is true,
 * and what the cells that are filled in are worth. A column in which nothing is asked goes. False
 * without memory.
 */
bool sheetSolve(struct sheet *sheet, struct session *s);

/* The text of a sheet that is solved, with blanks or with the answers. `title` says which it is. */
void sheetWrite(const struct sheet *sheet, struct span title, bool answers, struct buffer *out);

/* Reads such a text, filled in or not, into *sheet, initialized; false, with *fault, if it is none.
 */
bool sheetRead(struct sheet *sheet, struct span text, struct sheetFault *fault);

/* The name of a column, and the kind of its questions in this sheet. */
enum questionKind sheetKind(const struct sheet *sheet, size_t column);
const char *sheetHeading(const struct sheet *sheet, size_t column);

#endif
