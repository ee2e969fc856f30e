#include "cli/save.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files.h"
#include "engine/travel.h"
#include "lang/format.h"

/* With the command that would write over the file. */
static void complainExists(struct run *r, const struct source *source,
                           const struct command *command, const char *name)
{
    struct command forced = *command;
    struct buffer text;
    forced.force = true;
    bufferInit(&text);
    bufferClear(&r->commandText);
    commandFormat(&forced, &r->commandText);
    bufferAppendByte(&text, '\'');
    bufferAppendEscaped(&text, spanOf(name));
    bufferAppendText(&text, "' exists (to write over it: ");
    bufferAppendEscaped(&text, bufferSpan(&r->commandText));
    bufferAppendByte(&text, ')');
    text.failed = text.failed || r->commandText.failed;
    runComplainAt(r, source, command, STATUS_MALFORMED,
                  text.failed ? spanOf("out of memory") : bufferSpan(&text));
    bufferRelease(&text);
}

/* One step as a line of a trace; behind a refused one stands that its outcome is expected. */
static void saveStep(const struct command *command, const struct event *event, bool unchecked,
                     struct buffer *text)
{
    struct command named = *command;
    const bool byName = event->outcome == OUTCOME_OK && !unchecked;
    /* how much memory there is, is no part of a trace */
    const bool leftOut = event->outcome == OUTCOME_OUT_OF_MEMORY;
    if (event->handle.text != NULL && (byName || !command->hasAddress)) {
        named.hasAddress = false; /* so that the trace is as good under another base */
        named.word = event->handle;
    }
    if (named.setsGuards)
        named.verb = VERB_SET;
    bufferAppendText(text, leftOut ? "# out of memory: " : "");
    commandFormat(&named, text);
    bufferAppendByte(text, '\n');
    if (event->outcome != OUTCOME_OK && !leftOut)
        bufferAppendFormat(text, "expect outcome %s\n", outcomeName(event->outcome));
}

static void saveChecks(bool unchecked, bool *saved, struct buffer *text)
{
    if (*saved != unchecked)
        bufferAppendText(text, unchecked ? "set checks off\n" : "set checks on\n");
    *saved = unchecked;
}

bool saveText(struct run *r, struct buffer *text)
{
    struct command command;
    struct event event;
    struct session *s = &r->session;
    const struct recipe *recipe = &r->options->session.recipe;
    const uint64_t here = s->stepCount;
    const bool unchecked = s->unchecked;
    bool goesOn = travelTo(s, 0), saved = false;
    bufferAppendFormat(text, "# saved by poolsim %s\n", POOLSIM_VERSION);
    const bool isPlain = recipe->kind == &poolModel && recipe->values[0] == 0;
    bufferAppendText(text, isPlain ? "" : "allocator ");
    recipeAppend(recipe, text);
    bufferAppendByte(text, '\n');
    while (goesOn && s->stepCount < here) {
        saveChecks(s->unchecked, &saved, text);
        goesOn = travelForth(s, &command, &event);
        saveStep(&command, &event, saved, text);
    }
    saveChecks(unchecked, &saved, text);
    sessionSetChecks(s, !unchecked);
    return goesOn && !text->failed;
}

/* Why nothing can be saved; NULL where it can. */
static const char *whyNoSave(const struct run *r, const char *name)
{
    if (name == NULL)
        return "no file can have this name";
    return travelFirst(&r->session) > 0 ? "there are more steps than can be saved" : NULL;
}

bool saveAnswer(struct run *r, const struct source *source, const struct command *command)
{
    char *name = filesName(command->word);
    const char *why = whyNoSave(r, name);
    if (why != NULL) {
        runComplainAt(r, source, command, STATUS_MALFORMED, spanOf(why));
        free(name);
        return !source->stopsAtFault;
    }
    struct buffer text;
    bufferInit(&text);
    errno = ENOMEM;
    const bool saved = saveText(r, &text) && filesSave(name, command->force, bufferSpan(&text));
    if (!saved && errno == EEXIST)
        complainExists(r, source, command, name);
    else if (!saved)
        runComplainFile(r, "write", name, errno);
    bufferRelease(&text);
    free(name);
    return saved || !source->stopsAtFault;
}
