# without a terminal: no prompt, no greeting, no colour
$ poolsim --show none
< alloc a
< free a
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  

# a refused step does not end the shell, but its status says so
$ printf 'free a\nalloc b\n' | poolsim --show none
  step 1  free a                                                unknown-handle
          refused: unknown handle 'a' (no handle is live)
          instead  use a live handle, or an address
  
  step 2  alloc b                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
? 1

# malformed text does not end it either, and its status says so
$ printf 'frob\nalloc b\nfree c\n' | poolsim --show none
  step 1  alloc b                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  free c                                                unknown-handle
          refused: unknown handle 'c' (live: b)
          instead  use a live handle, or an address
  
! <stdin>:1:1: unknown command 'frob' (did you mean 'free'?)
!     frob
!     ^~~~
? 2

# nothing at all is all well
$ poolsim

# --quiet and --every hold for piped lines as well
$ echo 'alloc a; alloc b' | poolsim --quiet --show list | head -2
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump
