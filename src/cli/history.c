#include "cli/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <readline/history.h>

#include "base/glyph.h"
#include "cli/state.h"

/* A file that has grown beyond this many bytes is cut when a shell opens. */
#define HISTORY_BYTES_MAX ((off_t)128 << 10)

/* And of a file that somebody else made huge, only this much is looked at. */
#define HISTORY_READ_BYTES ((off_t)1 << 20)

static struct stateFile historyFile; /* of it, or none */

/* --- its lines -------------------------------------------------------------------------------- */

/* The last lines of `text`; of its beginning, where that is none of a line, nothing. */
static struct span lastLines(struct span text, bool isWhole, size_t lines)
{
    const char *at = text.text + text.bytes;
    while (at > text.text) {
        if (at < text.text + text.bytes && at[-1] == '\n' && --lines == 0)
            break;
        at--;
    }
    if (at == text.text && !isWhole) {
        const char *newline = memchr(at, '\n', text.bytes);
        at = newline != NULL ? newline + 1 : text.text + text.bytes;
    }
    return (struct span){at, (size_t)(text.text + text.bytes - at)};
}

/* Lines into readline's list, which shows them: only what can be shown. A NUL ends the text. */
static void addLines(struct span text)
{
    char *line = (char *)text.text;
    for (char *const end = line + text.bytes; line < end;) {
        char *newline = memchr(line, '\n', (size_t)(end - line));
        if (newline == NULL)
            newline = end;
        *newline = '\0';
        if (newline > line && glyphsOnly((struct span){line, (size_t)(newline - line)}))
            add_history(line);
        line = newline + 1;
    }
}

/* Reads the end of the file, and cuts it where it has grown long. */
static void loadFrom(int file)
{
    const off_t end = lseek(file, 0, SEEK_END);
    const off_t start = end > HISTORY_READ_BYTES ? end - HISTORY_READ_BYTES : 0;
    char *text = calloc(1, (size_t)(end - start) + 1);
    const ssize_t bytes = text != NULL ? pread(file, text, (size_t)(end - start), start) : -1;
    if (bytes > 0) {
        const struct span last =
            lastLines((struct span){text, (size_t)bytes}, start == 0, HISTORY_LINES);
        if (end > HISTORY_BYTES_MAX)
            stateReplace(&historyFile, last);
        addLines(last);
    }
    free(text);
}

/* $POOLSIM_HISTORY; where that is empty, none. */
static void chooseFile(void)
{
    const char *given = secure_getenv("POOLSIM_HISTORY");
    if (given == NULL)
        stateInit(&historyFile, "history");
    else if (given[0] != '\0')
        stateInitNamed(&historyFile, given);
}

void historyLoad(void)
{
    using_history();
    stifle_history(HISTORY_LINES);
    chooseFile();
    const int file = stateOpen(&historyFile);
    if (file < 0) {
        historyRelease();
        return;
    }
    loadFrom(file);
    close(file);
}

/* Behind the last line; that of somebody else may lack its newline. A part of it is none. */
static void append(int file, const char *line)
{
    char last = '\n', *text = NULL;
    const off_t end = lseek(file, 0, SEEK_END);
    if (end > 0)
        (void)!pread(file, &last, 1, end - 1);
    const int bytes = asprintf(&text, "%s%s\n", last == '\n' ? "" : "\n", line);
    if (bytes < 0)
        return;
    if (write(file, text, (size_t)bytes) != bytes && end >= 0)
        (void)!ftruncate(file, end); /* no history is worth a message at every line */
    free(text);
}

void historyAdd(const char *line)
{
    HIST_ENTRY *before = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (line[0] == '\0' || (before != NULL && strcmp(before->line, line) == 0) ||
        !glyphsOnly(spanOf(line)))
        return;
    add_history(line);
    const int file = stateOpen(&historyFile);
    if (file < 0)
        return;
    append(file, line);
    close(file);
}

void historyRelease(void)
{
    stateRelease(&historyFile);
}
