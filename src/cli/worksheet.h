/*
 * worksheet.h - --worksheet and --grade: prints an exercise or its key, and marks one that was
 * filled in.
 */
#ifndef CLI_WORKSHEET_H
#define CLI_WORKSHEET_H

#include "cli/run.h"

/* Do the options of worksheets go together, and with the others? Works out how many steps --steps
 * says. False, after a message. */
bool worksheetCheck(struct options *options, struct output *output);

/* Do the options ask for one of the two? */
bool worksheetIsWanted(const struct options *options);

/*
 * Prints a sheet out of a seed, or of the first steps of a trace (`file`, or the text of -c). Or
 * marks the sheet in the file that --grade names; what is wrong or missing makes the status 1.
 */
void worksheetRun(struct run *r, const char *file);

#endif
