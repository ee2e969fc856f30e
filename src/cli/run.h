/*
 * run.h - carries out one command and has the result painted: a step in the session, or a question.
 * Everything that a run of the program holds is here; who feeds it commands is driver.h.
 */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include <stdbool.h>

#include "cli/lines.h"
#include "cli/options.h"
#include "cli/entered.h"
#include "cli/output.h"
#include "engine/breaks.h"
#include "engine/session.h"
#include "lang/parse.h"
#include "lang/trace.h"
#include "render/render.h"
#include "study/quiz.h"
#include "view/code.h"

/* Where commands come from, and what ends the reading of them. */
struct source {
    struct span name;      /* for messages: a file's name, <stdin>, -c                      */
    bool stopsWhenRefused; /* a replay: at the first outcome that is not ok                 */
    bool stopsAtFault;     /* malformed text ends it; the shell reads on                    */
    bool isTrace;          /* a file that somebody else may have written: it can't `save`   */
    unsigned depth;        /* of `source` within `source`                                   */
};

struct tutor;

/* Where a command stands. */
struct here {
    const struct source *source;
    const struct command *command;
};

/* A refused step whose outcome may yet be expected. */
struct refusal {
    bool pends;
    bool isSeen; /* it was printed; why, is in run.why until the next step */
    uint64_t line;
    uint32_t column;
};

/* A quiz, and the question that is being asked. */
struct quizRun {
    struct quiz quiz;
    struct question question;
    struct answer answer;
    uint64_t step;      /* that it is about                                       */
    bool isReadable;    /* the answer could be read                               */
    bool isSkipped;     /* there is none                                          */
    struct buffer text; /* of the question                                        */
    struct buffer line; /* that was answered                                      */
    struct buffer command, said, truth, why;
};

struct run {
    const struct options *options;
    struct output *output;
    struct session session;
    struct style style;
    struct view view;
    struct parseError fault;   /* its buffer is used again and again                 */
    struct here here;          /* the command that opens files; NULL where none does */
    struct buffer commandText; /* of the step that is being painted                  */
    struct buffer why;
    struct remarks remarks;
    struct codeView code;
    bool showsCode;        /* beside each step                                   */
    enum status status;    /* the worst so far                                   */
    bool quit;             /* quit or exit was said                              */
    bool shell;            /* a person types                                     */
    bool asked;            /* the commands are a person's: every step is printed */
    char *sourced;         /* the file that the last command sources, to be freed */
    uint64_t paintedStep;  /* the last one that was printed                      */
    uint64_t failureCount; /* refusals that nobody expected, expectations that failed */
    struct refusal refusal;
    bool finished;      /* the final state was printed                         */
    bool saidMoved;     /* that the usual addresses are taken                  */
    struct trace trace; /* that is stepped through, where one is loaded        */
    bool isLoaded;
    char *traceName;
    struct enteredList entered; /* of it, commands that make several steps            */
    bool muted;                 /* the needle moves: steps are not printed one by one  */
    bool own;                   /* steps are those of the loaded trace                 */
    bool hit;                   /* a break, by the last step                           */
    bool passesBreaks;          /* a movement does, and they do not count it           */
    struct breaks breaks;
    struct buffer stops;           /* what is said of those that were hit                 */
    struct buffer held;            /* messages of a movement that is not at its end       */
    const struct condition *until; /* what a movement waits for; NULL             */
    bool reached;                  /* it holds after the last step                */
    uint64_t stopAt;               /* the step that a movement is to end at; 0            */
    uint64_t rest;                 /* the first muted step that ends it; 0                */
    struct command repeat;         /* what an empty line does again, where it has a size  */
    uint64_t refusedCount;         /* steps                                              */
    struct quizRun quiz;
    struct lines input;      /* standard input, where it is read line by line: see runInput */
    struct buffer inputLine; /* of it, that is run now: those behind it may be answers */
    bool hasInput;
    struct tutor *tutor;  /* of the lesson that is open; NULL                   */
    unsigned lessonOmits; /* what its screen leaves out of pictures             */
};

/* False, after a message, without memory for a session; nothing is to be released then. */
bool runInit(struct run *r, const struct options *options, struct output *output);
void runRelease(struct run *r);

/* A new session in place of the old one, as at the beginning or of one's own. False, after a
 * message. */
bool runBeginAgain(struct run *r);
bool runBeginWith(struct run *r, const struct sessionOptions *options);

/* The lines of standard input, for commands and for answers alike. */
struct lines *runInput(struct run *r);

/* The width of the terminal may have changed. */
void runMeasure(struct run *r);

/*
 * Carries out one command; false where reading is to stop. A file to be sourced is left in
 * r->sourced.
 */
bool runCommand(struct run *r, const struct source *source, const struct command *command);

/*
 * Is the command of this line well formed where only the engine knows: a condition, a figure, an
 * outcome? Where not, r->fault says why. In a trace, it is also to be one that a trace can hold.
 */
bool runCheck(struct run *r, struct span line, const struct command *command);
bool runCheckTraced(struct run *r, struct span line, const struct command *command);

/* Prints the last step again, or the state before the first one. */
void runShowHere(struct run *r);

/* A line for a person, beside the results where these are for programs. */
void runSay(struct run *r, const char *text);

/* A command that can't be carried out now: says why; false where reading is to stop. */
bool runRefuse(struct run *r, const struct source *source, const struct command *command,
               const char *why);

/*
 * A step that was refused counts, and ends a replay, unless the commands right behind it expect its
 * outcome: to be called where none of these can come any more. False where reading is to stop.
 */
bool runSettle(struct run *r, const struct source *source);

/* The end of a replay: prints the final state and the figures, unless they stand there already. */
void runFinish(struct run *r);

void runWorsen(struct run *r, enum status status);

/* At the end of a movement: the messages that came on the way. */
void runSayHeld(struct run *r);

/* FILE:LINE:COLUMN: message, for what is wrong with a command that is well formed. */
void runComplainAt(struct run *r, const struct source *source, const struct command *command,
                   enum status status, struct span message);

/*
 * Into r->fault: what is wrong with bytes `at` to `at + bytes` of `text`, which is a part of the
 * line that `command` stands in.
 */
void runSetFault(struct run *r, struct span line, const struct command *command, struct span text,
                 size_t at, size_t bytes, struct span message);

/* What is wrong with `line`, as r->fault says. */
void runComplainFault(struct run *r, const struct source *source, struct span line);

/* can't VERB 'NAME': why, by an errno; behind the place of the command that wants the file. */
void runComplainFile(struct run *r, const char *verb, const char *name, int reason);

#endif
