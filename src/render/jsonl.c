/*
 * jsonl.c - JSON Lines, for programs and tests: one object for each step or question, on one line.
 * What is absent is null, never missing; but a part that was not asked for (--show) is left out.
 */
#include "render/render.h"

#include "render/dump.h"
#include "view/code.h"
#include "view/trail.h"

/* Does a string hold this byte as it is? */
static bool isPlain(char byte)
{
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

static void appendString(struct buffer *out, struct span text)
{
    if (text.text == NULL) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '"');
    for (size_t i = 0; i < text.bytes; i++) {
        size_t plain = i;
        while (plain < text.bytes && isPlain(text.text[plain]))
            plain++;
        bufferAppend(out, text.text + i, plain - i);
        i = plain;
        if (i == text.bytes)
            break;
        const unsigned char byte = (unsigned char)text.text[i];
        if (byte == '"' || byte == '\\')
            bufferAppendByte(out, '\\');
        if (byte >= ' ' && byte < 0x7f)
            bufferAppendByte(out, (char)byte);
        else /* bytes that are no ASCII: as Latin-1, so that the line is valid whatever they are */
            bufferAppendFormat(out, "\\u%04x", byte);
    }
    bufferAppendByte(out, '"');
}

static void appendName(struct buffer *out, const char *name)
{
    appendString(out, name == NULL ? (struct span){NULL, 0} : spanOf(name));
}

/* "key": with a comma before it, but for the first one of an object. */
static inline void key(struct buffer *out, const char *name)
{
    const bool first = out->bytes == 0 || out->failed || out->text[out->bytes - 1] == '{';
    bufferAppend(out, first ? "\"" : ",\"", first ? 1 : 2);
    bufferAppendText(out, name);
    bufferAppend(out, "\":", 2);
}

static inline void numberKey(struct buffer *out, const char *name, uint64_t value)
{
    key(out, name);
    bufferAppendUnsigned(out, value);
}

static inline void signedKey(struct buffer *out, const char *name, int64_t value)
{
    key(out, name);
    bufferAppendText(out, value < 0 ? "-" : "");
    bufferAppendUnsigned(out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

static void appendAddress(struct buffer *out, uint64_t address)
{
    if (address == 0) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '"');
    bufferAppendHex(out, address);
    bufferAppendByte(out, '"');
}

static inline void addressKey(struct buffer *out, const char *name, uint64_t address)
{
    key(out, name);
    appendAddress(out, address);
}

static inline void optionalKey(struct buffer *out, const char *name, bool known, uint64_t value)
{
    key(out, name);
    if (known)
        bufferAppendUnsigned(out, value);
    else
        bufferAppendText(out, "null");
}

/* What is said more of a refused step, or of a chunk; null where there is nothing. */
static void appendReport(const struct event *event, struct buffer *out)
{
    key(out, "report");
    if (event->remarks == NULL) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '{');
    for (size_t i = 0; i < event->remarks->count; i++) {
        key(out, event->remarks->items[i].key);
        appendString(out, bufferSpan(&event->remarks->items[i].text));
    }
    bufferAppendByte(out, '}');
}

/* Which elements of lists a search looked at; of a heap, and how large they were. */
static void appendTrail(const struct event *event, struct buffer *out)
{
    const struct trail *trail = event->trail;
    key(out, "searchPath");
    if (trail == NULL || trail->count == 0) {
        bufferAppendText(out, "null");
        return;
    }
    bufferAppendByte(out, '[');
    for (uint64_t i = 0; i < trail->count - trailHidden(trail); i++) {
        const struct place *place = &trailAt(trail, i)->place;
        bufferAppendText(out, i > 0 ? ",{" : "{");
        addressKey(out, "address", place->address);
        optionalKey(out, "bytes", place->bytes > 0, place->bytes);
        bufferAppendByte(out, '}');
    }
    bufferAppendByte(out, ']');
}

/* The functions that ran, whole; null where pool.c did not. */
static void appendCode(const struct codeView *code, struct buffer *out)
{
    key(out, "code");
    bufferAppendText(out, code->functionCount == 0 ? "null" : "[");
    for (size_t i = 0; i < code->functionCount; i++) {
        const struct codeText *text = code->functions[i];
        bufferAppendText(out, i > 0 ? ",{" : "{");
        key(out, "function");
        appendName(out, text->name);
        key(out, "file");
        appendName(out, text->file);
        key(out, "lines");
        bufferAppendByte(out, '[');
        for (uint32_t line = 0; line < text->lineCount; line++) {
            const struct codeMark *mark = codeMarkAt(code, text, line);
            const bool noted = mark != NULL && mark->noteBytes > 0;
            bufferAppendText(out, line > 0 ? ",{" : "{");
            numberKey(out, "line", text->firstLine + line);
            key(out, "text");
            appendName(out, text->lines[line]);
            key(out, "ran");
            bufferAppendText(out, mark != NULL ? "true" : "false");
            key(out, "values");
            appendString(out, noted ? codeNote(code, mark) : (struct span){NULL, 0});
            bufferAppendByte(out, '}');
        }
        bufferAppendText(out, "]}");
    }
    bufferAppendText(out, code->functionCount == 0 ? "" : "]");
}

static void appendEvent(const struct event *event, struct buffer *out)
{
    numberKey(out, "step", event->step);
    optionalKey(out, "line", event->line > 0, event->line);
    key(out, "command");
    appendString(out, event->command);
    key(out, "op");
    appendName(out, event->op);
    key(out, "handle");
    appendString(out, event->handle);
    key(out, "outcome");
    appendName(out, outcomeName(event->outcome));
    key(out, "path");
    appendName(out, pathName(event->path));
    addressKey(out, "address", event->address);
    optionalKey(out, "block", event->place.known, event->place.block);
    optionalKey(out, "chunk", event->place.known, event->place.chunk);
    key(out, "message");
    appendString(out, event->outcome == OUTCOME_OK ? (struct span){NULL, 0} : event->why);
    appendReport(event, out);
    numberKey(out, "searched", event->searched);
    appendTrail(event, out);
    if (event->code != NULL)
        appendCode(event->code, out);
}

static void appendPool(const struct fields *fields, struct buffer *out)
{
    key(out, "pool");
    bufferAppendByte(out, '{');
    numberKey(out, "chunkSize", fields->chunkSize);
    numberKey(out, "blockSize", fields->blockSize);
    numberKey(out, "used", fields->used);
    signedKey(out, "block", fields->block);
    addressKey(out, "freed", fields->freed);
    numberKey(out, "blocksUsed", fields->blocksUsed);
    bufferAppendByte(out, '}');
}

/* What only a heap has. */
static void appendHeap(const struct view *view, struct buffer *out)
{
    key(out, "heap");
    bufferAppendByte(out, '{');
    addressKey(out, "start", view->heapStart);
    numberKey(out, "bytes", view->stats.reservedBytes);
    numberKey(out, "headerBytes", view->headerBytes);
    key(out, "grows");
    bufferAppendText(out, view->grows ? "true}" : "false}");
}

static void appendChunk(const struct view *view, const struct chunkView *chunk, struct buffer *out)
{
    bufferAppendByte(out, '{');
    addressKey(out, "address", chunk->address);
    key(out, "state");
    appendName(out, chunkStateName(chunk->state));
    key(out, "handle");
    appendString(out, chunk->handle);
    addressKey(out, "next", chunk->next);
    numberKey(out, "owners", chunk->holders);
    if (view->hasRegions)
        numberKey(out, "bytes", chunk->bytes);
    bufferAppendByte(out, '}');
}

static void appendBlocks(const struct view *view, struct buffer *out)
{
    key(out, "blocks");
    bufferAppendByte(out, '[');
    for (size_t row = 0; row < view->rowCount; row++) {
        const struct rowView *block = &view->rows[row];
        bufferAppendText(out, row > 0 ? ",{" : "{");
        numberKey(out, "index", block->block);
        addressKey(out, "address", block->blockAddress);
        key(out, "chunks");
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
    key(out, "bytes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < view->linkCount; i++) {
        bufferAppendText(out, i > 0 ? "," : "");
        bufferAppendUnsigned(out, view->links[i].bytes);
    }
    bufferAppendByte(out, ']');
    key(out, "classes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < view->listCount; i++) {
        bufferAppendText(out, i > 0 ? ",{" : "{");
        optionalKey(out, "most", view->lists[i].most > 0, view->lists[i].most);
        numberKey(out, "length", view->lists[i].length);
        bufferAppendByte(out, '}');
    }
    bufferAppendByte(out, ']');
}

static void appendFreeList(const struct view *view, bool addresses, struct buffer *out)
{
    key(out, "freeList");
    bufferAppendByte(out, '{');
    numberKey(out, "length", addresses ? view->chainLength : view->stats.freeListLength);
    if (addresses) {
        key(out, "addresses");
        bufferAppendByte(out, '[');
        for (size_t i = 0; i < view->linkCount; i++) {
            bufferAppendText(out, i > 0 ? "," : "");
            appendAddress(out, view->links[i].address);
        }
        bufferAppendByte(out, ']');
    }
    if (addresses && view->hasRegions)
        appendListBytes(view, out);
    key(out, "end");
    appendName(out, chainEndName(view->end));
    bufferAppendByte(out, '}');
}

static void appendStats(const struct stats *stats, struct buffer *out)
{
    key(out, "stats");
    bufferAppendByte(out, '{');
    for (size_t i = 0; i < STATS_ROWS; i++) {
        const struct statsRow *row = &statsTable[i];
        if (row->ratio == NULL) {
            numberKey(out, row->name, statsCount(stats, row));
            continue;
        }
        const double ratio = row->ratio(stats);
        key(out, row->name);
        if (ratio < 0)
            bufferAppendText(out, "null");
        else
            bufferAppendFormat(out, "%.6g", ratio);
    }
    bufferAppendByte(out, '}');
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
    key(out, "bytes");
    dumpJson(view, bytes, out);
    bufferAppendText(out, "}\n");
}

/* --- one step at length ----------------------------------------------------------------------- */

static void appendState(const char *name, const struct view *view, struct buffer *out)
{
    key(out, name);
    bufferAppendByte(out, '{');
    appendPool(&view->fields, out);
    if (view->hasRegions)
        appendHeap(view, out);
    appendFreeList(view, false, out);
    numberKey(out, "live", view->stats.live);
    numberKey(out, "blocks", view->stats.blocks);
    bufferAppendByte(out, '}');
}

/* Numbers as numbers, addresses as elsewhere, and bytes as they lie in memory. */
static void valueKey(struct buffer *out, const char *name, const struct write *write,
                     enum writeForm form, uint64_t value)
{
    if (form == WRITE_NUMBER) {
        signedKey(out, name, (int64_t)value);
        return;
    }
    if (form == WRITE_ADDRESS) {
        addressKey(out, name, value);
        return;
    }
    key(out, name);
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
    key(out, "name");
    appendName(out, write->name);
    optionalKey(out, "index", write->isSlot, write->index);
    optionalKey(out, "block", write->place.known, write->place.block);
    optionalKey(out, "chunk", write->place.known, write->place.chunk);
    addressKey(out, "address", write->address);
    optionalKey(out, "bytes", write->byteCount > 0, write->byteCount);
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
    key(out, "why");
    appendString(out, event.why);
    appendState("before", &account->before, out);
    key(out, "writes");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < account->writeCount; i++) {
        bufferAppendText(out, i > 0 ? "," : "");
        appendWrite(&account->writes[i], out);
    }
    bufferAppendByte(out, ']');
    numberKey(out, "hiddenWrites", account->hiddenCount);
    appendState("after", &account->after, out);
    bufferAppendText(out, "}\n");
}

static void jsonlReport(const struct report *report, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    key(out, "op");
    appendName(out, report->op);
    for (size_t i = 0; i < report->rowCount; i++) {
        const struct reportRow *row = &report->rows[i];
        key(out, row->name);
        bufferAppendByte(out, '{');
        numberKey(out, "count", row->count);
        numberKey(out, "bytes", row->bytes);
        optionalKey(out, "firstLine", row->firstLine > 0, row->firstLine);
        bufferAppendByte(out, '}');
    }
    bufferAppendText(out, "}\n");
}

static void appendTableCell(const struct tableCell *cell, struct buffer *out)
{
    switch (cell->form) {
    case CELL_NONE:
        bufferAppendText(out, "null");
        break;
    case CELL_TEXT:
        appendString(out, cell->is.text);
        break;
    case CELL_COUNT:
        bufferAppendUnsigned(out, cell->is.count);
        break;
    case CELL_RATIO:
    case CELL_DECIMAL:
        bufferAppendFormat(out, "%.6g", cell->is.number);
        break;
    }
}

static void jsonlTable(const struct table *table, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    key(out, "op");
    appendName(out, table->op);
    if (table->title.text != NULL) {
        key(out, "title");
        appendString(out, table->title);
    }
    key(out, "rows");
    bufferAppendByte(out, '[');
    for (size_t row = 0; row < table->rowCount; row++) {
        bufferAppendText(out, row > 0 ? ",{" : "{");
        for (size_t i = 0; i < table->columnCount; i++) {
            key(out, table->columns[i].key);
            appendTableCell(&table->cells[row * table->columnCount + i], out);
        }
        bufferAppendByte(out, '}');
    }
    bufferAppendText(out, "]}\n");
}

static void jsonlListing(const struct listing *listing, const struct style *style,
                         struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    key(out, "op");
    appendName(out, listing->op);
    numberKey(out, "step", listing->step);
    key(out, "rows");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < listing->rowCount; i++) {
        const struct listingRow *row = &listing->rows[i];
        bufferAppendText(out, i > 0 ? ",{" : "{");
        numberKey(out, "number", row->number);
        key(out, "text");
        appendString(out, row->text);
        key(out, "note");
        appendString(out, row->note);
        key(out, "current");
        bufferAppendText(out, row->isCurrent ? "true}" : "false}");
    }
    bufferAppendByte(out, ']');
    numberKey(out, "hiddenBefore", listing->hiddenBefore);
    numberKey(out, "hiddenAfter", listing->hiddenAfter);
    bufferAppendText(out, "}\n");
}

/* What a question is about; its object stays open. */
static void beginAsked(const struct asked *asked, const char *op, struct buffer *out)
{
    bufferAppendByte(out, '{');
    key(out, "op");
    appendName(out, op);
    numberKey(out, "step", asked->step);
    key(out, "command");
    appendString(out, asked->command);
    key(out, "kind");
    appendName(out, asked->kind);
    key(out, "question");
    appendString(out, asked->question);
}

static void jsonlQuestion(const struct asked *asked, const struct style *style, struct buffer *out)
{
    (void)style;
    beginAsked(asked, "question", out);
    bufferAppendText(out, "}\n");
}

static void jsonlHint(struct span hint, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendText(out, "{\"op\":\"hint\",\"hint\":");
    appendString(out, hint);
    bufferAppendText(out, "}\n");
}

static void jsonlAnswer(const struct asked *asked, const struct style *style, struct buffer *out)
{
    (void)style;
    beginAsked(asked, "answer", out);
    key(out, "given");
    appendString(out, asked->given);
    key(out, "answer");
    appendString(out, asked->truth);
    key(out, "right");
    bufferAppendText(out, asked->verdict == VERDICT_RIGHT ? "true" : "false");
    key(out, "verdict");
    appendName(out, verdictName(asked->verdict));
    key(out, "misconception");
    appendName(out, asked->belief);
    key(out, "reply");
    appendString(out, asked->reply);
    numberKey(out, "hints", asked->hintCount);
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
