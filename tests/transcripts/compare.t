# one trace through several allocators; the last column depends on the machine
# not under sanitizers: malloc is another one there
$ poolsim -c 'alloc a 8 b 8 c 64 d 20; free a; free b; alloc e 12' --compare 'pool 32 4' 'eager 32 4' 'heap fit=first' libc | sed -E 's/ +([0-9.]+|ms)$//'
  allocator       served  failed  reserved  useful  overhead  internal  external
  pool 32 4            4       1       136   26.5%      5.9%     44.1%      0.0%
  eager 32 4           4       1       136   26.5%      5.9%     44.1%      0.0%
  heap fit=first       5       0       136   73.5%     23.5%      2.9%      0.0%
  libc                 5       0       176   56.8%     18.2%     25.0%         -
  
  allocator       search  most  at free  blocks
  pool 32 4         0.00     0     0.00       0
  eager 32 4        0.00     0     0.00       0
  heap fit=first    0.20     1     0.00       0
  libc                 -     -        -       -
  
  served      allocations that were served
  failed      allocations that were not: no memory, or larger than a chunk
  reserved    the most bytes of memory that it held, tables included
  useful      of the memory held when the program held most: what it asked for
  overhead    the same: headers, and the block table
  internal    the same: the rest of chunks that were live, lost to rounding up
  external    1 - largest free piece / all that is free, at the end
  search      elements of lists that an allocation looked at, on average
  most        the same, at most
  at free     the same at a free, on average: the cost of an order
  blocks      wholly free at the end: they could be given back
  ms          for the whole trace, in the simulator with its checks

# as JSON
# not under sanitizers: malloc is another one there
$ poolsim --show none --quiet --format json -c 'alloc a 8 b 8; free a; compare "pool 32 4" libc' | head -1 | sed 's/"milliseconds":[0-9.e-]*/"milliseconds":0/g'
  {"op":"compare","rows":[{"allocator":"pool 32 4","served":2,"failed":0,"peakReservedBytes":136,"useful":0.117647,"overhead":0.0588235,"internal":0.352941,"external":0,"searchMean":0,"searchMost":0,"freeSearchMean":0,"freeBlocks":0,"milliseconds":0},{"allocator":"libc","served":2,"failed":0,"peakReservedBytes":64,"useful":0.25,"overhead":0.25,"internal":0.5,"external":null,"searchMean":null,"searchMost":null,"freeSearchMean":null,"freeBlocks":null,"milliseconds":0}]}

# --compare: words behind it are recipes, those behind --replay are files
$ poolsim --replay traces/07-ten-in-blocks-of-eight.trace --compare 'pool 16 8' 'eager 16 8' 'stack 16 8' | head -4
  allocator   served  failed  reserved  useful  overhead  internal  external
  pool 16 8       11       0       272   58.8%      5.9%      0.0%      0.0%
  eager 16 8      11       0       272   58.8%      5.9%      0.0%      0.0%
  stack 16 8      11       0       352   45.5%     27.3%      0.0%      0.0%
$ poolsim --compare 'pool 16 8' --replay traces/07-ten-in-blocks-of-eight.trace | head -2
  allocator  served  failed  reserved  useful  overhead  internal  external
  pool 16 8      11       0       272   58.8%      5.9%      0.0%      0.0%

# a loaded trace is compared from its beginning to its end, and stays where it is
$ printf 'load traces/07-ten-in-blocks-of-eight.trace\nstep 3\ncompare "pool 16 8"\nlist 1\n' | poolsim --show none | tail -n +14 | grep -E '^(pool|->)' | sed -E 's/ +[0-9.]+$//'
  pool 16 8      11       0       272   58.8%      5.9%      0.0%      0.0%
  pool 16 8    0.00     0     0.00       1
  ->      6  alloc o0 o1 o2 o3 o4 o5 o6 o7 o8 o9

# without operands: all kinds
$ poolsim --show none --quiet -c 'alloc a b; compare' | grep -c -E '^(pool|eager|stack|bitmap|magazine|heap|libc) '
  14

# what can't be compared
$ poolsim -c 'alloc a; compare "pool 32"'
! -c:1:26: a block size is missing
!     alloc a; compare "pool 32"
!                              ^
? 2
$ poolsim -c 'compare pol'
! -c:1:9: unknown allocator 'pol' (did you mean 'pool'?)
!     compare pol
!             ^~~
? 2
$ poolsim --replay traces/01-first-steps.trace --compare 'heap fit=x'
! poolsim: bad argument 'heap fit=x' of --compare: unknown fit 'x' (first, next, best, worst)
? 2
$ poolsim --compare 'heap'
! poolsim: --compare goes with --replay FILE or -c TEXT
? 2
$ poolsim --replay missing.trace --compare heap
! poolsim: can't open 'missing.trace': No such file or directory
? 2
$ echo 'compare' >t; poolsim --replay t
! t:1:1: a trace file can't hold 'compare'
!     compare
!     ^~~~~~~
? 2

# any number of them
$ poolsim -c 'alloc a' --compare $(printf 'heap %.0s' $(seq 40)) | grep -c '^heap .* 0.0%$'
  40
$ poolsim --quiet --show none -c "alloc a; compare $(printf '"pool 32 4" %.0s' $(seq 40))" | grep -c '^pool .* 0.0%$'
  40

# an order by address costs nothing when it allocates, and something when it frees
$ poolsim --format json --replay traces/10-list-orders.trace --compare 'pool 32 4' 'pool 32 4 order=address' | grep -o '"searchMean":[^}]*"freeBlocks"'
  "searchMean":0,"searchMost":0,"freeSearchMean":0,"freeBlocks"
  "searchMean":0,"searchMost":0,"freeSearchMean":3.59459,"freeBlocks"

# operands that are none
$ poolsim --show none -c 'compare "" heap'
! -c:1:10: an allocator is missing (pool, eager, stack, bitmap, magazine, heap)
!     compare "" heap
!              ^
? 2
$ poolsim --show none -c 'compare "pool 32 4" "heap'
! -c:1:26: a quote is missing
!     compare "pool 32 4" "heap
!                              ^
? 2
$ poolsim -c 'alloc a' --compare '' heap
! poolsim: bad argument '' of --compare: an allocator is missing (pool, eager, stack, bitmap, magazine, heap)
? 2

# an allocator that serves nothing, steps that malloc can't repeat, and traces with pools of their own
# not under sanitizers: malloc is another one there
$ poolsim --compare 'pool 8 1' heap libc -c 'free zz' | sed -E 's/ +([0-9.]+|ms)$//' | head -n 9
  allocator  served  failed  reserved  useful  overhead  internal  external
  pool 8 1        0       0         8       -         -         -      0.0%
  heap            0       0         0       -         -         -      0.0%
  libc            0       0         0       -         -         -         -
  
  allocator  search  most  at free  blocks
  pool 8 1        -     0        -       0
  heap            -     0        -       0
  libc            -     -        -       -
$ poolsim --compare 'pool 16 4' libc -c 'alloc a; alloc a 8; free zz; free 0x10000000; alloc b 8G; freeall; alloc a; free a a' | sed -E 's/ +([0-9.]+|ms)$//' | head -n 8
  allocator  served  failed  reserved  useful  overhead  internal  external
  pool 16 4       1       3        72   11.1%     11.1%     11.1%      0.0%
  libc            2       2        48   66.7%     16.7%     16.7%         -
  
  allocator  search  most  at free  blocks
  pool 16 4    0.00     0        -       1
  libc            -     -        -       -
  
$ poolsim --compare 'pool 16 4' libc -c 'pool 0 4; alloc a b; allocator stack 12 4; alloc c; allocator heap; alloc d; pool 64 1; alloc e' | sed -E 's/ +([0-9.]+|ms)$//' | head -n 3
  allocator  served  failed  reserved  useful  overhead  internal  external
  pool 16 4       4       1        72   50.0%     11.1%     38.9%      0.0%
  libc            5       0       208   48.1%     19.2%     32.7%         -
$ poolsim --show none --allocator heap --quiet -c 'alloc a b 20; free a; compare' | grep -E '^(pool|eager|stack|bitmap|magazine|heap|libc) ' | sed -E 's/ +[0-9.]+$//' | head -n 7
  pool 64 64           2       0      4104    0.7%      0.2%      2.4%      0.0%
  eager 64 64          2       0      4104    0.7%      0.2%      2.4%      0.0%
  stack 64 64          2       0      4424    0.6%      7.4%      2.3%      0.0%
  bitmap 64 64         2       0      4112    0.7%      0.4%      2.4%      0.0%
  magazine 64 64       2       0      4168    0.7%      1.7%      2.4%      0.0%
  heap                 2       0        48   58.3%     33.3%      8.3%      0.0%
  libc                 2       0        64   43.8%     25.0%     31.2%         -
