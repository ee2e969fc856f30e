# --help and --version go to standard output
$ poolsim --version
  poolsim 1.0
$ poolsim --help
  poolsim: a memory pool that you can watch, step by step
  
  usage: poolsim [OPTION]...                      the shell
         poolsim [OPTION]... --replay FILE...     every step of a trace
         poolsim [OPTION]... -c 'alloc a; free a'
  
    --replay FILE...           replay trace files, - is standard input; each in a new pool
    -c TEXT                    run TEXT, a trace of one line or more
    --compare RECIPE...        run the trace through these allocators, or libc
    --generate WORKLOAD        print it as a trace, as in 'random 20 seed=7'
    --chunk-size BYTES         of the pool at the beginning (32)
    --block-size CHUNKS        chunks in a block of it (4)
    --allocator RECIPE         that it begins with, as in 'eager 16 8' (pool 32 4)
    --memory BYTES             of the range that blocks come from (1G)
    --base ADDRESS             where that range begins (0x10000000)
    --format text|json         of the output; json is one object a line
    --show PARTS               what a step shows: blocks,list,chunks,fields; all; none
    --quiet                    print the final state and the figures only
    --every N                  print every Nth step only, and the final state
    --steps LIST               print these steps only, as in 10..20,30
    --keep-going               go on after a refused step
    --unchecked                misuse goes through, as after 'set checks off'
    --code                     show the lines of pool.c that each step ran
    --interactive              with --replay or -c: open the shell afterwards
    --stopped                  with --replay and --interactive: open it before step 1
    --quiz KINDS               ask before each step: place,list,head,...; all
    --worksheet                print an exercise: --seed N --steps N, or of a trace
    --seed N                   of a worksheet (1)
    --misuse                   with --worksheet: double frees and stale frees, too
    --answers                  with --worksheet: the key
    --grade FILE               mark a worksheet that was filled in
    --from FORMAT              of the traces: poolsim, rep, mtrace, ostep (recognised)
    --min-size BYTES           the least request that an import gives the pool (0)
    --color auto|always|never  colours (auto: on a terminal without NO_COLOR)
    --ascii                    no characters beyond ASCII
    --help                     print this
    --version                  print the version
  
  The commands: poolsim -c 'help all', or poolsim-trace(5).
  Exit status: 0 all well, 1 a step was refused, 2 usage, an unreadable
  file or malformed text, 3 the output could not be written.

# an unknown option names its neighbour
$ poolsim --qiet
! poolsim: unknown option '--qiet' (did you mean '--quiet'?)
? 2
$ poolsim --keep
$ poolsim --repaly t
! poolsim: unknown option '--repaly' (did you mean '--replay'?)
? 2
$ poolsim -x
! poolsim: unknown option '-x' (did you mean '-c'?)
? 2
$ poolsim --xyzzy
! poolsim: unknown option '--xyzzy' (try 'poolsim --help')
? 2

# arguments that are missing or bad
$ poolsim --replay
! poolsim: option '--replay' needs an argument
? 2
$ poolsim --format xml -c 'alloc a'
! poolsim: bad argument 'xml' of --format: neither text nor json
? 2
$ poolsim --show blocks,lsit -c 'alloc a'
! poolsim: bad argument 'blocks,lsit' of --show: not a list of blocks, list, chunks, fields, all; or none
? 2
$ poolsim --chunk-size 32z -c 'alloc a'
! poolsim: bad argument '32z' of --chunk-size: not a number (decimal or 0x hexadecimal, then K, M, G or nothing)
? 2
$ poolsim --block-size 0 -c 'alloc a'
! poolsim: bad argument '0' of --block-size: too small
? 2
$ poolsim --base 0x1001 -c 'alloc a'
! poolsim: bad argument '0x1001' of --base: not a multiple of 4096
? 2
$ poolsim --memory 0 -c 'alloc a'
! poolsim: bad argument '0' of --memory: too small
? 2
$ poolsim --every 0 -c 'alloc a'
! poolsim: bad argument '0' of --every: too small
? 2
$ poolsim --color maybe -c 'alloc a'
! poolsim: bad argument 'maybe' of --color: not one of auto, always, never
? 2
$ poolsim --from elf -c 'alloc a'
! poolsim: bad argument 'elf' of --from: not a format (poolsim, rep, mtrace, ostep)
? 2
$ poolsim --quiet=1 -c 'alloc a'
! poolsim: option '--quiet' takes no argument
? 2

# words that are no options
$ poolsim trace.txt
! poolsim: unexpected word 'trace.txt' (did you mean '--replay trace.txt'?)
? 2
$ poolsim --replay t -c 'alloc a'
! poolsim: --replay and -c exclude each other
? 2
$ poolsim --interactive --replay t u
! poolsim: --interactive goes with one file
? 2

# --chunk-size and --block-size
$ poolsim --chunk-size 20 --block-size 2 --show fields -c 'show fields'
  pool             chunkSize 24   blockSize 2   used 1   block -1   freed NULL
                   blocksUsed 1

# control characters in a file's name are shown escaped
$ poolsim --replay "$(printf 'a\033[31mb')"
! poolsim: can't open 'a\x1b[31mb': No such file or directory
? 2

# an ambiguous beginning of an option, and -c twice
$ poolsim --m 5
! poolsim: ambiguous option '--m' (try 'poolsim --help')
? 2
$ poolsim -c 'alloc a' -c 'free a'
! poolsim: bad argument 'free a' of -c: -c was given before; put a newline or ; between commands
? 2
$ echo 'alloc a' | poolsim --interactive --replay -
! poolsim: --interactive needs standard input for itself
? 2
$ poolsim --chunk-size 4294967288 --block-size 4294967295
! poolsim: a block of 4294967295 chunks of 4294967288 bytes is too large
? 2
$ poolsim --help=3
! poolsim: option '--help' takes no argument
? 2

# --steps: ranges and steps, with commas between
$ poolsim --show none --steps 2,4..5 -c 'alloc a b c d e f'
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  step 4  alloc d                                               bump
          the list is empty and block 0 has 1 fresh chunk left: 0:3 is the next
  
  step 5  alloc e                                               grow-table
          the list is empty and block 0 has no fresh chunk left, so block 1 is
          obtained; the table was full, so it doubles to 2 slots
  
$ poolsim --show none --steps 0x2,2 -c 'alloc a b c'
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
$ poolsim --show none --steps 2 --every 3 -c 'alloc a b c'
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
$ poolsim --show none --steps 3 -c 'alloc a; free a a; alloc b'
  step 3  free a                                                double-free
          refused: double free of 'a': it was freed in step 2; its chunk 0:0 is on
          the free list already
          chunk    0:0 0x10000000, 32 bytes, freed
          history  step 1 allocated as 'a'; step 2 freed
          next     poolFree would link it in again: the list would be a ring, and
                   two allocs would get the same chunk
          instead  free each chunk once; set the pointer to NULL after poolFree
  
! -c:1:17: double free of 'a': it was freed in step 2; its chunk 0:0 is on the free list already
? 1

# questions are answered all the same; expectations are printed with the step that they are about
$ poolsim --show none --steps 2 -c 'alloc a; expect live 1; alloc b; expect live 2; show list; alloc c; expect live 3'
  step 2  alloc b                                               bump
          the list is empty and block 0 has 3 fresh chunks left: 0:1 is the next
  
  expect live 2                                                 ok
  free list  0     head -> NULL
  next alloc       0:2 0x10000040  bump

# lists that are none
$ for list in '' , 1, ,1 1,,2 0 0..3 ..3 3.. 1...3 1-3 two '1 2' 99999999999999999999; do poolsim --steps "$list" -c 'alloc a'; echo $?; done
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
  2
! poolsim: bad argument '' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument ',' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '1,' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument ',1' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '1,,2' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '0' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '0..3' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '..3' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '3..' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '1...3' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '1-3' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument 'two' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '1 2' of --steps: not a list of steps, as in 10..20,30
! poolsim: bad argument '99999999999999999999' of --steps: not a list of steps, as in 10..20,30
$ poolsim --steps 20..10 -c 'alloc a'
! poolsim: bad argument '20..10' of --steps: a range that ends before it begins
? 2
$ poolsim --show none --steps "$(seq -s , 64)" -c 'alloc a'
  step 1  alloc a                                               new-block
          the list is empty and the pool has no block yet, so block 0 is obtained
  
! poolsim: --steps: there is no step 2, the last one is 1
$ poolsim --steps "$(seq -s , 65)" -c 'alloc a' 2>&1 | tail -c 20
  more than 64 ranges
$ poolsim --steps
! poolsim: option '--steps' needs an argument
? 2
