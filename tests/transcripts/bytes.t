# dump shows the bytes of a chunk; a freed one holds a link, and what was left behind
$ poolsim --show none -c 'alloc a b; write a "hello, world"; dump a; free b a; dump a; freeall; dump 0x10000000'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  write a "hello, world"                                ok
          12 bytes written into 0:0, from its byte 0 on
  
  0:0 a live
   0x10000000  68 65 6c 6c 6f 2c 20 77  6f 72 6c 64 00 00 00 00 |hello, world....|
   0x10000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  0:0 a freed, next 0x10000020 = 0:1
   0x10000000  20 00 00 10 00 00 00 00  6f 72 6c 64 00 00 00 00 | .......orld....|
   0x10000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
  step 6  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  0:0 fresh
   0x10000000  20 00 00 10 00 00 00 00  6f 72 6c 64 00 00 00 00 | .......orld....|
   0x10000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|

# dump of a block: each chunk with its state, repeated rows folded
$ poolsim --show none --quiet -c 'alloc a b c; write b 0x0102ff at 29; write c x; free c a; dump 0'
  0:0 a freed, next 0x10000040 = 0:2
   0x10000000  40 00 00 10 00 00 00 00  00 00 00 00 00 00 00 00 |@...............|
   0x10000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
  0:1 b live
   0x10000020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   0x10000030  00 00 00 00 00 00 00 00  00 00 00 00 00 01 02 ff |................|
  0:2 c freed, next NULL
   0x10000040  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  0:3 fresh
   0x10000060  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  allocs                         3 steps  allocations served
  frees                          2 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       3 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         3 allocs served with a fresh chunk
  freeListLength                 2 chunks on the free list now
  peakFreeListLength             2 chunks the most at any time
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

# rows of 8 bytes for small chunks, and in the middle of a chunk
$ poolsim --show none --quiet -c 'pool 8 3; alloc a; write a abc at 5; dump 0; dump 0x10000003'
  0:0 a live
   0x10000000  00 00 00 00 00 61 62 63                          |.....abc|
  0:1 fresh
   0x10000008  00 00 00 00 00 00 00 00                          |........|
  0:2 fresh
   0x10000010  00 00 00 00 00 00 00 00                          |........|
  0:0 a live
   0x10000000  00 00 00 00 00 61 62 63                          |.....abc|
  allocs                         1 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       1 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         1 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                     8 bytes  of live chunks, as rounded up
  requestedBytes                 8 bytes  what the program asked for in them
  reservedBytes                 24 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes             24 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     16 bytes  of the blocks, in no live chunk
  largestFree                    8 bytes  of them in one piece
  utilization                 25.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# dump of what is not there
$ poolsim --show none -c 'dump nobody'
! -c:1:6: unknown handle 'nobody'
? 1
$ poolsim --show none -c 'dump 0'
! -c:1:6: 0x0 is no block, and lies in no block, of this pool
? 1
$ poolsim --show none -c 'alloc a; dump 1'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! -c:1:15: 0x1 is no block, and lies in no block, of this pool
? 1
$ poolsim --show none -c 'dump 18446744073709551615'
! -c:1:6: 0xffffffffffffffff is no block, and lies in no block, of this pool
? 1
$ poolsim --show none -c 'dump 18446744073709551616'
! -c:1:6: number out of range '18446744073709551616' (0 to 18446744073709551615)
!     dump 18446744073709551616
!          ^~~~~~~~~~~~~~~~~~~~
? 2
$ poolsim --show none -c 'dump'
! -c:1:5: a handle or an address is missing (usage: dump NAME|ADDRESS|BLOCK)
!     dump
!         ^
? 2

# write into a freed chunk: the link is written over, the chain shows it, and the pool is not touched
$ poolsim --show list --keep-going -c 'alloc a b c; free a b c; write b 0x99; alloc d; alloc e; free d' --every 7
  step 7  write b 0x99                                          ok
          1 byte written into 0:1, from its byte 0 on; it is on the free list: the
          link to the next one is written over; the list leaves the pool, at
          0x10000099
  
  free list  2     head -> 0:2 0x10000040 -> 0:1 0x10000020 -> 0x10000099 foreign
  next alloc       0:2 0x10000040  recycle
  
  free list  2     head -> 0:2 0x10000040 -> 0:1 0x10000020 -> 0x10000099 foreign
  next alloc       0:2 0x10000040  recycle
  
  allocs                         3 steps  allocations served
  frees                          3 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         3 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                       3 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         3 allocs served with a fresh chunk
  freeListLength                 2 chunks on the free list now
  peakFreeListLength             3 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                     0 bytes  of live chunks, as rounded up
  requestedBytes                 0 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     96 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
! -c:1:46: corrupt list: it does not end as it should; the list leaves the pool, at 0x10000099
! -c:1:55: corrupt list: it does not end as it should; the list leaves the pool, at 0x10000099
! -c:1:63: unknown handle 'd' (no handle is live)
! poolsim: 3 refused or unexpected
? 1
$ poolsim --show none --keep-going --quiet -c 'alloc a b; free a b; write a self; show list; alloc c; show list; alloc d; expect outcome corrupt-list; free c; expect outcome corrupt-list'
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> 0x666c6573 foreign
  next alloc       0:1 0x10000020  recycle
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> 0x666c6573 foreign
  next alloc       0:1 0x10000020  recycle
  allocs                         2 steps  allocations served
  frees                          2 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         3 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 2 chunks on the free list now
  peakFreeListLength             2 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                     0 bytes  of live chunks, as rounded up
  requestedBytes                 0 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                    128 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
! -c:1:53: corrupt list: it does not end as it should; the list leaves the pool, at 0x666c6573
! -c:1:113: expected outcome corrupt-list, but it was unknown-handle
! poolsim: 2 refused or unexpected
? 1

# a link written over by the same bytes is as good as before
$ poolsim --show none --quiet -c 'alloc a b; free a b; write b 0x0000001000000000; alloc c d; expect outcome ok; expect list' | head -1
  allocs                         4 steps  allocations served

# write past the end of the chunk is refused, and so is a write to nowhere
$ poolsim --show none --keep-going -c 'alloc a; write a 12345678 at 25; write a 1 at 32; write a 1 at 18446744073709551615; write 0x10000020 abc; write 0x5 x; write 0x10001000 x; write q x'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  write a 12345678 at 25                                oversize
          refused: oversize: it would write past the end of 0:0
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
  step 3  write a 1 at 32                                       oversize
          refused: oversize: it would write past the end of 0:0
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
  step 4  write a 1 at 18446744073709551615                     oversize
          refused: oversize: it would write past the end of 0:0
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
  step 5  write 0x10000020 abc                                  ok
          3 bytes written into 0:1, from its byte 0 on; it was never handed out
  
  step 6  write 0x5 x                                           foreign-free
          refused: foreign write to 0x5: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 7  write 0x10001000 x                                    foreign-free
          refused: foreign write to 0x10001000: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 8  write q x                                             unknown-handle
          refused: unknown handle 'q' (live: a)
          instead  use a live handle, or an address
  
! -c:1:16: oversize: it would write past the end of 0:0
! -c:1:40: oversize: it would write past the end of 0:0
! -c:1:57: oversize: it would write past the end of 0:0
! -c:1:114: foreign write to 0x5: it lies in no block of this pool
! -c:1:127: foreign write to 0x10001000: it lies in no block of this pool
! -c:1:147: unknown handle 'q' (live: a)
! poolsim: 6 refused or unexpected
? 1

# what to write: a word, anything in quotes, bytes
$ poolsim --show none --quiet -c 'alloc a; write a "a;b # c" at 1; write a 0x00ff at 20; dump a'
  0:0 a live
   0x10000000  00 61 3b 62 20 23 20 63  00 00 00 00 00 00 00 00 |.a;b # c........|
   0x10000010  00 00 00 00 00 ff 00 00  00 00 00 00 00 00 00 00 |................|
  allocs                         1 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
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
$ poolsim -c 'alloc a; write a'
! -c:1:17: what to write is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])
!     alloc a; write a
!                     ^
? 2
$ poolsim -c 'alloc a; write a ""'
! -c:1:18: what to write is empty (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])
!     alloc a; write a ""
!                      ^
? 2
$ poolsim -c 'alloc a; write a "x'
! -c:1:18: missing " (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])
!     alloc a; write a "x
!                      ^
? 2
$ poolsim -c 'alloc a; write a 0x1'
! -c:1:18: not bytes '0x1' (0x, then pairs of hexadecimal digits)
!     alloc a; write a 0x1
!                      ^~~
? 2
$ poolsim -c 'alloc a; write a 0xgg'
! -c:1:18: not bytes '0xgg' (0x, then pairs of hexadecimal digits)
!     alloc a; write a 0xgg
!                      ^~~~
? 2
$ poolsim -c 'alloc a; write a x 5'
! -c:1:20: 'at' is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])
!     alloc a; write a x 5
!                        ^
? 2
$ poolsim -c 'alloc a; write a x at'
! -c:1:22: an offset is missing (usage: write NAME|ADDRESS TEXT|0xBYTES [at OFFSET])
!     alloc a; write a x at
!                          ^
? 2
$ poolsim -c 'alloc a; write a x at -1'
! -c:1:23: bad number '-1' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     alloc a; write a x at -1
!                           ^~
? 2

# save keeps writes
$ printf 'alloc a\nwrite a "x y" at 2\nwrite a 0xff00\nsave s\n' | poolsim --show none >1; cat s; poolsim --quiet --show none --replay s | head -1
  # saved by poolsim 1.0
  pool 32 4
  alloc a
  write a "x y" at 2
  write a 0xff00
  allocs                         1 steps  allocations served

# as JSON
$ poolsim --show none --format json -c 'pool 8 2; alloc a; write a hi at 3; dump 0' | sed 's/.*"bytes"/"bytes"/' | tail -1
  "bytes":[{"address":"0x10000000","hex":"0000006869000000"},{"address":"0x10000008","hex":"0000000000000000"}]}
