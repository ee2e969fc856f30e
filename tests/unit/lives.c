/*
 * lives.c - names where no step is undone: random walks beside a naive list of all that ever lived,
 * with much of what is rare in a real trace: long names, few buckets, a short log, names that are
 * taken again, slots with two owners, memory that ends.
 */
#include "base/random.h"
#include "engine/lives.h"
#include "engine/recall.h"
#include "view/view.h"

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

/* Of several owners the last one, where they are kept from the beginning. */
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

/* A picture's names are those of the owners; where there is none, nothing is written. */
static void askWindows(const struct walk *w)
{
    enum { ROOM = SLOTS + 20 };
    static const char untouched[] = "untouched";
    for (uint32_t first = 0; first < 4 * SLOTS; first += 17) {
        struct chunkView chunks[ROOM];
        for (size_t i = 0; i < ROOM; i++)
            chunks[i].handle = spanOf(untouched);
        recallNameChunks(&w->l, first, chunks, ROOM - 10);
        for (uint32_t i = 0; i < ROOM; i++) {
            const uint32_t owner = i < ROOM - 10 ? recallOwner(&w->l, first + i) : HANDLE_NONE;
            if (owner != HANDLE_NONE)
                assert_true(spanEqual(chunks[i].handle, livesName(&w->l, owner)));
            else
                assert_true(chunks[i].handle.text == untouched ||
                            (chunks[i].handle.text == NULL && chunks[i].handle.bytes == 0));
        }
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
    for (uint32_t slot = 0; slot < SLOTS; slot++)
        askSlot(w, slot);
    askWindows(w);
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
    if (rules->mayShare) {
        assert_true(livesPrepare(&w->l, spanOf("a")));
        recallKeepOwners(&w->l);
    }
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

static uint32_t takeNamed(struct lives *l, const char *text, uint32_t slot)
{
    const struct name name = nameOf(spanOf(text));
    assert_true(livesPrepare(l, name.text));
    return livesTake(l, &name, slot, 1);
}

/* Also of those that nobody asked for between. */
static void ownersAreKeptBeforeTheyAreAsked(void **state)
{
    (void)state;
    struct lives l;
    livesInit(&l, 100);
    const uint32_t first = takeNamed(&l, "a", 1);
    (void)takeNamed(&l, "b", 0);
    livesEndNumber(&l, first, HANDLE_FREED, 1);
    recallKeepOwners(&l);
    const uint32_t last = takeNamed(&l, "c", 0); /* its number is less than that of b */
    assert_int_equal(last, first);
    assert_int_equal(recallOwner(&l, 0), last);
    livesRelease(&l);
}

/* An end that there is not even memory to remember the first one of. */
static void endsMayBeLost(void **state)
{
    (void)state;
    for (int keeps = 0; keeps < 4; keeps++) {
        struct lives l;
        livesInit(&l, 100);
        const uint32_t a = takeNamed(&l, "a", 0), b = takeNamed(&l, "b", 0);
        if ((keeps & 1) != 0)
            assert_int_equal(livesFind(&l, spanOf("c")), HANDLE_NONE);
        if ((keeps & 2) != 0)
            assert_int_equal(recallOwner(&l, 0), b);
        refusesOneIn = 1;
        livesEndNumber(&l, a, HANDLE_FREED, 1);
        assert_int_equal(recallOwner(&l, 0), b);
        livesEndNumber(&l, b, HANDLE_FREED, 2);
        assert_int_equal(recallOwner(&l, 0), HANDLE_NONE);
        assert_int_equal(livesFind(&l, spanOf("b")), HANDLE_NONE);
        refusesOneIn = 0;
        assert_int_equal(recallOwner(&l, 0), HANDLE_NONE);
        livesRelease(&l);
    }
}

/* They are found out anew, of those that are left: none here. */
static void ownersMayBeLost(void **state)
{
    (void)state;
    struct lives l;
    livesInit(&l, 100);
    const uint32_t a = takeNamed(&l, "a", 0);
    assert_int_equal(recallOwner(&l, 0), a);
    const struct name b = nameOf(spanOf("b"));
    assert_true(livesPrepare(&l, b.text));
    refusesOneIn = 1;
    const uint32_t life = livesTake(&l, &b, 1000, 1); /* no room for so many slots */
    assert_int_equal(recallOwner(&l, 0), a);
    assert_int_equal(recallOwner(&l, 1000), life);
    livesEndNumber(&l, a, HANDLE_FREED, 1);
    livesEndNumber(&l, life, HANDLE_FREED, 2);
    refusesOneIn = 0;
    assert_int_equal(recallOwner(&l, 0), HANDLE_NONE);
    assert_int_equal(recallOwner(&l, 1000), HANDLE_NONE);
    livesRelease(&l);
}

/* Where nothing can be kept, the log is searched, from its end. */
static void answersNeedNoMemory(void **state)
{
    (void)state;
    struct lives l;
    struct chunkView chunks[4] = {0};
    livesInit(&l, 100);
    recallNameChunks(&l, 0, chunks, COUNT(chunks)); /* before there was any */
    assert_int_equal(recallOwner(&l, 0), HANDLE_NONE);
    assert_null(chunks[0].handle.text);
    for (int i = 0; i < 2; i++) {
        livesEndNumber(&l, takeNamed(&l, "a", 0), HANDLE_FREED, 1);
        livesEndNumber(&l, takeNamed(&l, "b", 1), HANDLE_FREED, 2);
        livesEndNumber(&l, takeNamed(&l, i == 0 ? "c" : "a", 2), HANDLE_STALE, 3 + (uint64_t)i);
    }
    (void)takeNamed(&l, "d", 1);
    refusesOneIn = 1;
    assert_true(spanIs(livesName(&l, recallOwner(&l, 0)), "a"));
    assert_true(spanIs(livesName(&l, recallOwner(&l, 1)), "d"));
    assert_int_equal(livesState(&l, recallOwner(&l, 2)), HANDLE_STALE);
    assert_int_equal(livesAt(&l, recallOwner(&l, 2)).step, 4);
    assert_int_equal(recallOwner(&l, 3), HANDLE_NONE);
    assert_int_equal(livesAt(&l, livesFind(&l, spanOf("a"))).step, 4);
    assert_int_equal(livesAt(&l, livesFind(&l, spanOf("c"))).step, 3);
    assert_int_equal(livesFind(&l, spanOf("e")), HANDLE_NONE);
    recallNameChunks(&l, 0, chunks, COUNT(chunks));
    refusesOneIn = 0;
    assert_true(spanIs(chunks[0].handle, "a"));
    assert_true(spanIs(chunks[1].handle, "d"));
    assert_true(spanIs(chunks[2].handle, "a"));
    assert_null(chunks[3].handle.text);
    assert_int_equal(chunks[3].handle.bytes, 0);
    livesRelease(&l);
}

/* Of as many as past.h knows the events of, however many there were. */
static void endsBeginSomewhere(void **state)
{
    (void)state;
    enum { ENDS = PAST_EVENTS + 10 };
    struct lives l;
    char text[32];
    livesInit(&l, 2 * ENDS);
    for (uint32_t i = 0; i < ENDS; i++) {
        snprintf(text, sizeof text, "end%u", i);
        livesEndNumber(&l, takeNamed(&l, text, i), HANDLE_FREED, i + 1);
    }
    for (uint32_t i = 0; i < ENDS; i++) {
        const struct span name = {text, (size_t)snprintf(text, sizeof text, "end%u", i)};
        const struct pastEvent event = {.slot = i, .handle = (uint32_t)nameOf(name).hash};
        const uint32_t begun = recallBegun(&l, &event);
        assert_int_equal(begun == HANDLE_NONE, i < ENDS - PAST_EVENTS);
        assert_true(begun == HANDLE_NONE || spanEqual(livesName(&l, begun), name));
        i += i > 20 && i < ENDS - 20 ? 500 : 0;
    }
    livesRelease(&l);
}

/* As LeakSanitizer tells: of a step that was prepared, and then refused. */
static void whatWasPreparedIsGivenBack(void **state)
{
    (void)state;
    struct lives l;
    livesInit(&l, 100);
    assert_true(livesPrepare(&l, spanOf("a_name_that_no_record_has_room_for")));
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
        {"owners are kept also before anyone asks", ownersAreKeptBeforeTheyAreAsked, NULL, NULL,
         NULL},
        {"an end that can't be remembered is lost, and nothing else", endsMayBeLost, NULL, NULL,
         NULL},
        {"owners that can't be kept are found out anew", ownersMayBeLost, NULL, NULL, NULL},
        {"without memory answers are searched for", answersNeedNoMemory, NULL, NULL, NULL},
        {"who was given a chunk is found as far back as chunks' events go", endsBeginSomewhere,
         NULL, NULL, NULL},
        {"what was prepared for a name is given back", whatWasPreparedIsGivenBack, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
