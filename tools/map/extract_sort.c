// Nodes and ways by id.

#include <stdlib.h>
#include <string.h>

#include "extract.h"
#include "ids.h"

struct node_order {
    int64_t id;
    uint32_t index;
};

static int
compare_order(const void *a, const void *b)
{
    const struct node_order *x = a;
    const struct node_order *y = b;
    return x->id != y->id ? (x->id > y->id) - (x->id < y->id)
                          : (x->index > y->index) - (x->index < y->index);
}

static bool
are_ascending(const struct extract *extract)
{
    for (uint32_t i = 1; i < extract->node_count; i++) {
        if (extract->ids[i] <= extract->ids[i - 1]) {
            return false;
        }
    }
    return true;
}

void
extract_sort_nodes(struct extract *extract)
{
    if (are_ascending(extract)) {
        return;
    }
    uint32_t count = extract->node_count;
    struct node_order *order = malloc(((size_t)count + 1) * sizeof *order);
    uint32_t *moved = malloc(((size_t)count + 1) * sizeof *moved);
    int32_t *lat = malloc(((size_t)extract->node_room + 1) * sizeof *lat);
    int32_t *lon = malloc(((size_t)extract->node_room + 1) * sizeof *lon);
    ASSERT(order && moved && lat && lon);
    for (uint32_t i = 0; i < count; i++) {
        order[i] = (struct node_order){extract->ids[i], i};
    }
    qsort(order, count, sizeof *order, compare_order);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        kept -= i > 0 && order[i].id == order[i - 1].id;
        extract->ids[kept] = order[i].id;
        lat[kept] = extract->lat[order[i].index];
        lon[kept] = extract->lon[order[i].index];
        moved[order[i].index] = kept++;
    }
    for (uint32_t i = 0; i < extract->point_count; i++) {
        extract->points[i].node = moved[extract->points[i].node];
    }
    free(extract->lat);
    free(extract->lon);
    extract->lat = lat;
    extract->lon = lon;
    extract->node_count = kept;
    free(order);
    free(moved);
}

static int
compare_ways(const void *a, const void *b)
{
    return ids_compare(&((const struct extract_way *)a)->id, &((const struct extract_way *)b)->id);
}

uint32_t
extract_find_way(const struct extract *extract, int64_t id)
{
    struct extract_way key = {.id = id};
    const struct extract_way *way =
        extract->way_count == 0
            ? NULL
            : bsearch(&key, extract->ways, extract->way_count, sizeof *extract->ways, compare_ways);
    return way ? (uint32_t)(way - extract->ways) : UINT32_MAX;
}

void
extract_sort_ways(struct extract *extract)
{
    uint32_t kept = 0;
    if (extract->way_count > 0) {
        qsort(extract->ways, extract->way_count, sizeof *extract->ways, compare_ways);
    }
    for (uint32_t i = 0; i < extract->way_count; i++) {
        if (i == 0 || extract->ways[i].id != extract->ways[kept - 1].id) {
            extract->ways[kept++] = extract->ways[i];
        }
    }
    extract->way_count = kept;
}
