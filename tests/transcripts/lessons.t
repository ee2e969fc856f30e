# a lesson from a file: text, question, task, end
$ cat > first.lesson; printf 'lesson ./first.lesson\n0:0\n1:1\nhint\nhint\n0:1\n\nalloc b; free b\nfree a\n\n' | poolsim
< #: lesson A first lesson
< #: screen One chunk is taken
< pool 32 4
< alloc a
< # This is what the pool looks like after 'alloc a'.
< #: ask Which chunk will the next alloc take?
< #: answer 0:1 | chunk 1 -- It is the next one that nobody had.
< #: wrong 0:0 -- That one is a's.
< #: hint Look for the first dot in the picture.
< #: screen Your turn
< # The list is empty, and a is live.
< #: task Put chunk 0:0 on the free list.
< #: goal freed == 0:0
< #: wrong freed == 0:1 -- That was 0:1.
< #: done It is the head now.
< #: hint Who has 0:0?
< free a
  -- ./first.lesson, 1 of 2: One chunk is taken --------------------------------
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1      2      3
      0  0x10000000     *a      .      .      .
  
  free list  0     head -> NULL
  
  This is what the pool looks like after 'alloc a'.
  
  Question: Which chunk will the next alloc take?
  No. That one is a's.
  No. Look at the picture again; 'hint' helps.
  Hint: Look for the first dot in the picture.
  No more hints: 'next' tells the answer.
  Yes. It is the next one that nobody had.
  -- ./first.lesson, 2 of 2: Your turn -----------------------------------------
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1      2      3
      0  0x10000000     *a      .      .      .
  
  free list  0     head -> NULL
  
  The list is empty, and a is live.
  
  Task: Put chunk 0:0 on the free list.
  step 3  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  block  address         0      1      2      3
      0  0x10000000      a     *b      .      .
  
  free list  0     head -> NULL
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  block  address         0      1      2      3
      0  0x10000000      a   *(1)      .      .
  
  free list  1     head -> 0:1 0x10000020 -> NULL
  
  Not yet. That was 0:1.
  Task: Put chunk 0:0 on the free list.
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  block  address         0      1      2      3
      0  0x10000000   *(1)    (2)      .      .
  
  free list  2     head -> 0:0 0x10000000 -> 0:1 0x10000020 -> NULL
  
  Done. It is the head now.
  That was the lesson './first.lesson'.

# the words of a lesson; where nothing is asked, commands work; a screen begins anew
$ cat > words.lesson; printf 'lesson words.lesson\nhelp\nback\nhint\nalloc c\nnext\nback\nrepeat\nleave\nnext\n' | poolsim --show none
< #: lesson Words
< #: view none
< #: screen One
< alloc a
< # The first.
< #: screen Two
< alloc b
< # The second.
  -- words.lesson, 1 of 2: One -------------------------------------------------
  The first.
  next    go on, as does Enter; where something is asked, be told it
  back    the screen before
  repeat  this screen again, from its beginning
  hint    help with what is asked
  leave   leave the lesson; the pool stays as it is
  help    these words
  Where nothing is asked, and in tasks, all commands work: 'help alloc', say.
  This is the first screen.
  Nothing is asked.
  step 2  alloc c                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  -- words.lesson, 2 of 2: Two -------------------------------------------------
  The second.
  -- words.lesson, 1 of 2: One -------------------------------------------------
  The first.
  -- words.lesson, 1 of 2: One -------------------------------------------------
  The first.
  'lesson words.lesson 1' goes on here.
! <stdin>:10:1: no lesson is open (try 'lesson')
!     next
!     ^~~~
? 2

# 'next' tells what is not answered, and one way of a task
$ cat > told.lesson; printf 'lesson told.lesson\nnext\n\nnext\nnext\n' | poolsim
< #: lesson Told
< #: view none
< #: screen Ask
< # Two and two.
< #: ask How many?
< #: answer 4 | four -- As everywhere.
< #: screen Do
< # Nothing is live.
< #: task Make two chunks live.
< #: goal live == 2
< alloc a
< alloc b
  -- told.lesson, 1 of 2: Ask --------------------------------------------------
  Two and two.
  
  Question: How many?
  The answer: 4
  As everywhere.
  -- told.lesson, 2 of 2: Do ---------------------------------------------------
  Nothing is live.
  
  Task: Make two chunks live.
  One way: alloc a
  One way: alloc b
  That was the lesson 'told.lesson'.

# goals can be expectations; capital letters, commas and arrows don't count in answers
$ cat > goal.lesson; printf 'lesson goal.lesson\nA -> b, NULL.\n\nfree b; free a\nalloc a b; free a; free b\n' | poolsim --show none | grep -v '^step' | tail -n 6
< #: lesson Goals
< #: view none
< #: screen Ask
< alloc a b
< # Which?
< #: ask The list?
< #: answer a b NULL -- So it is.
< #: screen Do
< # Now.
< #: task Make the list b a.
< #: goal expect list 0:1 0:0
< #: goal freeListLength == 2
< free a b
          first 8 bytes now hold NULL, as the list was empty
  
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  Done.

# a prediction is graded by what the step does, and the state is as before
$ cat > predict.lesson; printf 'lesson predict.lesson\n0:3\n0:1\nhm\nhint\n0:2\n\nnext\nalloc e\n' | poolsim | grep -v '^$'
< #: lesson Predict
< #: view blocks
< #: screen Place
< alloc a b c
< free a c
< # Two are free.
< #: predict place alloc d
< #: wrong 0:1 -- That is b's.
< #: hint The one that was freed last.
< #: screen List
< # As before.
< #: predict list free b
  -- predict.lesson, 1 of 2: Place ---------------------------------------------
  step 5  free c                                                push
          what is freed goes to the front of the list: 0:2 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  block  address         0      1      2      3
      0  0x10000000    (2)      b   *(1)      .
  Two are free.
  Question: Which chunk will 'alloc d' get?
  No. Fresh chunks wait. As long as the free list has a chunk, its head is handed
      out, and no fresh one is touched.
  No. That is b's.
  no chunk is known as 'hm'
  Hint: The one that was freed last.
  Yes: the list is not empty, so its head, 0:2, is handed out; its link leads to
       0:0, the new head
  -- predict.lesson, 2 of 2: List ----------------------------------------------
  step 5  free c                                                push
          what is freed goes to the front of the list: 0:2 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  block  address         0      1      2      3
      0  0x10000000    (2)      b   *(1)      .
  As before.
  Question: What is the free list after 'free b', from its head on?
  The answer: 0:1 0:2 0:0
  what is freed goes to the front of the list: 0:1 becomes the head; its first 8
  bytes now hold the old head, 0x10000040
  step 6  alloc e                                               recycle
          the list is not empty, so its head, 0:2, is handed out; its link leads
          to 0:0, the new head
  block  address         0      1      2      3
      0  0x10000000    (1)      b     *e      .
$ printf '#: lesson X\n#: screen A\n#: predict place show\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:12: no prediction: a kind of question of 'quiz', and one step, such as 'free a'
!     #: predict place show
!                ^~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: predict place free a\n' > l; printf 'lesson ./l\n' | poolsim
  -- ./l, 1 of 1: A ------------------------------------------------------------
  step 0  before the first step
  
  
  free list  0     head -> NULL
  
! ./l:3:1: this question does not fit this step here
? 2

# what is wrong with a lesson, and where
$ printf '#: lesson X\n#: screen\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:2:10: a heading is missing
!     #: screen
!              ^
? 2
$ printf 'pool 32 4\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:1:1: '#: screen HEADING' comes first
!     pool 32 4
!     ^~~~~~~~~
? 2
$ printf '# only text\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:1:1: no lesson: it has no '#: lesson TITLE', or no '#: screen HEADING'
!     # only text
!     ^
? 2
$ printf '#: lesson X\n#: screen A\n#: answr 4 -- no\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: nothing that a lesson knows (did you mean 'answer'?)
!     #: answr 4 -- no
!        ^~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: answer 4 -- no\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: there is no question before it
!     #: answer 4 -- no
!        ^~~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:1: this question has no answer
!     #: ask Why?
!     ^
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n#: answer 4\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:12: ' -- ' and a reply are missing
!     #: answer 4
!                ^
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n# late\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:3: text stands before the question or task ('## ' begins a note)
!     # late
!       ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: goal live = 2\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:14: unknown operator '=' (did you mean '=='?)
!     #: goal live = 2
!                  ^
? 2
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: goal expect hed a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:16: unknown expectation 'hed' (did you mean 'head'?)
!     #: goal expect hed a
!                    ^~~
? 2
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: goal live == 2\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:1: behind this task no commands reach its goal
!     #: task Do
!     ^
? 2
$ printf '#: lesson X\n#: screen A\n# Text.\nalloc a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:1: commands stand before the text of a screen, or behind a task
!     alloc a
!     ^~~~~~~
? 2
$ printf '#: lesson X\n#: screen A\nalocc a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:1: unknown command 'alocc' (did you mean 'alloc'?)
!     alocc a
!     ^~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: run save x\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:8: a lesson runs questions only (compare, dump, stats, ...)
!     #: run save x
!            ^
? 2
$ printf '#: lesson X\n#: screen A\n#: run compare pol\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:16: unknown allocator 'pol' (did you mean 'pool'?)
!     #: run compare pol
!                    ^~~
? 2
$ printf '#: lesson X\n#: screen A\n#: view lists\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:9: no part of the picture (blocks, table, list, chunks, fields, all, none, plain)
!     #: view lists
!             ^~~~~
? 2
$ printf '#: lesson X\n#: screen A\n# a\033[2Jb\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: a control character
!     # a\x1b[2Jb
!        ^~~~
? 2
$ printf 'lesson ./missing\nlesson nothing\nlesson chunks 0\n' | poolsim
! <stdin>:1:1: can't open './missing': No such file or directory
! <stdin>:2:1: no such lesson: 'lesson' lists them
! <stdin>:3:15: number out of range '0' (1 to 18446744073709551615)
!     lesson chunks 0
!                   ^
? 2

# not in a trace file
$ echo lesson > t; poolsim --replay t
! t:1:1: a trace file can't hold 'lesson'
!     lesson
!     ^~~~~~
? 2
