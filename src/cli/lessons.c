#include "cli/lessons.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/number.h"
#include "cli/files.h"
#include "cli/lines.h"
#include "cli/state.h"
#include "study/lessonread.h"

#define LESSON_SUFFIX ".lesson"

/* More of the file of what was done is not looked at. */
#define PROGRESS_BYTES_MAX ((size_t)64 << 10)

/* --- the folder ------------------------------------------------------------------------------- */

/* Behind the folder of the program: as installed, and in the source tree at two depths. */
static const char *const folders[] = {"../share/poolsim/traces/lessons", "../traces/lessons",
                                      "../../traces/lessons"};

/* The folder of the lessons, to be freed; NULL where there is none. */
static char *findFolder(void)
{
    char program[4096];
    const ssize_t bytes = readlink("/proc/self/exe", program, sizeof program - 1);
    if (bytes <= 0)
        return NULL;
    program[bytes] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *folder = NULL;
        struct stat about;
        if (asprintf(&folder, "%s/%s", program, folders[i]) < 0)
            return NULL;
        if (stat(folder, &about) == 0 && S_ISDIR(about.st_mode))
            return folder;
        free(folder);
    }
    return NULL;
}

static int isLesson(const struct dirent *entry)
{
    const char *name = entry->d_name, *dot = strrchr(name, '.');
    const size_t digits = strspn(name, "0123456789");
    return digits > 0 && digits < 4 && name[digits] == '-' && dot != NULL &&
           dot > name + digits + 1 && strcmp(dot, LESSON_SUFFIX) == 0;
}

/* The title that the file gives itself; NULL without. */
static char *readTitle(const char *path)
{
    const int file = filesOpen(path);
    char *title = NULL;
    struct lines lines;
    struct span line;
    bool ended;
    if (file < 0)
        return NULL;
    linesInit(&lines, file);
    while (title == NULL && linesNext(&lines, NULL, &line, &ended) == LINES_LINE) {
        const struct span found = lessonTitle(line);
        if (found.bytes > 0)
            title = strndup(found.text, found.bytes);
    }
    linesRelease(&lines);
    close(file);
    return title;
}

/* False without memory; *entry is to be released in any case. */
static bool readEntry(struct lessonEntry *entry, const char *folder, const char *file)
{
    char *name = NULL;
    *entry = (struct lessonEntry){.number = (unsigned)strtoul(file, &name, 10)};
    name++; /* behind the dash */
    entry->name = strndup(name, strlen(name) - strlen(LESSON_SUFFIX));
    if (asprintf(&entry->path, "%s/%s", folder, file) < 0)
        entry->path = NULL;
    entry->title = entry->path != NULL ? readTitle(entry->path) : NULL;
    return entry->name != NULL && entry->title != NULL;
}

static void releaseEntry(struct lessonEntry *entry)
{
    free(entry->name);
    free(entry->path);
    free(entry->title);
}

/* --- what was done ---------------------------------------------------------------------------- */

/* The file, a line a lesson: `chunks 4`, `bumping done`. To be freed; empty where there is none. */
static char *readProgress(int file)
{
    char *text = calloc(1, PROGRESS_BYTES_MAX + 1);
    if (text != NULL && file >= 0)
        (void)!pread(file, text, PROGRESS_BYTES_MAX, 0);
    return text;
}

/* The next line of *text, and what it says; false at the end. */
static bool nextProgress(char **text, struct span *name, size_t *screen, bool *isDone)
{
    char *line = strsep(text, "\n");
    if (line == NULL)
        return false;
    char *value = line + strcspn(line, " ");
    uint64_t number = 0;
    *name = (struct span){line, (size_t)(value - line)};
    value += strspn(value, " ");
    *isDone = strcmp(value, "done") == 0;
    *screen = numberRead(spanOf(value), &number) == NUMBER_OK && number < 10000 ? number : 0;
    return true;
}

static void addProgress(struct lessons *lessons)
{
    struct stateFile state;
    stateInit(&state, "lessons");
    const int file = stateLook(&state); /* a look must not make one */
    char *text = readProgress(file), *at = text;
    struct span lesson;
    size_t screen;
    bool isDone;
    while (at != NULL && nextProgress(&at, &lesson, &screen, &isDone))
        for (size_t i = 0; i < lessons->count; i++)
            if (spanIs(lesson, lessons->entries[i].name)) {
                lessons->entries[i].isDone = isDone;
                lessons->entries[i].screen = screen;
            }
    free(text);
    stateRelease(&state);
    if (file >= 0)
        close(file);
}

static void appendProgress(struct buffer *out, struct span name, size_t screen, bool isDone)
{
    bufferAppendSpan(out, name);
    if (isDone)
        bufferAppendText(out, " done\n");
    else
        bufferAppendFormat(out, " %zu\n", screen);
}

void lessonsKeep(const char *name, size_t screen, bool isDone)
{
    struct stateFile state;
    stateInit(&state, "lessons");
    const int file = stateOpen(&state);
    char *text = file >= 0 ? readProgress(file) : NULL, *at = text;
    struct buffer out;
    struct span lesson;
    size_t before;
    bool wasDone;
    bufferInit(&out);
    while (at != NULL && nextProgress(&at, &lesson, &before, &wasDone)) {
        if (!spanIs(lesson, name) && lesson.bytes > 0) {
            appendProgress(&out, lesson, before, wasDone);
        } else if (lesson.bytes > 0) {
            isDone = isDone || wasDone; /* what was reached once is not lost by a second time */
            screen = before > screen ? before : screen;
        }
    }
    appendProgress(&out, spanOf(name), screen, isDone);
    if (text != NULL && !out.failed)
        stateReplace(&state, bufferSpan(&out));
    bufferRelease(&out);
    free(text);
    stateRelease(&state);
    if (file >= 0)
        close(file);
}

/* --- all of them ------------------------------------------------------------------------------ */

void lessonsInit(struct lessons *lessons)
{
    struct dirent **found = NULL;
    char *folder = findFolder();
    const int count = folder != NULL ? scandir(folder, &found, isLesson, alphasort) : -1;
    *lessons = (struct lessons){0};
    lessons->entries = calloc(count > 0 ? (size_t)count : 1, sizeof *lessons->entries);
    for (int i = 0; i < count; i++) {
        struct lessonEntry entry;
        if (lessons->entries != NULL && readEntry(&entry, folder, found[i]->d_name))
            lessons->entries[lessons->count++] = entry;
        else if (lessons->entries != NULL)
            releaseEntry(&entry);
        free(found[i]);
    }
    free(found);
    free(folder);
    addProgress(lessons);
}

void lessonsRelease(struct lessons *lessons)
{
    for (size_t i = 0; i < lessons->count; i++)
        releaseEntry(&lessons->entries[i]);
    free(lessons->entries);
    *lessons = (struct lessons){0};
}

const struct lessonEntry *lessonsFind(const struct lessons *lessons, struct span word)
{
    const struct lessonEntry *found = NULL;
    uint64_t number = 0;
    const bool isNumber = numberRead(word, &number) == NUMBER_OK;
    size_t matches = 0;
    for (size_t i = 0; i < lessons->count; i++) {
        const struct lessonEntry *entry = &lessons->entries[i];
        if (spanIs(word, entry->name) || (isNumber && entry->number == number))
            return entry;
        if (spanStartsWith(spanOf(entry->name), word)) {
            found = entry;
            matches++;
        }
    }
    return matches == 1 ? found : NULL;
}
