# Each bug with checks, without, and without but with each guard: what is said of it, and where the list
# stands then. Which guard catches which is the table in poolsim-trace(5), see tests/guards.

# double free: a, a
$ poolsim --quiet --show none -c 'set checks on; alloc a b; free a a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
! -c:1:34: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; free a a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  next alloc       0:0 0x10000000  recycle
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; free a a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
! -c:1:53: double-free, found by the guard poison: the bytes there are those of a freed chunk
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; free a a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
! -c:1:54: double-free, found by the guard redzone: the bytes there are those of a freed chunk
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; free a a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  next alloc       0:0 0x10000000  recycle

# double free: a, b, a
$ poolsim --quiet --show none -c 'set checks on; alloc a b; free a b a; show list' --keep-going | head -2
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  next alloc       0:1 0x10000020  recycle
! -c:1:36: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; free a b a; show list' --keep-going | head -2
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
                   -> 0:0 0x10000000 cycle
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; free a b a; show list' --keep-going | head -2
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  next alloc       0:1 0x10000020  recycle
! -c:1:55: double-free, found by the guard poison: the bytes there are those of a freed chunk
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; free a b a; show list' --keep-going | head -2
  free list  2     head -> 0:1 0x10000028 -> 0:0 0x10000000 -> NULL
  next alloc       0:1 0x10000028  recycle
! -c:1:56: double-free, found by the guard redzone: the bytes there are those of a freed chunk
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; free a b a; show list' --keep-going | head -2
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
                   -> 0:0 0x10000000 cycle

# stale free after freeall
$ poolsim --quiet --show none -c 'set checks on; alloc a b; freeall; free a; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
! -c:1:41: stale free of 'a': it is from before the freeall of step 3; its chunk 0:0 is fresh now
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; freeall; free a; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; freeall; free a; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; freeall; free a; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000028  bump
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; freeall; free a; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump

# free inside a chunk
$ poolsim --quiet --show none -c 'set checks on; alloc a b; free 0x10000004; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
! -c:1:32: misaligned free of 0x10000004: it lies inside chunk 0:0, which begins at 0x10000000
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; free 0x10000004; show list' --keep-going | head -2
  free list  0     head -> 0:0 0x10000004 misaligned
  next alloc       none: the head is no chunk
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; free 0x10000004; show list' --keep-going | head -2
  free list  0     head -> 0:0 0x10000004 misaligned
  next alloc       none: the head is no chunk
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; free 0x10000004; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000050  bump
! -c:1:52: misaligned-free, found by the guard redzone: the zone behind it was written over, or is none
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; free 0x10000004; show list' --keep-going | head -2
  free list  0     head -> 0:0 0x10000004 misaligned
  next alloc       none: the head is no chunk

# free between two blocks
$ poolsim --quiet --show none -c 'set checks on; alloc a; free 0x10000800; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
! -c:1:30: foreign free of 0x10000800: it lies in no block of this pool
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a; free 0x10000800; show list' --keep-going | head -2
  free list  0     head -> 0x10000800 foreign
  next alloc       none: the head is no chunk
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a; free 0x10000800; show list' --keep-going | head -2
  free list  0     head -> 0x10000800 foreign
  next alloc       none: the head is no chunk
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a; free 0x10000800; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:1 0x10000028  bump
! -c:1:50: foreign-free, found by the guard redzone: the zone behind it was written over, or is none
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a; free 0x10000800; show list' --keep-going | head -2
  free list  0     head -> 0x10000800 foreign
  next alloc       none: the head is no chunk

# write over a freed link
$ poolsim --quiet --show none -c 'set checks on; alloc a b; free a b; write b 0x0101; alloc c d; show list' --keep-going | head -2
  free list  1     head -> 0:1 0x10000020 -> 0x10000101 foreign
  next alloc       0:1 0x10000020  recycle
! -c:1:59: corrupt list: it does not end as it should; the list leaves the pool, at 0x10000101
! -c:1:61: corrupt list: it does not end as it should; the list leaves the pool, at 0x10000101
! poolsim: 2 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; free a b; write b 0x0101; alloc c d; show list' --keep-going | head -2
  free list  0     head -> 0x10000101 foreign
  next alloc       none: the head is no chunk
! -c:1:62: corrupt list: poolMalloc would hand out 0x10000101, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; free a b; write b 0x0101; alloc c d; show list' --keep-going | head -2
  free list  0     head -> 0x10000101 foreign
  next alloc       none: the head is no chunk
! -c:1:80: corrupt list: poolMalloc would hand out 0x10000101, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; free a b; write b 0x0101; alloc c d; show list' --keep-going | head -2
  free list  0     head -> 0x10000101 foreign
  next alloc       none: the head is no chunk
! -c:1:81: corrupt list: poolMalloc would hand out 0x10000101, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; free a b; write b 0x0101; alloc c d; show list' --keep-going | head -2
  free list  1     head -> 0:1 0x10000020 -> 0x10007d34 foreign
  next alloc       0:1 0x10000020  recycle
! -c:1:78: corrupt-list, found by the guard encode: the link of the head decodes to no chunk, so it was written over
! -c:1:80: corrupt-list, found by the guard encode: the link of the head decodes to no chunk, so it was written over
! poolsim: 2 refused or unexpected

# write behind a freed link
$ poolsim --quiet --show none -c 'set checks on; alloc a b; free a b; write b x at 12; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
$ poolsim --quiet --show none -c 'set checks off; alloc a b; free a b; write b x at 12; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; free a b; write b x at 12; alloc c d; show list' --keep-going | head -2
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  next alloc       0:1 0x10000020  recycle
! -c:1:79: corrupt-list, found by the guard poison: the head was written to after it was freed
! -c:1:81: corrupt-list, found by the guard poison: the head was written to after it was freed
! poolsim: 2 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; free a b; write b x at 12; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000050  bump
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; free a b; write b x at 12; alloc c d; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump

# write 1 byte past the end
$ poolsim --quiet --show none -c 'set checks on; alloc a b; write a x at 32; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
! -c:1:33: oversize: it would write past the end of 0:0
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b; write a x at 32; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b; write a x at 32; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b; write a x at 32; free a; show list' --keep-going | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000050  bump
! -c:1:69: oversize, found by the guard redzone: the zone behind it was written over, or is none
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b; write a x at 32; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle

# write past it, over a link
$ poolsim --quiet --show none -c 'set checks on; alloc a b c; free c b; write a 0x0102030405060708090a0b0c0d0e0f10 at 32; alloc d e; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
! -c:1:45: oversize: it would write past the end of 0:0
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; alloc a b c; free c b; write a 0x0102030405060708090a0b0c0d0e0f10 at 32; alloc d e; free a; show list' --keep-going | head -2
  free list  1     head -> 0:0 0x10000000 -> 0x807060504030201 foreign
  next alloc       0:0 0x10000000  recycle
! -c:1:98: corrupt list: poolMalloc would hand out 0x807060504030201, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! poolsim: 1 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard poison; alloc a b c; free c b; write a 0x0102030405060708090a0b0c0d0e0f10 at 32; alloc d e; free a; show list' --keep-going | head -2
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
                   -> 0x807060504030201 foreign
! -c:1:114: corrupt-list, found by the guard poison: the head was written to after it was freed
! -c:1:116: corrupt-list, found by the guard poison: the head was written to after it was freed
! poolsim: 2 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard redzone; alloc a b c; free c b; write a 0x0102030405060708090a0b0c0d0e0f10 at 32; alloc d e; free a; show list' --keep-going | head -2
  free list  0     head -> 0x100f0e0d0c0b0a09 foreign
  next alloc       none: the head is no chunk
! -c:1:117: corrupt list: poolMalloc would hand out 0x100f0e0d0c0b0a09, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! -c:1:125: oversize, found by the guard redzone: the zone behind it was written over, or is none
! poolsim: 2 refused or unexpected
$ poolsim --quiet --show none -c 'set checks off; set guard encode; alloc a b c; free c b; write a 0x0102030405060708090a0b0c0d0e0f10 at 32; alloc d e; free a; show list' --keep-going | head -2
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
                   -> 0x96307fbc6b497e34 foreign
! -c:1:114: corrupt-list, found by the guard encode: the link of the head decodes to no chunk, so it was written over
! -c:1:116: corrupt-list, found by the guard encode: the link of the head decodes to no chunk, so it was written over
! poolsim: 2 refused or unexpected
