#include "store/internal.h"

struct list
store_list_begin(struct arena *arena)
{
    return (struct list){.n = arena_array(arena, int, STORE_LIST_MAX)};
}

void
store_list_add(struct list *list, int n)
{
    if (n <= 0) {
        return;
    }
    if (list->count == STORE_LIST_MAX) {
        list->full = true;
        return;
    }
    list->n[list->count++] = n;
}

bool
store_list_has(const struct list *list, int n)
{
    for (int i = 0; i < list->count; i++) {
        if (list->n[i] == n) {
            return true;
        }
    }
    return false;
}

struct store_list
store_list_end(const struct list *list)
{
    return (struct store_list){.n = list->n, .count = list->count, .full = list->full};
}

struct store_list
store_list_of(struct store *store, struct arena *arena, enum query query, int n)
{
    struct list list = store_list_begin(arena);
    struct row row = store_row_of(store, arena, query, n);
    while (store_row_next(&row)) {
        store_list_add(&list, store_row_n(&row));
    }
    return store_list_end(&list);
}
