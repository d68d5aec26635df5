#pragma once
// Between the files of map.

#include "base/pb.h"
#include "map/map.h"

// One decoding: where things go, and what is left of the tile's limits.
struct decoder {
    struct arena *arena;
    struct map_tile *tile;
    uint32_t items;
    uint32_t tags;
    uint32_t points;
};

// Decodes the commands of one feature (vector-tile-spec 4.3) into feature->parts and points.
// close_lines: version 1 let lines end in ClosePath.
bool map_geometry_decode(struct decoder *decoder, struct pb commands, bool close_lines,
    struct map_feature *feature, struct err *err) MUST_USE;
