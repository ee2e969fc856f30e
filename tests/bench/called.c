/* called.c - pool.c with other names, of which nothing is built into a caller. */
#define POOL_NO_INLINE
#define poolInitialize      calledInitialize
#define poolInitializeFrom  calledInitializeFrom
#define poolFreePool        calledFreePool
#define poolMalloc          calledMalloc
#define poolMallocNextBlock calledMallocNextBlock
#define poolFree            calledFree
#define poolFreeAll         calledFreeAll
#include "../../src/pool.c"
