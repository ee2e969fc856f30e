# load shows the trace around the line that comes next, and runs nothing of it
$ printf '# two blocks\npool 32 2\nalloc a b     # one block\nalloc c; free a\n\nfree b\nexpect list b a\nalloc d\nshow list\nfree c\nfreeall\n' > t
$ poolsim --show none -c 'load t; history'
          1  # two blocks
  ->      2  pool 32 2
          3  alloc a b     # one block
          4  alloc c; free a
          5
          6  free b
          7  expect list b a
          8  alloc d
          9  show list
         10  free c
         11  freeall
  no step was done yet

# step runs the next step, and what stands before it; -> moves on
$ printf '# two blocks\npool 32 2\nalloc a b     # one block\nalloc c; free a\nfree b\n' > t
$ poolsim -c 'load t; step; step; list' | tail -n +8
  
  table            0 of 1 slot taken
  
  free list  0     head -> NULL
  live       0
  pool             blockSize 4 -> 2   used 3 -> 1   block -1   freed NULL
                   blocksUsed 1
  next alloc       0:0  new-block
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  block  address         0      1
      0  0x10000000     *a      .
  table            1 of 1 slot taken
  
  free list  0     head -> NULL
  live       1     a 0:0 0x10000000
  pool             used 1 -> 0   block -1 -> 0   freed NULL   blocksUsed 1
  next alloc       0:1 0x10000020  bump
  
          1  # two blocks
          2  pool 32 2
  ->      3  alloc a b     # one block
          4  alloc c; free a
          5  free b
$ poolsim --show none -c 'load t; step 4; list; step; list' | tail -n +6
  step 4  alloc c                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
          1  # two blocks
          2  pool 32 2
          3  alloc a b     # one block
  ->      4  alloc c; free a
          5  free b
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  # two blocks
          2  pool 32 2
          3  alloc a b     # one block
          4  alloc c; free a
  ->      5  free b

# back goes back, and step goes on from there
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'load t\nstep 3\nback\nback 2\nback\nstep 2\nhistory\nlist 1\n' | poolsim --show none | tail -n +4
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 0 of 3  before the first step
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
          1  alloc a                              new-block
  ->      2  alloc b                              bump
          3  free a                               push
     ... 1 more: list N
  ->      2  free a
     ... 1 more: list N
! <stdin>:5:1: there is no step to undo

# run goes to the end; once more, it says so again
$ printf 'alloc a b\nfree a\nshow list\nfree b\n' > t
$ printf 'load t\nrun\nrun\nstep\nlist\n' | poolsim --show none | tail -n +5
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  the trace ends after step 4
  the trace ends after step 4
  the trace ends after step 4
          1  alloc a b
          2  free a
          3  show list
          4  free b

# quit is the end of a trace, however often it is run
$ printf 'alloc a\nquit\nalloc b\n' > t
$ printf 'load t\nrun\nlist\nrun\nhistory\n' | poolsim --show none | tail -n +4
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  the trace ends after step 1
          1  alloc a
  ->      2  quit
          3  alloc b
  the trace ends after step 1
  ->      1  alloc a                              new-block

# until runs to where it is so; from there on, to where it is so again
$ printf 'alloc a b c; free a b\nalloc d e f\nfreeall\nalloc g\n' > t
$ printf 'load t\nuntil freeListLength == 2\nuntil path == bump\nuntil live == 0\nuntil live > 9\n' | poolsim --show none | tail -n +5
  step 5  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  step 8  alloc f                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 9  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 10  alloc g                                              kept-block
          the list is empty and no block is current since freeall, so block 0,
          kept by freeall, serves again
  
  the trace ends after step 10
! poolsim: the condition has not held

# back until goes to the last step after which it was so
$ printf 'alloc a b c; free a b\nalloc d e f\nfreeall\nalloc g\n' > t
$ printf 'load t\nrun\nback until path == reset\nback until live == 3\nback until live == 3\nback until live == 3\nhistory 1\n' | poolsim --show none | tail -n +9
  the trace ends after step 10
  step 9 of 10  freeall                                         reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  step 7 of 10  alloc e                                         recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  step 3 of 10  alloc c                                         bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
     ... 2 more: history N
  ->      3  alloc c                              bump
     ... 7 more: history N
! <stdin>:6:1: it held after no step before this one

# restart goes back to the beginning; what was done is done again
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'load t\nrun\nrestart\nlist 1\nhistory\nrun\nhistory 1\n' | poolsim --show none | tail -n +9
  step 0 of 4  before the first step
  
  ->      1  alloc a b
     ... 2 more: list N
          1  alloc a                              new-block
          2  alloc b                              bump
          3  free a                               push
          4  free b                               push
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  the trace ends after step 4
     ... 3 more: history N
  ->      4  free b                               push

# goto goes on in the trace, up to its end
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'load t\ngoto 3\ngoto 1\ngoto 4\ngoto 9\ngoto 0\n' | poolsim --show none | tail -n +4
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  the trace ends after step 4
  step 0 of 4  before the first step
  

# an expectation is checked behind the step that leads to it
$ printf 'alloc a\nfree a\nexpect list a\nexpect live 0\nalloc b\n' > good
$ poolsim --show none -c 'load good; step 2; list' | tail -n +9
  
          1  alloc a
          2  free a
          3  expect list a
          4  expect live 0
  ->      5  alloc b
$ printf 'alloc a\nfree a\nexpect list b\nexpect live 0\nalloc b\n' > bad
$ printf 'load bad\nrun\nlist\nrun\n' | poolsim --show none | tail -n +6
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a
          2  free a
          3  expect list b
  ->      4  expect live 0
          5  alloc b
  step 3  alloc b                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  the trace ends after step 3
! bad:3:1: expected list b, where 'b' names no chunk, but it is 0:0

# a refused step stops the run, unless its outcome is expected
$ printf 'alloc a\nfree a a\nexpect outcome double-free\nfree b\nalloc c\n' > t
$ printf 'load t\nrun\nhistory\nrun\n' | poolsim --show none | tail -n +6
  step 4  free b                                                unknown-handle
          refused: unknown handle 'b' (no handle is live)
          instead  use a live handle, or an address
  
          1  alloc a                              new-block
          2  free a                               push
          3  free a                               double-free
  ->      4  free b                               unknown-handle
  step 5  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  the trace ends after step 5
! t:4:6: unknown handle 'b' (no handle is live)
$ printf 'load t\nrun\n' | poolsim --show none --keep-going | tail -n +6
  step 5  alloc c                                               recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  the trace ends after step 5
! t:4:6: unknown handle 'b' (no handle is live)
! poolsim: 1 refused or unexpected

# steps of one's own stand between those of the trace; the needle stays where it was
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'load t\nstep 2\nalloc mine\nlist 1\nstep\nhistory\nback 2\nlist 1\nalloc other\nstep\nhistory\n' | poolsim --quiet --show none --block-size 8 | head -n 17
  ->      1  alloc a b
          2  free a
          3  free b
     ... 1 more: list N
  ->      2  free a
     ... 1 more: list N
          1  alloc a                              new-block
          2  alloc b                              bump
          3  alloc mine                           bump
  ->      4  free a                               push
     ... 1 more: list N
  ->      2  free a
     ... 1 more: list N
          1  alloc a                              new-block
          2  alloc b                              bump
          3  alloc other                          bump
  ->      4  free a                               push
! poolsim: steps 3 to 4, which were undone, are dropped

# a loaded trace begins with the pool of the options, and forgets the steps before
$ echo 'alloc a' > t
$ poolsim --quiet --show none --chunk-size 64 -c 'pool 16 1; alloc x y z; load t; history; stats' | head -n 3
  ->      1  alloc a
  no step was done yet
  allocs                         0 steps  allocations served
$ poolsim --quiet --show fields --chunk-size 64 -c 'pool 16 1; alloc x y z; load t; show fields' | sed -n 2,3p
  pool             chunkSize 64   blockSize 4   used 3   block -1   freed NULL
                   blocksUsed 1

# a malformed line: nothing is loaded, and nothing has changed
$ printf 'alloc a\nalloc b; fre c\n' > t
$ printf 'alloc kept\nload t\nhistory\nlist\nstep\n' | poolsim --quiet --show none | head -n 1
  ->      1  alloc kept                           new-block
! t:2:10: ambiguous command 'fre' (free, freeall)
!     alloc b; fre c
!              ^~~
! <stdin>:4:1: no trace is loaded (load FILE)
! <stdin>:5:1: no trace is loaded (load FILE)
$ poolsim --show none -c 'load t; alloc b'
! t:2:10: ambiguous command 'fre' (free, freeall)
!     alloc b; fre c
!              ^~~
? 2
$ printf 'alloc a\nbreak live => 3\n' > t
$ poolsim --show none -c 'load t; alloc b'
! t:2:12: unknown operator '=>' (did you mean '>='?)
!     break live => 3
!                ^~
? 2
$ printf 'alloc a\nexpect outcome okk\n' > t
$ poolsim --show none -c 'load t; alloc b'
! t:2:16: unknown outcome 'okk' (did you mean 'ok'?)
!     expect outcome okk
!                    ^~~
? 2

# it is so with one that was loaded before
$ printf 'alloc a\nalloc b\n' > t; printf 'alloc a\nfrob\n' > bad
$ printf 'load t\nstep\nload bad\nload none\nlist\nstep\n' | poolsim --show none | tail -n +3
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
          1  alloc a
  ->      2  alloc b
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
! bad:2:1: unknown command 'frob' (did you mean 'free'?)
!     frob
!     ^~~~
! <stdin>:4:1: can't open 'none': No such file or directory

# a file that is not there, that is none, that has no name
$ poolsim --show none -c 'load nofile; alloc b'
! -c:1:1: can't open 'nofile': No such file or directory
? 2
$ poolsim --show none -c 'load /; alloc b'
! -c:1:1: can't open '/': Is a directory
? 2
$ poolsim --show none -c 'load; alloc b'
! -c:1:5: a file's name is missing (usage: load FILE)
!     load; alloc b
!         ^
? 2
$ poolsim --show none -c 'load "nofile'
! -c:1:6: missing " (usage: load FILE)
!     load "nofile
!          ^
? 2

# an empty trace
$ printf '' > t; printf '# nothing\n\n' > u
$ poolsim --show none -c 'load t; list; step; run; history'
  the trace is empty
  the trace is empty
  the trace ends after step 0
  the trace ends after step 0
  no step was done yet
$ poolsim --show none -c 'load u; step'
          1  # nothing
          2
  the trace ends after step 0

# without a trace there is nothing to step through
$ poolsim -c 'step'
! -c:1:1: no trace is loaded (load FILE)
? 1
$ poolsim -c 'run'
! -c:1:1: no trace is loaded (load FILE)
? 1
$ poolsim -c 'until live == 1'
! -c:1:1: no trace is loaded (load FILE)
? 1
$ poolsim -c 'list'
! -c:1:1: no trace is loaded (load FILE)
? 1
$ poolsim -c 'restart'
! -c:1:1: no trace is loaded (load FILE)
? 1
$ poolsim -c 'back'
! -c:1:1: there is no step to undo
? 1

# but undone steps are, with or without one
$ poolsim --show none -c 'alloc a b c; undo 2; step; run; step'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 1 of 3  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  no step is undone after step 3
! -c:1:33: no trace is loaded (load FILE)
? 1

# an empty line does nothing where nobody types
$ echo 'alloc a b' > t
$ printf 'load t\nstep\n\n\n' | poolsim --quiet --show none | head -n 2
  ->      1  alloc a b
  allocs                         1 steps  allocations served

# a long trace: what is left out of it is counted
$ seq -f 'alloc a%g' 30 > t
$ printf 'load t\nstep 14\nlist\nlist 3\nlist 1\nlist 100\n' | poolsim --quiet --show none | sed -n '12,32p'
     ... 19 more: list N
     ... 9 more: list N
         10  alloc a10
         11  alloc a11
         12  alloc a12
         13  alloc a13
         14  alloc a14
  ->     15  alloc a15
         16  alloc a16
         17  alloc a17
         18  alloc a18
         19  alloc a19
         20  alloc a20
     ... 10 more: list N
     ... 13 more: list N
         14  alloc a14
  ->     15  alloc a15
         16  alloc a16
     ... 14 more: list N
     ... 14 more: list N
  ->     15  alloc a15

# files of recorded programs: what the pool is asked for, on the lines where it stands
$ printf '0\n2\n4\n1\na 0 24\na 1 99\nr 0 30\nf 0\n' > t.rep
$ poolsim --show none -c 'load t.rep; step; list; step; back; list; run' | tail -n +10
  ->      5  alloc i0 24
          8  free i0
  step 1  alloc i0 24                                           new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
          5  alloc i0 24
  ->      8  free i0
  step 2  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 1 of 2  alloc i0 24                                      new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
          5  alloc i0 24
  ->      8  free i0
  step 2  free i0                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 2
$ printf '= Start\n@ ./p:[0x1] + 0x100 0x10\n@ ./p:[0x1] + 0x200 0x18\n@ ./p:[0x1] - 0x100\n@ ./p:[0x1] + 0x100 0x8\n= End\n' > log
$ poolsim --show none -c 'load log; until path == recycle; list 2' | tail -n +7
  ->      2  alloc m1 16
          3  alloc m2 24
          4  free m1
          5  alloc m3 8
  step 4  alloc m3 8                                            recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
     ... 2 more: list N
          4  free m1
          5  alloc m3 8
$ poolsim --quiet --show none --chunk-size 64 --block-size 256 -c 'load traces/recorded/git-log.mtrace; until live > 100; back until path == recycle; history 3; goto 5000; list 3' | tail -n +24 | head -n 10
     ... 5459 more: list N
     ... 194 more: history N
        195  free m147                            push
  ->    196  alloc m148 16                        recycle
        197  alloc m149 16                        bump
     ... 4999 more: list N
      12711  alloc m2553 24
  ->  12716  free m2553
      12717  alloc m2554 24
     ... 468 more: list N
$ printf 'alloc a\n' > none.rep; poolsim --show none --from rep -c 'load none.rep; list'
! poolsim: nothing in 'none.rep' could be read as rep
? 2

# the report on a recorded program is printed once
$ printf '0\n2\n4\n1\na 0 24\nf 0\n' > t.rep
$ echo history | poolsim --quiet --show none --replay t.rep --interactive | grep -c 'lines of the file'
  1

# a trace that sources another: its steps are gone through one by one; -> stays on the source
$ printf 'alloc x y\nfree x\n' > sub; printf 'alloc a\nsource sub\nexpect live 2\nfree a\n' > t
$ printf 'load t\nstep\nstep\nlist 3\nhistory\nback\nback\nstep 2\ngoto 4\nlist 1\nrun\n' | poolsim --show none | tail -n +5
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2 of 4  alloc x                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
          1  alloc a
  ->      2  source sub
          3  expect live 2
     ... 1 more: list N
          1  alloc a                              new-block
  ->      2  alloc x                              bump
          3  alloc y                              bump
          4  free x                               push
  step 1 of 4  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 0 of 4  before the first step
  
  step 2 of 4  alloc x                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 4  free x                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
     ... 3 more: list N
  ->      4  free a
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  the trace ends after step 5

# back in it, a new step drops the rest of it, and it is not run again
$ printf 'alloc x y\nfree x\n' > sub; printf 'alloc a\nsource sub\nexpect live 3\nfree a\n' > t
$ printf 'load t\nstep 3\nalloc mine\nlist 1\nstep\nhistory\n' | poolsim --show none | tail -n +5
  step 3 of 4  alloc y                                          bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4  alloc mine                                            bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
     ... 3 more: list N
  ->      4  free a
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc a                              new-block
          2  alloc x                              bump
          3  alloc y                              bump
          4  alloc mine                           bump
  ->      5  free a                               push
! t:3:1: expected live 3, but it is 2
! poolsim: step 4, which was undone, is dropped

# back in front of it, a new step drops all of it, and it is run again
$ printf 'alloc x y\nfree x\n' > sub; printf 'alloc a\nsource sub\nfree a\n' > t
$ printf 'load t\nstep 3\nback 2\nalloc mine\nrun\nhistory\n' | poolsim --quiet --show none | tail -n +4 | head -n 7
  the trace ends after step 6
          1  alloc a                              new-block
          2  alloc mine                           bump
          3  alloc x                              bump
          4  alloc y                              bump
          5  free x                               push
  ->      6  free a                               push
! poolsim: steps 2 to 4, which were undone, are dropped

# the same after a replay
$ printf 'alloc x y\nfree x\n' > sub; printf 'alloc a\nsource sub\nfree a\n' > t
$ for back in 2 4; do printf "back $back\nalloc mine\nrun\nhistory\n" | poolsim --quiet --show none --replay t --interactive 2>&1 | grep -E '^(poolsim|->|   *[0-9]  )'; done
  poolsim: steps 4 to 5, which were undone, are dropped
          1  alloc a                              new-block
          2  alloc x                              bump
          3  alloc y                              bump
          4  alloc mine                           bump
  ->      5  free a                               push
  poolsim: steps 2 to 5, which were undone, are dropped
          1  alloc a                              new-block
          2  alloc mine                           bump
          3  alloc x                              bump
          4  alloc y                              bump
          5  free x                               push
  ->      6  free a                               push

# run over undone steps stops at those that are refused, but not where the trace expects it
$ printf 'alloc a\nfree b\nexpect live 1\nexpect outcome unknown-handle\nfree a a\nfree a\nalloc b\n' > t
$ printf 'load t\nrun\nrun\nrun\nrestart\nrun\nrun\nrun\nrestart\ngoto 6\n' | poolsim --show none 2>&1 | grep '^[^ ]'
  ->      1  alloc a
  step 4  free a                                                double-free
  t:5:8: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
  step 5  free a                                                double-free
  t:6:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
  step 6  alloc b                                               recycle
  the trace ends after step 6
  step 0 of 6  before the first step
  step 4 of 6  free a                                           double-free
  step 5 of 6  free a                                           double-free
  step 6  alloc b                                               recycle
  the trace ends after step 6
  step 0 of 6  before the first step
  step 6  alloc b                                               recycle
$ printf 'load t\nrun\nrestart\nrun\n' | poolsim --show none --keep-going 2>&1 | grep '^[^ ]'
  ->      1  alloc a
  t:5:8: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
  t:6:6: double free of 'a': it was freed in step 3; its chunk 0:0 is on the free list already
  step 6  alloc b                                               recycle
  the trace ends after step 6
  step 0 of 6  before the first step
  step 6  alloc b                                               recycle
  the trace ends after step 6
  poolsim: 2 refused or unexpected

# nor where a file that it sources does
$ printf 'free b\nexpect outcome unknown-handle\nalloc b\nfree c\nalloc c\n' > sub; printf 'alloc a\nsource sub\nfree a\n' > t
$ printf 'load t\nrun\nrun\nrestart\nrun\nrun\n' | poolsim --show none 2>&1 | grep '^[^ ]'
  ->      1  alloc a
  sub:4:6: unknown handle 'c' (live: a, b)
  step 4  free c                                                unknown-handle
  step 5  free a                                                push
  the trace ends after step 5
  step 0 of 5  before the first step
  step 4 of 5  free c                                           unknown-handle
  step 5  free a                                                push
  the trace ends after step 5

# it is the same with random
$ printf 'alloc a\nrandom 4 seed=1\nfree a\n' > t
$ printf 'load t\nstep 3\nlist 1\nalloc mine\nlist 1\nback 3\nlist 1\nrun\nhistory\n' | poolsim --show none 2>&1 | tail -n +4 | grep '^[^ ]\|^   .*[0-9]  '
  step 3 of 5  free p1                                          push
  ->      2  random 4 seed=1
  poolsim: steps 4 to 5, which were undone, are dropped
  step 4  alloc mine                                            recycle
  ->      3  free a
  step 1 of 4  alloc a                                          new-block
  ->      2  random 4 seed=1
  step 5  free a                                                push
  the trace ends after step 5
          1  alloc a                              new-block
          2  alloc p1                             bump
          3  free p1                              push
          4  alloc mine                           recycle
  ->      5  free a                               push

# a source that can't be opened stops on the way
$ printf 'alloc a\nsource none\nfree a\n' > t
$ printf 'load t\nrun\nhistory\nrun\n' | poolsim --show none | tail -n +4
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ->      1  alloc a                              new-block
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  the trace ends after step 2
! t:2:1: can't open 'none': No such file or directory

# --interactive without --stopped: the replay, and then one can go back over it
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'list\nback 2\nlist 3\nstep\nrun\nalloc z\nhistory\n' | poolsim --show none --replay t --interactive
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
          1  alloc a b
          2  free a
          3  free b
  step 2 of 4  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
          1  alloc a b
  ->      2  free a
          3  free b
  step 3 of 4  free a                                           push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  the trace ends after step 4
  step 5  alloc z                                               recycle
          the list is not empty, so its head, 0:1, is handed out; its link leads
          to 0:0, the new head
  
          1  alloc a                              new-block
          2  alloc b                              bump
          3  free a                               push
          4  free b                               push
  ->      5  alloc z                              recycle
$ printf 'history\nlist\nrun\n' | poolsim --show none -c 'alloc a b' --interactive | tail -n +7
          1  alloc a                              new-block
  ->      2  alloc b                              bump
! <stdin>:2:1: no trace is loaded (load FILE)
! <stdin>:3:1: no trace is loaded (load FILE)

# and where the replay ended early, on from there
$ printf 'alloc a b\nfree a\nexpect live 2\nfree b\n' > t
$ printf 'history\nback\nlist\n' | poolsim --show none --replay t --interactive | tail -n +12
          1  alloc a                              new-block
          2  alloc b                              bump
  ->      3  free a                               push
  step 2 of 3  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
          1  alloc a b
  ->      2  free a
          3  expect live 2
          4  free b
! t:3:1: expected live 2, but it is 1

# --stopped: before the first step
$ printf 'alloc a b\nfree a\nfree b\n' > t
$ printf 'step\nlist\nrun\n' | poolsim --show none --replay t --interactive --stopped
  ->      1  alloc a b
          2  free a
          3  free b
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  ->      1  alloc a b
          2  free a
          3  free b
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  the trace ends after step 4
$ printf 'stats\n' | poolsim --quiet --show none --replay nofile --interactive --stopped | head -n 1
  allocs                         0 steps  allocations served
! poolsim: can't open 'nofile': No such file or directory
$ poolsim --show none --replay t --stopped
! poolsim: --stopped goes with --replay FILE --interactive
? 2
$ poolsim --show none -c 'alloc a' --interactive --stopped
! poolsim: --stopped goes with --replay FILE --interactive
? 2

# a trace file can't do what moves through time, nor load or save
$ for verb in undo redo 'goto 1' history 'load t' list step back 'back until live == 1' run 'until live == 1' restart 'save s'; do printf 'alloc a\n%s\nalloc b\n' "$verb" > t; poolsim --show none --quiet --replay t > /dev/null; echo $?; done
  2
  2
  2
  2
  2
  2
  2
  2
  2
  2
  2
  2
  2
! t:2:1: a trace file can't hold 'undo'
!     undo
!     ^~~~
! t:2:1: a trace file can't hold 'redo'
!     redo
!     ^~~~
! t:2:1: a trace file can't hold 'goto'
!     goto 1
!     ^~~~
! t:2:1: a trace file can't hold 'history'
!     history
!     ^~~~~~~
! t:2:1: a trace file can't hold 'load'
!     load t
!     ^~~~
! t:2:1: a trace file can't hold 'list'
!     list
!     ^~~~
! t:2:1: a trace file can't hold 'step'
!     step
!     ^~~~
! t:2:1: a trace file can't hold 'back'
!     back
!     ^~~~
! t:2:1: a trace file can't hold 'back'
!     back until live == 1
!     ^~~~
! t:2:1: a trace file can't hold 'run'
!     run
!     ^~~
! t:2:1: a trace file can't hold 'until'
!     until live == 1
!     ^~~~~
! t:2:1: a trace file can't hold 'restart'
!     restart
!     ^~~~~~~
! t:2:1: a trace file can't hold 'save'
!     save s
!     ^~~~
$ printf 'alloc a\nundo\nalloc b\n' > t; printf 'source t\nhistory\n' | poolsim --quiet --show none | head -n 1
  ->      1  alloc a                              new-block
! t:2:1: a trace file can't hold 'undo'
!     undo
!     ^~~~
$ printf 'alloc a; und;free a\n' > v; poolsim --show none --replay v
! v:1:10: a trace file can't hold 'undo'
!     alloc a; und;free a
!              ^~~
? 2
$ poolsim --show none -c 'load t; run; history'
! t:2:1: a trace file can't hold 'undo'
!     undo
!     ^~~~
? 2

# load and list as JSON; what is said to a person goes to standard error
$ printf 'alloc a b # two\nfree a\n' > t
$ poolsim --format json --show none -c 'load t; step; list 1; run' | cut -c 1-120
  {"op":"list","step":0,"rows":[{"number":1,"text":"alloc a b # two","note":null,"current":true},{"number":2,"text":"free 
  {"step":1,"line":1,"command":"alloc a","op":"alloc","handle":"a","outcome":"ok","path":"new-block","address":"0x10000000
  {"op":"list","step":1,"rows":[{"number":1,"text":"alloc a b # two","note":null,"current":true}],"hiddenBefore":0,"hidden
  {"step":3,"line":2,"command":"free a","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x10000000","bloc
! the trace ends after step 3
$ poolsim --format json --show none --replay t > steps
$ printf 'load t\nstep\nstep\nstep\n' | poolsim --format json --show none | tail -n +2 | cmp - steps
