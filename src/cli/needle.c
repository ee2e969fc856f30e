#include "cli/needle.h"

#include <stdio.h>

#include "cli/driver.h"
#include "cli/paint.h"
#include "cli/quiz.h"
#include "cli/rows.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "engine/conditionread.h"
#include "engine/travel.h"
#include "lang/expect.h"

/* What came of moving on by one step. */
enum moved { MOVED, MOVED_TO_END, MOVED_NOT };

/* --- moving ----------------------------------------------------------------------------------- */

static struct source traceSource(const struct run *r)
{
    return (struct source){.name = spanOf(r->traceName),
                           .stopsWhenRefused = true,
                           .stopsAtFault = true,
                           .isTrace = true};
}

/* Does the trace go on with an expectation of the state that it has reached? */
static bool expectsMore(const struct run *r)
{
    struct command ahead;
    return tracePeek(&r->trace, &ahead) == PARSED_COMMAND && ahead.verb == VERB_EXPECT;
}

/*
 * The number, from 1, of the command that made several steps, where the last step is one of them,
 * or was typed behind them; 0 elsewhere.
 */
static size_t enteredHere(const struct run *r)
{
    const size_t number = enteredAt(&r->entered, r->session.stepCount);
    const bool isHere =
        number > 0 && r->entered.all[number - 1].passed == r->session.timeline.traceCount;
    return isHere ? number : 0;
}

/* The needle goes to behind this command, over what was run before. */
static void seekEntered(struct run *r, const struct entered *one)
{
    struct command command;
    bufferClear(&r->fault.message);
    while (traceNext(&r->trace, &command, &r->fault) == PARSED_COMMAND &&
           (command.line != one->line || command.column != one->column))
        ;
}

/* The needle goes to where the session is. */
static void follow(struct run *r)
{
    const size_t number = enteredHere(r);
    const uint64_t passed = r->session.timeline.traceCount;
    if (r->trace.passed == passed && r->entered.needleAt == number)
        return;
    traceSeek(&r->trace, passed);
    if (number > 0)
        seekEntered(r, &r->entered.all[number - 1]);
    r->entered.needleAt = number;
}

/* One command of the trace; *stepped is set where it was a step. */
static enum moved runNext(struct run *r, const struct source *source, bool *stepped)
{
    struct command command;
    bufferClear(&r->fault.message);
    const enum parsed parsed = traceNext(&r->trace, &command, &r->fault);
    if (parsed == PARSED_END)
        return MOVED_TO_END;
    if (parsed == PARSED_ERROR || !runCheckTraced(r, traceLine(&r->trace), &command)) {
        runComplainFault(r, source, traceLine(&r->trace));
        return MOVED_NOT;
    }
    const uint64_t before = r->session.stepCount;
    const bool goesOn = driverCommand(r, source, &command);
    if (!traceIsStep(&command))
        r->entered.needleAt = enteredHere(r);
    *stepped = *stepped || traceIsStep(&command) || r->session.stepCount > before;
    return goesOn ? MOVED : MOVED_NOT;
}

/* The next step of the trace, what stands before it, and what is expected behind it. */
static enum moved runOn(struct run *r)
{
    if (!r->isLoaded)
        return MOVED_TO_END;
    const struct source source = traceSource(r);
    const uint64_t before = r->session.stepCount;
    bool stepped = false;
    follow(r);
    r->muted = r->own = true;
    enum moved moved = MOVED;
    while (moved == MOVED && (!stepped || expectsMore(r)))
        moved = runNext(r, &source, &stepped);
    if (!runSettle(r, &source))
        moved = MOVED_NOT;
    r->muted = r->own = false;
    return moved == MOVED_TO_END && r->session.stepCount > before ? MOVED : moved;
}

/* Does the trace expect the outcome of its last step? The needle goes to behind that. */
static bool isExpected(struct run *r)
{
    struct command command;
    bool expected = false;
    traceSeek(&r->trace, r->session.timeline.traceCount);
    r->entered.needleAt = 0;
    bufferClear(&r->fault.message);
    while (expectsMore(r) && traceNext(&r->trace, &command, &r->fault) == PARSED_COMMAND)
        expected = expected || expectTable[command.expectRow].form == EXPECT_OUTCOME;
    return expected;
}

/*
 * Does a movement pass the refused step that was done again, as when it was done first? `before`:
 * how many steps of the trace there were before it.
 */
static bool isPassed(struct run *r, uint64_t before)
{
    if (r->passesBreaks || r->options->keepGoing)
        return true;
    if (r->session.timeline.traceCount > before)
        return isExpected(r);
    const size_t number = enteredAt(&r->entered, r->session.stepCount);
    const struct entered *one = number > 0 ? &r->entered.all[number - 1] : NULL;
    if (one == NULL || r->session.stepCount > one->to) /* it was typed */
        return false;
    return r->session.stepCount < one->to || !one->endedByRefusal;
}

/* The next step: one that is undone, or else the trace's. */
static enum moved moveOn(struct run *r)
{
    struct command command;
    struct event event;
    const uint64_t before = r->session.timeline.traceCount;
    stopsForget(r);
    if (r->session.timeline.undoneCount == 0)
        return runOn(r);
    if (!travelForth(&r->session, &command, &event)) {
        outputComplain(r->output, "no memory to do step %llu again",
                       (unsigned long long)r->session.stepCount + 1);
        return MOVED_NOT;
    }
    stopsMeet(r, &event);
    return event.outcome == OUTCOME_OK || isPassed(r, before) ? MOVED : MOVED_NOT;
}

/* What a movement is to stop at, besides the end and what is wrong. */
struct aim {
    uint64_t step;                     /* this step                          */
    const struct condition *condition; /* or where this holds; NULL          */
    bool passesBreaks;                 /* and not at breaks                  */
};

static bool isReached(struct run *r, const struct aim *aim)
{
    if (r->session.stepCount >= aim->step)
        return true;
    return aim->condition != NULL && r->reached;
}

/* Over steps that are undone, none of which is to be looked at. */
static enum moved jump(struct run *r, uint64_t step)
{
    const uint64_t last = travelLast(&r->session);
    stopsForget(r);
    if (travelTowards(&r->session, step < last ? step : last, &terminalInterrupted) ||
        terminalInterrupted)
        return MOVED;
    outputComplain(r->output, "no memory to do step %llu again",
                   (unsigned long long)r->session.stepCount + 1);
    return MOVED_NOT;
}

static bool goesFurther(struct run *r, const struct aim *aim)
{
    return !isReached(r, aim) && !r->hit && !terminalInterrupted;
}

static enum moved moveTo(struct run *r, const struct aim *aim)
{
    r->until = aim->condition;
    r->passesBreaks = aim->passesBreaks;
    r->stopAt = aim->step;
    enum moved moved = aim->passesBreaks ? jump(r, aim->step) : moveOn(r);
    while (moved == MOVED && goesFurther(r, aim))
        moved = moveOn(r);
    r->until = NULL;
    r->passesBreaks = false;
    r->stopAt = 0;
    stopsRest(r);
    if (aim->passesBreaks)
        breaksRefresh(&r->breaks, &r->session);
    return moved;
}

/* What is said where a movement has come to rest. */
static void sayRest(struct run *r, enum moved moved, uint64_t from)
{
    struct buffer *text = &r->commandText;
    if (r->session.stepCount != from && !quizHasShown(r))
        runShowHere(r);
    runSayHeld(r);
    if (r->hit)
        stopsSay(r);
    bufferClear(text);
    if (terminalInterrupted)
        bufferAppendText(text, "interrupted after step ");
    else if (moved == MOVED_TO_END && r->isLoaded)
        bufferAppendText(text, "the trace ends after step ");
    else if (moved == MOVED_TO_END)
        bufferAppendText(text, "no step is undone after step ");
    else
        return;
    bufferAppendUnsigned(text, r->session.stepCount);
    bufferAppendByte(text, '\0');
    runSay(r, text->failed ? "out of memory" : text->text);
    if (moved == MOVED_TO_END)
        stopsSayMissed(r, NULL);
}

static bool hasWhereTo(struct run *r, const struct source *source, const struct command *command,
                       bool *goesOn)
{
    if (r->isLoaded || r->session.timeline.undoneCount > 0)
        return true;
    *goesOn = runRefuse(r, source, command, "no trace is loaded (load FILE)");
    return false;
}

static bool goOn(struct run *r, const struct source *source, const struct command *command,
                 const struct aim *aim)
{
    const uint64_t from = r->session.stepCount;
    bool goesOn = true;
    if (!hasWhereTo(r, source, command, &goesOn))
        return goesOn;
    const enum moved moved = moveTo(r, aim);
    sayRest(r, moved, from);
    if (moved == MOVED_TO_END && aim->condition != NULL)
        outputComplain(r->output, "the condition has not held");
    return moved != MOVED_NOT || !source->stopsWhenRefused || r->options->keepGoing;
}

/* --- commands: on ----------------------------------------------------------------------------- */

/* What an empty line does from now on. */
static void repeatWith(struct run *r, const struct command *command)
{
    r->repeat = (struct command){
        .verb = command->verb, .hasSize = true, .size = command->hasSize ? command->size : 1};
}

/* A number of steps from here, as far as numbers go. */
static uint64_t stepAfter(const struct run *r, const struct command *command)
{
    const uint64_t count = command->hasSize ? command->size : 1, here = r->session.stepCount;
    return count <= UINT64_MAX - here ? here + count : UINT64_MAX;
}

bool needleStep(struct run *r, const struct source *source, const struct command *command)
{
    const struct aim aim = {.step = stepAfter(r, command)};
    const bool goesOn = goOn(r, source, command, &aim);
    repeatWith(r, command);
    return goesOn;
}

bool needleRun(struct run *r, const struct source *source, const struct command *command)
{
    const struct aim aim = {.step = UINT64_MAX};
    return goOn(r, source, command, &aim);
}

/* The condition of a command, which was checked before. */
static void readCondition(const struct command *command, struct condition *condition)
{
    struct conditionFault fault = {0};
    bufferInit(&fault.message);
    (void)conditionParse(condition, command->operands, &fault);
    bufferRelease(&fault.message);
}

bool needleUntil(struct run *r, const struct source *source, const struct command *command)
{
    struct condition condition;
    readCondition(command, &condition);
    const struct aim aim = {.step = UINT64_MAX, .condition = &condition};
    return goOn(r, source, command, &aim);
}

bool needleRedo(struct run *r, const struct source *source, const struct command *command)
{
    const uint64_t from = r->session.stepCount, last = travelLast(&r->session);
    struct aim aim = {.step = stepAfter(r, command), .passesBreaks = true};
    aim.step = aim.step < last ? aim.step : last;
    if (from == last)
        return runRefuse(r, source, command, "no step is undone");
    sayRest(r, moveTo(r, &aim), from);
    return true;
}

/* --- commands: back --------------------------------------------------------------------------- */

static bool refuseBeginning(struct run *r, const struct source *source,
                            const struct command *command)
{
    return runRefuse(r, source, command,
                     r->session.stepCount == 0 ? "there is no step to undo"
                                               : "the steps before this one are forgotten");
}

/* To the state after an earlier step, which there must be. */
static void goBack(struct run *r, uint64_t step)
{
    stopsForget(r);
    (void)travelTowards(&r->session, step, &terminalInterrupted);
    breaksRefresh(&r->breaks, &r->session);
    sayRest(r, MOVED, UINT64_MAX);
}

bool needleUndo(struct run *r, const struct source *source, const struct command *command)
{
    const uint64_t here = r->session.stepCount, first = travelFirst(&r->session);
    const uint64_t count = command->hasSize ? command->size : 1;
    if (here == first)
        return refuseBeginning(r, source, command);
    goBack(r, count < here - first ? here - count : first);
    return true;
}

/* The last step before this one at which it held; false where there is none. */
static bool findBack(struct run *r, const struct condition *condition)
{
    struct session *s = &r->session;
    struct command command;
    struct event event;
    while (s->stepCount > travelFirst(s) + 1 && !terminalInterrupted) {
        if (!travelBack(s) || !travelBack(s) || !travelForth(s, &command, &event))
            return false;
        if (conditionHolds(condition, s, &event))
            return true;
    }
    return false;
}

static bool backUntil(struct run *r, const struct source *source, const struct command *command)
{
    struct condition condition;
    const uint64_t here = r->session.stepCount;
    readCondition(command, &condition);
    if (findBack(r, &condition)) {
        goBack(r, r->session.stepCount);
        return true;
    }
    (void)travelTo(&r->session, here);
    if (terminalInterrupted)
        return runRefuse(r, source, command, "interrupted; nothing has moved");
    return runRefuse(r, source, command, "it held after no step before this one");
}

bool needleBack(struct run *r, const struct source *source, const struct command *command)
{
    if (command->operands.text != NULL)
        return backUntil(r, source, command);
    const bool goesOn = needleUndo(r, source, command);
    repeatWith(r, command);
    return goesOn;
}

bool needleGoto(struct run *r, const struct source *source, const struct command *command)
{
    const uint64_t here = r->session.stepCount, step = command->size;
    if (step < travelFirst(&r->session))
        return refuseBeginning(r, source, command);
    if (step <= here) {
        goBack(r, step);
        return true;
    }
    if (step > travelLast(&r->session) && !r->isLoaded) {
        char why[80];
        snprintf(why, sizeof why, "there is no such step yet: the last one is %llu",
                 (unsigned long long)travelLast(&r->session));
        return runRefuse(r, source, command, why);
    }
    const struct aim aim = {.step = step, .passesBreaks = true};
    return goOn(r, source, command, &aim);
}

bool needleRestart(struct run *r, const struct source *source, const struct command *command)
{
    if (!r->isLoaded)
        return runRefuse(r, source, command, "no trace is loaded (load FILE)");
    if (travelFirst(&r->session) > 0 && !runBeginAgain(r))
        return false;
    goBack(r, 0);
    return true;
}

/* --- commands: looking ------------------------------------------------------------------------ */

/* Goes over `count` steps behind step `first`, and back to where it was. */
static void gatherSteps(struct run *r, uint64_t first, uint64_t count, struct rows *rows)
{
    struct session *s = &r->session;
    struct command command;
    struct event event;
    const uint64_t here = s->stepCount;
    const bool unchecked = s->unchecked;
    bool goesOn = travelTo(s, first);
    for (uint64_t i = 0; i < count && goesOn; i++) {
        goesOn = travelForth(s, &command, &event);
        const bool served = event.outcome == OUTCOME_OK && event.path != PATH_NONE;
        rowsAdd(rows, event.step, paintCommand(r, &command, &event),
                served ? pathName(event.path) : outcomeName(event.outcome), event.step == here);
    }
    if (s->stepCount != here) {
        (void)travelTo(s, here);
        sessionSetChecks(s, !unchecked); /* as it was set since, perhaps */
    }
}

bool needleHistory(struct run *r, const struct source *source, const struct command *command)
{
    struct rows rows;
    uint64_t from, count;
    const uint64_t first = travelFirst(&r->session), all = travelLast(&r->session) - first;
    const uint64_t done = r->session.stepCount - first;
    rowsAround(done > 0 ? done - 1 : 0, all, command, &from, &count);
    if (!rowsInit(&rows, count))
        return runRefuse(r, source, command, "out of memory");
    gatherSteps(r, first + from, count, &rows);
    rowsPaint(r, &rows,
              (struct listing){.op = "history",
                               .empty = "no step was done yet",
                               .hiddenBefore = from,
                               .hiddenAfter = all - from - count,
                               .hint = "history N"});
    return true;
}

/* The command that the last step belongs to, where more steps of it are left; or NULL. */
static const struct entered *goneThrough(const struct run *r)
{
    const size_t number = enteredHere(r);
    const struct entered *one = number > 0 ? &r->entered.all[number - 1] : NULL;
    return one != NULL && r->session.stepCount < one->to ? one : NULL;
}

bool needleList(struct run *r, const struct source *source, const struct command *command)
{
    struct rows rows;
    struct trace *trace = &r->trace;
    uint64_t from, count, number;
    struct span text;
    if (!r->isLoaded)
        return runRefuse(r, source, command, "no trace is loaded (load FILE)");
    follow(r);
    const struct entered *one = goneThrough(r);
    const uint64_t current = one != NULL ? one->line - 1 : traceNextIndex(trace);
    rowsAround(current, trace->lineCount, command, &from, &count);
    if (!rowsInit(&rows, count))
        return runRefuse(r, source, command, "out of memory");
    for (uint64_t i = from; i < from + count && traceLineAt(trace, i, &number, &text); i++)
        rowsAdd(&rows, number, text, NULL, i == current);
    rowsPaint(r, &rows,
              (struct listing){.op = "list",
                               .empty = "the trace is empty",
                               .hiddenBefore = from,
                               .hiddenAfter = trace->lineCount - from - count,
                               .hint = "list N"});
    return true;
}
