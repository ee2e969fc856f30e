/*
 * soon.h - memory that will be needed soon: it is fetched meanwhile. Whoever goes over many small
 * things that lie anywhere asks for some of them ahead.
 */
#ifndef BASE_SOON_H
#define BASE_SOON_H

static inline void soonNeeded(const void *address)
{
    __builtin_prefetch(address, 1);
    /* gcc 12 drops a loop of nothing but fetches; it must not take this for one */
    __asm__ volatile("" : : "r"(address));
}

#endif
