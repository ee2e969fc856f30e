/*
 * name.h - the name of a handle, with what is computed of it once: its first bytes as numbers, to
 * be compared and copied by, and its hash. Who reads many lines at once makes them (lang/plain.c);
 * engine/names.h and those on it find by them.
 */
#ifndef BASE_NAME_H
#define BASE_NAME_H

#include <stdint.h>

#include "base/eight.h"
#include "base/span.h"

struct name {
    struct span text;  /* whose bytes are somebody else's */
    uint64_t words[2]; /* its first 16 bytes, behind its end zeros (eight.h) */
    uint64_t hash;
};

static inline uint64_t nameMix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
    return hash ^ hash >> 32;
}

/* The hash, of a name whose text and words are there. */
static inline uint64_t nameHashed(const struct name *name)
{
    uint64_t hash = nameMix(name->text.bytes, name->words[0]);
    if (name->text.bytes > 8)
        hash = nameMix(hash, name->words[1]);
    for (size_t at = 16; at < name->text.bytes; at += 8)
        hash = nameMix(hash, eightRead(name->text.text + at, name->text.bytes - at));
    return hash;
}

static inline struct name nameOf(struct span text)
{
    struct name name = {.text = text};
    name.words[0] = eightRead(text.text, text.bytes);
    if (text.bytes > 8)
        name.words[1] = eightRead(text.text + 8, text.bytes - 8);
    name.hash = nameHashed(&name);
    return name;
}

#endif
