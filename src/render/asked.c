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

/* The verdict in a tone, and then what the answer is. */
static void appendVerdict(struct canvas *c, const struct asked *asked)
{
    const bool wrong = asked->verdict == VERDICT_WRONG;
    const enum tone tone = wrong ? TONE_WRONG : TONE_LIVE;
    canvasToneBegin(c, tone);
    bufferAppendText(c->out, wrong ? "Not so." : asked->verdict == VERDICT_RIGHT ? "Right:" : "");
    canvasToneEnd(c, tone);
    bufferAppendText(c->out, asked->verdict == VERDICT_RIGHT ? " "
                             : wrong                         ? " The answer is "
                                                             : "The answer is ");
}

void askedTextAnswer(const struct asked *asked, const struct style *style, struct buffer *out)
{
    struct canvas c = begin(style, out);
    bufferAppendText(out, "  ");
    appendVerdict(&c, asked);
    canvasSentence(&c, asked->truth);
    if (asked->verdict == VERDICT_WRONG && asked->given.bytes > 0) {
        bufferAppendText(out, "; you said ");
        bufferAppendSpan(out, asked->given);
    }
    bufferAppendByte(out, '.');
    canvasLineEnd(&c);
    if (asked->reply.bytes > 0)
        askedTextHint(asked->reply, style, out);
    bufferAppendByte(out, '\n');
}
