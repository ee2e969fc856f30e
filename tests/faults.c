/*
 * faults.c - lets calls of a program fail: preloaded (LD_PRELOAD), by tests/faults. The environment
 * says which:
 *
 *     FAULTS_KIND    memory, read, write, close, open or mmap
 *     FAULTS_AT      the number of the call that fails, from 1; 0: none, they are counted only
 *     FAULTS_ALL     where it is set, all calls from that one on fail
 *     FAULTS_REPORT  the number of a file: how many calls there were, how many pieces of memory
 *                    that the program itself obtained are not given back at its end, and whether a
 *                    write to standard error has failed
 *
 * Where a call in a library crashes, standard output says in which one.
 *
 * A close that fails has closed, as on Linux. What libc and the loader do before the program begins
 * is not counted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc's own, under names that are not interposed. */
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *memory, size_t bytes);
void __libc_free(void *memory);

enum kind { NONE, MEMORY, READ, WRITE, CLOSE, OPEN, MMAP };

static enum kind wanted; /* NONE until the program begins */
static unsigned long failAt, calls;
static bool failAll, errorsLost;
static int reportFile = -1;
static uintptr_t codeBegin, codeEnd; /* of the program itself */

/* ---- pieces of memory that the program itself has obtained: a hash table of their addresses */

#define PIECES (1u << 20)
static void *pieces[PIECES];
static void *const gone = &pieces;
static long pieceCount;

static size_t slotOf(const void *memory)
{
    return (size_t)((uintptr_t)memory >> 4) * 2654435761u % PIECES;
}

static void *keep(void *memory, const void *caller)
{
    if (memory == NULL || (uintptr_t)caller < codeBegin || (uintptr_t)caller >= codeEnd)
        return memory;
    size_t slot = slotOf(memory);
    while (pieces[slot] != NULL && pieces[slot] != gone)
        slot = (slot + 1) % PIECES;
    pieces[slot] = memory;
    pieceCount++;
    return memory;
}

static bool drop(const void *memory)
{
    for (size_t slot = slotOf(memory); memory != NULL && pieces[slot] != NULL;
         slot = (slot + 1) % PIECES)
        if (pieces[slot] == memory) {
            pieces[slot] = gone;
            pieceCount--;
            return true;
        }
    return false;
}

/* ---- which call fails */

static bool fails(enum kind kind, int number)
{
    if (kind != wanted)
        return false;
    calls++;
    if (failAt == 0 || (failAll ? calls < failAt : calls != failAt))
        return false;
    errno = number;
    return true;
}

static int ofProgram(struct dl_phdr_info *info, size_t bytes, void *data)
{
    (void)bytes, (void)data; /* the first object is the program */
    codeBegin = UINTPTR_MAX;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const uintptr_t begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        if (info->dlpi_phdr[i].p_type != PT_LOAD)
            continue;
        codeBegin = begin < codeBegin ? begin : codeBegin;
        codeEnd = begin + info->dlpi_phdr[i].p_memsz;
    }
    return 1;
}

/* The innermost object but libc that was at work: whose call it was that crashed. */
static void onCrash(int number)
{
    void *frames[64];
    const int count = backtrace(frames, 64);
    for (int i = 1; i < count; i++) { /* behind this function; the kernel's frame is libc's */
        Dl_info info;
        if (dladdr(frames[i], &info) == 0 || strstr(info.dli_fname, "libc.so") != NULL)
            continue;
        dprintf(STDOUT_FILENO, "\r\ncrashed in %s\r\n", info.dli_fname);
        break;
    }
    signal(number, SIG_DFL);
    raise(number);
}

__attribute__((constructor)) static void begin(void)
{
    void *frame;
    (void)backtrace(&frame, 1); /* the first one asks for memory */
    signal(SIGSEGV, onCrash);
    static const char *const kinds[] = {"", "memory", "read", "write", "close", "open", "mmap"};
    const char *kind = getenv("FAULTS_KIND"), *at = getenv("FAULTS_AT");
    const char *report = getenv("FAULTS_REPORT");
    failAt = at != NULL ? strtoul(at, NULL, 10) : 0;
    failAll = getenv("FAULTS_ALL") != NULL;
    reportFile = report != NULL ? (int)strtol(report, NULL, 10) : -1;
    unsetenv("LD_PRELOAD");
    dl_iterate_phdr(ofProgram, NULL);
    for (int i = MEMORY; kind != NULL && i <= MMAP; i++)
        if (strcmp(kind, kinds[i]) == 0)
            wanted = (enum kind)i;
}

__attribute__((destructor)) static void end(void)
{
    char text[80];
    wanted = NONE;
    const int bytes = snprintf(text, sizeof text, "%lu %ld %d\n", calls, pieceCount, errorsLost);
    if (reportFile >= 0)
        syscall(SYS_write, reportFile, text, bytes);
}

/* ---- memory */

void *malloc(size_t bytes)
{
    return fails(MEMORY, ENOMEM) ? NULL : keep(__libc_malloc(bytes), __builtin_return_address(0));
}

void *calloc(size_t count, size_t bytes)
{
    return fails(MEMORY, ENOMEM) ? NULL
                                 : keep(__libc_calloc(count, bytes), __builtin_return_address(0));
}

void *realloc(void *memory, size_t bytes)
{
    if (fails(MEMORY, ENOMEM))
        return NULL;
    drop(memory);
    return keep(__libc_realloc(memory, bytes), __builtin_return_address(0));
}

void free(void *memory)
{
    drop(memory);
    __libc_free(memory);
}

/* ---- files and maps */

ssize_t read(int file, void *bytes, size_t count)
{
    return fails(READ, EIO) ? -1 : syscall(SYS_read, file, bytes, count);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset)
{
    return fails(READ, EIO) ? -1 : syscall(SYS_pread64, file, bytes, count, offset);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    if (!fails(WRITE, ENOSPC))
        return syscall(SYS_write, file, bytes, count);
    errorsLost = errorsLost || file == STDERR_FILENO;
    return -1;
}

int close(int file)
{
    const int done = (int)syscall(SYS_close, file);
    return fails(CLOSE, EIO) ? -1 : done;
}

int openat(int folder, const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(OPEN, EMFILE) ? -1 : (int)syscall(SYS_openat, folder, name, flags, mode);
}

int open(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(OPEN, EMFILE) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}

void *mmap(void *at, size_t bytes, int access, int flags, int file, off_t offset)
{
    if (fails(MMAP, ENOMEM))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, bytes, access, flags, file, offset); // NOLINT
}
