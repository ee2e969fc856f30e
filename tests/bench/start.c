/*
 * start.c - from exec to the first prompt, on a terminal, and to the end of a one-line program:
 * poolsim beside an empty program linked to readline, and beside shells of the kind, where this
 * machine has them. Medians of interleaved runs; resident memory is read at the prompt.
 *
 * usage: start [--runs N] POOLSIM EMPTY
 */
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <termios.h>

#include "bench.h"

/* A program, what its prompt ends with, and how it runs one line. */
struct shell {
    const char *name;
    const char *prompting[3];
    const char *running[4];
    const char *prompt;
    int isThere;
    double prompts[BENCH_RUNS_MAX], ends[BENCH_RUNS_MAX];
    long residentKiB;
};

static long residentKiB(pid_t program)
{
    char name[64], line[256];
    long found = 0;
    snprintf(name, sizeof name, "/proc/%d/status", (int)program);
    FILE *file = fopen(name, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "VmRSS:", 6) == 0)
            found = strtol(line + 6, NULL, 10);
    if (file != NULL)
        fclose(file);
    return found;
}

/* Seconds until the prompt was written. */
static double promptOf(struct shell *shell)
{
    static char text[1 << 16];
    int terminal, status;
    size_t bytes = 0;
    const double begun = benchNow();
    const pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    if (child == 0) {
        execvp(shell->prompting[0], (char *const *)(uintptr_t)shell->prompting);
        _exit(127);
    }
    text[0] = '\0';
    while (strstr(text, shell->prompt) == NULL) {
        const ssize_t got = read(terminal, text + bytes, sizeof text - 1 - bytes);
        if (child < 0 || got <= 0)
            benchDie(shell->prompting[0]);
        bytes += (size_t)got;
        text[bytes] = '\0';
    }
    const double taken = benchNow() - begun;
    shell->residentKiB = residentKiB(child);
    close(terminal);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return taken;
}

static int isThere(const char *program)
{
    char command[4096];
    snprintf(command, sizeof command, "command -v '%s' >/dev/null", program);
    return system(command) == 0;
}

int main(int argc, char **argv)
{
    int runs = 41;
    if (argc == 5 && strcmp(argv[1], "--runs") == 0) {
        runs = (int)strtol(argv[2], NULL, 10);
        argv += 2;
        argc -= 2;
    }
    if (argc != 3 || runs < 1 || runs > BENCH_RUNS_MAX)
        benchDie("usage: start [--runs N] POOLSIM EMPTY");
    char *poolsim = argv[1], *empty = argv[2];
    static struct shell shells[4];
    shells[0] = (struct shell){"empty", {empty}, {empty}, "empty> ", 1, {0}, {0}, 0};
    shells[1] = (struct shell){
        "poolsim", {poolsim}, {poolsim, "-c", "alloc a"}, "poolsim> ", 1, {0}, {0}, 0};
    shells[2] = (struct shell){"lua5.4", {"lua5.4"}, {"lua5.4", "-e", "a=1"}, "> ", 0, {0}, {0}, 0};
    shells[3] = (struct shell){
        "sqlite3", {"sqlite3"}, {"sqlite3", ":memory:", "select 1"}, "sqlite> ", 0, {0}, {0}, 0};
    for (int i = 0; i < 4; i++)
        shells[i].isThere = isThere(shells[i].running[0]);
    for (int run = 0; run < runs; run++)
        for (int i = 0; i < 4; i++) {
            if (!shells[i].isThere)
                continue;
            shells[i].prompts[run] = promptOf(&shells[i]);
            shells[i].ends[run] = benchRun(shells[i].running, NULL).seconds;
        }
    printf("| program | to its prompt, ms | one line, ms | RSS at the prompt, MiB |\n"
           "|---|---|---|---|\n");
    for (int i = 0; i < 4; i++)
        if (shells[i].isThere)
            printf("| %-7s | %5.2f | %5.2f | %4.1f |\n", shells[i].name,
                   benchMedian(shells[i].prompts, runs) * 1e3,
                   benchMedian(shells[i].ends, runs) * 1e3, (double)shells[i].residentKiB / 1024);
        else
            printf("| %-7s | not on this machine | | |\n", shells[i].name);
    return 0;
}
