# the first refused step ends a replay, with file, line and column
$ printf 'alloc a\nfree a; free  a\nalloc b\n' >t; poolsim --show none --replay t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! t:2:15: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
? 1

# --keep-going goes on
$ printf 'alloc a\nfree a; free  a\nalloc b\n' >t; poolsim --show none --keep-going --replay t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  step 4  alloc b                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
! t:2:15: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
! poolsim: 1 refused or unexpected
? 1

# malformed text ends it with 2, with --keep-going as well; what came before is shown
$ printf 'alloc a\nfrob\nalloc b\n' >t; poolsim --show none --keep-going --replay t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! t:2:1: unknown command 'frob' (did you mean 'free'?)
!     frob
!     ^~~~
? 2

# - is standard input
$ poolsim --show none --replay -
< alloc a
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  

# --quiet prints the final state and the figures only
$ poolsim --quiet --replay traces/02-last-in-first-out.trace
  block  address         0      1      2      3
      0  0x10000000      x      z      c      y
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       4     x 0:0 0x10000000   z 0:1 0x10000020   c 0:2 0x10000040
                   y 0:3 0x10000060
  pool             chunkSize 32   blockSize 4   used 3   block 0   freed NULL
                   blocksUsed 1
  next alloc       1:0  grow-table
  
  allocs                         7 steps  allocations served
  frees                          3 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           4 chunks handed out now
  peakLive                       4 chunks the most at any time
  recycled                       3 allocs served from the free list
  bumped                         4 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             3 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                   128 bytes  of live chunks, as rounded up
  requestedBytes               128 bytes  what the program asked for in them
  reservedBytes                128 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            128 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                      0 bytes  of the blocks, in no live chunk
  largestFree                    0 bytes  of them in one piece
  utilization                 94.1 %      requested / (reserved + table)
  recycleRate                 42.9 %      recycled / allocs

# --quiet still says what was refused
$ printf 'free a\n' >t; poolsim --quiet --show none --keep-going --replay t
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
! t:1:6: unknown handle 'a' (no handle is live)
! poolsim: 1 refused or unexpected
? 1

# --every prints every nth step, and the final state
$ poolsim --every 3 --show list --replay traces/01-first-steps.trace
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
  
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
  
  allocs                         3 steps  allocations served
  frees                          1 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           2 chunks handed out now
  peakLive                       2 chunks the most at any time
  recycled                       1 allocs served from the free list
  bumped                         2 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             1 chunks the most at any time
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
  recycleRate                 33.3 %      recycled / allocs

# several files, each in a new pool; the worst status counts
$ printf 'alloc a\nfree a\n' >t; printf 'free b\n' >u; poolsim --show none --replay t u t
  == t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  == u
  step 1  free b                                                unknown-handle
          refused: unknown handle 'b' (no handle is live)
          instead  use a live handle, or an address
  
  == t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  2 passed, 1 failed
! u:1:6: unknown handle 'b' (no handle is live)
? 1

# a file that can't be read
$ poolsim --replay absent; mkdir folder
! poolsim: can't open 'absent': No such file or directory
$ poolsim --replay folder
! poolsim: can't open 'folder': Is a directory
? 2

# a full disk ends it with 3
$ poolsim --replay traces/01-first-steps.trace >/dev/full
! poolsim: can't write the output: No space left on device
? 3

# a closed standard output does as well
$ poolsim --replay traces/01-first-steps.trace >&-
! poolsim: can't write the output: Bad file descriptor
? 3

# a closed standard input can't be read
$ poolsim --replay - <&-
! poolsim: can't read '<stdin>': Bad file descriptor
? 2

# a reader that goes away ends it by SIGPIPE, quietly
$ (yes 'alloc a; free a' | poolsim --show none --replay -; echo $? >status) | head -1; cat status
  step 1  alloc a                                               new-block
  141

# source runs a file in the session, and a refused step in it stops it
$ printf 'alloc a\nfree b\nalloc c\n' >t; printf 'source t\nalloc d\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free b                                                unknown-handle
          refused: unknown handle 'b' (live: a)
          instead  use a live handle, or an address
  
  step 3  alloc d                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
! t:2:6: unknown handle 'b' (live: a)
? 1

# source in -c stops all of it
$ printf 'free b\n' >t; poolsim --show none -c 'source t; alloc c'
  step 1  free b                                                unknown-handle
          refused: unknown handle 'b' (no handle is live)
          instead  use a live handle, or an address
  
! t:1:6: unknown handle 'b' (no handle is live)
? 1

# a file name with a blank, in quotes
$ echo 'alloc a' >'a b'; poolsim --show none -c 'source "a b"'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  

# files that source one another are stopped
$ echo 'source t' >t; poolsim --replay t 2>&1 | tail -1
  t:1:1: too many files source one another

# save writes a trace that replays to the same state
$ printf 'alloc a 20 b\nfree a\nfree a\nalloc\nsave s.trace\n' | poolsim --show none >/dev/null; cat s.trace
  # saved by poolsim 1.0
  pool 32 4
  alloc a 20
  alloc b
  free a
  free a
  expect outcome double-free
  alloc p1
$ poolsim --quiet --show list,chunks --replay s.trace | head -4
  free list  0     head -> NULL
  live       2     p1 0:0 0x10000000   b 0:1 0x10000020
  next alloc       0:2 0x10000040  bump
  

# save never writes over a file without --force
$ echo mine >s; poolsim -c 'save s'; cat s
  mine
! -c:1:1: 's' exists (to write over it: save s --force)
$ poolsim -c 'save s --force'; cat s
  # saved by poolsim 1.0
  pool 32 4
$ poolsim -c 'save --force "s"'

# a trace can't save
$ echo 'save s' >t; poolsim --replay t
! t:1:1: a trace file can't hold 'save'
!     save s
!     ^~~~
? 2

# save where no file can be
$ poolsim -c 'save absent/s'
! -c:1:1: can't write 'absent/s': No such file or directory
? 2

# save: a free by address that was refused stays one, and memory is no part of a trace
$ printf 'alloc a b\nfree a b\nalloc a\nfree 0x10000000\nsave s\n' | poolsim --show none >1; cat s; poolsim --quiet --show none --replay s | head -4
  # saved by poolsim 1.0
  pool 32 4
  alloc a
  alloc b
  free a
  free b
  alloc a
  free 0x10000000
  expect outcome double-free
  allocs                         3 steps  allocations served
  frees                          2 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         1 steps  refused, changing nothing
$ printf 'alloc a b c d e\nsave z\n' | poolsim --memory 4K --show none >1; cat z; poolsim --quiet --show none --replay z | head -1
  # saved by poolsim 1.0
  pool 32 4
  alloc a
  alloc b
  alloc c
  alloc d
  # out of memory: alloc e
  allocs                         4 steps  allocations served

# --keep-going counts what it went on after
$ poolsim --keep-going --quiet --show none -c 'free a; expect outcome unknown-handle; free b; expect live 3' | head -4
  allocs                         0 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         2 steps  refused, changing nothing
! -c:1:48: expected live 3, but it is 0
! -c:1:45: unknown handle 'b' (no handle is live)
! poolsim: 2 refused or unexpected

# escape sequences in a file's name never reach the terminal raw
$ n=$(printf 'a\033[31mb'); echo 'free x' >"$n"; poolsim --show none --replay "$n"; echo 'frob' >"$n"; poolsim --replay "$n"
  step 1  free x                                                unknown-handle
          refused: unknown handle 'x' (no handle is live)
          instead  use a live handle, or an address
  
! a\x1b[31mb:1:6: unknown handle 'x' (no handle is live)
! a\x1b[31mb:1:1: unknown command 'frob' (did you mean 'free'?)
!     frob
!     ^~~~
? 2

# --steps behind the end says so
$ echo 'alloc a b; free a' > t; poolsim --show none --steps 2,4..9,12 --replay t
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
! poolsim: --steps: there is no step 4, the last one is 3
$ poolsim --quiet --show none --steps 4 --replay t t
  == t
  == t
  2 passed, 0 failed
! poolsim: t: --steps: there is no step 4, the last one is 3
! poolsim: t: --steps: there is no step 4, the last one is 3

# with several files, a break that was not hit names its file
$ printf 'break live > 9\nalloc a\n' > one; printf 'watch freed\nalloc a\n' > two
$ poolsim --quiet --show none --replay one two >/dev/null
! poolsim: one: break 1 was never hit: live > 9
! poolsim: two: watch 1 was never hit: freed
