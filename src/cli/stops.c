#include "cli/stops.h"

#include "cli/rows.h"
#include "engine/conditionread.h"
#include "engine/figure.h"
#include "engine/travel.h"

/* --- checks ----------------------------------------------------------------------------------- */

bool stopsCheckCondition(struct run *r, struct span line, const struct command *command)
{
    struct condition condition;
    struct conditionFault fault = {0};
    bufferInit(&fault.message);
    const bool sound = conditionParse(&condition, command->operands, &fault);
    if (!sound)
        runSetFault(r, line, command, command->operands, fault.at, fault.bytes,
                    bufferSpan(&fault.message));
    bufferRelease(&fault.message);
    return sound;
}

bool stopsCheckFigure(struct run *r, struct span line, const struct command *command)
{
    size_t figure;
    if (figureFind(command->word, &figure))
        return true;
    r->fault.line = command->line;
    r->fault.at = (size_t)(command->word.text - line.text);
    r->fault.bytes = command->word.bytes;
    bufferAppendText(&r->fault.message, "unknown figure ");
    bufferAppendQuoted(&r->fault.message, command->word);
    const char *nearest = lookupNearest(command->word, figureName, figureCount());
    if (nearest != NULL)
        bufferAppendFormat(&r->fault.message, " (did you mean '%s'?)", nearest);
    else
        bufferAppendText(&r->fault.message, " (any of stats, or a field of the pool's struct)");
    return false;
}

/* --- commands --------------------------------------------------------------------------------- */

/* A new one, of which `number` is 0 where it could not be made. */
static bool sayNew(struct run *r, const struct source *source, const struct command *command,
                   uint64_t number)
{
    if (number == 0)
        return runRefuse(r, source, command, "out of memory");
    if (!r->shell)
        return true;
    bufferClear(&r->commandText);
    bufferAppendFormat(&r->commandText, "%s %llu: ", verbTable[command->verb].name,
                       (unsigned long long)number);
    bufferAppendEscaped(&r->commandText,
                        command->verb == VERB_WATCH ? command->word : command->operands);
    bufferAppendByte(&r->commandText, '\0');
    runSay(r, r->commandText.failed ? "" : r->commandText.text);
    return true;
}

bool stopsBreak(struct run *r, const struct source *source, const struct command *command)
{
    struct condition condition;
    struct conditionFault fault = {0};
    const enum breakKind kind = command->verb == VERB_TBREAK ? BREAK_ONCE : BREAK_ALWAYS;
    bufferInit(&fault.message);
    (void)conditionParse(&condition, command->operands, &fault); /* it was checked before */
    bufferRelease(&fault.message);
    sessionKeepTrail(&r->session); /* the steps that it prints, tell of their searches */
    return sayNew(r, source, command, breaksAdd(&r->breaks, kind, command->operands, &condition));
}

bool stopsWatch(struct run *r, const struct source *source, const struct command *command)
{
    size_t figure = 0;
    (void)figureFind(command->word, &figure);
    return sayNew(r, source, command, breaksWatch(&r->breaks, &r->session, command->word, figure));
}

bool stopsDelete(struct run *r, const struct source *source, const struct command *command)
{
    if (!command->hasSize)
        breaksDeleteAll(&r->breaks);
    else if (!breaksDelete(&r->breaks, command->size))
        return runRefuse(r, source, command, "there is no break of that number (info)");
    return true;
}

bool stopsInfo(struct run *r, const struct source *source, const struct command *command)
{
    struct rows rows;
    struct buffer line;
    if (!rowsInit(&rows, r->breaks.count))
        return runRefuse(r, source, command, "out of memory");
    bufferInit(&line);
    for (size_t i = 0; i < r->breaks.count; i++) {
        const struct breakPoint *point = &r->breaks.points[i];
        bufferClear(&line);
        bufferAppendFormat(&line, "%s %s, hit ", breakKindName(point->kind), point->text);
        bufferAppendUnsigned(&line, point->hits);
        bufferAppendText(&line, point->hits == 1 ? " time" : " times");
        rowsAdd(&rows, point->number, bufferSpan(&line), NULL, false);
        outputDependsOn(r->output, &line);
    }
    bufferRelease(&line);
    rowsPaint(r, &rows, (struct listing){.op = "info", .empty = "no breaks, no watches"});
    return true;
}

/* --- after a step ----------------------------------------------------------------------------- */

void stopsForget(struct run *r)
{
    r->hit = r->reached = false;
    r->rest = 0;
    bufferClear(&r->stops);
}

bool stopsMeet(struct run *r, const struct event *event)
{
    if (!r->muted) /* else a movement of several steps asks at its end */
        stopsForget(r);
    if (r->rest != 0) /* one command made more steps than were wanted: they will be undone */
        return false;
    if (r->until != NULL && conditionHolds(r->until, &r->session, event))
        r->reached = true;
    if (r->breaks.count > 0 && !r->passesBreaks &&
        breaksMeet(&r->breaks, &r->session, event, &r->stops))
        r->hit = true;
    if (r->muted && (r->hit || r->reached || event->step == r->stopAt))
        r->rest = event->step;
    return r->hit;
}

void stopsRest(struct run *r)
{
    if (r->rest == 0 || r->rest == r->session.stepCount)
        return;
    if (travelTo(&r->session, r->rest))
        breaksRefresh(&r->breaks, &r->session);
}

void stopsSay(struct run *r)
{
    if (r->stops.bytes == 0 || r->stops.failed)
        return;
    r->stops.text[r->stops.bytes - 1] = '\0'; /* runSay ends the line */
    runSay(r, r->stops.text);
    bufferClear(&r->stops);
}

void stopsSayMissed(struct run *r, const char *file)
{
    for (size_t i = 0; i < r->breaks.count; i++) {
        const struct breakPoint *point = &r->breaks.points[i];
        if (point->hits == 0)
            outputComplain(r->output, "%s%s%s %llu was never hit: %s", file != NULL ? file : "",
                           file != NULL ? ": " : "", breakKindName(point->kind),
                           (unsigned long long)point->number, point->text);
    }
}

void stopsSayUnreached(struct run *r, const char *file)
{
    const uint64_t last = r->session.stepCount;
    uint64_t first = UINT64_MAX;
    for (size_t i = 0; i < r->options->rangeCount; i++)
        if (r->options->ranges[i].first > last && r->options->ranges[i].first < first)
            first = r->options->ranges[i].first;
    if (first < UINT64_MAX)
        outputComplain(r->output, "%s%s--steps: there is no step %llu, the last one is %llu",
                       file != NULL ? file : "", file != NULL ? ": " : "",
                       (unsigned long long)first, (unsigned long long)last);
}
