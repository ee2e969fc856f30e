# statements end at a newline or ; and # begins a comment
$ printf 'alloc a;alloc b ;; # c; free a\n\n   \t\r\n# nothing\nfree a b' | poolsim --show none
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
  

# a unique beginning of a verb will do, an exact name wins
$ poolsim --show none -c 'po 16 4; alloc a; free a; freea'
  step 1  pool 16 4                                             ok
          an empty pool: 4 chunks of 16 bytes in a block, and no block yet
  
  step 2  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 3  free a                                                push
          what is freed goes to the front of the list: 0:0 becomes the head; its
          first 8 bytes now hold NULL, as the list was empty
  
  step 4  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  

# an ambiguous beginning names its candidates
$ poolsim -c 's'
! -c:1:1: ambiguous command 's' (show, stats, set, step, source, save)
!     s
!     ^
? 2

# an unknown verb: what was meant
$ poolsim -c 'alloc a; relase a'
! -c:1:10: unknown command 'relase' (try 'help')
!     alloc a; relase a
!              ^~~~~~
? 2

# an unknown verb that is near to nothing
$ poolsim -c 'frobnicate'
! -c:1:1: unknown command 'frobnicate' (try 'help')
!     frobnicate
!     ^~~~~~~~~~
? 2

# verbs are in lower case
$ poolsim -c 'ALLOC a'
! -c:1:1: unknown command 'ALLOC' (try 'help')
!     ALLOC a
!     ^~~~~
? 2

# sizes: decimal, hexadecimal, with a suffix
$ poolsim --show none --keep-going -c 'pool 0x20 0X4; pool 1K 1; pool 2k 1; alloc a 0x7ff b 1K'
  step 1  pool 32 4                                             ok
          an empty pool: 4 chunks of 32 bytes in a block, and no block yet
  
  step 2  pool 1024 1                                           ok
          an empty pool: 1 chunk of 1024 bytes in a block, and no block yet
  
  step 3  pool 2048 1                                           ok
          an empty pool: 1 chunk of 2048 bytes in a block, and no block yet
  
  step 4  alloc a 2047                                          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 5  alloc b 1024                                          grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  

# sizes that are none
$ poolsim -c 'pool 12z 4'
! -c:1:6: bad number '12z' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool 12z 4
!          ^~~
? 2
$ poolsim -c 'pool -1 4'
! -c:1:6: bad number '-1' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool -1 4
!          ^~
? 2
$ poolsim -c 'pool +1 4'
! -c:1:6: bad number '+1' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool +1 4
!          ^~
? 2
$ poolsim -c 'pool 1e3 4'
! -c:1:6: bad number '1e3' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool 1e3 4
!          ^~~
? 2
$ poolsim -c 'pool 1.5 4'
! -c:1:6: bad number '1.5' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool 1.5 4
!          ^~~
? 2
$ poolsim -c 'pool 0x 4'
! -c:1:6: bad number '0x' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool 0x 4
!          ^~
? 2
$ poolsim -c 'pool 1KK 4'
! -c:1:6: bad number '1KK' (decimal or 0x hexadecimal, then K, M, G or nothing)
!     pool 1KK 4
!          ^~~
? 2
$ poolsim -c 'pool 32 0'
! -c:1:9: number out of range '0' (1 to 4294967295)
!     pool 32 0
!             ^
? 2
$ poolsim -c 'pool 4294967289 4'
! -c:1:6: number out of range '4294967289' (0 to 4294967288)
!     pool 4294967289 4
!          ^~~~~~~~~~
? 2
$ poolsim -c 'pool 8 4294967296'
! -c:1:8: number out of range '4294967296' (1 to 4294967295)
!     pool 8 4294967296
!            ^~~~~~~~~~
? 2
$ poolsim -c 'alloc a 18446744073709551616'
! -c:1:9: number out of range '18446744073709551616' (0 to 18446744073709551615)
!     alloc a 18446744073709551616
!             ^~~~~~~~~~~~~~~~~~~~
? 2
$ poolsim -c 'free 99999999999999999999'
! -c:1:6: number out of range '99999999999999999999' (0 to 18446744073709551615)
!     free 99999999999999999999
!          ^~~~~~~~~~~~~~~~~~~~
? 2
$ poolsim -c 'alloc a 17179869184G'
! -c:1:9: number out of range '17179869184G' (0 to 18446744073709551615)
!     alloc a 17179869184G
!             ^~~~~~~~~~~~
? 2

# operands that are missing, or too many
$ poolsim -c 'pool'
! -c:1:5: 'pool' needs a chunk size (usage: pool CHUNK_SIZE BLOCK_SIZE)
!     pool
!         ^
? 2
$ poolsim -c 'pool 32'
! -c:1:8: 'pool' needs a block size (usage: pool CHUNK_SIZE BLOCK_SIZE)
!     pool 32
!            ^
? 2
$ poolsim -c 'free'
! -c:1:5: a handle or an address is missing (usage: free NAME|ADDRESS ...)
!     free
!         ^
? 2
$ poolsim -c 'source'
! -c:1:7: a file's name is missing (usage: source FILE)
!     source
!           ^
? 2
$ poolsim -c 'freeall now'
! -c:1:9: one word too many (usage: freeall)
!     freeall now
!             ^~~
? 2
$ poolsim -c 'pool 32 4 1'
! -c:1:11: one word too many (usage: pool CHUNK_SIZE BLOCK_SIZE)
!     pool 32 4 1
!               ^
? 2
$ poolsim -c 'help alloc free'
! -c:1:12: one word too many (usage: help [VERB|all])
!     help alloc free
!                ^~~~
? 2

# handles that are none
$ poolsim -c 'alloc a-b'
! -c:1:7: bad handle 'a-b' (a letter or _, then letters, digits and _)
!     alloc a-b
!           ^~~
? 2
$ poolsim -c 'alloc a 1 2'
! -c:1:11: bad handle '2' (a size goes after its name: alloc NAME SIZE)
!     alloc a 1 2
!               ^
? 2
$ poolsim -c 'alloc 24'
! -c:1:7: bad handle '24' (a size goes after its name: alloc NAME SIZE)
!     alloc 24
!           ^~
? 2
$ poolsim -c 'free é'
! -c:1:6: bad handle '\xc3\xa9' (a letter or _, then letters, digits and _)
!     free \xc3\xa9
!          ^~~~~~~~
? 2

# a handle of 63 bytes is one, of 64 bytes is none
$ poolsim --show none -c 'alloc a12345678901234567890123456789012345678901234567890123456789012'
  step 1  alloc a12345678901234567890123456789012345678901234567890123456789012
          new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
$ poolsim --show none -c 'alloc a123456789012345678901234567890123456789012345678901234567890123'
! -c:1:7: bad handle 'a12345678901234567890123456789012345678901234567890123456789012...' (64 bytes, at most 63)
!     alloc a123456789012345678901234567890123456789012345678901234567890123
!           ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
? 2

# a line is all or nothing: its last word is wrong, so nothing of it is done
$ printf 'alloc a\nalloc b c; free a %%\nalloc d' | poolsim --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  step 2  alloc d                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
! <stdin>:2:19: bad handle '%' (a letter or _, then letters, digits and _)
!     alloc b c; free a %
!                       ^
? 2

# the caret stands under the fault, also in a long line with control characters
$ printf 'alloc aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbb \033[31m ccccccccccccccccccccccccccccccccccccc dddddddddddd\n' | poolsim
! <stdin>:1:88: bad handle '\x1b[31m' (a letter or _, then letters, digits and _)
!     ...aaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbb \x1b[31m cccccccccccccccccccccccccccccc...
!                                            ^~~~~~~~
? 2

# a NUL byte is no end of a line
$ printf 'alloc a\0b\n' | poolsim
! <stdin>:1:7: bad handle 'a\x00b' (a letter or _, then letters, digits and _)
!     alloc a\x00b
!           ^~~~~~
? 2

# an unknown part of show, and an unknown verb of help
$ poolsim -c 'show blcks'
! -c:1:6: unknown part 'blcks' (did you mean 'blocks'?)
!     show blcks
!          ^~~~~
? 2
$ poolsim -c 'help fre e'
! -c:1:6: ambiguous command 'fre' (free, freeall)
!     help fre e
!          ^~~
? 2
$ poolsim -c 'help relase'
! -c:1:6: unknown command 'relase' (try 'help')
!     help relase
!          ^~~~~~
? 2

# help: the commands; help VERB: one of them
$ poolsim -c 'help'
  alloc [NAME [SIZE]] ...        take a chunk, and call it NAME
  free NAME|ADDRESS ...          give chunks back
  freeall                        empty the pool in one step
  undo [N]                       take the last step back, or the last N
  lesson [NAME|FILE [SCREEN]]    learn by watching: list the lessons, or begin one
  quiz [on [KIND] ... | off]     be asked before each step what it will do
  quit                           leave
  
  All commands:
  the pool     alloc free freeall random pool allocator trim
  look         show stats dump why explain
  change       write set
  in time      undo redo goto history
  a trace      load list step back run until restart
  stop         break tbreak watch delete info
  trace files  source save expect
  learn        lesson quiz compare
  help, leave  help quit exit
  
  'help alloc' says more about alloc; 'help all' has a line on each.
$ poolsim -c 'help all'
  -- the pool
  alloc [NAME [SIZE]] ...        take a chunk, and call it NAME
  free NAME|ADDRESS ...          give chunks back
  freeall                        empty the pool in one step
  random N [NAME=VALUE] ...      N allocs and frees, made up out of a seed
  pool CHUNK_SIZE BLOCK_SIZE     a new, empty pool in place of the old one
  allocator KIND [CHUNK_SIZE BLOCK_SIZE] [NAME=VALUE] ...
                                 a new allocator of another kind in place of the
                                 old one
  trim                           give back memory that holds no live chunk
  
  -- look
  show [blocks] [list] [chunks] [fields] [all]
                                 print the picture again, whole
  stats                          the figures, with units
  dump NAME|ADDRESS|BLOCK        the bytes of a chunk, or of a whole block
  why NAME|ADDRESS               all that is known of a chunk: state, owners,
                                 history
  explain                        the last step at length: each thing that it wrote
  
  -- change
  write NAME|ADDRESS TEXT|0xBYTES [at OFFSET]
                                 write into a chunk, as a program would
  set checks on|off | code on|off | guard off|poison|redzone|encode ...
                                 let misuse go through; show code; make guards
  
  -- in time
  undo [N]                       take the last step back, or the last N
  redo [N]                       do the next undone step again, or the next N
  goto STEP                      go to the state after a step; 0 is the beginning
  history [N]                    the steps around this one, with their outcomes
  
  -- a trace
  load FILE                      load a trace, to be stepped through
  list [N]                       the loaded trace around the next line
  step [N]                       run the next step of the trace, or the next N
  back [N] | until CONDITION     go back by a step, by N, or to where it was so
  run                            run the trace up to a break, or to its end
  until CONDITION                run the trace up to where it is so
  restart                        go back to the beginning of the trace
  
  -- stop
  break CONDITION                stop after each step at which it is so
  tbreak CONDITION               the same, once
  watch FIGURE                   stop after each step that changes it
  delete [N]                     delete break or watch N, or all of them
  info [breaks]                  the breaks and watches, and how often they were
                                 hit
  
  -- trace files
  source FILE                    run a trace file in this session
  save FILE [--force]            write the steps so far as a trace file
  expect WHAT VALUE ...          check the state that the steps have led to
  
  -- learn
  lesson [NAME|FILE [SCREEN]]    learn by watching: list the lessons, or begin one
  quiz [on [KIND] ... | off]     be asked before each step what it will do
  compare [RECIPE] ...           run the trace, or the steps so far, through
                                 several allocators
  
  -- help, leave
  help [VERB|all]                the commands, or one of them at length
  quit                           leave
  exit                           leave, as quit
  
  A unique beginning of a command will do. ; stands between two of them, and
  # before a comment. 'help alloc' says more about alloc.
$ poolsim -c 'help alloc'
  alloc: take a chunk, and call it NAME
  usage: alloc [NAME [SIZE]] ...
  One allocation for each NAME; without one, the next of p1, p2, ... that is
  not taken. A NAME is a letter or _ and then letters, digits and _. SIZE is
  what the program asked for, in bytes: the whole chunk, where it is left out;
  it counts in the figures of `stats` for what chunks waste.
  Example: alloc a b 20 c
$ poolsim -c 'help exit'
  exit: leave, as quit
  usage: exit

# quit and exit end it
$ poolsim --show none -c 'alloc a; quit; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
$ poolsim --show none -c 'alloc a; exit; alloc b'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
