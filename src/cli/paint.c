#include "cli/paint.h"

#include "engine/code.h"
#include "engine/diagnose.h"
#include "engine/explain.h"
#include "lang/format.h"
#include "lang/verbs.h"

bool paintTakeView(struct run *r, const struct style *style, uint64_t focus)
{
    const struct window window = r->options->painter->window(style, &r->session.fields, focus);
    if (sessionView(&r->session, &window, &r->view))
        return true;
    outputComplain(r->output, "no memory for the picture");
    runWorsen(r, STATUS_OUTPUT);
    return false;
}

void paintOmit(struct run *r)
{
    r->style.omits = r->lessonOmits | (r->quiz.quiz.isOn ? OMIT_NEXT : 0);
}

void paintWhole(struct run *r)
{
    outputDependsOn(r->output, &r->commandText);
    outputDependsOn(r->output, &r->why);
    outputDependsOn(r->output, &r->code.notes);
    for (size_t i = 0; i < r->remarks.count; i++)
        outputDependsOn(r->output, &r->remarks.items[i].text);
}

struct span paintCommand(struct run *r, const struct command *command, const struct event *event)
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

void paintStep(struct run *r, const struct command *command, struct event *event)
{
    if (!paintTakeView(r, &r->style, event->place.known ? event->place.address : 0))
        return;
    event->command = paintCommand(r, command, event);
    r->options->painter->step(event, &r->view, &r->style, &r->output->text);
    paintWhole(r);
    r->paintedStep = event->step;
}

struct event paintQuestion(struct run *r, const struct command *command)
{
    struct event event = {.step = r->session.stepCount,
                          .line = command->line,
                          .op = verbTable[command->verb].name,
                          .before = r->session.fields,
                          .after = r->session.fields};
    event.command = paintCommand(r, command, &event);
    return event;
}

void paintAnswer(struct run *r, const struct command *command, const struct style *style,
                 paintFunction *paint)
{
    if (!paintTakeView(r, style, 0))
        return;
    const struct event event = paintQuestion(r, command);
    paint(&event, &r->view, style, &r->output->text);
    paintWhole(r);
}

bool paintIsWanted(const struct run *r, const struct event *event)
{
    if (r->muted)
        return false;
    if (r->asked)
        return true;
    if (r->options->rangeCount > 0)
        return optionsHasStep(r->options, event->step);
    return !r->options->quiet && event->step % r->options->every == 0;
}

void paintReason(struct run *r, const struct command *command, struct event *event, bool painted)
{
    const bool refused = event->outcome != OUTCOME_OK;
    remarksClear(&r->remarks);
    if (!refused && !painted)
        return;
    bufferClear(&r->why);
    if (refused || r->options->painter->tellsReason)
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
