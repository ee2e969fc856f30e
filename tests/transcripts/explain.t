# the first block
$ poolsim --show none -c 'alloc a; explain' | tail -n 9
  
  before   live 0   blocks 0   free list 0
           used 3   block -1   freed NULL   blocksUsed 1
  written  blocks[0]          NULL -> 0x10000000 (0:0)
           used               3 -> 0
           block              -1 -> 0
  after    live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  

# a second block, and the table doubles
$ poolsim --show none -c 'pool 32 1; alloc a b; explain' | tail -n 11
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  before   live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  written  blocksUsed         1 -> 2
           blocks[1]          NULL -> 0x10001000 (1:0)
           block              0 -> 1
  after    live 2   blocks 2   free list 0
           used 0   block 1   freed NULL   blocksUsed 2
  

# a block from before freeall
$ poolsim --show none -c 'alloc a; freeall; alloc b; explain' | tail -n 10
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  before   live 0   blocks 1   free list 0
           used 3   block -1   freed NULL   blocksUsed 1
  written  used               3 -> 0
           block              -1 -> 0
  after    live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  

# a bump writes one number
$ poolsim --show none -c 'alloc a b; explain' | tail -n 6
  before   live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  written  used               0 -> 1
  after    live 2   blocks 1   free list 0
           used 1   block 0   freed NULL   blocksUsed 1
  

# a free writes its link over what the program had left there, and then the head
$ poolsim --show none -c 'alloc a b; free a; write b hello; free b; explain' | tail -n 11
  step 5  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  before   live 1   blocks 1   free list 1: 0:0
           used 1   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  written  0:1 nextFree       68 65 6c 6c 6f 00 00 00 -> 0x10000000 (0:0)
           freed              0x10000000 (0:0) -> 0x10000020 (0:1)
  after    live 0   blocks 1   free list 2: 0:1 -> 0:0
           used 1   block 0   freed 0x10000020 (0:1)   blocksUsed 1
  

# a link is written also where the same bytes stand there already
$ poolsim --show none -c 'alloc a; free a; explain' | grep -A 2 '^written'
  written  0:0 nextFree       00 00 00 00 00 00 00 00 -> NULL
           freed              NULL -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 1: 0:0

# an alloc off the list does not touch the chunk
$ poolsim --show none -c 'alloc a b c; free a b c; alloc d; explain' | tail -n 7
  
  before   live 0   blocks 1   free list 3: 0:2 -> 0:1 -> 0:0
           used 2   block 0   freed 0x10000040 (0:2)   blocksUsed 1
  written  freed              0x10000040 (0:2) -> 0x10000020 (0:1)
  after    live 1   blocks 1   free list 2: 0:1 -> 0:0
           used 2   block 0   freed 0x10000020 (0:1)   blocksUsed 1
  

# a long list is cut
$ poolsim --show none -c 'alloc a b c d e f g h; free a b c d e f g h; explain' | tail -n 7
  before   live 1   blocks 2   free list 7: 1:2 -> 1:1 -> 1:0 -> 0:3 -> ... -> 0:0
           used 3   block 1   freed 0x10001040 (1:2)   blocksUsed 2
  written  1:3 nextFree       00 00 00 00 00 00 00 00 -> 0x10001040 (1:2)
           freed              0x10001040 (1:2) -> 0x10001060 (1:3)
  after    live 0   blocks 2   free list 8: 1:3 -> 1:2 -> 1:1 -> 1:0 -> ... -> 0:0
           used 3   block 1   freed 0x10001060 (1:3)   blocksUsed 2
  

# freeall writes three fields
$ poolsim --show none -c 'alloc a; free a; freeall; explain' | tail -n 8
  before   live 0   blocks 1   free list 1: 0:0
           used 0   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  written  used               0 -> 3
           block              0 -> -1
           freed              0x10000000 (0:0) -> NULL
  after    live 0   blocks 1   free list 0
           used 3   block -1   freed NULL   blocksUsed 1
  

# a refused step writes nothing; what its report said is said again
$ poolsim --show none --keep-going -c 'alloc a; free a; free a; explain' 2>/dev/null | tail -n 15
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  before   live 0   blocks 1   free list 1: 0:0
           used 0   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  written  nothing: a step that is refused changes nothing
  after    live 0   blocks 1   free list 1: 0:0
           used 0   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  

# another pool
$ poolsim --show none -c 'alloc a; pool 16 2; explain' | tail -n 11
          an empty pool: 2 chunks of 16 bytes in a block, and no block yet
  
  before   live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  written  chunkSize          32 -> 16
           blockSize          4 -> 2
           used               0 -> 1
           block              0 -> -1
  after    live 0   blocks 0   free list 0
           used 1   block -1   freed NULL   blocksUsed 1
  

# misuse that goes through
$ poolsim --show none --unchecked -c 'alloc a b; free a b a; explain' | tail -n 7
  before   live 0   blocks 1   free list 2: 0:1 -> 0:0
           used 1   block 0   freed 0x10000020 (0:1)   blocksUsed 1
  written  0:0 nextFree       00 00 00 00 00 00 00 00 -> 0x10000020 (0:1)
           freed              0x10000020 (0:1) -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 2: 0:0 -> 0:1
           used 1   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  

# a write, and guards
$ poolsim --show none -c 'alloc a; write a hello at 6; explain' | grep -A 1 '^written'
  written  0:0 bytes 0 to 15  have changed
  after    live 1   blocks 1   free list 0
$ poolsim --show none -c 'alloc a; free a; write a 0x20000010; explain' | grep -A 1 '^written'
  written  0:0 nextFree       NULL -> 0x10000020 (0:1)
  after    live 0   blocks 1   free list 1: 0:0
$ poolsim --show none -c 'set guard poison; alloc a; free a; explain' | grep -A 3 '^written'
  written  0:0 nextFree       5a 5a 5a 5a 5a 5a 5a 5a -> NULL
           0:0 bytes 8 to 31  have changed
           freed              NULL -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 1: 0:0

# after undo and goto it is the step that one is at; the undone ones stay
$ printf 'alloc a b; free a\nundo\nexplain\nredo\ngoto 1\nexplain\nhistory\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  before   live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  written  used               0 -> 1
  after    live 2   blocks 1   free list 0
           used 1   block 0   freed NULL   blocksUsed 1
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  before   live 0   blocks 0   free list 0
           used 3   block -1   freed NULL   blocksUsed 1
  written  blocks[0]          NULL -> 0x10000000 (0:0)
           used               3 -> 0
           block              -1 -> 0
  after    live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  
  ->      1  alloc a                              new-block
          2  alloc b                              bump
          3  free a                               push

# in a trace that is stepped through
$ printf 'alloc a\nexplain\nfree a\n' >t && printf 'step 2\nexplain\n' | poolsim --show none --replay t --interactive --stopped
  ->      1  alloc a
          2  explain
          3  free a
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  before   live 0   blocks 0   free list 0
           used 3   block -1   freed NULL   blocksUsed 1
  written  blocks[0]          NULL -> 0x10000000 (0:0)
           used               3 -> 0
           block              -1 -> 0
  after    live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  before   live 1   blocks 1   free list 0
           used 0   block 0   freed NULL   blocksUsed 1
  written  0:0 nextFree       00 00 00 00 00 00 00 00 -> NULL
           freed              NULL -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 1: 0:0
           used 0   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  

# settings stay as they are
$ poolsim --show none -c 'alloc a; set checks off; explain; free a a' | tail -n 4
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000; the list is a ring now,
          closed at 0:0
  

# the other allocators: what they wrote into chunks, blocks or headers
$ poolsim --allocator 'eager 16 2' --show none -c 'alloc a; free a; explain' | grep -A 2 '^written'
  written  0:0 nextFree       10 00 00 10 00 00 00 00 -> 0x10000010 (0:1)
           freed              0x10000010 (0:1) -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 2: 0:0 -> 0:1
$ poolsim --allocator 'pool 16 4 order=fifo' --show none -c 'alloc a b; free a b; explain' | grep -A 2 '^written'
  written  0:0 nextFree       NULL -> 0x10000010 (0:1)
           0:1 nextFree       00 00 00 00 00 00 00 00 -> NULL
  after    live 0   blocks 1   free list 2: 0:0 -> 0:1
$ poolsim --allocator 'pool 16 4 order=address' --show none -c 'alloc a b c; free c a b; explain' | grep -A 2 '^written'
  written  0:0 nextFree       0x10000020 (0:2) -> 0x10000010 (0:1)
           0:1 nextFree       00 00 00 00 00 00 00 00 -> 0x10000020 (0:2)
  after    live 0   blocks 1   free list 3: 0:0 -> 0:1 -> 0:2
$ poolsim --allocator 'bitmap 16 4' --show none -c 'alloc a; free a; explain' | grep -A 1 '^written'
  written  freed              NULL -> 0x10000000 (0:0)
  after    live 0   blocks 1   free list 1: 0:0
$ poolsim --allocator 'magazine 32 4' --show none -c 'alloc a b c d; free a b c d; explain' | grep -A 2 '^written'
  written  0:3 bytes 8 to 31  have changed
           freed              0x10000040 (0:2) -> 0x10000060 (0:3)
  after    live 0   blocks 1   free list 4: 0:3 -> 0:2 -> 0:1 -> 0:0
$ poolsim --allocator 'eager 16 2 order=address' --show none -c 'alloc a b c; free c b a; trim; explain' | tail -n 8
           used 1   block 1   freed 0x10000000 (0:0)   blocksUsed 2
  written  blocks[1]          0x10001000 -> NULL
           blocks[0]          0x10000000 -> NULL
           block              1 -> -1
           freed              0x10000000 -> NULL
  after    live 0   blocks 0   free list 0
           used 1   block -1   freed NULL   blocksUsed 2
  
$ poolsim --allocator 'heap coalesce=both' --show none -c 'alloc a 16 b 16; free a; explain' | tail -n 6
  before   live 2   bytes 48   free list 0
  written  0:8 header         18 00 00 80 00 00 00 00 -> 18 00 00 00 00 00 00 00
           0:32 header        18 00 00 80 00 00 00 00 -> 18 00 00 80 18 00 00 00
           freed              NULL -> 0x10000008 (0:8)
  after    live 1   bytes 48   free list 1: 0:8
  

# of very much memory only the chunks that it is about are compared
$ poolsim --show none -c 'pool 1M 8; alloc a b; free a b; explain' | tail -n 9
  
  before   live 1   blocks 1   free list 1: 0:0
           used 1   block 0   freed 0x10000000 (0:0)   blocksUsed 1
  written  0:1 nextFree       00 00 00 00 00 00 00 00 -> 0x10000000 (0:0)
           freed              0x10000000 (0:0) -> 0x10100000 (0:1)
           of the memory only the chunks that the step is about were compared
  after    live 0   blocks 1   free list 2: 0:1 -> 0:0
           used 1   block 0   freed 0x10100000 (0:1)   blocksUsed 1
  

# a chunk of a block that was not there before is not compared; of a heap the links are
$ poolsim --show none -c 'pool 1M 8; alloc a b c d e f g h i; explain' | tail -n 9
           used 7   block 0   freed NULL   blocksUsed 1
  written  blocksUsed         1 -> 2
           blocks[1]          NULL -> 0x10800000 (1:0)
           used               7 -> 0
           block              0 -> 1
           of the memory only the chunks that the step is about were compared
  after    live 9   blocks 2   free list 0
           used 0   block 1   freed NULL   blocksUsed 2
  
$ poolsim --allocator heap --show none -c 'alloc a 5000000 b 64; write b hello; free b; explain' | tail -n 6
  before   live 2   bytes 5000080   free list 0
  written  0:5000016 bytes 0 to 4 68 65 6c 6c 6f -> 00 00 00 00 00
           freed              NULL -> 0x104c4b50 (0:5000016)
           of the memory only the chunks that the step is about were compared
  after    live 1   bytes 5000080   free list 1: 0:5000016
  

# as JSON
$ poolsim --format json --show none -c 'alloc a b; free a; write b hello; free b; explain' | tail -n 1
  {"step":5,"line":1,"command":"free b","op":"explain","handle":"b","outcome":"ok","path":"push","address":"0x10000020","block":0,"chunk":1,"message":null,"report":null,"searched":0,"searchPath":null,"why":"what is freed goes to the front of the list: 0:1 becomes the head; its first 8 bytes now hold the old head, 0x10000000","before":{"pool":{"chunkSize":32,"blockSize":4,"used":1,"block":0,"freed":"0x10000000","blocksUsed":1},"freeList":{"length":1,"end":"null"},"live":1,"blocks":1},"writes":[{"name":"nextFree","index":null,"block":0,"chunk":1,"address":"0x10000020","bytes":8,"old":"68656c6c6f000000","new":"0x10000000"},{"name":"freed","index":null,"block":null,"chunk":null,"address":null,"bytes":null,"old":"0x10000000","new":"0x10000020"}],"hiddenWrites":0,"after":{"pool":{"chunkSize":32,"blockSize":4,"used":1,"block":0,"freed":"0x10000020","blocksUsed":1},"freeList":{"length":2,"end":"null"},"live":0,"blocks":1}}

# without steps
$ poolsim -c 'explain'
! -c:1:1: no step was done yet
? 1
$ printf 'alloc a\nexplain\n' | poolsim --show none --replay - | tail -n 1
  
! <stdin>:2:1: this run keeps no steps (-c and --interactive do)
$ poolsim -c 'help explain'
  explain: the last step at length: each thing that it wrote
  usage: explain
  Every field, link and slot of the table that the step wrote to, with what was
  there and what is there now. After undo, back or goto it is the step that one
  is at.
  Example: alloc a; free a; explain
$ poolsim -c 'explain a'
! -c:1:9: one word too many (usage: explain)
!     explain a
!             ^
? 2

# many blocks, a free inside of a chunk, and a link that takes the place of another
$ poolsim --show none -c "pool 8 1; alloc $(seq -s ' ' -f 'a%g' 1 70); explain" | tail -n 30
          the list is empty and block 64 has no fresh chunk left, so block 65 is
          obtained; the table had a slot for it
  
  step 68  alloc a67                                            new-block
          the list is empty and block 65 has no fresh chunk left, so block 66 is
          obtained; the table had a slot for it
  
  step 69  alloc a68                                            new-block
          the list is empty and block 66 has no fresh chunk left, so block 67 is
          obtained; the table had a slot for it
  
  step 70  alloc a69                                            new-block
          the list is empty and block 67 has no fresh chunk left, so block 68 is
          obtained; the table had a slot for it
  
  step 71  alloc a70                                            new-block
          the list is empty and block 68 has no fresh chunk left, so block 69 is
          obtained; the table had a slot for it
  
  step 71  alloc a70                                            new-block
          the list is empty and block 68 has no fresh chunk left, so block 69 is
          obtained; the table had a slot for it
  
  before   live 69   blocks 69   free list 0
           used 0   block 68   freed NULL   blocksUsed 128
  written  blocks[69]         NULL -> 0x10045000 (69:0)
           block              68 -> 69
  after    live 70   blocks 70   free list 0
           used 0   block 69   freed NULL   blocksUsed 128
  
$ poolsim --show none -c 'set checks off; alloc a b; free 0x10000008; explain' | tail -n 22
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free 0x10000008                                       push
          what is freed goes to the front of the list: 0x10000008 becomes the
          head; its first 8 bytes now hold NULL, as the list was empty; the list
          leads into a chunk, at 0x10000008
  
  step 3  free 0x10000008                                       push
          what is freed goes to the front of the list: 0x10000008 becomes the
          head; its first 8 bytes now hold NULL, as the list was empty; the list
          leads into a chunk, at 0x10000008
  
  before   live 2   blocks 1   free list 0
           used 1   block 0   freed NULL   blocksUsed 1
  written  freed              NULL -> 0x10000008
  after    live 2   blocks 1   free list 0
           used 1   block 0   freed 0x10000008   blocksUsed 1
  

# where regions end within words, what was written is told to the byte
$ poolsim --allocator 'heap header=0 align=1' --show none -c 'alloc a 13 b 7; write a "0123456789012"; explain; write b "xyz"; explain; write a hello at 6; explain' | grep '^written'
  written  0:0 bytes 0 to 12  have changed
  written  0:13 bytes 0 to 2  00 00 00 -> 78 79 7a
  written  0:0 bytes 6 to 10  36 37 38 39 30 -> 68 65 6c 6c 6f
