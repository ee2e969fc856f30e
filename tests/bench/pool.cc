/*
 * pool.cc - what a pair of alloc and free costs: the pools of this project, others, and general
 * allocators (allocators.h), over sizes, numbers of live chunks and orders. Each figure is the median of
 * some runs; the runs of all allocators take turns, each in a process of its own, which begins with the
 * same heap. Processor time, so that what else the machine does counts less; and what it does on the
 * other half of a core is seen, and the run made again.
 *
 * usage: pool [--quick] [--size BYTES] [--live CHUNKS] [--order NAME] [--row NAME] [--runs N] [--spread]
 * To look at a part: each of the four may be given several times. With --spread a figure is followed by
 * the least and the greatest of its runs.
 */
#include "allocators.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vector>

enum order { LIFO, QUEUE, CHURN, SHUFFLED, BUMP, COLD, ORDERS };
static const char *const orderNames[ORDERS] = {"LIFO", "queue", "churn", "random", "bump", "cold"};

struct work {
    uint32_t chunkSize, live;
    order what;
    bool touch; /* the caller writes into each chunk that it gets */
};

static double now()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/*
 * Whether nobody else slows this processor down: a fixed piece of work takes no longer than the best
 * time that it ever took, and a little. Two processors may be halves of one core, and processor time
 * does not tell.
 */
static bool isCalm()
{
    static volatile uint64_t cells[8];
    static double best = 1e9;
    double least = 1e9;
    for (int trial = 0; trial < 3; trial++) {
        const double begin = now();
        for (uint64_t i = 0; i < 20000; i++) {
            cells[0] = i;
            cells[2] = cells[1];
            cells[4] = cells[3];
            cells[6] = cells[5];
        }
        least = std::min(least, now() - begin);
    }
    best = std::min(best, least);
    return least < 1.08 * best;
}

static uint64_t state = 88172645463325252u;

static uint32_t below(uint32_t bound) /* xorshift64, Marsaglia 2003 */
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) % bound);
}

static std::vector<uint32_t> victims(uint32_t live)
{
    std::vector<uint32_t> all(live);
    for (uint32_t &victim : all)
        victim = below(live);
    return all;
}

/* --- kernels: each does `live` pairs ---------------------------------------------------------- */

template <bool touch> static inline void use(void *chunk, uint64_t value)
{
    if (touch)
        *(volatile uint64_t *)chunk = value;
    else
        __asm__ volatile("" : : "r"(chunk));
}

template <class A, bool touch> static void takeAll(A &a, void **chunks, uint32_t live)
{
    for (uint32_t i = 0; i < live; i++) {
        chunks[i] = a.take();
        use<touch>(chunks[i], i);
    }
}

template <class A> static void giveBackward(A &a, void **chunks, uint32_t live)
{
    while (live-- > 0)
        a.give(chunks[live]);
}

template <class A> static void giveForward(A &a, void **chunks, uint32_t live)
{
    for (uint32_t i = 0; i < live; i++)
        a.give(chunks[i]);
}

/* The oldest goes for each that comes. */
template <class A, bool touch> static void queue(A &a, void **chunks, uint32_t live)
{
    for (uint32_t i = 0; i < live; i++) {
        void *chunk = a.take();
        use<touch>(chunk, i);
        a.give(chunks[i]);
        chunks[i] = chunk;
    }
}

/* Any goes, and one comes in its place. */
template <class A, bool touch>
static void churn(A &a, void **chunks, uint32_t live, const uint32_t *victim)
{
    for (uint32_t i = 0; i < live; i++) {
        a.give(chunks[victim[i]]);
        chunks[victim[i]] = a.take();
        use<touch>(chunks[victim[i]], i);
    }
}

/* Kept from being inlined, so that the pool is one that is pointed to, as in most programs. */
template <class A, bool touch>
__attribute__((noinline)) static void round(A &a, const work &w, void **chunks,
                                            const uint32_t *victim)
{
    switch (w.what) {
    case LIFO:
        takeAll<A, touch>(a, chunks, w.live);
        giveBackward(a, chunks, w.live);
        break;
    case QUEUE:
        queue<A, touch>(a, chunks, w.live);
        break;
    case CHURN:
        churn<A, touch>(a, chunks, w.live, victim);
        break;
    case SHUFFLED: /* they were shuffled once: what is freed in that order comes in its reverse */
        giveForward(a, chunks, w.live);
        takeAll<A, touch>(a, chunks, w.live);
        break;
    case BUMP:
        takeAll<A, touch>(a, chunks, w.live);
        a.reset(chunks, w.live);
        break;
    default: /* COLD */
        if (!a.begin(w.chunkSize, w.live))
            _exit(1);
        takeAll<A, touch>(a, chunks, w.live);
        if (A::gives && std::is_base_of<General, A>::value)
            a.reset(chunks, w.live);
        a.end();
    }
}

/* Nanoseconds a pair, or less than 0 where this allocator is not here, or has no such order. */
template <class A, bool touch> static double measure(const work &w)
{
    static A a;
    if ((!A::gives && w.what < BUMP) || (w.what != COLD && !a.begin(w.chunkSize, w.live + 1)))
        return -1;
    std::vector<void *> chunks(w.live);
    std::vector<uint32_t> victim = victims(w.live);
    uint32_t rounds = w.live < 1000000 ? 1000000 / w.live : 1;
    if (w.what == COLD) { /* nothing was touched yet, in this process */
        rounds = w.live > 1000 ? 1 : 20;
    } else { /* all chunks were touched, and the first round is not counted */
        if (A::gives)
            takeAll<A, true>(a, chunks.data(), w.live);
        if (w.what == SHUFFLED)
            for (uint32_t i = w.live - 1; i > 0; i--)
                std::swap(chunks[i], chunks[below(i + 1)]);
        if (A::gives && (w.what == LIFO || w.what == BUMP))
            giveBackward(a, chunks.data(), w.live);
        round<A, touch>(a, w, chunks.data(), victim.data());
    }
    const double begin = now();
    for (uint32_t i = 0; i < rounds; i++)
        round<A, touch>(a, w, chunks.data(), victim.data());
    return (now() - begin) / rounds / w.live;
}

/* --- rows ------------------------------------------------------------------------------------- */

struct row {
    const char *name;
    double (*measure[2])(const work &);
    bool isOurs;
};

template <class A> static row rowOf(bool isOurs)
{
    return {A::name, {measure<A, false>, measure<A, true>}, isOurs};
}

static const row rows[] = {
    rowOf<Called>(true),        rowOf<Ours>(true),       rowOf<Pointer>(true),
    rowOf<Pages>(true),         rowOf<Index>(true),      rowOf<IndexPages>(true),
#ifdef HAS_BOOST
    rowOf<BoostStorage>(false), rowOf<BoostPool>(false),
#endif
    rowOf<Pmr>(false),          rowOf<Apr>(false),       rowOf<Glibc>(false),
    rowOf<Mimalloc>(false),     rowOf<Jemalloc>(false),  rowOf<Tcmalloc>(false),
    rowOf<Limit>(true),         rowOf<Fresh>(true),
};
constexpr size_t rowCount = sizeof rows / sizeof rows[0];
enum { CALLED, OURS, POINTER, PAGES, INDEX };

/* One run, in a process of its own. */
static double run(const row &row, const work &w)
{
    int ends[2];
    double result = -1;
    if (pipe(ends) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0) {
        result = row.measure[w.touch](w);
        _exit(write(ends[1], &result, sizeof result) != sizeof result);
    }
    close(ends[1]);
    if (read(ends[0], &result, sizeof result) != sizeof result)
        result = -1;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return result;
}

/* --- tables ----------------------------------------------------------------------------------- */

struct cell {
    work w;
    double ns[rowCount]; /* medians; less than 0 where there is none */
    double least[rowCount], greatest[rowCount];
};

/* What is asked for, of which nothing said means all. */
struct part {
    std::vector<uint32_t> sizes, lives;
    std::vector<std::string> orders, rows;
    int runs;
    bool spread;
};

static bool isIn(const std::vector<std::string> &names, const char *name)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/* How long the program may wait for calm, and make runs again; and how many it made without. */
static double patience = 60e9;
static int disturbed = 0;

static double wallClock()
{
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* A run before and after which it is calm. */
static double calmRun(const row &row, const work &w)
{
    for (;;) {
        const double begin = wallClock();
        const bool wasCalm = isCalm();
        const double ns = wasCalm || patience <= 0 ? run(row, w) : 0;
        if (wasCalm && (ns < 0 || isCalm()))
            return ns;
        if (patience <= 0) {
            disturbed++;
            return ns;
        }
        usleep(1000);
        patience -= wallClock() - begin;
    }
}

static cell measureCell(const work &w, const part &p)
{
    cell c = {w, {}, {}, {}};
    std::vector<double> all[rowCount];
    for (int i = 0; i < p.runs; i++)
        for (size_t r = 0; r < rowCount; r++)
            all[r].push_back(r == CALLED || isIn(p.rows, rows[r].name) ? calmRun(rows[r], w) : -1);
    for (size_t r = 0; r < rowCount; r++) {
        std::sort(all[r].begin(), all[r].end());
        c.ns[r] = all[r][all[r].size() / 2];
        c.least[r] = all[r].front();
        c.greatest[r] = all[r].back();
    }
    return c;
}

/* A speed, as a multiple of our pool's where it is called; its own in ns. */
static void printFigure(const cell &c, size_t r, bool spread)
{
    const double called = c.ns[CALLED];
    if (c.ns[r] < 0)
        printf(" |");
    else if (r == CALLED && spread)
        printf(" %.1f ns, %.1f to %.1f |", called, c.least[r], c.greatest[r]);
    else if (r == CALLED)
        printf(" %.1f ns |", called);
    else if (spread)
        printf(" %.2f, %.2f to %.2f |", called / c.ns[r], called / c.greatest[r],
               called / c.least[r]);
    else
        printf(" %.2f |", called / c.ns[r]);
}

static void printTable(const std::vector<cell> &cells, const part &p)
{
    const work &w = cells[0].w;
    printf("\n%u bytes, %u live, chunks %s:\n\n| |", w.chunkSize, w.live,
           w.touch ? "written to" : "not touched");
    for (const cell &c : cells)
        printf(" %s |", orderNames[c.w.what]);
    printf("\n|---|");
    for (size_t i = 0; i < cells.size(); i++)
        printf("--:|");
    printf("\n");
    for (size_t r = 0; r < rowCount; r++) {
        if (r != CALLED && !isIn(p.rows, rows[r].name))
            continue;
        printf("| %s |", rows[r].name);
        for (const cell &c : cells)
            printFigure(c, r, p.spread);
        printf("\n");
    }
    fflush(stdout);
}

/* Of one order, over all cells: how fast row `r` is against row `than`. */
static void printSpan(const std::vector<cell> &cells, order what, size_t r, size_t than)
{
    std::vector<double> ratios;
    for (const cell &c : cells)
        if (c.w.what == what)
            ratios.push_back(c.ns[than] / c.ns[r]);
    std::sort(ratios.begin(), ratios.end());
    printf(" %.2f %.2f %.2f |", ratios.front(), ratios[ratios.size() / 2], ratios.back());
}

/* In how many cells of an order none of the others, the limit left out, is faster than row `r`. */
static void printFirsts(const std::vector<cell> &cells, order what, size_t r)
{
    int first = 0, all = 0;
    for (const cell &c : cells) {
        if (c.w.what != what)
            continue;
        bool isFirst = true;
        for (size_t other = 0; other < rowCount; other++)
            isFirst = isFirst && (rows[other].isOurs || c.ns[other] < 0 || c.ns[other] >= c.ns[r]);
        first += isFirst;
        all++;
    }
    printf(" %d of %d |", first, all);
}

static void printSummary(const std::vector<cell> &cells)
{
    printf("\nover all sizes and numbers of live chunks: least, median, greatest\n\n| |");
    for (const char *name : orderNames)
        printf(" %s |", name);
    printf("\n|---|--:|--:|--:|--:|--:|--:|\n");
    static const struct {
        const char *name;
        size_t row, than;
    } spans[] = {{"ours, to ours called", OURS, CALLED},
                 {"huge pages, to ours", PAGES, OURS},
                 {"index pool, to ours called", INDEX, CALLED},
                 {"index pool, to ours", INDEX, OURS}};
    for (const auto &span : spans) {
        printf("| %s |", span.name);
        for (int o = 0; o < ORDERS; o++)
            printSpan(cells, (order)o, span.row, span.than);
        printf("\n");
    }
    static const size_t firsts[] = {OURS, INDEX};
    for (const size_t r : firsts) {
        printf("| %s before all others |", rows[r].name);
        for (int o = 0; o < ORDERS; o++)
            printFirsts(cells, (order)o, r);
        printf("\n");
    }
}

/* --- the program ------------------------------------------------------------------------------ */

static void sayWhatIsMissing()
{
#ifndef HAS_BOOST
    printf("left out: Boost (libboost-dev was not there when this was compiled)\n");
#endif
    static const char *const packages[][2] = {{"APR", "libapr1-dev"},
                                              {"mimalloc", "libmimalloc-dev"},
                                              {"jemalloc", "libjemalloc-dev"},
                                              {"tcmalloc", "libgoogle-perftools-dev"}};
    for (const auto &package : packages)
        for (const row &row : rows)
            if (strcmp(row.name, package[0]) == 0 && run(row, {64, 10, BUMP, false}) < 0)
                printf("left out: %s (%s)\n", package[0], package[1]);
    char text[128] = "";
    FILE *file = fopen("/sys/kernel/mm/transparent_hugepage/enabled", "r");
    if (file == nullptr || fgets(text, sizeof text, file) == nullptr || strstr(text, "[never]"))
        printf("huge pages are switched off: that row shows small ones\n");
    if (file != nullptr)
        fclose(file);
}

/*
 * The libraries are loaded once, before any process branches off. Some want more of the memory for
 * their threads' variables than the loader keeps for libraries that come late, unless it is told to.
 */
static void loadLibraries(char **argv)
{
    static const char tunable[] = "glibc.rtld.optional_static_tls=65536";
    if (getenv("GLIBC_TUNABLES") == nullptr) {
        setenv("GLIBC_TUNABLES", tunable, 1);
        execv("/proc/self/exe", argv); /* comes back only where it can't */
    }
    for (const row &row : rows)
        for (int touch = 0; touch < 2; touch++)
            row.measure[touch]({64, 10, BUMP, touch != 0});
}

/* The part that the options name; exits with a message where they are none. */
static part readOptions(int argc, char **argv)
{
    part p = {{}, {}, {}, {}, 5, false};
    for (int i = 1; i < argc; i++) {
        const std::string option = argv[i];
        if (option == "--quick") {
            p.sizes = {64};
            p.runs = 1;
        } else if (option == "--spread") {
            p.spread = true;
        } else if (option == "--size" && i + 1 < argc) {
            p.sizes.push_back((uint32_t)atoi(argv[++i]));
        } else if (option == "--live" && i + 1 < argc) {
            p.lives.push_back((uint32_t)atoi(argv[++i]));
        } else if (option == "--order" && i + 1 < argc) {
            p.orders.push_back(argv[++i]);
        } else if (option == "--row" && i + 1 < argc) {
            p.rows.push_back(argv[++i]);
        } else if (option == "--runs" && i + 1 < argc) {
            p.runs = atoi(argv[++i]);
        } else {
            fprintf(stderr, "usage: pool [--quick] [--size BYTES] [--live CHUNKS] [--order NAME]\n"
                            "            [--row NAME] [--runs N] [--spread]\n");
            exit(2);
        }
    }
    if (p.sizes.empty())
        p.sizes = {16, 32, 64, 256};
    if (p.lives.empty())
        p.lives = {100, 10000, 1000000};
    return p;
}

int main(int argc, char **argv)
{
    loadLibraries(argv);
    const part p = readOptions(argc, argv);
    for (int i = 0; i < 200; i++, usleep(5000))
        isCalm(); /* learns in a second how fast it can be */
    printf("Pairs of alloc and free: how many times as fast as our pool where it is called\n");
    sayWhatIsMissing();
    std::vector<cell> all;
    for (const uint32_t size : p.sizes)
        for (const uint32_t live : p.lives)
            for (const bool touch : {false, true}) {
                std::vector<cell> cells;
                for (int o = 0; o < ORDERS; o++)
                    if (isIn(p.orders, orderNames[o]))
                        cells.push_back(measureCell({size, live, (order)o, touch}, p));
                printTable(cells, p);
                all.insert(all.end(), cells.begin(), cells.end());
            }
    if (p.orders.empty() && p.rows.empty())
        printSummary(all);
    if (disturbed > 0)
        printf("\n%d runs were made while something else took from the processor\n", disturbed);
    return 0;
}
