#include "render/asked.h"

#include "render/canvas.h"

static struct canvas begin(const struct style *style, struct buffer *out)
{
    struct canvas c = {.out = out, .style = style};
    canvasLineBegin(&c, 2);
    return c;
}

void askedTextQuestion(const struct asked *asked, const struct style *style, struct buffer *out)
{
    struct canvas c = begin(style, out);
    canvasToneBegin(&c, TONE_STRONG);
    bufferAppendText(out, "? ");
    canvasSentence(&c, asked->question);
    canvasToneEnd(&c, TONE_STRONG);
    canvasLineEnd(&c);
}

void askedTextHint(struct span hint, const struct style *style, struct buffer *out)
{
    struct canvas c = begin(style, out);
    bufferAppendText(out, "  ");
    canvasSentence(&c, hint);
    canvasLineEnd(&c);
}

/* What the answer is, as a sentence behind the verdict. */
static void appendTruth(const struct asked *asked, struct buffer *out)
{
    bufferAppendText(out, asked->verdict == VERDICT_RIGHT ? "" : "The answer is ");
    bufferAppendSpan(out, asked->truth);
    if (asked->verdict == VERDICT_WRONG && asked->given.bytes > 0) {
        bufferAppendText(out, "; you said ");
        bufferAppendSpan(out, asked->given);
    }
    bufferAppendByte(out, '.');
}

void askedTextAnswer(const struct asked *asked, const struct style *style, struct buffer *out)
{
    struct canvas c = begin(style, out);
    struct buffer truth;
    bufferInit(&truth);
    appendTruth(asked, &truth);
    bufferAppendText(out, "  ");
    if (asked->verdict != VERDICT_SKIPPED) {
        const bool right = asked->verdict == VERDICT_RIGHT;
        canvasToned(&c, right ? TONE_LIVE : TONE_WRONG, spanOf(right ? "Right:" : "Not so."));
        bufferAppendByte(out, ' ');
    }
    canvasSentence(&c, bufferSpan(&truth));
    canvasLineEnd(&c);
    out->failed = out->failed || truth.failed;
    bufferRelease(&truth);
    if (asked->reply.bytes > 0)
        askedTextHint(asked->reply, style, out);
    bufferAppendByte(out, '\n');
}
