/*
 * checkpoint.h - the state of a session after one of its steps, in few bytes, so that it can be
 * jumped to. What a step costs, a jump does not: it loads the last checkpoint before where it goes
 * to, and goes forth over the steps that are left.
 *
 * Rule: checkpoints are made where no step is undone, and stand in the order of their steps. They
 * are spaced so that one takes no more than CHECKPOINT_PAIR_BYTES for each two steps since the one
 * before: those of small pools are close, those of large ones rare. Loading one leaves the session
 * byte for byte as it was after its step. Used by the timeline and by travel.c.
 */
#ifndef ENGINE_CHECKPOINT_H
#define ENGINE_CHECKPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session;
struct checkpoint;

#define CHECKPOINT_PAIR_BYTES 3u

struct checkpoints {
    struct checkpoint *all;
    size_t count, capacity;
    uint64_t apart;     /* steps between two at least                                 */
    uint64_t pairBytes; /* CHECKPOINT_PAIR_BYTES; both what a test wants              */
    uint64_t next;      /* the step behind which the next one is due                  */
};

void checkpointsRelease(struct checkpoints *points);

/* Makes one behind the last step; false where there is no memory for it. */
bool checkpointMake(struct session *s);

/* Forgets those of steps behind `step`. */
void checkpointsDrop(struct checkpoints *points, uint64_t step);

/*
 * The step of the last one in the stretch of the session that is not behind `step`; false where
 * there is none.
 */
bool checkpointFind(const struct session *s, uint64_t step, uint64_t *found);

/* Goes to the one of this step, which there is. False, with nothing changed, without memory. */
bool checkpointLoad(struct session *s, uint64_t step);

/* Bytes that all of them take. */
uint64_t checkpointsBytes(const struct checkpoints *points);

#endif
