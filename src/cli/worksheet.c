#include "cli/worksheet.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/load.h"
#include "cli/terminal.h"
#include "lang/format.h"
#include "study/misconception.h"
#include "study/quiz.h"
#include "study/sheet.h"

/* No sheet is longer, in bytes. */
#define TEXT_BYTES_MAX ((size_t)1 << 20)

static struct sheet sheet; /* static: too large for comfort on the stack */

static void complainMemory(struct run *r)
{
    outputComplain(r->output, "no memory for the worksheet");
    runWorsen(r, STATUS_MALFORMED);
}

/* --- options ---------------------------------------------------------------------------------- */

bool worksheetCheck(struct options *options, struct output *output)
{
    const struct stepRange *steps = &options->ranges[0];
    const bool isOther = options->interactive || options->compareCount > 0 ||
                         options->quizKinds != 0 || options->session.unchecked ||
                         options->generated != NULL;
    options->sheetSteps = options->rangeCount > 0 ? (size_t)steps->first : SHEET_STEPS_USUAL;
    if (!options->worksheet && (options->hasSeed || options->answers || options->misuse))
        outputComplain(output, "--seed, --misuse and --answers go with --worksheet");
    else if ((options->worksheet || options->graded != NULL) && isOther)
        outputComplain(
            output,
            "%s goes with none of --interactive, --compare, --generate, --quiz, --unchecked",
            options->worksheet ? "--worksheet" : "--grade");
    else if (options->graded != NULL &&
             (options->worksheet || options->replay || options->text != NULL))
        outputComplain(output, "--grade goes with none of --worksheet, --replay, -c");
    else if (options->worksheet && options->fileCount > 1)
        outputComplain(output, "--worksheet goes with one file");
    else if (options->worksheet && (options->replay || options->text != NULL) && options->hasSeed)
        outputComplain(output, "--seed makes up steps, and a trace has its own");
    else if (options->worksheet && options->rangeCount > 0 &&
             (options->rangeCount > 1 || steps->first != steps->last ||
              steps->first > SHEET_STEPS_MAX))
        outputComplain(output, "with --worksheet, --steps is a number from 1 to %d",
                       SHEET_STEPS_MAX);
    else
        return true;
    return false;
}

/* --- making ----------------------------------------------------------------------------------- */

/* The first steps of a trace; false without memory. What is no step is left out. */
static bool takeSteps(struct trace *trace, size_t most)
{
    struct command command;
    struct parseError fault = {0};
    struct buffer text;
    bool added = true;
    bufferInit(&text);
    bufferInit(&fault.message);
    while (added && sheet.rowCount < most && traceNext(trace, &command, &fault) == PARSED_COMMAND) {
        if (!traceIsStep(&command))
            continue;
        bufferClear(&text);
        commandFormat(&command, &text);
        added = !text.failed && sheetAddStep(&sheet, bufferSpan(&text));
    }
    bufferRelease(&text);
    bufferRelease(&fault.message);
    return added;
}

/* Is there a step, and none that a row has no room for? False, after a message. */
static bool canStand(struct run *r)
{
    const char *why = sheet.rowCount == 0 ? "a worksheet needs a step, and there is none" : NULL;
    for (size_t i = 0; i < sheet.rowCount && why == NULL; i++)
        if (memchr(sheet.rows[i].command.text, '|', sheet.rows[i].command.bytes) != NULL)
            why = "a step with a | can't stand on a worksheet";
    if (why != NULL) {
        outputComplain(r->output, "%s", why);
        runWorsen(r, STATUS_MALFORMED);
    }
    return why == NULL;
}

static bool makeOfTrace(struct run *r, const char *file)
{
    struct trace trace;
    traceInit(&trace);
    const bool read = loadGiven(r, file, false, &trace);
    if (!read)
        runWorsen(r, STATUS_MALFORMED);
    const bool taken = read && takeSteps(&trace, r->options->sheetSteps);
    traceRelease(&trace);
    sheet.has[SHEET_COLUMNS - 1] = r->options->misuse;
    if (read && !taken)
        complainMemory(r);
    return taken && canStand(r);
}

static bool make(struct run *r, const char *file, struct buffer *title)
{
    const struct options *options = r->options;
    const bool isTrace = file != NULL || options->text != NULL;
    sheetInit(&sheet, &options->session.recipe);
    if (isTrace && !makeOfTrace(r, file))
        return false;
    if (!isTrace && !sheetMake(&sheet, options->seed, options->sheetSteps, options->misuse)) {
        complainMemory(r);
        return false;
    }
    if (!isTrace)
        bufferAppendFormat(title, "seed %llu, ", (unsigned long long)options->seed);
    bufferAppendFormat(title, "%zu step%s", sheet.rowCount, sheet.rowCount == 1 ? "" : "s");
    bufferAppendText(title, options->misuse && !isTrace ? ", with misuse" : "");
    if (file != NULL && strchr(file, '|') == NULL) { /* else it would look like a row */
        bufferAppendText(title, " of ");
        bufferAppendEscaped(title, spanOf(file));
    }
    if (title->failed)
        complainMemory(r);
    return !title->failed;
}

/* At the usual addresses: the sheet has the run's session. False, after a message. */
static bool solve(struct run *r)
{
    struct sessionOptions options = r->options->session;
    options.recipe = sheet.recipe;
    options.undoable = options.unchecked = false;
    const bool begun = runBeginWith(r, &options);
    const bool solved = begun && sheetSolve(&sheet, &r->session);
    if (begun && !solved)
        complainMemory(r);
    if (!solved)
        runWorsen(r, STATUS_MALFORMED);
    return solved;
}

/* --- JSON: a table ---------------------------------------------------------------------------- */

#define MOST_COLUMNS (2 + SHEET_COLUMNS)

/* What is not asked is null, a blank is empty. */
static struct tableCell sheetCellOf(const struct sheetCell *cell, bool answers)
{
    if (!cell->isAsked)
        return (struct tableCell){.form = CELL_NONE};
    return tableText(answers ? bufferSpan(&cell->truth) : spanOf(""));
}

static void printTable(struct run *r, struct span title, bool answers)
{
    static struct tableCell cells[SHEET_STEPS_MAX * MOST_COLUMNS];
    struct tableColumn columns[MOST_COLUMNS] = {{"step", "step", ""}, {"command", "command", ""}};
    size_t count = 2;
    struct buffer whole;
    for (size_t column = 0; sheetNext(&sheet, &column); column++)
        columns[count++] = (struct tableColumn){sheetHeading(&sheet, column), "", ""};
    for (size_t row = 0; row < sheet.rowCount; row++) {
        struct tableCell *at = cells + row * count;
        at[0] = tableCount(row + 1);
        at[1] = tableText(bufferSpan(&sheet.rows[row].command));
        at += 2;
        for (size_t column = 0; sheetNext(&sheet, &column); column++)
            *at++ = sheetCellOf(&sheet.rows[row].cells[column], answers);
    }
    bufferInit(&whole);
    recipeAppend(&sheet.recipe, &whole);
    bufferAppendText(&whole, ": ");
    bufferAppendSpan(&whole, title);
    const struct table table = {.op = answers ? "answers" : "worksheet",
                                .title = bufferSpan(&whole),
                                .columns = columns,
                                .columnCount = count,
                                .cells = cells,
                                .rowCount = sheet.rowCount};
    r->options->painter->table(&table, &r->style, &r->output->text);
    bufferRelease(&whole);
}

static void print(struct run *r, const char *file)
{
    struct buffer title;
    bufferInit(&title);
    const bool answers = r->options->answers;
    const bool solved = make(r, file, &title) && solve(r);
    if (solved && r->options->painter == &textPainter)
        sheetWrite(&sheet, bufferSpan(&title), answers, &r->output->text);
    else if (solved)
        printTable(r, bufferSpan(&title), answers);
    sheetRelease(&sheet);
    bufferRelease(&title);
}

/* --- marking ---------------------------------------------------------------------------------- */

/* The whole file into `text`; false, after a message. */
static bool readText(struct run *r, const char *name, struct buffer *text)
{
    const int file = filesOpen(name);
    struct lines lines;
    struct span line;
    bool ended;
    enum linesResult result = LINES_END;
    if (file < 0) {
        runComplainFile(r, "open", name, errno);
        return false;
    }
    linesInit(&lines, file);
    while (text->bytes < TEXT_BYTES_MAX &&
           (result = linesNext(&lines, &terminalInterrupted, &line, &ended)) == LINES_LINE) {
        bufferAppendSpan(text, line);
        bufferAppendByte(text, '\n');
    }
    const int reason = result == LINES_FAILED ? lines.error : EFBIG;
    linesRelease(&lines);
    if (file != STDIN_FILENO)
        close(file);
    if (result != LINES_END)
        runComplainFile(r, "read", name, reason);
    return result == LINES_END && !terminalInterrupted;
}

/* FILE:LINE:COLUMN: message. */
static void complainFault(struct run *r, const char *name, const struct sheetFault *fault)
{
    const struct source source = {.name = spanOf(strcmp(name, "-") == 0 ? "<stdin>" : name)};
    const struct command here = {.line = fault->line, .column = (uint32_t)fault->column};
    runComplainAt(r, &source, &here, STATUS_MALFORMED, bufferSpan(&fault->message));
}

static bool readSheet(struct run *r, const char *name)
{
    struct buffer text;
    struct sheetFault fault = {.line = 0};
    bufferInit(&text);
    bufferInit(&fault.message);
    bool sound = readText(r, name, &text);
    if (sound && !sheetRead(&sheet, bufferSpan(&text), &fault)) {
        complainFault(r, name, &fault);
        sound = false;
    }
    bufferRelease(&text);
    bufferRelease(&fault.message);
    return sound;
}

static struct span replyOf(const struct sheetCell *cell)
{
    if (cell->misconception != NULL)
        return spanOf(cell->misconception->reply);
    return cell->why.bytes > 0 ? bufferSpan(&cell->why) : (struct span){NULL, 0};
}

/* How one cell stands, for a reader. */
static void sayCell(struct run *r, const char *heading, const struct sheetCell *cell)
{
    struct buffer text;
    if (cell->verdict == VERDICT_RIGHT)
        return;
    bufferInit(&text);
    bufferAppendText(&text, heading);
    if (cell->verdict == VERDICT_SKIPPED) {
        bufferAppendText(&text, ": not filled in.");
    } else {
        bufferAppendText(&text, ": not so. The answer is ");
        bufferAppendSpan(&text, bufferSpan(&cell->truth));
        bufferAppendText(&text, "; you said ");
        bufferAppendQuoted(&text, bufferSpan(&cell->given));
        bufferAppendText(&text, cell->why.bytes > 0 ? ": " : ". ");
        bufferAppendSpan(&text, replyOf(cell));
    }
    r->options->painter->hint(bufferSpan(&text), &r->style, &r->output->text);
    bufferRelease(&text);
}

/* One step: a line where all of it is right; else what is not, and the step's reason. */
static void sayRow(struct run *r, size_t index)
{
    const struct sheetRow *row = &sheet.rows[index];
    struct buffer *out = &r->output->text;
    unsigned asked = 0, right = 0, wrong = 0;
    for (size_t column = 0; sheetNext(&sheet, &column); column++) {
        const struct sheetCell *cell = &row->cells[column];
        asked += cell->isAsked;
        right += cell->isAsked && cell->verdict == VERDICT_RIGHT;
        wrong += cell->isAsked && cell->verdict == VERDICT_WRONG;
    }
    const size_t from = out->bytes;
    bufferAppendFormat(out, "%4zu  ", index + 1);
    bufferAppendEscaped(out, bufferSpan(&row->command));
    bufferPadTo(out, from, 26);
    bufferAppendText(out, asked == 0 ? " -" : "");
    if (asked > 0)
        bufferAppendFormat(out, " %u of %u right", right, asked);
    bufferAppendByte(out, '\n');
    for (size_t column = 0; sheetNext(&sheet, &column); column++)
        if (row->cells[column].isAsked)
            sayCell(r, sheetHeading(&sheet, column), &row->cells[column]);
    if (wrong == 0)
        return;
    struct buffer why;
    bufferInit(&why);
    bufferAppendText(&why, "What happens: ");
    bufferAppendSpan(&why, bufferSpan(&row->why));
    r->options->painter->hint(bufferSpan(&why), &r->style, out);
    bufferRelease(&why);
}

static const struct tableColumn gradeColumns[] = {
    {"step", "", ""},  {"line", "", ""},   {"command", "", ""}, {"kind", "", ""},
    {"given", "", ""}, {"answer", "", ""}, {"verdict", "", ""}, {"misconception", "", ""},
    {"reply", "", ""}, {"why", "", ""},
};
#define GRADE_COLUMNS (sizeof gradeColumns / sizeof *gradeColumns)

static void fillGrade(size_t index, size_t column, struct tableCell *cells)
{
    const struct sheetRow *row = &sheet.rows[index];
    const struct sheetCell *cell = &row->cells[column];
    const struct span none = {NULL, 0};
    const struct tableCell values[GRADE_COLUMNS] = {
        tableCount(index + 1),
        tableCount(row->line),
        tableText(bufferSpan(&row->command)),
        tableText(spanOf(sheetHeading(&sheet, column))),
        tableText(cell->isBlank ? none : bufferSpan(&cell->given)),
        tableText(bufferSpan(&cell->truth)),
        tableText(spanOf(verdictName(cell->verdict))),
        tableText(cell->misconception != NULL ? spanOf(cell->misconception->id) : none),
        tableText(replyOf(cell)),
        tableText(bufferSpan(&row->why)),
    };
    memcpy(cells, values, sizeof values);
}

/* In JSON, each cell that is asked is a row. */
static void paintGrades(struct run *r)
{
    static struct tableCell cells[SHEET_STEPS_MAX * SHEET_COLUMNS * GRADE_COLUMNS];
    size_t rows = 0;
    for (size_t i = 0; i < sheet.rowCount; i++)
        for (size_t column = 0; sheetNext(&sheet, &column); column++)
            if (sheet.rows[i].cells[column].isAsked)
                fillGrade(i, column, cells + GRADE_COLUMNS * rows++);
    const struct table table = {.op = "grade",
                                .columns = gradeColumns,
                                .columnCount = GRADE_COLUMNS,
                                .cells = cells,
                                .rowCount = rows};
    r->options->painter->table(&table, &r->style, &r->output->text);
}

static void paintScore(struct run *r)
{
    struct tableCell cells[QUIZ_CELLS];
    struct quiz score;
    quizBegin(&score, QUIZ_ALL_KINDS);
    score.isOnPaper = true;
    for (size_t i = 0; i < sheet.rowCount; i++)
        for (size_t column = 0; sheetNext(&sheet, &column); column++)
            if (sheet.rows[i].cells[column].isAsked)
                quizCount(&score, sheetKind(&sheet, column), sheet.rows[i].cells[column].verdict,
                          0);
    const struct table table = quizTable(&score, cells);
    const struct quizScore total = quizTotal(&score);
    r->options->painter->table(&table, &r->style, &r->output->text);
    if (total.right < total.asked)
        runWorsen(r, STATUS_REFUSED);
}

static void grade(struct run *r)
{
    const bool isText = r->options->painter == &textPainter;
    sheetInit(&sheet, &r->options->session.recipe);
    if (!readSheet(r, r->options->graded))
        runWorsen(r, STATUS_MALFORMED);
    else if (solve(r)) {
        for (size_t i = 0; i < sheet.rowCount && isText; i++)
            sayRow(r, i);
        bufferAppendText(&r->output->text, isText ? "\n" : "");
        if (!isText)
            paintGrades(r);
        paintScore(r);
    }
    sheetRelease(&sheet);
}

bool worksheetIsWanted(const struct options *options)
{
    return options->worksheet || options->graded != NULL;
}

void worksheetRun(struct run *r, const char *file)
{
    if (r->options->worksheet)
        print(r, file);
    else
        grade(r);
}
