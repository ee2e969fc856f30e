# words and options that are none
$ poolsim stray
! poolsim: unexpected word 'stray' (did you mean '--replay stray'?)
? 2
$ poolsim -- stray
! poolsim: unexpected word 'stray' (did you mean '--replay stray'?)
? 2
$ poolsim --replay -- nowhere
  == --
  == nowhere
  0 passed, 2 failed
! poolsim: can't open '--': No such file or directory
! poolsim: can't open 'nowhere': No such file or directory
? 2
$ poolsim -
! poolsim: unexpected word '-' (did you mean '--replay -'?)
? 2
$ poolsim --=5
! poolsim: unknown option '--=5' (try 'poolsim --help')
? 2
$ poolsim ---
! poolsim: unknown option '---' (try 'poolsim --help')
? 2
$ poolsim --q
! poolsim: ambiguous option '--q' (try 'poolsim --help')
? 2
$ poolsim --s 3
! poolsim: ambiguous option '--s' (try 'poolsim --help')
? 2
$ poolsim --zzzzzzzz
! poolsim: unknown option '--zzzzzzzz' (try 'poolsim --help')
? 2
$ poolsim --color=never -c 'alloc a' --show none
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
$ poolsim --help=me
! poolsim: option '--help' takes no argument
? 2
$ poolsim -c
! poolsim: option '-c' needs an argument
? 2

# a file may be named as an option is, behind --
$ echo 'alloc a' > -x; echo 'alloc b' > -; poolsim --show none --replay -x; echo; poolsim --show none --replay ./-x -- -x < /dev/null
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  
  == ./-x
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  == -x
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
  2 passed, 0 failed
$ echo 'alloc s' | poolsim --show none --replay -
  step 1  alloc s                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
$ poolsim --show none --format json --replay ./-x ./- | grep -o '"command":"[^"]*"'
  "command":"alloc a"
  "command":"alloc b"

# what does not go together
$ poolsim --generate 'steps=5' -c 'alloc a'
! poolsim: --generate goes with none of --replay, -c, --interactive
? 2
$ poolsim --generate 5 --replay x
! poolsim: --generate goes with none of --replay, -c, --interactive
? 2
$ poolsim --generate 5 --interactive
! poolsim: --generate goes with none of --replay, -c, --interactive
? 2
$ poolsim --compare "pool 32 4" -c 'alloc a' --interactive
! poolsim: --compare and --interactive exclude each other
? 2
$ poolsim --compare "pool 32 4"
! poolsim: --compare goes with --replay FILE or -c TEXT
? 2
$ poolsim --compare "pool 32 4" puddle -c 'alloc a'
! poolsim: bad argument 'puddle' of --compare: unknown allocator 'puddle' (pool, eager, stack, bitmap, magazine, heap)
? 2
$ poolsim --stopped --replay x
! poolsim: --stopped goes with --replay FILE --interactive
? 2
$ poolsim --quiz all --compare "pool 32 4" -c 'alloc a'
! poolsim: --quiz and --compare exclude each other
? 2
$ poolsim --worksheet --answers --interactive
! poolsim: --worksheet goes with none of --interactive, --compare, --generate, --quiz, --unchecked
? 2
$ poolsim --answers
! poolsim: --seed, --misuse and --answers go with --worksheet
? 2
$ poolsim --misuse
! poolsim: --seed, --misuse and --answers go with --worksheet
? 2
$ poolsim --grade x --interactive
! poolsim: --grade goes with none of --interactive, --compare, --generate, --quiz, --unchecked
? 2
$ poolsim --grade x -c 'alloc a'
! poolsim: --grade goes with none of --worksheet, --replay, -c
? 2
$ poolsim --grade x --replay y
! poolsim: --grade goes with none of --worksheet, --replay, -c
? 2
$ poolsim --worksheet --replay x y
! poolsim: --worksheet goes with one file
? 2
$ poolsim --worksheet --steps 2,4
! poolsim: with --worksheet, --steps is a number from 1 to 30
? 2

# a recipe's words stand apart by blanks of any kind
$ poolsim --show none --allocator "$(printf 'heap\tfit=best \r')" -c 'alloc a'
  step 1  alloc a                                               new-block
          8 bytes and a header of 8 take 16 bytes; nothing is free, so the heap
          grows by 16 bytes to 16 bytes
  
