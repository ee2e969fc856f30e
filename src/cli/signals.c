#include "cli/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "cli/terminal.h"

static const int handledSignals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
#define HANDLED_SIGNALS (sizeof handledSignals / sizeof *handledSignals)

static volatile sig_atomic_t caught; /* the last signal but SIGINT */
static sigset_t waiting;             /* the mask with which to wait */

static void onSignal(int signal)
{
    caught = signal;
}

/* One at a time: the next one is held until the next wait. */
static void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigfillset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

void signalsBegin(void)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    for (size_t i = 0; i < HANDLED_SIGNALS; i++) {
        sigaddset(&held, handledSignals[i]);
        handle(handledSignals[i], onSignal);
    }
    sigprocmask(SIG_BLOCK, &held, &waiting);
}

void signalsEnd(void)
{
    for (size_t i = 0; i < HANDLED_SIGNALS; i++)
        handle(handledSignals[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &waiting, NULL);
}

short signalsAwaitKey(void)
{
    const struct timespec atOnce = {0};
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = ppoll(&input, 1, NULL, &waiting);
    /* of a signal and a key that were both there it tells the key: what is typed behind a Ctrl-C */
    if (ready > 0 && ppoll(NULL, 0, &atOnce, &waiting) < 0)
        ready = -1;
    if (ready > 0)
        return input.revents;
    return errno == EINTR ? 0 : POLLERR;
}

bool signalsCame(void)
{
    return terminalInterrupted || caught != 0;
}

bool signalsEndTyping(void)
{
    return terminalInterrupted || (caught != 0 && caught != SIGWINCH);
}

int signalsTake(void)
{
    const int signal = caught;
    caught = 0;
    return signal;
}

void signalsYieldTo(int signal)
{
    sigset_t held;
    handle(signal, SIG_DFL);
    raise(signal);
    sigprocmask(SIG_SETMASK, &waiting, &held);
    sigprocmask(SIG_SETMASK, &held, NULL);
    handle(signal, onSignal);
}
