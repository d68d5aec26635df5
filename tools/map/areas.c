#include "areas.h"

#include <stdlib.h>
#include <string.h>

// An undirected piece of a way; a is the western, of equals the southern end.
struct segment {
    uint32_t a; // vertices
    uint32_t b;
};

// Nodes at one place are one vertex.
struct vertex {
    int32_t lat;
    int32_t lon;
    uint32_t node;
};

struct work {
    struct vertex *vertices;
    uint32_t vertex_count;
    struct segment *segments;
    uint32_t segment_count;
    uint32_t *first_arc; // vertex_count + 1, into arcs
    uint32_t *arcs;      // segments at each vertex, counterclockwise from the east
    bool *used;          // segments
    uint64_t compared;   // pairs so far; real areas stay far below AREA_WORK_MAX
};

static void *
array(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    ASSERT(memory);
    return memory;
}

static int
compare_places(const struct vertex *a, const struct vertex *b)
{
    return a->lon != b->lon ? (a->lon > b->lon) - (a->lon < b->lon)
                            : (a->lat > b->lat) - (a->lat < b->lat);
}

static int
compare_vertices(const void *a, const void *b)
{
    const struct vertex *x = a;
    const struct vertex *y = b;
    int places = compare_places(x, y);
    return places ? places : (x->node > y->node) - (x->node < y->node);
}

static void
collect_vertices(struct work *work, const struct extract *extract, const struct area_way *ways,
    uint32_t way_count)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < way_count; i++) {
        total += ways[i].count;
    }
    work->vertices = array(total, sizeof *work->vertices);
    for (uint32_t i = 0; i < way_count; i++) {
        for (uint32_t n = 0; n < ways[i].count; n++) {
            uint32_t node = ways[i].nodes[n];
            work->vertices[work->vertex_count++] =
                (struct vertex){extract->lat[node], extract->lon[node], node};
        }
    }
    qsort(work->vertices, total, sizeof *work->vertices, compare_vertices);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < total; i++) {
        if (i == 0 || compare_places(&work->vertices[i], &work->vertices[kept - 1]) != 0) {
            work->vertices[kept++] = work->vertices[i];
        }
    }
    work->vertex_count = kept;
    work->segments = array(total, sizeof *work->segments);
}

static uint32_t
vertex_of(const struct work *work, const struct extract *extract, uint32_t node)
{
    struct vertex key = {extract->lat[node], extract->lon[node], node};
    uint32_t low = 0;
    uint32_t high = work->vertex_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_places(&work->vertices[middle], &key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int
compare_segments(const void *a, const void *b)
{
    const struct segment *x = a;
    const struct segment *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

// A segment that is there twice is a border between nothing: both go.
static void
collect_segments(struct work *work, const struct extract *extract, const struct area_way *ways,
    uint32_t way_count)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < way_count; i++) {
        for (uint32_t n = 1; n < ways[i].count; n++) {
            uint32_t a = vertex_of(work, extract, ways[i].nodes[n - 1]);
            uint32_t b = vertex_of(work, extract, ways[i].nodes[n]);
            if (a != b) {
                work->segments[count++] = a < b ? (struct segment){a, b} : (struct segment){b, a};
            }
        }
    }
    qsort(work->segments, count, sizeof *work->segments, compare_segments);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (kept > 0 && compare_segments(&work->segments[i], &work->segments[kept - 1]) == 0) {
            kept--;
        } else {
            work->segments[kept++] = work->segments[i];
        }
    }
    work->segment_count = kept;
}

// > 0: c lies to the left of a -> b.
static double
side(const struct vertex *a, const struct vertex *b, const struct vertex *c)
{
    return ((double)b->lon - a->lon) * ((double)c->lat - a->lat) -
           ((double)b->lat - a->lat) * ((double)c->lon - a->lon);
}

static bool
lies_between(const struct vertex *a, const struct vertex *b, const struct vertex *c)
{
    int32_t low = a->lat < b->lat ? a->lat : b->lat;
    int32_t high = a->lat < b->lat ? b->lat : a->lat;
    return c->lon >= a->lon && c->lon <= b->lon && c->lat >= low && c->lat <= high;
}

// Whether two segments meet elsewhere than at a common end.
static bool
cross(const struct work *work, const struct segment *s, const struct segment *t)
{
    const struct vertex *a = &work->vertices[s->a];
    const struct vertex *b = &work->vertices[s->b];
    const struct vertex *c = &work->vertices[t->a];
    const struct vertex *d = &work->vertices[t->b];
    double abc = side(a, b, c);
    double abd = side(a, b, d);
    double cda = side(c, d, a);
    double cdb = side(c, d, b);
    bool proper = ((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) &&
                  ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0));
    bool touches = (abc == 0 && t->a != s->a && t->a != s->b && lies_between(a, b, c)) ||
                   (abd == 0 && t->b != s->a && t->b != s->b && lies_between(a, b, d)) ||
                   (cda == 0 && s->a != t->a && s->a != t->b && lies_between(c, d, a)) ||
                   (cdb == 0 && s->b != t->a && s->b != t->b && lies_between(c, d, b));
    return proper || touches;
}

static bool
are_apart(const struct work *work, const struct segment *s, const struct segment *t)
{
    const struct vertex *v = work->vertices;
    int32_t s_low = v[s->a].lat < v[s->b].lat ? v[s->a].lat : v[s->b].lat;
    int32_t s_high = v[s->a].lat < v[s->b].lat ? v[s->b].lat : v[s->a].lat;
    return (v[t->a].lat < s_low && v[t->b].lat < s_low) ||
           (v[t->a].lat > s_high && v[t->b].lat > s_high);
}

// Segments are sorted by their western end: only those that begin before this one ends can meet it.
static bool
any_cross(struct work *work)
{
    for (uint32_t i = 0; i < work->segment_count; i++) {
        const struct segment *s = &work->segments[i];
        int32_t east = work->vertices[s->b].lon;
        for (uint32_t j = i + 1; j < work->segment_count; j++) {
            const struct segment *t = &work->segments[j];
            if (work->vertices[t->a].lon > east || work->compared++ > AREA_WORK_MAX) {
                break;
            }
            if (!are_apart(work, s, t) && cross(work, s, t)) {
                return true;
            }
        }
    }
    return false;
}

static uint32_t
other_end(const struct work *work, uint32_t segment, uint32_t vertex)
{
    const struct segment *s = &work->segments[segment];
    return s->a == vertex ? s->b : s->a;
}

// Counterclockwise from the east around the vertex: whether x comes before y.
static bool
turns_before(const struct work *work, uint32_t vertex, uint32_t x, uint32_t y)
{
    const struct vertex *o = &work->vertices[vertex];
    const struct vertex *a = &work->vertices[other_end(work, x, vertex)];
    const struct vertex *b = &work->vertices[other_end(work, y, vertex)];
    bool a_south = a->lat < o->lat || (a->lat == o->lat && a->lon < o->lon);
    bool b_south = b->lat < o->lat || (b->lat == o->lat && b->lon < o->lon);
    return a_south != b_south ? b_south : side(o, a, b) > 0;
}

static bool
join_segments(struct work *work)
{
    work->first_arc = array((size_t)work->vertex_count + 1, sizeof *work->first_arc);
    work->arcs = array((size_t)work->segment_count * 2, sizeof *work->arcs);
    work->used = array(work->segment_count, sizeof *work->used);
    for (uint32_t i = 0; i < work->segment_count; i++) {
        work->first_arc[work->segments[i].a + 1]++;
        work->first_arc[work->segments[i].b + 1]++;
    }
    bool even = true;
    for (uint32_t i = 0; i < work->vertex_count; i++) {
        even = even && work->first_arc[i + 1] % 2 == 0;
        work->first_arc[i + 1] += work->first_arc[i];
    }
    uint32_t *filled = array(work->vertex_count, sizeof *filled);
    for (uint32_t i = 0; i < work->segment_count * 2; i++) {
        uint32_t segment = i / 2;
        uint32_t vertex = i % 2 ? work->segments[segment].b : work->segments[segment].a;
        uint32_t *arcs = work->arcs + work->first_arc[vertex];
        uint32_t at = filled[vertex]++;
        while (at > 0 && turns_before(work, vertex, segment, arcs[at - 1])) {
            arcs[at] = arcs[at - 1];
            at--;
        }
        arcs[at] = segment;
    }
    free(filled);
    return even;
}

// The next unused segment counterclockwise after the one by which the vertex was reached: two rings that
// touch at a vertex never cross there.
static uint32_t
next_segment(const struct work *work, uint32_t vertex, uint32_t from)
{
    const uint32_t *arcs = work->arcs + work->first_arc[vertex];
    uint32_t degree = work->first_arc[vertex + 1] - work->first_arc[vertex];
    uint32_t at = 0;
    while (arcs[at] != from) {
        at++;
    }
    for (uint32_t i = 1; i < degree; i++) {
        uint32_t segment = arcs[(at + i) % degree];
        if (!work->used[segment]) {
            return segment;
        }
    }
    return UINT32_MAX;
}

static void
keep_ring(const struct work *work, const uint32_t *path, uint32_t count, struct area *area)
{
    struct area_ring *ring = &area->rings[area->ring_count++];
    *ring = (struct area_ring){area->node_count, count, AREA_OUTER};
    for (uint32_t i = 0; i < count; i++) {
        area->nodes[area->node_count++] = work->vertices[path[i]].node;
    }
}

// The way walked so far.
struct path {
    uint32_t *vertices;
    uint32_t *where; // per vertex: in the path, + 1
    uint32_t length;
};

// The path came back to a vertex of its own: the loop since then is a ring.
static void
close_loop(const struct work *work, struct path *path, uint32_t vertex, struct area *area)
{
    uint32_t first = path->where[vertex] - 1;
    keep_ring(work, path->vertices + first, path->length - first, area);
    for (uint32_t n = first; n < path->length; n++) {
        path->where[path->vertices[n]] = 0;
    }
    path->length = first;
}

// Walks along unused segments until there are none.
static void
walk_rings(struct work *work, struct area *area)
{
    struct path path = {.vertices = array((size_t)work->segment_count + 1, sizeof *path.vertices),
        .where = array(work->vertex_count, sizeof *path.where)};
    area->rings = array(work->segment_count / 3, sizeof *area->rings);
    area->nodes = array(work->segment_count, sizeof *area->nodes);
    for (uint32_t i = 0; i < work->segment_count; i++) {
        uint32_t vertex = work->segments[i].a;
        path.length = 0;
        for (uint32_t segment = work->used[i] ? UINT32_MAX : i; segment != UINT32_MAX;) {
            work->used[segment] = true;
            path.vertices[path.length++] = vertex;
            path.where[vertex] = path.length;
            vertex = other_end(work, segment, vertex);
            if (path.where[vertex] > 0) {
                close_loop(work, &path, vertex, area);
            }
            segment = next_segment(work, vertex, segment);
        }
    }
    free(path.vertices);
    free(path.where);
}

double
area_of_ring(const struct extract *extract, const uint32_t *nodes, uint32_t count)
{
    double twice = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t a = nodes[i];
        uint32_t b = nodes[i + 1 < count ? i + 1 : 0];
        // seen from the first node, so that the products stay small
        double ax = (double)extract->lon[a] - extract->lon[nodes[0]];
        double ay = (double)extract->lat[a] - extract->lat[nodes[0]];
        double bx = (double)extract->lon[b] - extract->lon[nodes[0]];
        double by = (double)extract->lat[b] - extract->lat[nodes[0]];
        twice += ax * by - bx * ay;
    }
    return twice;
}

bool
area_ring_has(
    const struct extract *extract, const uint32_t *nodes, uint32_t count, double lat, double lon)
{
    bool within = false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t a = nodes[i];
        uint32_t b = nodes[i + 1 < count ? i + 1 : 0];
        double alat = extract->lat[a];
        double blat = extract->lat[b];
        if ((alat > lat) != (blat > lat)) {
            double part = (lat - alat) / (blat - alat);
            double at = extract->lon[a] + part * ((double)extract->lon[b] - extract->lon[a]);
            within = within != (lon < at);
        }
    }
    return within;
}

// Rings by what contains them: at even depth they are outer ones.
static void
nest(struct work *work, const struct extract *extract, struct area *area)
{
    double *sizes = array(area->ring_count, sizeof *sizes);
    for (uint32_t i = 0; i < area->ring_count; i++) {
        double twice =
            area_of_ring(extract, area->nodes + area->rings[i].first, area->rings[i].count);
        sizes[i] = twice < 0 ? -twice : twice;
    }
    for (uint32_t i = 0; i < area->ring_count; i++) {
        const uint32_t *nodes = area->nodes + area->rings[i].first;
        double lat = (extract->lat[nodes[0]] + (double)extract->lat[nodes[1]]) / 2;
        double lon = (extract->lon[nodes[0]] + (double)extract->lon[nodes[1]]) / 2;
        uint32_t depth = 0;
        uint32_t closest = AREA_OUTER;
        for (uint32_t j = 0; j < area->ring_count; j++) {
            const struct area_ring *around = &area->rings[j];
            if (j == i || sizes[j] <= sizes[i] || work->compared > AREA_WORK_MAX) {
                continue;
            }
            work->compared += around->count;
            if (area_ring_has(extract, area->nodes + around->first, around->count, lat, lon)) {
                depth++;
                closest = closest == AREA_OUTER || sizes[j] < sizes[closest] ? j : closest;
            }
        }
        area->rings[i].outer = depth % 2 ? closest : AREA_OUTER;
    }
    free(sizes);
}

static void
turn_rings(const struct extract *extract, struct area *area)
{
    for (uint32_t i = 0; i < area->ring_count; i++) {
        const struct area_ring *ring = &area->rings[i];
        uint32_t *nodes = area->nodes + ring->first;
        bool counterclockwise = area_of_ring(extract, nodes, ring->count) > 0;
        if (counterclockwise != (ring->outer == AREA_OUTER)) {
            for (uint32_t a = 1, b = ring->count - 1; a < b; a++, b--) {
                uint32_t node = nodes[a];
                nodes[a] = nodes[b];
                nodes[b] = node;
            }
        }
    }
}

bool
area_assemble(const struct extract *extract, const struct area_way *ways, uint32_t way_count,
    struct area *area, const char **problem)
{
    struct work work = {0};
    *area = (struct area){0};
    *problem = NULL;
    collect_vertices(&work, extract, ways, way_count);
    collect_segments(&work, extract, ways, way_count);
    if (!join_segments(&work)) {
        *problem = "its outline does not close";
    } else if (any_cross(&work)) {
        *problem = "its outline crosses itself";
    } else if (work.segment_count == 0) {
        *problem = "it has no outline";
    } else {
        walk_rings(&work, area);
        nest(&work, extract, area);
        turn_rings(extract, area);
    }
    if (work.compared > AREA_WORK_MAX) {
        *problem = "its outline has too many pieces";
    }
    free(work.vertices);
    free(work.segments);
    free(work.first_arc);
    free(work.arcs);
    free(work.used);
    return !*problem;
}

void
area_finish(struct area *area)
{
    free(area->rings);
    free(area->nodes);
    *area = (struct area){0};
}
