// From the tree to one walk.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "route/internal.h"

// The piece of an edge between two distances from its first node.
struct part {
    uint32_t edge;
    bool reverse;
    uint32_t low_cm;
    uint32_t high_cm;
    struct route_point low_at;
    struct route_point high_at;
};

// The end of the walk: over node, or straight along the hub's own edge (ROUTE_NONE).
struct arrival {
    uint32_t node;
    uint64_t cost;
    struct part last;
};

static const struct edge *
edge_of(const struct route_tree *tree, uint32_t edge)
{
    return &tree->graph->edges[edge];
}

static void
consider(struct arrival *best, uint64_t cost, uint32_t node, struct part last)
{
    if (cost < best->cost) {
        *best = (struct arrival){node, cost, last};
    }
}

// Along the edge that hub and door share.
static void
consider_direct(const struct route_tree *tree, const struct route_place *door, struct arrival *best)
{
    const struct route_place *hub = &tree->hub;
    bool reverse = door->along_cm < hub->along_cm;
    uint32_t weight = weight_of(edge_of(tree, door->edge), tree->mode, reverse);
    const struct route_place *low = reverse ? door : hub;
    const struct route_place *high = reverse ? hub : door;
    if (weight && door->edge == hub->edge) {
        struct part last = {door->edge, reverse, low->along_cm, high->along_cm, low->at, high->at};
        consider(best, cost_of(high->along_cm - low->along_cm, weight), ROUTE_NONE, last);
    }
}

static struct arrival
best_arrival(const struct route_tree *tree, const struct route_place *door)
{
    const struct edge *edge = edge_of(tree, door->edge);
    const struct route_point *nodes = tree->graph->nodes;
    uint32_t forward = weight_of(edge, tree->mode, false);
    uint32_t backward = weight_of(edge, tree->mode, true);
    struct arrival best = {.node = ROUTE_NONE, .cost = UINT64_MAX};
    consider_direct(tree, door, &best);
    if (forward && tree->cost[edge->from] != ROUTE_NONE) {
        struct part last = {door->edge, false, 0, door->along_cm, nodes[edge->from], door->at};
        consider(&best, (uint64_t)tree->cost[edge->from] + cost_of(door->along_cm, forward),
            edge->from, last);
    }
    if (backward && tree->cost[edge->to] != ROUTE_NONE) {
        uint32_t rest = edge->length_cm - door->along_cm;
        struct part last = {
            door->edge, true, door->along_cm, edge->length_cm, door->at, nodes[edge->to]};
        consider(&best, (uint64_t)tree->cost[edge->to] + cost_of(rest, backward), edge->to, last);
    }
    return best;
}

// The piece of the hub's edge that leads to the node.
static struct part
first_part(const struct route_tree *tree, uint32_t node)
{
    const struct route_place *hub = &tree->hub;
    const struct edge *edge = edge_of(tree, hub->edge);
    uint32_t backward = weight_of(edge, tree->mode, true);
    bool reverse =
        node == edge->from && backward && tree->cost[node] == cost_of(hub->along_cm, backward);
    const struct route_point *nodes = tree->graph->nodes;
    return reverse ? (struct part){hub->edge, true, 0, hub->along_cm, nodes[edge->from], hub->at}
                   : (struct part){hub->edge, false, hub->along_cm, edge->length_cm, hub->at,
                         nodes[edge->to]};
}

static struct part
whole_part(const struct route_tree *tree, uint32_t arc)
{
    const struct edge *edge = edge_of(tree, arc_edge(arc));
    const struct route_point *nodes = tree->graph->nodes;
    return (struct part){
        arc_edge(arc), arc_reverse(arc), 0, edge->length_cm, nodes[edge->from], nodes[edge->to]};
}

static uint32_t
node_before(const struct route_tree *tree, uint32_t arc)
{
    const struct edge *edge = edge_of(tree, arc_edge(arc));
    return arc_reverse(arc) ? edge->to : edge->from;
}

// The parts from the door back to the hub; parts NULL: only their number.
static uint32_t
trace(const struct route_tree *tree, const struct arrival *arrival, struct part *parts)
{
    uint32_t count = 0;
    uint32_t node = arrival->node;
    if (parts) {
        parts[count] = arrival->last;
    }
    count++;
    while (node != ROUTE_NONE) {
        uint32_t arc = tree->via[node];
        if (parts) {
            parts[count] = arc == ROUTE_NONE ? first_part(tree, node) : whole_part(tree, arc);
        }
        count++;
        node = arc == ROUTE_NONE ? ROUTE_NONE : node_before(tree, arc);
    }
    return count;
}

static void
add_part(const struct route_tree *tree, const struct part *part, struct route_walk *walk,
    double *seconds)
{
    uint32_t length = part->high_cm - part->low_cm;
    walk->length_cm += length;
    walk->stairs =
        walk->stairs || (length > 0 && edge_of(tree, part->edge)->flags & ROUTE_NOT_STEP_FREE);
    *seconds += seconds_of(edge_of(tree, part->edge), length);
}

// Whether the door should rather be sought on the street beside the nearest way. A path or cycleway along a
// street is often joined to it nowhere near; who walks there steps across. Doors on streets stay there: a street
// just as near that is a long walk off lies beyond a wall or below a slope; so does one beside a way that nobody
// gets to without stairs.
static bool
is_beside(const struct route_tree *tree, const struct route_place *nearest,
    const struct route_place *street)
{
    enum { ASIDE_CM = 1500, DETOUR_CM = 30000 }; // at most so much farther off, to save so much
    if (street->edge == ROUTE_NONE || is_street(edge_of(tree, nearest->edge)->kind) ||
        street->away_cm > nearest->away_cm + ASIDE_CM) {
        return false;
    }
    uint64_t detour = best_arrival(tree, nearest).cost;
    uint64_t direct = best_arrival(tree, street).cost;
    return detour != UINT64_MAX && direct < detour && detour - direct > DETOUR_CM;
}

// Finds the door's place and whether it can be reached.
static enum route_reach
reach(const struct route_tree *tree, struct route_point door, struct route_place *place)
{
    // A way within this distance of the nearest one is as good: a door may lie between both.
    enum { AS_NEAR_CM = 5000 };
    enum { NEAREST, JOINED, WALKED, STREET };
    const struct route_graph *graph = tree->graph;
    uint32_t island = graph->islands[graph->edges[tree->hub.edge].from];
    const struct wish wishes[] = {{ROUTE_WALK, ROUTE_NONE, false}, {ROUTE_WALK, island, false},
        {tree->mode, island, false}, {tree->mode, island, true}};
    struct route_place places[WISHES_MAX];
    graph_snap(graph, door, wishes, WISHES_MAX, places);
    if (places[NEAREST].edge == ROUTE_NONE) {
        return ROUTE_OFF_MAP;
    }
    if (places[JOINED].edge == ROUTE_NONE ||
        places[JOINED].away_cm > places[NEAREST].away_cm + AS_NEAR_CM) {
        *place = places[NEAREST];
        return ROUTE_ISLAND;
    }
    *place = places[JOINED];
    if (places[WALKED].edge == ROUTE_NONE ||
        places[WALKED].away_cm > places[JOINED].away_cm + AS_NEAR_CM) {
        return ROUTE_NO_WAY;
    }
    *place = places[is_beside(tree, &places[WALKED], &places[STREET]) ? STREET : WALKED];
    return ROUTE_REACHED;
}

static enum route_reach
arrive(const struct route_tree *tree, struct route_point door, struct route_walk *walk,
    struct arrival *arrival)
{
    *walk = (struct route_walk){0};
    walk->reach = reach(tree, door, &walk->door);
    if (walk->reach == ROUTE_REACHED) {
        *arrival = best_arrival(tree, &walk->door);
        walk->reach = arrival->cost == UINT64_MAX ? ROUTE_NO_WAY : ROUTE_REACHED;
    }
    return walk->reach;
}

static void
set_time(const struct route_tree *tree, struct route_walk *walk, double seconds)
{
    static const double seconds_per_cm = 3.6 / 4.5 / 100;
    seconds += (tree->hub.away_cm + (double)walk->door.away_cm) * seconds_per_cm;
    walk->seconds = (uint32_t)lround(seconds);
    walk->minutes = walk->seconds <= 60 ? 1 : (walk->seconds + 59) / 60;
}

enum route_reach
route_measure(const struct route_tree *tree, struct route_point door, struct route_walk *walk)
{
    struct arrival arrival = {0};
    if (arrive(tree, door, walk, &arrival) != ROUTE_REACHED) {
        return walk->reach;
    }
    double seconds = 0;
    add_part(tree, &arrival.last, walk, &seconds);
    for (uint32_t node = arrival.node; node != ROUTE_NONE;) {
        uint32_t arc = tree->via[node];
        struct part part = arc == ROUTE_NONE ? first_part(tree, node) : whole_part(tree, arc);
        add_part(tree, &part, walk, &seconds);
        node = arc == ROUTE_NONE ? ROUTE_NONE : node_before(tree, arc);
    }
    set_time(tree, walk, seconds);
    return walk->reach;
}

static void
put_point(struct route_point *line, uint32_t *count, struct route_point point)
{
    if (*count == 0 || line[*count - 1].lat_e7 != point.lat_e7 ||
        line[*count - 1].lon_e7 != point.lon_e7) {
        line[(*count)++] = point;
    }
}

// The points of the part, in walking order, to the end of the line.
static void
put_part(const struct route_graph *graph, const struct part *part, struct route_point *edge_line,
    struct route_point *line, uint32_t *count)
{
    uint32_t points = graph_line(graph, part->edge, edge_line);
    double whole = 0;
    for (uint32_t i = 0; i + 1 < points; i++) {
        whole += route_distance(edge_line[i], edge_line[i + 1]);
    }
    double scale = whole > 0 ? graph->edges[part->edge].length_cm / whole : 0;
    double at = 0;
    uint32_t first = 1; // points strictly between the two ends
    uint32_t end = 1;
    for (uint32_t i = 1; i + 1 < points; i++) {
        at += route_distance(edge_line[i - 1], edge_line[i]) * scale;
        first += at <= part->low_cm;
        end += at < part->high_cm;
    }
    put_point(line, count, part->reverse ? part->high_at : part->low_at);
    for (uint32_t i = first; i < end; i++) {
        put_point(line, count, edge_line[part->reverse ? first + end - 1 - i : i]);
    }
    put_point(line, count, part->reverse ? part->low_at : part->high_at);
}

static size_t
most_points(const struct route_graph *graph, const struct part *parts, uint32_t count)
{
    size_t room = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = parts[i].edge;
        uint32_t begin = edge == 0 ? 0 : graph->edges[edge - 1].geometry_end;
        room += 2 + (graph->edges[edge].geometry_end - begin) / 2;
    }
    return room;
}

enum route_reach
route_find(const struct route_tree *tree, struct route_point door, struct arena *arena,
    struct route_walk *walk)
{
    struct arrival arrival = {0};
    if (arrive(tree, door, walk, &arrival) != ROUTE_REACHED) {
        return walk->reach;
    }
    const struct route_graph *graph = tree->graph;
    uint32_t count = trace(tree, &arrival, NULL);
    struct part *parts = arena_array(arena, struct part, count);
    trace(tree, &arrival, parts);
    struct route_leg *legs = arena_array(arena, struct route_leg, count);
    struct route_point *edge_line = arena_array(arena, struct route_point, graph->most_points);
    struct route_point *line =
        arena_array(arena, struct route_point, most_points(graph, parts, count));
    double seconds = 0;
    for (uint32_t i = count; i-- > 0;) {
        const struct part *part = &parts[i];
        add_part(tree, part, walk, &seconds);
        uint32_t first = walk->line_count == 0 ? 0 : walk->line_count - 1;
        put_part(graph, part, edge_line, line, &walk->line_count);
        if (part->high_cm > part->low_cm) {
            legs[walk->leg_count++] =
                (struct route_leg){part->edge, part->reverse, first, part->high_cm - part->low_cm};
        }
    }
    walk->legs = legs;
    walk->line = line;
    set_time(tree, walk, seconds);
    return walk->reach;
}
