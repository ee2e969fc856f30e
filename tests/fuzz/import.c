/*
 * import.c - any bytes as a recorded program. The first byte chooses the format, the second which
 * requests are the pool's and which steps a pool would refuse. The oracle: an importer gives only
 * sound commands, names nothing that lives already, frees only what lives; and every line and every
 * request is counted in one row.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "import/import.h"
#include "lang/format.h"
#include "lang/parse.h"

#define NAMES_MAX 4096

/* The handles that live, in no order. */
struct naive {
    char names[NAMES_MAX][HANDLE_BYTES_MAX + 1];
    size_t count;
};

static size_t indexOf(const struct naive *naive, struct span name)
{
    for (size_t i = 0; i < naive->count; i++)
        if (strlen(naive->names[i]) == name.bytes &&
            memcmp(naive->names[i], name.text, name.bytes) == 0)
            return i;
    return naive->count;
}

static void naiveAlloc(struct naive *naive, struct span name)
{
    fuzzExpect(indexOf(naive, name) == naive->count, "a new name is not live");
    fuzzExpect(name.bytes <= HANDLE_BYTES_MAX, "a name is no longer than names are");
    memcpy(naive->names[naive->count], name.text, name.bytes);
    naive->names[naive->count++][name.bytes] = '\0';
}

static void naiveFree(struct naive *naive, struct span name)
{
    const size_t at = indexOf(naive, name);
    fuzzExpect(at < naive->count, "what is freed lives");
    memmove(naive->names[at], naive->names[--naive->count], sizeof naive->names[at]);
}

static void expectSound(const struct command *command)
{
    struct buffer text = {0};
    struct parser parser;
    struct command again;
    struct parseError error = {0};
    commandFormat(command, &text);
    parserInit(&parser, bufferSpan(&text), 1);
    fuzzExpect(parserNext(&parser, &again, &error) == PARSED_COMMAND && again.verb == command->verb,
               "an imported command is one of the language");
    bufferRelease(&text);
    bufferRelease(&error.message);
}

static void runPiece(struct import *import, struct naive *naive, struct span piece, uint64_t number,
                     bool ended, unsigned refuseEach)
{
    const int count = importLine(import, piece, number, ended);
    fuzzExpect(count >= 0 && count <= IMPORT_COMMANDS_MAX, "a line makes so many commands");
    for (int i = 0; i < count; i++) {
        const struct command *command = importCommand(import, (size_t)i);
        expectSound(command);
        if (command->verb == VERB_FREE)
            naiveFree(naive, command->word);
        else if (refuseEach != 0 && number % refuseEach == 0)
            importRefused(import, (size_t)i);
        else
            naiveAlloc(naive, command->word);
    }
}

static void expectCounted(const struct import *import, uint64_t pieces)
{
    struct importRow row;
    uint64_t requests = 0, lines = 0, total[2] = {0, 0};
    size_t totals = 0;
    for (size_t i = 0; importRowAt(import, i, &row); i++) {
        if (row.kind == IMPORT_TOTAL && totals < 2)
            total[totals++] = row.count;
        requests += row.kind == IMPORT_REQUEST ? row.count : 0;
        lines += row.kind == IMPORT_LINE || row.kind == IMPORT_SKIPPED ? row.count : 0;
        fuzzExpect((row.count > 0) == (row.firstLine > 0) || row.kind == IMPORT_TOTAL,
                   "what is counted has a first line");
    }
    fuzzExpect(totals == 2, "there are two totals");
    fuzzExpect(total[0] == pieces && total[1] == requests, "totals are sums");
    /* the first of two lines of a resize is counted with the second */
    fuzzExpect(requests + lines == pieces || requests + lines + 1 == pieces,
               "every line is in one row");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    if (count < 2 || count > 60000)
        return 0;
    size_t formats = 0;
    while (importFormatAt(formats) != NULL)
        formats++;
    struct import *import = importNew(importFormatAt(bytes[0] % formats), bytes[1] & 1 ? 9 : 0,
                                      bytes[1] & 2 ? 64 : UINT32_MAX);
    struct naive *naive = calloc(1, sizeof *naive);
    if (import == NULL || naive == NULL)
        abort();
    struct span rest = {(const char *)bytes + 2, count - 2}, line, piece;
    uint64_t pieces = 0;
    for (uint64_t number = 1; naive->count < NAMES_MAX - 4 && fuzzLine(&rest, &line); number++) {
        const bool ended = bytes[count - 1] == '\n' || rest.bytes > 0;
        bool isFirst = true;
        for (; naive->count < NAMES_MAX - 4 && importPiece(import, &line, &isFirst, &piece);
             pieces++)
            runPiece(import, naive, piece, number, ended || line.bytes > 0, bytes[1] >> 4);
    }
    expectCounted(import, pieces);
    importFree(import);
    free(naive);
    return 0;
}
