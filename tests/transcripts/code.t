# a bump: the lines that ran, and the values that they met
$ poolsim --code --show none -c 'alloc a b' | tail -n 16
  
  include/pool.h, line 310:
  POOL_INLINE void *poolMalloc(pool *p)
  {
  >   if (p->freed != NULL) {                   no: freed is NULL
          void *chunk = p->freed;
          POOL_COPY(&p->freed, chunk, sizeof p->freed);
          return chunk;
      }
  >   if (p->used + 1 < p->blockSize) {         yes: 0 + 1 < 4
  >       p->used++;                            p->used: 0 -> 1
  >       return p->blocks[p->block] + (size_t)p->used * p->chunkSize;  0x10000020
      }
      return poolMallocNextBlock(p);
  }
  

# recycle, push, freeall
$ poolsim --code --show none -c 'alloc a b; free a; free b; alloc c; freeall' | tail -n 47
  
  step 4  free b                                                push
          what is freed goes to the front of the list: 0:1 becomes the head; its
          first 8 bytes now hold the old head, 0x10000000
  
  include/pool.h, line 330:
  POOL_INLINE void poolFree(pool *p, void *ptr)
  {
  >   if (ptr == NULL)                          no: ptr is 0x10000020
          return;
  >   POOL_COPY(ptr, &p->freed, sizeof p->freed);  its nextFree: 0x10000000
  >   p->freed = (poolFreed *)ptr;              p->freed: 0x10000000 -> 0x10000020
  }
  
  step 5  alloc c                                               recycle
          the list is not empty, so its head, 0:1, is handed out; its link leads
          to 0:0, the new head
  
  include/pool.h, line 310:
  POOL_INLINE void *poolMalloc(pool *p)
  {
  >   if (p->freed != NULL) {                   yes: freed is 0x10000020
  >       void *chunk = p->freed;               chunk = 0x10000020
  >       POOL_COPY(&p->freed, chunk, sizeof p->freed);
                                                p->freed: 0x10000020 -> 0x10000000
  >       return chunk;                         0x10000020
      }
      if (p->used + 1 < p->blockSize) { /* bump: still room in this block? */
          p->used++;
          return p->blocks[p->block] + (size_t)p->used * p->chunkSize;
      }
      return poolMallocNextBlock(p);
  }
  
  step 6  freeall                                               reset
          what is free is forgotten and block 0 serves first, so every chunk is
          fresh; 1 block and the table are kept, and nothing in them was touched
  
  src/pool.c, line 189:
  void poolFreeAll(pool *p)
  {
      poolNoteFreeAll(p);
  >   p->used = p->blockSize - 1;               p->used: 1 -> 3
  >   p->block = -1;                            p->block: 0 -> -1
  >   p->freed = NULL;                          p->freed: 0x10000000 -> NULL
  }
  

# a second block: the long way, through pool.c
$ poolsim --code --show none -c 'pool 32 1; alloc a b' | tail -n 53
  POOL_INLINE void *poolMalloc(pool *p)
  {
  >   if (p->freed != NULL) {                   no: freed is NULL
          void *chunk = p->freed;
          POOL_COPY(&p->freed, chunk, sizeof p->freed);
          return chunk;
      }
  >   if (p->used + 1 < p->blockSize) {         no: 0 + 1 = 1
          p->used++;
          return p->blocks[p->block] + (size_t)p->used * p->chunkSize;
      }
  >   return poolMallocNextBlock(p);            0x10001000
  }
  
  src/pool.c, line 220:
  void *poolMallocNextBlock(pool *p)
  {
  >   if (p->blocks == NULL || p->block == INT32_MAX)  no: p->block is 0
          return NULL;
  >   const uint32_t next = (uint32_t)(p->block + 1);  next = 1
  >   uint8_t **table = p->blocks;
  >   uint32_t capacity = p->blocksUsed;        capacity = 1
  
  >   if (next == capacity) {                   yes: 1 of 1 slots taken
  >       capacity *= 2;                        capacity: 1 -> 2
  >       table = poolObtainTable(p->source, p->blocks, p->blocksUsed, capacity);
                                                2 slots, 1 of them copied
  >       if (table == NULL)                    no
              return NULL;
      }
  >   if (table[next] == NULL) {                yes
  >       uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);
                                                block = 0x10001000, 32 bytes
  >       if (block == NULL)                    no
              goto fail;
  >       table[next] = block;                  table[1]: NULL -> 0x10001000
      }
  >   if (table != p->blocks) {                 yes
  >       poolReleaseTable(p, p->blocks, p->blocksUsed);  the old table
  >       p->blocks = table;                    p->blocks: the new table
  >       p->blocksUsed = capacity;             p->blocksUsed: 1 -> 2
      }
  >   p->block = (int32_t)next;                 p->block: 0 -> 1
  >   p->used = 0;                              p->used: 0 -> 0
      poolNoteBlock(p);
  >   return table[next];                       0x10001000
  
  fail:
      if (table != p->blocks)
          poolReleaseTable(p, table, capacity);
      return NULL;
  }
  

# a block that freeall kept
$ poolsim --code --show none -c 'alloc a; freeall; alloc b' | grep '^>' | tail -n 11
  >   return poolMallocNextBlock(p);            0x10000000
  >   if (p->blocks == NULL || p->block == INT32_MAX)  no: p->block is -1
  >   const uint32_t next = (uint32_t)(p->block + 1);  next = 0
  >   uint8_t **table = p->blocks;
  >   uint32_t capacity = p->blocksUsed;        capacity = 1
  >   if (next == capacity) {                   no: 0 of 1 slots taken
  >   if (table[next] == NULL) {                no: it was kept, at 0x10000000
  >   if (table != p->blocks) {                 no
  >   p->block = (int32_t)next;                 p->block: -1 -> 0
  >   p->used = 0;                              p->used: 3 -> 0
  >   return table[next];                       0x10000000

# no memory for a block; and with a table that was doubled in vain
$ poolsim --code --show none --memory 12288 -c 'pool 32 1; alloc a b c d' 2>/dev/null | grep '^>' | tail -n 13
  >   if (p->used + 1 < p->blockSize) {         no: 0 + 1 = 1
  >   return poolMallocNextBlock(p);            NULL
  >   if (p->blocks == NULL || p->block == INT32_MAX)  no: p->block is 2
  >   const uint32_t next = (uint32_t)(p->block + 1);  next = 3
  >   uint8_t **table = p->blocks;
  >   uint32_t capacity = p->blocksUsed;        capacity = 4
  >   if (next == capacity) {                   no: 3 of 4 slots taken
  >   if (table[next] == NULL) {                yes
  >       uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);
  >       if (block == NULL)                    yes
  >           goto fail;
  >   if (table != p->blocks)                   no
  >   return NULL;
$ poolsim --code --show none --memory 4096 -c 'pool 32 1; alloc a b' 2>/dev/null | grep -A 1 '^>' | tail -n 27
  >   return poolMallocNextBlock(p);            NULL
  }
  --
  >   if (p->blocks == NULL || p->block == INT32_MAX)  no: p->block is 0
          return NULL;
  >   const uint32_t next = (uint32_t)(p->block + 1);  next = 1
  >   uint8_t **table = p->blocks;
  >   uint32_t capacity = p->blocksUsed;        capacity = 1
  
  >   if (next == capacity) {                   yes: 1 of 1 slots taken
  >       capacity *= 2;                        capacity: 1 -> 2
  >       table = poolObtainTable(p->source, p->blocks, p->blocksUsed, capacity);
                                                2 slots, 1 of them copied
  >       if (table == NULL)                    no
              return NULL;
  --
  >   if (table[next] == NULL) {                yes
  >       uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);
                                                block = NULL: 32 bytes
  >       if (block == NULL)                    yes
  >           goto fail;
          table[next] = block;
  --
  >   if (table != p->blocks)                   yes
  >       poolReleaseTable(p, table, capacity);  the new table
  >   return NULL;
  }

# a new pool
$ poolsim --code --show none -c 'pool 12 4' | grep '^>'
  >   const uint64_t alignment = _Alignof(poolFreed);  alignment = 8
  >   uint64_t bytes = chunkSize < sizeof(poolFreed) ? sizeof(poolFreed) : chun...
  >   bytes = (bytes + alignment - 1) / alignment * alignment;  bytes = 16
  >   if (bytes > UINT32_MAX || blockSize == 0 || bytes > (uint64_t)PTRDIFF_MAX...
  >   uint8_t **table = poolObtainTable(source, NULL, 0, POOL_BLOCKS_INITIAL);
  >   if (table == NULL)                        no
  >   p->chunkSize = (uint32_t)bytes;           p->chunkSize = 16
  >   p->blockSize = blockSize;                 p->blockSize = 4
  >   p->blocksUsed = POOL_BLOCKS_INITIAL;      p->blocksUsed = 1
  >   p->blocks = table;
  >   p->source = source;
  >   poolFreeAll(p);
  >   return true;
  >   p->used = p->blockSize - 1;               p->used = 3
  >   p->block = -1;                            p->block = -1
  >   p->freed = NULL;                          p->freed = NULL

# set code turns it on and off, for steps that are undone and done again too
$ printf 'alloc a\nset code on\nalloc b\nback\nset code off\nredo\n' | poolsim --show none | grep -e ^step -e '^>'
  step 1  alloc a                                               new-block
  step 2  alloc b                                               bump
  >   if (p->freed != NULL) {                   no: freed is NULL
  >   if (p->used + 1 < p->blockSize) {         yes: 0 + 1 < 4
  >       p->used++;                            p->used: 0 -> 1
  >       return p->blocks[p->block] + (size_t)p->used * p->chunkSize;  0x10000020
  step 1 of 2  alloc a                                          new-block
  >   if (p->freed != NULL) {                   no: freed is NULL
  >   if (p->used + 1 < p->blockSize) {         no: 3 + 1 = 4
  >   return poolMallocNextBlock(p);            0x10000000
  >   if (p->blocks == NULL || p->block == INT32_MAX)  no: p->block is -1
  >   const uint32_t next = (uint32_t)(p->block + 1);  next = 0
  >   uint8_t **table = p->blocks;
  >   uint32_t capacity = p->blocksUsed;        capacity = 1
  >   if (next == capacity) {                   no: 0 of 1 slots taken
  >   if (table[next] == NULL) {                yes
  >       uint8_t *block = poolObtain(p->source, poolBlockBytes(p), POOL_BLOCK);
  >       if (block == NULL)                    no
  >       table[next] = block;                  table[0]: NULL -> 0x10000000
  >   if (table != p->blocks) {                 no
  >   p->block = (int32_t)next;                 p->block: -1 -> 0
  >   p->used = 0;                              p->used: 3 -> 0
  >   return table[next];                       0x10000000
  step 2  alloc b                                               bump

# other allocators, refused steps, steps that call nothing
$ poolsim --code --show none --allocator heap -c 'alloc a' | tail -n 2
          no code: this allocator is not the one of pool.c
  
$ poolsim --code --show none -c 'free a' 2>/dev/null | tail -n 2
          no code: the step was refused before a call of pool.c
  
$ poolsim --code --show none -c 'alloc a; write a x' | tail -n 2
          no code: nothing of pool.c was called
  
$ poolsim --code --show none -c 'alloc a; trim' | tail -n 2
          no code: nothing of pool.c was called
  

# misuse that goes through runs as any free does
$ poolsim --code --unchecked --show none -c 'alloc a; free a a' | tail -n 8
  POOL_INLINE void poolFree(pool *p, void *ptr)
  {
  >   if (ptr == NULL)                          no: ptr is 0x10000000
          return;
  >   POOL_COPY(ptr, &p->freed, sizeof p->freed);  its nextFree: 0x10000000
  >   p->freed = (poolFreed *)ptr;              p->freed: 0x10000000 -> 0x10000000
  }
  

# with the picture; a question has no code
$ poolsim --code --show list -c 'alloc a; free a; show list' | tail -n 15
  
  include/pool.h, line 330:
  POOL_INLINE void poolFree(pool *p, void *ptr)
  {
  >   if (ptr == NULL)                          no: ptr is 0x10000000
          return;
  >   POOL_COPY(ptr, &p->freed, sizeof p->freed);  its nextFree: NULL
  >   p->freed = (poolFreed *)ptr;              p->freed: NULL -> 0x10000000
  }
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle
  
  free list  1     head -> 0:0 0x10000000 -> NULL
  next alloc       0:0 0x10000000  recycle

# as JSON: left out where nobody asks
$ poolsim --format json --show none -c 'alloc a' | grep -c '"code"'
  0
? 1
$ poolsim --format json --code --show none -c 'alloc a; free a' | tail -n 1 | cut -c 1-700
  {"step":2,"line":1,"command":"free a","op":"free","handle":"a","outcome":"ok","path":"push","address":"0x10000000","block":0,"chunk":0,"message":null,"report":null,"searched":0,"searchPath":null,"code":[{"function":"poolFree","file":"include/pool.h","lines":[{"line":330,"text":"POOL_INLINE void poolFree(pool *p, void *ptr)","ran":false,"values":null},{"line":331,"text":"{","ran":false,"values":null},{"line":332,"text":"    if (ptr == NULL)","ran":true,"values":"no: ptr is 0x10000000"},{"line":333,"text":"        return;","ran":false,"values":null},{"line":334,"text":"    POOL_COPY(ptr, &p->freed, sizeof p->freed); /* the chunk's first bytes hold the old head */","ran":true,"values":"its next
$ poolsim --format json --code --show none --allocator heap -c 'alloc a' | grep -o '"code":null'
  "code":null

# what set takes
$ poolsim -c 'set code'
! -c:1:9: neither on nor off (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set code
!             ^
? 2
$ poolsim -c 'set code maybe'
! -c:1:10: neither on nor off (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set code maybe
!              ^~~~~
? 2
$ poolsim -c 'set cod on'
! -c:1:5: unknown setting (usage: set checks on|off | code on|off | guard off|poison|redzone|encode ...)
!     set cod on
!         ^~~
? 2
