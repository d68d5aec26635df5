// Walkable ways are cut where they meet, at their ends and at barriers; each piece is an edge.

#include "graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "route/route.h"
#include "walkable.h"

#define NO_VERTEX UINT32_MAX

struct node_facts {
    uint8_t uses; // by walkable ways, an end counts twice; saturates
    bool blocked; // a wall, a locked gate
    bool stepped; // a stile
};

struct edge {
    uint32_t from;
    uint32_t to;
    uint32_t length_cm;
    uint32_t name;
    uint32_t geometry_end;
    struct walkable way;
};

struct building {
    const struct extract *extract;
    struct osm_box box; // with its margin
    struct node_facts *facts;
    uint32_t *vertices; // per node: its number in the graph
    const char **names; // sorted
    uint32_t name_count;
    uint32_t name_room;
    struct edge *edges;
    uint32_t edge_count;
    uint32_t edge_room;
    struct buffer points; // of the vertices, as stored
    uint32_t vertex_count;
    struct buffer geometry;
};

static struct route_point
point_of(const struct extract *extract, uint32_t node)
{
    return (struct route_point){extract->lat[node], extract->lon[node]};
}

static bool
is_within(const struct building *b, uint32_t node)
{
    const struct extract *extract = b->extract;
    return extract->lat[node] >= b->box.south && extract->lat[node] <= b->box.north &&
           extract->lon[node] >= b->box.west && extract->lon[node] <= b->box.east;
}

static struct osm_tags
tags_of(const struct extract *extract, const struct extract_way *way)
{
    return extract_tags(extract, way->tag_first, way->tag_count);
}

// What the sign says; without a name the road's number.
static const char *
name_of(struct osm_tags tags, enum route_kind kind)
{
    const char *name = osm_tag(tags, "name");
    bool road = kind >= ROUTE_TERTIARY && kind <= ROUTE_MOTORWAY;
    return *name || !road ? name : osm_tag(tags, "ref");
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
use_node(struct building *b, uint32_t node, uint8_t times)
{
    uint8_t *uses = &b->facts[node].uses;
    *uses = *uses > UINT8_MAX - times ? UINT8_MAX : (uint8_t)(*uses + times);
}

// How often each node is used, and all names.
static void
survey(struct building *b)
{
    const struct extract *extract = b->extract;
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = tags_of(extract, way);
        struct walkable walkable = walkable_way(tags);
        if (!walkable.yes || way->ref_count < 2) {
            continue;
        }
        for (uint32_t r = 0; r < way->ref_count; r++) {
            bool end = r == 0 || r + 1 == way->ref_count;
            use_node(b, extract->refs[way->ref_first + r], end ? 2 : 1);
        }
        b->names = grow(b->names, b->name_count, &b->name_room, sizeof *b->names);
        b->names[b->name_count++] = name_of(tags, walkable.kind);
    }
    for (uint32_t i = 0; i < extract->point_count; i++) {
        const struct extract_point *point = &extract->points[i];
        struct osm_tags tags = extract_tags(extract, point->tag_first, point->tag_count);
        b->facts[point->node].blocked = !walkable_node(tags);
        b->facts[point->node].stepped = !walkable_node_step_free(tags);
    }
}

// Each name once; "" is none and goes.
static void
sort_names(struct building *b)
{
    uint32_t kept = 0;
    if (b->name_count > 0) {
        qsort(b->names, b->name_count, sizeof *b->names, compare_names);
    }
    for (uint32_t i = 0; i < b->name_count; i++) {
        if (*b->names[i] && (kept == 0 || strcmp(b->names[i], b->names[kept - 1]) != 0)) {
            b->names[kept++] = b->names[i];
        }
    }
    b->name_count = kept;
}

static uint32_t
name_number(const struct building *b, const char *name)
{
    const char **found = b->name_count == 0 || !*name ? NULL
                                                      : bsearch(&name, b->names, b->name_count,
                                                            sizeof *b->names, compare_names);
    return found ? (uint32_t)(found - b->names) + 1 : 0;
}

// A blocked node is another vertex for everyone who comes: nobody gets past.
static uint32_t
vertex_of(struct building *b, uint32_t node)
{
    if (b->facts[node].blocked || b->vertices[node] == NO_VERTEX) {
        buffer_u32(&b->points, (uint32_t)b->extract->lat[node]);
        buffer_u32(&b->points, (uint32_t)b->extract->lon[node]);
        b->vertices[node] = b->vertex_count++;
    }
    return b->vertices[node];
}

static void
add_edge(struct building *b, const uint32_t *nodes, uint32_t count, struct edge edge)
{
    const struct extract *extract = b->extract;
    double length = 0;
    for (uint32_t i = 1; i < count; i++) {
        length += route_distance(point_of(extract, nodes[i - 1]), point_of(extract, nodes[i]));
        if (i + 1 < count) {
            buffer_zigzag(
                &b->geometry, (int64_t)extract->lat[nodes[i]] - extract->lat[nodes[i - 1]]);
            buffer_zigzag(
                &b->geometry, (int64_t)extract->lon[nodes[i]] - extract->lon[nodes[i - 1]]);
        }
    }
    edge.from = vertex_of(b, nodes[0]);
    edge.to = vertex_of(b, nodes[count - 1]);
    edge.length_cm = length < ROUTE_LENGTH_MAX ? (uint32_t)lround(length) : ROUTE_LENGTH_MAX;
    edge.geometry_end = (uint32_t)b->geometry.len;
    if (b->facts[nodes[0]].stepped || b->facts[nodes[count - 1]].stepped) {
        edge.way.flags |= ROUTE_NOT_STEP_FREE;
    }
    b->edges = grow(b->edges, b->edge_count, &b->edge_room, sizeof *b->edges);
    b->edges[b->edge_count++] = edge;
}

static bool
is_cut(const struct building *b, uint32_t node)
{
    const struct node_facts *facts = &b->facts[node];
    return facts->uses > 1 || facts->blocked || facts->stepped;
}

static void
add_way(struct building *b, const struct extract_way *way, struct edge edge)
{
    const uint32_t *refs = b->extract->refs + way->ref_first;
    uint32_t first = 0;
    for (uint32_t i = 1; i < way->ref_count; i++) {
        bool out = !is_within(b, refs[i]);
        if (out || !is_within(b, refs[first])) {
            // up to the last node within; the next piece begins behind
            if (out && i - 1 > first && is_within(b, refs[first])) {
                add_edge(b, refs + first, i - first, edge);
            }
            first = i;
        } else if (is_cut(b, refs[i])) {
            add_edge(b, refs + first, i - first + 1, edge);
            first = i;
        }
    }
}

static void
add_ways(struct building *b)
{
    const struct extract *extract = b->extract;
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = tags_of(extract, way);
        struct edge edge = {.way = walkable_way(tags)};
        if (edge.way.yes && way->ref_count >= 2) {
            edge.name = name_number(b, name_of(tags, edge.way.kind));
            add_way(b, way, edge);
        }
    }
}

static bool
write_all(const struct building *b, struct buffer *out, struct err *err)
{
    size_t text = 0;
    for (uint32_t i = 0; i < b->name_count; i++) {
        text += strlen(b->names[i]);
    }
    if (b->vertex_count > ROUTE_NODES_MAX || b->edge_count > ROUTE_EDGES_MAX ||
        b->name_count > ROUTE_NAMES_MAX || text > ROUTE_TEXT_MAX ||
        b->geometry.len > ROUTE_GEOMETRY_MAX) {
        return err_set(err, ERR_LIMIT,
            "%u junctions are too many; choose a smaller area (--around; in hub.csv map_around_km)",
            b->vertex_count);
    }
    buffer_put(out, ROUTE_MAGIC, strlen(ROUTE_MAGIC));
    buffer_u32(out, ROUTE_VERSION);
    buffer_u32(out, b->vertex_count);
    buffer_u32(out, b->edge_count);
    buffer_u32(out, b->name_count);
    buffer_u32(out, (uint32_t)text);
    buffer_u32(out, (uint32_t)b->geometry.len);
    buffer_put(out, b->points.data, b->points.len);
    for (uint32_t i = 0; i < b->edge_count; i++) {
        const struct edge *edge = &b->edges[i];
        uint8_t kinds[4] = {(uint8_t)edge->way.kind, (uint8_t)edge->way.surface,
            (uint8_t)edge->way.flags, (uint8_t)(edge->way.flags >> 8)};
        buffer_u32(out, edge->from);
        buffer_u32(out, edge->to);
        buffer_u32(out, edge->length_cm);
        buffer_u32(out, edge->name);
        buffer_u32(out, edge->geometry_end);
        buffer_put(out, kinds, sizeof kinds);
    }
    text = 0;
    for (uint32_t i = 0; i < b->name_count; i++) {
        text += strlen(b->names[i]);
        buffer_u32(out, (uint32_t)text);
    }
    for (uint32_t i = 0; i < b->name_count; i++) {
        buffer_put(out, b->names[i], strlen(b->names[i]));
    }
    buffer_put(out, b->geometry.data, b->geometry.len);
    return true;
}

bool
graph_build(const struct extract *extract, struct buffer *out, struct err *err)
{
    struct building b = {.extract = extract,
        .box = {extract->box.west - GRAPH_MARGIN_E7, extract->box.south - GRAPH_MARGIN_E7,
            extract->box.east + GRAPH_MARGIN_E7, extract->box.north + GRAPH_MARGIN_E7}};
    b.facts = calloc((size_t)extract->node_count + 1, sizeof *b.facts);
    b.vertices = malloc(((size_t)extract->node_count + 1) * sizeof *b.vertices);
    ASSERT(b.facts && b.vertices);
    memset(b.vertices, 0xff, ((size_t)extract->node_count + 1) * sizeof *b.vertices);
    survey(&b);
    sort_names(&b);
    add_ways(&b);
    bool ok = write_all(&b, out, err);
    free(b.facts);
    free(b.vertices);
    free(b.names);
    free(b.edges);
    buffer_finish(&b.points);
    buffer_finish(&b.geometry);
    return ok;
}
