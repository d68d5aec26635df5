#pragma once
// Lists of element ids.

#include <stdint.h>

struct ids {
    int64_t *at;
    uint32_t count;
    uint32_t room;
};

void ids_add(struct ids *ids, int64_t id);
// Ascending, each once.
void ids_sort(struct ids *ids);
void ids_finish(struct ids *ids);
int ids_compare(const void *a, const void *b);
// Index of the id in ascending ids, or UINT32_MAX.
uint32_t ids_find(const int64_t *ids, uint32_t count, int64_t id);
