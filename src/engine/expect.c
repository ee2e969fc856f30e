#include "engine/expect.h"

#include "base/nearest.h"
#include "lang/expect.h"
#include "lang/word.h"

static void appendPlaceOrNull(struct buffer *out, const struct place *place)
{
    if (!place->known) {
        bufferAppendText(out, "NULL");
        return;
    }
    placeAppend(place, out);
}

/* Where a chunk is said to be; known false for NULL. False where the words name no chunk at all. */
static bool resolve(const struct session *s, struct span word, struct place *place)
{
    uint64_t block, chunk, address;
    *place = (struct place){.known = false};
    if (spanIs(word, "NULL"))
        return true;
    if (wordIsPlace(word, &block, &chunk)) {
        *place = (struct place){.known = true, .block = (uint32_t)block, .chunk = (uint32_t)chunk};
        return true;
    }
    if (numberRead(word, &address) == NUMBER_OK) {
        struct grant grant = {0};
        const enum claim claim = s->model->kind->classify(s->model, address, &grant);
        *place = grant.place;
        return claim != CLAIM_FOREIGN && claim != CLAIM_MISALIGNED;
    }
    return sessionPlaceOf(s, word, place);
}

static bool isPlace(struct span word)
{
    return wordIsPlace(word, &(uint64_t){0}, &(uint64_t){0});
}

static bool isSamePlace(const struct place *a, const struct place *b)
{
    return a->known == b->known && (!a->known || (a->block == b->block && a->chunk == b->chunk));
}

/* Does `word` name the chunk at `is`? Where not, says what `what` is. */
static bool chunkHolds(const struct session *s, const char *what, struct span word,
                       const struct place *is, struct buffer *why)
{
    struct place expected;
    const bool named = resolve(s, word, &expected);
    if (named && isSamePlace(&expected, is))
        return true;
    bufferAppendText(why, "expected ");
    bufferAppendText(why, what);
    bufferAppendByte(why, ' ');
    bufferAppendSpan(why, word);
    if (!named) {
        bufferAppendText(why, ", which names no chunk");
    } else if (expected.known && !isPlace(word)) {
        bufferAppendText(why, ", which is ");
        appendPlaceOrNull(why, &expected);
    }
    bufferAppendText(why, ", but it is ");
    appendPlaceOrNull(why, is);
    return false;
}

/* Is the handle's chunk at `place`, which may be an address? */
static bool placeHolds(const struct session *s, struct span handle, struct span place,
                       struct buffer *why)
{
    struct place is, expected;
    const bool known = resolve(s, handle, &is), named = resolve(s, place, &expected);
    if (known && named && isSamePlace(&is, &expected))
        return true;
    bufferAppendText(why, known ? "expected " : "unknown handle ");
    bufferAppendQuoted(why, handle);
    if (!known)
        return false;
    bufferAppendText(why, " at ");
    bufferAppendSpan(why, place);
    bufferAppendText(why, ", but it is at ");
    if (isPlace(place))
        appendPlaceOrNull(why, &is);
    else
        bufferAppendAddress(why, is.address, s->fields.decimal);
    return false;
}

/* The words of a list, and where handles and addresses among them are. */
static void appendExpected(const struct session *s, struct span operands, struct buffer *why)
{
    struct span rest = operands, word, unnamed = {NULL, 0};
    struct place place;
    bool arePlaces = true;
    while ((word = wordNext(&rest)).bytes > 0) {
        bufferAppendByte(why, ' ');
        bufferAppendSpan(why, word);
        arePlaces = arePlaces && (isPlace(word) || spanIs(word, "NULL"));
        if (unnamed.text == NULL && !resolve(s, word, &place))
            unnamed = word;
    }
    if (unnamed.text != NULL) {
        bufferAppendText(why, ", where ");
        bufferAppendQuoted(why, unnamed);
        bufferAppendText(why, " names no chunk");
        return;
    }
    if (arePlaces)
        return;
    bufferAppendText(why, ", which is");
    for (rest = operands; (word = wordNext(&rest)).bytes > 0;) {
        (void)resolve(s, word, &place);
        bufferAppendByte(why, ' ');
        appendPlaceOrNull(why, &place);
    }
}

/* The chain in `view` against the words; the first that differs is told. */
static bool listHolds(const struct session *s, struct span operands, const struct view *view,
                      struct buffer *why)
{
    struct span rest = operands, word;
    struct place expected;
    size_t count = 0;
    bool holds = true;
    while (holds && (word = wordNext(&rest)).bytes > 0) {
        holds = count < view->linkCount && resolve(s, word, &expected) &&
                isSamePlace(&expected, &view->links[count]);
        count++;
    }
    if (holds && count == view->linkCount && view->end == CHAIN_NULL)
        return true;
    bufferAppendText(why, "expected list");
    appendExpected(s, operands, why);
    bufferAppendText(why, ", but it is");
    for (size_t i = 0; i < view->linkCount; i++) {
        bufferAppendByte(why, ' ');
        appendPlaceOrNull(why, &view->links[i]);
    }
    bufferAppendText(why, view->linkCount == 0 ? " empty" : "");
    if (view->end != CHAIN_NULL)
        bufferAppendFormat(why, ", and ends in %s", chainEndName(view->end));
    return false;
}

bool expectIsKnown(const struct command *command, struct buffer *why)
{
    struct span rest = command->operands;
    const struct span word = wordNext(&rest);
    const char *nearest = NULL;
    size_t distance = nearestLimit(word) + 1;
    if (expectTable[command->expectRow].form != EXPECT_OUTCOME)
        return true;
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        if (spanIs(word, outcomeName((enum outcome)i)))
            return true;
        nearestOffer(word, outcomeName((enum outcome)i), &nearest, &distance);
    }
    bufferAppendText(why, "unknown outcome ");
    bufferAppendQuoted(why, word);
    if (nearest != NULL)
        bufferAppendFormat(why, " (did you mean '%s'?)", nearest);
    return false;
}

static bool outcomeHolds(const struct session *s, struct span word, struct buffer *why)
{
    if (spanIs(word, outcomeName(s->lastOutcome)))
        return true;
    bufferAppendText(why, "expected outcome ");
    bufferAppendSpan(why, word);
    bufferAppendFormat(why, ", but it was %s", outcomeName(s->lastOutcome));
    return false;
}

static bool countHolds(const struct session *s, const char *name, struct span word,
                       struct buffer *why)
{
    uint64_t expected = 0;
    (void)numberRead(word, &expected);
    for (size_t i = 0; i < STATS_ROWS; i++) {
        const struct statsRow *row = &statsTable[i];
        if (!spanIs(spanOf(name), row->name))
            continue;
        const uint64_t is = statsCount(&s->stats, row);
        if (is == expected)
            return true;
        bufferAppendFormat(why, "expected %s %llu, but it is %llu", name,
                           (unsigned long long)expected, (unsigned long long)is);
    }
    return false;
}

/* head, next and list are read from the pool itself, not from what is known beside it. */
static bool pictureHolds(const struct session *s, const struct command *command, struct view *view,
                         struct buffer *why)
{
    const struct window window = {
        .parts = VIEW_LIST, .rowChunks = 1, .linksFirst = UINT64_MAX, .linksLast = 0};
    struct span rest = command->operands;
    if (!sessionView(s, &window, view)) {
        bufferAppendText(why, "no memory to look at the list");
        return false;
    }
    if (expectTable[command->expectRow].form == EXPECT_CHUNKS)
        return listHolds(s, command->operands, view, why);
    const struct place none = {.known = false};
    const bool isHead = spanIs(command->word, "head");
    const struct place *is = !isHead ? &view->next : view->linkCount > 0 ? &view->links[0] : &none;
    return chunkHolds(s, isHead ? "head" : "next", wordNext(&rest), is, why);
}

bool expectHolds(const struct session *s, const struct command *command, struct buffer *why)
{
    struct span rest = command->operands;
    const struct span word = wordNext(&rest);
    struct view view;
    switch (expectTable[command->expectRow].form) {
    case EXPECT_OUTCOME:
        return outcomeHolds(s, word, why);
    case EXPECT_COUNT:
        return countHolds(s, expectTable[command->expectRow].name, word, why);
    case EXPECT_PLACE:
        return placeHolds(s, word, wordNext(&rest), why);
    default:
        break;
    }
    viewInit(&view);
    const bool holds = pictureHolds(s, command, &view, why);
    viewRelease(&view);
    return holds;
}
