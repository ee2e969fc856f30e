# in a replay a break prints the step, whatever --quiet and --every say, and stops nothing
$ printf 'break live == 3\nalloc a b c d\nfree a\n' > t
$ poolsim --quiet --show list --replay t | head -n 6
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  free list  0     head -> NULL
  next alloc       0:3 0x10000060  bump
  
$ poolsim --every 100 --show none --replay t | head -n 7
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  break 1: live == 3
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
$ poolsim --show none --replay t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  break 1: live == 3
  step 4  alloc d                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: live == 3
$ poolsim --quiet --show none -c 'break live == 3; alloc a b c d; free a' | head -n 4
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  break 1: live == 3

# --steps prints it too
$ poolsim --steps 1 --show none -c 'break path == push; alloc a b; free a; alloc c'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: path == push

# a break holds after each step at which it is so, not where it begins to be so
$ poolsim --quiet --show none -c 'break live >= 2; alloc a b c; free a' | grep -E '^(step|break)'
  step 2  alloc b                                               bump
  break 1: live >= 2
  step 3  alloc c                                               bump
  break 1: live >= 2
  step 4  free a                                                push
  break 1: live >= 2

# tbreak, once; watch, at each change
$ poolsim --quiet --show none -c 'tbreak live >= 2; alloc a b c; info' | grep -E 'step |break|no breaks'
  step 2  alloc b                                               bump
  tbreak 1: live >= 2
  no breaks, no watches
$ poolsim --quiet --show none -c 'watch freed; watch blocks; alloc a b; free a b; alloc c; pool 16 2; alloc d; info' | grep -E '^(step|watch)| watch'
  step 1  alloc a                                               new-block
  watch 2: blocks 0 -> 1
  step 3  free a                                                push
  watch 1: freed NULL -> 0x10000000
  step 4  free b                                                push
  watch 1: freed 0x10000000 -> 0x10000020
  step 5  alloc c                                               recycle
  watch 1: freed 0x10000020 -> 0x10000000
  step 6  pool 16 2                                             ok
  watch 1: freed 0x10000000 -> NULL
  watch 2: blocks 1 -> 0
  step 7  alloc d                                               new-block
  watch 2: blocks 0 -> 1
          1  watch freed, hit 4 times
          2  watch blocks, hit 3 times

# several are hit by one step, and are said in their order
$ poolsim --quiet --show none -c 'break op == free; watch live; tbreak freed == 0:0; alloc a; free a' | grep -E '^(step|break|watch|tbreak)'
  step 1  alloc a                                               new-block
  watch 2: live 0 -> 1
  step 2  free a                                                push
  break 1: op == free
  watch 2: live 1 -> 0
  tbreak 3: freed == 0:0

# what was never hit is named at the end
$ poolsim --quiet --show none -c 'break live == 9; tbreak path == reset; watch blocks; watch freealls; alloc a' | head -n 5
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  watch 3: blocks 0 -> 1
  allocs                         1 steps  allocations served
! poolsim: break 1 was never hit: live == 9
! poolsim: tbreak 2 was never hit: path == reset
! poolsim: watch 4 was never hit: freealls
$ printf 'break live == 9\nalloc a\n' > t; poolsim --show none --replay t t
  == t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  == t
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  2 passed, 0 failed
! poolsim: t: break 1 was never hit: live == 9
! poolsim: t: break 1 was never hit: live == 9
$ printf 'break op == free\nalloc a\nfree a\n' > t; poolsim --quiet --show none --replay t | head -n 6
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: op == free
  allocs                         1 steps  allocations served

# info, and delete
$ printf 'info\nbreak live == 1\ntbreak live > 1 and path == bump\nwatch freed\ninfo\nalloc a b\nfree a\ninfo breaks\ndelete 1\nbreak op == pool\ninfo\ndelete\ninfo\n' > commands
$ poolsim --quiet --show none < commands | grep -E '^ *[0-9]+  (break|tbreak|watch)|^no breaks'
  no breaks, no watches
          1  break live == 1, hit 0 times
          2  tbreak live > 1 and path == bump, hit 0 times
          3  watch freed, hit 0 times
          1  break live == 1, hit 2 times
          3  watch freed, hit 1 time
          3  watch freed, hit 1 time
          4  break op == pool, hit 0 times
  no breaks, no watches
$ poolsim --show none -c 'delete 1; alloc a'
! -c:1:1: there is no break of that number (info)
? 1
$ poolsim --show none -c 'break live == 1; delete 1; delete 1'
! -c:1:28: there is no break of that number (info)
? 1
$ poolsim --quiet --show none -c 'delete' | head -n 1
  allocs                         0 steps  allocations served

# info as JSON; what was hit is said on standard error
$ poolsim --format json --quiet --show none -c 'break live == 1; watch freed; alloc a; info; free a' | head -n 3 | cut -c 1-170
  {"step":1,"line":1,"command":"alloc a","op":"alloc","handle":"a","outcome":"ok","path":"new-block","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null
  {"op":"info","step":1,"rows":[{"number":1,"text":"break live == 1, hit 1 time","note":null,"current":false},{"number":2,"text":"watch freed, hit 0 times","note":null,"cur
  {"step":2,"line":1,"command":"free a","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searc
! break 1: live == 1
! watch 2: freed NULL -> 0x10000000

# a hit under the needle: step, run, until stop there, and redo and goto go through
$ printf 'alloc a b c d e\nfree b\nfree d\nfreeall\n' > t
$ printf 'load t\nbreak path == push\nwatch blocks\nrun\nrun\nrun\nrun\nrun\nundo 6\nredo 4\nstep 4\ngoto 0\ngoto 8\ninfo\n' | poolsim --show none | tail -n +5
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  watch 2: blocks 0 -> 1
  step 5  alloc e                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  watch 2: blocks 1 -> 2
  step 6  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: path == push
  step 7  free d                                                push
          what is freed goes to the front of the list: 0:3 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  break 1: path == push
  step 8  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 2 blocks and the table are kept, and nothing in them was touched
  
  the trace ends after step 8
  step 2 of 8  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 6 of 8  free b                                           push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 7 of 8  free d                                           push
          what is freed goes to the front of the list: 0:3 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  break 1: path == push
  step 0 of 8  before the first step
  
  step 8  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 2 blocks and the table are kept, and nothing in them was touched
  
          1  break path == push, hit 3 times
          2  watch blocks, hit 2 times
$ printf 'load t\nbreak path == push\nuntil path == reset\n' | poolsim --show none | tail -n +5
  step 6  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: path == push
$ printf 'load t\nbreak path == push\nstep 100\n' | poolsim --show none | tail -n +5
  step 6  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: path == push

# going back stops nowhere, and a watch compares with what is there then
$ printf 'alloc a b c d e\nfree b\nfree d\nfreeall\n' > t
$ printf 'load t\nrun\nwatch live\nback 3\nrun\ngoto 1\nstep\n' | poolsim --show none | tail -n +9
  the trace ends after step 8
  step 5 of 8  alloc e                                          grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
  step 6 of 8  free b                                           push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  watch 1: live 5 -> 4
  step 1 of 8  alloc a                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2 of 8  alloc b                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  watch 1: live 1 -> 2

# where the trace ends, what was not hit is named
$ echo 'alloc a' > t; printf 'load t\nbreak live == 9\nrun\n' | poolsim --show none | tail -n 2
  
  the trace ends after step 1
! poolsim: break 1 was never hit: live == 9

# a break in a loaded trace is set when the needle comes by, and stays
$ printf 'alloc a\nbreak live == 3\nalloc b c d\n' > t
$ printf 'load t\nrun\nload t\ninfo\nrun\n' | poolsim --quiet --show none | grep -E 'break|trace'
          2  break live == 3
  break 1: live == 3
          2  break live == 3
          1  break live == 3, hit 1 time
  break 1: live == 3
  break 2: live == 3

# one hit in a file that is sourced on the way stops there
$ printf 'alloc x y\nfree x\n' > sub; printf 'alloc a\nsource sub\nfree a\n' > t
$ printf 'load t\nbreak handle == y\nwatch freed\nrun\nrun\nrun\nrun\ninfo\nback 3\nuntil live == 2\n' | poolsim --show none | tail -n +4
  step 3 of 4  alloc y                                          bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  break 1: handle == y
  step 4  free x                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  watch 2: freed NULL -> 0x10000020
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  watch 2: freed 0x10000020 -> 0x10000000
  the trace ends after step 5
          1  break handle == y, hit 1 time
          2  watch freed, hit 2 times
  step 2 of 5  alloc x                                          bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3 of 5  alloc y                                          bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  break 1: handle == y

# figures of stats and fields of the struct, compared with each other and with numbers
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'live == 5' 'live != 5 and live > 3' 'live >= peakLive' 'live<2' 'freeListLength > 1' 'used == 3' 'block == -1' 'block >= 1' 'blocksUsed == 2' 'chunkBytes > 0.1K' 'reservedBytes == 0x100' 'chunkSize < 32' 'failed > 0'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  live == 5: 5
  live != 5 and live > 3: 4 6 8 9 10
  live >= peakLive: 1 2 3 4 5 13 14 15
  live<2: 1 11 12 13 14 15
  freeListLength > 1: 7
  used == 3: 4 11 13
  block == -1: 11 13 14
  block >= 1: 5 6 7 8 9 10
  blocksUsed == 2: 5 6 7 8 9 10 11 12
  chunkBytes > 0.1K: 4 5 6 8 9 10
  reservedBytes == 0x100: 5 6 7 8 9 10 11 12
  chunkSize < 32: 14 15
  failed > 0: 9 10 11 12

# freed: with a place, NULL, an address
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'freed == NULL' 'freed != NULL' 'freed == 0:0' 'freed != 0:0 and freed != NULL' 'freed == 0x10000020' 'freed > 0x10000000'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  freed == NULL: 1 2 3 4 5 11 12 13 14 15
  freed != NULL: 6 7 8 9 10
  freed == 0:0: 7
  freed != 0:0 and freed != NULL: 6 8 9 10
  freed == 0x10000020: 6 8 9 10
  freed > 0x10000000: 6 8 9 10

# step and line
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'step == 3' 'line == 8' 'step > 12 or line < 2 and step < 2'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  step == 3: 3
  line == 8: 10
  step > 12 or line < 2 and step < 2: 13 14 15

# op, outcome, path and handle
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'op == write' 'op != alloc' 'op == pool' 'outcome == unknown-handle' 'outcome != ok' 'path == recycle' 'path == kept-block' 'path != bump and path != new-block' 'handle == f' 'handle == b'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  op == write: 10
  op != alloc: 6 7 9 10 11 13 14
  op == pool: 13 14
  outcome == unknown-handle: 9
  outcome != ok: 9
  path == recycle: 8
  path == kept-block: 12
  path != bump and path != new-block: 5 6 7 8 9 10 11 12 13 14
  handle == f: 8 10
  handle == b: 2 6

# touches: a place, an address inside of the chunk, or the handle that the step was about
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'touches 0:1' 'touches 0x10000020' 'touches 0x1000003f' 'touches 0x10000040' 'touches f' 'touches b' 'touches 1:0'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  touches 0:1: 2 6
  touches 0x10000020: 2 6
  touches 0x1000003f: 2 6
  touches 0x10000040: 3
  touches f: 8 10
  touches b: 2 6
  touches 1:0: 5

# and binds closer than or; parentheses and not
$ printf 'alloc a b c d e\nfree 0x10000020\nfree a\nalloc f 20\nfree zz\nexpect outcome unknown-handle\nwrite f hello\nfreeall\nalloc g\nset guard poison\npool 16 2\nalloc x\n' > t
$ for c in 'op == write or op == free and path == push' '(op == write or op == free) and path == push' 'not op == alloc' 'not not live == 1' 'not (live == 1 or live > 2)' '((live==5))'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  op == write or op == free and path == push: 6 7 10
  (op == write or op == free) and path == push: 6 7
  not op == alloc: 6 7 9 10 11 13 14
  not not live == 1: 1 12 15
  not (live == 1 or live > 2): 2 11 13 14
  ((live==5)): 5

# a ratio with nothing to divide by is undefined: no comparison with it holds, and its not does
$ printf 'freeall\nalloc a\nfree a\nalloc b\n' > t
$ for c in 'recycleRate == 0' 'recycleRate < 1' 'recycleRate != 7' 'not recycleRate == 0' 'recycleRate == 0.5' 'utilization > 0.2' 'utilization == recycleRate'; do { echo "break $c"; cat t; } > u; echo "$c:" $(poolsim --quiet --show none --replay u 2>&1 | grep -o '^step [0-9]*' | cut -c 6-); done
  recycleRate == 0: 2 3
  recycleRate < 1: 2 3 4
  recycleRate != 7: 2 3 4
  not recycleRate == 0: 1 4
  recycleRate == 0.5: 4
  utilization > 0.2: 2 4
  utilization == recycleRate: 3
$ poolsim --quiet --show none -c 'watch recycleRate; freeall; alloc a; free a; alloc b' | grep ^watch
  watch 1: recycleRate undefined -> 0.000
  watch 1: recycleRate 0.000 -> 0.500

# a step that is refused can be waited for, and is expected all the same
$ printf 'break outcome == double-free\nalloc a\nfree a a\nexpect outcome double-free\nalloc b\n' > t; poolsim --quiet --show none --replay t | head -n 10
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
  break 1: outcome == double-free

# faults, with a caret: what is missing
$ poolsim -c 'break'
! -c:1:6: a condition is missing (usage: break CONDITION)
!     break
!          ^
? 2
$ poolsim -c 'break live'
! -c:1:11: an operator is missing (one of == != < <= > >=)
!     break live
!               ^
? 2
$ poolsim -c 'break live =='
! -c:1:14: a value is missing
!     break live ==
!                  ^
? 2
$ poolsim -c 'break live == 3 and'
! -c:1:20: a comparison is missing
!     break live == 3 and
!                        ^
? 2
$ poolsim -c 'break not'
! -c:1:10: a comparison is missing
!     break not
!              ^
? 2
$ poolsim -c 'break touches'
! -c:1:14: a chunk is missing (BLOCK:CHUNK, a handle or an address)
!     break touches
!                  ^
? 2
$ poolsim -c 'break path =='
! -c:1:14: a value is missing (recycle, bump, new-block, kept-block, grow-table, push, reset)
!     break path ==
!                  ^
? 2
$ poolsim -c 'break (live == 3'
! -c:1:7: '(' without ')'
!     break (live == 3
!           ^
? 2
$ poolsim -c 'break live == 3)'
! -c:1:16: ')' without '('
!     break live == 3)
!                    ^
? 2
$ poolsim -c 'break () == 3'
! -c:1:8: a comparison is missing before ')'
!     break () == 3
!            ^
? 2

# operators of other languages
$ poolsim -c 'break live = 3'
! -c:1:12: unknown operator '=' (did you mean '=='?)
!     break live = 3
!                ^
? 2
$ poolsim -c 'break live === 3'
! -c:1:12: unknown operator '===' (did you mean '=='?)
!     break live === 3
!                ^~~
? 2
$ poolsim -c 'break live <> 3'
! -c:1:12: unknown operator '<>' (did you mean '!='?)
!     break live <> 3
!                ^~
? 2
$ poolsim -c 'break live => 3'
! -c:1:12: unknown operator '=>' (did you mean '>='?)
!     break live => 3
!                ^~
? 2
$ poolsim -c 'break live == 3 && blocks == 1'
! -c:1:17: unknown operator '&&' (write 'and')
!     break live == 3 && blocks == 1
!                     ^~
? 2
$ poolsim -c 'break live == 3 || blocks == 1'
! -c:1:17: unknown operator '||' (write 'or')
!     break live == 3 || blocks == 1
!                     ^~
? 2
$ poolsim -c 'break live == 3 AND blocks == 1'
! -c:1:17: unknown operator 'AND' (write 'and')
!     break live == 3 AND blocks == 1
!                     ^~~
? 2
$ poolsim -c 'break !live == 3'
! -c:1:7: unknown operator '!' (write 'not')
!     break !live == 3
!           ^
? 2
$ poolsim -c 'break live ~ 3'
! -c:1:12: an operator is missing before '~' (one of == != < <= > >=)
!     break live ~ 3
!                ^
? 2
$ poolsim -c 'break live == 3 blocks == 1'
! -c:1:17: one word too many: 'blocks' (comparisons are joined with and, or)
!     break live == 3 blocks == 1
!                     ^~~~~~
? 2
$ poolsim -c 'break live == 3 a'
! -c:1:17: one word too many: 'a' (comparisons are joined with and, or)
!     break live == 3 a
!                     ^
? 2
$ poolsim -c 'break 1 < live < 3'
! -c:1:16: '<' goes on from a comparison (join two of them with and)
!     break 1 < live < 3
!                    ^
? 2

# names and values that are none
$ poolsim -c 'break lvie == 3'
! -c:1:7: unknown name 'lvie' (did you mean 'live'?)
!     break lvie == 3
!           ^~~~
? 2
$ poolsim -c 'break alive_ones == 3'
! -c:1:7: unknown name 'alive_ones' (live, block, freed, path and others; for a handle: touches NAME)
!     break alive_ones == 3
!           ^~~~~~~~~~
? 2
$ poolsim -c 'break Live == 3'
! -c:1:7: unknown name 'Live' (did you mean 'live'?)
!     break Live == 3
!           ^~~~
? 2
$ poolsim -c 'break recycle'
! -c:1:7: unknown name 'recycle' (did you mean 'path == recycle'?)
!     break recycle
!           ^~~~~~~
? 2
$ poolsim -c 'break path == recycel'
! -c:1:15: unknown path 'recycel' (did you mean 'recycle'?)
!     break path == recycel
!                   ^~~~~~~
? 2
$ poolsim -c 'break path == double-free'
! -c:1:15: unknown path 'double-free' (recycle, bump, new-block, kept-block, grow-table, push, reset)
!     break path == double-free
!                   ^~~~~~~~~~~
? 2
$ poolsim -c 'break op == stats'
! -c:1:13: unknown op 'stats' (alloc, free, freeall, pool, allocator, trim, write)
!     break op == stats
!                 ^~~~~
? 2
$ poolsim -c 'break outcome == wrong'
! -c:1:18: unknown outcome 'wrong' (such as ok, double-free, out-of-memory)
!     break outcome == wrong
!                      ^~~~~
? 2
$ poolsim -c 'break op < alloc'
! -c:1:10: '<' does not go with 'op' (only == and !=)
!     break op < alloc
!              ^
? 2
$ poolsim -c 'break op == 3'
! -c:1:13: 'op' is no number (alloc, free, freeall, pool, allocator, trim, write)
!     break op == 3
!                 ^
? 2
$ poolsim -c 'break live == alloc'
! -c:1:15: unknown name 'alloc' (did you mean 'op == alloc'?)
!     break live == alloc
!                   ^~~~~
? 2
$ poolsim -c 'break 3 == op'
! -c:1:12: 'op' is no number (alloc, free, freeall, pool, allocator, trim, write)
!     break 3 == op
!                ^~
? 2
$ poolsim -c 'break live == 0:1'
! -c:1:15: '0:1' goes with 'freed' alone
!     break live == 0:1
!                   ^~~
? 2
$ poolsim -c 'break live == NULL'
! -c:1:15: 'NULL' goes with 'freed' alone
!     break live == NULL
!                   ^~~~
? 2
$ poolsim -c 'break freed < 0:1'
! -c:1:13: '<' does not go with '0:1' (only == and !=)
!     break freed < 0:1
!                 ^
? 2
$ poolsim -c 'break freed == 0:x'
! -c:1:16: bad place '0:x' (BLOCK:CHUNK)
!     break freed == 0:x
!                    ^~~
? 2
$ poolsim -c 'break live == 3x'
! -c:1:15: bad number '3x' (decimal or 0x hexadecimal, then K, M, G or nothing; or a fraction as 0.5)
!     break live == 3x
!                   ^~
? 2
$ poolsim -c 'break live == 0.5.5'
! -c:1:15: bad number '0.5.5' (decimal or 0x hexadecimal, then K, M, G or nothing; or a fraction as 0.5)
!     break live == 0.5.5
!                   ^~~~~
? 2
$ poolsim -c 'break live == 18446744073709551616'
! -c:1:15: number out of range '18446744073709551616' (64 bits, or 15 digits with a point)
!     break live == 18446744073709551616
!                   ^~~~~~~~~~~~~~~~~~~~
? 2
$ poolsim -c 'break touches 1:'
! -c:1:15: bad chunk '1:' (BLOCK:CHUNK, a handle or an address)
!     break touches 1:
!                   ^~
? 2
$ poolsim -c 'break handle == 9a'
! -c:1:17: bad handle '9a' (a letter or _, then letters, digits and _)
!     break handle == 9a
!                     ^~
? 2

# bounds
$ poolsim -c "break $(printf '(%.0s' $(seq 17))live == 3"
! -c:1:23: nested too deeply (at most 16 parentheses and nots)
!     break (((((((((((((((((live == 3
!                           ^
? 2
$ poolsim -c "break $(printf 'live == 3 or %.0s' $(seq 32))live == 3" 2>&1 | cut -c 1-70
  -c:1:420: the condition is too long (at most 64 comparisons, not, and,
      ...live == 3 or live == 3 or live == 3 or live == 3
                                             ^~
$ poolsim --quiet --show none -c "break $(printf 'live == 3 or %.0s' $(seq 31))live == 1; alloc a" | head -n 1
  step 1  alloc a                                               new-block

# a semicolon and a # end a condition
$ poolsim --quiet --show none -c 'break live == 1;alloc a # now' | grep -E '^(step|break)'
  step 1  alloc a                                               new-block
  break 1: live == 1

# watch takes a figure, by its whole name
$ poolsim -c 'watch'
! -c:1:6: a figure is missing (usage: watch FIGURE)
!     watch
!          ^
? 2
$ poolsim -c 'watch liv'
! -c:1:7: unknown figure 'liv' (did you mean 'live'?)
!     watch liv
!           ^~~
? 2
$ poolsim -c 'watch step'
! -c:1:7: unknown figure 'step' (any of stats, or a field of the pool's struct)
!     watch step
!           ^~~~
? 2
$ poolsim -c 'watch something'
! -c:1:7: unknown figure 'something' (any of stats, or a field of the pool's struct)
!     watch something
!           ^~~~~~~~~
? 2
$ poolsim -c 'watch live freed'
! -c:1:12: one word too many (usage: watch FIGURE)
!     watch live freed
!                ^~~~~
? 2

# delete, info, until and back until
$ poolsim -c 'delete one'
! -c:1:8: bad number 'one' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     delete one
!            ^~~
? 2
$ poolsim -c 'delete 0'
! -c:1:8: number out of range '0' (1 to 18446744073709551615)
!     delete 0
!            ^
? 2
$ poolsim -c 'info watches'
! -c:1:6: unknown topic (usage: info [breaks])
!     info watches
!          ^~~~~~~
? 2
$ poolsim -c 'until'
! -c:1:6: a condition is missing (usage: until CONDITION)
!     until
!          ^
? 2
$ poolsim -c 'until live = 3'
! -c:1:12: unknown operator '=' (did you mean '=='?)
!     until live = 3
!                ^
? 2
$ poolsim -c 'back until'
! -c:1:11: a condition is missing (usage: back [N] | until CONDITION)
!     back until
!               ^
? 2
$ poolsim -c 'back until live = 3'
! -c:1:17: unknown operator '=' (did you mean '=='?)
!     back until live = 3
!                     ^
? 2
$ poolsim -c 'back live == 3'
! -c:1:6: bad number 'live' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     back live == 3
!          ^~~~
? 2
$ poolsim -c 'back 2 until live == 3'
! -c:1:8: one word too many (usage: back [N] | until CONDITION)
!     back 2 until live == 3
!            ^~~~~
? 2

# a line with a faulty condition does nothing
$ poolsim --show none -c 'alloc a; break live = 3'
! -c:1:21: unknown operator '=' (did you mean '=='?)
!     alloc a; break live = 3
!                         ^
? 2
