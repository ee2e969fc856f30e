/*
 * checked.h - sums and products that input can reach: each says false, and leaves the result alone,
 * where the true value does not fit.
 */
#ifndef BASE_CHECKED_H
#define BASE_CHECKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*@ requires \valid(sum);
    assigns *sum;
    ensures \result <==> a + b <= UINT64_MAX;
    ensures *sum == (\result ? a + b : \old(*sum));
*/
static inline bool checkedAdd(uint64_t a, uint64_t b, uint64_t *sum)
{
    uint64_t value;
    if (__builtin_add_overflow(a, b, &value))
        return false;
    *sum = value;
    return true;
}

/*@ requires \valid(product);
    assigns *product;
    ensures \result <==> a * b <= UINT64_MAX;
    ensures *product == (\result ? a * b : \old(*product));
*/
static inline bool checkedMultiply(uint64_t a, uint64_t b, uint64_t *product)
{
    uint64_t value;
    if (__builtin_mul_overflow(a, b, &value))
        return false;
    *product = value;
    return true;
}

/*
 * The array `items` of *capacity items of `itemBytes` bytes, moved where it must be so that `count`
 * of them fit; *capacity at least doubles. Returns NULL, with the array as it was, without memory.
 */
void *checkedGrow(void *items, size_t *capacity, uint64_t count, size_t itemBytes);

/* The same, and every byte of the items that are new is `fill`. */
void *checkedGrowFilled(void *items, size_t *capacity, uint64_t count, size_t itemBytes,
                        unsigned char fill);

#endif
