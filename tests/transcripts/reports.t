# a refused step says what the chunk is, its history, what pool.c would do, and what to do instead
$ poolsim --show none --keep-going -c 'alloc a; free a; free a; alloc b; free a; freeall; free b; free 0x10000004; free 0x5; free 0x10000040; alloc c 50; alloc d; alloc d' --every 3
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  step 6  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 9  free 0x5                                              foreign-free
          refused: foreign free of 0x5: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 12  alloc d                                              kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  allocs                         3 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       1 times  the pool was emptied at once
  failed                         8 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       1 chunks the most at any time
  recycled                       1 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
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
  recycleRate                 33.3 %      recycled / allocs
! -c:1:23: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
! -c:1:40: double free of 'a': it was freed in step 2; its chunk 0:0 was handed out again, as 'b'
! -c:1:57: stale free of 'b': it is from before the freeall of step 6; its chunk 0:0 is fresh now
! -c:1:65: misaligned free of 0x10000004: it lies inside chunk 0:0, which begins at 0x10000000
! -c:1:82: foreign free of 0x5: it lies in no block of this pool
! -c:1:92: fresh free of 0x10000040: chunk 0:2 was not handed out since the last freeall
! -c:1:110: oversize: 'c' asks for 50 bytes, but a chunk has 32
! -c:1:131: live handle 'd': it is at 0:0 (free it first, or take another name)
! poolsim: 8 refused or unexpected
? 1
$ poolsim --show none -c 'alloc a; free a; alloc b; free a' --every 4
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 was
          handed out again, as 'b'
          chunk    0:0 0x10000000, 32 bytes, live, of 'b'
          history  step 1 allocated as 'a'; step 2 freed; step 3 allocated as 'b'
          next     poolFree would put it on the list while it has an owner: the
                   next alloc would hand it out a second time
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! -c:1:32: double free of 'a': it was freed in step 2; its chunk 0:0 was handed out again, as 'b'
? 1

# the history of a chunk tells its last events
$ poolsim --show none --quiet -c 'alloc a; free a; alloc b; free b; alloc c; free c; alloc d; free d; why a; why 0x10000000'
  chunk    0:0 0x10000000, 32 bytes, freed
  history  ... 2 before; step 3 allocated as 'b'; step 4 freed; step 5 allocated
           as 'c'; step 6 freed; step 7 allocated as 'd'; step 8 freed
  checks   the handle is live: no, it was freed
  free     would be refused: double-free
  instead  free each chunk once; set the pointer to NULL after poolFree
  chunk    0:0 0x10000000, 32 bytes, freed
  history  ... 2 before; step 3 allocated as 'b'; step 4 freed; step 5 allocated
           as 'c'; step 6 freed; step 7 allocated as 'd'; step 8 freed
  checks   in a block: yes; where a chunk begins: yes; handed out: yes; not given
           back: no
  free     would be refused: double-free
  instead  free each chunk once; set the pointer to NULL after poolFree
  allocs                         4 steps  allocations served
  frees                          4 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                       1 chunks the most at any time
  recycled                       3 allocs served from the free list
  bumped                         1 allocs served with a fresh chunk
  freeListLength                 1 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
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
  freeBlocks                     1 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                    128 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                 75.0 %      recycled / allocs

# why: a live chunk, a fresh one, inside of one, nowhere, a stale handle, a freed one
$ poolsim --show none --quiet -c 'alloc a b; freeall; alloc c; why c; why b; why a; why 0x10000020; why 0x10000001; why 0; alloc x; free x; why x' | head -48
  chunk    0:0 0x10000000, 32 bytes, live, of 'c'
  history  step 1 allocated as 'a'; step 3 made fresh by freeall; step 4 allocated
           as 'c'
  checks   in a block: yes; where a chunk begins: yes; handed out: yes; not given
           back: yes
  free     would be honoured
  chunk    0:1 0x10000020, 32 bytes, fresh
  history  step 2 allocated as 'b'; step 3 made fresh by freeall
  checks   the handle is live: no, it is from before a freeall
  free     would be refused: stale-free
  instead  after freeall, forget every pointer from before
  chunk    0:0 0x10000000, 32 bytes, live, of 'c'
  history  step 1 allocated as 'a'; step 3 made fresh by freeall; step 4 allocated
           as 'c'
  checks   the handle is live: no, it is from before a freeall
  free     would be refused: stale-free
  instead  after freeall, forget every pointer from before
  chunk    0:1 0x10000020, 32 bytes, fresh
  history  step 2 allocated as 'b'; step 3 made fresh by freeall
  checks   in a block: yes; where a chunk begins: yes; handed out: no
  free     would be refused: fresh-free
  instead  give back only what this pool has handed out
  chunk    0:0 0x10000000, 32 bytes
  history  step 1 allocated as 'a'; step 3 made fresh by freeall; step 4 allocated
           as 'c'
  checks   in a block: yes; where a chunk begins: no
  free     would be refused: misaligned-free
  instead  give back the very pointer that alloc returned
  checks   in a block: no
  free     would be refused: foreign-free
  instead  give back only what this pool has handed out
  chunk    0:1 0x10000020, 32 bytes, freed
  history  step 2 allocated as 'b'; step 3 made fresh by freeall; step 5 allocated
           as 'x'; step 6 freed
  checks   the handle is live: no, it was freed
  free     would be refused: double-free
  instead  free each chunk once; set the pointer to NULL after poolFree
  allocs                         4 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       1 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         4 allocs served with a fresh chunk
  freeListLength                 1 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
  blocks                         1 blocks that hold memory

# why of a chunk with two owners names both
$ poolsim --unchecked --show none --quiet -c 'alloc a; free a a; alloc b c; why b' | head -5
  chunk    0:0 0x10000000, 32 bytes, live, of 'b', 'c'
  history  step 1 allocated as 'a'; step 2 freed; step 3 freed; step 4 allocated
           as 'b'; step 5 allocated as 'c'
  checks   in a block: yes; where a chunk begins: yes; handed out: yes; not given
           back: yes

# why of a name that nobody has
$ poolsim -c 'why a'
! -c:1:5: unknown handle 'a'
? 1
$ poolsim -c 'why'
! -c:1:4: a handle or an address is missing (usage: why NAME|ADDRESS)
!     why
!        ^
? 2

# as JSON the report is an object
$ poolsim --format json --show none -c 'alloc a; free a; free a' | sed 's/,"searched":.*//; s/.*"report"/"report"/'
  "report":null
  "report":null
  "report":{"chunk":"0:0 0x10000000, 32 bytes, freed","history":"step 1 allocated as 'a'; step 2 freed","next":"poolFree would link it in again: the list would be a ring, and two allocs would get the same chunk","instead":"free each chunk once; set the pointer to NULL after poolFree"}
! -c:1:23: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
$ poolsim --format json --show none -c 'alloc a; why a' | sed 's/,"searched":.*//; s/.*"report"/"report"/' | tail -1
  "report":{"chunk":"0:0 0x10000000, 32 bytes, live, of 'a'","history":"step 1 allocated as 'a'","checks":"in a block: yes; where a chunk begins: yes; handed out: yes; not given back: yes","free":"would be honoured"}
