#include "study/answer.h"

#include "lang/verbs.h"
#include "lang/word.h"

/* A bare number below this is the index of a chunk, and one from here on an address. */
#define LEAST_ADDRESS 4096

/* A word longer than this is none that is looked for. */
#define WORD_BYTES_MAX 64

/* --- words ------------------------------------------------------------------------------------ */

/* Can a word begin with it? */
static bool isNameByte(char byte)
{
    return wordIsDigit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_';
}

static bool isWordByte(char byte)
{
    return isNameByte(byte) || byte == ':' || byte == '\'';
}

/*
 * The next word; commas, arrows, brackets and quotes around it are no part of one. A possessive 's
 * is cut off.
 */
static struct span nextWord(struct span *rest)
{
    while (rest->bytes > 0 && !isNameByte(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    struct span word = {rest->text, 0};
    while (word.bytes < rest->bytes && isWordByte(rest->text[word.bytes]))
        word.bytes++;
    rest->text += word.bytes;
    rest->bytes -= word.bytes;
    if (word.bytes > 2 && word.text[word.bytes - 2] == '\'')
        word.bytes -= 2;
    while (word.bytes > 0 && !isNameByte(word.text[word.bytes - 1]))
        word.bytes--;
    return word;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* `word` in small letters, at `text`, which has room for WORD_BYTES_MAX of them. */
static struct span lowered(struct span word, char *text)
{
    const size_t bytes = word.bytes < WORD_BYTES_MAX ? word.bytes : WORD_BYTES_MAX;
    for (size_t i = 0; i < bytes; i++)
        text[i] = lower(word.text[i]);
    return (struct span){text, bytes};
}

static bool isOneOf(struct span word, const char *const *words)
{
    char text[WORD_BYTES_MAX];
    const struct span small = lowered(word, text);
    for (; *words != NULL; words++)
        if (spanIs(small, *words))
            return true;
    return false;
}

static const char *const nullWords[] = {"null", "nil", "none", "empty", "nothing", NULL};
static const char *const refusedWords[] = {"refused", "refuse", "error", "fails", "fail", NULL};
static const char *const sameWords[] = {"unchanged", "same", "contents", "data", NULL};
static const char *const yesWords[] = {"yes", "y", "true", "yep", NULL};
static const char *const noWords[] = {"no", "n", "false", "nope", NULL};
static const char *const fillers[] = {
    "a",    "an",   "the",  "is",    "was",  "where",  "at",   "of",   "chunk", "place", "block",
    "head", "list", "free", "then",  "and",  "it",     "its",  "to",   "be",    "will",  "address",
    "old",  "link", "step", "first", "next", "become", "goes", "from", "in",    "bytes", NULL};

/* --- chunks ----------------------------------------------------------------------------------- */

/* The chunk that a handle had last, whichever case it is written in. */
static bool readHandle(const struct session *s, struct span word, struct place *chunk)
{
    char text[WORD_BYTES_MAX];
    return wordIsHandle(word) &&
           (sessionPlaceOf(s, word, chunk) || sessionPlaceOf(s, lowered(word, text), chunk));
}

/* A number: an address, or where there is one block only, the index of a chunk in it. */
static bool readNumber(const struct session *s, uint64_t number, struct place *chunk,
                       struct buffer *why)
{
    struct grant grant = {0};
    const bool hasChunks = s->model->kind->hasChunks;
    if (number < LEAST_ADDRESS && hasChunks && s->stats.blocks <= 1) {
        *chunk = (struct place){.known = true, .chunk = (uint32_t)number};
        return true;
    }
    if (number < LEAST_ADDRESS && number > 0) {
        bufferAppendFormat(
            why, hasChunks ? "say the block too, as in 1:%llu" : "%llu is no address here",
            (unsigned long long)number);
        return false;
    }
    if (s->model->kind->classify(s->model, number, &grant) != CLAIM_FOREIGN)
        *chunk = grant.place;
    chunk->known = chunk->known && chunk->address == number;
    chunk->address = number;
    return true;
}

/* What one word says; *says is false where it says nothing by itself. False, with why: a fault. */
static bool readChunk(const struct session *s, struct span word, struct place *chunk, bool *says,
                      struct buffer *why)
{
    uint64_t block, index, number;
    *chunk = (struct place){.known = false};
    *says = true;
    if (wordIsPlace(word, &block, &index)) {
        *chunk = (struct place){.known = true, .block = (uint32_t)block, .chunk = (uint32_t)index};
        return true;
    }
    if (readHandle(s, word, chunk))
        return true;
    if (numberRead(word, &number) == NUMBER_OK)
        return readNumber(s, number, chunk, why);
    *says = false;
    if (isOneOf(word, fillers))
        return true;
    bufferAppendText(why, "no chunk is known as ");
    bufferAppendQuoted(why, word);
    return false;
}

static bool isSameChunk(const struct place *a, const struct place *b)
{
    if (a->address != 0 && b->address != 0)
        return a->address == b->address;
    if (!a->known || !b->known)
        return a->known == b->known && a->address == b->address;
    return a->block == b->block && a->chunk == b->chunk;
}

/* Words that stand for no chunk, where the form has such. */
static bool readWords(struct answer *answer, struct span word, bool *saidNull)
{
    if (answer->form != ANSWER_CHUNKS && isOneOf(word, refusedWords))
        return answer->isRefused = true;
    if (answer->form == ANSWER_LINK && isOneOf(word, sameWords))
        return answer->isUnchanged = true;
    if (isOneOf(word, nullWords))
        return *saidNull = true;
    return false;
}

/* `chunk` is one more; of one chunk, it may be said in two ways. */
static bool addChunk(struct answer *answer, const struct place *chunk, struct buffer *why)
{
    const bool one = answer->form != ANSWER_CHUNKS;
    if (one && answer->chunkCount == 1 && isSameChunk(chunk, &answer->chunks[0]))
        return true;
    if (answer->chunkCount == (one ? 1 : ANSWER_CHUNKS_MAX)) {
        bufferAppendText(why, one ? "one chunk, please" : "more chunks than the pool has");
        return false;
    }
    answer->chunks[answer->chunkCount++] = *chunk;
    return true;
}

static const char *wanted(enum answerForm form)
{
    switch (form) {
    case ANSWER_ADDRESS:
        return "say an address, such as 0x10000020";
    case ANSWER_LINK:
        return "say a place such as 0:2, an address, NULL, or unchanged";
    case ANSWER_CHUNKS:
        return "say places from the head on, as in 0:2 0:0, or empty";
    case ANSWER_YES_NO:
        return "say yes or no";
    case ANSWER_COUNT:
        return "say a number";
    case ANSWER_OUTCOME:
        return "say ok, or why it is refused: double-free, stale-free, unknown-handle, ...";
    default:
        return "say a place such as 0:2, an address, or a handle that had the chunk";
    }
}

static bool readChunks(struct answer *answer, const struct session *s, struct span text,
                       struct buffer *why)
{
    bool saidNull = text.bytes == 1 && *text.text == '-', says;
    struct place chunk;
    struct span word;
    while ((word = nextWord(&text)).bytes > 0) {
        if (readWords(answer, word, &saidNull))
            continue;
        if (!readChunk(s, word, &chunk, &says, why))
            return false;
        if (says && !addChunk(answer, &chunk, why))
            return false;
    }
    if (answer->chunkCount == 0 && saidNull && answer->form != ANSWER_CHUNKS)
        answer->chunkCount = 1; /* NULL */
    if (answer->chunkCount == 0 && !saidNull && !answer->isRefused && !answer->isUnchanged) {
        bufferAppendText(why, wanted(answer->form));
        return false;
    }
    const bool told = answer->form != ANSWER_ADDRESS || answer->chunkCount == 0 ||
                      answer->chunks[0].address != 0 || !answer->chunks[0].known;
    bufferAppendText(why, told ? "" : wanted(answer->form));
    return told;
}

/* --- the other forms -------------------------------------------------------------------------- */

static bool readYesNo(struct answer *answer, struct span text, struct buffer *why)
{
    struct span word;
    while ((word = nextWord(&text)).bytes > 0) {
        answer->yes = isOneOf(word, yesWords);
        if (answer->yes || isOneOf(word, noWords))
            return true;
    }
    bufferAppendText(why, wanted(ANSWER_YES_NO));
    return false;
}

static bool readCount(struct answer *answer, struct span text, struct buffer *why)
{
    struct span word;
    while ((word = nextWord(&text)).bytes > 0)
        if (numberRead(word, &answer->count) == NUMBER_OK)
            return true;
    bufferAppendText(why, wanted(ANSWER_COUNT));
    return false;
}

static const char *outcomeAt(size_t index)
{
    return outcomeName((enum outcome)index);
}

/* Words with blanks between stand for words with hyphens; a unique beginning will do. */
static bool readOutcome(struct answer *answer, struct span text, struct buffer *why)
{
    struct buffer name;
    struct span word;
    size_t found = 0;
    char small[WORD_BYTES_MAX];
    bufferInit(&name);
    while ((word = nextWord(&text)).bytes > 0) {
        bufferAppendText(&name, name.bytes > 0 ? "-" : "");
        bufferAppendSpan(&name, lowered(word, small));
    }
    const bool read = name.bytes > 0 && lookupWord(bufferSpan(&name), outcomeAt, OUTCOME_UNEXPECTED,
                                                   &found) == LOOKUP_FOUND;
    answer->outcome = (enum outcome)found;
    bufferRelease(&name);
    bufferAppendText(why, read ? "" : wanted(ANSWER_OUTCOME));
    return read;
}

bool answerRead(struct answer *answer, enum answerForm form, const struct session *s,
                struct span text, struct buffer *why)
{
    *answer = (struct answer){.form = form};
    while (text.bytes > 0 && wordIsBlank(text.text[text.bytes - 1]))
        text.bytes--;
    while (text.bytes > 0 && wordIsBlank(*text.text)) {
        text.text++;
        text.bytes--;
    }
    switch (form) {
    case ANSWER_YES_NO:
        return readYesNo(answer, text, why);
    case ANSWER_COUNT:
        return readCount(answer, text, why);
    case ANSWER_OUTCOME:
        return readOutcome(answer, text, why);
    default:
        return readChunks(answer, s, text, why);
    }
}

/* --- comparing and telling -------------------------------------------------------------------- */

bool answerAgrees(const struct answer *a, const struct answer *b)
{
    if (a->form != b->form || a->isRefused != b->isRefused || a->isUnchanged != b->isUnchanged ||
        a->chunkCount != b->chunkCount)
        return false;
    for (size_t i = 0; i < a->chunkCount; i++)
        if (!isSameChunk(&a->chunks[i], &b->chunks[i]))
            return false;
    return a->yes == b->yes && a->count == b->count && a->outcome == b->outcome;
}

struct answer answerOfChunk(enum answerForm form, const struct place *chunk)
{
    return (struct answer){.form = form, .chunks = {*chunk}, .chunkCount = 1};
}

static void appendChunk(const struct place *chunk, bool asAddress, struct buffer *out)
{
    if (!chunk->known && chunk->address == 0)
        bufferAppendText(out, "NULL");
    else if (chunk->address != 0 && (asAddress || !chunk->known))
        bufferAppendHex(out, chunk->address);
    else
        placeAppend(chunk, out);
}

static void appendChunks(const struct answer *answer, bool asAddress, struct buffer *out)
{
    if (answer->isRefused || answer->isUnchanged) {
        bufferAppendText(out, answer->isRefused ? "refused" : "unchanged");
        return;
    }
    if (answer->chunkCount == 0)
        bufferAppendText(out, "empty");
    for (size_t i = 0; i < answer->chunkCount; i++) {
        bufferAppendText(out, i > 0 ? " " : "");
        appendChunk(&answer->chunks[i], asAddress, out);
    }
}

void answerAppend(const struct answer *answer, bool asAddress, struct buffer *out)
{
    switch (answer->form) {
    case ANSWER_YES_NO:
        bufferAppendText(out, answer->yes ? "yes" : "no");
        break;
    case ANSWER_COUNT:
        bufferAppendUnsigned(out, answer->count);
        break;
    case ANSWER_OUTCOME:
        bufferAppendText(out, outcomeName(answer->outcome));
        break;
    default:
        appendChunks(answer, asAddress || answer->form == ANSWER_ADDRESS, out);
    }
}
