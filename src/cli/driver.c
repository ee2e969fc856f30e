#include "cli/driver.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bulk.h"
#include "cli/files.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/tutor.h"
#include "import/import.h"

/* How deep files may source one another. */
#define SOURCE_DEPTH_MAX 16

/* More rows than an import's report has. */
#define IMPORT_ROWS_MAX 64

/* Is every command of the line well formed? The first one was read already. */
static bool isSound(struct run *r, const struct source *source, struct span line,
                    struct parser ahead, struct command command)
{
    bool (*const check)(struct run *, struct span, const struct command *) =
        source->isTrace ? runCheckTraced : runCheck;
    enum parsed parsed = PARSED_COMMAND;
    bool sound = true;
    while (sound && parsed == PARSED_COMMAND) {
        sound = check(r, line, &command);
        parsed = sound ? parserNext(&ahead, &command, &r->fault) : PARSED_ERROR;
    }
    return parsed == PARSED_END;
}

static void runOpened(struct run *r, const struct source *source, int file);

/* The file of a `source` command; false where reading is to stop after it. */
static bool runSourced(struct run *r, const struct source *source, const struct command *command)
{
    char *name = r->sourced;
    r->sourced = NULL;
    if (source->depth == SOURCE_DEPTH_MAX) {
        runComplainAt(r, source, command, STATUS_MALFORMED,
                      spanOf("too many files source one another"));
        free(name);
        return !source->stopsAtFault;
    }
    const int file = filesOpen(name);
    if (file < 0) {
        runComplainFile(r, "open", name, errno);
        free(name);
        return !source->stopsAtFault;
    }
    const struct source inner = {.name = spanOf(name),
                                 .stopsWhenRefused = true,
                                 .stopsAtFault = true,
                                 .isTrace = true,
                                 .depth = source->depth + 1};
    const enum status before = r->status;
    const bool own = r->own;
    r->status = STATUS_OK;
    r->own = false; /* its steps are not those of the trace that holds `source` */
    runOpened(r, &inner, file);
    r->own = own;
    free(name);
    const enum status within = r->status;
    runWorsen(r, before);
    if (r->quit || terminalInterrupted || within == STATUS_OUTPUT)
        return false;
    if (within == STATUS_REFUSED)
        return !source->stopsWhenRefused || r->options->keepGoing;
    return within == STATUS_OK || !source->stopsAtFault;
}

/* A command of the loaded trace that is no step has made some. */
static void rememberEntered(struct run *r, const struct command *command, uint64_t before,
                            bool goesOn)
{
    const bool isRefused = r->session.lastOutcome != OUTCOME_OK && (!goesOn || r->refusal.pends);
    const struct entered one = {.line = command->line,
                                .column = command->column,
                                .passed = r->session.timeline.traceCount,
                                .before = before,
                                .to = r->session.stepCount,
                                .endedByRefusal = isRefused};
    enteredAdd(&r->entered, &one);
}

bool driverCommand(struct run *r, const struct source *source, const struct command *command)
{
    const uint64_t before = r->session.stepCount;
    const struct here outer = r->here;
    r->here = (struct here){source, command};
    bool goesOn = runCommand(r, source, command);
    if (r->sourced != NULL) {
        goesOn = goesOn && runSourced(r, source, command);
        free(r->sourced); /* still there where a Ctrl-C came in between */
        r->sourced = NULL;
    }
    r->here = outer;
    if (r->isLoaded && r->own && !traceIsStep(command) && r->session.stepCount > before)
        rememberEntered(r, command, before, goesOn);
    return goesOn;
}

/* A line of the language: all of it is well formed, or nothing of it is run. */
static bool runLine(struct run *r, const struct source *source, struct span line, uint64_t number)
{
    struct parser parser;
    struct command command;
    parserInit(&parser, line, number);
    bufferClear(&r->fault.message);
    enum parsed parsed = parserNext(&parser, &command, &r->fault);
    if (parsed == PARSED_END)
        return true;
    if (parsed == PARSED_ERROR || !isSound(r, source, line, parser, command)) {
        if (!runSettle(r, source))
            return false;
        if (!source->isTrace && tutorIsMissing(r, line)) {
            bufferClear(&r->fault.message);
            bufferAppendText(&r->fault.message, "no lesson is open (try 'lesson')");
        }
        runComplainFault(r, source, line);
        return !source->stopsAtFault;
    }
    for (; parsed == PARSED_COMMAND; parsed = parserNext(&parser, &command, &r->fault)) {
        if (!driverCommand(r, source, &command))
            return false;
    }
    return true;
}

bool driverLine(struct run *r, const struct source *source, struct span line, uint64_t number)
{
    if (r->tutor != NULL && !source->isTrace && tutorWants(r, line)) {
        if (!runSettle(r, source))
            return false;
        tutorTake(r, line);
        return outputFlushLarge(r->output);
    }
    const bool goesOn = runLine(r, source, line, number);
    if (r->tutor != NULL)
        tutorSay(r);
    return goesOn;
}

/* --- files ------------------------------------------------------------------------------------ */

/* The commands of an imported line, from `next` on. */
static bool runImported(struct run *r, const struct source *source, struct import *import,
                        size_t next)
{
    const struct command *command;
    for (; (command = importCommand(import, next)) != NULL; next++) {
        if (bulkStep(r, command))
            continue;
        bulkSettle(r);
        const uint64_t refused = r->refusedCount;
        bool goesOn = runCommand(r, source, command);
        goesOn =
            runSettle(r, source) && goesOn; /* nothing in a recorded trace expects an outcome */
        if (r->refusedCount > refused)
            importRefused(import, next);
        if (!goesOn)
            return false;
    }
    return true;
}

/* One line of a file that is being imported, or a piece of one. */
static bool importOnePiece(struct run *r, const struct source *source, struct import *import,
                           struct span line, uint64_t number, bool ended)
{
    if (importLine(import, line, number, ended) >= 0)
        return runImported(r, source, import, 0);
    outputComplain(r->output, "no memory to go on importing");
    runWorsen(r, STATUS_MALFORMED);
    return false;
}

static bool importOneLine(struct run *r, const struct source *source, struct import *import,
                          struct span line, uint64_t number, bool ended)
{
    struct span piece;
    bool isFirst = true, goesOn = true;
    while (goesOn && importPiece(import, &line, &isFirst, &piece))
        goesOn = importOnePiece(r, source, import, piece, number, ended || line.bytes > 0);
    return goesOn;
}

void driverComplainLines(struct run *r, const struct source *source, const struct lines *lines,
                         enum linesResult result)
{
    const struct command here = {.line = lines->number, .column = 1};
    if (result == LINES_FAILED)
        runComplainFile(r, "read", source->name.text, lines->error);
    else if (result == LINES_TOO_LONG)
        runComplainAt(r, source, &here, STATUS_MALFORMED, spanOf("a line of more than 16 MiB"));
}

/* A line of standard input stays as it is while what is behind it is read for answers. */
static struct span keepLine(struct run *r, const struct lines *lines, struct span line)
{
    if (lines != &r->input)
        return line;
    bufferClear(&r->inputLine);
    bufferAppendSpan(&r->inputLine, line);
    return r->inputLine.failed ? line : bufferSpan(&r->inputLine);
}

/* The lines that can be done in bulk. */
static bool feedBulk(struct run *r, const struct source *source, struct lines *lines,
                     struct import *import, struct progress *progress)
{
    size_t next;
    if (import == NULL) {
        progressTick(progress, r, bulkRun(r, lines));
        return true;
    }
    progressTick(progress, r, bulkImport(r, import, lines, &next));
    return runImported(r, source, import, next);
}

/* All lines, each one to the importer, or where there is none, to the language. */
static void feed(struct run *r, const struct source *source, struct lines *lines,
                 struct import *import)
{
    struct progress progress;
    struct span line;
    bool ended = true, goesOn = true;
    enum linesResult result = LINES_LINE;
    progressInit(&progress, r);
    while (goesOn && result == LINES_LINE) {
        goesOn = feedBulk(r, source, lines, import, &progress);
        if (!goesOn)
            break;
        result = linesNext(lines, &terminalInterrupted, &line, &ended);
        if (result != LINES_LINE)
            break;
        goesOn = import != NULL ? importOneLine(r, source, import, line, lines->number, ended)
                                : driverLine(r, source, keepLine(r, lines, line), lines->number);
        progressTick(&progress, r, 1);
    }
    progressEnd(&progress);
    bulkSettle(r);
    runSettle(r, source);
    driverComplainLines(r, source, lines, result);
    if (terminalInterrupted && source->stopsAtFault)
        outputComplain(r->output, "interrupted after step %llu, at %s:%llu",
                       (unsigned long long)r->session.stepCount, source->name.text,
                       (unsigned long long)lines->number);
}

void driverLines(struct run *r, const struct source *source, struct lines *lines)
{
    feed(r, source, lines, NULL);
}

void driverReportImport(struct run *r, const struct import *import, const char *title)
{
    struct reportRow rows[IMPORT_ROWS_MAX];
    struct importRow row;
    size_t count = 0;
    for (; count < IMPORT_ROWS_MAX && importRowAt(import, count, &row); count++)
        rows[count] =
            (struct reportRow){.name = row.name,
                               .meaning = row.meaning,
                               .count = row.count,
                               .bytes = row.bytes,
                               .firstLine = row.firstLine,
                               .isOdd = row.kind == IMPORT_SKIPPED || row.kind == IMPORT_NOTE};
    const struct report report = {"import", title, rows, count};
    r->options->painter->report(&report, &r->style, &r->output->text);
}

bool driverComplainUnlessRead(struct run *r, const struct source *source,
                              const struct import *import, const struct importFormat *format)
{
    uint64_t requests = 0, skipped = 0;
    struct importRow row;
    for (size_t i = 0; importRowAt(import, i, &row); i++) {
        requests += row.kind == IMPORT_REQUEST ? row.count : 0;
        skipped += row.kind == IMPORT_SKIPPED ? row.count : 0;
    }
    if (requests > 0 || skipped == 0)
        return true;
    outputComplain(r->output, "nothing in '%s' could be read as %s", source->name.text,
                   format->name);
    runWorsen(r, STATUS_MALFORMED);
    return false;
}

static void feedImport(struct run *r, const struct source *source, struct lines *lines,
                       const struct importFormat *format)
{
    struct import *import = importNew(format, r->options->minSize, r->session.roomBytes);
    if (import == NULL) {
        outputComplain(r->output, "no memory to import");
        runWorsen(r, STATUS_MALFORMED);
        return;
    }
    feed(r, source, lines, import);
    (void)driverComplainUnlessRead(r, source, import, format);
    if (source->depth == 0)
        runFinish(r);
    driverReportImport(r, import, format->summary);
    importFree(import);
}

const struct importFormat *driverFormat(const struct run *r, struct lines *lines)
{
    if (r->options->from != NULL || r->options->fromPoolsim)
        return r->options->from;
    return importRecognise(linesHead(lines, &terminalInterrupted, importHeadIsEnough));
}

/* An open file, which is closed then. */
static void runOpened(struct run *r, const struct source *source, int file)
{
    struct lines lines;
    linesInit(&lines, file);
    const struct importFormat *format = driverFormat(r, &lines);
    if (format != NULL)
        feedImport(r, source, &lines, format);
    else
        feed(r, source, &lines, NULL);
    linesRelease(&lines);
    if (file != STDIN_FILENO)
        close(file);
}

void driverFile(struct run *r, const struct source *source, const char *name)
{
    const int file = filesOpen(name);
    if (file < 0)
        runComplainFile(r, "open", name, errno);
    else
        runOpened(r, source, file);
}
