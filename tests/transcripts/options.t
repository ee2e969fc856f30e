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
    --chunk-size BYTES         of the pool at the beginning (32)
    --block-size CHUNKS        chunks in a block of it (4)
    --memory BYTES             of the range that blocks come from (1G)
    --base ADDRESS             where that range begins (0x10000000)
    --format text|json         of the output; json is one object a line
    --show PARTS               what a step shows: blocks,list,chunks,fields; all; none
    --quiet                    print the final state and the figures only
    --every N                  print every Nth step only, and the final state
    --keep-going               go on after a refused step
    --unchecked                misuse goes through, as after 'set checks off'
    --interactive              open the shell afterwards, in the state reached
    --from FORMAT              of the traces: poolsim, rep, mtrace (recognised)
    --min-size BYTES           the least request that an import gives the pool (0)
    --color auto|always|never  colours (auto: on a terminal without NO_COLOR)
    --ascii                    no characters beyond ASCII
    --help                     print this
    --version                  print the version
  
  The commands: poolsim -c help, or poolsim-trace(5).
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
! poolsim: bad argument 'elf' of --from: not a format (poolsim, rep, mtrace)
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
