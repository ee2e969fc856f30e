#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/worksheet.h"
#include "lang/parse.h"
#include "lang/verbs.h"
#include "study/quiz.h"

/* What an option does with its argument (NULL where it takes none); false, with *why, if it is bad.
 */
typedef bool optionSetter(struct options *options, const char *argument, const char **why);

struct optionRow {
    const char *name;
    const char *argument; /* NULL: it takes none */
    const char *help;
    optionSetter *set;
};

static bool readNumber(const char *argument, uint64_t least, uint64_t most, uint64_t *value,
                       const char **why)
{
    uint64_t number = 0;
    const enum number verdict = numberRead(spanOf(argument), &number);
    if (verdict == NUMBER_MALFORMED)
        *why = "not a number (decimal or 0x hexadecimal, then K, M, G or nothing)";
    else if (verdict == NUMBER_TOO_LARGE || number > most)
        *why = "too large";
    else if (number < least)
        *why = "too small";
    else
        *value = number;
    return *why == NULL;
}

/* What is wrong with a recipe, as a C string in `text`. */
static const char *faultText(const struct recipeFault *fault, char *text, size_t bytes)
{
    const size_t taken = fault->message.bytes < bytes ? fault->message.bytes : bytes - 1;
    memcpy(text, fault->message.text, taken);
    text[taken] = '\0';
    return text;
}

static bool setReplay(struct options *options, const char *argument, const char **why)
{
    (void)why;
    options->replay = true;
    options->lastIsCompare = false;
    options->files[options->fileCount++] = argument;
    return true;
}

static bool setCompare(struct options *options, const char *argument, const char **why)
{
    static char message[160]; /* lives as long as what is wrong is told */
    struct recipe recipe;
    struct recipeFault fault = {0};
    options->lastIsCompare = true;
    bufferInit(&fault.message);
    if (strcmp(argument, "libc") != 0 && !recipeRead(&recipe, spanOf(argument), &fault)) {
        *why = faultText(&fault, message, sizeof message);
    }
    bufferRelease(&fault.message);
    options->compared[options->compareCount++] = argument;
    return *why == NULL;
}

static bool setText(struct options *options, const char *argument, const char **why)
{
    if (options->text != NULL)
        *why = "-c was given before; put a newline or ; between commands";
    options->text = argument;
    return *why == NULL;
}

static bool setGenerate(struct options *options, const char *argument, const char **why)
{
    (void)why;
    options->generated = argument;
    return true;
}

static bool setChunkSize(struct options *options, const char *argument, const char **why)
{
    uint64_t value = 0;
    if (!readNumber(argument, 0, UINT32_MAX - 7u, &value, why))
        return false;
    options->session.recipe.chunkSize = (uint32_t)value;
    return true;
}

static bool setBlockSize(struct options *options, const char *argument, const char **why)
{
    uint64_t value = 0;
    if (!readNumber(argument, 1, UINT32_MAX, &value, why))
        return false;
    options->session.recipe.blockSize = (uint32_t)value;
    return true;
}

static bool setAllocator(struct options *options, const char *argument, const char **why)
{
    static char message[160]; /* lives as long as what is wrong is told */
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    if (!recipeRead(&options->session.recipe, spanOf(argument), &fault))
        *why = faultText(&fault, message, sizeof message);
    bufferRelease(&fault.message);
    return *why == NULL;
}

static bool setMemory(struct options *options, const char *argument, const char **why)
{
    options->memoryGiven = true;
    return readNumber(argument, 1, ARENA_BYTES_MAX, &options->session.memory, why);
}

static bool setBase(struct options *options, const char *argument, const char **why)
{
    uint64_t *base = &options->session.base;
    if (!readNumber(argument, ARENA_STEP, ARENA_BYTES_MAX, base, why))
        return false;
    if (*base % ARENA_STEP != 0)
        *why = "not a multiple of 4096";
    return *why == NULL;
}

static bool setFormat(struct options *options, const char *argument, const char **why)
{
    options->painter = painterFind(spanOf(argument));
    if (options->painter == NULL)
        *why = "neither text nor json";
    return *why == NULL;
}

/* Parts with commas between them. */
static bool setShow(struct options *options, const char *argument, const char **why)
{
    options->parts = VIEW_NONE;
    if (strcmp(argument, "none") == 0)
        return true;
    for (const char *at = argument; *why == NULL; at++) {
        struct span word = {at, strcspn(at, ",")};
        size_t part = 0;
        if (word.bytes == 0 || lookupWord(word, partName, PART_NAMES, &part) != LOOKUP_FOUND)
            *why = "not a list of blocks, list, chunks, fields, all; or none";
        else
            options->parts |= partBits(part);
        at += word.bytes;
        if (*at == '\0')
            break;
    }
    return *why == NULL;
}

static bool setQuiet(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->quiet = true;
}

static bool setEvery(struct options *options, const char *argument, const char **why)
{
    return readNumber(argument, 1, UINT64_MAX, &options->every, why);
}

/* FIRST..LAST, or one step, into *range. */
static bool readRange(struct span word, struct stepRange *range, const char **why)
{
    const char *dots = memmem(word.text, word.bytes, "..", 2);
    const struct span first = {word.text, dots != NULL ? (size_t)(dots - word.text) : word.bytes};
    const struct span last =
        dots == NULL ? first : (struct span){dots + 2, word.bytes - first.bytes - 2};
    if (numberRead(first, &range->first) != NUMBER_OK ||
        numberRead(last, &range->last) != NUMBER_OK || range->first == 0)
        *why = "not a list of steps, as in 10..20,30";
    else if (range->last < range->first)
        *why = "a range that ends before it begins";
    return *why == NULL;
}

/* Ranges with commas between them. */
static bool setSteps(struct options *options, const char *argument, const char **why)
{
    options->rangeCount = 0;
    for (const char *at = argument; *why == NULL; at++) {
        const struct span word = {at, strcspn(at, ",")};
        if (options->rangeCount == STEP_RANGES_MAX)
            *why = "more than 64 ranges";
        else
            readRange(word, &options->ranges[options->rangeCount++], why);
        at += word.bytes;
        if (*at == '\0')
            break;
    }
    return *why == NULL;
}

bool optionsHasStep(const struct options *options, uint64_t step)
{
    for (size_t i = 0; i < options->rangeCount; i++)
        if (step >= options->ranges[i].first && step <= options->ranges[i].last)
            return true;
    return false;
}

static bool setStopped(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->stopped = true;
}

static bool setKeepGoing(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->keepGoing = true;
}

static bool setQuiz(struct options *options, const char *argument, const char **why)
{
    options->quizKinds = quizKindsRead(spanOf(argument));
    if (options->quizKinds == 0)
        *why = "not a list of kinds of questions, as in place,list; or all";
    return *why == NULL;
}

static bool setWorksheet(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->worksheet = true;
}

static bool setSeed(struct options *options, const char *argument, const char **why)
{
    options->hasSeed = true;
    return readNumber(argument, 0, UINT64_MAX, &options->seed, why);
}

static bool setAnswers(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->answers = true;
}

static bool setMisuse(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->misuse = true;
}

static bool setGrade(struct options *options, const char *argument, const char **why)
{
    (void)why;
    options->graded = argument;
    return true;
}

static bool setUnchecked(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->session.unchecked = true;
}

static bool setCode(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->code = true;
}

static bool setInteractive(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->interactive = true;
}

static bool setFrom(struct options *options, const char *argument, const char **why)
{
    options->from = importFind(spanOf(argument));
    options->fromPoolsim = strcmp(argument, "poolsim") == 0;
    if (options->from == NULL && !options->fromPoolsim)
        *why = "not a format (poolsim, rep, mtrace, ostep)";
    return *why == NULL;
}

static bool setMinSize(struct options *options, const char *argument, const char **why)
{
    return readNumber(argument, 0, UINT64_MAX, &options->minSize, why);
}

static bool setColour(struct options *options, const char *argument, const char **why)
{
    static const char *const wishes[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++)
        if (strcmp(argument, wishes[i]) == 0) {
            options->colour = (enum colourWish)i;
            return true;
        }
    *why = "not one of auto, always, never";
    return false;
}

static bool setAscii(struct options *options, const char *argument, const char **why)
{
    (void)argument, (void)why;
    return options->ascii = true;
}

/* clang-format off */
static const struct optionRow rows[] = {
    {"replay", "FILE...", "replay trace files, - is standard input; each in a new pool", setReplay},
    {"c", "TEXT", "run TEXT, a trace of one line or more", setText},
    {"compare", "RECIPE...", "run the trace through these allocators, or libc", setCompare},
    {"generate", "WORKLOAD", "print it as a trace, as in 'random 20 seed=7'", setGenerate},
    {"chunk-size", "BYTES", "of the pool at the beginning (32)", setChunkSize},
    {"block-size", "CHUNKS", "chunks in a block of it (4)", setBlockSize},
    {"allocator", "RECIPE", "that it begins with, as in 'eager 16 8' (pool 32 4)", setAllocator},
    {"memory", "BYTES", "of the range that blocks come from (1G)", setMemory},
    {"base", "ADDRESS", "where that range begins (0x10000000)", setBase},
    {"format", "text|json", "of the output; json is one object a line", setFormat},
    {"show", "PARTS", "what a step shows: blocks,list,chunks,fields; all; none", setShow},
    {"quiet", NULL, "print the final state and the figures only", setQuiet},
    {"every", "N", "print every Nth step only, and the final state", setEvery},
    {"steps", "LIST", "print these steps only, as in 10..20,30", setSteps},
    {"keep-going", NULL, "go on after a refused step", setKeepGoing},
    {"unchecked", NULL, "misuse goes through, as after 'set checks off'", setUnchecked},
    {"code", NULL, "show the lines of pool.c that each step ran", setCode},
    {"interactive", NULL, "with --replay or -c: open the shell afterwards", setInteractive},
    {"stopped", NULL, "with --replay and --interactive: open it before step 1", setStopped},
    {"quiz", "KINDS", "ask before each step: place,list,head,...; all", setQuiz},
    {"worksheet", NULL, "print an exercise: --seed N --steps N, or of a trace", setWorksheet},
    {"seed", "N", "of a worksheet (1)", setSeed},
    {"misuse", NULL, "with --worksheet: double frees and stale frees, too", setMisuse},
    {"answers", NULL, "with --worksheet: the key", setAnswers},
    {"grade", "FILE", "mark a worksheet that was filled in", setGrade},
    {"from", "FORMAT", "of the traces: poolsim, rep, mtrace, ostep (recognised)", setFrom},
    {"min-size", "BYTES", "the least request that an import gives the pool (0)", setMinSize},
    {"color", "auto|always|never", "colours (auto: on a terminal without NO_COLOR)", setColour},
    {"ascii", NULL, "no characters beyond ASCII", setAscii},
    {"help", NULL, "print this", NULL},
    {"version", NULL, "print the version", NULL},
};
/* clang-format on */
#define ROWS (sizeof rows / sizeof *rows)

static void printHelp(struct buffer *out)
{
    bufferAppendText(out, "poolsim: a memory pool that you can watch, step by step\n\n"
                          "usage: poolsim [OPTION]...                      the shell\n"
                          "       poolsim [OPTION]... --replay FILE...     every step of a trace\n"
                          "       poolsim [OPTION]... -c 'alloc a; free a'\n\n");
    for (size_t i = 0; i < ROWS; i++) {
        size_t start = out->bytes;
        bufferAppendText(out, strlen(rows[i].name) == 1 ? "  -" : "  --");
        bufferAppendText(out, rows[i].name);
        bufferAppendText(out, rows[i].argument != NULL ? " " : "");
        bufferAppendText(out, rows[i].argument != NULL ? rows[i].argument : "");
        bufferPadTo(out, start, 28);
        bufferAppendFormat(out, " %s\n", rows[i].help);
    }
    bufferAppendText(out, "\nThe commands: poolsim -c help, or poolsim-trace(5).\n"
                          "Exit status: 0 all well, 1 a step was refused, 2 usage, an unreadable\n"
                          "file or malformed text, 3 the output could not be written.\n");
}

/* The tables of getopt, made from ours; an option's value is its row. */
static void fillLongOptions(struct option *options)
{
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (strlen(rows[i].name) > 1)
            options[count++] = (struct option){
                rows[i].name, rows[i].argument != NULL ? required_argument : no_argument, NULL,
                256 + (int)i};
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
    for (size_t i = 0; i < ROWS; i++) {
        const struct span name = spanOf(rows[i].name);
        if (word.bytes > 0 && spanStartsWith(name, word)) {
            best = best == NULL ? rows[i].name : best;
            begun++;
            distance = 0;
        } else if ((name.bytes == 1) == (given[1] != '-')) {
            nearestOffer(word, rows[i].name, &best, &distance);
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
        if (setCompare(options, word, &why))
            return true;
        outputComplain(output, "bad argument '%s' of --compare: %s", word, why);
    } else if (options->replay) {
        return setReplay(options, word, &why);
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

/* Carries out one option as getopt gave it. */
static bool takeOption(struct options *options, int value, char **argv, struct output *output)
{
    const size_t row = value >= 256 ? (size_t)value - 256 : 1;
    const char *why = NULL;
    if (value == 1)
        return takeWord(options, optarg, output);
    if (value == '?' || value == ':') {
        if (value == ':')
            outputComplain(output, "option '%s' needs an argument", argv[optind - 1]);
        else if (optopt >= 256)
            outputComplain(output, "option '--%s' takes no argument", rows[optopt - 256].name);
        else
            complainUnknown(output, argv[optind - 1]);
        return false;
    }
    if (rows[row].set(options, optarg, &why))
        return true;
    outputComplain(output, "bad argument '%s' of %s%s: %s", optarg, row == 1 ? "-" : "--",
                   rows[row].name, why);
    return false;
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
    struct option longOptions[ROWS + 1];
    fillLongOptions(longOptions);
    opterr = 0;
    *status = STATUS_MALFORMED;
    if (options->files == NULL || options->compared == NULL) {
        outputComplain(output, "out of memory");
        return false;
    }
    int value;
    while ((value = getopt_long(argc, argv, "-:c:", longOptions, NULL)) != -1) {
        if (value >= 256 && rows[value - 256].set == NULL) {
            *status = answerOption(&rows[value - 256], output);
            return false;
        }
        if (!takeOption(options, value, argv, output))
            return false;
    }
    while (optind < argc)
        if (!takeWord(options, argv[optind++], output))
            return false;
    const struct recipe *recipe = &options->session.recipe;
    const uint64_t blockBytes = (uint64_t)recipe->chunkSize * recipe->blockSize;
    if (blockBytes > ARENA_BYTES_MAX) {
        outputComplain(output, "a block of %u chunks of %u bytes is too large", recipe->blockSize,
                       recipe->chunkSize);
        return false;
    }
    return checkTogether(options, output) && worksheetCheck(options, output);
}

void optionsRelease(struct options *options)
{
    free(options->files);
    free(options->compared);
}
