#include "cli/rows.h"

#include <stdlib.h>

/* Rows, where no number is given. */
#define ROWS_USUAL 11
#define ROWS_MAX   100000

void rowsAround(uint64_t centre, uint64_t all, const struct command *command, uint64_t *first,
                uint64_t *count)
{
    const uint64_t wanted = command->hasSize ? command->size : ROWS_USUAL;
    *count = wanted < ROWS_MAX ? wanted : ROWS_MAX;
    *count = *count < all ? *count : all;
    *first = centre > *count / 2 ? centre - *count / 2 : 0;
    *first = *first < all - *count ? *first : all - *count;
}

bool rowsInit(struct rows *rows, uint64_t count)
{
    *rows = (struct rows){.rows = calloc((size_t)count + 1, sizeof *rows->rows)};
    bufferInit(&rows->text);
    return rows->rows != NULL;
}

void rowsAdd(struct rows *rows, uint64_t number, struct span text, const char *note, bool isCurrent)
{
    bufferAppendSpan(&rows->text, text);
    rows->rows[rows->count++] =
        (struct listingRow){.number = number,
                            .text = {NULL, text.bytes},
                            .note = note != NULL ? spanOf(note) : (struct span){NULL, 0},
                            .isCurrent = isCurrent};
}

void rowsPaint(struct run *r, struct rows *rows, struct listing listing)
{
    const char *at = rows->text.text;
    for (size_t i = 0; i < rows->count && !rows->text.failed; i++) {
        rows->rows[i].text.text = at;
        at += rows->rows[i].text.bytes;
    }
    listing.rows = rows->rows;
    listing.rowCount = rows->text.failed ? 0 : rows->count;
    listing.step = r->session.stepCount;
    r->options->painter->listing(&listing, &r->style, &r->output->text);
    outputDependsOn(r->output, &rows->text);
    bufferRelease(&rows->text);
    free(rows->rows);
}
