/*
 * coverage.h - what `make coverage` puts in front of every source: a program that ends itself by a
 * signal, as poolsim does once it is interrupted, has written by then what it ran. No header of
 * libc is included, as that would declare names that the sources have for something else.
 */
#ifndef COVERAGE_H
#define COVERAGE_H

#ifndef __cplusplus
int __llvm_profile_write_file(void);      /* adds to what the file says... */
void __llvm_profile_reset_counters(void); /* ...so what goes on counts anew */
int gsignal(int signal);                  /* what raise is in glibc */

__attribute__((weak, no_profile_instrument_function)) int coverageRaise(int signal)
{
    __llvm_profile_write_file();
    __llvm_profile_reset_counters();
    return gsignal(signal);
}

#define raise coverageRaise
#endif

#endif
