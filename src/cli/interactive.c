#include "cli/interactive.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <readline/readline.h>
#include <sys/auxv.h>

#include "base/glyph.h"
#include "cli/driver.h"
#include "cli/history.h"
#include "cli/keys.h"
#include "cli/lessons.h"
#include "cli/terminal.h"
#include "cli/tutor.h"
#include "engine/conditionread.h"
#include "engine/figure.h"
#include "lang/expect.h"
#include "lang/workload.h"
#include "study/question.h"

static struct run *shell; /* readline's callbacks are given no context */
static char *typedLine;   /* NULL at Ctrl-D */
static bool lineIsDone;
static const char *prompt;
static bool isAsked;                 /* the line is an answer, and no command */
static volatile sig_atomic_t caught; /* the last signal but SIGINT */

bool interactiveIsPossible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* --- completion ------------------------------------------------------------------------------- */

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

static char *completeAllocator(const char *text, int state)
{
    return completeName(text, state, recipeWord, recipeWordCount());
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
    [OPERANDS_VERB] = completeVerb,
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
    if (isAsked) {
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

static void configure(struct run *r)
{
    static bool isConfigured;
    shell = r;
    if (isConfigured)
        return;
    isConfigured = true;
    const char *term = getenv("TERM");
    rl_readline_name = "poolsim";
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t;";
    rl_completer_quote_characters = "\"";
    rl_filename_quote_characters = " \t;#";
    rl_getc_function = keysByte;
    rl_catch_signals = 0; /* they are waited for in readLine */
    rl_catch_sigwinch = 0;
    if (getauxval(AT_SECURE) != 0) /* set-uid: nobody's keys are bound to what he likes */
        setenv("INPUTRC", "/dev/null", 1);
    rl_initialize();
    if (term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0)
        rl_variable_bind("enable-bracketed-paste", "off");
}

/* --- signals ---------------------------------------------------------------------------------- */

static const int handledSignals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
#define HANDLED_SIGNALS (sizeof handledSignals / sizeof *handledSignals)

static void onSignal(int signal)
{
    caught = signal;
}

static void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

/* Handlers for the time that a line is typed; `before` is the mask with which to wait. */
static void signalsBegin(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    for (size_t i = 0; i < HANDLED_SIGNALS; i++) {
        sigaddset(&held, handledSignals[i]);
        handle(handledSignals[i], onSignal);
    }
    sigprocmask(SIG_BLOCK, &held, before);
}

static void signalsEnd(const sigset_t *before)
{
    for (size_t i = 0; i < HANDLED_SIGNALS; i++)
        handle(handledSignals[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, before, NULL);
}

static void lineIsTyped(char *line)
{
    typedLine = line;
    lineIsDone = true;
    rl_callback_handler_remove(); /* the terminal is itself again while the line runs */
}

/* Ctrl-C: what was typed is dropped, and a new line begins. */
static void dropLine(void)
{
    terminalInterrupted = 0;
    rl_echo_signal_char(SIGINT);
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_callback_handler_remove();
    fputc('\n', rl_outstream);
    rl_callback_handler_install(prompt, lineIsTyped);
}

/* The terminal is given back before the signal does what it does, and taken again if we go on. */
static void yieldTo(int signal, const sigset_t *before)
{
    sigset_t held;
    char *typed = strdup(rl_line_buffer);
    const int point = rl_point;
    rl_callback_handler_remove();
    handle(signal, SIG_DFL);
    raise(signal);
    sigprocmask(SIG_SETMASK, before, &held); /* here we die, or stop and are continued */
    sigprocmask(SIG_SETMASK, &held, NULL);
    handle(signal, onSignal);
    rl_callback_handler_install(prompt, lineIsTyped);
    if (typed != NULL) { /* go on where we were */
        rl_insert_text(typed);
        rl_point = point;
        rl_redisplay();
    }
    free(typed);
}

static void handleCaught(const sigset_t *before)
{
    const int signal = caught;
    caught = 0;
    if (terminalInterrupted)
        dropLine();
    if (signal == SIGWINCH)
        rl_resize_terminal();
    else if (signal != 0)
        yieldTo(signal, before);
}

/* One line from the terminal into *line, to be freed; false at Ctrl-D. */
static bool readLine(const char *asked, char **line)
{
    prompt = asked;
    sigset_t before;
    signalsBegin(&before);
    lineIsDone = false;
    rl_callback_handler_install(prompt, lineIsTyped);
    while (!lineIsDone) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        if (ppoll(&input, 1, NULL, &before) > 0)
            rl_callback_read_char();
        else if (errno == EINTR)
            handleCaught(&before);
        else
            break;
    }
    signalsEnd(&before);
    *line = typedLine;
    typedLine = NULL;
    return *line != NULL;
}

/* After Ctrl-D; readline does so itself where paste is bracketed. */
static void endLine(void)
{
    const char *paste = rl_variable_value("enable-bracketed-paste");
    if (paste == NULL || strcmp(paste, "on") != 0)
        fputc('\n', stdout);
    fflush(stdout);
}

bool interactiveAsk(struct run *r, const char *question, char **line)
{
    configure(r);
    isAsked = true;
    const bool typed = readLine(question, line);
    isAsked = false;
    runMeasure(r);
    if (!typed)
        endLine();
#if RL_READLINE_VERSION >= 0x0802
    rl_eof_found = 0; /* the shell goes on */
#endif
    return typed;
}

/* --- the shell -------------------------------------------------------------------------------- */

static void greet(struct run *r)
{
    const struct fields *fields = &r->session.fields;
    struct buffer *out = &r->output->text;
    bufferAppendText(out, "poolsim " POOLSIM_VERSION ": a memory pool that you can watch; ");
    if (r->session.model->kind->hasChunks)
        bufferAppendFormat(out, "%u-byte chunks, %u in a block", fields->chunkSize,
                           fields->blockSize);
    else
        recipeAppend(&r->session.recipe, out);
    bufferAppendText(
        out, ".\nType 'alloc a' to take a chunk, 'lesson' to learn, 'help', or Ctrl-D to leave.\n");
    outputFlush(r->output);
}

/* A blank line does the last step or back again. */
static bool runOneTyped(struct run *r, const struct source *source, char *line, uint64_t number)
{
    struct command again = r->repeat;
    again.line = number;
    again.column = 1;
    if (again.hasSize && r->tutor == NULL && line[strspn(line, " \t")] == '\0')
        return driverCommand(r, source, &again);
    r->repeat.hasSize = false;
    historyAdd(line);
    return driverLine(r, source, spanOf(line), number);
}

/* What was typed; or pasted, and then it can be several lines. False where the shell is to end. */
static bool runTyped(struct run *r, char *typed, uint64_t *number)
{
    const struct source source = {.name = spanOf("<stdin>")};
    bool goesOn = true;
    for (char *line = strsep(&typed, "\n"); line != NULL && goesOn; line = strsep(&typed, "\n"))
        goesOn = runOneTyped(r, &source, line, ++*number);
    return goesOn;
}

void interactiveRun(struct run *r)
{
    char *line = NULL;
    uint64_t number = 0;
    greet(r);
    configure(r);
    historyLoad();
    for (bool goesOn = true; goesOn && readLine(tutorPrompt(r), &line);) {
        runMeasure(r);
        goesOn = runTyped(r, line, &number) || (!r->quit && terminalInterrupted);
        terminalInterrupted = 0;
        free(line);
        goesOn = outputFlush(r->output) && goesOn;
    }
    if (!r->quit)
        endLine();
    historyRelease();
}
