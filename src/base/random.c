#include "base/random.h"

uint64_t randomNext(struct random *r)
{
    uint64_t mixed = r->state += 0x9e3779b97f4a7c15u; /* 2^64 / the golden ratio, made odd */
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
    return mixed ^ mixed >> 31;
}

uint64_t randomBelow(struct random *r, uint64_t bound)
{
    /* of 2^64 numbers the lowest are passed over, so that `bound` goes into the rest evenly */
    const uint64_t surplus = (0 - bound) % bound;
    uint64_t number;
    do
        number = randomNext(r);
    while (number < surplus);
    return number % bound;
}

bool randomChance(struct random *r, unsigned percent)
{
    return randomBelow(r, 100) < percent;
}
