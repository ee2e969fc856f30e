#include "view/code.h"

void codeInit(struct codeView *code)
{
    *code = (struct codeView){0};
    bufferInit(&code->notes);
}

void codeRelease(struct codeView *code)
{
    bufferRelease(&code->notes);
}

void codeClear(struct codeView *code)
{
    code->functionCount = code->markCount = 0;
    code->none = NULL;
    bufferClear(&code->notes);
}

const struct codeMark *codeMarkAt(const struct codeView *code, const struct codeText *text,
                                  uint32_t line)
{
    for (size_t i = 0; i < code->markCount; i++)
        if (code->marks[i].text == text && code->marks[i].line == line)
            return &code->marks[i];
    return NULL;
}
