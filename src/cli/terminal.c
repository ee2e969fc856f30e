#include "cli/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_DEFAULT 80
#define COLUMNS_MAX     1000

volatile int terminalInterrupted;

static void onInterrupt(int signal)
{
    (void)signal;
    terminalInterrupted = 1;
}

void terminalCatchInterrupt(void)
{
    struct sigaction action = {.sa_handler = onInterrupt}; /* no SA_RESTART: reads must return */
    sigemptyset(&action.sa_mask);
    struct sigaction before;
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
        return; /* whoever started us wants none */
    sigaction(SIGINT, &action, NULL);
}

int terminalAwait(int file)
{
    struct pollfd input = {.fd = file, .events = POLLIN};
    sigset_t interrupt, before;
    int ready = -1;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    errno = EINTR;
    while (ready < 0 && errno == EINTR && !terminalInterrupted)
        ready = ppoll(&input, 1, NULL, &before);
    const int reason = ready > 0 ? 0 : errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return reason;
}

void terminalDieInterrupted(void)
{
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
    _exit(128 + SIGINT); /* only where SIGINT is blocked */
}

unsigned terminalColumns(int file)
{
    struct winsize size;
    if (!isatty(file) || ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return COLUMNS_DEFAULT;
    return size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
}

bool terminalIsCapable(int file)
{
    const char *term = getenv("TERM");
    return isatty(file) && term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0;
}

bool terminalWantsColour(int file)
{
    const char *refused = getenv("NO_COLOR");
    return terminalIsCapable(file) && (refused == NULL || refused[0] == '\0');
}

bool terminalHasUnicode(int file)
{
    return terminalIsCapable(file) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
