# a lesson asks poolsim questions, and nothing else; the shell goes on at its end
$ cat > l; (printf 'lesson ./l\n\n\n\n# note\nlesson ./l 99\nfree b\nexit\nalloc c\n') | poolsim
< #: lesson Questions
< #: view none
< #: screen A
< alloc a b
< #: run history
< #: run stats
< #: run show fields
< #: run dump a; why a
< # Seen from all sides.
< #: screen B
< # The next.
< #: screen C
< # And the last one.
  -- ./l, 1 of 3: A ------------------------------------------------------------
          1  alloc a                              new-block
  ->      2  alloc b                              bump
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
  recycleRate                  0.0 %      recycled / allocs
  pool             chunkSize 32   blockSize 4   used 1   block 0   freed NULL
                   blocksUsed 1
  0:0 a live
   0x10000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00 |................|
   *
  chunk    0:0 0x10000000, 32 bytes, live, of 'a'
  history  step 1 allocated as 'a'
  checks   in a block: yes; where a chunk begins: yes; handed out: yes; not given
           back: yes
  free     would be honoured
  
  Seen from all sides.
  -- ./l, 2 of 3: B ------------------------------------------------------------
  The next.
  -- ./l, 3 of 3: C ------------------------------------------------------------
  And the last one.
  That was the lesson './l'.
  -- ./l, 3 of 3: C ------------------------------------------------------------
  And the last one.
  step 3  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  

# what a screen runs changes nothing that the next one begins with; quit ends the line alone
$ cat > l; printf 'lesson ./l\n\nlist\nhistory\nsave x\n' | poolsim --show none; grep -v '^#' x
< #: lesson Silent
< #: view list
< #: screen A
< random 5 seed=2
< set checks off
< expect live 5
< stats; quit; alloc q
< exit
< # Some steps.
< #: screen B
< free p1
< # One less.
  -- ./l, 1 of 2: A ------------------------------------------------------------
  step 5  alloc p5                                              grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  free list  0     head -> NULL
  
  allocs                         5 steps  allocations served
  frees                          0 steps  chunks given back one by one
  freealls                       0 times  the pool was emptied at once
  failed                         0 steps  refused, changing nothing
  live                           5 chunks handed out now
  peakLive                       5 chunks the most at any time
  recycled                       0 allocs served from the free list
  bumped                         5 allocs served with a fresh chunk
  freeListLength                 0 chunks on the free list now
  peakFreeListLength             0 chunks the most at any time
  blocks                         2 blocks that hold memory
  tableCapacity                  2 slots  of the block table (blocksUsed)
  tableDoublings                 1 times  the block table doubled
  chunkBytes                   160 bytes  of live chunks, as rounded up
  requestedBytes               160 bytes  what the program asked for in them
  reservedBytes                256 bytes  of all blocks
  tableBytes                    16 bytes  of the block table and beside blocks
  guardBytes                     0 bytes  of them: zones behind chunks
  peakReservedBytes            256 bytes  the most at any time
  searched                       0 looks  at elements of free lists
  freeBlocks                     0 blocks that hold no live chunk
  overheadBytes                  0 bytes  headers of live chunks
  freeBytes                     96 bytes  of the blocks, in no live chunk
  largestFree                   32 bytes  of them in one piece
  utilization                 58.8 %      requested / (reserved + table)
  recycleRate                  0.0 %      recycled / allocs
  
  Some steps.
  -- ./l, 2 of 2: B ------------------------------------------------------------
  step 6  free p1                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  
  One less.
          1  alloc p1                             new-block
          2  alloc p2                             bump
          3  alloc p3                             bump
          4  alloc p4                             bump
          5  alloc p5                             grow-table
  ->      6  free p1                              push
  pool 32 4
  alloc p1
  alloc p2
  alloc p3
  alloc p4
  alloc p5
  set checks off
  free p1
! <stdin>:3:1: no trace is loaded (load FILE)

# a trace is found beside the lesson, or from the root; the word may be missing
$ mkdir -p d; printf 'alloc t u\nfree t\n' > d/x.trace; printf '#: lesson Beside\n#: view none\n#: screen A\n#: load x.trace\n# It is loaded.\n' > d/l; printf 'lesson d/l\nrun\n' | poolsim --show none
  -- d/l, 1 of 1: A ------------------------------------------------------------
  It is loaded.
  step 3  free t                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 3
$ printf "#: lesson Root\n#: view none\n#: screen A\n#: load $PWD/d/x.trace\n# It is loaded.\n" > l; printf 'lesson ./l\nrun\n' | poolsim --show none | tail -n 4
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 3
$ cp d/x.trace .; printf '#: lesson Here\n#: view none\n#: screen A\n#: load x.trace\n# It is loaded.\n' > l.lesson; printf 'lesson l.lesson\nrun\n' | poolsim --show none | tail -n 4
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 3

# commands at a question: first the question, unless it is 'lesson', 'quit' or 'exit'
$ cat > l; printf 'lesson ./l\nalloc a\nhm\nhint\nhint\nlesson ./l\n5\n6\n\nfree a\nhint\n4\nquit\nalloc b\n' | poolsim --show none
< #: lesson Ask
< #: view none
< #: screen A
< # Two and two.
< #: ask How many?
< #: answer 4 -- Yes.
< #: wrong 5 -- One less.
< #: hint More than three.
< #: screen B
< # Another one.
< #: predict place alloc x
< #: other Think of the list.
< #: hint It is the first.
  -- ./l, 1 of 2: A ------------------------------------------------------------
  Two and two.
  
  Question: How many?
  First the question: type an answer, or 'hint', or 'next' to be told.
  No. Look at the picture again; 'hint' helps.
  Hint: More than three.
  No more hints: 'next' tells the answer.
  -- ./l, 1 of 2: A ------------------------------------------------------------
  Two and two.
  
  Question: How many?
  No. One less.
  No. Look at the picture again; 'hint' helps.
  Question: How many?
  First the question: type an answer, or 'hint', or 'next' to be told.
  Hint: More than three.
  Yes. Yes.
$ printf 'lesson ./l\nexit\nalloc b\n' | poolsim --show none | tail -n 1
  Question: How many?
$ printf '#: lesson P\n#: view none\n#: screen A\nalloc a b c d e\nfree a\n# .\n#: predict place alloc x\n#: wrong alloc -- Not that.\n#: screen B\n# .\n#: predict list free 0x10000020\n#: screen C\n# .\n#: predict outcome free a\n' > l; printf 'lesson ./l\n1:1\nalloc\n1:3\nhint\nhint\nhint\nhint\nhint\n0:0\n\nhint\nhint\nhint\nhint\nnext\n\nok\nhint\nhint\nhint\nhint\ndouble-free\n' | poolsim --show none
  -- ./l, 1 of 3: A ------------------------------------------------------------
  .
  
  Question: Which chunk will 'alloc x' get?
  No. Fresh chunks wait. As long as the free list has a chunk, its head is handed
      out, and no fresh one is touched.
  No. Not that.
  No. Look at the picture again; 'hint' helps.
  Hint: The free list is now: head -> 0:0 -> NULL.
  Hint: Fresh chunks that are left in block 1: 3.
  Hint: The head of the list is handed out. Only where the list is empty, the next
        fresh chunk of the block.
  No more hints: 'next' tells the answer.
  No more hints: 'next' tells the answer.
  Yes: the list holds one chunk, 0:0, so that is handed out; it is empty now
  -- ./l, 2 of 3: B ------------------------------------------------------------
  .
  
  Question: What is the free list after 'free 0x10000020', from its head on?
  Hint: The free list is now: head -> 0:0 -> NULL.
  Hint: What is freed goes in front of the head; what is handed out leaves there.
  No more hints: 'next' tells the answer.
  No more hints: 'next' tells the answer.
  The answer: 0:1 0:0
  what is freed goes to the front of the list: 0:1 becomes the head; its first 8
  bytes now hold the old head, 0x10000000
  -- ./l, 3 of 3: C ------------------------------------------------------------
  .
  
  Question: What comes of 'free a': ok, or why is it refused?
  No. A second free is not harmless. The chunk would be on the list twice, and two
      owners would get it; so it is refused here.
  Hint: 'a' was freed in step 6.
  Hint: Freed before: double-free. From before a freeall: stale-free. Never a
        handle: unknown-handle. Live: ok.
  No more hints: 'next' tells the answer.
  No more hints: 'next' tells the answer.
  Yes: double free of 'a': it was freed in step 6; its chunk 0:0 is on the free
       list already

# a wrong turn of a task is met when it is taken, and left alone when it is not
$ cat > l; printf 'lesson ./l\nalloc x\nundo\nhint\nhint\nhistory\nlesson chunks\nlesson ./l\nalloc a\nalloc b\nhint\n' | poolsim --show none
< #: lesson Task
< #: view none
< #: screen A
< # Nothing is live.
< #: task Make a live, then b.
< #: goal expect place b 0:1
< #: wrong live == 1 and op == alloc -- One is not enough.
< #: wrong expect live 5 -- Too many.
< #: hint Two allocs.
< alloc a b
  -- ./l, 1 of 1: A ------------------------------------------------------------
  Nothing is live.
  
  Task: Make a live, then b.
  step 1  alloc x                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  Not yet. One is not enough.
  Task: Make a live, then b.
  step 0 of 1  before the first step
  
  Task: Make a live, then b.
  Hint: Two allocs.
  No more hints: 'next' tells one way.
          1  alloc x                              new-block
  -- chunks, 1 of 7: A store of equal pieces -----------------------------------
         0     1     2     3
      +-----+-----+-----+-----+
      |     |     |     |     |      one block: 4 chunks of 32 bytes
      +-----+-----+-----+-----+
  
  A program often needs many small pieces of memory, all of one size: one for
  each letter in a mailbox, one for each ball in a game.
  
  A POOL keeps such pieces ready. Each piece is a CHUNK. The pool does not get
  chunks from the system one by one. It gets a whole row at once: a BLOCK.
  
  In our pool a chunk has 32 bytes, and a block has 4 chunks.
  Type your answer and press Enter. 'hint' helps; 'next' tells you the answer.
  
  Question: How many bytes does one block take?
  -- ./l, 1 of 1: A ------------------------------------------------------------
  Nothing is live.
  
  Task: Make a live, then b.
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  Not yet. One is not enough.
  Task: Make a live, then b.
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  Done.
  Nothing is asked.

# the lessons that come with poolsim, from the first one to the last
$ printf 'lesson chu\nlesson 1\nlesson 99\nlesson c\n' | poolsim --show none | grep -- '--'
  -- chunks, 1 of 7: A store of equal pieces -----------------------------------
      +-----+-----+-----+-----+
      +-----+-----+-----+-----+
  -- chunks, 1 of 7: A store of equal pieces -----------------------------------
      +-----+-----+-----+-----+
      +-----+-----+-----+-----+
! <stdin>:3:1: no such lesson: 'lesson' lists them
! <stdin>:4:1: no such lesson: 'lesson' lists them
$ mkdir -p x/y/bin x/y/share/poolsim/traces/lessons; cp "$(command -v poolsim)" x/y/bin; cd x/y/share/poolsim/traces/lessons; for f in 01-a.lesson 02-ab.lesson 1234-b.lesson 03x.lesson 04-.lesson 05-e 06-f.txt x.lesson; do printf "#: lesson Of $f\n#: view none\n#: screen A\n# Text.\n" > $f; done; echo no > 07-g.lesson; cd - > /dev/null; printf 'lesson\nlesson a\n\nlesson\nlesson ab\n\nlesson g\n' | x/y/bin/poolsim --show none
          1  a            Of 01-a.lesson
          2  ab           Of 02-ab.lesson
  -- a, 1 of 1: A --------------------------------------------------------------
  Text.
  That was the lesson 'a'. The next one: lesson ab
          1  a            Of 01-a.lesson
          2  ab           Of 02-ab.lesson
  -- ab, 1 of 1: A -------------------------------------------------------------
  Text.
  That was the lesson 'ab'.
! <stdin>:7:1: no such lesson: 'lesson' lists them
? 1
$ rm -r x/y/share; printf 'lesson\nlesson a\n' | x/y/bin/poolsim --show none
  no lessons were found
! <stdin>:2:1: no lessons were found: 'make install' brings them
? 1

# the lesson's own refused step, and an expectation that fails, are said once, and end nothing
$ cat > l; printf 'lesson ./l\n\nrepeat\nnext\n' | poolsim
< #: lesson X
< #: view blocks plain
< #: screen A
< alloc a
< free b
< alloc c
< expect live 3
< # Two.
< #: screen B
< #: predict place alloc d
< #: screen C
< alloc d
< free nobody
< # Three.
  -- ./l, 1 of 3: A ------------------------------------------------------------
  step 3  alloc c
  
  block  address         0      1      2      3
      0  0x10000000      a     *c      .      .
  
  Two.
  -- ./l, 2 of 3: B ------------------------------------------------------------
  step 3  alloc c
  
  block  address         0      1      2      3
      0  0x10000000      a     *c      .      .
  
  Question: Which chunk will 'alloc d' get?
  -- ./l, 2 of 3: B ------------------------------------------------------------
  step 3  alloc c
  
  block  address         0      1      2      3
      0  0x10000000      a     *c      .      .
  
  Question: Which chunk will 'alloc d' get?
  The answer: 0:2
  the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
! ./l:5:6: unknown handle 'b' (live: a)
! ./l:7:1: expected live 3, but it is 2
? 1

# a step of the learner's that was refused is not taken for one of the lesson's
$ cat > l; printf 'lesson ./l\nfree b\nnext\nnext\n' | poolsim --show none
< #: lesson X
< #: screen A
< #: view blocks plain
< #: task Take one.
< #: goal live == 1
< alloc a
< #: screen B
< #: view blocks plain
< alloc b
< # Two.
  -- ./l, 1 of 2: A ------------------------------------------------------------
  step 0  before the first step
  
  
  Task: Take one.
  step 1  free b                                                unknown-handle
          refused: unknown handle 'b' (no handle is live)
          instead  use a live handle, or an address
  
  
  Task: Take one.
  One way: alloc a
  -- ./l, 2 of 2: B ------------------------------------------------------------
  step 2  alloc b
  
  block  address         0      1      2      3
      0  0x10000000      a     *b      .      .
  
  Two.
? 1

# behind a lesson a pipe shows no final state, but of steps that were taken behind it
$ printf '#: lesson X\n#: view none\n#: screen A\nalloc a\n# One.\n' > l; printf 'lesson ./l\n\n' | poolsim
  -- ./l, 1 of 1: A ------------------------------------------------------------
  One.
  That was the lesson './l'.
$ printf 'lesson ./l\nleave\n' | poolsim
  -- ./l, 1 of 1: A ------------------------------------------------------------
  One.
  'lesson ./l 1' goes on here.
$ printf 'lesson ./l\nleave\nalloc b\n' | poolsim --show list
  -- ./l, 1 of 1: A ------------------------------------------------------------
  One.
  'lesson ./l 1' goes on here.
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
  
$ printf 'lesson ./l\nleave\n' | poolsim --quiet --show list | sed -n '3,5p'
  'lesson ./l 1' goes on here.
  free list  0     head -> NULL
  next alloc       0:1 0x10000020  bump

# a quiz that begins or ends within a lesson hides the next allocation as long as it lasts, behind it too
$ printf 'lesson chunks 4\nquiz on place\nleave\nalloc c\n0:2\nquiz off\nalloc d\n' | poolsim --show list | sed '1,/quiz off/d'
  'lesson chunks 4' goes on here.
  ? Which chunk will 'alloc c' get?
    Right: 0:2.
  
  step 4  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  free list  0     head -> NULL
  
  kind   asked  right  wrong  skipped  hints
  place      1      1      0        0      0
  all        1      1      0        0      0
  
  step 5  alloc d                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  free list  0     head -> NULL
  next alloc       1:0  grow-table
  
$ printf 'quiz on place\nlesson chunks 4\nquiz off\nleave\nalloc d\n' | poolsim --show list | sed '1,/goes on here/d'
  step 4  alloc d                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  free list  0     head -> NULL
  next alloc       0:3 0x10000060  bump
  
# beside objects for programs what a lesson says goes to standard error
$ printf 'lesson chunks\n# a remark\n128\nleave\n' | poolsim --format json >out 2>err; wc -l <out; grep -v '^$' err | tail -n 4
  0
  Type your answer and press Enter. 'hint' helps; 'next' tells you the answer.
  Question: How many bytes does one block take?
  Yes. 4 chunks of 32 bytes each.
  'lesson chunks 1' goes on here.

# among the lessons the one that was begun is marked
$ printf 'lesson bumping\n# a remark\nlesson\nleave\n' | poolsim | grep -B 1 -A 2 '^->'
          1  chunks       Chunks and blocks
  ->      2  bumping      Bumping: one number says what comes next
          3  link         Free: the link is inside the chunk
          4  lifo         Last in, first out
