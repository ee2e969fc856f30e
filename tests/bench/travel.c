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

#include "engine/session.h"
#include "engine/travel.h"
#include "import/import.h"
#include "lang/format.h"
#include "lang/parse.h"

#define LIVE     100000u
#define RUNS_MAX 31

static const struct sessionOptions options = {
    .recipe = {.kind = &poolModel, .chunkSize = 64, .blockSize = 1024}, .base = ARENA_BASE_DEFAULT, .memory = ARENA_BYTES_DEFAULT};

/* A trace as text, a line a step. */
struct trace {
    const char *name;
    struct buffer text;
    uint64_t steps;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
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

/* Random churn around LIVE live handles, whose names are used again, or never. */
static void generate(struct trace *trace, uint64_t steps, bool reuse)
{
    uint32_t *live = malloc(LIVE * sizeof *live), *spare = malloc(LIVE * sizeof *spare);
    uint32_t count = 0, spares = LIVE, fresh = 0;
    if (live == NULL || spare == NULL)
        die("no memory");
    for (uint32_t i = 0; i < LIVE; i++)
        spare[i] = i;
    for (; trace->steps < steps; trace->steps++) {
        if (count < LIVE / 2 || (count < LIVE && below(2) == 0)) {
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

static void measure(const struct trace *trace, int runs)
{
    static double plain[RUNS_MAX], kept[RUNS_MAX], back[RUNS_MAX], forth[RUNS_MAX];
    struct session s;
    double bytes = 0;
    for (int i = 0; i < runs; i++) {
        plain[i] = replay(trace, &s, false);
        sessionRelease(&s);
        kept[i] = replay(trace, &s, true);
        bytes = (double)s.timeline.done.bytes / (double)trace->steps;
        back[i] = jump(&s, 0);
        forth[i] = jump(&s, trace->steps);
        sessionRelease(&s);
    }
    const double steps = (double)trace->steps;
    const double a = median(plain, runs), b = median(kept, runs);
    const double c = median(back, runs), d = median(forth, runs);
    printf("| %-14s | %9.0f | %5.2f | %7.2f | %7.1f | %8.1f | %7.0f |\n", trace->name, steps, bytes,
           b / a, c / steps * 1e9, d / steps * 1e9, (c > d ? c : d) * 1e3);
    fflush(stdout);
}

static const char *after(int argc, char **argv, const char *name, const char *usual)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return usual;
}

int main(int argc, char **argv)
{
    const int runs = (int)strtol(after(argc, argv, "--runs", "5"), NULL, 10);
    const uint64_t steps = strtoull(after(argc, argv, "--steps", "10000000"), NULL, 0);
    struct trace recorded = {.name = "sqlite"}, reused = {.name = "names reused"},
                 never = {.name = "never reused"};
    if (argc < 2 || runs < 1 || runs > RUNS_MAX)
        die("usage: travel [--runs N] [--steps N] RECORDED");
    import(&recorded, argv[argc - 1]);
    generate(&reused, steps, true);
    generate(&never, steps, false);
    printf(
        "| trace          |     steps | bytes a step | kept/not | back ns | forth ns | jump ms |\n"
        "|---|---|---|---|---|---|---|\n");
    measure(&recorded, runs);
    measure(&reused, runs);
    measure(&never, runs);
    bufferRelease(&recorded.text);
    bufferRelease(&reused.text);
    bufferRelease(&never.text);
    return 0;
}
