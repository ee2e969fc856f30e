#include "lang/format.h"

#include <string.h>

#include "lang/verbs.h"
#include "lang/word.h"

static void appendWord(struct buffer *out, struct span word)
{
    bufferAppendByte(out, ' ');
    bufferAppendSpan(out, word);
}

static void appendNumberWord(struct buffer *out, uint64_t number)
{
    bufferAppendByte(out, ' ');
    bufferAppendUnsigned(out, number);
}

/*
 * Text, in quotes where a blank, a ; or a # would end the word, or it begins as something else. One
 * that holds a quote was read without: it holds nothing of these.
 */
static void appendQuotable(struct buffer *out, struct span word)
{
    bool quoted = spanStartsWith(word, spanOf("--")) || spanStartsWith(word, spanOf("0x"));
    for (size_t i = 0; i < word.bytes; i++)
        quoted = quoted || memchr(" \t\r;#", word.text[i], 5) != NULL;
    quoted = quoted && memchr(word.text, '"', word.bytes) == NULL;
    bufferAppendText(out, quoted ? " \"" : " ");
    bufferAppendSpan(out, word);
    bufferAppendText(out, quoted ? "\"" : "");
}

/* Words with a blank between any two. */
static void appendWords(struct buffer *out, struct span words)
{
    for (struct span word; (word = wordNext(&words)).bytes > 0;)
        appendWord(out, word);
}

/* A number or a condition, if there is one. */
static void appendCounted(struct buffer *out, const struct command *command)
{
    if (command->hasSize)
        appendNumberWord(out, command->size);
    if (command->operands.text != NULL)
        appendWords(out, command->operands);
}

static void appendParts(struct buffer *out, const struct command *command)
{
    for (size_t i = 0; i < PART_NAMES - 1; i++)
        if ((command->parts & partBits(i)) != 0)
            appendWord(out, spanOf(partName(i)));
}

static void appendPool(struct buffer *out, const struct command *command)
{
    appendNumberWord(out, command->size);
    appendNumberWord(out, command->chunks);
}

static void appendExpected(struct buffer *out, const struct command *command)
{
    appendWord(out, command->word);
    appendWords(out, command->operands);
}

static void appendBack(struct buffer *out, const struct command *command)
{
    bufferAppendText(out, command->operands.text != NULL ? " until" : "");
    appendCounted(out, command);
}

/* A handle or an address, and its size. */
static void appendChunk(struct buffer *out, const struct command *command)
{
    if (command->hasAddress) {
        bufferAppendByte(out, ' ');
        bufferAppendAddress(out, command->address, command->isDecimal);
    } else if (command->word.text != NULL) {
        appendWord(out, command->word);
    }
    if (command->hasSize)
        appendNumberWord(out, command->size);
}

/* A chunk, what is written into it, and where. */
static void appendWrite(struct buffer *out, const struct command *command)
{
    appendChunk(out, command);
    if (command->isHex)
        appendWord(out, command->operands);
    else
        appendQuotable(out, command->operands);
    if (!command->hasOffset)
        return;
    bufferAppendText(out, " at");
    appendNumberWord(out, command->offset);
}

static void appendSetting(struct buffer *out, const struct command *command)
{
    if (command->setsCode) {
        bufferAppendText(out, command->checks ? " code on" : " code off");
        return;
    }
    if (!command->setsGuards) {
        bufferAppendText(out, command->checks ? " checks on" : " checks off");
        return;
    }
    bufferAppendText(out, command->guards == GUARDS_OFF ? " guard off" : " guard");
    for (size_t i = 0; i < GUARD_NAMES; i++)
        if ((command->guards & 1u << i) != 0)
            appendWord(out, spanOf(guardName(i)));
}

static void appendFile(struct buffer *out, const struct command *command)
{
    appendQuotable(out, command->word);
    bufferAppendText(out, command->force ? " --force" : "");
}

static void appendLesson(struct buffer *out, const struct command *command)
{
    if (command->word.text != NULL)
        appendQuotable(out, command->word);
    appendCounted(out, command);
}

void commandFormat(const struct command *command, struct buffer *out)
{
    static void (*const appenders[OPERANDS_COUNT])(struct buffer *, const struct command *) = {
        [OPERANDS_POOL] = appendPool,         [OPERANDS_SET] = appendSetting,
        [OPERANDS_EXPECT] = appendExpected,   [OPERANDS_BACK] = appendBack,
        [OPERANDS_COUNTED] = appendCounted,   [OPERANDS_NUMBER] = appendCounted,
        [OPERANDS_CONDITION] = appendCounted, [OPERANDS_ALLOCATOR] = appendCounted,
        [OPERANDS_WORKLOAD] = appendCounted,  [OPERANDS_RECIPES] = appendCounted,
        [OPERANDS_QUIZ] = appendCounted,      [OPERANDS_PARTS] = appendParts,
        [OPERANDS_FILE] = appendFile,         [OPERANDS_SAVE] = appendFile,
        [OPERANDS_WRITE] = appendWrite,       [OPERANDS_LESSON] = appendLesson,
    };
    const struct verbRow *row = &verbTable[command->verb];
    bufferAppendText(out, row->name);
    (appenders[row->operands] != NULL ? appenders[row->operands] : appendChunk)(out, command);
}
