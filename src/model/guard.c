#include "model/guard.h"

#include <string.h>

/* What a zone holds behind a live chunk, and behind a freed one. */
#define ZONE_LIVE_BYTE  0xcc
#define ZONE_FREED_BYTE 0xbb

/* A link takes the first bytes of a freed chunk. */
#define LINK_BYTES sizeof(void *)

static bool isFull(const uint8_t *bytes, size_t count, uint8_t byte)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] != byte)
            return false;
    return true;
}

static bool has(const struct guard *guard, unsigned kind)
{
    return (guard->kinds & kind) != 0;
}

void guardOnAlloc(const struct guard *guard, uint8_t *chunk)
{
    if (has(guard, GUARD_POISON))
        memset(chunk, GUARD_LIVE_BYTE, guard->roomBytes);
    if (has(guard, GUARD_REDZONE))
        memset(chunk + guard->roomBytes, ZONE_LIVE_BYTE, GUARD_ZONE_BYTES);
}

void guardOnFree(const struct guard *guard, uint8_t *chunk)
{
    if (has(guard, GUARD_POISON))
        memset(chunk + LINK_BYTES, GUARD_FREED_BYTE, guard->roomBytes - LINK_BYTES);
    if (has(guard, GUARD_REDZONE))
        memset(chunk + guard->roomBytes, ZONE_FREED_BYTE, GUARD_ZONE_BYTES);
}

enum guardFinding guardCheckLive(const struct guard *guard, const uint8_t *chunk, const char **name)
{
    const uint8_t *zone = chunk + guard->roomBytes;
    *name = "redzone";
    if (has(guard, GUARD_REDZONE) && isFull(zone, GUARD_ZONE_BYTES, ZONE_FREED_BYTE))
        return FOUND_FREED;
    if (has(guard, GUARD_REDZONE) && !isFull(zone, GUARD_ZONE_BYTES, ZONE_LIVE_BYTE))
        return FOUND_OVERRUN;
    *name = "poison";
    if (has(guard, GUARD_POISON) && guard->roomBytes > LINK_BYTES &&
        isFull(chunk + LINK_BYTES, guard->roomBytes - LINK_BYTES, GUARD_FREED_BYTE))
        return FOUND_FREED;
    *name = NULL;
    return FOUND_NOTHING;
}

enum guardFinding guardCheckFreed(const struct guard *guard, const uint8_t *chunk,
                                  const char **name)
{
    *name = "redzone";
    if (has(guard, GUARD_REDZONE) &&
        !isFull(chunk + guard->roomBytes, GUARD_ZONE_BYTES, ZONE_FREED_BYTE))
        return FOUND_OVERRUN;
    *name = "poison";
    if (has(guard, GUARD_POISON) &&
        !isFull(chunk + LINK_BYTES, guard->roomBytes - LINK_BYTES, GUARD_FREED_BYTE))
        return FOUND_WRITTEN;
    *name = NULL;
    return FOUND_NOTHING;
}
