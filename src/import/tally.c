#include "import/tally.h"

static const struct {
    enum importRowKind kind;
    const char *name;
    const char *meaning;
} rows[ROW_COUNT] = {
    [ROW_LINES] = {IMPORT_TOTAL, "lines", "lines of the file"},
    [ROW_REQUESTS] = {IMPORT_TOTAL, "requests", "requests of the program"},
    [ROW_SERVED] = {IMPORT_REQUEST, "served", "allocations that the pool served"},
    [ROW_TOO_LARGE] = {IMPORT_REQUEST, "tooLarge", "allocations larger than a chunk"},
    [ROW_TOO_SMALL] = {IMPORT_REQUEST, "tooSmall", "allocations under the smallest size"},
    [ROW_REFUSED] = {IMPORT_REQUEST, "refused", "allocations that the pool refused"},
    [ROW_FAILED] = {IMPORT_REQUEST, "failed", "allocations that failed in the program"},
    [ROW_RESIZE_KEPT] = {IMPORT_REQUEST, "resizeKept", "resizes that kept their chunk"},
    [ROW_RESIZE_ENTERED] = {IMPORT_REQUEST, "resizeEntered", "resizes that got a chunk"},
    [ROW_RESIZE_LEFT] = {IMPORT_REQUEST, "resizeLeft", "resizes that gave their chunk back"},
    [ROW_RESIZE_OUTSIDE] = {IMPORT_REQUEST, "resizeOutside", "resizes outside the pool"},
    [ROW_RESIZE_REFUSED] = {IMPORT_REQUEST, "resizeRefused",
                            "resizes to a chunk that the pool refused"},
    [ROW_RESIZE_FAILED] = {IMPORT_REQUEST, "resizeFailed", "resizes that failed in the program"},
    [ROW_FREED] = {IMPORT_REQUEST, "freed", "frees that gave a chunk back"},
    [ROW_FREED_OUTSIDE] = {IMPORT_REQUEST, "freedOutside", "frees of what was not the pool's"},
    [ROW_FREED_REFUSED] = {IMPORT_REQUEST, "freedRefused", "frees of what the pool had refused"},
    [ROW_FREE_REJECTED] = {IMPORT_REQUEST, "freeRejected",
                           "frees, by a resize or not, that the pool refused"},
    [ROW_FREE_NULL] = {IMPORT_REQUEST, "freeNull", "frees of NULL, which do nothing"},
    [ROW_FREE_UNKNOWN] = {IMPORT_REQUEST, "freeUnknown", "frees of something that is not live"},
    [ROW_HEADER] = {IMPORT_LINE, "header", "header lines"},
    [ROW_BLANK] = {IMPORT_LINE, "blank", "blank lines"},
    [ROW_WRITE] = {IMPORT_LINE, "write", "writes into an allocation"},
    [ROW_RESIZE_FIRST] = {IMPORT_LINE, "resizeFirst", "first lines of resizes in two lines"},
    [ROW_RESIZE_HALF] = {IMPORT_SKIPPED, "resizeHalf",
                         "first lines of resizes whose second line is missing"},
    [ROW_SIZE_MISSING] = {IMPORT_SKIPPED, "sizeMissing", "requests without their size"},
    [ROW_NOT_UNDERSTOOD] = {IMPORT_SKIPPED, "notUnderstood", "lines that were not understood"},
    [ROW_CUT_SHORT] = {IMPORT_SKIPPED, "cutShort", "a line cut short by the end of the file"},
    [ROW_LIVE_AGAIN] = {IMPORT_NOTE, "liveAgain",
                        "requests that got what was live: a free of it is made up first"},
    [ROW_RESIZE_UNKNOWN] = {IMPORT_NOTE, "resizeUnknown",
                            "resizes of something that is not live: taken as allocations"},
    [ROW_RESIZE_TO_NOTHING] = {IMPORT_NOTE, "resizeToNothing",
                               "resizes to 0 bytes: taken as frees"},
};

void tallyMove(struct tally *from, struct tally *to, uint64_t bytes, uint64_t line)
{
    from->count--;
    if (from->count == 0)
        from->firstLine = 0;
    if (from->bytes != UINT64_MAX) /* a sum that got stuck there is no longer known */
        from->bytes -= bytes;
    tallyAdd(to, bytes, line);
}

/* Is what `row` counts a part of this total? */
static bool isPart(enum row row, enum row total)
{
    const enum importRowKind kind = rows[row].kind;
    return kind == IMPORT_REQUEST ||
           (total == ROW_LINES && (kind == IMPORT_LINE || kind == IMPORT_SKIPPED));
}

static void addPart(struct tally *sum, const struct tally *part)
{
    if (part->count == 0)
        return;
    if (sum->count == 0 || part->firstLine < sum->firstLine)
        sum->firstLine = part->firstLine;
    sum->count += part->count;
    if (!checkedAdd(sum->bytes, part->bytes, &sum->bytes))
        sum->bytes = UINT64_MAX;
}

static struct tally sumOf(enum row total, const struct tally tallies[ROW_COUNT])
{
    struct tally sum = {0};
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (isPart((enum row)i, total))
            addPart(&sum, &tallies[i]);
    if (total == ROW_LINES) /* the same bytes once more would say nothing */
        sum.bytes = 0;
    return sum;
}

void tallyRow(enum row row, const struct tally tallies[ROW_COUNT], struct importRow *out)
{
    const bool isTotal = rows[row].kind == IMPORT_TOTAL;
    const struct tally tally = isTotal ? sumOf(row, tallies) : tallies[row];
    *out = (struct importRow){.kind = rows[row].kind,
                              .name = rows[row].name,
                              .meaning = rows[row].meaning,
                              .count = tally.count,
                              .bytes = tally.bytes,
                              .firstLine = tally.firstLine};
}
