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
    const struct wish *wishes;
    int count;
    double best_cm[WISHES_MAX];
    struct box reach;         // as far as the worst of them: what lies outside is nobody's nearest
    struct route_point *line; // room for the longest edge
    struct route_place *places;
};

static int32_t
e7(double value)
{
    return (int32_t)fmin(INT32_MAX, fmax(INT32_MIN, value));
}

// In whole numbers, since every edge of the town is held against it.
static void
set_reach(struct search *search, double cm)
{
    struct route_point at = search->plane.origin;
    double lat = cm / cm_per_e7 + 1;
    double lon = cm / search->plane.lon_cm + 1;
    search->reach = (struct box){
        {e7(at.lat_e7 - lat), e7(at.lon_e7 - lon)}, {e7(at.lat_e7 + lat), e7(at.lon_e7 + lon)}};
}

static bool
may_be_nearer(const struct box *reach, const struct box *box)
{
    return (box->low.lat_e7 <= reach->high.lat_e7) & (box->high.lat_e7 >= reach->low.lat_e7) &
           (box->low.lon_e7 <= reach->high.lon_e7) & (box->high.lon_e7 >= reach->low.lon_e7);
}

// The nearest point of one edge.
struct nearest {
    double away_cm;
    double along; // in the plane, of whole
    double whole;
    struct foot foot;
};

static struct nearest
nearest_of(struct search *search, uint32_t edge)
{
    uint32_t count = graph_line(search->graph, edge, search->line);
    struct nearest nearest = {.away_cm = HUGE_VAL};
    struct foot a = place_on(&search->plane, search->line[0]);
    for (uint32_t i = 1; i < count; i++) {
        struct foot b = place_on(&search->plane, search->line[i]);
        double part = nearest_part(a, b);
        struct foot foot = {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
        double length = hypot(b.x - a.x, b.y - a.y);
        double away = hypot(foot.x, foot.y);
        if (away < nearest.away_cm) {
            nearest.away_cm = away;
            nearest.along = nearest.whole + length * part;
            nearest.foot = foot;
        }
        nearest.whole += length;
        a = b;
    }
    return nearest;
}

static struct route_place
place_of(const struct search *search, uint32_t edge, const struct nearest *nearest)
{
    uint32_t whole = search->graph->edges[edge].length_cm;
    double along = nearest->whole > 0 ? nearest->along / nearest->whole * whole : 0;
    return (struct route_place){.edge = edge,
        .along_cm = along < whole ? (uint32_t)lround(along) : whole,
        .at = {(int32_t)lround(search->plane.origin.lat_e7 + nearest->foot.y / cm_per_e7),
            (int32_t)lround(search->plane.origin.lon_e7 + nearest->foot.x / search->plane.lon_cm)},
        .away_cm = (uint32_t)lround(nearest->away_cm)};
}

static bool
is_wished(const struct route_graph *graph, const struct edge *edge, const struct wish *wish)
{
    bool walked = weight_of(edge, wish->mode, false) || weight_of(edge, wish->mode, true);
    return walked && (!wish->street || is_street(edge->kind)) &&
           (wish->island == ROUTE_NONE || graph->islands[edge->from] == wish->island);
}

static void
try_edge(struct search *search, uint32_t edge)
{
    const struct edge *e = &search->graph->edges[edge];
    struct nearest nearest = {.away_cm = -1};
    double reach = 0;
    for (int i = 0; i < search->count; i++) {
        if (is_wished(search->graph, e, &search->wishes[i])) {
            nearest = nearest.away_cm < 0 ? nearest_of(search, edge) : nearest;
            if (nearest.away_cm < search->best_cm[i]) {
                search->best_cm[i] = nearest.away_cm;
                search->places[i] = place_of(search, edge, &nearest);
            }
        }
        reach = fmax(reach, search->best_cm[i]);
    }
    set_reach(search, reach);
}

static bool
is_done(const struct search *search)
{
    bool done = true;
    for (int i = 0; i < search->count; i++) {
        done = done && search->places[i].edge != ROUTE_NONE;
    }
    return done;
}

void
graph_snap(const struct route_graph *graph, struct route_point point, const struct wish *wishes,
    int count, struct route_place *places)
{
    // Most places have a way nearby; then what lies farther off need not be followed.
    static const double radii_cm[] = {4000, ROUTE_SNAP_MAX_M * 100.0};
    double shrink = cos(point.lat_e7 / 1e7 * 3.14159265358979323846 / 180);
    struct search search = {.graph = graph,
        .plane = {point, fmax(cm_per_e7 * shrink, cm_per_e7 / 1000)},
        .wishes = wishes,
        .count = count,
        .line = calloc((size_t)graph->most_points + 1, sizeof *search.line),
        .places = places};
    ASSERT(search.line && count <= WISHES_MAX);
    bool done = false;
    for (size_t r = 0; r < sizeof radii_cm / sizeof *radii_cm && !done; r++) {
        set_reach(&search, radii_cm[r]);
        for (int i = 0; i < count; i++) {
            search.best_cm[i] = radii_cm[r];
            places[i] = (struct route_place){.edge = ROUTE_NONE};
        }
        for (uint32_t i = 0; i < graph->edge_count; i++) {
            if (may_be_nearer(&search.reach, &graph->boxes[i])) {
                try_edge(&search, i);
            }
        }
        done = is_done(&search);
    }
    free(search.line);
}

bool
route_snap(const struct route_graph *graph, struct route_point point, enum route_mode mode,
    const struct route_place *same_island, struct route_place *place)
{
    struct wish wish = {mode,
        same_island ? graph->islands[graph->edges[same_island->edge].from] : ROUTE_NONE, false};
    graph_snap(graph, point, &wish, 1, place);
    return place->edge != ROUTE_NONE;
}
