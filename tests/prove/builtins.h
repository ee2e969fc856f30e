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
/*@ // a word that is masked is no larger than either
    admit lemma masked: \forall integer a, b; 0 <= a && 0 <= b ==>
      0 <= (a & b) && (a & b) <= a && (a & b) <= b;

    // a word that is shifted to the right is no larger
    admit lemma shifted: \forall integer a, n; 0 <= a && 0 <= n ==> 0 <= (a >> n) <= a;

    // to cut an integer down to a word of 64 bits is to go around by 2^64 some times
    axiomatic Words { logic integer timesAround(integer x); }
    admit lemma wrapped: \forall integer x;
      (uint64_t)x == x - 18446744073709551616 * timesAround(x);
*/
