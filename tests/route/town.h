#pragma once
// Small graphs for tests, in metres east and north of a point on the equator, where both axes are alike.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "route/route.h"

enum { TOWN_NODES_MAX = 80, TOWN_EDGES_MAX = 300, TOWN_NAMES_MAX = 12, TOWN_VIA_MAX = 4 };

struct town_edge {
    int from;
    int to;
    int name; // 1..
    enum route_kind kind;
    unsigned flags;
    enum route_surface surface;
    double via[TOWN_VIA_MAX][2]; // metres
    int via_count;
};

struct plan {
    double nodes[TOWN_NODES_MAX][2]; // metres east, north
    int node_count;
    struct town_edge edges[TOWN_EDGES_MAX];
    int edge_count;
    const char *names[TOWN_NAMES_MAX];
    int name_count;
};

static inline struct route_point
town_point(double east, double north)
{
    static const double e7_per_m = 1e7 / 111194.92664;
    return (struct route_point){
        (int32_t)lround(north * e7_per_m), (int32_t)lround(-300200000 + east * e7_per_m)};
}

static inline void
town_u32(uint8_t **at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        *(*at)++ = (uint8_t)(value >> (8 * i));
    }
}

static inline void
town_zigzag(uint8_t **at, int32_t value)
{
    uint32_t code = (uint32_t)value << 1 ^ (uint32_t)-(value < 0);
    do {
        *(*at)++ = (uint8_t)((code & 0x7f) | (code > 0x7f ? 0x80 : 0));
        code >>= 7;
    } while (code > 0);
}

static inline double
town_length(const struct plan *town, const struct town_edge *edge)
{
    double x = town->nodes[edge->from][0];
    double y = town->nodes[edge->from][1];
    double length = 0;
    for (int i = 0; i <= edge->via_count; i++) {
        const double *next = i < edge->via_count ? edge->via[i] : town->nodes[edge->to];
        length += hypot(next[0] - x, next[1] - y);
        x = next[0];
        y = next[1];
    }
    return length;
}

// The bytes of route.h's format; free() them.
static inline uint8_t *
town_bytes(const struct plan *town, size_t *len)
{
    static uint8_t geometry[TOWN_EDGES_MAX * TOWN_VIA_MAX * 10];
    uint8_t *shape = geometry;
    uint8_t *data = calloc(1, 64 * 1024);
    uint8_t *at = data;
    size_t text = 0;
    ASSERT(data);
    memcpy(at, ROUTE_MAGIC, 8);
    at += 8;
    town_u32(&at, ROUTE_VERSION);
    town_u32(&at, (uint32_t)town->node_count);
    town_u32(&at, (uint32_t)town->edge_count);
    town_u32(&at, (uint32_t)town->name_count);
    uint8_t *sizes = at;
    at += 8;
    for (int i = 0; i < town->node_count; i++) {
        struct route_point point = town_point(town->nodes[i][0], town->nodes[i][1]);
        town_u32(&at, (uint32_t)point.lat_e7);
        town_u32(&at, (uint32_t)point.lon_e7);
    }
    for (int i = 0; i < town->edge_count; i++) {
        const struct town_edge *edge = &town->edges[i];
        struct route_point last =
            town_point(town->nodes[edge->from][0], town->nodes[edge->from][1]);
        for (int via = 0; via < edge->via_count; via++) {
            struct route_point point = town_point(edge->via[via][0], edge->via[via][1]);
            town_zigzag(&shape, point.lat_e7 - last.lat_e7);
            town_zigzag(&shape, point.lon_e7 - last.lon_e7);
            last = point;
        }
        town_u32(&at, (uint32_t)edge->from);
        town_u32(&at, (uint32_t)edge->to);
        town_u32(&at, (uint32_t)lround(town_length(town, edge) * 100));
        town_u32(&at, (uint32_t)edge->name);
        town_u32(&at, (uint32_t)(shape - geometry));
        *at++ = (uint8_t)edge->kind;
        *at++ = (uint8_t)edge->surface;
        *at++ = (uint8_t)edge->flags;
        *at++ = (uint8_t)(edge->flags >> 8);
    }
    for (int i = 0; i < town->name_count; i++) {
        text += strlen(town->names[i]);
        town_u32(&at, (uint32_t)text);
    }
    for (int i = 0; i < town->name_count; i++) {
        memcpy(at, town->names[i], strlen(town->names[i]));
        at += strlen(town->names[i]);
    }
    memcpy(at, geometry, (size_t)(shape - geometry));
    at += shape - geometry;
    town_u32(&sizes, (uint32_t)text);
    town_u32(&sizes, (uint32_t)(shape - geometry));
    *len = (size_t)(at - data);
    ASSERT(*len < 64 * 1024);
    return data;
}

static inline struct route_graph *
town_graph(const struct plan *town)
{
    size_t len = 0;
    struct route_graph *graph = NULL;
    struct err err = {0};
    uint8_t *data = town_bytes(town, &len);
    bool ok = route_load(data, len, &graph, &err);
    free(data);
    ASSERT(ok);
    return graph;
}

static inline struct route_place
town_place(const struct route_graph *graph, double east, double north)
{
    struct route_place place;
    bool found = route_snap(graph, town_point(east, north), ROUTE_WALK, NULL, &place);
    ASSERT(found);
    return place;
}
