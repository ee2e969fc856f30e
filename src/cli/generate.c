#include "cli/generate.h"

#include <stdio.h>

#include "cli/quiz.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "engine/travel.h"
#include "lang/format.h"
#include "lang/workload.h"

/* The most that an alloc asks a heap for, where the workload does not say; chunks are of a size. */
#define HEAP_BYTES_MOST 64

static struct workloadPlan planFor(const struct command *command, const struct modelKind *kind)
{
    struct workloadPlan plan;
    struct span at;
    (void)workloadRead(command->operands, &plan, &at); /* it was checked before */
    if (!plan.hasSizes && !kind->hasChunks) {
        plan.hasSizes = true;
        plan.leastBytes = 1;
        plan.mostBytes = HEAP_BYTES_MOST;
    }
    return plan;
}

/* The bytes of a name p1, p2, ... */
#define NAME_BYTES 24

/* A step of a workload as a command; its name, where it has a number, lies in `name`. */
static struct command stepOf(const struct workload *w, const struct request *request, char *name)
{
    struct command step = {.verb = request->isAlloc ? VERB_ALLOC : VERB_FREE,
                           .hasSize = request->isAlloc && w->plan.hasSizes,
                           .size = request->bytes};
    if (request->number == 0) /* the session finds one that is not live */
        return step;
    snprintf(name, NAME_BYTES, "p%llu", (unsigned long long)request->number);
    step.word = spanOf(name);
    return step;
}

/* --- the command ------------------------------------------------------------------------------ */

/* Its steps, one after the other; false where reading is to stop. `ends` at one that is refused. */
static bool runSteps(struct run *r, const struct source *source, const struct command *command,
                     struct workload *w, bool ends)
{
    struct request request;
    char name[NAME_BYTES];
    bool goesOn = true;
    while (goesOn && !(ends && r->refusal.pends) && workloadNext(w, &request)) {
        struct command step = stepOf(w, &request, name);
        step.line = command->line;
        step.column = command->column;
        goesOn = runCommand(r, source, &step);
        const bool served = request.isAlloc && r->session.lastOutcome == OUTCOME_OK;
        if (goesOn && served && !workloadTook(w, r->session.autoNumber)) {
            outputComplain(r->output, "no memory to go on with 'random'");
            runWorsen(r, STATUS_REFUSED);
            break;
        }
    }
    return goesOn;
}

/* For a person: where it came to rest, and which steps it was. */
static void sayRest(struct run *r, const struct source *source, uint64_t from)
{
    const uint64_t last = r->session.stepCount;
    struct buffer *text = &r->commandText;
    (void)runSettle(r, source);
    stopsRest(r);
    if (last == from)
        return;
    if (!quizHasShown(r))
        runShowHere(r);
    stopsSay(r);
    bufferClear(text);
    bufferAppendFormat(text, "random: steps %llu to %llu%s ", (unsigned long long)from + 1,
                       (unsigned long long)last, terminalInterrupted ? ", interrupted" : "");
    bufferAppendText(text, r->session.stepCount < last ? "(step goes on over the rest)"
                                                       : "(back and history go over them)");
    bufferAppendByte(text, '\0');
    runSay(r, text->failed ? "out of memory" : text->text);
}

bool generateAnswer(struct run *r, const struct source *source, const struct command *command)
{
    const struct workloadPlan plan = planFor(command, r->session.recipe.kind);
    const uint64_t from = r->session.stepCount;
    const bool own = r->own, wasMuted = r->muted, atOnce = r->asked && !wasMuted;
    struct workload w;
    workloadInit(&w, &plan);
    if (atOnce)
        stopsForget(r);
    r->own = false; /* its steps are none of the trace that holds it */
    r->muted = wasMuted || atOnce;
    const bool goesOn = runSteps(r, source, command, &w, atOnce);
    r->own = own;
    r->muted = wasMuted;
    workloadRelease(&w);
    if (atOnce)
        sayRest(r, source, from);
    return goesOn;
}

/* --- the option ------------------------------------------------------------------------------- */

/* Reads the option's text; false, after a message. */
static bool readOption(const struct options *options, struct output *output,
                       struct command *command)
{
    const struct span line = spanOf(options->generated);
    struct parseError fault = {0};
    struct parser parser;
    struct buffer text;
    bufferInit(&fault.message);
    bufferInit(&text);
    parserInit(&parser, line, 1);
    const enum parsed parsed = parserNext(&parser, command, &fault);
    const bool isOne = parsed == PARSED_COMMAND && command->verb == VERB_RANDOM;
    const bool read =
        isOne && parserCheckRest(&parser, &fault) && parser.row == NULL && parser.at == line.bytes;
    const bool isCommand = parsed != PARSED_ERROR || parser.row != NULL;
    if (fault.message.bytes > 0 && isCommand)
        parseErrorFormat(&fault, spanOf("--generate"), line, &text);
    if (text.bytes > 0)
        outputError(output, &text);
    else if (!read)
        outputComplain(output, "--generate takes one command, as in 'random 20 seed=7'");
    bufferRelease(&text);
    bufferRelease(&fault.message);
    return read;
}

/* One line of the trace; false without memory. */
static bool printStep(struct workload *w, struct request *request, uint64_t *allocCount,
                      struct buffer *out)
{
    char name[NAME_BYTES];
    if (request->isAlloc)
        request->number = ++*allocCount;
    const struct command step = stepOf(w, request, name);
    commandFormat(&step, out);
    bufferAppendByte(out, '\n');
    return !request->isAlloc || workloadTook(w, request->number);
}

enum status generateTrace(const struct options *options, struct output *output)
{
    struct command command;
    struct workload w;
    struct request request;
    uint64_t allocCount = 0;
    bool goesOn = true;
    if (!readOption(options, output, &command))
        return STATUS_MALFORMED;
    const struct workloadPlan plan = planFor(&command, options->session.recipe.kind);
    workloadInit(&w, &plan);
    bufferAppendText(&output->text, "# poolsim: ");
    commandFormat(&command, &output->text);
    bufferAppendByte(&output->text, '\n');
    while (goesOn && workloadNext(&w, &request) && !terminalInterrupted)
        goesOn = printStep(&w, &request, &allocCount, &output->text) && outputFlushLarge(output);
    workloadRelease(&w);
    if (!goesOn && !output->failed)
        outputComplain(output, "no memory to go on with 'random'");
    return outputFlush(output) && goesOn ? STATUS_OK : STATUS_OUTPUT;
}
