#include "cli/compare.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "cli/load.h"
#include "cli/save.h"
#include "study/compare.h"

/* What stands for malloc and free among the allocators. */
#define LIBC "libc"

/* --- operands --------------------------------------------------------------------------------- */

/* A text that ends within quotes has no end. */
enum operand { OPERAND_NONE, OPERAND_ONE, OPERAND_OPEN };

/* The next operand, a word or what stands in double quotes, off the front of *rest. */
static enum operand nextOperand(struct span *rest, struct span *operand)
{
    while (rest->bytes > 0 && wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    if (rest->bytes == 0)
        return OPERAND_NONE;
    if (*rest->text != '"') {
        *operand = wordNext(rest);
        return OPERAND_ONE;
    }
    const char *from = rest->text + 1, *end = rest->text + rest->bytes;
    const char *quote = memchr(from, '"', (size_t)(end - from));
    *operand = (struct span){from, (size_t)((quote != NULL ? quote : end) - from)};
    *rest =
        quote != NULL ? (struct span){quote + 1, (size_t)(end - quote - 1)} : (struct span){end, 0};
    return quote != NULL ? OPERAND_ONE : OPERAND_OPEN;
}

bool compareCheck(struct run *r, struct span line, const struct command *command)
{
    struct span rest = command->operands, operand;
    struct recipe recipe;
    struct recipeFault fault = {0};
    bool sound = true;
    enum operand next;
    bufferInit(&fault.message);
    while (sound && (next = nextOperand(&rest, &operand)) != OPERAND_NONE) {
        if (next == OPERAND_OPEN) {
            fault.at = operand.bytes;
            bufferAppendText(&fault.message, "a quote is missing");
            sound = false;
        } else {
            sound = spanIs(operand, LIBC) || recipeRead(&recipe, operand, &fault);
        }
        if (!sound)
            runSetFault(r, line, command, operand, fault.at, fault.bytes,
                        bufferSpan(&fault.message));
    }
    bufferRelease(&fault.message);
    return sound;
}

/* The allocators that are compared, in their order. */
struct contenders {
    struct span *items;
    size_t count, capacity;
};

/* False without memory. */
static bool contendersAdd(struct contenders *contenders, struct span name)
{
    struct span *items =
        checkedGrow(contenders->items, &contenders->capacity, contenders->count + 1, sizeof *items);
    if (items == NULL)
        return false;
    contenders->items = items;
    items[contenders->count++] = name;
    return true;
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
    {"freeSearchMean", "at free", "the same at a free, on average: the cost of an order"},
    {"freeBlocks", "blocks", "wholly free at the end: they could be given back"},
    {"milliseconds", "ms", "for the whole trace, in the simulator with its checks"},
};
#define COLUMNS (sizeof columns / sizeof *columns)

/* In a lesson, whose text says what they mean: up to `internal`, and nothing that depends on time.
 */
#define BRIEF_COLUMNS 7

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
        tableText(name),
        tableCount(result->served),
        tableCount(result->failed),
        tableCount(result->peakReserved),
        share(peak->requestedBytes, held),
        share(peak->overheadBytes + peak->tableBytes, held),
        share(peak->chunkBytes - peak->requestedBytes, held),
        {.form = external >= 0 ? CELL_RATIO : CELL_NONE, .is.number = external},
        {.form = result->served > 0 && result->knowsFree ? CELL_DECIMAL : CELL_NONE,
         .is.number = (double)result->searched / (double)result->served},
        {.form = result->knowsFree ? CELL_COUNT : CELL_NONE, .is.count = result->searchMost},
        {.form = result->freed > 0 && result->knowsFree ? CELL_DECIMAL : CELL_NONE,
         .is.number = (double)result->freeSearched / (double)result->freed},
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

/* All rows into `cells`; false, after a message, without memory for one. */
static bool fillRows(struct run *r, struct trace *trace, const struct contenders *contenders,
                     struct tableCell *cells)
{
    for (size_t i = 0; i < contenders->count; i++) {
        const struct span name = contenders->items[i];
        if (cells != NULL && compareOne(r, trace, name, cells + i * COLUMNS))
            continue;
        outputComplain(r->output, "no memory for '%.*s'", (int)name.bytes, name.text);
        runWorsen(r, STATUS_REFUSED);
        return false;
    }
    return true;
}

/* Some of the columns, without their meanings. The cells move together. */
static void paintBriefly(struct run *r, struct table table, struct tableCell *cells)
{
    struct tableColumn brief[BRIEF_COLUMNS];
    for (size_t i = 0; i < BRIEF_COLUMNS; i++) {
        brief[i] = columns[i];
        brief[i].meaning = "";
    }
    for (size_t i = 1; i < table.rowCount; i++)
        memmove(cells + i * BRIEF_COLUMNS, cells + i * COLUMNS, BRIEF_COLUMNS * sizeof *cells);
    table.columns = brief;
    table.columnCount = BRIEF_COLUMNS;
    r->options->painter->table(&table, &r->style, &r->output->text);
}

static void compareAll(struct run *r, struct trace *trace, const struct contenders *contenders)
{
    struct tableCell *cells = calloc(contenders->count, sizeof *cells * COLUMNS);
    const struct table table = {.op = "compare",
                                .columns = columns,
                                .columnCount = COLUMNS,
                                .cells = cells,
                                .rowCount = contenders->count};
    if (fillRows(r, trace, contenders, cells)) {
        if (r->tutor != NULL)
            paintBriefly(r, table, cells);
        else
            r->options->painter->table(&table, &r->style, &r->output->text);
    }
    free(cells);
}

/* The allocators where none is named, into `text`: those that could take the place of this one. */
static bool addUsual(const struct run *r, struct buffer *text, struct contenders *contenders)
{
    const struct recipe *recipe = &r->session.recipe;
    const uint32_t chunkSize = recipe->kind->hasChunks ? recipe->chunkSize : 64;
    const uint32_t blockSize = recipe->kind->hasChunks ? recipe->blockSize : 64;
    for (size_t i = 0; i < modelKindCount; i++) {
        bufferAppendFormat(text, "%s", modelKinds[i]->name);
        if (modelKinds[i]->hasChunks)
            bufferAppendFormat(text, " %u %u", chunkSize, blockSize);
        bufferAppendByte(text, '\n');
    }
    bufferAppendText(text, LIBC "\n");
    bool added = !text->failed;
    for (struct span rest = bufferSpan(text); added && rest.bytes > 0;) {
        const size_t bytes =
            (size_t)((const char *)memchr(rest.text, '\n', rest.bytes) - rest.text);
        added = contendersAdd(contenders, (struct span){rest.text, bytes});
        rest = (struct span){rest.text + bytes + 1, rest.bytes - bytes - 1};
    }
    return added;
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

/* Those that the command names, or where it names none, the usual ones. */
static bool addNamed(const struct run *r, struct span operands, struct buffer *text,
                     struct contenders *contenders)
{
    struct span name;
    bool added = true;
    while (added && nextOperand(&operands, &name) != OPERAND_NONE)
        added = contendersAdd(contenders, name);
    return added && (contenders->count > 0 || addUsual(r, text, contenders));
}

bool compareAnswer(struct run *r, const struct source *source, const struct command *command)
{
    struct contenders contenders = {0};
    struct buffer text;
    struct trace own;
    bufferInit(&text);
    traceInit(&own);
    bool goesOn = true;
    if (addNamed(r, command->operands, &text, &contenders) &&
        (r->isLoaded || stepsAsTrace(r, &own)))
        compareAll(r, r->isLoaded ? &r->trace : &own, &contenders);
    else
        goesOn = runRefuse(r, source, command, "out of memory");
    traceRelease(&own);
    bufferRelease(&text);
    free(contenders.items);
    return goesOn;
}

void compareFile(struct run *r, const char *name)
{
    struct contenders contenders = {0};
    struct trace trace;
    bool added = true;
    traceInit(&trace);
    for (size_t i = 0; added && i < r->options->compareCount; i++)
        added = contendersAdd(&contenders, spanOf(r->options->compared[i]));
    if (!added)
        outputComplain(r->output, "out of memory");
    if (added && loadGiven(r, name, true, &trace))
        compareAll(r, &trace, &contenders);
    else
        runWorsen(r, STATUS_MALFORMED);
    traceRelease(&trace);
    free(contenders.items);
}
