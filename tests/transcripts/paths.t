# every path of an alloc: grow-table, new-block, bump, recycle, kept-block; push and reset
$ poolsim --show none -c 'pool 16 1; alloc a b c d; free b; alloc e; freeall; alloc f g; pool 16 2; alloc h i'
  step 1  pool 16 1                                             ok
          an empty pool: 1 chunk of 16 bytes in a block, and no block yet
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  alloc b                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  step 4  alloc c                                               grow-table
          the list is empty and block 1 has no fresh chunk left, so block 2 is
          obtained; the table was full, so it doubles to 4 slots
  
  step 5  alloc d                                               new-block
          the list is empty and block 2 has no fresh chunk left, so block 3 is
          obtained; the table had a slot for it
  
  step 6  free b                                                push
          what is freed goes to the front of the list: 1:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 7  alloc e                                               recycle
          the list holds one chunk, 1:0, so that is handed out; it is empty now
  
  step 8  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 4 blocks and the table are kept, and nothing in them was touched
  
  step 9  alloc f                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  step 10  alloc g                                              kept-block
          the list is empty and block 0 has no fresh chunk left, so block 1, kept
          by freeall, serves again
  
  step 11  pool 16 2                                            ok
          an empty pool: 2 chunks of 16 bytes in a block, and no block yet
  
  step 12  alloc h                                              new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 13  alloc i                                              bump
          the list is empty and block 0 has 1 fresh chunk left: 0:1 is the next
  

# by address: the live chunk is found, whoever owns it
$ poolsim --show list -c 'alloc a b; free 0x10000020 0x10000000'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
  
  step 3  free 0x10000020                                       push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  free list  1     head -> 0:1 0x10000020 -> NULL
  next alloc       0:1 0x10000020  recycle
  
  step 4  free 0x10000000                                       push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
  next alloc       0:0 0x10000000  recycle
  

# automatic names go on upwards, and pass over names that are live
$ poolsim --show none -c 'alloc p2; alloc; alloc; free p1; alloc'
  step 1  alloc p2                                              new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc p1                                              bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc p3                                              bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4  free p1                                               push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 5  alloc p4                                              recycle
          the list holds one chunk, 0:1, so that is handed out; it is empty now
  

# a new pool: names are forgotten, addresses begin again, steps go on
$ poolsim --show chunks -c 'alloc a b; pool 64 2; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  live       1     a 0:0 0x10000000
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  live       2     a 0:0 0x10000000   b 0:1 0x10000020
  
  step 3  pool 64 2                                             ok
          an empty pool: 2 chunks of 64 bytes in a block, and no block yet
  
  live       0
  
  step 4  alloc b                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  live       1     b 0:0 0x10000000
  

# --base moves all addresses
$ poolsim --show list --base 0x20000000 -c 'alloc a b; free a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  next alloc       0:1 0x20000020  bump
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  free list  0     head -> NULL
  next alloc       0:2 0x20000040  bump
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  free list  1     head -> 0:0 0x20000000 -> NULL
  next alloc       0:0 0x20000000  recycle
  
