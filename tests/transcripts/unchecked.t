# a,a: the chunk links to itself, and every later alloc returns it
$ poolsim --unchecked --show blocks,list,chunks -c 'alloc a b; free a a; alloc c d' --every 2
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  block  address         0      1      2      3
      0  0x10000000      a     *b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       2     a 0:0 0x10000000   b 0:1 0x10000020
  next alloc       0:2 0x10000040  bump
  
  step 4  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000; the list is a ring now,
          closed at 0:0
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      b      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  live       1     b 0:1 0x10000020
  next alloc       0:0 0x10000000  recycle
  
  step 6  alloc d                                               recycle
          the list is not empty, so its head, 0:0, is handed out; its link leads
          to 0:0, the new head; the list leads to a chunk that has an owner, at
          0:0
  
  block  address         0      1      2      3
      0  0x10000000   *d+1      b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> 0:0 0x10000000 live
  live       3     d 0:0 0x10000000 (2 owners)   b 0:1 0x10000020
  next alloc       0:0 0x10000000  recycle
  

# a,b,a: a ring of two
$ poolsim --unchecked --show blocks,list --every 5 -c 'alloc a b; free a b a'
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020; the list is a ring now,
          closed at 0:0
  
  block  address         0      1      2      3
      0  0x10000000   *(1)    (2)      .      .
  table            1 of 1 slot taken
  
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020
                   -> 0:0 0x10000000 cycle
  next alloc       0:0 0x10000000  recycle
  

# a stale free after freeall: two owners of one chunk, without any ring
$ poolsim --unchecked --show blocks,list,chunks --every 6 -c 'alloc a b; freeall; free a; alloc c d'
  step 6  alloc d                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  block  address         0      1      2      3
      0  0x10000000   *d+1      .      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       2     d 0:0 0x10000000 (2 owners)
  next alloc       0:1 0x10000020  bump
  

# a misaligned pointer joins the list, and the alloc that would take it is stopped
$ poolsim --unchecked --show blocks,list -c 'alloc a b; free 0x10000004; alloc c' --every 3
  step 3  free 0x10000004                                       push
          what is freed goes to the front of the list: 0x10000004 becomes the
          head; its first 8 bytes now hold NULL, as the list was empty; the list
          leads into a chunk, at 0x10000004
  
  block  address         0      1      2      3
      0  0x10000000     *a      b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> 0:0 0x10000004 misaligned
  next alloc       none: the head is no chunk
  
  block  address         0      1      2      3
      0  0x10000000      a      b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> 0:0 0x10000004 misaligned
  next alloc       none: the head is no chunk
  
  allocs                         2 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         1 steps  refused, changing nothing
  live                           2 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    64 bytes  of live chunks, as rounded up
  requestedBytes                64 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     64 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                 47.1 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
! -c:1:35: corrupt list: poolMalloc would hand out 0x10000004, inside a chunk, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
? 1

# a pointer between two blocks joins it too
$ poolsim --unchecked --show list -c 'alloc a; free 0x10000100; alloc c' --every 2
  step 2  free 0x10000100                                       push
          what is freed goes to the front of the list: 0x10000100 becomes the
          head; its first 8 bytes now hold NULL, as the list was empty; the list
          leaves the pool, at 0x10000100
  
  free list  0     head -> 0x10000100 foreign
  next alloc       none: the head is no chunk
  
  free list  0     head -> 0x10000100 foreign
  next alloc       none: the head is no chunk
  
  allocs                         1 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         1 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       1 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         1 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    32 bytes  of live chunks, as rounded up
  requestedBytes                32 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     96 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                 23.5 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
! -c:1:33: corrupt list: poolMalloc would hand out 0x10000100, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
? 1

# a pointer to nowhere is stopped before poolFree would write there
$ poolsim --unchecked --show none --keep-going -c 'alloc a; free 0x5; free 0xffffffffffffffff; free 0x50000000; free nobody'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free 0x5                                              foreign-free
          refused: foreign free of 0x5: poolFree would write a link there (pool.h,
          line 334): a program would crash here, or corrupt memory
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 3  free 0xffffffffffffffff                               foreign-free
          refused: foreign free of 0xffffffffffffffff: poolFree would write a link
          there (pool.h, line 334): a program would crash here, or corrupt memory
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 4  free 0x50000000                                       foreign-free
          refused: foreign free of 0x50000000: poolFree would write a link there
          (pool.h, line 334): a program would crash here, or corrupt memory
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 5  free nobody                                           unknown-handle
          refused: unknown handle 'nobody' (live: a)
          instead  use a live handle, or an address
  
! -c:1:15: foreign free of 0x5: poolFree would write a link there (pool.h, line 334): a program would crash here, or corrupt memory
! -c:1:25: foreign free of 0xffffffffffffffff: poolFree would write a link there (pool.h, line 334): a program would crash here, or corrupt memory
! -c:1:50: foreign free of 0x50000000: poolFree would write a link there (pool.h, line 334): a program would crash here, or corrupt memory
! -c:1:67: unknown handle 'nobody' (live: a)
! poolsim: 4 refused or unexpected
? 1

# use after free: the link is followed while it leads to a chunk, and stopped where it does not
$ poolsim --unchecked --show list --keep-going -c 'alloc a b c; free a b; write b 0x4000001000000000; alloc d e f' --every 3
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  free list  0     head -> NULL
  next alloc       0:3 0x10000060  bump
  
  step 6  write b 0x4000001000000000                            ok
          8 bytes written into 0:1, from its byte 0 on; it is on the free list:
          the link to the next one is written over; the list leads to a chunk that
          has an owner, at 0:2
  
  free list  1     head -> 0:1 0x10000020 -> 0:2 0x10000040 live
  next alloc       0:1 0x10000020  recycle
  
  step 9  alloc f                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  free list  0     head -> NULL
  next alloc       1:0  grow-table
  
$ poolsim --unchecked --show list --keep-going -c 'alloc a b; free a b; write b 0xffff; alloc d; alloc e' --every 7
  step 7  alloc e                                               corrupt-list
          refused: corrupt list: poolMalloc would hand out 0x1000ffff, no chunk of
          this pool, and read the next head there (pool.h, line 314): a program
          would crash here, or corrupt memory
          next     poolMalloc would follow the list wherever it leads
          instead  find who wrote into a freed chunk: dump the last sound one
  
  free list  0     head -> 0x1000ffff foreign
  next alloc       none: the head is no chunk
  
! -c:1:53: corrupt list: poolMalloc would hand out 0x1000ffff, no chunk of this pool, and read the next head there (pool.h, line 314): a program would crash here, or corrupt memory
! poolsim: 1 refused or unexpected
? 1

# of a live chunk that was pushed twice by way of two names, each free pushes it again
$ poolsim --unchecked --show blocks,list,chunks -c 'alloc a; free a a; alloc b c; free b; free c' --every 7
  step 7  free c                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000; the list is a ring now,
          closed at 0:0
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      .      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  live       0
  next alloc       0:0 0x10000000  recycle
  

# a chunk that the list does not lead to any more is lost
$ poolsim --unchecked --show blocks,list --every 6 -c 'alloc a b; free a b; write b 0x0000000000000000; alloc c'
  step 6  alloc c                                               recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  
  block  address         0      1      2      3
      0  0x10000000    (-)     *c      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
  

# with checks on again, a list that is not sound is refused; freeall mends it
$ poolsim --show list --keep-going -c 'set checks off; alloc a; free a a; set checks on; alloc b; freeall; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000; the list is a ring now,
          closed at 0:0
  
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  next alloc       0:0 0x10000000  recycle
  
  step 4  alloc b                                               corrupt-list
          refused: corrupt list: it does not end as it should; the list is a ring
          now, closed at 0:0
          next     poolMalloc would follow the list wherever it leads
          instead  find who wrote into a freed chunk: dump the last sound one
  
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle
  next alloc       0:0 0x10000000  recycle
  
  step 5  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  free list  0     head -> NULL
  next alloc       0:0 0x10000000  kept-block
  
  step 6  alloc b                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  
! -c:1:57: corrupt list: it does not end as it should; the list is a ring now, closed at 0:0
! poolsim: 1 refused or unexpected
? 1

# as JSON: the verdict, the state and the number of owners
$ poolsim --unchecked --format json -c 'alloc a; free a a; alloc b c' | sed 's/"stats".*//; s/.*"blocks"/"blocks"/' | tail -1
  "blocks":[{"index":0,"address":"0x10000000","chunks":[{"address":"0x10000000","state":"live","handle":"c","next":null,"owners":2},{"address":"0x10000020","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000040","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000060","state":"fresh","handle":null,"next":null,"owners":0}]}],"freeList":{"length":0,"addresses":[],"end":"live"},

# a new pool keeps the setting, and save keeps it
$ printf 'set checks off\npool 16 2\nalloc a\nfree a a\nsave s\n' | poolsim --show none >1; cat s; poolsim --quiet --show list --replay s | head -1
  # saved by poolsim 1.0
  pool 32 4
  set checks off
  pool 16 2
  alloc a
  free a
  free a
  free list  1     head -> 0:0 0x10000000 -> 0:0 0x10000000 cycle

# words that are no setting
$ poolsim -c 'set'
! -c:1:4: a setting is missing (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set
!        ^
? 2
$ poolsim -c 'set chekcs off'
! -c:1:5: unknown setting (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set chekcs off
!         ^~~~~~
? 2
$ poolsim -c 'set checks'
! -c:1:11: neither on nor off (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set checks
!               ^
? 2
$ poolsim -c 'set checks of'
! -c:1:12: neither on nor off (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set checks of
!                ^~
? 2

# a write past the end of a chunk goes on into the next one: here over a link
$ poolsim --unchecked --show list --quiet -c 'alloc a b c; free b; write a "overflow!" at 24; dump 0; alloc d' --every 5
  0:0 a live
   0x10000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   0x10000010  00 00 00 00 00 00 00 00  6f 76 65 72 66 6c 6f 77 |........overflow|
  0:1 b freed, next 0x21, which is no chunk of this pool
   0x10000020  21 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |!...............|
   0x10000030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
  0:2 c live
   0x10000040  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  0:3 fresh
   0x10000060  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  free list  0     head -> 0x21 foreign
  next alloc       none: the head is no chunk
  
  allocs                         4 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           3 chunks handed out now
  peakLive                       3 chunks the most at any time
  recycled                       1 allocs served from the free list
  bumped                         3 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    96 bytes  of live chunks, as rounded up
  requestedBytes                96 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     32 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                 70.6 %      requested / (reserved + table)
  recycleRate                 25.0 %      recycled / allocs

# up to the end of the block, and no further
$ poolsim --unchecked --show none -c 'alloc a; write a x at 127; write a xy at 127'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  write a x at 127                                      ok
          1 byte written into 0:0, from its byte 127 on, and past its end into 0:3
  
  step 3  write a xy at 127                                     oversize
          refused: oversize: it would write past the end of 0:0
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
! -c:1:34: oversize: it would write past the end of 0:0
? 1

# a chunk with more owners than a cell can count, and with long names
$ poolsim --show blocks -c 'alloc abc; set checks off; free abc abc; alloc d e f g h i j k l m n; set checks on' | tail -n 4
  block  address         0      1      2      3
      0  0x10000000  *n+10      .      .      .
  table            1 of 1 slot taken
  
$ poolsim --show blocks -c 'alloc a b c; set checks off; free b b; alloc long longer; free a' | tail -n 4
  block  address         0      1      2      3
      0  0x10000000   *(1)   lo+1      c      .
  table            1 of 1 slot taken
  

# a write from a live chunk over the links of freed ones, and a free at the end of the memory
$ poolsim --show list -c 'alloc a b c d; free b c; set checks off; write a "0123456789012345678901234567890123456789012345678901234567890123456789"' | tail -n 9
  
  step 7  write a 0123456789012345678901234567890123456789012345678901234567890123456789
          ok
          70 bytes written into 0:0, from its byte 0 on, and past its end into
          0:2; the list leaves the pool, at 0x393837363534
  
  free list  1     head -> 0:2 0x10000040 -> 0x393837363534 foreign
  next alloc       0:2 0x10000040  recycle
  
$ poolsim --memory 4096 --show list -c 'set checks off; alloc a; free 0x10000ff8; free 0x10000ff9; alloc b c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  
  step 2  free 0x10000ff8                                       push
          what is freed goes to the front of the list: 0x10000ff8 becomes the
          head; its first 8 bytes now hold NULL, as the list was empty; the list
          leaves the pool, at 0x10000ff8
  
  free list  0     head -> 0x10000ff8 foreign
  next alloc       none: the head is no chunk
  
  step 3  free 0x10000ff9                                       foreign-free
          refused: foreign free of 0x10000ff9: poolFree would write a link there
          (pool.h, line 334): a program would crash here, or corrupt memory
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  free list  0     head -> 0x10000ff8 foreign
  next alloc       none: the head is no chunk
  
! -c:1:48: foreign free of 0x10000ff9: poolFree would write a link there (pool.h, line 334): a program would crash here, or corrupt memory
? 1
$ poolsim --show list -c 'set guard redzone poison; set checks off; alloc a; free 0x10000028; free 0x10000004'
  step 1  set guard poison redzone                              ok
          an empty pool: 4 chunks of 40 bytes in a block, and no block yet; 32 is
          rounded up, so that every link is aligned
  
  free list  0     head -> NULL
  next alloc       0:0  new-block
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000028  bump
  
  step 3  free 0x10000028                                       fresh-free
          refused: fresh-free, found by the guard redzone: the zone behind it was
          written over, or is none
          chunk    0:1 0x10000028, 40 bytes, fresh
          guard    redzone
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  give back only what this pool has handed out
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000028  bump
  
! -c:1:57: fresh-free, found by the guard redzone: the zone behind it was written over, or is none
? 1

# a chunk with many owners: how many others there are, up to 99
$ (echo 'set checks off; alloc a; free a a'; for i in $(seq 105); do echo "alloc long$i"; done) | poolsim --show blocks --steps 13,14,102,103,107 | grep 0x
      0  0x10000000  *lo+9      .      .      .
      0  0x10000000 *lo+10      .      .      .
      0  0x10000000 *lo+98      .      .      .
      0  0x10000000 *lo+99      .      .      .
      0  0x10000000 *lo+99      .      .      .
