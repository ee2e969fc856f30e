# random makes steps like any others
$ poolsim --show none -c 'random 6 seed=7; history'
  step 1  alloc p1                                              new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free p1                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 3  alloc p2                                              recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  step 4  alloc p3                                              bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 5  alloc p4                                              bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 6  free p2                                               push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
          1  alloc p1                             new-block
          2  free p1                              push
          3  alloc p2                             recycle
          4  alloc p3                             bump
          5  alloc p4                             bump
  ->      6  free p2                              push

# its names are p1, p2, ... and pass over those that are live
$ poolsim --show none -c 'alloc p1 p3; random 4; show chunks' | grep -e '^step' -e live
  step 1  alloc p1                                              new-block
  step 2  alloc p3                                              bump
  step 3  alloc p2                                              bump
  step 4  free p2                                               push
  step 5  alloc p4                                              recycle
  step 6  free p4                                               push
  live       2     p1 0:0 0x10000000   p3 0:1 0x10000020

# a second one frees nothing of the first
$ poolsim --show none -c 'random 4 alloc=100; random 30 alloc=0' | grep -c 'free p[1-4] '
  0
? 1

# save writes its steps one by one
$ poolsim --show none --quiet -c 'random 5 seed=3; save t' >/dev/null && cat t
  # saved by poolsim 1.0
  pool 32 4
  alloc p1
  alloc p2
  free p2
  alloc p3
  free p3

# the same seed, the same steps: as a trace, and in the shell
$ poolsim --generate 'random 1000 seed=9 pattern=burst' >t && poolsim --replay t --quiet >a
$ poolsim --quiet -c 'random 1000 seed=9 pattern=burst' >b && cmp a b

# the newest is freed first, or the oldest
$ poolsim --generate 'random 10 seed=2 pattern=stack'
  # poolsim: random 10 seed=2 pattern=stack
  alloc p1
  alloc p2
  alloc p3
  alloc p4
  alloc p5
  alloc p6
  alloc p7
  free p7
  alloc p8
  alloc p9
$ poolsim --generate 'random 10 seed=2 pattern=queue'
  # poolsim: random 10 seed=2 pattern=queue
  alloc p1
  alloc p2
  alloc p3
  alloc p4
  alloc p5
  alloc p6
  alloc p7
  free p1
  alloc p8
  alloc p9

# up, then down
$ poolsim --generate 'random 6 alloc=50 pattern=ramp'
  # poolsim: random 6 alloc=50 pattern=ramp
  alloc p1
  alloc p2
  alloc p3
  free p3
  free p2
  free p1

# teeth of 20 steps, and bursts
$ poolsim --generate 'random 60 alloc=50 pattern=sawtooth' | cut -c 1-4 | uniq -c | tr -s ' '
   1 # po
   10 allo
   10 free
   10 allo
   10 free
   10 allo
   10 free
$ poolsim --generate 'random 40 alloc=50 pattern=burst' | cut -c 1-4 | uniq -c | tr -s ' '
   1 # po
   18 allo
   8 free
   7 allo
   6 free
   1 allo

# sizes, for a heap always
$ poolsim --generate 'random 4 size=16..20'
  # poolsim: random 4 size=16..20
  alloc p1 19
  free p1
  alloc p2 17
  free p2
$ poolsim --generate 'random 3 alloc=100 size=8'
  # poolsim: random 3 alloc=100 size=8
  alloc p1 8
  alloc p2 8
  alloc p3 8
$ poolsim --allocator heap --generate 'random 4'
  # poolsim: random 4
  alloc p1 34
  free p1
  alloc p2 42
  free p2
$ poolsim --allocator heap --show none -c 'random 4' | grep step
  step 1  alloc p1 34                                           new-block
  step 2  free p1                                               push
  step 3  alloc p2 42                             searched 1    new-block
  step 4  free p2                                               push

# what is wrong is named, and where; nothing was done
$ poolsim --show none -c 'alloc a; random 5 pattern=fifo'
! -c:1:27: none of random, stack, queue, ramp, sawtooth, burst (usage: random N [NAME=VALUE] ...)
!     alloc a; random 5 pattern=fifo
!                               ^~~~
? 2
$ poolsim -c 'random'
! -c:1:7: a number of steps is missing (usage: random N [NAME=VALUE] ...)
!     random
!           ^
? 2
$ poolsim -c 'random 0'
! -c:1:8: not a number of steps (usage: random N [NAME=VALUE] ...)
!     random 0
!            ^
? 2
$ poolsim -c 'random ten'
! -c:1:8: not a number of steps (usage: random N [NAME=VALUE] ...)
!     random ten
!            ^~~
? 2
$ poolsim -c 'random 5 seed=abc'
! -c:1:15: not a number (usage: random N [NAME=VALUE] ...)
!     random 5 seed=abc
!                   ^~~
? 2
$ poolsim -c 'random 5 alloc=120'
! -c:1:16: not a number from 0 to 100 (usage: random N [NAME=VALUE] ...)
!     random 5 alloc=120
!                    ^~~
? 2
$ poolsim -c 'random 5 size=9..2'
! -c:1:15: a range that ends before it begins (usage: random N [NAME=VALUE] ...)
!     random 5 size=9..2
!                   ^~~~
? 2
$ poolsim -c 'random 5 10'
! -c:1:10: none of seed=, alloc=, pattern=, size= (usage: random N [NAME=VALUE] ...)
!     random 5 10
!              ^~
? 2
$ poolsim --generate 'random 5 pattern=fifo'
! --generate:1:18: none of random, stack, queue, ramp, sawtooth, burst (usage: random N [NAME=VALUE] ...)
!     random 5 pattern=fifo
!                      ^~~~
? 2
$ poolsim --generate 'alloc a'
! poolsim: --generate takes one command, as in 'random 20 seed=7'
? 2
$ poolsim --generate '5 seed=2'
! poolsim: --generate takes one command, as in 'random 20 seed=7'
? 2
$ poolsim --generate 'random 5; random 6'
! poolsim: --generate takes one command, as in 'random 20 seed=7'
? 2
$ poolsim --generate 'random 5' -c 'alloc a'
! poolsim: --generate goes with none of --replay, -c, --interactive
? 2

# where memory ends, so does a replay of it
$ poolsim --memory 4096 --show none -c 'random 40 alloc=90' | tail -n 5
          refused: out of memory: no chunk is left, and no room for block 1 of 128
          bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
! -c:1:1: out of memory: no chunk is left, and no room for block 1 of 128 bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)

# with --keep-going it goes on, and frees what it has
$ poolsim --memory 4096 --show none --keep-going -c 'random 40 alloc=90' 2>&1 | grep -c '^step.*out-of-memory'
  30
$ poolsim --memory 4096 --show none --keep-going -c 'random 40 alloc=90' 2>&1 | grep '^step.*free'
  step 4  free p3                                               push
  step 20  free p4                                              push
  step 32  free p1                                              push

# an alloc that asks for more than a chunk is refused
$ poolsim --show none -c 'random 2 size=33'
  step 1  alloc p1 33                                           oversize
          refused: oversize: 'p1' asks for 33 bytes, but a chunk has 32
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
! -c:1:1: oversize: 'p1' asks for 33 bytes, but a chunk has 32
? 1

# in a trace, its outcome can be expected
$ printf 'random 1 size=33\nexpect outcome oversize\n' | poolsim --show none --replay -
  step 1  alloc p1 33                                           oversize
          refused: oversize: 'p1' asks for 33 bytes, but a chunk has 32
          next     poolMalloc knows no sizes: the program would write past the end
                   of its chunk, into the next one
          instead  make a pool with larger chunks, or take such sizes from
                   elsewhere
  
  expect outcome oversize                                       ok

# for a person: the last step, and back over the others
$ printf 'random 8 seed=7\nback\nhistory 4\nrandom 2\n' | poolsim --interactive --show none
  step 8  free p3                                               push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000040
  
  random: steps 1 to 8 (back and history go over them)
  step 7 of 8  free p4                                          push
          what is freed goes to the front of the list: 0:2 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
     ... 4 more: history N
          5  alloc p4                             bump
          6  free p2                              push
  ->      7  free p4                              push
          8  free p3                              push
  step 9  free p5                                               push
          what is freed goes to the front of the list: 0:2 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  random: steps 8 to 9 (back and history go over them)
! poolsim: step 8, which was undone, is dropped

# a break stops in the middle of it, and step goes on
$ printf 'break path == recycle\nrandom 12\nstep\nrun\n' | poolsim --interactive --show none
  step 3 of 12  alloc p2                                        recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  break 1: path == recycle
  random: steps 1 to 12 (step goes on over the rest)
  step 4 of 12  free p2                                         push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 5 of 12  alloc p3                                        recycle
          the list holds one chunk, 0:0, so that is handed out; it is empty now
  
  break 1: path == recycle

# it ends at the first step that is refused
$ printf 'random 40 alloc=90\n' | poolsim --interactive --memory 4096 --show none
  step 7  alloc p6                                              out-of-memory
          refused: out of memory: no chunk is left, and no room for block 1 of 128
          bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
          next     poolMalloc returns NULL, and leaves the pool as it was
          instead  free something first, or give the pool more memory (--memory)
  
  random: steps 1 to 7 (back and history go over them)
! <stdin>:1:1: out of memory: no chunk is left, and no room for block 1 of 128 bytes in the 4096 bytes of --memory (blocks begin at multiples of 4096)
? 1

# stepping through a trace goes step by step through it
$ printf 'alloc a\nrandom 6 seed=7\nfree a\n' >t
$ printf 'step\nstep\ngoto 5\nstep 2\nstep\nlist\nback 5\nstep 5\n' | poolsim --replay t --stopped --interactive --show none
  ->      1  alloc a
          2  random 6 seed=7
          3  free a
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2 of 7  alloc p1                                         bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 5 of 7  alloc p3                                         bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 7  free p2                                               push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 8  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
          1  alloc a
          2  random 6 seed=7
          3  free a
  step 3 of 8  free p1                                          push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 8  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  

# until and breaks find their step within it
$ printf 'random 30 seed=7\n' >t
$ printf 'until live == 3\nuntil live == 4\nbreak op == free\nrun\n' | poolsim --replay t --stopped --interactive --show none
  ->      1  random 30 seed=7
  step 5 of 30  alloc p4                                        bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 20 of 30  alloc p12                                      bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 23 of 30  free p12                                       push
          what is freed goes to the front of the list: 0:3 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  break 1: op == free

# so they do in a file that is sourced
$ printf 'alloc a\nsource u\nalloc d\n' >t && printf 'alloc b\nalloc c\n' >u
$ printf 'step\nstep\nstep\nstep\n' | poolsim --replay t --stopped --interactive --show none | grep step
  step 1  alloc a                                               new-block
  step 2 of 3  alloc b                                          bump
  step 3  alloc c                                               bump
  step 4  alloc d                                               bump

# it takes part in a comparison
$ printf 'random 200 seed=4 size=1..40\n' >t
$ poolsim --replay t --compare 'pool 64 16' 'eager 64 16' libc | cut -c 1-24 | head -n 4
  allocator    served  fai
  pool 64 16      133     
  eager 64 16     133     
  libc            133     
$ poolsim --generate 'random 200 seed=4 size=1..40' >u && poolsim --replay u --compare 'pool 64 16' 'eager 64 16' libc | cut -c 1-24 | head -n 4
  allocator    served  fai
  pool 64 16      133     
  eager 64 16     133     
  libc            133     

# help
$ poolsim -c 'help random'
  random: N allocs and frees, made up out of a seed
  usage: random N [NAME=VALUE] ...
  seed=S       which of all workloads (1); the same seed makes the same one
  alloc=P      out of 100 steps P are allocs (60)
  pattern=     which one is freed: random (any), stack (the newest), queue (the
               oldest); or when: ramp (up, then down), sawtooth (by 20 steps),
               burst (runs of 1 to 8)
  size=A..B    bytes that each alloc asks for (a heap: 1..64, else a whole chunk)
  It takes the names p1, p2, ... that are not live, and frees only those. For a
  person its last step is printed; back and history go over the others.
  Example: random 12 seed=7 pattern=queue

# as JSON, its steps
$ poolsim --format json --show none -c 'random 3 seed=7' | cut -c 1-80
  {"step":1,"line":1,"command":"alloc p1","op":"alloc","handle":"p1","outcome":"ok
  {"step":2,"line":1,"command":"free p1","op":"free","handle":"p1","outcome":"ok",
  {"step":3,"line":1,"command":"alloc p2","op":"alloc","handle":"p2","outcome":"ok
