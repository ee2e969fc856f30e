#include "cli/help.h"

#include "lang/verbs.h"
#include "render/wrap.h"

/* Where the summaries begin, and the names of a group. */
#define HELP_COLUMNS 31
#define NAMES_COLUMN 13

/* Each goes from its first verb to the next one's. */
static const struct group {
    const char *title;
    enum verb first;
} groups[] = {
    {"the pool", VERB_ALLOC},     {"look", VERB_SHOW},    {"change", VERB_WRITE},
    {"in time", VERB_UNDO},       {"a trace", VERB_LOAD}, {"stop", VERB_BREAK},
    {"trace files", VERB_SOURCE}, {"learn", VERB_LESSON}, {"help, leave", VERB_HELP},
    {NULL, VERB_COUNT},
};

static void appendRow(const struct verbRow *row, struct buffer *out)
{
    size_t start = out->bytes;
    bufferAppendText(out, row->name);
    bufferAppendText(out, row->arguments[0] != '\0' ? " " : "");
    bufferAppendText(out, row->arguments);
    if (out->bytes - start >= HELP_COLUMNS) { /* the summary has a line of its own then */
        bufferAppendByte(out, '\n');
        start = out->bytes;
    }
    bufferPadTo(out, start, HELP_COLUMNS);
    bufferAppendFormat(out, "%s\n", row->summary);
}

static void helpAll(struct buffer *out)
{
    for (const struct group *g = groups; g->title != NULL; g++) {
        bufferAppendFormat(out, "%s-- %s\n", g > groups ? "\n" : "", g->title);
        for (enum verb verb = g->first; verb < g[1].first; verb++)
            appendRow(&verbTable[verb], out);
    }
    bufferAppendText(
        out, "\nA unique beginning of a command will do. ; stands between two of them, and\n"
             "# before a comment. 'help alloc' says more about alloc.\n");
}

static void helpShort(struct buffer *out)
{
    static const enum verb first[] = {VERB_ALLOC,  VERB_FREE, VERB_FREEALL, VERB_UNDO,
                                      VERB_LESSON, VERB_QUIZ, VERB_QUIT};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        appendRow(&verbTable[first[i]], out);
    bufferAppendText(out, "\nAll commands:\n");
    for (const struct group *g = groups; g->title != NULL; g++) {
        const size_t start = out->bytes;
        bufferAppendText(out, g->title);
        bufferPadTo(out, start, NAMES_COLUMN);
        for (enum verb verb = g->first; verb < g[1].first; verb++)
            bufferAppendFormat(out, "%s%s", verb > g->first ? " " : "", verbTable[verb].name);
        bufferAppendByte(out, '\n');
    }
    bufferAppendText(out, "\n'help alloc' says more about alloc; 'help all' has a line on each.\n");
}

static void helpOne(const struct verbRow *row, struct buffer *out)
{
    bufferAppendFormat(out, "%s: %s\n", row->name, row->summary);
    verbUsage(row, out);
    bufferAppendByte(out, '\n');
    bufferAppendText(out, row->help);
}

/* Help is text: beside objects for programs it would be in the way, so it goes to standard error.
 */
bool helpPrint(struct run *r, const struct source *source, const struct command *command)
{
    (void)source;
    const bool aside = r->options->painter != &textPainter;
    struct buffer help, own;
    size_t verb = 0;
    bufferInit(&help);
    bufferInit(&own);
    if (command->word.text == NULL)
        helpShort(&help);
    else if (lookupWord(command->word, verbName, VERB_COUNT, &verb) == LOOKUP_FOUND)
        helpOne(&verbTable[verb], &help);
    else
        helpAll(&help);
    wrapText(&r->style, bufferSpan(&help), aside ? &own : &r->output->text);
    outputDependsOn(r->output, &help);
    if (aside)
        outputError(r->output, &own);
    bufferRelease(&own);
    bufferRelease(&help);
    return true;
}
