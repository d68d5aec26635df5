#pragma once
// Between the files of route.

#include "route/route.h"

#define ROUTE_NONE UINT32_MAX

enum { WEIGHT_ONE = 16 };

struct edge {
    uint32_t from;
    uint32_t to;
    uint32_t length_cm;
    uint32_t name;
    uint32_t geometry_end;
    uint8_t kind;
    uint8_t surface;
    uint16_t flags;
};

struct box {
    struct route_point low;
    struct route_point high;
};

struct route_graph {
    uint32_t node_count;
    uint32_t edge_count;
    uint32_t name_count;
    uint32_t most_points; // of one edge's line
    struct route_point *nodes;
    struct edge *edges;
    struct box *boxes;   // of the edges
    uint32_t *first_arc; // node_count + 1
    uint32_t *arcs;      // edge * 2 + (walked to -> from)
    uint32_t *islands;   // per node, the number of its island
    uint32_t island_count;
    uint32_t *name_first; // name_count + 1, into text; each name ends in NUL
    char *text;
    uint8_t *geometry;
};

static inline uint32_t
arc_edge(uint32_t arc)
{
    return arc / 2;
}

static inline bool
arc_reverse(uint32_t arc)
{
    return arc % 2 != 0;
}

const char *graph_name(const struct route_graph *graph, uint32_t name);
// The edge's points from node to node; room for graph->most_points. Returns how many.
uint32_t graph_line(const struct route_graph *graph, uint32_t edge, struct route_point *line);

// What a snapped place must be: walked in this mode, on that island (ROUTE_NONE: any), on a street.
struct wish {
    enum route_mode mode;
    uint32_t island;
    bool street;
};
enum { WISHES_MAX = 4 };
// The nearest place for each wish in one go; places without an edge (ROUTE_NONE) were not found.
void graph_snap(const struct route_graph *graph, struct route_point point,
    const struct wish *wishes, int count, struct route_place *places);

// Where houses have their doors: a street, with or without vehicles, no path and no cycleway.
bool is_street(enum route_kind kind);
// Units of cost per unit of length, WEIGHT_ONE = by length alone; 0 = must not be walked.
uint32_t weight_of(const struct edge *edge, enum route_mode mode, bool reverse);
// Seconds for length_cm of the edge.
double seconds_of(const struct edge *edge, uint32_t length_cm);

struct route_tree {
    const struct route_graph *graph;
    struct route_place hub;
    enum route_mode mode;
    uint32_t *cost; // per node, ROUTE_NONE = not reached
    uint32_t *via;  // per node, the arc that ends there; ROUTE_NONE for the ends of the hub's edge
};

// Cost of length_cm at a weight.
static inline uint32_t
cost_of(uint32_t length_cm, uint32_t weight)
{
    return (uint32_t)((uint64_t)length_cm * weight / WEIGHT_ONE);
}

// Degrees from north, 0 <= x < 360, of the direction a -> b.
double bearing_of(struct route_point a, struct route_point b);
