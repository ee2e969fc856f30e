#include "view/asked.h"

const char *verdictName(enum verdict verdict)
{
    static const char *const names[] = {
        [VERDICT_RIGHT] = "right", [VERDICT_WRONG] = "wrong", [VERDICT_SKIPPED] = "skipped"};
    return names[verdict];
}
