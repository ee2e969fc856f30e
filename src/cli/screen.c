#include "cli/screen.h"

#include <string.h>

#include "cli/driver.h"
#include "cli/load.h"
#include "cli/lessons.h"
#include "cli/paint.h"
#include "engine/explain.h"

/* Columns of the line above a screen. */
#define RULE_COLUMNS 78

/* --- words ------------------------------------------------------------------------------------ */

/* A lesson is a file of somebody's: what of it can't be seen is escaped. Text beside objects for
 * programs would be in the way: it goes to standard error then. */
void screenSayLine(struct run *r, enum tone tone, const char *label, struct span text)
{
    const bool aside = r->options->painter != &textPainter;
    struct style style = r->style;
    struct buffer own, shown;
    bufferInit(&own);
    bufferInit(&shown);
    style.colour = style.colour && !aside;
    struct canvas c = {.out = aside ? &own : &r->output->text, .style = &style};
    struct canvas escaped = {.out = &shown, .style = &style};
    canvasOutside(&escaped, text, SIZE_MAX);
    canvasLineBegin(&c, (unsigned)strlen(label));
    canvasToneBegin(&c, tone);
    canvasOutside(&c, spanOf(label), SIZE_MAX);
    canvasToneEnd(&c, tone);
    canvasSentence(&c, bufferSpan(&shown));
    canvasLineEnd(&c);
    c.out->failed = c.out->failed || shown.failed;
    if (aside)
        outputError(r->output, &own);
    bufferRelease(&own);
    bufferRelease(&shown);
}

void screenSayText(struct run *r, enum tone tone, const char *label, const struct buffer *text)
{
    screenSayLine(r, tone, label, bufferSpan(text));
    outputDependsOn(r->output, text);
}

void screenSay(struct run *r, const char *text)
{
    screenSayLine(r, TONE_PLAIN, "", spanOf(text));
}

void screenSayPart(struct run *r, enum tone tone, const char *label, const struct lessonPart *part)
{
    screenSayLine(r, tone, label, part != NULL ? part->text : spanOf(""));
}

const struct lessonPart *screenDemand(const struct tutor *t)
{
    return lessonDemand(&t->lesson, t->screen);
}

bool screenAsks(const struct tutor *t)
{
    return t->isOpen && screenDemand(t)->kind != LESSON_TASK;
}

void screenSayDemand(struct run *r)
{
    const struct tutor *t = r->tutor;
    const struct lessonPart *demand = screenDemand(t);
    if (!t->isOpen)
        return;
    if (demand->kind == LESSON_PREDICT)
        screenSayText(r, TONE_STRONG, "Question: ", &t->posed);
    else
        screenSayPart(r, TONE_STRONG, screenAsks(t) ? "Question: " : "Task: ", demand);
}

/* -- chunks, 3 of 9: HEADING ------- */
static void sayHeading(struct run *r)
{
    const struct tutor *t = r->tutor;
    size_t at = t->lesson.screens[t->screen].first;
    const struct lessonPart *heading = lessonNext(&t->lesson, t->screen, LESSON_SCREEN, &at);
    struct buffer rule;
    bufferInit(&rule);
    bufferAppendFormat(&rule, "-- %s, %zu of %zu: ", t->name, t->screen + 1, t->lesson.screenCount);
    bufferAppendSpan(&rule, heading->text);
    bufferAppendByte(&rule, ' ');
    const size_t columns = r->style.columns < RULE_COLUMNS ? r->style.columns : RULE_COLUMNS;
    const size_t taken = canvasColumnsOf(rule.text, rule.bytes);
    bufferAppendRepeated(&rule, '-', taken < columns ? columns - taken : 0);
    bufferAppendByte(&rule, '\0');
    if (!rule.failed)
        screenSayLine(r, TONE_STRONG, rule.text, spanOf(""));
    outputDependsOn(r->output, &rule);
    bufferRelease(&rule);
}

/* --- the picture ------------------------------------------------------------------------------ */

static struct source sourceOf(const struct tutor *t)
{
    return (struct source){
        .name = spanOf(t->file), .stopsWhenRefused = true, .stopsAtFault = true, .isTrace = true};
}

/* A command that changes the state, or checks it, is not seen until the picture is. */
static bool isSilent(enum verb verb)
{
    return verbTable[verb].isStep || verb == VERB_EXPECT || verb == VERB_SET || verb == VERB_RANDOM;
}

#define NOTHING_SHOWN UINT64_MAX

/* The last step, if it was not yet shown. */
static void showPending(struct run *r, uint64_t *shown)
{
    if (*shown == r->session.stepCount || r->style.parts == VIEW_NONE)
        return;
    *shown = r->session.stepCount;
    runShowHere(r);
    r->tutor->lacksLine = false;
}

/*
 * A step that is refused, or an expectation that does not hold, does not end a lesson. It is said
 * where the command is carried out for the first time: each screen does those before it again.
 */
static void playCommand(struct run *r, const struct source *source, const struct command *command,
                        bool isFirst)
{
    if (isFirst && command->verb != VERB_EXPECT)
        (void)runSettle(r, source);
    if (isFirst || command->verb != VERB_EXPECT)
        (void)driverCommand(r, source, command);
    r->refusal.pends = r->refusal.pends && isFirst;
}

/* A line of commands; with `shown` it is of the screen that is being shown. */
static void playLine(struct run *r, const struct lessonPart *part, uint64_t *shown)
{
    const struct source source = sourceOf(r->tutor);
    const bool isFirst = part->line > r->tutor->playedLine;
    struct parser parser;
    struct command command;
    bufferClear(&r->fault.message);
    parserInit(&parser, part->text, part->line);
    while (parserNext(&parser, &command, &r->fault) == PARSED_COMMAND) {
        const bool silent = isSilent(command.verb);
        if (command.verb == VERB_QUIT || command.verb == VERB_EXIT)
            break; /* it ends a replay, and must not end the shell */
        if (!silent && shown == NULL)
            continue;
        if (!silent)
            showPending(r, shown);
        r->muted = silent;
        r->tutor->lacksLine = r->tutor->lacksLine || !silent;
        playCommand(r, &source, &command, isFirst);
    }
    r->muted = false;
    if (isFirst)
        r->tutor->playedLine = part->line;
}

/* Beside the lesson's file, where the name does not begin at the root. */
static void loadTraceOf(struct run *r, const struct lessonPart *part)
{
    const struct tutor *t = r->tutor;
    const char *slash = strrchr(t->file, '/');
    const bool beside = part->text.text[0] != '/' && slash != NULL;
    struct buffer name;
    bufferInit(&name);
    bufferAppend(&name, t->file, beside ? (size_t)(slash + 1 - t->file) : 0);
    bufferAppendSpan(&name, part->text);
    bufferAppendByte(&name, '\0');
    if (!name.failed)
        loadBeside(r, name.text);
    bufferRelease(&name);
}

/* A command that a trace can't hold; which ones there can be, checkRuns says. */
static void runQuestion(struct run *r, const struct lessonPart *part)
{
    const struct source source = {.name = spanOf(r->tutor->file)};
    (void)driverLine(r, &source, part->text, part->line);
    r->tutor->lacksLine = !spanStartsWith(part->text, spanOf("compare")); /* its table has one */
}

/* Steps of this screen, and what it shows. */
static void playScreen(struct run *r, size_t screen, bool isShown)
{
    const struct tutor *t = r->tutor;
    const struct source source = sourceOf(t);
    uint64_t shown = NOTHING_SHOWN;
    for (size_t i = t->lesson.screens[screen].first; i < t->lesson.screens[screen].end; i++) {
        const struct lessonPart *part = &t->lesson.parts[i];
        if (part->kind == LESSON_COMMANDS)
            playLine(r, part, isShown ? &shown : NULL);
        else if (part->kind == LESSON_WAY && !isShown)
            playLine(r, part, NULL);
        else if (part->kind == LESSON_LOAD && isShown)
            loadTraceOf(r, part);
        else if (part->kind == LESSON_RUN && isShown)
            runQuestion(r, part);
    }
    (void)runSettle(r, &source);
    if (isShown)
        showPending(r, &shown);
}

/* The screen's text; false where it has none. */
static bool sayText(struct run *r)
{
    const struct tutor *t = r->tutor;
    bool hasText = false;
    size_t at = t->lesson.screens[t->screen].first;
    for (const struct lessonPart *line;
         (line = lessonNext(&t->lesson, t->screen, LESSON_TEXT, &at)) != NULL;) {
        screenSayPart(r, TONE_PLAIN, "", line);
        hasText = true;
    }
    return hasText;
}

static unsigned omitsOf(const struct lessonScreen *screen)
{
    return OMIT_NEXT | (screen->isPlain ? OMIT_REASON : 0) | (screen->hasTable ? 0 : OMIT_TABLE);
}

/* Is the first command of the screen one that makes a new pool? What was before is gone then. */
static bool beginsAnew(const struct lesson *lesson, size_t screen)
{
    size_t at = lesson->screens[screen].first;
    const struct lessonPart *line = lessonNext(lesson, screen, LESSON_COMMANDS, &at);
    struct parser parser;
    struct command command = {.verb = VERB_COUNT};
    struct parseError fault = {0};
    if (line == NULL)
        return false;
    parserInit(&parser, line->text, line->line);
    (void)parserNext(&parser, &command, &fault);
    bufferRelease(&fault.message);
    return command.verb == VERB_POOL || command.verb == VERB_ALLOCATOR;
}

/* A new session, with the lesson's steps up to this screen, unseen; false, after a message. */
static bool playTo(struct run *r, size_t screen)
{
    size_t from = screen;
    if (!runBeginAgain(r))
        return false;
    sessionSetChecks(&r->session, true);
    while (from > 0 && !beginsAnew(&r->tutor->lesson, from))
        from--;
    for (; from < screen; from++)
        playScreen(r, from, false);
    return true;
}

/* Poses the question of a prediction, about the state that the screen has led to. */
static bool pose(struct run *r)
{
    struct tutor *t = r->tutor;
    const struct lessonPart *part = screenDemand(t);
    const struct command here = {.line = part->line, .column = 1};
    const struct source source = {.name = spanOf(t->file)};
    struct command command;
    enum questionKind kind;
    bufferClear(&t->posed);
    if (lessonPrediction(part, &command, &kind) && questionFits(&r->session, &command, kind) &&
        questionPose(&t->question, &r->session, &command, kind, &t->posed))
        return true;
    runComplainAt(r, &source, &here, STATUS_MALFORMED,
                  spanOf("this question does not fit this step here"));
    return false;
}

/* What the screen asks is open from now on; behind its text an empty line is missing. */
static void demand(struct run *r, bool lacksLine)
{
    struct tutor *t = r->tutor;
    const struct lessonPart *part = screenDemand(t);
    t->isOpen = part != NULL && (part->kind != LESSON_PREDICT || pose(r));
    t->isReached = t->isMet = false;
    t->step = r->session.stepCount;
    t->turn = NULL;
    t->hintAt = t->lesson.screens[t->screen].first;
    if (t->isOpen && lacksLine)
        screenSay(r, "");
    screenSayDemand(r);
}

/* Takes the step, and goes back to before it. */
static bool resolve(struct run *r, struct buffer *why)
{
    struct tutor *t = r->tutor;
    struct command command;
    struct event event;
    enum questionKind kind;
    (void)lessonPrediction(screenDemand(t), &command, &kind);
    sessionStep(&r->session, &command, &event);
    explainStep(&r->session, &command, &event, why);
    const bool resolved = questionResolve(&t->question, &r->session, &event);
    t->isPlaying = r->passesBreaks = true;
    const bool back = playTo(r, t->screen);
    if (back)
        playScreen(r, t->screen, false);
    t->isPlaying = r->passesBreaks = false;
    t->step = r->session.stepCount;
    return resolved && back;
}

bool screenFindOut(struct run *r, struct buffer *truth, struct buffer *why)
{
    if (!resolve(r, why))
        return false;
    questionTellTruth(&r->tutor->question, truth);
    return true;
}

bool screenPredict(struct run *r, struct span answer, struct grade *grade, struct buffer *why)
{
    struct tutor *t = r->tutor;
    struct answer read;
    if (!questionRead(&t->question, &r->session, answer, &read, why))
        return false;
    if (!resolve(r, why))
        return false;
    *grade = questionGrade(&t->question, &read);
    return grade->isRight || pose(r);
}

void screenEnter(struct run *r, size_t screen)
{
    struct tutor *t = r->tutor;
    t->screen = screen;
    t->isPlaying = r->passesBreaks = true;
    loadDrop(r);
    if (!playTo(r, screen))
        return;
    sayHeading(r);
    t->lacksLine = false;
    r->style.parts = t->lesson.screens[screen].view;
    r->lessonOmits = omitsOf(&t->lesson.screens[screen]);
    paintOmit(r);
    playScreen(r, screen, true);
    t->isPlaying = r->passesBreaks = false;
    if (t->lacksLine)
        screenSay(r, "");
    const bool isBare = r->style.parts == VIEW_NONE && !t->lacksLine; /* but for its heading */
    const bool hasText = sayText(r);
    demand(r, hasText || isBare);
    if (r->shell && t->isListed)
        lessonsKeep(t->name, screen + 1, false);
}
