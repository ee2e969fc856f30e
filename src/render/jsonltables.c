#include "render/jsonltables.h"

#include "render/json.h"

void jsonlReport(const struct report *report, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    jsonKey(out, "op");
    jsonName(out, report->op);
    for (size_t i = 0; i < report->rowCount; i++) {
        const struct reportRow *row = &report->rows[i];
        jsonKey(out, row->name);
        bufferAppendByte(out, '{');
        jsonNumber(out, "count", row->count);
        jsonNumber(out, "bytes", row->bytes);
        jsonOptional(out, "firstLine", row->firstLine > 0, row->firstLine);
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
        jsonString(out, cell->is.text);
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

void jsonlTable(const struct table *table, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    jsonKey(out, "op");
    jsonName(out, table->op);
    if (table->title.text != NULL) {
        jsonKey(out, "title");
        jsonString(out, table->title);
    }
    jsonKey(out, "rows");
    bufferAppendByte(out, '[');
    for (size_t row = 0; row < table->rowCount; row++) {
        bufferAppendText(out, row > 0 ? ",{" : "{");
        for (size_t i = 0; i < table->columnCount; i++) {
            jsonKey(out, table->columns[i].key);
            appendTableCell(&table->cells[row * table->columnCount + i], out);
        }
        bufferAppendByte(out, '}');
    }
    bufferAppendText(out, "]}\n");
}

void jsonlListing(const struct listing *listing, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendByte(out, '{');
    jsonKey(out, "op");
    jsonName(out, listing->op);
    jsonNumber(out, "step", listing->step);
    jsonKey(out, "rows");
    bufferAppendByte(out, '[');
    for (size_t i = 0; i < listing->rowCount; i++) {
        const struct listingRow *row = &listing->rows[i];
        bufferAppendText(out, i > 0 ? ",{" : "{");
        jsonNumber(out, "number", row->number);
        jsonKey(out, "text");
        jsonString(out, row->text);
        jsonKey(out, "note");
        jsonString(out, row->note);
        jsonKey(out, "current");
        bufferAppendText(out, row->isCurrent ? "true}" : "false}");
    }
    bufferAppendByte(out, ']');
    jsonNumber(out, "hiddenBefore", listing->hiddenBefore);
    jsonNumber(out, "hiddenAfter", listing->hiddenAfter);
    bufferAppendText(out, "}\n");
}

/* What a question is about; its object stays open. */
static void beginAsked(const struct asked *asked, const char *op, struct buffer *out)
{
    bufferAppendByte(out, '{');
    jsonKey(out, "op");
    jsonName(out, op);
    jsonNumber(out, "step", asked->step);
    jsonKey(out, "command");
    jsonString(out, asked->command);
    jsonKey(out, "kind");
    jsonName(out, asked->kind);
    jsonKey(out, "question");
    jsonString(out, asked->question);
}

void jsonlQuestion(const struct asked *asked, const struct style *style, struct buffer *out)
{
    (void)style;
    beginAsked(asked, "question", out);
    bufferAppendText(out, "}\n");
}

void jsonlHint(struct span hint, const struct style *style, struct buffer *out)
{
    (void)style;
    bufferAppendText(out, "{\"op\":\"hint\",\"hint\":");
    jsonString(out, hint);
    bufferAppendText(out, "}\n");
}

void jsonlAnswer(const struct asked *asked, const struct style *style, struct buffer *out)
{
    (void)style;
    beginAsked(asked, "answer", out);
    jsonKey(out, "given");
    jsonString(out, asked->given);
    jsonKey(out, "answer");
    jsonString(out, asked->truth);
    jsonKey(out, "right");
    bufferAppendText(out, asked->verdict == VERDICT_RIGHT ? "true" : "false");
    jsonKey(out, "verdict");
    jsonName(out, verdictName(asked->verdict));
    jsonKey(out, "misconception");
    jsonName(out, asked->belief);
    jsonKey(out, "reply");
    jsonString(out, asked->reply);
    jsonNumber(out, "hints", asked->hintCount);
    bufferAppendText(out, "}\n");
}
