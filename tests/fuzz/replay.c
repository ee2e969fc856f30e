/*
 * replay.c - runs a target over the inputs that are kept: one test each, as the last line counts
 * them. A corpus is a text file, an input a line, its bytes escaped as in C: \n, \\, \xNN. A target
 * that finds a fault aborts, so the inputs run in a process of their own; behind one that fails, the
 * rest goes on in another.
 *
 * usage: NAME CORPUS
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz.h"

static int digitOf(char letter)
{
    return letter <= '9' ? letter - '0' : letter - 'a' + 10;
}

/* The line into its bytes, in its own place; how many. */
static size_t unescape(char *line, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length && line[at] != '\n'; at++, count++) {
        line[count] = line[at];
        if (line[at] != '\\' || ++at >= length)
            continue;
        line[count] = line[at] == 'n' ? '\n' : '\\';
        if (line[at] == 'x' && at + 2 < length) {
            line[count] = (char)(digitOf(line[at + 1]) * 16 + digitOf(line[at + 2]));
            at += 2;
        }
    }
    return count;
}

/* Of a copy that ends where the input does, so that a read behind it is seen. */
static int runInput(const char *bytes, size_t count)
{
    uint8_t *input = malloc(count + (count == 0));
    if (input == NULL)
        return 1;
    for (size_t i = 0; i < count; i++)
        input[i] = (uint8_t)bytes[i];
    const int status = LLVMFuzzerTestOneInput(input, count);
    free(input);
    return status;
}

/* All inputs of the corpus behind the first `*done`, which counts on. */
static int runInputs(FILE *corpus, volatile int *done)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    for (int number = 0; (length = getline(&line, &capacity, corpus)) >= 0; number++) {
        if (number < *done)
            continue;
        const size_t count = unescape(line, (size_t)length);
        if (runInput(line, count) != 0)
            return 1;
        ++*done;
    }
    free(line);
    return 0;
}

int main(int argc, char **argv)
{
    volatile int *done =
        mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status = 1, failed = 0;
    while (argc == 2 && done != MAP_FAILED && status != 0) {
        FILE *corpus = fopen(argv[1], "r");
        const pid_t child = corpus != NULL ? fork() : -1;
        if (child == 0)
            exit(runInputs(corpus, done));
        if (child < 0 || fclose(corpus) != 0 || waitpid(child, &status, 0) != child)
            break;
        if (status != 0)
            printf("not ok - line %d of %s\n", ++*done, argv[1]);
        failed += status != 0;
    }
    if (status != 0) {
        fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 2;
    }
    printf("%d passed, %d failed\n", *done - failed, failed);
    return failed > 0;
}
