# poison: handed out and given back bytes are told apart, and what was written to a freed chunk is found
$ poolsim --show none --quiet -c 'set guard poison; alloc a b; free a; dump 0' | head -12
  0:0 a freed, next NULL
   0x10000000  00 00 00 00 00 00 00 00  6b 6b 6b 6b 6b 6b 6b 6b |........kkkkkkkk|
   0x10000010  6b 6b 6b 6b 6b 6b 6b 6b  6b 6b 6b 6b 6b 6b 6b 6b |kkkkkkkkkkkkkkkk|
  0:1 b live
   0x10000020  5a 5a 5a 5a 5a 5a 5a 5a  5a 5a 5a 5a 5a 5a 5a 5a |ZZZZZZZZZZZZZZZZ|
   *
  0:2 fresh
   0x10000040  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  0:3 fresh
   0x10000060  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
$ poolsim --unchecked --show none -c 'set guard poison; alloc a b; free a a' --every 4
  step 4  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  allocs                         2 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         1 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 1 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
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
! -c:1:37: double-free, found by the guard poison: the bytes there are those of a freed chunk
? 1
$ poolsim --unchecked --show none -c 'set guard poison; alloc a; free a; write a x at 12; alloc b' --every 5
  step 5  alloc b                                               corrupt-list
          refused: corrupt-list, found by the guard poison: the head was written
          to after it was freed
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 2 allocated as 'a'; step 3 freed
          guard    poison
          next     poolMalloc would follow the list wherever it leads
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:59: corrupt-list, found by the guard poison: the head was written to after it was freed
? 1

# poison works with checks on too: here the checks see nothing
$ poolsim --show none -c 'set guard poison; alloc a; free a; write a x at 31; alloc b' --every 5
  step 5  alloc b                                               corrupt-list
          refused: corrupt-list, found by the guard poison: the head was written
          to after it was freed
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 2 allocated as 'a'; step 3 freed
          guard    poison
          next     poolMalloc would follow the list wherever it leads
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:59: corrupt-list, found by the guard poison: the head was written to after it was freed
? 1

# redzone: the chunk is 8 bytes larger, the program's part is not
$ poolsim --show fields -c 'set guard redzone; alloc a 32 b; expect guardBytes 32' --every 2
  step 2  alloc a 32                                            new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  pool             used 3 -> 0   block -1 -> 0   freed NULL   blocksUsed 1
  
  pool             chunkSize 40   blockSize 4   used 1   block 0   freed NULL
                   blocksUsed 1
  
  allocs                         2 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           2 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    80 bytes  of live chunks, as rounded up
  requestedBytes                64 bytes  what the program asked for in them
  reservedBytes                160 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                    32 bytes  of them: zones behind chunks
  peakReservedBytes            160 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     80 bytes  of the blocks, in no live chunk
  largestFree                   40 bytes  of them in one piece
  utilization                 38.1 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
$ poolsim --show none --quiet -c 'set guard redzone; alloc a 33'
  allocs                         0 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         1 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                       0 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         0 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         0 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                     0 bytes  of live chunks, as rounded up
  requestedBytes                 0 bytes  what the program asked for in them
  reservedBytes                  0 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes              0 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                      0 bytes  of the blocks, in no live chunk
  largestFree                    0 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                    -        recycled / allocs
! -c:1:26: oversize: 'a' asks for 33 bytes, but a chunk has 32
? 1
$ poolsim --unchecked --show none -c 'set guard redzone; alloc a b; write a x at 32; free a' --every 5
  step 5  free a                                                oversize
          refused: oversize, found by the guard redzone: the zone behind it was
          written over, or is none
          chunk    0:0 0x10000000, 40 bytes, live, of 'a'
          history  step 2 allocated as 'a'
          guard    redzone
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
! -c:1:53: oversize, found by the guard redzone: the zone behind it was written over, or is none
? 1
$ poolsim --unchecked --show none -c 'set guard redzone; alloc a b; free a; free a' --every 5
  step 5  free a                                                double-free
          refused: double-free, found by the guard redzone: the bytes there are
          those of a freed chunk
          chunk    0:0 0x10000000, 40 bytes, freed
          history  step 2 allocated as 'a'; step 4 freed
          guard    redzone
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! -c:1:44: double-free, found by the guard redzone: the bytes there are those of a freed chunk
? 1

# encode: the link in memory is not the address, and what is written over it leads nowhere
$ poolsim --show list --quiet -c 'set guard encode; alloc a b; free a b; dump b; show list' | head -4
  0:1 b freed, next 0x10000000 = 0:0
   0x10000020  35 7c 4a 7f b9 79 37 9e  00 00 00 00 00 00 00 00 |5|J..y7.........|
   0x10000030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
  free list  2     head -> 0:1 0x10000020 -> 0:0 0x10000000 -> NULL
$ poolsim --unchecked --show none -c 'set guard encode; alloc a b; free a b; write b 0x00; alloc c' --every 7
  step 7  alloc c                                               corrupt-list
          refused: corrupt-list, found by the guard encode: the link of the head
          decodes to no chunk, so it was written over
          guard    encode
          next     poolMalloc would follow the list wherever it leads
          instead  find who wrote into a freed chunk: dump the last sound one
  
! -c:1:60: corrupt-list, found by the guard encode: the link of the head decodes to no chunk, so it was written over
? 1

# several at once; off again; what set guard takes
$ poolsim --show none -c 'set guard encode poison redzone; alloc a; free a; alloc b; free b; expect outcome ok; expect list b; set guard off; alloc a; expect guardBytes 0' | tail -8
  expect list b                                                 ok
  step 6  set guard off                                         ok
          an empty pool: 4 chunks of 32 bytes in a block, and no block yet
  
  step 7  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  expect guardBytes 0                                           ok
$ poolsim -c 'set guard'
! -c:1:10: a guard is missing (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set guard
!              ^
? 2
$ poolsim -c 'set guard poisson'
! -c:1:11: unknown guard 'poisson' (did you mean 'poison'?)
!     set guard poisson
!               ^~~~~~~
? 2

# an ordinary run is the same with all guards as with none
$ poolsim --show list --quiet -c 'set guard poison redzone encode; alloc a b c d e f; free b d f; alloc g h; free a; alloc i j k; expect live 7; expect list; stats' | head -1
  allocs                        11 steps  allocations served

# as JSON the report names the guard
$ poolsim --unchecked --format json --show none -c 'set guard redzone; alloc a; free a a' 2>&1 | sed 's/,"searched":.*//; s/.*"report"/"report"/' | tail -2
  "report":{"chunk":"0:0 0x10000000, 40 bytes, freed","history":"step 2 allocated as 'a'; step 3 freed","guard":"redzone","next":"poolFree would link it in again: the list would be a ring, and two allocs would get the same chunk","instead":"free each chunk once; set the pointer to NULL after poolFree"}
  -c:1:36: double-free, found by the guard redzone: the bytes there are those of a freed chunk

# save keeps the setting
$ printf 'set guard poison\nalloc a\nsave s\n' | poolsim --show none >1; cat s; poolsim --quiet --show none --replay s | head -1
  # saved by poolsim 1.0
  pool 32 4
  set guard poison
  alloc a
  allocs                         1 steps  allocations served
