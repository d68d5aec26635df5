// Coastlines are joined to chains and cut at the box; from where one leaves the box the border is followed
// clockwise, water on the right, to where the next one enters.

#include "coast.h"

#include <math.h>
#include <string.h>

#include "grow.h"

// Nodes of one coastline, or of a piece of it within the box.
struct chain {
    uint32_t *nodes;
    uint32_t count;
    uint32_t room;
    bool closed;   // the first node is not repeated at the end
    double enters; // where on the border, see border_at(); for pieces only
    double leaves;
    bool used;
};

struct chains {
    struct chain *at;
    uint32_t count;
    uint32_t room;
};

static void
put(struct chain *chain, uint32_t node)
{
    if (chain->count == 0 || chain->nodes[chain->count - 1] != node) {
        chain->nodes = grow(chain->nodes, chain->count, &chain->room, sizeof *chain->nodes);
        chain->nodes[chain->count++] = node;
    }
}

static struct chain *
add_chain(struct chains *chains)
{
    chains->at = grow(chains->at, chains->count, &chains->room, sizeof *chains->at);
    chains->at[chains->count] = (struct chain){0};
    return &chains->at[chains->count++];
}

static void
finish_chains(struct chains *chains)
{
    for (uint32_t i = 0; i < chains->count; i++) {
        free(chains->at[i].nodes);
    }
    free(chains->at);
}

// --- joining ---

// Coastline ways by their first node.
struct beginning {
    uint32_t node;
    uint32_t way;
};

static int
compare_beginnings(const void *a, const void *b)
{
    const struct beginning *x = a;
    const struct beginning *y = b;
    return x->node != y->node ? (x->node > y->node) - (x->node < y->node)
                              : (x->way > y->way) - (x->way < y->way);
}

struct joining {
    const struct extract *extract;
    struct beginning *begins;
    bool *used;  // per beginning
    bool *ended; // per beginning: another way ends where it begins
    uint32_t count;
};

// An unused way that begins at the node, or UINT32_MAX.
static uint32_t
way_from(const struct joining *joining, uint32_t node)
{
    uint32_t low = 0;
    uint32_t high = joining->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (joining->begins[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low < joining->count && joining->begins[low].node == node && joining->used[low]) {
        low++;
    }
    return low < joining->count && joining->begins[low].node == node ? low : UINT32_MAX;
}

static const struct extract_way *
way_at(const struct joining *joining, uint32_t at)
{
    return &joining->extract->ways[joining->begins[at].way];
}

static uint32_t
last_node(const struct joining *joining, uint32_t at)
{
    const struct extract_way *way = way_at(joining, at);
    return joining->extract->refs[way->ref_first + way->ref_count - 1];
}

static void
follow(struct joining *joining, uint32_t at, struct chains *chains)
{
    struct chain *chain = add_chain(chains);
    uint32_t first = joining->begins[at].node;
    while (at != UINT32_MAX) {
        const struct extract_way *way = way_at(joining, at);
        joining->used[at] = true;
        for (uint32_t r = 0; r < way->ref_count; r++) {
            put(chain, joining->extract->refs[way->ref_first + r]);
        }
        uint32_t last = last_node(joining, at);
        at = last == first ? UINT32_MAX : way_from(joining, last);
    }
    if (chain->count > 1 && chain->nodes[chain->count - 1] == first) {
        chain->closed = true;
        chain->count--;
    }
}

// First the chains that have a beginning, then the closed ones.
static void
join_ways(const struct extract *extract, struct chains *chains)
{
    struct joining joining = {.extract = extract};
    joining.begins = calloc((size_t)extract->way_count + 1, sizeof *joining.begins);
    ASSERT(joining.begins);
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = extract_tags(extract, way->tag_first, way->tag_count);
        if (way->ref_count >= 2 && osm_tag_is(tags, "natural", "coastline")) {
            joining.begins[joining.count++] = (struct beginning){extract->refs[way->ref_first], i};
        }
    }
    qsort(joining.begins, joining.count, sizeof *joining.begins, compare_beginnings);
    joining.used = calloc((size_t)joining.count + 1, sizeof *joining.used);
    joining.ended = calloc((size_t)joining.count + 1, sizeof *joining.ended);
    ASSERT(joining.used && joining.ended);
    for (uint32_t i = 0; i < joining.count; i++) {
        uint32_t next = way_from(&joining, last_node(&joining, i));
        if (next != UINT32_MAX) {
            joining.ended[next] = true;
        }
    }
    for (int closed = 0; closed < 2; closed++) {
        for (uint32_t i = 0; i < joining.count; i++) {
            if (!joining.used[i] && (closed || !joining.ended[i])) {
                follow(&joining, i, chains);
            }
        }
    }
    free(joining.begins);
    free(joining.used);
    free(joining.ended);
}

// --- cutting at the box ---

static bool
within(const struct osm_box *box, double lat, double lon)
{
    return lat > box->south && lat < box->north && lon > box->west && lon < box->east;
}

// Where a point of the border lies, clockwise from the north-west corner: 0..4, a side each.
static double
border_at(const struct osm_box *box, double lat, double lon)
{
    double x = (lon - box->west) / ((double)box->east - box->west);
    double y = (box->north - lat) / ((double)box->north - box->south);
    if (lat >= box->north) {
        return x;
    }
    if (lon >= box->east) {
        return 1 + y;
    }
    return lat <= box->south ? 2 + (1 - x) : 3 + (1 - y);
}

// The part of the segment within the box, Liang and Barsky's way; false if there is none.
static bool
cut_segment(const struct osm_box *box, const double a[2], const double b[2], double part[2])
{
    double d[2] = {b[0] - a[0], b[1] - a[1]};
    double p[4] = {-d[0], d[0], -d[1], d[1]};
    double q[4] = {a[0] - box->south, box->north - a[0], a[1] - box->west, box->east - a[1]};
    part[0] = 0;
    part[1] = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] <= 0) {
            return false;
        }
        if (p[i] < 0) {
            part[0] = fmax(part[0], q[i] / p[i]);
        } else if (p[i] > 0) {
            part[1] = fmin(part[1], q[i] / p[i]);
        }
    }
    return part[0] < part[1];
}

struct cutting {
    struct extract *extract;
    struct osm_box box;
    struct chains pieces;
    struct chain *piece; // the one that is being followed, NULL = outside
};

static uint32_t
border_node(struct cutting *cutting, const double a[2], const double b[2], double part, double *at)
{
    const struct osm_box *box = &cutting->box;
    double lat = fmin(box->north, fmax(box->south, round(a[0] + (b[0] - a[0]) * part)));
    double lon = fmin(box->east, fmax(box->west, round(a[1] + (b[1] - a[1]) * part)));
    *at = border_at(box, lat, lon);
    return extract_add_node(cutting->extract, (int32_t)lat, (int32_t)lon);
}

static void
cut_between(struct cutting *cutting, uint32_t from, uint32_t to)
{
    const struct extract *extract = cutting->extract;
    double a[2] = {extract->lat[from], extract->lon[from]};
    double b[2] = {extract->lat[to], extract->lon[to]};
    double part[2];
    if (!cut_segment(&cutting->box, a, b, part)) {
        return;
    }
    if (!cutting->piece) {
        double at = 0;
        uint32_t node = border_node(cutting, a, b, part[0], &at);
        cutting->piece = add_chain(&cutting->pieces);
        cutting->piece->enters = at;
        put(cutting->piece, node);
    }
    if (within(&cutting->box, b[0], b[1])) {
        put(cutting->piece, to);
        return;
    }
    uint32_t node = border_node(cutting, a, b, part[1], &cutting->piece->leaves);
    put(cutting->piece, node);
    cutting->piece = NULL;
}

static bool
ends_within(const struct cutting *cutting, uint32_t node, struct err *err)
{
    const struct extract *extract = cutting->extract;
    if (!within(&cutting->box, extract->lat[node], extract->lon[node])) {
        return false;
    }
    err_set(err, ERR_FORMAT,
        "the coastline ends within the map, at %.5f,%.5f; choose a smaller area, or leave the"
        " sea out (--no-sea; in hub.csv map_sea,0)",
        extract->lat[node] / 1e7, extract->lon[node] / 1e7);
    return true;
}

// A chain's pieces; one that lies in the box from end to end stays a chain.
static bool
cut_chain(struct cutting *cutting, struct chain *chain, struct err *err)
{
    uint32_t start = 0;
    const struct extract *extract = cutting->extract;
    if (chain->closed) {
        while (start < chain->count && within(&cutting->box, extract->lat[chain->nodes[start]],
                                           extract->lon[chain->nodes[start]])) {
            start++;
        }
        if (start == chain->count) {
            return true; // an island or a lagoon
        }
    } else if (ends_within(cutting, chain->nodes[0], err) ||
               ends_within(cutting, chain->nodes[chain->count - 1], err)) {
        return false;
    }
    uint32_t segments = chain->closed ? chain->count : chain->count - 1;
    cutting->piece = NULL;
    for (uint32_t i = 0; i < segments; i++) {
        cut_between(cutting, chain->nodes[(start + i) % chain->count],
            chain->nodes[(start + i + 1) % chain->count]);
    }
    chain->used = true;
    return true;
}

// --- closing along the border ---

static uint32_t
corner(struct cutting *cutting, int number) // 1 = north-east, 2, 3, 4 = north-west
{
    const struct osm_box *box = &cutting->box;
    int32_t lat = number == 2 || number == 3 ? box->south : box->north;
    int32_t lon = number == 1 || number == 2 ? box->east : box->west;
    return extract_add_node(cutting->extract, lat, lon);
}

// The piece that enters next, clockwise from there; *at is its place, beyond 4 after a whole turn.
static struct chain *
next_piece(struct cutting *cutting, double from, double *at)
{
    struct chain *next = NULL;
    for (uint32_t i = 0; i < cutting->pieces.count; i++) {
        struct chain *piece = &cutting->pieces.at[i];
        double place = piece->enters < from ? piece->enters + 4 : piece->enters;
        if (!next || place < *at) {
            next = piece;
            *at = place;
        }
    }
    return next;
}

static void
close_piece(struct cutting *cutting, struct chain *first, struct chain *ring)
{
    struct chain *piece = first;
    do {
        double at = 0;
        piece->used = true;
        for (uint32_t i = 0; i < piece->count; i++) {
            put(ring, piece->nodes[i]);
        }
        struct chain *next = next_piece(cutting, piece->leaves, &at);
        for (int number = (int)floor(piece->leaves) + 1; number < at; number++) {
            put(ring, corner(cutting, (number - 1) % 4 + 1));
        }
        // Each piece is joined once: with broken data two may lead to the same.
        piece = next->used && next != first ? first : next;
    } while (piece != first);
}

static void
close_all(struct cutting *cutting, struct chains *rings)
{
    for (uint32_t i = 0; i < cutting->pieces.count; i++) {
        if (!cutting->pieces.at[i].used) {
            close_piece(cutting, &cutting->pieces.at[i], add_chain(rings));
        }
    }
}

static void
add_whole_box(struct cutting *cutting, struct chains *rings)
{
    struct chain *ring = add_chain(rings);
    for (int number = 4; number >= 1; number--) { // counterclockwise does for an outer ring
        put(ring, corner(cutting, number));
    }
}

// Chains that lie in the box become rings too; only islands in it: all around is sea.
static void
add_closed(struct cutting *cutting, const struct chains *chains, struct chains *rings)
{
    bool islands = false;
    bool lagoons = false;
    for (uint32_t i = 0; i < chains->count; i++) {
        struct chain *chain = &chains->at[i];
        if (chain->used || !chain->closed || chain->count < 3) {
            continue;
        }
        bool island = area_of_ring(cutting->extract, chain->nodes, chain->count) > 0;
        islands = islands || island;
        lagoons = lagoons || !island;
        struct chain *ring = add_chain(rings);
        for (uint32_t n = 0; n < chain->count; n++) {
            put(ring, chain->nodes[n]);
        }
    }
    if (islands && !lagoons && cutting->pieces.count == 0) {
        add_whole_box(cutting, rings);
    }
}

// The rings as closed ways, to be nested like any area.
static bool
assemble(
    const struct extract *extract, struct chains *rings, struct area *sea, const char **problem)
{
    struct area_way *ways = calloc((size_t)rings->count + 1, sizeof *ways);
    ASSERT(ways);
    for (uint32_t i = 0; i < rings->count; i++) {
        struct chain *ring = &rings->at[i];
        put(ring, ring->nodes[0]);
        ways[i] = (struct area_way){ring->nodes, ring->count};
    }
    bool ok = area_assemble(extract, ways, rings->count, sea, problem);
    free(ways);
    return ok;
}

bool
coast_sea(struct extract *extract, struct area *sea, struct err *err)
{
    struct cutting cutting = {.extract = extract, .box = extract->box};
    struct chains chains = {0};
    struct chains rings = {0};
    const char *problem = NULL;
    *sea = (struct area){0};
    join_ways(extract, &chains);
    bool ok = true;
    for (uint32_t i = 0; ok && i < chains.count; i++) {
        ok = cut_chain(&cutting, &chains.at[i], err);
    }
    if (ok) {
        close_all(&cutting, &rings);
        add_closed(&cutting, &chains, &rings);
    }
    if (ok && rings.count > 0 && !assemble(extract, &rings, sea, &problem)) {
        ok = err_set(err, ERR_FORMAT,
            "the coastline makes no sea: %s; leave it out (--no-sea; in hub.csv map_sea,0)",
            problem);
    }
    finish_chains(&chains);
    finish_chains(&rings);
    finish_chains(&cutting.pieces);
    return ok;
}
