/*
 * model.h - what every allocator of the simulator offers to the session. The session knows handles
 * and names; a model knows chunks. A model finds out what is wrong before it touches its allocator,
 * and a call that is not OUTCOME_OK has changed nothing.
 *
 * A model that has a tape pushes on it, at each call that changes it (alloc, give, push, write,
 * reset) and is OUTCOME_OK, what it will need to take that call back, and what it can't tell from
 * its state after the call; and `undo` pops just that.
 *
 * To add an allocator: one file that defines a `struct modelKind`, its name below, and a row in
 * kinds.c. Where its chunks are all alike, see chunkmodel.h first.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/tape.h"
#include "model/arena.h"
#include "model/guard.h"
#include "model/recipe.h"
#include "view/event.h"
#include "view/trail.h"
#include "view/view.h"

/* What an address is to an allocator. */
enum claim { CLAIM_FOREIGN, CLAIM_MISALIGNED, CLAIM_FRESH, CLAIM_FREED, CLAIM_LIVE };

/* What becomes of a free of such an address, where checks are on. */
enum outcome claimOutcome(enum claim claim);

/* How a free list ends at a link to it; CHAIN_NULL where it goes on, that is, at a freed chunk. */
enum chainEnd claimChainEnd(enum claim claim);

/*
 * One chunk: where it is, and its slot, a small number by which others can keep what they know of
 * it. Slots of chunks in use differ, and are given out from 0 on.
 */
struct grant {
    struct place place;
    uint32_t slot;
    enum path path;       /* how a call served it                                      */
    const char *guard;    /* the one that found what the outcome says; or NULL */
    struct place oldHead; /* after a push: the head before. after a recycle: the new head */
    uint64_t searched;    /* elements of lists that the call looked at               */
    uint64_t headerBytes; /* of a region of a heap: what of place.bytes is before its address */
};

/* Of nothing. Copied where it is to be quick: compilers fill a struct of this size with a string
 * instruction, which takes several times as long. */
extern const struct grant grantNone;

/* Into `count` chunks of a picture, those in slots `slot` and on, their handles: the last ones,
 * where they had any. */
struct owners {
    void (*name)(const void *context, uint32_t slot, struct chunkView *chunks, size_t count);
    const void *context;
};

struct model {
    const struct modelKind *kind; /* each kind's own struct begins with this one */
    struct tape *tape;            /* where it records what undo needs; NULL for nowhere */
    struct trail *trail;          /* where it keeps what a search looks at; NULL for nowhere */
};

/* What a model is to take back. */
enum undoing { UNDO_ALLOC, UNDO_FREE, UNDO_WRITE, UNDO_RESET, UNDO_TRIM, UNDO_COUNT };

struct modelKind {
    const char *name;
    const char *summary; /* in words, in lower case, one line             */
    bool hasChunks;      /* of one size, in blocks; else sizes of any kind */
    bool hasGuards;      /* those of guard.h can be put around its calls   */
    const struct parameter *parameters;
    size_t parameterCount; /* at most RECIPE_VALUES */

    /* A new, empty allocator with memory from `arena`; NULL without memory, or where that is beyond
     * all bounds. */
    struct model *(*make)(struct arena *arena, const struct recipe *recipe);
    void (*discard)(struct model *model);

    /* Room to keep account of one more allocation; false without memory. To be called before alloc.
     */
    bool (*prepare)(struct model *model, uint32_t *slots);

    /*
     * Hands out a chunk for `bytes` bytes, which are no more than room() says: OUTCOME_OK and
     * *grant, OUTCOME_OUT_OF_MEMORY or OUTCOME_CORRUPT_LIST.
     */
    enum outcome (*alloc)(struct model *model, uint64_t bytes, struct grant *grant);

    /*
     * Of an alloc that had no memory, told again and not tried: what grant->searched was, for
     * explain too. NULL where there is nothing to tell.
     */
    void (*retell)(struct model *model, uint64_t bytes, struct grant *grant);

    /* Takes a live chunk back, *grant as classify gave it: OUTCOME_OK or OUTCOME_CORRUPT_LIST. */
    enum outcome (*give)(struct model *model, struct grant *grant);

    /*
     * Takes anything back, as a program would that checks nothing; *grant its chunk, if it is one.
     * OUTCOME_FOREIGN_FREE where that would write outside of the arena, OUTCOME_OUT_OF_MEMORY. NULL
     * where it can't: such a kind stays checked.
     */
    enum outcome (*push)(struct model *model, uint64_t address, struct grant *grant);

    /* Without checks an alloc follows any link that is a chunk of it, whosever the chunk is. */
    void (*setChecks)(struct model *model, bool checked);

    /* The free list, walked along its real links. */
    struct chain (*chain)(const struct model *model);

    /* Its memory from `address` on, `byteCount` bytes of one block; NULL where there is none. */
    const uint8_t *(*bytesAt)(const struct model *model, uint64_t address, uint64_t byteCount);

    /* Writes there as a program would, over links too; false, and nothing written, where none. */
    bool (*write)(struct model *model, uint64_t address, const uint8_t *bytes, uint64_t byteCount);

    /* Gives back memory that holds no live chunk; how many blocks. NULL where it can't. */
    enum outcome (*trim)(struct model *model, struct grant *grant);

    /* Empties it in constant time. */
    void (*reset)(struct model *model, struct grant *grant);

    /*
     * Takes back the last call of this kind that was not taken back; the model is then as before
     * it, to the byte. Of an alloc, *grant says the slot and path; of a free (give or push), its
     * slot becomes that of the chunk, if it was one.
     */
    void (*undo)(struct model *model, enum undoing what, struct grant *grant);

    /*
     * Pushes all of the model's state as it is now, if calls of alloc, give and reset alone led to
     * it since it was made, checked and without guards. NULL where a kind can't.
     */
    void (*save)(const struct model *model, struct tape *image);

    /* Pops it: the model, of the same make, is as it was. False, and nothing changed, without
     * memory. */
    bool (*load)(struct model *model, struct tape *image);

    /*
     * In a state that can be saved: does again an alloc, or a give of the chunk in a slot, that was
     * OUTCOME_OK, without looking whether it will be. Into *grant the slot and path alone. False,
     * and nothing changed, without memory. NULL where `save` is.
     */
    bool (*allocAgain)(struct model *model, struct grant *grant);
    void (*giveAgain)(struct model *model, uint32_t slot);

    /* So many allocs come next, and gives of `count` slots: memory may be fetched meanwhile. */
    void (*foresee)(const struct model *model, uint32_t allocs, const uint32_t *slots,
                    size_t count);

    /* What `address` is; *grant its chunk, for all but CLAIM_FOREIGN. Constant time. */
    enum claim (*classify)(const struct model *model, uint64_t address, struct grant *grant);

    /* The chunk in a slot that was handed out. */
    struct place (*placeOf)(const struct model *model, uint32_t slot);

    /* The most bytes that an allocation can ask for; of a chunk, those that are the program's. */
    uint32_t (*room)(const struct model *model);

    /* What an allocation without a size asks for; NULL: as much as room() says. */
    uint32_t (*usualBytes)(const struct model *model);

    /* The slot of a chunk of one of its blocks. */
    uint32_t (*slotOf)(const struct model *model, const struct place *place);

    /*
     * Why the last call, of which *event tells, ended as it did: for models whose steps the words
     * for chunks do not explain. False, and nothing appended, where those do; NULL: they always do.
     */
    bool (*explain)(const struct model *model, const struct event *event, struct buffer *out);

    struct fields (*fields)(const struct model *model);

    /* Fills in the figures of blocks and table, and no others. */
    void (*measure)(const struct model *model, struct stats *stats);

    /* Fills *view (cleared) as far as *window asks; false without memory. */
    bool (*snapshot)(const struct model *model, const struct window *window,
                     const struct owners *owners, struct view *view);
};

extern const struct modelKind poolModel;
extern const struct modelKind eagerModel;
extern const struct modelKind stackModel;
extern const struct modelKind bitmapModel;
extern const struct modelKind magazineModel;
extern const struct modelKind heapModel;

/* kinds.c */
extern const struct modelKind *const modelKinds[];
extern const size_t modelKindCount;

#endif
