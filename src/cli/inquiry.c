#include "cli/inquiry.h"

#include "cli/paint.h"
#include "engine/diagnose.h"
#include "engine/expect.h"
#include "engine/travel.h"
#include "lang/expect.h"

bool inquiryStats(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    paintAnswer(r, command, &r->style, r->options->painter->stats);
    return true;
}

bool inquiryShow(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    struct style style = r->style;
    style.whole = true;
    style.omits = r->quiz.quiz.isOn ? OMIT_NEXT : 0;
    style.parts = command->parts == PARTS_NONE ? VIEW_ALL : command->parts;
    paintAnswer(r, command, &style, r->options->painter->show);
    return true;
}

bool inquiryWhy(struct run *r, const struct source *source, const struct command *command)
{
    struct buffer why;
    bufferInit(&why);
    remarksClear(&r->remarks);
    travelRecall(&r->session);
    const bool found = diagnoseTarget(&r->session, command, &r->remarks, &why);
    if (!found) {
        runComplainAt(r, source, command, STATUS_REFUSED, bufferSpan(&why));
    } else if (paintTakeView(r, &r->style, 0)) {
        struct event event = paintQuestion(r, command);
        event.remarks = &r->remarks;
        r->options->painter->why(&event, &r->view, &r->style, &r->output->text);
    }
    bufferRelease(&why);
    return found || !source->stopsWhenRefused || r->options->keepGoing;
}

bool inquiryDump(struct run *r, const struct source *source, const struct command *command)
{
    struct bytesView bytes;
    struct window window;
    struct buffer why;
    bufferInit(&why);
    const bool found = sessionBytes(&r->session, command, &bytes, &window, &why);
    if (!found) {
        runComplainAt(r, source, command, STATUS_REFUSED, bufferSpan(&why));
    } else if (sessionView(&r->session, &window, &r->view)) {
        struct event event = paintQuestion(r, command);
        r->options->painter->dump(&event, &r->view, &bytes, &r->style, &r->output->text);
    }
    bufferRelease(&why);
    return found || !source->stopsWhenRefused || r->options->keepGoing;
}

bool inquiryExpect(struct run *r, const struct source *source, const struct command *command)
{
    struct buffer why;
    bufferInit(&why);
    const bool holds = expectHolds(&r->session, command, &why);
    struct event event = paintQuestion(r, command);
    event.outcome = holds ? OUTCOME_OK : OUTCOME_UNEXPECTED;
    event.why = bufferSpan(&why);
    if (expectTable[command->expectRow].form == EXPECT_OUTCOME)
        r->refusal.pends = false;
    if (paintIsWanted(r, &event) && paintTakeView(r, &r->style, 0)) {
        r->options->painter->expectation(&event, &r->view, &r->style, &r->output->text);
    }
    r->failureCount += !holds;
    if (!holds)
        runComplainAt(r, source, command, STATUS_REFUSED, event.why);
    bufferRelease(&why);
    return holds || !source->stopsWhenRefused || r->options->keepGoing;
}
