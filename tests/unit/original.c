/*
 * original.c - a program as they were written for the pool that this project grew from: the five
 * functions, the struct's fields by name, and results of poolInitialize ignored. It is compiled as C11
 * and as C++17, with pooling and with DISABLE_MEMORY_POOLING, and prints TAP.
 */
#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NODES 1000

struct node {
    struct node *left, *right;
    unsigned key;
};

static int testNumber;

static void report(int well, const char *words)
{
    printf("%sok %d - %s\n", well ? "" : "not ", ++testNumber, words);
}

static struct node *treeInsert(struct node *root, pool *nodes, unsigned key)
{
    if (root == NULL) {
        struct node *leaf = (struct node *)poolMalloc(nodes);
        leaf->left = leaf->right = NULL;
        leaf->key = key;
        return leaf;
    }
    if (key < root->key)
        root->left = treeInsert(root->left, nodes, key);
    else
        root->right = treeInsert(root->right, nodes, key);
    return root;
}

/* The keys in order, from `at` on; returns where the next one belongs. */
static unsigned *treeKeys(const struct node *root, unsigned *at)
{
    if (root == NULL)
        return at;
    at = treeKeys(root->left, at);
    *at++ = root->key;
    return treeKeys(root->right, at);
}

static void treeFree(struct node *root, pool *nodes)
{
    if (root == NULL)
        return;
    treeFree(root->left, nodes);
    treeFree(root->right, nodes);
    poolFree(nodes, root);
}

static int treeWorks(pool *nodes)
{
    struct node *root = NULL;
    static unsigned keys[NODES];
    unsigned key = 1;
    int sorted = 1;
    for (int i = 0; i < NODES; i++, key = key * 1103515245u + 12345u)
        root = treeInsert(root, nodes, key >> 4);
    sorted = treeKeys(root, keys) == keys + NODES;
    for (int i = 1; i < NODES; i++)
        sorted = sorted && keys[i - 1] <= keys[i];
    treeFree(root, nodes);
    return sorted;
}

static int chunksAreWhole(pool *p)
{
    unsigned char *a = (unsigned char *)poolMalloc(p);
    unsigned char *b = (unsigned char *)poolMalloc(p);
    memset(a, 1, p->chunkSize);
    memset(b, 2, p->chunkSize);
    int well = a[0] == 1 && a[p->chunkSize - 1] == 1 && b[0] == 2;
    poolFree(p, a);
    poolFree(p, b);
    return well;
}

static int fieldsAsTheyWere(void)
{
    pool p;
    poolInitialize(&p, sizeof(struct node), 128);
    const uint32_t chunkSize = p.chunkSize, blockSize = p.blockSize, used = p.used;
    const int32_t block = p.block;
    const uint32_t blocksUsed = p.blocksUsed;
    const poolFreed *freed = p.freed;
    uint8_t **blocks = p.blocks;
    int well = chunkSize == sizeof(struct node) && blockSize == 128 && used == 127 && block == -1 &&
               freed == NULL && blocksUsed == POOL_BLOCKS_INITIAL && blocks != NULL;
    poolFreePool(&p);
    return well;
}

#ifndef DISABLE_MEMORY_POOLING
static int stepsAsTheyWere(void)
{
    pool p;
    poolInitialize(&p, sizeof(struct node), 2);
    void *a = poolMalloc(&p);
    int well = p.block == 0 && p.used == 0 && a == p.blocks[0];
    void *b = poolMalloc(&p);
    well = well && p.used == 1 && (uint8_t *)b == p.blocks[0] + p.chunkSize;
    void *c = poolMalloc(&p);
    well = well && p.block == 1 && p.used == 0 && p.blocksUsed == 2 && c == p.blocks[1];
    poolFree(&p, a);
    poolFree(&p, b);
    well = well && p.freed == (poolFreed *)b && p.freed->nextFree == (poolFreed *)a;
    well = well && poolMalloc(&p) == b;
    poolFreeAll(&p);
    well = well && p.block == -1 && p.used == 1 && p.freed == NULL && p.blocksUsed == 2;
    well = well && poolMalloc(&p) == a;
    poolFreePool(&p);
    return well;
}
#else
static int stepsAsTheyWere(void)
{
    pool p;
    poolInitialize(&p, 1000, 2); /* a chunk has 1000 bytes, not 2: chunksAreWhole writes them all */
    int well = chunksAreWhole(&p) && p.block == -1 && p.freed == NULL && p.blocks[0] == NULL;
    poolFreeAll(&p);
    poolFree(&p, NULL);
    poolFreePool(&p);
    return well;
}
#endif

int main(void)
{
    pool nodes;
    printf("1..5\n");
    report(fieldsAsTheyWere(), "the fields have their names and first values");
    report(stepsAsTheyWere(), "the steps change them as they did");

    poolInitialize(&nodes, sizeof(struct node), 64);
    report(treeWorks(&nodes), "a tree in chunks works");
    report(treeWorks(&nodes), "and again, in recycled chunks");
    report(chunksAreWhole(&nodes), "chunks have all their bytes");
    poolFreeAll(&nodes);
    poolFreePool(&nodes);
    return 0;
}
