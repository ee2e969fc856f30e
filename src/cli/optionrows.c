#include "cli/optionrows.h"

#include <stdio.h>
#include <string.h>

#include "lang/parse.h"
#include "lang/verbs.h"
#include "study/quiz.h"

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

/* A word of a recipe; what is wrong with it is told before the next one is read. */
static bool readRecipe(const char *argument, struct recipe *recipe, const char **why)
{
    static char text[160];
    struct recipeFault fault = {0};
    bufferInit(&fault.message);
    if (!recipeRead(recipe, spanOf(argument), &fault)) {
        snprintf(text, sizeof text, "%.*s", (int)fault.message.bytes, fault.message.text);
        *why = text;
    }
    bufferRelease(&fault.message);
    return *why == NULL;
}

/* Does `take` with each of the words of a list, which have commas between them. */
static bool eachWord(struct options *options, const char *list,
                     bool (*take)(struct options *, struct span word, const char **why),
                     const char **why)
{
    for (const char *at = list;; at++) {
        const struct span word = {at, strcspn(at, ",")};
        if (!take(options, word, why))
            return false;
        at += word.bytes;
        if (*at == '\0')
            return true;
    }
}

bool optionReplay(struct options *options, const char *argument, const char **why)
{
    (void)why;
    options->replay = true;
    options->lastIsCompare = false;
    options->files[options->fileCount++] = argument;
    return true;
}
bool optionCompare(struct options *options, const char *argument, const char **why)
{
    struct recipe recipe;
    options->lastIsCompare = true;
    options->compared[options->compareCount++] = argument;
    return strcmp(argument, "libc") == 0 || readRecipe(argument, &recipe, why);
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
    return readRecipe(argument, &options->session.recipe, why);
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

static bool addPart(struct options *options, struct span word, const char **why)
{
    size_t part = 0;
    if (word.bytes == 0 || lookupWord(word, partName, PART_NAMES, &part) != LOOKUP_FOUND)
        *why = "not a list of blocks, list, chunks, fields, all; or none";
    else
        options->parts |= partBits(part);
    return *why == NULL;
}

static bool setShow(struct options *options, const char *argument, const char **why)
{
    options->parts = VIEW_NONE;
    return strcmp(argument, "none") == 0 || eachWord(options, argument, addPart, why);
}

static bool setEvery(struct options *options, const char *argument, const char **why)
{
    return readNumber(argument, 1, UINT64_MAX, &options->every, why);
}

/* FIRST..LAST, or one step. */
static bool addRange(struct options *options, struct span word, const char **why)
{
    struct stepRange *range = &options->ranges[options->rangeCount];
    const char *dots = memmem(word.text, word.bytes, "..", 2);
    const struct span first = {word.text, dots != NULL ? (size_t)(dots - word.text) : word.bytes};
    const struct span last =
        dots == NULL ? first : (struct span){dots + 2, word.bytes - first.bytes - 2};
    if (options->rangeCount == STEP_RANGES_MAX)
        *why = "more than 64 ranges";
    else if (numberRead(first, &range->first) != NUMBER_OK ||
             numberRead(last, &range->last) != NUMBER_OK || range->first == 0)
        *why = "not a list of steps, as in 10..20,30";
    else if (range->last < range->first)
        *why = "a range that ends before it begins";
    else
        options->rangeCount++;
    return *why == NULL;
}

static bool setSteps(struct options *options, const char *argument, const char **why)
{
    options->rangeCount = 0;
    return eachWord(options, argument, addRange, why);
}

static bool setQuiz(struct options *options, const char *argument, const char **why)
{
    options->quizKinds = quizKindsRead(spanOf(argument));
    if (options->quizKinds == 0)
        *why = "not a list of kinds of questions, as in place,list; or all";
    return *why == NULL;
}

static bool setSeed(struct options *options, const char *argument, const char **why)
{
    options->hasSeed = true;
    return readNumber(argument, 0, UINT64_MAX, &options->seed, why);
}

static bool setGrade(struct options *options, const char *argument, const char **why)
{
    (void)why;
    options->graded = argument;
    return true;
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

/* The last two members of a row: a function for its argument, or a bool that it sets. */
#define SET(function) function, 0
#define FLAG(member)  NULL, offsetof(struct options, member)

/* clang-format off */
const struct optionRow optionRows[] = {
    {"replay", "FILE...", "replay trace files, - is standard input; each in a new pool",
     SET(optionReplay)},
    {"c", "TEXT", "run TEXT, a trace of one line or more", SET(setText)},
    {"compare", "RECIPE...", "run the trace through these allocators, or libc", SET(optionCompare)},
    {"generate", "WORKLOAD", "print it as a trace, as in 'random 20 seed=7'", SET(setGenerate)},
    {"chunk-size", "BYTES", "of the pool at the beginning (32)", SET(setChunkSize)},
    {"block-size", "CHUNKS", "chunks in a block of it (4)", SET(setBlockSize)},
    {"allocator", "RECIPE", "that it begins with, as in 'eager 16 8' (pool 32 4)",
     SET(setAllocator)},
    {"memory", "BYTES", "of the range that blocks come from (1G)", SET(setMemory)},
    {"base", "ADDRESS", "where that range begins (0x10000000)", SET(setBase)},
    {"format", "text|json", "of the output; json is one object a line", SET(setFormat)},
    {"show", "PARTS", "what a step shows: blocks,list,chunks,fields; all; none", SET(setShow)},
    {"quiet", NULL, "print the final state and the figures only", FLAG(quiet)},
    {"every", "N", "print every Nth step only, and the final state", SET(setEvery)},
    {"steps", "LIST", "print these steps only, as in 10..20,30", SET(setSteps)},
    {"keep-going", NULL, "go on after a refused step", FLAG(keepGoing)},
    {"unchecked", NULL, "misuse goes through, as after 'set checks off'", FLAG(session.unchecked)},
    {"code", NULL, "show the lines of pool.c that each step ran", FLAG(code)},
    {"interactive", NULL, "with --replay or -c: open the shell afterwards", FLAG(interactive)},
    {"stopped", NULL, "with --replay and --interactive: open it before step 1", FLAG(stopped)},
    {"quiz", "KINDS", "ask before each step: place,list,head,...; all", SET(setQuiz)},
    {"worksheet", NULL, "print an exercise: --seed N --steps N, or of a trace", FLAG(worksheet)},
    {"seed", "N", "of a worksheet (1)", SET(setSeed)},
    {"misuse", NULL, "with --worksheet: double frees and stale frees, too", FLAG(misuse)},
    {"answers", NULL, "with --worksheet: the key", FLAG(answers)},
    {"grade", "FILE", "mark a worksheet that was filled in", SET(setGrade)},
    {"from", "FORMAT", "of the traces: poolsim, rep, mtrace, ostep (recognised)", SET(setFrom)},
    {"min-size", "BYTES", "the least request that an import gives the pool (0)", SET(setMinSize)},
    {"color", "auto|always|never", "colours (auto: on a terminal without NO_COLOR)",
     SET(setColour)},
    {"ascii", NULL, "no characters beyond ASCII", FLAG(ascii)},
    {"help", NULL, "print this", NULL, 0},
    {"version", NULL, "print the version", NULL, 0},
};
/* clang-format on */

const size_t optionRowCount = sizeof optionRows / sizeof *optionRows;
_Static_assert(sizeof optionRows / sizeof *optionRows <= OPTION_ROWS_MAX, "getopt has room");
