#include "cli/interactive.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <readline/readline.h>
#include <sys/auxv.h>

#include "cli/completion.h"
#include "cli/driver.h"
#include "cli/history.h"
#include "cli/keys.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "cli/tutor.h"
#include "render/wrap.h"

static char *typedLine; /* NULL at Ctrl-D */
static bool lineIsDone;
static const char *prompt;

bool interactiveIsPossible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static void configure(void)
{
    static bool isConfigured;
    if (isConfigured)
        return;
    isConfigured = true;
    const char *term = getenv("TERM");
    rl_readline_name = "poolsim";
    rl_getc_function = keysByte;
    rl_prep_term_function = keysPrepare;
    rl_catch_signals = 0; /* they are waited for in readLine */
    rl_catch_sigwinch = 0;
    if (getauxval(AT_SECURE) != 0) /* set-uid: nobody's keys are bound to what he likes */
        setenv("INPUTRC", "/dev/null", 1);
    rl_initialize();
    atexit(rl_deprep_terminal); /* where readline itself ends poolsim, for want of memory */
    if (term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0)
        rl_variable_bind("enable-bracketed-paste", "off");
}

/* --- typing ----------------------------------------------------------------------------------- */

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
static void yieldTo(int signal)
{
    char *typed = strdup(rl_line_buffer);
    const int point = rl_point;
    rl_callback_handler_remove();
    signalsYieldTo(signal);
    rl_callback_handler_install(prompt, lineIsTyped);
    if (typed != NULL) { /* go on where we were */
        rl_insert_text(typed);
        rl_point = point;
        rl_redisplay();
    }
    free(typed);
}

static void handleCaught(void)
{
    const int signal = signalsTake();
    if (terminalInterrupted)
        dropLine();
    if (signal == SIGWINCH)
        rl_resize_terminal();
    else if (signal != 0)
        yieldTo(signal);
}

/* One line from the terminal into *line, to be freed; false at Ctrl-D. */
static bool readLine(const char *asked, char **line)
{
    prompt = asked;
    signalsBegin();
    lineIsDone = false;
    rl_callback_handler_install(prompt, lineIsTyped);
    while (!lineIsDone) {
        /* one may have come while the key was read */
        const short there = signalsCame() ? 0 : signalsAwaitKey();
        if (there == 0)
            handleCaught();
        else if ((there & (POLLIN | POLLHUP)) != 0)
            rl_callback_read_char();
        else
            break;
    }
    signalsEnd();
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
    configure();
    completionBegin(r, true);
    const bool typed = readLine(question, line);
    completionBegin(r, false);
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
    struct buffer text, *const out = &text;
    bufferInit(out);
    bufferAppendText(out, "poolsim " POOLSIM_VERSION ": a memory pool that you can watch; ");
    if (r->session.model->kind->hasChunks)
        bufferAppendFormat(out, "%u-byte chunks, %u in a block", fields->chunkSize,
                           fields->blockSize);
    else
        recipeAppend(&r->session.recipe, out);
    bufferAppendText(
        out, ".\nType 'alloc a' to take a chunk, 'lesson' to learn, 'help', or Ctrl-D to leave.\n");
    wrapText(&r->style, bufferSpan(out), &r->output->text);
    outputDependsOn(r->output, out);
    bufferRelease(out);
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
    configure();
    completionBegin(r, false);
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
