#include "cli/bulk.h"

#include "cli/terminal.h"
#include "engine/quick.h"

/* Would anybody see the single steps of this run? Then nothing can be done in bulk. */
static bool bulkIsPossible(const struct run *r)
{
    const struct options *options = r->options;
    return options->quiet && options->rangeCount == 0 && !r->asked && !r->isLoaded &&
           r->breaks.count == 0 && r->until == NULL && r->tutor == NULL && !r->quiz.quiz.isOn &&
           !r->refusal.pends && quickIsPossible(&r->session);
}

/*
 * So many that what they need is there when their turn comes, and so few that it is still there:
 * the chunks of small blocks, each block in a page of its own, share few places of a cache.
 */
#define BATCH_LINES 16

/* Steps that are read and will be carried out next. */
struct batch {
    struct plain steps[BATCH_LINES];
    size_t count;
};

/* Reads what stands in the text from `at` on. */
static void readBatch(struct run *r, struct batch *batch, struct span text, const char *at)
{
    text.bytes = (size_t)(spanEnd(text) - at);
    text.text = at;
    batch->count = plainRead(text, batch->steps, BATCH_LINES);
    quickForesee(&r->session, batch->steps, batch->count);
}

uint64_t bulkRun(struct run *r, struct lines *lines)
{
    struct batch batches[2];
    uint64_t total = 0;
    size_t done;
    if (!bulkIsPossible(r))
        return 0;
    struct span text = linesAhead(lines);
    const char *at = text.text;
    readBatch(r, &batches[0], text, at);
    for (unsigned turn = 0; batches[turn].count > 0 && !terminalInterrupted; turn ^= 1) {
        const struct batch *now = &batches[turn];
        const char *end = now->steps[now->count - 1].end;
        quickFetch(&r->session, now->steps, now->count); /* while others are read */
        readBatch(r, &batches[turn ^ 1], text, end);
        done = quickRun(&r->session, now->steps, now->count);
        if (done > 0)
            at = now->steps[done - 1].end;
        total += done;
        if (done < now->count)
            break;
    }
    if (total > 0)
        linesSkip(lines, (size_t)(at - text.text), total);
    bulkSettle(r);
    return total;
}

bool bulkStep(struct run *r, const struct command *command)
{
    const struct plain step = {.name = nameOf(command->word),
                               .isFree = command->verb == VERB_FREE,
                               .hasSize = command->hasSize,
                               .size = command->size};
    return bulkIsPossible(r) && !terminalInterrupted && quickRun(&r->session, &step, 1) == 1;
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
        quickForesee(&r->session, batch.steps, batch.stepCount);
        quickFetch(&r->session, batch.steps, batch.stepCount);
        done = terminalInterrupted ? 0 : quickRun(&r->session, batch.steps, batch.stepCount);
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
