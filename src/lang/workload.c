#include "lang/workload.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "lang/word.h"

/* Steps of one tooth, and the most of a burst. */
#define TOOTH_STEPS 20
#define BURST_STEPS 8

/* --- reading ---------------------------------------------------------------------------------- */

static const char *const words[] = {
    "seed=",         "alloc=",       "pattern=",         "pattern=random", "pattern=stack",
    "pattern=queue", "pattern=ramp", "pattern=sawtooth", "pattern=burst",  "size="};
#define WORDS         (sizeof words / sizeof *words)
#define FIRST_PATTERN 3

size_t workloadWordCount(void)
{
    return WORDS;
}

const char *workloadWord(size_t index)
{
    return words[index];
}

static const char *readSeed(struct span value, struct workloadPlan *plan)
{
    return numberRead(value, &plan->seed) == NUMBER_OK ? NULL : "not a number";
}

static const char *readPercent(struct span value, struct workloadPlan *plan)
{
    uint64_t percent;
    if (numberRead(value, &percent) != NUMBER_OK || percent > 100)
        return "not a number from 0 to 100";
    plan->allocPercent = (unsigned)percent;
    return NULL;
}

static const char *readPattern(struct span value, struct workloadPlan *plan)
{
    const size_t nameAt = strlen("pattern=");
    for (size_t i = 0; i < PATTERN_COUNT; i++)
        if (spanIs(value, words[FIRST_PATTERN + i] + nameAt)) {
            plan->pattern = (enum workloadPattern)i;
            return NULL;
        }
    return "none of random, stack, queue, ramp, sawtooth, burst";
}

/* BYTES, or LEAST..MOST. */
static const char *readSizes(struct span value, struct workloadPlan *plan)
{
    const char *dots = memmem(value.text, value.bytes, "..", 2);
    const struct span least = {value.text,
                               dots != NULL ? (size_t)(dots - value.text) : value.bytes};
    const struct span most =
        dots == NULL ? least : (struct span){dots + 2, value.bytes - least.bytes - 2};
    plan->hasSizes = true;
    if (numberRead(least, &plan->leastBytes) != NUMBER_OK ||
        numberRead(most, &plan->mostBytes) != NUMBER_OK)
        return "neither BYTES nor LEAST..MOST";
    return plan->leastBytes <= plan->mostBytes ? NULL : "a range that ends before it begins";
}

/* One NAME=VALUE. */
static const char *readParameter(struct span word, struct workloadPlan *plan, struct span *at)
{
    static const struct {
        const char *name;
        const char *(*read)(struct span value, struct workloadPlan *plan);
    } parameters[] = {{"seed=", readSeed},
                      {"alloc=", readPercent},
                      {"pattern=", readPattern},
                      {"size=", readSizes}};
    *at = word;
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        const struct span name = spanOf(parameters[i].name);
        if (!spanStartsWith(word, name))
            continue;
        at->text += name.bytes;
        at->bytes -= name.bytes;
        return parameters[i].read(*at, plan);
    }
    return "none of seed=, alloc=, pattern=, size=";
}

const char *workloadRead(struct span text, struct workloadPlan *plan, struct span *at)
{
    *plan = (struct workloadPlan){.seed = 1, .allocPercent = 60};
    *at = wordNext(&text);
    if (at->bytes == 0)
        return "a number of steps is missing";
    if (numberRead(*at, &plan->stepCount) != NUMBER_OK || plan->stepCount == 0)
        return "not a number of steps";
    const char *problem = NULL;
    for (struct span word; problem == NULL && (word = wordNext(&text)).bytes > 0;)
        problem = readParameter(word, plan, at);
    return problem;
}

/* --- steps ------------------------------------------------------------------------------------ */

void workloadInit(struct workload *w, const struct workloadPlan *plan)
{
    *w = (struct workload){
        .plan = *plan, .choices = randomOf(plan->seed), .sizes = randomOf(~plan->seed)};
}

void workloadRelease(struct workload *w)
{
    free(w->live);
    w->live = NULL;
}

/* So many percent of `count`, rounded down. */
static uint64_t shareOf(uint64_t count, unsigned percent)
{
    return count / 100 * percent + count % 100 * percent / 100;
}

static bool burstAllocs(struct workload *w)
{
    if (w->runLeft == 0) {
        w->runLeft = 1 + randomBelow(&w->choices, BURST_STEPS);
        w->runAllocs = randomChance(&w->choices, w->plan.allocPercent);
    }
    w->runLeft--;
    return w->runAllocs;
}

/* Is the next step an alloc? */
static bool allocs(struct workload *w)
{
    const unsigned percent = w->plan.allocPercent;
    if (w->first == w->end) {
        w->runLeft = 0;
        return true;
    }
    switch (w->plan.pattern) {
    case PATTERN_RAMP:
        return w->done < shareOf(w->plan.stepCount, percent);
    case PATTERN_SAWTOOTH:
        return w->done % TOOTH_STEPS < shareOf(TOOTH_STEPS, percent);
    case PATTERN_BURST:
        return burstAllocs(w);
    default:
        return randomChance(&w->choices, percent);
    }
}

/* Takes one out of those that are live. */
static uint64_t victim(struct workload *w)
{
    if (w->plan.pattern == PATTERN_STACK)
        return w->live[--w->end];
    if (w->plan.pattern == PATTERN_QUEUE)
        return w->live[w->first++];
    const size_t at = (size_t)randomBelow(&w->choices, w->end);
    const uint64_t number = w->live[at];
    w->live[at] = w->live[--w->end];
    return number;
}

/* What an alloc asks for. */
static uint64_t drawBytes(struct workload *w)
{
    const uint64_t range = w->plan.mostBytes - w->plan.leastBytes;
    if (range == UINT64_MAX)
        return randomNext(&w->sizes);
    return w->plan.leastBytes + randomBelow(&w->sizes, range + 1);
}

bool workloadNext(struct workload *w, struct request *request)
{
    if (w->done == w->plan.stepCount)
        return false;
    *request = (struct request){.isAlloc = allocs(w)};
    w->done++;
    if (!request->isAlloc)
        request->number = victim(w);
    else if (w->plan.hasSizes)
        request->bytes = drawBytes(w);
    return true;
}

/* Room for one more: where those at the front are gone, there. */
static bool reserve(struct workload *w)
{
    if (w->first > w->end / 2) {
        memmove(w->live, w->live + w->first, (w->end - w->first) * sizeof *w->live);
        w->end -= w->first;
        w->first = 0;
    }
    uint64_t *live = checkedGrow(w->live, &w->capacity, (uint64_t)w->end + 1, sizeof *live);
    if (live != NULL)
        w->live = live;
    return live != NULL;
}

bool workloadTook(struct workload *w, uint64_t number)
{
    if (!reserve(w))
        return false;
    w->live[w->end++] = number;
    return true;
}
