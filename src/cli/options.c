#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/optionrows.h"
#include "cli/worksheet.h"

bool optionsHasStep(const struct options *options, uint64_t step)
{
    for (size_t i = 0; i < options->rangeCount; i++)
        if (step >= options->ranges[i].first && step <= options->ranges[i].last)
            return true;
    return false;
}

static void printHelp(struct buffer *out)
{
    bufferAppendText(out, "poolsim: a memory pool that you can watch, step by step\n\n"
                          "usage: poolsim [OPTION]...                      the shell\n"
                          "       poolsim [OPTION]... --replay FILE...     every step of a trace\n"
                          "       poolsim [OPTION]... -c 'alloc a; free a'\n\n");
    for (size_t i = 0; i < optionRowCount; i++) {
        const struct optionRow *row = &optionRows[i];
        size_t start = out->bytes;
        bufferAppendText(out, strlen(row->name) == 1 ? "  -" : "  --");
        bufferAppendText(out, row->name);
        bufferAppendText(out, row->argument != NULL ? " " : "");
        bufferAppendText(out, row->argument != NULL ? row->argument : "");
        bufferPadTo(out, start, 28);
        bufferAppendFormat(out, " %s\n", row->help);
    }
    bufferAppendText(out, "\nThe commands: poolsim -c 'help all', or poolsim-trace(5).\n"
                          "Exit status: 0 all well, 1 a step was refused, 2 usage, an unreadable\n"
                          "file or malformed text, 3 the output could not be written.\n");
}

/* The tables of getopt, made from ours; an option's value is its row. */
static void fillLongOptions(struct option *options)
{
    size_t count = 0;
    for (size_t i = 0; i < optionRowCount; i++) {
        const struct optionRow *row = &optionRows[i];
        const int takes = row->argument != NULL ? required_argument : no_argument;
        if (strlen(row->name) > 1)
            options[count++] = (struct option){row->name, takes, NULL, 256 + (int)i};
    }
    options[count] = (struct option){0};
}

static void complainUnknown(struct output *output, const char *given)
{
    struct span word = spanOf(given);
    const char *best = NULL;
    while (word.bytes > 0 && word.text[0] == '-') {
        word.text++;
        word.bytes--;
    }
    word.bytes = strcspn(word.text, "=");
    size_t distance = nearestLimit(word) + 1, begun = 0;
    for (size_t i = 0; i < optionRowCount; i++) {
        const struct span name = spanOf(optionRows[i].name);
        if (word.bytes > 0 && spanStartsWith(name, word)) {
            best = best == NULL ? optionRows[i].name : best;
            begun++;
            distance = 0;
        } else if ((name.bytes == 1) == (given[1] != '-')) {
            nearestOffer(word, optionRows[i].name, &best, &distance);
        }
    }
    if (begun > 1) {
        outputComplain(output, "ambiguous option '%s' (try 'poolsim --help')", given);
        return;
    }
    if (best != NULL)
        outputComplain(output, "unknown option '%s' (did you mean '%s%s'?)", given,
                       strlen(best) == 1 ? "-" : "--", best);
    else
        outputComplain(output, "unknown option '%s' (try 'poolsim --help')", given);
}

static bool readsInput(const struct options *options)
{
    for (int i = 0; i < options->fileCount; i++)
        if (strcmp(options->files[i], "-") == 0)
            return true;
    return false;
}

/* A word that is no option: one more file of --replay or recipe of --compare, as the last one. */
static bool takeWord(struct options *options, const char *word, struct output *output)
{
    const char *why = NULL;
    if (options->lastIsCompare) {
        if (optionCompare(options, word, &why))
            return true;
        outputComplain(output, "bad argument '%s' of --compare: %s", word, why);
    } else if (options->replay) {
        return optionReplay(options, word, &why);
    } else {
        outputComplain(output, "unexpected word '%s' (did you mean '--replay %s'?)", word, word);
    }
    return false;
}

/* What goes together, and what does not. */
static bool checkTogether(const struct options *options, struct output *output)
{
    if (options->generated != NULL &&
        (options->replay || options->text != NULL || options->interactive))
        outputComplain(output, "--generate goes with none of --replay, -c, --interactive");
    else if (options->compareCount > 0 && !options->replay && options->text == NULL)
        outputComplain(output, "--compare goes with --replay FILE or -c TEXT");
    else if (options->compareCount > 0 && options->interactive)
        outputComplain(output, "--compare and --interactive exclude each other");
    else if (options->replay && options->text != NULL)
        outputComplain(output, "--replay and -c exclude each other");
    else if (options->interactive && readsInput(options))
        outputComplain(output, "--interactive needs standard input for itself");
    else if (options->interactive && options->fileCount > 1)
        outputComplain(output, "--interactive goes with one file");
    else if (options->quizKinds != 0 && readsInput(options))
        outputComplain(output, "--quiz needs standard input for the answers");
    else if (options->quizKinds != 0 && options->fileCount > 1)
        outputComplain(output, "--quiz goes with one file");
    else if (options->quizKinds != 0 && options->compareCount > 0)
        outputComplain(output, "--quiz and --compare exclude each other");
    else if (options->stopped && (!options->replay || !options->interactive))
        outputComplain(output, "--stopped goes with --replay FILE --interactive");
    else
        return true;
    return false;
}

/* The row of what getopt found. */
static const struct optionRow *rowOf(int value)
{
    size_t i = 0;
    while (value < 256 && (optionRows[i].name[0] != value || optionRows[i].name[1] != '\0'))
        i++;
    return &optionRows[value >= 256 ? (size_t)value - 256 : i];
}

/* What is wrong with an option, as getopt says. */
static void complainOption(int value, const char *given, struct output *output)
{
    if (value == ':')
        outputComplain(output, "option '%s' needs an argument", given);
    else if (optopt >= 256)
        outputComplain(output, "option '--%s' takes no argument", rowOf(optopt)->name);
    else
        complainUnknown(output, given);
}

/* Carries out one option. */
static bool takeOption(struct options *options, const struct optionRow *row, const char *argument,
                       struct output *output)
{
    const char *why = NULL;
    if (row->set == NULL)
        *(bool *)((char *)options + row->flag) = true;
    else if (!row->set(options, argument, &why))
        outputComplain(output, "bad argument '%s' of %s%s: %s", argument,
                       strlen(row->name) == 1 ? "-" : "--", row->name, why);
    return why == NULL;
}

/* --help and --version: what there is to print, and no more to do. */
static enum status answerOption(const struct optionRow *row, struct output *output)
{
    if (strcmp(row->name, "help") == 0)
        printHelp(&output->text);
    else
        bufferAppendText(&output->text, "poolsim " POOLSIM_VERSION "\n");
    return outputFlush(output) ? STATUS_OK : STATUS_OUTPUT;
}

/* One thing that getopt found; false where there is no more to do but to exit with *status. */
static bool takeFound(struct options *options, int value, char **argv, struct output *output,
                      enum status *status)
{
    if (value == 1)
        return takeWord(options, optarg, output);
    if (value == '?' || value == ':') {
        complainOption(value, argv[optind - 1], output);
        return false;
    }
    const struct optionRow *row = rowOf(value);
    if (row->set != NULL || row->flag != 0)
        return takeOption(options, row, optarg, output);
    *status = answerOption(row, output);
    return false;
}

static bool takeAll(struct options *options, int argc, char **argv, struct output *output,
                    enum status *status)
{
    struct option longOptions[OPTION_ROWS_MAX + 1];
    int value;
    fillLongOptions(longOptions);
    opterr = 0;
    while ((value = getopt_long(argc, argv, "-:c:", longOptions, NULL)) != -1)
        if (!takeFound(options, value, argv, output, status))
            return false;
    while (optind < argc)
        if (!takeWord(options, argv[optind++], output))
            return false;
    return true;
}

static bool checkBlock(const struct recipe *recipe, struct output *output)
{
    if ((uint64_t)recipe->chunkSize * recipe->blockSize <= ARENA_BYTES_MAX)
        return true;
    outputComplain(output, "a block of %u chunks of %u bytes is too large", recipe->blockSize,
                   recipe->chunkSize);
    return false;
}

bool optionsParse(struct options *options, int argc, char **argv, struct output *output,
                  enum status *status)
{
    *options = (struct options){.session = {.recipe = recipePool(32, 4, GUARD_OFF),
                                            .base = ARENA_BASE_DEFAULT,
                                            .memory = ARENA_BYTES_DEFAULT},
                                .every = 1,
                                .seed = 1,
                                .painter = &textPainter,
                                .parts = VIEW_ALL};
    options->files = calloc((size_t)argc + 1, sizeof *options->files);
    options->compared = calloc((size_t)argc + 1, sizeof *options->compared);
    *status = STATUS_MALFORMED;
    if (options->files == NULL || options->compared == NULL) {
        outputComplain(output, "out of memory");
        return false;
    }
    return takeAll(options, argc, argv, output, status) &&
           checkBlock(&options->session.recipe, output) && checkTogether(options, output) &&
           worksheetCheck(options, output);
}

void optionsRelease(struct options *options)
{
    free(options->files);
    free(options->compared);
}
