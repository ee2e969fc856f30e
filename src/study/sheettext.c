/*
 * sheettext.c - a worksheet as text: written for a printer or an editor, and read again.
 */
#include <string.h>

#include "lang/parse.h"
#include "lang/trace.h"
#include "lang/word.h"
#include "study/sheet.h"

#define FIRST_LINE "poolsim worksheet:"

/* Columns of the blanks. */
#define BLANK_SHORT 6
#define BLANK_LIST  24

/* --- writing ---------------------------------------------------------------------------------- */

static const char *const meanings[SHEET_COLUMNS] = {
    "the chunk that the alloc gets, as BLOCK:CHUNK, both counted from 0",
    "the head of the free list after the step; NULL where there is none",
    "the whole free list after the step, from its head on; or empty",
    "ok, or why the step is refused: double-free, stale-free, ...",
};

static size_t blankColumns(const struct sheet *sheet, size_t column)
{
    const enum questionKind kind = sheetKind(sheet, column);
    const size_t place = sheet->recipe.kind->hasChunks ? BLANK_SHORT : strlen("0x10000000");
    return kind == QUESTION_LIST ? BLANK_LIST : kind == QUESTION_OUTCOME ? BLANK_SHORT * 2 : place;
}

static void writeHead(const struct sheet *sheet, struct span title, bool answers,
                      struct buffer *out)
{
    const bool hasChunks = sheet->recipe.kind->hasChunks;
    bufferAppendText(out, FIRST_LINE " ");
    recipeAppend(&sheet->recipe, out);
    bufferAppendText(out, "\n\n");
    bufferAppendText(out, answers ? "Answers" : "Name ______________________   Date ____________");
    bufferAppendText(out, "   (");
    bufferAppendSpan(out, title);
    bufferAppendText(out, ")\n\n");
    if (hasChunks)
        bufferAppendFormat(out, "It begins empty: no block yet; %u chunks in a block.\n",
                           sheet->recipe.blockSize);
    else
        bufferAppendText(out, "It begins empty. A chunk is said by its address.\n");
    for (size_t column = 0; sheetNext(sheet, &column); column++) {
        const size_t from = out->bytes;
        bufferAppendFormat(out, "  %s", sheetHeading(sheet, column));
        bufferPadTo(out, from, 11);
        bufferAppendText(out, column == 0 && !hasChunks ? "where the alloc is served"
                                                        : meanings[column]);
        bufferAppendByte(out, '\n');
    }
    bufferAppendByte(out, '\n');
}

static size_t commandColumns(const struct sheet *sheet)
{
    size_t columns = strlen("command");
    for (size_t i = 0; i < sheet->rowCount; i++)
        if (sheet->rows[i].command.bytes > columns)
            columns = sheet->rows[i].command.bytes;
    return columns;
}

static void endCell(struct buffer *out, size_t from, size_t columns)
{
    bufferPadTo(out, from, columns);
    bufferAppendText(out, " | ");
}

/* The cell of a column: behind the last one of a row nothing is added. */
static void endColumn(const struct sheet *sheet, size_t column, size_t from, struct buffer *out)
{
    size_t next = column + 1;
    if (sheetNext(sheet, &next))
        endCell(out, from, blankColumns(sheet, column));
}

static void writeHeadings(const struct sheet *sheet, size_t commands, struct buffer *out)
{
    bufferAppendText(out, "step | ");
    size_t from = out->bytes;
    bufferAppendText(out, "command");
    endCell(out, from, commands);
    for (size_t column = 0; sheetNext(sheet, &column); column++) {
        from = out->bytes;
        bufferAppendText(out, sheetHeading(sheet, column));
        endColumn(sheet, column, from, out);
    }
    bufferAppendText(out, "\n-----+-");
    bufferAppendRepeated(out, '-', commands);
    for (size_t column = 0; sheetNext(sheet, &column); column++) {
        bufferAppendText(out, "-+-");
        bufferAppendRepeated(out, '-', blankColumns(sheet, column));
    }
    bufferAppendByte(out, '\n');
}

static void writeCell(const struct sheet *sheet, const struct sheetRow *row, size_t column,
                      bool answers, struct buffer *out)
{
    const struct sheetCell *cell = &row->cells[column];
    const size_t from = out->bytes;
    if (cell->isAsked && answers)
        bufferAppendSpan(out, bufferSpan(&cell->truth));
    else if (cell->isAsked)
        bufferAppendRepeated(out, '_', blankColumns(sheet, column));
    endColumn(sheet, column, from, out);
}

/* Without blanks at its end. */
static void endLine(struct buffer *out)
{
    while (out->bytes > 0 && out->text[out->bytes - 1] == ' ')
        out->bytes--;
    bufferAppendByte(out, '\n');
}

void sheetWrite(const struct sheet *sheet, struct span title, bool answers, struct buffer *out)
{
    const size_t commands = commandColumns(sheet);
    writeHead(sheet, title, answers, out);
    writeHeadings(sheet, commands, out);
    for (size_t i = 0; i < sheet->rowCount; i++) {
        bufferAppendFormat(out, "%4zu | ", i + 1);
        const size_t from = out->bytes;
        bufferAppendSpan(out, bufferSpan(&sheet->rows[i].command));
        endCell(out, from, commands);
        for (size_t column = 0; sheetNext(sheet, &column); column++)
            writeCell(sheet, &sheet->rows[i], column, answers, out);
        endLine(out);
    }
    bufferAppendText(out, answers ? "" : "\nTo mark it: poolsim --grade FILE\n");
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reading {
    struct sheet *sheet;
    struct sheetFault *fault;
    struct span line;
    uint64_t number;
    bool hasHeadings;
    size_t order[SHEET_COLUMNS]; /* of the cells behind the command: which column each is in */
    size_t cellCount;
    bool hasMore; /* a | stood behind the last cell */
};

static bool fail(struct reading *r, struct span at, const char *problem)
{
    r->fault->line = r->number;
    r->fault->column = (size_t)(at.text - r->line.text) + 1;
    bufferAppendText(&r->fault->message, problem);
    return false;
}

/* The next cell of a row, without blanks around it. */
static struct span nextCell(struct reading *r, struct span *rest)
{
    const char *bar = memchr(rest->text, '|', rest->bytes);
    const size_t bytes = bar != NULL ? (size_t)(bar - rest->text) : rest->bytes;
    const struct span cell = {rest->text, bytes};
    r->hasMore = bar != NULL;
    rest->text += bytes + r->hasMore;
    rest->bytes -= bytes + r->hasMore;
    return wordTrim(cell);
}

static bool readFirstLine(struct reading *r)
{
    struct recipeFault fault = {0};
    const struct span start = spanOf(FIRST_LINE);
    if (!spanStartsWith(r->line, start))
        return fail(r, r->line, "not a worksheet: it begins with '" FIRST_LINE " ALLOCATOR'");
    const struct span recipe =
        wordTrim((struct span){r->line.text + start.bytes, r->line.bytes - start.bytes});
    const bool read = recipeRead(&r->sheet->recipe, recipe, &fault);
    if (!read) {
        (void)fail(r, (struct span){recipe.text + fault.at, 0}, "");
        bufferAppendSpan(&r->fault->message, bufferSpan(&fault.message));
    }
    bufferRelease(&fault.message);
    return read;
}

/* Which column has this heading; SHEET_COLUMNS where none. */
static size_t columnOf(const struct sheet *sheet, struct span heading)
{
    size_t column = 0;
    while (column < SHEET_COLUMNS && !spanIs(heading, sheetHeading(sheet, column)))
        column++;
    return column;
}

static bool readHeadings(struct reading *r)
{
    struct span rest = r->line, cell = nextCell(r, &rest);
    if (!spanIs(cell, "step"))
        return fail(r, cell, "the headings are missing: step | command | ...");
    cell = nextCell(r, &rest);
    if (!spanIs(cell, "command"))
        return fail(r, cell, "the second heading is not 'command'");
    memset(r->sheet->has, 0, sizeof r->sheet->has);
    while (r->hasMore) {
        cell = nextCell(r, &rest);
        if (cell.bytes == 0 && !r->hasMore)
            break;
        const size_t column = columnOf(r->sheet, cell);
        if (column == SHEET_COLUMNS || r->cellCount == SHEET_COLUMNS)
            return fail(r, cell, "not a heading: place or address, head, list, outcome");
        r->order[r->cellCount++] = column;
        r->sheet->has[column] = true;
    }
    return r->hasHeadings = true;
}

/* Is the cell one step, well formed? */
static bool checkCommand(struct reading *r, struct span cell)
{
    struct parser parser;
    struct command command;
    struct parseError fault = {0};
    parserInit(&parser, cell, 1);
    const enum parsed parsed = parserNext(&parser, &command, &fault);
    bool sound = parsed == PARSED_COMMAND && traceIsStep(&command);
    if (parsed == PARSED_ERROR) {
        (void)fail(r, (struct span){cell.text + fault.at, 0}, "");
        bufferAppendSpan(&r->fault->message, bufferSpan(&fault.message));
    } else if (!sound) {
        (void)fail(r, cell, "not a step");
    } else if (parserNext(&parser, &command, &fault) != PARSED_END) {
        sound = fail(r, cell, "more than one step");
    }
    bufferRelease(&fault.message);
    return sound;
}

/* What was filled in; underscores around it belong to the blank. */
static void readAnswer(struct sheetCell *cell, struct span text)
{
    const bool isLined = memmem(text.text, text.bytes, "__", 2) != NULL;
    for (size_t i = 0; i < text.bytes; i++)
        bufferAppendByte(&cell->given, isLined && text.text[i] == '_' ? ' ' : text.text[i]);
    cell->isBlank = wordTrim(bufferSpan(&cell->given)).bytes == 0;
}

static bool readRow(struct reading *r)
{
    struct span rest = r->line, cell = nextCell(r, &rest);
    uint64_t number = 0;
    if (numberRead(cell, &number) != NUMBER_OK || number != r->sheet->rowCount + 1)
        return fail(r, cell, "not the number of the next step");
    cell = nextCell(r, &rest);
    if (!checkCommand(r, cell))
        return false;
    if (!sheetAddStep(r->sheet, cell))
        return fail(r, cell, "more steps than a worksheet has");
    struct sheetRow *row = &r->sheet->rows[r->sheet->rowCount - 1];
    row->line = r->number;
    for (size_t i = 0; i < r->cellCount; i++) {
        if (!r->hasMore)
            return fail(r, rest, "a cell is missing (is a | gone?)");
        readAnswer(&row->cells[r->order[i]], nextCell(r, &rest));
    }
    if (r->hasMore && (cell = nextCell(r, &rest)).bytes > 0)
        return fail(r, cell, "more cells than headings");
    return true;
}

static bool readLine(struct reading *r)
{
    if (r->number == 1)
        return readFirstLine(r);
    if (memchr(r->line.text, '|', r->line.bytes) == NULL)
        return true;
    return r->hasHeadings ? readRow(r) : readHeadings(r);
}

bool sheetRead(struct sheet *sheet, struct span text, struct sheetFault *fault)
{
    struct reading r = {.sheet = sheet, .fault = fault};
    bool sound = true;
    if (text.bytes == 0)
        text = spanOf(""); /* whose lines can be counted */
    do {
        const char *end = text.bytes > 0 ? memchr(text.text, '\n', text.bytes) : NULL;
        r.line = (struct span){text.text, end != NULL ? (size_t)(end - text.text) : text.bytes};
        r.number++;
        sound = readLine(&r);
        text.text += r.line.bytes + (end != NULL);
        text.bytes -= r.line.bytes + (end != NULL);
    } while (sound && text.bytes > 0);
    if (sound && sheet->rowCount == 0)
        return fail(&r, r.line, "no step in it");
    return sound;
}
