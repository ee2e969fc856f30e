# undo takes the last step back, and prints the step before it; redo does it again
$ poolsim -c 'alloc a b; free a; undo; redo' | tail -n 28
  pool             used 1   block 0   freed NULL -> 0x10000000   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  block  address         0      1      2      3
      0  0x10000000      a     *b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       2     a 0:0 0x10000000   b 0:1 0x10000020
  pool             used 0 -> 1   block 0   freed NULL   blocksUsed 1
  next alloc       0:2 0x10000040  bump
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      b      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  live       1     b 0:1 0x10000020
  pool             used 1   block 0   freed NULL -> 0x10000000   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  
$ poolsim --show none -c 'alloc a b; free a; undo 2; redo 2; undo 3'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 0 of 3  before the first step
  

# before the first step
$ poolsim --show none -c 'undo'
! -c:1:1: there is no step to undo
? 1
$ poolsim --show none -c 'history'
  no step was done yet
$ poolsim -c 'alloc a; goto 0'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1      2      3
      0  0x10000000     *a      .      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       1     a 0:0 0x10000000
  pool             used 3 -> 0   block -1 -> 0   freed NULL   blocksUsed 1
  next alloc       0:1 0x10000020  bump
  
  step 0 of 1  before the first step
  
  table            0 of 1 slot taken
  
  free list  0     head -> NULL
  live       0
  pool             chunkSize 32   blockSize 4   used 3   block -1   freed NULL
                   blocksUsed 1
  next alloc       0:0  new-block
  

# more steps than there are: as far as it goes
$ poolsim --show none -c 'alloc a b; undo 7; redo 7'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 0 of 2  before the first step
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  

# what can't be undone, redone or gone to is refused, and -c ends there
$ poolsim --show none -c 'alloc a; undo; undo; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 0 of 1  before the first step
  
! -c:1:16: there is no step to undo
? 1
$ poolsim --show none -c 'alloc a; redo; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! -c:1:10: no step is undone
? 1
$ poolsim --show none -c 'alloc a; goto 2; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! -c:1:10: there is no such step yet: the last one is 1
? 1

# goto goes back, and forth over what is undone
$ poolsim --show none -c 'alloc a b c; goto 1; goto 3; goto 3; goto 0; goto 2'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 0 of 3  before the first step
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  

# history: the steps around this one, how each was served or why not, and what is undone
$ printf 'alloc a b\nfree a\nfree a\nwrite b hello at 2\nfreeall\npool 16 8\nhistory\n' | poolsim --quiet --show none | head -n 7
          1  alloc a                              new-block
          2  alloc b                              bump
          3  free a                               push
          4  free a                               double-free
          5  write b hello at 2                   ok
          6  freeall                              reset
  ->      7  pool 16 8                            ok
! <stdin>:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already

# history N: as many rows around this step; what is left out is counted
$ poolsim --quiet --show none -c 'alloc a b c d e f g h i j k l m n o; history' | head -n 12
     ... 4 more: history N
          5  alloc e                              grow-table
          6  alloc f                              bump
          7  alloc g                              bump
          8  alloc h                              bump
          9  alloc i                              grow-table
         10  alloc j                              bump
         11  alloc k                              bump
         12  alloc l                              bump
         13  alloc m                              new-block
         14  alloc n                              bump
  ->     15  alloc o                              bump
$ poolsim --quiet --show none -c 'alloc a b c d e f g h i j k l m n o; goto 8; history 3; history 1; goto 0; history 2' | head -n 12
     ... 6 more: history N
          7  alloc g                              bump
  ->      8  alloc h                              bump
          9  alloc i                              grow-table
     ... 6 more: history N
     ... 7 more: history N
  ->      8  alloc h                              bump
     ... 7 more: history N
          1  alloc a                              new-block
          2  alloc b                              bump
     ... 13 more: history N
  allocs                         0 steps  allocations served

# a new step drops those that were undone, and says so
$ poolsim --show none -c 'alloc a b c; undo; alloc d; history; redo'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
          1  alloc a                              new-block
          2  alloc b                              bump
  ->      3  alloc d                              bump
! poolsim: step 3, which was undone, is dropped
! -c:1:38: no step is undone
? 1
$ poolsim --show none -c 'alloc a b c d; undo 2; free a; history'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4  alloc d                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 2 of 4  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a                              new-block
          2  alloc b                              bump
  ->      3  free a                               push
! poolsim: steps 3 to 4, which were undone, are dropped

# questions drop nothing
$ poolsim --quiet --show none -c 'alloc a b c; undo 2; expect live 1; show list; set checks off; history' | head -n 5
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  ->      1  alloc a                              new-block
          2  alloc b                              bump
          3  alloc c                              bump

# automatic names: redone with the name that they had, given again after a drop
$ poolsim --quiet --show none -c 'alloc; alloc p3; alloc; alloc; undo 3; redo 3; history' | head -n 4
          1  alloc p1                             new-block
          2  alloc p3                             bump
          3  alloc p2                             bump
  ->      4  alloc p4                             bump
$ poolsim --quiet --show none -c 'alloc; alloc; undo 2; alloc; alloc; alloc; history' | head -n 3
          1  alloc p1                             new-block
          2  alloc p2                             bump
  ->      3  alloc p3                             bump
! poolsim: steps 1 to 2, which were undone, are dropped

# a name that was undone is not known
$ poolsim --show none -c 'alloc a b; undo; free b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 1 of 2  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free b                                                unknown-handle
          refused: unknown handle 'b' (live: a)
          instead  use a live handle, or an address
  
! poolsim: step 2, which was undone, is dropped
! -c:1:23: unknown handle 'b' (live: a)
? 1

# a name that was taken twice is again what it was
$ poolsim --show none -c 'alloc a 20; free a; alloc b; alloc a 30; undo; why a' | tail -n 5
  chunk    0:0 0x10000000, 32 bytes, live, of 'b'
  history  step 1 allocated as 'a'; step 2 freed; step 3 allocated as 'b'
  checks   the handle is live: no, it was freed
  free     would be refused: double-free
  instead  free each chunk once; set the pointer to NULL after poolFree

# freeall is taken back, with the list and the names that it ended
$ poolsim --show list,chunks -c 'alloc a b c d; free b a; freeall; undo' | tail -n 7
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
  live       2     c 0:2 0x10000040   d 0:3 0x10000060
  next alloc       0:0 0x10000000  recycle
  
$ poolsim --quiet --show list -c 'alloc a b c d; free b a; freeall; alloc e; undo 2; free c; expect list c a b; alloc f g h i; expect place i 1:0' | head -n 2
  free list  0     head -> NULL
  next alloc       1:1 0x10001020  bump
! poolsim: steps 7 to 8, which were undone, are dropped

# a block and a table that were obtained are given back
$ poolsim --show blocks,fields -c 'alloc a b c d e; undo; redo' | tail -n 17
  block  address         0      1      2      3
      0  0x10000000      a      b      c     *d
  table            1 of 1 slot taken
  
  pool             used 2 -> 3   block 0   freed NULL   blocksUsed 1
  
  step 5  alloc e                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  block  address         0      1      2      3
      0  0x10000000      a      b      c      d
      1  0x10001000     *e      .      .      .
  table            2 of 2 slots taken
  
  pool             used 3 -> 0   block 0 -> 1   freed NULL   blocksUsed 1 -> 2
  
$ poolsim --quiet --show none -c 'alloc a b c d e; undo; stats' | head -n 20 | grep -E 'blocks|Capacity|Doublings|ytes'
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                   128 bytes  of live chunks, as rounded up
  requestedBytes               128 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time

# a new pool is taken back: the old one is there as it was, its names too
$ poolsim --show all -c 'alloc a b; free a; pool 16 2; alloc x y z; undo 4; alloc c; free b' | tail -n 11
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0      1      2      3
      0  0x10000000      c   *(1)      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:1 0x10000020 -> NULL
  live       1     c 0:0 0x10000000
  pool             used 1   block 0   freed NULL -> 0x10000020   blocksUsed 1
  next alloc       0:1 0x10000020  recycle
  
! poolsim: steps 4 to 7, which were undone, are dropped
$ poolsim --quiet --show none -c 'alloc a; pool 16 2; alloc a; pool 8 1; alloc a; undo 3; undo 2; redo 5; history; expect place a 0:0; expect live 1' | head -n 5
          1  alloc a                              new-block
          2  pool 16 2                            ok
          3  alloc a                              new-block
          4  pool 8 1                             ok
  ->      5  alloc a                              new-block

# bytes: what was written is taken back, link or not
$ poolsim --quiet --show none -c 'alloc a; write a "first words"; write a "other" at 6; undo; dump a' | head -n 2
  0:0 a live
   0x10000000  66 69 72 73 74 20 77 6f  72 64 73 00 00 00 00 00 |first words.....|
$ poolsim --quiet --show list -c 'alloc a b; free b a; write a 0x20; undo; show list' | head -n 1
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
$ poolsim --quiet --show list -c 'alloc a b; free b a; write a 0x21; show list; undo; show list; redo; show list' | grep '^free list'
  free list  1     head -> 0:0 0x10000000 -> 0:1 0x10000021 misaligned
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
  free list  1     head -> 0:0 0x10000000 -> 0:1 0x10000021 misaligned
  free list  1     head -> 0:0 0x10000000 -> 0:1 0x10000021 misaligned

# without checks: a ring, a chunk with two owners, and back to a sound list
$ poolsim --unchecked --show list -c 'alloc a b; free a b a; undo; undo; redo 2; undo' | grep '^free list'
  free list  0     head -> NULL
  free list  0     head -> NULL
  free list  1     head -> 0:0 0x10000000 -> NULL
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  free list  1     head -> 0:0 0x10000000 -> NULL
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
$ poolsim --unchecked --quiet --show blocks -c 'alloc a; free a a; alloc b c; show blocks; undo; show blocks; undo 3; show blocks' | grep '  0x1'
      0  0x10000000    c+1      .      .      .
      0  0x10000000      b      .      .      .
      0  0x10000000      a      .      .      .
      0  0x10000000      a      .      .      .

# freeall makes a corrupted list sound, and undo brings the corruption back
$ poolsim --unchecked --quiet --show list -c 'alloc a b; free a b a; freeall; show list; undo; show list; redo; show list' | grep '^free list'
  free list  0     head -> NULL
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
  free list  0     head -> NULL
  free list  0     head -> NULL

# checks are as the next step found them
$ poolsim --quiet --show none -c 'alloc a; free a; set checks off; free a; undo; free a; history' | head -n 3
          1  alloc a                              new-block
          2  free a                               push
  ->      3  free a                               push
! poolsim: step 3, which was undone, is dropped
$ printf 'alloc a\nfree a\nset checks off\nfree a\nundo 2\nfree a\nfree a\nhistory\n' | poolsim --quiet --show none | head -n 3
          1  alloc a                              new-block
          2  free a                               push
  ->      3  free a                               double-free
! poolsim: steps 2 to 3, which were undone, are dropped
! <stdin>:7:6: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already

# guards: set guard is a step, and what it filled chunks with is there again
$ poolsim --quiet --show none -c 'alloc a; set guard poison redzone; alloc b; free b; undo; dump b; undo 2; dump a; redo 3; dump b' | grep '^[ 0-9]'
  0:0 b live
   0x10000000  5a 5a 5a 5a 5a 5a 5a 5a  5a 5a 5a 5a 5a 5a 5a 5a |ZZZZZZZZZZZZZZZZ|
   *
   0x10000020  cc cc cc cc cc cc cc cc                          |........|
  0:0 a live
   0x10000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  0:0 b freed, next NULL
   0x10000000  00 00 00 00 00 00 00 00  6b 6b 6b 6b 6b 6b 6b 6b |........kkkkkkkk|
   0x10000010  6b 6b 6b 6b 6b 6b 6b 6b  6b 6b 6b 6b 6b 6b 6b 6b |kkkkkkkkkkkkkkkk|
   0x10000020  bb bb bb bb bb bb bb bb                          |........|
$ poolsim --quiet --show none -c 'set guard encode; alloc a b; free b a; undo; redo; expect list a b; dump a' | head -n 2
  0:0 a freed, next 0x10000020 = 0:1
   0x10000000  35 7c 4a 7f b9 79 37 9e  00 00 00 00 00 00 00 00 |5|J..y7.........|

# a step that was refused is a step: it is undone and redone as it was
$ printf 'alloc a\nfree b\nundo\nredo\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free b                                                unknown-handle
          refused: unknown handle 'b' (live: a)
          instead  use a live handle, or an address
  
  step 1 of 2  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free b                                                unknown-handle
          refused: unknown handle 'b' (live: a)
          instead  use a live handle, or an address
  
? 1
$ printf 'alloc a b c d\nalloc e\nundo\nfree a\nalloc e\nhistory\n' | poolsim --quiet --show none --memory 4096 | head -n 6
          1  alloc a                              new-block
          2  alloc b                              bump
          3  alloc c                              bump
          4  alloc d                              bump
          5  free a                               push
  ->      6  alloc e                              recycle
! <stdin>:2:7: out of memory: no chunk is left, and no room for block 1 of 128 bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
! poolsim: step 5, which was undone, is dropped
$ printf 'alloc a b c d\nalloc e\ngoto 0\nredo 5\n' | poolsim --memory 4096 --show none | tail -n 6
  step 5  alloc e                                               out-of-memory
          refused: out of memory: no chunk is left, and no room for block 1 of 128
          bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
$ printf 'alloc a\npool 4294967288 4294967295\nundo 2\nredo 2\nfree a\nhistory\n' | poolsim --show none | tail -n 12
  step 2  pool 4294967288 4294967295                            out-of-memory
          refused: out of memory: no block table, or blocks beyond all bounds
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a                              new-block
          2  pool 4294967288 4294967295           out-of-memory
  ->      3  free a                               push

# goto n prints the very object that step n was
$ printf 'alloc a b c d e 20\nfree b\nfree b\nfree 0x10000000\nwrite c "text"\nalloc\nfreeall\nalloc a b\nset guard poison encode\nalloc a; free a\npool 16 2\nalloc x y z\nfree y\nalloc w 17\n' > everything
$ poolsim --format json < everything > steps; wc -l < steps
  22
$ { cat everything; seq -f 'goto %g' 1 22; } | poolsim --format json | tail -n +23 | cmp - steps
$ { cat everything; seq -f 'goto %g' 22 -1 1; } | poolsim --format json | tail -n +23 | tac | cmp - steps

# and so it is where misuse goes through
$ printf 'set checks off\nalloc a b c\nfree a b a\nalloc d\nwrite d 0x41 at 3\nalloc e f\nfree 0x10000048\nalloc\nwrite c 0x4242424242424242424242424242424242424242424242424242424242424242424242424242\nfreeall\nfree b\nalloc g h\n' > misuse
$ poolsim --format json < misuse > steps; wc -l < steps
  17
$ { cat misuse; seq -f 'goto %g' 17 -1 1; } | poolsim --format json | tail -n +18 | tac | cmp - steps
$ { cat misuse; echo goto 0; seq -f 'redo %g' 1 5; } | poolsim --format json | tail -n 5 | cut -d, -f 1
  {"step":1
  {"step":3
  {"step":6
  {"step":10
  {"step":15

# the state before the first step is an object too; it has no line
$ poolsim --format json --show none -c 'alloc a; goto 0' | tail -n 1
  {"step":0,"line":null,"command":"show","op":"show","handle":null,"outcome":"ok","path":null,"address":null,"block":null,"chunk":null,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":3,"block":-1,"freed":null,"blocksUsed":1},"freeList":{"length":0,"end":"null"},"stats":{"allocs":0,"frees":0,"freealls":0,"failed":0,"live":0,"peakLive":0,"recycled":0,"bumped":0,"freeListLength":0,"peakFreeListLength":0,"blocks":0,"tableCapacity":1,"tableDoublings":0,"chunkBytes":0,"requestedBytes":0,"reservedBytes":0,"tableBytes":8,"guardBytes":0,"peakReservedBytes":0,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":0,"largestFree":0,"utilization":0,"recycleRate":null}}

# history as JSON
$ poolsim --format json --show none -c 'alloc a b; free a; undo; history 1; goto 0; history' | grep history
  {"op":"history","step":2,"rows":[{"number":2,"text":"alloc b","note":"bump","current":true}],"hiddenBefore":1,"hiddenAfter":1}
  {"op":"history","step":0,"rows":[{"number":1,"text":"alloc a","note":"new-block","current":false},{"number":2,"text":"alloc b","note":"bump","current":false},{"number":3,"text":"free a","note":"push","current":false}],"hiddenBefore":0,"hiddenAfter":0}

# save writes the steps up to this one, and not those that are undone
$ poolsim --quiet --show none -c 'alloc a b; alloc; free a; undo; save s' > /dev/null; cat s
  # saved by poolsim 1.0
  pool 32 4
  alloc a
  alloc b
  alloc p1
$ poolsim --quiet --show list --replay s | head -n 2
  free list  0     head -> NULL
  next alloc       0:3 0x10000060  bump

# what is saved leads to the same pool, also where misuse went through and steps were undone
$ printf 'alloc a b\nfree a\nfree a\nset checks off\nfree a\nalloc c d\nfreeall\nalloc e\nundo 2\nsave s\nshow\n' | poolsim --quiet --show all | head -n 8 > before
! <stdin>:3:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
$ cat s
  # saved by poolsim 1.0
  pool 32 4
  alloc a
  alloc b
  free a
  free a
  expect outcome double-free
  set checks off
  free a
  alloc c
  alloc d
$ poolsim --quiet --show all --replay s | head -n 8 | cmp - before; cat before
  block  address         0      1      2      3
      0  0x10000000    d+1      b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> 0:0 0x10000000 live
  live       3     d 0:0 0x10000000 (2 owners)   b 0:1 0x10000020
  pool             chunkSize 32   blockSize 4   used 1   block 0
                   freed 0x10000000   blocksUsed 1

# numbers that are none
$ poolsim -c 'undo 0'
! -c:1:6: number out of range '0' (1 to 18446744073709551615)
!     undo 0
!          ^
? 2
$ poolsim -c 'redo x'
! -c:1:6: bad number 'x' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     redo x
!          ^
? 2
$ poolsim -c 'goto'
! -c:1:5: a step is missing (usage: goto STEP)
!     goto
!         ^
? 2
$ poolsim -c 'goto -1'
! -c:1:6: bad number '-1' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     goto -1
!          ^~
? 2
$ poolsim -c 'history 1 2'
! -c:1:11: one word too many (usage: history [N])
!     history 1 2
!               ^
? 2

# the report of a refused step is what it was, whatever the checks are now
$ printf 'free 0x10000000\nset checks off\nfreeall\n' > t
$ poolsim --format json --show none < t | head -n 1 > first
$ { cat t; echo undo; } | poolsim --format json --show none | tail -n 1 | cmp - first

# an automatic name that was refused memory is the same again
$ printf 'alloc a b c d\nalloc\n' > t
$ poolsim --memory 4096 --format json --show none < t 2> errors | tail -n 1 > last
$ { cat t; echo undo; echo redo; } | poolsim --memory 4096 --format json --show none 2> errors | tail -n 1 | cmp - last

# checks that are set after an undo hold behind the steps that are redone, these are as they were
$ printf 'alloc a\nfree a\nfree a\nundo 2\nset checks off\nredo 2\nfree a\n' | poolsim --show none 2>&1 | grep ^step
  step 1  alloc a                                               new-block
  step 2  free a                                                push
  step 3  free a                                                double-free
  step 1 of 3  alloc a                                          new-block
  step 3  free a                                                double-free
  step 4  free a                                                push
$ printf 'alloc a\nfree a\nundo\nset checks off\nfree a\nfree a\n' | poolsim --show none 2>&1 | grep -E '^(step|poolsim)'
  step 1  alloc a                                               new-block
  step 2  free a                                                push
  step 1 of 2  alloc a                                          new-block
  poolsim: step 2, which was undone, is dropped
  step 2  free a                                                push
  step 3  free a                                                push
