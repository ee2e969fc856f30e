/*
 * main.c - options to a run, a run to an exit status.
 */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "cli/compare.h"
#include "cli/driver.h"
#include "cli/generate.h"
#include "cli/interactive.h"
#include "cli/load.h"
#include "cli/quiz.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/worksheet.h"

/* So that no file is ever opened as one of the three standard ones: writes to a closed one fail. */
static void openStandardFiles(void)
{
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
        if (fcntl(file, F_GETFD) < 0)
            (void)open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* What is too large for a limit can't be written, as on a full disk: that is said, and no crash. */
static void ignoreFileLimit(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

/* Only a terminal shows or sends more than ASCII; to read what a locale is takes 70 us. */
static void setUpLocale(void)
{
    if (isatty(STDIN_FILENO) || isatty(STDOUT_FILENO))
        setlocale(LC_CTYPE, "");
}

static void runShell(struct run *r)
{
    const struct source source = {.name = spanOf("<stdin>")};
    r->asked = interactiveIsPossible() || r->options->interactive;
    if (interactiveIsPossible()) {
        r->shell = true;
        r->status = STATUS_OK; /* what a person mistyped is no failure of the shell */
        interactiveRun(r);
        quizEnd(r);
        r->status = r->status == STATUS_OUTPUT ? STATUS_OUTPUT : STATUS_OK;
        return;
    }
    driverLines(r, &source, runInput(r));
    runFinish(r);
}

static void runText(struct run *r, const char *text)
{
    const struct source source = {
        .name = spanOf("-c"), .stopsWhenRefused = true, .stopsAtFault = true};
    struct lines lines;
    if (!linesInitText(&lines, spanOf(text))) {
        outputComplain(r->output, "no memory for the text of -c");
        runWorsen(r, STATUS_MALFORMED);
        return;
    }
    driverLines(r, &source, &lines);
    linesRelease(&lines);
}

static void runFile(struct run *r, const char *name)
{
    const struct source source = {.name =
                                      spanOf(name[0] == '-' && name[1] == '\0' ? "<stdin>" : name),
                                  .stopsWhenRefused = true,
                                  .stopsAtFault = true,
                                  .isTrace = true};
    if (r->options->interactive)
        loadBeside(r, name);
    r->own = true; /* so its steps can be gone back over */
    driverFile(r, &source, name);
    r->own = false;
}

/* One session, from the file or text that it begins with to its end. */
static enum status runSession(const struct options *options, const char *file,
                              struct output *output)
{
    static struct run run; /* static: too large for comfort on the stack */
    if (!runInit(&run, options, output))
        return STATUS_MALFORMED;
    const bool isSheet = worksheetIsWanted(options);
    if (isSheet)
        worksheetRun(&run, file);
    else if (options->compareCount > 0)
        compareFile(&run, file);
    else if (options->stopped)
        (void)loadFile(&run, file);
    else if (file != NULL)
        runFile(&run, file);
    else if (options->text != NULL)
        runText(&run, options->text);
    const bool begun = file != NULL || options->text != NULL;
    if (begun && !isSheet && !options->stopped && options->compareCount == 0) {
        const char *told = options->fileCount > 1 ? file : NULL;
        runFinish(&run);
        stopsSayMissed(&run, told);
        stopsSayUnreached(&run, told);
    }
    if (!terminalInterrupted && !run.quit && !isSheet && (options->interactive || !begun))
        runShell(&run);
    quizEnd(&run);
    if (!outputFlush(output))
        run.status = STATUS_OUTPUT;
    if (options->keepGoing && run.failureCount > 0)
        outputComplain(output, "%llu refused or unexpected", (unsigned long long)run.failureCount);
    const enum status status = run.status;
    runRelease(&run);
    return status;
}

/* Each file in a session of its own. */
static enum status runFiles(const struct options *options, struct output *output)
{
    enum status worst = STATUS_OK;
    int passed = 0;
    for (int i = 0; i < options->fileCount && !terminalInterrupted; i++) {
        if (options->fileCount > 1 && options->painter == &textPainter) {
            bufferAppendText(&output->text, "== ");
            bufferAppendEscaped(&output->text, spanOf(options->files[i]));
            bufferAppendByte(&output->text, '\n');
        }
        const enum status status = runSession(options, options->files[i], output);
        passed += status == STATUS_OK;
        worst = status > worst ? status : worst;
    }
    if (options->fileCount > 1 && options->painter == &textPainter)
        bufferAppendFormat(&output->text, "%d passed, %d failed\n", passed,
                           options->fileCount - passed);
    return outputFlush(output) ? worst : STATUS_OUTPUT;
}

int main(int argc, char **argv)
{
    struct options options;
    struct output output;
    enum status status;
    openStandardFiles();
    ignoreFileLimit();
    setUpLocale();
    outputInit(&output);
    if (optionsParse(&options, argc, argv, &output, &status)) {
        terminalCatchInterrupt();
        options.session.undoable = !options.replay || options.interactive;
        if (options.generated != NULL)
            status = generateTrace(&options, &output);
        else
            status =
                options.replay ? runFiles(&options, &output) : runSession(&options, NULL, &output);
    }
    if (output.unsaid)
        status = STATUS_OUTPUT;
    optionsRelease(&options);
    outputRelease(&output);
    if (terminalInterrupted)
        terminalDieInterrupted();
    return (int)status;
}
