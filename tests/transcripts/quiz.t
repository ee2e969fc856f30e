# a quiz asks before each step, grades the answer by what happened, and shows the step
$ printf 'quiz on\nalloc a b\n0:0\nempty\nfree a\nNULL\n' | poolsim --show list
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Right: 0:0.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  
  ? What is the free list after 'alloc b', from its head on?
    Right: empty.
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  free list  0     head -> NULL
  
  ? Which chunk is the head of the free list after 'free a'?
    Not so. The answer is 0:0; you said NULL.
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  
  kind   asked  right  wrong  skipped  hints
  place      1      1      0        0      0
  list       1      1      0        0      0
  head       1      0      1        0      0
  all        3      2      1        0      0
  
? 1

# the kinds can be chosen; a step that none of them fits is not asked about
$ printf 'quiz on list\nalloc a b c\n\n\n\nfree a b\na\nb a\nstats\n' | poolsim --show none | head -n 40
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? What is the free list after 'alloc a', from its head on?
    The answer is empty.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? What is the free list after 'alloc b', from its head on?
    The answer is empty.
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  ? What is the free list after 'alloc c', from its head on?
    The answer is empty.
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  ? What is the free list after 'free a', from its head on?
    Right: 0:0.
  
  step 4  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  ? What is the free list after 'free b', from its head on?
    Right: 0:1 0:0.
  
  step 5  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  allocs                         3 steps  allocations served
  frees                          2 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           1 chunks handed out now
  peakLive                       3 chunks the most at any time

# a wrong answer is a status of 1, a skipped one is not
$ printf 'quiz on place\nalloc a\n0:1\n' | poolsim --show none
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Not so. The answer is 0:0; you said 0:1.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  all        1      0      1        0      0
  
? 1
$ printf 'quiz on place\nalloc a b\n\n?\n' | poolsim --show none
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    The answer is 0:0.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? Which chunk will 'alloc b' get?
    The answer is 0:1.
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  kind   asked  right  wrong  skipped  hints
  place      2      0      0        2      0
  all        2      0      0        2      0
  

# the list is a queue: last in, first out
$ printf 'alloc a b c d\nfree a c\nquiz on place list head\nalloc e\na\nfree b d\na b\nb\n' | poolsim --show none | sed -n '/?/,$p'
  ? Which chunk will 'alloc e' get?
    Not so. The answer is 0:2; you said 0:0.
    You took the list for a queue. It is last in, first out: what was freed last
    is its head, and the head is handed out first.
  
  step 7  alloc e                                               recycle
          the list is not empty, so its head, 0:2, is handed out; its link leads
          to 0:0, the new head
  
  ? What is the free list after 'free b', from its head on?
    Not so. The answer is 0:1 0:0; you said 0:0 0:1.
    You took the list for a queue. It is last in, first out: what was freed last
    is its head, and the head is handed out first.
  
  step 8  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  ? Which chunk is the head of the free list after 'free d'?
    Not so. The answer is 0:3; you said 0:1.
    You took the list for a queue. It is last in, first out: what was freed last
    is its head, and the head is handed out first.
  
  step 9  free d                                                push
          what is freed goes to the front of the list: 0:3 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  list       1      0      1        0      0
  head       1      0      1        0      0
  all        3      0      3        0      0
  

# the lowest address first
$ printf 'alloc a b c d\nfree b c a\nquiz on list\nfree d\n0 1 2 3\nquiz on place\nalloc e\n0:0\n' | poolsim --show none | sed -n '/?/,$p'
  ? What is the free list after 'free d', from its head on?
    Not so. The answer is 0:3 0:0 0:2 0:1; you said 0:0 0:1 0:2 0:3.
    The addresses play no part. The list has an order of its own, that of its
    links, and its head need not be the lowest.
  
  step 8  free d                                                push
          what is freed goes to the front of the list: 0:3 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  kind  asked  right  wrong  skipped  hints
  list      1      0      1        0      0
  all       1      0      1        0      0
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc e' get?
    Not so. The answer is 0:3; you said 0:0.
    The addresses play no part. The list has an order of its own, that of its
    links, and its head need not be the lowest.
  
  step 9  alloc e                                               recycle
          the list is not empty, so its head, 0:3, is handed out; its link leads
          to 0:0, the new head
  
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  all        1      0      1        0      0
  

# the fresh chunk before the freed one; fresh chunks on the list
$ printf 'alloc a b\nfree a\nquiz on place\nalloc c\n0:2\nquiz on list\nalloc d\n0:3\n' | poolsim --show none | sed -n '/?/,$p'
  ? Which chunk will 'alloc c' get?
    Not so. The answer is 0:0; you said 0:2.
    Fresh chunks wait. As long as the free list has a chunk, its head is handed
    out, and no fresh one is touched.
  
  step 4  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  all        1      0      1        0      0
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? What is the free list after 'alloc d', from its head on?
    Not so. The answer is empty; you said 0:3.
    Fresh chunks are not on the list. Only what was freed is on it; fresh chunks
    are counted off one after the other.
  
  step 5  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  kind  asked  right  wrong  skipped  hints
  list      1      0      1        0      0
  all       1      0      1        0      0
  

# freeall gives memory back
$ printf 'alloc a b\nquiz on blocks block table\nfreeall\n0\nalloc c\nyes\nfreeall\n0\n' | poolsim --show none | sed -n '/?/,$p'
  ? How many blocks are there after 'freeall'?
    Not so. The answer is 1; you said 0.
    freeall gives no memory back. It keeps the blocks, and hands them out again
    from block 0 on.
  
  step 3  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  ? Will a block be obtained for 'alloc c'?
    Not so. The answer is no; you said yes.
    freeall gives no memory back. It keeps the blocks, and hands them out again
    from block 0 on.
  
  step 4  alloc c                                               kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  ? What will the field blocksUsed say after 'freeall'?
    Not so. The answer is 1; you said 0.
    freeall gives no memory back. It keeps the block table as it is, with its
    blocks.
  
  step 5  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  kind    asked  right  wrong  skipped  hints
  block       1      0      1        0      0
  blocks      1      0      1        0      0
  table       1      0      1        0      0
  all         3      0      3        0      0
  

# a freed chunk keeps its contents
$ printf 'alloc a b\nfree b\nquiz on link\nfree a\nunchanged\n' | poolsim --show none | sed -n '/?/,$p'
  ? What will the first 8 bytes of the chunk hold after 'free a'?
    Not so. The answer is 0:1; you said unchanged.
    A freed chunk does not keep its contents. The link to the next free chunk is
    written into it, over its first bytes.
  
  step 4  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  kind  asked  right  wrong  skipped  hints
  link      1      0      1        0      0
  all       1      0      1        0      0
  

# blocks follow each other in memory
$ printf 'alloc a b c d\nquiz on address\nalloc e\n0x10000080\n' | poolsim --show none | sed -n '/?/,$p'
  ? At which address will 'alloc e' be served?
    Not so. The answer is 0x10001000; you said 0x10000080.
    That is where the last block ends. A block is obtained on its own, and can be
    anywhere; here it begins at a multiple of 4096.
  
  step 5  alloc e                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  kind     asked  right  wrong  skipped  hints
  address      1      0      1        0      0
  all          1      0      1        0      0
  

# blocksUsed counts blocks; used counts live chunks
$ printf 'alloc a b c d e f g h\nquiz on table\nalloc i\n3\nquiz on used\nalloc j\n10\nalloc k\n3\n' | poolsim --show none | sed -n '/?/,$p'
  ? What will the field blocksUsed say after 'alloc i'?
    Not so. The answer is 4; you said 3.
    The name misleads. blocksUsed is how many slots the block table has, and not
    how many of them hold a block.
  
  step 9  alloc i                                               grow-table
          the list is empty and block 1 has no fresh chunk left, so block 2 is
          obtained; the table was full, so it doubles to 4 slots
  
  kind   asked  right  wrong  skipped  hints
  table      1      0      1        0      0
  all        1      0      1        0      0
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? What will the field used say after 'alloc j'?
    Not so. The answer is 1; you said 10.
    used does not count live chunks. It is the index of the last fresh chunk that
    was handed out in its block.
  
  step 10  alloc j                                              bump
          the list is empty and block 2 has 3 fresh chunks left: 2:1 is the next
  
  ? What will the field used say after 'alloc k'?
    Not so. The answer is 2; you said 3.
    used is an index and no count: the first chunk of a block has the index 0.
  
  step 11  alloc k                                              bump
          the list is empty and block 2 has 2 fresh chunks left: 2:2 is the next
  
  kind  asked  right  wrong  skipped  hints
  used      2      0      2        0      0
  all       2      0      2        0      0
  

# double and stale frees: what comes of them
$ printf 'alloc a b\nfree a\nquiz on outcome\nfree a\nok\nfree z\nunknown handle\nalloc b\nlive-handle\nfreeall\nfree b\nok\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? What comes of 'free a': ok, or why is it refused?
    Not so. The answer is double-free; you said ok.
    A second free is not harmless. The chunk would be on the list twice, and two
    owners would get it; so it is refused here.
  
  step 4  free a                                                double-free
          refused: double free of 'a': it was freed in step 3; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 3 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  ? What comes of 'free z': ok, or why is it refused?
    Right: unknown-handle.
  
  step 5  free z                                                unknown-handle
          refused: unknown handle 'z' (live: b)
          instead  use a live handle, or an address
  
  ? What comes of 'alloc b': ok, or why is it refused?
    Right: live-handle.
  
  step 6  alloc b                                               live-handle
          refused: live handle 'b': it is at 0:1 (free it first, or take another
          name)
          chunk    0:1 0x10000020, 32 bytes, live, of 'b'
          history  step 2 allocated as 'b'
          next     poolMalloc would hand out another chunk, and the pointer to the
                   old one would be lost
          instead  free it first, or take another name
  
  step 7  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  ? What comes of 'free b': ok, or why is it refused?
    Not so. The answer is stale-free; you said ok.
    freeall took that chunk back already, with all others: its handle is stale,
    and there is nothing to free.
  
  step 8  free b                                                stale-free
          refused: stale free of 'b': it is from before the freeall of step 7; its
          chunk 0:1 is fresh now
          chunk    0:1 0x10000020, 32 bytes, fresh
          history  step 2 allocated as 'b'; step 7 made fresh by freeall
          next     poolFree would put a fresh chunk on the list: it would be
                   handed out from there, and again by bumping
          instead  after freeall, forget every pointer from before
  
  kind     asked  right  wrong  skipped  hints
  outcome      4      2      2        0      0
  all          4      2      2        0      0
  
? 1

# hints come one by one, show shows the picture again, and both cost nothing
$ printf 'alloc a b\nfree a\nquiz on place\nalloc c\nhint\nhint\nhint\nhint\nshow list\na\n' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc c' get?
    The free list is now: head -> 0:0 -> NULL.
    Fresh chunks that are left in block 0: 2.
    The head of the list is handed out. Only where the list is empty, the next
    fresh chunk of the block.
    There are no more hints. An empty line shows the answer.
  free list  1     head -> 0:0 0x10000000 -> NULL
    Right: 0:0.
  
  step 4  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  kind   asked  right  wrong  skipped  hints
  place      1      1      0        0      3
  all        1      1      0        0      3
  

# an answer that can't be read is a wrong one; quiz off ends it in the middle
$ printf 'quiz on\nalloc a b\nwhat?\nquiz off\nalloc c\n' | poolsim --show none
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Not so. The answer is 0:0; you said 'what?'.
    That is no answer, and counts as wrong: no chunk is known as 'what'
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? What is the free list after 'alloc b', from its head on?
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  all        1      0      1        0      0
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
? 1
$ printf 'quiz on\nalloc a\nfree a\nalloc b\n' | poolsim --show none
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Not so. The answer is 0:0; you said 'free a'.
    The line behind a question is its answer: as a command it counts as wrong.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? What is the free list after 'alloc b', from its head on?
  kind   asked  right  wrong  skipped  hints
  place      1      0      1        0      0
  all        1      0      1        0      0
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
? 1

# quiz alone is the score so far
$ printf 'quiz\nquiz on block\nalloc a\nyes\nquiz\nquiz off\nquiz off\n' | poolsim --show none
  kind  asked  right  wrong  skipped  hints
  all       0      0      0        0      0
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Will a block be obtained for 'alloc a'?
    Right: yes.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  kind   asked  right  wrong  skipped  hints
  block      1      1      0        0      0
  all        1      1      0        0      0
  
  kind   asked  right  wrong  skipped  hints
  block      1      1      0        0      0
  all        1      1      0        0      0
  

# what stands behind quiz is checked
$ printf 'quiz maybe\nquiz on places\nquiz on what\nquiz off place\n' | poolsim
! <stdin>:1:6: 'maybe' is neither on nor off (usage: quiz [on [KIND] ... | off])
!     quiz maybe
!          ^~~~~
! <stdin>:2:9: 'places' is no kind of question (did you mean 'place'?)
!     quiz on places
!             ^~~~~~
! <stdin>:3:9: 'what' is no kind of question (place, list, head, block, link, address, blocks, table, used, outcome)
!     quiz on what
!             ^~~~
! <stdin>:4:10: 'place' is one word too many (usage: quiz [on [KIND] ... | off])
!     quiz off place
!              ^~~~~
? 2

# not in a trace file
$ echo 'quiz on' > t; poolsim --replay t
! t:1:1: a trace file can't hold 'quiz'
!     quiz on
!     ^~~~
? 2

# the steps of a loaded trace are asked about, undone ones and jumps are not
$ printf 'alloc a b\nfree a\nalloc c\nfree b\n' > t
$ printf 'load t\nquiz on head place\nstep\n0:0\nrun\n0:1\na\na\nb\nback 2\nredo\n' | poolsim --show none
  ->      1  alloc a b
          2  free a
          3  alloc c
          4  free b
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Right: 0:0.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? Which chunk will 'alloc b' get?
    Right: 0:1.
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  ? Which chunk is the head of the free list after 'free a'?
    Right: 0:0.
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  ? Which chunk is the head of the free list after 'alloc c'?
    Not so. The answer is NULL; you said 0:0.
    Fresh chunks wait. As long as the free list has a chunk, its head is handed
    out, and no fresh one is touched.
  
  step 4  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  ? Which chunk is the head of the free list after 'free b'?
    Right: 0:1.
  
  step 5  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 5
  step 3 of 5  free a                                           push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 4 of 5  alloc c                                          recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  kind   asked  right  wrong  skipped  hints
  place      2      2      0        0      0
  head       3      2      1        0      0
  all        5      4      1        0      0
  
? 1
$ printf 'load t\nquiz on\ngoto 3\nlist\n' | poolsim --show none
  ->      1  alloc a b
          2  free a
          3  alloc c
          4  free b
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a b
          2  free a
  ->      3  alloc c
          4  free b

# --quiz asks about a replay, and reads the answers from standard input
$ printf 'alloc a b\nfree a\nexpect head a\n' > t
$ printf '0:0\n0:1\na\n' | poolsim --quiz place,head --show none --replay t
  ? Which chunk will 'alloc a' get?
    Right: 0:0.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? Which chunk will 'alloc b' get?
    Right: 0:1.
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  ? Which chunk is the head of the free list after 'free a'?
    Right: 0:0.
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  expect head a                                                 ok
  kind   asked  right  wrong  skipped  hints
  place      2      2      0        0      0
  head       1      1      0        0      0
  all        3      3      0        0      0
  
$ printf '0:0\n' | poolsim --quiz all --show none -c 'alloc a; alloc b'
  ? Which chunk will 'alloc a' get?
    Right: 0:0.
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? What is the free list after 'alloc b', from its head on?
  kind   asked  right  wrong  skipped  hints
  place      1      1      0        0      0
  all        1      1      0        0      0
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
$ poolsim --quiz places -c 'alloc a'
! poolsim: bad argument 'places' of --quiz: not a list of kinds of questions, as in place,list; or all
? 2
$ poolsim --quiz all --replay - < t
! poolsim: --quiz needs standard input for the answers
? 2
$ poolsim --quiz all --replay t t
! poolsim: --quiz goes with one file
? 2
$ poolsim --quiz all -c 'alloc a' --compare heap
! poolsim: --quiz and --compare exclude each other
? 2

# in JSON, a question and its answer are objects of their own
$ printf 'alloc a b\nfree b a\nquiz on place\nalloc c\nhint\nb\nalloc d\n\n' | poolsim --show none --format json 2>/dev/null | grep -v '"op":"[af]' | cut -c1-400
  {"op":"question","step":5,"command":"alloc c","kind":"place","question":"Which chunk will 'alloc c' get?"}
  {"op":"hint","hint":"The free list is now: head -> 0:0 -> 0:1 -> NULL."}
  {"op":"question","step":6,"command":"alloc d","kind":"place","question":"Which chunk will 'alloc d' get?"}
  {"op":"quiz","rows":[{"kind":"place","asked":2,"right":0,"wrong":1,"skipped":1,"hints":1},{"kind":"all","asked":2,"right":0,"wrong":1,"skipped":1,"hints":1}]}
$ printf 'alloc a b\nfree b a\nquiz on place\nalloc c\nhint\nb\nalloc d\n\n' | poolsim --show none --format json 2>/dev/null | grep '"op":"answer"'
  {"op":"answer","step":5,"command":"alloc c","kind":"place","question":"Which chunk will 'alloc c' get?","given":"0:1","answer":"0:0","right":false,"verdict":"wrong","misconception":"fifo","reply":"You took the list for a queue. It is last in, first out: what was freed last is its head, and the head is handed out first.","hints":1}
  {"op":"answer","step":6,"command":"alloc d","kind":"place","question":"Which chunk will 'alloc d' get?","given":null,"answer":"0:1","right":false,"verdict":"skipped","misconception":null,"reply":null,"hints":0}

# other allocators are asked what makes sense of them
$ printf 'quiz on\nalloc a b\n0:0\nempty\nfree a\nok\nfree b\n0:1\n' | poolsim --show none --allocator 'bitmap 32 4'
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? Which chunk will 'alloc a' get?
    Right: 0:0.
  
  step 1  alloc a                                               new-block
          no bit is set and there is no block yet, so block 0 is obtained
  
  ? What is the free list after 'alloc b', from its head on?
    Right: empty.
  
  step 2  alloc b                                               bump
          no bit is set and block 0 has 3 fresh chunks left: 0:1 is the next
  
  ? Which chunk is the head of the free list after 'free a'?
    Not so. The answer is 0:0; you said 'ok'.
    That is no answer, and counts as wrong: no chunk is known as 'ok'
  
  step 3  free a                                                push
          the bit of 0:0 is set, beside the blocks; its own bytes are not touched
  
  ? What comes of 'free b': ok, or why is it refused?
    Not so. The answer is ok; you said '0:1'.
    That is no answer, and counts as wrong: say ok, or why it is refused:
    double-free, stale-free, unknown-handle, ...
  
  step 4  free b                                                push
          the bit of 0:1 is set, beside the blocks; its own bytes are not touched
  
  kind     asked  right  wrong  skipped  hints
  place        1      1      0        0      0
  list         1      1      0        0      0
  head         1      0      1        0      0
  outcome      1      0      1        0      0
  all          4      2      2        0      0
  
? 1
$ printf 'alloc a 8 b 8 c 8\nquiz on\nfree a\n0x10000008\nalloc d 8\n0x10000008\n' | poolsim --show none --allocator heap
  step 1  alloc a 8                                             new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 16 bytes
  
  step 2  alloc b 8                                             new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 32 bytes
  
  step 3  alloc c 8                                             new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 48 bytes
  
  Before each step you are asked about it. 'hint' helps, an empty line shows the
  answer, 'quiz off' ends it.
  ? What is the free list after 'free a', from its head on?
    Right: 0x10000008.
  
  step 4  free a                                                push
          0:8, 16 bytes, is the head of the list, last in, first out
  
  ? Which chunk is the head of the free list after 'alloc d 8'?
    Not so. The answer is NULL; you said 0x10000008.
  
  step 5  alloc d 8                               searched 1    recycle
          8 bytes and a header of 8 take 16 bytes; first fit looked at 1 element
          and took 0:8, which had 16 bytes, as many as it takes
  
  kind  asked  right  wrong  skipped  hints
  list      1      1      0        0      0
  head      1      0      1        0      0
  all       2      1      1        0      0
  
? 1

# a made-up workload is asked about, step by step
$ printf 'quiz on place list\nrandom 4 seed=7\n0:0\n0:0\n0:0\n\n' | poolsim --show none --interactive -c 'stats' | sed -n '/?/,$p' | grep -v '^random:'
  ? Which chunk will 'alloc' get?
    Right: 0:0.
  
  step 1  alloc p1                                              new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ? What is the free list after 'free p1', from its head on?
    Right: 0:0.
  
  step 2  free p1                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  ? Which chunk will 'alloc' get?
    Right: 0:0.
  
  step 3  alloc p2                                              recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  ? What is the free list after 'alloc', from its head on?
    The answer is empty.
  
  step 4  alloc p3                                              bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  kind   asked  right  wrong  skipped  hints
  place      2      2      0        0      0
  list       2      1      0        1      0
  all        4      3      0        1      0
  

# a step that was asked about, undone and done again is shown again
$ printf 'quiz on place\nalloc a\n0:0\nundo\nredo\n' | poolsim --show list | sed -n '/^step 0/,$p'
  step 0 of 1  before the first step
  
  free list  0     head -> NULL
  
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  free list  0     head -> NULL
  
  kind   asked  right  wrong  skipped  hints
  place      1      1      0        0      0
  all        1      1      0        0      0
  
