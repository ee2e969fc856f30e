; What the proof of the index pool takes for granted of words of 64 bits, as Frama-C's WP knows little of
; bits: z3 decides it, for all of them. Each answer has to be unsat: there is no word of which it is not so.
(set-logic QF_BV)
(declare-const a (_ BitVec 64))
(declare-const b (_ BitVec 64))
(define-const highest (_ BitVec 64) #x000000000000003f)

; masked (tests/prove/builtins.h): what is left of a word under a mask is no larger than either
(push)
(assert (not (and (bvule (bvand a b) a) (bvule (bvand a b) b))))
(check-sat)
(pop)

; shifted: a word that is shifted to the right is no larger
(push)
(assert (bvule b highest))
(assert (not (bvule (bvlshr a b) a)))
(check-sat)
(pop)

; indexPoolTurn: both counts are below 64; and where the result is below 2^32, the word is the result
; times 2^twos, without an overflow
(define-const turned (_ BitVec 64) (bvor (bvlshr a b) (bvshl a (bvand (bvneg b) highest))))
(assert (bvult b #x0000000000000020))
(push)
(assert (not (bvule (bvand (bvneg b) highest) highest)))
(check-sat)
(pop)
(push)
(assert (bvult turned #x0000000100000000))
(assert (not (= a (bvmul turned (bvshl #x0000000000000001 b)))))
(check-sat)
(pop)
(push)
(assert (bvult turned #x0000000100000000))
(assert (not (= turned (bvlshr (bvshl turned b) b))))
(check-sat)
(pop)
