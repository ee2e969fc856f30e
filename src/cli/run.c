#include "cli/run.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/account.h"
#include "cli/compare.h"
#include "cli/files.h"
#include "cli/generate.h"
#include "cli/help.h"
#include "cli/inquiry.h"
#include "cli/load.h"
#include "cli/needle.h"
#include "cli/paint.h"
#include "cli/quiz.h"
#include "cli/save.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/tutor.h"
#include "engine/code.h"
#include "engine/expect.h"
#include "engine/travel.h"
#include "lang/verbs.h"

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

/* Once: a lesson, say, begins many sessions. */
static void sayMoved(struct run *r, const struct sessionOptions *options)
{
    if (r->session.arena.fixed || r->saidMoved)
        return;
    r->saidMoved = true;
    outputComplain(r->output,
                   "the addresses from 0x%llx on are taken here: places are shown instead",
                   (unsigned long long)options->base);
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
    sayMoved(r, options);
    return true;
}

bool runInit(struct run *r, const struct options *options, struct output *output)
{
    *r = (struct run){.options = options, .output = output, .style = styleFor(options)};
    if (!beginSession(r, &options->session))
        return false;
    viewInit(&r->view);
    bufferInit(&r->fault.message);
    bufferInit(&r->commandText);
    bufferInit(&r->why);
    bufferInit(&r->stops);
    bufferInit(&r->held);
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
    bufferRelease(&r->held);
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
    if (beginSession(r, options))
        return true;
    r->quit = r->finished = true; /* there is nothing to go on with, or to show */
    runWorsen(r, STATUS_MALFORMED);
    return false;
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
    r->output->columns = isatty(STDERR_FILENO) ? r->style.columns : 0;
}

void runWorsen(struct run *r, enum status status)
{
    if (status > r->status)
        r->status = status;
}

/* --- messages --------------------------------------------------------------------------------- */

/*
 * What is wrong ends the needle's movement, which shows nothing on the way: it is said behind the
 * picture at the end. Where the movement goes on, it is said at once.
 */
static void complain(struct run *r, const struct buffer *text)
{
    if (!r->muted || !r->own || r->options->keepGoing) {
        outputError(r->output, text);
        return;
    }
    bufferAppendSpan(&r->held, bufferSpan(text));
    r->held.failed = r->held.failed || text->failed;
}

void runSayHeld(struct run *r)
{
    if (r->held.bytes > 0 || r->held.failed)
        outputError(r->output, &r->held);
    bufferClear(&r->held);
}

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
    complain(r, &text);
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
    complain(r, &text);
    bufferRelease(&text);
    runWorsen(r, STATUS_MALFORMED);
}

void runComplainFile(struct run *r, const char *verb, const char *name, int reason)
{
    struct buffer text;
    runWorsen(r, STATUS_MALFORMED);
    if (r->here.command == NULL) {
        outputComplain(r->output, "can't %s '%s': %s", verb, name, strerror(reason));
        return;
    }
    bufferInit(&text);
    bufferAppendFormat(&text, "can't %s ", verb);
    if (strlen(name) < PATH_MAX) {
        bufferAppendByte(&text, '\'');
        bufferAppendEscaped(&text, spanOf(name));
        bufferAppendByte(&text, '\'');
    } else {
        bufferAppendQuoted(&text, spanOf(name));
    }
    bufferAppendFormat(&text, ": %s", strerror(reason));
    runComplainAt(r, r->here.source, r->here.command, STATUS_MALFORMED,
                  text.failed ? spanOf("out of memory") : bufferSpan(&text));
    bufferRelease(&text);
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

/* --- commands --------------------------------------------------------------------------------- */

bool runSettle(struct run *r, const struct source *source)
{
    if (!r->refusal.pends)
        return true;
    const struct command refused = {.line = r->refusal.line, .column = r->refusal.column};
    r->refusal.pends = false;
    r->failureCount++;
    runWorsen(r, STATUS_REFUSED);
    if (source->stopsWhenRefused || !r->refusal.isSeen)
        runComplainAt(r, source, &refused, STATUS_REFUSED,
                      r->why.failed ? spanOf("refused; no memory to say why")
                                    : bufferSpan(&r->why));
    return !source->stopsWhenRefused || r->options->keepGoing;
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
    const bool painted = paintIsWanted(r, &event) || (hit && !r->muted) || asked;
    if (asked)
        quizTell(r, &event);
    paintReason(r, command, &event, painted);
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
    if (s->stepCount == travelFirst(s)) {
        paintAnswer(r, &command, &r->style, r->options->painter->start);
        r->paintedStep = s->stepCount;
    } else if (travelBack(s) && travelForth(s, &command, &event)) {
        paintReason(r, &command, &event, true);
        paintStep(r, &command, &event);
    }
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
        [VERB_POOL] = runStep,          [VERB_ALLOCATOR] = runStep,
        [VERB_TRIM] = runStep,          [VERB_ALLOC] = runStep,
        [VERB_FREE] = runStep,          [VERB_FREEALL] = runStep,
        [VERB_STATS] = inquiryStats,    [VERB_SHOW] = inquiryShow,
        [VERB_HELP] = helpPrint,        [VERB_SOURCE] = answerSource,
        [VERB_SAVE] = saveAnswer,       [VERB_WRITE] = runStep,
        [VERB_DUMP] = inquiryDump,      [VERB_SET] = answerSet,
        [VERB_WHY] = inquiryWhy,        [VERB_EXPECT] = inquiryExpect,
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
    const bool goesOn = runners[command->verb](r, source, command);
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

bool runCheckTraced(struct run *r, struct span line, const struct command *command)
{
    const struct verbRow *row = &verbTable[command->verb];
    const size_t at = command->column - 1;
    if (!row->shellOnly)
        return runCheck(r, line, command);
    bufferAppendFormat(&r->fault.message, "a trace file can't hold '%s'", row->name);
    r->fault.line = command->line;
    r->fault.at = at;
    r->fault.bytes = 0; /* as far as the name goes, which may have been cut short */
    while (at + r->fault.bytes < line.bytes && row->name[r->fault.bytes] != '\0' &&
           line.text[at + r->fault.bytes] == row->name[r->fault.bytes])
        r->fault.bytes++;
    return false;
}
