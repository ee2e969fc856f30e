#include "study/sheet.h"

#include <string.h>

#include "engine/explain.h"
#include "lang/parse.h"
#include "study/misconception.h"

static const enum questionKind columns[SHEET_COLUMNS] = {QUESTION_PLACE, QUESTION_HEAD,
                                                         QUESTION_LIST, QUESTION_OUTCOME};

enum questionKind sheetKind(const struct sheet *sheet, size_t column)
{
    if (columns[column] == QUESTION_PLACE && !sheet->recipe.kind->hasChunks)
        return QUESTION_ADDRESS;
    return columns[column];
}

const char *sheetHeading(const struct sheet *sheet, size_t column)
{
    return questionKindName(sheetKind(sheet, column));
}

bool sheetNext(const struct sheet *sheet, size_t *column)
{
    while (*column < SHEET_COLUMNS && !sheet->has[*column])
        ++*column;
    return *column < SHEET_COLUMNS;
}

void sheetInit(struct sheet *sheet, const struct recipe *recipe)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->recipe = *recipe;
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        sheet->has[column] = columns[column] != QUESTION_OUTCOME;
}

void sheetRelease(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->rowCount; i++) {
        struct sheetRow *row = &sheet->rows[i];
        bufferRelease(&row->command);
        bufferRelease(&row->why);
        for (size_t column = 0; column < SHEET_COLUMNS; column++) {
            bufferRelease(&row->cells[column].given);
            bufferRelease(&row->cells[column].truth);
            bufferRelease(&row->cells[column].why);
        }
    }
    sheet->rowCount = 0;
}

bool sheetAddStep(struct sheet *sheet, struct span command)
{
    if (sheet->rowCount == SHEET_STEPS_MAX)
        return false;
    struct sheetRow *row = &sheet->rows[sheet->rowCount++];
    bufferAppendSpan(&row->command, command);
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        row->cells[column].isBlank = true;
    return !row->command.failed;
}

/* --- solving ---------------------------------------------------------------------------------- */

/* The questions of one row. */
struct solving {
    struct session *s;
    struct question questions[SHEET_COLUMNS];
    struct answer answers[SHEET_COLUMNS];
    bool isReadable[SHEET_COLUMNS];
    struct buffer text;
};

/* A command of a row, which is well formed. */
static struct command commandOf(const struct sheetRow *row)
{
    struct parser parser;
    struct command command = {.verb = VERB_FREEALL};
    struct parseError fault = {0};
    parserInit(&parser, bufferSpan(&row->command), 1);
    (void)parserNext(&parser, &command, &fault);
    bufferRelease(&fault.message);
    return command;
}

/* Before the step: what is asked, and what was answered. False without memory. */
static bool poseRow(struct solving *solving, const struct sheet *sheet, struct sheetRow *row,
                    const struct command *command)
{
    for (size_t column = 0; sheetNext(sheet, &column); column++) {
        struct sheetCell *cell = &row->cells[column];
        const enum questionKind kind = sheetKind(sheet, column);
        struct question *q = &solving->questions[column];
        cell->isAsked = questionFits(solving->s, command, kind);
        if (!cell->isAsked)
            continue;
        if (!questionPose(q, solving->s, command, kind, &solving->text))
            return false;
        solving->isReadable[column] =
            !cell->isBlank && questionRead(q, solving->s, bufferSpan(&cell->given),
                                           &solving->answers[column], &cell->why);
    }
    return true;
}

static void gradeCell(struct solving *solving, size_t column, struct sheetCell *cell)
{
    const struct question *q = &solving->questions[column];
    struct grade grade = {.isRight = false};
    questionTellTruth(q, &cell->truth);
    if (solving->isReadable[column])
        grade = questionGrade(q, &solving->answers[column]);
    cell->verdict = grade.isRight ? VERDICT_RIGHT : cell->isBlank ? VERDICT_SKIPPED : VERDICT_WRONG;
    cell->misconception = grade.misconception;
}

static bool solveRow(struct solving *solving, const struct sheet *sheet, struct sheetRow *row)
{
    const struct command command = commandOf(row);
    struct event event;
    if (!poseRow(solving, sheet, row, &command))
        return false;
    sessionStep(solving->s, &command, &event);
    explainStep(solving->s, &command, &event, &row->why);
    for (size_t column = 0; sheetNext(sheet, &column); column++) {
        if (!row->cells[column].isAsked)
            continue;
        if (!questionResolve(&solving->questions[column], solving->s, &event))
            return false;
        gradeCell(solving, column, &row->cells[column]);
        if (row->cells[column].truth.failed)
            return false;
    }
    return !row->why.failed;
}

static bool isAskedAnywhere(const struct sheet *sheet, size_t column)
{
    for (size_t i = 0; i < sheet->rowCount; i++)
        if (sheet->rows[i].cells[column].isAsked)
            return true;
    return false;
}

bool sheetSolve(struct sheet *sheet, struct session *s)
{
    struct solving solving = {.s = s};
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        questionInit(&solving.questions[column]);
    bool solved = true;
    for (size_t i = 0; i < sheet->rowCount && solved; i++)
        solved = solveRow(&solving, sheet, &sheet->rows[i]);
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        questionRelease(&solving.questions[column]);
    bufferRelease(&solving.text);
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        sheet->has[column] = sheet->has[column] && isAskedAnywhere(sheet, column);
    return solved;
}
