#pragma once
// The file that hub-map writes: MBTiles 1.3, with a walking graph beside the tiles.

#include "buffer.h"
#include "tiles.h"

struct mbtiles {
    const char *name;
    const char *credit;
    const struct extract *extract;
    const struct features *features;
    const struct grid *grid;
    const struct buffer *graph;
    struct progress *progress;
};

// What must be shown with the map wherever it is shown (openstreetmap.org/copyright).
#define MBTILES_CREDIT "© OpenStreetMap contributors"

bool mbtiles_write(const struct mbtiles *file, const char *path, struct err *err) MUST_USE;
