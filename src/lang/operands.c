#include "lang/operands.h"

#include <string.h>

#include "base/number.h"
#include "lang/expect.h"
#include "lang/statement.h"
#include "lang/workload.h"

/* A chunk's size is rounded up to a multiple of 8 and must then still fit 32 bits. */
#define CHUNK_BYTES_MAX (UINT32_MAX - 7u)

static bool readNumber(struct parser *p, struct span word, uint64_t least, uint64_t most,
                       uint64_t *value, struct parseError *error)
{
    uint64_t number = 0;
    enum number verdict = numberRead(word, &number);
    if (verdict == NUMBER_MALFORMED) {
        struct buffer *out = parserFault(p, word, "bad number", error);
        bufferAppendByte(out, ' ');
        bufferAppendQuoted(out, word);
        bufferAppendText(out, " (decimal or 0x hexadecimal, then K, M, G or nothing)");
        return false;
    }
    if (verdict == NUMBER_TOO_LARGE || number < least || number > most) {
        struct buffer *out = parserFault(p, word, "number out of range", error);
        bufferAppendByte(out, ' ');
        bufferAppendQuoted(out, word);
        bufferAppendFormat(out, " (%llu to %llu)", (unsigned long long)least,
                           (unsigned long long)most);
        return false;
    }
    *value = number;
    return true;
}

static bool readHandle(struct parser *p, struct span word, struct parseError *error)
{
    if (wordIsHandle(word))
        return true;
    struct buffer *out = parserFault(p, word, "bad handle", error);
    bufferAppendByte(out, ' ');
    bufferAppendQuoted(out, word);
    if (word.bytes > HANDLE_BYTES_MAX)
        bufferAppendFormat(out, " (%zu bytes, at most %d)", word.bytes, HANDLE_BYTES_MAX);
    else if (p->verb == VERB_ALLOC && wordIsDigit(word.text[0]))
        bufferAppendText(out, " (a size goes after its name: alloc NAME SIZE)");
    else
        bufferAppendText(out, " (a letter or _, then letters, digits and _)");
    return false;
}

static bool readNothing(struct parser *p, struct command *command, struct parseError *error)
{
    (void)p, (void)command, (void)error;
    return true;
}

static bool readPool(struct parser *p, struct command *command, struct parseError *error)
{
    struct span chunk = parserWord(p);
    if (chunk.bytes == 0)
        return parserFaultUsage(p, chunk, "'pool' needs a chunk size", error);
    if (!readNumber(p, chunk, 0, CHUNK_BYTES_MAX, &command->size, error))
        return false;
    struct span block = parserWord(p);
    if (block.bytes == 0)
        return parserFaultUsage(p, block, "'pool' needs a block size", error);
    return readNumber(p, block, 1, UINT32_MAX, &command->chunks, error);
}

static bool readAlloc(struct parser *p, struct command *command, struct parseError *error)
{
    if (parserAtEnd(p))
        return true;
    struct span name = parserWord(p);
    if (!readHandle(p, name, error))
        return false;
    command->word = name;
    parserPutColumn(p, name, command);
    if (p->at == p->line.bytes || !wordIsDigit(p->line.text[p->at]))
        return true;
    command->hasSize = true;
    return readNumber(p, parserWord(p), 0, UINT64_MAX, &command->size, error);
}

/* Places are what pictures and answers use; a trace is to hold under another pool too. */
static bool refusePlace(struct parser *p, struct span word, struct parseError *error)
{
    struct buffer *out = parserFault(p, word, "", error);
    bufferAppendQuoted(out, word);
    bufferAppendText(out, " is a place (say the chunk's handle, or its address)");
    return false;
}

static bool readFree(struct parser *p, struct command *command, struct parseError *error)
{
    uint64_t block, chunk;
    struct span word = parserWord(p);
    if (word.bytes == 0)
        return parserFaultUsage(p, word, "a handle or an address is missing", error);
    parserPutColumn(p, word, command);
    if (wordIsPlace(word, &block, &chunk))
        return refusePlace(p, word, error);
    if (wordIsDigit(word.text[0])) {
        command->hasAddress = true;
        return readNumber(p, word, 0, UINT64_MAX, &command->address, error);
    }
    command->word = word;
    return readHandle(p, word, error);
}

static bool readGuards(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = parserWord(p);
    if (word.bytes == 0)
        return parserFaultUsage(p, word, "a guard is missing", error);
    command->setsGuards = true;
    if (spanIs(word, "off"))
        return true;
    for (; word.bytes > 0; word = parserWord(p)) {
        size_t guard = 0;
        const enum lookupResult result = lookupWord(word, guardName, GUARD_NAMES, &guard);
        if (result != LOOKUP_FOUND)
            return parserFaultLookup(p, word, "guard", result, guardName, GUARD_NAMES, error);
        command->guards |= 1u << guard;
    }
    return true;
}

static bool readSet(struct parser *p, struct command *command, struct parseError *error)
{
    struct span name = parserWord(p);
    if (spanIs(name, "guard"))
        return readGuards(p, command, error);
    command->setsCode = spanIs(name, "code");
    if (!command->setsCode && !spanIs(name, "checks"))
        return parserFaultUsage(
            p, name, name.bytes == 0 ? "a setting is missing" : "unknown setting", error);
    struct span value = parserWord(p);
    command->checks = spanIs(value, "on");
    if (command->checks || spanIs(value, "off"))
        return true;
    return parserFaultUsage(p, value, "neither on nor off", error);
}

static bool readExpect(struct parser *p, struct command *command, struct parseError *error)
{
    struct span what = parserWord(p);
    if (what.bytes == 0)
        return parserFaultUsage(p, what, "'expect' needs to know what", error);
    enum lookupResult result = lookupWord(what, expectName, EXPECT_ROWS, &command->expectRow);
    if (result != LOOKUP_FOUND)
        return parserFaultLookup(p, what, "expectation", result, expectName, EXPECT_ROWS, error);
    command->word = spanOf(expectName(command->expectRow));
    command->operands = (struct span){p->line.text + p->at, 0};
    while (parserWord(p).bytes > 0)
        ;
    command->operands.bytes = (size_t)(p->line.text + p->at - command->operands.text);
    struct span at;
    const char *problem = expectFault(command->expectRow, command->operands, &at);
    if (problem == NULL)
        return true;
    parserFaultUsage(p, at, problem, error);
    return false;
}

static bool readParts(struct parser *p, struct command *command, struct parseError *error)
{
    while (!parserAtEnd(p)) {
        struct span word = parserWord(p);
        size_t part = 0;
        enum lookupResult result = lookupWord(word, partName, PART_NAMES, &part);
        if (result != LOOKUP_FOUND)
            return parserFaultLookup(p, word, "part", result, partName, PART_NAMES, error);
        command->parts |= partBits(part);
    }
    return true;
}

static bool readVerb(struct parser *p, struct command *command, struct parseError *error)
{
    if (parserAtEnd(p))
        return true;
    struct span word = parserWord(p);
    if (spanIs(word, "all")) {
        command->word = word;
        return true;
    }
    size_t verb = 0;
    enum lookupResult result = lookupWord(word, verbName, VERB_COUNT, &verb);
    if (result != LOOKUP_FOUND)
        return parserFaultLookup(p, word, "command", result, verbName, VERB_COUNT, error);
    command->word = spanOf(verbName(verb));
    return true;
}

/* A word, or anything in double quotes; `what` it is, where it is missing or empty. */
static bool readQuoted(struct parser *p, const char *what, struct span *text,
                       struct parseError *error)
{
    struct span here = {p->line.text + p->at, 0};
    if (parserAtEnd(p)) {
        bufferAppendText(&error->message, what);
        return parserFaultUsage(p, here, " is missing", error);
    }
    if (*here.text != '"') {
        *text = parserWord(p);
        return true;
    }
    const char *from = here.text + 1;
    const char *quote = memchr(from, '"', p->line.bytes - p->at - 1);
    if (quote == NULL)
        return parserFaultUsage(p, here, "missing \"", error);
    if (quote == from) {
        bufferAppendText(&error->message, what);
        return parserFaultUsage(p, here, " is empty", error);
    }
    *text = (struct span){from, (size_t)(quote - from)};
    p->at = (size_t)(quote + 1 - p->line.text);
    parserSkipBlanks(p);
    return true;
}

static bool readFile(struct parser *p, struct command *command, struct parseError *error)
{
    return readQuoted(p, "a file's name", &command->word, error);
}

/* Is it 0x and pairs of hexadecimal digits? */
static bool isBytes(struct span word)
{
    uint64_t digit;
    for (size_t i = 2; i < word.bytes; i++) {
        const char text[3] = {'0', 'x', word.text[i]};
        if (word.text[i] == 'x' || numberRead((struct span){text, 3}, &digit) != NUMBER_OK)
            return false;
    }
    return word.bytes > 2 && word.bytes % 2 == 0;
}

static bool readWrite(struct parser *p, struct command *command, struct parseError *error)
{
    if (!readFree(p, command, error))
        return false;
    const bool quoted = !parserAtEnd(p) && p->line.text[p->at] == '"';
    if (!readQuoted(p, "what to write", &command->operands, error))
        return false;
    command->isHex = !quoted && spanStartsWith(command->operands, spanOf("0x"));
    if (command->isHex && !isBytes(command->operands)) {
        parserFault(p, command->operands, "not bytes", error);
        bufferAppendByte(&error->message, ' ');
        bufferAppendQuoted(&error->message, command->operands);
        bufferAppendText(&error->message, " (0x, then pairs of hexadecimal digits)");
        return false;
    }
    if (parserAtEnd(p))
        return true;
    struct span at = parserWord(p);
    if (!spanIs(at, "at"))
        return parserFaultUsage(p, at, "'at' is missing", error);
    at = parserWord(p);
    if (at.bytes == 0)
        return parserFaultUsage(p, at, "an offset is missing", error);
    command->hasOffset = true;
    return readNumber(p, at, 0, UINT64_MAX, &command->offset, error);
}

static bool readForce(struct parser *p, struct command *command)
{
    struct parser ahead = *p;
    if (!spanIs(parserWord(&ahead), "--force"))
        return false;
    *p = ahead;
    return command->force = true;
}

static bool readSave(struct parser *p, struct command *command, struct parseError *error)
{
    readForce(p, command);
    if (!readFile(p, command, error))
        return false;
    readForce(p, command);
    return true;
}

static bool readCounted(struct parser *p, struct command *command, struct parseError *error)
{
    if (parserAtEnd(p))
        return true;
    command->hasSize = true;
    return readNumber(p, parserWord(p), 1, UINT64_MAX, &command->size, error);
}

static bool readStepNumber(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = parserWord(p);
    if (word.bytes == 0)
        return parserFaultUsage(p, word, "a step is missing", error);
    command->hasSize = true;
    return readNumber(p, word, 0, UINT64_MAX, &command->size, error);
}

/* All up to the end of the statement, which isn't here yet; what it says is the engine's to read.
 */
static void takeRest(struct parser *p, struct command *command)
{
    const char *from = p->line.text + p->at;
    struct span word = parserWord(p);
    while (!parserAtEnd(p))
        word = parserWord(p);
    command->operands = (struct span){from, (size_t)(word.text + word.bytes - from)};
}

/* The same where something has to stand; `problem` says that nothing does. */
static bool readRest(struct parser *p, const char *problem, struct command *command,
                     struct parseError *error)
{
    struct span here = {p->line.text + p->at, 0};
    if (parserAtEnd(p))
        return parserFaultUsage(p, here, problem, error);
    takeRest(p, command);
    return true;
}

static bool readCondition(struct parser *p, struct command *command, struct parseError *error)
{
    return readRest(p, "a condition is missing", command, error);
}

static bool readAllocator(struct parser *p, struct command *command, struct parseError *error)
{
    return readRest(p, "an allocator is missing", command, error);
}

static bool readRecipes(struct parser *p, struct command *command, struct parseError *error)
{
    (void)error;
    if (!parserAtEnd(p))
        takeRest(p, command);
    return true;
}

static bool readWorkload(struct parser *p, struct command *command, struct parseError *error)
{
    struct workloadPlan plan;
    struct span at;
    if (!readRest(p, "a number of steps is missing", command, error))
        return false;
    const char *problem = workloadRead(command->operands, &plan, &at);
    if (problem != NULL)
        return parserFaultUsage(p, at, problem, error);
    return true;
}

static bool readBack(struct parser *p, struct command *command, struct parseError *error)
{
    struct parser ahead = *p;
    if (!spanIs(parserWord(&ahead), "until"))
        return readCounted(p, command, error);
    *p = ahead;
    return readCondition(p, command, error);
}

static bool readFigure(struct parser *p, struct command *command, struct parseError *error)
{
    command->word = parserWord(p);
    if (command->word.bytes == 0)
        return parserFaultUsage(p, command->word, "a figure is missing", error);
    return true;
}

static bool readTopic(struct parser *p, struct command *command, struct parseError *error)
{
    (void)command;
    struct span word = parserWord(p);
    if (!spanStartsWith(spanOf("breaks"), word)) /* which it does where there is none */
        return parserFaultUsage(p, word, "unknown topic", error);
    return true;
}

static bool readLesson(struct parser *p, struct command *command, struct parseError *error)
{
    if (parserAtEnd(p))
        return true;
    if (!readQuoted(p, "a lesson's name", &command->word, error))
        return false;
    return readCounted(p, command, error);
}

/* How the operands of one command are read, and whether the rest of them make further commands. */
/* clang-format off */
static const struct {
    bool (*read)(struct parser *p, struct command *command, struct parseError *error);
    bool repeated;
} readers[OPERANDS_COUNT] = {
    [OPERANDS_NONE] = {readNothing, false},
    [OPERANDS_POOL] = {readPool, false},
    [OPERANDS_ALLOC] = {readAlloc, true},
    [OPERANDS_FREE] = {readFree, true},
    [OPERANDS_SET] = {readSet, false},
    [OPERANDS_EXPECT] = {readExpect, false},
    [OPERANDS_PARTS] = {readParts, false},
    [OPERANDS_CHUNK] = {readFree, false},
    [OPERANDS_WRITE] = {readWrite, false},
    [OPERANDS_VERB] = {readVerb, false},
    [OPERANDS_FILE] = {readFile, false},
    [OPERANDS_SAVE] = {readSave, false},
    [OPERANDS_COUNTED] = {readCounted, false},
    [OPERANDS_WORKLOAD] = {readWorkload, false},
    [OPERANDS_RECIPES] = {readRecipes, false},
    [OPERANDS_QUIZ] = {readRecipes, false},
    [OPERANDS_ALLOCATOR] = {readAllocator, false},
    [OPERANDS_NUMBER] = {readStepNumber, false},
    [OPERANDS_CONDITION] = {readCondition, false},
    [OPERANDS_BACK] = {readBack, false},
    [OPERANDS_FIGURE] = {readFigure, false},
    [OPERANDS_TOPIC] = {readTopic, false},
    [OPERANDS_LESSON] = {readLesson, false},
};
/* clang-format on */

bool operandsRead(struct parser *p, struct command *command, struct parseError *error)
{
    return readers[p->row->operands].read(p, command, error);
}

bool operandsRepeat(enum operands operands)
{
    return readers[operands].repeated;
}
