/*
 * sheetmake.c - the steps of a worksheet, out of a seed. The allocations and frees are those of
 * lang/workload.h, with names a, b, c, ...; what is mixed in comes from draws of its own:
 *
 *   with misuse, once behind half of the steps, as soon as a name is live:
 *       a freeall; the workload begins again, with seed + 1
 *   with misuse, else, where a name has ended, 30 times out of 100:
 *       a free of one of these, drawn; behind the freeall, of those that ended with it or since
 *
 * So no draw may be added, left out or moved: tests/unit/sheet.c holds some sheets.
 */
#include "study/sheet.h"

#include <stdio.h>

#include "lang/workload.h"

#define MISUSE_PERCENT 30
#define ALLOC_PERCENT  65

/* What an alloc asks a heap for. */
#define HEAP_BYTES_LEAST 8
#define HEAP_BYTES_MOST  40

struct making {
    struct sheet *sheet;
    struct workload workload;
    struct random misuse;
    uint64_t names;                  /* that were given out                     */
    uint64_t ended[SHEET_STEPS_MAX]; /* names that are freed or stale           */
    size_t endedCount;
    size_t drawnFrom; /* names that ended before this one are not freed again */
    size_t liveCount;
    bool hasReset;                  /* there was a freeall */
    bool live[SHEET_STEPS_MAX + 1]; /* by name */
};

static struct workloadPlan planOf(const struct sheet *sheet, uint64_t seed, size_t stepCount)
{
    return (struct workloadPlan){.stepCount = stepCount,
                                 .seed = seed,
                                 .allocPercent = ALLOC_PERCENT,
                                 .pattern = PATTERN_RANDOM,
                                 .hasSizes = !sheet->recipe.kind->hasChunks,
                                 .leastBytes = HEAP_BYTES_LEAST,
                                 .mostBytes = HEAP_BYTES_MOST};
}

/* Name `number`, from 1: a to z, then a1 to z1. */
static void appendName(uint64_t number, struct buffer *out)
{
    bufferAppendByte(out, (char)('a' + (number - 1) % 26));
    if (number > 26)
        bufferAppendUnsigned(out, (number - 1) / 26);
}

static bool addStep(struct making *m, const char *verb, uint64_t name, uint64_t bytes)
{
    struct buffer command;
    bufferInit(&command);
    bufferAppendText(&command, verb);
    if (name > 0) {
        bufferAppendByte(&command, ' ');
        appendName(name, &command);
    }
    if (bytes > 0)
        bufferAppendFormat(&command, " %llu", (unsigned long long)bytes);
    const bool added = !command.failed && sheetAddStep(m->sheet, bufferSpan(&command));
    bufferRelease(&command);
    return added;
}

static void end(struct making *m, uint64_t name)
{
    m->live[name] = false;
    m->liveCount--;
    m->ended[m->endedCount++] = name;
}

static bool addMisuse(struct making *m)
{
    const uint64_t at = m->drawnFrom + randomBelow(&m->misuse, m->endedCount - m->drawnFrom);
    return addStep(m, "free", m->ended[at], 0);
}

static bool addFreeall(struct making *m, const struct workloadPlan *plan)
{
    m->hasReset = true;
    m->drawnFrom = m->endedCount;
    for (uint64_t name = 1; name <= m->names; name++)
        if (m->live[name])
            end(m, name);
    workloadRelease(&m->workload);
    workloadInit(&m->workload, plan);
    return addStep(m, "freeall", 0, 0);
}

static bool addRequest(struct making *m)
{
    struct request request;
    if (!workloadNext(&m->workload, &request))
        return false;
    if (!request.isAlloc) {
        end(m, request.number);
        return addStep(m, "free", request.number, 0);
    }
    m->live[++m->names] = true;
    m->liveCount++;
    return workloadTook(&m->workload, m->names) && addStep(m, "alloc", m->names, request.bytes);
}

bool sheetMake(struct sheet *sheet, uint64_t seed, size_t stepCount, bool misuse)
{
    struct making m = {.sheet = sheet, .misuse = randomOf(seed ^ 0x6d69737573650000u)};
    const struct workloadPlan plan = planOf(sheet, seed, stepCount);
    const struct workloadPlan second = planOf(sheet, seed + 1, stepCount);
    bool made = true;
    workloadInit(&m.workload, &plan);
    sheet->has[SHEET_COLUMNS - 1] = misuse;
    for (size_t i = 0; i < stepCount && made; i++)
        if (misuse && !m.hasReset && m.liveCount > 0 && i * 2 >= stepCount)
            made = addFreeall(&m, &second);
        else if (misuse && m.endedCount > m.drawnFrom && randomChance(&m.misuse, MISUSE_PERCENT))
            made = addMisuse(&m);
        else
            made = addRequest(&m);
    workloadRelease(&m.workload);
    return made;
}
