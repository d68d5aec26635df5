#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
is_closed(const struct extract *extract, const struct extract_way *way)
{
    const uint32_t *refs = extract->refs + way->ref_first;
    return way->ref_count >= 4 && refs[0] == refs[way->ref_count - 1];
}

bool
schema_is_area(struct osm_tags tags)
{
    static const char *const keys[] = {"building", "landuse", "leisure", "amenity", "shop",
        "tourism", "place", "historic", "military", "office", "wetland", "water", "healthcare"};
    if (*osm_tag(tags, "area")) {
        return !osm_tag_is(tags, "area", "no");
    }
    // Closed, these are lines: a roundabout, a fence, a shore.
    if (*osm_tag(tags, "highway") || *osm_tag(tags, "barrier") || *osm_tag(tags, "railway") ||
        osm_tag_is(tags, "natural", "coastline cliff tree_row ridge")) {
        return *osm_tag(tags, "building") != '\0';
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (*osm_tag(tags, keys[i])) {
            return true;
        }
    }
    return *osm_tag(tags, "natural") || *osm_tag(tags, "area:aeroway") ||
           osm_tag_is(tags, "waterway", "riverbank dock dam") ||
           osm_tag_is(tags, "man_made", "pier breakwater groyne bridge tower works") ||
           osm_tag_is(tags, "aeroway", "aerodrome helipad apron");
}

void
schema_names(struct schema *schema, struct osm_tags tags)
{
    features_text(schema->features, "name", osm_tag(tags, "name"));
    for (int i = 0; i < tags.count; i++) {
        if (strncmp(tags.tags[i].key, "name:", 5) == 0) {
            char key[32];
            snprintf(key, sizeof key, "name_%s", tags.tags[i].key + 5);
            features_text(
                schema->features, pool_text(&schema->extract->pool, key), tags.tags[i].value);
        }
    }
}

void
schema_point(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    schema_place(schema, geometry, tags);
    if (osm_tag_is(tags, "highway", "motorway_junction")) {
        features_add(schema->features, LAYER_STREET_LABELS_POINTS, geometry, 12, 0);
        features_text(schema->features, "kind", osm_tag(tags, "highway"));
        features_text(schema->features, "ref", osm_tag(tags, "ref"));
        schema_names(schema, tags);
    }
}

static void
apply_points(struct schema *schema)
{
    const struct extract *extract = schema->extract;
    for (uint32_t i = 0; i < extract->point_count; i++) {
        const struct extract_point *point = &extract->points[i];
        struct osm_tags tags = extract_tags(extract, point->tag_first, point->tag_count);
        if (schema_has_place(tags) || osm_tag_is(tags, "highway", "motorway_junction")) {
            schema_point(schema, features_point(schema->features, point->node), tags);
        }
    }
}

static void
apply_area(struct schema *schema, const struct area_way *ways, uint32_t count, struct osm_tags tags)
{
    struct area area = {0};
    const char *problem = NULL;
    if (area_assemble(schema->extract, ways, count, &area, &problem)) {
        schema_area(schema, &area, tags);
    } else {
        schema->broken++;
    }
    area_finish(&area);
}

static void
apply_ways(struct schema *schema)
{
    const struct extract *extract = schema->extract;
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = extract_tags(extract, way->tag_first, way->tag_count);
        const uint32_t *refs = extract->refs + way->ref_first;
        if (way->ref_count < 2 || tags.count == 0) {
            continue;
        }
        if (is_closed(extract, way) && schema_is_area(tags)) {
            struct area_way outline = {refs, way->ref_count};
            apply_area(schema, &outline, 1, tags);
        } else {
            schema_line(schema, features_line(schema->features, refs, way->ref_count), tags);
        }
    }
}

static void
apply_multipolygon(
    struct schema *schema, const struct extract_relation *relation, struct osm_tags tags)
{
    const struct extract *extract = schema->extract;
    struct area_way *ways = calloc((size_t)relation->member_count + 1, sizeof *ways);
    ASSERT(ways);
    for (uint32_t m = 0; m < relation->member_count; m++) {
        const struct extract_way *way =
            &extract->ways[extract->members[relation->member_first + m]];
        ways[m] = (struct area_way){extract->refs + way->ref_first, way->ref_count};
    }
    apply_area(schema, ways, relation->member_count, tags);
    free(ways);
}

// The highest of the borders a way belongs to: 2 a country's, 4 a state's.
static void
note_border(uint8_t *levels, const struct extract *extract, const struct extract_relation *relation,
    struct osm_tags tags)
{
    const char *level = osm_tag(tags, "admin_level");
    if (osm_tag_is(tags, "boundary", "administrative") && level[0] >= '2' && level[0] <= '4' &&
        level[1] == '\0') {
        uint8_t number = (uint8_t)(level[0] - '0');
        for (uint32_t m = 0; m < relation->member_count; m++) {
            uint8_t *known = &levels[extract->members[relation->member_first + m]];
            *known = *known == 0 || number < *known ? number : *known;
        }
    }
}

static void
apply_relations(struct schema *schema)
{
    const struct extract *extract = schema->extract;
    uint8_t *levels = calloc((size_t)extract->way_count + 1, sizeof *levels);
    ASSERT(levels);
    for (uint32_t i = 0; i < extract->relation_count; i++) {
        const struct extract_relation *relation = &extract->relations[i];
        struct osm_tags tags = extract_tags(extract, relation->tag_first, relation->tag_count);
        if (osm_tag_is(tags, "type", "multipolygon") && tags.count > 1) {
            apply_multipolygon(schema, relation, tags);
        }
        note_border(levels, extract, relation, tags);
    }
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = extract_tags(extract, way->tag_first, way->tag_count);
        if (levels[i] > 0 && way->ref_count > 1) {
            bool maritime =
                osm_tag_is(tags, "maritime", "yes") || osm_tag_is(tags, "natural", "coastline");
            struct geometry line =
                features_line(schema->features, extract->refs + way->ref_first, way->ref_count);
            features_add(
                schema->features, LAYER_BOUNDARIES, line, levels[i] == 2 ? 0 : 7, -levels[i]);
            features_number(schema->features, "admin_level", levels[i]);
            features_bool(schema->features, "maritime", maritime);
            features_bool(schema->features, "disputed", false);
        }
    }
    free(levels);
}

void
schema_apply(struct schema *schema, const struct area *sea)
{
    if (sea->ring_count > 0) {
        features_add(schema->features, LAYER_OCEAN, features_area(schema->features, sea), 0, 0);
    }
    apply_relations(schema);
    apply_ways(schema);
    apply_points(schema);
}
