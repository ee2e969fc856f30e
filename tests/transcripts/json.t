# one object a step
$ poolsim --format json -c 'alloc a b; free a'
  {"step":1,"line":1,"command":"alloc a","op":"alloc","handle":"a","outcome":"ok","path":"new-block","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":0,"block":0,"freed":null,"blocksUsed":1},"blocks":[{"index":0,"address":"0x10000000","chunks":[{"address":"0x10000000","state":"live","handle":"a","next":null,"owners":1},{"address":"0x10000020","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000040","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000060","state":"fresh","handle":null,"next":null,"owners":0}]}],"freeList":{"length":0,"addresses":[],"end":"null"},"stats":{"allocs":1,"frees":0,"freealls":0,"failed":0,"live":1,"peakLive":1,"recycled":0,"bumped":1,"freeListLength":0,"peakFreeListLength":0,"blocks":1,"tableCapacity":1,"tableDoublings":0,"chunkBytes":32,"requestedBytes":32,"reservedBytes":128,"tableBytes":8,"guardBytes":0,"peakReservedBytes":128,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":96,"largestFree":32,"utilization":0.235294,"recycleRate":0}}
  {"step":2,"line":1,"command":"alloc b","op":"alloc","handle":"b","outcome":"ok","path":"bump","address":"0x10000020","block":0,"chunk":1,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":1,"block":0,"freed":null,"blocksUsed":1},"blocks":[{"index":0,"address":"0x10000000","chunks":[{"address":"0x10000000","state":"live","handle":"a","next":null,"owners":1},{"address":"0x10000020","state":"live","handle":"b","next":null,"owners":1},{"address":"0x10000040","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000060","state":"fresh","handle":null,"next":null,"owners":0}]}],"freeList":{"length":0,"addresses":[],"end":"null"},"stats":{"allocs":2,"frees":0,"freealls":0,"failed":0,"live":2,"peakLive":2,"recycled":0,"bumped":2,"freeListLength":0,"peakFreeListLength":0,"blocks":1,"tableCapacity":1,"tableDoublings":0,"chunkBytes":64,"requestedBytes":64,"reservedBytes":128,"tableBytes":8,"guardBytes":0,"peakReservedBytes":128,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":64,"largestFree":32,"utilization":0.470588,"recycleRate":0}}
  {"step":3,"line":1,"command":"free a","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":1,"block":0,"freed":"0x10000000","blocksUsed":1},"blocks":[{"index":0,"address":"0x10000000","chunks":[{"address":"0x10000000","state":"freed","handle":"a","next":null,"owners":0},{"address":"0x10000020","state":"live","handle":"b","next":null,"owners":1},{"address":"0x10000040","state":"fresh","handle":null,"next":null,"owners":0},{"address":"0x10000060","state":"fresh","handle":null,"next":null,"owners":0}]}],"freeList":{"length":1,"addresses":["0x10000000"],"end":"null"},"stats":{"allocs":2,"frees":1,"freealls":0,"failed":0,"live":1,"peakLive":2,"recycled":0,"bumped":2,"freeListLength":1,"peakFreeListLength":1,"blocks":1,"tableCapacity":1,"tableDoublings":0,"chunkBytes":32,"requestedBytes":32,"reservedBytes":128,"tableBytes":8,"guardBytes":0,"peakReservedBytes":128,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":96,"largestFree":32,"utilization":0.235294,"recycleRate":0}}

# a refused step has its outcome and a message
$ poolsim --format json --show none --keep-going -c 'free a; alloc a 33; free 0x10'
  {"step":1,"line":1,"command":"free a","op":"free","handle":"a","outcome":"unknown-handle","path":null,"address":null,"block":null,"chunk":null,"message":"unknown handle 'a' (no handle is live)","report":{"instead":"use a live handle, or an address"},"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":3,"block":-1,"freed":null,"blocksUsed":1},"freeList":{"length":0,"end":"null"},"stats":{"allocs":0,"frees":0,"freealls":0,"failed":1,"live":0,"peakLive":0,"recycled":0,"bumped":0,"freeListLength":0,"peakFreeListLength":0,"blocks":0,"tableCapacity":1,"tableDoublings":0,"chunkBytes":0,"requestedBytes":0,"reservedBytes":0,"tableBytes":8,"guardBytes":0,"peakReservedBytes":0,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":0,"largestFree":0,"utilization":0,"recycleRate":null}}
  {"step":2,"line":1,"command":"alloc a 33","op":"alloc","handle":"a","outcome":"oversize","path":null,"address":null,"block":null,"chunk":null,"message":"oversize: 'a' asks for 33 bytes, but a chunk has 32","report":{"next":"poolMalloc knows no sizes: the program would write past the end of its chunk, into the next one","instead":"make a pool with larger chunks, or take such sizes from elsewhere"},"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":3,"block":-1,"freed":null,"blocksUsed":1},"freeList":{"length":0,"end":"null"},"stats":{"allocs":0,"frees":0,"freealls":0,"failed":2,"live":0,"peakLive":0,"recycled":0,"bumped":0,"freeListLength":0,"peakFreeListLength":0,"blocks":0,"tableCapacity":1,"tableDoublings":0,"chunkBytes":0,"requestedBytes":0,"reservedBytes":0,"tableBytes":8,"guardBytes":0,"peakReservedBytes":0,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":0,"largestFree":0,"utilization":0,"recycleRate":null}}
  {"step":3,"line":1,"command":"free 0x10","op":"free","handle":null,"outcome":"foreign-free","path":null,"address":"0x10","block":null,"chunk":null,"message":"foreign free of 0x10: it lies in no block of this pool","report":{"next":"poolFree would write a link over the bytes there, and poolMalloc would hand them out as a chunk","instead":"give back only what this pool has handed out"},"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":3,"block":-1,"freed":null,"blocksUsed":1},"freeList":{"length":0,"end":"null"},"stats":{"allocs":0,"frees":0,"freealls":0,"failed":3,"live":0,"peakLive":0,"recycled":0,"bumped":0,"freeListLength":0,"peakFreeListLength":0,"blocks":0,"tableCapacity":1,"tableDoublings":0,"chunkBytes":0,"requestedBytes":0,"reservedBytes":0,"tableBytes":8,"guardBytes":0,"peakReservedBytes":0,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":0,"largestFree":0,"utilization":0,"recycleRate":null}}
! -c:1:6: unknown handle 'a' (no handle is live)
! -c:1:15: oversize: 'a' asks for 33 bytes, but a chunk has 32
! -c:1:26: foreign free of 0x10: it lies in no block of this pool
! poolsim: 3 refused or unexpected
? 1

# --show none leaves blocks and the list's addresses out
$ poolsim --format json --show none -c 'alloc a; free a'
  {"step":1,"line":1,"command":"alloc a","op":"alloc","handle":"a","outcome":"ok","path":"new-block","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":0,"block":0,"freed":null,"blocksUsed":1},"freeList":{"length":0,"end":"null"},"stats":{"allocs":1,"frees":0,"freealls":0,"failed":0,"live":1,"peakLive":1,"recycled":0,"bumped":1,"freeListLength":0,"peakFreeListLength":0,"blocks":1,"tableCapacity":1,"tableDoublings":0,"chunkBytes":32,"requestedBytes":32,"reservedBytes":128,"tableBytes":8,"guardBytes":0,"peakReservedBytes":128,"searched":0,"freeBlocks":0,"overheadBytes":0,"freeBytes":96,"largestFree":32,"utilization":0.235294,"recycleRate":0}}
  {"step":2,"line":1,"command":"free a","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searched":0,"searchPath":null,"pool":{"chunkSize":32,"blockSize":4,"used":0,"block":0,"freed":"0x10000000","blocksUsed":1},"freeList":{"length":1,"end":"null"},"stats":{"allocs":1,"frees":1,"freealls":0,"failed":0,"live":0,"peakLive":1,"recycled":0,"bumped":1,"freeListLength":1,"peakFreeListLength":1,"blocks":1,"tableCapacity":1,"tableDoublings":0,"chunkBytes":0,"requestedBytes":0,"reservedBytes":128,"tableBytes":8,"guardBytes":0,"peakReservedBytes":128,"searched":0,"freeBlocks":1,"overheadBytes":0,"freeBytes":128,"largestFree":32,"utilization":0,"recycleRate":0}}

# show and stats print an object too, with that op and the current step's number
$ poolsim --format json --show none -c 'show; alloc a; stats' | cut -c 1-160
  {"step":0,"line":1,"command":"show","op":"show","handle":null,"outcome":"ok","path":null,"address":null,"block":null,"chunk":null,"message":null,"report":null,"
  {"step":1,"line":1,"command":"alloc a","op":"alloc","handle":"a","outcome":"ok","path":"new-block","address":"0x10000000","block":0,"chunk":0,"message":null,"re
  {"step":1,"line":1,"command":"stats","op":"stats","handle":null,"outcome":"ok","path":null,"address":null,"block":null,"chunk":null,"message":null,"report":null

# --quiet prints one object
$ poolsim --format json --quiet --show none -c 'alloc a; free a' | cut -c 1-120
  {"step":2,"line":null,"command":"show","op":"show","handle":null,"outcome":"ok","path":null,"address":null,"block":null,

# help is no object: it goes to standard error
$ poolsim --format json -c 'help quit'
! quit: leave
! usage: quit
! So does Ctrl-D. In a trace file it ends the replay.

# it is JSON, line by line, also for blocks kept by freeall
$ poolsim --format json -c 'alloc a b c d e; freeall; alloc f' | python3 -c 'import json, sys; [print(o["step"], [c["state"] for b in o["blocks"] for c in b["chunks"]]) for o in map(json.loads, sys.stdin)]'
  1 ['live', 'fresh', 'fresh', 'fresh']
  2 ['live', 'live', 'fresh', 'fresh']
  3 ['live', 'live', 'live', 'fresh']
  4 ['live', 'live', 'live', 'live']
  5 ['live', 'live', 'live', 'live', 'live', 'fresh', 'fresh', 'fresh']
  6 ['fresh', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh']
  7 ['live', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh', 'fresh']

# --steps: these objects and no others, no final state either
$ seq -f 'alloc a%g' 40 > t
$ poolsim --format json --show none --steps 10..20 --replay t | cut -d, -f 1,3
  {"step":10,"command":"alloc a10"
  {"step":11,"command":"alloc a11"
  {"step":12,"command":"alloc a12"
  {"step":13,"command":"alloc a13"
  {"step":14,"command":"alloc a14"
  {"step":15,"command":"alloc a15"
  {"step":16,"command":"alloc a16"
  {"step":17,"command":"alloc a17"
  {"step":18,"command":"alloc a18"
  {"step":19,"command":"alloc a19"
  {"step":20,"command":"alloc a20"
$ poolsim --format json --show none --steps 10,20,30 --replay t | cut -d, -f 1,3
  {"step":10,"command":"alloc a10"
  {"step":20,"command":"alloc a20"
  {"step":30,"command":"alloc a30"
$ poolsim --format json --show none --steps 39..50,2,2..3 --replay t | cut -d, -f 1,3
  {"step":2,"command":"alloc a2"
  {"step":3,"command":"alloc a3"
  {"step":39,"command":"alloc a39"
  {"step":40,"command":"alloc a40"
$ poolsim --format json --show none --steps 50..60 --replay t
! poolsim: --steps: there is no step 50, the last one is 40

# each of them is the very object that a replay of all steps prints
$ seq -f 'alloc a%g' 20 > t; seq -f 'free a%g' 20 >> t
$ poolsim --format json --replay t | sed -n '10,20p;30p' > all
$ poolsim --format json --steps 10..20,30 --replay t | cmp - all
