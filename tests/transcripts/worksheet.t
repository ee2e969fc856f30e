# a worksheet has blanks for what the steps will do, and fits on a page
$ poolsim --worksheet --seed 7 --steps 12
  poolsim worksheet: pool 32 4
  
  Name ______________________   Date ____________   (seed 7, 12 steps)
  
  It begins empty: no block yet; 4 chunks in a block.
    place    the chunk that the alloc gets, as BLOCK:CHUNK, both counted from 0
    head     the head of the free list after the step; NULL where there is none
    list     the whole free list after the step, from its head on; or empty
  
  step | command | place  | head   | list
  -----+---------+--------+--------+-------------------------
     1 | alloc a | ______ | ______ | ________________________
     2 | free a  |        | ______ | ________________________
     3 | alloc b | ______ | ______ | ________________________
     4 | alloc c | ______ | ______ | ________________________
     5 | alloc d | ______ | ______ | ________________________
     6 | free b  |        | ______ | ________________________
     7 | free d  |        | ______ | ________________________
     8 | free c  |        | ______ | ________________________
     9 | alloc e | ______ | ______ | ________________________
    10 | free e  |        | ______ | ________________________
    11 | alloc f | ______ | ______ | ________________________
    12 | free f  |        | ______ | ________________________
  
  To mark it: poolsim --grade FILE

# its key has the answers, and is marked right
$ poolsim --worksheet --seed 7 --steps 12 --answers | sed '1,/^-----/d'
     1 | alloc a | 0:0    | NULL   | empty
     2 | free a  |        | 0:0    | 0:0
     3 | alloc b | 0:0    | NULL   | empty
     4 | alloc c | 0:1    | NULL   | empty
     5 | alloc d | 0:2    | NULL   | empty
     6 | free b  |        | 0:0    | 0:0
     7 | free d  |        | 0:2    | 0:2 0:0
     8 | free c  |        | 0:1    | 0:1 0:2 0:0
     9 | alloc e | 0:1    | 0:2    | 0:2 0:0
    10 | free e  |        | 0:1    | 0:1 0:2 0:0
    11 | alloc f | 0:1    | 0:2    | 0:2 0:0
    12 | free f  |        | 0:1    | 0:1 0:2 0:0
$ poolsim --worksheet --seed 7 --steps 12 --answers > key; poolsim --grade key
     1  alloc a              3 of 3 right
     2  free a               2 of 2 right
     3  alloc b              3 of 3 right
     4  alloc c              3 of 3 right
     5  alloc d              3 of 3 right
     6  free b               2 of 2 right
     7  free d               2 of 2 right
     8  free c               2 of 2 right
     9  alloc e              3 of 3 right
    10  free e               2 of 2 right
    11  alloc f              3 of 3 right
    12  free f               2 of 2 right
  
  kind   asked  right  wrong  skipped
  place      6      6      0        0
  list      12     12      0        0
  head      12     12      0        0
  all       30     30      0        0
  

# an empty sheet is marked as empty; what is missing is a status of 1
$ poolsim --worksheet --seed 7 --steps 2 > sheet; poolsim --grade sheet
     1  alloc a              0 of 3 right
    place: not filled in.
    head: not filled in.
    list: not filled in.
     2  free a               0 of 2 right
    head: not filled in.
    list: not filled in.
  
  kind   asked  right  wrong  skipped
  place      1      0      0        1
  list       2      0      0        2
  head       2      0      0        2
  all        5      0      0        5
  
? 1

# with misuse: what happens here, and what after?
$ poolsim --worksheet --seed 7 --steps 16 --misuse --answers
  poolsim worksheet: pool 32 4
  
  Answers   (seed 7, 16 steps, with misuse)
  
  It begins empty: no block yet; 4 chunks in a block.
    place    the chunk that the alloc gets, as BLOCK:CHUNK, both counted from 0
    head     the head of the free list after the step; NULL where there is none
    list     the whole free list after the step, from its head on; or empty
    outcome  ok, or why the step is refused: double-free, stale-free, ...
  
  step | command | place  | head   | list                     | outcome
  -----+---------+--------+--------+--------------------------+-------------
     1 | alloc a | 0:0    | NULL   | empty                    |
     2 | free a  |        | 0:0    | 0:0                      | ok
     3 | alloc b | 0:0    | NULL   | empty                    |
     4 | alloc c | 0:1    | NULL   | empty                    |
     5 | free a  |        | NULL   | empty                    | double-free
     6 | alloc d | 0:2    | NULL   | empty                    |
     7 | free b  |        | 0:0    | 0:0                      | ok
     8 | free d  |        | 0:2    | 0:2 0:0                  | ok
     9 | freeall |        | NULL   | empty                    |
    10 | alloc e | 0:0    | NULL   | empty                    |
    11 | alloc f | 0:1    | NULL   | empty                    |
    12 | alloc g | 0:2    | NULL   | empty                    |
    13 | alloc h | 0:3    | NULL   | empty                    |
    14 | free c  |        | NULL   | empty                    | stale-free
    15 | free c  |        | NULL   | empty                    | stale-free
    16 | alloc i | 1:0    | NULL   | empty                    |

# wrong answers are met with what they show, and with the reason
$ poolsim --worksheet --seed 7 --steps 16 --misuse --answers > s
$ sed -e 's/| 0:0    | NULL   | empty *| *$/| 0:1    | NULL   | 0:1 |/' -e 's/0:2 0:0 /0:0 0:2 /' -e 's/double-free/ok/; s/stale-free/ok/' s > wrong; poolsim --grade wrong | grep -v 'of . right'
    place: not so. The answer is 0:0; you said '0:1'.
    list: not so. The answer is empty; you said '0:1'.
    What happens: the list is empty and the pool has no block yet, so block 0 is
    obtained
    place: not so. The answer is 0:0; you said '0:1'. Fresh chunks wait. As long
    as the free list has a chunk, its head is handed out, and no fresh one is
    touched.
    list: not so. The answer is empty; you said '0:1'.
    What happens: the list holds one chunk, 0:0, so that is handed out; it is
    empty now
    outcome: not so. The answer is double-free; you said 'ok'. Its chunk has
    another owner by now. A second free would take it from that owner; so it is
    refused here.
    What happens: double free of 'a': it was freed in step 2; its chunk 0:0 was
    handed out again, as 'b'
    list: not so. The answer is 0:2 0:0; you said '0:0 0:2'. You took the list for
    a queue. It is last in, first out: what was freed last is its head, and the
    head is handed out first.
    What happens: what is freed goes to the front of the list: 0:2 becomes the
    head; its first 8 bytes now hold the old head, 0x10000000
    place: not so. The answer is 0:0; you said '0:1'.
    list: not so. The answer is empty; you said '0:1'.
    What happens: the list is empty and no block is current since freeall, so
    block 0, kept by freeall, serves again
    outcome: not so. The answer is stale-free; you said 'ok'. freeall took that
    chunk back already, with all others: its handle is stale, and there is nothing
    to free.
    What happens: stale free of 'c': it is from before the freeall of step 9; its
    chunk 0:1 was handed out again, as 'f'
    outcome: not so. The answer is stale-free; you said 'ok'. freeall took that
    chunk back already, with all others: its handle is stale, and there is nothing
    to free.
    What happens: stale free of 'c': it is from before the freeall of step 9; its
    chunk 0:1 was handed out again, as 'f'
  
  kind     asked  right  wrong  skipped
  place        9      6      3        0
  list        16     12      4        0
  head        16     16      0        0
  outcome      6      3      3        0
  all         47     37     10        0
  

# a double free whose chunk is on the list still
$ printf 'poolsim worksheet: pool 32 4\nstep|command|outcome\n1|alloc a|\n2|free a|OK\n3|free a|fine\n4|free a|ok\n' > s; poolsim --grade s
     1  alloc a              -
     2  free a               1 of 1 right
     3  free a               0 of 1 right
    outcome: not so. The answer is double-free; you said 'fine': say ok, or why it
    is refused: double-free, stale-free, unknown-handle, ...
    What happens: double free of 'a': it was freed in step 2; its chunk 0:0 is on
    the free list already
     4  free a               0 of 1 right
    outcome: not so. The answer is double-free; you said 'ok'. A second free is
    not harmless. The chunk would be on the list twice, and two owners would get
    it; so it is refused here.
    What happens: double free of 'a': it was freed in step 2; its chunk 0:0 is on
    the free list already
  
  kind     asked  right  wrong  skipped
  outcome      3      1      2        0
  all          3      1      2        0
  
? 1

# cells are read leniently
$ printf 'poolsim worksheet: pool 32 4\r\n\r\nstep | command | place | head | list |\r\n1 | alloc a | __0:0__ | - | none |\r\n2 | alloc b | 1 | null | EMPTY |\r\n3 | free a | | a | 0 |\r\n4 | free b | . | 0x10000020 | b -> a -> NULL |\r\n' | poolsim --grade -
     1  alloc a              3 of 3 right
     2  alloc b              3 of 3 right
     3  free a               2 of 2 right
     4  free b               2 of 2 right
  
  kind   asked  right  wrong  skipped
  place      2      2      0        0
  list       4      4      0        0
  head       4      4      0        0
  all       10     10      0        0
  

# every allocator has its sheet
$ for a in 'pool 32 4 order=fifo' 'eager 16 4' 'stack 32 4' 'bitmap 32 4' 'magazine 32 4' heap 'heap list=segregated'; do poolsim --allocator "$a" --worksheet --misuse --answers --steps 20 | poolsim --grade - | tail -n 2 | head -n 1; done
  all         59     59      0        0
  all         53     53      0        0
  all         59     59      0        0
  all         59     59      0        0
  all         59     59      0        0
  all         59     59      0        0
  all         19     19      0        0
$ poolsim --allocator 'heap fit=best' --worksheet --answers --steps 8
  poolsim worksheet: heap fit=best
  
  Answers   (seed 1, 8 steps)
  
  It begins empty. A chunk is said by its address.
    address  where the alloc is served
    head     the head of the free list after the step; NULL where there is none
    list     the whole free list after the step, from its head on; or empty
  
  step | command    | address    | head       | list
  -----+------------+------------+------------+-------------------------
     1 | alloc a 40 | 0x10000008 | NULL       | empty
     2 | free a     |            | 0x10000008 | 0x10000008
     3 | alloc b 23 | 0x10000008 | 0x10000028 | 0x10000028
     4 | free b     |            | 0x10000008 | 0x10000008
     5 | alloc c 26 | 0x10000008 | NULL       | empty
     6 | alloc d 37 | 0x10000038 | NULL       | empty
     7 | alloc e 11 | 0x10000068 | NULL       | empty
     8 | alloc f 26 | 0x10000080 | NULL       | empty

# a sheet of a trace: its first steps, and what they are of
$ printf 'pool 16 2\nalloc a b c # one block is full\nfree a\nexpect head a\nfree b\nalloc d\nstats\n' > t
$ poolsim --worksheet --replay t
  poolsim worksheet: pool 32 4
  
  Name ______________________   Date ____________   (7 steps of t)
  
  It begins empty: no block yet; 4 chunks in a block.
    place    the chunk that the alloc gets, as BLOCK:CHUNK, both counted from 0
    head     the head of the free list after the step; NULL where there is none
    list     the whole free list after the step, from its head on; or empty
  
  step | command   | place  | head   | list
  -----+-----------+--------+--------+-------------------------
     1 | pool 16 2 |        |        |
     2 | alloc a   | ______ | ______ | ________________________
     3 | alloc b   | ______ | ______ | ________________________
     4 | alloc c   | ______ | ______ | ________________________
     5 | free a    |        | ______ | ________________________
     6 | free b    |        | ______ | ________________________
     7 | alloc d   | ______ | ______ | ________________________
  
  To mark it: poolsim --grade FILE
$ poolsim --worksheet --answers --steps 5 -c 'alloc a b; free a a; alloc c' --misuse | sed '1,/^step/d'
  -----+---------+--------+--------+--------------------------+-------------
     1 | alloc a | 0:0    | NULL   | empty                    |
     2 | alloc b | 0:1    | NULL   | empty                    |
     3 | free a  |        | 0:0    | 0:0                      | ok
     4 | free a  |        | 0:0    | 0:0                      | double-free
     5 | alloc c | 0:0    | NULL   | empty                    |

# JSON: what is not asked is null, a blank is empty
$ poolsim --worksheet --seed 7 --steps 3 --format json
  {"op":"worksheet","title":"pool 32 4: seed 7, 3 steps","rows":[{"step":1,"command":"alloc a","place":"","head":"","list":""},{"step":2,"command":"free a","place":null,"head":"","list":""},{"step":3,"command":"alloc b","place":"","head":"","list":""}]}
$ poolsim --worksheet --seed 7 --steps 3 --format json --answers
  {"op":"answers","title":"pool 32 4: seed 7, 3 steps","rows":[{"step":1,"command":"alloc a","place":"0:0","head":"NULL","list":"empty"},{"step":2,"command":"free a","place":null,"head":"0:0","list":"0:0"},{"step":3,"command":"alloc b","place":"0:0","head":"NULL","list":"empty"}]}
$ poolsim --worksheet --seed 7 --steps 3 --answers | sed 's/| 0:0 *|/| 0:3 |/' | poolsim --grade - --format json
  {"op":"grade","rows":[{"step":1,"line":12,"command":"alloc a","kind":"place","given":"0:3","answer":"0:0","verdict":"wrong","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":1,"line":12,"command":"alloc a","kind":"head","given":"NULL","answer":"NULL","verdict":"right","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":1,"line":12,"command":"alloc a","kind":"list","given":"empty","answer":"empty","verdict":"right","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":2,"line":13,"command":"free a","kind":"head","given":"0:3","answer":"0:0","verdict":"wrong","misconception":null,"reply":null,"why":"what is freed goes to the front of the list: 0:0 becomes the head; its first 8 bytes now hold NULL, as the list was empty"},{"step":2,"line":13,"command":"free a","kind":"list","given":"0:0","answer":"0:0","verdict":"right","misconception":null,"reply":null,"why":"what is freed goes to the front of the list: 0:0 becomes the head; its first 8 bytes now hold NULL, as the list was empty"},{"step":3,"line":14,"command":"alloc b","kind":"place","given":"0:3","answer":"0:0","verdict":"wrong","misconception":null,"reply":null,"why":"the list holds one chunk, 0:0, so that is handed out; it is empty now"},{"step":3,"line":14,"command":"alloc b","kind":"head","given":"NULL","answer":"NULL","verdict":"right","misconception":null,"reply":null,"why":"the list holds one chunk, 0:0, so that is handed out; it is empty now"},{"step":3,"line":14,"command":"alloc b","kind":"list","given":"empty","answer":"empty","verdict":"right","misconception":null,"reply":null,"why":"the list holds one chunk, 0:0, so that is handed out; it is empty now"}]}
  {"op":"quiz","rows":[{"kind":"place","asked":2,"right":0,"wrong":2,"skipped":0},{"kind":"list","asked":3,"right":3,"wrong":0,"skipped":0},{"kind":"head","asked":3,"right":2,"wrong":1,"skipped":0},{"kind":"all","asked":8,"right":5,"wrong":3,"skipped":0}]}
? 1

# what is no worksheet is told with line and column
$ echo 'alloc a' | poolsim --grade -
! <stdin>:1:1: not a worksheet: it begins with 'poolsim worksheet: ALLOCATOR'
? 2
$ printf 'poolsim worksheet: puddle 3\n' | poolsim --grade -
! <stdin>:1:20: unknown allocator 'puddle' (pool, eager, stack, bitmap, magazine, heap)
? 2
$ printf 'poolsim worksheet: pool 32 4\n\n1 | alloc a | 0:0\n' | poolsim --grade -
! <stdin>:3:1: the headings are missing: step | command | ...
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | plaice\n' | poolsim --grade -
! <stdin>:2:18: not a heading: place or address, head, list, outcome
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n' | poolsim --grade -
! <stdin>:2:1: no step in it
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n2 | alloc a | 0:0\n' | poolsim --grade -
! <stdin>:3:1: not the number of the next step
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n1 | aloc a | 0:0\n' | poolsim --grade -
! <stdin>:3:5: unknown command 'aloc' (did you mean 'alloc'?)
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n1 | stats | 0:0\n' | poolsim --grade -
! <stdin>:3:5: not a step
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n1 | alloc a b | 0:0\n' | poolsim --grade -
! <stdin>:3:5: more than one step
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n1 | alloc a\n' | poolsim --grade -
! <stdin>:3:12: a cell is missing (is a | gone?)
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\n1 | alloc a | 0:0 | 0:1\n' | poolsim --grade -
! <stdin>:3:21: more cells than headings
? 2
$ poolsim --grade nowhere
! poolsim: can't open 'nowhere': No such file or directory
? 2
$ : | poolsim --grade -
! <stdin>:1:1: not a worksheet: it begins with 'poolsim worksheet: ALLOCATOR'
? 2

# what does not go together
$ poolsim --seed 7
! poolsim: --seed, --misuse and --answers go with --worksheet
? 2
$ poolsim --worksheet --steps 2..5
! poolsim: with --worksheet, --steps is a number from 1 to 30
? 2
$ poolsim --worksheet --steps 31
! poolsim: with --worksheet, --steps is a number from 1 to 30
? 2
$ poolsim --worksheet --steps 0
! poolsim: bad argument '0' of --steps: not a list of steps, as in 10..20,30
? 2
$ poolsim --worksheet --seed 7 -c 'alloc a'
! poolsim: --seed makes up steps, and a trace has its own
? 2
$ poolsim --worksheet --quiz all
! poolsim: --worksheet goes with none of --interactive, --compare, --generate, --quiz, --unchecked
? 2
$ poolsim --worksheet --grade x
! poolsim: --grade goes with none of --worksheet, --replay, -c
? 2
$ poolsim --worksheet -c stats
! poolsim: a worksheet needs a step, and there is none
? 2
$ poolsim --worksheet -c 'alloc a; write a "x|y"'
! poolsim: a step with a | can't stand on a worksheet
? 2
$ poolsim --worksheet -c 'aloc a'
! -c:1:1: unknown command 'aloc' (did you mean 'alloc'?)
!     aloc a
!     ^~~~
? 2

# a sheet of one step; of a file whose name could be taken for a row
$ echo 'alloc a' > 'a|b'; poolsim --worksheet --replay 'a|b' | head -n 4
  poolsim worksheet: pool 32 4
  
  Name ______________________   Date ____________   (1 step)
  
$ poolsim --worksheet --steps 3 --seed 2 --misuse --format json
  {"op":"worksheet","title":"pool 32 4: seed 2, 3 steps, with misuse","rows":[{"step":1,"command":"alloc a","place":"","head":"","list":""},{"step":2,"command":"alloc b","place":"","head":"","list":""},{"step":3,"command":"freeall","place":null,"head":"","list":""}]}
$ poolsim --worksheet --steps 2 --seed 7 | poolsim --grade - --format json
  {"op":"grade","rows":[{"step":1,"line":12,"command":"alloc a","kind":"place","given":null,"answer":"0:0","verdict":"skipped","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":1,"line":12,"command":"alloc a","kind":"head","given":null,"answer":"NULL","verdict":"skipped","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":1,"line":12,"command":"alloc a","kind":"list","given":null,"answer":"empty","verdict":"skipped","misconception":null,"reply":null,"why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":2,"line":13,"command":"free a","kind":"head","given":null,"answer":"0:0","verdict":"skipped","misconception":null,"reply":null,"why":"what is freed goes to the front of the list: 0:0 becomes the head; its first 8 bytes now hold NULL, as the list was empty"},{"step":2,"line":13,"command":"free a","kind":"list","given":null,"answer":"0:0","verdict":"skipped","misconception":null,"reply":null,"why":"what is freed goes to the front of the list: 0:0 becomes the head; its first 8 bytes now hold NULL, as the list was empty"}]}
  {"op":"quiz","rows":[{"kind":"place","asked":1,"right":0,"wrong":0,"skipped":1},{"kind":"list","asked":2,"right":0,"wrong":0,"skipped":2},{"kind":"head","asked":2,"right":0,"wrong":0,"skipped":2},{"kind":"all","asked":5,"right":0,"wrong":0,"skipped":5}]}
? 1
$ printf 'poolsim worksheet: pool 32 4\nstep | command | head\n1 | alloc a | 0:1\n2 | free a | 0:1\n3 | alloc b | 0:0\n' | poolsim --grade - --format json
  {"op":"grade","rows":[{"step":1,"line":3,"command":"alloc a","kind":"head","given":"0:1","answer":"NULL","verdict":"wrong","misconception":"fresh-on-list","reply":"Fresh chunks are not on the list. Only what was freed is on it; fresh chunks are counted off one after the other.","why":"the list is empty and the pool has no block yet, so block 0 is obtained"},{"step":2,"line":4,"command":"free a","kind":"head","given":"0:1","answer":"0:0","verdict":"wrong","misconception":"fresh-on-list","reply":"Fresh chunks are not on the list. Only what was freed is on it; fresh chunks are counted off one after the other.","why":"what is freed goes to the front of the list: 0:0 becomes the head; its first 8 bytes now hold NULL, as the list was empty"},{"step":3,"line":5,"command":"alloc b","kind":"head","given":"0:0","answer":"NULL","verdict":"wrong","misconception":"fresh-first","reply":"Fresh chunks wait. As long as the free list has a chunk, its head is handed out, and no fresh one is touched.","why":"the list holds one chunk, 0:0, so that is handed out; it is empty now"}]}
  {"op":"quiz","rows":[{"kind":"head","asked":3,"right":0,"wrong":3,"skipped":0},{"kind":"all","asked":3,"right":0,"wrong":3,"skipped":0}]}
? 1

# a heading and a row that are none
$ printf 'poolsim worksheet: pool 32 4\nstep | what | place\n' | poolsim --grade -
! <stdin>:2:8: the second heading is not 'command'
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place |\n1 | alloc a | 0:0 |\n' | poolsim --grade - | head -n 2
     1  alloc a              1 of 1 right
  
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place | head | list | blocks | table | used | fields | outcome | place | head\n' | poolsim --grade -
! <stdin>:2:40: not a heading: place or address, head, list, outcome
? 2
$ printf 'poolsim worksheet: pool 32 4\nstep | command | place\none | alloc a | 0:0\n' | poolsim --grade -
! <stdin>:3:1: not the number of the next step
? 2
