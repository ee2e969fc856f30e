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

; Of all integers, what is admitted of products (include/indexpool.h): of a distance d that times the inverse
; of the chunk size's odd part is `low`, but for a multiple of 2^64
(reset)
(set-logic QF_NIA)
(define-const around Int 18446744073709551616)
(declare-const chunkSize Int)
(declare-const odd Int)
(declare-const power Int)
(declare-const inverse Int)
(declare-const wraps Int)
(declare-const d Int)
(declare-const low Int)
(declare-const high Int)
(declare-const q Int)
(define-const isInverse Bool (= (* odd inverse) (+ 1 (* around wraps))))
(define-const isReduced Bool (= (* d inverse) (+ low (* around high))))
(define-const isUndone Bool (= (- d (* odd low)) (* around (- (* odd high) (* d wraps)))))
(define-const isEven Bool (and (= chunkSize (* odd power)) (= low (* q power))))
(define-const isRegrouped Bool (= (* odd low) (* q chunkSize)))

; undone
(push)
(assert (and isInverse isReduced (not isUndone)))
(check-sat)
(pop)

; regrouped
(push)
(assert (and isEven (not isRegrouped)))
(check-sat)
(pop)

; exact: both hold; and as the product q * chunkSize is of numbers below 2^32, it and d are below 2^64, so that
; the multiple of 2^64 between them is none
(declare-const times Int)
(push)
(assert (and (<= 0 q 4294967295) (<= 0 chunkSize 4294967295) (not (<= 0 (* q chunkSize) (- around 1)))))
(check-sat)
(pop)
(push)
(assert (and isUndone isRegrouped (= times (- (* odd high) (* d wraps)))))
(assert (and (<= 0 d (- around 1)) (<= 0 (* q chunkSize) (- around 1)) (not (= d (* q chunkSize)))))
(check-sat)
(pop)
