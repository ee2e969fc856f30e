#define _Alignof __alignof__
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
typedef long double max_align_t;
/*@ requires \valid(result);
    assigns *result;
    ensures \result == 0 || \result == 1;
    ensures (\result == 0) <==> (a + b <= UINT64_MAX);
    ensures \result == 0 ==> *result == a + b;
*/
bool __builtin_add_overflow(uint64_t a, uint64_t b, uint64_t *result);
/*@ requires \valid(result);
    assigns *result;
    ensures \result == 0 || \result == 1;
    ensures (\result == 0) <==> (a * b <= UINT64_MAX);
    ensures \result == 0 ==> *result == a * b;
*/
bool __builtin_mul_overflow(uint64_t a, uint64_t b, uint64_t *result);
