// Layers of lines and areas: land, water, streets, buildings, borders of both.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

struct rule {
    const char *key;
    const char *values;
    const char *kind; // NULL: the value
    int zoom;
};

static const struct rule land[] = {
    {"landuse", "forest", "forest", 7},
    {"natural", "wood", "forest", 7},
    {"landuse",
        "residential industrial commercial retail railway landfill brownfield greenfield farmyard"
        " farmland",
        NULL, 10},
    {"landuse",
        "grass meadow orchard vineyard allotments village_green recreation_ground"
        " greenhouse_horticulture plant_nursery quarry",
        NULL, 11},
    {"natural", "sand beach", NULL, 10},
    {"natural", "heath scrub grassland bare_rock scree shingle", NULL, 11},
    {"wetland", "swamp bog string_bog wet_meadow marsh mangrove", NULL, 11},
    {"amenity", "grave_yard", NULL, 13},
    {"landuse", "garages", NULL, 12},
    {"leisure", "golf_course park garden playground miniature_golf", NULL, 11},
    {"landuse", "cemetery", NULL, 13},
};

static const struct rule sites[] = {
    {"amenity", "university hospital prison parking bicycle_parking school college", NULL, 14},
    {"leisure", "sports_centre", NULL, 14},
    {"landuse", "construction", NULL, 14},
    {"military", "danger_area", NULL, 14},
};

static const struct rule water[] = {
    {"waterway", "riverbank", "river", 4},
    {"water", "river", NULL, 4},
    {"landuse", "reservoir basin", NULL, 4},
    {"waterway", "dock canal", NULL, 4},
    {"natural", "water glacier", NULL, 4},
};

// Streets and rails with the zoom of the line and of its label, and the order of drawing.
static const struct {
    const char *key;
    const char *values;
    int zoom;
    int label_zoom;
    int order;
} streets[] = {
    {"highway", "motorway motorway_link", 5, 10, 10},
    {"highway", "trunk trunk_link", 6, 12, 9},
    {"highway", "primary primary_link", 8, 12, 8},
    {"highway", "secondary secondary_link", 9, 13, 7},
    {"highway", "tertiary tertiary_link", 10, 13, 6},
    {"highway", "unclassified residential busway bus_guideway road", 12, 14, 5},
    {"highway", "living_street pedestrian", 13, 14, 4},
    {"highway", "service", 14, 14, 3},
    {"highway", "track footway path cycleway bridleway corridor platform", 13, 14, 2},
    {"highway", "steps", 13, 14, 1},
    {"railway", "rail narrow_gauge", 8, 0, 13},
    {"railway", "light_rail tram subway funicular monorail", 10, 0, 11},
    {"aeroway", "runway", 11, 0, 0},
    {"aeroway", "taxiway", 13, 0, 0},
};

static const struct rule *
first_match(const struct rule *rules, size_t count, struct osm_tags tags)
{
    for (size_t i = 0; i < count; i++) {
        if (osm_tag_is(tags, rules[i].key, rules[i].values)) {
            return &rules[i];
        }
    }
    return NULL;
}

#define FIRST_MATCH(rules, tags) first_match((rules), sizeof(rules) / sizeof *(rules), (tags))

static bool
add_kind(struct schema *schema, enum layer layer, struct geometry geometry, const struct rule *rule,
    struct osm_tags tags)
{
    if (rule) {
        features_add(schema->features, layer, geometry, rule->zoom, 0);
        features_text(schema->features, "kind", rule->kind ? rule->kind : osm_tag(tags, rule->key));
    }
    return rule != NULL;
}

static bool
is_tunnel(struct osm_tags tags)
{
    return osm_tag_is(tags, "tunnel", "yes culvert building_passage") ||
           osm_tag_is(tags, "covered", "yes");
}

static bool
is_bridge(struct osm_tags tags)
{
    const char *bridge = osm_tag(tags, "bridge");
    return *bridge && strcmp(bridge, "no") != 0;
}

// Above or below by bridge, tunnel and layer, then by class.
static int
order_of(struct osm_tags tags, int class)
{
    enum { STEP = 14, LAYER_MOST = 7 };
    long level = strtol(osm_tag(tags, "layer"), NULL, 10);
    level = level > LAYER_MOST ? LAYER_MOST : level < -LAYER_MOST ? -LAYER_MOST : level;
    int order = (int)level * STEP + class;
    return is_bridge(tags) ? order + STEP : is_tunnel(tags) ? order - STEP : order;
}

static const char *
surface_of(struct osm_tags tags)
{
    if (osm_tag_is(tags, "surface",
            "unpaved compacted dirt earth fine_gravel grass grass_paver gravel ground mud "
            "pebblestone"
            " salt sand woodchips clay")) {
        return "unpaved";
    }
    return osm_tag_is(tags, "surface",
               "paved asphalt cobblestone sett unhewn_cobblestone concrete concrete:lanes"
               " concrete:plates paving_stones bricks")
               ? "paved"
               : "";
}

// motorway_link -> motorway
static const char *
class_name(struct schema *schema, const char *value, bool *link)
{
    char name[32];
    size_t len = strlen(value);
    *link = len > 5 && len < sizeof name && strcmp(value + len - 5, "_link") == 0;
    if (!*link) {
        return value;
    }
    memcpy(name, value, len - 5);
    name[len - 5] = '\0';
    return pool_text(&schema->extract->pool, name);
}

static void
add_street_label(
    struct schema *schema, struct geometry geometry, struct osm_tags tags, const char *kind, int at)
{
    struct features *features = schema->features;
    const char *ref = osm_tag(tags, "ref");
    if (streets[at].label_zoom == 0 || (!*osm_tag(tags, "name") && !*ref)) {
        return;
    }
    features_add(
        features, LAYER_STREET_LABELS, geometry, streets[at].label_zoom, streets[at].order);
    features_text(features, "kind", kind);
    features_bool(features, "tunnel", is_tunnel(tags));
    features_text(features, "ref", ref);
    if (*ref) {
        int64_t rows = 1;
        int64_t columns = 0;
        int64_t run = 0;
        for (const char *at_ref = ref; *at_ref; at_ref++) {
            run = *at_ref == ';' ? 0 : run + 1;
            rows += *at_ref == ';';
            columns = run > columns ? run : columns;
        }
        features_number(features, "ref_rows", rows);
        features_number(features, "ref_cols", columns);
    }
    schema_names(schema, tags);
}

static void
add_street(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    struct features *features = schema->features;
    for (int i = 0; i < (int)(sizeof streets / sizeof *streets); i++) {
        if (!osm_tag_is(tags, streets[i].key, streets[i].values)) {
            continue;
        }
        bool link = false;
        bool rail = strcmp(streets[i].key, "railway") == 0;
        const char *kind = class_name(schema, osm_tag(tags, streets[i].key), &link);
        int zoom = rail && *osm_tag(tags, "service") ? 12 : streets[i].zoom;
        features_add(features, LAYER_STREETS, geometry, zoom, order_of(tags, streets[i].order));
        features_text(features, "kind", kind);
        features_bool(features, "link", link);
        features_bool(features, "rail", rail);
        features_bool(features, "tunnel", is_tunnel(tags));
        features_bool(features, "bridge", is_bridge(tags));
        features_bool(features, "oneway", !rail && osm_tag_is(tags, "oneway", "yes 1 true -1"));
        features_bool(features, "oneway_reverse", !rail && osm_tag_is(tags, "oneway", "-1"));
        features_text(features, "surface", surface_of(tags));
        features_text(features, "tracktype", osm_tag(tags, "tracktype"));
        features_text(features, "service", osm_tag(tags, "service"));
        features_text(features, "bicycle", osm_tag(tags, "bicycle"));
        features_text(features, "horse", osm_tag(tags, "horse"));
        add_street_label(schema, geometry, tags, kind, i);
        return;
    }
}

static void
add_water_line(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    static const struct rule lines[] = {{"waterway", "river canal", NULL, 9},
        {"waterway", "stream drain", NULL, 13}, {"waterway", "ditch", NULL, 14}};
    const struct rule *rule = FIRST_MATCH(lines, tags);
    if (!add_kind(schema, LAYER_WATER_LINES, geometry, rule, tags)) {
        return;
    }
    features_bool(schema->features, "tunnel", is_tunnel(tags));
    features_bool(schema->features, "bridge", is_bridge(tags));
    if (*osm_tag(tags, "name")) {
        int zoom = rule->zoom == 9 ? 13 : 14;
        features_add(schema->features, LAYER_WATER_LINES_LABELS, geometry, zoom, 0);
        features_text(schema->features, "kind", osm_tag(tags, "waterway"));
        features_bool(schema->features, "tunnel", is_tunnel(tags));
        features_bool(schema->features, "bridge", is_bridge(tags));
        schema_names(schema, tags);
    }
}

void
schema_line(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    static const struct rule piers[] = {{"man_made", "pier breakwater groyne", NULL, 12}};
    static const struct rule dams[] = {{"waterway", "dam", NULL, 12}};
    static const struct rule ropes[] = {{"aerialway",
        "cable_car gondola chair_lift drag_lift t-bar j-bar platter rope_tow", NULL, 12}};
    static const struct rule ferries[] = {{"route", "ferry", NULL, 10}};
    add_street(schema, geometry, tags);
    add_water_line(schema, geometry, tags);
    add_kind(schema, LAYER_PIER_LINES, geometry, FIRST_MATCH(piers, tags), tags);
    add_kind(schema, LAYER_DAM_LINES, geometry, FIRST_MATCH(dams, tags), tags);
    add_kind(schema, LAYER_AERIALWAYS, geometry, FIRST_MATCH(ropes, tags), tags);
    if (add_kind(schema, LAYER_FERRIES, geometry, FIRST_MATCH(ferries, tags), tags)) {
        schema_names(schema, tags);
    }
}

// Square metres, roughly.
static int64_t
size_of(const struct extract *extract, const struct area *area)
{
    double twice = 0;
    for (uint32_t i = 0; i < area->ring_count; i++) {
        twice += area_of_ring(extract, area->nodes + area->rings[i].first, area->rings[i].count);
    }
    double lat = extract->lat[area->nodes[0]] / 1e7 * 3.14159265358979323846 / 180;
    return llround(fabs(twice) / 2 * 0.0111195 * 0.0111195 * cos(lat));
}

static bool
add_water_area(
    struct schema *schema, const struct area *area, struct geometry shape, struct osm_tags tags)
{
    const struct rule *rule = FIRST_MATCH(water, tags);
    bool found = add_kind(schema, LAYER_WATER_POLYGONS, shape, rule, tags);
    if (found) {
        features_number(schema->features, "way_area", size_of(schema->extract, area));
    }
    if (found && *osm_tag(tags, "name")) {
        struct geometry middle =
            features_point(schema->features, area_middle(schema->extract, area));
        add_kind(schema, LAYER_WATER_POLYGONS_LABELS, middle, rule, tags);
        schema->features->at[schema->features->count - 1].zoom_min = 14;
        features_number(schema->features, "way_area", size_of(schema->extract, area));
        schema_names(schema, tags);
    }
    return found;
}

static void
add_street_area(
    struct schema *schema, const struct area *area, struct geometry shape, struct osm_tags tags)
{
    static const struct rule squares[] = {{"highway", "pedestrian service footway", NULL, 14},
        {"area:aeroway", "runway", NULL, 11}, {"area:aeroway", "taxiway", NULL, 13},
        {"aeroway", "runway", NULL, 11}, {"aeroway", "taxiway apron", NULL, 13}};
    const struct rule *rule = FIRST_MATCH(squares, tags);
    if (!add_kind(schema, LAYER_STREET_POLYGONS, shape, rule, tags)) {
        return;
    }
    features_text(schema->features, "surface", surface_of(tags));
    features_bool(schema->features, "tunnel", is_tunnel(tags));
    features_bool(schema->features, "bridge", is_bridge(tags));
    features_bool(schema->features, "rail", false);
    features_text(schema->features, "service", osm_tag(tags, "service"));
    if (*osm_tag(tags, "name")) {
        struct geometry middle =
            features_point(schema->features, area_middle(schema->extract, area));
        add_kind(schema, LAYER_STREETS_POLYGONS_LABELS, middle, rule, tags);
        schema_names(schema, tags);
    }
}

void
schema_area(struct schema *schema, const struct area *area, struct osm_tags tags)
{
    static const struct rule piers[] = {{"man_made", "pier breakwater groyne", NULL, 12}};
    static const struct rule dams[] = {{"waterway", "dam", NULL, 12}};
    static const struct rule decks[] = {{"man_made", "bridge", NULL, 12}};
    struct geometry shape = features_area(schema->features, area);
    if (!add_water_area(schema, area, shape, tags)) {
        add_kind(schema, LAYER_LAND, shape, FIRST_MATCH(land, tags), tags);
    }
    add_kind(schema, LAYER_SITES, shape, FIRST_MATCH(sites, tags), tags);
    add_kind(schema, LAYER_PIER_POLYGONS, shape, FIRST_MATCH(piers, tags), tags);
    add_kind(schema, LAYER_DAM_POLYGONS, shape, FIRST_MATCH(dams, tags), tags);
    add_kind(schema, LAYER_BRIDGES, shape, FIRST_MATCH(decks, tags), tags);
    add_street_area(schema, area, shape, tags);
    if (*osm_tag(tags, "building") && !osm_tag_is(tags, "building", "no")) {
        features_add(schema->features, LAYER_BUILDINGS, shape, 14, 0);
        features_number(schema->features, "dummy", 1);
    }
    if (schema_has_place(tags)) {
        struct geometry middle =
            features_point(schema->features, area_middle(schema->extract, area));
        schema_place(schema, middle, tags);
    }
}
