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

// Memory is in pieces: which of them are in use, and what a source hands out next.
/*@ ghost
    int piecesInUse;
    uint8_t *nextMemory;
*/
/*@ axiomatic Memory { predicate isInUse{L}(void *piece, integer bytes) reads piecesInUse; }

    predicate isApart(void *one, integer bytes, void *other, integer others) =
      \separated((uint8_t *)one + (0 .. bytes - 1), (uint8_t *)other + (0 .. others - 1));

    // a piece that is obtained is apart from all in use; they stay so, and nothing else is
    predicate isObtained{Before, After}(void *piece, integer bytes) =
      \valid{After}((uint8_t *)piece + (0 .. bytes - 1)) &&
      (\forall integer size; isInUse{After}(piece, size) <==> size == bytes) &&
      \forall void *other, integer others; other != piece ==>
        (isInUse{Before}(other, others) <==> isInUse{After}(other, others));
    predicate isFree{L}(void *piece, integer bytes) =
      \forall void *other, integer others; isInUse{L}(other, others) ==>
        other != piece && isApart(piece, bytes, other, others);
    predicate isReturned{Before, After}(void *piece, integer bytes) =
      (\forall integer size; !isInUse{After}(piece, size)) &&
      \forall void *other, integer others; other != piece ==>
        (isInUse{Before}(other, others) <==> isInUse{After}(other, others));
    predicate isInUseAsBefore{Before, After} = \forall void *piece, integer bytes;
      isInUse{Before}(piece, bytes) <==> isInUse{After}(piece, bytes);
*/
/*@ // what the pools copy by it is a link, to or from a chunk
    requires bytes == sizeof(void *) && \valid((void **)to) && \valid_read((void **)from);
    assigns *(void **)to;
    ensures *(void **)to == \old(*(void **)from);
*/
void copyLink(void *to, const void *from, size_t bytes);
#define __builtin_memcpy copyLink
