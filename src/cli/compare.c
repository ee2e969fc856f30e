#include "cli/compare.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/load.h"
#include "cli/save.h"
#include "study/compare.h"

/* What stands for malloc and free among the allocators. */
#define LIBC "libc"

/* Allocators of one comparison. */
#define RECIPES_MAX 32

/* --- operands --------------------------------------------------------------------------------- */

/* The next operand, a word or what stands in double quotes; empty at the end. */
static struct span nextOperand(struct span *rest)
{
    while (rest->bytes > 0 && wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    if (rest->bytes == 0 || *rest->text != '"')
        return wordNext(rest);
    const char *from = rest->text + 1;
    const char *quote = memchr(from, '"', rest->bytes - 1);
    const struct span inside = {from, quote != NULL ? (size_t)(quote - from) : rest->bytes - 1};
    const size_t taken = inside.bytes + (quote != NULL ? 2 : 1);
    rest->text += taken;
    rest->bytes -= taken;
    return inside;
}

bool compareCheck(struct run *r, struct span line, const struct command *command)
{
    struct span rest = command->operands, operand;
    struct recipe recipe;
    struct recipeFault fault = {0};
    bool sound = true;
    bufferInit(&fault.message);
    while (sound && (operand = nextOperand(&rest)).bytes > 0) {
        sound = spanIs(operand, LIBC) || recipeRead(&recipe, operand, &fault);
        if (!sound)
            runSetFault(r, line, command, operand, fault.at, fault.bytes,
                        bufferSpan(&fault.message));
    }
    bufferRelease(&fault.message);
    return sound;
}

/* --- the table -------------------------------------------------------------------------------- */

static const struct tableColumn columns[] = {
    {"allocator", "allocator", ""},
    {"served", "served", "allocations that were served"},
    {"failed", "failed", "allocations that were not: no memory, or larger than a chunk"},
    {"peakReservedBytes", "reserved", "the most bytes of memory that it held, tables included"},
    {"useful", "useful", "of the memory held when the program held most: what it asked for"},
    {"overhead", "overhead", "the same: headers, and the block table"},
    {"internal", "internal", "the same: the rest of chunks that were live, lost to rounding up"},
    {"external", "external", "1 - largest free piece / all that is free, at the end"},
    {"searchMean", "search", "elements of lists that an allocation looked at, on average"},
    {"searchMost", "most", "the same, at most"},
    {"freeBlocks", "blocks", "wholly free at the end: they could be given back"},
    {"milliseconds", "ms", "for the whole trace, in the simulator with its checks"},
};
#define COLUMNS (sizeof columns / sizeof *columns)

static struct tableCell countCell(uint64_t count)
{
    return (struct tableCell){.form = CELL_COUNT, .is.count = count};
}

static struct tableCell share(uint64_t part, uint64_t whole)
{
    if (whole == 0)
        return (struct tableCell){.form = CELL_NONE};
    return (struct tableCell){.form = CELL_RATIO, .is.number = (double)part / (double)whole};
}

static void fillRow(struct tableCell *cells, struct span name, const struct comparison *result,
                    double seconds)
{
    const struct stats *peak = &result->peak, *end = &result->end;
    const uint64_t held = peak->reservedBytes + peak->tableBytes;
    const double external = compareExternal(result);
    const struct tableCell row[COLUMNS] = {
        {.form = CELL_TEXT, .is.text = name},
        countCell(result->served),
        countCell(result->failed),
        countCell(result->peakReserved),
        share(peak->requestedBytes, held),
        share(peak->overheadBytes + peak->tableBytes, held),
        share(peak->chunkBytes - peak->requestedBytes, held),
        {.form = external >= 0 ? CELL_RATIO : CELL_NONE, .is.number = external},
        {.form = result->served > 0 && result->knowsFree ? CELL_DECIMAL : CELL_NONE,
         .is.number = (double)result->searched / (double)result->served},
        {.form = result->knowsFree ? CELL_COUNT : CELL_NONE, .is.count = result->searchMost},
        {.form = result->knowsFree ? CELL_COUNT : CELL_NONE, .is.count = end->freeBlocks},
        {.form = CELL_DECIMAL, .is.number = seconds * 1e3},
    };
    memcpy(cells, row, sizeof row);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* One row; false without memory for it. */
static bool compareOne(struct run *r, struct trace *trace, struct span name,
                       struct tableCell *cells)
{
    struct comparison result;
    struct recipe recipe;
    struct recipeFault fault = {0}; /* it was checked before */
    const struct sessionOptions *options = &r->options->session;
    const uint32_t usual = r->session.recipe.kind->hasChunks ? r->session.usualBytes : 8;
    bool done;
    const double begun = now();
    if (spanIs(name, LIBC)) {
        done = compareRunLibc(trace, options, usual, &result);
    } else {
        bufferInit(&fault.message);
        done = recipeRead(&recipe, name, &fault) &&
               compareRun(trace, options, &recipe, usual, &result);
        bufferRelease(&fault.message);
    }
    if (done)
        fillRow(cells, name, &result, now() - begun);
    return done;
}

static bool compareAll(struct run *r, struct trace *trace, const struct span *names, size_t count)
{
    static struct tableCell cells[RECIPES_MAX * COLUMNS]; /* too large for comfort on the stack */
    for (size_t i = 0; i < count; i++)
        if (!compareOne(r, trace, names[i], cells + i * COLUMNS)) {
            outputComplain(r->output, "no memory for '%.*s'", (int)names[i].bytes, names[i].text);
            runWorsen(r, STATUS_REFUSED);
            return false;
        }
    const struct table table = {.op = "compare",
                                .columns = columns,
                                .columnCount = COLUMNS,
                                .cells = cells,
                                .rowCount = count};
    r->options->painter->table(&table, &r->style, &r->output->text);
    return true;
}

/* The allocators where none is named: those that could take the place of this one. */
static size_t usualNames(const struct run *r, struct buffer *text, struct span *names)
{
    const struct recipe *recipe = &r->session.recipe;
    const uint32_t chunkSize = recipe->kind->hasChunks ? recipe->chunkSize : 64;
    const uint32_t blockSize = recipe->kind->hasChunks ? recipe->blockSize : 64;
    size_t ends[RECIPES_MAX], count = 0;
    for (size_t i = 0; i < MODEL_KINDS; i++) {
        bufferAppendText(text, modelKinds[i]->name);
        if (modelKinds[i]->hasChunks)
            bufferAppendFormat(text, " %u %u", chunkSize, blockSize);
        ends[count++] = text->bytes;
    }
    bufferAppendText(text, LIBC);
    ends[count++] = text->bytes;
    for (size_t i = 0, from = 0; i < count; from = ends[i++])
        names[i] = (struct span){text->text + from, ends[i] - from};
    return text->failed ? 0 : count;
}

/* --- the commands ----------------------------------------------------------------------------- */

/* The steps so far, as a trace. */
static bool stepsAsTrace(struct run *r, struct trace *trace)
{
    struct buffer text;
    bufferInit(&text);
    const bool told = saveText(r, &text);
    const bool made = told && loadText(bufferSpan(&text), trace);
    bufferRelease(&text);
    return made;
}

bool compareAnswer(struct run *r, const struct source *source, const struct command *command)
{
    struct span names[RECIPES_MAX], rest = command->operands, name;
    struct buffer text;
    struct trace own;
    size_t count = 0;
    bufferInit(&text);
    traceInit(&own);
    while (count < RECIPES_MAX && (name = nextOperand(&rest)).bytes > 0)
        names[count++] = name;
    if (count == 0)
        count = usualNames(r, &text, names);
    bool goesOn = true;
    if (!r->isLoaded && !r->session.timeline.kept)
        goesOn = runRefuse(r, source, command, "this run keeps no steps");
    else if (r->isLoaded || stepsAsTrace(r, &own))
        (void)compareAll(r, r->isLoaded ? &r->trace : &own, names, count);
    else
        goesOn = runRefuse(r, source, command, "out of memory");
    traceRelease(&own);
    bufferRelease(&text);
    return goesOn;
}

void compareFile(struct run *r, const char *name)
{
    struct span names[RECIPES_MAX];
    const size_t count =
        r->options->compareCount < RECIPES_MAX ? r->options->compareCount : RECIPES_MAX;
    struct trace trace;
    traceInit(&trace);
    for (size_t i = 0; i < count; i++)
        names[i] = spanOf(r->options->compared[i]);
    const bool read =
        name != NULL ? loadTrace(r, name, false, true, &trace)
                     : loadText(spanOf(r->options->text), &trace) && loadCheck(r, "-c", &trace);
    if (read)
        (void)compareAll(r, &trace, names, count);
    else
        runWorsen(r, STATUS_MALFORMED);
    traceRelease(&trace);
}
