#include "lang/statement.h"

#include "lang/word.h"

/* Bytes of a faulty line that are shown, around its fault. */
#define EXCERPT_BYTES 72

bool parserAtLineEnd(const struct parser *p)
{
    return p->at == p->line.bytes || p->line.text[p->at] == '#';
}

bool parserAtEnd(const struct parser *p)
{
    return parserAtLineEnd(p) || p->line.text[p->at] == ';';
}

void parserSkipBlanks(struct parser *p)
{
    while (p->at < p->line.bytes && wordIsBlank(p->line.text[p->at]))
        p->at++;
}

/* The next word, and the blanks behind it; empty at the end of the statement. */
struct span parserWord(struct parser *p)
{
    struct span word = {p->line.text + p->at, 0};
    while (!parserAtEnd(p) && !wordIsBlank(p->line.text[p->at])) {
        p->at++;
        word.bytes++;
    }
    parserSkipBlanks(p);
    return word;
}

void parserPutColumn(const struct parser *p, struct span word, struct command *command)
{
    size_t column = (size_t)(word.text - p->line.text) + 1;
    /* unreached: a line of 4 GiB */
    command->column = column < UINT32_MAX ? (uint32_t)column : UINT32_MAX;
}

/* An error at `word`, its message begun with `problem`; more can be appended to the buffer
 * returned. */
struct buffer *parserFault(const struct parser *p, struct span word, const char *problem,
                           struct parseError *error)
{
    error->line = p->number;
    error->at = (size_t)(word.text - p->line.text);
    error->bytes = word.bytes;
    bufferAppendText(&error->message, problem);
    return &error->message;
}

bool parserFaultUsage(const struct parser *p, struct span word, const char *problem,
                      struct parseError *error)
{
    struct buffer *out = parserFault(p, word, problem, error);
    bufferAppendText(out, " (");
    verbUsage(p->row, out);
    bufferAppendByte(out, ')');
    return false;
}

/* What an unknown or ambiguous word of a list could have been. */
bool parserFaultLookup(const struct parser *p, struct span word, const char *kind,
                       enum lookupResult result, const char *(*nameAt)(size_t index), size_t count,
                       struct parseError *error)
{
    struct buffer *out =
        parserFault(p, word, result == LOOKUP_AMBIGUOUS ? "ambiguous " : "unknown ", error);
    bufferAppendText(out, kind);
    bufferAppendByte(out, ' ');
    bufferAppendQuoted(out, word);
    if (result == LOOKUP_AMBIGUOUS) {
        bufferAppendText(out, " (");
        lookupCandidates(word, nameAt, count, out);
        bufferAppendText(out, ")");
        return false;
    }
    const char *nearest = lookupNearest(word, nameAt, count);
    const bool isVerb = nameAt == verbName;
    if (nearest != NULL)
        bufferAppendFormat(out, " (did you mean '%s'?)", nearest);
    else
        bufferAppendFormat(out, " (try 'help%s%s')", isVerb ? "" : " ", isVerb ? "" : p->row->name);
    return false;
}

void parseErrorFormat(const struct parseError *error, struct span file, struct span line,
                      struct buffer *out)
{
    bufferAppendEscaped(out, file);
    bufferAppendFormat(out, ":%llu:%zu: ", (unsigned long long)error->line, error->at + 1);
    bufferAppendSpan(out, bufferSpan(&error->message));

    size_t from = error->at > EXCERPT_BYTES / 2 ? error->at - EXCERPT_BYTES / 2 : 0;
    if (line.bytes <= EXCERPT_BYTES)
        from = 0;
    size_t to = line.bytes - from > EXCERPT_BYTES ? from + EXCERPT_BYTES : line.bytes;
    bufferAppendText(out, "\n    ");
    size_t start = out->bytes;
    bufferAppendText(out, from > 0 ? "..." : "");
    bufferAppendEscaped(out, (struct span){line.text + from, error->at - from});
    size_t caret = out->bytes - start;
    size_t marked = error->bytes < to - error->at ? error->bytes : to - error->at;
    bufferAppendEscaped(out, (struct span){line.text + error->at, marked});
    size_t width = out->bytes - start - caret;
    bufferAppendEscaped(out,
                        (struct span){line.text + error->at + marked, to - error->at - marked});
    bufferAppendText(out, to < line.bytes ? "...\n    " : "\n    ");
    bufferAppendRepeated(out, ' ', caret);
    bufferAppendByte(out, '^');
    bufferAppendRepeated(out, '~', width > 1 ? width - 1 : 0);
    bufferAppendByte(out, '\n');
}
