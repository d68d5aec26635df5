#include "ids.h"

#include <stdlib.h>

#include "grow.h"

void
ids_add(struct ids *ids, int64_t id)
{
    ids->at = grow(ids->at, ids->count, &ids->room, sizeof *ids->at);
    ids->at[ids->count++] = id;
}

int
ids_compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void
ids_sort(struct ids *ids)
{
    uint32_t kept = 0;
    if (ids->count > 0) {
        qsort(ids->at, ids->count, sizeof *ids->at, ids_compare);
    }
    for (uint32_t i = 0; i < ids->count; i++) {
        if (i == 0 || ids->at[i] != ids->at[i - 1]) {
            ids->at[kept++] = ids->at[i];
        }
    }
    ids->count = kept;
}

uint32_t
ids_find(const int64_t *ids, uint32_t count, int64_t id)
{
    uint32_t low = 0;
    uint32_t high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ids[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && ids[low] == id ? low : UINT32_MAX;
}

void
ids_finish(struct ids *ids)
{
    free(ids->at);
    *ids = (struct ids){0};
}
