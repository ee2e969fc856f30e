/*
 * poolwild.c - a pool after misuse that went through: what is on its list is read anew from its
 * real links, and the owners of each chunk are counted.
 */
#include "model/poolmodel.h"

#include <string.h>

#include "base/checked.h"

bool poolModelReserveHolders(struct poolModel *m, uint64_t slots)
{
    uint32_t *holders =
        checkedGrowFilled(m->holders, &m->holderCapacity, slots, sizeof *holders, 0);
    if (holders != NULL)
        m->holders = holders;
    return holders != NULL;
}

void poolModelReadChain(struct poolModel *m)
{
    const struct poolwalk walk = poolModelWalk(m);
    const struct chain chain = poolwalkChain(&walk);
    uint64_t at = poolwalkHead(&m->p);
    m->freed.count = (uint32_t)chain.length;
    for (uint32_t left = m->freed.count; left > 0; left--) {
        struct place place;
        (void)poolwalkLocate(&walk, at, &place);
        const uint32_t slot = (uint32_t)poolwalkSlot(&m->p, &place);
        m->freed.indexOf[slot] = left - 1;
        m->freed.stack[left - 1] = slot;
        at = poolwalkLink(&walk, at);
    }
}

bool poolModelGoWild(struct poolModel *m)
{
    const uint64_t bumped = poolwalkBumped(&m->p);
    if (m->wild)
        return true;
    if (!poolModelReserveHolders(m, bumped + 1))
        return false;
    for (uint32_t slot = 0; slot < bumped; slot++)
        m->holders[slot] = !freesetHas(&m->freed, slot);
    m->wild = true;
    poolModelReadChain(m);
    return true;
}

void poolModelGrowTame(struct poolModel *m)
{
    if (m->wild)
        memset(m->holders, 0, m->holderCapacity * sizeof *m->holders);
    m->wild = false;
    m->freed.count = 0;
    m->era++;
    m->busy = 0;
}

enum outcome poolModelCheckWildHead(const struct poolModel *m)
{
    const struct poolwalk walk = poolModelWalk(m);
    const uint64_t head = poolwalkHead(&m->p);
    struct place place;
    if (!m->unchecked)
        return poolwalkChain(&walk).end == CHAIN_NULL ? OUTCOME_OK : OUTCOME_CORRUPT_LIST;
    if (head == 0)
        return OUTCOME_OK;
    const enum claim claim = poolwalkClassify(&walk, head, &place);
    return claim == CLAIM_FOREIGN || claim == CLAIM_MISALIGNED ? OUTCOME_CORRUPT_LIST : OUTCOME_OK;
}
