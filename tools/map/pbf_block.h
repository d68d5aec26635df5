#pragma once
// Between pbf.c and pbf_block.c.

#include "base/arena.h"
#include "base/pb.h"
#include "osm.h"

enum { NANO_PER_E7 = 100, LAT_MAX = 900000000, LON_MAX = 1800000000 };

// One block of elements, and room for the parts of one.
struct block {
    struct arena arena; // the strings
    const char **strings;
    uint32_t string_count;
    int64_t granularity; // nanodegrees
    int64_t lat_offset;
    int64_t lon_offset;
    const struct osm_sink *sink;
    int64_t *refs; // as large as the largest way so far
    uint32_t ref_room;
    struct osm_member *members;
    uint32_t member_room;
    struct osm_tag tags[OSM_TAGS_MAX];
};

// Hands the elements of a PrimitiveBlock to the sink.
bool pbf_block_read(struct block *block, struct pb message, struct err *err) MUST_USE;
// Gives back what the block holds.
void pbf_block_finish(struct block *block);
