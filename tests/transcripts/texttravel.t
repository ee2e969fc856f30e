# -c can do what the shell can: it goes back and forth over its steps, and over a loaded trace
$ poolsim --show none -c 'alloc a b; undo; redo; history; goto 9'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 1 of 2  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
          1  alloc a                              new-block
  ->      2  alloc b                              bump
! -c:1:33: there is no such step yet: the last one is 2
? 1
$ printf 'alloc a b\nfree a\nfree a\nalloc c d\n' > t; poolsim --show none -c 'load t; run; alloc z'
  ->      1  alloc a b
          2  free a
          3  free a
          4  alloc c d
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 3; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 3 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! t:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
? 1
$ poolsim --show none --keep-going -c 'load t; run; goto 2; run; step; history'
  ->      1  alloc a b
          2  free a
          3  free a
          4  alloc c d
  step 6  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  the trace ends after step 6
  step 2 of 6  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 6  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  the trace ends after step 6
  the trace ends after step 6
          1  alloc a                              new-block
          2  alloc b                              bump
          3  free a                               push
          4  free a                               double-free
          5  alloc c                              recycle
  ->      6  alloc d                              bump
! t:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! poolsim: 1 refused or unexpected
? 1
$ poolsim --show none -c 'load t; goto 3; step 18446744073709551615'
  ->      1  alloc a b
          2  free a
          3  free a
          4  alloc c d
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 3; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 3 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! t:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
? 1
$ poolsim --show none -c 'load t; until live == 9; alloc z' --keep-going
  ->      1  alloc a b
          2  free a
          3  free a
          4  alloc c d
  step 6  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  the trace ends after step 6
  step 7  alloc z                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
! t:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! poolsim: the condition has not held
! poolsim: 1 refused or unexpected
? 1
$ poolsim --show none -c 'alloc a; free zz'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
! -c:1:15: unknown handle 'zz' (live: a)
? 1
$ printf 'alloc a\nfree zz\nalloc b\nundo 3\nrun\nrun\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 0 of 3  before the first step
  
  step 2 of 3  free zz                                          unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  no step is undone after step 3
? 1

# the needle stands within the steps of one command: it goes on from there
$ printf 'alloc a; random 6 seed=3; alloc z\n' > t; printf 'load t\nrun\ngoto 4\nlist\nstep\nundo 20\nstep 2\nlist\nrun\n' | poolsim --show none
  ->      1  alloc a; random 6 seed=3; alloc z
  step 8  alloc z                                               recycle
          the list is not empty, so its head, 0:1, is handed out; its link leads
          to 0:2, the new head
  
  the trace ends after step 8
  step 4 of 8  free p2                                          push
          what is freed goes to the front of the list: 0:2 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  ->      1  alloc a; random 6 seed=3; alloc z
  step 5 of 8  alloc p3                                         recycle
          the list holds one chunk, 0:2, so that is handed out; it is empty now
  
  step 0 of 8  before the first step
  
  step 2 of 8  alloc p1                                         bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  ->      1  alloc a; random 6 seed=3; alloc z
  step 8  alloc z                                               recycle
          the list is not empty, so its head, 0:1, is handed out; its link leads
          to 0:2, the new head
  
  the trace ends after step 8
$ printf 'alloc s t\nfree s\n' > u; printf 'alloc a; source u; alloc b; source u; free a\n' > t; printf 'load t\nrun\ngoto 3\nlist\nstep\ngoto 5\nlist\nrun\n' | poolsim --show none
  ->      1  alloc a; source u; alloc b; source u; free a
  step 7  alloc t                                               live-handle
          refused: live handle 't': it is at 0:2 (free it first, or take another
          name)
          chunk    0:2 0x10000040, 32 bytes, live, of 't'
          history  step 3 allocated as 't'
          next     poolMalloc would hand out another chunk, and the pointer to the
                   old one would be lost
          instead  free it first, or take another name
  
  step 3 of 7  alloc t                                          bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  ->      1  alloc a; source u; alloc b; source u; free a
  step 4 of 7  free s                                           push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 5 of 7  alloc b                                          recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  
  ->      1  alloc a; source u; alloc b; source u; free a
  step 7  alloc t                                               live-handle
          refused: live handle 't': it is at 0:2 (free it first, or take another
          name)
          chunk    0:2 0x10000040, 32 bytes, live, of 't'
          history  step 3 allocated as 't'
          next     poolMalloc would hand out another chunk, and the pointer to the
                   old one would be lost
          instead  free it first, or take another name
  
! u:1:9: live handle 't': it is at 0:2 (free it first, or take another name)
? 1

# a question that finds nothing ends -c, unless it is to go on
$ poolsim --show none -c 'dump zz; alloc a'
! -c:1:6: unknown handle 'zz'
? 1
$ poolsim --show none --keep-going -c 'dump zz; why zz; expect live 9; undo; alloc a'
  expect live 9                                                 unexpected
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! -c:1:6: unknown handle 'zz'
! -c:1:14: unknown handle 'zz'
! -c:1:18: expected live 9, but it is 0
! -c:1:33: there is no step to undo
! poolsim: 1 refused or unexpected
? 1
$ poolsim --show none -c 'why zz; alloc a'
! -c:1:5: unknown handle 'zz'
? 1

# standard input is no trace that could be loaded, or read in between; nor is what is not there
$ poolsim --show none -c 'source -; alloc a'
! -c:1:1: '-' is standard input, which can't be sourced
? 2
$ poolsim --show none -c 'load -; alloc a'
! -c:1:1: '-' is standard input, which can't be loaded
? 2
$ poolsim --show none -c 'load nowhere; alloc a'
! -c:1:1: can't open 'nowhere': No such file or directory
? 2
$ poolsim --show none -c 'source nowhere; alloc a'
! -c:1:1: can't open 'nowhere': No such file or directory
? 2
$ poolsim --show none -c 'lesson nothing; alloc a'
! -c:1:1: no such lesson: 'lesson' lists them
? 1
$ poolsim --show none -c 'lesson ./nothing; alloc a'
! -c:1:1: can't open './nothing': No such file or directory
? 2
$ poolsim --show none -c 'save /nowhere/at/all; alloc a'
! -c:1:1: can't write '/nowhere/at/all': No such file or directory
? 2

# what ends in a file that is read in between
$ printf 'alloc a\nquit\nalloc b\n' > q; poolsim --show none -c 'source q; alloc c; stats' | head -n 3
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
$ printf 'alloc a\nfree zz\nalloc b\n' > q; poolsim --show none -c 'source q; alloc c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
! q:2:6: unknown handle 'zz' (live: a)
? 1
$ poolsim --show none --keep-going -c 'source q; alloc c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 4  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
! q:2:6: unknown handle 'zz' (live: a)
! poolsim: 1 refused or unexpected
? 1
$ printf 'alloc a\nallocc b\n' > q; poolsim --show none --keep-going -c 'source q; alloc c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! q:2:1: unknown command 'allocc' (did you mean 'alloc'?)
!     allocc b
!     ^~~~~~
? 2

# what was set is saved with the steps; and what was not, is not
$ poolsim --show none -c 'set checks off; alloc a; save x'; grep -v '^#' x
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  pool 32 4
  set checks off
  alloc a
$ poolsim --show none -c 'alloc a; set checks off; free a a; set checks on; save --force x'; grep -v '^#' x
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000; the list is a ring now,
          closed at 0:0
  
  pool 32 4
  alloc a
  set checks off
  free a
  free a
  set checks on
$ poolsim --show none --allocator 'pool 32 4 order=fifo' -c 'alloc a; save y'; grep -v '^#' y
  step 1  alloc a                                               new-block
          the list is empty and there is no block yet, so block 0 is obtained
  
  allocator pool 32 4 order=fifo
  alloc a
$ poolsim --show none --allocator heap --unchecked -c 'alloc a; save z'; grep -v '^#' z
  step 1  alloc a                                               new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 16 bytes
  
  allocator heap
  set checks off
  alloc a

# the needle within the steps of a command that stands behind one which is no step
$ printf 'alloc a\nexpect live 1\nrandom 4\nalloc z\n' > t; printf 'load t\nrun\ngoto 3\nlist\nstep\nfree zz\nalloc b\nundo 2\nrun\nrun\n' | poolsim --show none
  ->      1  alloc a
          2  expect live 1
          3  random 4
          4  alloc z
  step 6  alloc z                                               recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  
  the trace ends after step 6
  step 3 of 6  free p1                                          push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a
          2  expect live 1
  ->      3  random 4
          4  alloc z
  step 4 of 6  alloc p2                                         recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  
  step 5  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a, p2)
          instead  use a live handle, or an address
  
  step 6  alloc b                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4 of 6  alloc p2                                         recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  
  step 5 of 6  free zz                                          unknown-handle
          refused: unknown handle 'zz' (live: a, p2)
          instead  use a live handle, or an address
  
  step 7  alloc z                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  the trace ends after step 7
! poolsim: steps 5 to 6, which were undone, are dropped
? 1
$ printf 'alloc a\nfree zz\nalloc q\n' > u; printf 'source u\nalloc b\n' > t; printf 'load t\nrun\nundo\nrun\nrun\n' | poolsim --show none
  ->      1  source u
          2  alloc b
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
  step 1 of 2  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free zz                                               unknown-handle
          refused: unknown handle 'zz' (live: a)
          instead  use a live handle, or an address
  
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  the trace ends after step 3
! u:2:6: unknown handle 'zz' (live: a)
? 1

# a refused step that is expected ends no movement; exit ends a trace; guards are a step
$ printf 'free zz\nexpect outcome unknown-handle\nexpect live 0\nalloc a\n' > t; printf 'load t\nrun\nundo 3\nrun\n' | poolsim --show none
  ->      1  free zz
          2  expect outcome unknown-handle
          3  expect live 0
          4  alloc a
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  the trace ends after step 2
  step 0 of 2  before the first step
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  the trace ends after step 2
$ printf 'alloc a\nexit\nalloc b\n' > t; poolsim --show none -c 'load t; run'
  ->      1  alloc a
          2  exit
          3  alloc b
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  the trace ends after step 1
$ printf 'set guard poison\nalloc a\n' > t; poolsim --show none -c 'load t; run; undo; redo'
  ->      1  set guard poison
          2  alloc a
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  the trace ends after step 2
  step 1 of 2  set guard poison                                 ok
          an empty pool: 4 chunks of 32 bytes in a block, and no block yet
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  

# recorded traces are loaded as the commands that they make, several on a line if need be
$ printf '20000\n3\n6\n1\na 0 32\na 1 40\nr 0 20\nr 1 480\nf 0\nf 1\n' > n.rep; poolsim --show none --chunk-size 48 -c 'load n.rep; run' | tail -n 11
             4                        lines of a header of 2002: heap size, ids,
                   operations, weight
  ->      5  alloc i0 32
          6  alloc i1 40
          8  free i1
          9  free i0
  step 4  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000030
  
  the trace ends after step 4
$ echo '+8,+8,-0,+4,-1' > x.ostep; poolsim --show none --allocator heap -c 'load x.ostep; step 2; run' | tail -n 14
  operations of the OSTEP book's malloc.py (+BYTES,-NUMBER)
             5                        operations of the list
             5              20 bytes  requests of the program
             3              20 bytes  allocations that the pool served
             2                        frees that gave a chunk back
  ->      1  alloc p0 8; alloc p1 8; free p0; alloc p2 4; free p1
  step 2  alloc p1 8                                            new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  
  step 5  free p1                                               push
          0:24, 16 bytes, is the head of the list, last in, first out
  
  the trace ends after step 5

# a long trace is gone over by marks: to its middle, its beginning, its end
$ seq 1 5000 | sed 's/.*/alloc a&/' > long; printf 'load long\nrun\nlist 1\ngoto 2500\nlist 1\nstep\ngoto 1\nlist 1\nrestart\nlist 1\ngoto 4999\nlist 1\nrun\n' | poolsim --show none | tail -n 34
     ... 4999 more: list N
       5000  alloc a5000
  step 2500 of 5000  alloc a2500                                bump
          the list is empty and block 624 has 1 fresh chunk left: 624:3 is the
          next
  
     ... 2500 more: list N
  ->   2501  alloc a2501
     ... 2499 more: list N
  step 2501 of 5000  alloc a2501                                new-block
          the list is empty and block 624 has no fresh chunk left, so block 625 is
          obtained; the table had a slot for it
  
  step 1 of 5000  alloc a1                                      new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
     ... 1 more: list N
  ->      2  alloc a2
     ... 4998 more: list N
  step 0 of 5000  before the first step
  
  ->      1  alloc a1
     ... 4999 more: list N
  step 4999 of 5000  alloc a4999                                bump
          the list is empty and block 1249 has 2 fresh chunks left: 1249:2 is the
          next
  
     ... 4999 more: list N
  ->   5000  alloc a5000
  step 5000  alloc a5000                                        bump
          the list is empty and block 1249 has 1 fresh chunk left: 1249:3 is the
          next
  
  the trace ends after step 5000

# what can't be written ends everything
$ printf 'alloc a\n' > q; poolsim --show none -c 'source q; alloc c' > /dev/full
! poolsim: can't write the output: No space left on device
? 3
