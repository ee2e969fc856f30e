/*
 * files.h - files by name: traces to read, sessions to save, the shell's history.
 */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <stdbool.h>

#include "base/span.h"

/* The name as a C string, with a leading ~ expanded; NULL for a name with a NUL in it. To be freed.
 */
char *filesName(struct span name);

/* Opens a file to read, "-" being standard input; -1 and errno. A folder is EISDIR. */
int filesOpen(const char *name);

/* Is it a regular file, which reads the same twice? */
bool filesIsRegular(const char *name);

/*
 * Writes `text` to a file, all or nothing. An existing file is replaced only with `force`; without,
 * EEXIST. False and errno where it failed; then the old file, if any, is as it was.
 */
bool filesSave(const char *name, bool force, struct span text);

#endif
