#pragma once
// From tags to the layers and attributes of Shortbread; what it says nothing about is not on the map.

#include "feature.h"

struct schema {
    struct extract *extract;
    struct features *features;
    uint32_t broken; // areas whose outline is none
};

// All features of the extract, the sea (may be empty) first.
void schema_apply(struct schema *schema, const struct area *sea);

// Between the files of the schema.
void schema_point(struct schema *schema, struct geometry geometry, struct osm_tags tags);
void schema_line(struct schema *schema, struct geometry geometry, struct osm_tags tags);
void schema_area(struct schema *schema, const struct area *area, struct osm_tags tags);
// name, and name_xx for every name:xx.
void schema_names(struct schema *schema, struct osm_tags tags);
// Places, public transport, points of interest, addresses: what has a point.
void schema_place(struct schema *schema, struct geometry geometry, struct osm_tags tags);
bool schema_has_place(struct osm_tags tags);
// Whether a closed way with these tags is an area.
bool schema_is_area(struct osm_tags tags);
