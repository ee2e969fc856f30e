# The general heap: its picture, its reasons, its operation lists.

# a region is split, and freed neighbours are merged
$ poolsim -c 'allocator heap; alloc a 40 b 8; free a; alloc c 3; free c'
  step 1  allocator heap                                        ok
          an empty heap: first fit, one list in the order lifo, headers of 8
          bytes; it grows as it must
  
  memory           0 bytes so far: 0 of headers, 0 free, 0 in one piece
  
  free list  0     head -> NULL
  live       0
  heap             freed NULL
  
  step 2  alloc a 40                                            new-block
          40 bytes and a header of 8 take 48 bytes; nothing is free, so the heap
          grows by 48 bytes to 48 bytes
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     48 *a
  memory           48 bytes so far: 8 of headers, 0 free, 0 in one piece
  
  free list  0     head -> NULL
  live       1     a 0:8 0x10000008
  heap             freed NULL
  
  step 3  alloc b 8                                             new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 64 bytes
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     48  a
  0:56    0x10000030  0x10000038     16 *b
  memory           64 bytes so far: 16 of headers, 0 free, 0 in one piece
  
  free list  0     head -> NULL
  live       2     a 0:8 0x10000008   b 0:56 0x10000038
  heap             freed NULL
  
  step 4  free a                                                push
          0:8, 48 bytes, is the head of the list, last in, first out
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     48 *(1)
  0:56    0x10000030  0x10000038     16  b
  memory           64 bytes so far: 8 of headers, 48 free, 48 in one piece
  
  free list  1     head -> 0:8 0x10000008 [48] -> NULL
  live       1     b 0:56 0x10000038
  heap             freed NULL -> 0x10000008
  
  step 5  alloc c 3                               searched 1    recycle
          3 bytes, rounded up to 8, and a header of 8 take 16 bytes; first fit
          looked at 1 element and took 0:8, which had 48 bytes: it is split, and
          32 bytes stay free
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16 *c
  0:24    0x10000010  0x10000018     32  (1)
  0:56    0x10000030  0x10000038     16  b
  memory           64 bytes so far: 16 of headers, 32 free, 32 in one piece
  
  searched   1     *0:8 0x10000008 [48]
  free list  1     head -> 0:24 0x10000018 [32] -> NULL
  live       2     c 0:8 0x10000008   b 0:56 0x10000038
  heap             freed 0x10000008 -> 0x10000018
  
  step 6  free c                                                push
          0:8 is merged with the 32 bytes behind it; 0:8, 48 bytes, is the head of
          the list, last in, first out
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     48 *(1)
  0:56    0x10000030  0x10000038     16  b
  memory           64 bytes so far: 8 of headers, 48 free, 48 in one piece
  
  free list  1     head -> 0:8 0x10000008 [48] -> NULL
  live       1     b 0:56 0x10000038
  heap             freed 0x10000018 -> 0x10000008
  

# searched says how many elements an alloc looked at
$ poolsim --show list --every 8 -c 'allocator heap coalesce=off; alloc a 8 b 16 c 24; free a b c; alloc d 24'
  step 8  alloc d 24                              searched 1    recycle
          24 bytes and a header of 8 take 32 bytes; first fit looked at 1 element
          and took 0:48, which had 32 bytes, as many as it takes
  
  searched   1     *0:48 0x10000030 [32]
  free list  2     head -> 0:24 0x10000018 [24] -> 0:8 0x10000008 [16] -> NULL
  

# lists by size, each in a line
$ poolsim --show list --every 6 -c 'allocator heap list=segregated coalesce=off; alloc a 8 b 200; free a b; show list; alloc c 100'
  free lists 2     regions, by how many bytes they hold
    to 8     1     head -> 0:8 0x10000008 [16] -> NULL
    larger   1     head -> 0:24 0x10000018 [208] -> NULL
  step 6  alloc c 100                             searched 1    recycle
          100 bytes, rounded up to 104, and a header of 8 take 112 bytes; first
          fit looked at 1 element and took 0:24, which had 208 bytes: it is split,
          and 96 bytes stay free
  
  searched   1     *0:24 0x10000018 [208]
  free lists 2     regions, by how many bytes they hold
    to 8     1     head -> 0:8 0x10000008 [16] -> NULL
    to 128   1     head -> 0:136 0x10000088 [96] -> NULL
  

# a long table and a long list are cut in the middle
$ poolsim --show blocks,list --every 32 -c 'allocator heap order=fifo; alloc a b c d e f g h i j k l m n o p q r s t u v w x; free a c e g i k m o q s u w'
  step 32  free m                                               push
          0:200, 16 bytes, is on the list behind 0:168, first in, first out
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16  (1)
  0:24    0x10000010  0x10000018     16  b
  0:40    0x10000020  0x10000028     16  (2)
  0:56    0x10000030  0x10000038     16  d
  0:72    0x10000040  0x10000048     16  (3)
  0:88    0x10000050  0x10000058     16  f
  0:104   0x10000060  0x10000068     16  (4)
  0:120   0x10000070  0x10000078     16  h
    ... 4 rows hidden: show blocks
  0:200   0x100000c0  0x100000c8     16 *(7)
    ... 7 rows hidden: show blocks
  0:328   0x10000140  0x10000148     16  u
  0:344   0x10000150  0x10000158     16  v
  0:360   0x10000160  0x10000168     16  w
  0:376   0x10000170  0x10000178     16  x
  memory           384 bytes so far: 136 of headers, 112 free, 16 in one piece
  
  free list  7     head -> 0:8 0x10000008 [16] -> 0:40 0x10000028 [16]
                   -> 0:72 0x10000048 [16] -> 0:104 0x10000068 [16]
                   -> 0:136 0x10000088 [16] -> 0:168 0x100000a8 [16]
                   -> 0:200 0x100000c8 [16] -> NULL
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16  (1)
  0:24    0x10000010  0x10000018     16  b
  0:40    0x10000020  0x10000028     16  (2)
  0:56    0x10000030  0x10000038     16  d
  0:72    0x10000040  0x10000048     16  (3)
  0:88    0x10000050  0x10000058     16  f
  0:104   0x10000060  0x10000068     16  (4)
  0:120   0x10000070  0x10000078     16  h
    ... 12 rows hidden: show blocks
  0:328   0x10000140  0x10000148     16  (11)
  0:344   0x10000150  0x10000158     16  v
  0:360   0x10000160  0x10000168     16  (12)
  0:376   0x10000170  0x10000178     16  x
  memory           384 bytes so far: 96 of headers, 192 free, 16 in one piece
  
  free list  12    head -> 0:8 0x10000008 [16] -> 0:40 0x10000028 [16]
                   -> 0:72 0x10000048 [16] -> 0:104 0x10000068 [16]
                   -> 0:136 0x10000088 [16] -> 0:168 0x100000a8 [16]
                   -> 0:200 0x100000c8 [16] -> 0:232 0x100000e8 [16]
                   ... 2 hidden: show list
                   -> 0:328 0x10000148 [16] -> 0:360 0x10000168 [16] -> NULL
  
  allocs                        24 steps  allocations served
  frees                         12 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                          12 chunks handed out now
  peakLive                      24 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                        24 allocs served with a fresh chunk
  freeListLength                12 chunks on the free list now
  peakFreeListLength            12 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  0 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    96 bytes  of live chunks, as rounded up
  requestedBytes                96 bytes  what the program asked for in them
  reservedBytes                384 bytes  of all blocks
  tableBytes                     0 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            384 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                 96 bytes  headers of live chunks
  freeBytes                    192 bytes  of the blocks, in no live chunk
  largestFree                   16 bytes  of them in one piece
  utilization                 25.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# headers, tags and links are bytes of the memory
$ poolsim --show none -c 'allocator heap; alloc a 8 b 16 c 8; write a "live"; free b; dump 0; dump b' | tail -n +17
  step 5  write a live                                          ok
          4 bytes written into 0:8, from its byte 0 on
  
  step 6  free b                                                push
          0:24, 24 bytes, is the head of the list, last in, first out
  
  0:8 a live, 16 bytes, 8 of them its header
   0x10000000  10 00 00 80 00 00 00 00  6c 69 76 65 00 00 00 00 |........live....|
  0:24 b freed, 24 bytes, 8 of them its header, next NULL
   0x10000010  18 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   0x10000020  00 00 00 00 00 00 00 00                          |........|
  0:48 c live, 16 bytes, 8 of them its header
   0x10000028  10 00 00 80 18 00 00 00  00 00 00 00 00 00 00 00 |................|
  0:24 b freed, 24 bytes, 8 of them its header, next NULL
   0x10000010  18 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   0x10000020  00 00 00 00 00 00 00 00                          |........|

# a link that was written over is found
$ poolsim --show list -c 'allocator heap coalesce=off; alloc a b; free a b; write b 0x1111; alloc c' | tail -n 14
  
  step 6  write b 0x1111                                        ok
          2 bytes written into 0:24, from its byte 0 on; it is on the free list:
          the link to the next one is written over
  
  free list  1     head -> 0:24 0x10000018 [16] -> 0x10001111 foreign
  
  step 7  alloc c                                               corrupt-list
          refused: corrupt list: the link in 0:24 was written over; it leads to
          0x10001111
          instead  find who wrote into a free region: dump the last sound one
  
  free list  1     head -> 0:24 0x10000018 [16] -> 0x10001111 foreign
  
! -c:1:73: corrupt list: the link in 0:24 was written over; it leads to 0x10001111

# a link that was cleared ends the list early: what was behind it is lost
$ poolsim --show list -c 'allocator heap coalesce=off; alloc a b; free a b; write b 0x0000000000000000; alloc c' | tail -n 14
  
  step 6  write b 0x0000000000000000                            ok
          8 bytes written into 0:24, from its byte 0 on; it is on the free list:
          the link to the next one is written over
  
  free list  1     head -> 0:24 0x10000018 [16] -> NULL
  
  step 7  alloc c                                               corrupt-list
          refused: corrupt list: the link in 0:24 was written over; it leads to
          0x0
          instead  find who wrote into a free region: dump the last sound one
  
  free list  1     head -> 0:24 0x10000018 [16] -> NULL
  
! -c:1:85: corrupt list: the link in 0:24 was written over; it leads to 0x0

# misuse is refused, with checks off too
$ poolsim --show none --keep-going --unchecked -c 'allocator heap; alloc a 8 b 8; free a a; free 0x1000001a; free 0x10; free 0x10000018' | grep -A 2 refused
          refused: double free of 'a': it was freed in step 4; its chunk 0:8 is on
          the free list already
          chunk    0:8 0x10000008, 16 bytes, freed
  --
          refused: misaligned free of 0x1000001a: it lies inside chunk 0:24, which
          begins at 0x10000018
          chunk    0:24 0x10000018, 16 bytes, live, of 'b'
  --
          refused: foreign free of 0x10: it lies outside of this heap
          instead  give back only what this heap has handed out
  
! -c:1:39: double free of 'a': it was freed in step 4; its chunk 0:8 is on the free list already
! -c:1:47: misaligned free of 0x1000001a: it lies inside chunk 0:24, which begins at 0x10000018
! -c:1:64: foreign free of 0x10: it lies outside of this heap
! poolsim: 3 refused or unexpected

# what is asked for has no bound but the memory
$ poolsim --show none --memory 4096 --keep-going -c 'allocator heap; alloc a 4000; alloc b 100; write a "x" at 4000; free a; alloc b 4088'
  step 1  allocator heap                                        ok
          an empty heap: first fit, one list in the order lifo, headers of 8
          bytes; it grows as it must
  
  step 2  alloc a 4000                                          new-block
          4000 bytes and a header of 8 take 4008 bytes; nothing is free, so the
          heap grows by 4008 bytes to 4008 bytes
  
  step 3  alloc b 100                                           out-of-memory
          refused: out of memory: 100 bytes, rounded up to 104, and a header of 8
          take 112 bytes; nothing is free, and the heap can't grow so far in the
          4096 bytes of --memory
          instead  free something first, or give it more memory (size=, --memory)
  
  step 4  write a x at 4000                                     oversize
          refused: oversize: it would write past the end of 0:8
          chunk    0:8 0x10000008, 4008 bytes, live, of 'a'
          history  step 2 allocated as 'a'
          instead  write no further than what was asked for
  
  step 5  free a                                                push
          0:8, 4008 bytes, is the head of the list, last in, first out
  
  step 6  alloc b 4088                            searched 1    new-block
          4088 bytes and a header of 8 take 4096 bytes; looked at 1 element, none
          has as many, so the heap grows by 88 bytes behind the 4008 bytes that
          are free at its end, to 4096 bytes
  
! -c:1:37: out of memory: 100 bytes, rounded up to 104, and a header of 8 take 112 bytes; nothing is free, and the heap can't grow so far in the 4096 bytes of --memory
! -c:1:50: oversize: it would write past the end of 0:8
! poolsim: 2 refused or unexpected
? 1

# there must be memory for a fixed size
$ poolsim --show none --memory 4096 -c 'allocator heap size=5000'
  step 1  allocator heap size=5000                              out-of-memory
          refused: out of memory: no block table, or blocks beyond all bounds, or
          more than --memory
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
! -c:1:1: out of memory: no block table, or blocks beyond all bounds, or more than --memory
? 1

# freeall, trim and undo
$ poolsim --show blocks -c 'allocator heap; alloc a 8 b 8; freeall; undo; free b; trim' | tail -n 24
  step 3 of 4  alloc b 8                                        new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16  a
  0:24    0x10000010  0x10000018     16 *b
  memory           32 bytes so far: 16 of headers, 0 free, 0 in one piece
  
  step 4  free b                                                push
          0:24, 16 bytes, is the head of the list, last in, first out
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16  a
  0:24    0x10000010  0x10000018     16 *(1)
  memory           32 bytes so far: 8 of headers, 16 free, 16 in one piece
  
  step 5  trim                                                  ok
          16 bytes behind the last live region are given back
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16  a
  memory           16 bytes so far: 8 of headers, 0 free, 0 in one piece
  
! poolsim: step 4, which was undone, is dropped

# parameters are checked
$ poolsim -c 'allocator heap fit=biggest'
! -c:1:20: unknown fit 'biggest' (first, next, best, worst)
!     allocator heap fit=biggest
!                        ^~~~~~~
? 2
$ poolsim -c 'allocator heap align=0'
! -c:1:22: number out of range '0' (1 to 4096)
!     allocator heap align=0
!                          ^
? 2
$ poolsim -c 'allocator heap 32 4'
! -c:1:16: not NAME=VALUE: '32'
!     allocator heap 32 4
!                    ^~
? 2
$ poolsim --show none --allocator 'heap fit=best order=size-up list=segregated header=16 size=0x1000' -c 'show'
  region  header      address     bytes
  0:16    0x10000000  0x10000010   4096  (1)
  memory           4096 bytes: 0 of headers, 4096 free, 4096 in one piece
  
  free lists 1     regions, by how many bytes they hold
    larger   1     head -> 0:16 0x10000010 [4096] -> NULL
  live       0
  heap             freed 0x10000010

# JSON has the bytes of each region and the classes
$ poolsim --format json -c 'allocator heap list=segregated; alloc a 8 b 100 c 8; free b' | tail -n 1
  {"step":5,"line":1,"command":"free b","op":"free","handle":"b","outcome":"ok","path":"push","address":"0x10000018","block":0,"chunk":24,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":8,"blockSize":0,"used":0,"block":0,"freed":"0x10000018","blocksUsed":1},"heap":{"start":"0x10000000","bytes":144,"headerBytes":8,"grows":true},"blocks":[{"index":0,"address":"0x10000000","chunks":[{"address":"0x10000008","state":"live","handle":"a","next":null,"owners":1,"bytes":16},{"address":"0x10000018","state":"freed","handle":"b","next":null,"owners":0,"bytes":112},{"address":"0x10000088","state":"live","handle":"c","next":null,"owners":1,"bytes":16}]}],"freeList":{"length":1,"addresses":["0x10000018"],"bytes":[112],"classes":[{"most":8,"length":0},{"most":16,"length":0},{"most":32,"length":0},{"most":64,"length":0},{"most":128,"length":1},{"most":null,"length":0}],"end":"null"},"stats":{"allocs":3,"frees":1,"freealls":0,"failed":0,"live":2,"peakLive":3,"recycled":0,"bumped":3,"freeListLength":1,"peakFreeListLength":1,"blocks":1,"tableCapacity":0,"tableDoublings":0,"chunkBytes":16,"requestedBytes":16,"reservedBytes":144,"tableBytes":0,"guardBytes":0,"peakReservedBytes":144,"searched":0,"freeBlocks":0,"overheadBytes":16,"freeBytes":112,"largestFree":112,"utilization":0.111111,"recycleRate":0}}

# an operation list of the book's homework
$ printf '+3,-0,+5\n-1,+8\n' > list; poolsim --allocator 'heap size=100 header=4 align=4 fit=best order=address coalesce=off' --show list --from ostep --replay list
  step 1  alloc p0 3                              searched 1    recycle
          3 bytes, rounded up to 4, and a header of 4 take 8 bytes; best fit
          looked at 1 element and took 0:4, which had 100 bytes: it is split, and
          92 bytes stay free
  
  searched   1     *0:4 0x10000004 [100]
  free list  1     head -> 0:12 0x1000000c [92] -> NULL
  
  step 2  free p0                                 searched 1    push
          0:4, 8 bytes, is the head of the list, by address, after a look at 1
          element
  
  searched   1     0:12 0x1000000c [92]
  free list  2     head -> 0:4 0x10000004 [8] -> 0:12 0x1000000c [92] -> NULL
  
  step 3  alloc p1 5                              searched 2    recycle
          5 bytes, rounded up to 8, and a header of 4 take 12 bytes; best fit
          looked at 2 elements and took 0:12, which had 92 bytes: it is split, and
          80 bytes stay free
  
  searched   2     0:4 0x10000004 [8] -> *0:12 0x1000000c [92]
  free list  2     head -> 0:4 0x10000004 [8] -> 0:24 0x10000018 [80] -> NULL
  
  step 4  free p1                                 searched 2    push
          0:12, 12 bytes, is on the list behind 0:4, by address, after a look at 2
          elements
  
  searched   2     0:4 0x10000004 [8] -> 0:24 0x10000018 [80]
  free list  3     head -> 0:4 0x10000004 [8] -> 0:12 0x1000000c [12]
                   -> 0:24 0x10000018 [80] -> NULL
  
  step 5  alloc p2 8                              searched 3    recycle
          8 bytes and a header of 4 take 12 bytes; best fit looked at 3 elements
          and took 0:12, which had 12 bytes, as many as it takes
  
  searched   3     0:4 0x10000004 [8] -> *0:12 0x1000000c [12]
                   -> 0:24 0x10000018 [80]
  free list  2     head -> 0:4 0x10000004 [8] -> 0:24 0x10000018 [80] -> NULL
  
  operations of the OSTEP book's malloc.py (+BYTES,-NUMBER)
             5                        operations of the list
             5              16 bytes  requests of the program
             3              16 bytes  allocations that the pool served
             2                        frees that gave a chunk back

# with its coalescing, in front of the list
$ printf '+10,+10,+10,-0,-2,-1' > list; poolsim --quiet --show list --allocator 'heap size=100 header=0 align=1 order=lifo coalesce=list' --replay list | head -1
  free list  3     head -> 0:10 0x1000000a [20] -> 0:0 0x10000000 [10]

# operations that are none, and frees of what is not there, are counted
$ printf '+10,-1,x,-0,-0' > list; poolsim --quiet --show none --allocator 'heap size=100' --from ostep --replay list | tail -n +27
  operations of the OSTEP book's malloc.py (+BYTES,-NUMBER)
             5                        operations of the list
             4              10 bytes  requests of the program
             1              10 bytes  allocations that the pool served
             1                        frees that gave a chunk back
             2                        frees of something that is not live
             1                        lines that were not understood (first in line 1)

# a pool takes what fits its chunks
$ printf '+10,+100,-1,-0' > list; poolsim --quiet --show none --replay list | tail -n +27
  operations of the OSTEP book's malloc.py (+BYTES,-NUMBER)
             4                        operations of the list
             4             110 bytes  requests of the program
             1              10 bytes  allocations that the pool served
             1             100 bytes  allocations larger than a chunk
             1                        frees that gave a chunk back
             1                        frees of what was not the pool's

# base= is the first address, as in the book, and addresses are written in decimal
$ poolsim -c 'allocator heap base=1000 size=100 header=4 align=1 order=address coalesce=list; alloc a 3; free 1000' | tail -n 20
  
  searched   1     *0:4 1000 [100]
  free list  1     head -> 0:11 1007 [93] -> NULL
  live       1     a 0:4 1000
  heap             freed 1000 -> 1007
  
  step 3  free 1000                               searched 1    push
          0:4 goes on the list; neighbours there that lie side by side are merged,
          1 time; 0:4, 100 bytes, is the head of the list, by address, after a
          look at 1 element
  
  region  header   address  bytes
  0:4     996      1000       100 *(1)
  memory           100 bytes: 0 of headers, 100 free, 100 in one piece
  
  searched   1     0:11 1007 [93]
  free list  1     head -> 0:4 1000 [100] -> NULL
  live       0
  heap             freed 1007 -> 1000
  

# the numbers are the heap's own: a free, a dump, a condition, an expectation, JSON, and the links in its memory
$ poolsim --show none -c 'allocator heap base=1000 coalesce=off; alloc a b; free 1016 1000; expect head 1000; expect place a 1000; dump 1000; free 1004'
  step 1  allocator heap base=1000 coalesce=off                 ok
          an empty heap: first fit, one list in the order lifo, headers of 8
          bytes; it grows as it must
  
  step 2  alloc a                                               new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 16 bytes
  
  step 3  alloc b                                               new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  
  step 4  free 1016                                             push
          0:24, 16 bytes, is the head of the list, last in, first out
  
  step 5  free 1000                                             push
          0:8, 16 bytes, is the head of the list, last in, first out
  
  expect head 1000                                              ok
  expect place a 1000                                           ok
  0:8 a freed, 16 bytes, 8 of them its header, next 1016 = 0:24
   992  10 00 00 00 00 00 00 00  f8 03 00 00 00 00 00 00 |................|
  step 6  free 1004                                             misaligned-free
          refused: misaligned free of 1004: it lies inside chunk 0:8, which begins
          at 1000
          chunk    0:8 1000, 16 bytes, freed
          history  step 2 allocated as 'a'; step 5 freed
          instead  give back the very pointer that alloc returned
  
! -c:1:122: misaligned free of 1004: it lies inside chunk 0:8, which begins at 1000
? 1
$ poolsim --quiet --show none -c 'allocator heap base=1000; alloc a; expect place a 1001' 2>&1 >/dev/null
  -c:1:36: expected 'a' at 1001, but it is at 1000
? 1
$ poolsim --quiet --show none -c 'allocator heap base=1000; alloc a; free 1008' 2>&1 >/dev/null
  -c:1:41: foreign free of 1008: it lies outside of this heap
? 1
$ poolsim --show none --format json -c 'allocator heap base=1000; alloc a; free 1000' | tail -n 1 | cut -c 1-170
  {"step":3,"line":1,"command":"free 1000","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x3e8","block":0,"chunk":8,"message":null,"report":null,"searche
$ printf 'watch freed\nbreak touches 1016\nallocator heap base=1000 coalesce=off\nalloc a b\nfree 1000\nundo\n' | poolsim --show none --interactive 2>&1 | tail -n 12
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  
  break 2: touches 1016
  step 4  free 1000                                             push
          0:8, 16 bytes, is the head of the list, last in, first out
  
  watch 1: freed NULL -> 1000
  step 3 of 4  alloc b                                          new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  

# with a header it is aligned by itself, wherever it begins; base=0 is the memory's own address
$ poolsim --show blocks -c 'allocator heap base=1001 align=16; alloc a b' | tail -n 4
  0:15    1000     1008        32  a
  0:47    1032     1040        32 *b
  memory           71 bytes so far: 23 of headers, 0 free, 0 in one piece
  
$ poolsim --show blocks -c 'allocator heap base=0; alloc a' | tail -n 3
  0:8     0x10000000  0x10000008     16 *a
  memory           16 bytes so far: 8 of headers, 0 free, 0 in one piece
  
$ poolsim -c 'allocator heap base=-1'
! -c:1:21: bad number '-1' (0 to 70368744177664)
!     allocator heap base=-1
!                         ^~
? 2
$ poolsim -c 'allocator heap base=0x800000000000'
! -c:1:21: number out of range '0x800000000000' (0 to 70368744177664)
!     allocator heap base=0x800000000000
!                         ^~~~~~~~~~~~~~
? 2

# each element that a search looked at, with its bytes as they were; a long way is cut in the middle
$ poolsim --show list -c 'allocator heap fit=best list=implicit; alloc a 50 b 8 c 30 d 8; free a c; alloc e 12' | tail -n 10
  
  step 8  alloc e 12                              searched 4    recycle
          12 bytes, rounded up to 16, and a header of 8 take 24 bytes; best fit
          looked at 4 regions and took 0:88, which had 40 bytes: it is split, and
          16 bytes stay free
  
  searched   4     0:8 0x10000008 [64] -> 0:72 0x10000048 [16 live]
                   -> *0:88 0x10000058 [40] -> 0:128 0x10000080 [16 live]
  free list  2     head -> 0:8 0x10000008 [64] -> 0:112 0x10000070 [16] -> NULL
  
$ poolsim --show list -c 'allocator heap fit=best coalesce=off; alloc a b c d e f g h i j k l m n o; free a b c d e f g h i j k l m n o; alloc z 9' | tail -n 15 | head -n 8
          9 bytes, rounded up to 16, and a header of 8 take 24 bytes; looked at 15
          elements, none has as many, so the heap grows by 24 bytes to 264 bytes
  
  searched   15    0:232 0x100000e8 [16] -> 0:216 0x100000d8 [16]
                   -> 0:200 0x100000c8 [16] -> 0:184 0x100000b8 [16]
                   -> 0:168 0x100000a8 [16] -> 0:152 0x10000098 [16]
                   -> 0:136 0x10000088 [16] -> 0:120 0x10000078 [16] -> ... 5 more
                   -> 0:24 0x10000018 [16] -> 0:8 0x10000008 [16]
$ poolsim --show none --format json -c 'allocator heap; alloc a 8 b 8; free a; alloc c 16' | tail -n 1 | grep -o '"searched.*"pool"'
  "searched":1,"searchPath":[{"address":"0x10000008","bytes":16}],"pool"
$ poolsim --quiet --show list -c 'allocator heap; alloc a 8 b 8; free a; break op == alloc; alloc c 16' | head -n 8
  step 5  alloc c 16                              searched 1    new-block
          16 bytes and a header of 8 take 24 bytes; looked at 1 element, none has
          as many, so the heap grows by 24 bytes to 56 bytes
  
  searched   1     0:8 0x10000008 [16]
  free list  1     head -> 0:8 0x10000008 [16] -> NULL
  
  break 1: op == alloc

# a walk along a list by address is shown too; the buckets of order=fullest are counted only
$ poolsim --show list -c 'allocator pool 32 4 order=address; alloc a b c; free a b' | tail -n 8
  step 6  free b                                  searched 1    push
          0:1 goes where its address belongs, behind 0:0; 1 free chunk was looked
          at to find that
  
  searched   1     0:0 0x10000000
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
  next alloc       0:0 0x10000000  recycle
  
$ poolsim --show list -c 'allocator pool 32 4 order=fullest; alloc a b c d e f g h; free e a b; alloc i' | tail -n 7
  step 13  alloc i                                searched 1    recycle
          block 1 has the fewest free chunks, 1, so the head of its list, 1:0, is
          handed out
  
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
  next alloc       0:1 0x10000020  recycle
  

# what is refused of a list is told with its column
$ printf '+10, -0,  +200,+5\n+300' > list; poolsim --quiet --show none --keep-going --allocator 'heap size=100' --from ostep --replay list 2>&1 >/dev/null
  list:1:11: out of memory: 200 bytes and a header of 8 take 208 bytes; looked at 1 element, none has as many, and the heap has a fixed size of 100 bytes
  list:2:1: out of memory: 300 bytes, rounded up to 304, and a header of 8 take 312 bytes; looked at 1 element, none has as many, and the heap has a fixed size of 100 bytes
  poolsim: 2 refused or unexpected
? 1

# a link that was written over is no address, so its bytes stay readable
$ poolsim --quiet --show none -c 'allocator heap base=1000 coalesce=off; alloc a b; free a; write 1000 AAAAAAAA; dump 1000' | head -2
  0:8 a freed, 16 bytes, 8 of them its header, next 0x4141414141414141, which is no chunk of this pool
   992  10 00 00 00 00 00 00 00  41 41 41 41 41 41 41 41 |........AAAAAAAA|

# an allocation that had no memory tells the same again when it is redone
$ poolsim --show none --memory 4096 --keep-going -c 'allocator heap; alloc a 4088; alloc; undo; redo'
  step 1  allocator heap                                        ok
          an empty heap: first fit, one list in the order lifo, headers of 8
          bytes; it grows as it must
  
  step 2  alloc a 4088                                          new-block
          4088 bytes and a header of 8 take 4096 bytes; nothing is free, so the
          heap grows by 4096 bytes to 4096 bytes
  
  step 3  alloc p1                                              out-of-memory
          refused: out of memory: 8 bytes and a header of 8 take 16 bytes; nothing
          is free, and the heap can't grow so far in the 4096 bytes of --memory
          instead  free something first, or give it more memory (size=, --memory)
  
  step 2 of 3  alloc a 4088                                     new-block
          4088 bytes and a header of 8 take 4096 bytes; nothing is free, so the
          heap grows by 4096 bytes to 4096 bytes
  
  step 3  alloc p1                                              out-of-memory
          refused: out of memory: 8 bytes and a header of 8 take 16 bytes; nothing
          is free, and the heap can't grow so far in the 4096 bytes of --memory
          instead  free something first, or give it more memory (size=, --memory)
  
! -c:1:31: out of memory: 8 bytes and a header of 8 take 16 bytes; nothing is free, and the heap can't grow so far in the 4096 bytes of --memory
! poolsim: 1 refused or unexpected
? 1
