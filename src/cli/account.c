#include "cli/account.h"

#include "cli/paint.h"
#include "engine/account.h"
#include "engine/diagnose.h"
#include "engine/travel.h"

/* Why there is no step to be told; NULL where there is one. */
static const char *whyNone(const struct session *s)
{
    if (s->stepCount == 0)
        return "no step was done yet";
    if (!s->timeline.kept)
        return "this run keeps no steps (-c and --interactive do)";
    return s->stepCount == travelFirst(s) ? "the steps up to this one are forgotten" : NULL;
}

bool accountAnswer(struct run *r, const struct source *source, const struct command *command)
{
    static struct account account; /* static: too large for comfort on the stack */
    struct command step;
    const char *none = whyNone(&r->session);
    if (none != NULL)
        return runRefuse(r, source, command, none);
    bufferClear(&r->why);
    remarksClear(&r->remarks);
    accountInit(&account);
    const uint64_t here = r->session.stepCount;
    const bool taken = accountTake(&r->session, &account, &step, &r->why);
    if (taken) {
        account.event.command = paintCommand(r, &step, &account.event);
        if (account.event.outcome != OUTCOME_OK) {
            diagnoseStep(&r->session, &account.event, &r->remarks);
            account.event.remarks = &r->remarks;
        }
        r->options->painter->account(&account, &r->style, &r->output->text);
        paintWhole(r);
    }
    accountRelease(&account);
    return taken || runRefuse(r, source, command,
                              r->session.stepCount == here
                                  ? "no memory to go over the step again"
                                  : "no memory to do it again: it is undone now (try 'redo')");
}
