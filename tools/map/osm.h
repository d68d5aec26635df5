#pragma once
// OpenStreetMap data, element by element, from .osm.pbf and .osm files. Formats:
// wiki.openstreetmap.org/wiki/PBF_Format and /OSM_XML. Files may be damaged or hostile.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

enum {
    OSM_BLOB_HEADER_MAX = 64 * 1024,   // bytes, as the format has it
    OSM_BLOB_MAX = 32 * 1024 * 1024,   // bytes of a blob, packed or not, as the format has it
    OSM_TAGS_MAX = 1000,               // of one element
    OSM_REFS_MAX = 100 * 1000,         // of one way (the database allows 2,000)
    OSM_MEMBERS_MAX = 100 * 1000,      // of one relation (32,000)
    OSM_STRINGS_MAX = 2 * 1000 * 1000, // of one block of a .pbf
};

enum osm_kind { OSM_NODE, OSM_WAY, OSM_RELATION };

struct osm_tag {
    const char *key;
    const char *value;
};

struct osm_tags {
    const struct osm_tag *tags;
    int count;
};

// Degrees times 10^7.
struct osm_box {
    int32_t west;
    int32_t south;
    int32_t east;
    int32_t north;
};

struct osm_node {
    int64_t id;
    int32_t lat_e7;
    int32_t lon_e7;
    struct osm_tags tags;
};

struct osm_way {
    int64_t id;
    const int64_t *refs;
    int ref_count;
    struct osm_tags tags;
};

struct osm_member {
    enum osm_kind kind;
    int64_t ref;
};

struct osm_relation {
    int64_t id;
    const struct osm_member *members;
    int member_count;
    struct osm_tags tags;
};

// Who takes the elements. A NULL function: not interested, which is faster. What is passed lives as long
// as the call.
struct osm_sink {
    void *data;
    void (*box)(void *data, const struct osm_box *box); // what the file says it covers
    void (*node)(void *data, const struct osm_node *node);
    void (*way)(void *data, const struct osm_way *way);
    void (*relation)(void *data, const struct osm_relation *relation);
    void (*progress)(void *data, int64_t done, int64_t total); // bytes of the file
    void (*date)(void *data, int day); // when the data was taken, if the file says: days since 1970
};

// Reads the file once. ERR_MISSING, ERR_IO; ERR_FORMAT and ERR_LIMIT say where: "FILE: at byte N: ..."
// or "FILE:LINE:COLUMN: ...".
bool osm_read(const char *path, const struct osm_sink *sink, struct err *err) MUST_USE;
// One format each, from where the stream stands; size in bytes is for progress only.
bool pbf_read(FILE *file, int64_t size, const struct osm_sink *sink, struct err *err) MUST_USE;
bool xml_read(FILE *file, int64_t size, const struct osm_sink *sink, struct err *err) MUST_USE;

// The tag's value, "" if there is none.
const char *osm_tag(struct osm_tags tags, const char *key);
// Whether it has one of the words, which are separated by spaces.
bool osm_tag_is(struct osm_tags tags, const char *key, const char *words);
