# what holds is passed over
$ poolsim --show none -c 'alloc a b c; free b a; expect list a b; expect head a; expect head 0:0; expect head 0x10000000; expect next 0:0; expect place c 0:2; expect live 1; expect blocks 1'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 3  alloc c                                               bump
          the list is empty and block 0 has 2 fresh chunks left: 0:2 is the next
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 5  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold the old head, 0x10000020
  
  expect list a b                                               ok
  expect head a                                                 ok
  expect head 0:0                                               ok
  expect head 0x10000000                                        ok
  expect next 0:0                                               ok
  expect place c 0:2                                            ok
  expect live 1                                                 ok
  expect blocks 1                                               ok

# an empty list
$ poolsim --show none -c 'expect list; expect head NULL; expect next 0:0'
  expect list                                                   ok
  expect head NULL                                              ok
  expect next 0:0                                               ok

# what does not hold ends a replay with 1, and says what is
$ poolsim --quiet --show none -c 'alloc a b; free a; expect head b; alloc c' | head -1
  allocs                         2 steps  allocations served
! -c:1:20: expected head b, which is 0:1, but it is 0:0
$ poolsim --quiet --show none -c 'alloc a b; free a b; expect list a zz' > /dev/null
! -c:1:22: expected list a zz, where 'zz' names no chunk, but it is 0:1 0:0
? 1
$ poolsim --quiet --show none -c 'alloc a b; free a b; expect list 0:0 0:1' > /dev/null
! -c:1:22: expected list 0:0 0:1, but it is 0:1 0:0
? 1
$ poolsim --quiet --show none -c 'alloc a b; free a b; expect list 0x10000000 NULL' > /dev/null
! -c:1:22: expected list 0x10000000 NULL, which is 0:0 NULL, but it is 0:1 0:0
? 1
$ poolsim --show none -c 'alloc a b; free a b; expect list a b'
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
  
  expect list a b                                               unexpected
! -c:1:22: expected list a b, which is 0:0 0:1, but it is 0:1 0:0
? 1
$ poolsim --show none -c 'alloc a b; free a b; expect list b'
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
  
  expect list b                                                 unexpected
! -c:1:22: expected list b, which is 0:1, but it is 0:1 0:0
? 1
$ poolsim --show none -c 'expect list 0:0'
  expect list 0:0                                               unexpected
! -c:1:1: expected list 0:0, but it is empty
? 1
$ poolsim --show none -c 'alloc a; expect place a 0:1'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  expect place a 0:1                                            unexpected
! -c:1:10: expected 'a' at 0:1, but it is at 0:0
? 1
$ poolsim --show none -c 'expect place nobody 0:1'
  expect place nobody 0:1                                       unexpected
! -c:1:1: unknown handle 'nobody'
? 1
$ poolsim --show none -c 'expect head nobody'
  expect head nobody                                            unexpected
! -c:1:1: expected head nobody, which names no chunk, but it is NULL
? 1
$ poolsim --show none -c 'expect live 1'
  expect live 1                                                 unexpected
! -c:1:1: expected live 1, but it is 0
? 1

# an outcome that is expected does not end a replay
$ poolsim --show none -c 'free a; expect outcome unknown-handle; expect failed 1; alloc a; expect outcome ok'
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
  expect outcome unknown-handle                                 ok
  expect failed 1                                               ok
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  expect outcome ok                                             ok

# an outcome that is not the one expected does
$ poolsim --show none -c 'free a; expect outcome double-free; alloc a'
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
  expect outcome double-free                                    unexpected
! -c:1:9: expected outcome double-free, but it was unknown-handle
? 1

# a refused step that nobody expects ends it before the next command, or at the end
$ poolsim --show none -c 'free a; expect live 0; alloc a'
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
  expect live 0                                                 ok
! -c:1:6: unknown handle 'a' (no handle is live)
? 1
$ poolsim --show none -c 'free a'
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
! -c:1:6: unknown handle 'a' (no handle is live)
? 1

# malformed text behind a refused step: the step comes first
$ printf 'free a\nfrob\n' | poolsim --replay - --show none
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
! <stdin>:1:6: unknown handle 'a' (no handle is live)
? 1

# words that are none
$ poolsim -c 'expect'
! -c:1:7: 'expect' needs to know what (usage: expect WHAT VALUE ...)
!     expect
!           ^
? 2
$ poolsim -c 'expect hed a'
! -c:1:8: unknown expectation 'hed' (did you mean 'head'?)
!     expect hed a
!            ^~~
? 2
$ poolsim -c 'expect head'
! -c:1:12: a word is missing (usage: expect WHAT VALUE ...)
!     expect head
!                ^
? 2
$ poolsim -c 'expect head a b'
! -c:1:15: one word too many (usage: expect WHAT VALUE ...)
!     expect head a b
!                   ^
? 2
$ poolsim -c 'expect list a 9z'
! -c:1:15: not a chunk (a handle, BLOCK:CHUNK, an address, or NULL) (usage: expect WHAT VALUE ...)
!     expect list a 9z
!                   ^~
? 2
$ poolsim -c 'expect place a b'
! -c:1:16: not a place (BLOCK:CHUNK) or an address (usage: expect WHAT VALUE ...)
!     expect place a b
!                    ^
? 2
$ poolsim -c 'expect place 1:0 1:0'
! -c:1:14: not a handle (usage: expect WHAT VALUE ...)
!     expect place 1:0 1:0
!                  ^~~
? 2
$ poolsim -c 'expect live many'
! -c:1:13: not a number (usage: expect WHAT VALUE ...)
!     expect live many
!                 ^~~~
? 2
$ poolsim -c 'expect outcome 7'
! -c:1:16: not an outcome (usage: expect WHAT VALUE ...)
!     expect outcome 7
!                    ^
? 2

# as JSON
$ poolsim --format json --show none -c 'expect live 0' | cut -c 1-150
  {"step":0,"line":1,"command":"expect live 0","op":"expect","handle":null,"outcome":"ok","path":null,"address":null,"block":null,"chunk":null,"message"

# every trace that comes with poolsim checks itself
$ poolsim --quiet --show none --replay traces/*.trace | tail -1
  14 passed, 0 failed

# --keep-going goes on behind what does not hold
$ poolsim --keep-going --show none -c 'expect live 1; expect live 0; expect blocks 2'
  expect live 1                                                 unexpected
  expect live 0                                                 ok
  expect blocks 2                                               unexpected
! -c:1:1: expected live 1, but it is 0
! -c:1:31: expected blocks 2, but it is 0
! poolsim: 2 refused or unexpected
? 1

# an outcome that does not exist is malformed text
$ poolsim -c 'expect outcome okk'
! -c:1:16: unknown outcome 'okk' (did you mean 'ok'?)
!     expect outcome okk
!                    ^~~
? 2

# a chunk that is none, NULL, a place, another chunk: each is told with what is there
$ poolsim --quiet --keep-going -c 'alloc a b; free a; expect head 0x5; expect head 0x10000008; expect head NULL; expect head 0:3; expect head b; expect head a; expect next NULL' >/dev/null
! -c:1:20: expected head 0x5, which names no chunk, but it is 0:0
! -c:1:37: expected head 0x10000008, which names no chunk, but it is 0:0
! -c:1:61: expected head NULL, but it is 0:0
! -c:1:79: expected head 0:3, but it is 0:0
! -c:1:96: expected head b, which is 0:1, but it is 0:0
! -c:1:126: expected next NULL, but it is 0:0
! poolsim: 6 refused or unexpected
? 1
