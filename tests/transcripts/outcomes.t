# unknown-handle: nobody has that name
$ poolsim --show none -c 'alloc a b; free c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free c                                                unknown-handle
          refused: unknown handle 'c' (live: a, b)
          instead  use a live handle, or an address
  
! -c:1:17: unknown handle 'c' (live: a, b)
? 1

# live-handle: a name that is live can't be taken
$ poolsim --show none -c 'alloc a; alloc a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc a                                               live-handle
          refused: live handle 'a': it is at 0:0 (free it first, or take another
          name)
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolMalloc would hand out another chunk, and the pointer to the
                   old one would be lost
          instead  free it first, or take another name
  
! -c:1:16: live handle 'a': it is at 0:0 (free it first, or take another name)
? 1

# oversize: a request for more than a chunk holds
$ poolsim --show none -c 'alloc a 32 b 33'
  step 1  alloc a 32                                            new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b 33                                            oversize
          refused: oversize: 'b' asks for 33 bytes, but a chunk has 32
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
! -c:1:12: oversize: 'b' asks for 33 bytes, but a chunk has 32
? 1

# a chunk size is rounded up, and what counts is the rounded one
$ poolsim --show none -c 'pool 12 4; alloc a 16; alloc b 17'
  step 1  pool 12 4                                             ok
          an empty pool: 4 chunks of 16 bytes in a block, and no block yet; 12 is
          rounded up, so that every link is aligned
  
  step 2  alloc a 16                                            new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  alloc b 17                                            oversize
          refused: oversize: 'b' asks for 17 bytes, but a chunk has 16
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
! -c:1:30: oversize: 'b' asks for 17 bytes, but a chunk has 16
? 1

# double-free: the handle was freed
$ poolsim --show none -c 'alloc a; free a; free a'
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
  
! -c:1:23: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
? 1

# double-free: also where its chunk has been handed out again since
$ poolsim --show none -c 'alloc a; free a; alloc b; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  alloc b                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
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

# double-free: by address
$ poolsim --show none -c 'alloc a; free a; free 0x10000000'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  free 0x10000000                                       double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! -c:1:23: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
? 1

# double-free: of a handle freed before a freeall
$ poolsim --show none -c 'alloc a; free a; freeall; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is
          fresh now
          chunk    0:0 0x10000000, 32 bytes, fresh
          history  step 1 allocated as 'a'; step 2 freed; step 3 made fresh by
                   freeall
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! -c:1:32: double free of 'a': it was freed in step 2; its chunk 0:0 is fresh now
? 1

# stale-free: from before the last freeall, its chunk fresh now
$ poolsim --show none -c 'alloc a; freeall; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 3  free a                                                stale-free
          refused: stale free of 'a': it is from before the freeall of step 2; its
          chunk 0:0 is fresh now
          chunk    0:0 0x10000000, 32 bytes, fresh
          history  step 1 allocated as 'a'; step 2 made fresh by freeall
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  after freeall, forget every pointer from before
  
! -c:1:24: stale free of 'a': it is from before the freeall of step 2; its chunk 0:0 is fresh now
? 1

# stale-free: from before the last freeall, its chunk somebody else's now
$ poolsim --show none -c 'alloc a; freeall; alloc b; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 3  alloc b                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  step 4  free a                                                stale-free
          refused: stale free of 'a': it is from before the freeall of step 2; its
          chunk 0:0 was handed out again, as 'b'
          chunk    0:0 0x10000000, 32 bytes, live, of 'b'
          history  step 1 allocated as 'a'; step 2 made fresh by freeall; step 3
                   allocated as 'b'
          next     poolFree would put it on the list while it has an owner: the
                   next alloc would hand it out a second time
          instead  after freeall, forget every pointer from before
  
! -c:1:33: stale free of 'a': it is from before the freeall of step 2; its chunk 0:0 was handed out again, as 'b'
? 1

# foreign-free: no chunk of this pool, before it, behind it, between two blocks, without a block
$ poolsim --show none --keep-going -c 'free 0x10000000; alloc a b c d e; free 0xfffffff; free 0x10001080; free 0x10000080; free 0; free 18446744073709551615'
  step 1  free 0x10000000                                       foreign-free
          refused: foreign free of 0x10000000: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 4  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 5  alloc d                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 6  alloc e                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  step 7  free 0xfffffff                                        foreign-free
          refused: foreign free of 0xfffffff: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 8  free 0x10001080                                       foreign-free
          refused: foreign free of 0x10001080: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 9  free 0x10000080                                       foreign-free
          refused: foreign free of 0x10000080: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 10  free 0x0                                             foreign-free
          refused: foreign free of 0x0: it lies in no block of this pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
  step 11  free 0xffffffffffffffff                              foreign-free
          refused: foreign free of 0xffffffffffffffff: it lies in no block of this
          pool
          next     poolFree would write a link over the bytes there, and
                   poolMalloc would hand them out as a chunk
          instead  give back only what this pool has handed out
  
! -c:1:6: foreign free of 0x10000000: it lies in no block of this pool
! -c:1:40: foreign free of 0xfffffff: it lies in no block of this pool
! -c:1:56: foreign free of 0x10001080: it lies in no block of this pool
! -c:1:73: foreign free of 0x10000080: it lies in no block of this pool
! -c:1:90: foreign free of 0x0: it lies in no block of this pool
! -c:1:98: foreign free of 0xffffffffffffffff: it lies in no block of this pool
! poolsim: 6 refused or unexpected
? 1

# misaligned-free: inside a chunk
$ poolsim --show none -c 'alloc a; free 0x1000001f'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free 0x1000001f                                       misaligned-free
          refused: misaligned free of 0x1000001f: it lies inside chunk 0:0, which
          begins at 0x10000000
          chunk    0:0 0x10000000, 32 bytes, live, of 'a'
          history  step 1 allocated as 'a'
          next     poolFree would write a link into the middle of the chunk, and
                   poolMalloc would hand out a chunk that overlaps two
          instead  give back the very pointer that alloc returned
  
! -c:1:15: misaligned free of 0x1000001f: it lies inside chunk 0:0, which begins at 0x10000000
? 1

# fresh-free: never handed out
$ poolsim --show none -c 'alloc a; free 0x10000020'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free 0x10000020                                       fresh-free
          refused: fresh free of 0x10000020: chunk 0:1 was never handed out
          chunk    0:1 0x10000020, 32 bytes, fresh
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  give back only what this pool has handed out
  
! -c:1:15: fresh free of 0x10000020: chunk 0:1 was never handed out
? 1

# fresh-free: handed out before the last freeall, and not since
$ poolsim --show none -c 'alloc a; freeall; free 0x10000000'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 3  free 0x10000000                                       fresh-free
          refused: fresh free of 0x10000000: chunk 0:0 was not handed out since
          the last freeall
          chunk    0:0 0x10000000, 32 bytes, fresh
          history  step 1 allocated as 'a'; step 2 made fresh by freeall
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  give back only what this pool has handed out
  
! -c:1:24: fresh free of 0x10000000: chunk 0:0 was not handed out since the last freeall
? 1

# out-of-memory: past the bound of --memory the pool's own path runs, and it goes on after a free
$ poolsim --show none --memory 8K --keep-going -c 'pool 4096 1; alloc a b c; free a; alloc d'
  step 1  pool 4096 1                                           ok
          an empty pool: 1 chunk of 4096 bytes in a block, and no block yet
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  alloc b                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  step 4  alloc c                                               out-of-memory
          refused: out of memory: no chunk is left, and no room for block 2 of
          4096 bytes in the 8192 bytes of --memory (blocks begin at multiples of
          4096)
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 6  alloc d                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
! -c:1:24: out of memory: no chunk is left, and no room for block 2 of 4096 bytes in the 8192 bytes of --memory (blocks begin at multiples of 4096)
! poolsim: 1 refused or unexpected
? 1

# out-of-memory: a block that no memory can hold
$ poolsim --show none -c 'pool 4294967288 4294967295; alloc a'
  step 1  pool 4294967288 4294967295                            out-of-memory
          refused: out of memory: no block table, or blocks beyond all bounds
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
! -c:1:1: out of memory: no block table, or blocks beyond all bounds
? 1

# a name may be used again once it is not live
$ poolsim --show none -c 'alloc a; free a; alloc a; freeall; alloc a; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  alloc a                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  step 4  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 5  alloc a                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  step 6  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  

# a refused step changes nothing: the pool is shown as it was, and goes on
$ poolsim --keep-going -c 'alloc a b; free a; free a; alloc c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1      2      3
      0  0x10000000     *a      .      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       1     a 0:0 0x10000000
  pool             used 3 -> 0   block -1 -> 0   freed NULL   blocksUsed 1
  next alloc       0:1 0x10000020  bump
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  block  address         0      1      2      3
      0  0x10000000      a     *b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       2     a 0:0 0x10000000   b 0:1 0x10000020
  pool             used 0 -> 1   block 0   freed NULL   blocksUsed 1
  next alloc       0:2 0x10000040  bump
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      b      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  live       1     b 0:1 0x10000020
  pool             used 1   block 0   freed NULL -> 0x10000000   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 3; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 3 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  block  address         0      1      2      3
      0  0x10000000   *(1)      b      .      .
  table            1 of 1 slot taken
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  live       1     b 0:1 0x10000020
  pool             used 1   block 0   freed 0x10000000   blocksUsed 1
  next alloc       0:0 0x10000000  recycle
  
  step 5  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  block  address         0      1      2      3
      0  0x10000000     *c      b      .      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       2     c 0:0 0x10000000   b 0:1 0x10000020
  pool             used 1   block 0   freed 0x10000000 -> NULL   blocksUsed 1
  next alloc       0:2 0x10000040  bump
  
! -c:1:25: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
! poolsim: 1 refused or unexpected
? 1
