#include "cli/output.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/canvas.h"

/* Gathered bytes that are worth a write. */
#define LARGE_BYTES ((size_t)64 << 10)

/* Of a message; no file's name is longer than 4095 bytes. */
#define MESSAGE_BYTES_MAX ((size_t)4352)

void outputInit(struct output *output)
{
    bufferInit(&output->text);
    output->failed = output->unsaid = false;
    output->columns = 0;
    output->watched = isatty(STDOUT_FILENO);
}

void outputRelease(struct output *output)
{
    bufferRelease(&output->text);
}

static bool writeAll(int file, const char *text, size_t bytes)
{
    while (bytes > 0) {
        ssize_t written = write(file, text, bytes);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 &&
            errno == EPIPE) { /* only where SIGPIPE was ignored: die by it all the same */
            signal(SIGPIPE, SIG_DFL);
            raise(SIGPIPE);
        }
        if (written < 0)
            return false;
        text += written;
        bytes -= (size_t)written;
    }
    return true;
}

bool outputFlush(struct output *output)
{
    if (output->failed)
        return false;
    const bool outOfMemory = output->text.failed;
    errno = ENOMEM;
    output->failed = !writeAll(STDOUT_FILENO, output->text.text, output->text.bytes) || outOfMemory;
    const int reason = errno;
    bufferClear(&output->text);
    if (output->failed)
        outputComplain(output, "can't write the output: %s", strerror(reason));
    return !output->failed;
}

bool outputFlushLarge(struct output *output)
{
    const bool held = !output->watched && output->text.bytes < LARGE_BYTES;
    return held ? !output->failed : outputFlush(output);
}

void outputDependsOn(struct output *output, const struct buffer *part)
{
    output->text.failed = output->text.failed || part->failed;
}

/* The message in lines of the screen; what stands below it, the line with the fault, as it is. */
static void appendWrapped(struct buffer *out, struct span text, unsigned columns)
{
    const struct style style = {.columns = columns};
    struct canvas c = {.out = out, .style = &style};
    const char *end = memchr(text.text, '\n', text.bytes);
    const size_t bytes = end != NULL ? (size_t)(end - text.text) : text.bytes;
    canvasLineBegin(&c, 2);
    canvasSentence(&c, (struct span){text.text, bytes});
    bufferAppendSpan(out, (struct span){text.text + bytes, text.bytes - bytes});
}

void outputError(struct output *output, const struct buffer *text)
{
    struct buffer wrapped;
    if (!output->failed && output->text.bytes > 0)
        outputFlush(output);
    bufferInit(&wrapped);
    if (output->columns > 0 && text->text != NULL)
        appendWrapped(&wrapped, bufferSpan(text), output->columns);
    const bool isWrapped = wrapped.bytes > 0 && !wrapped.failed;
    /* A message that there is no memory for is said in other words, and not in half of its own. */
    const struct span said = text->failed ? spanOf("poolsim: out of memory\n")
                             : isWrapped  ? bufferSpan(&wrapped)
                                          : bufferSpan(text);
    if (!writeAll(STDERR_FILENO, said.text, said.bytes))
        output->unsaid = true; /* there is nowhere to say so, but in the exit status */
    bufferRelease(&wrapped);
}

/* A message that is longer than any with a file's name in it, without its middle. */
static void appendMessage(struct buffer *text, struct span message)
{
    const size_t first = 80, last = 80;
    if (message.bytes <= MESSAGE_BYTES_MAX) {
        bufferAppendEscaped(text, message);
        return;
    }
    bufferAppendEscaped(text, (struct span){message.text, first});
    bufferAppendText(text, "...");
    bufferAppendEscaped(text, (struct span){message.text + message.bytes - last, last});
}

void outputComplain(struct output *output, const char *format, ...)
{
    char *message = NULL;
    va_list arguments;
    va_start(arguments, format);
    int bytes = vasprintf(&message, format, arguments);
    va_end(arguments);
    struct buffer text;
    bufferInit(&text);
    bufferAppendText(&text, "poolsim: ");
    if (bytes >= 0)
        appendMessage(&text, spanOf(message));
    bufferAppendByte(&text, '\n');
    text.failed = text.failed || bytes < 0;
    outputError(output, &text);
    bufferRelease(&text);
    if (bytes >= 0)
        free(message);
}
