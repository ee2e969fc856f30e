/*
 * command.h - one command of the language, as read: plain data. A statement with several operands
 * is several commands (`free a b` frees twice), so that each one is one step. The parser makes
 * them, importers make them, the session and the shell carry them out.
 */
#ifndef LANG_COMMAND_H
#define LANG_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* In the order of `help all`; cli/help.c has where its groups begin. */
enum verb {
    VERB_ALLOC,
    VERB_FREE,
    VERB_FREEALL,
    VERB_RANDOM,
    VERB_POOL,
    VERB_ALLOCATOR,
    VERB_TRIM,
    VERB_SHOW,
    VERB_STATS,
    VERB_DUMP,
    VERB_WHY,
    VERB_EXPLAIN,
    VERB_WRITE,
    VERB_SET,
    VERB_UNDO,
    VERB_REDO,
    VERB_GOTO,
    VERB_HISTORY,
    VERB_LOAD,
    VERB_LIST,
    VERB_STEP,
    VERB_BACK,
    VERB_RUN,
    VERB_UNTIL,
    VERB_RESTART,
    VERB_BREAK,
    VERB_TBREAK,
    VERB_WATCH,
    VERB_DELETE,
    VERB_INFO,
    VERB_SOURCE,
    VERB_SAVE,
    VERB_EXPECT,
    VERB_LESSON,
    VERB_QUIZ,
    VERB_COMPARE,
    VERB_HELP,
    VERB_QUIT,
    VERB_EXIT,
    VERB_COUNT
};

/* The parts of the picture that `show` takes; a set of them is their sum. */
enum {
    PARTS_NONE = 0,
    PARTS_BLOCKS = 1,
    PARTS_LIST = 2,
    PARTS_CHUNKS = 4,
    PARTS_FIELDS = 8,
    PARTS_ALL = 15
};

/* The guards that `set guard` takes, in the order of guardName; a set of them is their sum. */
enum { GUARDS_OFF = 0, GUARDS_POISON = 1, GUARDS_REDZONE = 2, GUARDS_ENCODE = 4 };
#define GUARD_NAMES 3

/* A handle's name has at most this many bytes. */
#define HANDLE_BYTES_MAX 63

struct command {
    enum verb verb;
    uint64_t line;        /* where it stands: line of the input, from 1               */
    uint32_t column;      /* and byte of the line, from 1: of its operand, or verb    */
    struct span word;     /* handle, file, figure, or what is expected; NULL if absent */
    struct span operands; /* expect: all behind `word`. write: the text, or 0xBYTES.  */
                          /* random: its number of steps, and parameters              */
                          /* break, tbreak, until, back until: the condition; or NULL. */
                          /* allocator: which, and its parameters                     */
    bool isDecimal;       /* `address` is written so when the command is printed: see run.c */
    bool hasAddress;      /* free, dump, write: `address` stands in place of a handle */
    bool hasSize;         /* alloc, undo, step, ...: `size` was given                 */
    bool hasOffset;       /* write: `offset` was given                                */
    bool isHex;           /* write: the operand is 0x and pairs of digits             */
    unsigned guards;      /* set guard: GUARDS_... added up                           */
    bool setsGuards;      /* set: guards, not checks                                  */
    bool setsCode;        /* set: the code beside steps, not checks                   */
    bool checks;          /* set: whether they, or the code, are to be on             */
    bool force;           /* save: write over an existing file                        */
    unsigned parts;       /* show: PARTS_..., PARTS_NONE where none was named         */
    uint64_t address;     /* free, write: as given. dump: or the index of a block     */
    uint64_t size;        /* alloc: bytes asked for; pool: bytes in a chunk; else N   */
    uint64_t chunks;      /* pool: chunks in a block                                  */
    uint64_t offset;      /* write: bytes from where the chunk or address begins      */
    size_t expectRow;     /* expect: the row of expectTable                           */
};

/* One of no words; copied for each that is read, as that is quicker than to fill it. */
extern const struct command commandNone;

#endif
