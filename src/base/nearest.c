#include "base/nearest.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t nearestDistance(struct span a, struct span b)
{
    if (a.bytes > NEAREST_WORD_BYTES_MAX || b.bytes > NEAREST_WORD_BYTES_MAX)
        return NEAREST_WORD_BYTES_MAX + 1;
    /* row[i][j]: the distance between the first i letters of a and the first j of b */
    size_t row[NEAREST_WORD_BYTES_MAX + 1][NEAREST_WORD_BYTES_MAX + 1];
    for (size_t i = 0; i <= a.bytes; i++)
        row[i][0] = i;
    for (size_t j = 0; j <= b.bytes; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.bytes; i++)
        for (size_t j = 1; j <= b.bytes; j++) {
            size_t changed = row[i - 1][j - 1] + (a.text[i - 1] != b.text[j - 1]);
            row[i][j] = least(changed, least(row[i - 1][j], row[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] && a.text[i - 2] == b.text[j - 1])
                row[i][j] = least(row[i][j], row[i - 2][j - 2] + 1);
        }
    return row[a.bytes][b.bytes];
}

void nearestOffer(struct span word, const char *candidate, const char **best, size_t *distance)
{
    const size_t offered = nearestDistance(word, spanOf(candidate));
    const bool beginsAlike = offered < 2 || word.bytes > 5 || word.text[0] == candidate[0];
    if (offered < *distance && beginsAlike) {
        *distance = offered;
        *best = candidate;
    }
}

size_t nearestLimit(struct span word)
{
    return word.bytes < 4 ? 1 : word.bytes < 8 ? 2 : 3;
}
