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
    struct quickAhead ahead;
    const char *end; /* in the text, behind them */
};

/* Those that follow each other: while one is carried out, what the others need is on its way. */
#define BATCHES 4
struct batches {
    struct batch batch[BATCHES];
    unsigned turn; /* of the one that is next to be carried out */
};

static struct batch *batchAhead(struct batches *b, unsigned ahead)
{
    return &b->batch[(b->turn + ahead) % BATCHES];
}

/* Reads what stands in the text from `at` on. */
static void readBatch(struct run *r, struct batch *batch, struct span text, const char *at)
{
    text.bytes = (size_t)(spanEnd(text) - at);
    text.text = at;
    batch->count = plainRead(text, batch->steps, BATCH_LINES);
    batch->end = batch->count > 0 ? batch->steps[batch->count - 1].end : at;
    quickForesee(&r->session, batch->steps, batch->count, &batch->ahead);
}

/* All go one round further, and a new one is read. */
static void moveOn(struct run *r, struct batches *b, struct span text)
{
    struct batch *read = batchAhead(b, 3), *seek = batchAhead(b, 2), *fetch = batchAhead(b, 1);
    readBatch(r, read, text, seek->end);
    quickSeek(&r->session, &seek->ahead);
    quickFetch(&r->session, &fetch->ahead);
}

uint64_t bulkRun(struct run *r, struct lines *lines)
{
    uint64_t total = 0;
    size_t done;
    if (!bulkIsPossible(r))
        return 0;
    struct batches b = {0}; /* large: only where it is needed */
    struct span text = linesAhead(lines);
    const char *at = text.text;
    for (unsigned i = 0; i < BATCHES; i++)
        b.batch[i].end = at;
    for (unsigned i = 1; i < BATCHES; i++, b.turn++)
        moveOn(r, &b, text);
    for (; batchAhead(&b, 0)->count > 0 && !terminalInterrupted; b.turn++) {
        const struct batch *now = batchAhead(&b, 0);
        moveOn(r, &b, text);
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
    struct quickAhead known;
    uint64_t total = 0;
    size_t done;
    *next = IMPORT_COMMANDS_MAX;
    if (!bulkIsPossible(r))
        return 0;
    do {
        const struct span ahead = linesAhead(lines);
        importLines(import, ahead, lines->number + 1, &batch);
        quickForesee(&r->session, batch.steps, batch.stepCount, &known);
        quickSeek(&r->session, &known);
        quickFetch(&r->session, &known);
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
