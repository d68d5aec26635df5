#include "feature.h"

#include "grow.h"

const char *
layer_name(enum layer layer)
{
    static const char *const names[LAYERS] = {
        [LAYER_OCEAN] = "ocean",
        [LAYER_LAND] = "land",
        [LAYER_SITES] = "sites",
        [LAYER_WATER_POLYGONS] = "water_polygons",
        [LAYER_WATER_LINES] = "water_lines",
        [LAYER_DAM_POLYGONS] = "dam_polygons",
        [LAYER_DAM_LINES] = "dam_lines",
        [LAYER_PIER_POLYGONS] = "pier_polygons",
        [LAYER_PIER_LINES] = "pier_lines",
        [LAYER_BRIDGES] = "bridges",
        [LAYER_BUILDINGS] = "buildings",
        [LAYER_STREET_POLYGONS] = "street_polygons",
        [LAYER_STREETS] = "streets",
        [LAYER_AERIALWAYS] = "aerialways",
        [LAYER_FERRIES] = "ferries",
        [LAYER_BOUNDARIES] = "boundaries",
        [LAYER_ADDRESSES] = "addresses",
        [LAYER_WATER_LINES_LABELS] = "water_lines_labels",
        [LAYER_WATER_POLYGONS_LABELS] = "water_polygons_labels",
        [LAYER_STREET_LABELS] = "street_labels",
        [LAYER_STREETS_POLYGONS_LABELS] = "streets_polygons_labels",
        [LAYER_STREET_LABELS_POINTS] = "street_labels_points",
        [LAYER_PUBLIC_TRANSPORT] = "public_transport",
        [LAYER_POIS] = "pois",
        [LAYER_PLACE_LABELS] = "place_labels",
    };
    return names[layer];
}

static void
put_node(struct features *features, uint32_t node)
{
    features->nodes =
        grow(features->nodes, features->node_count, &features->node_room, sizeof *features->nodes);
    features->nodes[features->node_count++] = node;
}

static void
put_part(struct features *features, const uint32_t *nodes, uint32_t count)
{
    features->parts =
        grow(features->parts, features->part_count, &features->part_room, sizeof *features->parts);
    features->parts[features->part_count++] = (struct part){features->node_count, count};
    for (uint32_t i = 0; i < count; i++) {
        put_node(features, nodes[i]);
    }
}

struct geometry
features_point(struct features *features, uint32_t node)
{
    struct geometry geometry = {SHAPE_POINT, features->part_count, 1};
    put_part(features, &node, 1);
    return geometry;
}

struct geometry
features_line(struct features *features, const uint32_t *nodes, uint32_t count)
{
    struct geometry geometry = {SHAPE_LINE, features->part_count, 1};
    put_part(features, nodes, count);
    return geometry;
}

struct geometry
features_area(struct features *features, const struct area *area)
{
    struct geometry geometry = {SHAPE_AREA, features->part_count, area->ring_count};
    for (uint32_t outer = 0; outer < area->ring_count; outer++) {
        if (area->rings[outer].outer != AREA_OUTER) {
            continue;
        }
        put_part(features, area->nodes + area->rings[outer].first, area->rings[outer].count);
        for (uint32_t hole = 0; hole < area->ring_count; hole++) {
            if (area->rings[hole].outer == outer) {
                put_part(features, area->nodes + area->rings[hole].first, area->rings[hole].count);
            }
        }
    }
    return geometry;
}

void
features_add(
    struct features *features, enum layer layer, struct geometry geometry, int zoom_min, int order)
{
    features->at = grow(features->at, features->count, &features->room, sizeof *features->at);
    features->at[features->count++] = (struct feature){.layer = (uint8_t)layer,
        .shape = (uint8_t)geometry.shape,
        .zoom_min = (uint8_t)zoom_min,
        .order = (int16_t)order,
        .part_first = geometry.part_first,
        .part_count = geometry.part_count,
        .attribute_first = features->attribute_count};
}

static void
put_attribute(struct features *features, struct attribute attribute)
{
    features->attributes = grow(features->attributes, features->attribute_count,
        &features->attribute_room, sizeof *features->attributes);
    features->attributes[features->attribute_count++] = attribute;
    features->at[features->count - 1].attribute_count++;
}

void
features_text(struct features *features, const char *key, const char *text)
{
    if (*text) {
        put_attribute(features, (struct attribute){key, text, 0, ATTRIBUTE_TEXT});
    }
}

void
features_number(struct features *features, const char *key, int64_t number)
{
    put_attribute(features, (struct attribute){key, "", number, ATTRIBUTE_NUMBER});
}

void
features_bool(struct features *features, const char *key, bool value)
{
    put_attribute(features, (struct attribute){key, "", value, ATTRIBUTE_BOOL});
}

static int
compare_features(const void *a, const void *b)
{
    const struct feature *x = a;
    const struct feature *y = b;
    if (x->layer != y->layer || x->order != y->order) {
        return x->layer != y->layer ? x->layer - y->layer : x->order - y->order;
    }
    // Both rise with every feature that is added.
    if (x->attribute_first != y->attribute_first) {
        return x->attribute_first < y->attribute_first ? -1 : 1;
    }
    return (x->part_first > y->part_first) - (x->part_first < y->part_first);
}

void
features_sort(struct features *features)
{
    if (features->count > 0) {
        qsort(features->at, features->count, sizeof *features->at, compare_features);
    }
}

void
features_finish(struct features *features)
{
    free(features->at);
    free(features->parts);
    free(features->nodes);
    free(features->attributes);
    *features = (struct features){0};
}
