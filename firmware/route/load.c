// The bytes of a graph are checked once, here; what follows relies on it.

#include <stdlib.h>
#include <string.h>

#include "base/pb.h"
#include "base/utf8.h"
#include "db/db.h"
#include "route/internal.h"

enum { LAT_MAX = 90 * 10000000, LON_MAX = 180 * 10000000 };

struct counts {
    uint32_t nodes;
    uint32_t edges;
    uint32_t names;
    uint32_t text;
    uint32_t geometry;
};

static uint32_t
u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static bool
damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_FORMAT, "walking graph: %s", what);
}

static bool
read_counts(const uint8_t *data, size_t len, struct counts *counts, struct err *err)
{
    if (len < ROUTE_HEADER_BYTES || memcmp(data, ROUTE_MAGIC, strlen(ROUTE_MAGIC)) != 0) {
        return damaged(err, "not one");
    }
    if (u32(data + 8) != ROUTE_VERSION) {
        return err_set(err, ERR_VERSION, "walking graph: version %u, this program reads %d",
            u32(data + 8), ROUTE_VERSION);
    }
    *counts = (struct counts){
        u32(data + 12), u32(data + 16), u32(data + 20), u32(data + 24), u32(data + 28)};
    if (counts->nodes > ROUTE_NODES_MAX || counts->edges > ROUTE_EDGES_MAX ||
        counts->names > ROUTE_NAMES_MAX || counts->text > ROUTE_TEXT_MAX ||
        counts->geometry > ROUTE_GEOMETRY_MAX) {
        return err_set(err, ERR_LIMIT, "walking graph: %u nodes, %u edges, %u names are too many",
            counts->nodes, counts->edges, counts->names);
    }
    size_t size = ROUTE_HEADER_BYTES + (size_t)counts->nodes * ROUTE_NODE_BYTES +
                  (size_t)counts->edges * ROUTE_EDGE_BYTES + (size_t)counts->names * 4 +
                  counts->text + counts->geometry;
    return size == len || damaged(err, "longer or shorter than it says");
}

static void *
array(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    ASSERT(memory);
    return memory;
}

static void
make_room(struct route_graph *graph, const struct counts *counts)
{
    graph->node_count = counts->nodes;
    graph->edge_count = counts->edges;
    graph->name_count = counts->names;
    graph->nodes = array(counts->nodes, sizeof *graph->nodes);
    graph->edges = array(counts->edges, sizeof *graph->edges);
    graph->boxes = array(counts->edges, sizeof *graph->boxes);
    graph->first_arc = array((size_t)counts->nodes + 1, sizeof *graph->first_arc);
    graph->arcs = array((size_t)counts->edges * 2, sizeof *graph->arcs);
    graph->islands = array(counts->nodes, sizeof *graph->islands);
    graph->name_first = array((size_t)counts->names + 1, sizeof *graph->name_first);
    graph->text = array((size_t)counts->text + counts->names, 1);
    graph->geometry = array(counts->geometry, 1);
}

static bool
on_earth(struct route_point point)
{
    return point.lat_e7 >= -LAT_MAX && point.lat_e7 <= LAT_MAX && point.lon_e7 >= -LON_MAX &&
           point.lon_e7 <= LON_MAX;
}

static bool
read_nodes(struct route_graph *graph, const uint8_t *at, struct err *err)
{
    for (uint32_t i = 0; i < graph->node_count; i++, at += ROUTE_NODE_BYTES) {
        graph->nodes[i] = (struct route_point){(int32_t)u32(at), (int32_t)u32(at + 4)};
        if (!on_earth(graph->nodes[i])) {
            return damaged(err, "a node off the Earth");
        }
    }
    return true;
}

static bool
read_edges(
    struct route_graph *graph, const uint8_t *at, const struct counts *counts, struct err *err)
{
    uint32_t geometry_end = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++, at += ROUTE_EDGE_BYTES) {
        struct edge edge = {.from = u32(at),
            .to = u32(at + 4),
            .length_cm = u32(at + 8),
            .name = u32(at + 12),
            .geometry_end = u32(at + 16),
            .kind = at[20],
            .surface = at[21],
            .flags = (uint16_t)(at[22] | at[23] << 8)};
        if (edge.from >= counts->nodes || edge.to >= counts->nodes || edge.name > counts->names ||
            edge.geometry_end < geometry_end || edge.geometry_end > counts->geometry) {
            return damaged(err, "an edge that points beyond the end");
        }
        if (edge.kind >= ROUTE_KINDS || edge.surface >= ROUTE_SURFACES ||
            edge.flags > ROUTE_FLAGS_ALL || edge.length_cm > ROUTE_LENGTH_MAX) {
            return damaged(err, "an edge of unknown kind or impossible length");
        }
        geometry_end = edge.geometry_end;
        graph->edges[i] = edge;
    }
    return geometry_end == counts->geometry || damaged(err, "geometry that is no edge's");
}

static bool
read_names(
    struct route_graph *graph, const uint8_t *ends, const struct counts *counts, struct err *err)
{
    const char *text = (const char *)ends + (size_t)counts->names * 4;
    uint32_t from = 0;
    uint32_t used = 0;
    for (uint32_t i = 0; i < counts->names; i++) {
        uint32_t end = u32(ends + (size_t)i * 4);
        if (end < from || end > counts->text || !utf8_valid(text + from, end - from)) {
            return damaged(err, "a name that is no text");
        }
        graph->name_first[i] = used;
        memcpy(graph->text + used, text + from, end - from);
        used += end - from + 1;
        from = end;
    }
    graph->name_first[counts->names] = used;
    return from == counts->text || damaged(err, "text that is no name");
}

static void
widen(struct box *box, struct route_point point)
{
    box->low.lat_e7 = point.lat_e7 < box->low.lat_e7 ? point.lat_e7 : box->low.lat_e7;
    box->low.lon_e7 = point.lon_e7 < box->low.lon_e7 ? point.lon_e7 : box->low.lon_e7;
    box->high.lat_e7 = point.lat_e7 > box->high.lat_e7 ? point.lat_e7 : box->high.lat_e7;
    box->high.lon_e7 = point.lon_e7 > box->high.lon_e7 ? point.lon_e7 : box->high.lon_e7;
}

// Follows every edge once, so that later each can be followed blindly.
static bool
check_lines(struct route_graph *graph, struct err *err)
{
    uint32_t begin = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct edge *edge = &graph->edges[i];
        struct pb pb = pb_begin(graph->geometry + begin, edge->geometry_end - begin);
        struct route_point point = graph->nodes[edge->from];
        struct box box = {point, point};
        uint32_t count = 2;
        while (pb_more(&pb)) {
            int64_t lat = point.lat_e7 + (int64_t)(int32_t)pb_zigzag((uint32_t)pb_varint(&pb));
            int64_t lon = point.lon_e7 + (int64_t)(int32_t)pb_zigzag((uint32_t)pb_varint(&pb));
            if (pb.bad || lat < -LAT_MAX || lat > LAT_MAX || lon < -LON_MAX || lon > LON_MAX) {
                return damaged(err, "an edge that leaves the Earth");
            }
            point = (struct route_point){(int32_t)lat, (int32_t)lon};
            widen(&box, point);
            count++;
        }
        widen(&box, graph->nodes[edge->to]);
        graph->boxes[i] = box;
        graph->most_points = count > graph->most_points ? count : graph->most_points;
        begin = edge->geometry_end;
    }
    return true;
}

// Compressed sparse rows: the arcs of node n are arcs[first_arc[n]..first_arc[n + 1]).
static void
join_arcs(struct route_graph *graph)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        graph->first_arc[graph->edges[i].from + 1]++;
        graph->first_arc[graph->edges[i].to + 1]++;
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        graph->first_arc[i + 1] += graph->first_arc[i];
    }
    uint32_t *next = array(graph->node_count, sizeof *next);
    memcpy(next, graph->first_arc, graph->node_count * sizeof *next);
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        graph->arcs[next[graph->edges[i].from]++] = i * 2;
        graph->arcs[next[graph->edges[i].to]++] = i * 2 + 1;
    }
    free(next);
}

static uint32_t
root_of(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

// Islands are numbered in the order of their first nodes.
static void
find_islands(struct route_graph *graph)
{
    uint32_t *parent = array(graph->node_count, sizeof *parent);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        parent[i] = i;
    }
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        uint32_t a = root_of(parent, graph->edges[i].from);
        uint32_t b = root_of(parent, graph->edges[i].to);
        parent[a > b ? a : b] = a < b ? a : b;
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t root = root_of(parent, i);
        graph->islands[i] = root == i ? graph->island_count++ : graph->islands[root];
    }
    free(parent);
}

bool
route_load(const void *data, size_t len, struct route_graph **graph, struct err *err)
{
    struct counts counts = {0};
    *graph = NULL;
    if (!read_counts(data, len, &counts, err)) {
        return false;
    }
    struct route_graph *loaded = array(0, sizeof *loaded);
    make_room(loaded, &counts);
    const uint8_t *nodes = (const uint8_t *)data + ROUTE_HEADER_BYTES;
    const uint8_t *edges = nodes + (size_t)counts.nodes * ROUTE_NODE_BYTES;
    const uint8_t *names = edges + (size_t)counts.edges * ROUTE_EDGE_BYTES;
    const uint8_t *geometry = names + (size_t)counts.names * 4 + counts.text;
    memcpy(loaded->geometry, geometry, counts.geometry);
    if (!read_nodes(loaded, nodes, err) || !read_edges(loaded, edges, &counts, err) ||
        !read_names(loaded, names, &counts, err) || !check_lines(loaded, err)) {
        route_close(loaded);
        return false;
    }
    join_arcs(loaded);
    find_islands(loaded);
    *graph = loaded;
    return true;
}

bool
route_open_db(struct db *db, struct route_graph **graph, struct err *err)
{
    struct db_query *query = NULL;
    bool ok = false;
    *graph = NULL;
    // A file without the table is a map without walks.
    if (!db_prepare(db, "SELECT data FROM route_graph WHERE name = 'foot'", &query, NULL)) {
        return err_set(err, ERR_MISSING, "no walking graph in it");
    }
    if (db_step(query)) {
        size_t len = 0;
        const void *data = db_blob(query, 0, &len);
        ok = route_load(data, len, graph, err);
    } else if (!db_failed(query, err)) {
        err_set(err, ERR_MISSING, "no walking graph in it");
    }
    db_finish(query);
    return ok;
}

bool
route_open(const char *path, struct route_graph **graph, struct err *err)
{
    struct db *db = NULL;
    *graph = NULL;
    if (!db_open(path, DB_READ_ANY, &db, err)) {
        return false;
    }
    bool ok = route_open_db(db, graph, err) || err_wrap(err, "%s", path);
    db_close(db);
    return ok;
}

void
route_close(struct route_graph *graph)
{
    if (graph) {
        free(graph->nodes);
        free(graph->edges);
        free(graph->boxes);
        free(graph->first_arc);
        free(graph->arcs);
        free(graph->islands);
        free(graph->name_first);
        free(graph->text);
        free(graph->geometry);
        free(graph);
    }
}

struct route_summary
route_summary(const struct route_graph *graph)
{
    struct route_summary summary = {
        .nodes = graph->node_count, .edges = graph->edge_count, .islands = graph->island_count};
    uint32_t *sizes = array(graph->island_count, sizeof *sizes);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t size = ++sizes[graph->islands[i]];
        summary.main_nodes = size > summary.main_nodes ? size : summary.main_nodes;
    }
    free(sizes);
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        summary.length_km += graph->edges[i].length_cm / 1e5;
    }
    return summary;
}
