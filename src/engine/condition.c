#include "engine/condition.h"

#include "lang/verbs.h"
#include "lang/word.h"

/* --- names of words --------------------------------------------------------------------------- */

static const char *opAt(size_t index)
{
    for (size_t verb = 0; verb < VERB_COUNT; verb++)
        if (verbTable[verb].isStep && index-- == 0)
            return verbTable[verb].name;
    return NULL;
}

static const char *outcomeAt(size_t index)
{
    const size_t outcome = index + (index >= OUTCOME_UNEXPECTED); /* that one is no step's */
    return outcome < OUTCOME_COUNT ? outcomeName((enum outcome)outcome) : NULL;
}

static const char *pathAt(size_t index)
{
    return index + 1 < PATH_COUNT ? pathName((enum path)(index + 1)) : NULL; /* the first is none */
}

static const char *nothingAt(size_t index)
{
    (void)index;
    return NULL;
}

const struct wordNameRow wordNameTable[WORD_NAMES] = {
    [WORD_OP] = {"op", opAt, NULL},
    [WORD_OUTCOME] = {"outcome", outcomeAt, "such as ok, double-free, out-of-memory"},
    [WORD_PATH] = {"path", pathAt, NULL},
    [WORD_HANDLE] = {"handle", nothingAt, "a letter or _, then letters, digits and _"},
};

static size_t valueCount(enum wordName name)
{
    size_t count = 0;
    while (wordNameTable[name].valueAt(count) != NULL)
        count++;
    return count;
}

bool wordNameTakes(enum wordName name, struct span word)
{
    const size_t count = valueCount(name);
    size_t i = 0;
    while (i < count && !spanIs(word, wordNameTable[name].valueAt(i)))
        i++;
    return i < count || (name == WORD_HANDLE && wordIsHandle(word));
}

const char *wordNameNearest(enum wordName name, struct span word)
{
    return lookupNearest(word, wordNameTable[name].valueAt, valueCount(name));
}

void wordNameAppendValues(enum wordName name, struct buffer *out)
{
    const struct wordNameRow *row = &wordNameTable[name];
    bufferAppendText(out, " (");
    if (row->values != NULL)
        bufferAppendText(out, row->values);
    else
        lookupCandidates(spanOf(""), row->valueAt, valueCount(name), out);
    bufferAppendByte(out, ')');
}

/* What the step has for it; empty where that is nothing. */
static struct span wordOf(enum wordName name, const struct event *event)
{
    const char *const words[WORD_NAMES] = {[WORD_OP] = event->op,
                                           [WORD_OUTCOME] = outcomeName(event->outcome),
                                           [WORD_PATH] = pathName(event->path)};
    return words[name] != NULL   ? spanOf(words[name])
           : name == WORD_HANDLE ? event->handle
                                 : (struct span){NULL, 0};
}

/* --- questions -------------------------------------------------------------------------------- */

struct asked {
    const struct condition *condition;
    const struct session *session;
    const struct event *event;
};

static struct figureValue valueOf(const struct conditionOperand *side, const struct asked *a)
{
    switch (side->kind) {
    case OPERAND_FIGURE:
        return figureValueOf(side->figure, sessionStats(a->session), &a->event->after);
    case OPERAND_STEP:
        return (struct figureValue){.form = FIGURE_COUNT, .is.magnitude = a->event->step};
    case OPERAND_LINE:
        return (struct figureValue){.form = FIGURE_COUNT, .is.magnitude = a->event->line};
    default:
        return side->value;
    }
}

static enum figureOrder compareSides(const struct conditionNode *node, const struct asked *a)
{
    const struct figureValue left = valueOf(&node->of.sides[0], a);
    const struct figureValue right = valueOf(&node->of.sides[1], a);
    return figureCompare(&left, &right);
}

/* Of what has no order, that it is not the same is either of the others. */
static enum figureOrder sameness(bool isSame)
{
    return isSame ? ORDER_SAME : ORDER_LESS;
}

static enum figureOrder compareWord(const struct conditionNode *node, const struct asked *a)
{
    const struct span word = {a->condition->words + node->of.word.at, node->of.word.bytes};
    return sameness(spanEqual(wordOf(node->of.word.name, a->event), word));
}

static bool isPlace(const struct conditionNode *node, const struct place *place)
{
    return place->known && place->block == node->of.place.block &&
           place->chunk == node->of.place.chunk;
}

/* The head of the list may be no chunk at all, where misuse went through. */
static enum figureOrder compareHead(const struct conditionNode *node, const struct asked *a)
{
    const struct model *model = a->session->model;
    struct grant grant = {0};
    const enum claim claim = model->kind->classify(model, a->event->after.freed, &grant);
    return sameness(claim != CLAIM_FOREIGN && claim != CLAIM_MISALIGNED &&
                    isPlace(node, &grant.place));
}

static enum figureOrder touchesPlace(const struct conditionNode *node, const struct asked *a)
{
    return sameness(isPlace(node, &a->event->place));
}

static enum figureOrder touchesAddress(const struct conditionNode *node, const struct asked *a)
{
    const struct place *place = &a->event->place;
    const uint64_t inside = node->of.address - place->address; /* large, where it is before */
    const uint64_t bytes = place->bytes != 0 ? place->bytes : a->event->after.chunkSize;
    return sameness(place->known && inside < bytes);
}

static enum figureOrder (*const questions[NODE_NOT])(const struct conditionNode *node,
                                                     const struct asked *a) = {
    [NODE_COMPARE] = compareSides, [NODE_WORD] = compareWord,       [NODE_HEAD] = compareHead,
    [NODE_PLACE] = touchesPlace,   [NODE_ADDRESS] = touchesAddress,
};

bool conditionHolds(const struct condition *condition, const struct session *s,
                    const struct event *event)
{
    const struct asked asked = {condition, s, event};
    uint64_t answers = 0; /* a stack of bits: of 64 nodes at most 32 are questions */
    for (size_t i = 0; i < condition->nodeCount; i++) {
        const struct conditionNode *node = &condition->nodes[i];
        const bool top = answers & 1;
        if (node->kind < NODE_NOT)
            answers = answers << 1 | ((questions[node->kind](node, &asked) & node->accepts) != 0);
        else if (node->kind == NODE_NOT)
            answers ^= 1;
        else if (node->kind == NODE_AND)
            answers = answers >> 1 & (top ? UINT64_MAX : ~(uint64_t)1);
        else
            answers = answers >> 1 | top;
    }
    return answers & 1;
}
