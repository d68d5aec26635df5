// One pass keeps what touches the box; two more, only if needed, fetch what lies outside of it but
// belongs to it: ways of a multipolygon, nodes of a way.

#include "extract.h"

#include <string.h>

#include "base/utf8.h"
#include "grow.h"
#include "ids.h"
#include "interest.h"
#include "progress.h"

struct loader {
    struct extract *extract;
    struct progress *progress;
    struct osm_box wide;   // the box with its margin
    struct osm_box stated; // what the file says it covers
    bool has_stated;
    bool ways_came;  // the first pass is among the ways
    bool disordered; // a node came after a way
    bool full;
    struct ids refs;    // of the ways kept, before they become indices
    struct ids members; // likewise of relations
    struct ids wanted;  // what this pass looks for, ascending
};

// Keeps the tags of interest; returns how many, behind extract->tag_count as it was.
static uint32_t
keep_tags(struct loader *loader, struct osm_tags tags)
{
    struct extract *extract = loader->extract;
    uint32_t kept = 0;
    for (int i = 0; i < tags.count && !loader->full; i++) {
        // What is no text cannot be shown; the kiosk's reader of walks would refuse it.
        const char *value = tags.tags[i].value;
        if (!interest_key(tags.tags[i].key) || !utf8_valid(value, strlen(value))) {
            continue;
        }
        extract->tags =
            grow(extract->tags, extract->tag_count, &extract->tag_room, sizeof *extract->tags);
        extract->tags[extract->tag_count++] =
            (struct osm_tag){pool_text(&extract->pool, tags.tags[i].key),
                pool_text(&extract->pool, tags.tags[i].value)};
        loader->full = extract->tag_count >= EXTRACT_TAGS_MAX;
        kept++;
    }
    return kept;
}

static uint32_t
put_node(struct extract *extract, int64_t id, int32_t lat, int32_t lon)
{
    uint32_t room = extract->node_room;
    extract->ids = grow(extract->ids, extract->node_count, &room, sizeof *extract->ids);
    room = extract->node_room;
    extract->lat = grow(extract->lat, extract->node_count, &room, sizeof *extract->lat);
    extract->lon =
        grow(extract->lon, extract->node_count, &extract->node_room, sizeof *extract->lon);
    extract->ids[extract->node_count] = id;
    extract->lat[extract->node_count] = lat;
    extract->lon[extract->node_count] = lon;
    return extract->node_count++;
}

uint32_t
extract_add_node(struct extract *extract, int32_t lat_e7, int32_t lon_e7)
{
    return put_node(extract, 0, lat_e7, lon_e7);
}

static void
on_progress(void *data, int64_t done, int64_t total)
{
    progress_show(((struct loader *)data)->progress, done, total);
}

static void
on_box(void *data, const struct osm_box *box)
{
    struct loader *loader = data;
    loader->stated = *box;
    loader->has_stated = true;
}

static void
on_date(void *data, int day)
{
    ((struct loader *)data)->extract->day = day;
}

static bool
inside(const struct osm_box *box, const struct osm_node *node)
{
    return node->lat_e7 >= box->south && node->lat_e7 <= box->north && node->lon_e7 >= box->west &&
           node->lon_e7 <= box->east;
}

static void
keep_node(struct loader *loader, const struct osm_node *node)
{
    struct extract *extract = loader->extract;
    if (extract->node_count >= EXTRACT_NODES_MAX) {
        loader->full = true;
        return;
    }
    uint32_t index = put_node(extract, node->id, node->lat_e7, node->lon_e7);
    uint32_t first = extract->tag_count;
    uint32_t count = keep_tags(loader, node->tags);
    if (count > 0) {
        extract->points = grow(
            extract->points, extract->point_count, &extract->point_room, sizeof *extract->points);
        extract->points[extract->point_count++] = (struct extract_point){index, first, count};
    }
}

static void
on_node(void *data, const struct osm_node *node)
{
    struct loader *loader = data;
    loader->disordered = loader->disordered || loader->ways_came;
    if (!loader->disordered && inside(&loader->wide, node)) {
        keep_node(loader, node);
    }
}

static void
keep_way(struct loader *loader, const struct osm_way *way)
{
    struct extract *extract = loader->extract;
    if (extract->way_count >= EXTRACT_WAYS_MAX ||
        loader->refs.count + (uint32_t)way->ref_count > EXTRACT_REFS_MAX) {
        loader->full = true;
        return;
    }
    extract->ways =
        grow(extract->ways, extract->way_count, &extract->way_room, sizeof *extract->ways);
    struct extract_way *kept = &extract->ways[extract->way_count++];
    *kept = (struct extract_way){.id = way->id,
        .ref_first = loader->refs.count,
        .ref_count = (uint32_t)way->ref_count,
        .tag_first = extract->tag_count};
    kept->tag_count = keep_tags(loader, way->tags);
    for (int i = 0; i < way->ref_count; i++) {
        ids_add(&loader->refs, way->refs[i]);
    }
}

static void
on_way(void *data, const struct osm_way *way)
{
    struct loader *loader = data;
    const struct extract *extract = loader->extract;
    if (!loader->ways_came) {
        loader->ways_came = true;
        extract_sort_nodes(loader->extract);
    }
    for (int i = 0; i < way->ref_count; i++) {
        if (ids_find(extract->ids, extract->node_count, way->refs[i]) != UINT32_MAX) {
            keep_way(loader, way);
            return;
        }
    }
}

// Areas and boundaries; of others the map shows nothing.
static void
on_relation(void *data, const struct osm_relation *relation)
{
    struct loader *loader = data;
    struct extract *extract = loader->extract;
    if (!osm_tag_is(relation->tags, "type", "multipolygon boundary")) {
        return;
    }
    if (loader->members.count + (uint32_t)relation->member_count > EXTRACT_REFS_MAX) {
        loader->full = true;
        return;
    }
    extract->relations = grow(extract->relations, extract->relation_count, &extract->relation_room,
        sizeof *extract->relations);
    struct extract_relation *kept = &extract->relations[extract->relation_count++];
    *kept = (struct extract_relation){.id = relation->id,
        .member_first = loader->members.count,
        .tag_first = extract->tag_count,
        .whole = true};
    kept->tag_count = keep_tags(loader, relation->tags);
    for (int i = 0; i < relation->member_count; i++) {
        if (relation->members[i].kind == OSM_WAY) {
            ids_add(&loader->members, relation->members[i].ref);
            kept->member_count++;
        }
    }
}

static void
on_wanted_way(void *data, const struct osm_way *way)
{
    struct loader *loader = data;
    if (ids_find(loader->wanted.at, loader->wanted.count, way->id) != UINT32_MAX) {
        keep_way(loader, way);
    }
}

static void
on_wanted_node(void *data, const struct osm_node *node)
{
    struct loader *loader = data;
    if (ids_find(loader->wanted.at, loader->wanted.count, node->id) != UINT32_MAX) {
        keep_node(loader, node);
    }
}

// Drops relations that have nothing here, wants the missing ways of multipolygons that have something.
static void
choose_relations(struct loader *loader)
{
    struct extract *extract = loader->extract;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < extract->relation_count; i++) {
        const struct extract_relation *relation = &extract->relations[i];
        const int64_t *members = loader->members.at + relation->member_first;
        bool any = false;
        for (uint32_t m = 0; m < relation->member_count && !any; m++) {
            any = extract_find_way(extract, members[m]) != UINT32_MAX;
        }
        if (!any) {
            continue;
        }
        struct osm_tags tags = extract_tags(extract, relation->tag_first, relation->tag_count);
        for (uint32_t m = 0; m < relation->member_count && osm_tag_is(tags, "type", "multipolygon");
            m++) {
            if (extract_find_way(extract, members[m]) == UINT32_MAX) {
                ids_add(&loader->wanted, members[m]);
            }
        }
        extract->relations[kept++] = *relation;
    }
    extract->relation_count = kept;
    ids_sort(&loader->wanted);
}

static void
want_nodes(struct loader *loader)
{
    const struct extract *extract = loader->extract;
    loader->wanted.count = 0;
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        for (uint32_t r = way->ref_first; r < way->ref_first + way->ref_count; r++) {
            if (ids_find(extract->ids, extract->node_count, loader->refs.at[r]) == UINT32_MAX) {
                ids_add(&loader->wanted, loader->refs.at[r]);
            }
        }
    }
    ids_sort(&loader->wanted);
}

// A way that a relation lists twice is meant once.
static void
resolve_members(struct loader *loader)
{
    struct extract *extract = loader->extract;
    uint32_t *listed = calloc((size_t)extract->way_count + 1, sizeof *listed); // relation + 1
    ASSERT(listed);
    for (uint32_t i = 0; i < extract->relation_count; i++) {
        struct extract_relation *relation = &extract->relations[i];
        const int64_t *members = loader->members.at + relation->member_first;
        uint32_t count = relation->member_count;
        relation->member_first = extract->member_count;
        relation->member_count = 0;
        for (uint32_t m = 0; m < count; m++) {
            uint32_t way = extract_find_way(extract, members[m]);
            relation->whole = relation->whole && way != UINT32_MAX;
            if (way != UINT32_MAX && listed[way] != i + 1) {
                listed[way] = i + 1;
                extract->members[extract->member_count++] = way;
                relation->member_count++;
            }
        }
    }
    free(listed);
}

// Ids become indices; what is not in the file is left out.
static void
resolve(struct loader *loader)
{
    struct extract *extract = loader->extract;
    extract->refs = calloc((size_t)loader->refs.count + 1, sizeof *extract->refs);
    extract->members = calloc((size_t)loader->members.count + 1, sizeof *extract->members);
    ASSERT(extract->refs && extract->members);
    for (uint32_t i = 0; i < extract->way_count; i++) {
        struct extract_way *way = &extract->ways[i];
        const int64_t *refs = loader->refs.at + way->ref_first;
        uint32_t count = way->ref_count;
        way->ref_first = extract->ref_count;
        way->ref_count = 0;
        for (uint32_t r = 0; r < count; r++) {
            uint32_t node = ids_find(extract->ids, extract->node_count, refs[r]);
            if (node != UINT32_MAX) {
                extract->refs[extract->ref_count++] = node;
                way->ref_count++;
            }
        }
    }
    resolve_members(loader);
}

static bool
check(const struct loader *loader, struct err *err)
{
    if (loader->full) {
        return err_set(err, ERR_LIMIT,
            "more than %d nodes, %d ways or %d references; choose a smaller area (--around; in"
            " hub.csv map_around_km)",
            EXTRACT_NODES_MAX, EXTRACT_WAYS_MAX, EXTRACT_REFS_MAX);
    }
    if (loader->disordered) {
        return err_set(err, ERR_FORMAT, "nodes come after ways; sort it first with osmium sort");
    }
    return true;
}

static bool
read_all(struct loader *loader, const char *path, struct err *err)
{
    struct osm_sink all = {loader, on_box, on_node, on_way, on_relation, on_progress, on_date};
    struct osm_sink ways = {.data = loader, .way = on_wanted_way, .progress = on_progress};
    struct osm_sink nodes = {.data = loader, .node = on_wanted_node, .progress = on_progress};
    struct extract *extract = loader->extract;
    progress_set(loader->progress, "reading");
    if (!osm_read(path, &all, err) || !check(loader, err)) {
        return false;
    }
    extract_sort_nodes(extract);
    extract_sort_ways(extract);
    choose_relations(loader);
    progress_set(loader->progress, "reading areas");
    if (loader->wanted.count > 0 && (!osm_read(path, &ways, err) || !check(loader, err))) {
        return false;
    }
    extract_sort_ways(extract);
    want_nodes(loader);
    progress_set(loader->progress, "reading what lies outside");
    if (loader->wanted.count > 0 && (!osm_read(path, &nodes, err) || !check(loader, err))) {
        return false;
    }
    extract_sort_nodes(extract);
    resolve(loader);
    return true;
}

static void
widen(struct osm_box *box, int32_t lat, int32_t lon)
{
    box->west = lon < box->west ? lon : box->west;
    box->east = lon > box->east ? lon : box->east;
    box->south = lat < box->south ? lat : box->south;
    box->north = lat > box->north ? lat : box->north;
}

static struct osm_box
box_of_nodes(const struct extract *extract)
{
    struct osm_box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (uint32_t i = 0; i < extract->node_count; i++) {
        widen(&box, extract->lat[i], extract->lon[i]);
    }
    return box;
}

bool
extract_load(const char *path, const struct osm_box *box, struct progress *progress,
    struct extract *extract, struct err *err)
{
    *extract = (struct extract){0};
    struct loader loader = {.extract = extract,
        .progress = progress,
        .wide = {-1800000000, -900000000, 1800000000, 900000000}};
    if (box) {
        loader.wide =
            (struct osm_box){box->west - EXTRACT_MARGIN_E7, box->south - EXTRACT_MARGIN_E7,
                box->east + EXTRACT_MARGIN_E7, box->north + EXTRACT_MARGIN_E7};
    }
    bool ok = read_all(&loader, path, err);
    if (ok && extract->node_count == 0) {
        ok = loader.has_stated && box
                 ? err_set(err, ERR_FORMAT,
                       "%s: nothing in this area; the file covers %.4f,%.4f,%.4f,%.4f", path,
                       loader.stated.west / 1e7, loader.stated.south / 1e7,
                       loader.stated.east / 1e7, loader.stated.north / 1e7)
                 : err_set(err, ERR_FORMAT, "%s: nothing in it or in this area", path);
    } else if (ok) {
        extract->box = box ? *box : loader.has_stated ? loader.stated : box_of_nodes(extract);
    } else if (strncmp(err->text, path, strlen(path)) != 0) {
        err_wrap(err, "%s", path);
    }
    ids_finish(&loader.refs);
    ids_finish(&loader.members);
    ids_finish(&loader.wanted);
    return ok;
}

void
extract_finish(struct extract *extract)
{
    pool_finish(&extract->pool);
    free(extract->ids);
    free(extract->lat);
    free(extract->lon);
    free(extract->ways);
    free(extract->refs);
    free(extract->relations);
    free(extract->members);
    free(extract->points);
    free(extract->tags);
    *extract = (struct extract){0};
}

struct osm_tags
extract_tags(const struct extract *extract, uint32_t first, uint32_t count)
{
    return (struct osm_tags){extract->tags + first, (int)count};
}
