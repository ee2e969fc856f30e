# the picture names each order in the other: positions in the table, places in the list
$ poolsim -c 'alloc a b c d e; free c a' --every 7
  step 7  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000040
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      b    (2)      d
      1  0x10001000      e      .      .      .
  table            2 of 2 slots taken
  
  free list  2     head -> 0:0 0x10000000 -> 0:2 0x10000040 -> NULL
  live       3     b 0:1 0x10000020   d 0:3 0x10000060   e 1:0 0x10001000
  pool             used 0   block 1   freed 0x10000040 -> 0x10000000
                   blocksUsed 2
  next alloc       0:0 0x10000000  recycle
  

# rows of a block that is wider than the line
$ poolsim --every 3 -c 'pool 8 20; alloc a; free a'
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0      1      2      3      4      5      6      7
      0  0x10000000   *(1)      .      .      .      .      .      .      .
    0:8  0x10000040      .      .      .      .      .      .      .      .
   0:16  0x10000080      .      .      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  live       0
  pool             used 0   block 0   freed NULL -> 0x10000000   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  

# a name that is too long for its cell is cut there, and whole in the list of live chunks
$ poolsim -c 'alloc a_rather_long_name'
  step 1  alloc a_rather_long_name                              new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1      2      3
      0  0x10000000 *a_ra~      .      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       1     a_rather_long_name 0:0 0x10000000
  pool             used 3 -> 0   block -1 -> 0   freed NULL   blocksUsed 1
  next alloc       0:1 0x10000020  bump
  

# a long table is cut in the middle, and says how to see all of it
$ poolsim --quiet -c 'pool 8 1; alloc a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4'
  block  address         0
      0  0x10000000     a0
      1  0x10001000     a1
      2  0x10002000     a2
      3  0x10003000     a3
      4  0x10004000     a4
      5  0x10005000     a5
      6  0x10006000     a6
      7  0x10007000     a7
    ... 3 rows hidden: show blocks
     11  0x1000b000     b1
     12  0x1000c000     b2
     13  0x1000d000     b3
     14  0x1000e000     b4
  table            15 of 16 slots taken
  
  free list  0     head -> NULL
  live       15    a0 0:0 0x10000000   a1 1:0 0x10001000   a2 2:0 0x10002000
                   a3 3:0 0x10003000   a4 4:0 0x10004000   a5 5:0 0x10005000
                   a6 6:0 0x10006000   a7 7:0 0x10007000   b1 11:0 0x1000b000
                   b2 12:0 0x1000c000   b3 13:0 0x1000d000   b4 14:0 0x1000e000
                   ... 3 hidden: show chunks
  pool             chunkSize 8   blockSize 1   used 0   block 14   freed NULL
                   blocksUsed 16
  next alloc       15:0  new-block
  
  allocs                        15 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                          15 chunks handed out now
  peakLive                      15 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                        15 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                        15 blocks that hold memory
  tableCapacity                 16 slots  of the block table (blocksUsed)
  tableDoublings                 4 times  the block table doubled
  chunkBytes                   120 bytes  of live chunks, as rounded up
  requestedBytes               120 bytes  what the program asked for in them
  reservedBytes                120 bytes  of all blocks
  tableBytes                   128 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            120 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                      0 bytes  of the blocks, in no live chunk
  largestFree                    0 bytes  of them in one piece
  utilization                 48.4 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# the row of the step is shown also where it lies in the middle
$ poolsim --every 16 --show blocks -c 'pool 8 1; alloc a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3; free a9'
  step 16  free a9                                              push
          what is freed goes to the front of the list: 9:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0
      0  0x10000000     a0
      1  0x10001000     a1
      2  0x10002000     a2
      3  0x10003000     a3
      4  0x10004000     a4
      5  0x10005000     a5
      6  0x10006000     a6
      7  0x10007000     a7
    ... 1 row hidden: show blocks
      9  0x10009000   *(1)
     10  0x1000a000     b0
     11  0x1000b000     b1
     12  0x1000c000     b2
     13  0x1000d000     b3
  table            14 of 16 slots taken
  

# a long list is cut in the middle
$ poolsim --quiet --show list -c 'pool 8 16; alloc a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1; free a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1'
  free list  12    head -> 0:11 0x10000058 -> 0:10 0x10000050 -> 0:9 0x10000048
                   -> 0:8 0x10000040 -> 0:7 0x10000038 -> 0:6 0x10000030
                   -> 0:5 0x10000028 -> 0:4 0x10000020
                   ... 2 hidden: show list
                   -> 0:1 0x10000008 -> 0:0 0x10000000 -> NULL
  next alloc       0:11 0x10000058  recycle
  
  allocs                        12 steps  allocations served
  frees                         12 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                      12 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                        12 allocs served with a fresh chunk
  freeListLength                12 chunks on the free list now
  peakFreeListLength            12 chunks the most at any time
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
  largestFree                    8 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# show prints the parts that are named, whole
$ poolsim --quiet -c 'pool 8 1; alloc a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3; show chunks; show fields; show blocks' --show none
  live       14    a0 0:0 0x10000000   a1 1:0 0x10001000   a2 2:0 0x10002000
                   a3 3:0 0x10003000   a4 4:0 0x10004000   a5 5:0 0x10005000
                   a6 6:0 0x10006000   a7 7:0 0x10007000   a8 8:0 0x10008000
                   a9 9:0 0x10009000   b0 10:0 0x1000a000   b1 11:0 0x1000b000
                   b2 12:0 0x1000c000   b3 13:0 0x1000d000
  pool             chunkSize 8   blockSize 1   used 0   block 13   freed NULL
                   blocksUsed 16
  block  address         0
      0  0x10000000     a0
      1  0x10001000     a1
      2  0x10002000     a2
      3  0x10003000     a3
      4  0x10004000     a4
      5  0x10005000     a5
      6  0x10006000     a6
      7  0x10007000     a7
      8  0x10008000     a8
      9  0x10009000     a9
     10  0x1000a000     b0
     11  0x1000b000     b1
     12  0x1000c000     b2
     13  0x1000d000     b3
  table            14 of 16 slots taken
  allocs                        14 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                          14 chunks handed out now
  peakLive                      14 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                        14 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                        14 blocks that hold memory
  tableCapacity                 16 slots  of the block table (blocksUsed)
  tableDoublings                 4 times  the block table doubled
  chunkBytes                   112 bytes  of live chunks, as rounded up
  requestedBytes               112 bytes  what the program asked for in them
  reservedBytes                112 bytes  of all blocks
  tableBytes                   128 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            112 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                      0 bytes  of the blocks, in no live chunk
  largestFree                    0 bytes  of them in one piece
  utilization                 46.7 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# show list, whole
$ poolsim --quiet --show none -c 'pool 8 16; alloc a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1; free a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1; show list'
  free list  12    head -> 0:11 0x10000058 -> 0:10 0x10000050 -> 0:9 0x10000048
                   -> 0:8 0x10000040 -> 0:7 0x10000038 -> 0:6 0x10000030
                   -> 0:5 0x10000028 -> 0:4 0x10000020 -> 0:3 0x10000018
                   -> 0:2 0x10000010 -> 0:1 0x10000008 -> 0:0 0x10000000 -> NULL
  next alloc       0:11 0x10000058  recycle
  allocs                        12 steps  allocations served
  frees                         12 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                      12 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                        12 allocs served with a fresh chunk
  freeListLength                12 chunks on the free list now
  peakFreeListLength            12 chunks the most at any time
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
  largestFree                    8 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# show all is what show alone is
$ poolsim --show none -c 'alloc a; show' >1; poolsim --show none -c 'alloc a; show all' >2; cmp 1 2

# a pool without a block
$ poolsim -c 'show'
  table            0 of 1 slot taken
  
  free list  0     head -> NULL
  live       0
  pool             chunkSize 32   blockSize 4   used 3   block -1   freed NULL
                   blocksUsed 1
  next alloc       0:0  new-block

# stats: the figures with their units
$ poolsim --show none -c 'alloc a 20 b c; free b; stats'
  step 1  alloc a 20                                            new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  allocs                         3 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           2 chunks handed out now
  peakLive                       3 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         3 allocs served with a fresh chunk
  freeListLength                 1 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                    64 bytes  of live chunks, as rounded up
  requestedBytes                52 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     64 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                 38.2 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs

# colours on demand
$ poolsim --color always --show list -c 'alloc a' | tr '\033' '^'
  step 1  alloc a                                               ^[1mnew-block^[0m
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  
