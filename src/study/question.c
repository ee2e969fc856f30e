#include "study/question.h"

#include "lang/format.h"
#include "study/hint.h"
#include "study/misconception.h"

/* A longer free list, or a larger block that comes onto it whole, is asked of nobody. */
#define ASKED_CHUNKS 7

/* --- what the session is, as far as questions go ---------------------------------------------- */

/* The word that the parameter `order` has; "" for a kind without. */
static const char *orderWord(const struct recipe *recipe)
{
    for (size_t i = 0; i < recipe->kind->parameterCount; i++) {
        const struct parameter *parameter = &recipe->kind->parameters[i];
        if (parameter->words != NULL && spanIs(spanOf(parameter->name), "order"))
            return parameter->words[recipe->values[i]];
    }
    return "";
}

static enum listOrder orderOf(const struct session *s)
{
    const struct modelKind *kind = s->recipe.kind;
    const struct span word = spanOf(orderWord(&s->recipe));
    if (!kind->hasChunks || spanIs(word, "fullest"))
        return ORDER_OTHER;
    if (kind == &bitmapModel || spanIs(word, "address"))
        return ORDER_ADDRESS;
    if (spanIs(word, "fifo"))
        return ORDER_FIFO;
    return kind == &stackModel || spanIs(word, "lifo") ? ORDER_LIFO : ORDER_OTHER;
}

/* Is the list's next chunk written into each chunk on it? */
static bool hasLinks(const struct session *s)
{
    const struct modelKind *kind = s->recipe.kind;
    return (kind == &poolModel || kind == &eagerModel) && s->recipe.guards == GUARD_OFF;
}

static bool isReachable(const struct session *s)
{
    const struct chain chain = s->model->kind->chain(s->model);
    const uint64_t whole = s->recipe.kind == &eagerModel ? s->fields.blockSize : 0;
    return chain.end == CHAIN_NULL && chain.length + whole <= ASKED_CHUNKS;
}

/* A heap with lists by size has no list to tell. */
static bool hasOneList(const struct session *s)
{
    if (s->recipe.kind->hasChunks)
        return true;
    for (size_t i = 0; i < s->recipe.kind->parameterCount; i++) {
        const struct parameter *parameter = &s->recipe.kind->parameters[i];
        if (spanIs(spanOf(parameter->name), "list"))
            return !spanIs(spanOf(parameter->words[s->recipe.values[i]]), "segregated");
    }
    return true;
}

/* Will the step be refused, as far as its name tells? */
static bool isMisuse(const struct session *s, const struct command *command)
{
    if (command->word.text == NULL || (command->verb != VERB_FREE && command->verb != VERB_ALLOC))
        return false;
    const uint32_t handle = handlesFind(&s->handles, command->word);
    const bool isLive = handle != HANDLE_NONE && handlesState(&s->handles, handle) == HANDLE_LIVE;
    return isLive == (command->verb == VERB_ALLOC);
}

/* --- the kinds: when they fit, what they ask, what is true ------------------------------------ */

static bool isOneOf(enum verb verb, enum verb a, enum verb b, enum verb c)
{
    return verb == a || verb == b || verb == c;
}

static bool fitsPlace(const struct session *s, const struct command *c)
{
    return c->verb == VERB_ALLOC && s->recipe.kind->hasChunks && !isMisuse(s, c);
}

static bool fitsAddress(const struct session *s, const struct command *c)
{
    return c->verb == VERB_ALLOC && s->arena.fixed && !isMisuse(s, c);
}

static bool fitsList(const struct session *s, const struct command *c)
{
    return isOneOf(c->verb, VERB_ALLOC, VERB_FREE, VERB_FREEALL) && hasOneList(s) && isReachable(s);
}

static bool fitsLink(const struct session *s, const struct command *c)
{
    return c->verb == VERB_FREE && hasLinks(s) && !isMisuse(s, c) && !s->unchecked;
}

static bool fitsBlocks(const struct session *s, const struct command *c)
{
    return isOneOf(c->verb, VERB_ALLOC, VERB_FREEALL, VERB_TRIM) && s->recipe.kind->hasChunks &&
           !isMisuse(s, c);
}

static bool fitsTable(const struct session *s, const struct command *c)
{
    return c->verb != VERB_TRIM && fitsBlocks(s, c);
}

static bool fitsUsed(const struct session *s, const struct command *c)
{
    return s->recipe.kind == &poolModel && orderOf(s) == ORDER_LIFO && fitsPlace(s, c);
}

static bool fitsOutcome(const struct session *s, const struct command *c)
{
    return isOneOf(c->verb, VERB_ALLOC, VERB_FREE, VERB_FREE) && !s->unchecked &&
           (c->verb == VERB_FREE || isMisuse(s, c));
}

/* The chunk that a step was about; none, where it was refused. */
static void tellChunk(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)q;
    truth->isRefused = event->outcome != OUTCOME_OK;
    if (truth->isRefused)
        return;
    truth->chunks[0] = event->place;
    truth->chunkCount = 1;
}

static void tellHead(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)event;
    if (q->after.linkCount > 0)
        truth->chunks[0] = q->after.links[0];
    truth->chunkCount = 1;
}

static void tellList(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)event;
    while (truth->chunkCount < q->after.linkCount && truth->chunkCount < ANSWER_CHUNKS_MAX) {
        truth->chunks[truth->chunkCount] = q->after.links[truth->chunkCount];
        truth->chunkCount++;
    }
}

static void tellLink(const struct question *q, const struct event *event, struct answer *truth)
{
    truth->isUnchanged = event->outcome != OUTCOME_OK;
    for (size_t i = 0; i < q->after.chunkCount && !truth->isUnchanged; i++)
        if (q->after.chunks[i].address == event->place.address && q->after.chunks[i].next != 0)
            truth->chunks[0] = q->after.chunks[i].nextPlace;
    truth->chunkCount = !truth->isUnchanged;
}

static void tellBlock(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)q;
    truth->yes = event->path == PATH_NEW_BLOCK || event->path == PATH_GROW_TABLE;
}

static void tellBlocks(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)event;
    truth->count = q->after.stats.blocks;
}

static void tellTable(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)q;
    truth->count = event->after.blocksUsed;
}

static void tellUsed(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)q;
    truth->count = event->after.used;
}

static void tellOutcome(const struct question *q, const struct event *event, struct answer *truth)
{
    (void)q;
    truth->outcome = event->outcome;
}

struct questionRow {
    const char *name;
    const char *meaning;
    const char *text; /* the question, with the command at the % */
    enum answerForm form;
    bool (*fits)(const struct session *s, const struct command *command);
    void (*tell)(const struct question *q, const struct event *event, struct answer *truth);
};

/* clang-format off */
static const struct questionRow rows[QUESTION_KINDS] = {
    [QUESTION_PLACE] = {"place", "which chunk an alloc hands out",
        "Which chunk will '%' get?", ANSWER_PLACE, fitsPlace, tellChunk},
    [QUESTION_LIST] = {"list", "the whole free list after a step",
        "What is the free list after '%', from its head on?", ANSWER_CHUNKS, fitsList, tellList},
    [QUESTION_HEAD] = {"head", "the head of the free list after a step",
        "Which chunk is the head of the free list after '%'?", ANSWER_PLACE, fitsList, tellHead},
    [QUESTION_BLOCK] = {"block", "whether an alloc obtains a block",
        "Will a block be obtained for '%'?", ANSWER_YES_NO, fitsPlace, tellBlock},
    [QUESTION_LINK] = {"link", "what the first bytes of a freed chunk hold",
        "What will the first 8 bytes of the chunk hold after '%'?", ANSWER_LINK, fitsLink,
        tellLink},
    [QUESTION_ADDRESS] = {"address", "at which address an alloc is served",
        "At which address will '%' be served?", ANSWER_ADDRESS, fitsAddress, tellChunk},
    [QUESTION_BLOCKS] = {"blocks", "how many blocks there are after a step",
        "How many blocks are there after '%'?", ANSWER_COUNT, fitsBlocks, tellBlocks},
    [QUESTION_TABLE] = {"table", "what the field blocksUsed says after a step",
        "What will the field blocksUsed say after '%'?", ANSWER_COUNT, fitsTable, tellTable},
    [QUESTION_USED] = {"used", "what the field used says after an alloc",
        "What will the field used say after '%'?", ANSWER_COUNT, fitsUsed, tellUsed},
    [QUESTION_OUTCOME] = {"outcome", "whether a step is honoured, or why not",
        "What comes of '%': ok, or why is it refused?", ANSWER_OUTCOME, fitsOutcome, tellOutcome},
};
/* clang-format on */

const char *questionKindName(size_t kind)
{
    return rows[kind].name;
}

const char *questionKindMeaning(size_t kind)
{
    return rows[kind].meaning;
}

/* --- one question ----------------------------------------------------------------------------- */

void questionInit(struct question *q)
{
    *q = (struct question){.kind = QUESTION_PLACE};
    viewInit(&q->before);
    viewInit(&q->after);
    bufferInit(&q->handleIs);
}

void questionRelease(struct question *q)
{
    viewRelease(&q->before);
    viewRelease(&q->after);
    bufferRelease(&q->handleIs);
}

bool questionFits(const struct session *s, const struct command *command, enum questionKind kind)
{
    return rows[kind].fits(s, command);
}

static bool takeView(const struct session *s, struct view *view)
{
    const struct window whole = {.parts = VIEW_BLOCKS | VIEW_LIST,
                                 .rowChunks = UINT32_MAX,
                                 .rowsFirst = UINT64_MAX,
                                 .linksFirst = UINT64_MAX,
                                 .tellsNext = true};
    return sessionView(s, &whole, view);
}

/* The command in the place of the % in `form`. */
static void appendText(const char *form, const struct command *command, struct buffer *text)
{
    for (; *form != '\0'; form++)
        if (*form == '%')
            commandFormat(command, text);
        else
            bufferAppendByte(text, *form);
}

/* What the step's handle is now, in words. */
static void tellHandle(struct question *q, const struct session *s, const struct command *command)
{
    bufferClear(&q->handleIs);
    if (command->word.text == NULL)
        return;
    const uint32_t handle = handlesFind(&s->handles, command->word);
    bufferAppendQuoted(&q->handleIs, command->word);
    if (handle == HANDLE_NONE) {
        bufferAppendText(&q->handleIs, " is no handle so far");
        return;
    }
    const enum handleState state = handlesState(&s->handles, handle);
    const unsigned long long step = handlesAt(&s->handles, handle).step;
    if (state == HANDLE_LIVE)
        bufferAppendText(&q->handleIs, " is live");
    else if (state == HANDLE_FREED)
        bufferAppendFormat(&q->handleIs, " was freed in step %llu", step);
    else
        bufferAppendFormat(&q->handleIs, " is from before the freeall of step %llu",
                           (unsigned long long)handlesResetStep(&s->handles));
}

/* The chunk that a free gives back; none, where it names none. */
static struct place subjectOf(const struct session *s, const struct command *command)
{
    struct grant grant = {0};
    if (command->verb == VERB_FREE && command->hasAddress)
        (void)s->model->kind->classify(s->model, command->address, &grant);
    else if (command->verb == VERB_FREE)
        (void)sessionPlaceOf(s, command->word, &grant.place);
    return grant.place;
}

bool questionPose(struct question *q, const struct session *s, const struct command *command,
                  enum questionKind kind, struct buffer *text)
{
    q->kind = kind;
    q->verb = command->verb;
    q->hasChunks = s->recipe.kind->hasChunks;
    q->hasFresh = s->recipe.kind != &eagerModel;
    q->order = orderOf(s);
    q->hintCount = 0;
    q->subject = subjectOf(s, command);
    tellHandle(q, s, command);
    appendText(rows[kind].text, command, text);
    return takeView(s, &q->before);
}

bool questionRead(const struct question *q, const struct session *s, struct span text,
                  struct answer *answer, struct buffer *why)
{
    return answerRead(answer, rows[q->kind].form, s, text, why);
}

bool questionHint(struct question *q, struct buffer *out)
{
    return hintAppend(q, q->hintCount++, out);
}

bool questionResolve(struct question *q, const struct session *s, const struct event *event)
{
    if (!takeView(s, &q->after))
        return false;
    q->path = event->path;
    q->truth = (struct answer){.form = rows[q->kind].form};
    rows[q->kind].tell(q, event, &q->truth);
    return true;
}

struct grade questionGrade(const struct question *q, const struct answer *answer)
{
    const bool isRight = answerAgrees(answer, &q->truth);
    return (struct grade){isRight, isRight ? NULL : misconceptionFind(q, answer)};
}

void questionTell(const struct question *q, const struct answer *answer, struct buffer *out)
{
    answerAppend(answer, !q->hasChunks, out);
}

void questionTellTruth(const struct question *q, struct buffer *out)
{
    questionTell(q, &q->truth, out);
}
