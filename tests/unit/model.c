/*
 * model.c - the arena, the free set, the safe walk over a pool whose links were written over, and the
 * windows of a snapshot.
 */
#include "model/model.h"

#include <sys/mman.h>

#include "model/freeset.h"
#include "model/poolwalk.h"
#include "unit.h"

#define CHUNK 32
#define BLOCK 4

/* --- the arena -------------------------------------------------------------------------------- */

static void *takeBlock(struct arena *arena, size_t bytes)
{
    return arena->source.obtain(arena->source.context, bytes, POOL_BLOCK);
}

static void arenaServesFixedAddresses(void **state)
{
    (void)state;
    struct arena arena;
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 1 << 20));
    assert_true(arena.fixed);
    assert_int_equal((uintptr_t)takeBlock(&arena, 100), 0x10000000);
    assert_int_equal((uintptr_t)takeBlock(&arena, 4097), 0x10001000);
    assert_int_equal((uintptr_t)takeBlock(&arena, 1), 0x10003000);
    arenaRelease(&arena);
}

static void arenaIsBounded(void **state)
{
    (void)state;
    struct arena arena;
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 5000));
    assert_null(takeBlock(&arena, 5001));
    assert_non_null(takeBlock(&arena, 4096));
    assert_null(takeBlock(&arena, 905));
    assert_non_null(takeBlock(&arena, 904));
    assert_null(takeBlock(&arena, 1));
    assert_null(takeBlock(&arena, SIZE_MAX));
    arenaRelease(&arena);
}

/* What is laid aside is one mapping, also where huge pages were asked for in between. */
static void arenaLaysLargeBlocksAside(void **state)
{
    (void)state;
    struct arena arena;
    struct arenaStash small, large;
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 4 * ARENA_LARGE));
    char *block = takeBlock(&arena, 16);
    block[0] = 's';
    assert_true(arenaLayAside(&arena, &small));
    assert_ptr_equal(takeBlock(&arena, 2 * ARENA_LARGE), block);
    assert_int_equal(block[0], 0);
    block[2 * ARENA_LARGE - 1] = 'l';
    assert_true(arenaLayAside(&arena, &large));
    assert_ptr_equal(takeBlock(&arena, 3 * ARENA_LARGE), block);
    assert_int_equal(block[2 * ARENA_LARGE - 1], 0);
    arenaClear(&arena);
    arenaBringBack(&arena, &large);
    assert_int_equal(block[2 * ARENA_LARGE - 1], 'l');
    takeBlock(&arena, ARENA_LARGE);
    assert_true(arenaLayAside(&arena, &large));
    arenaDropStash(&large);
    arenaBringBack(&arena, &small);
    assert_int_equal(block[0], 's');
    arenaRelease(&arena);
}

static void arenaClearReadsAsZeros(void **state)
{
    (void)state;
    struct arena arena;
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 1 << 20));
    char *block = takeBlock(&arena, 8192);
    memset(block, 'x', 8192);
    arenaClear(&arena);
    assert_ptr_equal(takeBlock(&arena, 16), block);
    for (size_t i = 0; i < 8192; i++)
        assert_int_equal(block[i], 0);
    arenaRelease(&arena);
}

static void arenaElsewhere(void **state)
{
    (void)state;
    struct arena first, second;
    assert_true(arenaInit(&first, ARENA_BASE_DEFAULT, 1 << 20));
    assert_true(arenaInit(&second, ARENA_BASE_DEFAULT, 1 << 20));
    assert_true(first.fixed);
    assert_false(second.fixed);
    assert_non_null(takeBlock(&second, 4096));
    arenaRelease(&second);
    arenaRelease(&first);
}

static void arenaRefusesNonsense(void **state)
{
    (void)state;
    struct arena arena;
    assert_false(arenaInit(&arena, ARENA_BASE_DEFAULT, 0));
    assert_false(arenaInit(&arena, ARENA_BASE_DEFAULT, ARENA_BYTES_MAX + 1));
}

/* --- the free set ----------------------------------------------------------------------------- */

static void freesetKnowsOrder(void **state)
{
    (void)state;
    struct freeset set = {0};
    assert_false(freesetHas(&set, 0));
    assert_true(freesetReserve(&set, 100));
    freesetPush(&set, 7);
    freesetPush(&set, 99);
    freesetPush(&set, 0);
    assert_int_equal(freesetAt(&set, 1), 0);
    assert_int_equal(freesetAt(&set, 3), 7);
    assert_int_equal(freesetPosition(&set, 99), 2);
    assert_int_equal(freesetPop(&set), 0);
    assert_false(freesetHas(&set, 0));
    assert_true(freesetHas(&set, 7));
    assert_false(freesetHas(&set, 8));
    set.count = 0; /* what a freeall does */
    assert_false(freesetHas(&set, 7));
    freesetRelease(&set);
}

static void freesetGrowsWithItsContent(void **state)
{
    (void)state;
    struct freeset set = {0};
    for (uint32_t slot = 0; slot < 5000; slot++) {
        assert_true(freesetReserve(&set, slot + 1));
        freesetPush(&set, slot);
    }
    for (uint32_t slot = 0; slot < 5000; slot++)
        assert_int_equal(freesetPosition(&set, slot), 5000 - slot);
    freesetRelease(&set);
}

/* --- the walk --------------------------------------------------------------------------------- */

/* A pool with two blocks, chunks 0:0 to 1:1 handed out; 0:1, 0:3 and 1:0 freed, 1:0 last. */
struct fixture {
    struct arena arena;
    pool p;
    struct freeset freed;
    struct poolwalk walk;
    uint8_t *chunks[6];
};

static int setUp(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    assert_true(arenaInit(&f->arena, ARENA_BASE_DEFAULT, 1 << 20));
    assert_true(poolInitializeFrom(&f->p, CHUNK, BLOCK, &f->arena.source));
    for (size_t i = 0; i < COUNT(f->chunks); i++)
        f->chunks[i] = poolMalloc(&f->p);
    assert_true(freesetReserve(&f->freed, COUNT(f->chunks)));
    const uint32_t order[] = {1, 3, 4};
    for (size_t i = 0; i < COUNT(order); i++) {
        poolFree(&f->p, f->chunks[order[i]]);
        freesetPush(&f->freed, order[i]);
    }
    f->walk = (struct poolwalk){
        .p = &f->p, .freed = &f->freed, .blocks = 2, .stride = arenaStride(CHUNK * BLOCK)};
    *state = f;
    return 0;
}

static int tearDown(void **state)
{
    struct fixture *f = *state;
    poolFreePool(&f->p);
    freesetRelease(&f->freed);
    arenaRelease(&f->arena);
    free(f);
    return 0;
}

static void setLink(void *chunk, const void *next)
{
    memcpy(chunk, &next, sizeof next);
}

static void assertChain(const struct fixture *f, uint64_t length, enum chainEnd end,
                        const void *endAddress)
{
    const struct chain chain = poolwalkChain(&f->walk);
    assert_int_equal(chain.length, length);
    assert_int_equal(chain.end, end);
    assert_int_equal(chain.endAddress, (uintptr_t)endAddress);
}

static void walkOfASoundList(void **state)
{
    struct fixture *f = *state;
    assertChain(f, 3, CHAIN_NULL, NULL);
    assert_true(poolwalkHeadIsSound(&f->walk));
}

static void walkOfNoList(void **state)
{
    struct fixture *f = *state;
    poolFreeAll(&f->p);
    f->freed.count = 0;
    assertChain(f, 0, CHAIN_NULL, NULL);
    assert_true(poolwalkHeadIsSound(&f->walk));
}

static void walkMeetsASelfLoop(void **state)
{
    struct fixture *f = *state;
    setLink(f->chunks[4], f->chunks[4]);
    assertChain(f, 1, CHAIN_CYCLE, f->chunks[4]);
    assert_false(poolwalkHeadIsSound(&f->walk));
}

static void walkMeetsARing(void **state)
{
    struct fixture *f = *state;
    setLink(f->chunks[1], f->chunks[4]);
    assertChain(f, 3, CHAIN_CYCLE, f->chunks[4]);
    setLink(f->chunks[1], f->chunks[3]); /* one that does not close at the head */
    assertChain(f, 3, CHAIN_CYCLE, f->chunks[3]);
}

static void walkLeavesThePool(void **state)
{
    struct fixture *f = *state;
    int elsewhere = 0;
    setLink(f->chunks[3], &elsewhere);
    assertChain(f, 2, CHAIN_FOREIGN, &elsewhere);
    setLink(f->chunks[3], (void *)(uintptr_t)0x10000080); /* behind block 0 */
    assertChain(f, 2, CHAIN_FOREIGN, (void *)(uintptr_t)0x10000080);
    setLink(f->chunks[3], (void *)UINTPTR_MAX);
    assertChain(f, 2, CHAIN_FOREIGN, (void *)UINTPTR_MAX);
}

static void walkMeetsAMisalignedLink(void **state)
{
    struct fixture *f = *state;
    setLink(f->chunks[4], f->chunks[1] + 1);
    assertChain(f, 1, CHAIN_MISALIGNED, f->chunks[1] + 1);
}

static void walkMeetsAFreshChunk(void **state)
{
    struct fixture *f = *state;
    setLink(f->chunks[1], f->chunks[5] + CHUNK);
    assertChain(f, 3, CHAIN_FRESH, f->chunks[5] + CHUNK);
}

static void walkMeetsALiveChunk(void **state)
{
    struct fixture *f = *state;
    setLink(f->chunks[4], f->chunks[0]);
    assertChain(f, 1, CHAIN_LIVE, f->chunks[0]);
    f->p.freed = (poolFreed *)(void *)f->chunks[2];
    assertChain(f, 0, CHAIN_LIVE, f->chunks[2]);
    assert_false(poolwalkHeadIsSound(&f->walk));
}

static void walkOfLongRings(void **state)
{
    (void)state;
    enum { LONG = 300 };
    struct arena arena;
    pool p;
    struct freeset freed = {0};
    uint8_t *chunks[LONG];
    assert_true(arenaInit(&arena, ARENA_BASE_DEFAULT, 1 << 20));
    assert_true(poolInitializeFrom(&p, 8, LONG, &arena.source));
    assert_true(freesetReserve(&freed, LONG));
    for (uint32_t i = 0; i < LONG; i++)
        chunks[i] = poolMalloc(&p);
    for (uint32_t i = 0; i < LONG; i++) {
        poolFree(&p, chunks[i]);
        freesetPush(&freed, i);
    }
    const struct poolwalk walk = {
        .p = &p, .freed = &freed, .blocks = 1, .stride = arenaStride(8 * LONG)};
    for (uint32_t closes = 0; closes < LONG; closes++) { /* the last chunk links back to each one */
        setLink(chunks[0], chunks[closes]);
        const struct chain chain = poolwalkChain(&walk);
        assert_int_equal(chain.length, LONG);
        assert_int_equal(chain.end, CHAIN_CYCLE);
        assert_int_equal(chain.endAddress, (uintptr_t)chunks[closes]);
    }
    freesetRelease(&freed);
    poolFreePool(&p);
    arenaRelease(&arena);
}

static void classifiesEveryAddress(void **state)
{
    struct fixture *f = *state;
    static const enum claim claims[8] = {CLAIM_LIVE,  CLAIM_FREED, CLAIM_LIVE,  CLAIM_FREED,
                                         CLAIM_FREED, CLAIM_LIVE,  CLAIM_FRESH, CLAIM_FRESH};
    struct place place;
    for (uint64_t address = 0x10000000 - 64; address < 0x10001000 + 4096 + 64; address++) {
        const uint64_t block = (address - 0x10000000) / 4096, offset = address % 4096;
        enum claim expected = CLAIM_FOREIGN;
        if (address >= 0x10000000 && block < 2 && offset < CHUNK * BLOCK)
            expected = offset % CHUNK == 0 ? claims[block * BLOCK + offset / CHUNK]
                                           : CLAIM_MISALIGNED;
        assert_int_equal(poolwalkClassify(&f->walk, address, &place), expected);
        assert_int_equal(place.known, expected != CLAIM_FOREIGN);
        if (place.known)
            assert_int_equal(place.address, address - offset % CHUNK);
    }
}

/* --- the model -------------------------------------------------------------------------------- */

static void nameless(const void *context, uint32_t slot, struct chunkView *chunks, size_t count)
{
    (void)context, (void)slot;
    for (size_t i = 0; i < count; i++)
        chunks[i].handle = (struct span){"n", 1};
}

static const struct owners owners = {nameless, NULL};

struct allocator {
    struct arena arena;
    struct model *model;
};

static int makeModel(void **state)
{
    struct allocator *a = calloc(1, sizeof *a);
    assert_non_null(a);
    assert_true(arenaInit(&a->arena, ARENA_BASE_DEFAULT, 1 << 20));
    const struct recipe recipe = recipePool(CHUNK, BLOCK, GUARD_OFF);
    a->model = poolModel.make(&a->arena, &recipe);
    assert_non_null(a->model);
    *state = a;
    return 0;
}

static int discardModel(void **state)
{
    struct allocator *a = *state;
    a->model->kind->discard(a->model);
    arenaRelease(&a->arena);
    free(a);
    return 0;
}

static uint64_t takeChunk(struct model *model)
{
    struct grant grant = {0};
    uint32_t slots;
    assert_true(model->kind->prepare(model, &slots));
    assert_int_equal(model->kind->alloc(model, CHUNK, &grant), OUTCOME_OK);
    assert_true(grant.slot < slots);
    return grant.place.address;
}

static void giveChunk(struct model *model, uint64_t address)
{
    struct grant grant = {0};
    assert_int_equal(model->kind->classify(model, address, &grant), CLAIM_LIVE);
    assert_int_equal(model->kind->give(model, &grant), OUTCOME_OK);
}

static void corruptListIsRefused(void **state)
{
    struct model *model = ((struct allocator *)*state)->model;
    uint64_t chunks[3];
    for (size_t i = 0; i < COUNT(chunks); i++)
        chunks[i] = takeChunk(model);
    giveChunk(model, chunks[0]);
    giveChunk(model, chunks[1]);
    void *head = (void *)(uintptr_t)chunks[1];
    void *sound = (void *)(uintptr_t)chunks[0];
    setLink(head, (void *)(uintptr_t)0x123);

    const struct fields before = model->kind->fields(model);
    struct grant grant = {0};
    uint32_t slots;
    assert_true(model->kind->prepare(model, &slots));
    assert_int_equal(model->kind->alloc(model, CHUNK, &grant), OUTCOME_CORRUPT_LIST);
    assert_int_equal(model->kind->classify(model, chunks[2], &grant), CLAIM_LIVE);
    assert_int_equal(model->kind->give(model, &grant), OUTCOME_CORRUPT_LIST);
    const struct fields after = model->kind->fields(model);
    assert_int_equal(before.used, after.used);
    assert_int_equal(before.block, after.block);
    assert_int_equal(before.freed, after.freed);
    assert_int_equal(before.blocksUsed, after.blocksUsed);

    setLink(head, sound); /* mended, it goes on */
    assert_int_equal(takeChunk(model), chunks[1]);
}

static void snapshotOf(const struct model *model, const struct window *window, struct view *view)
{
    viewClear(view);
    assert_true(model->kind->snapshot(model, window, &owners, view));
}

static void corruptListIsDrawnWithItsVerdict(void **state)
{
    struct model *model = ((struct allocator *)*state)->model;
    struct view view;
    viewInit(&view);
    uint64_t chunks[4];
    for (size_t i = 0; i < COUNT(chunks); i++)
        chunks[i] = takeChunk(model);
    for (size_t i = 0; i < COUNT(chunks); i++)
        giveChunk(model, chunks[i]);
    setLink((void *)(uintptr_t)chunks[3], (void *)(uintptr_t)chunks[3]);
    const struct window cut = {
        .parts = VIEW_ALL, .rowChunks = BLOCK, .linksFirst = 1, .linksLast = 1};
    snapshotOf(model, &cut, &view);
    assert_int_equal(view.chainLength, 1);
    assert_int_equal(view.end, CHAIN_CYCLE);
    assert_int_equal(view.linkCount, 1);
    assert_int_equal(view.linksHidden, 0);
    viewRelease(&view);
}

/* Rows that are shown, as bits of a number. */
static uint64_t rowsShown(const struct view *view)
{
    uint64_t shown = 0, row = 0;
    for (size_t i = 0; i < view->rowCount; i++) {
        row += view->rows[i].hiddenBefore;
        assert_int_equal(view->rows[i].block, row);
        shown |= (uint64_t)1 << row++;
    }
    assert_int_equal(row + view->rowsHiddenAfter, 10);
    return shown;
}

static void windowsOfRows(void **state)
{
    struct model *model = ((struct allocator *)*state)->model;
    struct view view;
    viewInit(&view);
    for (size_t i = 0; i < 10 * BLOCK; i++)
        takeChunk(model);
    for (uint64_t first = 0; first <= 11; first++)
        for (uint64_t last = 0; last <= 11; last++)
            for (uint64_t focus = 0; focus <= 10; focus++) {
                const struct window window = {
                    .parts = VIEW_BLOCKS,
                    .rowChunks = BLOCK,
                    .rowsFirst = first,
                    .rowsLast = last,
                    .focus = focus < 10 ? 0x10000000 + focus * 4096 : 0};
                snapshotOf(model, &window, &view);
                uint64_t expected = 0;
                for (uint64_t row = 0; row < 10; row++)
                    if (row < first || row + last >= 10 || row == focus)
                        expected |= (uint64_t)1 << row;
                assert_int_equal(rowsShown(&view), expected);
            }
    viewRelease(&view);
}

static void windowsOfLinks(void **state)
{
    struct model *model = ((struct allocator *)*state)->model;
    struct view view;
    viewInit(&view);
    uint64_t chunks[12];
    for (size_t i = 0; i < COUNT(chunks); i++)
        chunks[i] = takeChunk(model);
    for (size_t i = 0; i < COUNT(chunks); i++)
        giveChunk(model, chunks[i]);
    for (uint64_t first = 0; first <= 13; first++)
        for (uint64_t last = 0; last <= 13; last++) {
            const struct window window = {
                .parts = VIEW_LIST, .rowChunks = BLOCK, .linksFirst = first, .linksLast = last};
            snapshotOf(model, &window, &view);
            assert_int_equal(view.chainLength, 12);
            assert_int_equal(view.end, CHAIN_NULL);
            assert_int_equal(view.linkCount + view.linksHidden, 12);
            assert_int_equal(view.linksHidden, first + last < 12 ? 12 - first - last : 0);
            for (uint64_t i = 0; i < view.linkCount; i++) {
                uint64_t position = i < view.linksBefore ? i : i + view.linksHidden;
                assert_int_equal(view.links[i].address, chunks[11 - position]);
            }
        }
    viewRelease(&view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"blocks are served from a fixed address, each at a step", arenaServesFixedAddresses, NULL,
         NULL, NULL},
        {"the arena ends at its bound", arenaIsBounded, NULL, NULL, NULL},
        {"large blocks are laid aside and brought back", arenaLaysLargeBlocksAside, NULL, NULL,
         NULL},
        {"a cleared arena begins again, with zeros", arenaClearReadsAsZeros, NULL, NULL, NULL},
        {"where the range is taken another is used, and said so", arenaElsewhere, NULL, NULL, NULL},
        {"no arena of no bytes, or of too many", arenaRefusesNonsense, NULL, NULL, NULL},
        {"the free set knows members, order and positions", freesetKnowsOrder, NULL, NULL, NULL},
        {"the free set keeps its content as it grows", freesetGrowsWithItsContent, NULL, NULL, NULL},
        {"a sound list ends in NULL", walkOfASoundList, setUp, tearDown, NULL},
        {"an empty list ends at once", walkOfNoList, setUp, tearDown, NULL},
        {"a chunk that links to itself is a ring of one", walkMeetsASelfLoop, setUp, tearDown, NULL},
        {"a ring is found, and where it closes", walkMeetsARing, setUp, tearDown, NULL},
        {"a link out of the pool is not followed", walkLeavesThePool, setUp, tearDown, NULL},
        {"a link into a chunk is not followed", walkMeetsAMisalignedLink, setUp, tearDown, NULL},
        {"a link to a fresh chunk is not followed", walkMeetsAFreshChunk, setUp, tearDown, NULL},
        {"a link to a live chunk is not followed", walkMeetsALiveChunk, setUp, tearDown, NULL},
        {"rings of every length are found", walkOfLongRings, NULL, NULL, NULL},
        {"every address is classified", classifiesEveryAddress, setUp, tearDown, NULL},
        {"a damaged list is refused before the pool is touched", corruptListIsRefused, makeModel,
         discardModel, NULL},
        {"a damaged list is drawn with its verdict", corruptListIsDrawnWithItsVerdict, makeModel,
         discardModel, NULL},
        {"a window shows rows from the front, the back and the focus", windowsOfRows, makeModel,
         discardModel, NULL},
        {"a window shows links from the front and the back", windowsOfLinks, makeModel,
         discardModel, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
