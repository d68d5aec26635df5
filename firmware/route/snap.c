// From a coordinate to the nearest way.

#include <math.h>
#include <stdlib.h>

#include "route/internal.h"

static const double cm_per_e7 = 1.1119492664; // of latitude

// The plane around the point asked for, in cm; flat enough within ROUTE_SNAP_MAX_M.
struct plane {
    struct route_point origin;
    double lon_cm; // per 1e-7 degree of longitude here
};

struct foot {
    double x;
    double y;
};

static struct foot
place_on(const struct plane *plane, struct route_point point)
{
    return (struct foot){(point.lon_e7 - (double)plane->origin.lon_e7) * plane->lon_cm,
        (point.lat_e7 - (double)plane->origin.lat_e7) * cm_per_e7};
}

// Where on the segment the origin is nearest, 0..1.
static double
nearest_part(struct foot a, struct foot b)
{
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    double square = dx * dx + dy * dy;
    double part = square > 0 ? -(a.x * dx + a.y * dy) / square : 0;
    return fmin(1, fmax(0, part));
}

struct search {
    const struct route_graph *graph;
    struct plane plane;
    double best_cm;
    struct route_point *line; // room for the longest edge
    struct route_place *place;
};

static bool
may_be_nearer(const struct search *search, const struct box *box)
{
    struct foot low = place_on(&search->plane, box->low);
    struct foot high = place_on(&search->plane, box->high);
    return low.x <= search->best_cm && high.x >= -search->best_cm && low.y <= search->best_cm &&
           high.y >= -search->best_cm;
}

static void
try_edge(struct search *search, uint32_t edge)
{
    uint32_t count = graph_line(search->graph, edge, search->line);
    double walked = 0;
    double found = -1;
    for (uint32_t i = 0; i + 1 < count; i++) {
        struct foot a = place_on(&search->plane, search->line[i]);
        struct foot b = place_on(&search->plane, search->line[i + 1]);
        double part = nearest_part(a, b);
        double x = a.x + (b.x - a.x) * part;
        double y = a.y + (b.y - a.y) * part;
        double length = hypot(b.x - a.x, b.y - a.y);
        if (hypot(x, y) < search->best_cm) {
            search->best_cm = hypot(x, y);
            found = walked + length * part;
            search->place->at =
                (struct route_point){(int32_t)lround(search->plane.origin.lat_e7 + y / cm_per_e7),
                    (int32_t)lround(search->plane.origin.lon_e7 + x / search->plane.lon_cm)};
        }
        walked += length;
    }
    if (found >= 0) {
        uint32_t whole = search->graph->edges[edge].length_cm;
        double along = walked > 0 ? found / walked * whole : 0;
        search->place->edge = edge;
        search->place->along_cm = along < whole ? (uint32_t)lround(along) : whole;
        search->place->away_cm = (uint32_t)lround(search->best_cm);
    }
}

bool
route_snap(const struct route_graph *graph, struct route_point point, enum route_mode mode,
    const struct route_place *same_island, struct route_place *place)
{
    double shrink = cos(point.lat_e7 / 1e7 * 3.14159265358979323846 / 180);
    struct search search = {.graph = graph,
        .plane = {point, fmax(cm_per_e7 * shrink, cm_per_e7 / 1000)},
        .best_cm = ROUTE_SNAP_MAX_M * 100.0,
        .line = calloc((size_t)graph->most_points + 1, sizeof *search.line),
        .place = place};
    ASSERT(search.line);
    uint32_t island =
        same_island ? graph->islands[graph->edges[same_island->edge].from] : ROUTE_NONE;
    *place = (struct route_place){.edge = ROUTE_NONE};
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct edge *edge = &graph->edges[i];
        bool walked = weight_of(edge, mode, false) || weight_of(edge, mode, true);
        if (walked && (!same_island || graph->islands[edge->from] == island) &&
            may_be_nearer(&search, &graph->boxes[i])) {
            try_edge(&search, i);
        }
    }
    free(search.line);
    return place->edge != ROUTE_NONE;
}
