/*
 * batch.c - many lines at once: first all are read, and what is known of their allocations is
 * fetched; then all are taken. So the misses of all of them take about as long as a few.
 */
#include "import/scan.h"
#include "import/state.h"

_Static_assert(LIVE_CHANGES_MAX >= IMPORT_LINES_MAX * LINE_CHANGES_MAX, "no way back");
_Static_assert(PLAIN_LINES >= IMPORT_LINES_MAX * IMPORT_COMMANDS_MAX, "no room for the steps");

/* A whole line off the front of *rest; false where there is none. */
static bool readLine(struct import *import, struct span *rest, struct record *record)
{
    const struct importFormat *format = import->format;
    *record = (struct record){.kind = RECORD_BLANK};
    size_t bytes = 0;
    /* unreached: each format whose requests are lines has a reader for the plainest */
    if (format->readPlain != NULL && rest->bytes >= FORMAT_PLAIN_BYTES)
        bytes = format->readPlain(&import->now.format, rest->text, record);
    if (bytes == 0) {
        const char *newline = rest->bytes > 0 ? memchr(rest->text, '\n', rest->bytes) : NULL;
        if (newline == NULL)
            return false;
        bytes = (size_t)(newline + 1 - rest->text);
        const struct span line = scanTrim((struct span){rest->text, bytes - 1});
        *record = (struct record){.kind = RECORD_BLANK};
        if (line.bytes > 0)
            format->read(&import->now.format, line, true, record);
    }
    *rest = (struct span){rest->text + bytes, rest->bytes - bytes};
    return true;
}

/* Whole lines off the front of *rest into records; how many. */
static size_t readLines(struct import *import, struct span *rest, size_t linesMax)
{
    size_t count = 0;
    for (; count < linesMax && readLine(import, rest, &import->records[count]); count++)
        livemapFetch(&import->live, import->records[count].id);
    return count;
}

/* Reads and takes so many lines behind those of the batch; how many there were. */
static size_t takeLines(struct import *import, struct span text, size_t linesMax,
                        struct importBatch *batch)
{
    struct span rest = {text.text + batch->textBytes, text.bytes - batch->textBytes};
    const size_t count = readLines(import, &rest, linesMax);
    for (size_t i = 0; i < count; i++) {
        import->now.line++;
        importTake(import, &import->records[i], true);
    }
    batch->textBytes = text.bytes - rest.bytes;
    batch->lineCount += count;
    batch->stepCount = import->stepCount;
    return count;
}

void importLines(struct import *import, struct span text, uint64_t number,
                 struct importBatch *batch)
{
    *batch = (struct importBatch){.steps = import->steps};
    if (!import->begun || import->format->separator != 0 ||
        !livemapReserve(&import->live, IMPORT_LINES_MAX))
        return;
    livemapMark(&import->live);
    import->before = import->now;
    import->stepCount = 0;
    import->now.line = number - 1;
    (void)takeLines(import, text, IMPORT_LINES_MAX, batch);
}

size_t importUnread(struct import *import, size_t steps, struct span text,
                    struct importBatch *batch)
{
    const uint64_t line = import->now.line - batch->lineCount;
    livemapBack(&import->live);
    import->now = import->before;
    import->now.line = line;
    import->stepCount = 0;
    *batch = (struct importBatch){.steps = import->steps};
    /* unreached: the lines end behind that step */
    while (import->stepCount <= steps && takeLines(import, text, 1, batch) > 0)
        ;
    return import->issuedCount - (import->stepCount - steps);
}
