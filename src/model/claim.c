/*
 * claim.c - what follows from what an address is (enum claim): for a free of it, for a link to it.
 */
#include "model/model.h"

enum outcome claimOutcome(enum claim claim)
{
    static const enum outcome outcomes[] = {
        [CLAIM_FOREIGN] = OUTCOME_FOREIGN_FREE,
        [CLAIM_MISALIGNED] = OUTCOME_MISALIGNED_FREE,
        [CLAIM_FRESH] = OUTCOME_FRESH_FREE,
        [CLAIM_FREED] = OUTCOME_DOUBLE_FREE,
        [CLAIM_LIVE] = OUTCOME_OK,
    };
    return outcomes[claim];
}

enum chainEnd claimChainEnd(enum claim claim)
{
    static const enum chainEnd ends[] = {
        [CLAIM_FOREIGN] = CHAIN_FOREIGN, [CLAIM_MISALIGNED] = CHAIN_MISALIGNED,
        [CLAIM_FRESH] = CHAIN_FRESH,     [CLAIM_FREED] = CHAIN_NULL,
        [CLAIM_LIVE] = CHAIN_LIVE,
    };
    return ends[claim];
}
