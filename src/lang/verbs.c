#include "lang/verbs.h"

#include "base/nearest.h"
#include "lang/word.h"

/* clang-format off */
const struct verbRow verbTable[VERB_COUNT] = {
    [VERB_POOL] = {"pool", "CHUNK_SIZE BLOCK_SIZE",
        "a new, empty pool in place of the old one",
        "CHUNK_SIZE is in bytes: raised to hold a link (8), rounded up to a multiple\n"
        "of 8. BLOCK_SIZE is the number of chunks in a block, not bytes. All handles\n"
        "of the old pool are forgotten, and its figures start again from nothing.\n"
        "Sizes are decimal or 0x hexadecimal, then K, M, G (2^10, 2^20, 2^30) or nothing.\n"
        "Example: pool 32 4\n",
        OPERANDS_POOL, true, false},
    [VERB_ALLOCATOR] = {"allocator", "KIND [CHUNK_SIZE BLOCK_SIZE] [NAME=VALUE] ...",
        "a new allocator of another kind in place of the old one",
        "pool C B       pool.h, as the command pool; with order=fifo, address or fullest\n"
        "               its list is not last in, first out\n"
        "eager C B      a block's chunks are all linked when it is obtained; same orders\n"
        "stack C B      free chunks as a stack of numbers beside the blocks\n"
        "bitmap C B     a bit a chunk beside the blocks, the lowest address first\n"
        "magazine C B   free addresses, a full magazine of them in one free chunk\n"
        "heap           sizes of any kind: fit=first, next, best, worst;\n"
        "               list=explicit, implicit, segregated; order=lifo, fifo, address,\n"
        "               size-up, size-down; coalesce=off, next, both, list;\n"
        "               split=on, off; remainder, header, align, size: bytes\n"
        "Examples: allocator eager 16 8; allocator heap fit=best coalesce=both\n",
        OPERANDS_ALLOCATOR, true, false},
    [VERB_TRIM] = {"trim", "",
        "give back memory that holds no live chunk",
        "Blocks at the end of the table, so that the others keep their numbers. With\n"
        "order=address or fullest, and of a bitmap: those without a live chunk. In any\n"
        "other order: those that freeall kept and that no chunk came from since. The\n"
        "pool of pool.h gives nothing back. A heap that grows gives back its free end.\n",
        OPERANDS_NONE, true, false},
    [VERB_ALLOC] = {"alloc", "[NAME [SIZE]] ...",
        "take a chunk, and call it NAME",
        "One allocation for each NAME; without one, the next of p1, p2, ... that is\n"
        "not taken. A NAME is a letter or _ and then letters, digits and _. SIZE is\n"
        "what the program asked for, in bytes: the whole chunk, where it is left out;\n"
        "it counts in the figures of `stats` for what chunks waste.\n"
        "Example: alloc a b 20 c\n",
        OPERANDS_ALLOC, true, false},
    [VERB_FREE] = {"free", "NAME|ADDRESS ...",
        "give chunks back",
        "Each chunk becomes the head of the free list, and its first 8 bytes the link\n"
        "to the old head. A chunk is named by its handle or by its address. What is\n"
        "no live chunk of this pool is refused, with the reason.\n"
        "Example: free a 0x10000020\n",
        OPERANDS_FREE, true, false},
    [VERB_FREEALL] = {"freeall", "",
        "empty the pool in one step",
        "Every chunk is fresh again, at the same cost for any number of them. Blocks\n"
        "and block table are kept, and handed out again from block 0. Handles from\n"
        "before are stale.\n",
        OPERANDS_NONE, true, false},
    [VERB_RANDOM] = {"random", "N [NAME=VALUE] ...",
        "N allocs and frees, made up out of a seed",
        "seed=S       which of all workloads (1); the same seed makes the same one\n"
        "alloc=P      out of 100 steps P are allocs (60)\n"
        "pattern=     which one is freed: random (any), stack (the newest), queue (the\n"
        "             oldest); or when: ramp (up, then down), sawtooth (by 20 steps),\n"
        "             burst (runs of 1 to 8)\n"
        "size=A..B    bytes that each alloc asks for (a heap: 1..64, else a whole chunk)\n"
        "It takes the names p1, p2, ... that are not live, and frees only those. For a\n"
        "person its last step is printed; back and history go over the others.\n"
        "Example: random 12 seed=7 pattern=queue\n",
        OPERANDS_WORKLOAD, false, false},
    [VERB_WRITE] = {"write", "NAME|ADDRESS TEXT|0xBYTES [at OFFSET]",
        "write into a chunk, as a program would",
        "TEXT is a word, or anything in double quotes; 0x stands before pairs of\n"
        "hexadecimal digits. OFFSET counts bytes from where the chunk, or ADDRESS,\n"
        "begins. Into a freed chunk it is a use after free: its first 8 bytes are the\n"
        "link of the free list. What would pass the end of the chunk is refused, but\n"
        "with checks off it goes on into the next one.\n"
        "Examples: write a hello; write 0x10000020 0xff00 at 8\n",
        OPERANDS_WRITE, true, false},
    [VERB_SET] = {"set", "checks on|off | code on|off | guard off|poison|redzone|encode ...",
        "let misuse go through; show code; make guards",
        "With checks off each free goes to pool.c as a program would send it, and you\n"
        "watch what it does to the list: a ring, a chunk with two owners, a link that\n"
        "leads out of the pool. Only what would read or write outside of the pool's\n"
        "memory is still stopped. freeall makes the list sound again.\n"
        "With code on each step shows the function of pool.c that it ran, a > before\n"
        "each line that did, and the values that it met.\n"
        "set guard makes a new pool, of the same sizes: poison fills its chunks, redzone\n"
        "keeps 8 bytes behind each, encode hides its links. Several may be named.\n"
        "Examples: set checks off; alloc a; free a a; alloc b c\n"
        "          set guard poison redzone\n",
        OPERANDS_SET, false, false},
    [VERB_STATS] = {"stats", "",
        "the figures, with units",
        "Counted since the pool was made.\n",
        OPERANDS_NONE, false, false},
    [VERB_SHOW] = {"show", "[blocks] [list] [chunks] [fields] [all]",
        "print the picture again, whole",
        "blocks  the block table, in the order of the addresses\n"
        "list    the free list, in the order of its links, and the next allocation\n"
        "chunks  every live chunk with its place and address\n"
        "fields  the fields of the pool's struct\n"
        "Without a word, all of them. Nothing is cut here, however long it is.\n",
        OPERANDS_PARTS, false, false},
    [VERB_DUMP] = {"dump", "NAME|ADDRESS|BLOCK",
        "the bytes of a chunk, or of a whole block",
        "A NAME may be freed: its chunk then holds a link and what was left behind.\n"
        "A number below the number of blocks is a block. A row that is the same as the\n"
        "one before stands as a *.\n"
        "Examples: dump a; dump 0x10000020; dump 0\n",
        OPERANDS_CHUNK, false, false},
    [VERB_WHY] = {"why", "NAME|ADDRESS",
        "all that is known of a chunk: state, owners, history",
        "And whether a free of it would be honoured, check by check, without freeing\n"
        "it. A NAME may be freed or stale.\n"
        "Example: why a\n",
        OPERANDS_CHUNK, false, false},
    [VERB_EXPLAIN] = {"explain", "",
        "the last step at length: each thing that it wrote",
        "Every field, link and slot of the table that the step wrote to, with what was\n"
        "there and what is there now. After undo, back or goto it is the step that one\n"
        "is at.\n"
        "Example: alloc a; free a; explain\n",
        OPERANDS_NONE, false, false},
    [VERB_EXPECT] = {"expect", "WHAT VALUE ...",
        "check the state that the steps have led to",
        "head CHUNK, next CHUNK      the head of the free list, the next allocation\n"
        "list [CHUNK] ...            the whole free list, from its head\n"
        "place NAME BLOCK:CHUNK      where a handle's chunk is; an ADDRESS will do too\n"
        "outcome OUTCOME             of the step before; a replay then goes on\n"
        "FIGURE NUMBER               any count of `stats`: live 3, blocks 2\n"
        "A CHUNK is a handle, a place such as 0:2, an address, or NULL. Where the\n"
        "state is another, a replay ends, with status 1.\n"
        "Example: expect list c b a\n",
        OPERANDS_EXPECT, false, false},
    [VERB_UNDO] = {"undo", "[N]",
        "take the last step back, or the last N",
        "The pool is then as it was before, to the byte: fields, table, links, figures,\n"
        "and what a misuse had done. A new step drops the undone ones.\n"
        "Example: alloc a b; free a; undo 2\n",
        OPERANDS_COUNTED, false, true},
    [VERB_REDO] = {"redo", "[N]",
        "do the next undone step again, or the next N",
        "",
        OPERANDS_COUNTED, false, true},
    [VERB_GOTO] = {"goto", "STEP",
        "go to the state after a step; 0 is the beginning",
        "Back, or forth over undone steps; with a trace loaded, also on in the trace.\n"
        "Example: goto 3\n",
        OPERANDS_NUMBER, false, true},
    [VERB_HISTORY] = {"history", "[N]",
        "the steps around this one, with their outcomes",
        "N rows of them (11). -> marks the step that the state is after; what stands\n"
        "below it is undone.\n",
        OPERANDS_COUNTED, false, true},
    [VERB_LOAD] = {"load", "FILE",
        "load a trace, to be stepped through",
        "Nothing of it is run yet. It begins with a new pool, of the sizes at the start\n"
        "of poolsim; the steps so far are gone. A FILE of another format is recognised,\n"
        "as by --replay.\n",
        OPERANDS_FILE, false, true},
    [VERB_LIST] = {"list", "[N]",
        "the loaded trace around the next line",
        "N lines of it (11). -> marks the line that comes next.\n",
        OPERANDS_COUNTED, false, true},
    [VERB_STEP] = {"step", "[N]",
        "run the next step of the trace, or the next N",
        "What stands between two steps is run on the way. An undone step is done\n"
        "again. It stops early where a break is hit. An empty line repeats it.\n",
        OPERANDS_COUNTED, false, true},
    [VERB_BACK] = {"back", "[N] | until CONDITION",
        "go back by a step, by N, or to where it was so",
        "back until goes to the last step after which CONDITION held. An empty line\n"
        "repeats back. 'help break' says what a condition is.\n"
        "Examples: back; back until live >= 100\n",
        OPERANDS_BACK, false, true},
    [VERB_RUN] = {"run", "",
        "run the trace up to a break, or to its end",
        "It stops where a break or watch is hit, at a step that is refused and not\n"
        "expected, at an expectation that fails, and at Ctrl-C. Over undone steps it runs\n"
        "in the same way, but what is expected of the state is not looked at again.\n",
        OPERANDS_NONE, false, true},
    [VERB_UNTIL] = {"until", "CONDITION",
        "run the trace up to where it is so",
        "At least one step. 'help break' says what a condition is.\n"
        "Example: until live >= 100 and recycleRate < 0.5\n",
        OPERANDS_CONDITION, false, true},
    [VERB_RESTART] = {"restart", "",
        "go back to the beginning of the trace",
        "Breaks stay.\n",
        OPERANDS_NONE, false, true},
    [VERB_BREAK] = {"break", "CONDITION",
        "stop after each step at which it is so",
        "Compare (== != < <= > >=) any figure of stats, a field of the struct, step or\n"
        "line with each other or a number; op, outcome, path or handle with a name.\n"
        "'touches CHUNK' is a step about that chunk: a place, a handle or an address.\n"
        "and, or, not and parentheses join them. Where nothing can stop, as in a replay,\n"
        "the step is printed.\n"
        "Examples: break path == new-block; break op == free and touches 1:3\n",
        OPERANDS_CONDITION, false, false},
    [VERB_TBREAK] = {"tbreak", "CONDITION",
        "the same, once",
        "",
        OPERANDS_CONDITION, false, false},
    [VERB_WATCH] = {"watch", "FIGURE",
        "stop after each step that changes it",
        "FIGURE is any of stats, or a field of the struct; old and new are printed.\n"
        "Example: watch freed\n",
        OPERANDS_FIGURE, false, false},
    [VERB_DELETE] = {"delete", "[N]",
        "delete break or watch N, or all of them",
        "",
        OPERANDS_COUNTED, false, false},
    [VERB_INFO] = {"info", "[breaks]",
        "the breaks and watches, and how often they were hit",
        "",
        OPERANDS_TOPIC, false, false},
    [VERB_COMPARE] = {"compare", "[RECIPE] ...",
        "run the trace, or the steps so far, through several allocators",
        "A RECIPE is what stands behind 'allocator', in double quotes; libc is malloc and\n"
        "free. Without one: all kinds, with the sizes of this one. One table tells what\n"
        "each could serve, in how much memory, and how long it searched.\n"
        "Example: compare \"pool 32 64\" \"heap fit=best\" libc\n",
        OPERANDS_RECIPES, false, true},
    [VERB_QUIZ] = {"quiz", "[on [KIND] ... | off]",
        "be asked before each step what it will do",
        "Your answer is graded by what happens. A chunk is said as a place (0:2), an\n"
        "address, or a handle that had it; a list as places from the head on, or empty.\n"
        "KINDS are place, list, head, block, link, address, blocks, table, used,\n"
        "outcome; without one, all that fit. In answer to a question, hint gives one more\n"
        "fact, show the picture again; an empty line skips it. quiz alone: the score.\n"
        "Example: quiz on place list\n",
        OPERANDS_QUIZ, false, true},
    [VERB_LESSON] = {"lesson", "[NAME|FILE [SCREEN]]",
        "learn by watching: list the lessons, or begin one",
        "A lesson is a few screens: a picture, a few sentences, a question or a task. Any\n"
        "way to a task's goal is right. It has a pool of its own; the steps so far, and a\n"
        "trace that was loaded, are gone. While it is open, on lines of their own:\n"
        "next      go on, as does Enter; where something is asked, be told it\n"
        "back      the screen before\n"
        "repeat    this screen again, from its beginning\n"
        "hint      help with what is asked\n"
        "leave     leave the lesson; the pool stays as it is\n"
        "Example: lesson chunks\n",
        OPERANDS_LESSON, false, true},
    [VERB_HELP] = {"help", "[VERB|all]",
        "the commands, or one of them at length",
        "help all has a line on each of them.\n"
        "Examples: help alloc; help all\n",
        OPERANDS_VERB, false, false},
    [VERB_SOURCE] = {"source", "FILE",
        "run a trace file in this session",
        "It stops at the first line that is malformed or refused, and says where.\n"
        "A FILE with blanks in its name stands in double quotes.\n",
        OPERANDS_FILE, false, false},
    [VERB_SAVE] = {"save", "FILE [--force]",
        "write the steps so far as a trace file",
        "Replaying FILE leads to the same pool. Behind a step that was refused\n"
        "stands that its outcome is expected. An existing file is written over only\n"
        "with --force. Not in a trace file.\n",
        OPERANDS_SAVE, false, true},
    [VERB_QUIT] = {"quit", "",
        "leave",
        "So does Ctrl-D. In a trace file it ends the replay.\n",
        OPERANDS_NONE, false, false},
    [VERB_EXIT] = {"exit", "",
        "leave, as quit",
        "",
        OPERANDS_NONE, false, false},
};
/* clang-format on */

const char *verbName(size_t index)
{
    return verbTable[index].name;
}

static const struct {
    const char *name;
    unsigned bits;
} parts[PART_NAMES] = {{"blocks", PARTS_BLOCKS},
                       {"list", PARTS_LIST},
                       {"chunks", PARTS_CHUNKS},
                       {"fields", PARTS_FIELDS},
                       {"all", PARTS_ALL}};

const char *guardName(size_t index)
{
    static const char *const names[GUARD_NAMES] = {"poison", "redzone", "encode"};
    return names[index];
}

const char *partName(size_t index)
{
    return parts[index].name;
}

unsigned partBits(size_t index)
{
    return parts[index].bits;
}

enum lookupResult lookupWord(struct span word, const char *(*nameAt)(size_t index), size_t count,
                             size_t *found)
{
    size_t matches = 0;
    for (size_t i = 0; i < count; i++) {
        struct span name = spanOf(nameAt(i));
        if (!spanStartsWith(name, word))
            continue;
        *found = i;
        if (name.bytes == word.bytes)
            return LOOKUP_FOUND;
        matches++;
    }
    return matches == 1 ? LOOKUP_FOUND : matches == 0 ? LOOKUP_UNKNOWN : LOOKUP_AMBIGUOUS;
}

void lookupCandidates(struct span word, const char *(*nameAt)(size_t index), size_t count,
                      struct buffer *out)
{
    const char *between = "";
    for (size_t i = 0; i < count; i++)
        if (spanStartsWith(spanOf(nameAt(i)), word)) {
            bufferAppendText(out, between);
            bufferAppendText(out, nameAt(i));
            between = ", ";
        }
}

const char *lookupNearest(struct span word, const char *(*nameAt)(size_t index), size_t count)
{
    const char *best = NULL;
    size_t distance = nearestLimit(word) + 1;
    for (size_t i = 0; i < count; i++)
        nearestOffer(word, nameAt(i), &best, &distance);
    return best;
}

bool verbBegins(struct span line)
{
    size_t verb;
    const struct span word = wordNext(&line);
    return lookupWord(word, verbName, VERB_COUNT, &verb) == LOOKUP_FOUND &&
           spanIs(word, verbTable[verb].name);
}

void verbUsage(const struct verbRow *row, struct buffer *out)
{
    bufferAppendText(out, "usage: ");
    bufferAppendText(out, row->name);
    if (row->arguments[0] != '\0') {
        bufferAppendByte(out, ' ');
        bufferAppendText(out, row->arguments);
    }
}
