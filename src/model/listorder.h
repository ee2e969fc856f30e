/*
 * listorder.h - free lists whose links lie in the free chunks themselves, in their first 8 bytes,
 * as in pool.h; but the chunk that comes back goes elsewhere than to the head, or all chunks of a
 * block are linked when it is entered. Beside the chunks each link is known a second time, in both
 * directions, so that one that a program wrote over is found before it is followed.
 */
#ifndef MODEL_LISTORDER_H
#define MODEL_LISTORDER_H

#include "model/chunkmodel.h"

/* What is known of a free chunk. */
struct listed {
    uint32_t next; /* the slot that its link leads to; SLOT_NONE for NULL          */
    uint32_t prev; /* whose link leads to it: of no meaning at the head            */
    uint64_t rank; /* lifo: how many lie behind it. fifo: how many came before it. */
};

struct listModel {
    struct chunkModel chunks;
    struct listed *listed;
    size_t listedCapacity;
};

#define REGION_LISTED REGION_OWN

static inline struct listModel *listModelOf(struct chunkModel *m)
{
    return (struct listModel *)(void *)m;
}

static inline const struct listed *listedAt(const struct chunkModel *m, uint32_t slot)
{
    return &((const struct listModel *)(const void *)m)->listed[slot];
}

/* Its record, kept for undo and about to be changed. */
struct listed *listTouch(struct chunkModel *m, uint32_t slot);

/* The link of `slot` leads to `next` from now on, in the chunk and beside it. */
void listLink(struct chunkModel *m, uint32_t slot, uint32_t next);

/* Is the link in a free chunk what was written there? */
bool listLinkIsSound(const struct chunkModel *m, uint32_t slot);

/*
 * Links all chunks of a block in the order of their addresses; ranks go down to 0. Of a new block,
 * which is full of zeros, undo needs nothing.
 */
void listLinkBlock(struct chunkModel *m, uint32_t block, bool isNew);

bool listReserve(struct chunkModel *m, uint64_t slots, uint64_t blocks);
void listRelease(struct chunkModel *m);
uint64_t listFollow(const struct chunkModel *m, uint32_t slot);
uint32_t listKeptBytes(const struct chunkModel *m, uint32_t slot);

/* The parameter `order` of kinds with such lists, and the orders by its values; 0 is lifo. */
extern const struct parameter listParameters[1];

/* A model of such a kind. */
struct model *listMake(const struct modelKind *kind, struct arena *arena,
                       const struct recipe *recipe);

/* The kind pool, where its order is another than that of pool.h. */
struct model *lazyPoolMake(struct arena *arena, const struct recipe *recipe);

/* fullest.c */
extern const struct freeOrder fullestOrder;
struct model *fullestMake(const struct modelKind *kind, struct arena *arena,
                          const struct recipe *recipe);

#endif
