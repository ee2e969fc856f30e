/*
 * pool.cc - what a pair of alloc and free costs: the pools of this project, others, and general
 * allocators (allocators.h), over sizes, numbers of live chunks and orders. Each figure is the median of
 * some runs; the runs of all allocators take turns, each in a process of its own, which begins with the
 * same heap. Processor time, so that what else the machine does counts less.
 *
 * usage: pool [--quick] [--size BYTES] [--runs N]
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
    uint32_t rounds = w.live > 100000 ? 1 : 100000 / w.live;
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
    rowOf<Limit>(true),
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
    double ns[rowCount]; /* medians */
};

static cell measureCell(const work &w, int runs)
{
    cell c = {w, {}};
    std::vector<double> all[rowCount];
    for (int i = 0; i < runs; i++)
        for (size_t r = 0; r < rowCount; r++)
            all[r].push_back(run(rows[r], w));
    for (size_t r = 0; r < rowCount; r++) {
        std::sort(all[r].begin(), all[r].end());
        c.ns[r] = all[r][all[r].size() / 2];
    }
    return c;
}

/* The speeds of a row of cells, as multiples of our pool's where it is called; its own in ns. */
static void printTable(const cell *cells)
{
    const work &w = cells[0].w;
    printf("\n%u bytes, %u live, chunks %s\n\n| |", w.chunkSize, w.live,
           w.touch ? "written to" : "not touched");
    for (const char *name : orderNames)
        printf(" %s |", name);
    printf("\n|---|%s\n", "--:|--:|--:|--:|--:|--:|");
    for (size_t r = 0; r < rowCount; r++) {
        printf("| %s |", rows[r].name);
        for (int o = 0; o < ORDERS; o++) {
            if (cells[o].ns[r] < 0)
                printf(" |");
            else if (r == CALLED)
                printf(" %.1f ns |", cells[o].ns[r]);
            else
                printf(" %.2f |", cells[o].ns[CALLED] / cells[o].ns[r]);
        }
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

int main(int argc, char **argv)
{
    loadLibraries(argv);
    std::vector<uint32_t> sizes = {16, 32, 64, 256};
    std::vector<uint32_t> lives = {100, 10000, 1000000};
    int runs = 3;
    for (int i = 1; i < argc; i++) {
        const std::string option = argv[i];
        if (option == "--quick") {
            sizes = {64};
            runs = 1;
        } else if (option == "--size" && i + 1 < argc) {
            sizes = {(uint32_t)atoi(argv[++i])};
        } else if (option == "--runs" && i + 1 < argc) {
            runs = atoi(argv[++i]);
        } else {
            fprintf(stderr, "usage: pool [--quick] [--size BYTES] [--runs N]\n");
            return 2;
        }
    }
    printf("Pairs of alloc and free: how many times as fast as our pool where it is called\n");
    sayWhatIsMissing();
    std::vector<cell> all;
    for (const uint32_t size : sizes)
        for (const uint32_t live : lives)
            for (int touch = 0; touch < 2; touch++) {
                cell cells[ORDERS];
                for (int o = 0; o < ORDERS; o++) {
                    cells[o] = measureCell({size, live, (order)o, touch != 0},
                                           live > 100000 ? (runs + 1) / 2 : runs);
                    all.push_back(cells[o]);
                }
                printTable(cells);
            }
    printSummary(all);
    return 0;
}
