#include "cli/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/compare.h"
#include "cli/generate.h"
#include "cli/account.h"
#include "cli/load.h"
#include "cli/needle.h"
#include "cli/quiz.h"
#include "cli/save.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/tutor.h"
#include "engine/code.h"
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

/* Under a limit on address space the default range may be too much: then a smaller one will do. */
static bool beginSession(struct run *r, const struct sessionOptions *options)
{
    struct sessionOptions wanted = *options;
    /* where no step is printed, nobody looks at what a search looked at */
    wanted.keepsTrail = !r->options->quiet || r->options->rangeCount > 0 || wanted.undoable;
    while (!sessionInit(&r->session, &wanted)) {
        wanted.memory /= 2;
        if (r->options->memoryGiven || wanted.memory < ARENA_STEP) {
            outputComplain(r->output, "no memory for the simulator");
            return false;
        }
    }
    return true;
}

bool runInit(struct run *r, const struct options *options, struct output *output)
{
    *r = (struct run){.options = options, .output = output, .style = styleFor(options)};
    if (!beginSession(r, &options->session))
        return false;
    if (!r->session.arena.fixed)
        outputComplain(output,
                       "the addresses from 0x%llx on are taken here: places are shown instead",
                       (unsigned long long)options->session.base);
    viewInit(&r->view);
    bufferInit(&r->fault.message);
    bufferInit(&r->commandText);
    bufferInit(&r->why);
    bufferInit(&r->stops);
    remarksInit(&r->remarks);
    codeInit(&r->code);
    r->showsCode = options->code;
    traceInit(&r->trace);
    breaksInit(&r->breaks);
    bufferInit(&r->inputLine);
    quizRunInit(&r->quiz);
    if (options->quizKinds != 0)
        quizStart(r, options->quizKinds);
    return true;
}

void runRelease(struct run *r)
{
    tutorEnd(r);
    sessionRelease(&r->session);
    viewRelease(&r->view);
    traceRelease(&r->trace);
    enteredRelease(&r->entered);
    breaksRelease(&r->breaks);
    bufferRelease(&r->inputLine);
    quizRunRelease(&r->quiz);
    if (r->hasInput)
        linesRelease(&r->input);
    free(r->traceName);
    bufferRelease(&r->stops);
    bufferRelease(&r->fault.message);
    bufferRelease(&r->commandText);
    bufferRelease(&r->why);
    remarksRelease(&r->remarks);
    codeRelease(&r->code);
}

bool runBeginWith(struct run *r, const struct sessionOptions *options)
{
    sessionRelease(&r->session);
    enteredRelease(&r->entered);
    r->paintedStep = 0;
    return beginSession(r, options);
}

bool runBeginAgain(struct run *r)
{
    return runBeginWith(r, &r->options->session);
}

struct lines *runInput(struct run *r)
{
    if (!r->hasInput)
        linesInit(&r->input, STDIN_FILENO);
    r->hasInput = true;
    return &r->input;
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

void runSetFault(struct run *r, struct span line, const struct command *command, struct span text,
                 size_t at, size_t bytes, struct span message)
{
    r->fault.line = command->line;
    r->fault.at = (size_t)(text.text - line.text) + at;
    r->fault.bytes = bytes;
    bufferAppendSpan(&r->fault.message, message);
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

void runSay(struct run *r, const char *text)
{
    struct buffer line;
    bufferInit(&line);
    const bool aside = r->options->painter != &textPainter;
    bufferAppendText(aside ? &line : &r->output->text, text);
    bufferAppendByte(aside ? &line : &r->output->text, '\n');
    if (aside)
        outputError(r->output, &line);
    bufferRelease(&line);
}

bool runRefuse(struct run *r, const struct source *source, const struct command *command,
               const char *why)
{
    runComplainAt(r, source, command, STATUS_REFUSED, spanOf(why));
    return !source->stopsWhenRefused || r->options->keepGoing;
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

struct span runCommandText(struct run *r, const struct command *command, const struct event *event)
{
    struct command named = *command;
    named.isDecimal = r->session.fields.decimal;
    if (command->verb == VERB_ALLOC)
        named.word = event->handle;
    if (command->setsGuards) /* as it was typed; what it does is `pool` */
        named.verb = VERB_SET;
    bufferClear(&r->commandText);
    commandFormat(&named, &r->commandText);
    return bufferSpan(&r->commandText);
}

static void paintStep(struct run *r, const struct command *command, struct event *event)
{
    if (!takeView(r, &r->style, event->place.known ? event->place.address : 0))
        return;
    event->command = runCommandText(r, command, event);
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
    event.command = runCommandText(r, command, &event);
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
    const bool wanted =
        r->options->rangeCount == 0 && (r->options->quiet || r->paintedStep < r->session.stepCount);
    if (!wanted || r->finished || r->shell || r->tutor != NULL || terminalInterrupted)
        return;
    r->finished = true;
    paintAnswer(r, &command, &r->style, r->options->painter->final);
}

/* --- commands --------------------------------------------------------------------------------- */

static bool isPainted(const struct run *r, const struct event *event)
{
    if (r->muted)
        return false;
    if (r->asked)
        return true;
    if (r->options->rangeCount > 0)
        return optionsHasStep(r->options, event->step);
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

/* Says why a step went as it did, and where it is painted, all that a report tells of it. */
static void explain(struct run *r, const struct command *command, struct event *event, bool painted)
{
    const bool refused = event->outcome != OUTCOME_OK;
    remarksClear(&r->remarks);
    if (!refused && !painted)
        return;
    bufferClear(&r->why);
    explainStep(&r->session, command, event, &r->why);
    event->why = bufferSpan(&r->why);
    if (r->showsCode && painted) {
        codeTell(&r->session, event, &r->code);
        event->code = &r->code;
    }
    if (!refused || !painted)
        return;
    diagnoseStep(&r->session, event, &r->remarks);
    event->remarks = &r->remarks;
}

void runPaint(struct run *r, const struct command *command, struct event *event)
{
    explain(r, command, event, true);
    paintStep(r, command, event);
}

/* A new step takes the place of those that were undone. */
static void dropUndone(struct run *r)
{
    const unsigned long long first = r->session.stepCount + 1, last = travelLast(&r->session);
    if (first <= last)
        enteredDrop(&r->entered, r->session.stepCount);
    if (first == last)
        outputComplain(r->output, "step %llu, which was undone, is dropped", first);
    else if (first < last)
        outputComplain(r->output, "steps %llu to %llu, which were undone, are dropped", first,
                       last);
}

static bool runStep(struct run *r, const struct source *source, const struct command *command)
{
    (void)source; /* what a refusal means to it, the next command shows */
    struct event event;
    const bool asked = r->quiz.quiz.isOn && quizAsk(r, command);
    travelRecall(&r->session); /* before the step, as it does others over again */
    dropUndone(r);
    r->session.timeline.aside = r->isLoaded && !r->own;
    sessionStep(&r->session, command, &event);
    const bool hit = stopsMeet(r, &event);
    if (r->tutor != NULL)
        tutorMeet(r, &event);
    const bool painted = isPainted(r, &event) || (hit && !r->muted) || asked;
    if (asked)
        quizTell(r, &event);
    explain(r, command, &event, painted);
    if (painted)
        paintStep(r, command, &event);
    if (hit && !r->muted)
        stopsSay(r);
    if (event.outcome == OUTCOME_OK)
        return true;
    r->refusedCount++;
    r->refusal = (struct refusal){
        .pends = true, .isSeen = painted, .line = command->line, .column = command->column};
    return true;
}

void runShowHere(struct run *r)
{
    struct session *s = &r->session;
    struct command command = {.verb = VERB_SHOW};
    struct event event;
    if (r->options->quiet && !r->asked)
        return;
    travelRecall(s); /* first: what it reads takes the place of the words of a step done again */
    if (s->stepCount == travelFirst(s))
        paintAnswer(r, &command, &r->style, r->options->painter->start);
    else if (travelBack(s) && travelForth(s, &command, &event))
        runPaint(r, &command, &event);
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
    style.omits = r->quiz.quiz.isOn ? OMIT_NEXT : 0;
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

/* set guard makes a new pool, which is a step. */
static bool answerSet(struct run *r, const struct source *source, const struct command *command)
{
    if (command->setsCode) {
        r->showsCode = command->checks;
        return true;
    }
    if (!command->setsGuards) {
        sessionSetChecks(&r->session, command->checks);
        r->session.timeline.lastUnchecked = !command->checks; /* behind those that are undone */
        return true;
    }
    struct command fresh = *command;
    if (!r->session.model->kind->hasGuards)
        return runRefuse(r, source, command, "only the pool of pool.h can have guards");
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

/* Is the command one that a trace file must not hold? Then false, after a message. */
static bool isAllowed(struct run *r, const struct source *source, const struct command *command)
{
    if (!source->isTrace || !verbTable[command->verb].shellOnly)
        return true;
    bufferClear(&r->commandText);
    bufferAppendFormat(&r->commandText, "a trace file can't hold '%s'",
                       verbTable[command->verb].name);
    runComplainAt(r, source, command, STATUS_MALFORMED, bufferSpan(&r->commandText));
    return false;
}

bool runCommand(struct run *r, const struct source *source, const struct command *command)
{
    static bool (*const runners[VERB_COUNT])(struct run *, const struct source *,
                                             const struct command *) = {
        [VERB_POOL] = runStep,          [VERB_ALLOCATOR] = runStep,
        [VERB_TRIM] = runStep,          [VERB_ALLOC] = runStep,
        [VERB_FREE] = runStep,          [VERB_FREEALL] = runStep,
        [VERB_STATS] = answerStats,     [VERB_SHOW] = answerShow,
        [VERB_HELP] = answerHelp,       [VERB_SOURCE] = answerSource,
        [VERB_SAVE] = saveAnswer,       [VERB_WRITE] = runStep,
        [VERB_DUMP] = answerDump,       [VERB_SET] = answerSet,
        [VERB_WHY] = answerWhy,         [VERB_EXPECT] = answerExpect,
        [VERB_UNDO] = needleUndo,       [VERB_REDO] = needleRedo,
        [VERB_GOTO] = needleGoto,       [VERB_HISTORY] = needleHistory,
        [VERB_LOAD] = loadAnswer,       [VERB_LIST] = needleList,
        [VERB_STEP] = needleStep,       [VERB_BACK] = needleBack,
        [VERB_RUN] = needleRun,         [VERB_UNTIL] = needleUntil,
        [VERB_RESTART] = needleRestart, [VERB_BREAK] = stopsBreak,
        [VERB_TBREAK] = stopsBreak,     [VERB_WATCH] = stopsWatch,
        [VERB_DELETE] = stopsDelete,    [VERB_INFO] = stopsInfo,
        [VERB_COMPARE] = compareAnswer, [VERB_QUIZ] = quizAnswer,
        [VERB_EXPLAIN] = accountAnswer, [VERB_RANDOM] = generateAnswer,
        [VERB_LESSON] = tutorAnswer,    [VERB_QUIT] = answerQuit,
        [VERB_EXIT] = answerQuit,
    };
    if (command->verb != VERB_EXPECT && !runSettle(r, source))
        return false;
    r->repeat.hasSize = false;
    const bool goesOn = isAllowed(r, source, command) ? runners[command->verb](r, source, command)
                                                      : !source->stopsAtFault;
    if (!outputFlushLarge(r->output))
        runWorsen(r, STATUS_OUTPUT);
    return goesOn && !r->quit && r->status != STATUS_OUTPUT && !terminalInterrupted;
}

static bool checkAllocator(struct run *r, struct span line, const struct command *command)
{
    struct recipe recipe;
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    const bool sound = recipeRead(&recipe, command->operands, &fault);
    if (!sound)
        runSetFault(r, line, command, command->operands, fault.at, fault.bytes,
                    bufferSpan(&fault.message));
    bufferRelease(&fault.message);
    return sound;
}

bool runCheck(struct run *r, struct span line, const struct command *command)
{
    const size_t at = (size_t)(command->operands.text - line.text);
    if (command->verb == VERB_WATCH)
        return stopsCheckFigure(r, line, command);
    if (command->operands.text == NULL || command->operands.bytes == 0)
        return true;
    if (command->verb == VERB_EXPECT && !expectIsKnown(command, &r->fault.message)) {
        r->fault.line = command->line;
        r->fault.at = at;
        r->fault.bytes = command->operands.bytes;
        return false;
    }
    const enum operands operands = verbTable[command->verb].operands;
    if (operands == OPERANDS_ALLOCATOR)
        return checkAllocator(r, line, command);
    if (operands == OPERANDS_QUIZ)
        return quizCheck(r, line, command);
    if (operands == OPERANDS_RECIPES)
        return compareCheck(r, line, command);
    return (operands != OPERANDS_CONDITION && operands != OPERANDS_BACK) ||
           stopsCheckCondition(r, line, command);
}
