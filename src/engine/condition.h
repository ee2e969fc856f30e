/*
 * condition.h - a question about the state after a step and about the step itself, such as
 * `live >= 100 and path == new-block`: what a breakpoint waits for. conditionread.c makes one of
 * text; breaks.h, and the shell where it goes until one holds, ask it after each step.
 *
 * Rule: a condition is plain data. It obtains no memory, points nowhere, and may be copied; the
 * text that it was read from may go.
 */
#ifndef ENGINE_CONDITION_H
#define ENGINE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"
#include "engine/figure.h"
#include "engine/session.h"
#include "view/event.h"

/* Comparisons, and the not, and, or between them. */
#define CONDITION_NODES_MAX 64

/* All words of a condition together: handles, and values of op, outcome and path. */
#define CONDITION_WORDS_BYTES 512

/* The names whose value is a word of the step. */
enum wordName { WORD_OP, WORD_OUTCOME, WORD_PATH, WORD_HANDLE, WORD_NAMES };

struct wordNameRow {
    const char *name;
    const char *(*valueAt)(size_t index); /* what it can be, then NULL; of handle: nothing    */
    const char *values;                   /* the same in words, where they are not all listed */
};
extern const struct wordNameRow wordNameTable[WORD_NAMES];

/* Can its value be this word? And which is the nearest that can; NULL where none is near. */
bool wordNameTakes(enum wordName name, struct span word);
const char *wordNameNearest(enum wordName name, struct span word);

/* What it can be, in parentheses, after a blank; appended to `out`. */
void wordNameAppendValues(enum wordName name, struct buffer *out);

/* A side of a comparison of numbers. */
enum operandKind { OPERAND_NUMBER, OPERAND_FIGURE, OPERAND_STEP, OPERAND_LINE };

struct conditionOperand {
    enum operandKind kind;
    uint32_t figure;          /* of OPERAND_FIGURE: its index */
    struct figureValue value; /* of OPERAND_NUMBER            */
};

/* Those before NODE_NOT are questions, the others join the answers that stand before them. */
enum nodeKind {
    NODE_COMPARE, /* `sides`                                           */
    NODE_WORD,    /* `word`                                            */
    NODE_HEAD,    /* `place`: is it that of the head of the free list? */
    NODE_PLACE,   /* `place`: is the step about it?                    */
    NODE_ADDRESS, /* `address`: does it lie in the step's chunk?       */
    NODE_NOT,
    NODE_AND,
    NODE_OR
};

/* One part of a condition. */
struct conditionNode {
    enum nodeKind kind;
    unsigned accepts; /* of a question: which orders make it true; where it has none, yes is SAME */
    union {
        struct conditionOperand sides[2];
        struct {
            enum wordName name;
            size_t at; /* where in `words` the word begins */
            size_t bytes;
        } word;
        struct {
            uint64_t block, chunk;
        } place;
        uint64_t address;
    } of;
};

/* The parts in postfix: what `and`, `or` or `not` joins stands before it. None: never true. */
struct condition {
    struct conditionNode nodes[CONDITION_NODES_MAX];
    size_t nodeCount;
    char words[CONDITION_WORDS_BYTES];
    size_t wordsBytes;
};

/*
 * Is it so after this step, the session's last one? A comparison with an undefined ratio is false,
 * whatever its operator. Changes nothing, and takes no longer with a larger pool.
 */
bool conditionHolds(const struct condition *condition, const struct session *s,
                    const struct event *event);

#endif
