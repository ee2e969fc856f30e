/*
 * travel.c - what it costs to keep the steps of a session, and to go back and forth over them: over
 * the recorded real trace, and over generated ones of 10 million steps with 100,000 live handles.
 * Each row is a median of interleaved runs in this one process; parsing is part of a replay.
 *
 * usage: travel [--runs N] [--steps N] RECORDED
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../arguments.h"
#include "engine/session.h"
#include "engine/travel.h"
#include "import/import.h"
#include "lang/format.h"
#include "lang/parse.h"

#define LIVE     100000u
#define FEW      100u
#define RUNS_MAX 31
#define JUMPS    200    /* between random steps         */
#define STEPWISE 10000u /* steps that are undone one by one */

static const struct sessionOptions options = {
    .recipe = {.kind = &poolModel, .chunkSize = 64, .blockSize = 1024},
    .base = ARENA_BASE_DEFAULT,
    .memory = ARENA_BYTES_DEFAULT};

/* A trace as text, a line a step. */
struct trace {
    const char *name;
    struct buffer text;
    uint64_t steps;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(2);
}

/* --- traces ----------------------------------------------------------------------------------- */

static uint64_t state = 88172645463325252u;

static uint32_t below(uint32_t bound) /* xorshift64, Marsaglia 2003 */
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % bound;
}

/* Random churn around at most `most` live handles, whose names are used again, or never. */
static void generate(struct trace *trace, uint64_t steps, uint32_t most, bool reuse)
{
    uint32_t *live = malloc(LIVE * sizeof *live), *spare = malloc(LIVE * sizeof *spare);
    uint32_t count = 0, spares = most, fresh = 0;
    if (live == NULL || spare == NULL)
        die("no memory");
    for (uint32_t i = 0; i < most; i++)
        spare[i] = i;
    for (; trace->steps < steps; trace->steps++) {
        if (count < most / 2 || (count < most && below(2) == 0)) {
            uint32_t name = fresh++;
            if (reuse) {
                const uint32_t at = below(spares);
                name = spare[at];
                spare[at] = spare[--spares];
            }
            live[count++] = name;
            bufferAppendText(&trace->text, "alloc x");
            bufferAppendUnsigned(&trace->text, name);
        } else {
            const uint32_t at = below(count);
            bufferAppendText(&trace->text, "free x");
            bufferAppendUnsigned(&trace->text, live[at]);
            if (reuse)
                spare[spares++] = live[at];
            live[at] = live[--count];
        }
        bufferAppendByte(&trace->text, '\n');
    }
    free(live);
    free(spare);
}

/* The requests of a recorded program that fit the pool's chunks. */
static void import(struct trace *trace, const char *name)
{
    static char line[1 << 16];
    struct import *import = importNew(importFind(spanOf("mtrace")), 0, options.recipe.chunkSize);
    char command[512];
    snprintf(command, sizeof command, "zcat '%s'", name);
    FILE *file = popen(command, "r"); /* a name from the Makefile */
    if (file == NULL || import == NULL)
        die("can't read the recorded trace");
    for (uint64_t number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "\n")] = '\0';
        const int count = importLine(import, spanOf(line), number, true);
        for (int i = 0; i < count; i++, trace->steps++) {
            commandFormat(importCommand(import, (size_t)i), &trace->text);
            bufferAppendByte(&trace->text, '\n');
        }
    }
    pclose(file);
    importFree(import);
}

/* --- measurements ----------------------------------------------------------------------------- */

/* Seconds for all steps of the trace, parsed and carried out. */
static double replay(const struct trace *trace, struct session *s, bool undoable)
{
    struct sessionOptions own = options;
    struct command command;
    struct event event;
    struct parseError error = {0};
    const char *at = trace->text.text, *end = at + trace->text.bytes;
    own.undoable = undoable;
    if (!sessionInit(s, &own))
        die("no session");
    const double begun = now();
    for (uint64_t number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct parser parser;
        parserInit(&parser, (struct span){at, (size_t)(stop - at)}, number);
        while (parserNext(&parser, &command, &error) == PARSED_COMMAND)
            sessionStep(s, &command, &event);
        at = stop + 1;
    }
    const double taken = now() - begun;
    if (s->stats.failed > 0 || s->stepCount != trace->steps)
        die("the trace did not run");
    return taken;
}

static double jump(struct session *s, uint64_t step)
{
    const double begun = now();
    if (!travelTo(s, step))
        die("a jump failed");
    return now() - begun;
}

/* Seconds a step, going back over `count` steps one by one, and in *forth over them again. */
static double stepwise(struct session *s, uint64_t count, double *forth)
{
    struct command command;
    struct event event;
    if (!travelBack(s)) /* the first one may have to look for what it needs */
        die("no step back");
    double begun = now();
    for (uint64_t i = 0; i < count; i++)
        if (!travelBack(s))
            die("no step back");
    const double back = (now() - begun) / (double)count;
    begun = now();
    for (uint64_t i = 0; i < count; i++)
        if (!travelForth(s, &command, &event))
            die("no step forth");
    *forth = (now() - begun) / (double)count;
    return back;
}

/* Jumps between random steps: the median and in *worst the longest. */
static double jumps(struct session *s, double *worst)
{
    static double taken[JUMPS];
    const uint64_t last = travelLast(s);
    for (int i = 0; i < JUMPS; i++)
        taken[i] = jump(s, i == 0 ? 0 : i == 1 ? last : below((uint32_t)last + 1));
    const double middle = median(taken, JUMPS);
    *worst = taken[JUMPS - 1]; /* they are in order now */
    return middle;
}

static void measure(const struct trace *trace, int runs)
{
    static double column[6][RUNS_MAX];
    struct session s;
    double bytes = 0;
    for (int i = 0; i < runs; i++) {
        column[0][i] = replay(trace, &s, false);
        sessionRelease(&s);
        column[1][i] = replay(trace, &s, true);
        bytes = (double)timelineBytes(&s) / (double)trace->steps;
        column[2][i] =
            stepwise(&s, trace->steps / 2 < STEPWISE ? trace->steps / 2 : STEPWISE, &column[3][i]);
        column[4][i] = jumps(&s, &column[5][i]);
        sessionRelease(&s);
    }
    double figures[6];
    for (int i = 0; i < 6; i++)
        figures[i] = median(column[i], runs);
    printf("| %-14s | %8llu | %5.2f | %8.1f | %5.2f | %6.1f | %6.1f | %5.1f | %5.1f |\n",
           trace->name, (unsigned long long)trace->steps, bytes,
           figures[0] / (double)trace->steps * 1e9, figures[1] / figures[0], figures[2] * 1e9,
           figures[3] * 1e9, figures[4] * 1e3, figures[5] * 1e3);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    const int runs = (int)numberAfter(argc, argv, "--runs", 5);
    const uint64_t steps = numberAfter(argc, argv, "--steps", 10000000);
    struct trace recorded = {.name = "sqlite"}, reused = {.name = "names reused"},
                 never = {.name = "never reused"}, few = {.name = "few live"};
    if (argc < 2 || runs < 1 || runs > RUNS_MAX)
        die("usage: travel [--runs N] [--steps N] RECORDED");
    import(&recorded, argv[argc - 1]);
    generate(&reused, steps, LIVE, true);
    generate(&never, steps, LIVE, false);
    generate(&few, steps, FEW, true);
    printf("| trace          |    steps | bytes | plain ns | kept/plain | back ns | forth ns | "
           "jump ms | worst |\n"
           "|---|---|---|---|---|---|---|---|---|\n");
    measure(&recorded, runs);
    measure(&few, runs);
    measure(&reused, runs);
    measure(&never, runs);
    bufferRelease(&recorded.text);
    bufferRelease(&reused.text);
    bufferRelease(&never.text);
    bufferRelease(&few.text);
    return 0;
}
