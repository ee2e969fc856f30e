/*
 * verbs.h - THE table of verbs. Parsing, completion, `help`, usage errors and the check of the
 * manual all read it, and nobody keeps a second one.
 *
 * To add a verb: a member of `enum verb`, a row in verbs.c, a function in cli/run.c's table (for a
 * step, in engine/session.c); and its entry in poolsim-trace(5) and a transcript, which `make
 * check` asks for.
 */
#ifndef LANG_VERBS_H
#define LANG_VERBS_H

#include "base/buffer.h"
#include "lang/command.h"

/* What stands behind a verb. The parser reads it so, and completion offers what fits there. */
enum operands {
    OPERANDS_NONE,
    OPERANDS_POOL,      /* CHUNK_SIZE BLOCK_SIZE                          */
    OPERANDS_ALLOC,     /* [NAME [SIZE]] ...: names that are not taken    */
    OPERANDS_FREE,      /* NAME|ADDRESS ...: live handles                 */
    OPERANDS_EXPECT,    /* WHAT [VALUE] ...: see expect.h                */
    OPERANDS_CHUNK,     /* NAME|ADDRESS|BLOCK                              */
    OPERANDS_WRITE,     /* NAME|ADDRESS TEXT|0xBYTES [at OFFSET]           */
    OPERANDS_SET,       /* checks on|off                                   */
    OPERANDS_PARTS,     /* [blocks] [list] ...                            */
    OPERANDS_VERB,      /* [VERB|all]                                     */
    OPERANDS_FILE,      /* FILE                                           */
    OPERANDS_SAVE,      /* FILE [--force]                                 */
    OPERANDS_ALLOCATOR, /* KIND ..., which the model reads              */
    OPERANDS_WORKLOAD,  /* N [NAME=VALUE] ...: see workload.h           */
    OPERANDS_RECIPES,   /* [RECIPE] ..., which the model reads          */
    OPERANDS_QUIZ,      /* [on [KIND] ... | off], which the study reads */
    OPERANDS_COUNTED,   /* [N]                                          */
    OPERANDS_NUMBER,    /* N                                            */
    OPERANDS_CONDITION, /* CONDITION, which the engine reads            */
    OPERANDS_BACK,      /* [N] | until CONDITION                        */
    OPERANDS_FIGURE,    /* the name of a figure, which the engine knows */
    OPERANDS_TOPIC,     /* [breaks]                                     */
    OPERANDS_LESSON,    /* [NAME|FILE [SCREEN]]                         */
    OPERANDS_COUNT
};

struct verbRow {
    const char *name;
    const char *arguments; /* as usage shows them                                        */
    const char *summary;   /* one line of `help`, in lower case, without a full stop     */
    const char *help;      /* more of it, for `help VERB`: lines of at most 80 bytes     */
    enum operands operands;
    bool isStep;    /* an action on the pool: numbered, shown, logged; others are questions */
    bool shellOnly; /* not in a trace file: a trace must not be able to write a file */
};

extern const struct verbRow verbTable[VERB_COUNT];

/* Finds what a word stands for among `count` names: an exact name wins, then a unique prefix. */
enum lookupResult { LOOKUP_FOUND, LOOKUP_UNKNOWN, LOOKUP_AMBIGUOUS };
enum lookupResult lookupWord(struct span word, const char *(*nameAt)(size_t index), size_t count,
                             size_t *found);

/* The names that `word` is a prefix of, with ", " between, appended to `out`. */
void lookupCandidates(struct span word, const char *(*nameAt)(size_t index), size_t count,
                      struct buffer *out);

/* The name nearest to a mistyped `word`; NULL where none is near. */
const char *lookupNearest(struct span word, const char *(*nameAt)(size_t index), size_t count);

/* For lookupWord: the verbs, and the parts of `show` (bit `index` of a set; the last one is all).
 */
const char *verbName(size_t index);
#define PART_NAMES 5
const char *partName(size_t index);
unsigned partBits(size_t index);

/* The names of guards; bit `index` of a set. */
const char *guardName(size_t index);

/* Does the line begin with the name of a verb, in full? */
bool verbBegins(struct span line);

/* usage: NAME ARGUMENTS */
void verbUsage(const struct verbRow *row, struct buffer *out);

#endif
