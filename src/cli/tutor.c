#include "cli/tutor.h"

#include <stdlib.h>
#include <string.h>

#include "cli/files.h"
#include "cli/lessons.h"
#include "cli/load.h"
#include "cli/paint.h"
#include "cli/rows.h"
#include "cli/screen.h"
#include "lang/word.h"
#include "study/lesson.h"
#include "study/lessonread.h"
#include "study/misconception.h"

/* What was done of a lesson, as `lesson` lists it: screen 12. */
#define NOTE_BYTES 24

/* To a wrong answer of which nothing else is known. */
#define LOOK_AGAIN "Look at the picture again; 'hint' helps."

/* --- beginning and end ------------------------------------------------------------------------ */

static void tutorFree(struct tutor *t)
{
    lessonRelease(&t->lesson);
    questionRelease(&t->question);
    bufferRelease(&t->posed);
    traceRelease(&t->text);
    free(t->name);
    free(t->file);
    free(t);
}

void tutorEnd(struct run *r)
{
    if (r->tutor == NULL)
        return;
    r->style.parts = r->tutor->partsBefore;
    r->lessonOmits = 0;
    paintOmit(r);
    r->paintedStep = r->session.stepCount; /* its screens show what is to be seen of its steps */
    tutorFree(r->tutor);
    r->tutor = NULL;
}

/* Questions to poolsim that a lesson may hold: they change nothing, here or elsewhere. */
static bool isHarmless(enum verb verb)
{
    return verb == VERB_COMPARE || verb == VERB_HISTORY || verb == VERB_STATS ||
           verb == VERB_SHOW || verb == VERB_DUMP || verb == VERB_WHY;
}

/* Is what stands behind each `run` a sound question? */
static bool checkRuns(struct run *r, const struct lesson *lesson)
{
    bool sound = true;
    for (size_t i = 0; i < lesson->partCount && sound; i++) {
        struct parser parser;
        struct command command;
        if (lesson->parts[i].kind != LESSON_RUN)
            continue;
        parserInit(&parser, lesson->parts[i].text, lesson->parts[i].line);
        enum parsed parsed;
        while (sound && (parsed = parserNext(&parser, &command, &r->fault)) != PARSED_END) {
            sound = parsed == PARSED_COMMAND && runCheck(r, lesson->parts[i].text, &command);
            if (sound && !isHarmless(command.verb)) {
                runSetFault(r, lesson->parts[i].text, &command, lesson->parts[i].text, 0, 1,
                            spanOf("a lesson runs questions only (compare, dump, stats, ...)"));
                sound = false;
            }
        }
    }
    return sound;
}

/* The line of the file that the fault is in; its column moves on where only a part was read. */
static struct span faultLine(struct run *r, const struct trace *text)
{
    uint64_t number;
    struct span line = {NULL, 0};
    (void)traceLineAt(text, r->fault.line - 1, &number, &line);
    return line;
}

static bool readLesson(struct run *r, struct tutor *t)
{
    const struct source source = {.name = spanOf(t->file)};
    if (!loadTrace(r, t->file, false, false, &t->text))
        return false;
    bufferClear(&r->fault.message);
    if (!lessonRead(&t->lesson, bufferSpan(&t->text.text), &r->fault)) {
        runComplainFault(r, &source, faultLine(r, &t->text));
        return false;
    }
    if (checkRuns(r, &t->lesson))
        return true;
    const struct span line = faultLine(r, &t->text);
    const char *run = memmem(line.text, line.bytes, "run ", 4);
    r->fault.at += run != NULL ? (size_t)(run + 4 - line.text) : 0;
    runComplainFault(r, &source, line);
    return false;
}

static bool begin(struct run *r, const char *name, const char *file, bool isListed, size_t screen)
{
    struct tutor *t = calloc(1, sizeof *t);
    if (t == NULL)
        return false;
    traceInit(&t->text);
    questionInit(&t->question);
    bufferInit(&t->posed);
    t->isListed = isListed;
    t->name = strdup(name);
    t->file = strdup(file);
    if (t->name == NULL || t->file == NULL || !readLesson(r, t)) {
        tutorFree(t);
        return false;
    }
    tutorEnd(r);
    t->partsBefore = r->style.parts;
    r->tutor = t;
    screenEnter(r, screen < t->lesson.screenCount ? screen : t->lesson.screenCount - 1);
    return true;
}

static void noteOf(const struct lessonEntry *entry, char *note, size_t bytes)
{
    struct buffer text;
    bufferInit(&text);
    if (entry->isDone)
        bufferAppendText(&text, "done");
    else if (entry->screen > 0)
        bufferAppendFormat(&text, "screen %zu", entry->screen);
    const size_t taken = text.bytes < bytes ? text.bytes : bytes - 1;
    memcpy(note, taken > 0 ? text.text : "", taken);
    note[taken] = '\0';
    bufferRelease(&text);
}

static bool listLessons(struct run *r, const struct source *source, const struct command *command,
                        const struct lessons *lessons)
{
    struct rows rows;
    struct buffer text;
    char(*notes)[NOTE_BYTES] = calloc(lessons->count + 1, sizeof *notes);
    if (notes == NULL || !rowsInit(&rows, lessons->count)) {
        free(notes);
        return runRefuse(r, source, command, "out of memory");
    }
    bufferInit(&text);
    for (size_t i = 0; i < lessons->count; i++) {
        const struct lessonEntry *entry = &lessons->entries[i];
        bufferClear(&text);
        bufferAppendText(&text, entry->name);
        bufferPadTo(&text, 0, 13);
        bufferAppendText(&text, entry->title);
        noteOf(entry, notes[i], sizeof notes[i]);
        rowsAdd(&rows, entry->number, bufferSpan(&text), notes[i][0] != '\0' ? notes[i] : NULL,
                r->tutor != NULL && strcmp(r->tutor->name, entry->name) == 0);
        outputDependsOn(r->output, &text);
    }
    bufferRelease(&text);
    rowsPaint(r, &rows, (struct listing){.op = "lesson", .empty = "no lessons were found"});
    free(notes);
    return true;
}

/* A word with a / or a . in it is a file's name. */
static bool isFile(struct span word)
{
    return memchr(word.text, '/', word.bytes) != NULL || memchr(word.text, '.', word.bytes) != NULL;
}

static bool beginFile(struct run *r, const struct command *command, size_t screen)
{
    char *name = filesName(command->word);
    const bool begun = name != NULL && begin(r, name, name, false, screen);
    free(name);
    return begun;
}

bool tutorAnswer(struct run *r, const struct source *source, const struct command *command)
{
    const size_t screen = command->hasSize ? (size_t)command->size - 1 : 0;
    struct lessons lessons;
    bool good = true;
    if (command->word.text != NULL && isFile(command->word))
        return beginFile(r, command, screen) || !source->stopsAtFault;
    lessonsInit(&lessons);
    if (command->word.text == NULL) {
        good = listLessons(r, source, command, &lessons);
    } else {
        const struct lessonEntry *entry = lessonsFind(&lessons, command->word);
        const char *why = lessons.count > 0 ? "no such lesson: 'lesson' lists them"
                                            : "no lessons were found: 'make install' brings them";
        good = entry != NULL ? begin(r, entry->name, entry->path, true, screen)
                             : runRefuse(r, source, command, why);
    }
    lessonsRelease(&lessons);
    return good || !source->stopsAtFault;
}

/* --- what a learner says ---------------------------------------------------------------------- */

static void finish(struct run *r)
{
    struct lessons lessons;
    struct buffer text;
    bufferInit(&text);
    bufferAppendFormat(&text, "That was the lesson '%s'.", r->tutor->name);
    if (r->tutor->isListed) {
        if (r->shell)
            lessonsKeep(r->tutor->name, r->tutor->lesson.screenCount, true);
        lessonsInit(&lessons);
        const struct lessonEntry *here = lessonsFind(&lessons, spanOf(r->tutor->name));
        const bool more = here != NULL && here + 1 < lessons.entries + lessons.count;
        if (more)
            bufferAppendFormat(&text, " The next one: lesson %s", here[1].name);
        lessonsRelease(&lessons);
    }
    screenSayText(r, TONE_PLAIN, "", &text);
    bufferRelease(&text);
    tutorEnd(r);
}

/* What the step does, and why; any answer that can be read finds it out. */
static void tellPrediction(struct run *r)
{
    struct buffer truth, why;
    bufferInit(&truth);
    bufferInit(&why);
    if (screenFindOut(r, &truth, &why)) {
        screenSayText(r, TONE_STRONG, "The answer: ", &truth);
        screenSayText(r, TONE_PLAIN, "", &why);
    }
    bufferRelease(&truth);
    bufferRelease(&why);
}

/* What is not answered is told; the word said again goes on. */
static void tell(struct run *r)
{
    struct tutor *t = r->tutor;
    const bool isAsk = screenAsks(t);
    size_t at = t->lesson.screens[t->screen].first;
    const struct lessonPart *part;
    t->isOpen = false;
    if (isAsk && screenDemand(t)->kind == LESSON_PREDICT) {
        tellPrediction(r);
    } else if (isAsk) {
        part = lessonNext(&t->lesson, t->screen, LESSON_ANSWER, &at);
        const char *bar = memchr(part->before.text, '|', part->before.bytes);
        struct span first = part->before;
        first.bytes = bar != NULL ? (size_t)(bar - first.text) : first.bytes;
        screenSayLine(r, TONE_STRONG, "The answer: ", first);
        screenSayPart(r, TONE_PLAIN, "", part);
    } else {
        while ((part = lessonNext(&t->lesson, t->screen, LESSON_WAY, &at)) != NULL)
            screenSayPart(r, TONE_STRONG, "One way: ", part);
    }
}

static void wordNextScreen(struct run *r)
{
    if (r->tutor->isOpen)
        tell(r);
    else if (r->tutor->screen + 1 < r->tutor->lesson.screenCount)
        screenEnter(r, r->tutor->screen + 1);
    else
        finish(r);
}

static void wordBack(struct run *r)
{
    if (r->tutor->screen == 0)
        screenSay(r, "This is the first screen.");
    else
        screenEnter(r, r->tutor->screen - 1);
}

static void wordRepeat(struct run *r)
{
    screenEnter(r, r->tutor->screen);
}

static void wordLeave(struct run *r)
{
    struct buffer text;
    bufferInit(&text);
    bufferAppendFormat(&text, "'lesson %s %zu' goes on here.", r->tutor->name,
                       r->tutor->screen + 1);
    screenSayText(r, TONE_PLAIN, "", &text);
    bufferRelease(&text);
    tutorEnd(r);
}

static void wordHint(struct run *r)
{
    struct tutor *t = r->tutor;
    struct buffer fact;
    bufferInit(&fact);
    const struct lessonPart *hint = lessonNext(&t->lesson, t->screen, LESSON_HINT, &t->hintAt);
    if (!t->isOpen)
        screenSay(r, "Nothing is asked.");
    else if (hint != NULL)
        screenSayPart(r, TONE_STRONG, "Hint: ", hint);
    else if (screenDemand(t)->kind == LESSON_PREDICT && questionHint(&t->question, &fact))
        screenSayText(r, TONE_STRONG, "Hint: ", &fact);
    else
        screenSay(r, screenAsks(t) ? "No more hints: 'next' tells the answer."
                                   : "No more hints: 'next' tells one way.");
    bufferRelease(&fact);
}

static void wordHelp(struct run *r);

static const struct lessonWord {
    const char *name;
    void (*carryOut)(struct run *r);
    const char *summary;
} lessonWords[TUTOR_WORDS] = {
    {"next", wordNextScreen, "go on, as does Enter; where something is asked, be told it"},
    {"back", wordBack, "the screen before"},
    {"repeat", wordRepeat, "this screen again, from its beginning"},
    {"hint", wordHint, "help with what is asked"},
    {"leave", wordLeave, "leave the lesson; the pool stays as it is"},
    {"help", wordHelp, "these words"},
};

const char *tutorWord(size_t index)
{
    return lessonWords[index].name;
}

static void wordHelp(struct run *r)
{
    struct buffer label;
    bufferInit(&label);
    for (size_t i = 0; i < TUTOR_WORDS; i++) {
        bufferClear(&label);
        bufferAppendFormat(&label, "%-8s", lessonWords[i].name);
        bufferAppendByte(&label, '\0');
        screenSayLine(r, TONE_STRONG, label.text, spanOf(lessonWords[i].summary));
    }
    screenSay(r, "Where nothing is asked, and in tasks, all commands work: 'help alloc', say.");
    outputDependsOn(r->output, &label);
    bufferRelease(&label);
}

static const struct lessonWord *findWord(struct span line)
{
    for (size_t i = 0; i < TUTOR_WORDS; i++)
        if (spanIs(line, lessonWords[i].name))
            return &lessonWords[i];
    return NULL;
}

/* An answer to a prediction that the lesson itself does not foresee. */
static void gradePrediction(struct run *r, struct span answer, const struct lessonPart *other)
{
    struct grade grade;
    struct buffer why;
    bufferInit(&why);
    if (!screenPredict(r, answer, &grade, &why)) {
        screenSayText(r, TONE_PLAIN, "", &why);
    } else if (grade.isRight) {
        r->tutor->isOpen = false;
        screenSayText(r, TONE_STRONG, "Yes: ", &why);
    } else if (grade.misconception != NULL) {
        screenSayLine(r, TONE_STRONG, "No. ", spanOf(grade.misconception->reply));
    } else {
        screenSayLine(r, TONE_STRONG, "No. ", other != NULL ? other->text : spanOf(LOOK_AGAIN));
    }
    bufferRelease(&why);
}

static void grade(struct run *r, struct span answer)
{
    struct tutor *t = r->tutor;
    const struct lessonPart *reply = lessonGrade(&t->lesson, t->screen, answer);
    const bool isRight = reply != NULL && reply->kind == LESSON_ANSWER;
    if (isRight) {
        t->isOpen = false;
        screenSayPart(r, TONE_STRONG, "Yes. ", reply);
    } else if (verbBegins(answer) && (reply == NULL || reply->kind == LESSON_OTHER)) {
        screenSay(r, "First the question: type an answer, or 'hint', or 'next' to be told.");
    } else if (screenDemand(t)->kind == LESSON_PREDICT &&
               (reply == NULL || reply->kind == LESSON_OTHER)) {
        gradePrediction(r, answer, reply);
    } else if (reply != NULL) {
        screenSayPart(r, TONE_STRONG, "No. ", reply);
    } else {
        screenSayLine(r, TONE_STRONG, "No. ", spanOf(LOOK_AGAIN));
    }
}

bool tutorIsMissing(const struct run *r, struct span line)
{
    return r->tutor == NULL && findWord(wordTrim(line)) != NULL;
}

bool tutorWants(const struct run *r, struct span line)
{
    const struct tutor *t = r->tutor;
    line = wordTrim(line);
    if (t->isPlaying)
        return false;
    if (line.bytes == 0 || line.text[0] == '#' || findWord(line) != NULL)
        return true;
    return screenAsks(t) && !spanStartsWith(line, spanOf("lesson")) && !spanIs(line, "quit") &&
           !spanIs(line, "exit");
}

void tutorTake(struct run *r, struct span line)
{
    line = wordTrim(line);
    const struct lessonWord *word = findWord(line);
    if (line.bytes == 0 && r->tutor->isOpen)
        screenSayDemand(r);
    else if (line.bytes == 0)
        wordNextScreen(r);
    else if (word != NULL)
        word->carryOut(r);
    else if (line.text[0] != '#')
        grade(r, line);
}

/* --- tasks ------------------------------------------------------------------------------------ */

void tutorMeet(struct run *r, const struct event *event)
{
    struct tutor *t = r->tutor;
    if (t->isPlaying || !t->isOpen || screenAsks(t))
        return;
    t->isMet = true;
    t->isReached = lessonIsReached(&t->lesson, t->screen, &r->session, event);
    t->turn = t->isReached ? NULL : lessonTurn(&t->lesson, t->screen, &r->session, event);
}

void tutorSay(struct run *r)
{
    struct tutor *t = r->tutor;
    if (!t->isMet && r->session.stepCount != t->step) { /* undo, redo, goto: no step of its own */
        const struct event event = {.step = r->session.stepCount,
                                    .op = "",
                                    .before = r->session.fields,
                                    .after = r->session.fields};
        tutorMeet(r, &event);
    }
    t->step = r->session.stepCount;
    if (!t->isMet)
        return;
    t->isMet = false;
    if (!t->isReached) {
        if (t->turn != NULL)
            screenSayPart(r, TONE_STRONG, "Not yet. ", t->turn);
        screenSayDemand(r);
        return;
    }
    size_t at = t->lesson.screens[t->screen].first;
    t->isOpen = false;
    screenSayPart(r, TONE_STRONG, "Done. ", lessonNext(&t->lesson, t->screen, LESSON_DONE, &at));
}

const char *tutorPrompt(const struct run *r)
{
    const struct tutor *t = r->tutor;
    if (t == NULL)
        return "poolsim> ";
    if (!t->isOpen)
        return t->screen + 1 < t->lesson.screenCount ? "Enter goes on> "
                                                     : "Enter ends the lesson> ";
    return screenAsks(t) ? "answer> " : "task> ";
}
