/*
 * clean-moved.c - copies the struct of a pool that has chunks and goes on with the copy; has pools side
 * by side, releases them with live chunks, and has pools without any chunk.
 *
 * AddressSanitizer: nothing
 * Valgrind: nothing
 */
#include "program.h"

struct node {
    struct node *next;
    pool nodes;
    int number;
};

static pool makePool(void)
{
    pool p;
    must(poolInitialize(&p, sizeof(struct node), 3));
    poolFree(&p, poolMalloc(&p));
    return p;
}

/* A list of 20 nodes in a pool, whose struct ends up in its own last node. */
static struct node *makeList(void)
{
    pool p = makePool();
    struct node *list = NULL;
    for (int i = 0; i < 20; i++) {
        struct node *node = poolMalloc(&p);
        must(node != NULL);
        *node = (struct node){.next = list, .number = i};
        list = node;
    }
    list->nodes = p;
    memset(&p, 0xA5, sizeof p);
    return list;
}

static void freeList(struct node *list)
{
    pool p = list->nodes;
    int number = 19;
    for (struct node *next; list != NULL; list = next) {
        must(list->number == number--);
        next = list->next;
        if (number % 2 == 0)
            poolFree(&p, list);
    }
    poolFreePool(&p); /* with the others live */
}

int main(void)
{
    struct node *one = makeList(), *other = makeList();
    freeList(one);
    freeList(other);
    pool zeros = {0}, unused;
    poolFreeAll(&zeros);
    poolFreePool(&zeros);
    must(poolMalloc(&zeros) == NULL);
    must(poolInitialize(&unused, 1, 1));
    poolFreeAll(&unused);
    poolFree(&unused, NULL);
    poolFreePool(&unused);
    poolFreePool(&unused);
    return 0;
}
