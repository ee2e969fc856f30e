/*
 * random.c - feeds session.c random statements by the million. Each batch of statements is one
 * session, in a process that does many of them; a batch that fails is shrunk to the lines that it
 * takes, and printed as a trace.
 *
 * usage: random [--statements N] [--seed S]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../arguments.h"
#include "fuzz.h"

#define LINES      100
#define LINE_BYTES 48
#define BATCHES    2000 /* in one process */

/* A session: its first two bytes, then its lines. Shared with the process that runs it. */
struct batch {
    uint64_t seed;
    uint8_t choice[2];
    size_t lineCount;
    char lines[LINES][LINE_BYTES];
};

static uint64_t state;

/* splitmix64: Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014. */
static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static unsigned below(unsigned bound)
{
    return (unsigned)((next() >> 32) * bound >> 32);
}

static void makeLine(char *line)
{
    const unsigned kind = below(100), name = below(24);
    if (kind < 46)
        snprintf(line, LINE_BYTES, below(3) == 0 ? "alloc n%u %u" : "alloc n%u", name, below(40));
    else if (kind < 84)
        snprintf(line, LINE_BYTES, "free n%u", name);
    else if (kind < 88)
        snprintf(line, LINE_BYTES, "free 0x%x", 0x10000000 + below(4) * 4096 + below(12) * 8);
    else if (kind < 90)
        snprintf(line, LINE_BYTES, "freeall");
    else if (kind < 91)
        snprintf(line, LINE_BYTES, "trim");
    else if (kind < 92)
        snprintf(line, LINE_BYTES, "alloc");
    else if (kind < 93)
        snprintf(line, LINE_BYTES, "pool %u %u", 1 + below(64), 1 + below(5));
    else if (kind < 94)
        snprintf(line, LINE_BYTES, "write n%u 0x%016" PRIx64, name, next());
    else if (kind < 97)
        snprintf(line, LINE_BYTES, below(2) == 0 ? "undo %u" : "redo %u", below(20));
    else if (kind < 98)
        snprintf(line, LINE_BYTES, "goto %u", below(200));
    else
        snprintf(line, LINE_BYTES, "alloc n%u n%u n%u", name, name + 1, name + 2);
}

/* One batch in eight lets misuse through; one in four has none of the lines that end the account. */
static void makeBatch(struct batch *batch, uint64_t seed)
{
    state = seed;
    batch->seed = seed;
    batch->choice[0] = (uint8_t)below(256);
    batch->choice[1] = (uint8_t)(below(8) == 0   ? 1 | below(8) << 1
                                 : below(4) == 0 ? below(8) << 1
                                                 : 0);
    const bool plain = below(4) != 0;
    batch->lineCount = LINES;
    for (size_t i = 0; i < LINES; i++)
        do
            makeLine(batch->lines[i]);
        while (plain && strspn(batch->lines[i], "wurg") > 0);
}

static void runBatch(const struct batch *batch)
{
    uint8_t bytes[2 + LINES * LINE_BYTES];
    size_t count = 0;
    bytes[count++] = batch->choice[0];
    bytes[count++] = batch->choice[1];
    for (size_t i = 0; i < batch->lineCount; i++) {
        const size_t length = strlen(batch->lines[i]);
        memcpy(bytes + count, batch->lines[i], length);
        count += length;
        bytes[count++] = '\n';
    }
    (void)LLVMFuzzerTestOneInput(bytes, count);
}

/* In a process of its own; true where it ends well. */
static bool survives(const struct batch *batch)
{
    int status = 1;
    const pid_t child = fork();
    if (child == 0) {
        (void)!freopen("/dev/null", "w", stderr);
        runBatch(batch);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* Without each line, in turn, that it fails without. */
static void shrink(struct batch *batch)
{
    for (size_t i = batch->lineCount; i > 0; i--) {
        struct batch less = *batch;
        memmove(less.lines[i - 1], less.lines[i], (less.lineCount - i) * LINE_BYTES);
        less.lineCount--;
        if (!survives(&less))
            *batch = less;
    }
}

static void report(struct batch *batch)
{
    printf("seed %" PRIu64 " fails; in short, with the bytes %u %u before it:\n", batch->seed,
           batch->choice[0], batch->choice[1]);
    for (size_t i = 0; i < batch->lineCount; i++)
        printf("    %s\n", batch->lines[i]);
}

/* A process for `count` batches from `seed` on; false, and *now the one that failed. */
static bool runMany(struct batch *now, uint64_t seed, uint64_t count)
{
    int status = 1;
    const pid_t child = fork();
    if (child == 0) {
        for (uint64_t i = 0; i < count; i++) {
            makeBatch(now, seed + i);
            runBatch(now);
        }
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

int main(int argc, char **argv)
{
    const uint64_t statements = numberAfter(argc, argv, "--statements", 1000000);
    const uint64_t seed = numberAfter(argc, argv, "--seed", 1);
    const uint64_t batches = (statements + LINES - 1) / LINES;
    struct batch *now =
        mmap(NULL, sizeof *now, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (now == MAP_FAILED)
        return 2;
    uint64_t failed = 0;
    printf("seed %" PRIu64 "\n", seed);
    for (uint64_t i = 0; i < batches; i += BATCHES) {
        const uint64_t count = batches - i < BATCHES ? batches - i : BATCHES;
        if (runMany(now, seed * UINT64_C(1000000007) + i, count))
            continue;
        struct batch batch = *now;
        shrink(&batch);
        report(&batch);
        failed++;
    }
    printf("%" PRIu64 " statements in %" PRIu64 " sessions\n%" PRIu64 " passed, %" PRIu64
           " failed\n",
           batches * LINES, batches, (batches + BATCHES - 1) / BATCHES - failed, failed);
    return failed > 0;
}
