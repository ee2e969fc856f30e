#include "cli/bulk.h"

#include "cli/terminal.h"
#include "engine/names.h"
#include "engine/quick.h"

bool bulkIsPossible(const struct run *r)
{
    const struct options *options = r->options;
    return options->quiet && options->rangeCount == 0 && !r->asked && !r->isLoaded &&
           r->breaks.count == 0 && r->until == NULL && r->tutor == NULL && !r->quiz.quiz.isOn &&
           !r->refusal.pends && quickIsPossible(&r->session);
}

/* Carries out these steps up to one that can't be; how many. */
static size_t runSteps(struct run *r, const struct plain *steps, size_t count)
{
    uint64_t hashes[PLAIN_LINES];
    size_t done = 0;
    quickFetch(&r->session, steps, count, hashes);
    while (done < count && !terminalInterrupted &&
           quickStep(&r->session, &steps[done], hashes[done]))
        done++;
    return done;
}

uint64_t bulkRun(struct run *r, struct lines *lines)
{
    struct plain steps[PLAIN_LINES];
    uint64_t total = 0;
    size_t count, done;
    if (!bulkIsPossible(r))
        return 0;
    do {
        const struct span ahead = linesAhead(lines);
        count = plainRead(ahead, steps);
        done = count > 0 ? runSteps(r, steps, count) : 0;
        if (done > 0)
            linesSkip(lines, (size_t)(spanEnd(steps[done - 1].line) - ahead.text), done);
        total += done;
    } while (count > 0 && done == count);
    bulkSettle(r);
    return total;
}

bool bulkStep(struct run *r, const struct command *command)
{
    const struct plain step = {.name = command->word,
                               .isFree = command->verb == VERB_FREE,
                               .hasSize = command->hasSize,
                               .size = command->size};
    return bulkIsPossible(r) && !terminalInterrupted &&
           quickStep(&r->session, &step, nameHash(step.name));
}

uint64_t bulkImport(struct run *r, struct import *import, struct lines *lines, size_t *next)
{
    struct importBatch batch;
    uint64_t total = 0;
    size_t done;
    *next = IMPORT_COMMANDS_MAX;
    if (!bulkIsPossible(r))
        return 0;
    do {
        const struct span ahead = linesAhead(lines);
        importLines(import, ahead, lines->number + 1, &batch);
        done = runSteps(r, batch.steps, batch.stepCount);
        if (done < batch.stepCount)
            *next = importUnread(import, done, ahead, &batch);
        linesSkip(lines, batch.textBytes, batch.lineCount);
        total += batch.lineCount;
    } while (batch.lineCount == IMPORT_LINES_MAX && *next == IMPORT_COMMANDS_MAX &&
             !terminalInterrupted);
    bulkSettle(r);
    return total;
}

void bulkSettle(struct run *r)
{
    quickSettle(&r->session);
}
