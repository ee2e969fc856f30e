/*
 * output.h - what goes to standard output and standard error. Results are gathered and written in
 * large pieces, every write is checked, and what was gathered goes out before an error message, so
 * that the two are in order on a terminal.
 *
 * Rule: after a failed write nothing more is written, and the run ends with STATUS_OUTPUT. A reader
 * that went away ends the program at once, by SIGPIPE, as it does other tools.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "base/buffer.h"

/* Exit statuses, the worst one last. */
enum status { STATUS_OK, STATUS_REFUSED, STATUS_MALFORMED, STATUS_OUTPUT };

struct output {
    struct buffer text; /* gathered; painters append to it         */
    bool failed;        /* a write failed, and has been reported   */
    bool unsaid;        /* a message could not be written          */
    bool watched;       /* a person may be reading: nothing is held back */
    unsigned columns;   /* of a screen that messages go on between words; 0: lines as they are */
};

void outputInit(struct output *output);
void outputRelease(struct output *output);

/* Writes what is gathered; false where that failed, now or before. */
bool outputFlush(struct output *output);

/* The same, but only once there is enough of it to be worth a write. */
bool outputFlushLarge(struct output *output);

/*
 * `part` went into the text: where a word of it found no memory, the text has failed as well. So
 * nothing is written that has a hole in it, and nothing is left out in silence.
 */
void outputDependsOn(struct output *output, const struct buffer *part);

/* Writes all of `text` to standard error, after what is gathered. Escaping is the caller's. */
void outputError(struct output *output, const struct buffer *text);

/* "poolsim: " and the message, as printf, to standard error. */
void outputComplain(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
