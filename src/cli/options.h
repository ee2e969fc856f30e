/*
 * options.h - the command line, read and checked. Its table holds every option with its help.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/output.h"
#include "engine/session.h"
#include "import/import.h"
#include "render/render.h"

#define POOLSIM_VERSION "1.0"

enum colourWish { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Steps `first` to `last`, both included. */
struct stepRange {
    uint64_t first, last;
};

#define STEP_RANGES_MAX 64

struct options {
    struct sessionOptions session;
    bool memoryGiven;   /* --memory: it must be had as it is             */
    bool replay;        /* --replay                                      */
    const char **files; /* of it, `fileCount` names                      */
    int fileCount;
    const char *text;      /* -c; NULL                                      */
    const char *generated; /* --generate; NULL                              */
    const char **compared; /* --compare: recipes, `compareCount` of them */
    size_t compareCount;
    bool lastIsCompare; /* what stands behind options is a recipe more, not a file */
    bool interactive;   /* the shell afterwards                          */
    bool worksheet;     /* print one, of `sheetSteps` steps              */
    size_t sheetSteps;
    uint64_t seed;      /* of its steps                                  */
    bool hasSeed;       /* it was given                                  */
    bool answers;       /* its key                                       */
    bool misuse;        /* in it                                         */
    const char *graded; /* --grade: a filled one; NULL                   */
    unsigned quizKinds; /* --quiz: of questions; 0 for no quiz           */
    bool stopped;       /* before the first step of the trace            */
    bool quiet;
    bool keepGoing;
    uint64_t every;                           /* print every nth step                          */
    struct stepRange ranges[STEP_RANGES_MAX]; /* --steps: print these, and no others */
    size_t rangeCount;
    const struct painter *painter;
    unsigned parts;                  /* VIEW_...                                      */
    const struct importFormat *from; /* --from; NULL to recognise              */
    bool fromPoolsim;                /* --from poolsim: the language, whatever it looks like */
    uint64_t minSize;                /* bytes                                         */
    enum colourWish colour;
    bool ascii;
    bool code; /* beside each step, as after `set code on` */
};

/*
 * Reads argv into *options. Returns true to go on; false where there is nothing to do but to exit
 * with *status: --help or --version were printed, or a fault was reported.
 */
bool optionsParse(struct options *options, int argc, char **argv, struct output *output,
                  enum status *status);
/* Is the step one of --steps? */
bool optionsHasStep(const struct options *options, uint64_t step);

void optionsRelease(struct options *options);

#endif
