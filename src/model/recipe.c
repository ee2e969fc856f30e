#include "model/recipe.h"

#include <string.h>

#include "base/nearest.h"
#include "base/number.h"
#include "model/model.h"

/* A chunk's size is rounded up to a multiple of 8 and must then still fit 32 bits. */
#define CHUNK_BYTES_MAX (UINT32_MAX - 7u)

struct recipe recipePool(uint32_t chunkSize, uint32_t blockSize, unsigned guards)
{
    return (struct recipe){
        .kind = &poolModel, .chunkSize = chunkSize, .blockSize = blockSize, .guards = guards};
}

/* --- words ------------------------------------------------------------------------------------ */

/* The text that is left, and where it began. */
struct reading {
    const char *from;
    struct span rest;
    struct recipeFault *fault;
};

static bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct span nextWord(struct reading *r)
{
    struct span *rest = &r->rest;
    while (rest->bytes > 0 && isBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    struct span word = {rest->text, 0};
    while (word.bytes < rest->bytes && !isBlank(word.text[word.bytes]))
        word.bytes++;
    rest->text += word.bytes;
    rest->bytes -= word.bytes;
    return word;
}

/* An error at `word`; more can be appended to the buffer returned. */
static struct buffer *fault(const struct reading *r, struct span word, const char *problem)
{
    r->fault->at = (size_t)(word.text - r->from);
    r->fault->bytes = word.bytes;
    bufferAppendText(&r->fault->message, problem);
    return &r->fault->message;
}

static bool faultUnknown(const struct reading *r, struct span word, const char *problem,
                         const char *nearest)
{
    struct buffer *out = fault(r, word, problem);
    bufferAppendQuoted(out, word);
    if (nearest != NULL)
        bufferAppendFormat(out, " (did you mean '%s'?)", nearest);
    return false;
}

/* --- kinds and parameters --------------------------------------------------------------------- */

static void appendKinds(struct buffer *out)
{
    for (size_t i = 0; i < modelKindCount; i++)
        bufferAppendFormat(out, "%s%s", i > 0 ? ", " : " (", modelKinds[i]->name);
    bufferAppendByte(out, ')');
}

static bool readKind(struct reading *r, struct recipe *recipe)
{
    const struct span word = nextWord(r);
    const char *nearest = NULL;
    size_t distance = nearestLimit(word) + 1;
    for (size_t i = 0; i < modelKindCount; i++) {
        nearestOffer(word, modelKinds[i]->name, &nearest, &distance);
        if (spanIs(word, modelKinds[i]->name)) {
            recipe->kind = modelKinds[i];
            return true;
        }
    }
    if (word.bytes == 0)
        (void)fault(r, word, "an allocator is missing");
    else
        (void)faultUnknown(r, word, "unknown allocator ", nearest);
    if (nearest == NULL)
        appendKinds(&r->fault->message);
    return false;
}

static bool readNumber(struct reading *r, struct span word, const char *what, uint64_t least,
                       uint64_t most, uint64_t *value)
{
    if (word.bytes == 0) {
        bufferAppendText(fault(r, word, what), " is missing");
        return false;
    }
    const enum number verdict = numberRead(word, value);
    if (verdict == NUMBER_OK && *value >= least && *value <= most)
        return true;
    struct buffer *out =
        fault(r, word, verdict == NUMBER_MALFORMED ? "bad number " : "number out of range ");
    bufferAppendQuoted(out, word);
    bufferAppendFormat(out, " (%llu to %llu)", (unsigned long long)least, (unsigned long long)most);
    return false;
}

static bool readSizes(struct reading *r, struct recipe *recipe)
{
    uint64_t chunkSize = 0, blockSize = 0;
    if (!recipe->kind->hasChunks)
        return true;
    if (!readNumber(r, nextWord(r), "a chunk size", 0, CHUNK_BYTES_MAX, &chunkSize) ||
        !readNumber(r, nextWord(r), "a block size", 1, UINT32_MAX, &blockSize))
        return false;
    recipe->chunkSize = (uint32_t)chunkSize;
    recipe->blockSize = (uint32_t)blockSize;
    return true;
}

/* A value that is one of the parameter's words. */
static bool readWord(struct reading *r, const struct parameter *parameter, struct span word,
                     uint64_t *value)
{
    for (size_t i = 0; parameter->words[i] != NULL; i++)
        if (spanIs(word, parameter->words[i])) {
            *value = i;
            return true;
        }
    struct buffer *out = fault(r, word, "unknown ");
    bufferAppendText(out, parameter->name);
    bufferAppendByte(out, ' ');
    bufferAppendQuoted(out, word);
    for (size_t i = 0; parameter->words[i] != NULL; i++)
        bufferAppendFormat(out, "%s%s", i > 0 ? ", " : " (", parameter->words[i]);
    bufferAppendByte(out, ')');
    return false;
}

static bool readParameter(struct reading *r, struct recipe *recipe, struct span word)
{
    const char *equals = memchr(word.text, '=', word.bytes), *nearest = NULL;
    const struct span name = {word.text,
                              equals != NULL ? (size_t)(equals - word.text) : word.bytes};
    size_t distance = nearestLimit(name) + 1;
    for (size_t i = 0; i < recipe->kind->parameterCount; i++) {
        const struct parameter *parameter = &recipe->kind->parameters[i];
        nearestOffer(name, parameter->name, &nearest, &distance);
        if (equals == NULL || !spanIs(name, parameter->name))
            continue;
        const struct span value = {equals + 1, word.bytes - name.bytes - 1};
        return parameter->words != NULL ? readWord(r, parameter, value, &recipe->values[i])
                                        : readNumber(r, value, parameter->name, parameter->least,
                                                     parameter->most, &recipe->values[i]);
    }
    if (equals == NULL)
        return faultUnknown(r, word, "not NAME=VALUE: ", NULL);
    return faultUnknown(r, name, "unknown parameter ", nearest);
}

bool recipeRead(struct recipe *recipe, struct span text, struct recipeFault *fault)
{
    struct reading r = {.from = text.text, .rest = text, .fault = fault};
    *recipe = (struct recipe){0};
    if (!readKind(&r, recipe) || !readSizes(&r, recipe))
        return false;
    for (size_t i = 0; i < recipe->kind->parameterCount; i++)
        recipe->values[i] = recipe->kind->parameters[i].usual;
    for (struct span word; (word = nextWord(&r)).bytes > 0;)
        if (!readParameter(&r, recipe, word))
            return false;
    return true;
}

void recipeAppend(const struct recipe *recipe, struct buffer *out)
{
    bufferAppendText(out, recipe->kind->name);
    if (recipe->kind->hasChunks)
        bufferAppendFormat(out, " %u %u", recipe->chunkSize, recipe->blockSize);
    for (size_t i = 0; i < recipe->kind->parameterCount; i++) {
        const struct parameter *parameter = &recipe->kind->parameters[i];
        const uint64_t value = recipe->values[i];
        if (value == parameter->usual)
            continue;
        bufferAppendFormat(out, " %s=", parameter->name);
        if (parameter->words != NULL)
            bufferAppendText(out, parameter->words[value]);
        else
            bufferAppendUnsigned(out, value);
    }
}

/* --- completion ------------------------------------------------------------------------------- */

size_t recipeWordCount(void)
{
    size_t count = modelKindCount;
    for (size_t i = 0; i < modelKindCount; i++)
        count += modelKinds[i]->parameterCount;
    return count;
}

const char *recipeWord(size_t index)
{
    if (index < modelKindCount)
        return modelKinds[index]->name;
    index -= modelKindCount;
    for (size_t i = 0; i < modelKindCount; index -= modelKinds[i++]->parameterCount)
        if (index < modelKinds[i]->parameterCount)
            return modelKinds[i]->parameters[index].name;
    return "";
}
