#include "study/lessonread.h"

#include <string.h>

#include "base/checked.h"
#include "base/nearest.h"
#include "engine/conditionread.h"
#include "lang/word.h"

/* In which order the parts of a screen stand: a part's place is never below that of the one before.
 */
enum stage { STAGE_TOP, STAGE_SCREEN, STAGE_PICTURE, STAGE_TEXT, STAGE_DEMAND, STAGE_REPLIES };

/* The words behind `#:`. To add one: its kind in lesson.h, a row here, its entry in the manual. */
static const struct word {
    const char *name;
    enum lessonKind kind;
    enum stage stage;
    bool hasReply;        /* `BEFORE -- TEXT`                     */
    bool ofAsk, ofTask;   /* stands behind one of these           */
    const char *argument; /* what is missing where nothing stands behind it */
} words[] = {
    {"lesson", LESSON_TITLE, STAGE_TOP, false, false, false, "a title"},
    {"screen", LESSON_SCREEN, STAGE_SCREEN, false, false, false, "a heading"},
    {"view", LESSON_VIEW, STAGE_PICTURE, false, false, false, "a part of the picture"},
    {"load", LESSON_LOAD, STAGE_PICTURE, false, false, false, "a file"},
    {"run", LESSON_RUN, STAGE_PICTURE, false, false, false, "a command"},
    {"ask", LESSON_ASK, STAGE_DEMAND, false, false, false, "a question"},
    {"predict", LESSON_PREDICT, STAGE_DEMAND, false, false, false, "a kind of question"},
    {"task", LESSON_TASK, STAGE_DEMAND, false, false, false, "what is to be done"},
    {"goal", LESSON_GOAL, STAGE_REPLIES, false, false, true, "a condition"},
    {"answer", LESSON_ANSWER, STAGE_REPLIES, true, true, false, "an answer"},
    {"wrong", LESSON_WRONG, STAGE_REPLIES, true, true, true, "a wrong answer"},
    {"other", LESSON_OTHER, STAGE_REPLIES, false, true, false, "a reply"},
    {"hint", LESSON_HINT, STAGE_REPLIES, false, true, true, "a hint"},
    {"done", LESSON_DONE, STAGE_REPLIES, false, false, true, "a reply"},
};
#define WORDS (sizeof words / sizeof *words)

/* --- reading ---------------------------------------------------------------------------------- */

struct reader {
    struct lesson *lesson;
    struct parseError *fault;
    struct span line;
    uint64_t number;
    enum stage stage; /* of the last part                    */
    size_t demand;    /* its index                            */
    bool hasDemand;
    struct lessonScreen next; /* how the next screen is to look */
};

static bool fail(struct reader *r, struct span where, const char *message)
{
    r->fault->line = r->number;
    r->fault->at = (size_t)(where.text - r->line.text);
    r->fault->bytes = where.bytes;
    bufferAppendText(&r->fault->message, message);
    return false;
}

static bool addPart(struct reader *r, struct lessonPart part)
{
    struct lesson *l = r->lesson;
    struct lessonPart *parts =
        checkedGrow(l->parts, &l->partCapacity, (uint64_t)l->partCount + 1, sizeof *parts);
    if (parts == NULL)
        return fail(r, r->line, "no memory for the lesson");
    l->parts = parts;
    part.line = r->number;
    parts[l->partCount++] = part;
    if (l->screenCount > 0)
        l->screens[l->screenCount - 1].end = l->partCount;
    return true;
}

static bool isBlankLine(struct span line)
{
    for (size_t i = 0; i < line.bytes; i++)
        if (!wordIsBlank(line.text[i]))
            return false;
    return true;
}

/* --- what is checked of a part ---------------------------------------------------------------- */

static bool checkCondition(struct reader *r, struct span text)
{
    struct condition condition;
    struct conditionFault fault = {0};
    bufferInit(&fault.message);
    const bool sound = conditionParse(&condition, text, &fault);
    if (!sound) {
        fail(r, (struct span){text.text + fault.at, fault.bytes}, "");
        bufferAppendSpan(&r->fault->message, bufferSpan(&fault.message));
    }
    bufferRelease(&fault.message);
    return sound;
}

static bool checkGoal(struct reader *r, struct span text)
{
    struct command command;
    if (!lessonIsExpectation(text))
        return checkCondition(r, text);
    if (lessonExpectation(text, &command, r->fault) == PARSED_COMMAND)
        return true;
    r->fault->line = r->number;
    r->fault->at += (size_t)(text.text - r->line.text);
    return false;
}

/* One word of a view into *screen; false where it is none. */
static bool addView(struct lessonScreen *screen, struct span word)
{
    size_t part = 0;
    if (spanIs(word, "plain"))
        return screen->isPlain = true;
    if (spanIs(word, "table"))
        return screen->hasTable = true;
    if (spanIs(word, "none"))
        return true;
    if (lookupWord(word, partName, PART_NAMES, &part) != LOOKUP_FOUND)
        return false;
    screen->view |= partBits(part);
    return true;
}

/* For this screen, if there is one, and for those that follow. */
static bool checkView(struct reader *r, struct span text)
{
    struct lesson *l = r->lesson;
    r->next = (struct lessonScreen){.view = PARTS_NONE};
    for (struct span word = wordNext(&text); word.bytes > 0; word = wordNext(&text))
        if (!addView(&r->next, word))
            return fail(r, word,
                        "no part of the picture (blocks, table, list, chunks, fields, all, none, "
                        "plain)");
    if (l->screenCount == 0)
        return true;
    struct lessonScreen *screen = &l->screens[l->screenCount - 1];
    r->next.first = screen->first;
    r->next.end = screen->end;
    *screen = r->next;
    return true;
}

static bool beginScreen(struct reader *r)
{
    struct lesson *l = r->lesson;
    struct lessonScreen *screens =
        checkedGrow(l->screens, &l->screenCapacity, (uint64_t)l->screenCount + 1, sizeof *screens);
    if (screens == NULL)
        return fail(r, r->line, "no memory for the lesson");
    l->screens = screens;
    r->next.first = r->next.end = l->partCount;
    screens[l->screenCount++] = r->next;
    r->hasDemand = false;
    return true;
}

/* Does the screen hold a part of this kind? */
static bool holds(const struct lesson *lesson, size_t screen, enum lessonKind kind)
{
    size_t at = lesson->screens[screen].first;
    return lessonNext(lesson, screen, kind, &at) != NULL;
}

/* At the end of a screen: a question has an answer, a task a goal and a way to it. */
static bool endScreen(struct reader *r)
{
    const struct lesson *l = r->lesson;
    if (l->screenCount == 0 || !r->hasDemand)
        return true;
    const size_t screen = l->screenCount - 1;
    const struct lessonPart *demand = &l->parts[r->demand];
    const char *missing = NULL;
    if (demand->kind == LESSON_ASK && !holds(l, screen, LESSON_ANSWER))
        missing = "this question has no answer";
    else if (demand->kind == LESSON_TASK && !holds(l, screen, LESSON_GOAL))
        missing = "this task has no goal";
    else if (demand->kind == LESSON_TASK && !holds(l, screen, LESSON_WAY))
        missing = "behind this task no commands reach its goal";
    if (missing == NULL)
        return true;
    r->fault->line = demand->line;
    r->fault->at = r->fault->bytes = 0;
    bufferAppendText(&r->fault->message, missing);
    return false;
}

/* `BEFORE -- TEXT`, taken apart. */
static bool splitReply(struct reader *r, struct lessonPart *part)
{
    const char *dashes = memmem(part->text.text, part->text.bytes, " -- ", 4);
    if (dashes == NULL)
        return fail(r, (struct span){part->text.text + part->text.bytes, 0},
                    "' -- ' and a reply are missing");
    const char *end = part->text.text + part->text.bytes;
    part->before = wordTrim((struct span){part->text.text, (size_t)(dashes - part->text.text)});
    part->text = wordTrim((struct span){dashes + 4, (size_t)(end - dashes - 4)});
    return true;
}

static bool checkPart(struct reader *r, const struct lessonPart *part)
{
    struct command command;
    enum questionKind kind;
    const bool isTurn = part->kind == LESSON_WRONG && r->hasDemand &&
                        r->lesson->parts[r->demand].kind == LESSON_TASK;
    if (part->kind == LESSON_VIEW)
        return checkView(r, part->text);
    if (part->kind == LESSON_GOAL)
        return checkGoal(r, part->text);
    if (part->kind == LESSON_PREDICT && !lessonPrediction(part, &command, &kind))
        return fail(r, part->before,
                    "no prediction: a kind of question of 'quiz', and one step, such as 'free a'");
    return !isTurn || checkGoal(r, part->before);
}

/* --- lines ------------------------------------------------------------------------------------ */

static bool checkPlace(struct reader *r, const struct word *word, struct span name)
{
    const enum lessonKind demand = r->hasDemand ? r->lesson->parts[r->demand].kind : LESSON_KINDS;
    const bool asks = demand == LESSON_ASK || demand == LESSON_PREDICT;
    if (word->kind == LESSON_TITLE)
        return r->lesson->title.text == NULL || fail(r, name, "a lesson has one title");
    if (r->lesson->title.text == NULL)
        return fail(r, name, "'#: lesson TITLE' comes first");
    if (word->kind == LESSON_SCREEN || (word->kind == LESSON_VIEW && r->lesson->screenCount == 0))
        return true;
    if (r->lesson->screenCount == 0)
        return fail(r, name, "'#: screen HEADING' comes first");
    if (word->stage == STAGE_REPLIES && !(word->ofAsk && asks) &&
        !(word->ofTask && demand == LESSON_TASK))
        return fail(r, name,
                    word->ofAsk && word->ofTask ? "there is no question or task before it"
                    : word->ofAsk               ? "there is no question before it"
                                                : "there is no task before it");
    if (word->stage == STAGE_DEMAND && r->hasDemand)
        return fail(r, name, "a screen has one question or one task");
    return word->stage >= r->stage ||
           fail(r, name, "too far down: a screen is its picture, its text, its question or task");
}

static const struct word *findWord(struct reader *r, struct span name)
{
    const char *nearest = NULL;
    size_t distance = nearestLimit(name) + 1;
    for (size_t i = 0; i < WORDS; i++) {
        if (spanIs(name, words[i].name))
            return &words[i];
        nearestOffer(name, words[i].name, &nearest, &distance);
    }
    fail(r, name, "nothing that a lesson knows");
    if (nearest != NULL)
        bufferAppendFormat(&r->fault->message, " (did you mean '%s'?)", nearest);
    return NULL;
}

/* What stands behind `#:`. */
static bool readWord(struct reader *r, struct span rest)
{
    const struct span name = wordNext(&rest);
    if (name.bytes == 0)
        return fail(r, (struct span){r->line.text + r->line.bytes, 0}, "a word is missing");
    const struct word *word = findWord(r, name);
    if (word == NULL || !checkPlace(r, word, name))
        return false;
    struct lessonPart part = {.kind = word->kind, .text = wordTrim(rest)};
    if (part.text.bytes == 0) {
        fail(r, (struct span){r->line.text + r->line.bytes, 0}, word->argument);
        bufferAppendText(&r->fault->message, " is missing");
        return false;
    }
    if (word->hasReply && !splitReply(r, &part))
        return false;
    if (word->kind == LESSON_PREDICT) {
        part.before = wordNext(&part.text);
        part.text = wordTrim(part.text);
    }
    if (word->kind == LESSON_TITLE)
        r->lesson->title = part.text;
    if (word->kind == LESSON_SCREEN && !(endScreen(r) && beginScreen(r)))
        return false;
    if (!addPart(r, part))
        return false;
    r->stage = word->stage;
    if (word->stage == STAGE_DEMAND) {
        r->hasDemand = true;
        r->demand = r->lesson->partCount - 1;
    }
    return checkPart(r, &part);
}

/* Columns that UTF-8 takes; where it holds a control character, *control is that. */
static size_t columnsOf(struct span text, struct span *control)
{
    size_t columns = 0;
    for (size_t i = 0; i < text.bytes; i++) {
        const unsigned char byte = (unsigned char)text.text[i];
        const unsigned char next = i + 1 < text.bytes ? (unsigned char)text.text[i + 1] : 0;
        if (byte < 0x20 || byte == 0x7f || (byte == 0xc2 && next >= 0x80 && next < 0xa0))
            *control = (struct span){text.text + i, 1};
        columns += (byte & 0xc0) != 0x80;
    }
    return columns;
}

static bool readText(struct reader *r, struct span text)
{
    if (r->lesson->screenCount == 0) /* what a file says of itself */
        return true;
    if (text.bytes > 0 && text.text[0] == ' ') {
        text.text++;
        text.bytes--;
    }
    if (r->stage > STAGE_TEXT)
        return fail(r, text, "text stands before the question or task ('## ' begins a note)");
    struct span control = {NULL, 0};
    if (columnsOf(text, &control) > LESSON_COLUMNS)
        return fail(r, (struct span){text.text + LESSON_COLUMNS, text.bytes - LESSON_COLUMNS},
                    "a line of text has at most 78 columns");
    r->stage = STAGE_TEXT;
    return addPart(r, (struct lessonPart){.kind = LESSON_TEXT, .text = text});
}

static bool readCommands(struct reader *r)
{
    const struct lesson *l = r->lesson;
    if (l->screenCount == 0)
        return fail(r, wordTrim(r->line), "'#: screen HEADING' comes first");
    if (r->stage <= STAGE_PICTURE)
        return addPart(r, (struct lessonPart){.kind = LESSON_COMMANDS, .text = r->line});
    if (r->hasDemand && l->parts[r->demand].kind == LESSON_TASK)
        return addPart(r, (struct lessonPart){.kind = LESSON_WAY, .text = r->line});
    return fail(r, wordTrim(r->line),
                "commands stand before the text of a screen, or behind a task");
}

static bool readLine(struct reader *r)
{
    const struct span line = r->line;
    struct span control = {NULL, 0};
    if (isBlankLine(line))
        return true;
    (void)columnsOf(line, &control); /* what is shown must not speak to the terminal */
    if (control.bytes > 0 && line.text[0] == '#')
        return fail(r, control, "a control character");
    if (line.text[0] != '#')
        return readCommands(r);
    const struct span rest = {line.text + 1, line.bytes - 1};
    if (rest.bytes > 0 && rest.text[0] == '#')
        return true;
    if (rest.bytes > 0 && rest.text[0] == ':')
        return readWord(r, (struct span){rest.text + 1, rest.bytes - 1});
    return readText(r, rest);
}

static bool takeLine(struct span *text, struct span *line)
{
    if (text->bytes == 0)
        return false;
    const char *end = memchr(text->text, '\n', text->bytes);
    line->text = text->text;
    line->bytes = end != NULL ? (size_t)(end - text->text) : text->bytes;
    const size_t taken = line->bytes + (end != NULL);
    text->text += taken;
    text->bytes -= taken;
    if (line->bytes > 0 && line->text[line->bytes - 1] == '\r')
        line->bytes--;
    return true;
}

bool lessonRead(struct lesson *lesson, struct span text, struct parseError *fault)
{
    *lesson = (struct lesson){0};
    struct reader r = {.lesson = lesson, .fault = fault, .next.view = PARTS_BLOCKS | PARTS_LIST};
    bool sound = true;
    while (sound && takeLine(&text, &r.line)) {
        r.number++;
        sound = readLine(&r);
    }
    sound = sound && endScreen(&r);
    if (sound && lesson->screenCount == 0) {
        fault->line = 1;
        fault->at = fault->bytes = 0;
        bufferAppendText(&fault->message,
                         "no lesson: it has no '#: lesson TITLE', or no '#: screen HEADING'");
        sound = false;
    }
    if (!sound)
        lessonRelease(lesson);
    return sound;
}

struct span lessonTitle(struct span text)
{
    const struct span mark = spanOf("#: lesson ");
    struct span line;
    while (takeLine(&text, &line))
        if (spanStartsWith(line, mark))
            return wordTrim((struct span){line.text + mark.bytes, line.bytes - mark.bytes});
    return (struct span){text.text, 0};
}
