#include "engine/code.h"

#include <string.h>

#include "engine/codetext.h"

/* --- what ran --------------------------------------------------------------------------------- */

/*
 * Lines of one function, in the order in which they run; each as it stands in the source, without
 * its comment. In a note a name in braces is a value: see `variables`.
 */
struct ranLine {
    const char *line;
    const char *note;
};

#define ROWS_MAX 24

/* A stretch of a function that runs as a whole. */
struct stretch {
    const char *function;
    struct ranLine rows[ROWS_MAX]; /* up to the first without a line */
};

static const struct stretch recycles = {
    "poolMalloc",
    {{"if (p->freed != NULL) {", "yes: freed is {freed}"},
     {"void *chunk = p->freed;", "chunk = {freed}"},
     {"POOL_COPY(&p->freed, chunk, sizeof p->freed);", "p->freed: {freed} -> {freed'}"},
     {"return chunk;", "{chunk}"}}};

static const struct stretch bumps = {
    "poolMalloc",
    {{"if (p->freed != NULL) {", "no: freed is NULL"},
     {"if (p->used + 1 < p->blockSize) {", "yes: {used} + 1 < {blockSize}"},
     {"p->used++;", "p->used: {used} -> {used'}"},
     {"return p->blocks[p->block] + (size_t)p->used * p->chunkSize;", "{chunk}"}}};

static const struct stretch entersBlock = {
    "poolMalloc",
    {{"if (p->freed != NULL) {", "no: freed is NULL"},
     {"if (p->used + 1 < p->blockSize) {", "no: {used} + 1 = {blockSize}"},
     {"return poolMallocNextBlock(p);", "{chunk}"}}};

static const struct stretch looksForSlot = {
    "poolMallocNextBlock",
    {{"if (p->blocks == NULL || p->block == INT32_MAX)", "no: p->block is {block}"},
     {"const uint32_t next = (uint32_t)(p->block + 1);", "next = {next}"},
     {"uint8_t **table = p->blocks;", ""},
     {"uint32_t capacity = p->blocksUsed;", "capacity = {blocksUsed}"}}};

static const struct stretch hasSlot = {
    "poolMallocNextBlock", {{"if (next == capacity) {", "no: {next} of {blocksUsed} slots taken"}}};

static const struct stretch growsTable = {
    "poolMallocNextBlock",
    {{"if (next == capacity) {", "yes: {next} of {blocksUsed} slots taken"},
     {"capacity *= 2;", "capacity: {blocksUsed} -> {capacity}"},
     {"table = poolObtainTable(p->source, p->blocks, p->blocksUsed, capacity);",
      "{capacity} slots, {next} of them copied"},
     {"if (table == NULL)", "no"}}};

static const struct stretch isKept = {
    "poolMallocNextBlock", {{"if (table[next] == NULL) {", "no: it was kept, at {chunk}"}}};

static const struct stretch obtains = {
    "poolMallocNextBlock",
    {{"if (table[next] == NULL) {", "yes"},
     {"uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);",
      "block = {chunk}, {blockBytes} bytes"},
     {"if (block == NULL)", "no"},
     {"table[next] = block;", "table[{next}]: NULL -> {chunk}"}}};

static const struct stretch failsToObtain = {
    "poolMallocNextBlock",
    {{"if (table[next] == NULL) {", "yes"},
     {"uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);",
      "block = NULL: {blockBytes} bytes"},
     {"if (block == NULL)", "yes"},
     {"goto fail;", ""}}};

static const struct stretch keepsTable = {"poolMallocNextBlock",
                                          {{"if (table != p->blocks) {", "no"}}};

static const struct stretch takesTable = {
    "poolMallocNextBlock",
    {{"if (table != p->blocks) {", "yes"},
     {"poolReleaseTable(p, p->blocks, p->blocksUsed);", "the old table"},
     {"p->blocks = table;", "p->blocks: the new table"},
     {"p->blocksUsed = capacity;", "p->blocksUsed: {blocksUsed} -> {blocksUsed'}"}}};

static const struct stretch beginsBlock = {
    "poolMallocNextBlock",
    {{"p->block = (int32_t)next;", "p->block: {block} -> {block'}"},
     {"p->used = 0;", "p->used: {used} -> 0"},
     {"return table[next];", "{chunk}"}}};

static const struct stretch failsWithOldTable = {
    "poolMallocNextBlock", {{"if (table != p->blocks)", "no"}, {"return NULL;", ""}}};

static const struct stretch failsWithNewTable = {
    "poolMallocNextBlock",
    {{"if (table != p->blocks)", "yes"},
     {"poolReleaseTable(p, table, capacity);", "the new table"},
     {"return NULL;", ""}}};

static const struct stretch pushes = {
    "poolFree",
    {{"if (ptr == NULL)", "no: ptr is {chunk}"},
     {"POOL_COPY(ptr, &p->freed, sizeof p->freed);", "its nextFree: {freed}"},
     {"p->freed = (poolFreed *)ptr;", "p->freed: {freed} -> {freed'}"}}};

static const struct stretch resets = {
    "poolFreeAll",
    {{"p->used = p->blockSize - 1;", "p->used: {used} -> {used'}"},
     {"p->block = -1;", "p->block: {block} -> -1"},
     {"p->freed = NULL;", "p->freed: {freed} -> NULL"}}};

static const struct stretch initializes = {
    "poolInitializeFrom",
    {{"const uint64_t alignment = _Alignof(poolFreed);", "alignment = {alignment}"},
     {"uint64_t bytes = chunkSize < sizeof(poolFreed) ? sizeof(poolFreed) : chunkSize;", ""},
     {"bytes = (bytes + alignment - 1) / alignment * alignment;", "bytes = {chunkSize'}"},
     {"if (bytes > UINT32_MAX || blockSize == 0 || bytes > (uint64_t)PTRDIFF_MAX / blockSize)",
      "no"},
     {"uint8_t **table = poolObtainTable(source, NULL, 0, POOL_BLOCKS_INITIAL);", ""},
     {"if (table == NULL)", "no"},
     {"p->chunkSize = (uint32_t)bytes;", "p->chunkSize = {chunkSize'}"},
     {"p->blockSize = blockSize;", "p->blockSize = {blockSize'}"},
     {"p->blocksUsed = POOL_BLOCKS_INITIAL;", "p->blocksUsed = {blocksUsed'}"},
     {"p->blocks = table;", ""},
     {"p->source = source;", ""},
     {"poolFreeAll(p);", ""},
     {"return true;", ""}}};

/* After poolInitializeFrom, with no values from before. */
static const struct stretch resetsNew = {"poolFreeAll",
                                         {{"p->used = p->blockSize - 1;", "p->used = {used'}"},
                                          {"p->block = -1;", "p->block = -1"},
                                          {"p->freed = NULL;", "p->freed = NULL"}}};

/* Stretches of each path, up to the first NULL. */
#define STRETCHES_MAX 8
static const struct route {
    const struct stretch *stretches[STRETCHES_MAX];
} routes[] = {
    {{&recycles}},
    {{&bumps}},
    {{&entersBlock, &looksForSlot, &hasSlot, &obtains, &keepsTable, &beginsBlock}},
    {{&entersBlock, &looksForSlot, &hasSlot, &isKept, &keepsTable, &beginsBlock}},
    {{&entersBlock, &looksForSlot, &growsTable, &obtains, &takesTable, &beginsBlock}},
    {{&entersBlock, &looksForSlot, &hasSlot, &failsToObtain, &failsWithOldTable}},
    {{&entersBlock, &looksForSlot, &growsTable, &failsToObtain, &failsWithNewTable}},
    {{&pushes}},
    {{&resets}},
    {{&initializes, &resetsNew}},
};
enum {
    ROUTE_RECYCLE,
    ROUTE_BUMP,
    ROUTE_NEW_BLOCK,
    ROUTE_KEPT_BLOCK,
    ROUTE_GROW_TABLE,
    ROUTE_NO_BLOCK,
    ROUTE_NO_BLOCK_AFTER_TABLE,
    ROUTE_PUSH,
    ROUTE_RESET,
    ROUTE_POOL,
    ROUTES
};
_Static_assert(sizeof routes / sizeof *routes == ROUTES, "a row for each");

/* --- values ----------------------------------------------------------------------------------- */

/* The step whose lines are told; what stands for `before` in a note has no ', `after` has one. */
struct telling {
    const struct session *s;
    const struct event *event;
    struct buffer *out;
};

static void appendNumber(const struct telling *t, int64_t number)
{
    bufferAppendFormat(t->out, "%lld", (long long)number);
}

/* NULL, the address, or where these differ from run to run, the place there. */
static void appendAddress(const struct telling *t, uint64_t address)
{
    struct grant grant = {0};
    if (address == 0)
        bufferAppendText(t->out, "NULL");
    else if (t->s->arena.fixed)
        bufferAppendHex(t->out, address);
    else if (t->s->model->kind->classify(t->s->model, address, &grant) == CLAIM_FOREIGN)
        bufferAppendText(t->out, "?");
    else
        placeAppend(&grant.place, t->out);
}

static void appendVariable(const struct telling *t, struct span name)
{
    const bool isAfter = name.text[name.bytes - 1] == '\'';
    const struct fields *f = isAfter ? &t->event->after : &t->event->before;
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {
        {"used", f->used},
        {"block", f->block},
        {"blockSize", f->blockSize},
        {"chunkSize", f->chunkSize},
        {"blocksUsed", f->blocksUsed},
        {"next", (int64_t)f->block + 1},
        {"capacity", (int64_t)f->blocksUsed * 2},
        {"blockBytes", (int64_t)f->chunkSize * f->blockSize},
        {"alignment", _Alignof(void *)},
    };
    name.bytes -= isAfter;
    if (spanIs(name, "freed"))
        appendAddress(t, f->freed);
    else if (spanIs(name, "chunk"))
        appendAddress(t, t->event->outcome == OUTCOME_OK ? t->event->address : 0);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (spanIs(name, numbers[i].name))
            appendNumber(t, numbers[i].value);
}

static void appendNote(const struct telling *t, const char *note)
{
    for (const char *end; *note != '\0'; note = end) {
        end = note + strcspn(note, "{");
        bufferAppend(t->out, note, (size_t)(end - note));
        if (*end != '{')
            continue;
        const char *close = strchr(end, '}');
        appendVariable(t, (struct span){end + 1, (size_t)(close - end - 1)});
        end = close + 1;
    }
}

/* --- lines ------------------------------------------------------------------------------------ */

static const struct codeText *textOf(const char *function)
{
    size_t i = 0;
    while (i < codeTextCount - 1 && strcmp(codeTexts[i].name, function) != 0)
        i++;
    return &codeTexts[i];
}

/* The line without its indent and the comment at its end. */
static struct span codeOf(const char *line)
{
    const struct span whole = spanOf(line + strspn(line, " "));
    const char *comment = strstr(whole.text, " /*");
    return comment != NULL ? (struct span){whole.text, (size_t)(comment - whole.text)} : whole;
}

/* Where in the function the row's line comes next; lineCount where it does not. */
static uint32_t findLine(const struct codeView *code, const struct codeText *text, const char *line)
{
    uint32_t at = 0;
    for (size_t i = 0; i < code->markCount; i++)
        if (code->marks[i].text == text)
            at = code->marks[i].line + 1;
    while (at < text->lineCount && !spanIs(codeOf(text->lines[at]), line))
        at++;
    return at;
}

/* NULL, or the first line that is not in the source. */
static const char *addStretch(const struct telling *t, const struct stretch *stretch,
                              struct codeView *code)
{
    const struct codeText *text = textOf(stretch->function);
    if (code->functionCount == 0 || code->functions[code->functionCount - 1] != text)
        code->functions[code->functionCount++] = text;
    for (size_t i = 0; i < ROWS_MAX && stretch->rows[i].line != NULL; i++) {
        const uint32_t line = findLine(code, text, stretch->rows[i].line);
        if (line == text->lineCount)
            return stretch->rows[i].line;
        struct codeMark *mark = &code->marks[code->markCount++];
        *mark = (struct codeMark){.text = text, .line = line, .noteAt = code->notes.bytes};
        if (t->event != NULL)
            appendNote(t, stretch->rows[i].note);
        mark->noteBytes = code->notes.bytes - mark->noteAt;
    }
    return NULL;
}

static const char *addRoute(const struct telling *t, const struct route *route,
                            struct codeView *code)
{
    const char *missing = NULL;
    for (size_t i = 0; i < STRETCHES_MAX && route->stretches[i] != NULL && missing == NULL; i++)
        missing = addStretch(t, route->stretches[i], code);
    return missing;
}

/* --- the step --------------------------------------------------------------------------------- */

/* The route of a step, or ROUTES and why there is none. */
static int routeOf(const struct session *s, const struct event *event, const char **none)
{
    static const int ofPath[PATH_COUNT] = {
        [PATH_NONE] = ROUTE_POOL,
        [PATH_RECYCLE] = ROUTE_RECYCLE,
        [PATH_BUMP] = ROUTE_BUMP,
        [PATH_NEW_BLOCK] = ROUTE_NEW_BLOCK,
        [PATH_KEPT_BLOCK] = ROUTE_KEPT_BLOCK,
        [PATH_GROW_TABLE] = ROUTE_GROW_TABLE,
        [PATH_PUSH] = ROUTE_PUSH,
        [PATH_RESET] = ROUTE_RESET,
    };
    const bool isAlloc = strcmp(event->op, "alloc") == 0;
    const bool isFull = event->before.block + 1 == (int64_t)event->before.blocksUsed;
    if (s->model->kind != &poolModel)
        *none = "no code: this allocator is not the one of pool.c";
    else if (event->outcome == OUTCOME_OUT_OF_MEMORY && isAlloc)
        return isFull ? ROUTE_NO_BLOCK_AFTER_TABLE : ROUTE_NO_BLOCK;
    else if (event->outcome != OUTCOME_OK)
        *none = "no code: the step was refused before a call of pool.c";
    else if (strcmp(event->op, "write") == 0 || strcmp(event->op, "trim") == 0)
        *none = "no code: nothing of pool.c was called";
    else
        return ofPath[event->path];
    return ROUTES;
}

void codeTell(const struct session *s, const struct event *event, struct codeView *code)
{
    const struct telling t = {s, event, &code->notes};
    codeClear(code);
    const int route = routeOf(s, event, &code->none);
    if (route < ROUTES)
        (void)addRoute(&t, &routes[route], code);
    if (code->notes.failed) { /* nothing is told, and that it failed is left to be seen */
        codeClear(code);
        code->notes.failed = true;
    }
}

bool codeIsWhole(const char **line)
{
    struct codeView code;
    const struct telling t = {NULL, NULL, NULL};
    *line = NULL;
    codeInit(&code);
    for (int i = 0; i < ROUTES && *line == NULL; i++) {
        codeClear(&code);
        *line = addRoute(&t, &routes[i], &code);
    }
    codeRelease(&code);
    return *line == NULL;
}
