#pragma once
// What a town's map needs of a file of OpenStreetMap data, in memory.

#include "osm.h"
#include "pool.h"

enum {
    EXTRACT_NODES_MAX = 4 * 1000 * 1000, // about 300 MB in all when everything is full
    EXTRACT_WAYS_MAX = 1000 * 1000,
    EXTRACT_REFS_MAX = 8 * 1000 * 1000, // of all ways; members of all relations
    EXTRACT_TAGS_MAX = 8 * 1000 * 1000,
    // Ways with a node this near to the box belong to it: 0.02 degrees, 2 km.
    EXTRACT_MARGIN_E7 = 200 * 1000,
};

#define EXTRACT_NO_NODE UINT32_MAX

// Tags of what is kept are those the map or the walks look at.
struct extract_way {
    int64_t id;
    uint32_t ref_first;
    uint32_t ref_count; // nodes that are in the file
    uint32_t tag_first;
    uint32_t tag_count;
};

struct extract_relation {
    int64_t id;
    uint32_t member_first;
    uint32_t member_count; // ways that are in the file
    uint32_t tag_first;
    uint32_t tag_count;
    bool whole; // no way is missing
};

struct extract_point { // a node with tags
    uint32_t node;
    uint32_t tag_first;
    uint32_t tag_count;
};

struct extract {
    struct osm_box box; // the map's
    int day;            // when the data was taken, days since 1970; 0 = the file does not say
    struct pool pool;

    int64_t *ids; // ascending, then 0 for nodes that were added
    int32_t *lat;
    int32_t *lon;
    uint32_t node_count;
    uint32_t node_room;

    struct extract_way *ways;
    uint32_t way_count;
    uint32_t way_room;
    uint32_t *refs; // nodes
    uint32_t ref_count;

    struct extract_relation *relations;
    uint32_t relation_count;
    uint32_t relation_room;
    uint32_t *members; // ways
    uint32_t member_count;

    struct extract_point *points;
    uint32_t point_count;
    uint32_t point_room;

    struct osm_tag *tags;
    uint32_t tag_count;
    uint32_t tag_room;
};

struct progress;

// box NULL: all of the file. ERR_FORMAT: nothing in the box, or nodes do not come before ways;
// ERR_LIMIT: more than the limits above. Free by extract_finish(), also after a failure.
bool extract_load(const char *path, const struct osm_box *box, struct progress *progress,
    struct extract *extract, struct err *err) MUST_USE;
void extract_finish(struct extract *extract);

struct osm_tags extract_tags(const struct extract *extract, uint32_t first, uint32_t count);
// Adds a node that is not in the file; returns its index.
uint32_t extract_add_node(struct extract *extract, int32_t lat_e7, int32_t lon_e7);

// Nodes by id; of equal ids the last one stays, and tags of the others with it.
void extract_sort_nodes(struct extract *extract);
// Ways by id, so that the file's order does not matter; of equal ids one.
void extract_sort_ways(struct extract *extract);
// Index of the way in sorted ways, or UINT32_MAX.
uint32_t extract_find_way(const struct extract *extract, int64_t id);
