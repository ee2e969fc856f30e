# eager: all chunks of a block are linked at once; ten taken and given back leave fifteen on the list
$ poolsim --allocator 'eager 16 8' --show list --every 21 -c 'alloc a b c d e f g h i j; free j i h g f e d c b a; alloc z; expect place z 0:0; expect freeListLength 15'
  step 21  alloc z                                              recycle
          the list is not empty, so its head, 0:0, is handed out; its link leads
          to 0:1, the new head
  
  free list  15    head -> 0:1 0x10000010 -> 0:2 0x10000020 -> 0:3 0x10000030
                   -> 0:4 0x10000040 -> 0:5 0x10000050 -> 0:6 0x10000060
                   -> 0:7 0x10000070 -> 1:0 0x10001000
                   ... 5 hidden: show list
                   -> 1:6 0x10001060 -> 1:7 0x10001070 -> NULL
  next alloc       0:1 0x10000010  recycle
  
  expect place z 0:0                                            ok
  expect freeListLength 15                                      ok

# the lazy pool, the same: nine
$ poolsim --show list --every 22 -c 'pool 16 8; alloc a b c d e f g h i j; free j i h g f e d c b a; alloc z; expect place z 0:0; expect freeListLength 9'
  step 22  alloc z                                              recycle
          the list is not empty, so its head, 0:0, is handed out; its link leads
          to 0:1, the new head
  
  free list  9     head -> 0:1 0x10000010 -> 0:2 0x10000020 -> 0:3 0x10000030
                   -> 0:4 0x10000040 -> 0:5 0x10000050 -> 0:6 0x10000060
                   -> 0:7 0x10000070 -> 1:0 0x10001000 -> 1:1 0x10001010 -> NULL
  next alloc       0:1 0x10000010  recycle
  
  expect place z 0:0                                            ok
  expect freeListLength 9                                       ok

# the picture of an eager pool: free chunks have links before they were ever handed out
$ poolsim --allocator 'eager 16 4' -c 'alloc a; free a' --every 2
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000010
  
  block  address         0      1      2      3
      0  0x10000000   *(1)    (2)    (3)    (4)
  table            1 of 1 slot taken
  
  free list  4     head -> 0:0 0x10000000 -> 0:1 0x10000010 -> 0:2 0x10000020
                   -> 0:3 0x10000030 -> NULL
  live       0
  pool             used 3   block 0   freed 0x10000010 -> 0x10000000
                   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  

# a stack touches no chunk; a bitmap takes the lowest address
$ poolsim --show none --quiet -c 'allocator stack 16 4; alloc a b c; free a c b; expect list b c a; dump a' | head -2
  0:0 a freed, its number is on the stack, beside the blocks
   0x10000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
$ poolsim --show list --quiet -c 'allocator bitmap 16 4; alloc a b c; free c a b; expect list a b c' | head -2
  free list  3     head -> 0:0 0x10000000 -> 0:1 0x10000010 -> 0:2 0x10000020
                   -> NULL

# order=address searches, order=fullest lets blocks empty
$ poolsim --quiet --show list -c 'allocator pool 16 2 order=address; alloc a b c d; free d a c b; expect list a b c d; stats' | grep -E '^(free list|searched|freeBlocks)' | head -3
  searched                       5 looks  at elements of free lists
  freeBlocks                     2 blocks that hold no live chunk
  free list  4     head -> 0:0 0x10000000 -> 0:1 0x10000010 -> 1:0 0x10001000
$ poolsim --quiet --show none -c 'allocator pool 16 2 order=fullest; alloc a b c d e f; free a b c; alloc g; expect place g 1:0; expect freeBlocks 1; trim'  | grep freeBlocks
  freeBlocks                     1 blocks that hold no live chunk

# every free of an allocator with bits is checked
$ poolsim --allocator 'stack 16 4' --show none --keep-going --every 9 -c 'alloc a b; free a; free a; free 0x10000008; free 0x10000030; free 0x20; freeall; free b'
  step 9  free b                                                stale-free
          refused: stale free of 'b': it is from before the freeall of step 8; its
          chunk 0:1 is fresh now
          chunk    0:1 0x10000010, 16 bytes, fresh
          history  step 2 allocated as 'b'; step 8 made fresh by freeall
          instead  after freeall, forget every pointer from before
  
! -c:1:25: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! -c:1:33: misaligned free of 0x10000008: it lies inside chunk 0:0, which begins at 0x10000000
! -c:1:50: fresh free of 0x10000030: chunk 0:3 was never handed out
! -c:1:67: foreign free of 0x20: it lies in no block of this pool
! -c:1:87: stale free of 'b': it is from before the freeall of step 8; its chunk 0:1 is fresh now
! poolsim: 5 refused or unexpected
? 1

# a heap: sizes of any kind, headers, a split
$ poolsim --allocator 'heap size=256' --every 3 -c 'alloc a 3 b 20; free a'
  step 3  free a                                                push
          0:8, 16 bytes, is the head of the list, last in, first out
  
  region  header      address     bytes
  0:8     0x10000000  0x10000008     16 *(1)
  0:24    0x10000010  0x10000018     32  b
  0:56    0x10000030  0x10000038    208  (2)
  memory           256 bytes: 8 of headers, 224 free, 208 in one piece
  
  free list  2     head -> 0:8 0x10000008 [16] -> 0:56 0x10000038 [208] -> NULL
  live       1     b 0:24 0x10000018
  heap             freed 0x10000038 -> 0x10000008
  

# what an allocator can't be
$ poolsim -c 'alloc a; allocator eagre 16 8'
! -c:1:20: unknown allocator 'eagre' (did you mean 'eager'?)
!     alloc a; allocator eagre 16 8
!                        ^~~~~
? 2
$ poolsim -c 'allocator eager 16'
! -c:1:19: a block size is missing
!     allocator eager 16
!                       ^
? 2
$ poolsim -c 'allocator heap fit=bets'
! -c:1:20: unknown fit 'bets' (first, next, best, worst)
!     allocator heap fit=bets
!                        ^~~~
? 2
$ poolsim -c 'allocator heap fits=best'
! -c:1:16: unknown parameter 'fits' (did you mean 'fit'?)
!     allocator heap fits=best
!                    ^~~~
? 2
$ poolsim -c 'allocator stack 16 0'
! -c:1:20: number out of range '0' (1 to 4294967295)
!     allocator stack 16 0
!                        ^
? 2
$ poolsim -c 'allocator'
! -c:1:10: an allocator is missing (usage: allocator KIND [CHUNK_SIZE BLOCK_SIZE] [NAME=VALUE] ...)
!     allocator
!              ^
? 2
$ poolsim --allocator 'pol 3 4' -c 'alloc a'
! poolsim: bad argument 'pol 3 4' of --allocator: unknown allocator 'pol' (did you mean 'pool'?)
? 2
$ poolsim -c 'allocator stack 16 4; set guard poison'
  step 1  allocator stack 16 4                                  ok
          an empty pool: 4 chunks of 16 bytes in a block, and no block yet
  
  table            0 of 1 slot taken
  
  free list  0     head -> NULL
  live       0
  pool             chunkSize 32 -> 16   used 3   block -1   freed NULL
                   blocksUsed 1
  next alloc       0:0  new-block
  
! -c:1:23: only the pool of pool.h can have guards
? 1

# trim gives back the free end of the table, and undo brings it back
$ poolsim --allocator 'bitmap 16 2' --show blocks -c 'alloc a b c d; free c d; trim; undo' --steps 7
  step 7  trim                                                  ok
          1 block at the end of the table, without a live chunk, is given back
  
  block  address         0      1
      0  0x10000000      a      b
  table            1 of 2 slots taken
  
  step 6 of 7  free d                                           push
          the bit of 1:1 is set, beside the blocks; its own bytes are not touched
  
  block  address         0      1
      0  0x10000000      a      b
      1  0x10001000    (1)   *(2)
  table            2 of 2 slots taken
  
! poolsim: --steps: there is no step 7, the last one is 6

# undo across allocators
$ poolsim --show none --quiet -c 'alloc a b; allocator heap; alloc c 100; undo 2; expect live 2; redo 2; expect live 1; goto 1; expect place a 0:0' | grep '^live'
  live                           1 chunks handed out now

# save keeps the allocator
$ poolsim --quiet --show none -c 'allocator heap fit=best size=512; alloc a 10 b; free a; save t' | head -0; cat t
  # saved by poolsim 1.0
  pool 32 4
  allocator heap fit=best size=512
  alloc a 10
  alloc b
  free a
$ poolsim --allocator 'eager 8 2' -c 'alloc a; save u' --show none --quiet | head -0; cat u
  # saved by poolsim 1.0
  allocator eager 8 2
  alloc a

# a dump says how a freed chunk is known in which no link is
$ for k in 'stack 32 4' 'bitmap 32 4' 'magazine 32 4' 'eager 32 4' 'heap list=implicit' 'heap header=4' 'heap'; do poolsim --quiet --show none -c "allocator $k; alloc a b; free a; dump a" | head -1; done
  0:0 a freed, its number is on the stack, beside the blocks
  0:0 a freed, its bit is set, beside the blocks
  0:0 a freed, its address is in a magazine
  0:0 a freed, next 0x10000040 = 0:2
  0:8 a freed, 16 bytes, 8 of them its header, on no list
  0:8 a freed, 16 bytes, 4 of them its header, its link is kept beside the heap
  0:8 a freed, 16 bytes, 8 of them its header, next NULL

# what to do instead names nothing that another allocator has not
$ poolsim --show none -c 'allocator stack 32 4; alloc a; free a a' 2>&1 | grep instead
          instead  free each chunk once; set the pointer to NULL then

# an order is not lost to a guard
$ poolsim --quiet --show none -c 'allocator pool 32 4 order=fifo; set guard poison' 2>&1 >/dev/null
  -c:1:33: only the pool of pool.h can have guards
? 1

# a write into a free chunk hits the link, or nothing; the list that it broke serves nobody
$ poolsim --allocator 'eager 16 4' --show none --keep-going -c 'alloc a b c; free a b c; write a "xx" at 8; write c 0x0000000000000000; alloc d' --steps 7..20
  step 7  write a xx at 8                                       ok
          2 bytes written into 0:0, from its byte 8 on; it is free: a use after
          free, behind the link
  
  step 8  write c 0x0000000000000000                            ok
          8 bytes written into 0:2, from its byte 0 on; it is free: the link to
          the next one is written over
  
  step 9  alloc d                                               corrupt-list
          refused: corrupt list: what leads on from 0:2 was written over; it leads
          to 0x0
          chunk    0:2 0x10000020, 16 bytes, freed
          history  step 3 allocated as 'c'; step 6 freed
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:79: corrupt list: what leads on from 0:2 was written over; it leads to 0x0
! poolsim: 1 refused or unexpected
? 1

# an order that keeps its tail breaks where the first link was written over
$ poolsim --allocator 'pool 16 4 order=fifo' --show none --keep-going -c 'alloc a b c; free a b c; write b 0x0500000000000000; alloc d; write c y; alloc e' --steps 7..20
  step 7  write b 0x0500000000000000                            ok
          8 bytes written into 0:1, from its byte 0 on; it is free: the link to
          the next one is written over
  
  step 8  alloc d                                               recycle
          the list is not empty, so its head, 0:0, is handed out; its link leads
          to 0:1, the new head
  
  step 9  write c y                                             ok
          1 byte written into 0:2, from its byte 0 on; it is free: the link to the
          next one is written over
  
  step 10  alloc e                                              corrupt-list
          refused: corrupt list: what leads on from 0:1 was written over; it leads
          to 0x5
          chunk    0:1 0x10000010, 16 bytes, freed
          history  step 2 allocated as 'b'; step 5 freed
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:80: corrupt list: what leads on from 0:1 was written over; it leads to 0x5
! poolsim: 1 refused or unexpected
? 1

# beside the blocks nothing can be written over
$ poolsim --allocator 'stack 16 4' --show none -c 'alloc a b; free a b; write b "xxxxxxxx"; alloc c d' --steps 5..20
  step 5  write b xxxxxxxx                                      ok
          8 bytes written into 0:1, from its byte 0 on; it is free: a use after
          free, but nothing of the allocator's is there
  
  step 6  alloc c                                               recycle
          the stack is not empty, so its top, 0:1, is handed out; below it is 0:0
  
  step 7  alloc d                                               recycle
          the stack is not empty, so its top, 0:0, is handed out; it was the only
          one on it
  

# a chunk that holds a full magazine can be written over
$ poolsim --allocator 'magazine 16 4' --show none -c 'alloc a b c; free a c b; write c "xxxxxxxx"; write a x' --steps 7..20
  step 7  write c xxxxxxxx                                      ok
          8 bytes written into 0:2, from its byte 0 on; it is free: the magazine
          in it is written over
  
  step 8  write a x                                             ok
          1 byte written into 0:0, from its byte 0 on; it is free: a use after
          free, but nothing of the allocator's is there
  

# and what was taken for an address there leads astray
$ poolsim --allocator 'magazine 32 4' --show none -c 'alloc a b c d; free a b c d; write d xxxxxxxx at 8; alloc e f' --steps 9..20
  step 9  write d xxxxxxxx at 8                                 ok
          8 bytes written into 0:3, from its byte 8 on; it is free: the magazine
          in it is written over
  
  step 10  alloc e                                              corrupt-list
          refused: corrupt list: the magazine in 0:3 was written over; behind 0:1
          it leads to 0x7878787878787878
          chunk    0:3 0x10000060, 32 bytes, freed
          history  step 4 allocated as 'd'; step 8 freed
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:59: corrupt list: the magazine in 0:3 was written over; behind 0:1 it leads to 0x7878787878787878
? 1

# the kinds that there are
$ poolsim -c 'allocator foo'
! -c:1:11: unknown allocator 'foo' (pool, eager, stack, bitmap, magazine, heap)
!     allocator foo
!               ^~~
? 2

# a write into a live chunk is the program's own
$ poolsim --allocator 'eager 16 4' --show none -c 'alloc a; write a "mine"'
  step 1  alloc a                                               new-block
          the list is empty and there is no block yet, so block 0 is obtained: all
          its 4 chunks are linked in the order of their addresses, and 0:0 is
          handed out
  
  step 2  write a mine                                          ok
          4 bytes written into 0:0, from its byte 0 on
  
