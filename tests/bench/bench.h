/*
 * bench.h - what the benchmarks share: the clock, medians, random numbers, and programs that are
 * run to be measured.
 */
#ifndef BENCH_H
#define BENCH_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BENCH_RUNS_MAX 101

static inline _Noreturn void benchDie(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(2);
}

/* Seconds. */
static inline double benchNow(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline int benchOrder(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Of `count` values, which are sorted by that. */
static inline double benchMedian(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, benchOrder);
    return values[count / 2];
}

/* A number under `bound`, the same ones in every run: xorshift64, Marsaglia 2003. */
static inline uint32_t benchBelow(uint64_t *state, uint32_t bound)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32) % bound;
}

/* What a program took. */
struct benchCost {
    double seconds;   /* from before it was started until it was waited for */
    double processor; /* seconds of it: what others do at the time counts less */
    long peakKiB;     /* resident                                           */
};

/*
 * Runs a program, its output to /dev/null; `feeder`, unless it is NULL, writes its input through a
 * pipe. Ends the benchmark where either fails.
 */
static inline struct benchCost benchRun(const char *const program[], const char *const feeder[])
{
    int ends[2] = {-1, -1}, status = 0;
    pid_t feeding = -1;
    struct rusage used;
    const double begun = benchNow();
    if (feeder != NULL && pipe2(ends, O_CLOEXEC) != 0)
        benchDie("no pipe");
    if (feeder != NULL && (feeding = fork()) == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execvp(feeder[0], (char *const *)(uintptr_t)feeder);
        _exit(127);
    }
    const pid_t child = fork();
    if (child == 0) {
        if (feeder != NULL)
            dup2(ends[0], STDIN_FILENO);
        dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
        execvp(program[0], (char *const *)(uintptr_t)program);
        _exit(127);
    }
    if (feeder != NULL) {
        close(ends[0]);
        close(ends[1]);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        benchDie(program[0]);
    const double taken = benchNow() - begun;
    if (feeder != NULL && (waitpid(feeding, &status, 0) != feeding || status != 0))
        benchDie(feeder[0]);
    const double processor = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                             (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    return (struct benchCost){taken, processor, used.ru_maxrss};
}

#endif
