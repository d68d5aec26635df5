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

enum { MBTILES_GRAPH_MAX = DB_VALUE_MAX - 1024 }; // bytes of walks that a kiosk reads

// Makes the tables in an empty database that is written, not yet saved.
bool mbtiles_fill(const struct mbtiles *file, struct db *db, struct err *err) MUST_USE;

// Its parts, in this order; tiles come before the end.
bool mbtiles_tables(struct db *db, struct err *err) MUST_USE;
bool mbtiles_metadata(struct db *db, const char *name, const char *value, struct err *err) MUST_USE;
// ERR_LIMIT beyond MBTILES_GRAPH_MAX.
bool mbtiles_walks(struct db *db, const void *data, size_t len, struct err *err) MUST_USE;
bool mbtiles_finish(struct db *db, struct err *err) MUST_USE;
