# a line of more than 16 MiB is an error, in bounded memory
# not under sanitizers: they reserve address space that ulimit forbids
$ (ulimit -v 4000000; head -c 100000000 /dev/zero | tr '\0' a | poolsim --replay -)
! <stdin>:1:1: a line of more than 16 MiB
? 2

# a line with a million operands
$ (printf alloc; seq -f ' a%.0f' 1000000 | tr -d '\n'; echo; printf free; seq -f ' a%.0f' 1000000 | tr -d '\n') | poolsim --replay - --quiet --show none --chunk-size 8 --block-size 4096 | head -11
  allocs                   1000000 steps  allocations served
  frees                    1000000 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                 1000000 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                   1000000 allocs served with a fresh chunk
  freeListLength           1000000 chunks on the free list now
  peakFreeListLength       1000000 chunks the most at any time
  blocks                       245 blocks that hold memory

# a million operands of which the last is malformed: none is done
$ (printf alloc; seq -f ' a%.0f' 1000000 | tr -d '\n'; echo ' %') | poolsim --replay - --quiet --show none
  allocs                         0 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
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
! <stdin>:1:7888903: bad handle '%' (a letter or _, then letters, digits and _)
!     ...96 a999997 a999998 a999999 a1000000 %
!                                            ^
? 2

# names that are never used again: the stream's length does not matter
$ seq 300000 | sed 's/.*/alloc a&;free a&/' | poolsim --replay - --quiet --show list | head -6
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
  
  allocs                    300000 steps  allocations served
  frees                     300000 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once

# a stream without an end stops where its reader does
$ yes 'alloc a; free a' | poolsim --replay - --show none | head -2
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained

# a number of ten thousand digits
$ poolsim -c "alloc a $(printf '%010000d' 1)" --show none; poolsim -c "alloc a 1$(printf '%010000d' 0)" 2>&1 | cut -c 1-120
  step 1  alloc a 1                                             new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  -c:1:9: number out of range '100000000000000000000000000000000000000000000000000000000000000...' (0 to 18446744073709551
      alloc a 1000000000000000000000000000000000000000000000000000000000000000...
              ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

# a byte order mark and CRLF are no part of the text
$ printf '\357\273\277alloc a\r\nfree a\r\n' | poolsim --show none --replay -
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  

# what can't be opened, read or written is said with the place of the command that wants it
$ mkdir folder; printf 'alloc a\n  save s; save s\nsave no/s\nload none\nload folder\nsource folder\nlesson ./none\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! <stdin>:2:11: 's' exists (to write over it: save s --force)
! <stdin>:3:1: can't write 'no/s': No such file or directory
! <stdin>:4:1: can't open 'none': No such file or directory
! <stdin>:5:1: can't open 'folder': Is a directory
! <stdin>:6:1: can't open 'folder': Is a directory
! <stdin>:7:1: can't open './none': No such file or directory
? 2
$ printf 'alloc a\n\nsource none\n' > t; poolsim --show none -c 'source t' > /dev/null
! t:3:1: can't open 'none': No such file or directory
? 2
$ poolsim -c 'alloc a; load none' > /dev/null
! -c:1:10: can't open 'none': No such file or directory
? 2
$ touch "$(printf 'x\033y')"; printf 'save "x\033y"\n' | poolsim
! <stdin>:1:1: 'x\x1by' exists (to write over it: save x\x1by --force)
? 2
