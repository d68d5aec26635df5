#pragma once
// What goes into the tiles: shapes over nodes, each with a layer and attributes.

#include "areas.h"
#include "pool.h"

// Shortbread 1.0 (shortbread-tiles.org/schema/1.0), from the ground up.
enum layer {
    LAYER_OCEAN,
    LAYER_LAND,
    LAYER_SITES,
    LAYER_WATER_POLYGONS,
    LAYER_WATER_LINES,
    LAYER_DAM_POLYGONS,
    LAYER_DAM_LINES,
    LAYER_PIER_POLYGONS,
    LAYER_PIER_LINES,
    LAYER_BRIDGES,
    LAYER_BUILDINGS,
    LAYER_STREET_POLYGONS,
    LAYER_STREETS,
    LAYER_AERIALWAYS,
    LAYER_FERRIES,
    LAYER_BOUNDARIES,
    LAYER_ADDRESSES,
    LAYER_WATER_LINES_LABELS,
    LAYER_WATER_POLYGONS_LABELS,
    LAYER_STREET_LABELS,
    LAYER_STREETS_POLYGONS_LABELS,
    LAYER_STREET_LABELS_POINTS,
    LAYER_PUBLIC_TRANSPORT,
    LAYER_POIS,
    LAYER_PLACE_LABELS,
    LAYERS,
};

const char *layer_name(enum layer layer);

enum attribute_kind { ATTRIBUTE_TEXT, ATTRIBUTE_NUMBER, ATTRIBUTE_BOOL };

struct attribute {
    const char *key;  // lives as long as the features
    const char *text; // of the extract's pool
    int64_t number;
    enum attribute_kind kind;
};

enum shape { SHAPE_POINT = 1, SHAPE_LINE, SHAPE_AREA }; // as vector tiles number them

struct feature {
    uint8_t layer;
    uint8_t shape;
    uint8_t zoom_min;
    int16_t order; // within the layer, low first
    uint32_t part_first;
    uint32_t part_count;
    uint32_t attribute_first;
    uint32_t attribute_count;
};

// Nodes of a line or ring; an outer ring's holes follow it.
struct part {
    uint32_t node_first;
    uint32_t node_count;
};

struct features {
    struct feature *at;
    uint32_t count;
    uint32_t room;
    struct part *parts;
    uint32_t part_count;
    uint32_t part_room;
    uint32_t *nodes;
    uint32_t node_count;
    uint32_t node_room;
    struct attribute *attributes;
    uint32_t attribute_count;
    uint32_t attribute_room;
};

// A shape that one or more features show.
struct geometry {
    enum shape shape;
    uint32_t part_first;
    uint32_t part_count;
};

struct geometry features_point(struct features *features, uint32_t node);
struct geometry features_line(struct features *features, const uint32_t *nodes, uint32_t count);
struct geometry features_area(struct features *features, const struct area *area);

// Adds a feature; the functions below give attributes to the one added last. Empty texts are left out.
void features_add(
    struct features *features, enum layer layer, struct geometry geometry, int zoom_min, int order);
void features_text(struct features *features, const char *key, const char *text);
void features_number(struct features *features, const char *key, int64_t number);
void features_bool(struct features *features, const char *key, bool value);
// By layer, then by order, then as they were added.
void features_sort(struct features *features);
void features_finish(struct features *features);
