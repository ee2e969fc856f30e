#include "cli/ask.h"

#include <stdlib.h>

#include "cli/interactive.h"
#include "cli/terminal.h"

bool askIsTyped(const struct run *r)
{
    return r->shell || interactiveIsPossible();
}

static bool askTyped(struct run *r, const char *prompt, struct buffer *line)
{
    char *typed = NULL;
    if (!interactiveAsk(r, prompt, &typed))
        return false;
    bufferAppendText(line, typed);
    free(typed);
    return true;
}

/* Half an answer is none. */
static bool askIsWhole(struct run *r, const struct buffer *line)
{
    if (!line->failed)
        return true;
    outputComplain(r->output, "no memory for the answer");
    runWorsen(r, STATUS_MALFORMED);
    return false;
}

bool askLine(struct run *r, const char *prompt, struct buffer *line)
{
    struct span text;
    bool ended;
    bufferClear(line);
    outputFlush(r->output);
    if (askIsTyped(r))
        return askTyped(r, prompt, line) && askIsWhole(r, line);
    if (linesNext(runInput(r), &terminalInterrupted, &text, &ended) != LINES_LINE)
        return false;
    bufferAppendSpan(line, text);
    return askIsWhole(r, line);
}
