/*
 * condition.c - any bytes as a condition, asked after every step of a session with most kinds of
 * steps in it. The oracle: `not (C)` is the opposite of C, `(C) and (C)` and `(C) or (C)` the same
 * as C; the fault of what is no condition lies in its text.
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/conditionread.h"
#include "engine/session.h"
#include "fuzz.h"
#include "lang/parse.h"
#include "model/model.h"

static const char *const script[] = {"alloc a b c", "free b",        "free b",      "alloc d 5",
                                     "free 0x3",    "write a hi",    "free a c",    "freeall",
                                     "free a",      "alloc e f g h", "free f",      "alloc i j",
                                     "alloc i",     "pool 8 1",      "alloc k l m", "free l m"};

/* The condition in `text`, into *condition; false where it is none. */
static bool readInto(struct condition *condition, struct span text)
{
    struct conditionFault fault = {0};
    const bool is = conditionParse(condition, text, &fault);
    if (!is) {
        fuzzExpect(fault.at <= text.bytes && fault.bytes <= text.bytes - fault.at,
                   "a fault lies in its text");
        fuzzExpect(fault.message.bytes > 0, "a fault has a message");
    }
    bufferRelease(&fault.message);
    return is;
}

/* The same condition, in other words; false where that is too long for one. */
static bool readAround(struct condition *condition, const char *format, struct span text)
{
    struct buffer longer = {0};
    const struct span twice = {text.text, text.bytes};
    for (const char *at = format; *at != '\0'; at++) {
        if (*at == 'C')
            bufferAppendSpan(&longer, twice);
        else
            bufferAppendByte(&longer, *at);
    }
    const bool is = readInto(condition, bufferSpan(&longer));
    bufferRelease(&longer);
    return is;
}

struct around {
    const char *format;
    bool opposite;
    bool is;
    struct condition condition;
};

static void askAll(const struct condition *condition, struct around *around, size_t count,
                   const struct session *s, const struct event *event)
{
    const bool holds = conditionHolds(condition, s, event);
    for (size_t i = 0; i < count; i++)
        fuzzExpect(!around[i].is || conditionHolds(&around[i].condition, s, event) ==
                                        (holds != around[i].opposite),
                   around[i].format);
}

static void runScript(const struct condition *condition, struct around *around, size_t count)
{
    const struct sessionOptions options = {
        .recipe = recipePool(32, 2, 0), .base = ARENA_BASE_DEFAULT, .memory = 8 * ARENA_STEP};
    struct session s;
    if (!sessionInit(&s, &options))
        abort();
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        struct parser parser;
        struct command command;
        struct parseError error = {0};
        struct event event;
        parserInit(&parser, spanOf(script[i]), i + 1);
        while (parserNext(&parser, &command, &error) == PARSED_COMMAND) {
            sessionStep(&s, &command, &event);
            askAll(condition, around, count, &s, &event);
        }
    }
    sessionRelease(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    const struct span text = {(const char *)bytes, count};
    struct condition condition;
    if (count > 4096 || !readInto(&condition, text))
        return 0;
    struct around around[] = {{.format = "not (C)", .opposite = true},
                              {.format = "(C) and (C)"},
                              {.format = "(C) or (C)"},
                              {.format = "not (not (C))"}};
    const size_t ways = sizeof around / sizeof *around;
    for (size_t i = 0; i < ways; i++)
        around[i].is = readAround(&around[i].condition, around[i].format, text);
    runScript(&condition, around, ways);
    return 0;
}
