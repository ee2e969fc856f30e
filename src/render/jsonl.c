/*
 * jsonl.c - JSON Lines, for programs and tests: one object for each step or question, on one line.
 * What is absent is null, never missing; but a part that was not asked for (--show) is left out.
 */
#include "render/render.h"

#include "render/dump.h"
#include "render/json.h"
#include "render/jsonltables.h"
#include "view/code.h"
#include "view/trail.h"

/* What is said more of a refused step, or of a chunk; null where there is nothing. */
static void appendReport(const struct event *event, struct buffer *out)
{
    jsonKey(out, "report");
    if (event->remarks == NULL) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '{');
    for (size_t i = 0; i < event->remarks->count; i++) {
        jsonKey(out, event->remarks->items[i].key);
        jsonString(out, bufferSpan(&event->remarks->items[i].text));
    }
    bufferAppendByte(out, '}');
}

/* Which elements of lists a search looked at; of a heap, and how large they were. */
static void appendTrail(const struct event *event, struct buffer *out)
{
    const struct trail *trail = event->trail;
    jsonKey(out, "searchPath");
    if (trail == NULL || trail->count == 0) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '[');
    for (uint64_t i = 0; i < trail->count - trailHidden(trail); i++) {
        const struct place *place = &trailAt(trail, i)->place;
        bufferAppendText(out, i > 0 ? ",{" : "{");
        jsonAddressMember(out, "address", place->address);
        jsonOptional(out, "bytes", place->bytes > 0, place->bytes);
        bufferAppendByte(out, '}');
    }
    bufferAppendByte(out, ']');
}

/* The functions that ran, whole; null where pool.c did not. */
static void appendCode(const struct codeView *code, struct buffer *out)
{
    jsonKey(out, "code");
    bufferAppendText(out, code->functionCount == 0 ? "null" : "[");
    for (size_t i = 0; i < code->functionCount; i++) {
        const struct codeText *text = code->functions[i];
        bufferAppendText(out, i > 0 ? ",{" : "{");
        jsonKey(out, "function");
        jsonName(out, text->name);
        jsonKey(out, "file");
        jsonName(out, text->file);
        jsonKey(out, "lines");
        bufferAppendByte(out, '[');
        for (uint32_t line = 0; line < text->lineCount; line++) {
            const struct codeMark *mark = codeMarkAt(code, text, line);
            const bool noted = mark != NULL && mark->noteBytes > 0;
            bufferAppendText(out, line > 0 ? ",{" : "{");
            jsonNumber(out, "line", text->firstLine + line);
            jsonKey(out, "text");
            jsonName(out, text->lines[line]);
            jsonKey(out, "ran");
            bufferAppendText(out, mark != NULL ? "true" : "false");
            jsonKey(out, "values");
            jsonString(out, noted ? codeNote(code, mark) : (struct span){NULL, 0});
            bufferAppendByte(out, '}');
        }
        bufferAppendText(out, "]}");
    }
    bufferAppendText(out, code->functionCount == 0 ? "" : "]");
}

static struct span wordOf(const char *word)
{
    return word == NULL ? (struct span){NULL, 0} : spanOf(word);
}

/* The most bytes from "op" to "message", without the handle, which needs no escapes. */
#define EVENT_BYTES (128 + 3 * WORD_BYTES + JSON_ADDRESS_BYTES + 2 * PUT_UNSIGNED_BYTES)
#define WORD_BYTES  32 /* of a verb, an outcome, a path */
static void appendEvent(const struct event *event, struct buffer *out)
{
    const bool known = event->place.known;
    jsonNumber(out, "step", event->step);
    jsonOptional(out, "line", event->line > 0, event->line);
    jsonKey(out, "command");
    jsonString(out, event->command);
    char *at = bufferRoom(out, EVENT_BYTES + event->handle.bytes);
    if (at == NULL)
        return;
    at = jsonPutWord(putText(at, JSON_NEXT("op")), wordOf(event->op));
    at = jsonPutWord(putText(at, JSON_NEXT("handle")), event->handle);
    at = jsonPutWord(putText(at, JSON_NEXT("outcome")), outcomeSpan(event->outcome));
    at = jsonPutWord(putText(at, JSON_NEXT("path")), pathSpan(event->path));
    at = jsonPutAddress(putText(at, JSON_NEXT("address")), event->address);
    at = jsonPutOptional(putText(at, JSON_NEXT("block")), known, event->place.block);
    at = jsonPutOptional(putText(at, JSON_NEXT("chunk")), known, event->place.chunk);
    bufferEnd(out, putText(at, JSON_NEXT("message")));
    jsonString(out, event->outcome == OUTCOME_OK ? (struct span){NULL, 0} : event->why);
    appendReport(event, out);
    jsonNumber(out, "searched", event->searched);
    appendTrail(event, out);
    if (event->code != NULL)
        appendCode(event->code, out);
}

#define POOL_BYTES (80 + 4 * PUT_UNSIGNED_BYTES + PUT_SIGNED_BYTES + JSON_ADDRESS_BYTES)
static void appendPool(const struct fields *fields, struct buffer *out)
{
    jsonKey(out, "pool");
    char *at = bufferRoom(out, POOL_BYTES);
    if (at == NULL)
        return;
    at = putUnsigned(putText(at, "{\"chunkSize\":"), fields->chunkSize);
    at = putUnsigned(putText(at, JSON_NEXT("blockSize")), fields->blockSize);
    at = putUnsigned(putText(at, JSON_NEXT("used")), fields->used);
    at = putSigned(putText(at, JSON_NEXT("block")), fields->block);
    at = jsonPutAddress(putText(at, JSON_NEXT("freed")), fields->freed);
    at = putUnsigned(putText(at, JSON_NEXT("blocksUsed")), fields->blocksUsed);
    bufferEnd(out, putByte(at, '}'));
}

/* What only a heap has. */
static void appendHeap(const struct view *view, struct buffer *out)
{
    jsonKey(out, "heap");
    bufferAppendByte(out, '{');
    jsonAddressMember(out, "start", view->heapStart);
    jsonNumber(out, "bytes", view->stats.reservedBytes);
    jsonNumber(out, "headerBytes", view->headerBytes);
    jsonKey(out, "grows");
    bufferAppendText(out, view->grows ? "true}" : "false}");
}

/* As chunkStateName has them; here, so that the compiler knows their lengths. */
static char *putState(char *at, enum chunkState state)
{
    if (state == CHUNK_LIVE)
        return putText(at, JSON_NEXT("state") "\"live\"");
    if (state == CHUNK_FREED)
        return putText(at, JSON_NEXT("state") "\"freed\"");
    return putText(at, JSON_NEXT("state") "\"fresh\"");
}

/* The most bytes of a chunk without its handle, which needs no escapes (view.h). */
#define CHUNK_BYTES (96 + 2 * JSON_ADDRESS_BYTES + 2 * PUT_UNSIGNED_BYTES)

/* Most of a line is chunks. */
static void appendChunk(const struct view *view, const struct chunkView *chunk, struct buffer *out)
{
    char *at = bufferRoom(out, CHUNK_BYTES + chunk->handle.bytes);
    if (at == NULL)
        return;
    at = jsonPutAddress(putText(at, "{\"address\":"), chunk->address);
    at = putState(at, chunk->state);
    at = jsonPutWord(putText(at, JSON_NEXT("handle")), chunk->handle);
    at = jsonPutAddress(putText(at, JSON_NEXT("next")), chunk->next);
    at = putUnsigned(putText(at, JSON_NEXT("owners")), chunk->holders);
    if (view->hasRegions)
        at = putUnsigned(putText(at, JSON_NEXT("bytes")), chunk->bytes);
    bufferEnd(out, putByte(at, '}'));
}

static void appendBlocks(const struct view *view, struct buffer *out)
{
    jsonKey(out, "blocks");
    bufferAppendByte(out, '[');
    for (size_t row = 0; row < view->rowCount; row++) {
        const struct rowView *block = &view->rows[row];
        bufferAppendText(out, row > 0 ? ",{" : "{");
        jsonNumber(out, "index", block->block);
        jsonAddressMember(out, "address", block->blockAddress);
        jsonKey(out, "chunks");
        bufferAppendByte(out, '[');
        for (uint32_t i = 0; i < block->chunkCount; i++) {
            bufferAppendText(out, i > 0 ? "," : "");
            appendChunk(view, &view->chunks[block->firstIndex + i], out);
        }
        bufferAppendText(out, "]}");
    }
    bufferAppendByte(out, ']');
}

/* Of a heap: how many bytes each region of the list has, and its lists by size. */
static void appendListBytes(const struct view *view, struct buffer *out)
{
    jsonKey(out, "bytes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < view->linkCount; i++) {
        bufferAppendText(out, i > 0 ? "," : "");
        bufferAppendUnsigned(out, view->links[i].bytes);
    }
    bufferAppendByte(out, ']');
    jsonKey(out, "classes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < view->listCount; i++) {
        bufferAppendText(out, i > 0 ? ",{" : "{");
        jsonOptional(out, "most", view->lists[i].most > 0, view->lists[i].most);
        jsonNumber(out, "length", view->lists[i].length);
        bufferAppendByte(out, '}');
    }
    bufferAppendByte(out, ']');
}

static void appendFreeList(const struct view *view, bool addresses, struct buffer *out)
{
    jsonKey(out, "freeList");
    bufferAppendByte(out, '{');
    jsonNumber(out, "length", addresses ? view->chainLength : view->stats.freeListLength);
    if (addresses) {
        jsonKey(out, "addresses");
        bufferAppendByte(out, '[');
        for (size_t i = 0; i < view->linkCount; i++) {
            bufferAppendText(out, i > 0 ? "," : "");
            jsonAddress(out, view->links[i].address);
        }
        bufferAppendByte(out, ']');
    }
    if (addresses && view->hasRegions)
        appendListBytes(view, out);
    char *at = bufferRoom(out, 16 + WORD_BYTES);
    if (at == NULL)
        return;
    at = jsonPutWord(putText(at, JSON_NEXT("end")), spanOf(chainEndName(view->end)));
    bufferEnd(out, putByte(at, '}'));
}

#define STATS_BYTES (STATS_NAME_BYTES + PUT_UNSIGNED_BYTES + 5)
static void appendStats(const struct stats *stats, struct buffer *out)
{
    jsonKey(out, "stats");
    char *at = bufferRoom(out, STATS_ROWS * STATS_BYTES);
    if (at == NULL)
        return;
    for (const struct statsRow *row = statsTable; row < statsTable + STATS_ROWS; row++) {
        at = putText(at, row == statsTable ? "{\"" : ",\"");
        memcpy(at, row->name, sizeof row->name);
        at = putText(at + row->nameBytes, "\":");
        const double ratio = row->ratio != NULL ? row->ratio(stats) : 0;
        if (row->ratio == NULL)
            at = putUnsigned(at, statsCount(stats, row));
        else
            at = ratio < 0 ? putText(at, "null") : putRatio(at, ratio);
    }
    bufferEnd(out, putByte(at, '}'));
}

/* The object of an event, but for its closing brace. */
static void beginObject(const struct event *event, const struct view *view,
                        const struct style *style, struct buffer *out)
{
    bufferAppendByte(out, '{');
    appendEvent(event, out);
    appendPool(&view->fields, out);
    if (view->hasRegions)
        appendHeap(view, out);
    if ((style->parts & VIEW_BLOCKS) != 0)
        appendBlocks(view, out);
    appendFreeList(view, (style->parts & VIEW_LIST) != 0, out);
    appendStats(&view->stats, out);
}

static void jsonlObject(const struct event *event, const struct view *view,
                        const struct style *style, struct buffer *out)
{
    beginObject(event, view, style, out);
    bufferAppendText(out, "}\n");
}

/* A dump is about its bytes: the block and the list beside them are left out. */
static void jsonlDump(const struct event *event, const struct view *view,
                      const struct bytesView *bytes, const struct style *style, struct buffer *out)
{
    struct style bare = *style;
    bare.parts = VIEW_NONE;
    beginObject(event, view, &bare, out);
    jsonKey(out, "bytes");
    dumpJson(view, bytes, out);
    bufferAppendText(out, "}\n");
}

/* --- one step at length ----------------------------------------------------------------------- */

static void appendState(const char *name, const struct view *view, struct buffer *out)
{
    jsonKey(out, name);
    bufferAppendByte(out, '{');
    appendPool(&view->fields, out);
    if (view->hasRegions)
        appendHeap(view, out);
    appendFreeList(view, false, out);
    jsonNumber(out, "live", view->stats.live);
    jsonNumber(out, "blocks", view->stats.blocks);
    bufferAppendByte(out, '}');
}

/* Numbers as numbers, addresses as elsewhere, and bytes as they lie in memory. */
static void valueKey(struct buffer *out, const char *name, const struct write *write,
                     enum writeForm form, uint64_t value)
{
    if (form == WRITE_NUMBER) {
        jsonSigned(out, name, (int64_t)value);
        return;
    }
    if (form == WRITE_ADDRESS) {
        jsonAddressMember(out, name, value);
        return;
    }
    jsonKey(out, name);
    if (write->byteCount > sizeof value) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '"');
    for (uint64_t i = 0; i < write->byteCount; i++, value >>= 8)
        bufferAppendFormat(out, "%02x", (unsigned)(value & 0xff));
    bufferAppendByte(out, '"');
}

static void appendWrite(const struct write *write, struct buffer *out)
{
    bufferAppendByte(out, '{');
    jsonKey(out, "name");
    jsonName(out, write->name);
    jsonOptional(out, "index", write->isSlot, write->index);
    jsonOptional(out, "block", write->place.known, write->place.block);
    jsonOptional(out, "chunk", write->place.known, write->place.chunk);
    jsonAddressMember(out, "address", write->address);
    jsonOptional(out, "bytes", write->byteCount > 0, write->byteCount);
    valueKey(out, "old", write, write->wasBytes ? WRITE_BYTES : write->form, write->old);
    valueKey(out, "new", write, write->form, write->now);
    bufferAppendByte(out, '}');
}

static void jsonlAccount(const struct account *account, const struct style *style,
                         struct buffer *out)
{
    (void)style;
    struct event event = account->event;
    event.op = "explain";
    bufferAppendByte(out, '{');
    appendEvent(&event, out);
    jsonKey(out, "why");
    jsonString(out, event.why);
    appendState("before", &account->before, out);
    jsonKey(out, "writes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < account->writeCount; i++) {
        bufferAppendText(out, i > 0 ? "," : "");
        appendWrite(&account->writes[i], out);
    }
    bufferAppendByte(out, ']');
    jsonNumber(out, "hiddenWrites", account->hiddenCount);
    appendState("after", &account->after, out);
    bufferAppendText(out, "}\n");
}

static struct window jsonlWindow(const struct style *style, const struct fields *fields,
                                 uint64_t focus)
{
    (void)fields, (void)focus;
    return (struct window){.parts = style->parts & (VIEW_BLOCKS | VIEW_LIST),
                           .rowChunks = UINT32_MAX,
                           .rowsFirst = UINT64_MAX,
                           .linksFirst = UINT64_MAX};
}

const struct painter jsonlPainter = {
    .name = "json",
    .window = jsonlWindow,
    .step = jsonlObject,
    .start = jsonlObject,
    .show = jsonlObject,
    .stats = jsonlObject,
    .expectation = jsonlObject,
    .why = jsonlObject,
    .account = jsonlAccount,
    .dump = jsonlDump,
    .final = jsonlObject,
    .report = jsonlReport,
    .listing = jsonlListing,
    .table = jsonlTable,
    .question = jsonlQuestion,
    .hint = jsonlHint,
    .answer = jsonlAnswer,
};
