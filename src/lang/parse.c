#include "lang/parse.h"

#include <string.h>

#include "lang/expect.h"
#include "lang/workload.h"

/* Bytes of a faulty line that are shown, around its fault. */
#define EXCERPT_BYTES 72

/* A chunk's size is rounded up to a multiple of 8 and must then still fit 32 bits. */
#define CHUNK_BYTES_MAX (UINT32_MAX - 7u)

void parserInit(struct parser *parser, struct span line, uint64_t number)
{
    *parser = (struct parser){.line = line, .number = number};
}

static bool atLineEnd(const struct parser *p)
{
    return p->at == p->line.bytes || p->line.text[p->at] == '#';
}

static bool atStatementEnd(const struct parser *p)
{
    return atLineEnd(p) || p->line.text[p->at] == ';';
}

static void skipBlanks(struct parser *p)
{
    while (p->at < p->line.bytes && wordIsBlank(p->line.text[p->at]))
        p->at++;
}

/* The next word, and the blanks behind it; empty at the end of the statement. */
static struct span nextWord(struct parser *p)
{
    struct span word = {p->line.text + p->at, 0};
    while (!atStatementEnd(p) && !wordIsBlank(p->line.text[p->at])) {
        p->at++;
        word.bytes++;
    }
    skipBlanks(p);
    return word;
}

static void putColumn(const struct parser *p, struct span word, struct command *command)
{
    size_t column = (size_t)(word.text - p->line.text) + 1;
    /* unreached: a line of 4 GiB */
    command->column = column < UINT32_MAX ? (uint32_t)column : UINT32_MAX;
}

/* An error at `word`, its message begun with `problem`; more can be appended to the buffer
 * returned. */
static struct buffer *fault(const struct parser *p, struct span word, const char *problem,
                            struct parseError *error)
{
    error->line = p->number;
    error->at = (size_t)(word.text - p->line.text);
    error->bytes = word.bytes;
    bufferAppendText(&error->message, problem);
    return &error->message;
}

static void appendQuoted(struct buffer *out, struct span word)
{
    const bool cut = word.bytes > HANDLE_BYTES_MAX;
    bufferAppendText(out, " '");
    bufferAppendEscaped(out, (struct span){word.text, cut ? HANDLE_BYTES_MAX : word.bytes});
    bufferAppendText(out, cut ? "...'" : "'");
}

static bool faultUsage(const struct parser *p, struct span word, const char *problem,
                       struct parseError *error)
{
    struct buffer *out = fault(p, word, problem, error);
    bufferAppendText(out, " (");
    verbUsage(p->row, out);
    bufferAppendByte(out, ')');
    return false;
}

/* What an unknown or ambiguous word of a list could have been. */
static bool faultLookup(const struct parser *p, struct span word, const char *kind,
                        enum lookupResult result, const char *(*nameAt)(size_t index), size_t count,
                        struct parseError *error)
{
    struct buffer *out =
        fault(p, word, result == LOOKUP_AMBIGUOUS ? "ambiguous " : "unknown ", error);
    bufferAppendText(out, kind);
    appendQuoted(out, word);
    if (result == LOOKUP_AMBIGUOUS) {
        bufferAppendText(out, " (");
        lookupCandidates(word, nameAt, count, out);
        bufferAppendText(out, ")");
        return false;
    }
    const char *nearest = lookupNearest(word, nameAt, count);
    const bool isVerb = nameAt == verbName;
    if (nearest != NULL)
        bufferAppendFormat(out, " (did you mean '%s'?)", nearest);
    else
        bufferAppendFormat(out, " (try 'help%s%s')", isVerb ? "" : " ", isVerb ? "" : p->row->name);
    return false;
}

static bool readNumber(struct parser *p, struct span word, uint64_t least, uint64_t most,
                       uint64_t *value, struct parseError *error)
{
    uint64_t number = 0;
    enum number verdict = numberRead(word, &number);
    if (verdict == NUMBER_MALFORMED) {
        struct buffer *out = fault(p, word, "bad number", error);
        appendQuoted(out, word);
        bufferAppendText(out, " (decimal or 0x hexadecimal, then K, M, G or nothing)");
        return false;
    }
    if (verdict == NUMBER_TOO_LARGE || number < least || number > most) {
        struct buffer *out = fault(p, word, "number out of range", error);
        appendQuoted(out, word);
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
    struct buffer *out = fault(p, word, "bad handle", error);
    appendQuoted(out, word);
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
    struct span chunk = nextWord(p);
    if (chunk.bytes == 0)
        return faultUsage(p, chunk, "'pool' needs a chunk size", error);
    if (!readNumber(p, chunk, 0, CHUNK_BYTES_MAX, &command->size, error))
        return false;
    struct span block = nextWord(p);
    if (block.bytes == 0)
        return faultUsage(p, block, "'pool' needs a block size", error);
    return readNumber(p, block, 1, UINT32_MAX, &command->chunks, error);
}

static bool readAlloc(struct parser *p, struct command *command, struct parseError *error)
{
    if (atStatementEnd(p))
        return true;
    struct span name = nextWord(p);
    if (!readHandle(p, name, error))
        return false;
    command->word = name;
    putColumn(p, name, command);
    if (p->at == p->line.bytes || !wordIsDigit(p->line.text[p->at]))
        return true;
    command->hasSize = true;
    return readNumber(p, nextWord(p), 0, UINT64_MAX, &command->size, error);
}

static bool readFree(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = nextWord(p);
    if (word.bytes == 0)
        return faultUsage(p, word, "a handle or an address is missing", error);
    putColumn(p, word, command);
    if (wordIsDigit(word.text[0])) {
        command->hasAddress = true;
        return readNumber(p, word, 0, UINT64_MAX, &command->address, error);
    }
    command->word = word;
    return readHandle(p, word, error);
}

static bool readGuards(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = nextWord(p);
    if (word.bytes == 0)
        return faultUsage(p, word, "a guard is missing", error);
    command->setsGuards = true;
    if (spanIs(word, "off"))
        return true;
    for (; word.bytes > 0; word = nextWord(p)) {
        size_t guard = 0;
        const enum lookupResult result = lookupWord(word, guardName, GUARD_NAMES, &guard);
        if (result != LOOKUP_FOUND)
            return faultLookup(p, word, "guard", result, guardName, GUARD_NAMES, error);
        command->guards |= 1u << guard;
    }
    return true;
}

static bool readSet(struct parser *p, struct command *command, struct parseError *error)
{
    struct span name = nextWord(p);
    if (spanIs(name, "guard"))
        return readGuards(p, command, error);
    command->setsCode = spanIs(name, "code");
    if (!command->setsCode && !spanIs(name, "checks"))
        return faultUsage(p, name, name.bytes == 0 ? "a setting is missing" : "unknown setting",
                          error);
    struct span value = nextWord(p);
    command->checks = spanIs(value, "on");
    if (command->checks || spanIs(value, "off"))
        return true;
    return faultUsage(p, value, "neither on nor off", error);
}

static bool readExpect(struct parser *p, struct command *command, struct parseError *error)
{
    struct span what = nextWord(p);
    if (what.bytes == 0)
        return faultUsage(p, what, "'expect' needs to know what", error);
    enum lookupResult result = lookupWord(what, expectName, EXPECT_ROWS, &command->expectRow);
    if (result != LOOKUP_FOUND)
        return faultLookup(p, what, "expectation", result, expectName, EXPECT_ROWS, error);
    command->word = spanOf(expectName(command->expectRow));
    command->operands = (struct span){p->line.text + p->at, 0};
    while (nextWord(p).bytes > 0)
        ;
    command->operands.bytes = (size_t)(p->line.text + p->at - command->operands.text);
    struct span at;
    const char *problem = expectFault(command->expectRow, command->operands, &at);
    if (problem == NULL)
        return true;
    faultUsage(p, at, problem, error);
    return false;
}

static bool readParts(struct parser *p, struct command *command, struct parseError *error)
{
    while (!atStatementEnd(p)) {
        struct span word = nextWord(p);
        size_t part = 0;
        enum lookupResult result = lookupWord(word, partName, PART_NAMES, &part);
        if (result != LOOKUP_FOUND)
            return faultLookup(p, word, "part", result, partName, PART_NAMES, error);
        command->parts |= partBits(part);
    }
    return true;
}

static bool readVerb(struct parser *p, struct command *command, struct parseError *error)
{
    if (atStatementEnd(p))
        return true;
    struct span word = nextWord(p);
    if (spanIs(word, "all")) {
        command->word = word;
        return true;
    }
    size_t verb = 0;
    enum lookupResult result = lookupWord(word, verbName, VERB_COUNT, &verb);
    if (result != LOOKUP_FOUND)
        return faultLookup(p, word, "command", result, verbName, VERB_COUNT, error);
    command->word = spanOf(verbName(verb));
    return true;
}

/* A word, or anything in double quotes; `what` it is, where it is missing or empty. */
static bool readQuoted(struct parser *p, const char *what, struct span *text,
                       struct parseError *error)
{
    struct span here = {p->line.text + p->at, 0};
    if (atStatementEnd(p)) {
        bufferAppendText(&error->message, what);
        return faultUsage(p, here, " is missing", error);
    }
    if (*here.text != '"') {
        *text = nextWord(p);
        return true;
    }
    const char *from = here.text + 1;
    const char *quote = memchr(from, '"', p->line.bytes - p->at - 1);
    if (quote == NULL)
        return faultUsage(p, here, "missing \"", error);
    if (quote == from) {
        bufferAppendText(&error->message, what);
        return faultUsage(p, here, " is empty", error);
    }
    *text = (struct span){from, (size_t)(quote - from)};
    p->at = (size_t)(quote + 1 - p->line.text);
    skipBlanks(p);
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
    const bool quoted = !atStatementEnd(p) && p->line.text[p->at] == '"';
    if (!readQuoted(p, "what to write", &command->operands, error))
        return false;
    command->isHex = !quoted && spanStartsWith(command->operands, spanOf("0x"));
    if (command->isHex && !isBytes(command->operands)) {
        fault(p, command->operands, "not bytes", error);
        appendQuoted(&error->message, command->operands);
        bufferAppendText(&error->message, " (0x, then pairs of hexadecimal digits)");
        return false;
    }
    if (atStatementEnd(p))
        return true;
    struct span at = nextWord(p);
    if (!spanIs(at, "at"))
        return faultUsage(p, at, "'at' is missing", error);
    command->hasOffset = true;
    return readNumber(p, nextWord(p), 0, UINT64_MAX, &command->offset, error);
}

static bool readForce(struct parser *p, struct command *command)
{
    struct parser ahead = *p;
    if (!spanIs(nextWord(&ahead), "--force"))
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
    if (atStatementEnd(p))
        return true;
    command->hasSize = true;
    return readNumber(p, nextWord(p), 1, UINT64_MAX, &command->size, error);
}

static bool readStepNumber(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = nextWord(p);
    if (word.bytes == 0)
        return faultUsage(p, word, "a step is missing", error);
    command->hasSize = true;
    return readNumber(p, word, 0, UINT64_MAX, &command->size, error);
}

/* All up to the end of the statement, which isn't here yet; what it says is the engine's to read.
 */
static void takeRest(struct parser *p, struct command *command)
{
    const char *from = p->line.text + p->at;
    struct span word = nextWord(p);
    while (!atStatementEnd(p))
        word = nextWord(p);
    command->operands = (struct span){from, (size_t)(word.text + word.bytes - from)};
}

/* The same where something has to stand; `problem` says that nothing does. */
static bool readRest(struct parser *p, const char *problem, struct command *command,
                     struct parseError *error)
{
    struct span here = {p->line.text + p->at, 0};
    if (atStatementEnd(p))
        return faultUsage(p, here, problem, error);
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
    if (!atStatementEnd(p))
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
        return faultUsage(p, at, problem, error);
    return true;
}

static bool readBack(struct parser *p, struct command *command, struct parseError *error)
{
    struct parser ahead = *p;
    if (!spanIs(nextWord(&ahead), "until"))
        return readCounted(p, command, error);
    *p = ahead;
    return readCondition(p, command, error);
}

static bool readFigure(struct parser *p, struct command *command, struct parseError *error)
{
    command->word = nextWord(p);
    if (command->word.bytes == 0)
        return faultUsage(p, command->word, "a figure is missing", error);
    return true;
}

static bool readTopic(struct parser *p, struct command *command, struct parseError *error)
{
    (void)command;
    struct span word = nextWord(p);
    if (!spanStartsWith(spanOf("breaks"), word)) /* which it does where there is none */
        return faultUsage(p, word, "unknown topic", error);
    return true;
}

static bool readLesson(struct parser *p, struct command *command, struct parseError *error)
{
    if (atStatementEnd(p))
        return true;
    if (!readQuoted(p, "a lesson", &command->word, error))
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

/* Goes to the first word of the next statement; false at the end of the line. */
static bool nextStatement(struct parser *p)
{
    while (!atLineEnd(p) && (p->line.text[p->at] == ';' || wordIsBlank(p->line.text[p->at])))
        p->at++;
    return !atLineEnd(p);
}

static bool readVerbOfStatement(struct parser *p, struct command *command, struct parseError *error)
{
    struct span word = nextWord(p);
    size_t verb = 0;
    enum lookupResult result = lookupWord(word, verbName, VERB_COUNT, &verb);
    if (result != LOOKUP_FOUND)
        return faultLookup(p, word, "command", result, verbName, VERB_COUNT, error);
    p->verb = (enum verb)verb;
    p->row = &verbTable[verb];
    putColumn(p, word, command);
    return true;
}

enum parsed parserNext(struct parser *p, struct command *command, struct parseError *error)
{
    *command = (struct command){.line = p->number};
    if (p->row == NULL) {
        if (!nextStatement(p))
            return PARSED_END;
        if (!readVerbOfStatement(p, command, error))
            return PARSED_ERROR;
    }
    command->verb = p->verb;
    if (!readers[p->row->operands].read(p, command, error))
        return PARSED_ERROR;
    if (!atStatementEnd(p) && !readers[p->row->operands].repeated) {
        struct span word = nextWord(p);
        faultUsage(p, word, "one word too many", error);
        return PARSED_ERROR;
    }
    if (atStatementEnd(p))
        p->row = NULL;
    return PARSED_COMMAND;
}

bool parserCheckRest(const struct parser *parser, struct parseError *error)
{
    struct parser ahead = *parser;
    struct command command;
    enum parsed parsed;
    do
        parsed = parserNext(&ahead, &command, error);
    while (parsed == PARSED_COMMAND);
    return parsed == PARSED_END;
}

void parseErrorFormat(const struct parseError *error, struct span file, struct span line,
                      struct buffer *out)
{
    bufferAppendEscaped(out, file);
    bufferAppendFormat(out, ":%llu:%zu: ", (unsigned long long)error->line, error->at + 1);
    bufferAppendSpan(out, bufferSpan(&error->message));

    size_t from = error->at > EXCERPT_BYTES / 2 ? error->at - EXCERPT_BYTES / 2 : 0;
    if (line.bytes <= EXCERPT_BYTES)
        from = 0;
    size_t to = line.bytes - from > EXCERPT_BYTES ? from + EXCERPT_BYTES : line.bytes;
    bufferAppendText(out, "\n    ");
    size_t start = out->bytes;
    bufferAppendText(out, from > 0 ? "..." : "");
    bufferAppendEscaped(out, (struct span){line.text + from, error->at - from});
    size_t caret = out->bytes - start;
    size_t marked = error->bytes < to - error->at ? error->bytes : to - error->at;
    bufferAppendEscaped(out, (struct span){line.text + error->at, marked});
    size_t width = out->bytes - start - caret;
    bufferAppendEscaped(out,
                        (struct span){line.text + error->at + marked, to - error->at - marked});
    bufferAppendText(out, to < line.bytes ? "...\n    " : "\n    ");
    bufferAppendRepeated(out, ' ', caret);
    bufferAppendByte(out, '^');
    bufferAppendRepeated(out, '~', width > 1 ? width - 1 : 0);
    bufferAppendByte(out, '\n');
}

/* A word, or where files are named, what stands in quotes, up to where the line is known. */
static void skipOperand(struct parser *p, bool files)
{
    const char *from = p->line.text + p->at;
    if (!files || *from != '"') {
        nextWord(p);
        return;
    }
    const char *quote = memchr(from + 1, '"', p->line.bytes - p->at - 1);
    p->at = quote != NULL ? (size_t)(quote + 1 - p->line.text) : p->line.bytes;
    skipBlanks(p);
}

struct expectation parseExpect(struct span line, size_t at)
{
    struct expectation expected = {.verb = true, .operands = OPERANDS_NONE};
    struct parser p;
    parserInit(&p, (struct span){line.text, at}, 1);
    while (nextStatement(&p)) {
        size_t verb = 0;
        struct span word = nextWord(&p);
        bool known = lookupWord(word, verbName, VERB_COUNT, &verb) == LOOKUP_FOUND;
        expected.operands = known ? verbTable[verb].operands : OPERANDS_NONE;
        const bool files = expected.operands == OPERANDS_FILE ||
                           expected.operands == OPERANDS_SAVE ||
                           expected.operands == OPERANDS_LESSON;
        while (!atStatementEnd(&p))
            skipOperand(&p, files);
        expected.verb = p.at < at;
    }
    if (p.at < at) /* a comment: nothing is expected there */
        expected = (struct expectation){.verb = false, .operands = OPERANDS_NONE};
    return expected;
}
