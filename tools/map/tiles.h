#pragma once
// From features to the tiles of an MBTiles file.

#include "db/db.h"
#include "feature.h"
#include "grid.h"
#include "progress.h"

enum {
    TILES_ZOOM_MIN = 10,
    TILES_ZOOM_MAX = GRID_ZOOM,
    TILES_BUFFER = 64, // units that lines and areas go on beyond a tile's edge
};

struct tiles_job {
    const struct osm_box *box; // nothing of the map lies outside
    const struct features *features;
    const struct grid *grid;
    struct progress *progress;
    uint32_t written; // tiles
};

// Fills the table "tiles" of db, zoom by zoom, west to east, south to north.
bool tiles_write(struct tiles_job *job, struct db *db, struct err *err) MUST_USE;
