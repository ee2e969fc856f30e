#include "cli/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/driver.h"
#include "cli/files.h"
#include "cli/needle.h"
#include "cli/terminal.h"
#include "import/import.h"
#include "lang/format.h"

/* The commands that a piece of a line makes, appended to `text`; how many, -1 without memory. */
static int appendImported(struct session *scratch, struct import *import, struct span piece,
                          uint64_t number, struct buffer *text)
{
    struct event event;
    const int count = importLine(import, piece, number, true);
    for (int i = 0; i < count; i++) {
        const struct command *command = importCommand(import, (size_t)i);
        bufferAppendText(text, text->bytes > 0 ? "; " : "");
        commandFormat(command, text);
        if (scratch == NULL)
            continue;
        sessionStep(scratch, command, &event);
        if (event.outcome != OUTCOME_OK)
            importRefused(import, (size_t)i);
    }
    return count;
}

/*
 * A line of a recorded program's log, as the commands that it makes. `scratch` says which of these
 * an allocator serves; NULL: all.
 */
static bool addImported(struct trace *trace, struct session *scratch, struct import *import,
                        struct span line, uint64_t number)
{
    struct buffer text;
    struct span piece;
    bool isFirst = true;
    int count = 0;
    bufferInit(&text);
    while (count >= 0 && importPiece(import, &line, &isFirst, &piece))
        count = appendImported(scratch, import, piece, number, &text);
    bool added = count >= 0 && !text.failed;
    if (added && text.bytes > 0)
        added = traceAddLine(trace, bufferSpan(&text), number, true);
    bufferRelease(&text);
    return added;
}

/* All lines of the file into the trace, those of another format through a session of its own. */
static bool addLines(struct run *r, const struct source *source, struct lines *lines,
                     struct trace *trace, struct import *import, struct session *scratch)
{
    struct span line;
    bool ended, goesOn = true;
    enum linesResult result = LINES_END;
    while (goesOn && (result = linesNext(lines, &terminalInterrupted, &line, &ended)) == LINES_LINE)
        goesOn = import != NULL ? addImported(trace, scratch, import, line, lines->number)
                                : traceAddLine(trace, line, lines->number, false);
    if (!goesOn)
        outputComplain(r->output, "no memory for the trace");
    else if (result != LINES_END)
        driverComplainLines(r, source, lines, result);
    return goesOn && result == LINES_END && !terminalInterrupted;
}

/*
 * `told`: what became of the program's requests is reported. `whole`: requests of every size, for
 * whichever allocator; else what is this session's.
 */
static bool addImport(struct run *r, const struct source *source, struct lines *lines,
                      struct trace *trace, const struct importFormat *format, bool told, bool whole)
{
    struct session scratch;
    struct sessionOptions options = r->options->session;
    options.undoable = false;
    const uint64_t most = whole ? UINT32_MAX : r->session.roomBytes;
    struct import *import = importNew(format, r->options->minSize, most);
    bool added = import != NULL && (whole || sessionInit(&scratch, &options));
    if (added) {
        added = addLines(r, source, lines, trace, import, whole ? NULL : &scratch);
        if (!whole)
            sessionRelease(&scratch);
    } else {
        outputComplain(r->output, "no memory to import");
    }
    added = added && driverComplainUnlessRead(r, source, import, format);
    if (added && told)
        driverReportImport(r, import, format->summary);
    if (import != NULL)
        importFree(import);
    return added;
}

static bool readTrace(struct run *r, const struct source *source, const char *name, bool told,
                      bool whole, struct trace *trace)
{
    const int file = filesOpen(name);
    struct lines lines;
    if (file < 0 && !terminalInterrupted)
        runComplainFile(r, "open", name, errno);
    if (file < 0)
        return false;
    linesInit(&lines, file);
    const struct importFormat *format = driverFormat(r, &lines);
    const bool read = format != NULL ? addImport(r, source, &lines, trace, format, told, whole)
                                     : addLines(r, source, &lines, trace, NULL, NULL);
    linesRelease(&lines);
    close(file);
    return read;
}

/* Is every line well formed? The needle ends at the beginning. */
static bool checkTrace(struct run *r, const struct source *source, struct trace *trace)
{
    struct command command;
    enum parsed parsed;
    bool sound = true;
    bufferClear(&r->fault.message);
    while (sound && !terminalInterrupted &&
           (parsed = traceNext(trace, &command, &r->fault)) != PARSED_END)
        sound = parsed == PARSED_COMMAND && runCheckTraced(r, traceLine(trace), &command);
    if (!sound)
        runComplainFault(r, source, traceLine(trace));
    traceSeek(trace, 0);
    return sound && !terminalInterrupted;
}

void loadDrop(struct run *r)
{
    free(r->traceName);
    traceRelease(&r->trace);
    r->traceName = NULL;
    r->isLoaded = false;
}

/* `trace` is the one that is stepped through from now on. */
static void takeTrace(struct run *r, const char *name, const struct trace *trace)
{
    loadDrop(r);
    r->traceName = strdup(name);
    r->trace = *trace;
    r->isLoaded = r->traceName != NULL;
    if (!r->isLoaded)
        traceRelease(&r->trace);
}

bool loadTrace(struct run *r, const char *name, bool told, bool whole, struct trace *trace)
{
    const struct source source = {.name = spanOf(name)};
    const bool loaded =
        readTrace(r, &source, name, told, whole, trace) && checkTrace(r, &source, trace);
    if (terminalInterrupted)
        outputComplain(r->output, "interrupted: '%s' is not loaded", name);
    return loaded;
}

bool loadText(struct span text, struct trace *trace)
{
    for (uint64_t number = 1; text.bytes > 0; number++) {
        const char *end = memchr(text.text, '\n', text.bytes);
        const struct span line = {text.text, end != NULL ? (size_t)(end - text.text) : text.bytes};
        if (!traceAddLine(trace, line, number, false))
            return false;
        const size_t taken = line.bytes + (end != NULL);
        text.text += taken;
        text.bytes -= taken;
    }
    return true;
}

bool loadGiven(struct run *r, const char *name, bool whole, struct trace *trace)
{
    const struct source source = {.name = spanOf("-c")};
    if (name != NULL)
        return loadTrace(r, name, false, whole, trace);
    return loadText(spanOf(r->options->text), trace) && checkTrace(r, &source, trace);
}

bool loadFile(struct run *r, const char *name)
{
    const struct source source = {.name = spanOf(name)};
    struct trace trace;
    traceInit(&trace);
    if (!loadTrace(r, name, true, false, &trace) || !runBeginAgain(r)) {
        traceRelease(&trace);
        return false;
    }
    takeTrace(r, name, &trace);
    breaksRefresh(&r->breaks, &r->session);
    const struct command whole = {.verb = VERB_LIST};
    return r->isLoaded && needleList(r, &source, &whole);
}

void loadBeside(struct run *r, const char *name)
{
    const struct source source = {.name = spanOf(name)};
    struct trace trace;
    traceInit(&trace);
    if (filesIsRegular(name) && readTrace(r, &source, name, false, false, &trace))
        takeTrace(r, name, &trace);
    else
        traceRelease(&trace);
}

bool loadAnswer(struct run *r, const struct source *source, const struct command *command)
{
    char *name = filesName(command->word);
    const bool isInput = name != NULL && strcmp(name, "-") == 0;
    if (name == NULL || isInput) {
        free(name);
        runComplainAt(r, source, command, STATUS_MALFORMED,
                      spanOf(isInput ? "'-' is standard input, which can't be loaded"
                                     : "no file can have this name"));
        return !source->stopsAtFault;
    }
    const bool loaded = loadFile(r, name);
    free(name);
    return loaded || !source->stopsAtFault;
}
