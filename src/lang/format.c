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

static void appendParts(struct buffer *out, unsigned parts)
{
    for (size_t i = 0; i < PART_NAMES - 1; i++)
        if ((parts & partBits(i)) != 0)
            appendWord(out, spanOf(partName(i)));
}

/* A handle or an address. */
static void appendTarget(struct buffer *out, const struct command *command)
{
    if (command->hasAddress) {
        bufferAppendByte(out, ' ');
        bufferAppendAddress(out, command->address, command->isDecimal);
    } else if (command->word.text != NULL) {
        appendWord(out, command->word);
    }
}

/* What is written, and where. */
static void appendWritten(struct buffer *out, const struct command *command)
{
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

/* A handle or an address, and what else stands behind it. */
static void appendChunk(struct buffer *out, const struct command *command, enum operands operands)
{
    appendTarget(out, command);
    if (command->hasSize)
        appendNumberWord(out, command->size);
    if (operands == OPERANDS_WRITE)
        appendWritten(out, command);
}

static void appendFile(struct buffer *out, const struct command *command)
{
    appendQuotable(out, command->word);
    bufferAppendText(out, command->force ? " --force" : "");
}

void commandFormat(const struct command *command, struct buffer *out)
{
    const struct verbRow *row = &verbTable[command->verb];
    bufferAppendText(out, row->name);
    switch (row->operands) {
    case OPERANDS_POOL:
        appendNumberWord(out, command->size);
        appendNumberWord(out, command->chunks);
        break;
    case OPERANDS_SET:
        appendSetting(out, command);
        break;
    case OPERANDS_EXPECT:
        appendWord(out, command->word);
        appendWords(out, command->operands);
        break;
    case OPERANDS_BACK:
        bufferAppendText(out, command->operands.text != NULL ? " until" : "");
        appendCounted(out, command);
        break;
    case OPERANDS_COUNTED:
    case OPERANDS_NUMBER:
    case OPERANDS_CONDITION:
    case OPERANDS_ALLOCATOR:
    case OPERANDS_WORKLOAD:
    case OPERANDS_RECIPES:
    case OPERANDS_QUIZ:
        appendCounted(out, command);
        break;
    case OPERANDS_PARTS:
        appendParts(out, command->parts);
        break;
    case OPERANDS_FILE:
    case OPERANDS_SAVE:
        appendFile(out, command);
        break;
    default:
        appendChunk(out, command, row->operands);
    }
}
