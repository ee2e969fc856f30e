#include "cli/completion.h"

#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>

#include "base/glyph.h"
#include "cli/lessons.h"
#include "cli/tutor.h"
#include "engine/conditionread.h"
#include "engine/figure.h"
#include "lang/expect.h"
#include "lang/parse.h"
#include "lang/workload.h"
#include "study/question.h"

static const struct run *shell; /* readline's callbacks are given no context */
static bool isAnswer;

/* Candidates, one a call, that begin with `text`; `state` is 0 at the first call. */
static char *completeName(const char *text, int state, const char *(*nameAt)(size_t), size_t count)
{
    static size_t next;
    if (state == 0)
        next = 0;
    while (next < count) {
        const char *name = nameAt(next++);
        if (strncmp(name, text, strlen(text)) == 0)
            return strdup(name);
    }
    return NULL;
}

static char *completeVerb(const char *text, int state)
{
    return completeName(text, state, verbName, VERB_COUNT);
}

static const char *helpName(size_t index)
{
    return index < VERB_COUNT ? verbName(index) : "all";
}

static char *completeHelp(const char *text, int state)
{
    return completeName(text, state, helpName, VERB_COUNT + 1);
}

static const char *wordOrVerb(size_t index)
{
    return index < TUTOR_WORDS ? tutorWord(index) : verbName(index - TUTOR_WORDS);
}

/* In a lesson: its words, too. */
static char *completeInLesson(const char *text, int state)
{
    return completeName(text, state, wordOrVerb, TUTOR_WORDS + VERB_COUNT);
}

static rl_compentry_func_t *verbCompleter(void)
{
    return shell->tutor != NULL ? completeInLesson : completeVerb;
}

static char *completePart(const char *text, int state)
{
    return completeName(text, state, partName, PART_NAMES);
}

static const char *settingName(size_t index)
{
    static const char *const names[] = {"checks", "code",   "on",      "off",
                                        "guard",  "poison", "redzone", "encode"};
    return names[index];
}

static char *completeSetting(const char *text, int state)
{
    return completeName(text, state, settingName, 8);
}

static char *completeExpect(const char *text, int state)
{
    return completeName(text, state, expectName, EXPECT_ROWS);
}

static char *completeCondition(const char *text, int state)
{
    return completeName(text, state, conditionWord, conditionWordCount());
}

static char *completeFigure(const char *text, int state)
{
    return completeName(text, state, figureName, figureCount());
}

static enum wordName compared; /* whose values completeValue offers */

static char *completeValue(const char *text, int state)
{
    const struct wordNameRow *row = &wordNameTable[compared];
    size_t count = 0;
    while (row->valueAt(count) != NULL)
        count++;
    return completeName(text, state, row->valueAt, count);
}

static const char *topicName(size_t index)
{
    static const char *const names[] = {"breaks"};
    return names[index];
}

static char *completeTopic(const char *text, int state)
{
    return completeName(text, state, topicName, 1);
}

static const char *backName(size_t index)
{
    return index == 0 ? "until" : conditionWord(index - 1);
}

static char *completeBack(const char *text, int state)
{
    return completeName(text, state, backName, 1 + conditionWordCount());
}

/* A kind; or a parameter, with the = that its value stands behind. */
static char *completeAllocator(const char *text, int state)
{
    char *word = completeName(text, state, recipeWord, recipeWordCount());
    for (size_t i = 0; word != NULL && i < modelKindCount; i++)
        if (strcmp(word, modelKinds[i]->name) == 0)
            return word;
    char *parameter = NULL;
    if (word != NULL && asprintf(&parameter, "%s=", word) < 0)
        parameter = NULL;
    free(word);
    return parameter;
}

static const char *quizWord(size_t index)
{
    static const char *const names[] = {"on", "off", "all"};
    return index < QUESTION_KINDS ? questionKindName(index) : names[index - QUESTION_KINDS];
}

static char *completeQuiz(const char *text, int state)
{
    return completeName(text, state, quizWord, QUESTION_KINDS + 3);
}

static char *completeWorkload(const char *text, int state)
{
    return completeName(text, state, workloadWord, workloadWordCount());
}

static char *completeLive(const char *text, int state)
{
    static uint32_t next;
    const struct handles *handles = &shell->session.handles;
    if (state == 0)
        next = handlesLive(handles, 0);
    while (next != HANDLE_NONE) {
        const struct span name = handlesName(handles, next);
        next = handlesLive(handles, next + 1);
        if (spanStartsWith(name, spanOf(text)))
            return strndup(name.text, name.bytes);
    }
    return NULL;
}

/* Not those that would do something to the terminal when they are listed. */
static char *completeFile(const char *text, int state)
{
    char *name = rl_filename_completion_function(text, state);
    while (name != NULL && !glyphsOnly(spanOf(name))) {
        free(name);
        name = rl_filename_completion_function(text, 1);
    }
    return name;
}

/* Names of lessons; where a / or . was typed, a file. */
static char *completeLesson(const char *text, int state)
{
    static struct lessons lessons;
    static size_t next;
    if (strpbrk(text, "/.~") != NULL)
        return completeFile(text, state);
    if (state == 0) {
        next = 0;
        lessonsInit(&lessons);
    }
    while (next < lessons.count) {
        const char *name = lessons.entries[next++].name;
        if (strncmp(name, text, strlen(text)) == 0)
            return strdup(name);
    }
    lessonsRelease(&lessons);
    return NULL;
}

static char *completeNothing(const char *text, int state)
{
    (void)text, (void)state;
    return NULL;
}

/* In a condition, behind == and !=, what the name before them can be. */
static rl_compentry_func_t *valueCompleter(struct span before, rl_compentry_func_t *otherwise)
{
    compared = conditionCompares(before);
    if (compared == WORD_HANDLE)
        return completeLive;
    return compared < WORD_NAMES ? completeValue : otherwise;
}

/* What is offered for each kind of operands. */
/* clang-format off */
static rl_compentry_func_t *const completers[OPERANDS_COUNT] = {
    [OPERANDS_NONE] = completeNothing,
    [OPERANDS_POOL] = completeNothing,
    [OPERANDS_ALLOC] = completeNothing, /* a new name is the learner's to choose */
    [OPERANDS_FREE] = completeLive,
    [OPERANDS_SET] = completeSetting,
    [OPERANDS_EXPECT] = completeExpect,
    [OPERANDS_CHUNK] = completeLive,
    [OPERANDS_WRITE] = completeLive,
    [OPERANDS_PARTS] = completePart,
    [OPERANDS_VERB] = completeHelp,
    [OPERANDS_FILE] = completeFile,
    [OPERANDS_SAVE] = completeFile,
    [OPERANDS_COUNTED] = completeNothing,
    [OPERANDS_WORKLOAD] = completeWorkload,
    [OPERANDS_RECIPES] = completeAllocator,
    [OPERANDS_QUIZ] = completeQuiz,
    [OPERANDS_ALLOCATOR] = completeAllocator,
    [OPERANDS_NUMBER] = completeNothing,
    [OPERANDS_CONDITION] = completeCondition,
    [OPERANDS_BACK] = completeBack,
    [OPERANDS_FIGURE] = completeFigure,
    [OPERANDS_TOPIC] = completeTopic,
    [OPERANDS_LESSON] = completeLesson,
};
/* clang-format on */

static char **complete(const char *text, int start, int end)
{
    (void)end;
    if (isAnswer) {
        rl_attempted_completion_over = 1;
        return rl_completion_matches(text, completeLive);
    }
    const struct span line = spanOf(rl_line_buffer);
    const struct expectation expected = parseExpect(line, (size_t)start);
    rl_compentry_func_t *completer =
        expected.verb ? verbCompleter() : completers[expected.operands];
    if (completer == completeCondition || completer == completeBack)
        completer = valueCompleter((struct span){line.text, (size_t)start}, completer);
    const bool file = completer == completeFile;
    rl_filename_completion_desired = file;
    rl_filename_quoting_desired = file;
    rl_attempted_completion_over = 1;
    char **matches = rl_completion_matches(text, completer);
    const size_t bytes = matches != NULL ? strlen(matches[0]) : 0;
    rl_completion_suppress_append = bytes > 0 && matches[0][bytes - 1] == '='; /* a value comes */
    return matches;
}

void completionBegin(const struct run *r, bool answers)
{
    shell = r;
    isAnswer = answers;
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t;";
    rl_completer_quote_characters = "\"";
    rl_filename_quote_characters = " \t;#";
}
