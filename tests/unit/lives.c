/*
 * lives.c - names where no step is undone: random walks beside a naive list of all that ever lived,
 * with much of what is rare in a real trace: long names, few buckets, a short log, names that are
 * taken again, slots with two owners, memory that ends.
 */
#include "base/random.h"
#include "engine/lives.h"
#include "engine/recall.h"

#include "unit.h"

/* --- memory that ends on demand --------------------------------------------------------------- */

static unsigned refusesOneIn; /* 0: none */
static struct random refusals;

void *__real_realloc(void *memory, size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);

static bool isRefused(void)
{
    return refusesOneIn > 0 && randomBelow(&refusals, refusesOneIn) == 0;
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    return isRefused() ? NULL : __real_realloc(memory, bytes);
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    return isRefused() ? NULL : __real_calloc(count, bytes);
}

/* --- the naive list --------------------------------------------------------------------------- */

enum { NAMES = 60, SLOTS = 50, STEPS = 4000, LIVES_MAX = STEPS };

struct life {
    unsigned name;
    uint32_t slot, bytes;
    uint64_t begun, ended; /* steps; ended 0: it is live */
    enum handleState state;
};

struct walk {
    struct lives l;
    struct random random;
    struct life lives[LIVES_MAX];
    size_t count;
    size_t ends[LIVES_MAX]; /* which have ended, in that order */
    size_t endCount;
    size_t remembered;
    uint64_t step;
    bool mayShare;  /* slots may have two owners */
    bool mayForget; /* early, as memory ends     */
};

/* Names of 1 to HANDLE_BYTES_MAX bytes, many that differ in the last one only. */
static struct span nameText(unsigned number, char text[HANDLE_BYTES_MAX + 1])
{
    static const size_t lengths[] = {1, 4, 7, 8, 9, 11, 12, 13, 40, HANDLE_BYTES_MAX};
    const size_t bytes = lengths[number % 10];
    memset(text, 'a', bytes);
    text[bytes - 1] = (char)('b' + number / 10);
    text[bytes] = '\0';
    return (struct span){text, bytes};
}

/* The place in w->ends from which on they are remembered. */
static size_t firstRemembered(const struct walk *w)
{
    return w->endCount > w->remembered ? w->endCount - w->remembered : 0;
}

static const struct life *lastOfName(const struct walk *w, unsigned name)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->lives[i].ended == 0 && w->lives[i].name == name)
            return &w->lives[i];
    for (size_t i = w->endCount; i > firstRemembered(w); i--)
        if (w->lives[w->ends[i - 1]].name == name)
            return &w->lives[w->ends[i - 1]];
    return NULL;
}

/* --- steps ------------------------------------------------------------------------------------ */

static void take(struct walk *w, unsigned number)
{
    char text[HANDLE_BYTES_MAX + 1];
    const struct span span = nameText(number, text);
    const struct name name = nameOf(span);
    const uint32_t slot = (uint32_t)randomBelow(&w->random, SLOTS);
    for (size_t i = 0; i < w->count && !w->mayShare; i++)
        if (w->lives[i].ended == 0 && w->lives[i].slot == slot)
            return;
    if (!livesPrepare(&w->l, span)) {
        assert_true(w->mayForget);
        return;
    }
    (void)livesTake(&w->l, &name, slot, (uint32_t)w->step);
    w->lives[w->count++] = (struct life){number, slot, (uint32_t)w->step, w->step, 0, HANDLE_LIVE};
}

static void end(struct walk *w, size_t which, enum handleState how)
{
    w->lives[which].ended = w->step;
    w->lives[which].state = how;
    w->ends[w->endCount++] = which;
}

static void give(struct walk *w, const struct life *life)
{
    char text[HANDLE_BYTES_MAX + 1];
    const struct name name = nameOf(nameText(life->name, text));
    struct livesPlace place = {0};
    assert_true(livesSeek(&w->l, &name, &place));
    livesEnd(&w->l, place, name.hash, HANDLE_FREED, w->step);
    end(w, (size_t)(life - w->lives), HANDLE_FREED);
}

static size_t countLive(const struct walk *w)
{
    size_t live = 0;
    for (size_t i = 0; i < w->count; i++)
        live += w->lives[i].ended == 0;
    return live;
}

/* In which order it ends them is its own business: those that it remembers are the last. */
static void reset(struct walk *w)
{
    char text[HANDLE_BYTES_MAX + 1];
    const uint64_t before = w->l.next;
    livesReset(&w->l, w->step);
    for (uint64_t n = w->l.first > before ? w->l.first : before; n < w->l.next; n++)
        for (size_t i = 0; i < w->count; i++)
            if (w->lives[i].ended == 0 &&
                spanEqual(nameText(w->lives[i].name, text), livesName(&w->l, livesEnded(&w->l, n))))
                w->lives[i].state = HANDLE_STALE; /* not yet counted as ended */
    for (size_t i = 0; i < w->count; i++)
        if (w->lives[i].ended == 0 && w->lives[i].state == HANDLE_LIVE)
            end(w, i, HANDLE_STALE);
    for (uint64_t n = w->l.first > before ? w->l.first : before; n < w->l.next; n++)
        for (size_t i = 0; i < w->count; i++)
            if (w->lives[i].ended == 0 &&
                spanEqual(nameText(w->lives[i].name, text), livesName(&w->l, livesEnded(&w->l, n))))
                end(w, i, HANDLE_STALE);
    assert_int_equal(countLive(w), 0);
    assert_int_equal(w->l.index.count, 0);
}

/* --- questions -------------------------------------------------------------------------------- */

static void askName(const struct walk *w, unsigned number)
{
    char text[HANDLE_BYTES_MAX + 1];
    const struct span span = nameText(number, text);
    const struct life *life = lastOfName(w, number);
    const uint32_t found = livesFind(&w->l, span);
    if (found == HANDLE_NONE) {
        assert_true(life == NULL || (w->mayForget && life->ended != 0));
        return;
    }
    assert_non_null(life);
    assert_int_equal(livesState(&w->l, found), life->state);
    assert_true(spanEqual(livesName(&w->l, found), span));
    assert_int_equal(livesAt(&w->l, found).slot, life->slot);
    if (life->state == HANDLE_LIVE)
        assert_int_equal(livesAt(&w->l, found).bytes, life->bytes);
    else
        assert_int_equal(livesAt(&w->l, found).step, life->ended);
}

/* Where it has a single owner. */
static void askSlot(const struct walk *w, uint32_t slot)
{
    char text[HANDLE_BYTES_MAX + 1];
    const struct life *last = NULL;
    size_t since = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->lives[i].slot == slot)
            last = &w->lives[i];
    for (size_t i = firstRemembered(w); last != NULL && i < w->endCount; i++)
        since += &w->lives[w->ends[i]] == last;
    const uint32_t owner = recallOwner(&w->l, slot);
    if (last == NULL || (last->ended != 0 && since == 0)) {
        assert_int_equal(owner, HANDLE_NONE);
    } else if (owner == HANDLE_NONE) {
        assert_true(w->mayForget && last->ended != 0);
    } else {
        assert_true(spanEqual(livesName(&w->l, owner), nameText(last->name, text)));
        assert_int_equal(livesState(&w->l, owner), last->state);
        const struct pastEvent event = {.slot = slot,
                                        .handle = (uint32_t)nameOf(livesName(&w->l, owner)).hash};
        assert_int_equal(recallBegun(&w->l, &event) == HANDLE_NONE, false);
    }
}

static void askAll(const struct walk *w)
{
    size_t live = 0;
    for (uint32_t life = livesNext(&w->l, 0); life != HANDLE_NONE;
         life = livesNext(&w->l, life + 1))
        live++;
    assert_int_equal(live, countLive(w));
    assert_int_equal(w->l.index.count, countLive(w));
    for (unsigned name = 0; name < NAMES; name++)
        askName(w, name);
    for (uint32_t slot = 0; slot < SLOTS && !w->mayShare; slot++)
        askSlot(w, slot);
}

struct rules {
    uint32_t remembered;
    bool mayShare;
    unsigned refusesOneIn, asksOneIn; /* steps; and all is asked at the end */
};

static void walkOnce(uint64_t seed, const struct rules *rules)
{
    struct walk *w = test_calloc(1, sizeof *w);
    w->random = randomOf(seed);
    refusals = randomOf(seed + 1);
    w->remembered = rules->remembered;
    w->mayShare = rules->mayShare;
    w->mayForget = rules->refusesOneIn > 0;
    livesInit(&w->l, rules->remembered);
    refusesOneIn = rules->refusesOneIn;
    while (w->step++ < STEPS) {
        const unsigned name = (unsigned)randomBelow(&w->random, NAMES);
        const struct life *life = lastOfName(w, name);
        if (randomBelow(&w->random, 300) == 0)
            reset(w);
        else if (life != NULL && life->state == HANDLE_LIVE)
            give(w, life);
        else
            take(w, name);
        if (randomBelow(&w->random, rules->asksOneIn) == 0)
            askAll(w);
    }
    refusesOneIn = 0;
    askAll(w);
    livesRelease(&w->l);
    test_free(w);
}

static void walk(const struct rules *rules)
{
    for (uint64_t seed = 1; seed <= 20; seed++)
        walkOnce(seed, rules);
}

static void walksAreAsTheList(void **state)
{
    (void)state;
    walk(&(struct rules){.remembered = 1000000, .asksOneIn = 100});
    walk(&(struct rules){.remembered = 1000000, .asksOneIn = STEPS});
}

static void oldestAreForgotten(void **state)
{
    (void)state;
    walk(&(struct rules){.remembered = 100, .asksOneIn = 50});
    walk(&(struct rules){.remembered = 1, .asksOneIn = 50});
    walk(&(struct rules){.remembered = 37, .asksOneIn = STEPS});
}

static void slotsMayBeShared(void **state)
{
    (void)state;
    walk(&(struct rules){.remembered = 200, .mayShare = true, .asksOneIn = 20});
}

static void memoryMayEnd(void **state)
{
    (void)state;
    walk(&(struct rules){.remembered = 1000000, .refusesOneIn = 3, .asksOneIn = 50});
    walk(&(struct rules){.remembered = 150, .refusesOneIn = 2, .asksOneIn = 50});
}

/* The next name behind `number` that belongs into the first 256th of the buckets. */
static struct name crowded(unsigned *number, char text[32])
{
    struct name name;
    do
        name = nameOf((struct span){text, (size_t)snprintf(text, 32, "crowd%u", (*number)++)});
    while ((name.hash >> 24 & 0xff) != 0);
    return name;
}

/* More names go past the first buckets than these can count. */
static void crowdsAreFound(void **state)
{
    (void)state;
    enum { CROWD = 1000 };
    struct lives l;
    char text[32];
    struct livesPlace place = {0};
    livesInit(&l, CROWD);
    for (int round = 0; round < 2; round++) {
        for (unsigned i = 0, number = 0; i < CROWD; i++) {
            const struct name name = crowded(&number, text);
            assert_true(livesPrepare(&l, name.text));
            assert_false(livesSeek(&l, &name, &place));
            (void)livesTake(&l, &name, i, i);
        }
        for (unsigned i = 0, number = 0; i < CROWD; i++) {
            const struct name name = crowded(&number, text);
            assert_true(livesSeek(&l, &name, &place));
            assert_int_equal(l.records[place.life].bytes, i);
            livesEnd(&l, place, name.hash, HANDLE_FREED, 1);
        }
        assert_int_equal(l.index.count, 0);
    }
    livesRelease(&l);
}

/* While they move, one may get the number that another had. */
static void lastOwnerStaysSo(void **state)
{
    (void)state;
    enum { SHARERS = 2000 };
    struct lives l;
    char text[32];
    livesInit(&l, SHARERS);
    for (unsigned i = 0; i < SHARERS; i++) {
        const struct span span = {text, (size_t)snprintf(text, sizeof text, "owner%u", i)};
        const struct name name = nameOf(span);
        assert_true(livesPrepare(&l, name.text));
        recallKeepOwners(&l);
        const uint32_t last = livesTake(&l, &name, 0, i);
        assert_int_equal(recallOwner(&l, 0), last);
        assert_true(livesPrepare(&l, name.text));
        assert_int_equal(livesAt(&l, recallOwner(&l, 0)).bytes, i);
    }
    livesRelease(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"walks are as a naive list says", walksAreAsTheList, NULL, NULL, NULL},
        {"the oldest ends are forgotten, and no others", oldestAreForgotten, NULL, NULL, NULL},
        {"a slot may have two owners, after misuse", slotsMayBeShared, NULL, NULL, NULL},
        {"without memory a step is refused, or an end forgotten early", memoryMayEnd, NULL, NULL,
         NULL},
        {"names that belong into one bucket are found behind it", crowdsAreFound, NULL, NULL, NULL},
        {"the last of many owners stays so as names move", lastOwnerStaysSo, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
