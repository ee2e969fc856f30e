/*
 * code.h - the source beside a step, as plain data: functions of the pool, which of their lines
 * ran, and beside these what values they met and left. The engine fills it in, painters draw it.
 */
#ifndef VIEW_CODE_H
#define VIEW_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"

/* A function as it stands in its file. */
struct codeText {
    const char *name;
    const char *file;
    uint32_t firstLine; /* of the file, from 1 */
    uint32_t lineCount;
    const char *const *lines;
};

/* A line that ran. */
struct codeMark {
    const struct codeText *text;
    uint32_t line; /* of the text, from 0                    */
    size_t noteAt; /* its note: bytes of codeView.notes; may be empty */
    size_t noteBytes;
};

/* More than any path has. */
#define CODE_FUNCTIONS_MAX 2
#define CODE_MARKS_MAX     32

struct codeView {
    const struct codeText *functions[CODE_FUNCTIONS_MAX]; /* in the order in which they began */
    size_t functionCount;                                 /* 0: `none` says why               */
    const char *none;
    struct codeMark marks[CODE_MARKS_MAX]; /* in the order in which they ran */
    size_t markCount;
    struct buffer notes;
};

void codeInit(struct codeView *code);
void codeRelease(struct codeView *code);

/* Nothing ran yet; keeps its memory. */
void codeClear(struct codeView *code);

/* The mark of a line; NULL where it did not run. */
const struct codeMark *codeMarkAt(const struct codeView *code, const struct codeText *text,
                                  uint32_t line);

static inline struct span codeNote(const struct codeView *code, const struct codeMark *mark)
{
    return (struct span){code->notes.text + mark->noteAt, mark->noteBytes};
}

#endif
