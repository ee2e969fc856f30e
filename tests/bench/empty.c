/* empty.c - the least program that could be an interactive shell: one prompt, if it has a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

int main(void)
{
    if (isatty(STDIN_FILENO))
        free(readline("empty> "));
    return history_length;
}
