/*
 * jsonltables.h - what else than steps is an object of JSON Lines: tables, listings, the questions
 * of a quiz. Members of jsonlPainter (jsonl.c); the contracts are those of render.h.
 */
#ifndef RENDER_JSONLTABLES_H
#define RENDER_JSONLTABLES_H

#include "render/render.h"

void jsonlReport(const struct report *report, const struct style *style, struct buffer *out);
void jsonlTable(const struct table *table, const struct style *style, struct buffer *out);
void jsonlListing(const struct listing *listing, const struct style *style, struct buffer *out);
void jsonlQuestion(const struct asked *asked, const struct style *style, struct buffer *out);
void jsonlHint(struct span hint, const struct style *style, struct buffer *out);
void jsonlAnswer(const struct asked *asked, const struct style *style, struct buffer *out);

#endif
