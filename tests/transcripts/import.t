# a malloc-lab file: what the pool served, and what became of the rest
$ printf '20000\n3\n6\n1\na 0 24\na 1 512\na 2 32\nf 1\nr 0 40\nf 2\n' >t.rep; poolsim --replay t.rep --show chunks
  step 1  alloc i0 24                                           new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  live       1     i0 0:0 0x10000000
  
  step 2  alloc i2 32                                           bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  live       2     i0 0:0 0x10000000   i2 0:1 0x10000020
  
  step 3  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  live       1     i2 0:1 0x10000020
  
  step 4  free i2                                               push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  live       0
  
  traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)
            10                        lines of the file
             6             608 bytes  requests of the program
             2              56 bytes  allocations that the pool served
             1             512 bytes  allocations larger than a chunk
             1              40 bytes  resizes that gave their chunk back
             1                        frees that gave a chunk back
             1                        frees of what was not the pool's
             4                        lines of a header of 2002: heap size, ids,
                   operations, weight

# the summary comes last in a quiet run too
$ printf '1\n1\n2\n24\na 0 24\nf 0\n' >t.rep; poolsim --quiet --show none --replay t.rep | tail -6
             6                        lines of the file
             2              24 bytes  requests of the program
             1              24 bytes  allocations that the pool served
             1                        frees that gave a chunk back
             4                        lines of a header since 2016: weight, ids,
                   operations, most bytes live

# an mtrace log; the pool takes requests from --min-size up to the chunk size
$ printf '= Start\n@ ./a:(main+0x1)[0x1] + 0x5000 0x10\n+ 0x6000 0x4\n< 0x5000\n> 0x5000 0x18\n- 0x6000\n- 0x5000\n= End\n' | poolsim --min-size 8 --show none --replay -
  step 1  alloc m1 16                                           new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free m1                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  logs of glibc's mtrace(3) (+ PTR SIZE, - PTR, < OLD, > NEW SIZE)
             8                        lines of the file
             5              44 bytes  requests of the program
             1              16 bytes  allocations that the pool served
             1               4 bytes  allocations under the smallest size
             1              24 bytes  resizes that kept their chunk
             1                        frees that gave a chunk back
             1                        frees of what was not the pool's
             2                        lines that say where the log begins and ends
             1                        first lines of resizes in two lines

# --from overrides what the content looks like
$ printf 'a 0 24\nf 0\n' | poolsim --show none --from rep --replay -
  step 1  alloc i0 24                                           new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)
             2                        lines of the file
             2              24 bytes  requests of the program
             1              24 bytes  allocations that the pool served
             1                        frees that gave a chunk back
$ printf '= Start\n' | poolsim --from poolsim --replay -
! <stdin>:1:1: unknown command '=' (try 'help')
!     = Start
!     ^
? 2

# lines that can't be read are counted, with the line of the first of each kind
$ printf '1\n1\n2\n24\na 0 24\nzzz\na 1\nf 0\nxx\n' | poolsim --quiet --show none --replay - | tail -9
  traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)
             9                        lines of the file
             2              24 bytes  requests of the program
             1              24 bytes  allocations that the pool served
             1                        frees that gave a chunk back
             4                        lines of a header since 2016: weight, ids,
                   operations, most bytes live
             1                        requests without their size (first in line 7)
             2                        lines that were not understood (first in line 6)

# what the pool refused is counted too, and its free makes no step
$ printf '1\n3\n6\n1\na 0 24\na 1 24\nf 1\nf 0\n' >t.rep; poolsim --keep-going --show none --block-size 1 --memory 4096 --replay t.rep
  step 1  alloc i0 24                                           new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc i1 24                                           out-of-memory
          refused: out of memory: no chunk is left, and no room for block 1 of 32
          bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
  step 3  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)
             8                        lines of the file
             4              48 bytes  requests of the program
             1              24 bytes  allocations that the pool served
             1              24 bytes  allocations that the pool refused
             1                        frees that gave a chunk back
             1                        frees of what the pool had refused
             4                        lines of a header of 2004 to 2015: weight,
                   ids, operations, ignore-ranges
! t.rep:6:1: out of memory: no chunk is left, and no room for block 1 of 32 bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
! poolsim: 1 refused or unexpected
? 1

# as JSON, the summary is an object with a key for each row
$ printf '1\n1\n2\n24\na 0 24\nf 0\n' | poolsim --quiet --show none --format json --replay - | tail -1
  {"op":"import","lines":{"count":6,"bytes":0,"firstLine":1},"requests":{"count":2,"bytes":24,"firstLine":5},"served":{"count":1,"bytes":24,"firstLine":5},"tooLarge":{"count":0,"bytes":0,"firstLine":null},"tooSmall":{"count":0,"bytes":0,"firstLine":null},"refused":{"count":0,"bytes":0,"firstLine":null},"failed":{"count":0,"bytes":0,"firstLine":null},"resizeKept":{"count":0,"bytes":0,"firstLine":null},"resizeEntered":{"count":0,"bytes":0,"firstLine":null},"resizeLeft":{"count":0,"bytes":0,"firstLine":null},"resizeOutside":{"count":0,"bytes":0,"firstLine":null},"resizeRefused":{"count":0,"bytes":0,"firstLine":null},"resizeFailed":{"count":0,"bytes":0,"firstLine":null},"freed":{"count":1,"bytes":0,"firstLine":6},"freedOutside":{"count":0,"bytes":0,"firstLine":null},"freedRefused":{"count":0,"bytes":0,"firstLine":null},"freeRejected":{"count":0,"bytes":0,"firstLine":null},"freeNull":{"count":0,"bytes":0,"firstLine":null},"freeUnknown":{"count":0,"bytes":0,"firstLine":null},"header":{"count":4,"bytes":0,"firstLine":1},"blank":{"count":0,"bytes":0,"firstLine":null},"write":{"count":0,"bytes":0,"firstLine":null},"resizeFirst":{"count":0,"bytes":0,"firstLine":null},"resizeHalf":{"count":0,"bytes":0,"firstLine":null},"sizeMissing":{"count":0,"bytes":0,"firstLine":null},"notUnderstood":{"count":0,"bytes":0,"firstLine":null},"cutShort":{"count":0,"bytes":0,"firstLine":null},"liveAgain":{"count":0,"bytes":0,"firstLine":null},"resizeUnknown":{"count":0,"bytes":0,"firstLine":null},"resizeToNothing":{"count":0,"bytes":0,"firstLine":null}}

# the recorded traces: what pools of these sizes serve of real programs
$ poolsim --quiet --show none --chunk-size 48 --block-size 64 --min-size 33 --replay traces/recorded/git-log.mtrace
  allocs                      1737 steps  allocations served
  frees                       1719 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                          18 chunks handed out now
  peakLive                      51 chunks the most at any time
  recycled                    1686 allocs served from the free list
  bumped                        51 allocs served with a fresh chunk
  freeListLength                33 chunks on the free list now
  peakFreeListLength            33 chunks the most at any time
  blocks                         1 blocks that hold memory
  tableCapacity                  1 slots  of the block table (blocksUsed)
  tableDoublings                 0 times  the block table doubled
  chunkBytes                   864 bytes  of live chunks, as rounded up
  requestedBytes               724 bytes  what the program asked for in them
  reservedBytes               3072 bytes  of all blocks
  tableBytes                     8 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes           3072 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                   2208 bytes  of the blocks, in no live chunk
  largestFree                   48 bytes  of them in one piece
  utilization                 23.5 %      requested / (reserved + table)
  recycleRate                 97.1 %      recycled / allocs
  logs of glibc's mtrace(3) (+ PTR SIZE, - PTR, < OLD, > NEW SIZE)
         14267                        lines of the file
         13948        23713006 bytes  requests of the program
          1737           83089 bytes  allocations that the pool served
          4193        23580390 bytes  allocations larger than a chunk
           949           19380 bytes  allocations under the smallest size
           318           30147 bytes  resizes outside the pool
          1719                        frees that gave a chunk back
          5032                        frees of what was not the pool's
             1                        lines that say where the log begins and ends
           318                        first lines of resizes in two lines
$ gzip -dc traces/recorded/sqlite.mtrace.gz | poolsim --quiet --show none --chunk-size 40 --block-size 64 --replay -
  allocs                     62239 steps  allocations served
  frees                      62239 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           0 chunks handed out now
  peakLive                     180 chunks the most at any time
  recycled                   62059 allocs served from the free list
  bumped                       180 allocs served with a fresh chunk
  freeListLength               180 chunks on the free list now
  peakFreeListLength           180 chunks the most at any time
  blocks                         3 blocks that hold memory
  tableCapacity                  4 slots  of the block table (blocksUsed)
  tableDoublings                 2 times  the block table doubled
  chunkBytes                     0 bytes  of live chunks, as rounded up
  requestedBytes                 0 bytes  what the program asked for in them
  reservedBytes               7680 bytes  of all blocks
  tableBytes                    32 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes           7680 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     3 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                   7680 bytes  of the blocks, in no live chunk
  largestFree                   40 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                 99.7 %      recycled / allocs
  logs of glibc's mtrace(3) (+ PTR SIZE, - PTR, < OLD, > NEW SIZE)
        145955                        lines of the file
        137809        12172911 bytes  requests of the program
         62239         1443902 bytes  allocations that the pool served
          2593         5587750 bytes  allocations larger than a chunk
          4363          126392 bytes  resizes that kept their chunk
          1608          115232 bytes  resizes that gave their chunk back
          2174         4899635 bytes  resizes outside the pool
         60631                        frees that gave a chunk back
          4201                        frees of what was not the pool's
             1                        lines that say where the log begins and ends
          8145                        first lines of resizes in two lines

# free(NULL) in between, and a number past 64 bits, where lines ahead are looked at
$ printf '20000\n3\n6\n1\na 0 32\nf -1\na 1 40\na 18446744073709551619 8\na\t3 8\nf 0\na 2 24\nf 1\nf 2\nf 3\n' > n.rep; poolsim --quiet --show none --chunk-size 48 --replay n.rep --from rep | tail -n 12
  largestFree                   48 bytes  of them in one piece
  utilization                  0.0 %      requested / (reserved + table)
  recycleRate                 25.0 %      recycled / allocs
  traces of the CMU malloc lab (a ID BYTES, r ID BYTES, f ID)
            14                        lines of the file
             9             104 bytes  requests of the program
             4             104 bytes  allocations that the pool served
             4                        frees that gave a chunk back
             1                        frees of NULL, which do nothing
             4                        lines of a header of 2002: heap size, ids,
                   operations, weight
             1                        lines that were not understood (first in line 8)
