/*
 * replay.c - what a quiet replay costs beside reading the lines of its trace: `wc -l`, and a bare
 * fgets loop, which is this program itself. The traces are random churn around 100,000 live
 * handles, whose names are used again or never, in three formats, and the recorded real one. Then
 * memory, and the printing of steps. All times are processor time, medians of interleaved runs.
 *
 * usage: replay [--runs N] [--lines N] POOLSIM RECORDED FOLDER; --lines 0 for printing alone
 *        replay --fgets FILE
 */
#include <string.h>
#include <sys/stat.h>

#include "bench.h"

#define LIVE       100000u
#define LARGE      1000000u /* live handles, for the memory of one */
#define PRINTED    100000   /* steps */
#define FILLING    400      /* live chunks that fill a cut picture: thirteen rows, not two */
#define NAME_BYTES 4096

/* --- traces ----------------------------------------------------------------------------------- */

enum format { FORMAT_TRACE, FORMAT_REP, FORMAT_MTRACE };

static FILE *create(const char *folder, const char *name, char path[NAME_BYTES])
{
    snprintf(path, NAME_BYTES, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        benchDie(path);
    return file;
}

static void finish(FILE *file)
{
    if (fclose(file) != 0)
        benchDie("can't write a trace");
}

/* One allocation or free of allocation `id`. */
static void writeStep(FILE *file, enum format format, uint32_t id, int isFree)
{
    if (format == FORMAT_TRACE)
        fprintf(file, isFree ? "free x%u\n" : "alloc x%u\n", id);
    else if (format == FORMAT_REP)
        fprintf(file, isFree ? "f %u\n" : "a %u 48\n", id);
    else
        fprintf(file, isFree ? "- %#x\n" : "+ %#x 0x30\n", (id + 1) << 5);
}

/* Churn around LIVE live allocations: each step frees one of them, or makes one. */
static void churn(FILE *file, enum format format, uint64_t lines, int reuse)
{
    uint32_t *live = malloc(LIVE * sizeof *live), *spare = malloc(LIVE * sizeof *spare);
    uint32_t count = 0, spares = LIVE, fresh = 0;
    uint64_t state = 88172645463325252u;
    if (live == NULL || spare == NULL)
        benchDie("no memory");
    for (uint32_t i = 0; i < LIVE; i++)
        spare[i] = i;
    if (format == FORMAT_REP)
        fprintf(file, "1\n%u\n%llu\n1\n", LIVE, (unsigned long long)lines);
    for (uint64_t line = 0; line < lines; line++) {
        const int frees = count == LIVE || (count >= LIVE / 2 && benchBelow(&state, 2) == 0);
        const uint32_t at = benchBelow(&state, frees ? count : reuse ? spares : 1);
        if (frees) {
            writeStep(file, format, live[at], 1);
            if (reuse)
                spare[spares++] = live[at];
            live[at] = live[--count];
        } else {
            live[count] = reuse ? spare[at] : fresh++;
            if (reuse)
                spare[at] = spare[--spares];
            writeStep(file, format, live[count++], 0);
        }
    }
    free(live);
    free(spare);
}

static void makeChurn(const char *folder, const char *name, enum format format, uint64_t lines,
                      int reuse, char path[NAME_BYTES])
{
    FILE *file = create(folder, name, path);
    churn(file, format, lines, reuse);
    finish(file);
}

static void unpack(const char *recorded, const char *folder, char path[NAME_BYTES])
{
    static char bytes[1 << 16];
    char command[NAME_BYTES];
    FILE *file = create(folder, "recorded.mtrace", path);
    snprintf(command, sizeof command, "zcat '%s'", recorded); /* a name from the Makefile */
    FILE *packed = popen(command, "r");
    if (packed == NULL)
        benchDie("can't read the recorded trace");
    for (size_t count; (count = fread(bytes, 1, sizeof bytes, packed)) > 0;)
        fwrite(bytes, 1, count, file);
    if (pclose(packed) != 0)
        benchDie("can't read the recorded trace");
    finish(file);
}

/* --- speed ------------------------------------------------------------------------------------ */

static int readLines(const char *name)
{
    static char line[4096];
    uint64_t lines = 0;
    FILE *file = fopen(name, "r");
    if (file == NULL)
        return 2;
    while (fgets(line, sizeof line, file) != NULL)
        lines++;
    fclose(file);
    return lines == 0;
}

struct programs {
    char *self, *poolsim;
    int runs;
};

static void compareSpeed(const struct programs *p, const char *title, char *path, uint64_t lines)
{
    static double wc[BENCH_RUNS_MAX], bare[BENCH_RUNS_MAX], ours[BENCH_RUNS_MAX],
        piped[BENCH_RUNS_MAX];
    const char *counting[] = {"wc", "-l", path, NULL},
               *reading[] = {p->self, "--fgets", path, NULL};
    const char *replay[] = {p->poolsim, "--quiet", "--chunk-size", "64", "--replay", path, NULL};
    const char *stream[] = {p->poolsim, "--quiet", "--chunk-size", "64", "--replay", "-", NULL},
               *feed[] = {"cat", path, NULL};
    long peak = 0;
    for (int i = 0; i < p->runs; i++) {
        wc[i] = benchRun(counting, NULL).processor;
        bare[i] = benchRun(reading, NULL).processor;
        const struct benchCost cost = benchRun(replay, NULL);
        ours[i] = cost.processor;
        peak = cost.peakKiB > peak ? cost.peakKiB : peak;
        piped[i] = benchRun(stream, feed).processor;
    }
    const double unit = benchMedian(bare, p->runs), full = benchMedian(ours, p->runs);
    printf("| %-22s | %8llu | %5.2f | %4.1f | %5.2f | %5.2f | %6.1f |\n", title,
           (unsigned long long)lines, benchMedian(wc, p->runs) / unit, unit / (double)lines * 1e9,
           full / unit, benchMedian(piped, p->runs) / unit, (double)peak / 1024);
    fflush(stdout);
}

static void speed(const struct programs *p, const char *recorded, const char *folder,
                  uint64_t lines)
{
    static const struct {
        const char *title, *name;
        enum format format;
        int reuse;
    } rows[] = {{"names reused", "reused.trace", FORMAT_TRACE, 1},
                {"names never reused", "never.trace", FORMAT_TRACE, 0},
                {".rep, ids reused", "reused.rep", FORMAT_REP, 1},
                {".rep, never reused", "never.rep", FORMAT_REP, 0},
                {"mtrace", "reused.mtrace", FORMAT_MTRACE, 1}};
    char path[NAME_BYTES];
    printf("| trace                  |    lines |  wc   | fgets ns | replay | pipe | peak MiB |\n"
           "|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        makeChurn(folder, rows[i].name, rows[i].format, lines, rows[i].reuse, path);
        compareSpeed(p, rows[i].title, path, lines);
        unlink(path);
    }
    unpack(recorded, folder, path);
    compareSpeed(p, "recorded, sqlite3", path, 145955);
    unlink(path);
}

/* --- memory ----------------------------------------------------------------------------------- */

/*
 * The most memory that a trace of this many allocations, and nothing else, needs. The chunks are
 * not written to, so they are no part of it.
 */
static long peakOf(const struct programs *p, const char *folder, uint32_t handles)
{
    char path[NAME_BYTES];
    const char *replay[] = {p->poolsim, "--quiet", "--chunk-size", "64", "--replay", path, NULL};
    FILE *file = create(folder, "live.trace", path);
    for (uint32_t i = 0; i < handles; i++)
        writeStep(file, FORMAT_TRACE, i, 0);
    finish(file);
    const long peak = benchRun(replay, NULL).peakKiB;
    unlink(path);
    return peak;
}

static void memory(const struct programs *p, const char *folder)
{
    const double least = (double)peakOf(p, folder, 1) * 1024;
    printf("\n| live handles | bytes for each, with what is kept of its chunk |\n|---|---|\n");
    for (uint32_t handles = LARGE / 10; handles <= LARGE; handles += LARGE / 10 * 3) {
        const double most = (double)peakOf(p, folder, handles) * 1024;
        printf("| %12u | %8.1f |\n", handles, (most - least) / handles);
    }
}

/* --- printing --------------------------------------------------------------------------------- */

/* A pool of `live` chunks, then steps that free a chunk and hand it out again. */
static void makeSteps(const char *folder, uint32_t live, char path[NAME_BYTES])
{
    uint64_t state = 88172645463325252u;
    FILE *file = create(folder, "print.trace", path);
    fprintf(file, "pool 64 16\n");
    for (uint32_t i = 0; i < live; i++)
        writeStep(file, FORMAT_TRACE, i, 0);
    for (uint32_t i = 0; i < PRINTED / 2; i++) {
        const uint32_t id = benchBelow(&state, live);
        writeStep(file, FORMAT_TRACE, id, 1);
        writeStep(file, FORMAT_TRACE, id, 0);
    }
    finish(file);
}

/* Milliseconds for the printing of PRINTED steps: beside a replay that prints one. */
static double printing(const struct programs *p, char *path, const char *format, uint32_t live)
{
    static double loud[BENCH_RUNS_MAX], quiet[BENCH_RUNS_MAX];
    char range[64];
    snprintf(range, sizeof range, "%u..%u", live + 2, live + 1 + PRINTED);
    const char *prints[] = {p->poolsim, "--format", format, "--steps",
                            range,      "--replay", path,   NULL};
    const char *mute[] = {p->poolsim, "--format", format, "--steps",
                          "1..1",     "--replay", path,   NULL};
    for (int i = 0; i < p->runs; i++) {
        loud[i] = benchRun(prints, NULL).processor;
        quiet[i] = benchRun(mute, NULL).processor;
    }
    return (benchMedian(loud, p->runs) - benchMedian(quiet, p->runs)) * 1e3;
}

/* JSON holds the whole pool at each step: only the small one is printed so. */
static void print(const struct programs *p, const char *folder)
{
    char path[NAME_BYTES];
    printf("\n| %d steps printed | live chunks | ms |\n|---|---|---|\n", PRINTED);
    makeSteps(folder, 16, path);
    printf("| text | 16 | %.0f |\n", printing(p, path, "text", 16));
    printf("| JSON | 16 | %.0f |\n", printing(p, path, "json", 16));
    fflush(stdout);
    makeSteps(folder, FILLING, path);
    printf("| text | %d | %.0f |\n", FILLING, printing(p, path, "text", FILLING));
    makeSteps(folder, LARGE, path);
    printf("| text | %u | %.0f |\n", LARGE, printing(p, path, "text", LARGE));
    unlink(path);
}

int main(int argc, char **argv)
{
    struct programs p = {.self = argv[0], .runs = 5};
    uint64_t lines = 10000000;
    if (argc == 3 && strcmp(argv[1], "--fgets") == 0)
        return readLines(argv[2]);
    for (; argc > 5; argc -= 2, argv += 2) {
        if (strcmp(argv[1], "--runs") == 0)
            p.runs = (int)strtol(argv[2], NULL, 10);
        if (strcmp(argv[1], "--lines") == 0)
            lines = strtoull(argv[2], NULL, 10);
    }
    if (argc != 4 || p.runs < 1 || p.runs > BENCH_RUNS_MAX)
        benchDie("usage: replay [--runs N] [--lines N] POOLSIM RECORDED FOLDER");
    p.poolsim = argv[1];
    mkdir(argv[3], 0777);
    if (lines > 0) {
        speed(&p, argv[2], argv[3], lines);
        memory(&p, argv[3]);
    }
    print(&p, argv[3]);
    return 0;
}
