#include "engine/conditionread.h"

#include <string.h>

#include "lang/verbs.h"
#include "lang/word.h"

/* --- words ------------------------------------------------------------------------------------ */

static const char *const numbers[] = {"step", "line"};                 /* from OPERAND_STEP on   */
static const char *const keywords[] = {"not", "touches", "and", "or"}; /* parts begin with two */
enum { NUMBERS = 2, KEYWORDS = 4, JOINTS = 2 };

size_t conditionWordCount(void)
{
    return figureCount() + NUMBERS + WORD_NAMES + KEYWORDS;
}

const char *conditionWord(size_t index)
{
    if (index < figureCount())
        return figureName(index);
    index -= figureCount();
    if (index < NUMBERS)
        return numbers[index];
    index -= NUMBERS;
    return index < WORD_NAMES ? wordNameTable[index].name : keywords[index - WORD_NAMES];
}

static const char *jointAt(size_t index)
{
    return keywords[KEYWORDS - JOINTS + index];
}

/* --- tokens ----------------------------------------------------------------------------------- */

/* Relations are made of = ! < >, joints of & |; a parenthesis is one token alone. */
enum tokenKind { TOKEN_END, TOKEN_WORD, TOKEN_RELATION, TOKEN_JOINT, TOKEN_PAREN, TOKEN_KEYWORD };

struct token {
    enum tokenKind kind;
    struct span text; /* a piece of the whole text; empty, where it ends */
};

struct reader {
    struct span text;
    struct token token; /* the next one: not taken yet */
    size_t nesting;
    struct condition *condition;
    struct conditionFault *fault;
};

static enum tokenKind kindOf(char byte)
{
    return wordIsBlank(byte)                 ? TOKEN_END
           : memchr("=!<>", byte, 4) != NULL ? TOKEN_RELATION
           : memchr("&|", byte, 2) != NULL   ? TOKEN_JOINT
           : memchr("()", byte, 2) != NULL   ? TOKEN_PAREN
                                             : TOKEN_WORD;
}

/* Takes the token; the one behind it is the next. */
static void advance(struct reader *r)
{
    const char *at = r->token.text.text + r->token.text.bytes;
    const char *const end = r->text.text + r->text.bytes;
    while (at < end && wordIsBlank(*at))
        at++;
    const enum tokenKind kind = at < end ? kindOf(*at) : TOKEN_END;
    size_t bytes = at < end;
    while (kind < TOKEN_PAREN && at + bytes < end && kindOf(at[bytes]) == kind)
        bytes++;
    r->token = (struct token){kind, {at, bytes}};
    for (size_t i = 0; i < KEYWORDS; i++)
        if (spanIs(r->token.text, keywords[i]))
            r->token.kind = TOKEN_KEYWORD;
}

/* --- faults ----------------------------------------------------------------------------------- */

/* The fault is this token, and its message begins so. Returns where the message goes on. */
static struct buffer *faultAt(struct reader *r, struct token token, const char *problem)
{
    r->fault->at = (size_t)(token.text.text - r->text.text);
    r->fault->bytes = token.text.bytes;
    bufferAppendText(&r->fault->message, problem);
    return &r->fault->message;
}

/* False without a guess. */
static bool appendGuess(struct buffer *out, const char *nearest)
{
    if (nearest != NULL)
        bufferAppendFormat(out, " (did you mean '%s'?)", nearest);
    return nearest != NULL;
}

/* The token in quotes, between `problem` and `hint`. */
static bool fault(struct reader *r, struct token token, const char *problem, const char *hint)
{
    struct buffer *out = faultAt(r, token, problem);
    bufferAppendQuoted(out, token.text);
    bufferAppendText(out, hint);
    return false;
}

/* Where the next token stands, `what` should. */
static bool faultMissing(struct reader *r, const char *what, const char *hint)
{
    const bool isEnd = r->token.kind == TOKEN_END;
    struct buffer *out = faultAt(r, r->token, what);
    bufferAppendText(out, isEnd ? " is missing" : " is missing before ");
    if (!isEnd)
        bufferAppendQuoted(out, r->token.text);
    bufferAppendText(out, hint);
    return false;
}

static bool faultLimit(struct reader *r, struct token token, const char *problem, int most,
                       const char *ofWhat)
{
    bufferAppendFormat(faultAt(r, token, problem), " (at most %d %s)", most, ofWhat);
    return false;
}

/* Is the next token what other languages write for an operator, or a slip? Then it is the fault. */
static bool faultSlip(struct reader *r)
{
    static const struct {
        const char *written, *hint;
    } slips[] = {
        {"=", " (did you mean '=='?)"},   {"=<", " (did you mean '<='?)"},
        {"=>", " (did you mean '>='?)"},  {"<>", " (did you mean '!='?)"},
        {"===", " (did you mean '=='?)"}, {"&&", " (write 'and')"},
        {"&", " (write 'and')"},          {"AND", " (write 'and')"},
        {"||", " (write 'or')"},          {"|", " (write 'or')"},
        {"OR", " (write 'or')"},          {"!", " (write 'not')"},
        {"NOT", " (write 'not')"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++)
        if (spanIs(r->token.text, slips[i].written))
            return !fault(r, r->token, "unknown operator ", slips[i].hint);
    return false;
}

/* Op, outcome, path or handle is compared with a number; the token is the one behind. */
static bool faultNoNumber(struct reader *r, struct token token, enum wordName name)
{
    struct buffer *out = faultAt(r, token, "");
    bufferAppendFormat(out, "'%s' is no number", wordNameTable[name].name);
    wordNameAppendValues(name, out);
    return false;
}

/* No name; but what is the value of op, outcome or path may have been meant as that. */
static bool faultUnknown(struct reader *r, struct token token)
{
    enum wordName name = WORD_OP;
    while (name < WORD_HANDLE && !wordNameTakes(name, token.text))
        name++;
    fault(r, token, "unknown name ", "");
    struct buffer *out = &r->fault->message;
    if (name < WORD_HANDLE)
        bufferAppendFormat(out, " (did you mean '%s == %.*s'?)", wordNameTable[name].name,
                           (int)token.text.bytes, token.text.text);
    else if (!appendGuess(out,
                          lookupNearest(token.text, conditionWord, conditionWordCount() - JOINTS)))
        bufferAppendText(out, " (live, block, freed, path and others; for a handle: touches NAME)");
    return false;
}

/* Behind a part stands what can't stand there. */
static bool faultBehind(struct reader *r)
{
    if (spanIs(r->token.text, ")"))
        return fault(r, r->token, "", " without '('");
    if (r->token.kind == TOKEN_RELATION)
        return fault(r, r->token, "", " goes on from a comparison (join two of them with and)");
    if (faultSlip(r))
        return false;
    const char *nearest = lookupNearest(r->token.text, jointAt, JOINTS);
    if (nearest == NULL)
        return fault(r, r->token, "one word too many: ", " (comparisons are joined with and, or)");
    fault(r, r->token, "unknown operator ", "");
    return !appendGuess(&r->fault->message, nearest);
}

/* --- parts ------------------------------------------------------------------------------------ */

static bool emit(struct reader *r, struct token token, struct conditionNode node)
{
    struct condition *c = r->condition;
    if (c->nodeCount == CONDITION_NODES_MAX)
        return faultLimit(r, token, "the condition is too long", CONDITION_NODES_MAX,
                          "comparisons, not, and, or");
    c->nodes[c->nodeCount++] = node;
    return true;
}

/* A question about a word; takes the word, and keeps a copy. */
static bool emitWord(struct reader *r, enum wordName name, unsigned accepts)
{
    struct condition *c = r->condition;
    const struct token token = r->token;
    const size_t at = c->wordsBytes, bytes = token.text.bytes;
    if (bytes > sizeof c->words - at)
        return faultLimit(r, token, "the words of the condition are too long",
                          CONDITION_WORDS_BYTES, "bytes together");
    memcpy(c->words + at, token.text.text, bytes);
    c->wordsBytes += bytes;
    advance(r);
    const struct conditionNode node = {NODE_WORD, accepts, {.word = {name, at, bytes}}};
    return emit(r, token, node);
}

/* What a side of a comparison was read as. */
enum sideKind { SIDE_NUMBER, SIDE_WORD, SIDE_PLACE, SIDE_NULL };

struct side {
    enum sideKind kind;
    struct token token;
    struct conditionOperand operand; /* of a number, and of NULL         */
    enum wordName name;              /* of op, outcome, path and handle  */
    uint64_t block, chunk;           /* of a place                       */
};

static bool isNumeric(struct span word)
{
    const bool isSigned = word.bytes > 1 && word.text[0] == '-';
    return wordIsDigit(word.text[isSigned]);
}

static bool readName(struct reader *r, struct side *side)
{
    const size_t figures = figureCount(), words = figures + NUMBERS, names = words + WORD_NAMES;
    size_t index = 0;
    while (index < names && !spanIs(side->token.text, conditionWord(index)))
        index++;
    if (index == names)
        return faultUnknown(r, side->token);
    if (index >= words) {
        side->kind = SIDE_WORD;
        side->name = (enum wordName)(index - words);
    } else if (index >= figures) {
        side->operand.kind = (enum operandKind)(OPERAND_STEP + (index - figures));
    } else {
        side->operand.kind = OPERAND_FIGURE;
        side->operand.figure = (uint32_t)index;
    }
    return true;
}

static bool readSide(struct reader *r, struct side *side)
{
    const struct span word = r->token.text;
    *side = (struct side){.token = r->token};
    if (r->token.kind != TOKEN_WORD)
        return faultMissing(r, "a value", "");
    advance(r);
    if (spanIs(word, "NULL")) {
        side->kind = SIDE_NULL;
        side->operand.value.form = FIGURE_ADDRESS;
        return true;
    }
    if (!isNumeric(word))
        return readName(r, side);
    if (memchr(word.text, ':', word.bytes) != NULL) {
        side->kind = SIDE_PLACE;
        return wordIsPlace(word, &side->block, &side->chunk) ||
               fault(r, side->token, "bad place ", " (BLOCK:CHUNK)");
    }
    const enum number verdict = figureRead(word, &side->operand.value);
    if (verdict == NUMBER_TOO_LARGE)
        return fault(r, side->token, "number out of range ",
                     " (64 bits, or 15 digits with a point)");
    return verdict == NUMBER_OK ||
           fault(r, side->token, "bad number ",
                 " (decimal or 0x hexadecimal, then K, M, G or nothing; or a fraction as 0.5)");
}

enum { EQUAL = ORDER_SAME, UNEQUAL = ORDER_LESS | ORDER_MORE };

static bool readOperator(struct reader *r, unsigned *accepts)
{
    static const char hint[] = " (one of == != < <= > >=)";
    static const struct {
        const char *name;
        unsigned accepts;
    } operators[] = {
        {"==", EQUAL},
        {"!=", UNEQUAL},
        {"<", ORDER_LESS},
        {">", ORDER_MORE},
        {"<=", ORDER_LESS | ORDER_SAME},
        {">=", ORDER_MORE | ORDER_SAME},
    };
    if (r->token.kind != TOKEN_RELATION)
        return faultMissing(r, "an operator", hint);
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (spanIs(r->token.text, operators[i].name)) {
            *accepts = operators[i].accepts;
            advance(r);
            return true;
        }
    const bool isNot = r->token.text.text[0] == '!'; /* which is no slip for a relation */
    return (isNot || !faultSlip(r)) && fault(r, r->token, "unknown operator ", hint);
}

/* Of what has no order one can only ask whether it is the same. */
static bool checkOrderless(struct reader *r, struct token relation, unsigned accepts,
                           struct span what)
{
    if (accepts == EQUAL || accepts == UNEQUAL)
        return true;
    fault(r, relation, "", " does not go with ");
    bufferAppendQuoted(&r->fault->message, what);
    bufferAppendText(&r->fault->message, " (only == and !=)");
    return false;
}

/* The value of op, outcome, path or handle. */
static bool readValue(struct reader *r, enum wordName name, unsigned accepts)
{
    const struct token token = r->token;
    struct buffer *out = &r->fault->message;
    if (token.kind != TOKEN_WORD) {
        faultMissing(r, "a value", "");
    } else if (isNumeric(token.text) && name != WORD_HANDLE) {
        return faultNoNumber(r, token, name);
    } else if (wordNameTakes(name, token.text)) {
        return emitWord(r, name, accepts);
    } else {
        faultAt(r, token, name == WORD_HANDLE ? "bad " : "unknown ");
        bufferAppendFormat(out, "%s ", wordNameTable[name].name);
        bufferAppendQuoted(out, token.text);
        if (appendGuess(out, wordNameNearest(name, token.text)))
            return false;
    }
    wordNameAppendValues(name, out);
    return false;
}

/* Two sides, neither of them a word: numbers, or freed and what only it can be. */
static bool emitComparison(struct reader *r, const struct side *left, const struct side *right,
                           struct token relation, unsigned accepts)
{
    struct conditionNode node = {NODE_COMPARE, accepts, {.sides = {left->operand, right->operand}}};
    const struct side *const special = left->kind != SIDE_NUMBER ? left : right;
    const struct side *const other = special == left ? right : left;
    if (special->kind != SIDE_NUMBER && !spanIs(other->token.text, "freed"))
        return fault(r, special->token, "", " goes with 'freed' alone");
    if (special->kind != SIDE_NUMBER && !checkOrderless(r, relation, accepts, special->token.text))
        return false;
    if (special->kind == SIDE_PLACE) {
        node.kind = NODE_HEAD;
        node.of.place.block = special->block;
        node.of.place.chunk = special->chunk;
    }
    return emit(r, left->token, node);
}

static bool readComparison(struct reader *r)
{
    struct side left, right;
    unsigned accepts = 0;
    if (r->token.kind != TOKEN_WORD)
        return !faultSlip(r) && faultMissing(r, "a comparison", "");
    if (!readSide(r, &left))
        return false;
    const struct token relation = r->token;
    if (!readOperator(r, &accepts))
        return false;
    if (left.kind == SIDE_WORD)
        return checkOrderless(r, relation, accepts, left.token.text) &&
               readValue(r, left.name, accepts);
    if (!readSide(r, &right))
        return false;
    if (right.kind == SIDE_WORD)
        return faultNoNumber(r, right.token, right.name);
    return emitComparison(r, &left, &right, relation, accepts);
}

static bool readTouches(struct reader *r)
{
    static const char hint[] = " (BLOCK:CHUNK, a handle or an address)";
    struct conditionNode node = {.accepts = EQUAL};
    advance(r);
    const struct token token = r->token;
    if (token.kind != TOKEN_WORD)
        return faultMissing(r, "a chunk", hint);
    if (wordIsHandle(token.text))
        return emitWord(r, WORD_HANDLE, EQUAL);
    if (wordIsPlace(token.text, &node.of.place.block, &node.of.place.chunk))
        node.kind = NODE_PLACE;
    else if (numberRead(token.text, &node.of.address) == NUMBER_OK)
        node.kind = NODE_ADDRESS;
    else
        return fault(r, token, "bad chunk ", hint);
    advance(r);
    return emit(r, token, node);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool readJoined(struct reader *r, size_t level);

static bool readClose(struct reader *r, struct token open)
{
    if (r->token.kind == TOKEN_END)
        return fault(r, open, "", " without ')'");
    if (!spanIs(r->token.text, ")"))
        return faultBehind(r);
    advance(r);
    return true;
}

static bool readPart(struct reader *r)
{
    const struct token first = r->token;
    const bool isNot = spanIs(first.text, "not");
    if (!isNot && !spanIs(first.text, "("))
        return spanIs(first.text, "touches") ? readTouches(r) : readComparison(r);
    if (r->nesting == CONDITION_NESTING_MAX)
        return faultLimit(r, first, "nested too deeply", CONDITION_NESTING_MAX,
                          "parentheses and nots");
    r->nesting++;
    advance(r);
    const bool isRead =
        isNot ? readPart(r) && emit(r, first, (struct conditionNode){.kind = NODE_NOT})
              : readJoined(r, 0) && readClose(r, first);
    r->nesting--;
    return isRead;
}

/* One or several with the keyword of this level between, and of a higher one inside. */
static bool readJoined(struct reader *r, size_t level)
{
    static const struct {
        const char *keyword;
        enum nodeKind kind;
    } joints[JOINTS] = {{"or", NODE_OR}, {"and", NODE_AND}};
    if (level == JOINTS)
        return readPart(r);
    bool isRead = readJoined(r, level + 1);
    while (isRead && spanIs(r->token.text, joints[level].keyword)) {
        const struct token joint = r->token;
        advance(r);
        isRead = readJoined(r, level + 1) &&
                 emit(r, joint, (struct conditionNode){.kind = joints[level].kind});
    }
    return isRead;
}

bool conditionParse(struct condition *condition, struct span text, struct conditionFault *fault)
{
    struct reader r = {
        .text = text.bytes > 0 ? text : spanOf(""), .condition = condition, .fault = fault};
    condition->nodeCount = condition->wordsBytes = 0;
    r.token.text.text = r.text.text;
    advance(&r);
    if (r.token.kind == TOKEN_END)
        return faultMissing(&r, "a condition",
                            " (such as live >= 100, path == new-block, touches a)");
    return readJoined(&r, 0) && (r.token.kind == TOKEN_END || faultBehind(&r));
}

enum wordName conditionCompares(struct span text)
{
    struct reader r = {.text = text, .token.text = {text.text, 0}};
    struct token last = {0}, before = {0};
    for (advance(&r); r.token.kind != TOKEN_END; advance(&r)) {
        before = last;
        last = r.token;
    }
    if (spanIs(last.text, "touches"))
        return WORD_HANDLE;
    enum wordName name = WORD_OP;
    while (name < WORD_NAMES && !spanIs(before.text, wordNameTable[name].name))
        name++;
    return last.kind == TOKEN_RELATION ? name : WORD_NAMES;
}
