#include "cli/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/terminal.h"
#include "engine/diagnose.h"
#include "engine/expect.h"
#include "engine/explain.h"
#include "engine/travel.h"
#include "lang/expect.h"
#include "lang/format.h"
#include "lang/verbs.h"

/* Where the summaries of `help` begin. */
#define HELP_COLUMNS 31

_Static_assert((int)PARTS_BLOCKS == VIEW_BLOCKS && (int)PARTS_LIST == VIEW_LIST &&
                   (int)PARTS_CHUNKS == VIEW_CHUNKS && (int)PARTS_FIELDS == VIEW_FIELDS,
               "the language names the parts that a view has");
_Static_assert((int)GUARDS_POISON == GUARD_POISON && (int)GUARDS_REDZONE == GUARD_REDZONE &&
                   (int)GUARDS_ENCODE == GUARD_ENCODE,
               "and the guards of the model");

static struct style styleFor(const struct options *options)
{
    const bool wants = terminalWantsColour(STDOUT_FILENO);
    return (struct style){
        .columns = terminalColumns(STDOUT_FILENO),
        .colour = options->colour == COLOUR_ALWAYS || (options->colour == COLOUR_AUTO && wants),
        .unicode = !options->ascii && terminalHasUnicode(STDOUT_FILENO),
        .parts = options->parts,
    };
}

bool runInit(struct run *r, const struct options *options, struct output *output)
{
    *r = (struct run){.options = options, .output = output, .style = styleFor(options)};
    struct sessionOptions session = options->session;
    /* under a limit on address space the default range may be too much: then a smaller one will do
     */
    while (!sessionInit(&r->session, &session)) {
        session.memory /= 2;
        if (options->memoryGiven || session.memory < ARENA_STEP) {
            outputComplain(output, "no memory for the simulator");
            return false;
        }
    }
    if (!r->session.arena.fixed)
        outputComplain(output,
                       "the addresses from 0x%llx on are taken here: places are shown instead",
                       (unsigned long long)session.base);
    viewInit(&r->view);
    bufferInit(&r->fault.message);
    bufferInit(&r->commandText);
    bufferInit(&r->why);
    remarksInit(&r->remarks);
    return true;
}

void runRelease(struct run *r)
{
    sessionRelease(&r->session);
    viewRelease(&r->view);
    bufferRelease(&r->fault.message);
    bufferRelease(&r->commandText);
    bufferRelease(&r->why);
    remarksRelease(&r->remarks);
}

void runMeasure(struct run *r)
{
    r->style.columns = terminalColumns(STDOUT_FILENO);
    if (r->style.columns < STYLE_COLUMNS_MIN)
        r->style.columns = STYLE_COLUMNS_MIN;
}

void runWorsen(struct run *r, enum status status)
{
    if (status > r->status)
        r->status = status;
}

/* --- messages --------------------------------------------------------------------------------- */

/* FILE:LINE:COLUMN: message, for what is wrong with a command that is well formed. */
void runComplainAt(struct run *r, const struct source *source, const struct command *command,
                   enum status status, struct span message)
{
    struct buffer text;
    bufferInit(&text);
    bufferAppendEscaped(&text, source->name);
    bufferAppendFormat(&text, ":%llu:%u: ", (unsigned long long)command->line, command->column);
    bufferAppendSpan(&text, message);
    bufferAppendByte(&text, '\n');
    outputError(r->output, &text);
    bufferRelease(&text);
    runWorsen(r, status);
}

void runComplainFault(struct run *r, const struct source *source, struct span line)
{
    struct buffer text;
    bufferInit(&text);
    parseErrorFormat(&r->fault, source->name, line, &text);
    outputError(r->output, &text);
    bufferRelease(&text);
    runWorsen(r, STATUS_MALFORMED);
}

void runComplainFile(struct run *r, const char *verb, const char *name, int reason)
{
    outputComplain(r->output, "can't %s '%s': %s", verb, name, strerror(reason));
    runWorsen(r, STATUS_MALFORMED);
}

/* --- painting --------------------------------------------------------------------------------- */

/* Takes the snapshot that the painter wants; false, after a message, without memory. */
static bool takeView(struct run *r, const struct style *style, uint64_t focus)
{
    const struct window window = r->options->painter->window(style, &r->session.fields, focus);
    if (sessionView(&r->session, &window, &r->view))
        return true;
    outputComplain(r->output, "no memory for the picture");
    runWorsen(r, STATUS_OUTPUT);
    return false;
}

static struct span commandText(struct run *r, const struct command *command,
                               const struct event *event)
{
    struct command named = *command;
    if (command->verb == VERB_ALLOC)
        named.word = event->handle;
    bufferClear(&r->commandText);
    commandFormat(&named, &r->commandText);
    return bufferSpan(&r->commandText);
}

static void paintStep(struct run *r, const struct command *command, struct event *event)
{
    if (!takeView(r, &r->style, event->place.known ? event->place.address : 0))
        return;
    event->command = commandText(r, command, event);
    r->options->painter->step(event, &r->view, &r->style, &r->output->text);
    r->paintedStep = event->step;
}

/* A question is painted with an event of its own, which has the last step's number. */
static struct event questionEvent(struct run *r, const struct command *command)
{
    struct event event = {.step = r->session.stepCount,
                          .line = command->line,
                          .op = verbTable[command->verb].name,
                          .before = r->session.fields,
                          .after = r->session.fields};
    event.command = commandText(r, command, &event);
    return event;
}

typedef void paintQuestion(const struct event *event, const struct view *view,
                           const struct style *style, struct buffer *out);

static void paintAnswer(struct run *r, const struct command *command, const struct style *style,
                        paintQuestion *paint)
{
    if (!takeView(r, style, 0))
        return;
    const struct event event = questionEvent(r, command);
    paint(&event, &r->view, style, &r->output->text);
}

void runFinish(struct run *r)
{
    const struct command command = {.verb = VERB_SHOW};
    const bool wanted = r->options->quiet || r->paintedStep < r->session.stepCount;
    if (!wanted || r->finished || r->shell || terminalInterrupted)
        return;
    r->finished = true;
    paintAnswer(r, &command, &r->style, r->options->painter->final);
}

/* --- commands --------------------------------------------------------------------------------- */

static bool isPainted(const struct run *r, const struct event *event)
{
    if (r->shell)
        return true;
    return !r->options->quiet && event->step % r->options->every == 0;
}

bool runSettle(struct run *r, const struct source *source)
{
    const struct command refused = {.line = r->refusal.line, .column = r->refusal.column};
    if (!r->refusal.pends)
        return true;
    r->refusal.pends = false;
    r->failureCount++;
    runWorsen(r, STATUS_REFUSED);
    if (source->stopsWhenRefused || !r->refusal.isSeen)
        runComplainAt(r, source, &refused, STATUS_REFUSED, bufferSpan(&r->why));
    return !source->stopsWhenRefused || r->options->keepGoing;
}

static bool runStep(struct run *r, const struct source *source, const struct command *command)
{
    (void)source; /* what a refusal means to it, the next command shows */
    struct event event;
    sessionStep(&r->session, command, &event);
    const bool refused = event.outcome != OUTCOME_OK;
    const bool painted = isPainted(r, &event);
    if (refused || painted) {
        bufferClear(&r->why);
        explainStep(&r->session, command, &event, &r->why);
        event.why = bufferSpan(&r->why);
    }
    remarksClear(&r->remarks);
    if (refused && painted) {
        travelRecall(&r->session);
        diagnoseStep(&r->session, &event, &r->remarks);
        event.remarks = &r->remarks;
    }
    if (painted)
        paintStep(r, command, &event);
    if (!refused)
        return true;
    r->refusedCount++;
    r->refusal = (struct refusal){
        .pends = true, .isSeen = painted, .line = command->line, .column = command->column};
    return true;
}

static bool answerStats(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    paintAnswer(r, command, &r->style, r->options->painter->stats);
    return true;
}

static bool answerShow(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    struct style style = r->style;
    style.whole = true;
    style.parts = command->parts == PARTS_NONE ? VIEW_ALL : command->parts;
    paintAnswer(r, command, &style, r->options->painter->show);
    return true;
}

static void helpAll(struct buffer *out)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        size_t start = out->bytes;
        bufferAppendText(out, verbTable[i].name);
        bufferAppendText(out, verbTable[i].arguments[0] != '\0' ? " " : "");
        bufferAppendText(out, verbTable[i].arguments);
        if (out->bytes - start >= HELP_COLUMNS) { /* the summary has a line of its own then */
            bufferAppendByte(out, '\n');
            start = out->bytes;
        }
        bufferPadTo(out, start, HELP_COLUMNS);
        bufferAppendFormat(out, "%s\n", verbTable[i].summary);
    }
    bufferAppendText(
        out, "\nA unique beginning of a command will do. ; stands between two of them, and\n"
             "# before a comment. 'help alloc' says more about alloc.\n");
}

static void helpOne(const struct verbRow *row, struct buffer *out)
{
    bufferAppendFormat(out, "%s: %s\n", row->name, row->summary);
    verbUsage(row, out);
    bufferAppendByte(out, '\n');
    bufferAppendText(out, row->help);
}

/* Help is text: beside objects for programs it would be in the way, so it goes to standard error.
 */
static bool answerHelp(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    const bool aside = r->options->painter != &textPainter;
    struct buffer own;
    bufferInit(&own);
    struct buffer *out = aside ? &own : &r->output->text;
    size_t verb = 0;
    if (command->word.text != NULL &&
        lookupWord(command->word, verbName, VERB_COUNT, &verb) == LOOKUP_FOUND)
        helpOne(&verbTable[verb], out);
    else
        helpAll(out);
    if (aside)
        outputError(r->output, &own);
    bufferRelease(&own);
    return true;
}

/* The file is run by whoever reads lines, once this command is done. */
static bool answerSource(struct run *r, const struct source *source, const struct command *command)
{
    const bool isInput = spanIs(command->word, "-");
    r->sourced = isInput ? NULL : filesName(command->word);
    if (r->sourced != NULL)
        return true;
    runComplainAt(r, source, command, STATUS_MALFORMED,
                  spanOf(isInput ? "'-' is standard input, which can't be sourced"
                                 : "no file can have this name"));
    return !source->stopsAtFault;
}

/* With the command that would write over the file. */
static void complainExists(struct run *r, const struct command *command, const char *name)
{
    struct command forced = *command;
    forced.force = true;
    bufferClear(&r->commandText);
    commandFormat(&forced, &r->commandText);
    bufferAppendByte(&r->commandText, '\0');
    outputComplain(r->output, "'%s' exists (to write over it: %s)", name,
                   r->commandText.failed ? "save --force" : r->commandText.text);
}

/* One step as a line of a trace; behind a refused one stands that its outcome is expected. */
static void saveStep(const struct command *command, const struct event *event, bool unchecked,
                     struct buffer *text)
{
    struct command named = *command;
    const bool byName = event->outcome == OUTCOME_OK && !unchecked;
    /* how much memory there is, is no part of a trace */
    const bool leftOut = event->outcome == OUTCOME_OUT_OF_MEMORY;
    if (event->handle.text != NULL && (byName || !command->hasAddress)) {
        named.hasAddress = false; /* so that the trace is as good under another base */
        named.word = event->handle;
    }
    if (named.setsGuards)
        named.verb = VERB_SET;
    bufferAppendText(text, leftOut ? "# out of memory: " : "");
    commandFormat(&named, text);
    bufferAppendByte(text, '\n');
    if (event->outcome != OUTCOME_OK && !leftOut)
        bufferAppendFormat(text, "expect outcome %s\n", outcomeName(event->outcome));
}

static void saveChecks(bool unchecked, bool *saved, struct buffer *text)
{
    if (*saved != unchecked)
        bufferAppendText(text, unchecked ? "set checks off\n" : "set checks on\n");
    *saved = unchecked;
}

/* All steps up to this one, by going over them again; false without memory. */
static bool saveText(struct run *r, struct buffer *text)
{
    struct command command;
    struct event event;
    struct session *s = &r->session;
    const uint64_t here = s->stepCount;
    const bool unchecked = s->unchecked;
    bool goesOn = travelTo(s, 0), saved = false;
    bufferAppendFormat(text, "# saved by poolsim %s\npool %u %u\n", POOLSIM_VERSION,
                       r->options->session.chunkSize, r->options->session.blockSize);
    while (goesOn && s->stepCount < here) {
        saveChecks(s->unchecked, &saved, text);
        goesOn = travelForth(s, &command, &event);
        saveStep(&command, &event, saved, text);
    }
    saveChecks(unchecked, &saved, text);
    sessionSetChecks(s, !unchecked);
    return goesOn && !text->failed;
}

/* Why nothing can be saved; NULL where it can. */
static const char *whyNoSave(const struct run *r, const struct source *source, const char *name)
{
    if (source->isTrace)
        return "a trace file can't save";
    if (name == NULL)
        return "no file can have this name";
    if (!r->session.timeline.kept)
        return "this run keeps no steps to save";
    return travelFirst(&r->session) > 0 ? "there are more steps than can be saved" : NULL;
}

static bool answerSave(struct run *r, const struct source *source, const struct command *command)
{
    char *name = filesName(command->word);
    const char *why = whyNoSave(r, source, name);
    if (why != NULL) {
        runComplainAt(r, source, command, STATUS_MALFORMED, spanOf(why));
        free(name);
        return !source->stopsAtFault;
    }
    struct buffer text;
    bufferInit(&text);
    errno = ENOMEM;
    const bool saved = saveText(r, &text) && filesSave(name, command->force, bufferSpan(&text));
    if (!saved && errno == EEXIST)
        complainExists(r, command, name);
    else if (!saved)
        outputComplain(r->output, "can't write '%s': %s", name, strerror(errno));
    if (!saved)
        runWorsen(r, STATUS_MALFORMED);
    bufferRelease(&text);
    free(name);
    return saved || !source->stopsAtFault;
}

/* set guard makes a new pool, which is a step. */
static bool answerSet(struct run *r, const struct source *source, const struct command *command)
{
    if (!command->setsGuards) {
        sessionSetChecks(&r->session, command->checks);
        return true;
    }
    struct command fresh = *command;
    sessionCompleteGuards(&r->session, &fresh);
    return runStep(r, source, &fresh);
}

static bool answerWhy(struct run *r, const struct source *source, const struct command *command)
{
    struct buffer why;
    bufferInit(&why);
    remarksClear(&r->remarks);
    travelRecall(&r->session);
    const bool found = diagnoseTarget(&r->session, command, &r->remarks, &why);
    if (!found) {
        runComplainAt(r, source, command, STATUS_REFUSED, bufferSpan(&why));
    } else if (takeView(r, &r->style, 0)) {
        struct event event = questionEvent(r, command);
        event.remarks = &r->remarks;
        r->options->painter->why(&event, &r->view, &r->style, &r->output->text);
    }
    bufferRelease(&why);
    return found || !source->stopsWhenRefused || r->options->keepGoing;
}

static bool answerDump(struct run *r, const struct source *source, const struct command *command)
{
    struct bytesView bytes;
    struct window window;
    struct buffer why;
    bufferInit(&why);
    const bool found = sessionBytes(&r->session, command, &bytes, &window, &why);
    if (!found) {
        runComplainAt(r, source, command, STATUS_REFUSED, bufferSpan(&why));
    } else if (sessionView(&r->session, &window, &r->view)) {
        struct event event = questionEvent(r, command);
        r->options->painter->dump(&event, &r->view, &bytes, &r->style, &r->output->text);
    }
    bufferRelease(&why);
    return found || !source->stopsWhenRefused || r->options->keepGoing;
}

/* An outcome that was expected is no failure: the refusal before it is settled by that. */
static bool answerExpect(struct run *r, const struct source *source, const struct command *command)
{
    struct buffer why;
    bufferInit(&why);
    if (!expectIsKnown(command, &why)) {
        runComplainAt(r, source, command, STATUS_MALFORMED, bufferSpan(&why));
        bufferRelease(&why);
        return !source->stopsAtFault;
    }
    const bool holds = expectHolds(&r->session, command, &why);
    struct event event = questionEvent(r, command);
    event.outcome = holds ? OUTCOME_OK : OUTCOME_UNEXPECTED;
    event.why = bufferSpan(&why);
    if (expectTable[command->expectRow].form == EXPECT_OUTCOME)
        r->refusal.pends = false;
    if (isPainted(r, &event) && takeView(r, &r->style, 0)) {
        r->options->painter->expectation(&event, &r->view, &r->style, &r->output->text);
    }
    r->failureCount += !holds;
    if (!holds)
        runComplainAt(r, source, command, STATUS_REFUSED, event.why);
    bufferRelease(&why);
    return holds || !source->stopsWhenRefused || r->options->keepGoing;
}

static bool answerQuit(struct run *r, const struct source *source, const struct command *command)
{
    (void)source, (void)command;
    r->quit = true;
    return false;
}

bool runCommand(struct run *r, const struct source *source, const struct command *command)
{
    static bool (*const runners[VERB_COUNT])(struct run *, const struct source *,
                                             const struct command *) = {
        [VERB_POOL] = runStep,    [VERB_ALLOC] = runStep,       [VERB_FREE] = runStep,
        [VERB_FREEALL] = runStep, [VERB_STATS] = answerStats,   [VERB_SHOW] = answerShow,
        [VERB_HELP] = answerHelp, [VERB_SOURCE] = answerSource, [VERB_SAVE] = answerSave,
        [VERB_WRITE] = runStep,   [VERB_DUMP] = answerDump,     [VERB_SET] = answerSet,
        [VERB_WHY] = answerWhy,   [VERB_EXPECT] = answerExpect, [VERB_QUIT] = answerQuit,
        [VERB_EXIT] = answerQuit,
    };
    if (command->verb != VERB_EXPECT && !runSettle(r, source))
        return false;
    const bool goesOn = runners[command->verb](r, source, command);
    if (!outputFlushLarge(r->output))
        runWorsen(r, STATUS_OUTPUT);
    return goesOn && !r->quit && r->status != STATUS_OUTPUT && !terminalInterrupted;
}
