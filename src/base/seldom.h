/*
 * seldom.h - what hardly ever happens, for code that each step runs through: compilers put it out
 * of the way. A step that is printed runs through six thousand instructions, most of them once, and
 * whether they fit the caches of a processor decides how fast that is.
 */
#ifndef BASE_SELDOM_H
#define BASE_SELDOM_H

/* Of a function: calls of it are out of the way, and so is itself. */
#define COLD __attribute__((cold))

/* Of a condition. */
#define SELDOM(condition) __builtin_expect(condition, 0)

#endif
