#define POOL_PRIVATE
#include "poolcheck.h"

/* A pool whose fields and table are sound, and the walk along its free list. */
struct walk {
    const pool *p;
    uint64_t blocks; /* that hold memory: 0 to `blocks` - 1             */
    uint64_t bumped; /* chunks handed out since the pool was emptied    */
    uint64_t near;   /* index of the block that the last link led to    */
};

static bool isPowerOfTwo(uint64_t number)
{
    return number != 0 && (number & (number - 1)) == 0;
}

/* Without a table poolMalloc must find no chunk: not on the list, and not in the current block. */
static bool emptyFieldsAreSound(const pool *p)
{
    return p->blocksUsed == 0 && p->freed == NULL && p->used + 1 >= p->blockSize;
}

static bool fieldsAreSound(const pool *p)
{
    if (p->blocks == NULL)
        return emptyFieldsAreSound(p);
    if (p->chunkSize < sizeof(poolFreed) || p->chunkSize % _Alignof(poolFreed) != 0 ||
        p->blockSize == 0 || p->chunkSize > (uint64_t)PTRDIFF_MAX / p->blockSize)
        return false;
    if ((uintptr_t)p->blocks % _Alignof(uint8_t *) != 0 ||
        p->blocksUsed % POOL_BLOCKS_INITIAL != 0 ||
        !isPowerOfTwo(p->blocksUsed / POOL_BLOCKS_INITIAL))
        return false;
    return p->used < p->blockSize && p->block >= -1 && p->block < (int64_t)p->blocksUsed &&
           (p->block >= 0 || p->used == p->blockSize - 1); /* is the current block, none, full? */
}

/* Counts the blocks, and returns the first slot that is wrong, or NULL where none is. */
static uint8_t *const *checkTable(const pool *p, uint64_t *blocks)
{
    const uint32_t capacity = p->blocks == NULL ? 0 : p->blocksUsed;
    *blocks = 0;
    for (uint32_t i = 0; i < capacity; i++) {
        const bool taken = p->blocks[i] != NULL;
        if ((taken && (*blocks != i || (uintptr_t)p->blocks[i] % _Alignof(max_align_t) != 0)) ||
            (!taken && (int64_t)i <= p->block))
            return &p->blocks[i];
        *blocks += taken;
    }
    return NULL;
}

/* Is the address in this block? Then *offset is how many bytes from the block's beginning. */
static bool isInBlock(const pool *p, uint64_t block, const void *address, uint64_t *offset)
{
    *offset = (uint64_t)((uintptr_t)address - (uintptr_t)p->blocks[block]); /* may wrap: large */
    return (uintptr_t)address >= (uintptr_t)p->blocks[block] &&
           *offset < (uint64_t)p->chunkSize * p->blockSize;
}

/* Whether a link that leads there may be followed: POOL_SOUND, or why not. */
static poolVerdict classify(struct walk *walk, const void *address)
{
    const pool *p = walk->p;
    uint64_t offset, block = walk->near;
    for (uint64_t tried = 0; tried < walk->blocks; tried++, block = (block + 1) % walk->blocks) {
        if (!isInBlock(p, block, address, &offset))
            continue;
        walk->near = block;
        if (offset % p->chunkSize != 0)
            return POOL_LINK_MISALIGNED;
        return block * p->blockSize + offset / p->chunkSize < walk->bumped ? POOL_SOUND
                                                                           : POOL_LINK_FRESH;
    }
    return POOL_LINK_FOREIGN;
}

/*
 * The list goes round. From `inside`, a chunk of the ring, it is measured; then two pointers, one
 * ahead of the other by its length, meet where the list enters it (Knuth, The Art of Computer
 * Programming, volume 2, section 3.1, exercise 6, and Floyd there). *before is the chunk of the
 * ring whose link leads back to the entry. Returns the number of different chunks on the list.
 */
static uint64_t findRing(const void *head, const void *inside, const void **before)
{
    const void *ahead = head, *behind = head, *at = inside;
    uint64_t ring = 0, entry = 0;
    do {
        at = poolReadLink(at);
        ring++;
    } while (at != inside);
    *before = NULL;
    for (uint64_t i = 0; i < ring; i++) {
        *before = ahead;
        ahead = poolReadLink(ahead);
    }
    for (; ahead != behind; entry++) {
        *before = ahead;
        ahead = poolReadLink(ahead);
        behind = poolReadLink(behind);
    }
    return entry + ring;
}

/* Walks the free list and fills in what the audit says of it. */
static void checkList(struct walk *walk, poolAudit *audit)
{
    const pool *p = walk->p;
    const void *holder = &p->freed, *at = p->freed;
    while (at != NULL) {
        audit->verdict = classify(walk, at);
        if (audit->verdict != POOL_SOUND)
            break;
        if (audit->freedCount == walk->bumped) { /* more links than chunks: one came twice */
            audit->verdict = POOL_LINK_RING;
            audit->freedCount = findRing(p->freed, at, &holder);
            at = poolReadLink(holder);
            break;
        }
        audit->freedCount++;
        holder = at;
        at = poolReadLink(at);
    }
    if (audit->verdict != POOL_SOUND) {
        audit->where = holder;
        audit->link = at;
    }
}

poolAudit poolCheck(const pool *p, uint64_t live)
{
    poolAudit audit = {.verdict = POOL_SOUND};
    struct walk walk = {.p = p};
    if (!fieldsAreSound(p)) {
        audit.verdict = POOL_BROKEN_FIELDS;
        return audit;
    }
    uint8_t *const *slot = checkTable(p, &walk.blocks);
    if (slot != NULL) {
        audit.verdict = POOL_BROKEN_TABLE;
        audit.where = slot;
        audit.link = *slot;
        return audit;
    }
    if (walk.blocks > 0 && p->block >= 0)
        walk.bumped = (uint64_t)p->block * p->blockSize + p->used + 1;
    checkList(&walk, &audit);
    audit.capacity = walk.blocks * p->blockSize;
    audit.freshCount = audit.capacity - walk.bumped;
    audit.liveCount = walk.bumped - audit.freedCount;
#ifdef DISABLE_MEMORY_POOLING
    live = POOL_LIVE_ANY;
#endif
    if (audit.verdict == POOL_SOUND && live != POOL_LIVE_ANY && live != audit.liveCount)
        audit.verdict = POOL_LIVE_DIFFERS;
    return audit;
}

const char *poolVerdictText(poolVerdict verdict)
{
    static const char *const texts[] = {
        [POOL_SOUND] = "the pool is sound",
        [POOL_BROKEN_FIELDS] = "a field of the pool is out of its range",
        [POOL_BROKEN_TABLE] = "a slot of the block table is wrong",
        [POOL_LINK_FOREIGN] = "a link leads to no block",
        [POOL_LINK_MISALIGNED] = "a link leads into a chunk, not to its beginning",
        [POOL_LINK_FRESH] = "a link leads to a fresh chunk",
        [POOL_LINK_RING] = "a link leads to a chunk that is on the free list already",
        [POOL_LIVE_DIFFERS] = "another number of chunks is live than expected",
    };
    return (unsigned)verdict < sizeof texts / sizeof *texts ? texts[verdict] : "no verdict";
}
